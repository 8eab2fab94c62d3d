"""A chronology as it is handed out: its entries, where each comes from, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from services.usecases.results import ChronologyEntry, EventView, Moment

MOST = 1_000  # characters that one entry may say, and as many of its impact
KINDS: Mapping[str, str] = {
    "birth": "Birth",
    "referral": "Contacts and referrals",
    "concern": "Concerns and incidents",
    "missing": "Missing and exploitation",
    "assessment": "Assessments and enquiries",
    "meeting": "Conferences and meetings",
    "plan": "Plans",
    "court": "Courts and legal steps",
    "placement": "Where the child lives",
    "school": "School",
    "worker": "Workers, transfer and closing",
    "own": "Added by hand",
    "other": "Other",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What an entry stands on: one record of one child. In a family's chronology an entry may have several."""

    child_id: str
    source: str  # event, plan, birth, fact, own
    source_id: str
    edit_id: str = ""  # the record of how it was curated; "" where it was not


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a chronology, hidden or not."""

    key: str  # "event:…", "own:…": stays the same while it is curated
    parts: tuple[Part, ...]
    whose: tuple[str, ...]  # first names of the children
    at: Moment
    kind: str  # one of KINDS
    what: str
    source: str  # in words
    impact: str
    gathered: tuple[str, str] = ("", "")  # what and impact as the record has them, before anyone curated
    hidden: bool = False
    significant: bool = False  # taken in by hand
    amended: int = 0  # earlier wordings of the curated entry that are kept
    overtaken: bool = False  # the record was amended after somebody had reworded the entry

    @property
    def curated(self) -> bool:
        return any(part.edit_id for part in self.parts)

    @property
    def own(self) -> bool:
        return self.kind == "own"

    @property
    def worded(self) -> tuple[str, str]:
        """What and impact as somebody wrote them; "" where they are as the record has them."""
        what, impact = self.gathered
        return "" if self.what == what else self.what, "" if self.impact == impact else self.impact


@dataclass(frozen=True, slots=True)
class ChronologyView:
    """A child's chronology, or that of the family; hidden entries are among them."""

    child_id: str
    children: tuple[
        tuple[str, str, date | None], ...
    ]  # id, name, born; of a family the child asked for first
    entries: tuple[Entry, ...]
    updated: Moment | None  # when it was last recorded as brought up to date, for the child asked for
    court: str = ""
    case_number: str = ""
    authorities: tuple[str, ...] = ()  # of a family: each once, that of the child asked for first


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which entries are wanted. Empty fields do not narrow."""

    first: date | None = None
    last: date | None = None
    kinds: frozenset[str] = frozenset()
    hidden: bool = False  # those as well


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry to add by hand, for one child or for several."""

    child_ids: tuple[str, ...]
    at: Moment
    what: str
    origin: str  # where it comes from: "School file", "Mother, by telephone"
    impact: str = ""


@dataclass(frozen=True, slots=True)
class EditVersion:
    """How an entry was curated once; empty texts: as the record had it."""

    number: int
    author: str
    written_at: datetime
    put_back: bool
    hidden: bool
    what: str
    impact: str
    origin: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something recorded that the chronology leaves out, and whether it was ever marked."""

    event: EventView
    marked: bool = False


@dataclass(frozen=True, slots=True)
class ChronologyHead:
    """What stands above a printed chronology."""

    children: tuple[tuple[str, date | None], ...] = ()  # of a family: name and date of birth of each
    court: str = ""
    case_number: str = ""
    prepared_by: str = ""
    role: str = ""
    covers: str = ""  # "1 January 2025 to 30 June 2025", "Courts and legal steps"
    draft: bool = False
    impact: bool = True  # whether the column is printed
    authorities: tuple[str, ...] = ()  # of a family: each once


def narrowed(entries: tuple[Entry, ...], by: Narrowing) -> tuple[Entry, ...]:
    """The entries that are wanted, in their order."""
    return tuple(e for e in entries if _fits(e, by))


def _fits(e: Entry, by: Narrowing) -> bool:
    day = e.at.date() if isinstance(e.at, datetime) else e.at
    return (
        (by.hidden or not e.hidden)
        and (not by.kinds or e.kind in by.kinds)
        and (by.first is None or day >= by.first)
        and (by.last is None or day <= by.last)
    )


def printed(entries: tuple[Entry, ...], *, whose: bool = False) -> tuple[ChronologyEntry, ...]:
    """What is printed of entries: numbered, without those that are hidden; `whose`: each says of whom."""
    shown = [e for e in entries if not e.hidden]
    return tuple(
        ChronologyEntry(n, e.at, e.what, e.source, e.impact, ", ".join(e.whose) if whose else "")
        for n, e in enumerate(shown, 1)
    )


@dataclass(frozen=True, slots=True)
class EventPlace:
    """How an event on a child's record stands in the chronology: in it, hidden in it, or left out of it."""

    event_id: str
    there: bool  # it can be read in the chronology
    by_hand: bool  # marked as significant, or hidden, by somebody
    hidden: bool
    what: str  # what its entry says, or would say
    impact: str
