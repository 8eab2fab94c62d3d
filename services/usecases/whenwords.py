"""Days and times as people type them beside other words: yesterday 3pm, last Thu, Mon 23 Nov, a fortnight ago."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "weds": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NEAR = {
    "today": 0,
    "now": 0,
    "tonight": 0,
    "yesterday": -1,
    "yest": -1,
    "yday": -1,
    "tomorrow": 1,
    "tmrw": 1,
}
_PHRASES = {
    ("day", "before", "yesterday"): -2,
    ("day", "after", "tomorrow"): 2,
    ("this", "morning"): 0,
    ("this", "afternoon"): 0,
    ("this", "evening"): 0,
    ("last", "night"): -1,
}
_PARTS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_FILLERS = ("at", "on", "this", "@", "the")
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "fortnights": 14}
_MONTHLY = ("month", "months")
_COUNTED = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_YEARS = range(1900, 2151)  # four figures outside these are no year
_LONGEST = 4  # words that one day takes, at most


class When(NamedTuple):
    day: date | None = None
    at: time | None = None


def read_when(words: Sequence[str], now: datetime) -> tuple[When, list[str]]:
    """The day and time among the words (lower case), and the words that are left.

    A weekday by itself is the last one, today among them; "next" and "tomorrow" look ahead. A weekday beside a date
    belongs to it, and is left over where it is another day's. Four figures are a time only right after a day or "at".
    """
    left, day, at = [_bare(word) for word in words], None, None
    start = 0
    while start < len(left):
        size, found_day, found_time = _at(left, start, now, day is None, at is None)
        if not size:
            start += 1
            continue
        day, at = found_day or day, found_time if found_time is not None else at
        del left[start : start + size]
        if found_day and at is None and start < len(left) and (clock := _four_figures(left[start])):
            at = clock
            del left[start]
        while start and left[start - 1] in _FILLERS:  # "on thursday", "at 3pm"
            start -= 1
            del left[start]
    if at is None and (place := _said_at(left)) is not None:
        at = _four_figures(left[place + 1])
        del left[place : place + 2]
    return When(day, at), left


def _bare(word: str) -> str:
    """Without the full stops of "3 p.m." and "Fri."; those between figures stay."""
    return re.sub(r"(?<=[a-z])\.|\.$", "", word) or word


def _four_figures(word: str) -> time | None:
    found = re.fullmatch(r"([01]\d|2[0-3])([0-5]\d)", word)
    return time(int(found[1]), int(found[2])) if found else None


def _said_at(words: list[str]) -> int | None:
    """Where “at 1430” stands."""
    return next(
        (n for n, (a, b) in enumerate(pairwise(words)) if a in ("at", "@") and _four_figures(b)), None
    )


def _at(
    words: list[str], start: int, now: datetime, want_day: bool, want_time: bool
) -> tuple[int, date | None, time | None]:
    """How many words from here on are a day or a time, and which."""
    for size in range(_LONGEST, 0, -1):
        said = words[start : start + size]
        if len(said) < size:
            continue
        if want_day and (day := _day(said, now.date())):
            return size, day, None
        if want_time and (at := _time(said)) is not None:
            return size, None, at
        if want_day and want_time and size == 1 and said[0] == "now":
            return 1, now.date(), now.time().replace(second=0, microsecond=0)
    return 0, None, None


def _day(said: list[str], today: date) -> date | None:
    if tuple(said) in _PHRASES:
        return today + timedelta(days=_PHRASES[tuple(said)])
    if len(said) == 1:
        word = said[0]
        if word in _NEAR and word != "now":
            return today + timedelta(days=_NEAR[word])
        if (weekday := _weekday(word)) is not None:
            return today - timedelta(days=(today.weekday() - weekday) % 7)
        return _figures(word, today) or _month([*re.findall(r"\d+|[a-z]+", word)], today)
    if (weekday := _weekday(said[0])) is not None:
        return _of_weekday(weekday, said[1:], today)
    if len(said) == 2 and said[0] in ("last", "next"):
        return _next_or_last(said[0], said[1], today)
    return _counted(said, today) or _month(said, today)


def _of_weekday(weekday: int, said: list[str], today: date) -> date | None:
    """Mon 23 Nov, Monday 23/11, Thu 19th, Thursday last week: the day of that name; None where the two do not agree."""
    if said in (["last", "week"], ["next", "week"]):
        monday = today - timedelta(days=today.weekday() + (7 if said[0] == "last" else -7))
        return monday + timedelta(days=weekday)
    if said[0] == "the":
        said = said[1:]
    if not said:
        return None
    if len(said) == 1 and (number := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", said[0])):
        near = sorted(range(-62, 63), key=abs)
        days = (_shifted(today, n) for n in near)
        return next((d for d in days if d and (d.day, d.weekday()) == (int(number[1]), weekday)), None)
    day = _figures(said[0], today) if len(said) == 1 else None
    day = day or _month(said if len(said) > 1 else re.findall(r"\d+|[a-z]+", said[0]), today)
    return day if day and day.weekday() == weekday else None


def _counted(said: list[str], today: date) -> date | None:
    """3 days ago, a fortnight ago, two months ago; in 2 weeks, in a week's time."""
    if said[-1] == "ago":
        number, unit, way = said[0] if len(said) == 3 else "a", said[-2], -1
        whole = len(said) == 3 or (len(said) == 2 and unit == "fortnight")
    else:
        tail = said[1:-1] if said[-1] == "time" else said[1:]
        whole, way = said[0] == "in" and len(tail) == 2, 1
        number, unit = tail if whole else ("", "")
    count = int(number) if number.isdecimal() and len(number) < 5 else _COUNTED.get(number, 0)
    if not whole or not count:
        return None
    unit = unit.replace("'", "").replace("’", "")
    if unit in _MONTHLY or unit.removesuffix("s") in _MONTHLY:
        return today + relativedelta(months=way * count) if count < 120 else None
    size = _UNITS.get(unit, _UNITS.get(unit.removesuffix("s")))
    return _shifted(today, way * count * size) if size else None


