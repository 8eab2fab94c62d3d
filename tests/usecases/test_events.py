"""Events: checked whole, kept whole, amended without forgetting, undone without deleting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from models.errors import NotWritten
from services.usecases.changes import Changed
from services.usecases.commands import EventDraft
from services.usecases.desk import Desk
from services.usecases.errors import DiskTrouble, InvalidInput, NotFound
from services.usecases.results import EventView, Problem
from tests.usecases.conftest import Clock, child_form

SEEN = {"plan": ("cp", "cin"), "seen": True, "alone": True, "place": "home"}
NOTES = (("The child's voice, in their words", "“I like my new teacher.”"), ("Analysis", "Settled."))


def visit(child: str, at: date = date(2026, 3, 2), **more: object) -> EventDraft:
    return EventDraft(child, "visit", at, **({"attrs": SEEN, "notes": NOTES} | more))  # type: ignore[arg-type]


def events(desk: Desk, child: str) -> tuple[EventView, ...]:
    return desk.calendar(child).events


def problems(desk: Desk, draft: EventDraft) -> list[Problem]:
    with pytest.raises(InvalidInput) as found:
        desk.record(draft)
    with pytest.raises(InvalidInput):
        desk.effect(draft)
    return list(found.value.problems)


def test_an_event_is_read_back_as_it_was_recorded(desk: Desk, ada: str, heard: list[Changed]) -> None:
    draft = visit(ada, datetime(2026, 3, 2, 16, 30, 59), milestones={"recorded": date(2026, 3, 3)})
    (event_id,) = desk.record(draft)
    (found,) = events(desk, ada)
    assert found.id == event_id and found.at == datetime(2026, 3, 2, 16, 30)
    assert found.attrs == SEEN and found.notes == NOTES and found.milestones == {"recorded": date(2026, 3, 3)}
    assert found.author == "Ros Adeyemi" and found.recorded_at == datetime(2026, 3, 20, 9, 30)
    assert found.label == "Visit" and "seen alone" in found.summary and found.amended == 0
    assert heard == [Changed("event", frozenset({ada}))]


def test_an_event_may_be_recorded_for_siblings_too(desk: Desk, ada: str, heard: list[Changed]) -> None:
    ben = desk.add_child(child_form(given="Ben", born=date(2021, 1, 1)))
    ids = desk.record(visit(ada, also_for=(ben, ada)))
    assert len(ids) == 2
    assert [len(events(desk, c)) for c in (ada, ben)] == [1, 1]
    assert heard[-1] == Changed("event", frozenset({ada, ben}))
    desk.undo()
    assert [len(events(desk, c)) for c in (ada, ben)] == [0, 0]


def test_undo_names_the_child_where_it_is_another_than_the_one_looked_at(desk: Desk, ada: str) -> None:
    ben = desk.add_child(child_form(given="Ben", born=date(2021, 1, 1)))
    desk.record(visit(ada))
    assert desk.can_undo(ada) == desk.can_undo() == "Recording of “Visit”"
    assert desk.can_undo(ben) == desk.can_undo("") == "Recording of “Visit” (Ada Quill)"
    assert desk.undo(ben) == "Recording of “Visit” (Ada Quill)"


def test_every_problem_of_an_event_is_named_at_once(desk: Desk, ada: str) -> None:
    bad = {"seen": "yes", "plan": ("cp", "cpp"), "place": "hom", "colour": "red", "alone": True}
    later = {"recorded": date(2026, 3, 1), "noted": date(2026, 4, 1), "sent": date(2026, 3, 3)}
    found = problems(desk, visit(ada, attrs=bad, milestones=later, also_for=("nobody",)))
    assert {p.where for p in found} == {
        "attrs.seen", "attrs.plan", "attrs.place", "attrs.colour",
        "milestones.recorded", "milestones.noted", "milestones.sent",
    }  # fmt: skip
    assert any("did you mean 'home'" in p.right for p in found)
    assert events(desk, ada) == ()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"type": "vist"}, "type"),
        ({"type": "birth"}, "type"),
        ({"type": "appraisal", "attrs": {}}, "type"),
        ({"type": "supervision", "attrs": {"kind": "reflective"}}, "type"),
        ({"at": date(2026, 3, 21)}, "at"),
        ({"at": datetime(2026, 3, 20, 9, 31)}, "at"),
        ({"at": date(1926, 3, 2)}, "at"),
        ({"at": date(2226, 3, 2), "planned": True}, "at"),
        ({"at": date(2017, 3, 2)}, "at"),
        (
            {"planned": True, "at": date(2026, 3, 25), "milestones": {"recorded": date(2026, 3, 19)}},
            "milestones.recorded",
        ),
        ({"milestones": {"recorded": date(2026, 3, 1)}}, "milestones.recorded"),
        ({"type": "contact_received", "attrs": {"agencies_needed": float("nan")}}, "attrs.agencies_needed"),
        ({"type": "contact_received", "attrs": {"agencies_needed": True}}, "attrs.agencies_needed"),
        ({"attrs": {"plan": 3}}, "attrs.plan"),
        ({"also_for": ("00000000-0000-4000-8000-000000000000",)}, "also_for"),
        ({"notes": (("Analysis", "x" * 8_000_001),)}, "notes"),
    ],
)
def test_an_event_that_cannot_be_is_refused(
    desk: Desk, ada: str, change: dict[str, object], where: str
) -> None:
    with pytest.raises(InvalidInput) as found:
        desk.record(replace(visit(ada), **change))
    assert [p.where for p in found.value.problems] == [where]


def test_what_is_booked_may_lie_ahead_and_may_have_its_invitations_sent(desk: Desk, ada: str) -> None:
    sent = {"invitations_sent": date(2026, 3, 10)}
    desk.record(
        EventDraft(ada, "review_conference", datetime(2026, 5, 20, 10), milestones=sent, planned=True)
    )
    (found,) = events(desk, ada)
    assert found.planned and found.milestones == sent


def test_the_events_of_this_very_minute_count_as_happened(desk: Desk, ada: str) -> None:
    desk.record(visit(ada, datetime(2026, 3, 20, 9, 30, 45)))
    desk.record(visit(ada, date(2026, 3, 20)))
    assert len(events(desk, ada)) == 2


def test_an_end_before_every_start_is_refused(desk: Desk, ada: str) -> None:
    (opened,) = desk.record(EventDraft(ada, "cin_plan_started", date(2026, 3, 2)))
    end = EventDraft(ada, "cin_plan_ended", date(2026, 3, 1))
    assert [p.where for p in problems(desk, end)] == ["at"]
    desk.record(replace(end, planned=True))
    (ended,) = desk.record(replace(end, at=date(2026, 3, 2)))
    with pytest.raises(InvalidInput):
        desk.amend(ended, end)
    desk.record(EventDraft(ada, "cin_plan_started", date(2026, 1, 2)))
    desk.amend(ended, end)
    desk.record(EventDraft(ada, "placement_started", date(2026, 3, 2), {"kind": "foster"}))
    desk.record(EventDraft(ada, "placement_started", date(2026, 2, 2), {"kind": "foster"}))  # found out later
    desk.record(
        EventDraft(ada, "case_closed", date(2025, 2, 2))
    )  # of an earlier time, whose start is not on file
    desk.record(EventDraft(ada, "case_opened", date(2026, 2, 2)))
    desk.remove(opened, "")


def test_a_siblings_own_record_is_looked_at_too(desk: Desk, ada: str) -> None:
    baby = desk.add_child(child_form(given="Ben", born=date(2026, 1, 5)))
    with pytest.raises(InvalidInput) as found:
        desk.record(visit(ada, date(2025, 1, 2), also_for=(baby,)))
    assert [p.where for p in found.value.problems] == ["also_for"]
    assert events(desk, ada) == ()


def test_notes_are_cleaned_and_may_be_long(desk: Desk, ada: str) -> None:
    long = "Every word of it. " * 60_000  # more than 1 MB
    notes = (
        ("Analysis", "a\x00b\r\nc\x1b[31m\ud800 e\u0301\u2028end "),
        ("Views", long),
        ("Empty", " \n"),
        ("", "no heading"),
    )
    desk.record(visit(ada, notes=notes))
    (found,) = events(desk, ada)
    assert found.notes == (
        ("Analysis", "ab\nc[31m\ufffd é\nend"),
        ("Views", long.strip()),
        ("", "no heading"),
    )


def test_flags_that_are_not_set_and_empty_choices_are_not_kept(desk: Desk, ada: str) -> None:
    desk.record(visit(ada, attrs={"seen": False, "plan": (), "place": "", "alone": True}))
    assert events(desk, ada)[0].attrs == {"alone": True}


def test_an_amended_event_keeps_what_it_said(
    desk: Desk, ada: str, clock: Clock, heard: list[Changed]
) -> None:
    (event_id,) = desk.record(visit(ada))
    clock.now = datetime(2026, 3, 21, 8)
    desk.amend(event_id, visit(ada, date(2026, 3, 3), notes=(("Analysis", "Unsettled."),)), "Wrong day")
    (found,) = events(desk, ada)
    assert (
        found.at == date(2026, 3, 3) and found.amended == 1 and found.notes == (("Analysis", "Unsettled."),)
    )
    first, second = desk.history(event_id)
    assert (first.number, first.event.at, first.event.notes, first.why) == (1, date(2026, 3, 2), NOTES, "")
    assert (second.number, second.why, second.written_at) == (2, "Wrong day", datetime(2026, 3, 21, 8))
    assert not second.removed and second.author == "Ros Adeyemi"
    assert heard[-1] == Changed("event", frozenset({ada}))


def test_an_amendment_that_changes_nothing_writes_nothing(desk: Desk, ada: str, heard: list[Changed]) -> None:
    (event_id,) = desk.record(visit(ada))
    desk.amend(event_id, visit(ada), "no reason")
    assert len(desk.history(event_id)) == 1 and len(heard) == 1
    desk.amend(event_id, visit(ada, notes=()))
    assert len(desk.history(event_id)) == 2


def test_an_amendment_is_checked_like_a_recording(desk: Desk, ada: str) -> None:
    ben = desk.add_child(child_form(given="Ben"))
    (event_id,) = desk.record(visit(ada))
    for draft in (visit(ada, date(2027, 1, 1)), visit(ben)):
        with pytest.raises(InvalidInput):
            desk.amend(event_id, draft)
    assert len(desk.history(event_id)) == 1


def test_a_removed_event_is_off_the_record_and_still_in_its_history(desk: Desk, ada: str) -> None:
    (event_id,) = desk.record(visit(ada))
    desk.remove(event_id, "Another child's visit")
    assert events(desk, ada) == ()
    last = desk.history(event_id)[-1]
    assert last.removed and last.why == "Another child's visit" and last.event.notes == NOTES
    for act in (lambda: desk.remove(event_id, ""), lambda: desk.amend(event_id, visit(ada))):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotFound):
        desk.history("00000000-0000-4000-8000-000000000000")
    with pytest.raises(NotFound):
        desk.record(visit("00000000-0000-4000-8000-000000000000"))


def test_undo_goes_back_step_by_step_and_adds_versions(desk: Desk, ada: str, heard: list[Changed]) -> None:
    (event_id,) = desk.record(visit(ada))
    desk.amend(event_id, visit(ada, date(2026, 3, 3)))
    desk.remove(event_id, "by mistake")
    assert desk.can_undo() == "Removal of “Visit”"
    assert desk.undo() == "Removal of “Visit”"
    assert events(desk, ada)[0].at == date(2026, 3, 3)
    assert desk.undo() == "Change of “Visit”"
    assert events(desk, ada)[0].at == date(2026, 3, 2) and events(desk, ada)[0].notes == NOTES
    assert desk.undo() == "Recording of “Visit”"
    assert events(desk, ada) == ()
    versions = desk.history(event_id)
    assert [v.number for v in versions] == [1, 2, 3, 4, 5, 6]
    assert [v.removed for v in versions] == [False, False, True, False, False, True]
    assert len(heard) == 6
    assert desk.undo() == "Adding of a child"
    assert desk.caseload() == () and desk.can_undo() == "" and desk.undo() == ""


def test_an_undo_that_the_disk_refuses_can_be_tried_again(
    desk: Desk, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.record(visit(ada))

    def full(*given: object) -> None:
        raise NotWritten

    with monkeypatch.context() as broken:
        broken.setattr("services.usecases.recording.rows.amend", full)
        with pytest.raises(DiskTrouble):
            desk.undo()
    assert len(events(desk, ada)) == 1
    assert desk.undo() == "Recording of “Visit”" and events(desk, ada) == ()


def test_a_booking_is_called_a_booking(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "core_group", date(2026, 4, 1), planned=True))
    assert desk.can_undo() == "Booking of “Core group”"


def test_the_users_own_calendar_takes_their_own_events_only(desk: Desk, heard: list[Changed]) -> None:
    desk.record(EventDraft("worker", "worker_started", date(2025, 9, 1), {"stage": "asye"}))
    desk.record(EventDraft("worker", "supervision", date(2026, 3, 2), {"kind": "reflective"}))
    with pytest.raises(InvalidInput):
        desk.record(EventDraft("worker", "visit", date(2026, 3, 2)))
    with pytest.raises(InvalidInput):
        desk.record(EventDraft("worker", "appraisal", date(2026, 3, 2), also_for=("x",)))
    calendar = desk.worker_calendar()
    assert calendar.child_id == "worker" and calendar.child_name == "Ros Adeyemi"
    assert [e.type for e in calendar.events] == ["worker_started", "supervision"]
    assert {e.child_id for e in calendar.events} == {"worker"}
    assert any(d.standard.startswith("stoke.") for d in calendar.deadlines)
    assert heard == [Changed("event"), Changed("event")]
    assert desk.caseload() == ()
    desk.undo()
    assert len(desk.worker_calendar().events) == 1
