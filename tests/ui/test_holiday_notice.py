"""A year before the built-in bank holidays end, the caseload says so; it can be hidden for a while."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from models.keys import LEAST
from services.usecases import access
from services.usecases.results import Own
from tests.ui.gates import FakeGate
from ui import tasks
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.screens.caseload import CaseloadScreen
from ui.theme import Appearance
from ui.viewmodels.holidays import notice

GOOD = date(2027, 12, 31)


def test_it_is_told_a_year_ahead_and_not_before() -> None:
    assert notice(GOOD, date(2026, 12, 30)) is None
    told = notice(GOOD, date(2026, 12, 31))
    assert told is not None and told.kind == "info"
    assert told.title == "The bank holidays built in are good until Fri 31 Dec 2027."
    over = notice(GOOD, date(2028, 1, 1))
    assert over is not None and over.kind == "warning" and "no longer sure" in over.title
    assert notice(GOOD, date(2027, 1, 15), "2027-01-30") is None
    assert notice(GOOD, date(2027, 1, 30), "2027-01-30") is not None
    assert notice(date(2028, 2, 29), date(2027, 2, 28)) is not None


@pytest.fixture
def moving(tmp_path: Path):
    """A real desk whose clock can be moved."""
    now = [datetime(2026, 3, 20, 9, 30)]
    me = Own("Sam Okafor", "social_worker", "stoke-on-trent", {})
    desk, _ = access.create(
        tmp_path / "store", "calm rivers carry seven boats", me, clock=lambda: now[0], cost=LEAST
    )
    yield desk, now
    tasks.cancel_all()
    desk.close()


def press(screen: CaseloadScreen, words: str) -> None:
    next(b for b in screen.notice.findChildren(QPushButton) if b.text() == words).click()


def test_the_caseload_says_it_once_the_clock_has_moved_on(qtbot, moving, tmp_path: Path) -> None:
    desk, now = moving
    keep = Preferences(tmp_path / "config")
    screen = CaseloadScreen(desk, keep)
    qtbot.addWidget(screen)
    screen.show()
    screen.start()
    tasks.wait_all(qtbot)
    assert screen.notice.isHidden()
    good = desk.bank_holidays_good_until()
    now[0] = datetime(good.year - 1, good.month, good.day, 8, 0)
    screen.model.load()
    tasks.wait_all(qtbot)
    assert screen.notice.isVisible() and "good until" in screen.notice.message
    with qtbot.waitSignal(screen.days_wanted):
        press(screen, "Closure days…")
    press(screen, "Hide for a month")
    screen.model.load()
    tasks.wait_all(qtbot)
    assert screen.notice.isHidden()
    again = CaseloadScreen(desk, Preferences(tmp_path / "config"))
    qtbot.addWidget(again)
    again.start()
    tasks.wait_all(qtbot)
    assert again.notice.isHidden()
    now[0] = datetime(good.year, good.month, good.day, 8, 0)
    again.model.load()
    tasks.wait_all(qtbot)
    assert not again.notice.isHidden()
    for each in (screen, again):
        each.close_down()


def test_it_leads_to_the_closure_days(qtbot, dressed, moving, tmp_path: Path) -> None:
    desk, _ = moving
    look = Appearance(dressed, "light", 100)
    window = MainWindow(None, look, Preferences(tmp_path / "config"), FakeGate())
    qtbot.addWidget(window)
    window.start(desk)
    window.show()
    tasks.wait_all(qtbot)
    window.workspace.caseload.days_wanted.emit()
    settings = window.workspace.settings
    assert window.workspace.stack.currentWidget() is settings
    assert settings.tabs.currentWidget() is settings.days
    window.close()
    look.deleteLater()
