"""Adding a child who is here already: the record is gone to, or the case opened again, and nothing typed twice."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft
from services.usecases.results import Own
from ui import tasks
from ui.dialogs.childform import ChildDialog
from ui.dialogs.ending import PastDialog
from ui.dialogs.event import EventDialog
from ui.gate import RealGate
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.theme import Appearance

NOW = datetime(2026, 3, 20, 9, 30)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(tmp_path: Path):
    own = Own("Sam Okafor", "social_worker", "stoke-on-trent")
    made, _ = access.create(
        tmp_path / "store", "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST
    )
    yield made
    made.close()


@pytest.fixture
def ada(desk) -> str:
    child = desk.add_child(ChildForm("Ada", "Lovell", born=date(2019, 5, 4), address="1 High St"))
    desk.record(EventDraft(child, "case_opened", date(2025, 9, 1)))
    return child


@pytest.fixture
def window(qtbot, dressed: QApplication, tmp_path: Path, desk):
    look = Appearance(dressed, "light", 100)
    made = MainWindow(None, look, Preferences(tmp_path / "config"), RealGate(LEAST), "0.1.0")
    qtbot.addWidget(made)
    made.resize(1280, 820)
    made.start(desk)
    made.show()
    tasks.wait_all(qtbot)
    yield made
    made._unsaved = lambda: False
    made.close()
    look.deleteLater()


def adding(window: MainWindow, qtbot, name: str = "Ada", day: str = "4/5/2019", **more: str) -> ChildDialog:
    window.workspace.add_child()
    dialog = window.workspace.dialog
    qtbot.keyClicks(dialog.given, name)
    qtbot.keyClicks(dialog.family_name, "Lovel")  # one letter short
    qtbot.keyClicks(dialog.born.line, day)
    for field, text in more.items():
        qtbot.keyClicks(getattr(dialog, field), text)
    return dialog


def seen(qtbot, dialog: ChildDialog) -> list[str]:
    qtbot.waitUntil(lambda: dialog.known.isVisible(), timeout=3000)
    return [each.text() for each in dialog.known.findChildren(QLabel)]


def test_an_open_record_is_gone_to(window, qtbot, desk, ada) -> None:
    dialog = adding(window, qtbot)
    said = seen(qtbot, dialog)
    assert "Is this child here already?" in said and any("The record is open." in line for line in said)
    assert dialog.save_button.text() == "Add as a new child"
    qtbot.mouseClick(dialog.known.buttons[0], LEFT)
    tasks.wait_all(qtbot)
    assert window.workspace.child.model.child_id == ada and len(desk.caseload()) == 1


def test_a_case_closed_lately_is_opened_again_after_its_history(window, qtbot, desk, ada) -> None:
    desk.record(EventDraft(ada, "case_closed", date(2026, 2, 16)))
    dialog = adding(window, qtbot, address="7 Mill Lane")
    assert any(
        "closed on Monday 16 February 2026. Worker: Sam Okafor. Its history" in x for x in seen(qtbot, dialog)
    )
    qtbot.mouseClick(dialog.known.buttons[0], LEFT)
    tasks.wait_all(qtbot)
    space: Any = window.workspace
    assert isinstance(space.dialog, PastDialog)
    space.dialog.save()
    event = space.dialog
    assert isinstance(event, EventDialog) and event.model.form.type == "case_opened"
    event.save()
    tasks.wait_all(qtbot)
    assert [e.type for e in desk.calendar(ada).events] == ["case_opened", "case_closed", "case_opened"]
    details = space.dialog
    assert isinstance(details, ChildDialog) and details.address.text() == "7 Mill Lane"
    assert (details.given.text(), details.family_name.text()) == ("Ada", "Lovell") and details.dirty()
    details.save()
    tasks.wait_all(qtbot)
    assert desk.child_form(ada).address == "7 Mill Lane" and len(desk.caseload()) == 1
    assert space.child.model.child_id == ada


def test_a_case_closed_long_ago_is_opened_again_at_once(window, qtbot, desk, ada) -> None:
    desk.record(EventDraft(ada, "case_closed", date(2025, 10, 1)))
    dialog = adding(window, qtbot, "Adda")
    assert "Its history is read first" not in " ".join(seen(qtbot, dialog))
    qtbot.mouseClick(dialog.known.buttons[0], LEFT)
    tasks.wait_all(qtbot)
    event = window.workspace.dialog
    assert isinstance(event, EventDialog)
    event.save()
    tasks.wait_all(qtbot)
    assert window.workspace.dialog is event  # nothing was typed that is not on record


def test_nobody_is_added_before_the_same_child_was_shown_and_a_twin_can_be(window, qtbot, desk, ada) -> None:
    dialog = adding(window, qtbot, "Ida")
    dialog.save()  # faster than the look
    assert dialog.isVisible() and dialog.known.isVisible() and len(desk.caseload()) == 1
    dialog.save()  # seen: it is a twin
    tasks.wait_all(qtbot)
    assert len(desk.caseload()) == 2


def test_another_child_is_added_without_a_question(window, qtbot, desk, ada) -> None:
    dialog = adding(window, qtbot, "Noah", "6/11/2021")
    dialog.save()
    tasks.wait_all(qtbot)
    assert len(desk.caseload()) == 2
