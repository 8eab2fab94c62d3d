"""What is handed out of consent and of the information-sharing log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.usecases.results import Moment

CONSENT_STATES = ("in_force", "ends_soon", "run_out", "withdrawn", "refused")


@dataclass(frozen=True, slots=True)
class ConsentView:
    id: str
    whose: str
    kind: str  # information_sharing, agency_referral, medical, other
    what: str  # the kind in words, with the details
    details: str
    agency: str
    given: date | None
    refused: date | None
    until: date | None
    withdrawn: date | None
    how: str
    note: str
    state: str  # one of CONSENT_STATES
    state_words: str  # "In force until 4 May 2026"
    author: str
    amended: int  # earlier versions that are kept


@dataclass(frozen=True, slots=True)
class SharingView:
    id: str
    at: Moment
    what: str
    whom: str
    why: str
    basis: str
    basis_words: str
    shared: bool
    note: str
    author: str
    amended: int


@dataclass(frozen=True, slots=True)
class SharingRecord:
    """A child's consents, the newest first, and the log, the newest first; `warnings` tells what needs a look."""

    child_id: str
    consents: tuple[ConsentView, ...]
    log: tuple[SharingView, ...]
    warnings: tuple[str, ...]
