"""A deadline in working days, with its full result record, against a day-by-day loop and against numpy.

The offsets are those that the five packs print, in their proportions; the loop is the `holidays` package's own.
"""

from __future__ import annotations

import random
from datetime import date

from services.engine.findings import DUE, Deadline, Ref
from services.usecases.calendars import working_calendar
from services.usecases.standards import library
from tests.benchmarks.measure import Figure, rounds, told

COUNT = 20_000
LOOPED = 2_000  # the day-by-day loop is slow: it is timed on fewer and counted per deadline


def figures() -> list[Figure]:
    """One deadline on average: `due`, `plan_by` and the record that carries them."""
    import holidays
    import numpy as np

    chance = random.Random(7)
    first = date(2016, 1, 4).toordinal()
    days = [date.fromordinal(first + chance.randrange(3650)) for _ in range(COUNT)]
    shelf = library()
    printed = [
        s.due for name in shelf.ids for s in shelf.rulebook(name).standards if s.due and s.due.sign > 0
    ]
    spans = chance.choices([d for d in printed if d.parts[0][1] == "working days" and d.parts[0][0]], k=COUNT)
    offsets = [span.parts[0][0] for span in spans]
    clocks = [Ref("icpc", day) for day in days]
    calendar = working_calendar()
    standard = shelf.rulebook("stoke-on-trent").standards[0]

    def ours() -> list[Deadline]:
        add, plan = calendar.add, calendar.last_working_day
        found = []
        for clock, span in zip(clocks, spans, strict=True):
            due = add(clock.at, span)
            found.append(Deadline(standard, clock, clock.at, due, plan(due), DUE))
        return found

    england = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2028))
    busy = np.busdaycalendar(holidays=sorted(england))

    def numpy_dates() -> object:
        return np.busday_offset(
            np.array(days, dtype="datetime64[D]"), offsets, roll="backward", busdaycal=busy
        )

    def numpy_both_ways() -> object:
        return np.asarray(numpy_dates()).tolist()

    def day_by_day() -> list[date]:
        return [
            england.get_nth_working_day(d, n) for d, n in zip(days[:LOOPED], offsets[:LOOPED], strict=True)
        ]

    mine = [d.due for d in ours()]
    assert mine == numpy_both_ways()
    assert mine[:LOOPED] == day_by_day()
    a, b, c, d = rounds(7, ours, day_by_day, numpy_dates, numpy_both_ways)
    each, loop, vector = a / COUNT, b / LOOPED, c / COUNT
    return [
        Figure("a deadline, against a day-by-day loop", each / loop, 1 / 25, "×",
               f"{told(each)} with its record; the loop of `holidays` itself {told(loop)}"),
        Figure("a deadline, against numpy's busday_offset", each / vector, 1.0, "×",
               f"{told(each)} with its record; numpy from Python dates {told(vector)}, and back {told(d / COUNT)}"),
    ]  # fmt: skip
