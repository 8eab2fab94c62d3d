"""The fonts of the printed page: their files as a PDF can hold them, which characters they cover, and one
document's set of them.

Those of the packages are variable fonts, which a PDF cannot hold, so HarfBuzz cuts the weight that is wanted
out of them (some 20 ms, once a run of the program).
"""

from __future__ import annotations

import importlib
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from copy import copy
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from services.documents.families import FAMILIES, OPTIONAL, OWN, Family
from services.documents.families import SANS as SANS

_BLANK = ord(" ")
PRIVATE_FIRST, PRIVATE_LAST = 0xE000, 0xF8FF
_written = ttfonts.makeToUnicodeCMap
_meanings: ContextVar[Mapping[int, str]] = ContextVar("_meanings", default=MappingProxyType({}))


def _to_unicode(name: str, subset: list[int]) -> str:
    """What the codes of a font stand for, when text is copied. ReportLab writes a character beyond 16 bits as five
    digits, which no program reads; it has to be two of four. A private code stands for the letters it draws."""
    text, means = str(_written(name, subset)), _meanings.get()
    for code in (c for c in subset if c > 0xFFFF or c in means):
        letters = means.get(code) or chr(code)
        text = text.replace(f"<{code:04X}>\n", f"<{letters.encode('utf-16-be').hex().upper()}>\n")
    return text


ttfonts.makeToUnicodeCMap = _to_unicode


class _Font(TTFont):
    """A font as ReportLab has it, which also says what its private codes stand for."""

    means: Mapping[int, str] = MappingProxyType({})

    def addObjects(self, doc: Any) -> None:
        """ReportLab writes the font into a document."""
        before = _meanings.set(self.means)
        try:
            super().addObjects(doc)
        finally:
            _meanings.reset(before)


class Glyph(NamedTuple):
    """A shaped glyph: the character that draws it, its offsets and advance in thousandths of the size. Read from right
    to left, `part` is what it and its neighbours of the same `cluster` stand for; else "", the run's text says it."""

    char: str
    dx: float
    dy: float
    advance: float
    part: str = ""
    cluster: int = 0


@cache
def available() -> tuple[str, ...]:
    """The families that can be printed with; a missing one that is not optional raises ImportError."""
    found = []
    for name, family in FAMILIES.items():
        try:
            if family.package:
                importlib.import_module(family.package)
        except ImportError:
            if name not in OPTIONAL:
                raise
            continue
        found.append(name)
    return tuple(found)


def _folder(family: Family) -> Path:
    if not family.package:
        return OWN
    return Path(importlib.import_module(family.package).__file__ or "").parent / "files"


@cache
def font_bytes(name: str, bold: bool, italic: bool) -> bytes:
    """A static TrueType font of that face, as a PDF can embed it."""
    family = FAMILIES[name]
    path = _folder(family) / family.file(bold, italic)
    if not family.variable:
        return path.read_bytes()
    face = hb.Face(hb.Blob(path.read_bytes()))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_all_axes_to_default(face)
    wanted.pin_axis_location(face, "wght", 700 if bold else 400)
    cut = hb.subset(face, wanted)
    return bytes(cut.blob.data)


@cache
def coverage(name: str) -> frozenset[int]:
    """The characters that a family has glyphs for (code points); private-use ones never count."""
    known = hb.Face(hb.Blob(font_bytes(name, False, False))).unicodes
    return frozenset(c for c in known if not (PRIVATE_FIRST <= c <= PRIVATE_LAST or c >= 0xF0000))


@cache
def _read(name: str, bold: bool, italic: bool) -> Any:
    """A face as ReportLab reads it: some 40 ms, once a run of the program."""
    return _Font(name, io.BytesIO(font_bytes(name, bold, italic)))


@cache
def _shaper(name: str, bold: bool, italic: bool) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob(font_bytes(name, bold, italic))))


def _copied(name: str, bold: bool, italic: bool) -> Any:
    """A document's own copy of a face: shaping adds characters to it, and subsets are kept in it."""
    font = copy(_read(name, bold, italic))
    font.state = WeakKeyDictionary()
    face = font.face = copy(font.face)
    face.charToGlyph, face.charWidths = dict(face.charToGlyph), dict(face.charWidths)
    return font


