"""Where one version of the standards follows another: nothing falls between the two, and the past stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from services.engine.facts import Case, Event
from services.engine.findings import Deadline
from services.engine.rulebook import Rulebook
from services.usecases.calendars import deadline_views, working_calendar
from services.usecases.counting import counted, in_force
from services.usecases.packdraft import PackDraft, StandardDraft, book_of

CALENDAR = working_calendar()
TODAY = date(2026, 3, 20)
UNTIL = date(2027, 3, 20)
PLAN = Event("icpc", date(2026, 3, 9), {"outcome": "cp_plan"})


def rule(name: str = "x.rule", **more: object) -> StandardDraft:
    given = {"id": name, "area": "child_protection", "says": "A rule", "cite": "1", "role": "social worker"}
    return StandardDraft(**(given | more))  # type: ignore[arg-type]


def book(version: str, effective: date, *rules: StandardDraft, taken: date | None = None) -> Rulebook:
    return replace(book_of(PackDraft("x", "X", "X", version, effective, "", rules)), taken_on=taken)


def rows(
    books: Sequence[Rulebook], *events: Event, today: date = TODAY, name: str = "x.rule", **facts: object
) -> list[tuple[str, date | None, str]]:
    case = Case("child", {"born": date(2012, 5, 4), **facts}, events)  # type: ignore[dict-item]
    found = counted(books, case, today, UNTIL, CALENDAR)
    return [_row(d) for d in found if d.standard.id == name]


def _row(d: Deadline) -> tuple[str, date | None, str]:
    return d.state, d.due, d.trace.work.rulebook.version


TEN = rule(clock="icpc[outcome=cp_plan]", due="10 working days", met_by="core_group")
FIVE = replace(TEN, due="5 working days")
FIFTEEN = replace(TEN, due="15 working days")
OLD = date(2020, 1, 1)


def test_the_version_that_counts_on_a_day() -> None:
    one, two = book("1", date(2026, 1, 1), TEN), book("2", date(2026, 4, 1), FIVE)
    days = [date(2025, 1, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [in_force([two, one], day).version for day in days] == ["1", "1", "2"]


def test_a_clock_that_started_before_keeps_its_version_and_a_later_one_follows_the_new() -> None:
    """Plan on Mon 9 March: ten working days end on Mon 23 March. Plan on Thu 2 April: Easter lies between (3 and 6
    April), so five working days end on Mon 13 April."""
    books = [book("1", OLD, TEN), book("2", date(2026, 4, 1), FIVE)]
    later = Event("icpc", date(2026, 4, 2), {"outcome": "cp_plan"}, planned=True)
    assert rows(books, PLAN) == [("due", date(2026, 3, 23), "1")]
    assert rows(books, later) == [("projected", date(2026, 4, 13), "2")]


@pytest.mark.parametrize(
    ("met", "today", "expected"),
    [
        # taken up on Tue 24 March, counting from 1 March: the one of 9 March was past its date the day before
        (None, date(2026, 3, 24), ("overdue", date(2026, 3, 23), "1")),
        (date(2026, 3, 17), date(2026, 3, 24), ("met", date(2026, 3, 23), "1")),
        (date(2026, 3, 25), date(2026, 3, 30), ("late", date(2026, 3, 23), "1")),
    ],
)
def test_what_was_settled_before_a_version_was_taken_up_stays(
    met: date | None, today: date, expected: tuple[str, date, str]
) -> None:
    books = [book("1", OLD, TEN), book("2", date(2026, 3, 1), FIFTEEN, taken=date(2026, 3, 24))]
    events = [PLAN, *([Event("core_group", met)] if met else [])]
    assert rows(books, *events, today=today) == [expected]


def test_what_was_still_open_when_a_version_was_taken_up_follows_it() -> None:
    """Taken up on Fri 20 March, counting from 1 March: fifteen working days from 9 March are Mon 30 March."""
    books = [book("1", OLD, TEN), book("2", date(2026, 3, 1), FIFTEEN, taken=TODAY)]
    assert rows(books, PLAN) == [("due", date(2026, 3, 30), "2")]


def test_a_rule_that_is_new_asks_nothing_that_would_have_been_due_before_it_was_taken_up() -> None:
    new = rule("x.new", clock="icpc[outcome=cp_plan]", due="3 working days", met_by="family_contact")
    far = replace(new, due="20 working days")
    for given, expected in ((new, []), (far, [("due", date(2026, 4, 8), "2")])):
        books = [book("1", OLD, TEN), book("2", date(2026, 3, 1), TEN, given, taken=TODAY)]
        assert rows(books, PLAN, name="x.new") == expected


def test_a_rule_that_starts_at_an_earlier_event_does_not_fall_between_the_versions() -> None:
    """Version 1 counts from the conference (2 April), version 2 from the strategy discussion (23 March): neither
    start lies within its own version, and the later version's date is owed: 10 working days, Wed 8 April."""
    other = replace(TEN, clock="strategy_discussion")
    books = [book("1", OLD, TEN), book("2", date(2026, 4, 1), other)]
    talk = Event("strategy_discussion", date(2026, 3, 23))
    plan = Event("icpc", date(2026, 4, 2), {"outcome": "cp_plan"})
    assert rows(books, talk, plan, today=date(2026, 4, 3)) == [("due", date(2026, 4, 8), "2")]


