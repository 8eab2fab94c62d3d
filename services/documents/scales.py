"""The scale of an outcome over time as a small drawing: a line for each person, told apart by shape as well as hue."""

from __future__ import annotations

from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Draw
from services.documents.paper import Paper
from services.documents.style import ACCENT, CELL_BOLD, INK, LINE, SMALL, STATE_COLOURS, Colour
from services.documents.words import short_date
from services.usecases.plan_results import ScaleChart, ScaleLine

_HIGH = 62.0  # points from 0 to 10
_NAME = 130.0  # points for the names at the right
_AXIS = 22.0  # points for the numbers at the left
_HUES: tuple[Colour, ...] = (
    ACCENT,
    STATE_COLOURS["due"],
    STATE_COLOURS["late"],
    STATE_COLOURS["projected"],
    INK,
)


_TRIANGLE = ((0.0, 1.2), (1.2, -1.0), (-1.2, -1.0))
_DIAMOND = ((0.0, 1.3), (1.3, 0.0), (0.0, -1.3), (-1.3, 0.0))
_DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2), (1.5, 1.5), (6, 2, 1, 2), (2, 3))


def scale_chart(paper: Paper, chart: ScaleChart) -> None:
    """One outcome: its name, the lines with each person's name at the end, and the same in words for who listens."""
    title = paper.setter.lines(chart.title, CELL_BOLD, paper.width)
    paper.need(len(title) * CELL_BOLD.leading + _HIGH + 34)
    paper.lines(title, CELL_BOLD)
    paper.need(_HIGH + 34)  # where the title alone fills a page
    paper.space(6)
    x, y, width = paper.left + _AXIS, paper.y - _HIGH, paper.width - _AXIS - _NAME
    paper.draw(_grid(x, y, width))
    _numbers(paper, chart, x, y, width)
    paper.picture(_lines(chart.lines, x, y, width), f"{chart.title}. {chart.words}")
    _names(paper, chart.lines, x, y, width)
    paper.y = y - 20
    paper.space(6)


def _at(place: tuple[float, int], x: float, y: float, width: float) -> tuple[float, float]:
    return x + place[0] * (width - 8) + 4, y + place[1] / 10 * _HIGH


def _grid(x: float, y: float, width: float) -> Draw:
    def op(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*LINE)
        for value in (0, 5, 10):
            canvas.setLineWidth(0.4)
            canvas.line(x, y + value / 10 * _HIGH, x + width, y + value / 10 * _HIGH)

    return op


def _numbers(paper: Paper, chart: ScaleChart, x: float, y: float, width: float) -> None:
    """0, 5 and 10 at the left; the first and the last day beneath."""
    style = SMALL.but(after=0.0)
    with paper.tree.decoration():
        for value in (0, 5, 10):
            line = paper.setter.one_line(str(value), style, _AXIS)
            paper.put(line, x - 6 - line.width, y + value / 10 * _HIGH - 2.6)
        first = paper.setter.one_line(short_date(chart.first), style, width)
        paper.put(first, x, y - 12)
        if chart.last != chart.first:
            last = paper.setter.one_line(short_date(chart.last), style, width)
            paper.put(last, x + width - last.width, y - 12)


def _names(paper: Paper, lines: tuple[ScaleLine, ...], x: float, y: float, width: float) -> None:
    """Each name beside the end of its line, moved apart where they would meet."""
    style = SMALL.but(after=0.0, colour=INK)
    wanted = sorted((_at(line.places[-1], x, y, width)[1], n) for n, line in enumerate(lines))
    lowest = y - 6.0
    for height, n in wanted:
        height = max(height, lowest)
        lowest = height + 10.0
        name = lines[n].whose or "Scale"
        said = paper.setter.one_line(f"{name}: {lines[n].places[-1][1]}", style, _NAME - 22)
        hue, form = _HUES[n % len(_HUES)], n
        paper.draw(lambda canvas, h=height, hue=hue, n=form: _mark(canvas, n, x + width + 10, h, hue))  # type: ignore[misc]
        with paper.tree.decoration():
            paper.put(said, x + width + 18, height - 2.6)


def _lines(lines: tuple[ScaleLine, ...], x: float, y: float, width: float) -> Draw:
    def op(canvas: Canvas) -> None:
        for n, line in enumerate(lines):
            hue = _HUES[n % len(_HUES)]
            points = [_at(place, x, y, width) for place in line.places]
            canvas.setStrokeColorRGB(*hue)
            canvas.setLineWidth(1.1)
            canvas.setDash(_DASHES[n % 5], 0)
            for (x1, y1), (x2, y2) in pairwise(points):
                canvas.line(x1, y1, x2, y2)
            canvas.setDash()
            for px, py in points:
                _mark(canvas, n, px, py, hue)

    return op


def _mark(canvas: Canvas, number: int, x: float, y: float, hue: Colour) -> None:
    """Circle, square, triangle, diamond, ring: told apart in grey as well."""
    canvas.setFillColorRGB(*hue)
    canvas.setStrokeColorRGB(*hue)
    canvas.setLineWidth(0.9)
    r, form = 2.6, number % 5
    if form in (0, 4):
        canvas.circle(x, y, r, stroke=1, fill=int(form == 0))
    elif form == 1:
        canvas.rect(x - r, y - r, 2 * r, 2 * r, stroke=0, fill=1)
    else:
        path = canvas.beginPath()
        corners = _TRIANGLE if form == 2 else _DIAMOND
        path.moveTo(x + corners[0][0] * r, y + corners[0][1] * r)
        for dx, dy in corners[1:]:
            path.lineTo(x + dx * r, y + dy * r)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
