"""Before something is printed for a reader: what is marked in it as a third party's, and the same without that.

Marked are people (third party, or with a protected address), key facts that tell of somebody else, and what
stands in a note under the heading `THIRD_PARTY`. Each is left out unless it is asked for; somebody of whom only
the address is protected stays in unless they are unticked. An address that is protected is never printed,
whatever is asked for, wherever in a text it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, NamedTuple, TypeVar, cast

from services.usecases.cleaning import line

THIRD_PARTY = "Third-party information, not to be shared"  # the heading of notes that are marked
NO_ADDRESS = "(address withheld)"
NO_NAME = "(name left out)"
NO_CONTACT = "(left out)"
NO_TEXT = "(left out)"
_SHOWN = 160  # characters of a marked detail that are shown
_MOST = 300  # paragraphs of one note that are looked for
_MOST_PARTS = 8  # of an address that are looked for together
_LEAST = 12  # letters of a marked paragraph that is looked for in other texts
_IDEOGRAPHS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;.]+")
_NUMBER = re.compile(r"\+?\d[\d\s.-]{5,}\d")
_MAIL = re.compile(r"[^\s,;<>]+@[^\s,;<>]+")
_STREET = re.compile(
    r"(?:\d+\s*[a-z]?\s+)?(?P<street>\S.*\s(?:road|rd|street|st|way|lane|close|avenue|ave|drive|court|place|"
    r"crescent|terrace|gardens?|grove|row|hill|park|view|walk|square|mews|green|rise|villas?|parade|yard))$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(flat|unit|room|apartment|apt)\b", re.IGNORECASE)
_APOSTROPHES = {0x2018: "'", 0x2019: "'"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Marked:
    """A detail that is left out unless it is ticked."""

    key: str  # "person:…", "fact:…", "note:…", each with the id of the record
    heading: str
    text: str
    kept: bool = False  # in unless it is unticked: somebody of whom only the address is protected


@dataclass(frozen=True, slots=True)
class Guard:
    """What must be known of a child's record to print from it with care."""

    people: tuple[Any, ...] = ()  # those marked, as Person
    facts: tuple[tuple[str, str, str], ...] = ()  # of key facts that are marked: id, title, text
    notes: tuple[tuple[str, str, str], ...] = ()  # of notes that are marked: event's id, event in words, text
    addresses: tuple[str, ...] = ()  # protected; never printed


def guards_joined(guards: Sequence[Guard]) -> Guard:
    """Of several children, for a page that tells of all of them."""
    return Guard(
        *(
            tuple(
                {
                    getattr(each, "id", each): each for guard in guards for each in getattr(guard, name)
                }.values()
            )
            for name in ("people", "facts", "notes", "addresses")
        )
    )


def marked(results: Any, guard: Guard) -> tuple[Marked, ...]:
    """What is marked and would be printed, in the order in which people, facts and notes are kept."""
    text = "\n".join(_strings(results))
    plain = _plain(text)
    inside = set(_ids(results))
    found = [
        Marked(f"person:{p.id}", f"Person: {p.name}", _about(p), not p.third_party)
        for p in guard.people
        if p.id in inside or any(sought.in_(text, plain) for sought in _names(p))
    ]
    for key, kept in (("fact", guard.facts), ("note", guard.notes)):
        for record, heading, body in kept:
            if _holds(results, key, record) or any(sought.in_(text, plain) for sought in _paragraphs(body)):
                found.append(Marked(f"{key}:{record}", heading, _short(body)))
    return tuple(found)


def without(results: T, left_out: Collection[str], guard: Guard) -> T:
    """The same results without what is left out, and without any protected address."""
    swaps: list[Swap] = [(sought, NO_ADDRESS) for a in guard.addresses for sought in _places(a)]
    for p in guard.people:
        if f"person:{p.id}" in left_out:
            swaps += [(sought, NO_CONTACT) for sought in _contacts(p.contact)]
            swaps += [(sought, NO_NAME) for sought in _names(p)]
            swaps += [(sought, NO_ADDRESS) for sought in _places(p.address)]
    for key, kept in (("fact", guard.facts), ("note", guard.notes)):
        for record, _, body in kept:
            if f"{key}:{record}" in left_out:
                swaps += [(sought, NO_TEXT) for sought in _paragraphs(body)]
    return cast(T, _walk(results, _Left(frozenset(left_out)), swaps))


