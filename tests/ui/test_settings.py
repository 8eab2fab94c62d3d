"""The settings, changed as a person changes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from services.usecases.errors import DiskTrouble, InvalidInput
from services.usecases.results import OwnDay, OwnTerm, Problem
from tests.ui.fakes import FakeDesk
from tests.ui.gates import FakeGate
from ui import prompts, tasks, theme
from ui.preferences import Preferences
from ui.screens.settings import SettingsScreen
from ui.tables.owndays import OwnDayTable, OwnTermTable
from ui.theme import Appearance
from ui.viewmodels.settings import days_of, idle_minutes, merged, term_problems

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(qtbot, desk: FakeDesk, dressed: QApplication, tmp_path: Path):
    look = Appearance(dressed, "light", 100)
    made = SettingsScreen(desk, tmp_path / "store", look, Preferences(tmp_path), FakeGate().passphrase_hint)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    yield made
    look.set("light", 100)
    look.deleteLater()


def test_who_i_am_is_saved(screen: SettingsScreen, desk: FakeDesk, qtbot) -> None:
    screen.you.name.setText("Priya Nair")
    screen.you.authority.setCurrentIndex(screen.you.authority.findText("Oldham"))
    assert "Oldham practice standards" in screen.you.source.text()
    qtbot.mouseClick(screen.you.save, LEFT)
    assert (desk.me.name, desk.me.authority) == ("Priya Nair", "oldham")
    assert screen.banner.kind == "success"
    screen.you.name.setText("  ")
    qtbot.mouseClick(screen.you.save, LEFT)
    assert screen.you.problem.text()
    assert desk.me.name == "Priya Nair"


def test_theme_and_text_size_apply_at_once_and_stay(screen: SettingsScreen, tmp_path: Path) -> None:
    screen.looks.theme.setCurrentIndex(screen.looks.theme.findData("dark"))
    assert theme.current().dark
    screen.looks.size.setCurrentIndex(screen.looks.size.findData(150))
    assert theme.current().scale == 1.5
    kept = Preferences(tmp_path)
    assert (kept.theme, kept.text_size) == ("dark", 150)


def test_a_closure_of_several_days_leaves_weekends_out(screen: SettingsScreen, desk: FakeDesk, qtbot) -> None:
    screen.tabs.setCurrentWidget(screen.days)
    qtbot.keyClicks(screen.days.name, "Christmas closure")
    qtbot.keyClicks(screen.days.start.line, "24/12/2026")
    qtbot.keyClicks(screen.days.end.line, "28/12/2026")
    qtbot.mouseClick(screen.days.add, LEFT)
    tasks.wait_all(qtbot)
    assert [day.day for day in desk.days] == [date(2026, 12, d) for d in (24, 25, 28, 29)]
    assert screen.days.table.rowCount() == 4
    assert screen.days.name.text() == ""


def test_a_one_off_bank_holiday_is_one_day(screen: SettingsScreen, desk: FakeDesk, qtbot) -> None:
    screen.tabs.setCurrentWidget(screen.days)
    screen.days.kind.setCurrentIndex(1)
    assert not screen.days.rows["end"].isVisible()
    qtbot.keyClicks(screen.days.name, "Coronation")
    qtbot.keyClicks(screen.days.start.line, "8 May 2028")
    qtbot.mouseClick(screen.days.add, LEFT)
    tasks.wait_all(qtbot)
    assert OwnDay(date(2028, 5, 8), "Coronation", "bank_holiday") in desk.days


def test_days_can_be_taken_away(screen: SettingsScreen, desk: FakeDesk, qtbot) -> None:
    screen.tabs.setCurrentWidget(screen.days)
    assert not screen.days.remove.isEnabled()
    screen.days.view.selectRow(0)
    qtbot.mouseClick(screen.days.remove, LEFT)
    tasks.wait_all(qtbot)
    assert desk.days == ()
    assert not screen.days.remove.isEnabled()


def test_what_cannot_be_right_is_named_at_its_field(screen: SettingsScreen, desk: FakeDesk, qtbot) -> None:
    screen.tabs.setCurrentWidget(screen.days)
    qtbot.keyClicks(screen.days.start.line, "31/2/2026")
    qtbot.mouseClick(screen.days.add, LEFT)
    tasks.wait_all(qtbot)
    assert "no such day" in screen.days.rows["start"].problem
    assert screen.days.rows["name"].problem
    assert len(desk.days) == 1


def test_terms_are_kept_in_order_and_may_not_overlap(screen: SettingsScreen, desk: FakeDesk, qtbot) -> None:
    screen.tabs.setCurrentWidget(screen.terms)
    for name, start, end in (("Summer", "13/4/2027", "21/7/2027"), ("Spring", "4/1/2027", "26/3/2027")):
        qtbot.keyClicks(screen.terms.name, name)
        qtbot.keyClicks(screen.terms.start.line, start)
        qtbot.keyClicks(screen.terms.end.line, end)
        qtbot.mouseClick(screen.terms.add, LEFT)
        tasks.wait_all(qtbot)
    assert [term.name for term in desk.terms] == ["Spring", "Summer"]
    qtbot.keyClicks(screen.terms.name, "Again")
    qtbot.keyClicks(screen.terms.start.line, "1/3/2027")
    qtbot.keyClicks(screen.terms.end.line, "1/5/2027")
    qtbot.mouseClick(screen.terms.add, LEFT)
    tasks.wait_all(qtbot)
    assert "overlaps with Spring" in screen.terms.rows["start"].problem
    screen.terms.view.selectRow(0)
    qtbot.mouseClick(screen.terms.remove, LEFT)
    tasks.wait_all(qtbot)
    assert [term.name for term in desk.terms] == ["Summer"]


def test_idle_minutes_are_kept_in_the_store(screen: SettingsScreen, desk: FakeDesk, qtbot) -> None:
    screen.tabs.setCurrentWidget(screen.safety)
    with qtbot.waitSignal(screen.idle_changed):
        screen.safety.idle.setCurrentIndex(screen.safety.idle.findData(5))
    assert idle_minutes(desk.me) == 5


def test_the_passphrase_is_changed(screen: SettingsScreen, desk: FakeDesk, qtbot) -> None:
    screen.tabs.setCurrentWidget(screen.safety)
    page = screen.safety
    qtbot.mouseClick(page.change, LEFT)
    assert page.old_problem.text()
    qtbot.keyClicks(page.old, "wrong one")
    qtbot.keyClicks(page.new.first, "seven tall pines swaying")
    qtbot.keyClicks(page.new.second, "seven tall pines swaying")
    qtbot.mouseClick(page.change, LEFT)
    tasks.wait_all(qtbot)
    assert screen.banner.kind == "danger"
    page.old.setText(desk.passphrase)
    qtbot.mouseClick(page.change, LEFT)
    tasks.wait_all(qtbot)
    assert desk.passphrase == "seven tall pines swaying"
    assert screen.banner.kind == "success"
    assert page.old.text() == page.new.first.text() == page.new.second.text() == ""


def test_a_new_recovery_code_is_shown_until_it_is_kept(
    screen: SettingsScreen, desk, qtbot, monkeypatch
) -> None:
    screen.tabs.setCurrentWidget(screen.safety)
    page = screen.safety
    monkeypatch.setattr(prompts, "ask", lambda *_a, **_k: True)
    qtbot.keyClicks(page.proof, desk.passphrase)
    qtbot.mouseClick(page.make, LEFT)
    tasks.wait_all(qtbot)
    dialog = page.dialog
    assert dialog.recovery.shown.text() == "K7QM-2XWD-9RTA-HJ4P-VN6C-3B8Y"
    assert not dialog.done_button.isEnabled()
    monkeypatch.setattr(prompts, "ask", lambda *_a, **_k: False)
    dialog.reject()
    assert dialog.isVisible()
    dialog.recovery.box.click()
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert not dialog.isVisible()
    assert page.proof.text() == ""


def test_a_backup_says_where_it_is(
    screen: SettingsScreen, desk: FakeDesk, qtbot, monkeypatch, tmp_path: Path
) -> None:
    screen.tabs.setCurrentWidget(screen.backup)
    monkeypatch.setattr(prompts, "choose_folder", lambda *_: tmp_path)
    qtbot.mouseClick(screen.backup.make, LEFT)
    tasks.wait_all(qtbot)
    assert "daymark-backup-2026-03-20" in screen.banner.message
    assert ("backup", (tmp_path,)) in desk.calls


@pytest.mark.parametrize("trouble", [DiskTrouble(), PermissionError("/private/folder")])
def test_a_backup_that_fails_is_told_calmly(
    screen: SettingsScreen, desk, qtbot, monkeypatch, tmp_path, trouble
) -> None:
    def bad(folder: Path) -> Path:
        raise trouble

    desk.backup = bad
    monkeypatch.setattr(prompts, "choose_folder", lambda *_: tmp_path)
    screen.backup.back_up()
    tasks.wait_all(qtbot)
    assert screen.banner.kind == "danger"
    assert "/private" not in screen.banner.message
    assert screen.tabs.isEnabled()


def test_what_the_desk_refuses_is_shown(screen: SettingsScreen, desk: FakeDesk) -> None:
    def refuse(own) -> None:
        raise InvalidInput([Problem("own.name", "That name has signs that cannot be printed.")])

    desk.save_own = refuse  # type: ignore[method-assign]
    assert not screen.model.save_you("x", "manager", "oldham")
    assert "cannot be printed" in screen.banner.message


def test_the_tables_keep_the_rules_of_item_models(qtbot) -> None:
    days, terms = OwnDayTable(), OwnTermTable()
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (days, terms)
    ]
    days.set_rows([OwnDay(date(2026, 12, 24), "Closed", "closure")])
    terms.set_rows([OwnTerm(date(2027, 1, 4), date(2027, 3, 26), "Spring")])
    assert [days.index(0, n).data() for n in range(3)] == ["Thu 24 Dec 2026", "Closed", "Closure day"]
    assert terms.index(0, 1).data() == "Mon 4 Jan 2027"
    days.set_rows([])
    assert days.rowCount() == 0
    del testers


def test_days_and_terms_are_thought_through() -> None:
    saturday = date(2026, 12, 26)
    assert days_of(saturday, None, "Closed", "closure")[1] == {"start": "A weekend is never a working day."}
    assert days_of(saturday, None, "Boxing Day", "bank_holiday")[0][0].day == saturday
    assert "end" in days_of(saturday, date(2026, 12, 1), "x", "closure")[1]
    assert "end" in days_of(saturday, date(2027, 12, 1), "x", "closure")[1]
    one, two = OwnDay(saturday, "A", "closure"), OwnDay(saturday, "B", "bank_holiday")
    assert merged([one], [two]) == (two,)
    assert set(term_problems(None, None, "", ())) == {"start", "end", "name"}
    assert "end" in term_problems(date(2027, 3, 1), date(2027, 3, 1), "x", ())
