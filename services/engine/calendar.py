"""The only date arithmetic: durations, working days, months, school terms, birthdays.

Working days come from a table built once for each calendar: the list of working days and, for every day, how
many of them have passed. Units and their counting follow the table "Durations" of the standards' language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dateutil.easter import easter

from services.engine.facts import Moment, day_of

UNITS = ("minutes", "hours", "days", "working days", "weeks", "months", "years", "terms")
FIRST_YEAR, LAST_YEAR = 1970, 2110
_PART = re.compile(r"(\d{1,5}) (minutes|hours|working days|days|weeks|months|years|terms)")
_WHOLE = re.compile(rf"-?{_PART.pattern}(?: {_PART.pattern})?")
_MINUTES = {"minutes": 1, "hours": 60}
_DAYS = {"days": 1, "weeks": 7}
_ROUGHLY = {
    "minutes": 0.001,
    "hours": 0.04,
    "days": 1,
    "working days": 1.5,
    "weeks": 7,
    "months": 31,
    "years": 365,
    "terms": 122,
}
LONGEST = 36_525  # days: a hundred years


class Duration(NamedTuple):
    """A length of time of the language: up to two (number, unit) parts, forwards or backwards."""

    parts: tuple[tuple[int, str], ...]
    sign: int = 1
    working: int = (
        0  # the number, where it is only working days ahead (under a thousand): by far the most frequent
    )

    def backwards(self) -> Duration:
        return Duration(self.parts, -1)

    @property
    def text(self) -> str:
        return ("-" if self.sign < 0 else "") + " ".join(f"{n} {unit}" for n, unit in self.parts)


def parse_duration(text: str) -> Duration:
    """Read `15 years 9 months` or `-3 working days`; ValueError says what would be right."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(
            f"cannot read the duration {text!r}: write a whole number and one of {', '.join(UNITS)}"
        )
    parts = tuple((int(n), unit) for n, unit in _PART.findall(text))
    if sum(n * _ROUGHLY[unit] for n, unit in parts) > LONGEST:
        raise ValueError(f"cannot read the duration {text!r}: nothing runs for more than a hundred years")
    forward = not text.startswith("-")
    number, unit = parts[0]
    working = number if forward and len(parts) == 1 and unit == "working days" and number < 1000 else 0
    return Duration(parts, 1 if forward else -1, working)


class Term(NamedTuple):
    """A school term: its first and last day and its name."""

    start: date
    end: date
    name: str


def rule_terms(year: int) -> tuple[Term, Term, Term]:
    """The terms of a calendar year where the area's own dates have not been set."""
    sunday = easter(year)
    return (
        Term(date(year, 1, 4), sunday - timedelta(3), f"spring term {year}"),
        Term(sunday + timedelta(2), date(year, 7, 22), f"summer term {year}"),
        Term(date(year, 9, 1), date(year, 12, 20), f"autumn term {year}"),
    )


