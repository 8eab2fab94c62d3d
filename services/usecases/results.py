"""What the use cases hand out: frozen, plain values that screens, documents and the command line show.

No table row and no rule file leaves the use cases; whatever a screen or a page needs to know is here.
Dates are `datetime.date`; a moment known to the minute is a naive local `datetime.datetime`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

Moment = date | datetime
Value = bool | int | float | str | tuple[str, ...]

_SIGN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)  # Chinese and Japanese, written without spaces
STATES = ("overdue", "due", "projected", "met", "late", "lapsed", "waived")


def words_in(text: str) -> int:
    """Words as a person counts them: bullets and dashes are none, each Chinese or Japanese sign is one."""
    return sum(any(sign.isalnum() for sign in word) for word in _SIGN.sub(r" \g<0> ", text).split())


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """One deadline of a child's (or a worker's) calendar, with everything needed to show and explain it."""

    key: str  # stable while its facts stay the same: standard, anchor and due date
    standard: str
    says: str
    cite: str
    force: str  # must, should, good_practice
    role: str
    area: str
    area_label: str
    due: Moment | None
    plan_by: date | None
    state: str  # one of STATES
    clock_type: str | None
    clock_label: str | None
    clock_at: Moment | None
    counted_from: Moment | None
    met_label: str | None
    met_at: Moment | None
    provisional: bool
    activity: str  # what meets it, in words: "Core group"
    meets_type: str  # the event type to record in order to meet it ("" where nothing is recorded for it)
    meets_attrs: Mapping[str, Value]  # attributes that such an event needs, to fill the form in advance
    meets_milestone: str  # the milestone that meets it, where it is one ("minutes_sent"), else ""
    reading: str  # printed, interpreted, assumed
    note: str
    why: tuple[str, ...]  # complete: with a wall calendar the date can be checked by hand
    governed_by: str = (
        ""  # key of the stricter open deadline that the same act meets; "" where this one governs
    )
    child_id: str = ""
    child_name: str = ""
    agreed: str = (
        ""  # the frequency agreed for this child that governs: how often, from when, by whom and why
    )
    version: str = ""  # of the standards, under which it was counted
    repeats: bool = False  # it comes again each time it is met, so that a frequency can be agreed


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as recorded or booked."""

    id: str
    child_id: str
    type: str
    label: str
    at: Moment
    planned: bool
    attrs: Mapping[str, Value]
    milestones: Mapping[str, Moment]
    summary: str  # attributes in words: "Seen alone, at home, child protection plan"
    notes: tuple[tuple[str, str], ...]  # (heading, text), in the order of the form
    author: str
    recorded_at: datetime
    amended: int  # how many earlier versions are kept


@dataclass(frozen=True, slots=True)
class EventVersion:
    """What an event said before an amendment (or after the last one), who wrote that and when."""

    number: int
    author: str
    written_at: datetime
    removed: bool
    why: str
    event: EventView


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something that somebody will do: out of an event's next steps, supervision, an audit, a plan, or by itself."""

    id: str
    child_id: str  # "worker": about no child
    child_name: str
    what: str
    who: str
    by: date | None
    done: date | None
    state: str  # done, overdue, due (a date ahead), open (no date)
    source: str  # event, audit, ending, own, plan
    source_id: str  # of the event, audit, ending or plan
    source_words: str  # "Visit, 12 Mar 2026"
    note: str = ""
    author: str = ""
    amended: int = 0  # how many earlier versions are kept


@dataclass(frozen=True, slots=True)
class RecordingLimit:
    """Until when an event has to be written up, counted from the event itself."""

    what: str  # the milestone: recorded, noted
    says: str  # the standard
    cite: str
    due: Moment | None
    allowed: str  # "2 working days"
    left: str  # "1 working day left", "2 working days late", "done in time"
    late: bool


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A child's (or worker's) whole calendar under one authority's standards."""

    child_id: str
    child_name: str
    authority: str
    authority_name: str
    pack_title: str
    pack_version: str
    today: date
    until: date
    deadlines: tuple[DeadlineView, ...]  # undated first, then by due date, then standard
    events: tuple[EventView, ...]  # by moment
    bank_holidays: Mapping[
        date, str
    ]  # between the first and the last date shown, the user's own days included
    actions: tuple[ActionItem, ...] = ()  # those with a date, and those without one that are open
    pack_versions: tuple[
        tuple[str, date], ...
    ] = ()  # every version and the day from which it counts, where there are several


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One line of the caseload."""

    child_id: str
    name: str
    born: date | None
    expected: date | None
    age: str  # "7", "3 months", "unborn, due 4 May 2026"
    plans: tuple[str, ...]  # labels of what is open: "Child protection", "Looked after"
    authority: str
    authority_name: str
    worker: str
    family: str
    last_seen: date | None
    last_seen_alone: date | None
    next_due: Moment | None  # of the oldest overdue, else of the earliest due, else of the earliest projected
    next_says: str
    next_state: str
    overdue: int
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a child: family, carer or professional."""

    id: str
    name: str
    relation: str  # mother, foster carer, school nurse …
    kind: str  # family, carer, professional
    parental_responsibility: bool
    contact: str
    note: str
    sex: str = ""  # female, male, other; "" where it is not known
    born: date | None = None
    died: date | None = None
    in_household: bool = False
    address: str = ""  # empty where it is protected: it is told only when asked for
    protected: bool = False  # the address is told to nobody
    third_party: bool = False  # left out of what is printed for others unless ticked
    may_be_told: str = ""
    child_id: str = ""  # on whose record they were entered
    shares: tuple[
        tuple[str, str], ...
    ] = ()  # other children whose network they belong to: (child id, relation)


