"""Every screen, section and dialog on the sample caseload: named, reached by Tab, no key twice, never sideways."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from models.keys import LEAST
from services.usecases import access, samplefiles
from services.usecases.sample import _Wall, fill
from tests.ui.everywhere import everywhere
from tests.ui.test_names import nameless
from ui import shortcuts, tasks, theme
from ui.mainwindow import MainWindow
from ui.screenshots import _DemoGate, _Forgetful, settle
from ui.widgets.taborder import stops

PHRASE = "calm rivers carry seven boats"


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, _Wall]:
    """The sample caseload as it stands today, filled once."""
    today = datetime.now().date()
    folder, wall = tmp_path_factory.mktemp("everywhere") / "store", _Wall(today, datetime.now)
    sample = samplefiles.read(today)
    desk, _ = access.create(folder, PHRASE, sample.own, clock=wall, cost=LEAST)
    fill(desk, sample, wall.set)
    desk.close()
    wall.set(None)
    return folder, wall


@pytest.fixture
def open_window(sample_store, tmp_path: Path, dressed: QApplication, qtbot) -> Iterator[Any]:
    """Opens the window at a text size and a size of the display."""
    folder, wall = sample_store
    shutil.copytree(folder, tmp_path / "store")
    desk = access.unlock(tmp_path / "store", PHRASE, clock=wall, cost=LEAST)
    made: list[tuple[MainWindow, theme.Appearance]] = []

    def opened(percent: int, size: QSize) -> tuple[MainWindow, Any]:
        look = theme.Appearance(dressed, "light", percent)
        window = MainWindow(None, look, _Forgetful(), _DemoGate(desk))
        made.append((window, look))
        window.resize(size)
        window.start(desk)
        window.show()
        window.activateWindow()
        return window, desk

    yield opened
    for window, look in made:
        assert window.workspace is not None
        window.workspace.close_down()
        tasks.cancel_all()
        window.idle.stop()
        window.hide()
        window.deleteLater()
        look.set("light", 100)
        look.deleteLater()
    desk.close()


def letters(top: QWidget) -> list[str]:
    """The keys of Alt that are answered in a window now."""
    found = [action.text() for bar in top.findChildren(QMenuBar) for action in bar.actions()]
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.window() is not top:
            continue
        if isinstance(widget, QAbstractButton) or (
            isinstance(widget, QLabel) and widget.buddy() is not None and widget.buddy().isEnabled()
        ):
            found.append(widget.text())
        if isinstance(widget, QTabBar):
            found += [widget.tabText(n) for n in range(widget.count()) if widget.isTabEnabled(n)]
    return [key for key in (QKeySequence.mnemonic(text).toString() for text in found) if key]


def keys(top: QWidget, focus: QWidget) -> list[str]:
    """The shortcuts that are answered while `focus` has the keyboard."""
    contexts, found = Qt.ShortcutContext, []
    for each in top.findChildren(QShortcut):
        owner = each.parent()
        if not each.isEnabled() or not isinstance(owner, QWidget):
            continue
        if owner.window() is not top or not owner.isVisible():
            continue
        inside = owner is focus or owner.isAncestorOf(focus)
        near = {contexts.WidgetShortcut: owner is focus, contexts.WidgetWithChildrenShortcut: inside}
        if near.get(each.context(), True):
            found += [key.toString() for key in each.keys()]  # noqa: SIM118
    for action in top.findChildren(QAction):
        own = isinstance(action.parent(), QLineEdit | QTextEdit | QPlainTextEdit | QMenu)
        if action.isEnabled() and action.isVisible() and not own:
            found += [key.toString() for key in action.shortcuts()]
    return [key for key in found if key]


def twice(found: list[str]) -> list[str]:
    return [key for key, number in Counter(found).items() if number > 1]


def test_each_place_is_said_aloud_and_reached_by_the_keyboard(open_window) -> None:
    window, desk = open_window(100, QSize(1360, 860))
    wrong: list[str] = []
    for name, place in everywhere(window, desk):
        place.activateWindow()
        wrong += [f"{name}: {each} has no name" for each in nameless(place, shown=True)]
        wrong += [f"{name}: {key} is taken twice" for key in twice(letters(place))]
        order = stops(place)
        wrong += [f"{name}: {key} is ambiguous" for key in {k for w in order for k in twice(keys(place, w))}]
        if len(order) < 2:
            continue
        order[0].setFocus()
        seen = {QApplication.focusWidget()}
        for _ in order:
            QTest.keyClick(QApplication.focusWidget() or place, Qt.Key.Key_Tab)
            seen.add(QApplication.focusWidget())
        for tabs in place.findChildren(QTabWidget):
            assert tabs.tabBar().count() == tabs.count()  # going through the window has not unmade anything
        if not isinstance(place, QDialog):
            continue  # there a list that is gone through may show something else beside it
        wrong += [f"{name}: Tab does not reach {type(w).__name__}" for w in stops(place) if w not in seen]
    assert not wrong, "\n".join(wrong)


def test_at_twice_the_text_nothing_is_scrolled_sideways(open_window) -> None:
    size = QSize(1100, 720)
    window, desk = open_window(200, size)
    wrong: list[str] = []
    for name, place in everywhere(window, desk):
        place.resize(size if place is window else size - QSize(40, 80))
        QApplication.processEvents()
        if place.width() > size.width():
            wrong.append(f"{name}: {place.width()} wide")
        for area in place.findChildren(QScrollArea):
            if area.isVisible() and area.window() is place and area.horizontalScrollBar().maximum() > 0:
                wrong.append(f"{name}: sideways in {type(area).__name__} {area.accessibleName()}")
    assert not wrong, "\n".join(wrong)


def test_the_list_of_shortcuts_says_what_the_menus_do(open_window) -> None:
    window, _ = open_window(100, QSize(1360, 860))
    listed = {each.name: {key.toString() for key in each.sequences()} for each in shortcuts.ALL if each.name}
    in_menus = {
        name: {key.toString() for key in action.shortcuts()}
        for name, action in window.menus.actions.items()
        if not name.startswith("theme-")
    }
    assert in_menus == listed


def test_enter_in_a_field_does_not_end_or_close_what_weighs_much(open_window) -> None:
    window, desk = open_window(100, QSize(1360, 860))
    weighty = {"finish closure", "finish transfer", "end of a plan", "supervision", "oversight"}
    seen = set()
    for name, place in everywhere(window, desk):
        if name not in weighty:
            continue
        seen.add(name)
        place.activateWindow()
        field = next(each for each in stops(place) if isinstance(each, QLineEdit))
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert place.isVisible(), name
    assert seen == weighty


def key_to(key: Qt.Key) -> None:
    """Press Control and a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)