def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches `age`; born on 29 February: 1 March in common years (English law)."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Whole years on that day (negative before birth)."""
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def _add_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class WorkingCalendar:
    """Working days (Monday to Friday, no bank holiday, no closure day) and school terms.

    `off` maps every weekday that is not worked to its name: bank holidays of England, the user's one-off
    holidays and closure days. `own_terms` replace the rule's terms that they overlap.
    """

    def __init__(self, off: Mapping[date, str], own_terms: Iterable[Term] = ()) -> None:
        self.off = dict(off)
        first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
        closed = {day.toordinal() for day in off}
        self._first = first
        worked = [n for n in range(first, last + 1) if (n - 1) % 7 < 5 and n not in closed]
        self._worked = [date.fromordinal(n) for n in worked]
        passed, index, nxt = 0, [], iter([*worked, last + 1])
        upcoming = next(nxt)
        for n in range(first, last + 1):
            if n == upcoming:
                passed, upcoming = passed + 1, next(nxt)
            index.append(passed)
        self._passed = index  # for each day: working days up to and including it
        self._length = len(index)
        self._sure = self._length - 2000  # days from which a count stays inside the table
        self._own_terms = tuple(sorted(own_terms))
        self._terms: list[Term] = []

    # --- working days ------------------------------------------------------------------------------------------
    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.off

    def working_days_after(self, day: date, count: int) -> date:
        """The day `count` working days after `day` (day 0, worked or not); 0: that day or the next worked one."""
        at = day.toordinal() - self._first
        if at < 1:
            return self._step(day_of(day), count, 1)
        try:
            return self._worked[self._passed[at] + count - 1 if count else self._passed[at - 1]]
        except IndexError:
            return self._step(day_of(day), count, 1)

    def working_days_before(self, day: date, count: int) -> date:
        """The `count`th working day before `day`; 0: that day or the last worked one before it."""
        at = day.toordinal() - self._first
        if not 400 < at < self._length:
            return self._step(day, count, -1)
        return self._worked[self._passed[at - 1 if count else at] - (count or 1)]

    def _step(self, day: date, count: int, way: int) -> date:
        """The same, day by day, for dates outside the table."""
        while count > 0 or not self.is_working(day):
            day += timedelta(way)
            count -= self.is_working(day)
        return day

    def last_working_day(self, day: date) -> date:
        """The last working day on or before `day`."""
        at = day.toordinal() - self._first
        return self._worked[self._passed[at] - 1] if 400 < at < self._length else self._step(day, 0, -1)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`."""
        low, high = start.toordinal() - self._first, end.toordinal() - self._first
        if 0 <= low <= high < self._length:
            return self._passed[high] - self._passed[low]
        return sum(
            self.is_working(date.fromordinal(n)) for n in range(start.toordinal() + 1, end.toordinal() + 1)
        )

    def skipped(self, start: date, end: date) -> tuple[tuple[date, str], ...]:
        """The named weekdays from `start` to `end`, both included, that are not worked."""
        return tuple(
            sorted((d, name) for d, name in self.off.items() if start <= d <= end and d.weekday() < 5)
        )

    # --- school terms --------------------------------------------------------------------------------------------
    def terms(self) -> list[Term]:
        if not self._terms:
            ruled = (t for year in range(FIRST_YEAR, LAST_YEAR + 1) for t in rule_terms(year))
            kept = [
                t for t in ruled if not any(o.start <= t.end and t.start <= o.end for o in self._own_terms)
            ]
            self._terms = sorted([*kept, *self._own_terms])
        return self._terms

    def term_of(self, day: date) -> int:
        """Index in `terms()` of the term in which a day falls; a holiday counts with the term before it."""
        return max(bisect_right(self.terms(), day, key=lambda t: t.start) - 1, 0)

    # --- durations ---------------------------------------------------------------------------------------------
    def add(self, moment: Moment, duration: Duration, *, from_birth: bool = False) -> Moment:
        """The moment that lies `duration` from `moment`; a date unless minutes or hours are counted from a time."""
        count = duration.working
        if count:
            at = moment.toordinal() - self._first
            if 0 < at < self._sure:
                return self._worked[self._passed[at] + count - 1]
            return self.working_days_after(moment, count)
        parts, sign, _ = duration
        months = 0
        for number, unit in parts:
            if unit == "months":
                months += number
            elif unit == "years":
                months += 12 * number
        result: Moment = self._shift_months(day_of(moment), sign * months, from_birth) if months else moment
        for number, unit in parts:
            if unit not in ("months", "years"):
                result = self._add_part(result, number, unit, sign)
        return result

    def _add_part(self, moment: Moment, number: int, unit: str, sign: int) -> Moment:
        if unit == "working days":
            day = day_of(moment)
            return self.working_days_after(day, number) if sign > 0 else self.working_days_before(day, number)
        if unit in _DAYS:
            return day_of(moment) + timedelta(sign * number * _DAYS[unit])
        if unit in _MINUTES:
            minutes = number * _MINUTES[unit]
            if isinstance(moment, datetime):
                return moment + timedelta(minutes=sign * minutes)
            return moment + timedelta(sign * (minutes // 1440))
        terms, at = self.terms(), self.term_of(day_of(moment))
        return terms[min(max(at + sign * number, 0), len(terms) - 1)].end

    @staticmethod
    def _shift_months(day: date, months: int, from_birth: bool) -> date:
        result = _add_months(day, months)
        if from_birth and (day.month, day.day) == (2, 29) and (result.month, result.day) == (2, 28):
            return date(result.year, 3, 1)
        return result
