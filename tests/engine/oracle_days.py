"""Days, durations and comparisons done the plainest way, for the second implementation of the language.

Days are walked one by one; bank holidays come from the tests' own rules, not from the engine's calendar.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from dateutil.easter import easter

from services.engine.calendar import Duration
from services.engine.facts import Event, Moment
from services.engine.selectors import Test
from tests.engine.bankholidays import england


def day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def timed(moment: Moment) -> bool:
    return isinstance(moment, datetime)


def happened_by(event: Moment, moment: Moment) -> bool:
    """A date without a time stands for its whole day."""
    if timed(event) and timed(moment):
        return event <= moment  # type: ignore[operator]
    return day(event) <= day(moment)


def past(due: Moment, moment: Moment) -> bool:
    """Whether `moment` lies after the due date, or the minute that was due."""
    if timed(due) and timed(moment):
        return moment > due  # type: ignore[operator]
    return day(moment) > day(due)


def order(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def works(d: date) -> bool:
    return d.weekday() < 5 and d not in england(d.year)


def working_days(d: date, number: int, way: int) -> date:
    if number == 0:
        while not works(d):
            d += timedelta(way)
        return d
    while number:
        d += timedelta(way)
        if works(d):
            number -= 1
    return d


def months_on(d: date, number: int, born: bool) -> date:
    year, month = d.year, d.month
    for _ in range(abs(number)):
        month += 1 if number > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    last = monthrange(year, month)[1]
    if born and (d.month, d.day) == (2, 29) and month == 2 and last == 28:
        return date(year, 3, 1)
    return date(year, month, min(d.day, last))


def term_ends(d: date) -> list[tuple[date, date]]:
    """(first day, last day) of the school terms about a day, in order."""
    found = []
    for year in range(d.year - 2, d.year + 4):
        sunday = easter(year)
        found += [
            (date(year, 1, 4), sunday - timedelta(3)),
            (sunday + timedelta(2), date(year, 7, 22)),
            (date(year, 9, 1), date(year, 12, 20)),
        ]
    return found


def add(moment: Moment, length: Duration, born: bool = False) -> Moment:
    months = sum({"months": 1, "years": 12}.get(unit, 0) * n for n, unit in length.parts)
    if months:
        moment = months_on(day(moment), months * length.sign, born)
    for n, unit in length.parts:
        if unit == "working days":
            moment = working_days(day(moment), n, length.sign)
        elif unit in ("days", "weeks"):
            moment = day(moment) + timedelta(n * length.sign * (7 if unit == "weeks" else 1))
        elif unit in ("minutes", "hours"):
            minutes = n * (60 if unit == "hours" else 1)
            if isinstance(moment, datetime):
                moment = moment + timedelta(minutes=minutes * length.sign)
            else:
                moment = moment + timedelta(minutes // 60 // 24 * length.sign)
        elif unit == "terms":
            terms = term_ends(day(moment))
            now = [i for i, (first, _) in enumerate(terms) if first <= day(moment)][-1]
            moment = terms[now + n * length.sign][1]
    return moment


def birthday(born: date, age: int) -> date:
    return months_on(born, 12 * age, True)


def compares(found: object, op: str, values: tuple[str, ...]) -> bool:
    held = found if isinstance(found, tuple) else () if found is None else (found,)
    for one in held:
        word = str(one).lower() if isinstance(one, bool) else str(one)
        if op == "=" and word in values:
            return True
        if op == "!=" and word not in values:
            return True
        if op in ("<", "<=", ">", ">="):
            a, b = float(str(one)), float(values[0])
            if {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]:
                return True
    return False


def stands(found: object) -> bool:
    return found not in (None, False, ())


def passes(test: Test, event: Event) -> bool:
    found = event.attrs.get(test.name)
    if test.op:
        return compares(found, test.op, test.values)
    return not stands(found) if test.negated else stands(found)


def length_holds(start: Moment, now: Moment, op: str, length: Duration) -> bool:
    mark, today = day(add(day(start), length)), day(now)
    return {
        "<": today < mark,
        "<=": today <= mark,
        ">": today > mark,
        ">=": today >= mark,
        "=": today == mark,
        "!=": today != mark,
    }[op]
