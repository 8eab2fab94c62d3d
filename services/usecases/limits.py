"""Until when an event has to be written up: counted from the event, never from the typing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from services.engine.calendar import Duration, WorkingCalendar
from services.engine.facts import Moment, day_of
from services.engine.findings import LATE, MET, Deadline
from services.usecases.results import RecordingLimit
from services.usecases.wording import say_duration

WRITTEN = ("recorded", "noted")  # the milestones that say that it has been written up


def limits(
    found: Iterable[Deadline], event_id: str, now: datetime, calendar: WorkingCalendar
) -> tuple[RecordingLimit, ...]:
    """The recording limits that this event starts, the soonest first."""
    mine = [
        d
        for d in found
        if d.clock is not None
        and d.clock.id == event_id
        and not d.clock.planned
        and not d.clock.milestone
        and any(t.milestone in WRITTEN and t.type == d.clock.type for t in d.standard.met_by)
    ]
    mine.sort(key=lambda d: (d.due is None, d.sort_key))
    return tuple(_limit(d, now, calendar) for d in mine)


def _limit(d: Deadline, now: datetime, calendar: WorkingCalendar) -> RecordingLimit:
    allowed = d.standard.due
    what = next(t.milestone for t in d.standard.met_by if t.milestone in WRITTEN)
    met = d.state in (MET, LATE)
    left, late = ("", False) if d.due is None else _left(d.due, now, calendar, working=_working(allowed))
    if met:
        left, late = ("written up in time", False) if d.state == MET else ("written up late", True)
    said = say_duration(allowed) if allowed is not None and any(n for n, _ in allowed.parts) else ""
    return RecordingLimit(what, d.standard.says, d.standard.cite, d.due, said, left, late)


def _working(allowed: Duration | None) -> bool:
    return allowed is not None and any("working" in unit for _, unit in allowed.parts)


def _left(due: Moment, now: datetime, calendar: WorkingCalendar, *, working: bool) -> tuple[str, bool]:
    """How much of the limit is left, or by how much it is passed."""
    if isinstance(due, datetime):
        if now > due:
            return _past(due.date(), now, calendar, working=working)
        if (due - now).total_seconds() < 24 * 3600:
            return _hours(int((due - now).total_seconds() // 60)), False
    day = day_of(due)
    if now.date() > day:
        return _past(day, now, calendar, working=working)
    if now.date() == day:
        return "today is the last day", False
    return f"{_days(now.date(), day, calendar, working)} left", False


def _past(day: date, now: datetime, calendar: WorkingCalendar, *, working: bool) -> tuple[str, bool]:
    if now.date() == day:
        return "late since earlier today", True
    counted = _days(day, now.date(), calendar, working)
    return ("just late" if counted.startswith("0 ") else f"{counted} late"), True


def _hours(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} minutes left" if minutes != 1 else "1 minute left"
    hours = minutes // 60
    return f"{hours} hours left" if hours != 1 else "1 hour left"


def _days(start: date, end: date, calendar: WorkingCalendar, working: bool) -> str:
    number = calendar.working_days_between(start, end) if working else (end - start).days
    kind = "working day" if working else "day"
    return f"{number} {kind}" if number == 1 else f"{number} {kind}s"
