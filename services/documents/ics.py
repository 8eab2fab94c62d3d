"""The calendar as an iCalendar file for another calendar program.

Other programs share, sync and show on locked screens, so by default nothing in the file names a child
or tells a reason: only what kind of act is due, in which state, under which standard.

Days are written as days. Times are those of the clock on the wall in England, named as such and with the
rule of its summer time in the file: a time without a zone is read as UTC by some programs, an hour off
from March to October.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from services.documents.agenda import families
from services.documents.script import clean
from services.documents.words import STATE_WORDS, long_date
from services.usecases.results import CalendarView, DeadlineView, EventView

_SPACE = uuid.UUID("6c0f4d1e-6f0b-5f57-9f5e-0f3a8a1f2b77")
_ZONE = "Europe/London"
_LENGTH = timedelta(hours=1)  # of a booked event whose end is not recorded


def calendar_ics(calendar: CalendarView, *, names: bool = False) -> bytes:
    """Deadlines and booked events as a calendar file; with `names` the summaries begin with the child's
    name and the descriptions hold the reasons."""
    made = Calendar()
    made.add("prodid", "-//Daymark//Deadlines//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    title = (
        f"Daymark: {_one_line(calendar.child_name)}" if names and calendar.child_name else "Daymark deadlines"
    )
    made.add("x-wr-calname", title)
    made.add("name", title)
    made.add("x-wr-timezone", _ZONE)
    made.add_component(_zone())
    stamp = datetime.combine(calendar.today, time.min, tzinfo=UTC)
    for head, covered in families(calendar.deadlines):
        for one in (head, *covered):
            if one.due is not None and one.state not in ("lapsed", "waived"):
                made.add_component(_deadline(one, calendar, names, stamp, covered=one is not head))
    for event in calendar.events:
        if event.planned:
            made.add_component(_booked(event, calendar, names, stamp))
    return made.to_ical()


def _deadline(
    one: DeadlineView, calendar: CalendarView, names: bool, stamp: datetime, covered: bool
) -> Event:
    state = STATE_WORDS.get(one.state, one.state).lower()
    what = _one_line(one.activity or one.area_label or "Deadline")
    event = _event(f"deadline:{calendar.child_id}:{one.key}", one.due, stamp)
    event.add("summary", _named(f"{what} ({state})", one.child_name or calendar.child_name, names))
    event.add("categories", ["Daymark", "Deadline", STATE_WORDS.get(one.state, one.state)])
    event.add("transp", "TRANSPARENT")
    event.add("class", "CONFIDENTIAL")
    if names:
        lines = [one.says, one.cite, *one.why]
        if covered:
            lines.insert(0, "Covered by a stricter deadline.")
        event.add("description", "\n".join(clean(line) for line in lines if line))
    else:
        cite = f"{calendar.pack_title}, {one.cite}" if one.cite else calendar.pack_title
        event.add("description", clean(f"{cite}. State on {long_date(calendar.today)}: {state}."))
    return event


def _booked(view: EventView, calendar: CalendarView, names: bool, stamp: datetime) -> Event:
    event = _event(f"event:{view.child_id}:{view.id}", view.at, stamp)
    event.add("summary", _named(f"{_one_line(view.label)} (booked)", calendar.child_name, names))
    event.add("categories", ["Daymark", "Booked"])
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "OPAQUE" if isinstance(view.at, datetime) else "TRANSPARENT")
    if names and view.summary:
        event.add("description", clean(view.summary))
    return event


def _event(identity: str, at: date | datetime | None, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uuid.uuid5(_SPACE, identity)}@daymark.invalid")
    event.add("dtstamp", stamp)
    if isinstance(at, datetime):
        start = at.replace(second=0, microsecond=0)
        event.add("dtstart", start, parameters={"TZID": _ZONE})
        event.add("dtend", _after(start, _LENGTH), parameters={"TZID": _ZONE})
    elif at is not None:
        event.add("dtstart", at)
        event.add("dtend", _after(at, timedelta(days=1)))
    return event


def _zone() -> Timezone:
    """The clock of England since 1996: summer time from the last Sunday of March, 01:00 UTC, to the last of
    October."""
    zone = Timezone()
    zone.add("tzid", _ZONE)
    for part, name, start, month, before, after in (
        (TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), 3, 0, 1),
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 10, 1, 0),
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def _after(at: date, length: timedelta) -> date:
    try:
        return at + length
    except OverflowError:
        return at


def _named(what: str, name: str, names: bool) -> str:
    name = _one_line(name)
    what = what[:1].upper() + what[1:]
    return f"{name}: {what}" if names and name else what


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())[:200]
