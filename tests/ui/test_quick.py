"""Quick entry in the window: one line, by keys alone, and what was left unfinished is listed and gone on with."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft
from services.usecases.desk import Desk
from services.usecases.results import Own
from tests.ui.gates import FakeGate
from ui import prompts, tasks, theme
from ui.dialogs.event import EventDialog
from ui.dialogs.quick import QuickDialog
from ui.mainwindow import MainWindow
from ui.preferences import Preferences

NOW = datetime(2026, 3, 20, 9, 30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    own = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {"stage": "experienced"})
    made, _ = access.create(tmp_path / "store", "calm rivers carry boats", own, clock=lambda: NOW, cost=LEAST)
    zur = made.add_child(ChildForm("Kacper", "Żurawski", born=date(2016, 5, 4), family="Żurawski"))
    made.add_child(ChildForm("Zofia", "Żurawska", born=date(2019, 5, 4), family="Żurawski"))
    made.add_child(ChildForm("Ada", "Quill", born=date(2019, 5, 4)))
    made.record(EventDraft(zur, "icpc", date(2026, 2, 2), {"outcome": "cp_plan"}))
    yield made
    made.close()


@pytest.fixture
def window(
    qtbot: QtBot, desk: Desk, dressed: QApplication, tmp_path: Path, monkeypatch: Any
) -> Iterator[MainWindow]:
    monkeypatch.setattr(prompts, "pick", lambda *words, **more: "Throw it away")
    look = theme.Appearance(dressed, "light", 100)
    made = MainWindow(None, look, Preferences(tmp_path / "settings.json"), FakeGate())
    made.start(desk)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    tasks.wait_all(qtbot)
    yield made
    if made.workspace is not None:
        made.workspace.close_down()
    tasks.wait_all(qtbot)


def quick(qtbot: QtBot, window: MainWindow) -> QuickDialog:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace is not None
    dialog = window.workspace.dialog
    assert isinstance(dialog, QuickDialog)
    qtbot.waitActive(dialog)
    return dialog


def visits(desk: Desk) -> list[Any]:
    rows = desk.caseload()
    return [e for row in rows for e in desk.calendar(row.child_id).events if e.type == "visit"]


def test_a_plain_visit_is_recorded_by_keys_in_one_line(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    start = time.perf_counter()
    dialog = quick(qtbot, window)
    qtbot.keyClicks(dialog.line, "kac visit alone yesterday 3pm")
    tasks.wait_all(qtbot)
    with qtbot.waitSignal(dialog.recorded):
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert time.perf_counter() - start < 10
    (visit,) = visits(desk)
    assert visit.at == datetime(2026, 3, 19, 15)
    assert visit.attrs == {"plan": ("cp",), "seen": True, "alone": True}
    tasks.wait_all(qtbot)
    assert window.workspace is not None and "Saved" in window.workspace.caseload.banner.message
    window.workspace._undo()
    assert visits(desk) == []


def test_enter_opens_the_form_filled_in(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    dialog = quick(qtbot, window)
    qtbot.keyClicks(dialog.line, "ada home visit today 8:15")
    tasks.wait_all(qtbot)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.workspace is not None
    form = window.workspace.dialog
    assert isinstance(form, EventDialog)
    assert form.at.moment == datetime(2026, 3, 20, 8, 15) and form._answers["place"].value == "home"
    form.save()
    assert [v.attrs for v in visits(desk)] == [{"place": "home"}]


def test_letters_of_several_children_are_told_apart_by_arrow_keys(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    dialog = quick(qtbot, window)
    qtbot.keyClicks(dialog.line, "zur visit today")
    names = {dialog.quick.child_name, *(name for _, name in dialog.quick.others)}
    assert names == {"Kacper Żurawski", "Zofia Żurawska"}
    first = dialog.quick.child_id
    dialog.save()
    assert "several children" in dialog.rows["line"].problem and not dialog.save_button.isEnabled()
    assert visits(desk) == []
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    assert dialog.quick.child_id != first and dialog.save_button.isEnabled()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    assert dialog.quick.child_id == first
    tasks.wait_all(qtbot)
    dialog.let_go()
    dialog.hide()


def test_children_of_one_name_are_told_apart_by_their_age(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    desk.add_child(ChildForm("Ada", "Quill", born=date(2012, 5, 4)))
    tasks.wait_all(qtbot)
    dialog = quick(qtbot, window)
    qtbot.keyClicks(dialog.line, "ada quill visit today")
    assert {dialog.quick.child_name, *(name for _, name in dialog.quick.others)} == {
        "Ada Quill, 6",
        "Ada Quill, 13",
    }
    assert not dialog.save_button.isEnabled()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    chosen = dialog.quick.child_id
    tasks.wait_all(qtbot)
    dialog.save()
    (visit,) = visits(desk)
    assert visit.child_id == chosen
    tasks.wait_all(qtbot)


def test_what_is_missing_is_named_and_nothing_is_saved(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    dialog = quick(qtbot, window)
    for line, words in (
        ("visit today", "child"),
        ("ada visit", "when"),
        ("ada visit today blurble", "blurble"),
    ):
        dialog.line.setText(line)
        dialog.save()
        assert words in dialog.rows["line"].problem
    assert visits(desk) == []
    tasks.wait_all(qtbot)
    dialog.hide()


def test_on_a_childs_screen_the_same_line_is_on_top_of_the_form(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    assert window.workspace is not None
    window.workspace.open_child(desk.caseload()[0].child_id)
    tasks.wait_all(qtbot)
    screen = window.workspace.child
    with qtbot.waitSignal(screen.dialog_opened) as opened:
        qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = opened.args[0]
    qtbot.keyClicks(form.picker.search, "visit alone yesterday 3pm")
    assert "15:00" in form.picker.understood.text() and "alone" in form.picker.understood.text()
    qtbot.keyClick(form.picker.search, Qt.Key.Key_Return)
    assert form.model.form.type == "visit" and form.at.moment == datetime(2026, 3, 19, 15)
    assert form._answers["alone"].value is True
    form.save()
    tasks.wait_all(qtbot)
    assert len(visits(desk)) == 1


def test_unfinished_notes_are_listed_on_the_caseload_and_gone_on_with(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    space = window.workspace
    assert space is not None
    assert not space.caseload.unfinished.isVisible()
    child = next(row.child_id for row in desk.caseload() if row.name.startswith("Ada"))
    state = {"type": "visit", "at": date(2026, 3, 19), "notes": {"Analysis": "Half a thought"}}
    desk.unsaved.keep("event", f"{child}/new#1", state, title="Visit", child_id=child)
    qtbot.waitUntil(space.caseload.unfinished.isVisible)
    listed = space.caseload.unfinished
    assert listed.button.text() == "1 unfinished note"
    (action,) = listed.menu.actions()
    assert action.text() == "Visit, Ada Quill (today at 09:30)"
    space.go_on(listed.model.found[0])
    form = next(d for d in space.child.findChildren(EventDialog))
    qtbot.waitUntil(lambda: form.model.form is not None)
    assert form._notes["Analysis"].toPlainText() == "Half a thought"
    form.save()
    qtbot.waitUntil(lambda: not listed.model.found)
    tasks.wait_all(qtbot)
    assert desk.unsaved.listed() == () and len(visits(desk)) == 1


def test_locking_asks_nothing_and_what_was_being_written_is_there_after_unlocking(
    qtbot: QtBot, desk: Desk, window: MainWindow, tmp_path: Path, monkeypatch: Any
) -> None:
    def refuse(*_words: object, **_more: object) -> bool:
        raise AssertionError("nothing would be lost, so nothing is to be asked")

    monkeypatch.setattr(prompts, "ask", refuse)
    window.folder = tmp_path / "store"
    assert window.workspace is not None
    child = next(row.child_id for row in desk.caseload() if row.name.startswith("Ada"))
    window.workspace.open_child(child)
    tasks.wait_all(qtbot)
    window.workspace.child.record_event("visit", at=date(2026, 3, 19))
    form = next(d for d in window.findChildren(EventDialog))
    form._notes["Analysis"].setPlainText("Written just before the lid was closed")
    window.lock()
    again = access.unlock(tmp_path / "store", "calm rivers carry boats", clock=lambda: NOW, cost=LEAST)
    (kept,) = again.unsaved.of("event", f"{child}/new")
    assert kept.content["notes"] == {"Analysis": "Written just before the lid was closed"}
    again.close()


def test_on_a_childs_record_only_its_own_unfinished_notes_are_listed(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    assert window.workspace is not None
    ids = {row.name.split()[0]: row.child_id for row in desk.caseload()}
    window.workspace.open_child(ids["Ada"])
    tasks.wait_all(qtbot)
    screen = window.workspace.child
    for name in ("Ada", "Zofia"):
        desk.unsaved.keep("event", f"{ids[name]}/new#1", {"type": "visit"}, title="Visit", child_id=ids[name])
    qtbot.waitUntil(screen.unfinished.isVisible)
    assert [each.text() for each in screen.unfinished.menu.actions()] == ["Visit (today at 09:30)"]
    screen.show_child(ids["Kacper"])
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: not screen.unfinished.isVisible())


@pytest.fixture
def closed(qtbot: QtBot, desk: Desk, window: MainWindow) -> str:
    """Ada's case was closed long ago."""
    ada = next(row.child_id for row in desk.caseload() if row.name == "Ada Quill")
    desk.record(EventDraft(ada, "case_opened", date(2025, 1, 6)))
    desk.record(EventDraft(ada, "case_closed", date(2025, 10, 1)))
    tasks.wait_all(qtbot)
    return ada


