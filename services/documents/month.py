"""A month on a page: weeks as rows from Monday to Sunday, bank holidays named, deadlines with their marks,
booked events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Draw
from services.documents.marks import draw_mark
from services.documents.paper import Paper, Text
from services.documents.pieces import Line, Span
from services.documents.style import (
    A4_LANDSCAPE,
    ACCENT,
    INK,
    LINE,
    MARGIN_BOTTOM,
    MARGIN_TOP,
    MM,
    QUIET,
    STATE_COLOURS,
    TINT,
    Style,
)
from services.documents.words import STATE_WORDS, WEEKDAYS, month_name

_TITLE = Style(size=17, leading=20, bold=True)
_WEEKDAY = Style(size=8.5, leading=11, bold=True, colour=QUIET, align="left")
_NUMBER = Style(size=9.5, leading=11, bold=True)
_NUMBER_QUIET = _NUMBER.but(bold=False, colour=QUIET)
_HOLIDAY = Style(size=7.0, leading=8.2, italic=True, colour=QUIET)
_ITEM = Style(size=7.2, leading=8.7)
_MORE = Style(size=7.2, leading=8.7, bold=True)
_WEEK = Style(size=6.5, leading=8, colour=QUIET)
_MARK = 7.4
_GUTTER = 7.5 * MM  # the column of week numbers
_HEAD = 15.0


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stands in a day: a state (or "booked"), its short text, and its time where known."""

    state: str
    text: str
    at: date | datetime


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
    paper.put(paper.setter.one_line(month_name(month), _TITLE, paper.width), paper.left, top - 12)
    _key(
        paper,
        {
            i.state
            for d, found in items.items()
            if (d.year, d.month) == (month.year, month.month)
            for i in found
        },
        top - 12,
    )
    top -= 24
    weeks = weeks_of(month)
    left = paper.left + _GUTTER
    column = (paper.width - _GUTTER) / 7
    height = (top - _HEAD - MARGIN_BOTTOM - 2) / len(weeks)
    for number, name in enumerate(WEEKDAYS):
        line = paper.setter.one_line(name, _WEEKDAY, column)
        paper.put(line, left + number * column + 4, top - 10)
    top -= _HEAD
    for row, week in enumerate(weeks):
        y = top - (row + 1) * height
        label = paper.setter.one_line(f"wk {week[0].isocalendar().week}", _WEEK, _GUTTER)
        paper.put(label, paper.left, y + height - 10)
        for number, one in enumerate(week):
            box = (left + number * column, y, column, height)
            inside = one.month == month.month and one.year == month.year
            paper.draw(_box(box, tinted=inside and (number > 4 or one in holidays), inside=inside))
            if inside:
                _fill(paper, box, one, items.get(one, ()), holidays.get(one, ""), today, until)
    paper.y = MARGIN_BOTTOM


def _key(paper: Paper, states: set[str], baseline: float) -> None:
    """The marks that the month holds, in words, at the right of its name."""
    x = paper.left + paper.width
    for state in reversed([s for s in (*STATE_WORDS, "booked") if s in states]):
        line = paper.setter.one_line(STATE_WORDS.get(state, "Booked"), _ITEM, 120)
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
) -> None:
    x, y, width, height = box
    inner = width - 8
    top = y + height - 2
    busy = bool(items or holiday or one == today)
    paper.put(paper.setter.one_line(str(one.day), _NUMBER if busy else _NUMBER_QUIET, 20), x + 4, top - 9.5)
    note = "today" if one == today else "end of this calendar" if one == until else ""
    if note:
        line = paper.setter.one_line(note, _MORE.but(colour=ACCENT, align="left"), inner - 18)
        paper.put(line, x + width - 4 - line.width, top - 9)
    if one == today:
        paper.draw(_outline(box))
    top -= 12.5
    if holiday:
        lines = _clip(paper, holiday, _HOLIDAY, inner, 2 if len(items) < 3 else 1)
        for line in lines:
            paper.put(line, x + 4, top - 6.2)
            top -= line.height
        top -= 1
    blocks = _arranged(paper, items, inner - _MARK - 2.5, top - y - 3)
    for item, lines in blocks:
        paper.draw(_mark(item.state, x + 4, top - 7.4, _MARK))
        for line in lines:
            paper.put(line, x + 4 + _MARK + 2.5, top - 6.6)
            top -= line.height
        top -= 1.2
    left_out = len(items) - len(blocks)
    if left_out:
        paper.put(paper.setter.one_line(f"+{left_out} more, see list", _MORE, inner), x + 4, top - 6.6)


def _arranged(
    paper: Paper, items: Sequence[Item], width: float, room: float
) -> list[tuple[Item, list[Line]]]:
    """As many items as fit the room, with as many lines each (three at most) as lets the most of them in."""
    best: list[tuple[Item, list[Line]]] = []
    for most in (3, 2, 1):
        blocks: list[tuple[Item, list[Line]]] = []
        used = 0.0
        for index, item in enumerate(items):
            lines = _clip(paper, _spans(item, brief=most == 1), _ITEM, width, most)
            height = sum(line.height for line in lines) + 1.2
            reserve = _MORE.leading if index < len(items) - 1 else 0.0
            if used + height + reserve > room + 0.01:
                break
            blocks.append((item, lines))
            used += height
        if len(blocks) == len(items):
            return blocks
        if len(blocks) > len(best):
            best = blocks
    return best


def _spans(item: Item, brief: bool) -> Text:
    """The item's words; `brief` ones leave "Projected" to the mark, which the key on the page explains."""
    colour = STATE_COLOURS.get(item.state, INK)
    word = "Booked" if item.state == "booked" else STATE_WORDS.get(item.state, item.state)
    when = f" {item.at:%H:%M}" if isinstance(item.at, datetime) else ""
    if brief and item.state == "projected":
        return (Span(f"{when} {item.text}".strip(), colour=colour),)
    return (Span(f"{word}{when}: ", bold=True, colour=colour), Span(item.text))


def _clip(paper: Paper, text: Text, style: Style, width: float, most: int) -> list[Line]:
    """The first lines of a text; where more follow, the last one ends in an ellipsis."""
    short = (
        text[:400]
        if isinstance(text, str)
        else [Span(" ".join(s.text[:400].split("\n")), s.bold, s.italic, s.colour) for s in text]
    )
    lines = paper.setter.lines(short, style, width)
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    dots = paper.setter.lines("\u2026", style, width)[0]
    dot = dots.pieces[0][1]
    last = kept[-1]
    pieces = list(last.pieces)
    end = pieces[-1][0] + pieces[-1][1].width if pieces else 0.0
    while pieces and end + dot.width > width:
        at, piece = pieces[-1]
        if piece.glyphs is None and not piece.note and len(piece.text) > 1:
            text_left = piece.text[:-1].rstrip() or piece.text[:1]
            shorter = sum(piece.face.widths[ord(c)] for c in text_left) * piece.look.size / 1000
            pieces[-1] = (at, type(piece)(text_left, piece.look, piece.face, shorter))
            end = at + shorter
            if len(text_left) == 1:
                pieces.pop()
                end = at
        else:
            pieces.pop()
            end = at
    kept[-1] = Line((*pieces, (end, dot)), end + dot.width, style)
    return kept


def _mark(state: str, x: float, y: float, size: float) -> Draw:
    return lambda canvas: draw_mark(canvas, state, x, y, size)
