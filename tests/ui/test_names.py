"""Everything that takes the keyboard says what it is to a screen reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from tests.ui.fakes import FakeDesk
from tests.ui.gates import CODE, FakeGate
from ui import tasks
from ui.dialogs.help import AboutDialog, ShortcutsDialog
from ui.dialogs.newpassphrase import NewPassphraseDialog
from ui.dialogs.pagepreview import PagePreview
from ui.preferences import Preferences
from ui.screens.mywork import MyWorkScreen
from ui.screens.recovery import RecoveryCode
from ui.screens.settings import SettingsScreen
from ui.screens.unlock import UnlockScreen
from ui.screens.welcome import WelcomeScreen
from ui.theme import Appearance
from ui.viewmodels.door import Door


def nameless(screen: QWidget, *, shown: bool = False) -> list[str]:
    """What takes the keyboard and says nothing; `shown`: only of what is on the screen now."""
    found = []
    for widget in screen.findChildren(QWidget):
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QHeaderView | QScrollBar):
            continue
        if widget.window() is not screen.window() or (shown and not widget.isVisible()):
            continue  # the list that a combo box lets down, or what is not shown now
        said = widget.accessibleName() or (
            widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        )
        inside = isinstance(widget.parentWidget(), QWidget) and isinstance(widget, QLineEdit)
        inside = inside and bool(
            widget.parentWidget().accessibleName()
        )  # the line of a named date field or box
        if not said and not inside and not widget.objectName().startswith("qt_"):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


@pytest.fixture
def show(qtbot):
    def shown(screen: QWidget) -> QWidget:
        qtbot.addWidget(screen)
        screen.show()
        tasks.wait_all(qtbot)
        return screen

    return shown


def test_the_door_names_its_controls(show, tmp_path: Path) -> None:
    gate = FakeGate()
    assert nameless(show(UnlockScreen(Door(tmp_path, gate)))) == []
    assert nameless(show(WelcomeScreen(Door(tmp_path, gate)))) == []
    dialog = NewPassphraseDialog(FakeDesk(), gate.passphrase_hint)
    assert nameless(show(dialog)) == []


def test_the_settings_name_their_controls(show, dressed: QApplication, tmp_path: Path) -> None:
    look = Appearance(dressed, "light", 100)
    screen = SettingsScreen(FakeDesk(), tmp_path, look, Preferences(tmp_path), FakeGate().passphrase_hint)
    assert nameless(show(screen)) == []
    look.deleteLater()


def test_my_own_calendar_names_its_controls(show) -> None:
    screen = MyWorkScreen(FakeDesk())
    screen.start()
    show(screen)
    screen._go_to("w1")
    assert nameless(screen) == []


def test_help_names_its_controls(show) -> None:
    assert nameless(show(AboutDialog("0.1.0", FakeDesk().authorities()))) == []
    assert nameless(show(ShortcutsDialog())) == []


def test_the_recovery_code_is_printed_from_a_real_page(show, qtbot, tmp_path: Path) -> None:
    screen = RecoveryCode()
    screen.set_code(CODE, tmp_path / "Daymark", FakeDesk().today())
    show(screen)
    assert nameless(screen) == []
    qtbot.mouseClick(screen.print, Qt.MouseButton.LeftButton)
    tasks.wait_all(qtbot)
    (dialog,) = screen.findChildren(PagePreview)
    assert dialog.isVisible()
    dialog.preview.closed.emit()
    assert not dialog.isVisible()
    assert not list(tmp_path.rglob("*.pdf")), "nothing is written until one saves"
