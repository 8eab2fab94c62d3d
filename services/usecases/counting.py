"""Counting under several versions of one authority's standards: a deadline keeps the version that was there first.

The count of a deadline starts at its anchor: the clock event or, on a repeat, the day on which it was last met. What
was counted from a day before a new version takes effect stays as the earlier one made it. Three kinds start with no
event of the work: by age, by the week of a pregnancy, and counting back from a meeting. For those the new version
counts where it is in force on the day they fall due, under either version.

A version can be taken up here after the day from which it counts. Then what was settled by that day (met, or past its
date) stays as it was, and what was still open follows the new version.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from services.engine.calendar import WorkingCalendar
from services.engine.facts import Case, Moment, day_of
from services.engine.findings import DUE, LAPSED, OPEN, OVERDUE, PROJECTED, WAIVED, Deadline, Ref
from services.engine.rulebook import Rulebook
from services.engine.schedule import schedule
from services.engine.timeline import At

Books = Rulebook | Sequence[Rulebook]  # one version, or all of them
_Key = tuple[str, Moment, int]
_BY_DUE = ("age", "gestation", "before")  # kinds that start with no event of the work


def as_books(books: Books) -> tuple[Rulebook, ...]:
    """Every version, by the day from which each counts."""
    if isinstance(books, Rulebook):
        return (books,)
    return tuple(sorted(books, key=lambda b: b.effective)) if len(books) > 1 else tuple(books)


def in_force(books: Books, day: date) -> Rulebook:
    """The version that counts on a day; before all of them, the first."""
    found = as_books(books)
    return next((b for b in reversed(found) if b.effective <= day), found[0])


def counted(
    books: Books, case: Case, today: Moment, until: date, calendar: WorkingCalendar
) -> tuple[Deadline, ...]:
    """The schedule of a case under every version of one authority; each deadline under the one that made it."""
    first, *later = as_books(books)
    found = schedule(first, case, today, until, calendar)
    if not later:
        return found
    for book in later:
        after = schedule(book, case, today, until, calendar)
        if stretched := _stretched(found, book, until, calendar):
            longer = schedule(book, case, today, max(stretched.values()), calendar)
            after += tuple(d for d in longer if d.standard.id in stretched and _beyond(d, until))
        found = _handed_over(found, after, book, calendar)
        found = tuple(d for d in found if not _beyond(d, until))
    return found


def _stretched(
    found: Sequence[Deadline], book: Rulebook, until: date, calendar: WorkingCalendar
) -> dict[str, date]:
    """Repeats whose gap this version makes longer, and how far beyond `until` they have to be counted.

    The deadline that is open under the version before lies nearer than this one would have it, and draws the next
    ones nearer with it: some that it would itself count after `until` fall before.
    """
    out = {}
    for name, gap in {(d.standard.id, d.standard.repeat) for d in found if d.state in (*OPEN, PROJECTED)}:
        new = book.standard(name) if gap else None
        if gap and new is not None and new.repeat and new.repeat != gap:
            far = day_of(calendar.add(until, new.repeat))
            if far > day_of(calendar.add(until, gap)):
                out[name] = far
    return out


def _beyond(d: Deadline, until: date) -> bool:
    return d.state == PROJECTED and d.due is not None and day_of(d.due) > until


def book_of(d: Deadline) -> Rulebook:
    """The version under which a deadline was counted."""
    found: Rulebook = d.trace.work.rulebook
    return found


def version_of(d: Deadline) -> str:
    """Its name: "6"."""
    return book_of(d).version if d.trace is not None else ""


def started(d: Deadline) -> date:
    """The day that decides which version counts."""
    if d.standard.kind in _BY_DUE and d.due is not None:
        return day_of(d.due)
    return day_of(d.counted_from)


class _Edge(NamedTuple):
    """Where one version follows another."""

    effective: date
    taken_on: date  # what was settled before this day stays

    def before(self, d: Deadline) -> bool:
        """Whether a deadline of the earlier version stays with it."""
        day = started(d)
        return day < self.effective or (day < self.taken_on and _settled(d, self.taken_on))

    def too_late(self, d: Deadline) -> bool:
        """Whether a deadline of a rule that is new would lie before the day on which it was taken up."""
        return started(d) < self.taken_on and d.due is not None and day_of(d.due) < self.taken_on


def _settled(d: Deadline, day: date) -> bool:
    """Whether nothing about it was open on that day any more."""
    if d.met_by is not None and day_of(d.met_by.at) < day:
        return True
    if d.state == LAPSED and d.trace.ended is not None and day_of(d.trace.ended.at) < day:
        return True
    if d.state == WAIVED and d.trace.waiver is not None and day_of(d.trace.waiver.at) < day:
        return True
    return d.due is not None and day_of(d.due) < day


def _keyed(found: Sequence[Deadline]) -> dict[_Key, Deadline]:
    """Each by its standard, its anchor, and which of those with that anchor it is (met on the day, and then open)."""
    out: dict[_Key, Deadline] = {}
    for d in found:
        number = 0
        while (key := (d.standard.id, d.counted_from, number)) in out:
            number += 1
        out[key] = d
    return out


def _handed_over(
    before: Sequence[Deadline], after: Sequence[Deadline], book: Rulebook, calendar: WorkingCalendar
) -> tuple[Deadline, ...]:
    """What stays with the versions before, and what the new one counts."""
    edge = _Edge(book.effective, max(book.effective, book.taken_on or book.effective))
    was, will = _keyed(before), _keyed(after)
    kept = {k: d for k, d in was.items() if edge.before(d) or _due_too_soon(d, will.get(k), edge)}
    new = [
        d
        for k, d in will.items()
        if started(d) >= edge.effective and k not in kept and not (edge.too_late(d) and k not in was)
    ]
    homes = {d.standard.id for d in new}
    lost = [d for k, d in was.items() if k not in kept and d.standard.id not in homes]
    other = [d for k, d in will.items() if k not in kept and d.state in (*OPEN, PROJECTED)]
    stay = [*kept.values(), *_without_home(lost, other, edge)]
    return tuple(sorted((*stay, *_after_open(new, stay, after, calendar)), key=lambda d: d.sort_key))


def _due_too_soon(d: Deadline, other: Deadline | None, edge: _Edge) -> bool:
    """Whether the new version would put the date of such a deadline before it takes effect itself."""
    return d.standard.kind in _BY_DUE and other is not None and started(other) < edge.effective


def _without_home(lost: Sequence[Deadline], other: Sequence[Deadline], edge: _Edge) -> list[Deadline]:
    """Deadlines that neither version would count, because the new one starts the same rule at an earlier event.

    `lost` are of the versions before, `other` are open under the new one. That is owed where it falls due once the
    new version is there, else the earlier version's.
    """
    found: list[Deadline] = []
    for name in {d.standard.id for d in lost}:
        here = [d for d in other if d.standard.id == name]
        ahead = [d for d in here if d.due is None or day_of(d.due) >= edge.taken_on]
        found += ahead or ([d for d in lost if d.standard.id == name] if here else [])
    return found


def _after_open(
    new: Sequence[Deadline],
    kept: Sequence[Deadline],
    after: Sequence[Deadline],
    calendar: WorkingCalendar,
) -> list[Deadline]:
    """Repeats ahead follow the deadline that is open under an earlier version, not the one that it replaced.

    `after` is all that the new version counts by itself: where it has the same open deadline, its own repeats fit.
    """
    last = _open_series(kept, after)
    out = []
    for d in sorted(new, key=lambda d: d.sort_key):
        series = next((k for k in ((d.standard.id, d.clock), (d.standard.id, None)) if k in last), None)
        if series is None or not d.standard.repeat or d.state != PROJECTED or not d.trace.repeat:
            out.append(d)
            continue
        last[series] = _next_of(last[series], d, calendar)
        out.append(last[series])
    return out


_Series = tuple[
    str, Ref | None
]  # a standard and the clock that runs; None: one that the new version does not know


def _open_series(kept: Sequence[Deadline], after: Sequence[Deadline]) -> dict[_Series, Deadline]:
    """The last open deadline of each repeating standard and clock, where the new version has another in its place."""
    dues = {(d.standard.id, d.counted_from): d.due for d in after}
    clocks = {(d.standard.id, d.clock) for d in after}
    found: dict[_Series, Deadline] = {}
    for d in sorted(kept, key=lambda d: d.sort_key):
        if d.state in (DUE, OVERDUE, PROJECTED) and d.standard.repeat and d.due:
            series = (d.standard.id, d.clock)
            found[series if series in clocks else (d.standard.id, None)] = d
    return {series: d for series, d in found.items() if dues.get((d.standard.id, d.counted_from)) != d.due}


def _next_of(before: Deadline, d: Deadline, calendar: WorkingCalendar) -> Deadline:
    """A repeat ahead, counted from the deadline before it as that stands."""
    gap = d.trace.counted or d.standard.repeat  # the agreed one, where that governs
    assert before.due is not None
    assert gap is not None
    anchor = before.due
    if before.state == OVERDUE:
        anchor = max(day_of(before.due), day_of(d.trace.work.now.moment))
    due = calendar.add(anchor, gap)
    trace = d.trace._replace(anchor=At(anchor, d.trace.anchor.entry), counted=gap)
    plan_by = calendar.last_working_day(day_of(due))
    return d._replace(counted_from=anchor, due=due, plan_by=plan_by, trace=trace)
