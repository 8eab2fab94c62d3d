"""The whole window: the door, going about, locking, leaving, crashing."""

from __future__ import annotations

import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from services.usecases.results import Own
from tests.ui.fakes import FakeDesk
from tests.ui.gates import CODE, FakeGate
from ui import app as apps
from ui import prompts, shortcuts, tasks, theme
from ui.crash import Reporter, report
from ui.dialogs.crash import CrashDialog
from ui.dialogs.help import AboutDialog, ShortcutsDialog
from ui.dialogs.newpassphrase import NewPassphraseDialog
from ui.idle import IdleWatch
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.screens.preparing import PreparingScreen
from ui.screens.unlock import UnlockScreen
from ui.screens.welcome import WelcomeScreen
from ui.theme import Appearance
from ui.viewmodels.settings import idle_minutes

LEFT = Qt.MouseButton.LeftButton


class Made:
    def __init__(self, window: MainWindow, gate: FakeGate) -> None:
        self.window, self.gate = window, gate

    @property
    def screen(self) -> QWidget:
        return self.window.stack.currentWidget()


@pytest.fixture
def made(qtbot, dressed: QApplication, tmp_path: Path):
    look = Appearance(dressed, "light", 100)
    gate = FakeGate()
    window = MainWindow(tmp_path / "store", look, Preferences(tmp_path / "config"), gate, "0.1.0")
    qtbot.addWidget(window)
    window.start()
    window.show()
    tasks.wait_all(qtbot)
    yield Made(window, gate)
    look.set("light", 100)
    look.deleteLater()


@pytest.fixture
def look(dressed: QApplication):
    made = Appearance(dressed, "light", 100)
    yield made
    made.set("light", 100)
    made.deleteLater()


def unlock(made: Made, qtbot) -> None:
    screen = made.screen
    assert isinstance(screen, UnlockScreen)
    qtbot.keyClicks(screen.passphrase, made.gate.desk.passphrase)
    qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)


def test_unlocking_shows_the_caseload_with_the_search_ready(made: Made, qtbot) -> None:
    unlock(made, qtbot)
    space = made.window.workspace
    assert space is not None
    assert space.caseload.table.rowCount() == 6
    assert space.stack.currentWidget() is space.caseload


@pytest.mark.parametrize(
    ("unchecked", "faults", "told"),
    [(False, ("seal: page 3",), False), (True, (), False), (True, ("seal: page 3", "structure: 9"), True)],
)
def test_a_large_file_is_checked_once_after_unlocking(
    made: Made, qtbot, unchecked: bool, faults: tuple[str, ...], told: bool
) -> None:
    desk = made.gate.desk
    desk.unchecked, desk.faults = unchecked, faults
    unlock(made, qtbot)
    space = made.window.workspace
    assert space is not None
    space.caseload.model.load()
    tasks.wait_all(qtbot)
    assert [name for name, _ in desk.calls].count("check") == int(unchecked)
    assert space.banner.isVisible() is told
    assert not told or "fault in the store's file" in space.banner.message
    space.warn(20)
    assert "locks in 20 seconds" in space.banner.message
    space.warn(0)
    assert space.banner.isVisible() is told
    assert not told or "newest backup" in space.banner.message


def test_a_first_run_goes_from_welcome_to_the_caseload(qtbot, dressed, tmp_path: Path) -> None:
    gate = FakeGate(FakeDesk(()), there=False)
    look = Appearance(dressed, "light", 100)
    window = MainWindow(tmp_path / "store", look, Preferences(tmp_path / "config"), gate)
    qtbot.addWidget(window)
    window.start()
    window.show()
    tasks.wait_all(qtbot)
    screen = window.stack.currentWidget()
    assert isinstance(screen, WelcomeScreen)
    qtbot.mouseClick(screen.next, LEFT)
    qtbot.keyClicks(screen.name, "Sam")
    screen.authority.setCurrentIndex(1)
    qtbot.mouseClick(screen.next, LEFT)
    for field in (screen.passphrase.first, screen.passphrase.second):
        qtbot.keyClicks(field, "four quiet horses grazing")
    qtbot.mouseClick(screen.next, LEFT)
    tasks.wait_all(qtbot)
    screen.recovery.box.click()
    qtbot.mouseClick(screen.next, LEFT)
    tasks.wait_all(qtbot)
    assert window.workspace is not None
    assert window.workspace.caseload.nothing.text() == "No children yet"
    assert Preferences(tmp_path / "config").store == tmp_path / "store"


