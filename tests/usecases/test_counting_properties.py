"""Whatever the case: a version that says the same changes no date, and none leaves the past other than it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.engine.facts import Case, day_of
from services.engine.findings import Deadline
from services.engine.rulebook import Rulebook
from services.usecases import packdraft
from services.usecases.calendars import working_calendar
from services.usecases.counting import counted
from services.usecases.standards import library
from tests.engine.histories import AUTHORITIES, histories, horizon

CALENDAR = working_calendar()
EXAMPLES = 25


@cache
def loosened(authority: str) -> Rulebook:
    """The same standards with every limit in days, weeks or months one longer."""
    draft = packdraft.draft_of(library().rulebook(authority))
    standards = tuple(replace(s, due=_longer(s.due), repeat=_longer(s.repeat)) for s in draft.standards)
    return packdraft.book_of(replace(draft, standards=standards, version="next"))


def _longer(text: str) -> str:
    number, _, unit = text.partition(" ")
    return f"{int(number) + 1} {unit}" if number.isdecimal() and int(number) and " " not in unit[8:] else text


def _told(found: tuple[Deadline, ...]) -> list[tuple[Any, ...]]:
    return [(d.standard.id, d.clock, d.counted_from, d.due, d.plan_by, d.state, d.met_by) for d in found]


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_version_that_says_the_same_changes_nothing(authority: str) -> None:
    book = library().rulebook(authority)

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(histories(book), st.integers(-400, 200), st.none() | st.integers(-200, 0))
    def check(history: tuple[Case, date], effective: int, taken: int | None) -> None:
        case, today = history
        day = day_of(today)
        same = replace(
            book,
            version="next",
            effective=day + timedelta(effective),
            taken_on=None if taken is None else day + timedelta(taken),
        )
        until = horizon(today)
        one = counted(replace(book, effective=date(2000, 1, 1)), case, today, until, CALENDAR)
        two = counted([replace(book, effective=date(2000, 1, 1)), same], case, today, until, CALENDAR)
        assert sorted(map(str, _told(two))) == sorted(map(str, _told(one)))

    check()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_what_is_past_stays_whatever_comes(authority: str) -> None:
    book, other = replace(library().rulebook(authority), effective=date(2000, 1, 1)), loosened(authority)

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(histories(book), st.integers(-400, 200))
    def check(history: tuple[Case, date], effective: int) -> None:
        case, today = history
        day = day_of(today)
        new = replace(other, effective=day + timedelta(effective), taken_on=day)
        until = horizon(today)
        before = counted(book, case, today, until, CALENDAR)
        after = counted([book, new], case, today, until, CALENDAR)
        assert _past(after, day) == _past(before, day)

    check()


def _past(found: tuple[Deadline, ...], day: date) -> list[tuple[Any, ...]]:
    return _told(tuple(d for d in found if d.due is not None and day_of(d.due) < day))


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_nothing_that_is_owed_falls_between_two_versions(authority: str) -> None:
    book, other = replace(library().rulebook(authority), effective=date(2000, 1, 1)), loosened(authority)

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(histories(book), st.integers(-400, 200), st.none() | st.integers(-200, 0))
    def check(history: tuple[Case, date], effective: int, taken: int | None) -> None:
        case, today = history
        day = day_of(today)
        on = None if taken is None else day + timedelta(taken)
        new = replace(other, effective=day + timedelta(effective), taken_on=on)
        until = horizon(today)
        before = counted(book, case, today, until, CALENDAR)
        after = counted([book, new], case, today, until, CALENDAR)
        alone = counted(new, case, today, until, CALENDAR)
        owed = {d.standard.id for d in before if d.state in ("due", "overdue")}
        # a limit that would end after a birthday that ends the rule is not owed under the new version
        assert owed & {d.standard.id for d in alone} <= {d.standard.id for d in after}
        once = Counter(_keys(before)) | Counter(_keys(alone))
        assert not Counter(_keys(after)) - once  # nor is the same thing asked twice

    check()


def _keys(found: tuple[Deadline, ...]) -> list[tuple[Any, ...]]:
    """What has happened or is open; projections follow one another under either version."""
    return [(d.standard.id, d.clock, d.counted_from) for d in found if d.state != "projected"]
