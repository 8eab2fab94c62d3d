"""The chronology: what it gathers by itself, how it is curated, and that the record is never touched."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.usecases.changes import Changed
from services.usecases.chronicle_results import Entry, Narrowing, OwnEntry, narrowed, printed
from services.usecases.chronologykinds import KIND_OF, brief, parts
from services.usecases.commands import ActionForm, EventDraft, NextStep, OutcomeForm, PlanForm
from services.usecases.desk import Desk
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.privacy import THIRD_PARTY
from services.usecases.vocabulary import event_forms, headings_of, words

from .conftest import Clock, child_form

HAPPENED = "What happened, and who saw or heard it (fact)"


def texts(desk: Desk, child_id: str) -> list[str]:
    return [e.what for e in desk.chronicle.read(child_id).entries if not e.hidden]


def entry(desk: Desk, child_id: str, begins: str, **more: Any) -> Entry:
    return next(e for e in desk.chronicle.read(child_id, **more).entries if e.what.startswith(begins))


def fell(child_id: str, day: date = date(2026, 3, 2), **notes: str) -> EventDraft:
    said = (
        (HAPPENED, notes.get("told", "Ada fell.")),
        ("Analysis", notes.get("meant", "It was the stairs.")),
    )
    return EventDraft(child_id, "significant_event", day, notes=said)


# --- gathered ------------------------------------------------------------
def test_it_tells_what_changed_a_life_and_nothing_else(desk: Desk, ada: str) -> None:
    notes = ((HAPPENED, "Police were called."), ("Analysis", "Third time this year."))
    desk.record(
        EventDraft(ada, "significant_event", datetime(2026, 3, 2, 22), {"emergency": True}, notes=notes)
    )
    desk.record(EventDraft(ada, "visit", date(2026, 3, 3), {"seen": True}))
    desk.record(EventDraft(ada, "icpc", date(2026, 4, 3), planned=True))
    desk.record(EventDraft(ada, "interim_care_order", date(2026, 3, 2)))
    found = desk.chronology(ada)
    assert [e.number for e in found] == [1, 2, 3]
    assert [e.what.split(".")[0] for e in found] == [
        "Ada Quill was born", "Significant event (emergency)", "Interim care order"
    ]  # fmt: skip
    assert found[1].what == "Significant event (emergency). Police were called."
    assert found[1].significance == "Third time this year."
    assert found[1].source == "Recorded by Ros Adeyemi, 20 Mar 2026"


def test_entries_of_a_day_stand_by_their_time_then_as_they_were_written(
    desk: Desk, ada: str, clock: Clock
) -> None:
    for kind in ("referral_received", "case_opened", "allocated", "cin_decided"):
        desk.record(EventDraft(ada, kind, date(2026, 3, 2)))
    desk.record(EventDraft(ada, "strategy_discussion", datetime(2026, 3, 2, 10)))
    (booked,) = desk.record(EventDraft(ada, "icpc", datetime(2026, 3, 30, 10), planned=True))
    clock.now = datetime(2026, 3, 30, 17)
    desk.amend(booked, EventDraft(ada, "icpc", datetime(2026, 3, 30, 10), {"outcome": "cp_plan"}))
    found = desk.chronicle.read(ada).entries
    assert [e.what.split(" ")[0] for e in found] == [
        "Ada", "Strategy", "Referral", "Case", "Allocated", "Child", "Initial"
    ]  # fmt: skip
    assert found[-1].source == "Recorded by Ros Adeyemi", "the day of the booking says nothing"


def test_what_follows_from_an_event_is_told_where_nothing_was_decided(desk: Desk, ada: str) -> None:
    step = NextStep("Fit a stair gate.", "Jo Quill", date(2026, 3, 9))
    desk.record(EventDraft(ada, "significant_event", date(2026, 3, 2), actions=(step,)))
    assert texts(desk, ada)[-1] == "Significant event. Next: Fit a stair gate (Jo Quill)"


def test_a_plan_is_told_with_its_aims_and_again_when_it_is_reviewed(desk: Desk, ada: str) -> None:
    action = ActionForm("Swimming on Tuesdays", done=date(2026, 3, 10))
    aims = (OutcomeForm("Ada is tired.", "Ada is rested", (action, ActionForm("See the GP"))),)
    desk.save_plan(PlanForm(ada, "child_in_need", date(2026, 3, 1), outcomes=aims, draft=True))
    assert "plan" not in " ".join(texts(desk, ada))
    form = PlanForm(ada, "child_in_need", date(2026, 3, 2), outcomes=aims, draft=False)
    made = desk.save_plan(form)
    corrected = PlanForm(ada, "child_in_need", date(2026, 3, 2), outcomes=aims, draft=False, worries="Sleep")
    desk.save_plan(corrected, made)  # a correction of the same day is not told twice
    reviewed = PlanForm(
        ada, "child_in_need", date(2026, 3, 19), outcomes=aims, draft=False, reviewed="She sleeps through."
    )
    desk.planning.save(reviewed, made, review=True)
    found = [t for t in texts(desk, ada) if "plan" in t]
    assert len(found) == 2
    assert found[0] == "Child in need plan drawn up. Aims: Ada is rested" or "version" in found[0]
    assert found[1].startswith("Child in need plan reviewed, version ")
    assert "1 of 2 actions done" in found[1] and "The review found: She sleeps through." in found[1]


def test_a_change_of_worker_is_told_once_with_both_names(desk: Desk, ada: str, clock: Clock) -> None:
    desk.record(EventDraft(ada, "case_opened", date(2026, 3, 1)))
    clock.now = datetime(2026, 4, 7, 9)
    desk.amend_child(ada, child_form(worker="Jo Ellis"))
    assert texts(desk, ada)[-1] == "Change of worker, from Ros Adeyemi to Jo Ellis"
    desk.record(EventDraft(ada, "worker_changed", date(2026, 4, 7)))
    assert texts(desk, ada)[-1] == "Change of worker (from Ros Adeyemi to Jo Ellis)"
    assert sum("Jo Ellis" in t for t in texts(desk, ada)) == 1


def test_legal_advice_and_what_is_a_third_partys_are_never_taken() -> None:
    for form in event_forms():
        notes = tuple((h.name, f"<{h.name}>") for h in headings_of(form.type))
        said = "".join(parts(form.type, notes))
        assert THIRD_PARTY not in said and "Legal advice" not in said, form.type
    told, decided, meant = parts("icpc", tuple((h.name, h.name) for h in headings_of("icpc")))
    assert (
        told == "Strengths, and what keeps the child safe"
        and decided == "Decided: Decision, category and reasons"
    )
    assert meant == "What this means for this child"


def test_every_kind_that_is_told_is_of_the_vocabulary() -> None:
    assert set(KIND_OF) <= set(words().events)


@pytest.mark.parametrize(
    "text", ["word " * 2000, "x" * 10_000, "A sentence of some length here. " * 400, "字" * 10_000]
)
def test_ten_thousand_characters_of_a_note_make_no_long_entry(desk: Desk, ada: str, text: str) -> None:
    desk.record(fell(ada, told=text, meant=text))
    found = entry(desk, ada, "Significant")
    assert len(found.what) < 600 and len(found.impact) < 330 and found.impact.endswith("…")


def test_a_text_is_cut_at_the_end_of_a_sentence_where_it_can_be() -> None:
    assert brief("One two. " * 20, 100) == "One two. " * 11 + "…"
    assert brief("Short. ", 100) == "Short."


def test_five_hundred_entries_are_read_at_once(desk: Desk, ada: str) -> None:
    draft = fell(ada, told="What happened was this. " * 40)
    with desk._office.write() as c:
        from services.usecases import recording

        for _ in range(500):
            recording.add(c, desk._office, draft, (ada,))
    start = time.perf_counter()
    assert len(desk.chronicle.read(ada).entries) == 501
    assert time.perf_counter() - start < 1.5


# --- curated ------------------------------------------------------------
def test_an_entry_is_reworded_hidden_and_put_back_while_the_record_stays(
    desk: Desk, ada: str, heard: list[Changed]
) -> None:
    (event,) = desk.record(fell(ada))
    chronicle = desk.chronicle
    first = entry(desk, ada, "Significant")
    chronicle.reword(first, "Ada fell down the stairs.", "She is wary of stairs.")
    said = entry(desk, ada, "Ada fell")
    assert said.impact == "She is wary of stairs." and said.gathered == (first.what, first.impact)
    assert said.curated and said.source == first.source and said.at == first.at
    assert heard[-1] == Changed("chronology", frozenset({ada}))
    chronicle.hide(said)
    assert "Ada fell down the stairs." not in texts(desk, ada)
    assert len(desk.chronology(ada)) == 1
    hidden = entry(desk, ada, "Ada fell")
    assert hidden.hidden and hidden.amended == 1
    versions = chronicle.history(hidden.parts[0].edit_id)
    assert [(v.number, v.author, v.hidden) for v in versions] == [
        (1, "Ros Adeyemi", False), (2, "Ros Adeyemi", True)
    ]  # fmt: skip
    chronicle.put_back(hidden)
    assert entry(desk, ada, "Significant") == first
    assert desk.undo() == "Putting back of a chronology entry" and entry(desk, ada, "Ada fell").hidden
    desk.undo()
    desk.undo()
    assert entry(desk, ada, "Significant") == first
    assert [v.number for v in desk.history(event)] == [1], "the record was never touched"


def test_a_text_that_is_as_gathered_follows_the_record(desk: Desk, ada: str) -> None:
    (event,) = desk.record(fell(ada))
    found = entry(desk, ada, "Significant")
    desk.chronicle.reword(found, found.what, "She is wary of stairs.")
    desk.amend(event, fell(ada, told="Ada fell off a wall."), "It was a wall")
    again = entry(desk, ada, "Significant")
    assert (
        again.what == "Significant event. Ada fell off a wall." and again.impact == "She is wary of stairs."
    )
    desk.chronicle.reword(
        again, again.what, again.gathered[1]
    )  # as the record has it: nothing is left to keep
    assert not entry(desk, ada, "Significant").curated
    desk.remove(event, "Not hers")
    assert texts(desk, ada) == ["Ada Quill was born"]


def test_an_amended_record_is_followed_and_said(desk: Desk, ada: str, clock: Clock) -> None:
    (event,) = desk.record(fell(ada))
    (booked,) = desk.record(EventDraft(ada, "icpc", date(2026, 4, 1), planned=True))
    clock.now = datetime(2026, 4, 1, 17)
    desk.amend(event, fell(ada, told="Ada fell off a wall."), "It was a wall")
    held = EventDraft(ada, "icpc", date(2026, 4, 1), {"outcome": "cp_plan"})
    desk.amend(booked, held)
    found = entry(desk, ada, "Significant")
    assert found.source == "Recorded by Ros Adeyemi, 20 Mar 2026; amended 1 Apr 2026"
    assert "amended" not in entry(desk, ada, "Initial").source, "a booking that took place"
    desk.amend(booked, replace(held, milestones={"minutes_sent": date(2026, 4, 1)}))
    assert "amended" not in entry(desk, ada, "Initial").source, "a date that came later"
    clock.now = datetime(2026, 4, 2, 9)
    desk.chronicle.reword(found, "Ada fell.", "She is wary.")
    assert not entry(desk, ada, "Ada fell").overtaken
    clock.now = datetime(2026, 4, 3, 9)
    desk.amend(event, fell(ada, told="Ada was pushed."), "She said so")
    again = entry(desk, ada, "Ada fell")
    assert again.overtaken and again.gathered[0] == "Significant event. Ada was pushed."
    clock.now = datetime(2026, 4, 3, 10)
    desk.chronicle.confirm(again)
    assert not entry(desk, ada, "Ada fell").overtaken
    desk.undo()


def test_saying_the_same_again_writes_nothing(desk: Desk, ada: str, heard: list[Changed]) -> None:
    desk.record(fell(ada))
    found = entry(desk, ada, "Significant")
    before = len(heard)
    desk.chronicle.reword(found, found.what, found.impact)
    desk.chronicle.hide(found, False)
    desk.chronicle.put_back(found)
    assert len(heard) == before


def test_an_event_is_taken_in_and_left_out_again(desk: Desk, ada: str) -> None:
    (visit,) = desk.record(EventDraft(ada, "visit", date(2026, 3, 3), {"seen": True}))
    assert [(e.event.id, e.marked) for e in desk.chronicle.left_out(ada)] == [(visit, False)]
    desk.chronicle.take_in([visit])
    found = entry(desk, ada, "Visit")
    assert found.significant and found.kind == "other"
    assert [e.marked for e in desk.chronicle.left_out(ada)] == [True]
    desk.chronicle.take_in([visit], significant=False)
    assert texts(desk, ada) == ["Ada Quill was born"]
    desk.undo()
    desk.undo()
    assert desk.chronicle.left_out(ada)[0].marked is False


def test_one_event_is_marked_with_its_impact_and_knows_how_it_stands(desk: Desk, ada: str) -> None:
    notes = (("Analysis", "She was calm at last."),)
    (visit,) = desk.record(EventDraft(ada, "visit", date(2026, 3, 4), {"seen": True}, notes=notes))
    (told,) = desk.record(fell(ada))
    out = desk.chronicle.event_place(visit)
    assert (out.there, out.by_hand, out.hidden) == (False, False, False) and out.what.startswith("Visit")
    assert desk.chronicle.event_place(told).there and not desk.chronicle.event_place(told).by_hand
    desk.chronicle.mark_significant(visit, "She slept through for the first time.")
    found = entry(desk, ada, "Visit")
    assert found.significant and found.impact == "She slept through for the first time."
    assert desk.chronicle.event_place(visit).there and desk.chronicle.event_place(visit).by_hand
    assert desk.undo() == "Adding of an event to the chronology"
    assert not desk.chronicle.event_place(visit).there
    desk.chronicle.mark_significant(
        visit, out.impact
    )  # as the record has it: it follows the record from now on
    assert entry(desk, ada, "Visit").gathered[1] == entry(desk, ada, "Visit").impact
    desk.chronicle.hide(entry(desk, ada, "Significant"))
    left = desk.chronicle.event_place(told)
    assert left.hidden and not left.there
    desk.chronicle.mark_significant(told, "")
    assert desk.chronicle.event_place(told).there
    (booked,) = desk.record(EventDraft(ada, "visit", date(2026, 4, 1), planned=True))
    with pytest.raises(NotFound):
        desk.chronicle.mark_significant(booked, "It has not happened")


def test_an_entry_is_added_by_hand_with_its_source(desk: Desk, ada: str) -> None:
    new = OwnEntry(
        (ada,), date(2021, 9, 6), "Ada began at Hill Street nursery.", "Nursery's letter", "She had friends."
    )
    desk.chronicle.add(new)
    found = entry(desk, ada, "Ada began")
    assert found.own and found.source == "Nursery's letter" and found.at == date(2021, 9, 6)
    desk.chronicle.amend(found, OwnEntry((ada,), date(2021, 9, 7), "Ada began nursery.", "Mother"))
    found = entry(desk, ada, "Ada began")
    assert (found.at, found.source, found.amended) == (date(2021, 9, 7), "Mother", 1)
    desk.chronicle.put_back(found)
    assert texts(desk, ada) == ["Ada Quill was born"]
    desk.undo()
    assert len(texts(desk, ada)) == 2


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"what": " "}, "what"), ({"what": "x" * 1_000_000}, "what"), ({"origin": ""}, "origin"),
        ({"at": date(2030, 1, 1)}, "at"), ({"child_ids": ()}, "child_ids"),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_chronology_is_said(
    desk: Desk, ada: str, wrong: dict[str, Any], where: str
) -> None:
    good = {"child_ids": (ada,), "at": date(2026, 3, 1), "what": "A", "origin": "B"}
    with pytest.raises(InvalidInput) as caught:
        desk.chronicle.add(OwnEntry(**{**good, **wrong}))
    assert {p.where for p in caught.value.problems} == {where}
    assert len(texts(desk, ada)) == 1


# --- the family ------------------------------------------------------------
@pytest.fixture
def ben(desk: Desk, ada: str) -> str:
    return desk.add_child(child_form(given="Ben", born=date(2021, 8, 1)))


def test_a_family_stands_on_one_line_of_time_and_each_entry_says_of_whom(
    desk: Desk, ada: str, ben: str
) -> None:
    desk.record(EventDraft(ada, "case_opened", date(2026, 3, 1), also_for=(ben,)))
    desk.record(fell(ben, date(2026, 3, 4), told="Ben fell."))
    view = desk.chronicle.read(ada, family=True)
    assert [name for _, name, _ in view.children] == ["Ada Quill", "Ben Quill"]
    assert view.authorities == ("Stoke-on-Trent",)
    desk.amend_child(ben, replace(desk.child_form(ben), authority="oldham"))
    assert desk.chronicle.read(ada, family=True).authorities == ("Stoke-on-Trent", "Oldham")
    assert [(e.whose, e.what.split(".")[0]) for e in view.entries] == [
        (("Ada",), "Ada Quill was born"),
        (("Ben",), "Ben Quill was born"),
        (("Ada", "Ben"), "Case opened"),
        (("Ben",), "Significant event"),
    ]
    assert [e.whose for e in printed(view.entries, whose=True)][2] == "Ada, Ben"
    desk.chronicle.reword(view.entries[2], "The case was opened.", "")
    assert "The case was opened." in texts(desk, ada) and "The case was opened." in texts(desk, ben)
    assert desk.undo() and "Case opened" in texts(desk, ada)[1] and "Case opened" in texts(desk, ben)[1]


def test_nothing_of_a_sibling_stands_in_a_childs_own(desk: Desk, ada: str, ben: str) -> None:
    desk.record(fell(ben, told="Ben's own secret."))
    desk.chronicle.add(OwnEntry((ben,), date(2024, 1, 1), "Of Ben alone.", "School"))
    desk.chronicle.add(OwnEntry((ada, ben), date(2024, 1, 2), "Of both.", "School"))
    said = " ".join(texts(desk, ada))
    assert "secret" not in said and "alone" not in said and "Of both." in said
    assert "Of both." in texts(desk, ben)


# --- narrowed, for court, and done ------------------------------------------------------------
def test_it_is_narrowed_by_period_and_kind(desk: Desk, ada: str) -> None:
    desk.record(fell(ada))
    desk.record(EventDraft(ada, "case_opened", date(2026, 3, 1)))
    every = desk.chronicle.read(ada).entries
    assert [e.kind for e in narrowed(every, Narrowing())] == ["birth", "referral", "concern"]
    assert [e.kind for e in narrowed(every, Narrowing(kinds=frozenset({"concern"})))] == ["concern"]
    assert [e.kind for e in narrowed(every, Narrowing(date(2026, 3, 1), date(2026, 3, 1)))] == ["referral"]
    desk.chronicle.hide(every[0])
    every = desk.chronicle.read(ada).entries
    assert len(narrowed(every, Narrowing())) == 2 and len(narrowed(every, Narrowing(hidden=True))) == 3


def test_court_and_case_number_are_typed_once(desk: Desk, ada: str) -> None:
    desk.chronicle.save_head(ada, "The Family Court at Stoke-on-Trent", "ST26C00123")
    view = desk.chronicle.read(ada)
    assert (view.court, view.case_number) == ("The Family Court at Stoke-on-Trent", "ST26C00123")
    assert len(view.entries) == 1, "it is no entry"
    desk.chronicle.save_head(ada, "The Family Court at Stoke-on-Trent", "ST26C00123")
    assert desk.undo() == "Change of court and case number"
    assert desk.chronicle.read(ada).court == ""


def test_marking_it_up_to_date_meets_what_is_owed_and_is_done_once_a_day(
    desk: Desk, ada: str, ben: str
) -> None:
    desk.record(EventDraft(ada, "case_opened", date(2026, 3, 20), also_for=(ben,)))
    owed = [d for d in desk.calendar(ada).deadlines if d.standard == "stoke.chron.start-at-opening"]
    assert [d.state for d in owed] == ["due"]
    assert len(desk.chronicle.mark_updated([ada, ben])) == 2
    assert desk.chronicle.mark_updated([ada, ben]) == ()
    owed = [d for d in desk.calendar(ada).deadlines if d.standard == "stoke.chron.start-at-opening"]
    assert [d.state for d in owed] == ["met"]
    assert desk.chronicle.read(ada).updated == date(2026, 3, 20)
    assert "Chronology updated" not in " ".join(texts(desk, ada))


def test_it_says_where_a_child_went_from_care_and_of_what_kind_the_placement_was(desk: Desk) -> None:
    kai = desk.add_child(child_form(given="Kai", born=date(2008, 3, 1)))
    desk.record(EventDraft(kai, "became_looked_after", date(2025, 1, 6), {"reason": "section_20"}))
    desk.record(EventDraft(kai, "placement_started", date(2025, 1, 6), {"kind": "foster"}))
    desk.record(EventDraft(kai, "pathway_assessment", date(2025, 3, 3)))
    desk.record(EventDraft(kai, "ceased_looked_after", date(2026, 3, 1), {"to": "adulthood"}))
    told = " ".join(texts(desk, kai))
    assert "Placement started (foster care)" in told and "Pathway needs assessment" in told
    assert "Ceased to be looked after (to: adulthood)" in told
