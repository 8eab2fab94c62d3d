"""The families of fonts of the printed page: which file sets which script.

Some come from the `fontpkg-*` packages (Noto Sans and its Devanagari; Hind Siliguri for Bengali where it is
installed), all under the Open Font Licence, the rest from `resources/fonts`: Droid Sans Fallback for Chinese, Japanese
and Korean, Symbola for emoji, and in `scripts` a file of Noto Sans for each of the other scripts that families in
England write. No file is read before a text needs it.

Arabic is set with an older Noto Sans Arabic, which has one glyph for each letter: what is copied from the page is then
what was written. The newer one puts letters together from strokes and dots; it is kept for what the other lacks.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

SANS, DEVANAGARI, BENGALI, HAN, EMOJI = "sans", "devanagari", "bengali", "han", "emoji"
RARE_ARABIC = "arabic-rare"
OWN = Path(__file__).resolve().parents[2] / "resources" / "fonts"


@dataclass(frozen=True, slots=True)
class Family:
    """A family's package ("": the program's own files) and its file for each face (bold, italic); a missing
    face falls back to the upright one."""

    name: str
    package: str
    files: dict[tuple[bool, bool], str]
    postscript: str
    variable: bool = False

    def file(self, bold: bool, italic: bool) -> str:
        """The file of a face."""
        return self.files.get((bold, italic)) or self.files.get((bold, False)) or self.files[False, False]


def _packed(name: str, package: str, file: str, postscript: str) -> Family:
    return Family(name, package, {(False, False): file}, postscript, variable=True)


def _own(name: str, file: str, postscript: str) -> Family:
    return Family(name, "", {(False, False): file}, postscript)


def _noto(script: str, *, bold: bool = True) -> Family:
    files = {(False, False): f"scripts/NotoSans{script}-Regular.ttf"}
    if bold:
        files[True, False] = f"scripts/NotoSans{script}-Bold.ttf"
    return Family(script.lower(), "", files, f"NotoSans{script}")


_SCRIPTS: tuple[
    tuple[Family, tuple[tuple[int, int], ...]], ...
] = (  # with the characters that it is at home in
    (
        _noto("Arabic"),
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    ),
    (
        _packed(
            DEVANAGARI,
            "fontpkg_noto_sans_devanagari",
            "NotoSansDevanagari[wdth,wght].ttf",
            "NotoSansDevanagari",
        ),
        ((0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    ),
    (
        Family(
            BENGALI,
            "fontpkg_hind_siliguri",
            {(False, False): "HindSiliguri-Regular.ttf", (True, False): "HindSiliguri-Bold.ttf"},
            "HindSiliguri",
        ),
        ((0x0980, 0x09FF),),
    ),
    (_noto("Armenian"), ((0x0530, 0x058F), (0xFB13, 0xFB17))),
    (_noto("Hebrew"), ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    (_noto("Syriac", bold=False), ((0x0700, 0x074F), (0x0860, 0x086F))),
    (_noto("Thaana"), ((0x0780, 0x07BF),)),
    (_noto("NKo", bold=False), ((0x07C0, 0x07FF),)),
    (_noto("Gurmukhi"), ((0x0A00, 0x0A7F),)),
    (_noto("Gujarati"), ((0x0A80, 0x0AFF),)),
    (_noto("Oriya"), ((0x0B00, 0x0B7F),)),
    (_noto("Tamil"), ((0x0B80, 0x0BFF),)),
    (_noto("Telugu"), ((0x0C00, 0x0C7F),)),
    (_noto("Kannada"), ((0x0C80, 0x0CFF),)),
    (_noto("Malayalam"), ((0x0D00, 0x0D7F),)),
    (_noto("Sinhala"), ((0x0D80, 0x0DFF),)),
    (_noto("Thai"), ((0x0E00, 0x0E7F),)),
    (_noto("Lao"), ((0x0E80, 0x0EFF),)),
    (_noto("Myanmar"), ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    (_noto("Georgian"), ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    (_noto("Ethiopic"), ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
    (_noto("Khmer"), ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    (_noto("Tifinagh", bold=False), ((0x2D30, 0x2D7F),)),
    (_noto("Adlam"), ((0x1E900, 0x1E95F),)),
    (
        _own("hangul", "scripts/DroidSansFallback-Hangul.ttf", "DroidSansFallbackHangul"),
        ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3)),
    ),
)
_UPRIGHT, _ITALIC = "NotoSans[wdth,wght].ttf", "NotoSans-Italic[wdth,wght].ttf"
FAMILIES: dict[str, Family] = {
    SANS: Family(
        SANS,
        "fontpkg_noto_sans",
        {
            (False, False): _UPRIGHT,
            (True, False): _UPRIGHT,
            (False, True): _ITALIC,
            (True, True): _ITALIC,
        },
        "NotoSans",
        variable=True,
    ),
    **{family.name: family for family, _ in _SCRIPTS},
    HAN: _own(HAN, "DroidSansFallback-Han.ttf", "DroidSansFallback"),
    EMOJI: _own(EMOJI, "Symbola-Emoji.ttf", "Symbola"),
    RARE_ARABIC: _packed(
        RARE_ARABIC, "fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf", "NotoSansArabicRare"
    ),
}
OPTIONAL = frozenset({BENGALI})
GENERAL = (SANS, HAN, EMOJI, RARE_ARABIC)  # asked in this order for what is at home nowhere else
_BLOCKS = sorted((first, last, family.name) for family, blocks in _SCRIPTS for first, last in blocks)
_FIRSTS = [block[0] for block in _BLOCKS]


def home_of(code: int) -> str:
    """The family of the script that a character belongs to; "" for what belongs to none of them."""
    place = bisect_right(_FIRSTS, code) - 1
    return _BLOCKS[place][2] if place >= 0 and code <= _BLOCKS[place][1] else ""
