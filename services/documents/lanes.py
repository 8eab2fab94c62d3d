"""Lanes on one time line: each authority's next deadlines at their dates, later repeats as small marks below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Draw
from services.documents.marks import draw_mark
from services.documents.paper import Paper
from services.documents.pieces import Line
from services.documents.style import ACCENT, CELL_BOLD, LINE, SMALL, TINT, Style
from services.documents.words import MONTHS, day, short_date
from services.usecases.results import DeadlineView
from services.usecases.standards_results import CaseComparison, Lane

_LABEL = Style(size=7.2, leading=9.0, after=0.0)
_ROW, _SIZE = 11.0, 7.0
_LONGEST = 245.0  # points of a label
_LATER = 12.0  # height of the strip of later repeats
_HEAD = 16.0  # height of the lane's name
_NONE = "Nothing with a date is owed here."


class Scale(NamedTuple):
    """Days to points."""

    first: date
    last: date
    left: float
    width: float

    def x(self, when: date) -> float:
        whole = max((self.last - self.first).days, 1)
        return self.left + self.width * min(max((when - self.first).days / whole, 0.0), 1.0)


def lanes(paper: Paper, found: CaseComparison) -> None:
    """Draw the lanes, a page turned between two where they do not fit."""
    first, last = span(found)
    paper.heading("On one time line")
    paper.text(
        "Each mark stands at its date; the words say what is next on each question. Small marks below: later "
        "repeats. What fell due before the first day of the line stands at its left edge.",
        SMALL,
    )
    scale = Scale(first, last, paper.left + 6, paper.width - 12)
    begun = False
    for lane in found.lanes:
        placed, rows = place(lane, scale, paper)
        height = _HEAD + rows * _ROW + _LATER + 6
        if not begun or paper.room < height:
            paper.need(height + 16)
            _axis(paper, scale, found.today)
            begun = True
        _lane(paper, lane, scale, placed, height, found.today)


def span(found: CaseComparison) -> tuple[date, date]:
    """The line: from a month before today, or the earliest open date if that is later, to the last one shown."""
    dates = [day(d.due) for lane in found.lanes for d in lane.next if d.due]
    start = found.today - timedelta(31)
    first = max(start, min([*dates, found.today])).replace(day=1)
    last = min(found.until, max([*(d for d in dates if d <= found.until), found.today + timedelta(92)]))
    return first, last


class Placed(NamedTuple):
    """A next deadline on its row."""

    deadline: DeadlineView
    row: int
    text: str


def place(lane: Lane, scale: Scale, paper: Paper) -> tuple[list[Placed], int]:
    """The lane's next deadlines on rows, so that no label covers another."""
    ends: list[float] = []
    placed = []
    shown = [
        (day(d.due), d.standard, label, d)
        for d, label in zip(lane.next, lane.labels, strict=True)
        if d.due and day(d.due) <= scale.last
    ]
    often = Counter(lane.labels)
    for when, _, label, one in sorted(shown, key=lambda row: row[:3]):
        said = one.activity if often[label] > 1 and one.activity else label
        text = f"{_date(when, scale)}  {said}"
        width = min(paper.setter.one_line(text, _LABEL, _LONGEST).width, _LONGEST) + _SIZE + 10
        start = _start(scale, one, width)
        row = next((n for n, end in enumerate(ends) if end <= start), len(ends))
        ends[row : row + 1] = [start + width]
        placed.append(Placed(one, row, text))
    return placed, max(len(ends), 1)


def _date(when: date, scale: Scale) -> str:
    """ "3 Nov", with the year where it does not stand on the line."""
    return short_date(when)[4:] if when < scale.first else short_date(when)[4:-5]


def _start(scale: Scale, one: DeadlineView, width: float) -> float:
    """Where a label begins: at its date, or further left where it would run off the line."""
    assert one.due is not None
    x = scale.x(day(one.due))
    return x - _SIZE / 2 if x + width <= scale.left + scale.width else x - width + _SIZE / 2


def _axis(paper: Paper, scale: Scale, today: date) -> None:
    y = paper.y - 12
    month = scale.first
    marks: list[tuple[float, Line]] = []
    while month <= scale.last:
        name = MONTHS[month.month - 1][:3] + (f" {month.year}" if month.month == 1 or not marks else "")
        marks.append((scale.x(month), paper.setter.one_line(name, SMALL, 80)))
        month = (month.replace(day=1) + timedelta(32)).replace(day=1)
    for x, line in marks:
        if x + 2 + line.width <= scale.left + scale.width + 6:  # the last month may have no room for its name
            paper.put(line, x + 2, y)
    paper.y = y - 4


def _lane(
    paper: Paper, lane: Lane, scale: Scale, placed: Sequence[Placed], height: float, today: date
) -> None:
    top = paper.y
    paper.draw(_ground(scale, top, height, today))
    name = paper.setter.one_line(f"{lane.name}", CELL_BOLD, 300)
    paper.put(name, paper.left + 6, top - 11)
    if not placed:
        paper.put(paper.setter.one_line(_NONE, SMALL, 300), paper.left + 6, top - _HEAD - _SIZE)
    for one in placed:
        assert one.deadline.due is not None
        x = scale.x(day(one.deadline.due))
        y = top - _HEAD - one.row * _ROW - _SIZE
        paper.draw(_mark(one.deadline.state, x - _SIZE / 2, y, _SIZE))
        line = paper.setter.one_line(one.text, _LABEL, _LONGEST)
        to_left = _start(scale, one.deadline, line.width + _SIZE + 10) < x - _SIZE
        paper.put(line, x - _SIZE / 2 - line.width - 3 if to_left else x + _SIZE / 2 + 3, y + 1.2)
    nexts = {p.deadline.key for p in placed}
    for d in lane.deadlines:
        if d.state == "projected" and d.due and d.key not in nexts and day(d.due) <= scale.last:
            paper.draw(_mark(d.state, scale.x(day(d.due)) - 2.0, top - height + 5, 4.0))
    paper.y = top - height - 4


def _ground(scale: Scale, top: float, height: float, today: date) -> Draw:
    def op(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*TINT)
        canvas.rect(scale.left - 6, top - height, scale.width + 12, height, stroke=0, fill=1)
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.4)
        month = scale.first
        while month <= scale.last:
            canvas.line(scale.x(month), top, scale.x(month), top - height)
            month = (month.replace(day=1) + timedelta(32)).replace(day=1)
        canvas.setStrokeColorRGB(*ACCENT)
        canvas.setLineWidth(0.9)
        canvas.line(scale.x(today), top, scale.x(today), top - height)

    return op


def _mark(state: str, x: float, y: float, size: float) -> Draw:
    return lambda canvas: draw_mark(canvas, state, x, y, size)
