"""Closure days and terms: which dates move is shown, and only a yes saves."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft
from services.usecases.effects_of_days import DUE, PLAN, STATE, Effects, Move
from services.usecases.errors import AppError
from services.usecases.results import Own
from tests.ui.test_names import nameless
from ui import tasks
from ui.screens.settings_days import DaysPage
from ui.viewmodels.dayseffect import headline, sections
from ui.viewmodels.settings import SettingsModel

NOW = datetime(2026, 3, 20, 9, 30)
LEFT = Qt.MouseButton.LeftButton


def move(
    what: str = DUE,
    child: str = "c1",
    before=date(2026, 4, 1),
    after=date(2026, 4, 2),
    state="due",
    then="due",
):
    return Move(child, "Ada Lovell", "x.y", "Core group held", what, before, after, state, then)


@pytest.fixture
def page(qtbot, tmp_path: Path):
    """Ada's first core group is due 10 working days after Wed 18 March 2026: Wed 1 April."""
    me = Own("Sam Okafor", "social_worker", "stoke-on-trent", {})
    desk, _ = access.create(
        tmp_path / "store", "calm rivers carry seven boats", me, clock=lambda: NOW, cost=LEAST
    )
    ada = desk.add_child(ChildForm("Ada", "Lovell", born=date(2019, 5, 4), authority="stoke-on-trent"))
    desk.record(EventDraft(ada, "icpc", date(2026, 3, 18), {"outcome": "cp_plan"}))
    made = DaysPage(SettingsModel(desk))
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    yield made
    tasks.cancel_all()
    desk.close()


def enter(qtbot, page: DaysPage, day: str = "24/3/2026") -> None:
    qtbot.keyClicks(page.name, "Office closed")
    qtbot.keyClicks(page.start.line, day)
    qtbot.mouseClick(page.add, LEFT)
    tasks.wait_all(qtbot)


def test_the_moves_are_shown_before_anything_is_saved(qtbot, page: DaysPage) -> None:
    enter(qtbot, page)
    desk = page.model.desk
    assert desk.own_days() == () and page.moves.isVisible()
    assert "for 1 child." in page.moves.title.text() and "move" in page.moves.title.text()
    (section,) = page.moves.table.sections()
    first = next(line for line in section.lines if line.title.startswith("The first core group"))
    assert section.title == "Ada Lovell"
    assert (first.detail, first.flag) == ("Due Wed 1 Apr 2026, then Thu 2 Apr 2026", "1 day later")
    assert page.moves.yes.hasFocus() and nameless(page) == []
    qtbot.keyClick(page.moves.yes, Qt.Key.Key_Space)
    assert [day.day for day in desk.own_days()] == [date(2026, 3, 24)]
    assert page.moves.isHidden() and page.name.text() == ""


def test_it_can_be_left_as_it_was(qtbot, page: DaysPage) -> None:
    enter(qtbot, page)
    qtbot.mouseClick(page.moves.no, LEFT)
    assert page.moves.isHidden() and page.model.desk.own_days() == ()
    assert page.name.text() == "Office closed", "what was typed stays"


def test_what_moves_nothing_is_saved_at_once_and_taking_away_is_shown_too(qtbot, page: DaysPage) -> None:
    enter(qtbot, page, "4/3/2030")
    assert page.moves.isHidden() and len(page.model.desk.own_days()) == 1
    enter(qtbot, page)
    page.moves.yes.click()
    page.view.selectRow(0)
    qtbot.mouseClick(page.remove, LEFT)
    tasks.wait_all(qtbot)
    assert "1 day sooner" in [line.flag for each in page.moves.table.sections() for line in each.lines]
    page.moves.yes.click()
    assert [day.day for day in page.model.desk.own_days()] == [date(2030, 3, 4)]


def test_a_trouble_is_said_and_nothing_is_saved(qtbot, page: DaysPage, monkeypatch) -> None:
    def refuse(*_args: object) -> None:
        raise AppError("The disk could not be read.", "Try again.")

    monkeypatch.setattr(page.model.desk, "effects_of_days", refuse)
    with qtbot.waitSignal(page.model.said) as said:
        enter(qtbot, page)
    assert said.args[0] == "danger" and page.moves.isHidden() and page.model.desk.own_days() == ()


def test_in_words() -> None:
    later = move(state="projected", then="projected")
    rows = (
        move(), move(child="worker"), later, move(PLAN, after=date(2026, 3, 31)), move(STATE, state="met", then="late"),
    )  # fmt: skip
    assert headline(Effects(3, rows)) == (
        "2 dates move, for 1 child and yourself. 1 date expected later moves. "
        "1 date stays, with another last working day before. 1 past date is judged anew."
    )
    assert (
        headline(Effects(3, (later, later))) == "No date that is owed now moves. 2 dates expected later move."
    )
    flags = [line.flag for each in sections(Effects(3, rows)) for line in each.lines]
    assert flags == [
        "1 day later",
        "Best done 1 day sooner",
        "Counts as done late",
        "1 day later (expected)",
        "1 day later",
    ]
    assert [each.title for each in sections(Effects(3, rows))] == ["Ada Lovell", "Yourself"]
