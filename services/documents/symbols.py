"""Symbols that people type and the text font lacks, drawn as lines: arrows, ticks, crosses, boxes."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from services.documents.style import Colour

Stroke = tuple[tuple[float, float], ...]
_RIGHT: tuple[Stroke, ...] = (((0.08, 0.3), (0.86, 0.3)), ((0.6, 0.52), (0.86, 0.3), (0.6, 0.08)))
_LEFT = tuple(tuple((0.94 - x, y) for x, y in stroke) for stroke in _RIGHT)
_UP: tuple[Stroke, ...] = (((0.3, 0.0), (0.3, 0.7)), ((0.08, 0.46), (0.3, 0.7), (0.52, 0.46)))
_DOWN = tuple(tuple((x, 0.7 - y) for x, y in stroke) for stroke in _UP)
_TICK: tuple[Stroke, ...] = (((0.1, 0.3), (0.3, 0.04), (0.66, 0.66)),)
_CROSS: tuple[Stroke, ...] = (((0.1, 0.06), (0.62, 0.62)), ((0.1, 0.62), (0.62, 0.06)))
_SQUARE: tuple[Stroke, ...] = (((0.06, 0.0), (0.72, 0.0), (0.72, 0.66), (0.06, 0.66), (0.06, 0.0)),)
_TICK_IN = tuple(tuple((0.08 + x * 0.8, 0.07 + y * 0.75) for x, y in stroke) for stroke in _TICK)
_CROSS_IN = tuple(tuple((0.1 + x * 0.8, 0.06 + y * 0.8) for x, y in stroke) for stroke in _CROSS)

# symbol: (advance in ems, strokes in ems from its left end and the baseline)
SYMBOLS: dict[str, tuple[float, tuple[Stroke, ...]]] = {
    "\u2192": (0.96, _RIGHT),
    "\u2190": (0.96, _LEFT),
    "\u2191": (0.62, _UP),
    "\u2193": (0.62, _DOWN),
    "\u2713": (0.76, _TICK),
    "\u2714": (0.76, _TICK),
    "\u2717": (0.72, _CROSS),
    "\u2718": (0.72, _CROSS),
    "\u2610": (0.8, _SQUARE),
    "\u2611": (0.8, (*_SQUARE, *_TICK_IN)),
    "\u2612": (0.8, (*_SQUARE, *_CROSS_IN)),
}


def draw_symbol(canvas: Canvas, symbol: str, x: float, baseline: float, size: float, colour: Colour) -> None:
    """A symbol of that size in points, its left end at x."""
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(size * 0.075)
    for stroke in SYMBOLS[symbol][1]:
        path = canvas.beginPath()
        path.moveTo(x + stroke[0][0] * size, baseline + stroke[0][1] * size)
        for px, py in stroke[1:]:
            path.lineTo(x + px * size, baseline + py * size)
        canvas.drawPath(path, stroke=1, fill=0)
