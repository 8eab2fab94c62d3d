"""What was taken off, in the window: one's own calendar too; what was undone at once only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import EventDraft
from services.usecases.desk import Desk
from services.usecases.results import Own
from ui import tasks
from ui.dialogs.takenoff import TakenOffDialog
from ui.screens.mywork import WORKER, MyWorkScreen

NOW = datetime(2026, 3, 20, 9, 30)
OWN = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {"stage": "experienced"})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made, _ = access.create(tmp_path / "store", "calm rivers carry boats", OWN, clock=lambda: NOW, cost=LEAST)
    yield made
    made.close()


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, dressed: QApplication) -> Iterator[MyWorkScreen]:
    made = MyWorkScreen(desk)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    tasks.wait_all(qtbot)
    yield made
    made.close_down()
    tasks.wait_all(qtbot)


def said(dialog: TakenOffDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel))


def test_what_was_taken_off_ones_own_calendar_is_read_and_put_back(
    qtbot: QtBot, desk: Desk, work: MyWorkScreen
) -> None:
    (event_id,) = desk.record(EventDraft(WORKER, "supervision", date(2026, 3, 2), {"kind": "worker"}))
    desk.remove(event_id, "Entered twice")
    work.past.taken_off.click()
    dialog = work.dialog
    assert isinstance(dialog, TakenOffDialog) and dialog.windowTitle() == "Taken off your calendar"
    tasks.wait_all(qtbot)
    assert "Supervision" in said(dialog) and "Entered twice" in said(dialog)
    qtbot.keyClick(dialog.backs[event_id], Qt.Key.Key_Space)
    tasks.wait_all(qtbot)
    assert work.past.table.rowCount() == 1


def test_what_was_undone_at_once_is_shown_where_it_is_asked_for(
    qtbot: QtBot, desk: Desk, work: MyWorkScreen
) -> None:
    (event_id,) = desk.record(EventDraft(WORKER, "appraisal", date(2026, 3, 2)))
    desk.undo()
    work.show_taken_off()
    tasks.wait_all(qtbot)
    dialog = work.dialog
    assert isinstance(dialog, TakenOffDialog)
    assert "Nothing has been taken off your calendar." in said(dialog) and not dialog.backs
    assert dialog.more is not None
    qtbot.keyClick(dialog.more, Qt.Key.Key_Space)
    assert "Appraisal" in said(dialog) and dialog.more is None
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.backs[event_id])
    qtbot.keyClick(dialog.backs[event_id], Qt.Key.Key_Space)
    tasks.wait_all(qtbot)
    assert [e.id for e in desk.worker_calendar().events] == [event_id]