def test_the_keyboard_goes_through_the_sections_and_stays_in_the_record(
    open_window,
) -> None:
    window, desk = open_window(100, QSize(1360, 860))
    child_id = next(row.child_id for row in desk.caseload() if not desk.around.key_facts(row.child_id).facts)
    window.workspace.open_child(child_id)
    settle()
    child = window.workspace.child
    seen = []
    for _ in range(child.tabs.count()):
        key_to(Qt.Key.Key_PageDown)
        settle(40)
        seen.append(child.tabs.currentIndex())
        focus = QApplication.focusWidget()
        assert focus is not None and child.isAncestorOf(focus), child.tabs.tabText(seen[-1])
    assert seen == [*range(1, child.tabs.count()), 0]
    key_to(Qt.Key.Key_PageUp)
    assert child.tabs.currentIndex() == child.tabs.count() - 1


def test_the_head_of_a_record_folds_in_a_low_window_and_can_be_unfolded(open_window, qtbot) -> None:
    window, desk = open_window(200, QSize(1366, 768))
    window.workspace.open_child(desk.caseload()[0].child_id)
    settle()
    head = window.workspace.child.head
    assert head.folded and head.brief.isVisible() and not head.facts_line.isVisible()
    qtbot.waitUntil(lambda: head.height() < window.height() // 3)
    for button in (head.record, head.edit, head.printing, head.more):
        assert button.accessibleName()
    head.more.click()
    assert head.facts_line.isVisible() and head.who.isVisible() and not head.folded
