"""What a chronology gathers from the record by itself, and how curated entries lie over it.

Birth, events that matter, plans agreed and reviewed, legal status, placements and schools from the key facts, and
changes of worker; each brief, with its source and its impact on the child. Curating never touches the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from models.repositories import people, records
from services.engine.facts import day_of
from services.usecases import plans, recording
from services.usecases.ages import full_name, short_date
from services.usecases.children import standing
from services.usecases.chronicle_results import Entry, EventPlace, Part
from services.usecases.chronologychanges import Amendment, amended
from services.usecases.chronologykinds import KIND_OF, brief, fact_kind, parts, told_types
from services.usecases.errors import NotFound
from services.usecases.plankinds import ENDED_BECAUSE, KINDS
from services.usecases.results import EventView, Moment, PlanView
from services.usecases.rows import read_day, read_moment
from services.usecases.vocabulary import describe_attr

HEAD = "head"  # the source id of the row that keeps court and case number of a chronology
_TOLD, _DECIDED, _MEANT, _AIMS = 320, 200, 320, 260  # most characters of each part of an entry
_WORKERS = ("worker_changed", "case_transferred", "allocated")  # those that tell of a change best come first
_NEAR = 7  # days within which a change of worker on the child's details is the one that an event tells of


@dataclass(frozen=True, slots=True)
class Gathered:
    """An entry as the record has it."""

    source: str
    source_id: str
    at: Moment
    kind: str
    what: str
    origin: str
    impact: str = ""
    amended: datetime | None = None  # when the record was last amended


def of_child(c: Any, child_id: str, called: str = "") -> tuple[Entry, ...]:
    """A child's entries in order of time, curated; those that are hidden are among them. `called`: how the child is
    told from the others in a family's chronology."""
    child = standing(c, child_id)
    name = full_name(child.given, child.family_name)
    edits = records.of_child(c, "chronology_edit", child_id)
    kept = {(e["source"], e["source_id"]): e for e in edits if e["source"] != "own"}
    ids = [e["id"] for e in edits]
    counts = records.version_counts(c, "chronology_edit", ids)
    written = records.last_written(c, "chronology_edit", ids)
    gathered = gather(c, child, name, _marked(edits))
    called = called or full_name(child.given, "")
    entries = [
        _entry(child_id, called, g, kept.get((g.source, g.source_id)), counts, written) for g in gathered
    ]
    entries += [_own(child_id, called, e, counts) for e in edits if e["source"] == "own"]
    return tuple(sorted(entries, key=order))


def event_place(c: Any, child: Any, event_id: str, *, gathered: bool = False) -> EventPlace:
    """How an event stands in its child's chronology; `gathered`: as the record has it, before anyone curated."""
    edits = records.of_child(c, "chronology_edit", child.id)
    edit = next((e for e in edits if e["source"] == "event" and e["source_id"] == event_id), None)
    name = full_name(child.given, child.family_name)

    def find(significant: frozenset[str]) -> Gathered | None:
        return next((g for g in gather(c, child, name, significant) if g.source_id == event_id), None)

    by_itself = find(frozenset())
    found = by_itself or find(frozenset([event_id]))
    if found is None:
        raise NotFound("Only what has happened stands in a chronology.")
    told = by_itself is not None or bool(edit and edit["significant"])
    hidden = told and bool(edit and edit["hidden"])
    what, impact = found.what, found.impact
    if edit and not gathered:
        what, impact = edit["what"] or what, edit["impact"] or impact
    by_hand = hidden or bool(edit and edit["significant"])
    return EventPlace(event_id, told and not hidden, by_hand, hidden, what, impact)


def marked(c: Any, child_id: str) -> frozenset[str]:
    """The events that were marked as significant."""
    return _marked(records.of_child(c, "chronology_edit", child_id))