class Sought(NamedTuple):
    """A text that is looked for: `plain` is a quick test, `pattern` finds it however it was typed."""

    plain: str  # without case and punctuation; "" where only the pattern tells
    pattern: re.Pattern[str]

    def in_(self, text: str, plain: str) -> bool:
        """Whether it stands in a text, whose `_plain` is given too."""
        return self.plain in plain and bool(self.pattern.search(text))


Swap = tuple[Sought, str]


def _swapped(text: str, swaps: Iterable[Swap]) -> str:
    """A text with everything that is looked for replaced."""
    plain = _plain(text)
    for sought, instead in swaps:
        if sought.plain in plain:
            text = sought.pattern.sub(instead, text)
    return text


# --- walking through results ------------------------------------------------------------------------------------
class _Left:
    """Says which parts of a result are left out whole."""

    def __init__(self, keys: frozenset[str]) -> None:
        self._records = {key.partition(":")[2] for key in keys if not key.startswith("note:")}
        self._events = {key.partition(":")[2] for key in keys if key.startswith("note:")}

    def drops(self, value: Any) -> bool:
        """Whether this is a person or fact that is left out."""
        return (
            is_dataclass(value)
            and hasattr(value, "third_party")
            and getattr(value, "id", None) in self._records
        )

    def notes(self, owner: Any, value: Any) -> Any:
        """An event's notes without those that are left out."""
        if getattr(owner, "id", None) not in self._events:
            return value
        return tuple(pair for pair in value if pair[0] != THIRD_PARTY)


def _walk(value: Any, left: _Left, swaps: list[Swap]) -> Any:
    if isinstance(value, str):
        return _swapped(value, swaps) if swaps and value else value
    if isinstance(value, tuple | list):
        kept = [_walk(v, left, swaps) for v in value if not left.drops(v)]
        return kept if isinstance(value, list) else _tuple(value, kept)
    if isinstance(value, Mapping):
        return {k: _walk(v, left, swaps) for k, v in value.items() if not left.drops(v)}
    if is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {}
        for field in fields(value):
            if not field.init:
                continue
            before = getattr(value, field.name)
            if _is_key(field.name):
                continue
            after = left.notes(value, before) if field.name == "notes" else before
            after = _walk(after, left, swaps)
            if after != before:
                changed[field.name] = after
        return replace(value, **changed) if changed else value
    return value


def _tuple(value: Any, kept: list[Any]) -> Any:
    return value._make(kept) if hasattr(value, "_make") else tuple(kept)


