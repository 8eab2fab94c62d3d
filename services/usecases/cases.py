"""A child's record, or the user's own, as the engine's case; and the episodes that are open in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from models.repositories import events as event_rows
from models.repositories import people, records
from services.engine.calendar import WorkingCalendar
from services.engine.facts import WORKER, Case, Event, day_of
from services.engine.timeline import Timeline, episode_marks
from services.usecases.children import standing
from services.usecases.results import EpisodeView, Own
from services.usecases.rows import agreement_of, event_of, facts_of, waiver_of
from services.usecases.vocabulary import episode_label, words

_LOOSE = ("case", "missing")  # their start is often not on file
_QUIET = ("case", "placement")  # told only where nothing says more: a placement is part of being looked after


def of_child(c: Any, child_id: str) -> tuple[Any, Case]:
    """The child's row and case; NotFound where there is no such child."""
    child = standing(c, child_id)
    agreed, waived = (records.of_child(c, kind, child_id) for kind in ("agreement", "waiver"))
    return child, case_of(child, event_rows.of_child(c, child_id), agreed, waived)


def case_of(child: Any, events: Iterable[Any], agreed: Iterable[Any], waived: Iterable[Any]) -> Case:
    return Case(
        facts=facts_of(child),
        events=tuple(event_of(r) for r in events),
        agreed=tuple(agreement_of(r) for r in agreed),
        waived=tuple(waiver_of(r) for r in waived),
    )


def of_worker(c: Any, own: Own) -> Case:
    """The user's own calendar: role, team and stage where they are words of the vocabulary."""
    specs = words().worker
    given = {"role": own.role, **{n: own.settings.get(n, "") for n in ("team", "stage")}}
    facts = {n: v for n, v in given.items() if v in specs.get(n, ())}
    return Case(WORKER, facts, tuple(event_of(r) for r in event_rows.of_worker(c)))


@dataclass(frozen=True, slots=True)
class Bulk:
    """Everything that the caseload needs, read with four queries: rows by child."""

    children: Sequence[Any]
    events: dict[str, list[Any]]
    agreed: dict[str, list[Any]]
    waived: dict[str, list[Any]]


def bulk(c: Any) -> Bulk:
    events: dict[str, list[Any]] = {}
    for row in event_rows.of_all_children(c):
        events.setdefault(row[1], []).append(row)
    agreed, waived = ({}, {})  # type: dict[str, list[Any]], dict[str, list[Any]]
    for kind, into in (("agreement", agreed), ("waiver", waived)):
        for row in records.everything(c, kind):
            into.setdefault(row.child_id, []).append(row._mapping)
    return Bulk(people.children(c), events, agreed, waived)


@cache
def marks() -> Mapping[str, Any]:
    """Which events open and close which episodes, as the engine reads it from the vocabulary."""
    return episode_marks(words())


def before_its_start(event: Event, others: Iterable[Event]) -> Event | None:
    """For an event that ends an episode of its own: what began it, where every beginning on record is later."""
    kind = words().events[event.type]
    roles = {
        opens for name, opens, term in marks().get(event.type, ()) if _is(name, term, kind.episode, event)
    }
    if event.planned or kind.episode in _LOOSE or roles != {False}:
        return None
    starts = [o for o in others if not o.planned and any(
        opens and _is(name, term, kind.episode, o) for name, opens, term in marks().get(o.type, ())
    )]  # fmt: skip
    first = min(starts, key=lambda o: day_of(o.at), default=None)
    return first if first and day_of(first.at) > day_of(event.at) else None


def _is(name: str, term: Any, episode: str, event: Event) -> bool:
    return name == episode and bool(term.matches(event.attrs))


def episodes(case: Case, now: datetime, calendar: WorkingCalendar) -> tuple[EpisodeView, ...]:
    """Every episode so far: the open ones first, then the ended, each newest first."""
    known = words()
    line = Timeline(case, known, now, calendar, marks())
    found = [
        EpisodeView(
            name, episode_label(name), day_of(s.start.moment), day_of(s.end.moment) if s.end else None
        )
        for name, spans in line.spans.items()
        for s in spans
    ]
    order = {name: i for i, name in enumerate(known.episodes)}
    found.sort(key=lambda e: (e.ended is not None, -(e.ended or e.since).toordinal(), order[e.name]))
    return tuple(found)


def plans_open(found: Iterable[EpisodeView]) -> tuple[str, ...]:
    """What is open, in words, in the order of the vocabulary; an open case is named where nothing else is."""
    names = {e.name for e in found if e.ended is None}
    telling = [n for n in words().episodes if n in names and n not in _QUIET]
    return tuple(episode_label(n) for n in telling or [n for n in _QUIET if n in names])


def last_seen(events: Iterable[Event], now: datetime) -> tuple[date | None, date | None]:
    """The day on which a visit, or an adviser face to face, last saw the child; and when a visit saw it alone."""
    seen = alone = None
    for e in events:
        if e.planned or e.attrs.get("failed") or day_of(e.at) > now.date():
            continue
        day = day_of(e.at)
        by_adviser = e.type == "adviser_contact" and e.attrs.get("face_to_face")
        if e.type == "visit" and e.attrs.get("alone"):
            alone = max(alone or day, day)
        if by_adviser or (e.type == "visit" and (e.attrs.get("seen") or e.attrs.get("alone"))):
            seen = max(seen or day, day)
    return seen, alone
