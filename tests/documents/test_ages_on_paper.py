"""A page says "the child" or "the young person" as fits the age on its day, and asks no parent to sign for an adult."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.documents import family_plan_pdf, plan_pdf, summary_pdf
from services.documents.supervision import agenda_pdf
from services.documents.words import child_facts, fitting
from services.usecases import planwords
from services.usecases.page_results import signatories
from services.usecases.results import ChildDetail, EpisodeView, SummaryView

from . import more
from .reading import pages
from .samples import TODAY, make_child, make_plan

BORN = date(2013, 3, 14)
GROWN_UP = date(2032, 1, 8)  # eighteen


def kai(age: str = "18", worker: str = "Bea Lund") -> ChildDetail:
    return replace(make_child(), born=BORN, age=age, worker=worker)


@pytest.mark.parametrize(
    ("on", "says"),
    [(date(2029, 3, 13), "The child's views"), (date(2029, 3, 14), "The young person's views")],
)
def test_a_heading_fits_the_age_on_the_day(on: date, says: str) -> None:
    assert fitting("The child's views", kai(), on) == says


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("How the child presented", "How the young person presented"),
        ("The household, and how parent and child are together",
         "The household, and how parent and young person are together"),
        ("Looked after; child seen; seen alone", "Looked after; young person seen; seen alone"),
        ("Child protection", "Child protection"),
    ],
)  # fmt: skip
def test_words_for_a_young_person(words: str, says: str) -> None:
    assert fitting(words, kai()) == says
    assert fitting(words, kai("9")) == words
    assert fitting(words, None) == words


def test_the_head_says_the_age_then_and_who_has_the_work_now() -> None:
    head = dict(child_facts(kai("21"), date(2026, 5, 5), "Imran Sadiq"))
    assert head["Child"] and head["Age"] == "13 then, 21 now"
    assert head["Worker now"] == "Bea Lund" and "Worker" not in head
    today = dict(child_facts(kai("21")))
    assert today["Young person"] and today["Age"] == "21" and today["Worker"] == "Bea Lund"


def test_a_plan_of_an_adult_asks_nothing_of_parents() -> None:
    plan = replace(
        make_plan(), kind="pathway", title="Pathway plan", drawn_up=GROWN_UP, child_views="My own key.",
        parent_views="", sections=(), signatures=(), author="Bea Lund",
    )  # fmt: skip
    text = " ".join(pages(plan_pdf(kai(), plan, GROWN_UP)))
    assert "young person’s views" in text and "Personal adviser" in text
    assert "parents" not in text.lower() and "Parent or carer" not in text
    said = " ".join(pages(plan_pdf(kai(), replace(plan, parent_views="Proud of him."), GROWN_UP)))
    assert "Proud of him." in said and "The parents’ or carers’ views" in said


def test_a_plan_of_a_child_is_signed_by_child_and_parent() -> None:
    assert signatories("care", kai(), date(2026, 5, 6))[:2] == ("Child or young person", "Parent or carer")
    assert "Supervising social worker" in signatories("placement", kai(), date(2026, 5, 6))
    assert signatories("care", kai(), date(2029, 12, 1))[:2] == ("Young person", "Parent or carer")
    assert signatories("something_else", kai(), GROWN_UP) == ("Young person", "Practitioner", "Team manager")


def test_the_page_of_an_adult_names_no_helpline_for_children() -> None:
    plan = replace(make_plan(), kind="pathway", title="Pathway plan", drawn_up=GROWN_UP, sections=())
    text = pages(family_plan_pdf(kai(), planwords.family(kai(), plan), GROWN_UP))[0]
    assert "Childline" not in text and "Samaritans" in text and "116 123" in text
    young = replace(plan, drawn_up=date(2026, 5, 6))
    assert "Childline" in pages(family_plan_pdf(kai(), planwords.family(kai(), young), GROWN_UP))[0]


def test_each_aim_is_a_sentence_on_the_page_for_the_family() -> None:
    first, *others = make_plan().outcomes
    plan = replace(make_plan(), outcomes=(replace(first, outcome="Kai sleeps at night"), *others))
    (wanted,) = [
        said for heading, said in planwords.family(kai(), plan).choices[0].blocks if heading == "What we want"
    ]
    assert wanted[0] == "Kai sleeps at night."


def test_a_summary_of_a_young_person_says_so() -> None:
    summary = SummaryView("s1", "c1", GROWN_UP, "Bea Lund", (("A picture of the child", "Drives trains."),))
    assert "A picture of the young person" in pages(summary_pdf(kai(), summary, GROWN_UP))[0]


def test_a_quotation_keeps_its_marks_on_the_page_for_the_family() -> None:
    said = planwords.sentences("“I want to stay.” He crossed out a line.")
    assert said == ["“I want to stay.”", "He crossed out a line."]


def test_the_page_for_the_family_keeps_three_aims_where_other_texts_are_cut() -> None:
    (first, *_), long = make_plan().outcomes, " ".join(["He says that he would like to stay."] * 30)
    aims = ("Kai sleeps.", "Kai learns.", "Kai is well.")
    outcomes = tuple(replace(first, outcome=aim, actions=()) for aim in aims)
    plan = replace(make_plan(), outcomes=outcomes, worries=long, strengths=long, contingency=long)
    for words in planwords.family(kai(), plan).choices[:4]:
        assert dict(words.blocks)["What we want"] == aims


def test_a_plan_before_birth_is_signed_by_those_who_can_and_names_no_helpline_for_children() -> None:
    baby = replace(make_child(), born=None, expected=date(2027, 1, 20), age="unborn, due 20 January 2027")
    assert signatories("pre_birth", baby, GROWN_UP)[:3] == ("Mother", "Father or partner", "Midwife")
    assert "Child or young person" not in signatories("child_protection", baby, date(2026, 11, 25))
    plan = replace(make_plan(), kind="pre_birth", title="Pre-birth plan", drawn_up=date(2026, 11, 25))
    assert not any("Childline" in who for who, _ in planwords.family(baby, plan).choices[0].call)


def test_an_agenda_expects_no_session_of_a_case_that_is_closed() -> None:
    view, child = more.agenda()
    view = replace(view, next_is_booked=False)
    case = EpisodeView("case", "Open case", date(2026, 1, 5), TODAY)
    assert "none: the case is closed" in pages(agenda_pdf(view, replace(child, episodes=(case,)), TODAY))[0]
    going_on = replace(child, episodes=(replace(case, ended=None),))
    assert "3 December 2026 (expected)" in pages(agenda_pdf(view, going_on, TODAY))[0]


def test_a_pathway_plan_is_a_young_persons_before_sixteen_too() -> None:
    plan = replace(make_plan(), kind="pathway", drawn_up=date(2028, 12, 20), sections=(), signatures=())
    text = " ".join(pages(plan_pdf(kai("15"), plan, date(2028, 12, 20))))
    assert "The young person’s views" in text and "The child’s views" not in text