class Face:
    """One font face within one document: widths, shaping, and the private characters that stand for shaped
    glyphs."""

    def __init__(self, family: Family, bold: bool, italic: bool) -> None:
        suffix = ("Bold" if bold else "") + ("Italic" if italic and (False, True) in family.files else "")
        self.key = f"daymark-{family.name}-{suffix or 'Regular'}"
        self.font: Any = _copied(family.name, bold, italic)
        self.font.fontName = self.key
        self.font.face.name = f"{family.postscript}-{suffix or 'Regular'}".encode()
        if self.key in pdfmetrics.getRegisteredFontNames():  # a second registration would be ignored silently
            pdfmetrics.getFont(self.key).unregister()
        pdfmetrics.registerFont(self.font)
        self.widths: dict[int, float] = self.font.face.charWidths
        self._shaper = _shaper(family.name, bold, italic)
        self._scale = 1000.0 / self.font.face.unitsPerEm
        self._characters: dict[tuple[int, str], int] = {}  # glyph and what it stands for: the code drawing it
        self._words: dict[tuple[str, bool], tuple[Glyph, ...]] = {}
        self._means: dict[int, str] = {}
        self.font.means = self._means
        self._next = PRIVATE_FIRST

    def shape(self, text: str, rtl: bool) -> tuple[Glyph, ...]:
        """The glyphs of a run, as they stand from left to right; a word is shaped once a document."""
        found = self._words.get((text, rtl))
        if found is None:
            found = tuple(self._glyphs(text, rtl))
            if len(text) < 40:
                self._words[text, rtl] = found
        return found

    def _glyphs(self, text: str, rtl: bool) -> Iterator[Glyph]:
        shaped = self._shaped(text, rtl)
        if not rtl:
            yield from (self._glyph(info.codepoint, pos) for info, pos in shaped)
            return
        several = Counter(info.cluster for info, _ in shaped)
        parts = _parts(text, several)
        for info, pos in shaped:
            part = parts[info.cluster]
            if several[info.cluster] > 1:
                yield self._glyph(info.codepoint, pos, "", part, info.cluster)
                continue
            if _BLANK in self.font.face.charToGlyph:  # some fonts of signs hold no blank
                yield from (self._silent(letter, -place) for place, letter in enumerate(part[:0:-1], 1))
            yield self._glyph(info.codepoint, pos, part[0], part[0], info.cluster)

    def advances(self, text: str, rtl: bool) -> list[float]:
        """How far each character of a run moves on, in thousandths of the size; its cluster's first has it all."""
        found = [0.0] * len(text)
        for info, pos in self._shaped(text, rtl):
            found[info.cluster] += pos.x_advance * self._scale
        return found

    def _shaped(self, text: str, rtl: bool) -> list[tuple[Any, Any]]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._shaper, buffer, {})
        return list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))

    def _glyph(self, number: int, pos: Any, means: str = "", part: str = "", cluster: int = 0) -> Glyph:
        s = self._scale
        char = self._character(number, pos.x_advance, means)
        return Glyph(char, pos.x_offset * s, pos.y_offset * s, pos.x_advance * s, part, cluster)

    def _silent(self, letter: str, cluster: int) -> Glyph:
        """A letter that is drawn together with the one before it (alef after lam): it is there to be copied, as if
        it were a cluster of its own."""
        char = self._character(self.font.face.charToGlyph[_BLANK], 0.0, letter)
        return Glyph(char, 0.0, 0.0, 0.0, letter, cluster)

    def _character(self, glyph: int, advance: float, part: str) -> str:
        """The character that draws a glyph: its own, or a private one, which stands for that part of the text."""
        face = self.font.face
        if not self._characters:
            for code in sorted((c for c in face.charToGlyph if c >= 32), reverse=True):
                self._characters[face.charToGlyph[code], ""] = code
        own = self._characters.get((glyph, ""))
        if own is not None and (part in ("", chr(own)) or _mirrored(part)):
            return chr(own)
        found = self._characters.get((glyph, part))
        if found is None:
            while self._next in face.charToGlyph:
                self._next += 1
            found = self._characters[glyph, part] = self._next
            face.charToGlyph[found] = glyph
            face.charWidths[found] = advance * self._scale
            if part:
                self._means[found] = part
        return chr(found)


def _mirrored(part: str) -> bool:
    """Whether it is a bracket or the like, which is drawn the other way round and turned again when copied."""
    return len(part) == 1 and bool(unicodedata.mirrored(part))


def _parts(text: str, clusters: Iterable[int]) -> dict[int, str]:
    """Where each cluster starts → its letters."""
    starts = sorted(clusters)
    return {start: text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)}


class FontSet:
    """The faces that one document uses, loaded as they are asked for. Not shared: shaping adds characters
    to a face."""

    def __init__(self) -> None:
        self._faces: dict[tuple[str, bool, bool], Face] = {}

    def face(self, name: str, bold: bool = False, italic: bool = False) -> Face:
        """A face, loaded if need be; families without an italic give their upright."""
        family = FAMILIES[name]
        italic = italic and (False, True) in family.files
        key = (name, bold, italic)
        found = self._faces.get(key)
        if found is None:
            found = self._faces[key] = Face(family, bold, italic)
        return found
