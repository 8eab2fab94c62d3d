"""Authorities side by side: their limits by topic, and one child's deadlines under each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.engine.calendar import Duration, WorkingCalendar
from services.engine.facts import Case, day_of
from services.engine.rulebook import Rulebook, Standard
from services.usecases.browse import topic_label, topic_section, topics
from services.usecases.calendars import governing, key_of, recent, view
from services.usecases.counting import Books, as_books, counted, in_force
from services.usecases.errors import InvalidInput
from services.usecases.questions import Key, Strand, as_read_by, common_label, in_order, name, strands
from services.usecases.results import DeadlineView, Problem
from services.usecases.standards_results import (
    CaseComparison,
    Difference,
    Lane,
    TopicLimit,
    TopicRow,
    TopicTable,
)
from services.usecases.telling import short_limit

FEWEST, MOST = 2, 5
_UNITS = {"weeks": (7, "days"), "years": (12, "months")}
SOONER, LATER, ONLY_HERE, FALLS_AWAY = "sooner", "later", "only_here", "falls_away"


def check_choice(authorities: Sequence[str]) -> None:
    """InvalidInput unless two to five different authorities are named."""
    if not FEWEST <= len(authorities) <= MOST:
        raise InvalidInput([Problem("authorities", f"{len(authorities)} named", "name two to five")])
    twice = sorted({a for a in authorities if list(authorities).count(a) > 1})
    if twice:
        raise InvalidInput([Problem("authorities", f"{twice[0]!r} is named twice", "name each once")])


# --- topics ---------------------------------------------------------------------------------------------------------
def topic_table(books: Sequence[Rulebook]) -> TopicTable:
    """The limits of several authorities by topic, in the order of the topics; only topics that one of them has."""
    found: dict[str, list[list[Standard]]] = {}
    for column, book in enumerate(books):
        for s in book.standards:
            if s.topic:
                found.setdefault(s.topic, [[] for _ in books])[column].append(s)
    order = [*topics(), *sorted(found)]
    rows = [_row(topic, found[topic]) for topic in dict.fromkeys(order) if topic in found]
    return TopicTable(tuple((b.id, b.name, b.version) for b in books), tuple(rows))


def _row(topic: str, cells: Sequence[Sequence[Standard]]) -> TopicRow:
    limits = tuple(tuple(_limit(s) for s in cell) for cell in cells)
    measures = {tuple(sorted({one.measure for one in cell})) for cell in limits if cell}
    return TopicRow(topic, topic_label(topic), limits, len(measures) > 1, topic_section(topic))


def _limit(s: Standard) -> TopicLimit:
    return TopicLimit(s.id, s.says, short_limit(s), s.reading, s.cite, _measure(s))


def _measure(s: Standard) -> str:
    """The limit as it is counted, so that 28 days are 4 weeks and a year is 12 months."""
    if s.kind == "caseload":
        return short_limit(s)
    lengths = [_counted(d) for d in (s.due or s.repeat, s.repeat)]
    return f"{s.kind if s.kind in ('before', 'age', 'gestation') else ''} {lengths}"


def _counted(d: Duration | None) -> str:
    total: dict[str, int] = {}
    for number, unit in d.parts if d else ():
        times, whole = _UNITS.get(unit, (1, unit))
        total[whole] = total.get(whole, 0) + number * times
    return "none" if d is None else " ".join(f"{n} {unit}" for unit, n in sorted(total.items()) if n) or "0"


# --- one child ------------------------------------------------------------------------------------------------------
def compare_case(
    books: Sequence[Books],
    case: Case,
    today: date,
    until: date,
    calendar: WorkingCalendar,
    *,
    why: bool = True,
) -> CaseComparison:
    """The same events under each authority (one version, or all of them); differences are told from the first.

    What lies beyond the last day looked at under both is no difference.
    """
    versions = [as_books(b) for b in books]
    found = [counted(own, as_read_by(own, case), today, until, calendar) for own in versions]
    questions = [strands(deadlines) for deadlines in found]
    lanes = []
    for several, deadlines, own in zip(versions, found, questions, strict=True):
        shown = recent(deadlines, today)
        governed = governing(shown)
        views = tuple(
            view(d, why=why, governed_by=governed.get(i, ""), versions=several) for i, d in enumerate(shown)
        )
        by_key = {v.key: v for v in views}
        nexts = tuple(by_key[key_of(s.next)] for s in own.values())
        labels = tuple(s.label for s in own.values())
        book = in_force(several, today)
        lanes.append(Lane(book.id, book.name, book.version, views, nexts, labels, tuple(map(name, own))))
    differences: list[Difference] = []
    same = []
    for lane, own in zip(lanes[1:], questions[1:], strict=True):
        rows, equal = _differences(questions[0], own, lanes[0], lane, until)
        differences += rows
        same.append((lane.authority, equal))
    asked = _asked(questions, until)
    return CaseComparison(today, until, tuple(lanes), tuple(differences), tuple(same), asked)


def _asked(lanes: Sequence[Mapping[Key, Strand]], until: date) -> tuple[tuple[str, str], ...]:
    """Every question that some lane has something on by the last day looked at."""
    keys = {key for lane in lanes for key, strand in lane.items() if _within(strand, until)}
    return tuple((name(key), common_label(*(lane.get(key) for lane in lanes))) for key in in_order(keys))


def _differences(
    first: Mapping[Key, Strand], other: Mapping[Key, Strand], base: Lane, lane: Lane, until: date
) -> tuple[list[Difference], int]:
    before = dict(zip(first, base.next, strict=True))
    after = dict(zip(other, lane.next, strict=True))
    rows, equal = [], 0
    for key in in_order({*first, *other}):
        one, two = first.get(key), other.get(key)
        if not (_within(one, until) or _within(two, until)):
            continue
        kind, days = _change(one, two)
        if not kind:
            equal += 1
            continue
        label = common_label(one, two)
        named = tuple(dict.fromkeys(s.topic for s in (one, two) if s and s.topic))
        topic = named[0] if named else ""
        rows.append(
            Difference(
                topic, label, kind, lane.authority, before.get(key), after.get(key), days, named, name(key)
            )
        )
    return rows, equal


def _within(one: Strand | None, until: date) -> bool:
    """Whether it is owed by the last day looked at; what has no date is owed now."""
    return one is not None and (one.next.due is None or day_of(one.next.due) <= until)


def _change(one: Strand | None, two: Strand | None) -> tuple[str, int | None]:
    if one is None or two is None:
        return (ONLY_HERE if one is None else FALLS_AWAY), None
    before, after = one.next.due, two.next.due
    if before is None or after is None:
        if before is None and after is None:
            return "", None
        return (SOONER if before is None else LATER), None
    if before == after:
        return "", 0
    days = (day_of(after) - day_of(before)).days
    sooner = days < 0 or (not days and after.isoformat() + "T99" < before.isoformat() + "T99")
    return (SOONER if sooner else LATER), days


def answer(found: CaseComparison | None, table: TopicTable) -> dict[str, Any]:
    """The answer of the command `compare`, ready for JSON."""
    out: dict[str, Any] = {"format": 1}
    limits = {one.standard: one.limit for row in table.rows for cell in row.cells for one in cell}
    if found:
        out |= {"today": found.today.isoformat(), "until": found.until.isoformat()}
    out["authorities"] = [{"id": i, "name": n, "version": v} for i, n, v in table.authorities]
    if found:
        out["lanes"] = [
            {"authority": lane.authority, "deadlines": [_told(d, limits) for d in lane.deadlines]}
            for lane in found.lanes
        ]
        out["differences"] = [
            {
                "topic": d.topic,
                "topics": [*d.topics],
                "label": d.label,
                "kind": d.kind,
                "authority": d.authority,
                "before": _told(d.before, limits) if d.before else None,
                "after": _told(d.after, limits) if d.after else None,
                "days": d.days,
            }
            for d in found.differences
        ]
        out["same"] = dict(found.same)
    out["topics"] = [
        {
            "topic": row.topic,
            "label": row.label,
            "differs": row.differs,
            "limits": {
                table.authorities[n][0]: [
                    {"standard": one.standard, "limit": one.limit, "reading": one.reading, "cite": one.cite}
                    for one in cell
                ]
                for n, cell in enumerate(row.cells)
            },
        }
        for row in table.rows
    ]
    return out


def _told(d: DeadlineView, limits: Mapping[str, str]) -> dict[str, Any]:
    due = d.due
    said = (
        None if due is None else due.strftime("%Y-%m-%dT%H:%M") if hasattr(due, "hour") else due.isoformat()
    )
    return {
        "standard": d.standard,
        "says": d.says,
        "cite": d.cite,
        "limit": limits.get(d.standard),
        "due": said,
        "plan_by": d.plan_by.isoformat() if d.plan_by else None,
        "state": d.state,
        "provisional": d.provisional,
        "reading": d.reading,
    }
