"""What stands around the text of every page: header, footer, and the watermark of a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from services.documents.fonts import SANS
from services.documents.ink import draw_line
from services.documents.style import (
    LINE,
    MARGIN_LANDSCAPE,
    MARGIN_SIDE,
    MM,
    RUNNING,
    RUNNING_BOLD,
    WATERMARK,
    Style,
)
from services.documents.typeset import Typesetter

Draw = Callable[[Canvas], None]
PRIVATE = "Confidential"  # at the foot of what tells of a person
_ALIGN = {"left": 0.0, "centre": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page: at the top left and right, and in the footer."""

    left: str  # cut short where it is too long
    right: str
    foot: str
    kept: str = ""  # follows what stands at the left, and is never cut for it
    label: str = PRIVATE  # stands at the foot of every page


def frame(
    setter: Typesetter, running: Running, size: tuple[float, float], folio: str, watermark: str
) -> list[Draw]:
    """What to draw around a page of that size; `folio` is "Page 3 of 12"."""
    width, height = size
    left = MARGIN_LANDSCAPE if width > height else MARGIN_SIDE
    across = width - 2 * left
    ops: list[Draw] = []
    if watermark:
        ops.append(_stamp(setter, watermark, width, height))
    ops.append(_rules(left, left + across, height))

    def put(text: str, style: Style, x: float, column: float, baseline: float) -> None:
        line = setter.one_line(text, style, column)
        start = x + (column - line.width) * _ALIGN[style.align]
        first = line.pieces[0][0] if line.pieces else 0.0
        ops.append(lambda canvas: draw_line(canvas, line, start - first, baseline))

    right = RUNNING.but(align="right")
    kept = setter.one_line(running.kept, RUNNING_BOLD, across * 0.4)
    name = setter.one_line(running.left, RUNNING_BOLD, across * 0.62 - kept.width)
    top = height - 14.5 * MM
    ops.append(lambda canvas: draw_line(canvas, name, left, top))
    ops.append(lambda canvas: draw_line(canvas, kept, left + name.width, top))
    put(running.right, right, left + across * 0.64, across * 0.36, height - 14.5 * MM)
    put(running.label, RUNNING_BOLD, left, across * 0.2, 11 * MM)
    put(running.foot, RUNNING.but(align="centre"), left + across * 0.2, across * 0.6, 11 * MM)
    put(folio, right, left + across * 0.8, across * 0.2, 11 * MM)
    return ops


def _rules(left: float, right: float, height: float) -> Draw:
    def op(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.5)
        canvas.line(left, height - 17 * MM, right, height - 17 * MM)
        canvas.line(left, 15 * MM, right, 15 * MM)

    return op


def _stamp(setter: Typesetter, word: str, width: float, height: float) -> Draw:
    face = setter.fonts.face(SANS, bold=True)

    def op(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52)
        canvas.setFillColorRGB(*WATERMARK)
        canvas.setFont(face.key, 130)
        canvas.drawCentredString(0, -45, word)
        canvas.restoreState()

    return op
