"""From any text to what can be printed: cleaned, and cut into runs that one font each can set.

A character that no font covers becomes a run of its own (`family` ""), to be drawn as a numbered box
and named at the end of the document. Nothing is ever dropped but control characters and invisible
formatting.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from services.documents.families import GENERAL, SANS, home_of
from services.documents.fonts import available, coverage

_JOINERS = "\u200c\u200d"
_SPACES = re.compile(r"[^\S\n\u00a0\u2007\u202f]")
_PLAIN = re.compile(
    r"[\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u20ac]*"
)
_ODD = re.compile(r"[^\n -~\u00a0-\u00ac\u00ae-\u02ff]")
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one font; `family` is "" for one cluster that no font covers."""

    family: str
    text: str
    shaped: bool  # holds marks or joining letters, so its glyphs come from the shaper


def clean(text: str) -> str:
    """The text without control characters and invisible formatting, composed (NFC), with plain spaces and
    line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _PLAIN.fullmatch(text):
        return text
    for end in "\u2028\u2029\x85\x0b\x0c":
        text = text.replace(end, "\n")
    text = _SPACES.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    return _ODD.sub(_keep, text) if _ODD.search(text) else text


def _keep(match: re.Match[str]) -> str:
    char = match[0]
    kind = unicodedata.category(char)
    if kind == "Cs":
        return "\ufffd"
    if kind == "Cc" or char == "\u034f":
        return ""
    if kind == "Cf" and char not in _JOINERS and not 0x600 <= ord(char) <= 0x8E2 and ord(char) < 0xE0000:
        return ""
    return char


@lru_cache(16_384)
def family_of(char: str) -> str:
    """The family that sets a character, or "" where none has it."""
    code = ord(char)
    home = home_of(code)
    if home and home in available() and code in coverage(home):
        return home
    return next((name for name in GENERAL if code in coverage(name)), "")


def extends(char: str, cluster: str = "") -> bool:
    """Whether a character belongs to the cluster before it: a mark, a joiner, a modifier, the second half
    of a flag."""
    code = ord(char)
    if (
        char in _JOINERS
        or unicodedata.category(char)[0] == "M"
        or 0x1F3FB <= code <= 0x1F3FF
        or code >= 0xE0000
    ):
        return True
    if cluster.endswith("\u200d"):
        return True
    flag = 0x1F1E6 <= code <= 0x1F1FF
    return flag and len(cluster) == 1 and 0x1F1E6 <= ord(cluster) <= 0x1F1FF


def _selector(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


def runs(text: str) -> tuple[Run, ...]:
    """A cleaned text cut into runs; joined together again they are the text (less loose joiners and
    selectors)."""
    found: list[list[str]] = []  # [family, text]
    for char in text:
        last = found[-1] if found else None
        if last and extends(char, last[1] if not last[0] else ""):
            if not last[0]:
                last[1] += char
                continue
            if char in _JOINERS:
                if last[0] != SANS:
                    last[1] += char
                continue
            if ord(char) in coverage(last[0]):
                last[1] += char
                continue
        if last and not last[0] and extends(char, last[1]):
            last[1] += char
            continue
        if char in _JOINERS or _selector(char):
            continue
        family = family_of(char)
        if last and family and last[0] == family:
            last[1] += char
        else:
            found.append([family, char])
    return tuple(Run(f, t, bool(f) and (f != SANS or _has_marks(t))) for f, t in found)


def _has_marks(text: str) -> bool:
    return not text.isascii() and any(unicodedata.category(c)[0] == "M" for c in text)


def describe(cluster: str) -> str:
    """A cluster that cannot be printed, in words: "U+738B CJK UNIFIED IDEOGRAPH-738B"."""
    shown = [c for c in cluster if c not in _JOINERS and not _selector(c)] or list(cluster)
    words = [f"U+{ord(c):04X} {unicodedata.name(c, 'unassigned or private character')}" for c in shown[:8]]
    return " with ".join(words) + (" and more" if len(shown) > 8 else "")
