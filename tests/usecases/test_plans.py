"""Plans lived through: drafted, agreed, reviewed, given out, compared, ended; and what each means for the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.usecases import plankinds, smart
from services.usecases.commands import ActionForm, EventDraft, OutcomeForm, PlanForm
from services.usecases.desk import Desk
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.results import Copy, EventView, Scale
from services.usecases.standards import library
from services.usecases.vocabulary import words
from tests.usecases.conftest import Clock, child_form

DAY = date(2026, 3, 10)


def form(child: str, **more: object) -> PlanForm:
    chart = ActionForm(
        "Bedtime chart, ticked each night", "Dana", date(2026, 4, 1), "In bed by eight, 5 nights of 7"
    )
    given: dict[str, object] = {
        "kind": "child_in_need", "drawn_up": DAY, "review_by": date(2026, 4, 10), "draft": False,
        "worries": "Ada is tired", "strengths": "Gran lives near", "contingency": "Gran",
        "outcomes": (OutcomeForm("Sleep", "Ada is rested", (chart, ActionForm("Read together", "Sam"))),),
        "sections": (("How often the child is seen", "Every two weeks"), (plankinds.CHILD_AGREES, "Yes")),
    }  # fmt: skip
    return PlanForm(child, **(given | more))  # type: ignore[arg-type]


def events(desk: Desk, child: str, kind: str) -> list[EventView]:
    return [e for e in desk.calendar(child).events if e.type == kind]


# --- what each kind asks for -------------------------------------------------------------------------------------
def test_what_plans_ask_for_is_known_to_the_packs_and_the_vocabulary() -> None:
    known = {e.id for a in library().ids for e in library().rulebook(a).expectations}
    asked = [i for ids in plankinds.data()["asks"].values() for i in ids]
    for kind in plankinds.KINDS.values():
        asked += [i for s in kind.sections for i in s.asks]
        headings = [s.heading for s in kind.sections]
        assert len(set(headings)) == len(headings)
        for name in (*kind.updated, *kind.sent, *kind.signed):
            event, _, milestone = name.partition(".")
            assert milestone in words().events[event].milestones
        for event in kind.events:
            assert event.type in words().events
            assert set(event.attrs) <= set(words().events[event.type].attrs)
            assert {event.once, event.during} - {""} <= set(words().episodes)
        assert not kind.ended or kind.ended in words().events
    assert set(asked) <= known
    for wanted in (
        "early_help",
        "child_protection",
        "safety",
        "pre_birth",
        "short_breaks",
        "pathway",
        "placement",
    ):
        assert wanted in plankinds.TITLES


def test_the_clause_that_asks_for_a_section_is_the_child_s_authority_s(desk: Desk) -> None:
    th = desk.add_child(child_form(given="Tam", authority="tower-hamlets"))
    wf = desk.add_child(child_form(given="Win", authority="westmorland-and-furness"))
    said = desk.planning.clauses(th, "pathway")
    assert said["Money"].startswith("Tower Hamlets, Care Leavers")
    assert "Money" not in desk.planning.clauses(wf, "pathway")
    assert "s22" in desk.planning.clauses(wf, "placement")["What the carer may decide (delegated authority)"]
    assert "contingency" in desk.planning.clauses(wf, "child_in_need")


# --- saving ------------------------------------------------------------------------------------------------------
def test_a_plan_keeps_everything_that_is_said(desk: Desk, ada: str) -> None:
    scales = (Scale(date(2026, 3, 10), 3, "Dana"), Scale(date(2026, 3, 1), 2, "teacher"))
    outcome = OutcomeForm("Sleep", "Rested", (ActionForm("Chart", progress="Begun"),), "Better", scales)
    written = form(ada, outcomes=(outcome,), stage="outline", kind="child_protection", ends_when="Ten good nights",
                   bottom_lines="Never alone with Rex")  # fmt: skip
    plan = desk.plan(desk.save_plan(written))
    assert (plan.title, plan.stage, plan.ends_when) == ("Child protection plan", "outline", "Ten good nights")
    assert plan.outcomes[0].scales == (scales[1], scales[0]) and plan.outcomes[0].progress == "Better"
    assert plan.outcomes[0].actions[0].progress == "Begun" and plan.sections == written.sections
    assert (plan.worries, plan.strengths) == ("Ada is tired", "Gran lives near")


def test_corrections_of_a_draft_make_no_version_and_new_wording_of_an_agreed_plan_does(
    desk: Desk, ada: str
) -> None:
    plan = desk.save_plan(form(ada, draft=True))
    desk.save_plan(form(ada, draft=True, contingency="Gran or Sue"), plan)
    desk.save_plan(form(ada, contingency="Gran or Sue"), plan)
    assert desk.plan(plan).version == 1 and not desk.plan(plan).draft
    signed = form(ada, contingency="Gran or Sue", signatures=(("Dana", "mother", date(2026, 3, 12)),))
    desk.save_plan(signed, plan)
    done = replace(signed.outcomes[0].actions[1], done=date(2026, 3, 19))
    desk.save_plan(replace(signed, outcomes=(replace(signed.outcomes[0], actions=(done,)),)), plan)
    assert desk.plan(plan).version == 2  # an action was dropped
    history = desk.planning.history(plan)
    assert [(s.plan.version, s.last) for s in history] == [
        (2, True),
        (1, True),
        (1, False),
        (1, False),
        (1, False),
    ]
    number = len(history)
    desk.save_plan(replace(signed, outcomes=(replace(signed.outcomes[0], actions=(done,)),)), plan)
    assert len(desk.planning.history(plan)) == number  # nothing differed


def test_wrong_parts_are_told_with_what_would_be_right(desk: Desk, ada: str) -> None:
    outcome = OutcomeForm("a", "b", (), "", (Scale(date(2027, 1, 1), 3), Scale(DAY, 11)))
    bad = form(ada, outcomes=(outcome,), stage="late", sections=(("", "x"), ("Home", "a"), ("Home", "b")))
    with pytest.raises(InvalidInput) as told:
        desk.save_plan(bad)
    assert {p.where for p in told.value.problems} == {
        "outcomes[0].scales[0].at", "outcomes[0].scales[1].value", "stage", "sections[0]", "sections[2]"
    }  # fmt: skip


# --- review, versions, difference --------------------------------------------------------------------------------
def test_a_review_makes_the_next_version_and_undo_takes_it_back(desk: Desk, ada: str) -> None:
    plan = desk.save_plan(form(ada))
    desk.planning.give(plan, (Copy("Dana", "mother", date(2026, 3, 12), "by hand"),))
    first = form(ada).outcomes[0]
    chart = replace(first.actions[0], progress="Five nights of seven", done=date(2026, 3, 18))
    reviewed = form(
        ada, drawn_up=date(2026, 3, 20), review_by=date(2026, 6, 1), reviewed="Going well",
        outcomes=(OutcomeForm("Sleep", "Ada is rested", (chart, ActionForm("Swimming", "Gran", date(2026, 5, 1))),
                              "She wakes rested", (Scale(date(2026, 3, 20), 7, "Dana"),)),
                  OutcomeForm("", "Ada has a friend to play with")),
    )  # fmt: skip
    desk.planning.save(reviewed, plan, review=True)
    now = desk.plan(plan)
    assert (now.version, now.reviewed, now.copies, now.drawn_up.day) == (2, "Going well", (), 20)
    versions = {s.plan.version: s.number for s in desk.planning.history(plan) if s.last}
    told = desk.planning.difference(plan, versions[1], versions[2])
    assert told.before.copies[0].name == "Dana" and told.before.outcomes[0].actions[0].done is None
    marks = {(c.mark, c.where): c for c in told.changes}
    assert "Progress: Five nights of seven" in marks["done", "Action 1.1"].words
    assert marks["dropped", "Action of outcome 1"].before == "Read together. Sam."
    assert marks["added", "Action 1.2"].after == "Swimming. Gran, by 1 May 2026."
    assert marks["added", "Outcome 1, scale"].after == "7 of 10 (Dana) on 20 March 2026"
    assert ("added", "Outcome 2") in marks and ("added", "What the review found") in marks
    assert told.counted.startswith("1 done, 2 changed")
    assert desk.undo() == "Review of a child in need plan"
    assert desk.plan(plan).version == 1 and desk.plan(plan).copies[0].how == "by hand"
    assert {s.plan.version for s in desk.planning.history(plan)} == {1}


def test_a_draft_is_not_reviewed(desk: Desk, ada: str) -> None:
    plan = desk.save_plan(form(ada, draft=True))
    with pytest.raises(InvalidInput, match="is a draft"):
        desk.planning.save(form(ada), plan, review=True)


def test_two_plans_alike_differ_in_nothing(desk: Desk, ada: str) -> None:
    plan = desk.save_plan(form(ada))
    (only,) = desk.planning.history(plan)
    told = desk.planning.difference(plan, only.number, only.number)
    assert told.changes == () and told.counted == "Nothing differs"
    with pytest.raises(NotFound):
        desk.planning.difference(plan, 1, 7)


# --- what it means for the calendar ------------------------------------------------------------------------------
def test_an_agreed_plan_offers_its_event_and_one_undo_takes_both_back(desk: Desk, ada: str) -> None:
    assert desk.planning.offers(form(ada, draft=True)) == ()
    (offer,) = desk.planning.offers(form(ada))
    assert offer.ticked and offer.words == "Record “Child in need plan started” on 10 March 2026"
    plan = desk.planning.save(form(ada), also=(offer,))
    assert [e.at for e in events(desk, ada, "cin_plan_started")] == [DAY]
    assert desk.planning.offers(form(ada), plan) == ()  # the episode is open
    assert desk.undo() == "Adding of a child in need plan"
    assert desk.plans(ada) == () and events(desk, ada, "cin_plan_started") == []


def test_a_signed_care_plan_is_recorded_with_its_milestones(desk: Desk, ada: str) -> None:
    signed = form(ada, kind="care", signatures=(("Ada", "child", date(2026, 3, 12)), ("Dana", "mother", DAY)))
    (offer,) = desk.planning.offers(signed)
    desk.planning.save(signed, also=(offer,))
    (event,) = events(desk, ada, "care_plan")
    assert event.milestones == {"recorded": date(2026, 3, 20), "signed": date(2026, 3, 12)}
    half = replace(
        signed, signatures=(*signed.signatures, ("Sam", "father", None)), drawn_up=date(2026, 3, 11)
    )
    assert "signed" not in desk.planning.offers(half)[0].milestones


def test_a_placement_plan_is_recorded_whole_or_in_its_first_part(desk: Desk, ada: str) -> None:
    full, primary = desk.planning.offers(form(ada, kind="placement"))
    assert full.attrs == {"section": "full"} and full.ticked and not primary.ticked
    desk.record(EventDraft(ada, "remanded", date(2026, 3, 1)))
    assert [o.attrs["section"] for o in desk.planning.offers(form(ada, kind="placement"))] == [
        "full", "primary", "detention"
    ]  # fmt: skip


def test_the_meeting_whose_plan_it_is_is_marked_updated(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "icpc", date(2026, 2, 20), {"outcome": "cp_plan"}))
    desk.record(EventDraft(ada, "core_group", date(2026, 3, 9)))
    detailed = form(ada, kind="child_protection", stage="detailed")
    (offer,) = desk.planning.offers(detailed)
    assert offer.words == "Set “plan updated” to 10 March 2026 on “Core group” of 9 March 2026"
    desk.planning.save(detailed, also=(offer,))
    assert events(desk, ada, "core_group")[0].milestones == {"plan_updated": DAY}


def test_giving_copies_sets_plan_sent_in_one_step_that_can_be_undone(desk: Desk, ada: str) -> None:
    for day in (date(2026, 1, 27), date(2026, 3, 9)):
        desk.record(EventDraft(ada, "cin_meeting", day, notes=(("Analysis", "Hopeful"),)))
    plan = desk.save_plan(form(ada))
    near, far = desk.planning.sendings(plan, date(2026, 3, 13))
    assert near.ticked and not far.ticked and near.words.endswith("of 9 March 2026")
    copies = (
        Copy("Dana", "mother", date(2026, 3, 13), "by hand"),
        Copy("School", "", date(2026, 3, 13), "email"),
    )
    desk.planning.give(plan, copies, (near,))
    assert desk.plan(plan).copies == copies and desk.plan(plan).version == 1
    meeting = events(desk, ada, "cin_meeting")[1]
    assert meeting.milestones == {"plan_sent": date(2026, 3, 13)} and meeting.notes == (
        ("Analysis", "Hopeful"),
    )
    met = [d for d in desk.calendar(ada).deadlines if d.meets_milestone == "plan_sent" and d.met_at]
    assert [d.met_at for d in met] and all(d.state == "met" for d in met)
    assert [o.words[-15:] for o in desk.planning.sendings(plan, date(2026, 3, 14))] == ["27 January 2026"]
    assert desk.undo() == "Copies of a child in need plan"
    assert desk.plan(plan).copies == () and events(desk, ada, "cin_meeting")[1].milestones == {}


def test_a_copy_needs_a_name_and_a_day_and_can_be_taken_back(desk: Desk, ada: str) -> None:
    plan = desk.save_plan(form(ada))
    for wrong in ((), (Copy("", "", DAY),), (Copy("Dana"),), (Copy("Dana", "", date(2026, 4, 1)),)):
        with pytest.raises(InvalidInput):
            desk.planning.give(plan, wrong)
    desk.planning.give(plan, (Copy("Dana", "", DAY), Copy("Sam", "", DAY)))
    desk.planning.take_back_copy(plan, 0)
    assert [c.name for c in desk.plan(plan).copies] == ["Sam"]
    with pytest.raises(NotFound):
        desk.planning.take_back_copy(plan, 5)


def test_a_plan_ends_with_its_reason_and_what_it_was_for(desk: Desk, ada: str, clock: Clock) -> None:
    desk.record(EventDraft(ada, "cin_plan_started", date(2026, 3, 1)))
    plan = desk.save_plan(form(ada))
    (offer,) = desk.planning.endings(plan, date(2026, 3, 20))
    assert offer.type == "cin_plan_ended"
    for wrong in ((date(2026, 3, 21), "Done"), (date(2026, 3, 2), "Done"), (date(2026, 3, 20), " ")):
        with pytest.raises(InvalidInput):
            desk.planning.end(plan, *wrong)
    desk.planning.end(plan, date(2026, 3, 20), "Needs are met", (offer,))
    ended = desk.plan(plan)
    assert ended.ended == date(2026, 3, 20) and (plankinds.ENDED_BECAUSE, "Needs are met") in ended.sections
    assert events(desk, ada, "cin_plan_ended") and desk.planning.endings(plan, date(2026, 3, 20)) == ()
    desk.undo()
    assert desk.plan(plan).ended is None and not events(desk, ada, "cin_plan_ended")
    desk.planning.end(plan, date(2026, 3, 20), "Needs are met")
    desk.planning.reopen(plan)
    assert desk.plan(plan).ended is None and plankinds.ENDED_BECAUSE not in dict(desk.plan(plan).sections)


# --- the gentle check --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("action", "told"),
    [
        (ActionForm("Take Ada to the dentist", "Dana", DAY, "Teeth seen"), {}),
        (
            ActionForm("Take Ada to the dentist"),
            {"who": "Who does it?", "by": "By when?", "measure": "How will we know?"},
        ),
        (ActionForm("Engage with services", "Dana", DAY, "Letters"), {"what": "“Engage with” says little"}),
        (ActionForm("Support Dana", "Sue", DAY, "Dana says so"), {"what": "“Support” says little"}),
        (ActionForm("Support Dana every Tuesday", "Sue", DAY, "Dana says so"), {}),
        (ActionForm("Sort the boiler as  soon as possible", "Landlord", DAY, "Warm"), {"what": "give a day"}),
        (ActionForm("Read", "The family", DAY, "Book read"), {"who": "nobody in particular"}),
        (ActionForm("Read", "Dana", DAY, "Improved reading"), {"measure": "cannot be seen"}),
        (ActionForm("Read", "Dana", DAY, "Improved by 2 book bands"), {}),
        (ActionForm("Read", "Dana", date(2026, 3, 1), "Read"), {"by": "before the plan"}),
        (ActionForm("Read", "Dana", date(2026, 7, 1), "Read"), {"by": "After the review"}),
        (ActionForm("Engage", done=DAY), {}),
        (ActionForm(" "), {}),
        (ActionForm("Marker on the address", "Police", DAY, "Done"), {}),
        (ActionForm("Disengaged teenager's bus pass", "Sue", DAY, "Pass in hand"), {}),
    ],
)
def test_hints_say_where_and_what(action: ActionForm, told: dict[str, str]) -> None:
    found = dict(smart.of_action(action, DAY, date(2026, 6, 1)))
    assert set(found) == set(told) and all(part in found[name] for name, part in told.items())


def test_hints_name_the_place_and_never_stop_a_saving(desk: Desk, ada: str) -> None:
    vague = form(
        ada, outcomes=(OutcomeForm("a", "b"), OutcomeForm("c", "d", (ActionForm("x"), ActionForm("Improve"))))
    )
    found = desk.planning.hints(vague)
    assert {(h.outcome, h.action) for h in found} == {(1, 0), (1, 1)}
    assert desk.plan(desk.save_plan(vague)).outcomes[1].actions[1].what == "Improve"
