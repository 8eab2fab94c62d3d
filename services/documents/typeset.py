"""Setting text: words measured, lines broken, right-to-left runs put in their order, unprintable
characters numbered.

All sizes are points. Lines come back ready to be drawn; nothing here knows of pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.documents.bidi_order import base_level, levels, visual_order
from services.documents.fonts import SANS, FontSet, coverage
from services.documents.pieces import BOX, DRAWN, RAISED, Line, Look, Piece, Span, Word, joined
from services.documents.script import RTL, Run, clean, describe, runs
from services.documents.style import Style
from services.documents.symbols import SYMBOLS

_TOKEN = re.compile(r"[^ ]*?(?:(?<=\w\w)[-\u2013\u2014/](?=[^\W\d_]{3})| +|$)")
_WHOLE = re.compile(  # what is read as one and must not be broken over lines: dates, telephone numbers
    r"(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* )?\b[0-3]?\d "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?\b"
    r"|\b0\d{2,4} \d{3,8}(?: \d{3,4})?\b"
)
_DATED = re.compile(  # as tokens hold it; read from left to right in any script, day before month before year
    "(?:[A-Z][a-z]+\u00a0)?[0-3]?[0-9]\u00a0(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\u00a0[0-9]{4})?"
)
_MOST_NOTES = 300  # distinct unprintable characters named one by one


@dataclass
class Typesetter:
    """Sets the text of one document: holds its fonts, the words already measured and the unprintable
    characters met."""

    fonts: FontSet = field(default_factory=FontSet)
    notes: dict[str, int] = field(default_factory=dict)
    _words: dict[tuple[str, Look], Word] = field(default_factory=dict)

    def lines(self, spans: str | Iterable[Span], style: Style, width: float) -> list[Line]:
        """The lines of a text in a column of that width; line ends in the text start a new line; empty
        text gives none."""
        found: list[Line] = []
        if isinstance(spans, str):
            spans = (Span(spans),)
        for paragraph in _paragraphs(spans):
            found.extend(self._paragraph(paragraph, style, max(width, 4.0)))
        return found

    def one_line(self, text: str, style: Style, width: float) -> Line:
        """The text on one line, cut with an ellipsis where the column is too narrow."""
        text = " ".join(clean(text[:2000]).split())
        lines = self.lines(text, style, width)
        if len(lines) > 1 or (lines and lines[0].width > width):
            low, high = 0, len(text)
            while low < high:
                middle = (low + high + 1) // 2
                trial = self.lines(text[:middle].rstrip() + "\u2026", style, 10_000)
                low, high = (middle, high) if trial[0].width <= width else (low, middle - 1)
            lines = self.lines(text[:low].rstrip() + "\u2026", style, 10_000)
        return lines[0] if lines else Line((), 0.0, style)

    def unprintable(self) -> list[tuple[int, str]]:
        """The numbered boxes so far, with the characters they stand for in words."""
        listed = [(n, describe(c)) for c, n in self.notes.items() if n < _MOST_NOTES]
        if len(self.notes) >= _MOST_NOTES:
            listed.append((_MOST_NOTES, "any further character"))
        return listed

    # measuring

    def piece(self, run: Run, look: Look, rtl: bool = False) -> Piece:
        """One run set in a look."""
        if run.text in SYMBOLS:
            return Piece(run.text, look, self.fonts.face(SANS), SYMBOLS[run.text][0] * look.size, note=DRAWN)
        if not run.family:
            note = self.notes.setdefault(run.text, min(len(self.notes) + 1, _MOST_NOTES))
            face = self.fonts.face(SANS)
            digits = sum(face.widths[ord(c)] for c in str(note)) * look.size * RAISED / 1000
            return Piece(run.text, look, face, (BOX + 0.1) * look.size + digits, note=note)
        face = self.fonts.face(run.family, look.bold, look.italic)
        if run.shaped or rtl:
            glyphs = face.shape(run.text, rtl)
            return Piece(run.text, look, face, sum(g[3] for g in glyphs) * look.size / 1000, glyphs)
        return Piece(run.text, look, face, sum(face.widths[ord(c)] for c in run.text) * look.size / 1000)

    def word(self, token: str, look: Look) -> Word:
        """A word measured (and remembered: the same word is measured once a document)."""
        key = (token, look)
        found = self._words.get(key)
        if found is None:
            text = token.rstrip(" ")
            pieces: tuple[Piece, ...]
            sans = coverage(SANS)
            if text.isascii() or (all(ord(c) in sans for c in text) and not _any_marks(text)):
                pieces = (self.piece(Run(SANS, text, False), look),) if text else ()
            else:
                pieces = tuple(self.piece(run, look, _rtl(run)) for run in runs(text))
            spaces = len(token) - len(text)
            face = self.fonts.face(SANS, look.bold, look.italic)
            space = face.widths[32] * look.size / 1000
            found = Word(text, look, pieces, sum(p.width for p in pieces), spaces, space * spaces, face)
            if len(token) < 80:
                self._words[key] = found
        return found

    # breaking

    def _paragraph(self, spans: Sequence[Span], style: Style, width: float) -> list[Line]:
        mixed = any(RTL.search(s.text) for s in spans)
        base = base_level("".join(s.text for s in spans)) if mixed and style.prose else 0
        done: list[Line] = []
        line: list[Word] = []
        x = 0.0
        narrow = max(width - style.hang, 4.0)
        for word in self._tokens(spans, style):
            for part in self._fitting(word, narrow) if word.width > narrow else (word,):
                if line and x + part.width > (narrow if done else width):
                    done.append(self._line(line, style, width, mixed, base, bool(done)))
                    line, x = [], 0.0
                line.append(part)
                x += part.width + part.space
        done.append(self._line(line, style, width, mixed, base, bool(done)))
        return done

    def _tokens(self, spans: Sequence[Span], style: Style) -> Iterable[Word]:
        for span in spans:
            look = Look(
                style.size,
                style.bold if span.bold is None else span.bold,
                style.italic if span.italic is None else span.italic,
                span.colour or style.colour,
            )
            for match in _TOKEN.finditer(_WHOLE.sub(_unbroken, span.text)):
                if match[0]:
                    yield self.word(match[0], look)

    def _fitting(self, word: Word, width: float) -> list[Word]:
        """A word wider than the column, cut into parts that fit (at least one character each); a date is cut
        between its words."""
        parts: list[Word] = []
        text = word.text
        while text:
            window = text[: max(8, int(width / (word.look.size * 0.1)))]
            fits = self._prefix(window, word.look, width)
            gap = text.rfind("\u00a0", 0, fits) if fits < len(text) else -1
            fits = gap + 1 if gap > 0 else fits
            rest = text[fits:]
            parts.append(self.word(text[:fits] if rest else text + " " * word.spaces, word.look))
            text = rest
        return parts

    def _prefix(self, text: str, look: Look, width: float) -> int:
        """How many characters of the text fit into the width: at least one, and never a mark without its
        base."""
        face = self.fonts.face(SANS, look.bold, look.italic)
        if text.isascii():
            taken, limit = 0.0, width * 1000 / look.size
            for count, char in enumerate(text):
                taken += face.widths[ord(char)]
                if taken > limit:
                    return max(count, 1)
            return len(text)
        low, high = 1, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            taken = sum(self.piece(run, look, _rtl(run)).width for run in runs(text[:middle]))
            low, high = (middle, high) if taken <= width else (low, middle - 1)
        while 1 < low < len(text) and (
            unicodedata.category(text[low])[0] == "M" or text[low] in "\u200c\u200d"
        ):
            low -= 1
        return low

    def _line(
        self, words: Sequence[Word], style: Style, width: float, mixed: bool, base: int, later: bool = False
    ) -> Line:
        if words and mixed and (base or any(RTL.search(w.text) for w in words)):
            pieces = self._ordered(words, base)
        else:
            pieces = joined(words)
        total = sum(p.width for p in pieces)
        start = style.hang if later and not base else 0.0
        if style.align == "right" or (style.prose and base == 1):
            start = max(0.0, width - total)
        elif style.align == "centre":
            start = max(0.0, (width - total) / 2)
        placed = []
        for piece in pieces:
            placed.append((start, piece))
            start += piece.width
        return Line(tuple(placed), total, style)

    def _ordered(self, words: Sequence[Word], base: int) -> list[Piece]:
        """The pieces of a line with right-to-left text in it, from left to right."""
        text = "".join(w.text + " " * w.spaces for w in words).rstrip(" ")
        looks = [w.look for w in words for _ in range(len(w.text) + w.spaces)][: len(text)]
        of = levels(text, base)
        for date in _DATED.finditer(text):
            level = max(of[date.start() : date.end()])
            of[date.start() : date.end()] = [level + level % 2] * len(date[0])
        groups: list[tuple[int, list[Piece]]] = []
        start = 0
        for end in range(1, len(text) + 1):
            if end < len(text) and of[end] == of[start] and looks[end] == looks[start]:
                continue
            rtl = of[start] % 2 == 1
            pieces = [
                self.piece(run, looks[start], rtl and bool(run.family)) for run in runs(text[start:end])
            ]
            groups.append((of[start], pieces[::-1] if rtl else pieces))
            start = end
        order = visual_order([level for level, _ in groups])
        return [piece for index in order for piece in groups[index][1]]


def _paragraphs(spans: Iterable[Span]) -> Iterable[list[Span]]:
    current: list[Span] = []
    any_text = False
    for span in spans:
        first = True
        for part in clean(span.text).split("\n"):
            if not first:
                yield current
                current = []
            first = False
            any_text = any_text or bool(part)
            if part:
                current.append(Span(part, span.bold, span.italic, span.colour))
    if current:
        yield current


def _unbroken(found: re.Match[str]) -> str:
    return found[0].replace(" ", "\u00a0")


def _rtl(run: Run) -> bool:
    return bool(run.family) and RTL.search(run.text) is not None


def _any_marks(text: str) -> bool:
    return any(unicodedata.category(c)[0] == "M" for c in text)
