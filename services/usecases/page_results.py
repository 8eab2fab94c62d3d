"""What a page says of a child on the day that it tells of: how old, in which words, and who signs a plan."""

from __future__ import annotations

from datetime import date

from services.engine.calendar import age_on
from services.usecases.ages import age_in_words
from services.usecases.plankinds import KINDS, data
from services.usecases.results import ChildDetail, Person

YOUNG, ADULT = 16, 18  # whole years from which a page says "young person", and no longer asks for a parent


def is_aged(child: ChildDetail, years: int, on: date | None = None) -> bool:
    """Whether the child is that old on a day (today, where none is given)."""
    if on is not None and child.born is not None:
        return on >= child.born and age_on(child.born, on) >= years
    return child.age.isdigit() and int(child.age) >= years


def age_then(child: ChildDetail, on: date | None) -> str:
    """The age on a day, in words as at the head of a record; today's where no day or birth is known."""
    return age_in_words(child.born, child.expected, on) if on and child.born else child.age


def is_responsible(person: Person, child: ChildDetail) -> bool:
    """Whether somebody has parental responsibility now: it ends when the child is grown."""
    return person.parental_responsibility and not is_aged(child, ADULT)


def signatories(kind: str, child: ChildDetail, on: date) -> tuple[str, ...]:
    """The roles that are to sign a plan drawn up that day, where it names nobody; for an adult no parent is, and
    nobody who is not born yet."""
    known, words = KINDS.get(kind), data()["sign"]
    roles = known.sign if known else tuple(words["roles"])
    if is_aged(child, ADULT, on):
        roles = tuple(r for r in roles if r != words["parent"])
    if child.born is None or child.born > on:
        roles = tuple(r for r in roles if r != words["child"])
    young = is_aged(child, YOUNG, on)
    return tuple(words["young"] if young and r == words["child"] else r for r in roles)
