"""Frozen inputs of the engine: the events of a case and what has been agreed or waived for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Moment = date | datetime
Value = bool | int | float | str | tuple[str, ...]

CHILD = "child"
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is booked (`planned`), at a date or a minute.

    `attrs` hold the words of the vocabulary (a tuple where several values hold at once); `milestones` are the
    dates on which something about the event happened (`minutes_sent`, `recorded`).
    """

    type: str
    at: Moment
    attrs: Mapping[str, Value] = field(default_factory=dict)
    milestones: Mapping[str, Moment] = field(default_factory=dict)
    planned: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A frequency agreed for this child (LANGUAGE, "An agreed frequency"): `repeat` is a duration's text."""

    standard: str
    repeat: str
    start: date
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody recorded that a standard does not apply from `at` on, and why."""

    standard: str
    at: date
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """A child's case, or (`subject` "worker") a practitioner's own calendar."""

    subject: str = CHILD
    facts: Mapping[str, Value | date] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    agreed: tuple[Agreement, ...] = ()
    waived: tuple[Waiver, ...] = ()


def day_of(moment: Moment) -> date:
    """The calendar day of a date or of a minute."""
    return moment.date() if isinstance(moment, datetime) else moment