def _is_key(name: str) -> bool:
    """Ids and keys are never words; they stay as they are."""
    return name in ("id", "key", "child_id") or name.endswith(("_id", "_key", "_type"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if not _is_key(field.name):
                yield from _strings(getattr(value, field.name))


def _ids(value: Any) -> Iterator[str]:
    """The ids of the people and facts in a result."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        for each in value:
            yield from _ids(each)
    elif is_dataclass(value) and not isinstance(value, type):
        if hasattr(value, "third_party"):
            yield str(getattr(value, "id", ""))
        for field in fields(value):
            yield from _ids(getattr(value, field.name))


def _holds(value: Any, key: str, record: str) -> bool:
    """Whether a result holds that key fact, or the notes of that event."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        return any(_holds(each, key, record) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return False
    if getattr(value, "id", None) == record:
        if key == "fact" and hasattr(value, "third_party"):
            return True
        if key == "note" and any(pair[0] == THIRD_PARTY for pair in getattr(value, "notes", ())):
            return True
    return any(_holds(getattr(value, field.name), key, record) for field in fields(value))


# --- what to look for -------------------------------------------------------------------------------------------
def _about(p: Any) -> str:
    address = "the address is protected and is never printed" if p.protected else ""
    return _short("; ".join(part for part in (p.relation, address) if part))


def _short(text: str) -> str:
    text = line(text)
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _plain(text: str) -> str:
    return " ".join(_BETWEEN.split(text)).casefold().translate(_APOSTROPHES)


def _loose(text: str) -> list[Sought]:
    """A text however its spaces and commas were typed, standing by itself; nothing where there is no letter in it."""
    parts = [part.translate(_APOSTROPHES) for part in _BETWEEN.split(text) if part]
    if not re.search(r"\w", "".join(parts)):
        return []
    body = _BETWEEN.pattern.join(re.escape(part).replace("'", "['\u2019\u2018]") for part in parts)
    if _IDEOGRAPHS.search(text):
        return [Sought(" ".join(parts).casefold(), re.compile(body))]
    return [Sought(" ".join(parts).casefold(), re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE))]


def _spaced(text: str) -> list[Sought]:
    """Letters and digits with or without spaces between them: a telephone number, a postcode."""
    body = r"[\s.-]*".join(re.escape(char) for char in text if char.isalnum())
    return [Sought("", re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE))]


def _names(p: Any) -> list[Sought]:
    name = line(p.name)
    return _loose(name) if len(name) >= 2 else []


def _contacts(contact: str) -> list[Sought]:
    """The parts of a contact line that are worth looking for: numbers, addresses of mail."""
    numbers = [n for n in _NUMBER.findall(contact) if sum(c.isdigit() for c in n) >= 7]
    return [
        *(sought for number in numbers for sought in _spaced(number)),
        *(sought for mail in _MAIL.findall(contact) for sought in _loose(mail)),
    ]


def _paragraphs(body: str) -> list[Sought]:
    """The paragraphs of a marked text, to be found where a document repeats them."""
    parts = [line(part) for part in body.split("\n", _MOST)[:_MOST]]
    return [sought for part in parts if len(part) >= _LEAST for sought in _loose(part[:2000])]


def _places(address: str) -> list[Sought]:
    """A whole address first, then what alone gives it away: house, street, a house's name, a postcode."""
    parts = [line(part) for part in re.split(r"[\n,;]", address)]
    parts = [part for part in parts if part]
    if not parts:
        return []
    telling = [", ".join(parts)] if len(parts) > 1 or len(parts[0]) >= _LEAST else []
    telling += [", ".join(parts[:2])] if len(parts) > 2 else []
    telling += [
        p for p in parts if re.search(r"\d", p) and re.search(r"[^\W\d_]{3}", p) and not _UNIT.match(p)
    ]
    telling = [*_runs(parts, telling), *telling]
    telling += [found.group("street") for found in map(_STREET.match, parts) if found]
    telling += [p for n, p in enumerate(parts[:2]) if _is_house(p, parts, n)]
    codes = [sought for found in _POSTCODE.finditer(address) for sought in _spaced(found.group())]
    return [*(sought for part in dict.fromkeys(telling) for sought in _loose(part)), *codes]


def _runs(parts: list[str], telling: list[str]) -> list[str]:
    """What gives an address away together with the places after it, longest first: without its postcode too."""
    parts = parts[:_MOST_PARTS]
    bare = [_POSTCODE.sub("", part).strip() for part in parts]
    found = []
    for start, part in enumerate(parts):
        if part in telling or _is_house(part, parts, start):
            for end, after in ((n, kept) for n in range(start + 2, len(parts) + 1) for kept in (parts, bare)):
                found.append(", ".join(filter(None, (part, *after[start + 1 : end]))))
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _is_house(part: str, parts: list[str], number: int) -> bool:
    """The name of a house: at the beginning of an address, or after the number of a flat."""
    named = len(part) >= 8 and not re.search(r"\d", part)
    return named and (number == 0 or bool(_UNIT.match(parts[0])))
