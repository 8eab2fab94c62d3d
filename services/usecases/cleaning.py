"""Text as it is kept: what people typed, without what cannot be seen or printed."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb]")
_HALVES = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def body(text: str) -> str:
    """Several lines: one kind of line end, no control characters, accents in one form, no blank ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = _HALVES.sub("\ufffd", _CONTROL.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def line(text: str) -> str:
    """One line: as `body`, with every run of spaces and line ends a single space."""
    return _SPACES.sub(" ", body(text)).strip()


def folded(text: str) -> str:
    """For finding a name however it is typed: no case, no accents, `ł` as `l`."""
    plain = unicodedata.normalize("NFKD", line(text).casefold().translate(_LETTERS))
    kept = plain if plain.isascii() else "".join(c for c in plain if not unicodedata.combining(c))
    return kept or line(text)


_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)
