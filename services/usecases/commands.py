"""What a person asks for: frozen commands, collected by a dialog and carried out by the use cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.usecases.results import Moment, Scale, Value


@dataclass(frozen=True, slots=True)
class ChildForm:
    """A child's head record; `born` or `expected` must be given."""

    given: str
    family_name: str
    known_as: str = ""
    pronouns: str = ""
    born: date | None = None
    expected: date | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    authority: str = ""
    reference: str = ""
    family: str = ""  # name of the family or household; children of one family are siblings
    address: str = ""
    languages: str = ""
    note: str = ""
    worker: str = ""  # allocated worker's name; "" for oneself


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What is one sibling's own in an event that is typed once: its answers, and notes under its own headings."""

    attrs: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """A line of “what happens next”; it becomes an action."""

    what: str
    who: str = ""
    by: date | None = None
    child_id: str = ""  # of a sibling; "" for every child that the event is recorded for
    action_id: str = ""  # of an action that is there already
    done: date | None = None


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """An action by itself, or one amended. `child_id` "worker": about no child."""

    child_id: str
    what: str
    who: str = ""
    by: date | None = None
    done: date | None = None
    note: str = ""
    source: str = "own"
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event to record (or to book: `planned`), for one child and, where ticked, for siblings too."""

    child_id: str
    type: str
    at: Moment
    attrs: Mapping[str, Value] = field(default_factory=dict)
    milestones: Mapping[str, Moment] = field(default_factory=dict)
    planned: bool = False
    notes: tuple[tuple[str, str], ...] = ()
    also_for: tuple[str, ...] = ()
    own: Mapping[str, OwnPart] = field(default_factory=dict)  # sibling's id → what is its own
    actions: tuple[NextStep, ...] | None = None  # None: those that there are stay as they are
    unsaved: str = ""  # the place of the form's draft, dropped in the same transaction
    based_on: int = 0  # the version that was being amended; 0: whichever stands


@dataclass(frozen=True, slots=True)
class AgreedFrequency:
    child_id: str
    standard: str
    repeat: str  # a duration of the language: "1 weeks"
    start: date
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class WaiveStandard:
    child_id: str
    standard: str
    at: date
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class PersonForm:
    child_id: str
    name: str
    relation: str
    kind: str = "family"
    parental_responsibility: bool = False
    contact: str = ""
    note: str = ""
    sex: str = ""
    born: date | None = None
    died: date | None = None
    in_household: bool = False
    address: str | None = ""  # None: as it was
    protected: bool = False
    third_party: bool = False
    may_be_told: str = ""
    shares: tuple[
        tuple[str, str], ...
    ] = ()  # siblings whose network they belong to as well: (child id, relation)


@dataclass(frozen=True, slots=True)
class ActionForm:
    what: str
    who: str = ""
    by: date | None = None
    measure: str = ""
    done: date | None = None
    progress: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    need: str
    outcome: str
    actions: tuple[ActionForm, ...] = ()
    progress: str = ""
    scales: tuple[Scale, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanForm:
    child_id: str
    kind: str
    drawn_up: date
    review_by: date | None = None
    child_views: str = ""
    parent_views: str = ""
    agreement: str = ""
    contingency: str = ""
    bottom_lines: str = ""
    outcomes: tuple[OutcomeForm, ...] = ()
    signatures: tuple[tuple[str, str, date | None], ...] = ()
    draft: bool = True
    stage: str = ""
    worries: str = ""
    strengths: str = ""
    ends_when: str = ""
    reviewed: str = ""  # what the review found that makes this version
    sections: tuple[tuple[str, str], ...] = ()  # (heading, text)
    based_on: int = 0  # the version that was being changed; 0: whichever stands


@dataclass(frozen=True, slots=True)
class SummaryForm:
    child_id: str
    written: date
    parts: tuple[tuple[str, str], ...]
