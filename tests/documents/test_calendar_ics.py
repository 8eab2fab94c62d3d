"""The calendar file, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from services.documents import calendar_ics

from .samples import make_calendar, make_deadline, make_event


def events(data: bytes) -> list:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_days_are_all_day_and_minutes_are_timed(calendar):
    found = {str(e["SUMMARY"]): e for e in events(calendar_ics(calendar))}
    assert found["Core group (overdue)"].decoded("DTSTART") == date(2026, 10, 30)
    assert found["Strategy discussion (due)"].decoded("DTSTART").replace(tzinfo=None) == datetime(
        2026, 11, 26, 16, 0
    )
    assert found["Visit (booked)"].decoded("DTSTART").replace(tzinfo=None) == datetime(2026, 12, 8, 14, 30)
    assert "DTSTART;VALUE=DATE:20261030" in calendar_ics(calendar).decode().split("\r\n")


def test_by_default_nothing_names_the_child_or_tells_a_reason(calendar):
    text = calendar_ics(calendar).decode().replace("\r\n ", "")
    for word in ("Łucja", "Brzęczyszczykiewicz", "conference on Mon 30", "Seen alone", "c1:"):
        assert word not in text
    assert "X-WR-CALNAME:Daymark deadlines" in text


def test_names_are_there_when_asked_for(calendar):
    found = events(
        calendar_ics(make_calendar(calendar.deadlines, calendar.events, child_name="Ł.B."), names=True)
    )
    assert all(str(e["SUMMARY"]).startswith("Ł.B.: ") for e in found)
    assert any("10 working days are counted" in str(e.get("DESCRIPTION", "")) for e in found)


def test_the_file_is_the_same_each_time_and_its_ids_outlive_a_change_of_state(calendar):
    assert calendar_ics(calendar) == calendar_ics(calendar)
    before, after = (
        events(calendar_ics(make_calendar([make_deadline(1, state=s)])))[0] for s in ("due", "overdue")
    )
    assert before["UID"] == after["UID"]
    assert before["SUMMARY"] != after["SUMMARY"]
    ids = [str(e["UID"]) for e in events(calendar_ics(calendar))]
    assert len(ids) == len(set(ids))
    assert {e.decoded("DTSTAMP").date() for e in events(calendar_ics(calendar))} == {date(2026, 11, 25)}


def test_undated_lapsed_and_waived_deadlines_and_past_events_are_left_out():
    deadlines = [make_deadline(1, None), make_deadline(2, state="lapsed"), make_deadline(3, state="waived")]
    assert events(calendar_ics(make_calendar(deadlines, [make_event(1, planned=False)]))) == []


def test_awkward_text_stays_one_property():
    wild = make_deadline(1, activity="Visit; a, b\nBEGIN:VEVENT\\ \x00", why=("x" * 500,))
    (event,) = events(calendar_ics(make_calendar([wild], child_name="A\r\nB"), names=True))
    assert str(event["SUMMARY"]) == "A B: Visit; a, b BEGIN:VEVENT\\ (due)"


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2027, 1, 13), 14), (date(2027, 7, 14), 13)], ids=["winter", "summer"]
)
def test_two_in_the_afternoon_in_england_is_that_in_winter_and_summer(day, hour):
    at = datetime(day.year, day.month, day.day, 14, 0)
    data = calendar_ics(make_calendar([], [make_event(1, at)]))
    (event,) = events(data)
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == "Europe/London"
    assert event.decoded("DTSTART").astimezone(UTC) == datetime(
        day.year, day.month, day.day, hour, tzinfo=UTC
    )
    assert f"DTSTART;TZID=Europe/London:{at:%Y%m%dT%H%M%S}" in data.decode()


def test_the_file_itself_holds_the_clock_of_england():
    """As a program reads it that has no list of zones of its own: by the rule, against what the zone does."""
    (zone,) = Calendar.from_ical(calendar_ics(make_calendar())).walk("VTIMEZONE")
    clock = zone.to_tz(lookup_tzid=False)
    london = ZoneInfo("Europe/London")
    for number in range(0, 24 * 400, 5):
        wall = datetime(2026, 11, 25) + timedelta(hours=number)
        assert wall.replace(tzinfo=clock).utcoffset() == wall.replace(tzinfo=london).utcoffset(), wall


def test_lines_are_folded_and_end_as_the_standard_says():
    deadlines = [
        make_deadline(n, cite="s8 \u201cŁ\u0301\u201d, \u015a; \\ " * 20, activity="Żółć " * 40)
        for n in range(9)
    ]
    data = calendar_ics(make_calendar(deadlines))
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    assert "; \\ s8" in str(events(data)[0]["DESCRIPTION"]), "and reads back as it was"


def test_what_the_standard_asks_of_each_entry_is_there(calendar):
    data = calendar_ics(calendar)
    whole = Calendar.from_ical(data)
    assert (str(whole["VERSION"]), "PRODID" in whole) == ("2.0", True)
    assert not whole.errors
    for event in events(data):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        assert not event.errors
        assert event.decoded("DTEND") > event.decoded("DTSTART")


def test_the_ids_are_the_same_a_day_later_and_others_for_another_child(calendar):
    def ids(**changes) -> list[str]:
        return [str(e["UID"]) for e in events(calendar_ics(replace(calendar, **changes)))]

    assert ids() == ids(today=date(2026, 11, 26))
    others = [replace(e, child_id="c2") for e in calendar.events]
    assert not set(ids()) & set(ids(child_id="c2", events=tuple(others)))
