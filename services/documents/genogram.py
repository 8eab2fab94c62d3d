"""The genogram on paper: drawn on one page lying across, and the same in words after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Draw
from services.documents.ink import draw_line
from services.documents.paper import PRESS, Paper
from services.documents.pieces import Line
from services.documents.style import (
    A4_LANDSCAPE,
    ACCENT,
    CELL,
    INK,
    QUIET,
    SMALL,
    STATE_COLOURS,
    Colour,
    Style,
)
from services.documents.words import long_date, running
from services.usecases.around_results import Drawing, Label, Shape
from services.usecases.results import ChildDetail

_TONES: dict[str, Colour] = {
    "ink": INK,
    "quiet": QUIET,
    "accent": ACCENT,
    "danger": STATE_COLOURS["overdue"],
}
_FILLS: dict[str, Colour] = {"paper": (1, 1, 1), "household": (0.93, 0.965, 0.97), **_TONES}
_LARGEST, _SMALLEST = 0.92, 0.5  # scales of the drawing; what does not fit is drawn in parts
_LEAST = 6.0  # points of its smallest words
_OVERLAP = 150.0  # units that two parts have in common
_UNDER = 0.84  # size of what stands under a name


def genogram_pdf(
    child: ChildDetail,
    drawing: Drawing,
    told: Sequence[str],
    legend: Sequence[str],
    printed: date,
) -> bytes:
    """A family drawn; `told` says the same in words, a line for each person; `legend` explains the symbols."""
    with PRESS:
        paper = Paper(
            f"Genogram: {child.name}",
            f"Genogram as it stands on {long_date(printed)}",
            running(child, "Genogram", printed),
            author=child.worker,
        )
        paper.pages.clear()
        paper.new_page(A4_LANDSCAPE)
        paper.title_block("Genogram")
        paper.need(1)  # so that the title stands before the drawing
        room = paper.room - _legend_height(paper, legend)
        scale = min(_LARGEST, max(_SMALLEST, paper.width / drawing.width), room / drawing.height)
        parts = _parts(drawing, paper.width / scale)
        for number, part in enumerate(parts):
            if number:
                paper.new_page(A4_LANDSCAPE)
                paper.subheading(f"Genogram, part {number + 1} of {len(parts)}", bookmark="")
                paper.need(1)
            left = paper.left + (paper.width - part.width * scale) / 2
            top = paper.y - max(0.0, (room - part.height * scale) / 3)
            alt = f"Genogram of {child.name}. The same in words follows." if not number else "Continued."
            paper.picture(_drawn(paper, part, left, top, scale), alt)
            paper.y -= room
        for line in legend:
            paper.text(line, SMALL)
        paper.new_page(A4_LANDSCAPE)
        paper.heading("The same in words")
        for line in told:
            paper.text(line, CELL.but(prose=True, after=4.0))
        return paper.finish()


def _parts(drawing: Drawing, wide: float) -> list[Drawing]:
    """A drawing as it is where it is no wider than so many units; else parts of it from left to right, each beginning
    a little before the one before ends."""
    if drawing.width <= wide + 0.5:
        return [drawing]
    count = 2 + int((drawing.width - wide - 0.5) // (wide - _OVERLAP))
    return [
        replace(drawing, left=drawing.left + n * (drawing.width - wide) / (count - 1), width=wide)
        for n in range(count)
    ]


def _legend_height(paper: Paper, legend: Sequence[str]) -> float:
    lines = sum(len(paper.setter.lines(text, SMALL, paper.width)) for text in legend)
    return lines * SMALL.leading + len(legend) * SMALL.after + 8


def _drawn(paper: Paper, drawing: Drawing, left: float, top: float, scale: float) -> Draw:
    def x(there: float) -> float:
        return left + (there - drawing.left) * scale

    def y(there: float) -> float:
        return top - (there - drawing.top) * scale

    right = drawing.left + drawing.width
    shown = [label for label in drawing.labels if drawing.left - 1 < label.x < right + 1]
    words = [(*found, _ground(drawing, label)) for label in shown for found in _set(paper, label, scale)]

    def op(canvas: Canvas) -> None:
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(
            left - 2, y(drawing.top + drawing.height), drawing.width * scale + 4, drawing.height * scale + 2
        )
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setLineJoin(1)
        for shape in drawing.shapes:
            _shape(canvas, shape, [(x(px), y(py)) for px, py in shape.points], scale)
        canvas.restoreState()
        for line, middle, baseline, ground in words:
            start = line.pieces[0][0] if line.pieces else 0.0
            edge, base = x(middle) - line.width / 2, y(0) + baseline
            _clearing(canvas, line, edge, base, ground)
            draw_line(canvas, line, edge - start, base)

    return op


def _ground(drawing: Drawing, label: Label) -> Colour:
    """What a label stands on: the last filled shape that holds its middle, or paper."""
    x, y = label.x, label.top + label.size * 0.6
    found = "paper"
    for shape in drawing.shapes:
        if shape.fill in ("paper", "household") and _holds(shape, x, y):
            found = shape.fill
    return _FILLS[found]


def _holds(shape: Shape, x: float, y: float) -> bool:
    if shape.round:
        return (shape.points[0][0] - x) ** 2 + (shape.points[0][1] - y) ** 2 <= shape.round**2
    crossed = 0
    for (x1, y1), (x2, y2) in pairwise((*shape.points, shape.points[0])):
        if (y1 > y) != (y2 > y):
            crossed += x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return crossed % 2 == 1


def _clearing(canvas: Canvas, line: Line, x: float, base: float, ground: Colour) -> None:
    """Ground beneath words, so that no line of the drawing runs through them."""
    canvas.setFillColorRGB(*ground)
    size = line.style.size
    canvas.rect(x - 0.8, base - size * 0.2, line.width + 1.6, size * 0.96, stroke=0, fill=1)


def _shape(canvas: Canvas, shape: Shape, points: list[tuple[float, float]], scale: float) -> None:
    canvas.setStrokeColorRGB(*_TONES[shape.tone])
    canvas.setLineWidth(max(0.5, shape.weight * scale))
    canvas.setDash(*_DASHES[shape.dash](scale))
    if shape.fill:
        canvas.setFillColorRGB(*_FILLS[shape.fill])
    if shape.round:
        canvas.circle(*points[0], shape.round * scale, stroke=1, fill=int(bool(shape.fill)))
        return
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if shape.closed:
        path.close()
    canvas.drawPath(path, stroke=1, fill=int(bool(shape.fill)))


_DASHES = {
    "": lambda scale: ([], 0),
    "dash": lambda scale: ([7 * scale, 4 * scale], 0),
    "dot": lambda scale: ([1.6 * scale, 3.6 * scale], 0),
}


def _set(paper: Paper, label: Label, scale: float) -> list[tuple[Line, float, float]]:
    """A label's lines, each with its middle (in units of the drawing) and its baseline (points, upwards)."""
    size = max(_LEAST, label.size * scale)
    style = Style(size=size, leading=size * 1.22, after=0.0, bold=label.bold)
    quiet = style.but(size=max(_LEAST, size * _UNDER), leading=size * 1.05, colour=QUIET, bold=False)
    found, down = [], label.top * scale
    while len(_all(paper, label.text, style, label.width * scale)) > label.lines and style.size > _LEAST:
        style = style.but(size=max(_LEAST, style.size * 0.9), leading=style.leading * 0.9)  # rather than cut
    for text, how in ((label.text, style), (label.under, quiet)):
        for line in _lines(paper, text, how, label.width * scale, label.lines):
            found.append((line, label.x, -(down + how.size * 0.95)))
            down += how.leading
    return found


def _all(paper: Paper, text: str, style: Style, width: float) -> list[Line]:
    return paper.setter.lines(" ".join(text[:600].split()), style, width)


def _lines(paper: Paper, text: str, style: Style, width: float, most: int) -> list[Line]:
    """At most so many lines, the last one cut where there is more."""
    text = " ".join(text[:600].split())
    if not text:
        return []
    lines = paper.setter.lines(text, style, width)
    if len(lines) <= most:
        return lines
    words, kept = re.findall(r"[^\s-]+-*\s?|-+\s?", text), 0
    while kept < len(words) and len(paper.setter.lines("".join(words[: kept + 1]), style, width)) < most:
        kept += 1
    head = paper.setter.lines("".join(words[:kept]), style, width) if kept else []
    return [*head[: most - 1], paper.setter.one_line("".join(words[kept:]), style, width)]