def _marked(edits: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(e["source_id"] for e in edits if e["source"] == "event" and e["significant"])


def order(e: Entry) -> tuple[Any, ...]:
    """By day, and by the time of day; what has no time follows what has one, in the order in which it was written."""
    return day_of(e.at), e.kind != "birth", not isinstance(e.at, datetime), str(e.at)


# --- curated ---------------------------------------------------------------------------------------------------------
def _entry(
    child_id: str,
    name: str,
    g: Gathered,
    edit: Mapping[str, Any] | None,
    counts: Mapping[str, int],
    written: Mapping[str, str],
) -> Entry:
    part = Part(child_id, g.source, g.source_id, edit["id"] if edit else "")
    key, gathered = f"{g.source}:{g.source_id or child_id}", (g.what, g.impact)
    found = Entry(key, (part,), (name,), g.at, g.kind, g.what, g.origin, g.impact, gathered)
    if edit is None:
        return found
    return replace(
        found,
        what=edit["what"] or g.what,
        impact=edit["impact"] or g.impact,
        hidden=bool(edit["hidden"]),
        significant=bool(edit["significant"]),
        amended=counts.get(edit["id"], 1) - 1,
        overtaken=g.amended is not None
        and bool(edit["what"] or edit["impact"])
        and written[edit["id"]] < g.amended.isoformat(),
    )


def _own(child_id: str, name: str, e: Mapping[str, Any], counts: Mapping[str, int]) -> Entry:
    part = Part(child_id, "own", "", e["id"])
    return Entry(
        f"own:{e['id']}", (part,), (name,), read_moment(e["at"]), "own", e["what"], _added(e), e["impact"],
        (e["what"], e["impact"]), bool(e["hidden"]), False, counts.get(e["id"], 1) - 1,
    )  # fmt: skip


def _added(e: Mapping[str, Any]) -> str:
    return e["origin"] or f"Added by {e['created_by']}"


# --- gathered --------------------------------------------------------------------------------------------------------
def gather(c: Any, child: Any, name: str, marked: frozenset[str]) -> list[Gathered]:
    """All that a child's record says by itself, and what is `marked` (ids of events)."""
    events = [e for e in recording.views(c, child.id) if not e.planned]
    made = [p for row in records.of_child(c, "plan", child.id) for p in _versions(c, row)]
    workers = list(_changes_of_worker(c, child.id))
    found: list[Gathered] = []
    born = read_day(child.born)
    if born:
        found.append(Gathered("birth", "", born, "birth", f"{name} was born", "Child\u2019s details"))
    said = {(day_of(e.at), e.type) for e in events}
    types = told_types()
    bare = {(p.drawn_up, each.type) for p in made for each in KINDS[p.kind].events if p.kind in KINDS}
    steps, told = _steps(c, child.id), _telling_of(workers, events)
    changed = amended(c, child.id)
    for e in events:
        telling = e.type in types and ((day_of(e.at), e.type) not in bare or bool(e.notes))
        if telling or e.id in marked:
            found.append(_of_event(e, told.get(e.id), steps.get(e.id, ()), changed.get(e.id)))
    for p in made:
        found += _of_plan(p, said)
    found += _of_facts(c, child.id, said)
    found += [_of_worker(change) for change in workers if not change.told]
    return found


def _steps(c: Any, child_id: str) -> dict[str, list[str]]:
    """What was to follow from each event: its actions, in words."""
    found: dict[str, list[str]] = {}
    for row in records.of_child(c, "action", child_id):
        if row["source"] == "event":
            who = f" ({row['who']})" if row["who"] else ""
            found.setdefault(row["source_id"], []).append(f"{brief(row['what'], 90).rstrip('.')}{who}")
    return found


def _of_event(
    e: EventView, change: _Change | None, steps: Sequence[str] = (), amendment: Amendment | None = None
) -> Gathered:
    told, decided, meant = parts(e.type, e.notes)
    decided = decided or (f"Next: {'; '.join(steps)}" if steps else "")
    summary = "; ".join(
        filter(None, (describe_attr(n, v) for n, v in e.attrs.items() if _matters(e.type, n, v)))
    )
    if change is not None:
        summary = "; ".join(filter(None, (summary, change.words)))
    what = f"{e.label} ({brief(summary, _DECIDED)})" if summary else e.label
    said = [what, brief(told, _TOLD), brief(decided, _DECIDED)]
    booked = e.recorded_at.date() < day_of(e.at)  # written down before it happened: that day says nothing
    origin = f"Recorded by {e.author}" + ("" if booked else f", {short_date(e.recorded_at)}")
    if amendment is not None:
        origin += f"; {amendment.words(e.author)}"
    return Gathered(
        "event", e.id, e.at, KIND_OF.get(e.type, "other"), _sentences(said), origin, brief(meant, _MEANT),
        amendment.at if amendment else None,
    )  # fmt: skip


def _matters(kind: str, name: str, value: object) -> bool:
    """Whether an answer of an event tells what happened, rather than how it was dealt with."""
    if (kind, name) == ("ceased_looked_after", "to"):  # where the child went
        return value != "other"
    return name not in ("attended", "role", "to", "by", "stage") and value not in (
        "other",
        "new",
        "social_care",
    )


def _sentences(said: Iterable[str]) -> str:
    """Texts one after the other, each closed by a full stop where more follows."""
    kept = [text for text in said if text]
    ended = [
        text if text.endswith((".", "!", "?", "…", "\u201d", "\u3002")) else f"{text}." for text in kept[:-1]
    ]
    return " ".join([*ended, *kept[-1:]])


def _versions(c: Any, row: Mapping[str, Any]) -> Iterator[PlanView]:
    """A plan as it was agreed and as each review left it: the last wording of each day it was drawn up."""
    found: dict[str, PlanView] = {}
    for kept in records.versions(c, "plan", row["id"]):
        content = json.loads(kept["content"])
        version = int(content.get("version") or 1)
        if kept["removed"] or content.get("draft") or version > row["version"]:
            continue
        found[content["drawn_up"]] = plans.view(
            {**content, "version": version, "id": row["id"], "created_by": kept["created_by"]}
        )
    yield from found.values()


def _of_plan(p: PlanView, said: set[tuple[date, str]]) -> Iterator[Gathered]:
    aims = "; ".join(
        brief(o.outcome or o.need, 110).rstrip(".") for o in p.outcomes[:6] if o.outcome or o.need
    )
    actions = [a for o in p.outcomes for a in o.actions]
    done = sum(1 for a in actions if a.done and a.done <= p.drawn_up)
    review = f"{p.title} reviewed, version {p.version}" if p.version > 1 else f"{p.title} drawn up"
    told = [
        review,
        f"Aims: {brief(aims, _AIMS)}" if aims else "",
        f"{done} of {len(actions)} {'action' if len(actions) == 1 else 'actions'} done"
        if p.version > 1 and actions
        else "",
        f"The review found: {brief(p.reviewed, _DECIDED)}" if p.reviewed else "",
    ]
    source, origin = f"{p.id}/{p.version}", f"Plan written by {p.author}"
    yield Gathered("plan", source, p.drawn_up, "plan", _sentences(told), origin)
    known = KINDS.get(p.kind)
    if p.ended and (p.ended, known.ended if known else "") not in said:
        why = dict(p.sections).get(ENDED_BECAUSE, "")
        ended = _sentences([f"{p.title} ended", brief(why, _TOLD)])
        yield Gathered("plan", f"{source}/ended", p.ended, "plan", ended, origin)


_TELLING = {  # events that say already what a key fact of that kind would say
    "placement": ("placement_started", "became_looked_after"),
    "school": ("school_changed",),
    "legal_status": (
        "care_order", "interim_care_order", "supervision_order", "placement_order", "became_looked_after",
        "police_protection", "adoption_order",
    ),
}  # fmt: skip


def _of_facts(c: Any, child_id: str, said: set[tuple[date, str]]) -> Iterator[Gathered]:
    for fact in records.of_child(c, "key_fact", child_id):
        kind, since = fact_kind(fact["kind"]), read_day(fact["since"])
        if not kind or since is None or fact["third_party"]:
            continue
        if any((since, each) in said for each in _TELLING[fact["kind"]]):
            continue
        name = {"legal_status": "Legal status", "placement": "Placement", "school": "School"}[fact["kind"]]
        told = _sentences([f"{name}: {brief(fact['title'] or fact['body'], 160)}"])
        yield Gathered("fact", fact["id"], since, kind, told, f"Key facts, written by {fact['created_by']}")


# --- changes of worker -----------------------------------------------------------------------------------------------
@dataclass
class _Change:
    """The child's details name another worker than before."""

    number: int
    at: date
    words: str
    by: str
    told: bool = False


def _changes_of_worker(c: Any, child_id: str) -> Iterator[_Change]:
    names, last = people.worker_names(c), ""
    for kept in records.versions(c, "child", child_id):
        worker = names.get(json.loads(kept["content"]).get("worker_id") or "", "")
        if worker and last and worker != last:
            at = date.fromisoformat(kept["created_at"][:10])
            yield _Change(kept["number"], at, f"from {last} to {worker}", kept["created_by"])
        last = worker or last


def _telling_of(changes: Iterable[_Change], events: Sequence[EventView]) -> dict[str, _Change]:
    """Event → the change of worker on the child's details that it tells of: near its day, the likeliest kind first."""
    found: dict[str, _Change] = {}
    for change in changes:
        near = [
            (_WORKERS.index(e.type), abs((change.at - day_of(e.at)).days), e.id)
            for e in events
            if e.type in _WORKERS and e.id not in found and abs((change.at - day_of(e.at)).days) <= _NEAR
        ]
        if near:
            found[min(near)[2]] = change
            change.told = True
    return found


def _of_worker(change: _Change) -> Gathered:
    origin = f"Child\u2019s details, changed by {change.by}"
    return Gathered(
        "fact", f"worker/{change.number}", change.at, "worker", f"Change of worker, {change.words}", origin
    )
