"""One line of quick entry, as people type it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.usecases.quickwords import QuickReader, usual
from services.usecases.results import EpisodeView
from services.usecases.vocabulary import event_forms, is_worker_event
from services.usecases.whenwords import When, read_when

NOW = datetime(2026, 3, 20, 9, 30)  # a Friday
CHILDREN = (
    ("k", "Kacper Żurawski"), ("z", "Zofia Żurawska"), ("t", "Theo Adeyemi-Clarke"), ("m", "Maisie Ashworth"),
    ("c", "Callum Ashworth"), ("s", "Siŵan O'Neill"), ("v", "Vi Core"), ("may", "May Bell"),
)  # fmt: skip
FORMS = [form for form in event_forms() if not is_worker_event(form.type, {})]
READER = QuickReader(CHILDREN, FORMS)


@pytest.mark.parametrize(
    ("line", "child", "kind", "at", "attrs"),
    [
        (
            "kac visit alone yesterday 3pm",
            "k",
            "visit",
            datetime(2026, 3, 19, 15),
            {"alone": True, "seen": True},
        ),
        ("zof visit last thu", "z", "visit", date(2026, 3, 19), {}),
        ("theo home visit today 14:30", "t", "visit", datetime(2026, 3, 20, 14, 30), {"place": "home"}),
        (
            "clarke visit at school seen 12 mar",
            "t",
            "visit",
            date(2026, 3, 12),
            {"place": "school", "seen": True},
        ),
        ("visit mai failed 12/3 10am", "m", "visit", datetime(2026, 3, 12, 10), {"failed": True}),
        ("mai ash no reply visit yesterday", "m", "visit", date(2026, 3, 19), {"failed": True}),
        ("siw call fri", "s", "family_contact", date(2026, 3, 20), {"by": "telephone"}),
        ("sonia call fri", "", "family_contact", date(2026, 3, 20), {"by": "telephone"}),
        ("siwan core group next tue 2pm", "s", "core_group", datetime(2026, 3, 24, 14), {}),
        ("cal strat 3 days ago", "c", "strategy_discussion", date(2026, 3, 17), {}),
        ("oneill visit cp 2 weeks ago", "s", "visit", date(2026, 3, 6), {"plan": ("cp",)}),
        ("may bell visit 1st may", "may", "visit", date(2026, 5, 1), {}),
        ("kac rcpc 12 March 2026", "k", "review_conference", date(2026, 3, 12), {}),
        ("kac dental monday", "k", "dental_check", date(2026, 3, 16), {}),
        (
            "kac health assessment initial yesterday",
            "k",
            "health_assessment",
            date(2026, 3, 19),
            {"kind": "initial"},
        ),
        ("kac hv now", "k", "visit", datetime(2026, 3, 20, 9, 30), {"place": "home"}),
        ("kac supervision yesterday", "k", "supervision", date(2026, 3, 19), {"kind": "case"}),
        ("vi core visit today", "v", "visit", date(2026, 3, 20), {}),
    ],
)
def test_a_line_is_understood(line: str, child: str, kind: str, at: Any, attrs: dict[str, Any]) -> None:
    found = READER.read(line, NOW)
    assert (found.child_id, found.type, found.at) == (child, kind, at), found
    assert found.attrs == attrs
    assert (
        found.planned == (at.date() > NOW.date() if isinstance(at, datetime) else at > NOW.date()) or at > NOW
    )
    if child:
        assert found.whole, found.unknown


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("mon 23 feb", date(2026, 2, 23), None),
        ("monday 23rd february 2pm", date(2026, 2, 23), time(14)),
        ("thu 12th", date(2026, 3, 12), None),
        ("tue 17/3", date(2026, 3, 17), None),
        ("thursday last week", date(2026, 3, 12), None),
        ("fri 9.30", date(2026, 3, 20), time(9, 30)),
        ("yesterday 3.15 p.m.", date(2026, 3, 19), time(15, 15)),
        ("yesterday 1430", date(2026, 3, 19), time(14, 30)),
        ("12 mar 1430", date(2026, 3, 12), time(14, 30)),
        ("a week ago", date(2026, 3, 13), None),
        ("a fortnight ago", date(2026, 3, 6), None),
        ("two months ago", date(2026, 1, 20), None),
        ("in a week's time 10am", date(2026, 3, 27), time(10)),
        ("day before yesterday", date(2026, 3, 18), None),
        ("this morning 9am", date(2026, 3, 20), time(9)),
        ("last night 8pm", date(2026, 3, 19), time(20)),
        ("mar 12", date(2026, 3, 12), None),
        ("12-3-2026", date(2026, 3, 12), None),
        ("the 12th of march", date(2026, 3, 12), None),
        ("tomorrow noon", date(2026, 3, 21), time(12)),
    ],
)
def test_a_day_is_read_whole(words: str, day: date, at: time | None) -> None:
    assert read_when(words.split(), NOW) == (When(day, at), [])


@pytest.mark.parametrize(
    ("now", "words", "day"),
    [
        (datetime(2027, 1, 2, 9), "last thu", date(2026, 12, 31)),  # over New Year
        (datetime(2027, 1, 2, 9), "thu 31 dec", date(2026, 12, 31)),
        (datetime(2027, 1, 2, 9), "3 weeks ago", date(2026, 12, 12)),
        (datetime(2026, 12, 30, 9), "fri 1 jan", date(2027, 1, 1)),
        (datetime(2026, 10, 26, 0, 30), "yesterday", date(2026, 10, 25)),  # the day after the clocks go back
        (datetime(2026, 3, 29, 1, 30), "a week ago", date(2026, 3, 22)),
        (datetime(2026, 3, 31, 9), "a month ago", date(2026, 2, 28)),
    ],
)
def test_days_are_counted_over_new_year_and_the_clock_change(now: datetime, words: str, day: date) -> None:
    assert read_when(words.split(), now) == (When(day, None), [])


def test_a_weekday_that_is_another_days_is_left_over() -> None:
    found = READER.read("kac visit thu 23 feb", NOW)  # the 23rd is a Monday
    assert found.unknown and not found.whole


def test_what_is_not_understood_is_named_and_keeps_it_from_being_saved_unseen() -> None:
    found = READER.read("kac visit yesterday flumpish", NOW)
    assert found.unknown == ("flumpish",) and not found.whole


def test_letters_that_fit_several_children_offer_them_all() -> None:
    found = READER.read("ash visit today", NOW)
    assert {found.child_id, *(child for child, _ in found.others)} == {"m", "c"}


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("sam visit today", False),  # Sam Carter, Samira Carter or Sam O'Hare
        ("sam carter visit today", True),  # said in full
        ("samira visit today", True),
        ("carter visit today", False),
        ("o'hare visit today", True),
    ],
)
def test_a_line_that_may_mean_several_children_is_not_saved_unseen(line: str, sure: bool) -> None:
    kids = (("1", "Sam Carter"), ("2", "Samira Carter"), ("3", "Sam O’Hare"))
    found = QuickReader(kids, FORMS).read(line, NOW)
    assert found.type == "visit" and found.child_id and found.whole == sure


@pytest.mark.parametrize(
    ("line", "kind", "sure"),
    [
        ("kac missing yesterday", "missing_started", True),
        ("kac returned yesterday", "missing_ended", True),
        ("kac cin meeting yesterday", "cin_meeting", True),
        ("kac assessment yesterday", None, False),
        ("kac review yesterday", None, False),
        ("kac conference yesterday", None, False),
        ("kac health assessment yesterday", "health_assessment", True),
        ("kac core group yesterday", "core_group", True),
        ("vi core core group yesterday", "core_group", True),
    ],
)
def test_a_line_that_may_mean_several_kinds_is_not_saved_unseen(
    line: str, kind: str | None, sure: bool
) -> None:
    found = READER.read(line, NOW)
    assert found.whole == sure and (sure or found.other_types)
    assert kind is None or found.type == kind


def test_where_the_child_is_known_only_the_rest_is_read() -> None:
    found = READER.read("visit alone yesterday 3pm", NOW, "k", "Kacper Żurawski")
    assert (found.child_id, found.type, found.at) == ("k", "visit", datetime(2026, 3, 19, 15))
    assert QuickReader((), FORMS).read("core group next tue", NOW, "k").planned


def test_a_time_alone_is_of_today() -> None:
    assert READER.read("kac visit 8.15am", NOW).at == datetime(2026, 3, 20, 8, 15)


def test_a_visit_is_for_the_one_plan_that_is_open() -> None:
    cp = EpisodeView("cp", "Child protection", date(2026, 1, 1), None)
    old = EpisodeView("cin", "Child in need", date(2025, 1, 1), date(2025, 9, 1))
    case = EpisodeView("case", "Open case", date(2025, 1, 1), None)
    cla = EpisodeView("looked_after", "Looked after", date(2026, 1, 1), None)
    assert usual("visit", (case, cp, old)) == {"plan": ("cp",)}
    assert usual("visit", (case, cp, cla)) == {} and usual("core_group", (cp,)) == {}


@given(st.text(max_size=60))
def test_any_text_is_read_without_trouble(text: str) -> None:
    found = READER.read(text, NOW)
    assert found.text == text
