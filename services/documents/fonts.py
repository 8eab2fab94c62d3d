"""The fonts of the printed page: where their files are, which characters they cover, and one document's
set of them.

The files come from the `fontpkg-*` packages (Noto Sans, Noto Sans Arabic, Noto Sans Devanagari; Hind
Siliguri for Bengali where it is installed), all under the Open Font Licence, and from `resources/fonts`
(Droid Sans Fallback for Chinese and Japanese, Symbola for emoji). The Noto ones are variable fonts, which a
PDF cannot hold, so HarfBuzz cuts the weight that is wanted out of them (some 20 ms, once a run of the
program).
"""

from __future__ import annotations

import importlib
import io
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

PRIVATE_FIRST, PRIVATE_LAST = 0xE000, 0xF8FF
_written = ttfonts.makeToUnicodeCMap


def _to_unicode(name: str, subset: list[int]) -> str:
    """What the codes of a font stand for, when text is copied. ReportLab writes a character beyond 16 bits as five
    digits, which no program reads; it has to be two of four."""
    text = str(_written(name, subset))
    for code in (c for c in subset if c > 0xFFFF):
        text = text.replace(f"<{code:04X}>", f"<{chr(code).encode('utf-16-be').hex().upper()}>")
    return text


ttfonts.makeToUnicodeCMap = _to_unicode


@dataclass(frozen=True, slots=True)
class Family:
    """A family's package ("": the program's own files) and its file for each face (bold, italic); a missing
    face falls back to the upright one."""

    name: str
    package: str
    files: dict[tuple[bool, bool], str]
    postscript: str
    variable: bool = True
    complex: bool = False  # its letters join or reorder: always shaped

    def file(self, bold: bool, italic: bool) -> str:
        """The file of a face."""
        return self.files.get((bold, italic)) or self.files.get((bold, False)) or self.files[False, False]


def _one(file: str) -> dict[tuple[bool, bool], str]:
    return {(False, False): file}


SANS, ARABIC, DEVANAGARI, BENGALI, HAN, EMOJI = "sans", "arabic", "devanagari", "bengali", "han", "emoji"
_OWN = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FAMILIES: dict[str, Family] = {
    SANS: Family(
        SANS,
        "fontpkg_noto_sans",
        {
            (False, False): "NotoSans[wdth,wght].ttf",
            (True, False): "NotoSans[wdth,wght].ttf",
            (False, True): "NotoSans-Italic[wdth,wght].ttf",
            (True, True): "NotoSans-Italic[wdth,wght].ttf",
        },
        "NotoSans",
    ),
    ARABIC: Family(
        ARABIC,
        "fontpkg_noto_sans_arabic",
        _one("NotoSansArabic[wdth,wght].ttf"),
        "NotoSansArabic",
        complex=True,
    ),
    DEVANAGARI: Family(
        DEVANAGARI,
        "fontpkg_noto_sans_devanagari",
        _one("NotoSansDevanagari[wdth,wght].ttf"),
        "NotoSansDevanagari",
        complex=True,
    ),
    BENGALI: Family(
        BENGALI,
        "fontpkg_hind_siliguri",
        {(False, False): "HindSiliguri-Regular.ttf", (True, False): "HindSiliguri-Bold.ttf"},
        "HindSiliguri",
        variable=False,
        complex=True,
    ),
    HAN: Family(HAN, "", _one("DroidSansFallback-Han.ttf"), "DroidSansFallback", variable=False),
    EMOJI: Family(EMOJI, "", _one("Symbola-Emoji.ttf"), "Symbola", variable=False),
}
OPTIONAL = frozenset({BENGALI})


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
        return _OWN
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
    return TTFont(name, io.BytesIO(font_bytes(name, bold, italic)))


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
        self.complex = family.complex
        self.font: Any = _copied(family.name, bold, italic)
        self.font.fontName = self.key
        self.font.face.name = f"{family.postscript}-{suffix or 'Regular'}".encode()
        if self.key in pdfmetrics.getRegisteredFontNames():  # a second registration would be ignored silently
            pdfmetrics.getFont(self.key).unregister()
        pdfmetrics.registerFont(self.font)
        self.widths: dict[int, float] = self.font.face.charWidths
        self._shaper = _shaper(family.name, bold, italic)
        self._scale = 1000.0 / self.font.face.unitsPerEm
        self._characters: dict[int, int] | None = None
        self._next = PRIVATE_FIRST

    def shape(self, text: str, rtl: bool) -> tuple[tuple[str, float, float, float], ...]:
        """The glyphs of a run from left to right: (character that draws it, dx, dy, advance) in
        thousandths of the size."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._shaper, buffer, {})
        s = self._scale
        return tuple(
            (
                self._character(info.codepoint, pos.x_advance),
                pos.x_offset * s,
                pos.y_offset * s,
                pos.x_advance * s,
            )
            for info, pos in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def _character(self, glyph: int, advance: float) -> str:
        face = self.font.face
        if self._characters is None:
            self._characters = {}
            for code in sorted((c for c in face.charToGlyph if c >= 32), reverse=True):
                self._characters[face.charToGlyph[code]] = code
        if glyph not in self._characters:
            while self._next in face.charToGlyph:
                self._next += 1
            self._characters[glyph] = self._next
            face.charToGlyph[self._next] = glyph
            face.charWidths[self._next] = advance * self._scale
        return chr(self._characters[glyph])


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
