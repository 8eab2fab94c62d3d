"""Who stands on a genogram: a child of the store, or somebody around one, as the drawing needs them."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.engine.calendar import age_on
from services.usecases.ages import age_in_words, full_name
from services.usecases.around_results import Member
from services.usecases.kinship import has_died, is_expected, lost_of, sex_of, sex_of_pronouns
from services.usecases.results import Person
from services.usecases.rows import read_day


def member_of_child(
    row: Any, relation: str, today: date, *, index: bool = False, household: bool = False
) -> Member:
    born = read_day(row.born)
    unborn = born is None or born > today
    return Member(
        id=row.id,
        name=full_name(row.given, row.family_name),
        relation=relation,
        sex=sex_of_pronouns(row.pronouns),
        age="" if unborn else short_age(born, today),
        born=born,
        unborn=unborn,
        index=index,
        child=True,
        household=household,
    )


def member_of_person(p: Person, today: date, *, grown: bool = False) -> Member:
    """`grown`: the child is an adult, so that nobody has parental responsibility any more."""
    lost = lost_of(p.relation)
    return Member(
        id=p.id,
        name=p.name,
        relation=p.relation,
        sex=p.sex or sex_of(p.relation),
        age=_age(p, today),
        born=p.born,
        died=p.died,
        unborn=is_expected(p.relation) and p.born is None,
        dead=p.died is not None or has_died(p.relation) or lost == "stillborn",
        lost=lost,
        household=p.in_household,
        responsible=p.parental_responsibility and not grown,
        third_party=p.third_party,
        protected=p.protected,
    )


def _age(p: Person, today: date) -> str:
    """The age at death, of somebody who has died; "" where that day is not known."""
    if lost_of(p.relation) or (p.died is None and has_died(p.relation)):
        return ""
    return short_age(p.born, p.died or today)


def short_age(born: date | None, on: date) -> str:
    """ "34", "8m", "3w", "2d"; "" where it is not known."""
    if born is None or born > on:
        return ""
    years = age_on(born, on)
    if years:
        return str(years)
    number, _, unit = age_in_words(born, None, on).partition(" ")
    return number + unit[:1]