def test_locking_closes_the_store_and_forgets_what_was_shown(made: Made, qtbot) -> None:
    unlock(made, qtbot)
    made.window.menus.actions["lock"].trigger()
    tasks.wait_all(qtbot)
    assert made.gate.desk.closed
    assert isinstance(made.screen, UnlockScreen)
    assert made.window.workspace is None
    assert made.gate.desk.changes.listeners == []
    assert not made.window.menus.actions["add"].isEnabled()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    texts = [label.text() for label in made.window.findChildren(QLabel)]
    assert not any("Overdue" in text for text in texts)
    unlock(made, qtbot)
    assert made.window.workspace is not None


def test_the_recovery_code_leads_to_a_new_passphrase(made: Made, qtbot) -> None:
    screen = made.screen
    assert isinstance(screen, UnlockScreen)
    screen.use_recovery(True)
    qtbot.keyClicks(screen.code, CODE)
    qtbot.keyClick(screen.code, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    dialog = made.window.dialog
    assert isinstance(dialog, NewPassphraseDialog)
    for field in (dialog.new.first, dialog.new.second):
        qtbot.keyClicks(field, "seven tall pines swaying")
    qtbot.mouseClick(dialog.save, LEFT)
    tasks.wait_all(qtbot)
    assert made.gate.desk.passphrase == "seven tall pines swaying"
    assert not dialog.isVisible()


def test_the_rail_and_the_keys_go_everywhere(made: Made, qtbot) -> None:
    unlock(made, qtbot)
    space = made.window.workspace
    assert space is not None
    qtbot.mouseClick(space.places["mywork"], LEFT)
    tasks.wait_all(qtbot)
    assert space.stack.currentWidget() is space.mywork
    assert "1 overdue" in space.mywork.counts.text()
    space.mywork._go_to("w1")
    assert space.mywork.panel.view is not None
    assert space.mywork.panel.view.says == "Supervision at least every four weeks"
    made.window.menus.actions["settings"].trigger()
    assert space.stack.currentWidget() is space.settings
    made.window.menus.actions["find"].trigger()
    assert space.stack.currentWidget() is space.caseload


def test_a_narrow_window_keeps_the_names_of_its_places(made: Made, qtbot) -> None:
    unlock(made, qtbot)
    space = made.window.workspace
    assert space is not None
    made.window.resize(700, 600)
    assert space.places["settings"].text() == ""
    assert space.places["settings"].accessibleName() == "Settings"
    made.window.resize(1500, 900)
    assert space.places["settings"].text() == "Settings"


def test_text_size_goes_up_and_down_by_key(made: Made, qtbot) -> None:
    made.window.menus.actions["bigger"].trigger()
    assert theme.current().scale == 1.15
    made.window.menus.actions["smaller"].trigger()
    made.window.menus.actions["smaller"].trigger()
    assert theme.current().scale == 1.0
    made.window.menus.actions["theme-dark"].trigger()
    assert theme.current().dark


def test_undo_says_what_it_undid(made: Made, qtbot) -> None:
    unlock(made, qtbot)
    desk = made.gate.desk
    made.window.undo()
    assert made.window.statusBar().currentMessage() == "There is nothing to undo."
    desk.can_undo = lambda _seen=None: "Recording of a visit"  # type: ignore[method-assign]
    desk.undo = lambda _seen=None: "Recording of a visit"  # type: ignore[attr-defined]
    made.window.menus.refresh()
    assert made.window.menus.actions["undo"].text() == "&Undo: Recording of a visit"
    made.window.undo()
    assert made.window.statusBar().currentMessage() == "Undone: Recording of a visit"


def test_about_and_shortcuts_open(made: Made, qtbot) -> None:
    unlock(made, qtbot)
    made.window.show_about()
    made.window.show_shortcuts()
    kinds = {type(dialog) for dialog in made.window.findChildren(QDialog)}
    assert {AboutDialog, ShortcutsDialog} <= kinds
    assert len({each.name for each in shortcuts.ALL if each.name}) == sum(
        1 for each in shortcuts.ALL if each.name
    )


def test_leaving_closes_the_store_and_remembers_the_place(made: Made, qtbot, tmp_path: Path) -> None:
    unlock(made, qtbot)
    made.window.close()
    assert made.gate.desk.closed
    assert Preferences(tmp_path / "config").text("window")


def test_leaving_with_something_unsaved_asks(made: Made, qtbot, monkeypatch) -> None:
    unlock(made, qtbot)
    dialog = QDialog(made.window)
    dialog.dirty = lambda: True  # type: ignore[attr-defined]
    dialog.show()
    monkeypatch.setattr(prompts, "ask", lambda *_a, **_k: False)
    assert not made.window.close()
    assert not made.gate.desk.closed
    monkeypatch.setattr(prompts, "ask", lambda *_a, **_k: True)
    assert made.window.close()


def test_locking_with_something_unsaved_asks_but_idleness_does_not_wait_for_an_answer(
    made: Made, qtbot, monkeypatch
):
    unlock(made, qtbot)
    dialog = QDialog(made.window)
    dialog.dirty = lambda: True  # type: ignore[attr-defined]
    dialog.show()
    monkeypatch.setattr(prompts, "ask", lambda *_a, **_k: False)
    made.window.lock()
    assert not made.gate.desk.closed
    made.window.idle.expired.emit()
    assert made.gate.desk.closed
    assert isinstance(made.screen, UnlockScreen)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_idle_warns_then_expires_and_a_key_takes_it_back(qtbot) -> None:
    clock = Clock()
    watch = IdleWatch(clock=clock)
    warned: list[int] = []
    expired: list[bool] = []
    watch.warned.connect(warned.append)
    watch.expired.connect(lambda: expired.append(True))
    watch.start(2)
    clock.now = 50
    watch.look()
    assert warned == []
    clock.now = 90
    watch.look()
    assert warned == [30]
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    watch.eventFilter(watch, press)
    assert warned == [30, 0]
    clock.now = 205
    watch.look()
    assert expired == []
    clock.now = 211
    watch.look()
    assert expired == [True]
    watch.stop()


def test_something_unsaved_makes_idle_wait_longer(qtbot) -> None:
    clock = Clock()
    watch = IdleWatch(lambda: True, clock)
    expired: list[bool] = []
    watch.expired.connect(lambda: expired.append(True))
    watch.start(2)
    clock.now = 300
    watch.look()
    assert not expired
    clock.now = 361
    watch.look()
    assert expired
    watch.stop()


def test_idle_locks_the_window_and_says_why(made: Made, qtbot) -> None:
    unlock(made, qtbot)
    made.window.idle.expired.emit()
    screen = made.screen
    assert isinstance(screen, UnlockScreen)
    assert "locked itself" in screen.banner.message


@pytest.mark.parametrize(
    ("text", "minutes"), [("", 10), ("5", 5), ("0", 0), ("-3", 10), ("x", 10), ("99999", 240)]
)
def test_idle_minutes_are_read_with_care(text: str, minutes: int) -> None:
    assert idle_minutes(Own("S", "manager", "oldham", {"lock_after_minutes": text})) == minutes


def _raise() -> None:
    name = "Łukasz Wójcik"
    try:
        raise ValueError(f"cannot read {name}")
    except ValueError as error:
        raise KeyError(name) from error


def test_a_crash_report_holds_no_names_and_no_contents() -> None:
    try:
        _raise()
    except KeyError as error:
        text = report(type(error), error, error.__traceback__, "0.1.0", datetime(2026, 3, 20, 10, 30))
    assert "Wójcik" not in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert "tests/ui/test_window.py" in text
    assert "in _raise" in text


def test_what_nobody_caught_is_written_and_told(qtbot, tmp_path: Path, monkeypatch, capsys) -> None:
    reporter = Reporter(tmp_path / "reports", "0.1.0")
    monkeypatch.setattr(sys, "excepthook", reporter.caught)
    with qtbot.waitSignal(reporter.crashed) as told:
        try:
            _raise()
        except KeyError as error:
            reporter.caught(type(error), error, error.__traceback__)
    (file,) = told.args
    assert "Wójcik" not in Path(file).read_text(encoding="utf-8")
    assert "Wójcik" not in capsys.readouterr().err
    dialog = CrashDialog(file)
    qtbot.addWidget(dialog)
    dialog.open()
    assert any(file in label.text() for label in dialog.findChildren(QLabel))


def test_only_a_few_reports_are_kept(qtbot, tmp_path: Path, capsys) -> None:
    moments = iter(datetime(2026, 3, 20, 10, 0, n % 60, n) for n in range(200))
    reporter = Reporter(tmp_path, "0.1.0", lambda: next(moments))
    for _ in range(30):
        reporter.caught(ValueError, ValueError("x"), None)
    assert len(list(tmp_path.glob("report-*.txt"))) == 20


def test_preferences_survive_damage_and_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text("{not json", encoding="utf-8")
    kept = Preferences(tmp_path)
    assert (kept.theme, kept.text_size, kept.store) == ("system", 100, None)
    kept.set(theme="dark", text_size=130)
    assert Preferences(tmp_path).theme == "dark"
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    never = Preferences(blocked / "config")
    never.set(theme="light")
    assert never.theme == "light"


def test_the_store_opened_last_is_opened_again_unless_one_is_named(tmp_path: Path) -> None:
    kept = Preferences(tmp_path)
    kept.set(store=str(tmp_path / "last"))
    gate = FakeGate()
    usual = tmp_path / "usual"
    assert apps.store_to_open(usual, kept, gate, chosen=False) == tmp_path / "last"
    assert apps.store_to_open(usual, kept, gate, chosen=True) == usual
    assert apps.store_to_open(usual, kept, gate, chosen=None) == usual
    gate.there = False
    assert apps.store_to_open(usual, kept, gate, chosen=False) == usual


def test_a_sample_is_made_ready_while_the_window_is_on_the_screen(
    qtbot, dressed, tmp_path: Path, look
) -> None:
    desk, go, tries = FakeDesk(), threading.Event(), []

    def prepare(progress) -> FakeDesk:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("no room")
        progress.report(3, 4)
        assert go.wait(10)
        return desk

    window = MainWindow(None, look, Preferences(tmp_path), FakeGate())
    qtbot.addWidget(window)
    window.show()
    window.start(None, prepare)
    screen = window.stack.currentWidget()
    assert isinstance(screen, PreparingScreen) and "Preparing the sample" in screen.heading.text()
    tasks.wait_all(qtbot)
    assert "could not be made" in screen.banner.message and screen.bar.isHidden()
    screen.start()
    qtbot.waitUntil(lambda: screen.bar.value() == 3)
    assert window.workspace is None and screen.banner.isHidden()
    go.set()
    tasks.wait_all(qtbot)
    assert window.workspace is not None and window.desk is desk
    window.close()
    assert desk.closed


def test_leaving_while_the_sample_is_made_ready_stops_it(qtbot, dressed, tmp_path: Path, look) -> None:
    started, stopped = threading.Event(), threading.Event()

    def prepare(progress) -> FakeDesk:
        started.set()
        while not progress.cancelled():
            stopped.wait(0.005)
        stopped.set()
        raise InterruptedError

    window = MainWindow(None, look, Preferences(tmp_path), FakeGate())
    qtbot.addWidget(window)
    window.show()
    window.start(None, prepare)
    assert started.wait(10)
    window.close()
    assert stopped.is_set() and not window.isVisible()


def test_run_opens_the_window_and_returns_when_it_is_closed(
    qtbot, dressed, tmp_path: Path, monkeypatch
) -> None:
    desk = FakeDesk()

    def leave() -> int:
        tasks.wait_all(qtbot)
        (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
        assert window.workspace is not None
        assert not window.menus.actions["lock"].isEnabled()
        window.close()
        window.deleteLater()
        return 0

    monkeypatch.setattr(dressed, "exec", leave)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert (
        apps.run([], store_folder=tmp_path, desk=desk, preferences=Preferences(tmp_path), version="0.1.0")
        == 0
    )
    assert desk.closed
    theme.Theme.load("light").apply(dressed)
