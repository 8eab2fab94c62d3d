"""A plan in full, on one page for the family, and two versions side by side, read back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from services.documents import family_plan_pdf, plan_difference_pdf, plan_pdf
from services.usecases import plandiff, planwords
from services.usecases.plan_results import CHILD_AGREES, ENDED_BECAUSE, chart
from services.usecases.plankinds import KINDS
from services.usecases.results import ActionView, Copy, OutcomeView, Person, PlanView, Scale

from .reading import copied, outline, pages, reader
from .samples import TODAY, make_child, make_plan

SCALES = (
    Scale(date(2026, 9, 1), 2, "Mum"),
    Scale(date(2026, 10, 1), 4, "Łucja"),
    Scale(date(2026, 11, 1), 6, "Mum"),
)


def action(what: str, who: str = "Mum", **more: object) -> ActionView:
    given = {"id": "a", "what": what, "who": who, "by": date(2026, 12, 1), "measure": "Seen", "done": None}
    return ActionView(**(given | {"outcome_id": "o"} | more))  # type: ignore[arg-type]


def full(**more: object) -> PlanView:
    outcome = OutcomeView(
        "o", "Tired", "Łucja sleeps", (action("Bedtime by eight"), action("See the GP", done=date(2026, 11, 2))),
        "Five nights of seven", SCALES,
    )  # fmt: skip
    return make_plan(
        outcomes=(outcome,), worries="Łucja is tired. The SW will liaise with CAMHS.", strengths="Gran is near.",
        ends_when="Ten good nights.", reviewed="Going well", stage="detailed", draft=False,
        sections=((CHILD_AGREES, "In part"), ("Who is in the core group", "Mum, Sam")),
        copies=(Copy("Dana", "mother", date(2026, 11, 3), "by hand"),), **more,
    )  # fmt: skip


def test_everything_that_a_plan_holds_is_printed(child):
    data = plan_pdf(child, full(), TODAY)
    text = " ".join(pages(data))
    for words in (
        "Detailed plan", "Going well", "Łucja is tired", "Gran is near", "Ten good nights", "Five nights of seven",
        "Does the child agree with this plan? In part", "Mum, Sam", "Who has a copy", "by hand",
        "How near each outcome is", "Mum: 6",
    ):  # fmt: skip
        assert words in text, words
    assert "What the review found" in outline(data)
    assert text.count("Does the child agree") == 1
    figures = [n for n in _structure(data) if n.get("/S") == "/Figure"]
    assert "2 on 1 September 2026, 6 on 1 November 2026" in figures[0]["/Alt"]


def _structure(data: bytes) -> list:
    found, queue = [], [reader(data).trailer["/Root"]["/StructTreeRoot"]]
    while queue:
        node = queue.pop()
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if hasattr(kid, "get"):
                found.append(kid)
                queue.append(kid)
    return found


def test_parts_that_say_nothing_leave_no_heading(child):
    bare = make_plan(sections=((CHILD_AGREES, ""),), draft=False)
    found = outline(plan_pdf(child, bare, TODAY))
    assert not {"Needs and risks", "What is going well", "Who has a copy", CHILD_AGREES} & set(found)


def test_an_ended_plan_says_when_and_why(child):
    text = " ".join(
        pages(plan_pdf(child, replace(full(), ended=TODAY, sections=((ENDED_BECAUSE, "All done"),)), TODAY))
    )
    assert (
        "Ended 25 November 2026" in text and "Why the plan ended All done" in text and "Review by" not in text
    )


def test_a_chart_of_one_day_and_of_many_people_is_drawn(child):
    crowd = tuple(Scale(TODAY, n % 11, f"Person {n}") for n in range(7))
    outcome = OutcomeView("o", "", "Crowd", (), "", crowd)
    text = " ".join(pages(plan_pdf(child, make_plan(outcomes=(outcome,)), TODAY)))
    assert all(f"Person {n}: {n}" in text for n in range(7))
    assert chart("x", (Scale(TODAY, 3),)).lines[0].places == ((0.0, 3),)


# --- for the family ------------------------------------------------------------------------------------------------
def test_the_family_page_says_who_does_what_by_when_and_who_to_call(child):
    nurse = Person("p", "Jo Grant", "school nurse", "professional", False, "01632 960001", "")
    dad = Person("q", "Rex Doe", "father", "family", True, "01632 960002", "")
    known = replace(child, network=(nurse, dad))
    (page,) = pages(family_plan_pdf(known, planwords.family(known, full()), TODAY))
    for words in (
        "Child protection plan for Lulu" if full().kind == "child_protection" else "plan for Lulu",
        "What worries us", "The social worker will talk with CAMHS (help with feelings)", "Bedtime by eight",
        "1 December 2026", "Already done. Thank you.", "See the GP", "999", "0800 1111",
        "Jo Grant, school nurse: 01632 960001",
        "Siân Ŵyn-Ŷork, your worker: ____",
    ):  # fmt: skip
        assert words in page, words
    assert "01632 960002" not in page, "nobody of the family is named unless the plan says so"
    assert "shortened" not in page


@pytest.mark.parametrize("factor", [1, 4, 30, 2000])
def test_the_family_page_is_one_page_however_much_is_written(child, factor):
    long = "We go to the park; then we eat together, and Gran comes. " * factor
    outcomes = tuple(
        OutcomeView("o", long, long, tuple(action(long, f"Person {n}{i} " + "Q" * factor) for i in range(6)))
        for n in range(min(factor, 30))
    )
    plan = replace(full(), outcomes=outcomes, worries=long, strengths=long, contingency=long, bottom_lines=long,
                   ends_when=long)  # fmt: skip
    data = family_plan_pdf(child, planwords.family(child, plan), TODAY)
    (page,) = pages(data)
    assert "Who to call" in page and "999" in page
    assert ("shortened to fit" in page) == (factor > 1)
    assert factor == 1 or " …" in page or "more in the full plan" in page


def test_the_family_page_of_a_safety_plan_has_its_signs_and_numbers(child):
    plan = replace(full(), kind="safety", title="Safety plan", worries="", sections=(
        ("The danger, in plain words", "Rex comes when he drinks"), ("Warning signs", "He rings at night"),
        ("What we do when we see them", "Lock the door\nRing Ruth"),
        ("Who to call, in order", "Ruth, grandmother: 01632 960310\n- Police station 01632 960999\nNext door"),
    ))  # fmt: skip
    (page,) = pages(family_plan_pdf(child, planwords.family(child, plan), TODAY))
    for words in ("Rex comes when he drinks", "Warning signs: He rings at night", "Lock the door Ring Ruth",
                  "Ruth, grandmother: 01632 960310", "Police station: 01632 960999", "Next door"):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize("kind", [k for k in KINDS if any(s.family for s in KINDS[k].sections)])
def test_the_family_page_says_what_the_plan_is_about_and_what_the_child_and_the_family_say(child, kind):
    said = tuple((s.heading, f"Said of it: {n}, twice a week.") for n, s in enumerate(KINDS[kind].sections))
    plan = replace(full(), kind=kind, title=KINDS[kind].title, sections=said, draft=False,
                   child_views="I want to see Gran.", parent_views="We need more sleep.")  # fmt: skip
    (page,) = pages(family_plan_pdf(child, planwords.family(child, plan), TODAY))
    assert re.search(r"What Lulu says:? I want to see Gran\.", page), page
    assert re.search(r"What the family says:? We need more sleep\.", page)
    for n, section in enumerate(KINDS[kind].sections):
        shown = bool(section.family) or section.heading == "Who to call, in order"
        assert (f"Said of it: {n}, twice" in page) == shown, section.heading
    assert "shortened" not in page and "{name}" not in page


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("CYP lives with MGM; S47 enquiries are over.", "Child or young person lives with grandmother (mother's side);"
         " child protection enquiries are over."),
        ("Mum to engage with IDVA in a timely manner.", "Mum to work with domestic abuse adviser soon."),
        ("LAC review after the CP plan.", "Looked after review after the child protection plan."),
        ("Ella and Lacey keep to it.", "Ella and Lacey keep to it."),
    ],
)  # fmt: skip
def test_the_words_of_the_office_are_said_plainly(written, plain):
    assert planwords.plain(written).lower() == plain.lower()


def test_a_draft_for_the_family_is_stamped(child):
    draft = replace(full(), draft=True)
    (page,) = pages(family_plan_pdf(child, planwords.family(child, draft), TODAY))
    assert "DRAFT" in page and "still a draft" in page


def test_the_family_page_prints_any_script(child):
    words = "محمد آیا 🙂 প্রিয়া 小明 Siân Żółć"
    plan = replace(full(), worries=words, outcomes=(OutcomeView("o", "", words, (action(words, words),)),))
    known = make_child(known_as="", given="小明", name="小明 Żółć")
    data = family_plan_pdf(known, planwords.family(known, plan), TODAY)
    assert "Żółć" in copied(data) and len(reader(data).pages) == 1


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("The SW will liaise with HV", "The social worker will talk with health visitor"),
        ("Ensure he attends", "Make sure he attends"),
        ("TAF prior to ICPC", "team around the family before first child protection conference"),
        ("Tafari ensured nothing", "Tafari ensured nothing"),
        ("S47", "child protection enquiry"),
    ],
)
def test_abbreviations_are_written_out(said, plainly):
    assert planwords.plain(said) == plainly


# --- side by side --------------------------------------------------------------------------------------------------
def test_two_versions_stand_side_by_side(child):
    before = replace(full(), version=1)
    o = before.outcomes[0]
    actions = (replace(o.actions[0], done=date(2026, 11, 20), progress="Every night"), action("Swimming"))
    after = replace(before, version=2, outcomes=(replace(o, actions=actions),), bottom_lines="New line")
    told = plandiff.between(before, after)
    text = " ".join(pages(plan_difference_pdf(child, told, TODAY)))
    for words in ("Version 1", "Version 2", "Done Action 1.1", "Done: not yet", "20 November 2026", "Progress: Every",
                  "Dropped", "See the GP", "Added", "Swimming", "New line", told.counted):  # fmt: skip
        assert words in text, words
    same = " ".join(pages(plan_difference_pdf(child, plandiff.between(before, before), TODAY)))
    assert "Both say the same." in same


def test_a_plan_before_birth_asks_nothing_of_the_child(child):
    plan = make_plan(kind="child_protection", child_views="", signatures=(), sections=())
    born = " ".join(pages(plan_pdf(child, plan, TODAY)))
    unborn = replace(child, born=None, expected=date(2027, 1, 4), age="unborn, due 4 January 2027")
    text = " ".join(pages(plan_pdf(unborn, plan, TODAY)))
    assert "The child’s views" in born and "Child or young person" in born
    assert "The child’s views" not in text and "Child or young person" not in text
