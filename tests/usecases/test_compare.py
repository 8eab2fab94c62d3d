"""Authorities side by side: hand-counted."""

from __future__ import annotations

from datetime import date

import pytest

from services.engine.facts import Case, Event, day_of
from services.usecases.calendars import working_calendar
from services.usecases.compare import answer, check_choice, compare_case, topic_table
from services.usecases.errors import InvalidInput
from services.usecases.standards import library
from services.usecases.standards_results import CaseComparison, Difference

ALL = ("stoke-on-trent", "westmorland-and-furness", "tower-hamlets", "oldham", "working-together-2015")


def _compare(case: Case, today: date, *names: str) -> CaseComparison:
    books = [library().rulebook(name) for name in names]
    return compare_case(books, case, today, date(2027, 3, 4), working_calendar())


def _by_topic(found: CaseComparison, authority: str) -> dict[str, Difference]:
    return {d.topic: d for d in found.differences if d.authority == authority and d.topic}


# A conference on Friday 27 February 2026 made a plan; the child was seen on Monday 2 March; today is Wednesday 4 March.
CONFERENCE = Case(
    "child",
    {"born": date(2019, 5, 4)},
    (
        Event("icpc", date(2026, 2, 27), {"outcome": "cp_plan"}, {"decisions_sent": date(2026, 2, 27)}),
        Event("visit", date(2026, 3, 2), {"plan": ("cp",), "seen": True, "alone": True}),
    ),
)
TODAY = date(2026, 3, 4)


def test_visits_after_a_move_from_stoke_to_westmorland() -> None:
    found = _by_topic(_compare(CONFERENCE, TODAY, ALL[0], ALL[1]), ALL[1])["cp-visit"]
    # Stoke: 10 working days after Mon 2 March: 3-6 Mar are 1-4, 9-13 are 5-9, Mon 16 Mar is 10.
    # Westmorland: 4 weeks after Mon 2 March: Mon 30 March.
    assert found.before is not None
    assert found.after is not None
    assert (found.kind, found.before.due, found.after.due, found.days) == (
        "later",
        date(2026, 3, 16),
        date(2026, 3, 30),
        14,
    )


def test_the_other_way_round_it_is_sooner() -> None:
    found = _by_topic(_compare(CONFERENCE, TODAY, ALL[1], ALL[0]), ALL[0])["cp-visit"]
    assert (found.kind, found.days) == ("sooner", -14)


def test_a_first_core_group_is_held_later_where_only_the_gap_between_them_is_printed() -> None:
    found = _by_topic(_compare(CONFERENCE, TODAY, ALL[0], ALL[2]), ALL[2])["first-core-group"]
    # Stoke: the first within 10 working days after Fri 27 February: Fri 13 March. Tower Hamlets has only the six-weekly
    # group: from the conference, Fri 10 April.
    assert found.before is not None
    assert found.after is not None
    assert (found.kind, found.before.due, found.after.due, found.days) == (
        "later",
        date(2026, 3, 13),
        date(2026, 4, 10),
        28,
    )
    assert (found.label, found.topics) == ("Core groups", ("first-core-group", "later-core-groups"))


def test_the_record_of_the_conference_is_owed_only_in_westmorland() -> None:
    found = _by_topic(_compare(CONFERENCE, TODAY, ALL[0], ALL[1]), ALL[1])["conference-minutes"]
    # 15 days after Fri 27 February: Sat 14 March.
    assert found.after is not None
    assert (found.kind, found.after.due, found.before) == ("only_here", date(2026, 3, 14), None)


def test_the_first_review_is_on_the_same_day_everywhere_it_is_printed() -> None:
    found = _compare(CONFERENCE, TODAY, ALL[0], ALL[1], ALL[3])
    # three months after 27 February: 27 May, in Stoke, Westmorland and Oldham
    for name in (ALL[1], ALL[3]):
        assert "first-review-conference" not in _by_topic(found, name)
    for lane in found.lanes:
        dues = dict(zip(lane.labels, (d.due for d in lane.next), strict=True))
        assert dues["First review conference"] == date(2026, 5, 27)


CARE = Case("child", {"born": date(2016, 5, 4)}, (Event("became_looked_after", date(2026, 3, 2)),))


