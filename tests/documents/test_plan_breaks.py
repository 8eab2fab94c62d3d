"""How a plan is broken over pages: no row of a table alone, nobody signs a page that says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.documents import plan_pdf
from services.usecases.results import ActionView, OutcomeView, PlanView

from .reading import pages
from .samples import TODAY, make_child, make_plan


def plan_of(lines: int, actions: int = 1) -> PlanView:
    done = tuple(ActionView(f"a{n}", f"Deed number {n}", "Jo", TODAY, "", None, "o") for n in range(actions))
    outcome = OutcomeView("o", "Rest", "Sleeps", done)
    return replace(
        make_plan(), outcomes=(outcome,), strengths="\n".join(["He sings."] * lines), sections=(), signatures=(),
        ends_when="He is grown.",
    )  # fmt: skip


@pytest.mark.parametrize("lines", range(0, 44, 3))
def test_the_places_to_sign_stand_under_something_that_was_agreed(lines: int) -> None:
    (page,) = [p for p in pages(plan_pdf(make_child(), plan_of(lines), TODAY)) if "Signatures" in p]
    assert "He is grown." in page


@pytest.mark.parametrize("lines", range(0, 30, 2))
def test_the_last_row_of_a_table_takes_the_row_before_along(lines: int) -> None:
    for page in pages(plan_pdf(make_child(), plan_of(lines, actions=9), TODAY)):
        if "Deed number 8" in page:
            assert "Deed number 7" in page
        if "Outcome: Sleeps" in page:  # nor does the outcome stand alone
            assert "Deed number 0" in page


def test_what_nobody_wrote_has_no_heading_but_for_what_is_done_if_it_fails() -> None:
    plan = replace(plan_of(2), agreement="", bottom_lines="", contingency="", ends_when="")
    text = " ".join(pages(plan_pdf(make_child(), plan, TODAY)))
    assert "What has been agreed" not in text and "Bottom lines" not in text
    assert "If things do not go to plan Nothing recorded" in text
