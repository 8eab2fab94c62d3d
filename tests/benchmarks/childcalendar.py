"""One child's whole calendar: Stoke's pack, 40 events, twelve months ahead."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from services.engine.facts import Case, Event, Value
from services.engine.schedule import schedule
from services.usecases.calendars import deadline_views, working_calendar
from services.usecases.standards import library
from tests.benchmarks.measure import Figure, rounds, told

TODAY = date(2026, 3, 20)


def case(count: int = 40, seed: int = 1) -> Case:
    """A child on a protection plan, then looked after: `count` events up to today."""
    chance = random.Random(seed)
    start = TODAY - timedelta(420)
    fixed: list[tuple[int, str, dict[str, Value]]] = [
        (0, "referral_received", {"to": "social_care", "kind": "new"}),
        (1, "referral_decision", {"outcome": "strategy"}),
        (2, "strategy_discussion", {"outcome": "s47"}),
        (3, "assessment_started", {"kind": "child_and_family"}),
        (14, "icpc", {"outcome": "cp_plan"}),
        (22, "core_group", {}),
        (40, "assessment_completed", {"kind": "child_and_family"}),
        (95, "review_conference", {}),
        (200, "became_looked_after", {}),
        (200, "placement_started", {}),
        (215, "cla_review", {}),
        (300, "cla_review", {}),
    ]
    vocabulary = library().rulebook("stoke-on-trent").words
    known = [f for f in fixed if f[1] in vocabulary.events][:count]
    rest = count - len(known)
    for n in range(rest):
        day = 16 + n * 400 // max(rest, 1)
        if n % 4 == 3:
            known.append((day, "core_group", {}))
        else:
            known.append((day, "visit", {"plan": ("cp", "looked_after") if day > 200 else ("cp",), "seen": True,
                                         "alone": chance.random() < 0.7}))  # fmt: skip
    events = [
        Event(kind, datetime.combine(start + timedelta(day), datetime.min.time()).replace(hour=10), attrs)
        for day, kind, attrs in sorted(known, key=lambda f: f[0])
    ]
    return Case("child", {"born": date(2019, 5, 4), "in_school": True}, tuple(events))


def figures() -> list[Figure]:
    """The engine's work alone is the figure; wording every reason is told beside it."""
    book, calendar, child = library().rulebook("stoke-on-trent"), working_calendar(), case()
    until = date(2027, 3, 20)
    found = schedule(book, child, TODAY, until, calendar)

    def engine() -> object:
        return schedule(book, child, TODAY, until, calendar)

    def worded() -> object:
        return deadline_views(book, child, TODAY, until, calendar)

    a, b = rounds(15, engine, worded)
    return [
        Figure("one child's whole calendar", a * 1000, 10.0, "ms",
               f"{len(child.events)} events, {len(found)} deadlines, {len(book.standards)} standards; "
               f"with every reason in words {told(b)}"),
    ]  # fmt: skip
