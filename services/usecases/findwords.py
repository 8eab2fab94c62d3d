"""Words as they are searched: without case and accents, near ones found where a word is not in the record.

Matching is forgiving in this order: the word as a beginning ("lukas" finds Lukasz), else words that are one or
two letters away ("lukazs"). What is typed is never read as a query language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from services.usecases.cleaning import folded

_CJK = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af])")
_QUOTED = re.compile(r"[\"\u201c\u201d\u201e]([^\"\u201c\u201d\u201e]+)[\"\u201c\u201d]")
_TERM = re.compile(r"[^\W_]+")
_NEAREST = 12  # words that stand in for one that is not there
_LONG = 6  # from this length on two letters may be wrong


def searchable(text: str) -> str:
    """Text as the index keeps it; each Chinese or Japanese sign a word of its own."""
    return _CJK.sub(r" \1 ", _folded(text))


def _folded(text: str) -> str:
    """Without case and accents, Korean syllables whole, and without the joiners that some write and some do not."""
    return unicodedata.normalize("NFC", folded(text)).replace("\u200c", "").replace("\u200d", "")


def asked(text: str) -> tuple[str, ...]:
    """The words that somebody typed, as the index has them; signs that belong together stay so ("李明" → "李 明").

    What stands in quotation marks is looked for as it stands there, as one phrase.
    """
    found = []
    for number, part in enumerate(_QUOTED.split(text)):
        for piece in [_folded(part)] if number % 2 else _folded(part).split():
            phrase = "".join(sign if _of_a_word(sign) else " " for sign in _CJK.sub(r" \1 ", piece))
            if phrase.strip():
                found.append(" ".join(phrase.split()))
    return tuple(found)


def _of_a_word(sign: str) -> bool:
    """Letters, figures, and the marks that belong to letters (the vowel signs of Bengali are marks)."""
    return unicodedata.category(sign)[0] in "LNM"


def query(words: Sequence[str], near: Mapping[str, Sequence[str]]) -> str:
    """An FTS5 query in which every word must be there as a beginning, or one of those nearest to it."""
    return " AND ".join(f"({' OR '.join([beginning(w), *map(_quoted, near.get(w, ()))])})" for w in words)


def beginning(word: str) -> str:
    """An FTS5 query for all that begins with a word."""
    return f"{_quoted(word)} *"


def terms(words: str) -> list[str]:
    """The single words of what `searchable` made."""
    return _TERM.findall(words)


def nearest(word: str, terms: Iterable[str]) -> list[str]:
    """The words that are at most one letter away, or two in a long word; the nearest first."""
    most = 1 if len(word) < _LONG else 2
    scorer: Any = OSA.distance
    found = process.extract(word, terms, scorer=scorer, score_cutoff=most, limit=_NEAREST)
    return [term for term, _distance, _place in found]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


# --- where the words stand in the text -----------------------------------------------------------------------------
def snippet(text: str, wanted: Sequence[str], most: int = 200) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The piece of a text about the first word found, and (start, length) of each word found in it."""
    spans = places(text, wanted)
    start = 0
    if spans and spans[0][0] > most // 3:
        start = text.rfind(" ", 0, max(1, spans[0][0] - most // 4)) + 1
    piece = text[start : start + most]
    if start + most < len(text) and " " in piece[most // 2 :]:
        piece = piece[: piece.rfind(" ")]
    lead, tail = "…" if start else "", "…" if start + len(piece) < len(text) else ""
    moved = tuple((s - start + len(lead), n) for s, n in spans if start <= s and s + n <= start + len(piece))
    return f"{lead}{piece}{tail}".replace("\n", " "), moved


def places(text: str, wanted: Sequence[str], most: int = 50) -> list[tuple[int, int]]:
    """(start, length) in `text` of words that begin with one of those wanted, however they are written."""
    plain, back = _plain(text)
    found = []
    for word in wanted:
        begins = r"\b" if word.isascii() else ""
        written = r"[\W_]*".join(map(re.escape, word.split()))
        for hit in re.finditer(begins + written + r"\w*", plain):
            first, last = back[hit.start()], back[hit.end() - 1]
            found.append((first, last - first + 1))
            if len(found) >= most:
                break
    return sorted(set(found))


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its letters the place in `text` that it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    back: list[int] = []
    for place, sign in enumerate(text):
        plain = _sign(sign)
        letters.append(plain)
        back += [place] * len(plain)
    return "".join(letters), back


@lru_cache(4096)
def _sign(sign: str) -> str:
    """One letter folded; "" for an accent that stands by itself."""
    if unicodedata.combining(sign):
        return ""
    return sign if sign.isspace() else _folded(sign)
