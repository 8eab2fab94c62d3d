"""The marks of the states, drawn: each has a shape of its own, so that a grey print tells as much as a
coloured one.

overdue: filled triangle with "!"; due: filled circle; projected: hollow dashed circle; met: tick in a
circle; late: tick in a triangle; lapsed: circle with a dash; waived: circle crossed out; booked (an
event in the diary): hollow square.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from services.documents.style import INK, STATE_COLOURS

PAPER = (1.0, 1.0, 1.0)


def draw_mark(canvas: Canvas, state: str, x: float, y: float, size: float) -> None:
    """The mark of a state in the square of that size whose lower left corner is (x, y)."""
    canvas.saveState()
    colour = STATE_COLOURS.get(state, INK)
    canvas.setFillColorRGB(*colour)
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(max(0.5, size * 0.09))
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    cx, cy, r = x + size / 2, y + size / 2, size * 0.44
    if state in ("overdue", "late"):
        _triangle(canvas, x, y, size, filled=state == "overdue")
    elif state == "booked":
        canvas.rect(x + size * 0.12, y + size * 0.12, size * 0.76, size * 0.76, stroke=1, fill=0)
        canvas.line(x + size * 0.12, y + size * 0.64, x + size * 0.88, y + size * 0.64)
    else:
        if state == "projected":
            canvas.setLineCap(0)
            canvas.setDash(size * 0.2, size * 0.145)
        canvas.circle(cx, cy, r, stroke=1, fill=1 if state == "due" else 0)
        canvas.setDash()
    if state == "overdue":
        canvas.setFillColorRGB(*PAPER)
        canvas.rect(cx - size * 0.055, y + size * 0.34, size * 0.11, size * 0.29, stroke=0, fill=1)
        canvas.circle(cx, y + size * 0.23, size * 0.065, stroke=0, fill=1)
    elif state == "met":
        _tick(canvas, cx, cy, size * 0.24)
    elif state == "late":
        _tick(canvas, cx, y + size * 0.36, size * 0.17)
    elif state == "lapsed":
        canvas.line(cx - r * 0.5, cy, cx + r * 0.5, cy)
    elif state == "waived":
        k = r * 0.707
        canvas.line(cx - k, cy - k, cx + k, cy + k)
        canvas.line(cx - k, cy + k, cx + k, cy - k)
    canvas.restoreState()


def _triangle(canvas: Canvas, x: float, y: float, size: float, filled: bool) -> None:
    path = canvas.beginPath()
    path.moveTo(x + size * 0.5, y + size * 0.94)
    path.lineTo(x + size * 0.97, y + size * 0.08)
    path.lineTo(x + size * 0.03, y + size * 0.08)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1 if filled else 0)


def _tick(canvas: Canvas, cx: float, cy: float, r: float) -> None:
    path = canvas.beginPath()
    path.moveTo(cx - r, cy)
    path.lineTo(cx - r * 0.25, cy - r * 0.75)
    path.lineTo(cx + r, cy + r * 0.8)
    canvas.drawPath(path, stroke=1, fill=0)
