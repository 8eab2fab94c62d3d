"""Days and times as people type them beside other words: yesterday 3pm, last Thu, today 14:30, 12 Mar, in 2 days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

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
_NEAR = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1, "yest": -1, "tmrw": 1}
_PARTS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_FILLERS = ("at", "on", "this", "@")
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}


class When(NamedTuple):
    day: date | None = None
    at: time | None = None


def read_when(words: Sequence[str], now: datetime) -> tuple[When, list[str]]:
    """The day and time among the words (lower case), and the words that are left.

    A weekday by itself is the last one, today among them; "next" and "tomorrow" look ahead.
    """
    left, day, at = list(words), None, None
    start = 0
    while start < len(left):
        size, found_day, found_time = _at(left, start, now, day is None, at is None)
        if not size:
            start += 1
            continue
        day, at = found_day or day, found_time if found_time is not None else at
        del left[start : start + size]
        while start and left[start - 1] in _FILLERS:  # "on thursday", "at 3pm"
            start -= 1
            del left[start]
    return When(day, at), left


def _at(
    words: list[str], start: int, now: datetime, want_day: bool, want_time: bool
) -> tuple[int, date | None, time | None]:
    """How many words from here on are a day or a time, and which."""
    for size in (3, 2, 1):
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
    if len(said) == 1:
        word = said[0]
        if word in _NEAR and word != "now":
            return today + timedelta(days=_NEAR[word])
        if (weekday := _weekday(word)) is not None:
            return today - timedelta(days=(today.weekday() - weekday) % 7)
        return _figures(word, today) or _month([*re.findall(r"\d+|[a-z]+", word)], today)
    if len(said) == 2 and said[0] in ("last", "next"):
        return _next_or_last(said[0], said[1], today)
    if len(said) == 3 and said[2] == "ago" and said[0].isdigit() and said[1] in _UNITS:
        return _shifted(today, -int(said[0]) * _UNITS[said[1]])
    if len(said) == 3 and said[0] == "in" and said[1].isdigit() and said[2] in _UNITS:
        return _shifted(today, int(said[1]) * _UNITS[said[2]])
    return _month(said, today)


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
    """12/3, 12/3/2026, 12.3.26, 2026-03-12."""
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", word):
        return _made(int(found[3]), int(found[2]), int(found[1]))
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?", word)
    if not found or (found[3] is None and "." in word):
        return None
    return _dated(int(found[1]), int(found[2]), found[3], today)


def _month(said: list[str], today: date) -> date | None:
    """12 mar, 12th march, 12 mar 2026."""
    if len(said) < 2 or not (number := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", said[0])):
        return None
    rest = said[1:]
    if rest[0] in ("st", "nd", "rd", "th"):
        rest = rest[1:]
    if not rest or len(rest) > 2 or len(rest[0]) < 3:
        return None
    months = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(rest[0])]
    if not months or (len(rest) == 2 and not re.fullmatch(r"\d{4}|\d{2}", rest[1])):
        return None
    return _dated(int(number[1]), months[0], rest[1] if len(rest) == 2 else None, today)


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
    """3pm, 3.30 pm, 14:30, 1430 is no time by itself (it may be a reference), noon."""
    word = "".join(said)
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
