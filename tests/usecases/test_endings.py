"""Transfers and closures: the list by the record, the summary, the events; letters; opening again what was closed."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime

import pytest

from services.usecases import endingparts
from services.usecases.commands import (
    ActionForm,
    EventDraft,
    OutcomeForm,
    PersonForm,
    PlanForm,
)
from services.usecases.desk import Desk
from services.usecases.endings_results import GAP, EndingForm, EndingView, FinishEnding, ItemMark, ItemView
from services.usecases.errors import NotFound
from services.usecases.letters import filled
from services.usecases.standards import library
from services.usecases.vocabulary import RESOURCES, words
from tests.usecases.conftest import Clock, child_form
from tests.usecases.test_record import wheres

TODAY = date(2026, 3, 20)


def form(child: str, kind: str = "transfer", **more: object) -> EndingForm:
    given = {"way": "team", "to_whom": "Jo Ellis, Looked after team"} if kind == "transfer" else {}
    return EndingForm(child, kind, **(given | more))  # type: ignore[arg-type]


def item(view: EndingView, name: str) -> ItemView:
    return next(i for i in view.items if i.item == name)


@pytest.fixture
def looked_after(desk: Desk, ada: str) -> str:
    desk.record(EventDraft(ada, "referral_received", date(2025, 11, 3)))
    desk.record(EventDraft(ada, "became_looked_after", date(2026, 1, 5), {"reason": "section_20"}))
    desk.record(EventDraft(ada, "placement_started", date(2026, 1, 5), {"kind": "foster"}))
    return ada


# --- the list ------------------------------------------------------------------------------------------------------
def test_the_data_of_the_lists_are_whole() -> None:
    data = tomllib.loads((RESOURCES / "endings.toml").read_text("utf-8"))
    ids = [i["id"] for i in data["item"]]
    assert len(ids) == len(set(ids))
    for i in data["item"]:
        where = i["id"]
        assert {*i["of"]} <= {*endingparts.KINDS} and {*i.get("ways", ())} <= {*data["ways"]}, where
        assert {*i.get("types", ())} - {"pen_picture"} <= {*words().events}, where
        assert {*i.get("open", ())} <= {*words().episodes}, where
        assert i.get("record", "visit") in words().events and i.get("since", "visit") in words().events, where
        if not i["authority"]:
            continue
        book = library().rulebook(i["authority"])
        expected = {e.id for e in book.expectations}
        known = expected | {s.id for s in book.standards}
        assert {*i.get("also", ()), *i.get("standards", ())} <= known, where
        assert i.get("expects") in known or (i["says"] and i["cite"]), where
    for events in data["events"].values():
        assert {*events} <= {*words().events}


def test_every_item_of_appendix_e_stands_in_order(desk: Desk, looked_after: str) -> None:
    young = replace(desk.child_form(looked_after), born=date(2010, 5, 4))
    desk.amend_child(looked_after, young)
    view = desk.endings.preview(form(looked_after))
    listed = [i for i in view.items if "Appendix E" in i.cite]
    subjects = (
        "chronology", "genogram", "case note", "assessment", "supervision", "details", "papers", "first conference",
        "placement planning meeting", "placement plan was", "first health assessment", "personal education plan",
        "pathway plan", "contact", "case summary", "new worker", "Money", "manager",
    )  # fmt: skip
    assert len(listed) == len(subjects)
    for each, subject in zip(listed, subjects, strict=True):
        assert subject.casefold() in each.says.casefold()
    assert all(i.group == "list" for i in listed)


def test_what_is_of_no_concern_to_the_child_is_left_out(desk: Desk, ada: str) -> None:
    names = {i.item for i in desk.endings.preview(form(ada)).items}
    assert "stoke.e.chronology" in names and not {"stoke.e.health", "stoke.e.pathway"} & names
    down = {i.item for i in desk.endings.preview(form(ada, way="step_down")).items}
    assert "stoke.t.panel" in down and "stoke.t.panel" not in names
    closing = {i.item for i in desk.endings.preview(form(ada, "closure")).items}
    assert {
        "stoke.c.summary",
        "stoke.c.letter",
        "stoke.e.audit",
    } <= closing and "stoke.e.genogram" not in closing


def test_an_item_knows_from_the_record_whether_it_is_there(desk: Desk, looked_after: str) -> None:
    child = looked_after
    desk.record(EventDraft(child, "chronology", date(2026, 2, 2)))
    desk.record(EventDraft(child, "placement_plan", date(2026, 1, 20), {"section": "full"}))
    view = desk.endings.preview(form(child))
    old = item(view, "stoke.e.chronology")
    assert (old.state, old.record) == ("missing", "chronology")
    assert old.found == "The last is of 2 February 2026: older than 2 weeks"
    plan = item(view, "stoke.e.placement-plan")
    assert plan.state == "found" and plan.found.startswith("Placement plan on 20 January 2026")
    assert "late" in plan.found and plan.key.startswith("stoke.plan.placement-plan-5wd")
    health = item(view, "stoke.e.health")
    assert health.state == "missing" and health.found.startswith(
        "Not on record since 5 January 2026: health assessment"
    )
    assert "overdue, due 2 February 2026" in health.found
    desk.record(EventDraft(child, "chronology", TODAY))
    assert item(desk.endings.preview(form(child)), "stoke.e.chronology").state == "found"


def test_what_there_is_of_an_earlier_placement_does_not_stand_for_this_one(
    desk: Desk, looked_after: str
) -> None:
    child = looked_after
    desk.record(EventDraft(child, "placement_plan", date(2026, 1, 8), {"section": "full"}))
    desk.record(EventDraft(child, "placement_ended", date(2026, 2, 20)))
    desk.record(EventDraft(child, "placement_started", date(2026, 2, 20), {"kind": "foster"}))
    plan = item(desk.endings.preview(form(child)), "stoke.e.placement-plan")
    assert plan.state == "missing" and "8 January 2026" in plan.found and "overdue" in plan.found


def test_the_first_meeting_is_the_one_that_is_owed_and_no_paper_for_it(
    desk: Desk, ada: str, looked_after: str
) -> None:
    first = item(desk.endings.preview(form(looked_after)), "stoke.e.first-meeting")
    assert (first.state, first.record) == ("missing", "cla_review")
    ben = desk.add_child(child_form(given="Ben", family="", born=date(2020, 1, 1)))
    assert item(desk.endings.preview(form(ben)), "stoke.e.first-meeting").state == "found"
    desk.record(EventDraft(ben, "strategy_discussion", date(2026, 3, 16), {"outcome": ("s47",)}))
    desk.record(EventDraft(ben, "s47_started", date(2026, 3, 16)))
    owed = item(desk.endings.preview(form(ben)), "stoke.e.first-meeting")
    assert (owed.state, owed.record) == ("missing", "icpc") and "conference, due" in owed.found
    desk.record(EventDraft(ben, "icpc", date(2026, 3, 18), {"outcome": "cp_plan"}))
    held = item(desk.endings.preview(form(ben)), "stoke.e.first-meeting")
    assert "report" not in held.found and held.record != "cla_review"


def test_whoever_takes_over_is_offered_wherever_the_child_goes(desk: Desk, ada: str) -> None:
    for way, to_whom, worker in (
        ("authority", "Jo Ellis, Leeds", "Jo Ellis"), ("step_down", "Family hub", ""), ("team", "Jo Ellis", "Jo Ellis"),
    ):  # fmt: skip
        begun = desk.endings.save(form(ada, way=way, to_whom=to_whom))
        assert desk.endings.offered_finish(begun).new_worker == worker
        desk.endings.remove(begun)


def test_what_lacks_only_a_date_is_opened_and_not_recorded_again(desk: Desk, ada: str) -> None:
    (done,) = desk.record(EventDraft(ada, "assessment_completed", date(2026, 3, 2)))
    lacks = item(desk.endings.preview(form(ada)), "stoke.e.assessment")
    assert lacks.state == "missing" and lacks.lacks_date and lacks.key == f"event:{done}"


def test_who_cannot_be_reached_is_named(desk: Desk, ada: str) -> None:
    for name, contact in (("Ann Quill", "01632 960001"), ("Joe Quill", ""), ("Eve Quill", "")):
        desk.save_person(PersonForm(ada, name, "aunt", contact=contact))
    found = item(desk.endings.preview(form(ada)), "stoke.e.details").found
    assert "how to reach Joe Quill, Eve Quill" in found and "Ann" not in found


def test_notes_that_are_missing_and_meetings_left_in_the_past_are_named(
    desk: Desk, ada: str, clock: Clock
) -> None:
    desk.record(EventDraft(ada, "visit", date(2026, 3, 10), {"plan": ("cin",), "seen": True}))
    desk.record(EventDraft(ada, "cin_meeting", date(2026, 3, 22), planned=True))
    clock.now = datetime(2026, 3, 24, 9, 0)
    found = item(desk.endings.preview(form(ada)), "stoke.e.notes")
    assert found.state == "missing"
    assert found.found == (
        "1 visit without notes, the last on 10 March 2026; "
        "booked and not recorded: child in need meeting on 22 March 2026"
    )


def test_a_tick_and_a_reason_are_kept_and_stand_above_what_the_record_shows(desk: Desk, ada: str) -> None:
    marks = (
        ItemMark("stoke.e.documents", done=TODAY, note="In the library"),
        ItemMark("stoke.e.genogram", not_needed=True, note="No family is known"),
    )
    saved = desk.endings.save(form(ada, items=marks))
    (view,) = desk.endings.of_child(ada)
    assert view.id == saved and (view.way, view.way_label) == ("team", "To another team")
    assert item(view, "stoke.e.documents").state == "done"
    assert item(view, "stoke.e.genogram").state == "not_needed"
    settled, of = view.counted
    assert 2 <= settled < of
    assert wheres(lambda: desk.endings.save(form(ada, items=(ItemMark("x", not_needed=True),)))) == [
        "items[x].note"
    ]
    assert wheres(lambda: desk.endings.save(form(ada, way="away"))) == ["way"]


@pytest.mark.parametrize("authority", library().ids)
@pytest.mark.parametrize("kind", ["transfer", "closure"])
def test_every_authority_has_a_list(desk: Desk, authority: str, kind: str) -> None:
    child = desk.add_child(child_form(given="Ben", authority=authority))
    view = desk.endings.preview(form(child, kind))
    asked = [i for i in view.items if i.group != "practice"]
    assert len(asked) >= 8 and len({i.item for i in view.items}) == len(view.items)
    assert all(i.says for i in view.items)
    assert all(i.cite for i in view.items if i.group != "look")


# --- the summary ---------------------------------------------------------------------------------------------------
def test_the_parts_of_a_summary_come_back_as_they_were() -> None:
    names = endingparts.headings("closure")
    parts = tuple((h, f"About this:\n\n{n} and more") for n, h in enumerate(names) if n != 2)
    assert endingparts.parts_of("closure", endingparts.text_of("closure", parts)) == parts
    assert endingparts.parts_of("closure", "") == ()
    assert endingparts.parts_of("closure", "Loose words") == ((names[0], "Loose words"),)


def test_a_transfer_summary_is_offered_from_the_record(desk: Desk, looked_after: str) -> None:
    child = looked_after
    desk.save_person(
        PersonForm(child, "Ines Quill", "mother", parental_responsibility=True, contact="01632 960001")
    )
    action = ActionForm("Find a swimming club", "Ros Adeyemi", date(2026, 4, 1))
    outcome = OutcomeForm("Ada is bored", "Ada swims each week", (action,))
    desk.save_plan(PlanForm(child, "care", date(2026, 2, 1), outcomes=(outcome,), draft=False))
    offered = dict(desk.endings.offer(child, "transfer", "Jo Ellis"))
    assert (
        "Ines Quill (mother, has parental responsibility): 01632 960001"
        in offered["The people who matter to the child"]
    )
    assert "Ada swims each week (its action is not done)" in offered["The plan, and how far it has come"]
    assert "Find a swimming club (Ros Adeyemi, by 1 April 2026)" in offered["Still to be done"]
    assert "Became looked after" in offered["What has happened, and why we are involved"]
    assert "Overdue since" in offered["Dates ahead"]
    assert offered["What the child and the family say about the change"] == ""
    closing = dict(desk.endings.offer(child, "closure"))
    assert "Referral received" in closing["Why we became involved"]
    assert closing["Why the work is ending"] == ""


# --- finishing -----------------------------------------------------------------------------------------------------
def test_finishing_a_transfer_records_it_once_and_gives_the_child_to_the_new_worker(
    desk: Desk, ada: str
) -> None:
    parts = (("Why the work is moving on, and to whom", "Ada has come into care."),)
    saved = desk.endings.save(form(ada, parts=parts))
    offered = desk.endings.offered_finish(saved)
    assert (offered.at, offered.new_worker) == (TODAY, "Jo Ellis")
    ids = desk.endings.finish(replace(offered, meeting=date(2026, 3, 18), notified=date(2026, 3, 19)))
    events = {e.type: e for e in desk.calendar(ada).events}
    assert len(ids) == 2 and {*events} == {"transfer_meeting", "case_transferred"}
    assert events["case_transferred"].milestones == {"notified": date(2026, 3, 19)}
    assert "Ada has come into care." in events["case_transferred"].notes[0][1]
    assert desk.child(ada).worker == "Jo Ellis"
    assert desk.endings.one(saved).finished == TODAY
    assert wheres(lambda: desk.endings.finish(offered)) == ["at"]
    assert desk.undo() == "Transfer"
    assert desk.calendar(ada).events == () and desk.child(ada).worker == "Ros Adeyemi"
    assert desk.endings.one(saved).finished is None


def test_a_change_of_worker_within_the_team_and_a_move_away_are_told_apart(desk: Desk, ada: str) -> None:
    for way, wanted in (
        ("worker", ["worker_changed"]),
        ("authority", ["case_transferred", "moved_authority"]),
    ):
        saved = desk.endings.save(form(ada, way=way))
        desk.endings.finish(FinishEnding(saved, TODAY))
        assert sorted(e.type for e in desk.calendar(ada).events) == sorted(wanted)
        desk.undo()


def test_closing_needs_a_day_that_has_come(desk: Desk, ada: str) -> None:
    saved = desk.endings.save(form(ada, "closure"))
    assert wheres(lambda: desk.endings.finish(FinishEnding(saved, date(2026, 4, 1)))) == ["at"]
    desk.endings.finish(FinishEnding(saved, TODAY, why="The goals are reached."))
    (event,) = desk.calendar(ada).events
    assert event.type == "case_closed" and "The goals are reached." in event.notes[0][1]


# --- opening again -------------------------------------------------------------------------------------------------
def test_what_was_closed_within_three_months_shows_its_history_first(
    desk: Desk, ada: str, clock: Clock
) -> None:
    assert desk.endings.past(ada) is None
    desk.record(EventDraft(ada, "case_opened", date(2025, 11, 3)))
    desk.record(EventDraft(ada, "visit", date(2025, 11, 5), {"seen": True}))
    saved = desk.endings.save(form(ada, "closure", parts=(("Why the work is ending", "All is well."),)))
    desk.endings.finish(FinishEnding(saved, TODAY))
    past = desk.endings.past(ada)
    assert past is not None and (past.closed, past.days) == (TODAY, 0)
    assert past.summary == (("Why the work is ending", "All is well."),)
    assert [label for _, label, _ in past.events] == ["Case opened", "Case closed"]
    assert any("critical friend" in says for says, _ in past.asks)
    clock.now = datetime(2026, 6, 20, 9, 0)
    assert desk.endings.past(ada) is not None
    clock.now = datetime(2026, 6, 21, 9, 0)
    assert desk.endings.past(ada) is None
    clock.now = datetime(2026, 4, 20, 9, 0)
    desk.record(EventDraft(ada, "referral_received", date(2026, 4, 20)))
    assert desk.endings.past(ada) is None


# --- letters -------------------------------------------------------------------------------------------------------
def test_a_template_leaves_out_what_is_not_known() -> None:
    shape = "It ends[ on {day}].\n\nWhy\n[{why}]\n\nTo {whom}"
    assert filled(shape, {"day": "3 May"}) == f"It ends on 3 May.\n\nWhy\n{GAP}\n\nTo {GAP}"
    assert filled(shape, {"why": "{day}", "whom": "[me]"}) == "It ends.\n\nWhy\n{day}\n\nTo [me]"


def test_a_letter_is_offered_with_what_is_known(desk: Desk, ada: str) -> None:
    desk.save_person(
        PersonForm(ada, "Ines Quill", "mother", address="1 High St\nStoke", parental_responsibility=True)
    )
    desk.save_person(PersonForm(ada, "Abel Ames", "uncle", address="Secret House", protected=True))
    desk.endings.save(form(ada, parts=(("Why the work is moving on, and to whom", "You moved."),)))
    letter = desk.letters.offer(ada, "transfer_family", "Ines Quill")
    assert letter.address == "1 High St\nStoke" and letter.subject == "A new worker for Ada"
    assert letter.body.startswith("Dear Ines Quill,\n\nJo Ellis will be Ada's worker in my place.")
    assert "Their team: Looked after team." in letter.body and "You moved." in letter.body
    assert desk.letters.offer(ada, "transfer_family", "Abel Ames").address == ""
    agency = desk.letters.offer(ada, "transfer_agency", "Dr Jones")
    assert agency.subject == "Change of worker for Ada Quill (born 4 May 2019)"


def test_the_summary_of_a_visit_holds_nothing_said_in_confidence(desk: Desk, ada: str) -> None:
    shape = next(f for f in desk.forms() if f.type == "visit")
    notes = tuple((h, f"Said under {n}.") for n, h in enumerate(shape.headings))
    desk.record(EventDraft(ada, "visit", datetime(2026, 3, 10, 15, 0), {"seen": True}, notes=notes))
    letter = desk.letters.offer(ada, "visit_summary")
    assert "Tuesday 10 March 2026 at 15:00" in letter.body
    told = [heading for heading, text in notes if text in letter.body]
    assert len(told) == 3
    assert all(h.startswith(("Purpose", "Parents", "What happens next")) for h in told)


def test_an_invitation_is_for_the_next_meeting(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "core_group", datetime(2026, 4, 9, 10, 0), planned=True))
    desk.record(EventDraft(ada, "cin_meeting", datetime(2026, 4, 2, 11, 30), planned=True))
    assert [e.type for e in desk.letters.about(ada, "meeting_invitation")] == ["cin_meeting", "core_group"]
    letter = desk.letters.offer(ada, "meeting_invitation", "Ines")
    assert "When: Thursday 2 April 2026 at 11:30" in letter.body


def test_a_letter_and_the_family_s_page_say_how_the_worker_is_reached(desk: Desk, ada: str) -> None:
    own = desk.own()
    desk.save_own(
        replace(own, settings={**own.settings, "telephone": "01632 960001", "email": "ros@example.org"})
    )
    assert desk.letters.sender().telephone == "01632 960001"
    assert desk.letters.sender().email == "ros@example.org"
    bodies = [desk.letters.offer(ada, kind.name).body for kind in desk.letters.kinds()]
    assert not any("01632 960001" in body for body in bodies), "ours are not the new worker's"
    assert desk.child(ada).worker_telephone == "01632 960001"


def test_a_letter_with_a_gap_stays_a_draft(desk: Desk, ada: str) -> None:
    letter = desk.letters.offer(ada, "closing_family", "Ines Quill")
    assert GAP in letter.body
    saved = desk.letters.save(letter)
    assert wheres(lambda: desk.letters.save(replace(letter, sent=TODAY), saved)) == ["body"]
    whole = replace(letter, body="Dear Ines", draft=False)
    desk.letters.save(whole, saved)
    (kept,) = desk.letters.of_child(ada)
    assert (kept.body, kept.draft, kept.sent, kept.amended) == ("Dear Ines", False, None, 1)
    assert wheres(lambda: desk.letters.save(replace(whole, sent=date(2026, 3, 21)), saved)) == ["sent"]


def test_sending_the_letter_marks_the_closure_as_told(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "case_closed", date(2026, 3, 12)))
    letter = replace(desk.letters.offer(ada, "closing_family", "Ines"), body="Dear Ines", sent=TODAY)
    desk.letters.save(letter)
    (event,) = desk.calendar(ada).events
    assert event.milestones == {"notified": TODAY}
    desk.undo()
    (event,) = desk.calendar(ada).events
    assert event.milestones == {} and desk.letters.of_child(ada) == ()


def test_the_pack_gathers_what_goes_along(desk: Desk, looked_after: str) -> None:
    desk.record(
        EventDraft(looked_after, "visit", date(2026, 3, 10), {"seen": True}, notes=(("Analysis", "Well"),))
    )
    saved = desk.endings.save(form(looked_after))
    pack = desk.endings.pack(saved)
    assert [v.notes for v in pack.visits] == [(("Analysis", "Well"),)]
    assert any(when.startswith("Overdue") for when, _, _ in pack.ahead)


def test_earlier_wordings_stay_readable(desk: Desk, ada: str) -> None:
    letter = replace(desk.letters.offer(ada, "closing_family", "Ines"), body="First words")
    saved = desk.letters.save(letter)
    desk.letters.save(replace(letter, body="Second words"), saved)
    new, old = desk.letters.history(saved)
    assert dict(new.said)["Text"] == "Second words" and dict(old.said)["Text"] == "First words"
    assert old.author == "Ros Adeyemi"
    parts = (("The child", "As she was"),)
    ending = desk.endings.save(form(ada, parts=parts, items=(ItemMark("stoke.e.genogram", done=TODAY),)))
    desk.endings.save(form(ada, parts=(("The child", "As she is"),)), ending)
    new, old = desk.endings.history(ending)
    assert dict(old.said)["The child"] == "As she was" and dict(old.said)["Ticked"] == "1 of the list"
    assert dict(new.said)["The child"] == "As she is"


# --- plans that are still in force --------------------------------------------------------------------------------
def in_force(desk: Desk, child: str, kind: str = "child_in_need", day: date = date(2026, 3, 2)) -> str:
    return desk.save_plan(PlanForm(child, kind, day, draft=False))


def test_plans_in_force_are_named_as_missing_and_end_with_the_case_in_one_step(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "case_opened", date(2026, 1, 5)))
    desk.record(EventDraft(ada, "cin_plan_started", date(2026, 2, 2)))
    cin, safety = in_force(desk, ada), in_force(desk, ada, "safety")
    desk.save_plan(PlanForm(ada, "early_help", date(2026, 1, 5)))  # a draft is not in force
    desk.planning.end(in_force(desk, ada, "contingency"), date(2026, 3, 3), "No longer needed")
    closing = desk.endings.save(form(ada, "closure"))
    left = item(desk.endings.one(closing), "any.plans")
    assert (left.state, left.section) == ("missing", "plans")
    assert "Child in need plan of 2 March 2026, version 1" in left.found and "Safety plan" in left.found
    assert "Contingency" not in left.found and "Early help" not in left.found
    held = desk.endings.plans_in_force(ada, TODAY)
    assert {h.plan.id for h in held} == {cin, safety}
    also = tuple(o for h in held for o in h.also)
    assert [o.type for o in also] == ["cin_plan_ended"]
    unsaid = FinishEnding(closing, TODAY, end_plans=(cin,))
    assert wheres(lambda: desk.endings.finish(unsaid)) == ["plans_why"] and desk.plan(cin).ended is None
    desk.endings.finish(
        FinishEnding(closing, TODAY, end_plans=(cin, safety), plans_why="Needs are met", also=also)
    )
    assert (desk.plan(cin).ended, desk.plan(safety).ended) == (TODAY, TODAY)
    assert ("Why the plan ended", "Needs are met") in desk.plan(safety).sections
    types = {e.type for e in desk.calendar(ada).events}
    assert {"case_closed", "cin_plan_ended"} <= types
    assert item(desk.endings.one(closing), "any.plans").state == "found"
    desk.undo()
    assert (desk.plan(cin).ended, desk.plan(safety).ended) == (None, None)
    assert not {"case_closed", "cin_plan_ended"} & {e.type for e in desk.calendar(ada).events}


def test_a_plan_that_is_not_ticked_stays_in_force(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "case_opened", date(2026, 1, 5)))
    plan = in_force(desk, ada)
    later = in_force(desk, ada, "safety", TODAY)
    assert [h.plan.id for h in desk.endings.plans_in_force(ada, date(2026, 3, 19))] == [
        plan
    ]  # drawn up since
    closing = desk.endings.save(form(ada, "closure"))
    desk.endings.finish(FinishEnding(closing, TODAY))
    assert desk.plan(plan).ended is None and desk.plan(later).ended is None
    assert item(desk.endings.one(closing), "any.plans").state == "missing"


def test_a_plan_of_another_child_never_ends_with_this_case(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "case_opened", date(2026, 1, 5)))
    other = desk.add_child(child_form(given="Bea"))
    plan = in_force(desk, other)
    closing = desk.endings.save(form(ada, "closure"))
    with pytest.raises(NotFound):
        desk.endings.finish(FinishEnding(closing, TODAY, end_plans=(plan,), plans_why="Mistaken"))
    assert "case_closed" not in {e.type for e in desk.calendar(ada).events}


def test_closing_a_case_by_its_event_alone_says_which_plans_stay_in_force(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "case_opened", date(2026, 1, 5)))
    closing = EventDraft(ada, "case_closed", TODAY)
    assert desk.effect(closing).leaves == ()
    in_force(desk, ada)
    assert desk.effect(closing).leaves == ("Child in need plan of 2 March 2026",)
    assert desk.effects(closing)[0].leaves == ("Child in need plan of 2 March 2026",)
    assert desk.effect(EventDraft(ada, "case_opened", TODAY)).leaves == ()
