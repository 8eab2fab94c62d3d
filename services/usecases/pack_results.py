"""What the use cases hand out about standards of one's own and their updates: frozen, plain values.

"Pack" is the word of the program; people read "standards". Dates are `datetime.date`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.usecases.errors import AppError
from services.usecases.standards_results import CaseChanges, PackChanges, Passing

MADE, IMPORTED = "made here", "imported"


@dataclass(frozen=True, slots=True)
class KeptPack:
    """One version of an authority's standards that is kept in this store."""

    id: str  # of its record
    authority: str
    name: str
    title: str
    version: str
    effective: date | None
    kept_on: datetime
    kept_by: str
    from_: str  # MADE or IMPORTED
    standing: bool  # False: it was looked at and declined
    why: str = ""  # why it was declined
    in_force: bool = False  # the version of its authority that counts today
    coming: bool = False  # it stands, and takes effect after today
    trouble: str = ""  # it cannot be read any more: what is wrong with it


@dataclass(frozen=True, slots=True)
class PackTrouble:
    """One thing wrong with a pack that was handed in."""

    line: int  # in the file; 0 where it came from the editor
    id: str  # of the standard, or "" where it is about the pack as a whole
    says: str  # what is wrong and what would be right


class PackRefused(AppError):
    """Standards that cannot be taken in; nothing has been kept. `problems` names everything that is wrong."""

    message = "These standards cannot be read, so nothing has been taken in."
    advice = "Send the list of reasons to whoever made the file."

    def __init__(self, problems: tuple[PackTrouble, ...]) -> None:
        self.problems = problems
        super().__init__()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A version of an authority's standards, read whole and sound, before it is accepted or declined."""

    book_id: str  # the authority
    name: str
    title: str
    version: str
    effective: date
    text: str  # the whole pack file
    is_new: bool  # no such authority is known here yet
    replaces: str  # the version now in force, or ""
    rules: PackChanges | None  # rule by rule against the version now in force; None for a new authority
    asks: tuple[str, ...]  # plain warnings to read before accepting
    passing: tuple[Passing, ...] = ()  # standards that would allow more time than the national guidance
    new_passing: tuple[Passing, ...] = ()  # those of them that the version now in force does not have
    standards: int = 0  # how many timed standards it holds
    expectations: int = 0
    from_: str = IMPORTED


@dataclass(frozen=True, slots=True)
class ChildEffect:
    """What a proposal would change for one child (or for oneself: child id "worker")."""

    child_id: str
    name: str
    changes: CaseChanges


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Something wrong with a draft, at the field in which it stands."""

    standard: str  # its id (or "standard 3" where it has none); "" for the head of the draft
    field: str  # "due", "when", "effective" …; "" where it is about the whole
    says: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A standard of a draft as it would be read and counted."""

    sentences: tuple[str, ...]  # empty where there are problems
    problems: tuple[FieldProblem, ...]
    example: tuple[str, ...]  # lines of a worked example made up for it; empty where there are problems
    limit: str = ""  # in a few words, for the list


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field can take."""

    value: str
    label: str
    says: str = ""  # a line of help


@dataclass(frozen=True, slots=True)
class AttrChoice:
    """What can be asked of an event, of the child or of the worker."""

    name: str
    label: str
    kind: str  # flag, number, date, choice
    values: tuple[Choice, ...] = ()  # of a choice


@dataclass(frozen=True, slots=True)
class EventChoice:
    """An event with what can be asked of it."""

    type: str
    label: str
    group: str  # heading for a long list; "By age and birth" for the derived ones
    attrs: tuple[AttrChoice, ...] = ()
    milestones: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What each field of a standard can take, with labels: nobody has to write the language by hand."""

    areas: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    forces: tuple[Choice, ...]
    roles: tuple[Choice, ...]  # those in use; another may be written
    readings: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    units: tuple[Choice, ...]
    operators: tuple[Choice, ...]  # for numbers and lengths
    events: tuple[EventChoice, ...]
    episodes: tuple[Choice, ...]
    child_facts: tuple[AttrChoice, ...]
    worker_facts: tuple[AttrChoice, ...]
    conditions: tuple[
        Choice, ...
    ]  # kinds of condition: open, fact, age, clock, event, placement, count, since


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """An unfinished authority or version that can be gone on with. There is one for each authority."""

    id: str  # of its record; what `drop_draft` takes
    authority: str
    name: str
    version: str
    standards: int
    saved_on: datetime
    saved_by: str
