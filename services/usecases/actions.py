"""Actions: what somebody will do and by when, out of an event's next steps or by themselves; a plan's beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.repositories import events as event_rows
from models.repositories import people, records
from services.usecases import keeping, steps
from services.usecases.ages import full_name, say_date
from services.usecases.commands import ActionDraft
from services.usecases.drafts import WORKER
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.office import Office
from services.usecases.plankinds import title_of
from services.usecases.results import ActionItem, Problem
from services.usecases.rows import day_text, read_day, read_moment
from services.usecases.vocabulary import event_label

CHANGED = "action"
_ORDER = {"overdue": 0, "due": 1, "open": 2, "done": 3}


@dataclass(frozen=True, slots=True)
class ActionVersion:
    """What an action said before it was amended, or says now."""

    number: int
    author: str
    written_at: datetime
    removed: bool
    why: str
    what: str
    who: str
    by: date | None
    done: date | None
    note: str


class ActionDesk:
    """The actions of one store. Every method may be called from any thread."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def of_child(self, child_id: str) -> tuple[ActionItem, ...]:
        """Overdue, due, without a date, done: a child's, those of its plans among them ("worker": one's own)."""
        today = self._office.today()
        with self._office.read() as c:
            return of_child(c, child_id, today)

    def everything(self, *, done: bool = False) -> tuple[ActionItem, ...]:
        """The actions of every child and one's own, those of plans aside; without the done ones unless asked for."""
        today = self._office.today()
        with self._office.read() as c:
            names = {r.id: full_name(r.given, r.family_name) for r in people.children(c)}
            rows = [dict(r._mapping) for r in records.everything(c, "action")]
            rows = [r for r in rows if done or not r["done"]]
            return _items(c, rows, names, today)

    def save(self, draft: ActionDraft, action_id: str | None = None, why: str = "") -> str:
        """Add an action or amend one; its earlier wording stays readable. Returns its id."""
        with self._office.write() as c:
            content = steps.content_of(c, draft, self._office.today(), action_id)
            if action_id is not None and steps.says_the_same(
                keeping.standing(c, "action", action_id), content
            ):
                return action_id
            kept, back = keeping.save(self._office, c, "action", action_id, content, why)
        verb = "Adding" if action_id is None else "Change"
        self._office.keep(f"{verb} of an action", CHANGED, _whose(draft.child_id), back)
        return kept

    def done(self, action_id: str, day: date | None) -> None:
        """Done on that day; None: it is open again after all."""
        with self._office.write() as c:
            row = keeping.standing(c, "action", action_id)
            if day is not None and day > self._office.today():
                raise InvalidInput([Problem("done", "is still to come", "the day on which it was done")])
            _, back = keeping.save(self._office, c, "action", action_id, {**row, "done": day_text(day)})
        said = "Marking of an action as done" if day else "Opening of an action again"
        self._office.keep(said, CHANGED, _whose(row["child_id"]), back)

    def remove(self, action_id: str, why: str = "") -> None:
        """Take it away; what it said stays in its history."""
        with self._office.write() as c:
            row = keeping.standing(c, "action", action_id)
            back = keeping.remove(self._office, c, "action", action_id, why)
        self._office.keep("Removal of an action", CHANGED, _whose(row["child_id"]), back)

    def history(self, action_id: str) -> tuple[ActionVersion, ...]:
        """Everything that it has said, first to last."""
        import json

        with self._office.read() as c:
            found = records.versions(c, "action", action_id)
        if not found:
            raise NotFound
        return tuple(_version(v, json.loads(v["content"])) for v in found)


def _version(row: Mapping[str, Any], said: Mapping[str, Any]) -> ActionVersion:
    return ActionVersion(
        row["number"],
        row["created_by"],
        datetime.fromisoformat(row["created_at"]),
        bool(row["removed"]),
        row["why"],
        said.get("what", ""),
        said.get("who", ""),
        read_day(said.get("due_by")),
        read_day(said.get("done")),
        said.get("note", ""),
    )


def _whose(child_id: str | None) -> tuple[str, ...]:
    return (child_id,) if child_id and child_id != WORKER else ()


# --- reading ---------------------------------------------------------------------------------------------------------
def of_child(c: Any, child_id: str, today: date) -> tuple[ActionItem, ...]:
    """A child's actions and those of its plans, or the worker's own; the most pressing first."""
    if child_id == WORKER:
        rows = [dict(r._mapping) for r in records.everything(c, "action") if r.child_id is None]
        return _items(c, rows, {}, today)
    child = people.child(c, child_id)
    if child is None:
        raise NotFound
    names = {child_id: full_name(child.given, child.family_name)}
    own = _items(c, records.of_child(c, "action", child_id), names, today)
    return _sorted([*own, *_of_plans(c, child_id, names[child_id], today)])


def _items(
    c: Any, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], today: date
) -> tuple[ActionItem, ...]:
    counts = records.version_counts(c, "action", [r["id"] for r in rows])
    events = {r["source_id"] for r in rows if r["source"] == "event" and r["source_id"]}
    said = {event: _event_words(event_rows.one(c, event)) for event in events}
    return _sorted(
        [
            ActionItem(
                id=r["id"],
                child_id=r["child_id"] or WORKER,
                child_name=names.get(r["child_id"] or "", ""),
                what=r["what"],
                who=r["who"],
                by=read_day(r["due_by"]),
                done=read_day(r["done"]),
                state=_state(read_day(r["due_by"]), read_day(r["done"]), today),
                source=r["source"],
                source_id=r["source_id"],
                source_words=said.get(r["source_id"]) or _SOURCE_WORDS[r["source"]],
                note=r["note"],
                author=r["created_by"],
                amended=max(0, counts.get(r["id"], 1) - 1),
            )
            for r in rows
        ]
    )


_SOURCE_WORDS = {"event": "An event", "audit": "An audit", "ending": "Transfer or closing", "own": ""}


def _event_words(row: Any) -> str:
    return f"{event_label(row['type'])}, {say_date(_date(row['at']))}" if row is not None else ""


def _date(text: str) -> date:
    moment = read_moment(text)
    return moment.date() if isinstance(moment, datetime) else moment


def _of_plans(c: Any, child_id: str, name: str, today: date) -> list[ActionItem]:
    """The actions of plans that have not ended and are not drafts; while a review is a draft they go on."""
    found = []
    for plan in records.of_child(c, "plan", child_id):
        if plan.get("ended") or (plan["draft"] and plan["version"] == 1):
            continue
        for outcome in plan["outcomes"]:
            for a in outcome["actions"]:
                by, done = read_day(a["due_by"]), read_day(a["done"])
                found.append(
                    ActionItem(
                        id=a["id"],
                        child_id=child_id,
                        child_name=name,
                        what=a["what"],
                        who=a["who"],
                        by=by,
                        done=done,
                        state=_state(by, done, today),
                        source="plan",
                        source_id=plan["id"],
                        source_words=title_of(plan["kind"]),
                        author=plan["created_by"],
                    )
                )
    return found


def _state(by: date | None, done: date | None, today: date) -> str:
    if done is not None:
        return "done"
    if by is None:
        return "open"
    return "overdue" if by < today else "due"


def _sorted(items: Iterable[ActionItem]) -> tuple[ActionItem, ...]:
    """Overdue first, then by date, then without one; what is done last, the newest first."""

    def key(item: ActionItem) -> tuple[int, int, str]:
        if item.done is not None:
            return _ORDER["done"], -item.done.toordinal(), item.what
        return _ORDER[item.state], item.by.toordinal() if item.by else 0, item.what

    return tuple(sorted(items, key=key))
