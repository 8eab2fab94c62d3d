"""Whether a child who is about to be added is here already: by reference, or by name and day of birth, slips forgiven.

Nothing is decided here: whoever adds the child sees what is alike and how, and whether that case is open or closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rapidfuzz.distance import OSA

from models.repositories import events as event_rows
from models.repositories import people
from services.usecases.ages import full_name, say_date
from services.usecases.cleaning import folded
from services.usecases.commands import ChildForm
from services.usecases.endings import lately
from services.usecases.office import Office
from services.usecases.oversight import closed_on
from services.usecases.rows import read_day

_MOST = 4  # children that are shown
_BIRTH = timedelta(days=42)  # between the day on which a birth was expected and the birth
REFERENCE, SAME, ALIKE, SLIP, RENAMED, BORN = range(6)  # the surest first
_WORDS = {
    REFERENCE: "the same reference",
    SAME: "the same name and day of birth",
    ALIKE: "a name spelt almost the same, born on the same day",
    SLIP: "the same name, and a day of birth that one slip would explain",
    RENAMED: "the same first name and day of birth, another family name",
    BORN: "the same family name, and expected about then",
}


@dataclass(frozen=True, slots=True)
class KnownChild:
    """Somebody on record who may be the child about to be added."""

    child_id: str
    name: str
    born: str  # "born 4 May 2019", "expected 4 May 2026"
    worker: str
    why: str  # what is the same
    closed: date | None  # the day on which the case was closed; None while it is open, or was never opened
    lately: bool = False  # closed within three months: its history is read first


def alike(office: Office, form: ChildForm) -> tuple[KnownChild, ...]:
    """The children who may be the one of the form, the surest first; none before there is enough to go by."""
    with office.read() as c:
        found = [(sure, r) for r in people.children(c) if (sure := _sure(form, r)) is not None]
        found.sort(key=lambda f: f[0])
        return tuple(_known(office, c, sure, r) for sure, r in found[:_MOST])


def _known(office: Office, c: Any, sure: int, r: Any) -> KnownChild:
    closed = closed_on(event_rows.of_child(c, r.id))
    born, expected = read_day(r.born), read_day(r.expected)
    day = born or expected
    said = f"{'born' if born else 'expected'} {say_date(day)}" if day else ""
    name = full_name(r.given, r.family_name)
    return KnownChild(
        r.id, name, said, r.worker or "", _WORDS[sure], closed, closed is not None and lately(office, closed)
    )


def _sure(form: ChildForm, r: Any) -> int | None:
    """How a child on record is alike; None where they are not."""
    if form.reference and r.reference and _reference(form.reference) == _reference(r.reference) != "":
        return REFERENCE
    born, known = form.born, read_day(r.born)
    if (
        born
        and known
        and abs(born.year - known.year) > 1
        and (born.day, born.month) != (known.day, known.month)
    ):
        return None  # two things are wrong at least
    if born is None or known is None:
        return BORN if _expected(form, r) else None
    if born != known and not _slip(born, known):
        return None
    given, family = _given(form.given, form.known_as), folded(form.family_name)
    theirs, kin = _given(r.given, r.known_as or ""), folded(r.family_name)
    if not given or not theirs:
        return None
    same_given, same_family = bool(given & theirs), family == kin
    swapped = folded(form.given) == kin and family == folded(r.given) and bool(kin)
    if (same_given and same_family) or swapped:
        return SAME if born == known else SLIP
    if born != known:
        return None
    if _near_any(given, theirs) and (_near(family, kin) or _shared(family, kin)):
        return ALIKE
    return RENAMED if same_given else None


def _expected(form: ChildForm, r: Any) -> bool:
    """An unborn child of the same family name, on record or about to be, near the same day."""
    one, other = form.born or form.expected, read_day(r.born) or read_day(r.expected)
    if one is None or other is None or not form.family_name.strip():
        return False
    return _near(folded(form.family_name), folded(r.family_name)) and abs(one - other) <= _BIRTH


def _reference(text: str) -> str:
    plain = text.lower() if text.isascii() else folded(text)  # most are plain, and there may be thousands
    return "".join(filter(str.isalnum, plain))


def _given(given: str, known_as: str) -> frozenset[str]:
    """First names, each by itself: "Anna-Maria" is also Anna."""
    words = {word for name in (given, known_as) for word in _split(name)}
    return frozenset(w for w in words if len(w) > 1 or not w.isascii()) or frozenset(words)


def _split(text: str) -> Sequence[str]:
    return folded(text).replace("-", " ").split()


def _shared(one: str, other: str) -> bool:
    """A part of a double name, or no family name on one side."""
    return not one or not other or bool(set(_split(one)) & set(_split(other)))


def _near_any(some: Iterable[str], others: Iterable[str]) -> bool:
    return any(_near(one, other) for one in some for other in others)


def _near(one: str, other: str) -> bool:
    """The same but for slips of the pen: one in a short name, two in a long one."""
    if one == other:
        return True
    short = min(len(one), len(other))
    allowed = 0 if short < 3 else 1 if short < 6 else 2
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _slip(one: date, other: date) -> bool:
    """Day and month changed about, or one figure wrong or two changed about."""
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return True
    ours, theirs = (f"{each.day:02}{each.month:02}{each.year:04}" for each in (one, other))
    wrong = [n for n in range(len(ours)) if ours[n] != theirs[n]]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and ours[first] == theirs[second] and ours[second] == theirs[first]
    return len(wrong) <= 1
