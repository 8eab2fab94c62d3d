"""A child's record looked at in other ways: under other authorities, and in its layers. Nothing here is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.usecases import cases
from services.usecases.casefile import year_later
from services.usecases.compare import check_choice, compare_case, topic_table
from services.usecases.layers import NATIONAL_PACK, case_layers, passing
from services.usecases.office import Office
from services.usecases.standards_results import CaseComparison, LayerGroup, Passing, TopicTable


def side_by_side(office: Office, authorities: Sequence[str]) -> TopicTable:
    """The limits of two to five authorities by topic; InvalidInput for another number of them."""
    check_choice(authorities)
    return topic_table([office.book(name) for name in authorities])


def under_each(
    office: Office, child_id: str, authorities: Sequence[str], until: date | None = None
) -> CaseComparison:
    """A child's events under each authority, twelve months ahead unless told otherwise."""
    check_choice(authorities)
    with office.read() as c:
        _, case = cases.of_child(c, child_id)
    today, books = office.today(), [office.books(name) for name in authorities]
    return compare_case(books, case, today, until or year_later(today), office.calendar())


def layers_of(office: Office, child_id: str, until: date | None = None) -> tuple[LayerGroup, ...]:
    """National guidance, the authority's standards and what was agreed, tied where one act meets them."""
    with office.read() as c:
        child, case = cases.of_child(c, child_id)
    today, calendar = office.today(), office.calendar()
    national, books = office.books(NATIONAL_PACK), office.books(child.authority)
    return case_layers(national, books, case, today, until or year_later(today), calendar)


def passing_of(office: Office, authority: str) -> tuple[Passing, ...]:
    """The standards of an authority that allow more time than the national guidance."""
    return passing(office.book(authority), office.book(NATIONAL_PACK), office.calendar())
