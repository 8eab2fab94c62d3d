"""Days and times as people type them."""

from datetime import date, datetime, time

import pytest

from ui.viewmodels.moments import (
    Unreadable,
    joined,
    matches,
    moment_text,
    parse_day,
    parse_moment,
    parse_time,
    relative,
)

TODAY = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("13/3/2026", date(2026, 3, 13)),
        ("13.3.26", date(2026, 3, 13)),
        ("13-03-2026", date(2026, 3, 13)),
        ("2026-03-13", date(2026, 3, 13)),
        ("130326", date(2026, 3, 13)),
        ("13 mar", date(2026, 3, 13)),
        ("Fri 13 Mar 2026", date(2026, 3, 13)),
        ("Friday, 13th March 2026", date(2026, 3, 13)),
        ("1 sept", date(2026, 9, 1)),
        ("30 dec", date(2025, 12, 30)),
        ("5/1", date(2026, 1, 5)),
        ("4 May 09", date(2009, 5, 4)),
        ("4/5/68", date(1968, 5, 4)),
        ("29/2/2024", date(2024, 2, 29)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 3, 12)),
        ("fri", date(2026, 3, 13)),
        ("wednesday", date(2026, 3, 18)),
        ("+7", date(2026, 3, 18)),
        ("-3 days", date(2026, 3, 8)),
        ("Fri 13 Mar", date(2026, 3, 13)),
        ("Thu 13 Mar 2026", date(2026, 3, 13)),  # what stood there, with another day typed into it
        ("last thu", date(2026, 3, 5)),
        ("a fortnight ago", date(2026, 2, 25)),
        ("in 2 weeks", date(2026, 3, 25)),
        ("  ", None),
    ],
)
def test_a_day_is_understood_in_many_ways(typed, day):
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "thu 13 mar",
        "soon 13 mar",
        "31/4/2026",
        "29/2/2026",
        "soon",
        "13/13/2026",
        "1/1/0001",
        "12 foo",
        "1/2/3000",
        "0/1/2026",
    ],
)
def test_what_is_not_a_day_is_refused_with_advice(typed):
    with pytest.raises(Unreadable):
        parse_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("12am", time(0)),
        ("9", time(9)),
        ("", None),
        ("930", time(9, 30)),
    ],
)
def test_a_time_is_understood(typed, at):
    assert parse_time(typed) == at


@pytest.mark.parametrize("typed", ["25:00", "9:70", "13pm", "noonish", "0am"])
def test_what_is_not_a_time_is_refused(typed):
    with pytest.raises(Unreadable):
        parse_time(typed)


def test_moments_read_naturally():
    assert moment_text(datetime(2026, 3, 13, 9, 5)) == "Fri 13 Mar 2026, 09:05"
    assert moment_text(date(2026, 3, 13), long=True) == "Friday 13 March 2026"
    assert relative(date(2026, 3, 12), TODAY) == "tomorrow"
    assert relative(date(2026, 3, 1), TODAY) == "10 days ago"
    assert relative(date(2026, 5, 1), TODAY) == "in 7 weeks"
    assert joined(TODAY, None) == TODAY
    assert joined(TODAY, time(9)) == datetime(2026, 3, 11, 9)


def test_search_forgives_accents_and_order():
    assert matches("lukasz visit", "Visit at home", "Łukasz")
    assert not matches("lukasz school", "Visit at home", "Łukasz")


@pytest.mark.parametrize(
    "typed", ["13 March 2026", "Fri 13 Mar 2026", "13 mar", "13/3/2026", "2026-03-13", "yesterday", ""]
)
def test_a_whole_day_is_not_taken_for_a_day_and_a_time(typed: str) -> None:
    assert parse_moment(typed, TODAY) is None


def test_a_day_and_a_time_may_be_typed_in_one() -> None:
    assert parse_moment("13 Mar 2026 1430", TODAY) == (date(2026, 3, 13), time(14, 30))
    assert parse_moment("yesterday at 3pm", TODAY) == (date(2026, 3, 10), time(15))
