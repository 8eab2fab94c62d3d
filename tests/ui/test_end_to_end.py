"""From nothing to a caseload with dates, in the real window on a real encrypted store."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from models.keys import LEAST
from ui import tasks
from ui.dialogs.frame import FormDialog
from ui.gate import RealGate
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.screens.unlock import UnlockScreen
from ui.screens.welcome import WelcomeScreen
from ui.tables.caseload import Column
from ui.theme import Appearance

LEFT = Qt.MouseButton.LeftButton
PASSPHRASE = "calm rivers carry seven boats"


@pytest.fixture
def window(qtbot, dressed: QApplication, tmp_path: Path):
    look = Appearance(dressed, "light", 100)
    made = MainWindow(tmp_path / "store", look, Preferences(tmp_path / "config"), RealGate(LEAST), "0.1.0")
    qtbot.addWidget(made)
    made.resize(1280, 820)
    made.start()
    made.show()
    tasks.wait_all(qtbot)
    yield made
    made.close()
    look.deleteLater()


def make_store(window: MainWindow, qtbot) -> str:
    screen = window.stack.currentWidget()
    assert isinstance(screen, WelcomeScreen)
    qtbot.mouseClick(screen.next, LEFT)
    qtbot.keyClicks(screen.name, "Sam Okafor")
    screen.authority.setCurrentIndex(screen.authority.findData("stoke-on-trent"))
    qtbot.mouseClick(screen.next, LEFT)
    for field in (screen.passphrase.first, screen.passphrase.second):
        qtbot.keyClicks(field, PASSPHRASE)
    qtbot.mouseClick(screen.next, LEFT)
    tasks.wait_all(qtbot)
    code = screen.recovery.shown.text()
    screen.recovery.box.click()
    qtbot.mouseClick(screen.next, LEFT)
    tasks.wait_all(qtbot)
    return code


def add_child(window: MainWindow, qtbot) -> None:
    space = window.workspace
    assert space is not None
    qtbot.mouseClick(space.caseload.add, LEFT)
    dialog = space.dialog
    qtbot.keyClicks(dialog.given, "Ada")
    qtbot.keyClicks(dialog.family_name, "Lovell")
    qtbot.keyClicks(dialog.born.line, "4/5/2019")
    qtbot.mouseClick(dialog.save_button, LEFT)
    tasks.wait_all(qtbot)


def test_a_store_a_child_an_event_and_its_dates(window: MainWindow, qtbot) -> None:
    make_store(window, qtbot)
    space = window.workspace
    assert space is not None
    assert space.caseload.nothing.text() == "No children yet"
    add_child(window, qtbot)
    assert space.child is not None, "the new child is shown"
    space.child.record_event("cin_plan_started", at=window.desk.today())
    (dialog,) = [d for d in space.child.findChildren(FormDialog) if d.isVisible()]
    qtbot.mouseClick(dialog.save_button, LEFT)
    tasks.wait_all(qtbot)
    space.go("caseload")
    tasks.wait_all(qtbot)
    table = space.caseload.table
    assert table.index(0, Column.NAME).data() == "Ada Lovell"
    assert "Child in need" in table.index(0, Column.PLANS).data()
    assert table.index(0, Column.NEXT).data()
    assert window.menus.actions["undo"].isEnabled()
    window.undo()
    tasks.wait_all(qtbot)
    assert table.index(0, Column.PLANS).data() == ""


def test_locking_a_wrong_passphrase_and_the_recovery_code(window: MainWindow, qtbot) -> None:
    code = make_store(window, qtbot)
    add_child(window, qtbot)
    window.lock()
    screen = window.stack.currentWidget()
    assert isinstance(screen, UnlockScreen)
    qtbot.keyClicks(screen.passphrase, "not the one at all")
    qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert "does not open" in screen.banner.message
    screen.use_recovery(True)
    qtbot.keyClicks(screen.code, code.lower())
    qtbot.keyClick(screen.code, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    dialog = window.dialog
    for field in (dialog.new.first, dialog.new.second):
        qtbot.keyClicks(field, "seven tall pines swaying softly")
    qtbot.mouseClick(dialog.save, LEFT)
    tasks.wait_all(qtbot)
    window.lock()
    screen = window.stack.currentWidget()
    assert isinstance(screen, UnlockScreen)
    qtbot.keyClicks(screen.passphrase, "seven tall pines swaying softly")
    qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert window.workspace is not None
    assert window.workspace.caseload.table.rowCount() == 1


def test_a_second_window_and_a_damaged_store_are_told_apart(
    window: MainWindow, qtbot, tmp_path: Path
) -> None:
    make_store(window, qtbot)
    assert window.folder is not None
    second = MainWindow(window.folder, window.look, Preferences(tmp_path / "second"), RealGate(LEAST))
    qtbot.addWidget(second)
    second.start()
    second.show()
    screen = second.stack.currentWidget()
    assert isinstance(screen, UnlockScreen)
    qtbot.keyClicks(screen.passphrase, PASSPHRASE)
    qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert "already open" in screen.banner.message
    assert [b.text() for b in screen.banner.findChildren(QPushButton)] == ["Try again"]
    window.lock()
    database = window.folder / "daymark.db"
    for content, words in ((b"", "empty"), (database.read_bytes()[:5000], "damaged")):
        database.write_bytes(content)
        screen.unlock()
        tasks.wait_all(qtbot)
        assert words in screen.banner.message
        assert database.read_bytes() == content


def test_supervision_is_recorded_on_my_own_calendar(window: MainWindow, qtbot) -> None:
    make_store(window, qtbot)
    space = window.workspace
    assert space is not None
    space.go("mywork")
    tasks.wait_all(qtbot)
    assert space.mywork.due.currentIndex() == 1, "says that nothing is due, and what to record"
    for kind, attrs in (("worker_started", {"stage": "asye"}), ("supervision", {"kind": "worker"})):
        space.mywork.open_event(kind, attrs=attrs, at=window.desk.today())
        qtbot.mouseClick(space.mywork.dialog.save_button, LEFT)
        tasks.wait_all(qtbot)
    assert space.mywork.due.currentIndex() == 0
    assert space.mywork.table.rowCount() > 0
    assert space.mywork.past.table.rowCount() == 2
    space.mywork.past.remove_wanted.emit(space.mywork.past.table.row(0).id)
    space.mywork.dialog.reason.setText("Entered twice")
    qtbot.mouseClick(space.mywork.dialog.save_button, LEFT)
    tasks.wait_all(qtbot)
    assert space.mywork.past.table.rowCount() == 1


def test_closure_days_move_the_dates(window: MainWindow, qtbot) -> None:
    make_store(window, qtbot)
    space = window.workspace
    assert space is not None
    space.go("settings")
    days = space.settings.days
    space.settings.tabs.setCurrentWidget(days)
    qtbot.keyClicks(days.name, "Office closed")
    qtbot.keyClicks(days.start.line, "1/3/2027")
    qtbot.mouseClick(days.add, LEFT)
    tasks.wait_all(qtbot)
    assert days.table.rowCount() == 1
    assert len(window.desk.own_days()) == 1
    assert space.settings.banner.kind == "success"
