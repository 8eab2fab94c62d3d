"""Why a date is what it is, put in order for showing. Pure functions over the calendar."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.usecases.commands import AgreedFrequency, WaiveStandard
from services.usecases.results import CalendarView, ChildDetail, DeadlineView, EventView, Value
from services.usecases.standards_results import LayerGroup
from ui.viewmodels.agenda import OPEN, state_line
from ui.viewmodels.expected import Checklist, expected_of_event
from ui.viewmodels.layers import LayerNote, beneath
from ui.viewmodels.moments import capital, day_of, moment_text, short_day

FORCE = {
    "must": "Must: required by the document",
    "should": "Should: expected by the document",
    "good_practice": "Good practice",
}
READING = {
    "printed": ("Printed", "The document says this in so many words."),
    "interpreted": ("Interpreted", "The document leaves something open; it is read as the note says."),
    "assumed": ("Assumed", "The document gives no number; the note says what was assumed."),
}


@dataclass(frozen=True, slots=True)
class Prefill:
    """How to open the event form so that what is recorded meets a deadline."""

    type: str
    attrs: Mapping[str, Value] = field(default_factory=dict)
    milestone: str = ""
    event_id: str = ""  # an event already recorded, where only its milestone is missing


@dataclass(frozen=True, slots=True)
class WhyView:
    key: str
    state: str
    state_line: str
    says: str
    dates: tuple[tuple[str, str], ...]  # (heading, date in words)
    why: tuple[str, ...]
    source: tuple[tuple[str, str], ...]  # (heading, words): clause, force, for whom, pack
    reading: str
    reading_word: str
    reading_says: str
    note: str
    clock_label: str
    clock_event: str  # id of the event that started it, "" where none is on record
    prefill: Prefill | None
    can_book: bool
    can_agree: bool
    can_waive: bool
    covers: tuple[tuple[str, str], ...]  # (key, words) of what the same act also meets
    covered_by: tuple[str, str] | None
    decisions: tuple[str, ...]  # frequencies agreed and waivers recorded for this standard
    layers: tuple[LayerNote, ...] = ()  # what the national guidance says of the same act
    expected: Checklist | None = None  # what is expected of the act that meets it


def build(
    deadline: DeadlineView,
    calendar: CalendarView,
    agreed: tuple[AgreedFrequency, ...] = (),
    waived: tuple[WaiveStandard, ...] = (),
    repeats: Collection[str] = (),
    layers: Sequence[LayerGroup] = (),
    child: ChildDetail | None = None,
    shelf: Any = None,
) -> WhyView:
    """`repeats` are the standards for which a frequency can be agreed; `shelf` holds those of the store."""
    word, says = READING.get(deadline.reading, (deadline.reading.capitalize(), ""))
    started = clock_event(calendar, deadline)
    is_open = deadline.state in OPEN
    above = next((each for each in calendar.deadlines if each.key == deadline.governed_by), None)
    prefill = prefill_for(calendar, deadline) if is_open else None
    return WhyView(
        deadline.key,
        deadline.state,
        state_line(deadline, calendar.today),
        deadline.says,
        _dates(deadline),
        deadline.why,
        _source(deadline, calendar),
        deadline.reading,
        word,
        says,
        deadline.note,
        _clock(deadline),
        started.id if started else "",
        prefill,
        prefill is not None and not prefill.milestone,
        is_open and deadline.standard in repeats,
        is_open,
        tuple((each.key, each.says) for each in calendar.deadlines if each.governed_by == deadline.key),
        (above.key, above.says) if above is not None and above is not deadline else None,
        _decisions(deadline, agreed, waived),
        beneath(deadline, layers),
        expected_of_event(deadline.meets_type, child, shelf) if child is not None and is_open else None,
    )


def _dates(deadline: DeadlineView) -> tuple[tuple[str, str], ...]:
    rows = [("Due", moment_text(deadline.due, long=True, none="No date: owed from the day it started"))]
    if deadline.plan_by is not None and deadline.state in OPEN:
        rows.append(("Plan for", f"{moment_text(deadline.plan_by, long=True)} (last working day)"))
    if deadline.counted_from is not None and deadline.counted_from != deadline.clock_at:
        rows.append(("Counted from", moment_text(deadline.counted_from, long=True)))
    if deadline.met_at is not None:
        rows.append(
            ("Met", f"{deadline.met_label or deadline.activity}, {moment_text(deadline.met_at, long=True)}")
        )
    if deadline.agreed:
        rows.append(("Agreed for this child", capital(deadline.agreed)))
    if deadline.provisional:
        rows.append(("Provisional", "Counted back from a meeting that is not booked yet"))
    return tuple(rows)


def _source(deadline: DeadlineView, calendar: CalendarView) -> tuple[tuple[str, str], ...]:
    pack = f"{calendar.pack_title}, {calendar.authority_name}"
    version = deadline.version or calendar.pack_version
    if version:
        pack += f", version {version}"
    if len(calendar.pack_versions) > 1 and version != calendar.pack_version:
        pack += f" (version {calendar.pack_version} is in force now)"
    rows = [
        ("Clause", deadline.cite),
        ("Standards", pack),
        ("Force", FORCE.get(deadline.force, deadline.force)),
    ]
    if deadline.role:
        rows.append(("For", deadline.role[:1].upper() + deadline.role[1:]))
    rows.append(("Area", deadline.area_label or deadline.area))
    return tuple(rows)


def _clock(deadline: DeadlineView) -> str:
    label = deadline.clock_label or ""
    if not label:
        return ""
    return (
        f"{label}, {moment_text(deadline.clock_at)}"
        if deadline.clock_at is not None
        else f"{label} (still to come)"
    )


def clock_event(calendar: CalendarView, deadline: DeadlineView) -> EventView | None:
    """The recorded event that started the clock: the same moment and type, else one with such a milestone."""
    at = deadline.clock_at
    if at is None or deadline.clock_type is None:
        return None
    same = [event for event in calendar.events if event.type == deadline.clock_type]
    return (
        next((event for event in same if event.at == at), None)
        or next((event for event in same if at in event.milestones.values()), None)
        or next((event for event in same if day_of(event.at) == day_of(at)), None)
    )


def prefill_for(calendar: CalendarView, deadline: DeadlineView) -> Prefill | None:
    """None where nothing is recorded for it. A milestone is put on the event that started the clock, if of its type."""
    if not deadline.meets_type:
        return None
    started = clock_event(calendar, deadline)
    holder = (
        started
        if deadline.meets_milestone and started is not None and started.type == deadline.meets_type
        else None
    )
    if deadline.meets_milestone and holder is None:
        holder = _latest_without(calendar, deadline)
    return Prefill(
        deadline.meets_type, deadline.meets_attrs, deadline.meets_milestone, holder.id if holder else ""
    )


def _latest_without(calendar: CalendarView, deadline: DeadlineView) -> EventView | None:
    """The latest event of that type whose milestone is still empty."""
    found = [
        event
        for event in calendar.events
        if event.type == deadline.meets_type and deadline.meets_milestone not in event.milestones
    ]
    return found[-1] if found else None


def repeating(calendar: CalendarView) -> frozenset[str]:
    """The standards in this calendar that come again each time they are met."""
    return frozenset(each.standard for each in calendar.deadlines if each.repeats)


def _decisions(
    deadline: DeadlineView, agreed: tuple[AgreedFrequency, ...], waived: tuple[WaiveStandard, ...]
) -> tuple[str, ...]:
    lines = [
        f"Every {duration_words(each.repeat)} from {short_day(each.start)}, agreed by {each.by}: {each.why}"
        for each in agreed
        if each.standard == deadline.standard
    ]
    lines += [
        f"Waived from {short_day(each.at)} by {each.by}: {each.why}"
        for each in waived
        if each.standard == deadline.standard
    ]
    return tuple(lines)


UNITS = (("working days", "working days"), ("days", "days"), ("weeks", "weeks"), ("months", "months"))


def duration_words(repeat: str) -> str:
    """ "1 weeks" as "week", "2 weeks" as "2 weeks"."""
    number, _, unit = repeat.partition(" ")
    return unit.removesuffix("s") if number == "1" else f"{number} {unit}"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was typed into the dialog for agreeing or waiving, checked before it goes to the desk."""

    by: str
    why: str
    day: date | None

    def missing(self) -> tuple[tuple[str, str], ...]:
        """(field, what is wanted)"""
        lacks = []
        if not self.by.strip():
            lacks.append(("by", "Say who decided this"))
        if not self.why.strip():
            lacks.append(("why", "Say why, so that it can be understood later"))
        if self.day is None:
            lacks.append(("day", "Give the day"))
        return tuple(lacks)
