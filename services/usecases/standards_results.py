"""What the use cases hand out about the standards themselves: frozen, plain values for screens, documents and the
command line. Dates are `datetime.date`; a moment known to the minute is a naive local `datetime.datetime`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.usecases.results import DeadlineView


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A published worked example, in words that can be followed on a wall calendar."""

    title: str
    clause: str
    counting: str
    seen_on: date  # the day on which the calendar is looked at
    given: tuple[str, ...]  # what is on record, a line each, in order of time
    expected: tuple[str, ...]  # what follows for this standard, a line each
    absent: bool = False  # the example shows a case in which the standard is not owed


@dataclass(frozen=True, slots=True)
class StandardView:
    """One timed standard as it is shown and printed."""

    id: str
    authority: str
    area: str
    area_label: str
    cite: str
    says: str
    limit: str  # in a few words: "10 working days", "every 6 weeks", "no limit printed"
    sentences: tuple[str, ...]
    force: str  # must, should, good_practice
    role: str
    reading: str  # printed, interpreted, assumed
    note: str
    topic: str
    topic_label: str
    kind: str
    tied: tuple[str, ...] = ()  # ids of the other readings of the same clause
    looser: bool = False  # whether a longer gap may be agreed for a child
    example: ExampleView | None = None  # the first one; `examples` of the use case gives all


@dataclass(frozen=True, slots=True)
class ExpectationView:
    """What good work looks like, with no time limit."""

    id: str
    at: str  # the moment at which it matters, as the pack names it
    at_label: str
    cite: str
    says: str
    role: str


@dataclass(frozen=True, slots=True)
class AuditView:
    """A row of an audit table."""

    id: str
    cite: str
    theme: str
    acceptable: str
    unacceptable: str


@dataclass(frozen=True, slots=True)
class BookView:
    """A whole rulebook: what the booklet prints and the browser shows."""

    authority: str
    name: str
    title: str
    version: str
    published: str
    review: str
    effective: date
    source: str
    standards: tuple[StandardView, ...]  # in the order of the pack
    expectations: tuple[ExpectationView, ...]
    audits: tuple[AuditView, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one authority's standards are proven by worked examples."""

    authority: str
    name: str
    standards: int
    examples: int
    sides: tuple[tuple[str, int, int], ...]  # (side, covered, needed)
    readings: tuple[tuple[str, int], ...]  # printed, interpreted, assumed
    topics: int
    with_topic: int  # standards that have one
    without_example: tuple[str, ...]  # ids of timed standards that no example names
    gaps: tuple[tuple[str, str], ...]  # (id, side) that no example covers


@dataclass(frozen=True, slots=True)
class TopicLimit:
    """One authority's limit on a topic."""

    standard: str
    says: str
    limit: str  # in a few words
    reading: str
    cite: str
    measure: str = ""  # as it is counted, so that 28 days are 4 weeks; what is compared


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic side by side: for each authority its limits, none where its document prints none."""

    topic: str
    label: str
    cells: tuple[tuple[TopicLimit, ...], ...]  # in the order of the authorities
    differs: bool  # whether two documents that print a limit print different ones
    section: str = ""  # the heading under which the topic stands


@dataclass(frozen=True, slots=True)
class TopicTable:
    """The limits of two to five authorities by topic."""

    authorities: tuple[tuple[str, str, str], ...]  # (id, name, version)
    rows: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A child's deadlines under one authority."""

    authority: str
    name: str
    version: str
    deadlines: tuple[DeadlineView, ...]  # undated first, then by due date, then standard
    next: tuple[DeadlineView, ...]  # the next one of each question
    labels: tuple[str, ...]  # of each of those, its topic's heading or what the standard says
    questions: tuple[
        str, ...
    ] = ()  # of each of those, the question that it answers: the same one in every lane


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes for the child on one topic, from the first authority to another."""

    topic: str  # of what is owed under the first, else under the other; "" where the standards have none
    label: str
    kind: str  # sooner, later, only_here, falls_away
    authority: str  # the other authority
    before: DeadlineView | None  # under the first
    after: DeadlineView | None  # under the other
    days: int | None  # calendar days later (negative: sooner); None where one of them has no date
    topics: tuple[str, ...] = ()  # the topics of the two: one, or two that are alike
    question: str = ""  # as the lanes name it


@dataclass(frozen=True, slots=True)
class CaseComparison:
    """The same events under each chosen authority; the first is the one to compare with."""

    today: date
    until: date
    lanes: tuple[Lane, ...]
    differences: tuple[Difference, ...]  # by authority, then in the order of the topics
    same: tuple[tuple[str, int], ...]  # (authority, topics that fall due on the same day)
    questions: tuple[
        tuple[str, str], ...
    ] = ()  # (question, heading) of all the lanes, in the order of the topics


@dataclass(frozen=True, slots=True)
class LayerLine:
    """One deadline within its layer."""

    layer: str  # national, authority, agreed
    deadline: DeadlineView
    governs: bool  # the earliest of those tied together
    passes: str = ""  # the national standard whose limit it would pass, were it followed alone


@dataclass(frozen=True, slots=True)
class LayerGroup:
    """Deadlines of several layers that the same act meets: the one that governs first, the others beneath it."""

    lines: tuple[LayerLine, ...]

    @property
    def flagged(self) -> bool:
        """Whether a local reading would pass a national limit."""
        return any(line.passes for line in self.lines)


@dataclass(frozen=True, slots=True)
class Passing:
    """A local standard that allows more time than a national one for the same act."""

    standard: str
    limit: str
    national: str
    national_limit: str
    always: bool  # from every start, or only from some (a bank holiday, a month's length)
    says: str = ""  # what the standard asks for


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a new version of a pack changes in one standard."""

    kind: str  # added, changed, reworded, dropped
    standard: str
    says: str  # of the new version, or of the old one where it is dropped
    cite: str
    before: str  # the limit, "" where it is added
    after: str  # the limit, "" where it is dropped
    way: str  # sooner, later, or "" where the limit is the same or cannot be compared
    parts: tuple[
        tuple[str, str, str], ...
    ]  # (part, before, after) of what changed: "limit", "starts", "only where" …


@dataclass(frozen=True, slots=True)
class PackChanges:
    """Two versions of a pack, rule by rule."""

    authority: str
    before: str  # the versions
    after: str
    effective: date  # from when the new one counts
    rules: tuple[RuleChange, ...]  # added, changed, dropped, reworded; each in the order of the pack
    expectations: tuple[int, int]  # how many untimed expectations are added and dropped


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What a new version changes in one child's calendar."""

    kind: str  # added, sooner, later, gone
    before: DeadlineView | None
    after: DeadlineView | None
    days: int | None


@dataclass(frozen=True, slots=True)
class CaseChanges:
    """A child's calendar before and after a new version; what is past stays word for word."""

    changes: tuple[CaseChange, ...]
    unchanged: int
