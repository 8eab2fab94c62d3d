"""The people around a child. Somebody who belongs to a sibling's network too is typed once, with a relation to each.

A protected address is kept apart from everything else that is known of a person: `address` tells it to those who ask.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from models.repositories import around as rows
from models.repositories import people
from services.usecases import keeping
from services.usecases.checking import Check, is_day
from services.usecases.cleaning import folded
from services.usecases.commands import PersonForm
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.results import Person
from services.usecases.rows import day_text, read_day

PROTECTED = "Address protected"
KINDS = ("family", "carer", "professional")
SEXES = ("", "female", "male", "other")
_TEXTS = ("contact", "may_be_told", "note")
_FLAGS = ("parental_responsibility", "in_household", "protected", "third_party")
_FIRST_YEAR = 1880  # of a person's birth: great-grandparents stand on a genogram


def network(c: Any, child_id: str) -> tuple[Person, ...]:
    """Everybody around a child, as they are to that child; protected addresses left out."""
    return tuple(view(r, child_id, _same_home(c, r, child_id)) for r in rows.around(c, child_id))


def _same_home(c: Any, row: dict[str, Any], child_id: str) -> bool:
    """Whether a person's household is this child's too: for a sibling's person, where both have one address."""
    if row["child_id"] == child_id or not row["in_household"]:
        return True
    one, other = people.child(c, row["child_id"]), people.child(c, child_id)
    said = [folded(child.address) for child in (one, other) if child and child.address.strip()]
    return len(said) < 2 or said[0] == said[1]


def view(row: dict[str, Any], child_id: str, same_home: bool = True) -> Person:
    """A person as one child's network shows them."""
    relations = _relations(row)
    return Person(
        row["id"],
        row["name"],
        relations.get(child_id, row["relation"]),
        row["kind"],
        bool(row["parental_responsibility"]),
        row["contact"],
        row["note"],
        row["sex"],
        read_day(row["born"]),
        read_day(row["died"]),
        bool(row["in_household"]) and same_home,
        "" if row["protected"] else row["address"],
        bool(row["protected"]),
        bool(row["third_party"]),
        row["may_be_told"],
        row["child_id"],
        tuple((i, said) for i, said in relations.items() if i != child_id),
    )


def _relations(row: dict[str, Any]) -> dict[str, str]:
    """Child → what the person is to them; first the child on whose record they were typed."""
    return {row["child_id"]: row["relation"]} | {s["child_id"]: s["relation"] for s in row["shares"]}


def child_address(address: str, people: tuple[Person, ...]) -> str:
    """A child's address as it is shown: not where they live with somebody whose address is protected."""
    return PROTECTED if any(p.protected and p.in_household for p in people) else address


def address(office: Office, person_id: str) -> str:
    """A person's address, protected or not: only for somebody who has asked to see it."""
    with office.read() as c:
        return str(keeping.standing(c, "person", person_id)["address"])


def save(office: Office, form: PersonForm, person_id: str | None = None) -> str:
    """Keep a person; `address` None leaves the address as it was."""
    content = _checked(form, office.today())
    with office.write() as c:
        before = keeping.standing(c, "person", person_id) if person_id else None
        _placed(c, content, form, before)
        saved, back = keeping.save(office, c, "person", person_id, content)
    whose = {content["child_id"], *(s["child_id"] for s in content["shares"])}
    whose |= set(_relations(before)) if before else set()
    done = "Change of a person's details" if person_id else "Adding of a person"
    office.keep(done, "person", tuple(sorted(whose)), back)
    return saved


def _placed(c: Any, content: dict[str, Any], form: PersonForm, before: dict[str, Any] | None) -> None:
    """To whom the person belongs: the child on whose record they are kept, and those who share them."""
    relations = {form.child_id: content.pop("relation"), **content.pop("others")}
    for child_id in relations:
        if people.child(c, child_id) is None:
            raise NotFound("That child is not in this store any more.")
    if before is not None and form.child_id not in _relations(before):
        raise NotFound
    home = before["child_id"] if before else form.child_id
    if home not in relations:  # taken off the network of the child on whose record they were typed
        home = form.child_id
    content["child_id"], content["relation"] = home, relations.pop(home)
    content["shares"] = [{"child_id": i, "relation": said} for i, said in relations.items()]
    if before and not _same_home(
        c, before, form.child_id
    ):  # it tells of a household that this child is not in
        content["in_household"] = before["in_household"]
    if before and content["address"] is None:
        content["address"] = before["address"]
    content["address"] = content["address"] or ""


def _checked(form: PersonForm, today: date) -> dict[str, Any]:
    check = Check()
    content: dict[str, Any] = {"name": check.line("name", form.name, needed="give a name")}
    content["relation"] = check.line("relation", form.relation)
    content["others"] = {i: check.line("shares", said) for i, said in form.shares if i != form.child_id}
    check.known("kind", form.kind, KINDS, "kind of person")
    check.known("sex", form.sex, SEXES, "sex")
    content |= {"kind": form.kind, "sex": form.sex}
    content |= {name: check.text(name, getattr(form, name)) for name in _TEXTS}
    content["address"] = None if form.address is None else check.text("address", form.address)
    content |= {name: int(getattr(form, name)) for name in _FLAGS}
    _days(check, form, today)
    content |= {"born": day_text(form.born), "died": day_text(form.died)}
    check.done()
    return content


def _days(check: Check, form: PersonForm, today: date) -> None:
    for name in ("born", "died"):
        day = getattr(form, name)
        if day is None:
            continue
        if not is_day(day):
            check.wrong(name, "is not a date", "a day, without a time")
            return
        if day > today:
            check.wrong(name, "is still to come", "leave it empty where it is not known")
        elif day.year < _FIRST_YEAR:
            check.wrong(name, f"the year {day.year} cannot be right", f"{_FIRST_YEAR} or later")
    if form.born and form.died and form.died < form.born:
        check.wrong("died", "is before the day of birth", "look at both dates")


def remove(office: Office, person_id: str, child_id: str = "") -> None:
    """Take a person off the network of that child ("": of every child); of siblings who share them they stay."""
    with office.write() as c:
        row = keeping.standing(c, "person", person_id)
        relations = _relations(row)
        left = {i: said for i, said in relations.items() if child_id and i != child_id}
        if left:
            home = next(iter(left))
            shares = [{"child_id": i, "relation": said} for i, said in left.items() if i != home]
            content = {**_own(row), "child_id": home, "relation": left[home], "shares": shares}
            _, back = keeping.save(office, c, "person", person_id, content)
        else:
            back = keeping.remove(office, c, "person", person_id)
    office.keep("Removal of a person", "person", tuple(sorted(relations)), back)


def _own(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in ("id", "created_by", "created_at")}