@dataclass(frozen=True, slots=True)
class Sibling:
    child_id: str
    name: str
    age: str
    closed: bool = False  # the case was closed and has not been opened again


@dataclass(frozen=True, slots=True)
class EpisodeView:
    name: str
    label: str
    since: date
    ended: date | None


@dataclass(frozen=True, slots=True)
class ChildDetail:
    """The head of a child's record."""

    child_id: str
    name: str
    given: str
    family_name: str
    known_as: str
    pronouns: str
    born: date | None
    expected: date | None
    age: str
    facts: Mapping[str, Value]  # the flags of vocabulary.toml [child]
    authority: str
    authority_name: str
    worker: str
    reference: str
    family: str
    address: str
    languages: str
    note: str
    episodes: tuple[EpisodeView, ...]
    siblings: tuple[Sibling, ...]
    network: tuple[Person, ...]
    last_seen: date | None
    last_seen_alone: date | None
    worker_telephone: str = ""  # known where the worker is the user


@dataclass(frozen=True, slots=True)
class ActionView:
    id: str
    what: str
    who: str
    by: date | None
    measure: str  # how we will know
    done: date | None
    outcome_id: str
    progress: str = ""  # as the last review found it


class Scale(NamedTuple):
    """How near an outcome is, from 0 to 10, on a day and in whose view."""

    at: date
    value: int
    whose: str = ""


class Copy(NamedTuple):
    """Who was given a plan, when and how."""

    name: str
    role: str = ""
    given: date | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeView:
    id: str
    need: str
    outcome: str
    actions: tuple[ActionView, ...]
    progress: str = ""
    scales: tuple[Scale, ...] = ()  # by day


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it stands; signatures are names, roles and dates."""

    id: str
    child_id: str
    kind: str  # child_in_need, child_protection, early_help, care, pathway …
    title: str
    version: int
    drawn_up: date
    review_by: date | None
    child_views: str
    parent_views: str
    agreement: str
    contingency: str
    bottom_lines: str
    outcomes: tuple[OutcomeView, ...]
    signatures: tuple[tuple[str, str, date | None], ...]
    author: str
    draft: bool
    stage: str = ""  # of a child protection plan: outline, detailed
    worries: str = ""  # needs and risks
    strengths: str = ""
    ends_when: str = ""  # what must change for the plan to end
    reviewed: str = ""  # what the review that made this version found
    ended: date | None = None
    sections: tuple[tuple[str, str], ...] = ()  # (heading, text): what this kind of plan asks for beside
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A case summary: (heading, text) in the order of the authority's form."""

    id: str
    child_id: str
    written: date
    author: str
    parts: tuple[tuple[str, str], ...]
    amended: int = 0  # how many earlier wordings are kept

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(words_in(text) for _, text in self.parts)


@dataclass(frozen=True, slots=True)
class ChronologyEntry:
    number: int
    at: Moment
    what: str
    source: str
    significance: str  # its impact on the child
    whose: str = ""  # in a family's chronology: of whom it tells


@dataclass(frozen=True, slots=True)
class Effect:
    """What saving an event would do: shown before it is saved."""

    meets: tuple[DeadlineView, ...]  # open deadlines that it meets (in time or late)
    starts: tuple[DeadlineView, ...]  # deadlines that appear because of it
    ends: tuple[DeadlineView, ...]  # open deadlines that lapse or are replaced by it
    limits: tuple[RecordingLimit, ...] = ()  # until when it has to be recorded
    child_name: str = ""  # for whom, where one event is recorded for several
    leaves: tuple[str, ...] = ()  # plans that stay in force although it closes the case


@dataclass(frozen=True, slots=True)
class AuthorityView:
    id: str
    name: str
    title: str
    version: str
    published: str
    review: str
    source: str
    standards: int
    expectations: int
    audits: int


@dataclass(frozen=True, slots=True)
class Field:
    """One control of an event's form, drawn from the vocabulary."""

    name: str
    label: str
    kind: str  # flag, number, choice, choices (several may hold), date, text
    choices: tuple[tuple[str, str], ...] = ()  # (value, label)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of an event's notes."""

    name: str
    sort: str = ""  # fact, reported, views, analysis, next, third: what the words under it are
    own: bool = False  # asked for each child where one event is written for several
    hint: str = ""
    several: bool = False  # asked only where there are several children


@dataclass(frozen=True, slots=True)
class EventForm:
    """What is asked when an event of this type is recorded."""

    type: str
    label: str
    group: str  # heading under which it is found: "Child protection"
    attrs: tuple[Field, ...]
    milestones: tuple[tuple[str, str], ...]  # (name, label)
    headings: tuple[str, ...]  # headings of the notes
    asks: tuple[Heading, ...] = ()  # the same with what is known of each
    own_attrs: tuple[str, ...] = ()  # answers asked for each child where one event is written for several


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where, what, and what would be right."""

    where: str
    what: str
    right: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" ({self.right})" if self.right else "")


@dataclass(frozen=True, slots=True)
class Own:
    """The user: name, role, authority, as the welcome page asks."""

    name: str
    role: str
    authority: str
    settings: Mapping[str, str] = field(default_factory=dict)


ROLES = (
    ("social_worker", "Social worker"),
    ("family_worker", "Family support worker"),
    ("personal_adviser", "Personal adviser"),
    ("iro", "Independent reviewing officer"),
    ("manager", "Manager"),
)  # who may use the program: key and words


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A closure day or one-off bank holiday that the user has added."""

    day: date
    name: str
    kind: str  # closure, bank_holiday


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A school term as the user has set it, in place of the rule."""

    start: date
    end: date
    name: str
