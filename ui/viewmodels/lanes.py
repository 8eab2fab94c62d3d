"""Where the marks of a time line stand: one lane an authority, each mark at its date, no words over others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from services.usecases.results import DeadlineView
from services.usecases.standards_results import CaseComparison, Lane
from ui.viewmodels.compare import in_order
from ui.viewmodels.moments import MONTHS, day_of, short_day

SPANS = ((3, "3 months"), (6, "6 months"), (12, "12 months"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels: `first` stands at `left`, `last` at `left` + `width`. What lies outside stands at the edge."""

    first: date
    last: date
    left: int
    width: int

    def x(self, day: date) -> int:
        whole = max((self.last - self.first).days, 1)
        part = min(max((day - self.first).days / whole, 0.0), 1.0)
        return self.left + round(self.width * part)


@dataclass(frozen=True, slots=True)
class Mark:
    """A next deadline on its lane."""

    deadline: DeadlineView
    lane: int
    row: int
    x: int  # the middle of the mark
    left: int  # where mark and words begin
    right: int
    words: str
    words_first: bool  # the words stand left of the mark


@dataclass(frozen=True, slots=True)
class LaneShape:
    lane: Lane
    marks: tuple[Mark, ...]
    rows: int
    later: tuple[int, ...]  # where later repeats stand
    beyond: int  # how many next deadlines fall after the line's end, or have no date


def scale_of(found: CaseComparison, months: int, left: int, width: int) -> Scale:
    """From the first of this month (or of last month, where something is owed since) to so many months ahead."""
    first = found.today.replace(day=1)
    owed = [day_of(d.due) for lane in found.lanes for d in lane.next if d.due and d.state == "overdue"]
    if owed and min(owed) < first:
        first = (first - timedelta(days=1)).replace(day=1)
    last = found.today + timedelta(days=round(months * 30.44))
    return Scale(first, min(last, max(found.until, found.today + timedelta(days=31))), left, width)


def months_of(scale: Scale) -> tuple[tuple[date, str], ...]:
    """The first day of each month on the line with its name; the year at the first and at each January."""
    found: list[tuple[date, str]] = []
    day = scale.first
    while day <= scale.last:
        name = MONTHS[day.month - 1][:3]
        found.append((day, f"{name} {day.year}" if not found or day.month == 1 else name))
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return tuple(found)


def shapes(
    found: CaseComparison, scale: Scale, side: int, gap: int, wide: Callable[[str], int], longest: int
) -> tuple[LaneShape, ...]:
    """`side`: of a mark; `wide` measures words, which are cut at `longest` pixels."""
    return tuple(_shape(n, lane, scale, side, gap, wide, longest) for n, lane in enumerate(found.lanes))


def _date(day: date, scale: Scale) -> str:
    """ "3 Nov", with the year where it does not stand on the line."""
    return short_day(day) if day < scale.first else short_day(day)[:-5]


def _shape(
    number: int, lane: Lane, scale: Scale, side: int, gap: int, wide: Callable[[str], int], longest: int
) -> LaneShape:
    ends: list[int] = []
    marks = []
    labels = dict(zip((d.key for d in lane.next), lane.labels, strict=True))
    often = Counter(lane.labels)
    shown = [d for d in in_order(lane) if d.due is not None and day_of(d.due) <= scale.last]
    for d in shown:
        assert d.due is not None
        label = labels[d.key]
        about = d.activity if often[label] > 1 and d.activity else label
        words = f"{_date(day_of(d.due), scale)}  {about}"
        need = side + gap + min(wide(words), longest)
        x = scale.x(day_of(d.due))
        first = x + need - side // 2 > scale.left + scale.width
        left = max(scale.left, x - need + side // 2) if first else x - side // 2
        row = next((n for n, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [left + need + gap * 2]
        marks.append(Mark(d, number, row, x, left, left + need, words, first))
    nexts = {d.key for d in lane.next}
    later = sorted({
        scale.x(day_of(d.due))
        for d in lane.deadlines
        if d.due and d.state == "projected" and d.key not in nexts and day_of(d.due) <= scale.last
    })  # fmt: skip
    return LaneShape(lane, tuple(marks), max(1, len(ends)), tuple(later), len(lane.next) - len(shown))