def test_coming_into_care_under_all_five() -> None:
    """In care since Mon 2 March 2026. A reviewing officer: Stoke 5 working days, Mon 9 March; Westmorland 24 hours, no
    time recorded, so to the end of Tue 3 March; Tower Hamlets 5 days, Sat 7 March; none in Oldham or nationally. The
    first health assessment: 28 days (Mon 30 March) in Stoke and Westmorland; in Tower Hamlets 20 working days, which
    are four weeks, Mon 30 March as well."""
    found = _compare(CARE, date(2026, 3, 3), *ALL)
    officer = {name: _by_topic(found, name)["iro-allocated"] for name in ALL[1:]}
    assert {n: d.kind for n, d in officer.items()} == {
        ALL[1]: "sooner",
        ALL[2]: "sooner",
        ALL[3]: "falls_away",
        ALL[4]: "falls_away",
    }
    assert [officer[n].days for n in ALL[1:3]] == [-6, -2]
    assert "health-first" not in _by_topic(found, ALL[1])
    assert "health-first" not in _by_topic(found, ALL[2])
    care_plan = _by_topic(found, ALL[2])["cla-care-plan"]
    # Stoke: 10 working days, Mon 16 March; Tower Hamlets says 10 days as well, Thu 12 March.
    assert care_plan.before is not None
    assert care_plan.after is not None
    assert (care_plan.before.due, care_plan.after.due, care_plan.days) == (
        date(2026, 3, 16),
        date(2026, 3, 12),
        -4,
    )


def test_lanes_are_each_authoritys_own_schedule() -> None:
    found = _compare(CARE, date(2026, 3, 3), *ALL)
    assert [lane.authority for lane in found.lanes] == list(ALL)
    for lane in found.lanes:
        assert len(lane.next) == len(lane.labels)
        assert {d.key for d in lane.next} <= {d.key for d in lane.deadlines}


def test_topics_side_by_side() -> None:
    table = topic_table([library().rulebook(name) for name in ALL])
    rows = {row.topic: row for row in table.rows}
    limits = [[one.limit for one in cell] for cell in rows["cp-visit"].cells]
    assert limits == [["every 10 working days"], ["every 4 weeks"], ["every 10 working days"], [], []]
    assert rows["cp-visit"].differs
    assert rows["referral-decision"].cells[0] == ()
    assert not rows["referral-decision"].differs  # where it is printed, it is one working day
    # Westmorland every year, Stoke at least annually, Tower Hamlets not at all: a year is twelve months
    assert [[one.limit for one in cell] for cell in rows["health-review"].cells[:2]] == [
        ["every 12 months"],
        ["every year"],
    ]
    assert not rows["health-review"].differs


def test_what_lies_beyond_the_last_day_looked_at_is_no_difference() -> None:
    """The national guidance covers a child up to 18, here in 2034; to set that against nothing says nothing."""
    found = _compare(CARE, date(2026, 3, 3), ALL[0], ALL[4])
    assert all(day_of(d.after.due) <= found.until for d in found.differences if d.after and d.after.due)
    assert "national.scope.child-under-18" in {d.standard for d in found.lanes[1].deadlines}


# Allocated to an early help team on Monday 2 February 2026, seen on Thursday 5 February; today is Monday 9 February.
EARLY = Case(
    "child",
    {"born": date(2016, 5, 4)},
    (
        Event("allocated", date(2026, 2, 2), {"team": "family_connect"}),
        Event("visit", date(2026, 2, 5), {"plan": ("early_help",), "seen": True}),
    ),
)


def test_an_early_help_team_is_one_under_another_name() -> None:
    found = _by_topic(_compare(EARLY, date(2026, 2, 9), ALL[3], ALL[1]), ALL[1])["early-help-visit"]
    # Oldham's Family Connect: 8 working days after Thu 5 February: 6 (1), 9-13 (6), 16, Tue 17 (8).
    # Westmorland, contact at least every two weeks: Thu 19 February.
    assert found.before is not None
    assert found.after is not None
    assert (found.before.due, found.after.due, found.days) == (date(2026, 2, 17), date(2026, 2, 19), 2)


def test_each_paper_of_a_meeting_is_held_against_the_same_paper() -> None:
    meeting = Event("cin_meeting", date(2026, 3, 2), {"kind": "review"})
    case = Case("child", {"born": date(2016, 5, 4)}, (Event("cin_plan_started", date(2026, 1, 5)), meeting))
    found = _compare(case, date(2026, 3, 3), ALL[1], ALL[3])
    papers = {d.before.standard: d.kind for d in found.differences if d.topic == "cin-paperwork" and d.before}
    # Westmorland: the plan in 5 days, the minutes in 10 working days. Oldham: the minutes in 10 working days as well.
    assert papers == {"wf.cin.plan-copy-5-days": "falls_away"}


@pytest.mark.parametrize("names", [["oldham"], ["oldham"] * 2, list("abcdef")])
def test_two_to_five_different_authorities_are_asked_for(names: list[str]) -> None:
    with pytest.raises(InvalidInput):
        check_choice(names)


def test_the_answer_is_plain_data() -> None:
    found = _compare(CARE, date(2026, 3, 3), ALL[0], ALL[1])
    out = answer(found, topic_table([library().rulebook(n) for n in ALL[:2]]))
    assert out["format"] == 1
    assert [lane["authority"] for lane in out["lanes"]] == list(ALL[:2])
    assert {d["kind"] for d in out["differences"]} <= {"sooner", "later", "only_here", "falls_away"}
    assert out["same"][ALL[1]] > 0
