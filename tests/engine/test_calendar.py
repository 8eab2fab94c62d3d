"""The engine's date arithmetic against days counted one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engine.calendar import (
    Duration,
    Term,
    WorkingCalendar,
    age_on,
    birthday,
    parse_duration,
    rule_terms,
)
from tests.engine import oracle_days as plain
from tests.engine.casebook import calendar

DAYS = st.dates(date(1992, 1, 1), date(2058, 12, 31))
COUNTS = st.integers(0, 300)
PARTS = st.sampled_from(("days", "weeks", "months", "years", "working days", "hours", "minutes"))


@given(DAYS, COUNTS)
def test_the_table_of_working_days_is_a_plain_loop(day: date, count: int) -> None:
    assert calendar().working_days_after(day, count) == plain.working_days(day, count, 1)
    assert calendar().working_days_before(day, count) == plain.working_days(day, count, -1)


@given(DAYS, st.integers(1, 400))
def test_forwards_and_backwards_are_inverse(day: date, count: int) -> None:
    worked = calendar().working_days_after(day, 0)
    assert calendar().working_days_before(calendar().working_days_after(worked, count), count) == worked
    assert calendar().working_days_after(calendar().working_days_before(worked, count), count) == worked


@given(DAYS, st.integers(0, 900))
def test_between_counts_what_lies_after_the_start(start: date, length: int) -> None:
    end = start + timedelta(length)
    days = (start + timedelta(n) for n in range(1, length + 1))
    assert calendar().working_days_between(start, end) == sum(plain.works(d) for d in days)


@given(DAYS, st.lists(DAYS, max_size=30), st.integers(0, 40))
def test_closure_days_are_not_worked(day: date, closed: list[date], count: int) -> None:
    near = [day + timedelta(d.toordinal() % 60 - 20) for d in closed]
    own = WorkingCalendar({**calendar().off, **dict.fromkeys(near, "closed")})
    step, left = day, count
    while left > 0 or not (plain.works(step) and step not in near):
        step += timedelta(1)
        left -= plain.works(step) and step not in near
    assert own.working_days_after(day, count) == step


@pytest.mark.parametrize("year", [1900, 1969, 2111, 2150])
def test_days_outside_the_table_are_counted_too(year: int) -> None:
    monday = next(d for n in range(7) if (d := date(year, 3, 1) + timedelta(n)).weekday() == 0)
    assert calendar().working_days_after(monday, 5) == monday + timedelta(7)
    assert calendar().working_days_before(monday, 5) == monday - timedelta(7)


@given(
    DAYS, st.lists(st.tuples(st.integers(0, 60), PARTS), min_size=1, max_size=2), st.booleans(), st.booleans()
)
def test_durations_are_counted_as_the_table_of_units_says(
    day: date, parts: list[tuple[int, str]], back: bool, at_a_time: bool
) -> None:
    length = Duration(tuple(parts), -1 if back else 1)
    moment = datetime(day.year, day.month, day.day, 14, 30) if at_a_time else day
    assert calendar().add(moment, length) == plain.add(moment, length)
    assert calendar().add(moment, length, from_birth=True) == plain.add(moment, length, True)


@given(DAYS, st.integers(1, 4), st.booleans())
def test_terms_end_as_the_rule_says(day: date, count: int, back: bool) -> None:
    length = Duration(((count, "terms"),), -1 if back else 1)
    assert calendar().add(day, length) == plain.add(day, length)


def test_own_terms_replace_those_they_overlap() -> None:
    own = WorkingCalendar({}, [Term(date(2025, 9, 3), date(2025, 12, 19), "autumn term 2025")])
    assert own.add(date(2025, 8, 1), parse_duration("1 terms")) == date(2025, 12, 19)
    assert own.add(date(2025, 9, 10), parse_duration("1 terms")) == rule_terms(2026)[0].end


@given(DAYS, st.integers(0, 40))
def test_birthdays(born: date, age: int) -> None:
    day = birthday(born, age)
    assert age_on(born, day) == age
    assert age_on(born, day - timedelta(1)) == age - 1
    assert (day.month, day.day) in {(born.month, born.day), (3, 1)}


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2026-01-31", "1 months", "2026-02-28"),
        ("2028-01-31", "1 months", "2028-02-29"),
        ("2026-12-24", "1 working days", "2026-12-29"),  # 25 December and, for the Saturday, Monday 28
        ("2026-04-02", "1 working days", "2026-04-07"),  # Good Friday and Easter Monday
        ("2026-02-28", "0 working days", "2026-03-02"),
        ("2026-02-27", "0 working days", "2026-02-27"),
        ("2026-03-02", "-3 working days", "2026-02-25"),
        ("2026-03-02", "4 hours", "2026-03-02"),
        ("2026-03-02", "72 hours", "2026-03-05"),
        ("2026-03-02T14:00", "72 hours", "2026-03-05T14:00"),
        ("2026-03-02T23:45", "30 minutes", "2026-03-03T00:15"),
        ("2026-03-02", "30 minutes", "2026-03-02"),
        ("2012-02-29", "15 years 9 months", "2027-11-29"),
        ("2026-08-10", "1 terms", "2026-12-20"),  # a holiday counts with the term before it
        ("2026-09-01", "1 terms", "2027-03-25"),  # the day before Good Friday
    ],
)
def test_counted_by_hand(start: str, length: str, due: str) -> None:
    moment = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
    found = calendar().add(moment, parse_duration(length))
    assert found.isoformat()[:16] == due


def test_from_birth_29_february_becomes_1_march() -> None:
    assert calendar().add(date(2012, 2, 29), parse_duration("18 years"), from_birth=True) == date(2030, 3, 1)
    assert calendar().add(date(2012, 2, 29), parse_duration("18 years")) == date(2030, 2, 28)


@given(DAYS, st.integers(0, 60))
def test_skipped_days_are_named(start: date, length: int) -> None:
    end = start + timedelta(length)
    named = [d for d, name in calendar().skipped(start, end) if name]
    days = [start + timedelta(n) for n in range(length + 1)]
    assert named == [d for d in days if d.weekday() < 5 and not plain.works(d)]
