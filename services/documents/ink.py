"""Drawing set lines on a ReportLab canvas.

Shaped runs whose glyphs are not the letters as they were written, and boxed characters, carry their text as
`ActualText`, so that what is copied, searched or read aloud from the file is what was written.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from services.documents.pieces import BOX, DRAWN, RAISED, Line, Piece
from services.documents.style import Colour
from services.documents.symbols import draw_symbol


def draw_line(canvas: Canvas, line: Line, x: float, baseline: float) -> None:
    """One set line, its column's left edge at x."""
    colour: Colour | None = None
    for offset, piece in line.pieces:
        if piece.look.colour != colour:
            colour = piece.look.colour
            canvas.setFillColorRGB(*colour)
        if piece.note == DRAWN:
            _meaning(canvas, piece.text)
            draw_symbol(canvas, piece.text, x + offset, baseline, piece.look.size, piece.look.colour)
            canvas.addLiteral("EMC")
        elif piece.note:
            _boxed(canvas, piece, x + offset, baseline)
        elif piece.glyphs is not None:
            _shaped(canvas, piece, x + offset, baseline)
        elif not piece.text.isspace():
            out = canvas.beginText(x + offset, baseline)
            out.setFont(piece.face.key, piece.look.size)
            out.textOut(piece.text)
            canvas.drawText(out)


def _meaning(canvas: Canvas, text: str) -> None:
    canvas.addLiteral(f"/Span <</ActualText <FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>>> BDC")


def _shaped(canvas: Canvas, piece: Piece, x: float, baseline: float) -> None:
    size = piece.look.size
    told = (
        "".join(glyph[0] for glyph in piece.glyphs or ()) == piece.text
    )  # the glyphs say it as it was written
    if not told:
        _meaning(canvas, piece.text)
    out = canvas.beginText(x, baseline)
    out.setFont(piece.face.key, size)
    run, start, pen = "", 0.0, 0.0
    for char, dx, dy, advance in piece.glyphs or ():
        natural = abs(piece.face.widths.get(ord(char), -1.0) - advance) < 0.5
        if not run:
            start = pen
        if dx or dy or not natural:
            if run:
                out.setTextOrigin(x + start * size / 1000, baseline)
                out.textOut(run)
                run = ""
            out.setTextOrigin(x + (pen + dx) * size / 1000, baseline + dy * size / 1000)
            out.textOut(char)
        else:
            run += char
        pen += advance
    if run:
        out.setTextOrigin(x + start * size / 1000, baseline)
        out.textOut(run)
    canvas.drawText(out)
    if not told:
        canvas.addLiteral("EMC")


def _boxed(canvas: Canvas, piece: Piece, x: float, baseline: float) -> None:
    size = piece.look.size
    canvas.setStrokeColorRGB(*piece.look.colour)
    canvas.setLineWidth(max(0.4, size * 0.06))
    edge = size * 0.05
    canvas.rect(x + edge, baseline, size * BOX - 2 * edge, size * 0.7, stroke=1, fill=0)
    _meaning(canvas, piece.text)
    out = canvas.beginText(x + size * BOX, baseline + size * 0.36)
    out.setFont(piece.face.key, size * RAISED)
    out.textOut(str(piece.note))
    canvas.drawText(out)
    canvas.addLiteral("EMC")
