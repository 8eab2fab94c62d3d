"""The genogram of a child: who stands on it, the ties that were entered or follow from what is entered of people.

A child's genogram shows the people of that child's own network and the children of the same family; nobody who is
only in a sibling's network stands on it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from models.repositories import around as rows
from models.repositories import people as children
from models.repositories import records
from services.engine.calendar import age_on
from services.usecases import keeping
from services.usecases.ages import full_name
from services.usecases.around_commands import TieForm
from services.usecases.around_results import GenogramView, Place, TieView
from services.usecases.checking import Check, is_day
from services.usecases.children import standing
from services.usecases.cleaning import folded
from services.usecases.errors import NotFound
from services.usecases.genogramlayout import give_way, places
from services.usecases.genogrammembers import member_of_child, member_of_person
from services.usecases.kinship import (
    BONDS,
    COUPLES,
    FAMILY,
    KINDS,
    PARENTS,
    SIBLINGS,
    TWINS,
    Kin,
    belongs,
    implied,
    sex_of_pronouns,
)
from services.usecases.network import network
from services.usecases.office import Office
from services.usecases.page_results import ADULT
from services.usecases.results import Person
from services.usecases.rows import day_text, read_day

_FURTHEST = 20_000.0  # units of the drawing; further away is a slip
_FIRST_YEAR = 1880
_SIBLING = "brother or sister"
_BESIDE = {"male": "brother", "female": "sister", "other": _SIBLING, "": _SIBLING}


def of_child(office: Office, child_id: str) -> GenogramView:
    """The genogram as it stands, laid out, with those who were moved by hand where they were put."""
    today = office.today()
    with office.read() as c:
        child = standing(c, child_id)
        kin = [*children.siblings(c, child_id, child.family_id)]
        typed = {s.id: rows.around(c, s.id) for s in kin}
        people = list(network(c, child_id))
        kept = [_tie(r) for r in rows.ties_of(c, [child_id, *(s.id for s in kin), *(p.id for p in people)])]
        moved = _moved(records.of_child(c, "genogram", child_id))
    found = _with_implied(child_id, people, {s.id: _relations(s.id, people, typed[s.id]) for s in kin}, kept)
    tied = {i for t in found for i in (t.one, t.other)}
    family = any(p.in_household for p in people)
    born = read_day(child.born)
    grown = born is not None and born <= today and age_on(born, today) >= ADULT
    members = (
        member_of_child(child, "", today, index=True, household=family),
        *(
            member_of_child(s, _related(s, child_id, found), today, household=_at_home(child, s, family))
            for s in kin
        ),
        *(member_of_person(p, today, grown=grown) for p in people if _belongs(p, kept, tied)),
    )
    found = _with_twins(found, {m.id: m.born for m in members})
    ids = {m.id for m in members}
    ties = tuple(t for t in found if t.one in ids and t.other in ids)
    laid = places(members, ties)
    shifted = {i: p for i, p in moved.items() if i in laid}
    name = full_name(child.given, child.family_name)
    return GenogramView(child_id, name, members, ties, give_way(laid, shifted), frozenset(shifted))


def _related(row: Any, child_id: str, ties: list[TieView]) -> str:
    """What a child of the family is to the one the genogram is about: brother or sister, cousin, or of the family."""

    def parents(child: str) -> set[str]:
        return {t.one for t in ties if t.kind in PARENTS and t.other == child}

    own, theirs = parents(child_id), parents(row.id)
    half = len(own & theirs) == 1 and len(own) > 1 and len(theirs) > 1
    beside = any({t.one, t.other} == {row.id, child_id} for t in ties if t.kind in (*SIBLINGS, FAMILY))
    if own & theirs or beside:
        found = _BESIDE[sex_of_pronouns(row.pronouns)]
        return f"half-{found}".replace("or sister", "or half-sister") if half else found
    pairs = {frozenset((t.one, t.other)) for t in ties if t.kind in SIBLINGS}
    near = any(frozenset((a, b)) in pairs or parents(a) & parents(b) for a in own for b in theirs)
    return "cousin" if near else "of the same family"


def _belongs(p: Person, kept: list[TieView], tied: set[str]) -> bool:
    entered = any(p.id in (t.one, t.other) for t in kept)
    return (
        entered
        or p.in_household
        or (belongs(p.kind, p.relation) or (p.kind != "professional" and p.id in tied))
    )


def _at_home(child: Any, sibling: Any, family: bool) -> bool:
    """Siblings at the same address live in the same household."""
    same = folded(sibling.address) == folded(child.address) if child.address.strip() else False
    return family and (same or not sibling.address.strip())


def _relations(sibling: str, people: list[Person], typed: list[dict[str, Any]]) -> list[Kin]:
    """What the child's own people are to a sibling: as shared, or as somebody of that name was typed there."""
    by_name = {folded(p.name): p for p in people}
    found = {p.id: dict(p.shares)[sibling] for p in people if sibling in dict(p.shares)}
    for row in typed:
        same = by_name.get(folded(row["name"]))
        if same is not None:
            found.setdefault(same.id, row["relation"])
    return [Kin(i, relation, sibling) for i, relation in found.items()]


