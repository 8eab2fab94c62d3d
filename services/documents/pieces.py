"""What set text is made of: spans go in; words are measured; lines of pieces come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.documents.fonts import Face, Glyph
from services.documents.style import Colour, Style

BOX = 0.62  # width of the box that stands for one, in ems
RAISED = 0.6  # size of its number
DRAWN = -1  # in place of a number: a symbol that is drawn

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text within a paragraph, with what differs from the paragraph's style (None: as that
    is)."""

    text: str
    bold: bool | None = None
    italic: bool | None = None
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how a character is drawn: size, weight, slant and colour."""

    size: float
    bold: bool
    italic: bool
    colour: Colour


@dataclass(frozen=True, slots=True)
class Piece:
    """A run set: plain text, shaped glyphs, the box of a character that cannot be printed (`note` its
    number), or a drawn symbol."""

    text: str
    look: Look
    face: Face
    width: float
    glyphs: Glyphs | None = None
    note: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the spaces after it; `width` is without them."""

    text: str
    look: Look
    pieces: tuple[Piece, ...]
    width: float
    spaces: int
    space: float
    face: Face  # that sets the spaces


@dataclass(frozen=True, slots=True)
class Line:
    """One line: pieces with their distances from the left edge of the column."""

    pieces: tuple[tuple[float, Piece], ...]
    width: float
    style: Style

    @property
    def height(self) -> float:
        """Leading of the line."""
        return self.style.leading


def joined(words: Sequence[Word]) -> list[Piece]:
    """The pieces of a left-to-right line, neighbours of one look joined so that the page stays small."""
    found: list[Piece] = []
    for number, word in enumerate(words):
        last_word = number == len(words) - 1
        pieces = list(word.pieces)
        if word.spaces and not last_word:
            pieces.append(Piece(" " * word.spaces, word.look, word.face, word.space))
        for piece in pieces:
            last = found[-1] if found else None
            if (
                last
                and last.face is piece.face
                and last.look == piece.look
                and not (last.note or piece.note or last.glyphs or piece.glyphs)
            ):
                found[-1] = Piece(last.text + piece.text, last.look, last.face, last.width + piece.width)
            else:
                found.append(piece)
    return found
