"""The sample's way of writing dates, all counted from the day on which it is opened.

    -12 working days                 before today            -3 weeks 14:00         with a time
    conference +10 working days      from an earlier event   next christmas -1 working days
    age 15 years 8 months            a birthday              conference +9 days, else -3 weeks

`last`, `next` and `nearest christmas` are 25 December of the past, the coming, or whichever is nearer. After
`, else` stands what counts where the first does not lie in the past. A day that is no working day is moved
to the working day before it (after it, where it is still to come), unless `any day` is added.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from services.engine.calendar import Duration, WorkingCalendar, parse_duration
from services.engine.facts import Moment, day_of

_TIME = re.compile(r"\s(\d{2}:\d{2})$")
_ANY_DAY = " any day"
_ELSE = ", else "


class Dates:
    """Reads moments as seen on `today`; `named` holds the days of events that others are counted from."""

    def __init__(self, today: date, calendar: WorkingCalendar) -> None:
        self.today, self.calendar = today, calendar
        self.named: dict[str, date] = {}

    def born(self, text: str) -> date:
        """`age 15 years 8 months`: the birthday of somebody who is as old as that today."""
        return self.shift(self.today, "-" + text.removeprefix("age ").strip())

    def moment(self, text: str) -> Moment:
        """A date, or a minute where a time is written. ValueError names what cannot be read."""
        choices = text.split(_ELSE)
        for choice in choices[:-1]:
            found = self._one(choice)
            if day_of(found) < self.today:
                return found
        return self._one(choices[-1])

    def day(self, text: str) -> date:
        """The day of a moment."""
        return day_of(self.moment(text))

    def from_day(self, text: str, day: date) -> date:
        """A milestone: `+2 working days` after its event, `same day`, or a moment of its own (`today -3 days`)."""
        if text == "same day":
            return day
        if text[0] in "+-":
            return self.shift(day, text)
        return self.day(text)

    def shift(self, day: date, steps: str) -> date:
        """`day` moved by one or more steps: `+10 working days -1 days`."""
        for sign, words in re.findall(r"([+-])\s*([^+-]+)", steps):
            duration = parse_duration(words.strip())
            day = day_of(self.calendar.add(day, Duration(duration.parts, -1 if sign == "-" else 1)))
        return day

    def working(self, day: date) -> date:
        """The working day on or before a past day; on or after a coming one."""
        way = timedelta(days=1 if day > self.today else -1)
        while not self.calendar.is_working(day):
            day += way
        return day

    def _one(self, text: str) -> Moment:
        loose = text.endswith(_ANY_DAY)
        rest = text.removesuffix(_ANY_DAY).strip()
        clock = _TIME.search(" " + rest)
        rest = rest[: -len(clock.group(1))].strip() if clock else rest
        start = re.match(r"[^+-]*", rest)
        anchor = start.group().strip() if start else ""
        day = self.shift(self._anchor(anchor), rest[len(start.group()) if start else 0 :])
        day = day if loose else self.working(day)
        return datetime.combine(day, time.fromisoformat(clock.group(1))) if clock else day

    def _anchor(self, name: str) -> date:
        if name in ("", "today"):
            return self.today
        if name in self.named:
            return self.named[name]
        if name.endswith("christmas"):
            return self._christmas(name.split()[0])
        raise ValueError(f"unknown day {name!r}")

    def _christmas(self, which: str) -> date:
        year = self.today.year
        coming = date(year, 12, 25) if self.today <= date(year, 12, 25) else date(year + 1, 12, 25)
        past = coming.replace(year=coming.year - 1)
        nearer = coming if coming - self.today <= self.today - past else past
        return {"last": past, "next": coming, "nearest": nearer}[which]
