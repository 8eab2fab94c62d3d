"""A child's name and age in words."""

from __future__ import annotations

from datetime import date, timedelta

from services.engine.calendar import age_on

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

FROM_EXPECTED = timedelta(days=150)  # how far a birth can lie from the day on which it was expected


def short_date(day: date) -> str:
    """4 May 2026, its month in three letters."""
    number, month, year = say_date(day).split()
    return f"{number} {month[:3]} {year}"


def say_date(day: date) -> str:
    """4 May 2026"""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def age_in_words(born: date | None, expected: date | None, today: date) -> str:
    """ "7", "3 months", "2 weeks", "5 days"; "unborn, due 4 May 2026"; "birth not recorded, due 4 May 2026" where
    that day has gone by"""
    if born is None and expected is not None and expected < today:
        return f"birth not recorded, due {say_date(expected)}"
    if born is None or born > today:
        return f"unborn, due {say_date(expected)}" if expected else "unborn"
    years = age_on(born, today)
    if years >= 1:
        return str(years)
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    if months >= 1:
        return _counted(months, "month")
    days = (today - born).days
    return _counted(days // 7, "week") if days >= 7 else _counted(days, "day")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def aged(age: str) -> str:
    """An age in words as a sentence goes on with it: " is 7", " is unborn, due …", ": birth not recorded, due …"."""
    return f": {age}" if age.startswith("birth") else f" is {age}"


def in_brackets(summary: str) -> str:
    """What was answered of an event, as it stands in brackets after its name; "" where nothing was."""
    small = summary[1:2].islower() or summary[1:2] in ("", " ", ":")
    return f" ({summary[:1].lower() if small else summary[:1]}{summary[1:]})" if summary else ""


def full_name(given: str, family_name: str) -> str:
    """An unborn child without a name yet is "Baby" with the family's name."""
    return f"{given or 'Baby'} {family_name}".strip()