def test_a_closed_case_is_told_of_before_anything_is_saved_on_it(
    qtbot: QtBot, desk: Desk, window: MainWindow, closed: str
) -> None:
    dialog = quick(qtbot, window)
    qtbot.keyClicks(dialog.line, "ada quill visit alone yesterday 3pm")
    tasks.wait_all(qtbot)
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Closed on Wednesday 1 October 2025" in said, "before anything is pressed"
    dialog.save()
    assert visits(desk) == [] and "closed on Wednesday 1 October 2025" in dialog.banner.message
    qtbot.keyClicks(dialog.line, " ")
    assert dialog.banner.isHidden(), "another line has not been told of"
    dialog.save()
    assert visits(desk) == []
    dialog.save()
    assert [v.child_id for v in visits(desk)] == [closed]
    tasks.wait_all(qtbot)


def test_what_came_before_the_closing_is_recorded_without_a_word(
    qtbot: QtBot, desk: Desk, window: MainWindow, closed: str
) -> None:
    dialog = quick(qtbot, window)
    qtbot.keyClicks(dialog.line, "ada quill visit 30 Sep 2025 3pm")
    tasks.wait_all(qtbot)
    dialog.save()
    assert [v.at for v in visits(desk)] == [datetime(2025, 9, 30, 15)]
    tasks.wait_all(qtbot)