def _shifted(today: date, days: int) -> date | None:
    return today + timedelta(days=days) if abs(days) < 4000 else None


def _weekday(word: str) -> int | None:
    if word in _SHORT:
        return _SHORT[word]
    return _DAYS.index(word) if word in _DAYS else None


def _next_or_last(which: str, word: str, today: date) -> date | None:
    """Last Thu: the one before today; next Thu: the first one after today."""
    weekday = _weekday(word)
    if weekday is None:
        return None
    if which == "last":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _figures(word: str, today: date) -> date | None:
    """12/3, 12/3/2026, 12.3.26, 12-3-2026, 2026-03-12."""
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", word):
        return _made(int(found[3]), int(found[2]), int(found[1]))
    found = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?", word)
    if not found or (found[4] is None and found[2] != "/"):
        return None
    return _dated(int(found[1]), int(found[3]), found[4], today)


def _month(said: list[str], today: date) -> date | None:
    """12 mar, 12th march, 12 mar 2026, mar 12."""
    if len(said) == 2 and re.fullmatch(r"[a-z]{3,}", said[0]):
        said = said[::-1]
    if len(said) < 2 or not (number := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", said[0])):
        return None
    rest = said[1:]
    if rest[0] in ("st", "nd", "rd", "th"):
        rest = rest[1:]
    if rest[:1] == ["of"]:
        rest = rest[1:]
    if not rest or len(rest) > 2 or len(rest[0]) < 3:
        return None
    months = [
        n for n, name in enumerate(_MONTHS, 1) if name.startswith(rest[0]) or (rest[0] == "sept" and n == 9)
    ]
    if not months or (len(rest) == 2 and not _is_year(rest[1])):
        return None
    return _dated(int(number[1]), months[0], rest[1] if len(rest) == 2 else None, today)


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"\d{2}", word)) or (bool(re.fullmatch(r"\d{4}", word)) and int(word) in _YEARS)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    """With no year, the one that brings the day nearest to today."""
    if year is not None:
        return _made(day, month, int(year) if len(year) == 4 else 2000 + int(year))
    near = [found for y in (today.year - 1, today.year, today.year + 1) if (found := _made(day, month, y))]
    return min(near, key=lambda d: abs((d - today).days), default=None)


def _made(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(said: list[str]) -> time | None:
    """3pm, 3.30 pm, 14:30, noon, 12 noon."""
    word = "".join(said)
    if said in (["12", "noon"], ["12", "midday"], ["12", "midnight"]):
        return _PARTS[said[1]]
    if len(said) > 2 or (len(said) == 2 and said[1] not in ("am", "pm")):
        return None
    if word in _PARTS:
        return _PARTS[word]
    if found := re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)", word):
        hour, minute = int(found[1]), int(found[2] or 0)
        if 1 <= hour <= 12 and minute < 60:
            return time(hour % 12 + (12 if found[3] == "pm" else 0), minute)
    if found := re.fullmatch(r"(\d{1,2})[:.](\d{2})", word):
        hour, minute = int(found[1]), int(found[2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    return None