def test_a_rule_that_no_longer_repeats_ends_after_what_had_started() -> None:
    visits = rule(clock="icpc[outcome=cp_plan]", repeat="10 working days", met_by="visit", kind="interval")
    once = replace(visits, due="10 working days", repeat="", kind="deadline")
    books = [book("1", OLD, visits), book("2", date(2026, 3, 25), once)]
    assert rows(books, PLAN) == [("due", date(2026, 3, 23), "1"), ("projected", date(2026, 4, 8), "1")]


BEFORE = rule(clock="review_conference", due="-3 working days", met_by="family_contact", kind="before")


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        # takes effect on Wed 1 April; three working days before, and ten
        (date(2026, 4, 2), ("due", date(2026, 3, 30), "1")),
        # Fri 10 April: three before are Tue 7 April; ten before are Wed 25 March, before the new one is there
        (date(2026, 4, 10), ("due", date(2026, 4, 7), "1")),
        (date(2026, 4, 30), ("due", date(2026, 4, 16), "2")),
    ],
)
def test_what_counts_back_follows_the_version_on_the_day_it_falls_due(
    meeting: date, expected: tuple[str, date, str]
) -> None:
    books = [book("1", OLD, BEFORE), book("2", date(2026, 4, 1), replace(BEFORE, due="-10 working days"))]
    assert rows(books, Event("review_conference", meeting, planned=True)) == [expected]


@pytest.mark.parametrize(
    ("born", "after", "expected"),
    [
        # version 2 from 1 April; the child turns 16 …
        (date(2010, 3, 25), "16 years 6 months", ("due", date(2026, 3, 25), "1")),
        (date(2010, 6, 10), "16 years 6 months", ("due", date(2026, 12, 10), "2")),
        (date(2010, 6, 10), "15 years 11 months", ("due", date(2026, 5, 10), "2")),
        # … under version 2 it would have been due before that was there
        (date(2010, 6, 10), "15 years 3 months", ("due", date(2026, 6, 10), "1")),
    ],
)
def test_an_age_is_asked_once_whichever_way_it_moves(
    born: date, after: str, expected: tuple[str, date, str]
) -> None:
    at = rule(clock="birth", due="16 years", met_by="pathway_plan", kind="age")
    books = [book("1", OLD, at), book("2", date(2026, 4, 1), replace(at, due=after))]
    assert rows(books, born=born) == [expected]


