"""What was taken off a child's record or one's own calendar: it stays readable, with who took it off, when and why.

Most of it may be put back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.repositories import events as event_rows
from models.repositories import records
from services.usecases import earlier, keeping, recording, workhistory
from services.usecases.ages import say_date
from services.usecases.around_results import Earlier
from services.usecases.children import standing
from services.usecases.drafts import WORKER
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.plans import view as plan_view
from services.usecases.results import EventVersion
from services.usecases.rows import read_day
from services.usecases.summaries import view as summary_view
from services.usecases.undo import UNDONE

EVENT = "event"
_KINDS = {  # kind of record: what it is called
    "person": "Person", "tie": "Relationship", "key_fact": "Key fact", "photo": "Photograph", "consent": "Consent",
    "sharing": "Information shared", "action": "Action", "letter": "Letter", "audit": "Audit",
    "ending": "Transfer or closing", "plan": "Plan", "summary": "Case summary",
}  # fmt: skip
BACK = frozenset((EVENT, "person", "tie", "key_fact", "sharing", "action", "letter"))  # what may be put back
_AGAIN = "Put back on the record"
_OWN = ("action",)  # kinds of record that may be one's own
_AT_ONCE = timedelta(minutes=15)  # what is undone so soon after it was written is a slip of the hand
Said = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TakenOff:
    """One thing that was taken off: what it said last, who took it off, when and why."""

    kind: str
    record_id: str
    title: str
    said: Said
    author: str  # who took it off
    at: datetime
    why: str
    written_by: str  # who had written it first
    may_return: bool
    at_once: bool = False  # it was undone within minutes of being written


def of_child(office: Office, child_id: str) -> tuple[TakenOff, ...]:
    """All that was taken off a child's record ("worker": off one's own calendar), the newest first."""
    whose = None if child_id == WORKER else child_id
    with office.read() as c:
        if whose:
            standing(c, whose)
        events = event_rows.removed_of(c, whose)
        others = [
            (kind, i) for kind in (_KINDS if whose else _OWN) for i in records.removed_of(c, kind, whose)
        ]
    found = [_event(recording.history(office, i)) for i in events]
    found += [_record(office, kind, i) for kind, i in others]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def put_back(office: Office, kind: str, record_id: str) -> None:
    """It says again what it said last, as a new version; what was to follow from an event comes back with it."""
    if kind == EVENT:
        recording.put_back(office, record_id, _AGAIN)
        return
    if kind not in BACK:
        raise NotFound
    with office.write() as c:
        row = records.one(c, kind, record_id)
        if row is None or not row["removed"]:
            raise NotFound("That is on the record already.")
        back = keeping.put_back(office, c, kind, record_id, _AGAIN)
        whose = _whose(row)
    office.keep(
        f"Putting back of “{_KINDS[kind].lower()}”",
        "person" if kind in ("person", "tie") else kind,
        whose,
        back,
    )


def _whose(row: Mapping[str, Any]) -> tuple[str, ...]:
    found = {row["child_id"], *(s["child_id"] for s in row.get("shares", ()))}
    return tuple(sorted(each for each in found if each))


# --- in words --------------------------------------------------------------------------------------------------------
def _event(versions: tuple[EventVersion, ...]) -> TakenOff:
    last, e = versions[-1], versions[-1].event
    when = ("Booked for" if e.planned else "When", _moment(e.at))
    said = (when, *((("Details", e.summary),) if e.summary else ()), *e.notes)
    first = versions[0].author
    soon = _slip([(v.written_at, v.removed) for v in versions], last.why)
    return TakenOff(EVENT, e.id, e.label, said, last.author, last.written_at, last.why, first, True, soon)


def _slip(versions: Sequence[tuple[datetime, bool]], why: str) -> bool:
    """Whether something was undone (not removed) within minutes of being written; `versions` first to last."""
    (written, _), (gone, _) = versions[0], versions[-1]
    before = any(removed for _, removed in versions[:-1])
    return why.startswith(UNDONE) and not before and gone - written <= _AT_ONCE


def _moment(at: Any) -> str:
    return f"{say_date(at.date())}, {at:%H:%M}" if isinstance(at, datetime) else say_date(at)


def _record(office: Office, kind: str, record_id: str) -> TakenOff:
    found = _versions(office, kind, record_id)
    last, first = found[0], found[-1]
    said = tuple(pair for pair in last.said if pair[1])
    title = next((words for label, words in said if label in _TITLES), "")
    name = f"{_KINDS[kind]}: {title}" if title else _KINDS[kind]
    soon = _slip([(v.written_at, v.removed) for v in reversed(found)], last.why)
    return TakenOff(
        kind, record_id, name, said, last.author, last.written_at, last.why, first.author, kind in BACK, soon
    )


_TITLES = ("Name", "In a line", "For what", "What", "Subject", "What is to be done", "Plan")


def _versions(office: Office, kind: str, record_id: str) -> tuple[Earlier, ...]:
    if kind in ("letter", "audit", "ending"):
        return workhistory.versions(office, kind, record_id)
    if kind not in _WORDED:
        return earlier.versions(office, kind, record_id)
    with office.read() as c:
        found = records.versions(c, kind, record_id)
    told = []
    for row in reversed(found):
        content = {**json.loads(row["content"]), "id": record_id, "created_by": row["created_by"]}
        at = datetime.fromisoformat(row["created_at"])
        said = tuple(pair for pair in _WORDED[kind](content) if pair[1])
        told.append(Earlier(row["number"], row["created_by"], at, bool(row["removed"]), row["why"], said))
    return tuple(told)


def _action(said: Mapping[str, Any]) -> Said:
    by, done = read_day(said.get("due_by")), read_day(said.get("done"))
    return (
        ("What is to be done", said.get("what", "")),
        ("Who", said.get("who", "")),
        ("By", say_date(by) if by else ""),
        ("Done", say_date(done) if done else ""),
        ("Note", said.get("note", "")),
    )


def _plan(said: Mapping[str, Any]) -> Said:
    plan = plan_view(said)
    outcomes = tuple(
        (f"Outcome {n}", ". ".join(filter(None, (o.need, o.outcome, *(a.what for a in o.actions)))))
        for n, o in enumerate(plan.outcomes, 1)
    )
    return (
        ("Plan", plan.title),
        ("Drawn up", say_date(plan.drawn_up)),
        ("Needs and risks", plan.worries),
        ("Strengths", plan.strengths),
        ("The child's views", plan.child_views),
        ("The parents' views", plan.parent_views),
        *outcomes,
        *plan.sections,
    )


def _summary(said: Mapping[str, Any]) -> Said:
    summary = summary_view(said)
    return (("Written", say_date(summary.written)), *summary.parts)


_WORDED = {"action": _action, "plan": _plan, "summary": _summary}
