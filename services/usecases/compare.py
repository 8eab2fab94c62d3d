"""Authorities side by side: their limits by topic, and one child's deadlines under each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from services.engine.calendar import WorkingCalendar
from services.engine.facts import Case, day_of
from services.engine.findings import DUE, OVERDUE, PROJECTED, Deadline
from services.engine.rulebook import Rulebook, Standard
from services.usecases.browse import gathering_topics, topic_label, topics
from services.usecases.calendars import governing, key_of, recent, view
from services.usecases.counting import Books, as_books, counted, in_force
from services.usecases.errors import InvalidInput
from services.usecases.results import Problem
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
    found: dict[str, list[list[TopicLimit]]] = {}
    for column, book in enumerate(books):
        for s in book.standards:
            if s.topic:
                found.setdefault(s.topic, [[] for _ in books])[column].append(_limit(s))
    order = [*topics(), *sorted(found)]
    rows = [
        TopicRow(
            topic, topic_label(topic), tuple(tuple(cell) for cell in found[topic]), _differs(found[topic])
        )
        for topic in dict.fromkeys(order)
        if topic in found
    ]
    return TopicTable(tuple((b.id, b.name, b.version) for b in books), tuple(rows))


def _limit(s: Standard) -> TopicLimit:
    return TopicLimit(s.id, s.says, short_limit(s), s.reading, s.cite)


def _differs(cells: Sequence[Sequence[TopicLimit]]) -> bool:
    return len({tuple(sorted({one.limit for one in cell})) for cell in cells if cell}) > 1


# --- one child ------------------------------------------------------------------------------------------------------
class _Strand(NamedTuple):
    """What one lane says on one question."""

    next: Deadline
    label: str


def compare_case(
    books: Sequence[Books],
    case: Case,
    today: date,
    until: date,
    calendar: WorkingCalendar,
    *,
    why: bool = True,
) -> CaseComparison:
    """The same events under each authority (one version, or all of them); differences are told from the first."""
    versions = [as_books(b) for b in books]
    found = [counted(own, case, today, until, calendar) for own in versions]
    strands = [_strands(deadlines) for deadlines in found]
    lanes = []
    for several, deadlines, own in zip(versions, found, strands, strict=True):
        shown = recent(deadlines, today)
        governed = governing(shown)
        views = tuple(
            view(d, why=why, governed_by=governed.get(i, ""), versions=several) for i, d in enumerate(shown)
        )
        by_key = {v.key: v for v in views}
        nexts = tuple(by_key[key_of(s.next)] for s in own.values())
        labels = tuple(s.label for s in own.values())
        book = in_force(several, today)
        lanes.append(Lane(book.id, book.name, book.version, views, nexts, labels))
    differences: list[Difference] = []
    same = []
    for lane, own in zip(lanes[1:], strands[1:], strict=True):
        rows, equal = _differences(strands[0], own, lanes[0], lane)
        differences += rows
        same.append((lane.authority, equal))
    return CaseComparison(today, until, tuple(lanes), tuple(differences), tuple(same))


def _strands(found: Sequence[Deadline]) -> dict[tuple[str, str], _Strand]:
    """The next open deadline of each question, the strictest where several are; a projected one where none is open."""
    kept: dict[tuple[str, str], Deadline] = {}
    for d in found:
        if d.state in (DUE, OVERDUE, PROJECTED):
            key = question(d)
            if key not in kept or _order(d) < _order(kept[key]):
                kept[key] = d
    order = {topic: n for n, topic in enumerate(topics())}
    rows = sorted(kept.items(), key=lambda i: (order.get(i[0][0], len(order)), i[0]))
    return {key: _Strand(d, topic_label(key[0]) if key[0] else d.standard.says) for key, d in rows}


def question(d: Deadline) -> tuple[str, str]:
    """Which question a deadline answers: its topic and, for a meeting's own paperwork, the meeting; else its act."""
    s = d.standard
    term, clock = s.met_by[0], {t.type for t in s.clock}
    tests = ", ".join(sorted(t.name + t.op + "/".join(t.values) for t in term.tests if not t.negated))
    act = f"{term.type}[{tests}].{term.milestone}"
    if s.topic in gathering_topics():
        return s.topic, act
    if s.topic:
        of_meeting = term.milestone and (term.type in clock or s.kind == "before")
        return s.topic, term.type if of_meeting else ""
    return "", f"{s.kind} {act} {min(clock)}"


def _order(d: Deadline) -> tuple[bool, bool, str, str]:
    """Open before projected, dated before undated, then the earliest."""
    return d.state == PROJECTED, d.due is None, d.due.isoformat() if d.due else "", d.standard.id


def _differences(
    first: Mapping[tuple[str, str], _Strand], other: Mapping[tuple[str, str], _Strand], base: Lane, lane: Lane
) -> tuple[list[Difference], int]:
    before = dict(zip(first, base.next, strict=True))
    after = dict(zip(other, lane.next, strict=True))
    order = {topic: n for n, topic in enumerate(topics())}
    keys = sorted({*first, *other}, key=lambda k: (order.get(k[0], len(order)), k))
    rows, equal = [], 0
    for key in keys:
        one, two = first.get(key), other.get(key)
        kind, days = _change(one, two)
        if not kind:
            equal += 1
            continue
        label = (one or two).label  # type: ignore[union-attr]
        rows.append(Difference(key[0], label, kind, lane.authority, before.get(key), after.get(key), days))
    return rows, equal


def _change(one: _Strand | None, two: _Strand | None) -> tuple[str, int | None]:
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
    if found:
        out |= {"today": found.today.isoformat(), "until": found.until.isoformat()}
    out["authorities"] = [{"id": i, "name": n, "version": v} for i, n, v in table.authorities]
    if found:
        out["lanes"] = [
            {"authority": lane.authority, "deadlines": [_told(d) for d in lane.deadlines]}
            for lane in found.lanes
        ]
        out["differences"] = [
            {
                "topic": d.topic,
                "label": d.label,
                "kind": d.kind,
                "authority": d.authority,
                "before": _told(d.before) if d.before else None,
                "after": _told(d.after) if d.after else None,
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


def _told(d: Any) -> dict[str, Any]:
    due = d.due
    said = (
        None if due is None else due.strftime("%Y-%m-%dT%H:%M") if hasattr(due, "hour") else due.isoformat()
    )
    return {
        "standard": d.standard,
        "says": d.says,
        "cite": d.cite,
        "due": said,
        "plan_by": d.plan_by.isoformat() if d.plan_by else None,
        "state": d.state,
        "provisional": d.provisional,
        "reading": d.reading,
    }
