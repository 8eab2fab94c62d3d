"""What stands in forms that are not saved: kept, given back as it was, and gone when it is done."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from services.usecases.changes import Changed
from services.usecases.desk import Desk

STATE = {
    "type": "visit",
    "at": datetime(2026, 3, 19, 14, 5),
    "milestones": {"recorded": date(2026, 3, 19)},
    "attrs": {"plan": ("cin", "cp"), "seen": True, "number": 2.5},
    "notes": {"Analysis": "Łukasz said “no”. \ud800\x00 عمر 🙂"},
    "also": {"b", "a"},
    "lines": [{"what": "Ring school", "by": None}],
}


def test_a_draft_comes_back_as_it_was(desk: Desk, ada: str) -> None:
    desk.unsaved.keep("event", f"{ada}/new#1", STATE, title="Visit", child_id=ada)
    (back,) = desk.unsaved.of("event", f"{ada}/new")
    assert back.content == STATE
    assert (back.title, back.child_id, back.record_id, back.author) == ("Visit", ada, "", "Ros Adeyemi")


def test_it_is_written_over_and_only_its_coming_and_going_is_told(
    desk: Desk, ada: str, heard: list[Changed]
) -> None:
    for number in range(3):
        desk.unsaved.keep("event", f"{ada}/new#1", {"n": number}, child_id=ada)
    assert [each.content for each in desk.unsaved.of("event", f"{ada}/new")] == [{"n": 2}]
    desk.unsaved.drop("event", f"{ada}/new#1")
    desk.unsaved.drop("event", f"{ada}/new#1")
    assert heard == [Changed("unsaved", frozenset({ada}))] * 2
    assert desk.can_undo() != "" and desk.unsaved.listed() == ()  # the child's own step; drafts add none


def test_drafts_of_one_form_stand_beside_each_other_and_are_listed_by_child(desk: Desk, ada: str) -> None:
    desk.unsaved.keep("event", f"{ada}/new#1", {}, title="Visit", child_id=ada)
    desk.unsaved.keep("event", f"{ada}/new#2", {}, title="Core group", child_id=ada)
    desk.unsaved.keep("event", f"{ada}/newer#2", {}, title="Other", child_id=ada, record_id="r")
    desk.unsaved.keep("event", "worker/new#1", {}, title="Supervision", child_id="worker")
    assert {each.title for each in desk.unsaved.of("event", f"{ada}/new")} == {"Visit", "Core group"}
    assert {each.title for each in desk.unsaved.listed(ada)} == {"Visit", "Core group", "Other"}
    assert [each.title for each in desk.unsaved.listed("worker")] == ["Supervision"]
    assert len(desk.unsaved.listed()) == 4
    assert all(each.content == {} for each in desk.unsaved.listed())


def test_nothing_of_a_draft_is_readable_on_the_disk(desk: Desk, ada: str, tmp_path: Path) -> None:
    desk.unsaved.keep("event", f"{ada}/new#1", {"notes": "bluebell cottage"}, child_id=ada)
    for file in (tmp_path / "store").iterdir():
        assert b"bluebell" not in file.read_bytes()
