"""Children, people, plans, summaries, the chronology and the user's own details."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from models.repositories import records
from services.usecases import cleaning
from services.usecases.ages import age_in_words
from services.usecases.around_commands import KeyFactForm
from services.usecases.changes import Changed
from services.usecases.commands import (
    ActionForm,
    EventDraft,
    OutcomeForm,
    PersonForm,
    PlanForm,
    SummaryForm,
)
from services.usecases.desk import Desk
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import Own, Person
from services.usecases.summaryforms import layouts, of_authority
from tests.usecases.conftest import ME, Clock, child_form

HEADINGS = of_authority("westmorland-and-furness").headings


def wheres(call: object) -> list[str]:
    with pytest.raises(InvalidInput) as found:
        call()  # type: ignore[operator]
    return [p.where for p in found.value.problems]


# --- children ------------------------------------------------------------------------------------------------------
def test_a_child_is_read_back_as_entered(desk: Desk, heard: list[Changed]) -> None:
    form = child_form(
        given="Łucja", known_as="Lu", pronouns="she/her", facts={"disabled": True, "in_school": False},
        authority="oldham", reference="S-1", address="1 High St\nOldham",
        languages="Polish, English", note="Likes cats", worker="Jo Ellis",
    )  # fmt: skip
    child = desk.add_child(form)
    found = desk.child(child)
    assert (found.name, found.age, found.authority_name, found.worker) == (
        "Łucja Quill",
        "6",
        "Oldham",
        "Jo Ellis",
    )
    assert (
        found.facts == {"disabled": True} and found.address == "1 High St\nOldham" and found.family == "Quill"
    )
    assert desk.child_form(child) == replace(form, facts={"disabled": True})
    assert heard == [Changed("child", frozenset({child}))]


def test_children_of_one_family_are_siblings_however_its_name_is_typed(desk: Desk, ada: str) -> None:
    ben = desk.add_child(child_form(given="Ben", born=date(2021, 1, 1), family=" QUILL"))
    desk.add_child(child_form(given="Cy", family="Ames"))
    desk.add_child(child_form(given="Di", family=""))
    assert [s.name for s in desk.child(ada).siblings] == ["Ben Quill"]
    assert [(s.name, s.age) for s in desk.child(ben).siblings] == [("Ada Quill", "6")]


def test_a_childs_details_can_be_amended_and_the_earlier_ones_are_kept(desk: Desk, ada: str) -> None:
    desk.amend_child(ada, child_form(given="Ada Rose", family=""))
    assert desk.child(ada).name == "Ada Rose Quill" and desk.child(ada).family == ""
    with desk._office.read() as c:
        versions = records.versions(c, "child", ada)
    assert [v["number"] for v in versions] == [1, 2] and '"given": "Ada"' in versions[0]["content"]
    assert desk.undo() == "Change of a child's details"
    assert desk.child(ada).name == "Ada Quill"
    with pytest.raises(NotFound):
        desk.amend_child("nobody", child_form())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"given": "", "family_name": " "}, ["given"]),
        ({"given": ""}, ["given"]),
        ({"born": None}, ["born"]),
        ({"born": date(2026, 3, 21)}, ["born"]),
        ({"born": date(1919, 5, 4)}, ["born"]),
        ({"born": None, "expected": date(2027, 5, 1)}, ["expected"]),
        ({"born": None, "expected": date(2025, 5, 1)}, ["expected"]),
        ({"expected": date(2026, 5, 4)}, ["expected"]),
        ({"authority": "atlantis"}, ["authority"]),
        ({"facts": {"disabld": True, "age": 6, "nrpf": "yes"}}, ["facts.disabld", "facts.age", "facts.nrpf"]),
        ({"note": "x" * 200_001, "given": "y" * 301}, ["given", "note"]),
    ],
)  # fmt: skip
def test_a_child_that_cannot_be_is_refused_whole(
    desk: Desk, change: dict[str, object], expected: list[str]
) -> None:
    assert wheres(lambda: desk.add_child(child_form(**change))) == expected
    assert desk.caseload() == ()


def test_ages_are_said_as_people_say_them() -> None:
    today = date(2026, 3, 1)
    cases = {
        date(2008, 2, 29): "18", date(2025, 3, 1): "1", date(2025, 3, 2): "11 months", date(2026, 1, 31): "1 month",
        date(2026, 2, 2): "3 weeks", date(2026, 2, 22): "1 week", date(2026, 2, 28): "1 day", today: "0 days",
    }  # fmt: skip
    assert {born: age_in_words(born, None, today) for born in cases} == cases
    assert age_in_words(date(2008, 2, 29), None, date(2026, 2, 28)) == "17"
    assert age_in_words(None, None, today) == "unborn"


def test_names_are_found_without_case_and_accents() -> None:
    assert cleaning.folded(" Łukasz  WÓJCIK ") == "lukasz wojcik"
    assert cleaning.folded("O’Brien") == "o'brien"
    assert cleaning.folded("محمد") == "محمد"


# --- people ------------------------------------------------------------------------------------------------------
def test_people_around_a_child(desk: Desk, ada: str, heard: list[Changed]) -> None:
    aunt = PersonForm(ada, "Basia", "aunt", parental_responsibility=True, contact="07700 900123")
    person = desk.save_person(aunt)
    desk.save_person(PersonForm(ada, "Mrs Ahmed", "teacher", "professional"))
    desk.save_person(replace(aunt, note="Rings back in the evening"), person)
    first, _ = desk.child(ada).network
    assert first == Person(
        person, "Basia", "aunt", "family", True, "07700 900123", "Rings back in the evening", child_id=ada
    )
    desk.remove_person(person)
    assert [p.name for p in desk.child(ada).network] == ["Mrs Ahmed"]
    assert {h.kind for h in heard} == {"person"}
    desk.undo()
    assert [p.name for p in desk.child(ada).network] == ["Basia", "Mrs Ahmed"]
    desk.undo()
    assert desk.child(ada).network[0].note == ""
    assert wheres(lambda: desk.save_person(PersonForm(ada, " ", "", "pet"))) == ["name", "kind"]
    with pytest.raises(NotFound):
        desk.remove_person("nobody")
    with pytest.raises(NotFound):
        desk.save_person(replace(aunt, child_id="nobody"))


# --- plans ---------------------------------------------------------------------------------------------------------
def plan_form(child: str, **more: object) -> PlanForm:
    actions = (
        ActionForm("Bedtime chart", "Mum", date(2026, 4, 1), "In bed by eight"),
        ActionForm("Read together"),
    )
    given = {
        "kind": "child_in_need", "drawn_up": date(2026, 3, 10), "review_by": date(2026, 4, 10), "contingency": "Gran",
        "outcomes": (OutcomeForm("Sleep", "Ada is rested", actions), OutcomeForm("Play", "")),
        "signatures": (("Ros Adeyemi", "Social worker", date(2026, 3, 10)), ("", "Mother", None)), "draft": False,
    }  # fmt: skip
    return PlanForm(child, **(given | more))  # type: ignore[arg-type]


def test_a_plan_is_read_back_as_written_and_new_wording_of_an_agreed_one_is_a_version(
    desk: Desk, ada: str, heard: list[Changed]
) -> None:
    plan_id = desk.save_plan(plan_form(ada))
    plan = desk.plan(plan_id)
    assert (plan.title, plan.version, plan.draft, plan.author) == (
        "Child in need plan",
        1,
        False,
        "Ros Adeyemi",
    )
    assert [(o.need, len(o.actions)) for o in plan.outcomes] == [("Sleep", 2), ("Play", 0)]
    assert plan.outcomes[0].actions[0].by == date(2026, 4, 1) and plan.signatures == plan_form(ada).signatures
    done = plan_form(
        ada, outcomes=(OutcomeForm("Sleep", "", (ActionForm("Chart", done=date(2026, 3, 19)),)),)
    )
    assert desk.save_plan(done, plan_id) == plan_id
    assert desk.plan(plan_id).version == 2 and desk.plans(ada)[0].outcomes[0].actions[0].done == date(
        2026, 3, 19
    )
    with desk._office.read() as c:
        assert "Bedtime chart" in records.versions(c, "plan", plan_id)[0]["content"]
    desk.undo()
    assert desk.plan(plan_id).version == 1 and len(desk.plan(plan_id).outcomes) == 2
    desk.undo()
    assert desk.plans(ada) == ()
    assert {h.kind for h in heard} == {"plan"} and desk.check() == ()


def test_plans_are_listed_newest_first(desk: Desk, ada: str) -> None:
    for day in (5, 10, 10, 7):
        desk.save_plan(plan_form(ada, drawn_up=date(2026, 3, day), contingency=str(day)))
    assert [p.drawn_up.day for p in desk.plans(ada)] == [10, 10, 7, 5]


def test_a_plan_that_cannot_be_is_refused_whole(desk: Desk, ada: str) -> None:
    bad = plan_form(
        ada,
        kind="chld_in_need",
        drawn_up=date(2026, 3, 21),
        review_by=date(2026, 3, 1),
        outcomes=(OutcomeForm("", " ", (ActionForm("", done=date(2026, 3, 25)),)),),
        signatures=(("", "", date(2027, 1, 1)),),
    )
    assert sorted(wheres(lambda: desk.save_plan(bad))) == [
        "drawn_up", "kind", "outcomes[0].actions[0].done", "outcomes[0].actions[0].what", "outcomes[0].outcome",
        "review_by", "signatures[0].name", "signatures[0].signed",
    ]  # fmt: skip
    desk.save_plan(plan_form(ada, drawn_up=date(2026, 4, 1), draft=True))
    ben = desk.add_child(child_form(given="Ben"))
    with pytest.raises(NotFound):
        desk.save_plan(plan_form(ben), desk.plans(ada)[0].id)
    with pytest.raises(NotFound):
        desk.plan("nothing")


# --- summaries ---------------------------------------------------------------------------------------------------
def test_a_new_summary_meets_what_is_owed_and_undo_takes_both_back(desk: Desk, ada: str) -> None:
    form = SummaryForm(ada, date(2026, 3, 20), ((HEADINGS[1], "Neglect."), (HEADINGS[0], "Six, draws.")))
    summary = desk.save_summary(form)
    (found,) = desk.summaries(ada)
    assert [h for h, _ in found.parts] == list(HEADINGS) and found.parts[0][1] == "Six, draws."
    assert [(e.type, e.at) for e in desk.calendar(ada).events] == [("case_summary", date(2026, 3, 20))]
    desk.save_summary(replace(form, parts=((HEADINGS[0], "Seven."),)), summary)
    assert len(desk.calendar(ada).events) == 1
    desk.undo()
    assert desk.summaries(ada)[0].parts[1][1] == "Neglect."
    assert desk.undo() == "Adding of a case summary"
    assert desk.summaries(ada) == () and desk.calendar(ada).events == ()


def test_a_summary_does_not_repeat_an_event_already_recorded(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "case_summary", datetime(2026, 3, 20, 9)))
    desk.save_summary(SummaryForm(ada, date(2026, 3, 20), ((HEADINGS[0], "Six."),)))
    assert len(desk.calendar(ada).events) == 1


def test_a_summary_that_cannot_be_is_refused(desk: Desk, ada: str) -> None:
    parts = ((HEADINGS[0], "a"), (HEADINGS[0], "b"), ("Weather", "c"))
    assert wheres(lambda: desk.save_summary(SummaryForm(ada, date(2026, 3, 21), parts))) == [
        "written",
        "parts[1]",
        "parts[2]",
    ]
    assert wheres(lambda: desk.save_summary(SummaryForm(ada, date(2026, 3, 20), ((HEADINGS[0], " "),)))) == [
        "parts"
    ]


def test_a_summary_is_offered_from_what_the_record_knows(desk: Desk, ada: str, clock: Clock) -> None:
    here = "westmorland-and-furness"
    desk.amend_child(ada, child_form(languages="Polish", facts={"disabled": True}, authority=here))
    desk.add_child(child_form(given="Ben", born=date(2021, 1, 1)))
    desk.save_person(PersonForm(ada, "Basia", "aunt", parental_responsibility=True, contact="07700 900123"))
    told = (("What happened (fact)", "School rang about bruising."),)
    desk.record(EventDraft(ada, "referral_received", date(2026, 2, 9), notes=told))
    desk.record(EventDraft(ada, "visit", date(2026, 3, 2), {"seen": True, "alone": True}))
    desk.record(EventDraft(ada, "visit", date(2026, 3, 9), {"failed": True}))
    desk.record(EventDraft(ada, "worker_safety_concern", date(2026, 3, 9), notes=(("Analysis", "A dog."),)))
    desk.record(EventDraft(ada, "missing_started", date(2026, 3, 10)))
    desk.save_plan(plan_form(ada))
    offered = desk.offered_summary(ada)
    said = dict(offered.parts)
    wanted = {
        0: ("Ada is 6 (born 4 May 2019)", "Polish", "disabled"),
        1: ("Open case since 9 February 2026", "School rang"),
        2: ("Basia (aunt, has parental responsibility): 07700 900123", "Ben Quill, 5 (same family)"),
        3: ("Child in need plan of 10 March 2026, to be reviewed by 10 April 2026", "Ada is rested"),
        4: ("Visits so far: 1, and 1 that did not take place.", "Last seen alone on 2 March 2026",
            "Still to do by 1 April"),
        5: ("Reported missing",), 6: ("Gran",), 7: ("A dog.",),
    }  # fmt: skip
    for number, texts in wanted.items():
        for text in texts:
            assert text in said[HEADINGS[number]]
    desk.save_summary(offered)
    clock.now = datetime(2026, 4, 20, 9)
    desk.record(EventDraft(ada, "visit", date(2026, 4, 2), {"seen": True}))
    again = dict(desk.offered_summary(ada).parts)
    assert "Visits since 20 March 2026: 1." in again[HEADINGS[4]]
    assert again[HEADINGS[7]].count("A dog.") == 1 and again[HEADINGS[5]].count("Reported missing") == 1


def test_a_summary_is_offered_the_key_facts_and_what_was_marked_as_significant(desk: Desk, ada: str) -> None:
    facts = (("pen_picture", "Ada laughs easily"), ("emergency", "Ring Gran first"), ("risk", "A dog, loose"))
    for kind, title in facts:
        desk.around.save_fact(KeyFactForm(ada, kind, title))
    desk.around.save_fact(KeyFactForm(ada, "emergency", "Ring Kit", third_party=True))
    desk.around.save_fact(KeyFactForm(ada, "school", "Until July only", until=date(2026, 1, 1)))
    desk.around.save_fact(KeyFactForm(ada, "school", "Elm Park Primary"))
    notes = ((THIRD_PARTY, "Kit was in prison."), ("What happened (fact)", "Ada told us of the belt."))
    seen = {"seen": True, "plan": ("cin",)}
    (visit,) = desk.record(EventDraft(ada, "visit", date(2026, 3, 2), seen, notes=notes))
    desk.record(EventDraft(ada, "visit", date(2026, 3, 3), seen))
    desk.chronicle.take_in((visit,))
    for day in range(3, 15):  # what was chosen by hand is not crowded out
        desk.record(EventDraft(ada, "concern_raised", date(2026, 3, day)))
    said = dict(desk.offered_summary(ada).parts)  # Stoke-on-Trent's seven
    form = of_authority("stoke-on-trent")
    told = said[form.heading("events")].splitlines()
    assert len(told) == 8 and "Ada told us of the belt." in told[0] and "8 March" in told[1]
    assert said[form.heading("needs")] == "Elm Park Primary"
    assert said[form.heading("emergency")] == "Ring Gran first"
    assert not any("Kit" in text for text in said.values())
    desk.amend_child(ada, child_form(authority="westmorland-and-furness"))
    said = dict(desk.offered_summary(ada).parts)
    for number, text in ((0, "Ada laughs easily"), (6, "Ring Gran first"), (7, "A dog, loose")):
        assert text in said[HEADINGS[number]]
    desk.save_summary(desk.offered_summary(ada))
    desk.around.save_fact(KeyFactForm(ada, "emergency", "Or ring Joe"))
    assert dict(desk.offered_summary(ada).parts)[HEADINGS[6]] == "Ring Gran first\nOr ring Joe"


def test_a_child_about_whom_nothing_is_known_gets_an_empty_offer(desk: Desk) -> None:
    child = desk.add_child(
        child_form(given="", born=None, expected=date(2026, 5, 4), family="", authority="oldham")
    )
    said = dict(desk.offered_summary(child).parts)
    assert said[HEADINGS[0]] == "Baby Quill is unborn, due 4 May 2026."
    assert [said[HEADINGS[n]] for n in (1, 2, 3, 5, 6, 7)] == [""] * 6


def test_each_authority_has_its_own_headings_and_older_summaries_keep_theirs(
    desk: Desk, ada: str, clock: Clock
) -> None:
    desk.save_summary(
        SummaryForm(ada, date(2026, 3, 19), ((HEADINGS[6], "Ring Gran."), (HEADINGS[0], "Six.")))
    )
    quarterly = of_authority("stoke-on-trent")
    assert quarterly.about == 300 and len(quarterly.headings) == 7 and len(layouts()[0].headings) == 8
    plan = desk.save_plan(plan_form(ada))
    desk.save_person(PersonForm(ada, "Jo Grant", "school nurse", "professional", contact="01632 960001"))
    clock.now = datetime(2026, 4, 2, 9)
    moved = replace(plan_form(ada).outcomes[0].actions[0], by=date(2026, 4, 8))
    desk.save_plan(plan_form(ada, outcomes=(OutcomeForm("Sleep", "Ada is rested", (moved,)),)), plan)
    desk.record(EventDraft(ada, "pep", date(2026, 3, 30), {"kind": "initial"}))
    desk.record(EventDraft(ada, "significant_event", date(2026, 3, 28)))
    offered = desk.offered_summary(ada)
    assert tuple(h for h, _ in offered.parts) == quarterly.headings
    said = {quarterly.gives[h]: text for h, text in offered.parts}
    assert "28 March 2026: Significant event" in said["events"] and "Personal education plan" in said["needs"]
    assert "version 2" in said["changes"] and "By when" not in said["changes"]
    assert "Jo Grant (school nurse): 01632 960001." in said["agencies"]
    assert "Bedtime chart: Mum, by 8 April 2026; we will know by: In bed by eight." in said["future"]
    assert said["emergency"] == "Ring Gran."  # carried over from the other form
    desk.save_summary(offered)
    newest, older = desk.summaries(ada)
    assert len(newest.parts) == 7 and [h for h, _ in older.parts] == list(HEADINGS)
    mixed = SummaryForm(ada, date(2026, 4, 1), ((HEADINGS[0], "a"), (quarterly.headings[0], "b")))
    assert wheres(lambda: desk.save_summary(mixed)) == ["parts"]


def test_earlier_wordings_of_a_summary_stay_readable(desk: Desk, ada: str) -> None:
    form = SummaryForm(ada, date(2026, 3, 20), ((HEADINGS[0], "Six."),))
    summary = desk.save_summary(form)
    assert desk.summaries(ada)[0].amended == 0
    desk.save_summary(replace(form, parts=((HEADINGS[0], "Six and a half."),)), summary)
    assert desk.summaries(ada)[0].amended == 1
    assert [e.summary.parts[0][1] for e in desk.summary_history(summary)] == ["Six and a half.", "Six."]


# --- the user ------------------------------------------------------------------------------------------------------
def test_the_users_details_can_change_and_older_records_keep_their_author(
    desk: Desk, ada: str, heard: list[Changed]
) -> None:
    desk.record(EventDraft(ada, "case_opened", date(2026, 3, 2)))
    own = Own("Ros Okafor", "manager", "oldham", {"theme": "dark", "stage": "experienced"})
    desk.save_own(own)
    assert desk.own() == own and heard[-1] == Changed("settings")
    assert desk.child(ada).worker == "Ros Okafor"  # still their own child, under the new name
    desk.record(EventDraft(ada, "visit", date(2026, 3, 3), {"seen": True}))
    assert [e.author for e in desk.calendar(ada).events] == ["Ros Adeyemi", "Ros Okafor"]
    assert wheres(lambda: desk.save_own(replace(ME, name="", authority="x"))) == ["name", "authority"]
    assert desk.worker_calendar().authority == "oldham"
    desk.save_own(own)
    with desk._office.read() as c:
        assert len(records.versions(c, "own", "own")) == 1


def test_taking_the_name_of_a_worker_already_known_joins_the_two(desk: Desk, ada: str) -> None:
    ben = desk.add_child(child_form(given="Ben", worker="Jo Ellis"))
    desk.save_own(replace(ME, name="Jo Ellis"))
    assert desk.child(ada).worker == desk.child(ben).worker == "Jo Ellis"
    assert desk.own().name == "Jo Ellis"


def test_the_desk_hands_out_forms_and_authorities(desk: Desk) -> None:
    assert {a.id for a in desk.authorities()} >= {"oldham", "stoke-on-trent"}
    assert any(f.type == "visit" and f.headings for f in desk.forms())
    assert desk.today() == date(2026, 3, 20) and desk.now() == datetime(2026, 3, 20, 9, 30)
    assert desk.bank_holidays_good_until() > date(2026, 1, 1)


def test_a_subscriber_can_leave(desk: Desk) -> None:
    said: list[Changed] = []
    leave = desk.changes.subscribe(said.append)
    leave()
    leave()
    desk.add_child(child_form())
    assert said == []


def test_no_word_of_a_record_is_in_any_file(desk: Desk, ada: str, tmp_path: Path) -> None:
    words = ("Zephyrine", "marmalade", "0770090")
    desk.amend_child(ada, child_form(given=words[0], note=words[1]))
    desk.record(EventDraft(ada, "visit", date(2026, 3, 2), notes=(("Analysis", "marmalade " * 9000),)))
    desk.save_person(PersonForm(ada, "Zephyrine", "", contact="0770090"))
    desk.backup(tmp_path)
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        data = path.read_bytes()
        for word in words:
            assert word.encode() not in data, path.name
