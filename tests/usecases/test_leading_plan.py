"""With several plans in force the weightiest speaks for the child, and none of the others is forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.usecases.commands import ActionForm, EventDraft, OutcomeForm, PlanForm
from services.usecases.endings_results import EndingForm


def plan(child: str, kind: str, day: date, review: date | None = None) -> PlanForm:
    action = ActionForm(f"Deed of the {kind} plan", "Joan Oduya", date(2026, 4, 1))
    outcome = OutcomeForm("Rest", f"Aim of the {kind} plan", (action,))
    return PlanForm(child, kind, day, review, outcomes=(outcome,), draft=False)


@pytest.fixture
def cared_for(desk: Any, ada: str) -> str:
    """A care plan, and a safety plan that was made after it."""
    desk.save_plan(plan(ada, "care", date(2026, 1, 12), date(2026, 6, 1)))
    desk.save_plan(plan(ada, "safety", date(2026, 3, 2), date(2026, 3, 9)))
    return ada


def test_a_transfer_summary_tells_of_the_care_plan_and_names_the_others(desk: Any, cared_for: str) -> None:
    told = dict(desk.endings.offer(cared_for, "transfer"))
    brief = told["The plan, and how far it has come"]
    assert brief.startswith("Care plan of 12 January 2026") and "Aim of the care plan" in brief
    assert "Also in force: Safety plan of 2 March 2026." in brief
    todo = told["Still to be done"]
    assert "Deed of the care plan" in todo and "Deed of the safety plan" in todo


def test_a_case_summary_tells_of_the_care_plan(desk: Any, cared_for: str) -> None:
    told = " ".join(text for _, text in desk.offered_summary(cared_for).parts)
    assert "Deed of the care plan" in told and "Deed of the safety plan" not in told


def test_a_review_of_any_plan_that_is_overdue_is_missing(desk: Any, cared_for: str) -> None:
    view = desk.endings.one(desk.endings.save(EndingForm(cared_for, "transfer", way="team", to_whom="Bea")))
    found = next(i for i in view.items if i.section == "plans" and "current one" in i.says)
    assert found.state == "missing"
    assert found.found == (
        "Care plan of 12 January 2026, version 1: the review of the safety plan was due 9 March 2026"
    )
    actions = next(i for i in view.items if i.section == "actions")
    assert actions.found.startswith("2 actions open")


def test_a_care_plan_no_longer_leads_once_the_child_has_left_care(desk: Any, cared_for: str) -> None:
    desk.record(EventDraft(cared_for, "became_looked_after", date(2026, 1, 5), {"reason": "section_20"}))
    assert dict(desk.endings.offer(cared_for, "transfer"))["The plan, and how far it has come"].startswith(
        "Care"
    )
    desk.record(EventDraft(cared_for, "ceased_looked_after", date(2026, 3, 9), {"to": "home"}))
    told = dict(desk.endings.offer(cared_for, "transfer"))["The plan, and how far it has come"]
    assert told.startswith("Safety plan") and "Also in force: Care plan" in told
