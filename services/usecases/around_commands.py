"""What a person asks for around a child: ties, key facts, consents, and what was shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.usecases.results import Moment


@dataclass(frozen=True, slots=True)
class TieForm:
    """How two people (each the id of a person or of a child) are related."""

    child_id: str  # on whose record it is entered
    kind: str
    one: str
    other: str
    since: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFactForm:
    child_id: str
    kind: str
    title: str = ""
    body: str = ""
    since: date | None = None
    until: date | None = None
    third_party: bool = False


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """Consent given (`given`), or asked for on a day and refused (`refused`)."""

    child_id: str
    whose: str
    kind: str  # information_sharing, agency_referral, medical, other: as the vocabulary's event has it
    details: str = ""  # to what, exactly
    agency: str = ""
    giver: str = ""  # parent, child, household_member; "" lets the record say
    given: date | None = None
    refused: date | None = None
    until: date | None = None
    withdrawn: date | None = None
    how: str = ""  # in writing, by telephone …
    note: str = ""


@dataclass(frozen=True, slots=True)
class SharingForm:
    """Information shared, or asked for and not shared, and why."""

    child_id: str
    at: Moment
    what: str
    whom: str
    why: str = ""
    basis: str = ""
    shared: bool = True
    note: str = ""
