"""What closure days and terms would do is told before they are saved, and on whom a standard bears now."""

from __future__ import annotations

from datetime import date

import pytest

from services.usecases.commands import EventDraft
from services.usecases.desk import Desk
from services.usecases.effects_of_days import DUE, STATE, moves
from services.usecases.errors import Cancelled
from services.usecases.results import OwnDay, OwnTerm
from services.usecases.standards import library
from tests.ui.fakes import deadline


@pytest.fixture
def conference(desk: Desk, ada: str) -> str:
    """Initial conference on Wed 18 March 2026: the first core group within 10 working days, Wed 1 April."""
    desk.record(EventDraft(ada, "icpc", date(2026, 3, 18), {"outcome": "cp_plan"}))
    return ada


def closed(*days: date) -> list[OwnDay]:
    return [OwnDay(day, "Office closed", "closure") for day in days]


def test_a_closure_day_moves_what_is_counted_in_working_days_and_nothing_else(desk, conference) -> None:
    before = {d.standard: d.due for d in desk.calendar(conference).deadlines}
    assert before["stoke.cp.first-core-group"] == date(2026, 4, 1)
    found = desk.effects_of_days(closed(date(2026, 3, 24)), ())
    assert found.children == 1
    moved = {m.standard: m for m in found.of(DUE)}
    first = moved["stoke.cp.first-core-group"]
    assert (first.before, first.after) == (date(2026, 4, 1), date(2026, 4, 2))
    assert (first.child_id, first.child_name) == (conference, "Ada Quill")
    firm = [
        library().rulebook("stoke-on-trent").standard(m.standard)
        for m in found.of(DUE)
        if m.state_before == "due"
    ]
    assert firm and all("working days" in s.raw["due"] for s in firm)
    assert desk.own_days() == (), "nothing is saved by looking"
    desk.save_own_days(closed(date(2026, 3, 24)))
    after = {d.standard: d.due for d in desk.calendar(conference).deadlines}
    for standard, move in moved.items():
        assert after[standard] == move.after, standard
    back = {m.standard: m.after for m in desk.effects_of_days((), ()).of(DUE)}
    assert back["stoke.cp.first-core-group"] == date(2026, 4, 1), "taking the day away moves it back"


def test_a_day_that_counts_for_nothing_changes_nothing(desk, conference) -> None:
    assert desk.effects_of_days(closed(date(2026, 3, 28)), ()).moves == (), "a Saturday"
    assert (
        desk.effects_of_days((), (OwnTerm(date(2026, 4, 20), date(2026, 7, 21), "Summer"),)).of(STATE) == ()
    )


def test_it_stops_when_told_to(desk, conference) -> None:
    with pytest.raises(Cancelled):
        desk.effects_of_days((), (), None, lambda: True)
    with pytest.raises(Cancelled):
        desk.bearing("stoke-on-trent", None, lambda: True)


def test_rounds_are_told_apart_and_what_is_past_only_where_it_turns() -> None:
    met = deadline("a", date(2026, 3, 2), "met")
    due = deadline("b", date(2026, 4, 2), counted_from=date(2026, 3, 1))
    later = deadline("c", date(2026, 4, 3), counted_from=date(2026, 3, 1))
    late = deadline("a", date(2026, 3, 1), "late")
    found = moves((met, due), (late, later), "c1", "Ada")
    assert [(m.what, m.before, m.after) for m in found] == [
        (STATE, date(2026, 3, 2), date(2026, 3, 1)),
        (DUE, date(2026, 4, 2), date(2026, 4, 3)),
    ]
    assert moves((met,), (deadline("a", date(2026, 3, 3), "met"),)) == ()


def test_a_standard_bears_on_the_children_who_owe_it_now(desk, conference) -> None:
    found = desk.bearing("stoke-on-trent")
    (row,) = found["stoke.cp.first-core-group"]
    assert (row.child_id, row.name, row.due, row.state) == (conference, "Ada Quill", date(2026, 4, 1), "due")
    assert any(d.key == row.key for d in desk.calendar(conference).deadlines)
    assert desk.bearing("oldham") == {}, "no child of this caseload is Oldham's"
    desk.record(EventDraft("worker", "worker_started", date(2026, 3, 1), {"stage": "asye"}))
    assert any(r.child_id == "worker" for rows in desk.bearing("stoke-on-trent").values() for r in rows)
