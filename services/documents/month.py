"""A month on a page: weeks as rows from Monday to Sunday, bank holidays named, deadlines with their marks,
booked events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from reportlab.pdfgen.canvas import Canvas

from services.documents.dayentries import (
    ENTRY,
    GAP,
    LARGE,
    MORE,
    Item,
    arranged,
    clip,
    says_state,
    state_word,
    wanted_height,
    whole,
)
from services.documents.frame import Draw
from services.documents.marks import draw_mark
from services.documents.paper import Paper
from services.documents.style import (
    A4_LANDSCAPE,
    ACCENT,
    LINE,
    MARGIN_BOTTOM,
    MARGIN_TOP,
    MM,
    QUIET,
    TINT,
    Style,
)
from services.documents.words import STATE_WORDS, WEEKDAYS, month_name

_TITLE = Style(size=17, leading=20, bold=True)
_WEEKDAY = Style(size=8.5, leading=11, bold=True, colour=QUIET, align="left")
_NUMBER = Style(size=9.5, leading=11, bold=True)
_NUMBER_QUIET = _NUMBER.but(bold=False, colour=QUIET)
_HOLIDAY = Style(size=7.6, leading=8.8, italic=True, colour=QUIET)
_WEEK = Style(size=7.2, leading=8.6, colour=QUIET)
_QUIET = Style(size=8.2, leading=10, colour=QUIET)
_MARK = 7.4
_GUTTER = 7.5 * MM  # the column of week numbers
_HEAD = 15.0
_ABOVE = 24.0  # of a day: its number, and a bank holiday's name
_LEAST = 0.62  # of an even share of the page: the lowest that a week becomes to make room for a full one


def weeks_of(month: date) -> list[list[date]]:
    """The weeks that touch a month, each from Monday to Sunday."""
    first = month.replace(day=1)
    start = first - timedelta(days=first.weekday())
    weeks: list[list[date]] = []
    while not weeks or (start.year, start.month) <= (month.year, month.month):
        weeks.append([_plus(start, n) for n in range(7)])
        if start > date.max - timedelta(days=7):
            break
        start += timedelta(days=7)
    return weeks


def _plus(start: date, days: int) -> date:
    return start + timedelta(days=days) if start <= date.max - timedelta(days=days) else date.max


def month_page(
    paper: Paper,
    month: date,
    items: Mapping[date, Sequence[Item]],
    holidays: Mapping[date, str],
    today: date,
    until: date,
) -> None:
    """Put a month onto a page of its own (landscape)."""
    paper.new_page(A4_LANDSCAPE)
    top = paper.page.size[1] - MARGIN_TOP
    paper.bookmark(1, month_name(month))
    with paper.tree.inside("H2"):
        paper.put(paper.setter.one_line(month_name(month), _TITLE, paper.width), paper.left, top - 12)
    here = [found for d, found in items.items() if (d.year, d.month) == (month.year, month.month)]
    _key(paper, {item.state for found in here for item in found}, top - 12)
    top -= 24
    weeks = weeks_of(month)
    left = paper.left + _GUTTER
    column = (paper.width - _GUTTER) / 7
    entry, heights = _fitting(paper, weeks, month, items, column, top - _HEAD - MARGIN_BOTTOM - 2)
    with paper.tree.inside("Table"):
        _weekdays(paper, left, column, top - 10)
        y = top - _HEAD
        for week, height in zip(weeks, heights, strict=True):
            y -= height
            with paper.tree.inside("TR"):
                _week(paper, week, y + height - 10)
                for number, one in enumerate(week):
                    box = (left + number * column, y, column, height)
                    inside = one.month == month.month and one.year == month.year
                    paper.draw(_box(box, tinted=inside and (number > 4 or one in holidays), inside=inside))
                    with paper.tree.inside("TD"):
                        if inside:
                            _fill(
                                paper,
                                box,
                                one,
                                items.get(one, ()),
                                holidays.get(one, ""),
                                today,
                                until,
                                entry,
                            )
    paper.y = MARGIN_BOTTOM


def _weekdays(paper: Paper, left: float, column: float, baseline: float) -> None:
    with paper.tree.inside("TR"):
        with paper.tree.inside("TD"):
            pass  # stands over the numbers of the weeks
        for number, name in enumerate(WEEKDAYS):
            with paper.tree.inside("TH", Scope="Column"):
                line = paper.setter.one_line(name, _WEEKDAY, column)
                paper.put(line, left + number * column + 4, baseline)


def _week(paper: Paper, week: Sequence[date], baseline: float) -> None:
    with paper.tree.inside("TH", Scope="Row"):
        label = paper.setter.one_line(f"wk {week[0].isocalendar().week}", _WEEK, _GUTTER)
        paper.put(label, paper.left, baseline)


def _fitting(
    paper: Paper,
    weeks: Sequence[Sequence[date]],
    month: date,
    items: Mapping[date, Sequence[Item]],
    column: float,
    room: float,
) -> tuple[Style, list[float]]:
    """The type of the entries and the heights of the weeks: the larger type where all can be read to the end in it."""
    days = [
        [items.get(d, ()) for d in week if (d.year, d.month) == (month.year, month.month)] for week in weeks
    ]
    wide = _inner(column)
    heights: list[float] = []
    for entry in (LARGE, ENTRY):
        wanted = [
            max(wanted_height(paper, found[:12], wide, entry) for found in week) + _ABOVE + 3 for week in days
        ]
        heights = _heights(wanted, room)
        fits = all(have + 0.01 >= want for have, want in zip(heights, wanted, strict=True))
        if fits and all(len(i) <= 12 and whole(paper, i, wide, entry) for week in days for i in week):
            return entry, heights
    return ENTRY, heights


def _heights(wanted: Sequence[float], room: float) -> list[float]:
    """The heights of the weeks: all the same, unless a full one needs what the emptier ones can spare."""
    even = room / len(wanted)
    short = sum(max(0.0, one - even) for one in wanted)
    spare = sum(even - max(one, even * _LEAST) for one in wanted if one < even)
    if not short or not spare:
        return [even] * len(wanted)
    taken, given = min(1.0, short / spare), min(1.0, spare / short)
    return [
        even + (one - even) * given if one >= even else even - (even - max(one, even * _LEAST)) * taken
        for one in wanted
    ]


def _inner(column: float) -> float:
    """The width that an entry's words have beside its mark."""
    return column - 8 - _MARK - 2.5


