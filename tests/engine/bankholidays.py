"""Bank holidays of England by rule, with the one-off days of recent years: a second source for the tests."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

ONE_OFF = {
    date(2020, 5, 8): "VE Day",
    date(2022, 6, 2): "Spring bank holiday",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of King Charles III",
    date(1999, 12, 31): "Millennium celebrations",
    date(2002, 6, 3): "Golden Jubilee",
    date(2002, 6, 4): "Spring bank holiday",
    date(2011, 4, 29): "Royal wedding",
    date(2012, 6, 4): "Spring bank holiday",
    date(2012, 6, 5): "Diamond Jubilee",
    date(1995, 5, 8): "VE Day",
}


def _first_monday(year: int, month: int) -> date:
    day = date(year, month, 1)
    return day + timedelta((7 - day.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - timedelta(day.weekday())


def _weekday(day: date, taken: set[date]) -> date:
    while day.weekday() > 4 or day in taken:
        day += timedelta(1)
    return day


def england(year: int) -> dict[date, str]:
    """The weekdays of a year that are bank holidays in England, with their names."""
    sunday = easter(year)
    christmas = _weekday(date(year, 12, 25), set())
    found = {
        _weekday(date(year, 1, 1), set()): "New Year's Day",
        sunday - timedelta(2): "Good Friday",
        sunday + timedelta(1): "Easter Monday",
        _last_monday(year, 8): "Summer bank holiday",
        christmas: "Christmas Day",
        _weekday(date(year, 12, 26), {christmas}): "Boxing Day",
    }
    if year not in (1995, 2020):
        found[_first_monday(year, 5)] = "Early May bank holiday"
    if year not in (2002, 2012, 2022):
        found[_last_monday(year, 5)] = "Spring bank holiday"
    found.update({day: name for day, name in ONE_OFF.items() if day.year == year})
    return found
