"""What was taken off a record stays readable and may be put back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.usecases.around_commands import KeyFactForm
from services.usecases.commands import ActionDraft, EventDraft, NextStep, PersonForm
from services.usecases.desk import Desk
from services.usecases.errors import NotFound
from tests.usecases.conftest import Clock

NOTES = (("Analysis", "Settled."),)
STEP = NextStep("Ring the school", "Ros Adeyemi", date(2026, 3, 24))


def test_a_removed_event_is_read_and_put_back_with_what_was_to_follow(desk: Desk, ada: str) -> None:
    draft = EventDraft(ada, "visit", date(2026, 3, 2), {"seen": True}, notes=NOTES, actions=(STEP,))
    (event_id,) = desk.record(draft)
    desk.remove(event_id, "Meant for another child")
    assert desk.calendar(ada).events == () and desk.actions.of_child(ada) == ()
    found = {each.kind: each for each in desk.taken_off(ada)}
    event = found["event"]
    assert event.title == "Visit" and event.why == "Meant for another child" and event.author == "Ros Adeyemi"
    assert ("Analysis", "Settled.") in event.said and event.may_return
    assert ("What is to be done", "Ring the school") in found["action"].said

    desk.put_back("event", event_id)
    assert [e.id for e in desk.calendar(ada).events] == [event_id]
    assert desk.calendar(ada).events[0].notes == NOTES
    assert [a.what for a in desk.actions.of_child(ada)] == ["Ring the school"]
    assert desk.taken_off(ada) == ()
    assert [v.removed for v in desk.history(event_id)] == [False, True, False]

    desk.undo()
    assert desk.calendar(ada).events == () and desk.actions.of_child(ada) == ()
    desk.undo()  # of the removal itself
    assert len(desk.calendar(ada).events) == 1 and len(desk.actions.of_child(ada)) == 1


def test_an_action_taken_out_by_itself_does_not_come_back_with_the_event(desk: Desk, ada: str) -> None:
    (event_id,) = desk.record(EventDraft(ada, "visit", date(2026, 3, 2), actions=(STEP,)))
    (action,) = desk.actions.of_child(ada)
    desk.actions.remove(action.id, "No longer needed")
    desk.remove(event_id, "Twice")
    desk.put_back("event", event_id)
    assert desk.actions.of_child(ada) == ()


def test_people_facts_and_actions_are_told_and_put_back(desk: Desk, ada: str) -> None:
    person = desk.save_person(PersonForm(ada, "Ivy Reed", "aunt", address="3 Hill Rise", protected=True))
    fact = desk.around.save_fact(KeyFactForm(ada, "risk", "A dog that bites"))
    action = desk.actions.save(ActionDraft(ada, "Write to the nursery"))
    desk.remove_person(person, ada)
    desk.around.remove_fact(fact)
    desk.actions.remove(action, "Done by others")
    found = {each.record_id: each for each in desk.taken_off(ada)}
    assert found[person].title == "Person: Ivy Reed" and found[fact].title == "Key fact: A dog that bites"
    assert not any("Hill Rise" in words for _, words in found[person].said), "a protected address is not told"
    for record_id, each in found.items():
        desk.put_back(each.kind, record_id)
    assert [p.name for p in desk.child(ada).network] == ["Ivy Reed"]
    assert [f.title for f in desk.around.key_facts(ada).facts] == ["A dog that bites"]
    assert desk.taken_off(ada) == () and desk.actions.of_child(ada)[0].what == "Write to the nursery"
    desk.undo()
    assert desk.actions.of_child(ada) == ()


def test_what_stands_cannot_be_put_back(desk: Desk, ada: str) -> None:
    (event_id,) = desk.record(EventDraft(ada, "visit", date(2026, 3, 2)))
    with pytest.raises(NotFound):
        desk.put_back("event", event_id)
    with pytest.raises(NotFound):
        desk.put_back("consent", "anything")


def test_ones_own_calendar_has_what_was_taken_off_it(desk: Desk, ada: str) -> None:
    (event_id,) = desk.record(EventDraft("worker", "supervision", date(2026, 3, 2), {"kind": "worker"}))
    action = desk.actions.save(ActionDraft("worker", "Book the course"))
    desk.record(EventDraft("worker", "appraisal", date(2026, 3, 3)))
    desk.remove(event_id, "Entered twice")
    desk.actions.remove(action, "Done by others")
    found = {each.record_id: each for each in desk.taken_off("worker")}
    assert set(found) == {event_id, action} and found[event_id].why == "Entered twice"
    assert not any(each.at_once for each in found.values()) and desk.taken_off(ada) == ()
    for each in found.values():
        desk.put_back(each.kind, each.record_id)
    assert [e.type for e in desk.worker_calendar().events] == ["supervision", "appraisal"]
    assert [a.what for a in desk.actions.of_child("worker")] == ["Book the course"]
    assert desk.taken_off("worker") == ()


def test_what_was_undone_within_minutes_is_told_apart_from_what_was_taken_off(
    desk: Desk, ada: str, clock: Clock
) -> None:
    desk.record(EventDraft(ada, "visit", date(2026, 3, 2)))
    clock.now += timedelta(minutes=3)
    desk.undo()
    desk.save_person(PersonForm(ada, "Ivy Reed", "aunt"))
    desk.undo()
    assert [each.at_once for each in desk.taken_off(ada)] == [True, True]
    (late,) = desk.record(EventDraft(ada, "visit", date(2026, 3, 3)))
    clock.now += timedelta(hours=2)
    desk.undo()
    (meant,) = desk.record(EventDraft(ada, "visit", date(2026, 3, 4)))
    desk.remove(meant, "Meant for another child")
    desk.put_back("event", meant)
    desk.undo()
    assert {each.record_id for each in desk.taken_off(ada) if not each.at_once} == {late, meant}
