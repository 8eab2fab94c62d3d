"""Results with other words in them: names and notes from anywhere, very long ones, none at all; and what of a result's
words has to be on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

SCRIPTS = (
    "Łucja Brzęczyszczykiewicz-Żółć źle spała",
    "Siân Ŵyn ap Ŷnyr, tŷ yng Nghaerdydd",
    "محمد بن عبد الله الخالدي",
    "ڈاکٹر زینب ٹھٹھوی گھر پر ہیں",
    "রহিমা বেগম স্কুলে যায়",
    "王小明 和 李雷",
    "Zoë 🦊 and 👨‍👩‍👧 under the 🇬🇧",
    "She said (محمد: نعم 12/3) to Ọlá Adébáyọ̀, then left at 9:30",
)
MONSTER = "abcdefghij" * 40
CONTROLS = "tab\there, nothing\x00 \x07\x1bheard, turned \u202eover\u202c, cut\u200bhere"
LONG = 200_000  # characters
LONG_NAME = "Wilhelmina-Konstancja Featherstonehaugh-Brzęczyszczykiewicz " * 2 + "X"
CROWD = 60


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMES = _words(
    """name given family_name known_as child_name worker author who whose whom addressee to_whom auditor agency
    prepared_by"""
)
NOTES = _words(  # what a person writes at any length
    """note body what measure need outcome progress child_views parent_views agreement contingency bottom_lines
    worries strengths ends_when reviewed evidence follow_up overall found text significance agreed details why how
    before after"""
)
LINES = _words(  # what stands on a line or two
    """says title summary subject address contact may_be_told source source_words reference languages activity detail
    cite theme acceptable unacceptable label court case_number covers words store"""
)
PAIRS = _words("notes parts sections from_events blocks")  # (heading, text)
ROWS = _words("signatures ahead actions copies")  # bare tuples of words
CROWDED = _words("actions decisions log")


def said(given: Any, unsaid: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text of the results that a reader is to find."""
    if is_dataclass(given) and not isinstance(given, type):
        for one in fields(given):
            if one.name in unsaid:
                continue
            value = getattr(given, one.name)
            if isinstance(value, str):
                if one.name in NAMES | NOTES | LINES:
                    yield value
            elif one.name in PAIRS | ROWS:
                yield from _strings(value, unsaid)
            else:
                yield from said(value, unsaid)
    elif isinstance(given, (tuple, list)):
        for each in given:
            yield from said(each, unsaid)


def _strings(value: Any, unsaid: frozenset[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _strings(each, unsaid)
    elif is_dataclass(value):
        yield from said(value, unsaid)


class Hardening:
    """Puts hard words into results; the first note is of 200,000 characters, the second holds a word of 400 letters."""

    def __init__(self) -> None:
        self._names = self._notes = self._lines = 0
        self._crowded = False

    def of(self, given: Any, unsaid: frozenset[str] = frozenset()) -> Any:
        """The same with every name, note and line made hard; codes, dates and states stay."""
        if isinstance(given, tuple) and not hasattr(given, "_fields"):
            return tuple(self.of(each, unsaid) for each in given)
        if hasattr(given, "_fields"):
            return given._replace(**{n: self._of(n, getattr(given, n), unsaid) for n in given._fields})
        if not is_dataclass(given) or isinstance(given, type):
            return given
        return replace(
            given, **{f.name: self._of(f.name, getattr(given, f.name), unsaid) for f in fields(given)}
        )

    def _of(self, name: str, value: Any, unsaid: frozenset[str]) -> Any:
        if isinstance(value, str):
            return self._text(name, value, name in unsaid)
        if name in PAIRS:
            return tuple((heading, self.note()) for heading, _ in value)
        if name in CROWDED and value and not self._crowded:
            self._crowded = True
            value = tuple(value[n % len(value)] for n in range(CROWD))
        if name == "signatures":
            return tuple((self.name(), self.name(), when) for _, _, when in value)
        if name in ROWS and value and not is_dataclass(value[0]) and not hasattr(value[0], "_fields"):
            return tuple((row[0] if name == "ahead" else self.line(), self.line(), row[2]) for row in value)
        if isinstance(value, Mapping):
            return value
        return self.of(value, unsaid)

    def _text(self, name: str, value: str, unsaid: bool) -> str:
        if name in NAMES and value:
            return self.name()
        if name in NOTES and value:
            return self.line() if unsaid else self.note()
        if name in LINES and value:
            return self.line()
        return value

    def name(self) -> str:
        """A name in the next script, with nothing but a line's words."""
        self._names += 1
        return SCRIPTS[self._names % len(SCRIPTS)]

    def line(self) -> str:
        self._lines += 1
        return f"{SCRIPTS[self._lines % len(SCRIPTS)]} – line {self._lines}"

    def note(self) -> str:
        self._notes += 1
        number = self._notes
        if number == 1:
            text = " ".join(f"{SCRIPTS[n % 2]} part{n}q." for n in range(LONG // 46))
            return "\n".join([*SCRIPTS, text, "The very end"])
        if number == 2:
            return f"Before {MONSTER} after"
        return f"{SCRIPTS[number % 8]}\n{SCRIPTS[(number + 3) % 8]} note {number}. {CONTROLS}"


class LongNames(Hardening):
    """Every name of 120 characters; all else as it was."""

    def name(self) -> str:
        return LONG_NAME[:120]

    def _text(self, name: str, value: str, unsaid: bool) -> str:
        return self.name() if name in NAMES and value else value

    def _of(self, name: str, value: Any, unsaid: frozenset[str]) -> Any:
        self._crowded = True
        if name in PAIRS | ROWS - {"signatures"} and not (value and is_dataclass(value[0])):
            return value
        return super()._of(name, value, unsaid)


def emptied(given: Any) -> Any:
    """The same with no word, no list and nothing that may be missing."""
    if isinstance(given, tuple) and not hasattr(given, "_fields"):
        return tuple(emptied(each) for each in given)
    if not is_dataclass(given) or isinstance(given, type):
        return given
    changed: dict[str, Any] = {}
    for one in fields(given):
        value = getattr(given, one.name)
        if isinstance(value, str) and one.name in NAMES | NOTES | LINES:
            changed[one.name] = ""
        elif isinstance(value, tuple):
            changed[one.name] = ()
        elif "None" in str(one.type):
            changed[one.name] = None
        elif is_dataclass(value):
            changed[one.name] = emptied(value)
    return replace(given, **changed)
