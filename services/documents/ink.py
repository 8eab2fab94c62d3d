"""Drawing set lines on a ReportLab canvas.

Shaped glyphs that are not the letters as they were written, and boxed characters, carry their text as
`ActualText`, so that what is copied, searched or read aloud from the file is what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from services.documents.fonts import Glyph
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
    """A run whose glyphs are not one to a letter. What is read from right to left is told part by part: programs turn
    round what they find on such a line, whether it comes from glyphs or from ActualText."""
    glyphs = piece.glyphs or ()
    if not any(glyph.part for glyph in glyphs):
        told = "".join(glyph.char for glyph in glyphs) == piece.text  # they say it as it was written
        _stretch(canvas, piece, glyphs, x, baseline, "" if told else piece.text)
        return
    single: list[Glyph] = []
    for _, cluster in groupby(glyphs, key=lambda glyph: glyph.cluster):
        several = list(cluster)
        if len(several) == 1 and len(several[0].part) == 1:
            single += several
            continue
        x = _stretch(canvas, piece, single, x, baseline)
        x = _stretch(canvas, piece, _base_first(several), x, baseline, several[0].part)
        single = []
    _stretch(canvas, piece, single, x, baseline)


def _base_first(cluster: Sequence[Glyph]) -> list[Glyph]:
    """A letter before its marks, which stand where they stood: readers take its place for that of the whole."""
    found, pen = [], 0.0
    width = sum(glyph.advance for glyph in cluster)
    for glyph in cluster:
        found.append(glyph if glyph.advance else glyph._replace(dx=glyph.dx + pen - width))
        pen += glyph.advance
    return sorted(found, key=lambda glyph: not glyph.advance)


def _stretch(
    canvas: Canvas, piece: Piece, glyphs: Sequence[Glyph], x: float, baseline: float, says: str = ""
) -> float:
    """Draw glyphs side by side, `says` as their ActualText; where the next one goes."""
    if not glyphs:
        return x
    if says:
        _meaning(canvas, says)
    size = piece.look.size
    out = canvas.beginText(x, baseline)
    out.setFont(piece.face.key, size)
    run, start, pen = "", 0.0, 0.0
    for char, dx, dy, advance, *_ in glyphs:
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
    if says:
        canvas.addLiteral("EMC")
    return x + pen * size / 1000


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
