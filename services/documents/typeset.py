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
_WHOLE = (
    re.compile(  # what is read as one and must not be broken over lines: dates, telephone numbers, postcodes
        r"(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* )?\b[0-3]?\d "
        r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?\b"
        r"|\b0\d{2,4} \d{3,8}(?: \d{3,4})?\b"
        r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
    )
)
_DATED = re.compile(  # as tokens hold it; read from left to right in any script, day before month before year
    "(?:[A-Z][a-z]+\u00a0)?[0-3]?[0-9]\u00a0(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\u00a0[0-9]{4})?"
)
_SYLLABLE = 7  # characters of a syllable, at most, that are kept together where the column is narrower
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
        text, start = word.text, 0
        while start < len(text):
            window = text[start : start + max(8, int(width / (word.look.size * 0.1)))]
            fits = self._prefix(window, word.look, width)
            last = start + fits >= len(text)
            gap = -1 if last else window.rfind("\u00a0", 0, fits)
            fits = gap + 1 if gap > 0 else fits
            if window[fits : fits + 1] == "-":  # hangs over rather than begin the next line
                fits, last = fits + 1, start + fits + 1 >= len(text)
            part = window[:fits] + (" " * word.spaces if last else "")
            parts.append(self.word(part, word.look))
            start += fits
        return parts

    def _prefix(self, text: str, look: Look, width: float) -> int:
        """How many characters of the text fit into the width: at least one, and never part of a syllable."""
        face = self.fonts.face(SANS, look.bold, look.italic)
        if text.isascii():
            pen, limit = 0.0, width * 1000 / look.size
            for count, char in enumerate(text):
                pen += face.widths[ord(char)]
                if pen > limit:
                    return max(count, 1)
            return len(text)

        def taken(count: int) -> float:
            return sum(self.piece(run, look, _rtl(run)).width for run in runs(text[:count]))

        high = max(8, int(width * 1.5 / look.size))  # half as many again as Chinese signs fit
        while (low := self._reach(text[:high], look, width)) >= high and high < len(text):
            high *= 2
        while low > 1 and taken(low) > width:  # a letter that ends a line may be wider than within it
            low -= 1
        while 1 < low < len(text) and _inseparable(text[low - 1], text[low]):
            low -= 1
        while low < min(len(text), _SYLLABLE) and _inseparable(text[low - 1], text[low]):
            low += 1  # the column is narrower than a syllable
        return low

    def _reach(self, text: str, look: Look, width: float) -> int:
        """How many characters stand within the width while the text goes on after them: at least one."""
        reached, pen = 0, 0.0
        for run in runs(text):
            piece = self.piece(run, look, _rtl(run))
            if pen + piece.width <= width:
                reached, pen = reached + len(run.text), pen + piece.width
                continue
            if piece.glyphs is None:
                advances = [piece.face.widths[ord(c)] for c in run.text] if not piece.note else []
            else:
                advances = piece.face.advances(run.text, _rtl(run))
            for advance in advances:
                pen += advance * look.size / 1000
                if pen > width:
                    break
                reached += 1
            break
        return max(1, min(reached, len(text)))

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


def _inseparable(before: str, after: str) -> bool:
    """Whether a line must not end between two characters: before a mark or joiner, after a sign that joins consonants
    (virama), after a vowel that is written before its consonant (Thai and Lao)."""
    marked = unicodedata.category(after)[0] == "M" or after in "\u200c\u200d\u0e33\u0eb3"
    return (
        marked
        or before == "\u200d"
        or unicodedata.combining(before) == 9
        or "\u0e40" <= before <= "\u0e44"
        or ("\u0ec0" <= before <= "\u0ec4")
    )


def _any_marks(text: str) -> bool:
    return any(unicodedata.category(c)[0] == "M" for c in text)
