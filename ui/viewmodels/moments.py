"""Dates and times as people write and read them. Pure functions; a moment is a date or a naive local datetime."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from services.usecases.results import Moment
from services.usecases.whenwords import read_when

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EARLIEST = date(1900, 1, 1)
LATEST = date(2150, 12, 31)


class Unreadable(ValueError):
    """What was typed is not a day or a time; the message says what would be right."""


def day_of(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def sort_key(moment: Moment) -> datetime:
    """A date without a time comes before the times of its day."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def day_text(day: date, *, long: bool = False) -> str:
    """Fri 13 Mar 2026, or Friday 13 March 2026."""
    cut = None if long else 3
    return f"{DAYS[day.weekday()][:cut]} {day.day} {MONTHS[day.month - 1][:cut]} {day.year}"


def short_day(day: date) -> str:
    """13 Mar 2026."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def moment_text(moment: Moment | None, *, long: bool = False, none: str = "") -> str:
    """Fri 13 Mar 2026, 14:30; the time only where it is known."""
    if moment is None:
        return none
    text = day_text(day_of(moment), long=long)
    return f"{text}, {moment:%H:%M}" if isinstance(moment, datetime) else text


def month_text(year: int, month: int) -> str:
    return f"{MONTHS[month - 1]} {year}"


def count(number: int, one: str, many: str = "") -> str:
    """1 day, 2 days."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def relative(moment: Moment, today: date) -> str:
    """today, tomorrow, in 3 days, yesterday, 12 days ago, in 5 weeks."""
    days = (day_of(moment) - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    size = abs(days)
    if size <= 28:
        words = count(size, "day")
    elif size < 92:
        words = count(size // 7, "week")
    else:
        months = round(size / 30.44)
        words = count(months, "month") if months < 24 else count(size // 365, "year")
    return f"in {words}" if days > 0 else f"{words} ago"


def late_by(moment: Moment, today: date) -> str:
    """How long something has been overdue: "3 days", or "since 14:00" for one of today."""
    days = (today - day_of(moment)).days
    if days <= 0:
        return f"since {moment:%H:%M}" if isinstance(moment, datetime) else ""
    return count(days, "day")


def parse_day(text: str, today: date, *, past: bool = False) -> date | None:
    """Read a typed day; None for nothing typed; Unreadable says what would be right.

    Understood: 13/3/2026, 13.3.26, 13-03-2026, 2026-03-13, 130326, 13 Mar, 13 March 2026, Fri 13 Mar 2026,
    today, tomorrow, yesterday, friday (the next one; the last one, today among them, where `past`), last thu,
    a fortnight ago, +7 and -3 (days from today).
    """
    said = re.sub(r"\s+", " ", text.strip().lower().replace(",", " ")).strip()
    if not said:
        return None
    day = (
        _by_word(said, today, past)
        or _by_figures(said, today)
        or _by_month_name(said, today)
        or _by_phrase(said, today)
    )
    if day is None:
        raise Unreadable("Type a day such as 13/3/2026, 13 Mar 2026 or today")
    if not EARLIEST <= day <= LATEST:
        raise Unreadable(f"The year has to lie between {EARLIEST.year} and {LATEST.year}")
    return day


def parse_moment(text: str, today: date, *, past: bool = False) -> tuple[date, time] | None:
    """A day and then a time, typed in one: yesterday 3pm, 13 Mar 14:30; None where it is not both.

    What is a whole day is not taken apart: in 13 Mar 2026 the year is no time.
    """
    try:
        parse_day(text, today, past=past)
    except Unreadable:
        pass
    else:
        return None
    words = text.strip().lower().replace(",", " ").split()
    for place in range(len(words) - 1, 0, -1):
        at, tail = _clock(words[place:]), words[:place]
        if at is None:
            continue
        try:
            day = parse_day(" ".join(tail[:-1] if tail[-1] == "at" else tail), today, past=past)
        except Unreadable:
            continue
        if day is not None:
            return day, at
    return None


def _clock(words: list[str]) -> time | None:
    if len(words) == 1 and re.fullmatch(r"\d{4}", words[0]):
        try:
            return parse_time(words[0])
        except Unreadable:
            return None
    when, left = read_when(words, datetime.combine(EARLIEST, time.min))
    return when.at if when.day is None and not left else None


def _by_phrase(said: str, today: date) -> date | None:
    """What quick entry understands as well: last thu, a fortnight ago, in 2 weeks."""
    when, left = read_when(said.split(), datetime.combine(today, time.min))
    return when.day if when.at is None and not left and "now" not in said.split() else None


def _by_word(said: str, today: date, past: bool) -> date | None:
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if said in words:
        return today + timedelta(days=words[said])
    if shift := re.fullmatch(r"([+-])\s?(\d{1,4})(?: ?d(?:ays?)?)?", said):
        return today + timedelta(days=int(shift[1] + shift[2]))
    for number, name in enumerate(DAYS):
        if len(said) >= 3 and name.lower().startswith(said):
            if past:
                return today - timedelta(days=(today.weekday() - number) % 7)
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _by_figures(said: str, today: date) -> date | None:
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", said):
        return _made(int(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?", said):
        return _made(int(found[1]), int(found[2]), _year(found[3], int(found[2]), int(found[1]), today))
    if found := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", said):
        return _made(int(found[1]), int(found[2]), _year(found[3], 1, 1, today))
    return None


def _by_month_name(said: str, today: date) -> date | None:
    found = re.fullmatch(
        r"(?:([a-z]{3,9}) )?(?:the )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?", said
    )
    if not found:
        return None
    months = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(found[3])]
    weekday = next((n for n, name in enumerate(DAYS) if found[1] and name.lower().startswith(found[1])), None)
    if not months or (found[1] and weekday is None):
        return None
    day = _made(int(found[2]), months[0], _year(found[4], months[0], int(found[2]), today))
    if weekday not in (None, day.weekday()) and not found[4]:  # with the year it is a date that was changed
        raise Unreadable(
            f"{day_text(day, long=True).partition(' ')[2]} is a {DAYS[day.weekday()]}: which is right?"
        )
    return day


def _year(text: str | None, month: int, day: int, today: date) -> int:
    """A year of two figures lies within 20 years ahead; with none, the year that brings the day nearest to today."""
    if text is None:
        near = [year for year in (today.year - 1, today.year, today.year + 1) if _exists(day, month, year)]
        return min(near, key=lambda year: abs((date(year, month, day) - today).days), default=today.year)
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year - 100 if year > today.year + 20 else year


def _exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _made(day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("There is no such day; check the day and the month") from None


def parse_time(text: str) -> time | None:
    """Read a typed time; None for nothing typed. Understood: 14:30, 14.30, 1430, 2pm, 2.30 pm, 9."""
    said = text.strip().lower().replace(" ", "")
    if not said:
        return None
    found = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm)?", said)
    if not found:
        raise Unreadable("Type a time such as 14:30 or 2.30 pm")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise Unreadable("Type a time such as 14:30 or 2.30 pm")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable("A day has 24 hours of 60 minutes; type a time such as 14:30")
    return time(hour, minute)


def joined(day: date | None, at: time | None) -> Moment | None:
    """The moment of a day and perhaps a time."""
    if day is None:
        return None
    return day if at is None else datetime.combine(day, at)


def capital(words: str) -> str:
    """With a capital letter at the beginning, the rest as it is."""
    return words[:1].upper() + words[1:]


def fold(text: str) -> str:
    """For searching: lower case without accents, so that lukasz finds Łukasz."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain.translate(
        str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'"})
    )


def matches(query: str, *texts: str) -> bool:
    """Every word of the query occurs somewhere in the texts."""
    words = fold(query).split()
    if not words:
        return True
    body = fold(" ".join(texts))
    return all(word in body for word in words)
