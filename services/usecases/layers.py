"""The layers of a child's calendar: the national guidance, the authority's own standards, what has been agreed.

Deadlines are tied where one act meets both, on the same topic (or, where one of them has none, from the same
start). The earliest governs and the others stay visible beneath it. A local deadline that lies after a national one
is flagged: followed alone, it would pass the national limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from services.engine.calendar import WorkingCalendar
from services.engine.facts import Case, day_of
from services.engine.findings import DUE, OVERDUE, PROJECTED, Deadline
from services.engine.rulebook import Rulebook, Standard
from services.engine.selectors import Selector, Term
from services.usecases.calendars import asked_attrs, view
from services.usecases.counting import Books, as_books, counted
from services.usecases.standards_results import LayerGroup, LayerLine, Passing
from services.usecases.telling import short_limit

NATIONAL, AUTHORITY, AGREED = "national", "authority", "agreed"
NATIONAL_PACK = "working-together-2015"
_SAMPLE = 400  # starts that are tried when two limits are compared: more than a year of days


class _Line(NamedTuple):
    layer: str
    deadline: Deadline


def case_layers(
    national: Books, own: Books, case: Case, today: date, until: date, calendar: WorkingCalendar
) -> tuple[LayerGroup, ...]:
    """The layers of a case under an authority; of the national guidance alone where that is the authority.

    Each is one version of the standards, or all of them.
    """
    above, books = as_books(national), as_books(own)
    local = counted(books, case, today, until, calendar)
    limits = () if books[0].id == above[0].id else counted(above, case, today, until, calendar)
    return layers(limits, local, above, books)


def layers(
    national: Sequence[Deadline],
    local: Sequence[Deadline],
    above: Sequence[Rulebook] = (),
    books: Sequence[Rulebook] = (),
) -> tuple[LayerGroup, ...]:
    """Every open deadline of two schedules, tied where one act meets both; undated first, then by date."""
    lines = [_Line(NATIONAL, d) for d in national if _open(d)]
    lines += [_Line(AGREED if d.trace.agreed else AUTHORITY, d) for d in local if _open(d)]
    groups: list[list[_Line]] = []
    for line in lines:
        tied = [g for g in groups if any(_tied(line, other) for other in g)]
        merged = [line]
        for group in tied:
            merged = group + merged
            groups.remove(group)
        groups.append(merged)
    found = [_group(g, above, books) for g in groups]
    return tuple(sorted(found, key=lambda g: _key(g.lines[0].deadline.due, g.lines[0].deadline.standard)))


def _open(d: Deadline) -> bool:
    return d.state in (DUE, OVERDUE, PROJECTED)


def _tied(one: _Line, two: _Line) -> bool:
    """Whether a national and a local deadline are two limits on one act. Within a layer nothing is tied here."""
    if (one.layer == NATIONAL) is (two.layer == NATIONAL):
        return False
    a, b = one.deadline, two.deadline
    if not same_act(a.standard.met_by, b.standard.met_by):
        return False
    same_start = day_of(a.counted_from) == day_of(b.counted_from)
    if a.standard.topic and b.standard.topic:
        return a.standard.topic == b.standard.topic and (same_start or _overlap(a, b))
    return same_start


def same_act(one: Selector, two: Selector) -> bool:
    """Whether the act that the one asks for first would meet the other, or the other way round."""
    return _meets(one[0], two) or _meets(two[0], one)


def _meets(act: Term, selector: Selector) -> bool:
    asked = asked_attrs(act)
    return any(t.type == act.type and t.milestone == act.milestone and t.matches(asked) for t in selector)


def _overlap(a: Deadline, b: Deadline) -> bool:
    """Whether each is counted from a day on or before the other's due date."""
    return (a.due is None or day_of(b.counted_from) <= day_of(a.due)) and (
        b.due is None or day_of(a.counted_from) <= day_of(b.due)
    )


def _group(lines: Sequence[_Line], above: Sequence[Rulebook], books: Sequence[Rulebook]) -> LayerGroup:
    dated = [line for line in lines if line.deadline.due is not None]
    order = {AGREED: 0, AUTHORITY: 1, NATIONAL: 2}

    def rank(line: _Line) -> tuple[str, int, str]:
        due = line.deadline.due
        return (due.isoformat() if due else "9999"), order[line.layer], line.deadline.standard.id

    limits = [line.deadline for line in dated if line.layer == NATIONAL]
    rows = [
        LayerLine(
            line.layer,
            view(line.deadline, versions=above if line.layer == NATIONAL else books),
            not place,
            _passes(line, limits),
        )
        for place, line in enumerate(sorted(lines, key=rank))
    ]
    return LayerGroup(tuple(rows))


def _passes(line: _Line, limits: Sequence[Deadline]) -> str:
    """The national standard whose date a local deadline lies after."""
    due = line.deadline.due
    if line.layer == NATIONAL or due is None:
        return ""
    passed = [n for n in limits if n.due is not None and day_of(n.due) < day_of(due)]
    return min(passed, key=lambda n: n.due.isoformat() if n.due else "").standard.id if passed else ""


def _key(due: object, standard: str) -> tuple[str, str]:
    return (due.isoformat() if isinstance(due, date) else ""), standard


# --- without a case: for the browser ----------------------------------------------------------------------------------
def passing(book: Rulebook, national: Rulebook, calendar: WorkingCalendar) -> tuple[Passing, ...]:
    """The standards of a book that allow more time than a national one for the same act from the same start."""
    if book.id == national.id:
        return ()
    found = []
    for s in book.standards:
        for n in national.standards:
            if _comparable(s, n):
                later = _later(s, n, calendar)
                if later:
                    always = later == _SAMPLE
                    found.append(Passing(s.id, short_limit(s), n.id, short_limit(n), always, s.says))
    return tuple(found)


def _comparable(s: Standard, n: Standard) -> bool:
    if not s.due or not n.due or s.kind == "caseload" or (s.kind == "before") is not (n.kind == "before"):
        return False
    same_clock = any(t.type == u.type and t.milestone == u.milestone for t in s.clock for u in n.clock)
    return same_clock and same_act(s.met_by, n.met_by) and (not s.topic or not n.topic or s.topic == n.topic)


def _later(s: Standard, n: Standard, calendar: WorkingCalendar) -> int:
    """From how many of a year's starts the local limit ends after the national one."""
    assert s.due is not None
    assert n.due is not None
    days = (date(2026, 1, 1) + timedelta(i) for i in range(_SAMPLE))
    return sum(day_of(calendar.add(day, s.due)) > day_of(calendar.add(day, n.due)) for day in days)