def test_three_versions_each_count_their_own() -> None:
    books = [
        book("1", OLD, TEN),
        book("2", date(2026, 4, 1), FIVE),
        book("3", date(2026, 5, 1), FIFTEEN),
    ]
    plans = [
        PLAN,
        Event("cp_plan_ended", date(2026, 3, 30)),
        Event("icpc", date(2026, 4, 14), {"outcome": "cp_plan"}),
        Event("cp_plan_ended", date(2026, 4, 30)),
        Event("icpc", date(2026, 5, 11), {"outcome": "cp_plan"}),
    ]
    found = rows(books, *plans, today=date(2026, 5, 12))
    assert [(due, version) for _, due, version in found] == [
        (date(2026, 3, 23), "1"),
        (date(2026, 4, 21), "2"),
        (date(2026, 6, 2), "3"),  # fifteen working days; 25 May is a holiday
    ]


def test_an_agreed_gap_goes_on_under_the_next_version() -> None:
    from services.engine.facts import Agreement

    visits = rule(clock="icpc[outcome=cp_plan]", repeat="4 weeks", met_by="visit", kind="interval")
    books = [book("1", OLD, visits), book("2", date(2026, 3, 20), replace(visits, repeat="6 weeks"))]
    case = Case(
        "child",
        {"born": date(2012, 5, 4)},
        (PLAN,),
        (Agreement("x.rule", "1 weeks", date(2026, 3, 10), "Ros", "worry"),),
    )
    found = list(counted(books, case, TODAY, date(2026, 4, 20), CALENDAR))
    assert [d.due for d in found][:3] == [date(2026, 3, 16), date(2026, 3, 27), date(2026, 4, 3)]


def test_the_reasons_say_under_which_version_it_was_counted() -> None:
    books = [book("1", OLD, TEN), book("2", date(2026, 4, 1), FIVE)]
    case = Case("child", {"born": date(2012, 5, 4)}, (PLAN,))
    one = deadline_views(books, case, TODAY, UNTIL, CALENDAR)[0]
    assert one.version == "1"
    assert one.why[-1] == "Counted under version 1 of these standards; version 2 counts from Wed 1 Apr 2026."
    later = Case("child", {}, (Event("icpc", date(2026, 4, 2), {"outcome": "cp_plan"}),))
    two = deadline_views(books, later, date(2026, 4, 7), UNTIL, CALENDAR)[0]
    assert two.why[-1] == "Counted under version 2 of these standards, which counts from Wed 1 Apr 2026."
    # with one version nothing is said of it, and what is past reads as it did
    alone = deadline_views(books[:1], case, date(2026, 3, 30), UNTIL, CALENDAR)
    assert alone == deadline_views(books, case, date(2026, 3, 30), UNTIL, CALENDAR)
    assert alone[0].state == "overdue"
    assert not any("version" in line for line in alone[0].why)


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        # every 4 weeks from Mon 9 March: open until 6 April, then every 8 weeks: 1 June. By itself the new version
        # would have the first one on 4 May and the next on 29 June, which is after the last day asked for.
        (("4 weeks", "8 weeks"), [date(2026, 4, 6), date(2026, 6, 1)]),
        # every 8 weeks: open until 4 May; then every 4 weeks, 1 June, and not 29 June.
        (("8 weeks", "4 weeks"), [date(2026, 5, 4), date(2026, 6, 1)]),
    ],
)
def test_what_lies_ahead_reaches_as_far_as_is_asked_for(gaps: tuple[str, str], expected: list[date]) -> None:
    one, two = (rule(clock="icpc", kind="interval", due=g, repeat=g, met_by="core_group") for g in gaps)
    books = [book("1", OLD, one), book("2", date(2026, 4, 1), two)]
    found = counted(books, Case("child", {}, (PLAN,)), TODAY, date(2026, 6, 20), CALENDAR)
    assert [d.due for d in found] == expected
