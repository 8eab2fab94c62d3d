"""The calendar file, read back."""

from __future__ import annotations

from datetime import date, datetime

from icalendar import Calendar

from services.documents import calendar_ics

from .samples import make_calendar, make_deadline, make_event


def events(data: bytes) -> list:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_days_are_all_day_and_minutes_are_timed(calendar):
    found = {str(e["SUMMARY"]): e for e in events(calendar_ics(calendar))}
    assert found["Core group overdue"].decoded("DTSTART") == date(2026, 10, 30)
    assert found["Strategy discussion due"].decoded("DTSTART") == datetime(2026, 11, 26, 16, 0)
    assert found["Visit booked"].decoded("DTSTART") == datetime(2026, 12, 8, 14, 30)


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
    assert str(event["SUMMARY"]) == "A B: Visit; a, b BEGIN:VEVENT\\ due"
