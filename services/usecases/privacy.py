"""Before something is printed for a reader: what is marked in it as a third party's, and the same without that.

Marked are people (third party, or with a protected address), key facts that tell of somebody else, and what
stands in a note under the heading `THIRD_PARTY`. Each is left out unless it is asked for; somebody of whom only
the address is protected stays in unless they are unticked. An address that is protected is never printed,
whatever is asked for, wherever in a text it was typed. Short names go out with the person (`shortnames`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from services.usecases import lookfor, shortnames
from services.usecases.cleaning import line
from services.usecases.lookfor import Sought
from services.usecases.shortnames import Doubt, Named, is_key, said

THIRD_PARTY = "Third-party information, not to be shared"  # the heading of notes that are marked
NO_ADDRESS = "(address withheld)"
NO_NAME = "(name left out)"
NO_CONTACT = "(left out)"
NO_TEXT = "(left out)"
_SHOWN = 160  # characters of a marked detail that are shown
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Marked:
    """A detail that is left out unless it is ticked."""

    key: str  # "person:…", "fact:…", "note:…", each with the id of the record
    heading: str
    text: str
    kept: bool = False  # in unless it is unticked: somebody of whom only the address is protected
    also: tuple[Named, ...] = ()  # short names under which somebody stands in the text; they go out with them


@dataclass(frozen=True, slots=True)
class Guard:
    """What must be known of a child's record to print from it with care."""

    people: tuple[Any, ...] = ()  # those marked, as Person
    facts: tuple[tuple[str, str, str], ...] = ()  # of key facts that are marked: id, title, text
    notes: tuple[tuple[str, str, str], ...] = ()  # of notes that are marked: event's id, event in words, text
    addresses: tuple[str, ...] = ()  # protected; never printed
    others: tuple[
        tuple[str, str], ...
    ] = ()  # (id, name) of those who are not a third party: their names stay in


def guards_joined(guards: Sequence[Guard]) -> Guard:
    """Of several children, for a page that tells of all of them."""
    return Guard(
        *(
            tuple(
                {
                    getattr(each, "id", each): each for guard in guards for each in getattr(guard, name)
                }.values()
            )
            for name in ("people", "facts", "notes", "addresses", "others")
        )
    )


def marked(results: Any, guard: Guard, put_in: Collection[str] = ()) -> tuple[Marked, ...]:
    """What is marked and would be printed, in the order in which people, facts and notes are kept.

    `put_in`: keys of those who are put in all the same; a short name that may mean them goes out with nobody else.
    """
    others = _staying(guard, put_in)
    texts = tuple(said(results))
    text = "\n".join(words for _, words in texts)
    plain = lookfor.plain(text)
    inside = set(_ids(results))
    found = []
    for p in guard.people:
        whole = p.id in inside or any(sought.in_(text, plain) for sought in lookfor.names(p))
        also = shortnames.named(p, texts, others) if whole or p.third_party else ()
        if whole or also:
            found.append(Marked(f"person:{p.id}", f"Person: {p.name}", _about(p), not p.third_party, also))
    for key, kept in (("fact", guard.facts), ("note", guard.notes)):
        for record, heading, body in kept:
            if _holds(results, key, record) or any(
                sought.in_(text, plain) for sought in lookfor.paragraphs(body)
            ):
                found.append(Marked(f"{key}:{record}", heading, _short(body)))
    return tuple(found)


def doubts(results: Any, guard: Guard, put_in: Collection[str] = ()) -> tuple[Doubt, ...]:
    """What stays in though it may name somebody who is left out, for a person to look at."""
    left = (p for p in guard.people if p.third_party and f"person:{p.id}" not in put_in)
    return shortnames.doubts(left, tuple(said(results)), _staying(guard, put_in))


def _staying(guard: Guard, put_in: Collection[str]) -> tuple[tuple[str, str], ...]:
    """(id, name) of everybody whose name is printed."""
    return (*guard.others, *((p.id, p.name) for p in guard.people if f"person:{p.id}" in put_in))


def without(results: T, left_out: Collection[str], guard: Guard) -> T:
    """The same results without what is left out, and without any protected address."""
    swaps: list[Swap] = [(sought, NO_ADDRESS) for a in guard.addresses for sought in lookfor.places(a)]
    for p in guard.people:
        if f"person:{p.id}" in left_out:
            swaps += [(sought, NO_CONTACT) for sought in lookfor.contacts(p.contact)]
            swaps += [(sought, NO_NAME) for sought in lookfor.names(p)]
            swaps += [(sought, NO_ADDRESS) for sought in lookfor.places(p.address)]
    for key, kept in (("fact", guard.facts), ("note", guard.notes)):
        for record, _, body in kept:
            if f"{key}:{record}" in left_out:
                swaps += [(sought, NO_TEXT) for sought in lookfor.paragraphs(body)]
    staying = _staying(guard, {f"person:{p.id}" for p in guard.people} - set(left_out))
    for p in guard.people:
        if f"person:{p.id}" in left_out:
            swaps += [(Sought("", at), by) for at, by in shortnames.swaps(p, staying, NO_NAME)]
    return cast(T, _walk(results, _Left(frozenset(left_out)), swaps))


Swap = tuple[Sought, str | shortnames.Swapping]


def _swapped(text: str, swaps: Iterable[Swap]) -> str:
    """A text with everything that is looked for replaced."""
    plain = lookfor.plain(text)
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
            if is_key(field.name):
                continue
            after = left.notes(value, before) if field.name == "notes" else before
            after = _walk(after, left, swaps)
            if after != before:
                changed[field.name] = after
        return replace(value, **changed) if changed else value
    return value


def _tuple(value: Any, kept: list[Any]) -> Any:
    return value._make(kept) if hasattr(value, "_make") else tuple(kept)


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


def _about(p: Any) -> str:
    address = "the address is protected and is never printed" if p.protected else ""
    return _short("; ".join(part for part in (p.relation, address) if part))


def _short(text: str) -> str:
    text = line(text)
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
