"""Fixtures of the printed documents."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.usecases.results import CalendarView, ChildDetail, ChronologyEntry, PlanView, SummaryView

from .samples import TODAY, make_calendar, make_child, make_event, make_plan, sample_deadlines


@pytest.fixture
def child() -> ChildDetail:
    return make_child()


@pytest.fixture
def calendar() -> CalendarView:
    booked = [
        make_event(1),
        make_event(2, date(2027, 1, 13), label="Core group"),
        make_event(3, date(2026, 11, 10), planned=False),
    ]
    return make_calendar(sample_deadlines(), booked)


@pytest.fixture
def summary() -> SummaryView:
    headings = (
        "Who the child is and who lives with them",
        "Why we are involved",
        "What has happened so far",
        "What life is like for the child",
        "What is going well",
        "What we are worried about",
        "What is planned",
        "What the child and family say",
    )
    text = (
        "Łucja lives with her mother, her grandmother and two brothers. "
        "She is in Year 3 and enjoys swimming; her teacher says that "
        "she "
        "has begun to talk about home.\nShe was seen alone at school on 27 October and at home on 10 November."
    )
    return SummaryView(
        "s1",
        "c1",
        TODAY,
        "Siân Ŵyn-Ŷork",
        tuple((h, "" if n == 4 else text * (n % 3 + 1)) for n, h in enumerate(headings)),
    )


@pytest.fixture
def plan() -> PlanView:
    return make_plan()


@pytest.fixture
def entries() -> list[ChronologyEntry]:
    return [
        ChronologyEntry(
            n,
            date(2024, 1, 5) + timedelta(days=11 * n),
            "Referral from the school: Łucja came without a coat for the third time. " * (n % 4 + 1),
            "School",
            "Pattern of unmet need; the parents were spoken to. " * (n % 2 + 1),
        )
        for n in range(1, 61)
    ]
