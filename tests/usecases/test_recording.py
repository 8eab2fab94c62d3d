"""One visit for several children, next steps as actions, failed visits, drafts dropped on saving, recording limits."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from services.usecases.commands import ActionDraft, EventDraft, NextStep, OwnPart
from services.usecases.desk import Desk
from services.usecases.errors import InvalidInput
from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import EventView
from tests.usecases.conftest import Clock, child_form

VISIT = datetime(2026, 3, 18, 15, 30)  # a Wednesday
WHO, SEEN, VOICE = "Who was there", "How the child presented", "The child's voice, in their words"


@pytest.fixture
def ben(desk: Desk) -> str:
    return desk.add_child(child_form(given="Ben", born=date(2021, 1, 2)))


def event_of(desk: Desk, child: str, kind: str = "visit") -> EventView:
    return next(e for e in desk.calendar(child).events if e.type == kind)


def several(ada: str, ben: str, **more: object) -> EventDraft:
    notes = ((WHO, "Mum and both children."), (SEEN, "Ada drew."), (THIRD_PARTY, "Ada's friend."))
    own = {ben: OwnPart({"plan": ("cp",), "seen": True}, ((SEEN, "Ben slept."), (WHO, "not his to say")))}
    attrs = {"plan": ("cin",), "seen": True, "alone": True, "place": "home"}
    given = {"attrs": attrs, "notes": notes, "also_for": (ben,), "own": own} | more
    return EventDraft(ada, "visit", VISIT, **given)  # type: ignore[arg-type]


def test_a_visit_typed_once_gives_each_child_what_is_shared_and_its_own(
    desk: Desk, ada: str, ben: str
) -> None:
    ids = desk.record(several(ada, ben))
    first, second = event_of(desk, ada), event_of(desk, ben)
    assert (first.id, second.id) == ids
    assert first.notes == (
        (WHO, "Mum and both children."),
        (SEEN, "Ada drew."),
        (THIRD_PARTY, "Ada's friend."),
    )
    assert second.notes == ((WHO, "Mum and both children."), (SEEN, "Ben slept."))
    assert first.attrs == {"plan": ("cin",), "seen": True, "alone": True, "place": "home"}
    assert second.attrs == {"plan": ("cp",), "seen": True, "place": "home"}


def test_of_a_sibling_nobody_spoke_of_nothing_of_the_other_is_kept(desk: Desk, ada: str, ben: str) -> None:
    desk.record(several(ada, ben, own={}))
    assert event_of(desk, ben).notes == ((WHO, "Mum and both children."),)


def test_several_records_are_one_step_to_undo(desk: Desk, ada: str, ben: str) -> None:
    desk.record(several(ada, ben, actions=(NextStep("Ring school", "Ros", date(2026, 3, 25)),)))
    assert len(desk.actions.everything()) == 2
    assert desk.undo() == "Recording of “Visit”"
    assert not desk.calendar(ada).events and not desk.calendar(ben).events
    assert desk.actions.everything() == ()


def test_what_is_wrong_with_a_siblings_part_keeps_all_of_it_back(desk: Desk, ada: str, ben: str) -> None:
    own = {ben: OwnPart({"failed": True, "seen": True})}
    with pytest.raises(InvalidInput) as trouble:
        desk.record(several(ada, ben, own=own))
    assert trouble.value.problems[0].where == "also_for"
    assert not desk.calendar(ada).events and not desk.calendar(ben).events


@pytest.mark.parametrize("seen", ["seen", "alone", "bedroom_seen"])
def test_a_failed_visit_saw_nobody(desk: Desk, ada: str, seen: str) -> None:
    with pytest.raises(InvalidInput) as trouble:
        desk.record(EventDraft(ada, "visit", VISIT, {"failed": True, seen: True}))
    (problem,) = trouble.value.problems
    assert problem.where == "attrs.failed" and "saw nobody" in problem.right


def test_a_failed_visit_meets_nothing_but_is_there_and_has_its_own_limit(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "cin_plan_started", date(2026, 3, 1)))
    failed = EventDraft(ada, "visit", VISIT, {"plan": ("cin",), "failed": True})
    good = EventDraft(ada, "visit", VISIT, {"plan": ("cin",), "seen": True})
    assert desk.effect(failed).meets == () and desk.effect(good).meets != ()
    assert [limit.what for limit in desk.effect(failed).limits] == ["recorded"]
    desk.record(failed)
    assert event_of(desk, ada).summary.startswith("Did not take place")
    assert desk.child(ada).last_seen is None


# --- the recording limit -------------------------------------------------------------------------------------------
def limit_at(desk: Desk, clock: Clock, ada: str, now: datetime, **more: object) -> tuple[object, ...]:
    clock.now = now
    (limit,) = desk.effect(EventDraft(ada, "visit", VISIT, {"plan": ("cin",)}, **more)).limits  # type: ignore[arg-type]
    return limit.due, limit.allowed, limit.left, limit.late


def test_the_recording_limit_runs_from_the_visit_whenever_it_is_typed(
    desk: Desk, clock: Clock, ada: str
) -> None:
    due = date(2026, 3, 20)  # Stoke-on-Trent: two working days after Wednesday 18 March
    asked = [
        (datetime(2026, 3, 18, 17), "2 working days left", False),
        (datetime(2026, 3, 19, 9), "1 working day left", False),
        (datetime(2026, 3, 20, 9), "today is the last day", False),
        (datetime(2026, 3, 23, 9), "1 working day late", True),
        (datetime(2026, 3, 26, 9), "4 working days late", True),
    ]
    for now, left, late in asked:
        found, allowed, said, behind = limit_at(desk, clock, ada, now)
        assert (found, allowed) == (due, "2 working days")
        assert (said, behind) == (left, late)


def test_a_limit_that_is_kept_or_not_kept_is_told(desk: Desk, clock: Clock, ada: str) -> None:
    now = datetime(2026, 3, 24, 9)
    assert limit_at(desk, clock, ada, now, milestones={"recorded": date(2026, 3, 19)})[2:] == (
        "written up in time",
        False,
    )
    assert limit_at(desk, clock, ada, now, milestones={"recorded": date(2026, 3, 24)})[2:] == (
        "written up late",
        True,
    )


def test_what_is_only_booked_has_no_recording_limit(desk: Desk, ada: str) -> None:
    booked = EventDraft(ada, "visit", date(2026, 4, 1), {"plan": ("cin",)}, planned=True)
    assert desk.effect(booked).limits == ()


# --- drafts ----------------------------------------------------------------------------------------------------------
def test_saving_drops_the_draft_in_the_same_step_and_failing_keeps_it(desk: Desk, ada: str) -> None:
    desk.unsaved.keep("event", f"{ada}/new#1", {"x": 1}, title="Visit", child_id=ada)
    draft = EventDraft(ada, "visit", VISIT, unsaved=f"{ada}/new#1")
    with pytest.raises(InvalidInput):
        desk.record(EventDraft(ada, "visit", VISIT, {"failed": True, "seen": True}, unsaved=f"{ada}/new#1"))
    assert len(desk.unsaved.listed()) == 1
    (event,) = desk.record(draft)
    assert desk.unsaved.listed() == ()
    desk.unsaved.keep("event", f"{ada}/{event}#2", {"x": 1}, child_id=ada, record_id=event)
    desk.amend(event, EventDraft(ada, "visit", VISIT, {"seen": True}, unsaved=f"{ada}/{event}#2"))
    assert desk.unsaved.listed() == ()


# --- what happens next -----------------------------------------------------------------------------------------------
STEPS = (
    NextStep("Ring school", "Ros", date(2026, 3, 25)),
    NextStep("Ask about the boiler", "Housing", None),
    NextStep("Book the review", "Ros", date(2026, 3, 19)),
    NextStep("", "", None),
)


def with_steps(desk: Desk, ada: str, steps: tuple[NextStep, ...] | None = STEPS) -> str:
    return desk.record(EventDraft(ada, "visit", VISIT, {"seen": True}, actions=steps))[0]


def test_next_steps_become_actions_that_the_calendar_shows(desk: Desk, ada: str) -> None:
    event = with_steps(desk, ada)
    found = desk.actions.of_child(ada)
    assert [(a.what, a.who, a.by, a.state) for a in found] == [
        ("Book the review", "Ros", date(2026, 3, 19), "overdue"),
        ("Ring school", "Ros", date(2026, 3, 25), "due"),
        ("Ask about the boiler", "Housing", None, "open"),
    ]
    assert {a.source_words for a in found} == {"Visit, 18 March 2026"} and {a.source_id for a in found} == {
        event
    }
    assert desk.calendar(ada).actions == found


def test_a_step_can_be_one_childs(desk: Desk, ada: str, ben: str) -> None:
    steps = (
        NextStep("Both"),
        NextStep("Ben's nursery", child_id=ben),
        NextStep("Ada's school", child_id=ada),
    )
    desk.record(several(ada, ben, actions=steps))
    assert {a.what for a in desk.actions.of_child(ada)} == {"Both", "Ada's school"}
    assert {a.what for a in desk.actions.of_child(ben)} == {"Both", "Ben's nursery"}


def test_amending_an_event_amends_its_lines_and_one_undo_brings_all_back(desk: Desk, ada: str) -> None:
    event = with_steps(desk, ada)
    before = desk.actions.of_child(ada)
    by_what = {a.what: a for a in before}
    steps = (
        NextStep("Ring school again", "Ros", date(2026, 3, 26), action_id=by_what["Ring school"].id),
        NextStep("Book the review", "Ros", date(2026, 3, 19), action_id=by_what["Book the review"].id),
        NextStep("A new one"),
    )
    desk.amend(event, EventDraft(ada, "visit", VISIT, {"seen": True}, actions=steps))
    after = {a.what: a for a in desk.actions.of_child(ada)}
    assert set(after) == {"Ring school again", "Book the review", "A new one"}
    assert after["Ring school again"].amended == 1 and after["Book the review"].amended == 0
    said = desk.actions.history(by_what["Ring school"].id)
    assert [v.what for v in said] == ["Ring school", "Ring school again"]
    desk.undo()
    assert {a.what for a in desk.actions.of_child(ada)} == set(by_what)


def test_amending_without_a_word_on_actions_leaves_them(desk: Desk, ada: str) -> None:
    event = with_steps(desk, ada)
    desk.amend(event, EventDraft(ada, "visit", VISIT, {"seen": True, "alone": True}))
    assert len(desk.actions.of_child(ada)) == 3


def test_removing_an_event_takes_its_open_steps_along_and_undo_brings_them_back(desk: Desk, ada: str) -> None:
    event = with_steps(desk, ada)
    done = next(a for a in desk.actions.of_child(ada) if a.what == "Ring school")
    desk.actions.done(done.id, date(2026, 3, 20))
    desk.remove(event, "wrong child")
    assert [a.what for a in desk.actions.of_child(ada)] == ["Ring school"]
    desk.undo()
    assert len(desk.actions.of_child(ada)) == 3


def test_lines_that_cannot_be_right_are_named(desk: Desk, ada: str) -> None:
    steps = (NextStep("", "Ros"), NextStep("x" * 400), NextStep("ok", done=date(2027, 1, 1)))
    with pytest.raises(InvalidInput) as trouble:
        with_steps(desk, ada, steps)
    assert [p.where for p in trouble.value.problems] == [
        "actions[0].what",
        "actions[1].what",
        "actions[2].done",
    ]
    assert not desk.calendar(ada).events


# --- actions by themselves -------------------------------------------------------------------------------------------
def test_an_action_by_itself_is_added_amended_done_opened_and_removed_each_with_a_way_back(
    desk: Desk, ada: str
) -> None:
    made = desk.actions.save(ActionDraft(ada, "Order the birth certificate", "Ros", date(2026, 3, 27)))
    desk.actions.save(ActionDraft(ada, "Order the certificate", "Ros", date(2026, 3, 30)), made, "later")
    (item,) = desk.actions.of_child(ada)
    assert (item.what, item.by, item.amended, item.author) == (
        "Order the certificate",
        date(2026, 3, 30),
        1,
        "Ros Adeyemi",
    )
    desk.actions.done(made, date(2026, 3, 20))
    assert desk.actions.of_child(ada)[0].state == "done" and desk.actions.everything() == ()
    desk.actions.done(made, None)
    desk.actions.remove(made, "not needed")
    assert desk.actions.of_child(ada) == ()
    for _ in range(4):
        desk.undo()
    assert desk.actions.of_child(ada)[0].what == "Order the birth certificate"


def test_an_action_about_no_child_is_on_ones_own_calendar(desk: Desk, ada: str) -> None:
    desk.actions.save(ActionDraft("worker", "Book supervision", by=date(2026, 3, 27)))
    assert [a.what for a in desk.worker_calendar().actions] == ["Book supervision"]
    assert desk.actions.of_child(ada) == ()


def test_an_action_is_checked(desk: Desk, ada: str) -> None:
    with pytest.raises(InvalidInput):
        desk.actions.save(ActionDraft(ada, "  "))
    made = desk.actions.save(ActionDraft(ada, "Ring\nthe \x07school"))
    assert desk.actions.of_child(ada)[0].what == "Ring the school"
    with pytest.raises(InvalidInput):
        desk.actions.done(made, date(2026, 4, 1))


def test_a_sibling_whose_case_is_closed_is_known_as_such(desk: Desk, ada: str, ben: str) -> None:
    def closed() -> list[bool]:
        return [each.closed for each in desk.child(ada).siblings]

    assert closed() == [False]
    desk.record(EventDraft(ben, "case_opened", date(2026, 1, 5)))
    desk.record(EventDraft(ben, "case_closed", date(2026, 2, 5)))
    assert closed() == [True]
    desk.record(EventDraft(ben, "referral_received", date(2026, 3, 5)))
    assert closed() == [False]