def _with_implied(
    child_id: str, people: list[Person], siblings: Mapping[str, list[Kin]], kept: list[TieView]
) -> list[TieView]:
    """The ties that were entered, and those that follow where nothing of the same sort was entered of the two."""
    kin = [Kin(p.id, p.relation, child_id) for p in people]
    follow = implied([*kin, *(k for found in siblings.values() for k in found)])
    entered = {(_sort(t.kind), frozenset((t.one, t.other))) for t in kept}
    found = [*kept, *(t for t in follow if (_sort(t.kind), frozenset((t.one, t.other))) not in entered)]
    parents: dict[str, set[str]] = {}
    for t in found:
        if t.kind in PARENTS:
            parents.setdefault(t.other, set()).add(t.one)
    for sibling in siblings:
        near = any(_sort(t.kind) == "sibling" and sibling in (t.one, t.other) for t in found)
        if not near and not parents.get(sibling):
            found.append(TieView("", FAMILY, sibling, child_id, implied="same family"))
    return found


def _with_twins(ties: list[TieView], born: Mapping[str, date | None]) -> list[TieView]:
    """Children of the same two parents, born on one day, are twins, where nothing else was entered of them."""
    parents: dict[str, set[str]] = {}
    for t in ties:
        if t.kind == "parent_of":
            parents.setdefault(t.other, set()).add(t.one)
    said = {frozenset((t.one, t.other)) for t in ties if t.kind in SIBLINGS and (t.id or t.kind in TWINS)}
    together: dict[tuple[frozenset[str], date], list[str]] = {}
    for child, theirs in parents.items():
        day = born.get(child)
        if day is not None and len(theirs) == 2:
            together.setdefault((frozenset(theirs), day), []).append(child)
    pairs = {frozenset(pair): pair for kids in together.values() for pair in combinations(kids, 2)}
    new = [
        TieView("", "twin_of", *pair, implied="born on one day")
        for key, pair in pairs.items()
        if key not in said
    ]
    twins = {frozenset((t.one, t.other)) for t in new}
    plain = [t for t in ties if not (t.kind == "sibling_of" and frozenset((t.one, t.other)) in twins)]
    return [*plain, *new]


def _sort(kind: str) -> str:
    for name, kinds in (("parent", PARENTS), ("couple", COUPLES), ("sibling", SIBLINGS)):
        if kind in kinds:
            return name
    return kind


# --- ties -----------------------------------------------------------------------------------------------------------
def _tie(row: Mapping[str, Any]) -> TieView:
    return TieView(
        row["id"],
        row["kind"],
        row["one"],
        row["other"],
        read_day(row["since"]),
        read_day(row["until"]),
        row["note"],
    )


