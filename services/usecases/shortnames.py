"""Marked people named in free text by a first name, a by-name or a title: where, and the text without these.

What is surely theirs, and borne by nobody who stays in, is taken out with the person. What may be a plain word,
somebody else's name or a family name alone is left, and shown with its place so that somebody can decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from services.usecases.ages import say_date
from services.usecases.shortforms import Form, bears, forms

MOST = 200  # places of one name that are told
_AROUND = 28  # letters told before and after it
_LABELS = ("label", "title")
_DAYS = ("at", "drawn_up", "written", "day", "due", "due_by", "given")
_forms = lru_cache(1024)(forms)
_WHY = {
    "first": "a plain word, or somebody else",
    "titled": "somebody else",
    "family": "a family name alone",
}
Others = Sequence[tuple[str, str]]  # (id, name) of those who are not marked as third parties
Texts = Sequence[tuple[str, str]]  # (where, text), as `said` reads them
Swapping = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: the record and heading, and the words around it."""

    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """A short form of somebody's name as it stands in the text."""

    said: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is left in though it may name somebody who is marked, why, and where."""

    name: str  # whose
    said: str
    why: str
    places: tuple[Place, ...]


def shared(form: Form, person_id: str, others: Others) -> str:
    """Who else bears a name and stays in: the first such name, or ""."""
    return next((name for key, name in others if key != person_id and bears(form, name)), "")


def named(person: Any, texts: Texts, others: Others) -> tuple[Named, ...]:
    """By which short forms somebody is surely named; these go out with them."""
    found: dict[str, list[Place]] = {}
    for form in _forms(person.name):
        if shared(form, person.id, others):
            continue
        for where, text in texts:
            for match, sure in form.places(text):
                if sure and _short(match[0]) != person.name.casefold():
                    place = Place(where, _around(text, match))
                    found.setdefault(_as_said(match), []).append(place)
    return tuple(Named(each, tuple(dict.fromkeys(places))[:MOST]) for each, places in found.items())


def doubts(people: Iterable[Any], texts: Texts, others: Others) -> tuple[Doubt, ...]:
    """What stays in though it may name one of these people."""
    found: dict[tuple[str, str, str], list[Place]] = {}
    for person in people:
        for form in _forms(person.name):
            also = shared(form, person.id, others)
            if form.kind == "family" and also:
                continue  # the family of the child: told throughout
            why = f"{also} may be meant" if also else _WHY[form.kind]
            for where, text in texts:
                for match, sure in form.places(text):
                    if (also and not _of(also, match)) or not (
                        sure or also or _whole(person.name, form, match)
                    ):
                        key = (person.name, _as_said(match), why)
                        found.setdefault(key, []).append(Place(where, _around(text, match)))
    return tuple(Doubt(*key, tuple(dict.fromkeys(places))[:MOST]) for key, places in found.items())


def swaps(person: Any, others: Others, instead: str) -> list[tuple[re.Pattern[str], Swapping]]:
    """What is put in place of somebody's short names, for `re.sub`."""

    def swapping(form: Form) -> Swapping:
        return lambda match: _swapped(form, match, instead)

    mine = [form for form in _forms(person.name) if form.kind != "family"]
    return [(form.pattern, swapping(form)) for form in mine if not shared(form, person.id, others)]


def _swapped(form: Form, match: re.Match[str], instead: str) -> str:
    sure = form.sure(match)
    return (match.groupdict().get("joined") or "") + instead if sure else match[0]


def _of(name: str, match: re.Match[str]) -> bool:
    """Whether what was found is part of somebody's whole name, or is all that the text says."""
    text = match.string
    place = text.find(name, max(0, match.start() - len(name)), match.end() + len(name))
    return place >= 0 and place <= match.start() and match.end() <= place + len(name)


def _whole(name: str, form: Form, match: re.Match[str]) -> bool:
    """Whether a family name stands within the whole name, or after a title: that goes out anyway."""
    if form.kind != "family":
        return False
    before = match.string[max(0, match.start() - len(name) - 12) : match.end()]
    return any(m.end() == len(before) for other in _forms(name) for m in other.pattern.finditer(before) if
               other is not form and other.sure(m))  # fmt: skip


# --- reading through results ------------------------------------------------------------------------------------------
def said(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """(where, text) of everything that a page says: the record's label and day, and the heading."""
    if isinstance(value, str):
        if value:
            yield where, value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from said(each, where)
    elif isinstance(value, tuple | list):
        if len(value) == 2 and all(isinstance(each, str) for each in value):
            yield where, value[0]
            yield ", ".join(part for part in (value[0], where) if part), value[1]
            return
        for each in value:
            yield from said(each, where)
    elif is_dataclass(value) and not isinstance(value, type):
        here = _label(value) or where
        for field in fields(value):
            if not is_key(field.name):
                yield from said(getattr(value, field.name), here)


def is_key(name: str) -> bool:
    """Ids and keys are never words."""
    return name in ("id", "key", "child_id") or name.endswith(("_id", "_key", "_type"))


def _label(value: Any) -> str:
    label = next((str(getattr(value, n)) for n in _LABELS if getattr(value, n, "")), "")
    when = next((getattr(value, n) for n in _DAYS if isinstance(getattr(value, n, None), date)), None)
    if isinstance(when, datetime):
        when = when.date()
    return ", ".join(part for part in (label, say_date(when) if when else "") if part)


def _as_said(match: re.Match[str]) -> str:
    text = " ".join(match[0].split())
    joined = match.groupdict().get("joined") or ""
    return text.removeprefix(joined)


def _short(text: str) -> str:
    return " ".join(text.split()).casefold()


def _around(text: str, match: re.Match[str]) -> str:
    first, last = max(0, match.start() - _AROUND), match.end() + _AROUND
    words = " ".join(text[first:last].split())
    if first and " " in words[:_AROUND]:
        words = "…" + words.split(" ", 1)[1]
    if last < len(text) and " " in words:
        words = words.rsplit(" ", 1)[0] + " …"
    return words
