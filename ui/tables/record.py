"""What a child's record lists: events, people, plans and summaries as tables."""

from __future__ import annotations

from enum import IntEnum

from services.usecases.results import EventView, Person, PlanView, SummaryView
from ui.tables.rows import RowTable
from ui.viewmodels.moments import moment_text, short_day
from ui.viewmodels.planform import plan_kind


class EventColumn(IntEnum):
    WHEN = 0
    WHAT = 1
    DETAILS = 2
    WRITTEN = 3


class EventTable(RowTable[EventView]):
    columns = EventColumn
    headings = ("When", "What", "Details", "Written by")

    def cell(self, row: EventView, column: int) -> str:
        if column == EventColumn.WHEN:
            return moment_text(row.at)
        if column == EventColumn.WHAT:
            return f"{row.label} (booked)" if row.planned else row.label
        if column == EventColumn.DETAILS:
            return row.summary or " ".join(next((text for _, text in row.notes if text), "").split())
        return row.author + (", amended" if row.amended else "")


KINDS = {"family": "Family", "carer": "Carer", "professional": "Professional"}


class PersonColumn(IntEnum):
    NAME = 0
    RELATION = 1
    KIND = 2
    CONTACT = 3
    TOLD = 4
    MARKS = 5


class PersonTable(RowTable[Person]):
    columns = PersonColumn
    headings = ("Name", "Who they are", "Kind", "How to reach them", "May be told", "Marks")

    def cell(self, row: Person, column: int) -> str:
        return (
            row.name + (", died" if row.died else ""),
            row.relation,
            KINDS.get(row.kind, row.kind),
            " ".join(" ".join(part for part in (row.contact, row.address) if part).split()),
            " ".join(row.may_be_told.split()),
            ", ".join(marks_of(row)),
        )[column]


def marks_of(person: Person) -> list[str]:
    """What is marked of a person, in a few words each."""
    found = ["parental responsibility"] if person.parental_responsibility else []
    found += ["in the household"] if person.in_household else []
    found += ["address protected"] if person.protected else []
    found += ["third party"] if person.third_party else []
    return [", ".join(found).capitalize()] if found else []


class PlanColumn(IntEnum):
    TITLE = 0
    DRAWN_UP = 1
    REVIEW = 2
    OUTCOMES = 3
    STATE = 4


class PlanTable(RowTable[PlanView]):
    columns = PlanColumn
    headings = ("Plan", "Drawn up", "Review by", "Actions done", "State")

    def cell(self, row: PlanView, column: int) -> str:
        actions = [action for outcome in row.outcomes for action in outcome.actions]
        return (
            row.title or plan_kind(row.kind),
            short_day(row.drawn_up),
            short_day(row.review_by) if row.review_by else "",
            f"{sum(action.done is not None for action in actions)} of {len(actions)}"
            if actions
            else "No actions yet",
            f"{_standing(row)}, version {row.version}",
        )[column]


def _standing(plan: PlanView) -> str:
    return "Ended" if plan.ended else "Draft" if plan.draft else "Agreed"


class SummaryColumn(IntEnum):
    WRITTEN = 0
    AUTHOR = 1
    WORDS = 2


class SummaryTable(RowTable[SummaryView]):
    columns = SummaryColumn
    headings = ("Written", "By", "Words")

    def cell(self, row: SummaryView, column: int) -> str:
        return (short_day(row.written), row.author, str(row.words))[column]