def save_tie(office: Office, form: TieForm, tie_id: str | None = None) -> str:
    content = _checked(form, office.today())
    with office.write() as c:
        child = standing(c, form.child_id)
        known = _known(c, child)
        if not {form.one, form.other} <= known:
            raise NotFound("One of these two is not in this child's network any more.")
        if tie_id:
            before = keeping.standing(c, "tie", tie_id)
            if not {before["one"], before["other"]} <= known:
                raise NotFound
            content["child_id"] = before["child_id"]
        saved, back = keeping.save(office, c, "tie", tie_id, content)
        whose = _whose(c, child)
    office.keep("Change of a relationship" if tie_id else "Adding of a relationship", "person", whose, back)
    return saved


def remove_tie(office: Office, tie_id: str) -> None:
    with office.write() as c:
        row = keeping.standing(c, "tie", tie_id)
        back = keeping.remove(office, c, "tie", tie_id)
        whose = _whose(c, standing(c, row["child_id"]))
    office.keep("Removal of a relationship", "person", whose, back)


def _known(c: Any, child: Any) -> set[str]:
    found = {child.id, *(s.id for s in children.siblings(c, child.id, child.family_id))}
    return found | {r["id"] for r in rows.around(c, child.id)}


def _whose(c: Any, child: Any) -> tuple[str, ...]:
    """A tie shows on the genogram of every child of the family."""
    return (child.id, *(s.id for s in children.siblings(c, child.id, child.family_id)))


def _checked(form: TieForm, today: date) -> dict[str, Any]:
    check = Check()
    check.known("kind", form.kind, KINDS, "kind of relationship")
    if not form.one:
        check.wrong("one", "is empty", "choose a person")
    if not form.other:
        check.wrong("other", "is empty", "choose a person")
    elif form.one == form.other:
        check.wrong("other", "is the same person", "choose two people")
    for name in ("since", "until"):
        day = getattr(form, name)
        if day is None:
            continue
        if not is_day(day) or not day.year >= _FIRST_YEAR:
            check.wrong(name, "is not a date that can be right", f"a day of {_FIRST_YEAR} or later")
        elif day > today:
            check.wrong(name, "is still to come", "leave it empty until then")
    if form.since and form.until and form.until < form.since:
        check.wrong("until", "is before it began", "look at both dates")
    note = check.text("note", form.note)
    check.done()
    return {
        "child_id": form.child_id,
        "kind": form.kind,
        "one": form.one,
        "other": form.other,
        "since": day_text(form.since),
        "until": day_text(form.until),
        "note": note,
    }


# --- moved by hand --------------------------------------------------------------------------------------------------
def _moved(found: Iterable[Mapping[str, Any]]) -> dict[str, Place]:
    """Where people were put, from the middle of the child the genogram is about."""
    row = next(iter(found), None)
    if row is None:
        return {}
    said = json.loads(row["places"])
    return {
        str(i): (float(p[0]), float(p[1])) for i, p in said.items() if isinstance(p, list) and len(p) == 2
    }


def move(office: Office, child_id: str, moved: Mapping[str, Place]) -> None:
    """Put people somewhere else; an empty mapping puts everybody back where the layout has them."""
    check = Check()
    for there in moved.values():
        if not all(math.isfinite(v) and abs(v) <= _FURTHEST for v in there):
            check.wrong("places", "a place is too far away", "move them nearer")
            break
    check.done()
    with office.write() as c:
        standing(c, child_id)
        before = next(iter(records.of_child(c, "genogram", child_id)), None)
        kept = {} if not moved else {**_moved([before] if before else []), **moved}
        content = {"child_id": child_id, "places": json.dumps({i: [*p] for i, p in kept.items()})}
        _, back = keeping.save(office, c, "genogram", before["id"] if before else None, content)
    office.keep(
        "Moving somebody on the genogram" if moved else "Tidying of the genogram", "person", (child_id,), back
    )


SORTS = {
    "Parents and children": PARENTS,
    "Partners": COUPLES,
    "Brothers and sisters": SIBLINGS,
    "How they get on": BONDS,
}
