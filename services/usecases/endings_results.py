"""What is handed out and asked about transfers, closures and letters: frozen, plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.usecases.plan_results import Offer
from services.usecases.results import EventView, Moment, PlanView

GAP = "[…]"  # what a letter does not know yet
FOUND, MISSING, ASKED, DONE, NOT_NEEDED = "found", "missing", "asked", "done", "not_needed"
STATES = (FOUND, MISSING, ASKED, DONE, NOT_NEEDED)  # ASKED: only a person can tell
LIST, LOOK, PRACTICE = "list", "look", "practice"


@dataclass(frozen=True, slots=True)
class ItemView:
    """One thing to be in place, and how it stands: what the record shows, what was ticked, what is missing."""

    item: str  # its id
    says: str
    cite: str  # "" where no document asks for it
    group: (
        str  # LIST: of the authority's own list; LOOK: worth a look everywhere; PRACTICE: how it is done well
    )
    state: str  # one of STATES
    found: str  # what the record shows, or what is missing, in words
    note: str  # why it is not needed, or what was noted when it was ticked
    done: date | None
    record: str = ""  # the event type that is recorded for it
    section: str = ""  # the section of the child's record where it is written
    key: str = ""  # of a deadline that tells whether it was in time; of an event that lacks only a date

    @property
    def lacks_date(self) -> bool:
        """It is on record; only a date is to be added to it."""
        return self.key.startswith("event:")

    @property
    def settled(self) -> bool:
        return self.state in (FOUND, DONE, NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class EndingView:
    """A transfer or closure, under way or finished."""

    id: str
    child_id: str
    kind: str  # transfer, closure
    way: str  # of a transfer: worker, team, authority, step_down, leaving_care
    way_label: str
    authority: str
    authority_name: str
    started: date
    finished: date | None
    to_whom: str
    parts: tuple[tuple[str, str], ...]  # of its summary: heading and text
    items: tuple[ItemView, ...]
    author: str
    written_at: datetime
    amended: int  # how many earlier versions are kept

    @property
    def title(self) -> str:
        return "Closing the case" if self.kind == "closure" else "Transfer"

    @property
    def counted(self) -> tuple[int, int]:
        """How many of the things to be in place are settled, and how many there are."""
        asked = [i for i in self.items if i.group != PRACTICE]
        return sum(i.settled for i in asked), len(asked)


@dataclass(frozen=True, slots=True)
class EndingForm:
    """A transfer or closure as it is being prepared; `items` holds only what a person has said."""

    child_id: str
    kind: str
    way: str = ""
    started: date | None = None  # None: today
    to_whom: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    items: tuple[ItemMark, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What a person said of one item: done on a day, or not needed and why."""

    item: str
    done: date | None = None
    not_needed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FinishEnding:
    """Finish: the events are recorded, the child goes to the new worker, and nothing is typed twice."""

    ending_id: str
    at: Moment
    new_worker: str = ""  # a name; "" leaves the allocated worker as it is
    meeting: date | None = None  # the transfer meeting, where one was held and is not on record yet
    notified: date | None = None  # when family and agencies were told
    why: str = ""  # a line for the event's notes
    end_plans: tuple[str, ...] = ()  # of a closure: the plans that end with it, by id
    plans_why: str = ""  # why they end
    also: tuple[Offer, ...] = ()  # events that end what those plans were for


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """A plan that can end with the case, and the events that end what it was for."""

    plan: PlanView
    also: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case that was closed lately: what to read before it is opened again."""

    closed: date
    days: int  # since then
    worker: str
    summary: tuple[tuple[str, str], ...]  # the closing summary, or the last case summary
    summary_title: str
    events: tuple[tuple[Moment, str, str], ...]  # the last things that mattered: when, what, in a line
    asks: tuple[tuple[str, str], ...]  # what the authority's standards ask of a re-referral: words and clause


@dataclass(frozen=True, slots=True)
class LetterKind:
    name: str
    title: str  # "Closing letter to the family"
    about: str  # "", visit or meeting: which event it needs


@dataclass(frozen=True, slots=True)
class LetterView:
    id: str
    child_id: str
    kind: str
    title: str
    addressee: str
    address: str
    written: date
    subject: str
    body: str
    sent: date | None
    draft: bool
    author: str
    amended: int


@dataclass(frozen=True, slots=True)
class LetterForm:
    child_id: str
    kind: str
    addressee: str
    address: str
    written: date
    subject: str
    body: str
    sent: date | None = None
    draft: bool = True


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody to write to: of the people around the child."""

    name: str
    relation: str
    address: str
    kind: str  # family, carer, professional
    note: str = ""  # "Protected address": it is not put on the letter


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, as it stands at the head of a letter."""

    name: str
    role: str
    authority: str
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class TransferPack:
    """What goes into the transfer pack beside the child's other documents."""

    ending: EndingView
    ahead: tuple[tuple[str, str, str], ...]  # dates ahead: when, what, clause
    visits: tuple[EventView, ...]  # the last ones, the newest first
    assessments: tuple[EventView, ...]
    actions: tuple[tuple[str, str, str], ...]  # open ones: what, who, by when
