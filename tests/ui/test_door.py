"""Making a store and unlocking it, as a person does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from services.usecases import errors
from services.usecases.results import Own
from tests.ui.gates import CODE, FakeGate
from ui import prompts, tasks
from ui.screens import recovery
from ui.screens.unlock import UnlockScreen
from ui.screens.welcome import WelcomeScreen
from ui.viewmodels.door import Door

LEFT = Qt.MouseButton.LeftButton
GOOD = "four quiet horses grazing"


@pytest.fixture
def gate() -> FakeGate:
    return FakeGate()


@pytest.fixture
def unlock(qtbot, gate: FakeGate, tmp_path: Path) -> UnlockScreen:
    screen = UnlockScreen(Door(tmp_path, gate))
    qtbot.addWidget(screen)
    screen.resize(900, 700)
    screen.show()
    return screen


@pytest.fixture
def welcome(qtbot, gate: FakeGate, tmp_path: Path) -> WelcomeScreen:
    gate.there = False
    screen = WelcomeScreen(Door(tmp_path / "store", gate))
    qtbot.addWidget(screen)
    screen.resize(900, 800)
    screen.show()
    tasks.wait_all(qtbot)
    return screen


def test_the_right_passphrase_opens(unlock: UnlockScreen, gate: FakeGate, qtbot) -> None:
    qtbot.keyClicks(unlock.passphrase, GOOD)
    with qtbot.waitSignal(unlock.opened) as opened:
        qtbot.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    assert opened.args == [gate.desk, ""]
    assert unlock.passphrase.text() == ""


def test_a_wrong_passphrase_says_so_and_lets_one_type_again(unlock: UnlockScreen, qtbot) -> None:
    qtbot.keyClicks(unlock.passphrase, "no")
    qtbot.mouseClick(unlock.go, LEFT)
    tasks.wait_all(qtbot)
    assert "does not open this store" in unlock.banner.message
    assert unlock.passphrase.selectedText()
    assert unlock.go.isEnabled()


def test_nothing_typed_asks_for_it(unlock: UnlockScreen, qtbot) -> None:
    qtbot.mouseClick(unlock.go, LEFT)
    assert unlock.banner.message == "Type your passphrase."
    assert tasks.running() == 0


def test_the_recovery_code_opens(unlock: UnlockScreen, gate: FakeGate, qtbot) -> None:
    qtbot.mouseClick(unlock.switch, LEFT)
    assert unlock.code.isVisible()
    assert not unlock.passphrase.isVisible()
    qtbot.keyClicks(unlock.code, "WRONG")
    qtbot.keyClick(unlock.code, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert "recovery code does not open" in unlock.banner.message
    unlock.code.clear()
    qtbot.keyClicks(unlock.code, CODE)
    with qtbot.waitSignal(unlock.opened) as opened:
        qtbot.keyClick(unlock.code, Qt.Key.Key_Return)
    assert opened.args == [gate.desk, CODE]


@pytest.mark.parametrize(
    "kind",
    [
        errors.StoreMissing, errors.StoreEmpty, errors.StoreDamaged, errors.KeysDamaged, errors.StoreNewer,
        errors.StoreInUse, errors.DiskTrouble,
    ],
)  # fmt: skip
def test_each_trouble_has_its_own_words_and_a_way_on(
    unlock: UnlockScreen, gate: FakeGate, qtbot, kind
) -> None:
    gate.trouble = kind()
    qtbot.keyClicks(unlock.passphrase, GOOD)
    qtbot.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert unlock.banner.isVisible()
    assert kind.message in unlock.banner.message
    assert kind.advice in unlock.banner.message
    assert unlock.banner.findChildren(QPushButton)
    assert unlock.passphrase.isEnabled()


def test_in_use_can_be_tried_again(unlock: UnlockScreen, gate: FakeGate, qtbot) -> None:
    gate.trouble = errors.StoreInUse("This store is already open on LAPTOP-7, since 09:12.")
    qtbot.keyClicks(unlock.passphrase, GOOD)
    qtbot.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert "LAPTOP-7" in unlock.banner.message
    gate.trouble = None
    (again,) = unlock.banner.findChildren(QPushButton)
    with qtbot.waitSignal(unlock.opened):
        qtbot.mouseClick(again, LEFT)


def test_a_folder_that_cannot_be_read_is_no_crash(unlock: UnlockScreen, gate: FakeGate, qtbot) -> None:
    gate.trouble = PermissionError("/secret/place")
    qtbot.keyClicks(unlock.passphrase, GOOD)
    qtbot.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert "cannot be used" in unlock.banner.message
    assert "/secret/place" not in unlock.banner.message


def test_another_folder_can_be_chosen(unlock: UnlockScreen, qtbot, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(prompts, "choose_folder", lambda *_: tmp_path / "other")
    with qtbot.waitSignal(unlock.folder_chosen) as chosen:
        qtbot.mouseClick(unlock.other, LEFT)
    assert chosen.args == [tmp_path / "other"]


def test_what_is_typed_can_be_shown(unlock: UnlockScreen, qtbot) -> None:
    assert unlock.passphrase.echoMode() == QLineEdit.EchoMode.Password
    unlock.show_typed.click()
    assert unlock.passphrase.echoMode() == QLineEdit.EchoMode.Normal


def fill(welcome: WelcomeScreen, qtbot) -> None:
    qtbot.mouseClick(welcome.next, LEFT)
    qtbot.keyClicks(welcome.name, "Sam Okafor")
    welcome.authority.setCurrentIndex(welcome.authority.findText("Oldham"))
    qtbot.mouseClick(welcome.next, LEFT)
    qtbot.keyClicks(welcome.passphrase.first, GOOD)
    qtbot.keyClicks(welcome.passphrase.second, GOOD)


def test_a_store_is_made_in_four_steps(welcome: WelcomeScreen, gate: FakeGate, qtbot, tmp_path: Path) -> None:
    fill(welcome, qtbot)
    qtbot.mouseClick(welcome.next, LEFT)
    tasks.wait_all(qtbot)
    assert gate.created == [(tmp_path / "store", GOOD, Own("Sam Okafor", "social_worker", "oldham"))]
    assert welcome.recovery.shown.text() == CODE
    assert not welcome.next.isEnabled()
    welcome.recovery.box.click()
    with qtbot.waitSignal(welcome.finished) as finished:
        qtbot.mouseClick(welcome.next, LEFT)
    assert finished.args == [gate.desk]
    assert welcome.recovery.shown.text() == ""
    assert welcome.passphrase.first.text() == ""


def test_each_step_says_what_is_missing(welcome: WelcomeScreen, qtbot) -> None:
    welcome.folder.setText("somewhere")
    qtbot.mouseClick(welcome.next, LEFT)
    assert welcome.step == 0
    assert "whole path" in welcome.folder_problem.text()
    welcome.folder.setText(str(welcome.door.folder))
    qtbot.mouseClick(welcome.next, LEFT)
    qtbot.mouseClick(welcome.next, LEFT)
    assert welcome.step == 1
    assert welcome.name_problem.isVisible()
    assert welcome.authority_problem.isVisible()
    qtbot.keyClicks(welcome.name, "Sam")
    welcome.authority.setCurrentIndex(1)
    qtbot.mouseClick(welcome.next, LEFT)
    qtbot.keyClicks(welcome.passphrase.first, "short")
    qtbot.mouseClick(welcome.next, LEFT)
    assert welcome.passphrase.first_problem.text() == "Use more words."
    assert welcome.passphrase.second_problem.text() == "The two are not the same."
    qtbot.mouseClick(welcome.back, LEFT)
    assert welcome.step == 1


def test_a_folder_with_a_store_is_never_overwritten(welcome: WelcomeScreen, gate: FakeGate, qtbot) -> None:
    gate.there = True
    qtbot.mouseClick(welcome.next, LEFT)
    assert welcome.step == 0
    assert "already holds a store" in welcome.banner.message
    (unlock,) = welcome.banner.findChildren(QPushButton)
    with qtbot.waitSignal(welcome.unlock_wanted):
        qtbot.mouseClick(unlock, LEFT)


def test_a_full_disk_while_making_is_told_calmly(welcome: WelcomeScreen, gate: FakeGate, qtbot) -> None:
    fill(welcome, qtbot)
    gate.trouble = errors.DiskTrouble()
    qtbot.mouseClick(welcome.next, LEFT)
    tasks.wait_all(qtbot)
    assert "disk" in welcome.banner.message
    assert welcome.step == 2
    gate.trouble = None
    qtbot.mouseClick(welcome.next, LEFT)
    tasks.wait_all(qtbot)
    assert welcome.step == 3


def test_the_code_is_saved_as_a_page(welcome: WelcomeScreen, qtbot, monkeypatch, tmp_path: Path) -> None:
    fill(welcome, qtbot)
    qtbot.mouseClick(welcome.next, LEFT)
    tasks.wait_all(qtbot)
    monkeypatch.setattr(recovery.paper, "recovery_page", lambda code, folder, made: b"%PDF " + code.encode())
    monkeypatch.setattr(prompts, "choose_save_file", lambda *_: tmp_path / "code.pdf")
    qtbot.mouseClick(welcome.recovery.save, LEFT)
    tasks.wait_all(qtbot)
    assert (tmp_path / "code.pdf").read_bytes().endswith(CODE.encode())
    assert welcome.recovery.banner.kind == "success"
    monkeypatch.setattr(prompts, "choose_save_file", lambda *_: tmp_path / "no such folder" / "code.pdf")
    qtbot.mouseClick(welcome.recovery.save, LEFT)
    tasks.wait_all(qtbot)
    assert welcome.recovery.banner.kind == "danger"