def _key(paper: Paper, states: set[str], baseline: float) -> None:
    """The marks that the month holds, in words, at the right of its name; that it holds none, where so."""
    x = paper.left + paper.width
    if not states:
        line = paper.setter.one_line("Nothing falls due or is booked in this month", _QUIET, paper.width / 2)
        paper.put(line, x - line.width, baseline)
    for state in reversed([s for s in (*STATE_WORDS, "booked") if s in states]):
        line = paper.setter.one_line(STATE_WORDS.get(state, "Booked"), ENTRY, 120)
        x -= line.width
        paper.put(line, x, baseline)
        x -= _MARK + 3
        paper.draw(_mark(state, x, baseline - 1, _MARK))
        x -= 12


def _box(box: tuple[float, float, float, float], tinted: bool, inside: bool) -> Draw:
    def op(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.5)
        if tinted:
            canvas.setFillColorRGB(*TINT)
        if inside:
            canvas.rect(*box, stroke=1, fill=1 if tinted else 0)

    return op


def _outline(box: tuple[float, float, float, float]) -> Draw:
    def op(canvas: Canvas) -> None:
        x, y, w, h = box
        canvas.setStrokeColorRGB(*ACCENT)
        canvas.setLineWidth(1.6)
        canvas.rect(x + 0.8, y + 0.8, w - 1.6, h - 1.6, stroke=1, fill=0)

    return op


def _fill(
    paper: Paper,
    box: tuple[float, float, float, float],
    one: date,
    items: Sequence[Item],
    holiday: str,
    today: date,
    until: date,
    entry: Style,
) -> None:
    x, y, width, height = box
    inner = width - 8
    top = y + height - 2
    busy = bool(items or holiday or one == today)
    paper.put(paper.setter.one_line(str(one.day), _NUMBER if busy else _NUMBER_QUIET, 20), x + 4, top - 9.5)
    note = "today" if one == today else "end of this calendar" if one == until else ""
    if note:
        line = paper.setter.one_line(note, MORE.but(colour=ACCENT, align="left"), inner - 18)
        paper.put(line, x + width - 4 - line.width, top - 9)
    if one == today:
        paper.draw(_outline(box))
    top -= 12.5
    if holiday:
        lines = clip(paper, holiday, _HOLIDAY, inner, 2 if len(items) < 3 else 1)
        with paper.tree.inside("P"):
            for line in lines:
                paper.put(line, x + 4, top - 6.2)
                top -= line.height
        top -= 1
    blocks = arranged(paper, items, _inner(width), top - y - 3, entry)
    for item, lines in blocks:
        base = top - entry.size * 0.92
        mark = _mark(item.state, x + 4, base - 0.8, _MARK)
        with paper.tree.inside("P"):
            if says_state(item, lines):
                paper.draw(mark)
            else:
                paper.picture(mark, state_word(item))
            for line in lines:
                paper.put(line, x + 4 + _MARK + 2.5, base)
                base, top = base - line.height, top - line.height
        top -= GAP
    left_out = len(items) - len(blocks)
    if left_out:
        paper.put(paper.setter.one_line(f"+{left_out} more, see list", MORE, inner), x + 4, top - 6.6)


def _mark(state: str, x: float, y: float, size: float) -> Draw:
    return lambda canvas: draw_mark(canvas, state, x, y, size)