def test_the_closed_case_can_be_opened_again_first_and_the_line_is_kept(
    qtbot: QtBot, desk: Desk, window: MainWindow, closed: str
) -> None:
    space = window.workspace
    assert space is not None
    dialog = quick(qtbot, window)
    qtbot.keyClicks(dialog.line, "ada quill visit alone yesterday 3pm")
    tasks.wait_all(qtbot)
    dialog.save()
    (again,) = [
        b for b in dialog.banner.findChildren(QPushButton) if "again" in b.text() and not b.isHidden()
    ]
    again.click()
    tasks.wait_all(qtbot)
    assert space.child is not None and space.child.model.child_id == closed
    form = space.dialog
    assert (
        isinstance(form, EventDialog)
        and form.model.form is not None
        and form.model.form.type == "case_opened"
    )
    form.save()
    tasks.wait_all(qtbot)
    line = space.dialog
    assert isinstance(line, QuickDialog)
    qtbot.waitUntil(lambda: not line.banner.isHidden())
    (go_on, *_rest) = [b for b in line.banner.findChildren(QPushButton) if not b.isHidden()]
    go_on.click()
    assert line.line.text() == "ada quill visit alone yesterday 3pm"
    line.close()
    tasks.wait_all(qtbot)


def test_the_whole_form_says_that_the_case_is_closed(
    qtbot: QtBot, desk: Desk, window: MainWindow, closed: str
) -> None:
    dialog = quick(qtbot, window)
    qtbot.keyClicks(dialog.line, "ada quill visit alone yesterday 3pm")
    tasks.wait_all(qtbot)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.workspace is not None
    form = window.workspace.dialog
    assert isinstance(form, EventDialog) and "closed on Wednesday 1 October 2025" in form.banner.message
    form.save()
    tasks.wait_all(qtbot)
    assert len(visits(desk)) == 1
