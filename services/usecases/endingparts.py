"""The list of a transfer or closure as data, and its summary as parts under headings.

Read from resources/endings.toml. An authority's own list comes first; then what is worth a look everywhere and is not
in that list; then what else its document expects of a transfer or a closure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from services.engine.rulebook import Rulebook
from services.usecases.endings_results import LIST, LOOK, PRACTICE
from services.usecases.vocabulary import RESOURCES

KINDS = ("transfer", "closure")
TOLD = {"transfer": "transfer_family", "closure": "closing_family"}  # the letter that tells the family
WAY = "way."  # begins the entry of an ending's items that says which kind of transfer it is


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be in place; keys as in resources/endings.toml."""

    id: str
    says: str
    cite: str
    group: str = LIST
    look: str = ""
    types: tuple[str, ...] = ()
    milestone: str = ""
    newer: str = ""
    since: str = ""
    standards: tuple[str, ...] = ()
    record: str = ""
    section: str = ""
    letters: tuple[str, ...] = ()
    also: tuple[str, ...] = field(default=())


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "endings.toml").read_text("utf-8"))


def ways() -> Mapping[str, str]:
    """The kinds of transfer, with their words."""
    found: Mapping[str, str] = _data()["ways"]
    return found


def letters_for(kind: str, *, grown: bool) -> tuple[str, ...]:
    """The kinds of letter that answer this one: of an adult's family it is the young person who is written to."""
    young = kind.removesuffix("family") + "young"
    return (kind, young) if grown and kind.endswith("family") else (kind,)


def events_of(kind: str, way: str) -> tuple[str, ...]:
    """The events that are recorded when it is finished."""
    found: Mapping[str, list[str]] = _data()["events"]
    return tuple(found["closure"] if kind == "closure" else found.get(way, found["team"]))


def headings(kind: str) -> tuple[str, ...]:
    """The headings of a transfer summary or closing summary."""
    return tuple(_data()["headings"][kind])


def items(
    book: Rulebook, kind: str, way: str, open_now: Collection[str], age: int | None
) -> tuple[Item, ...]:
    """What is to be in place for this child: the authority's list in its order, then the rest."""
    rows = [r for r in _data()["item"] if kind in r["of"] and _fits(r, way, open_now, age)]
    own = [_item(r, book, LIST) for r in rows if r["authority"] == book.id]
    own = [i for i in own if i.says]
    said = {name for r in _data()["item"] if r["authority"] == book.id for name in _covered(r)}
    taken = {_subject(i) for i in own}
    general = [_item(r, book, LOOK) for r in rows if r["authority"] == ""]
    rest = [i for i in general if _subject(i) not in taken]
    practice = [
        Item(e.id, e.says, e.cite, PRACTICE) for e in book.expectations if e.at == kind and e.id not in said
    ]
    return (*own, *rest, *practice)


def says_of(item: str) -> str:
    """The words of an item by its id; where they are an expectation's, the id itself."""
    return next((r.get("says", item) for r in _data()["item"] if r["id"] == item), item)


def _covered(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (*row.get("also", ()), row.get("expects", ""))


def _subject(i: Item) -> tuple[Any, ...]:
    """By which an item of the general list is left out where the authority's own has the same."""
    if i.look == "letters":
        return ("letters", any(name.endswith("family") for name in i.letters))
    return (i.look, i.types if i.look in ("event", "fact") else ()) if i.look else (i.id,)


def _fits(row: Mapping[str, Any], way: str, open_now: Collection[str], age: int | None) -> bool:
    if row.get("ways") and way and way not in row["ways"]:
        return False
    if row.get("open") and not set(row["open"]) & set(open_now):
        return False
    if set(row.get("unless", ())) & set(open_now):
        return False
    if age is not None and age > row.get("age_to", age):
        return False
    return "age_from" not in row or (age is not None and age >= row["age_from"])


def _item(row: Mapping[str, Any], book: Rulebook, group: str) -> Item:
    says, cite = row.get("says", ""), row.get("cite", "")
    if "expects" in row:
        says, cite = _told_by(book, row["expects"])
    names = ("look", "milestone", "newer", "since", "record", "section")
    lists = ("types", "standards", "letters", "also")
    more = {n: row.get(n, "") for n in names} | {n: tuple(row.get(n, ())) for n in lists}
    return Item(row["id"], says, cite, group, **more)


def _told_by(book: Rulebook, name: str) -> tuple[str, str]:
    """The words and the clause of an expectation or a timed standard; "" where this version has it no more."""
    found: Any = next((e for e in book.expectations if e.id == name), None) or book.standard(name)
    return (found.says, found.cite) if found else ("", "")


# --- the summary ---------------------------------------------------------------------------------------------------
def text_of(kind: str, parts: Iterable[tuple[str, str]]) -> str:
    """Parts as one text: each heading on a line of its own, in order; parts without text are left out."""
    said = dict(parts)
    return "\n\n".join(f"{h}\n{said[h].strip()}" for h in headings(kind) if said.get(h, "").strip())


def parts_of(kind: str, text: str) -> tuple[tuple[str, str], ...]:
    """The parts of such a text; what stands before the first heading belongs to the first part."""
    names = headings(kind)
    found: dict[str, list[str]] = {}
    current, last = names[0], -1
    for line in text.split("\n"):
        place = names.index(line.strip()) if line.strip() in names else -1
        if place > last:
            current, last = names[place], place
            found.setdefault(current, [])
        else:
            found.setdefault(current, []).append(line)
    return tuple((h, "\n".join(found[h]).strip()) for h in names if "\n".join(found.get(h, ())).strip())


def way_of(marks: Sequence[Mapping[str, Any]]) -> str:
    """Which kind of transfer the kept items name."""
    found = (m["item"].removeprefix(WAY) for m in marks if m["item"].startswith(WAY))
    return next((w for w in found if w in ways()), "")
