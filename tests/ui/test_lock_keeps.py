"""Locking and leaving ask nothing about what is kept as it is typed; it is offered again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft, PersonForm
from services.usecases.errors import DiskTrouble
from services.usecases.results import Own
from ui import prompts, tasks
from ui.gate import RealGate
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.screens.unlock import UnlockScreen
from ui.theme import Appearance

PASSPHRASE = "calm rivers carry seven boats"
NOW = datetime(2026, 3, 20, 9, 30)


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Every question that was asked; each is answered with the careful answer."""
    found: list[str] = []

    def ask(_parent: Any, title: str, words: str, *_more: Any, **_named: Any) -> bool:
        found.append(words)
        return False

    monkeypatch.setattr(prompts, "ask", ask)
    monkeypatch.setattr(prompts, "pick", lambda _p, _t, words, *_a, **_k: found.append(words) or "Stay")
    return found


@pytest.fixture
def window(qtbot, dressed: QApplication, tmp_path: Path, asked):
    own = Own("Sam Okafor", "social_worker", "stoke-on-trent")
    desk, _ = access.create(tmp_path / "store", PASSPHRASE, own, clock=lambda: NOW, cost=LEAST)
    child = desk.add_child(ChildForm("Ada", "Lovell", born=date(2019, 5, 4)))
    desk.record(EventDraft(child, "cin_plan_started", date(2026, 3, 2)))
    desk.close()
    look = Appearance(dressed, "light", 100)
    made = MainWindow(tmp_path / "store", look, Preferences(tmp_path / "config"), RealGate(LEAST), "0.1.0")
    qtbot.addWidget(made)
    made.resize(1280, 820)
    made.start()
    made.show()
    unlock(made, qtbot)
    made.workspace.open_child(child)
    tasks.wait_all(qtbot)
    yield made
    made._unsaved = lambda: False
    made.close()
    look.deleteLater()


def unlock(window: MainWindow, qtbot) -> None:
    screen = window.stack.currentWidget()
    assert isinstance(screen, UnlockScreen)
    qtbot.keyClicks(screen.passphrase, PASSPHRASE)
    qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)


def write_a_plan(child: Any, qtbot) -> None:
    child.open_section("plans")
    child.plans.begin()
    tasks.wait_all(qtbot)
    qtbot.keyClicks(child.plans.editor.texts["worries"], "Ada is tired at school")


def write_a_summary(child: Any, qtbot) -> None:
    child.open_section("summaries")
    child.summary.begin()
    tasks.wait_all(qtbot)
    box = next(iter(child.summary.editor.boxes.values()))
    qtbot.keyClicks(box, "Ada is tired at school")


def write_a_closing_summary(child: Any, qtbot) -> None:
    child.open_section("endings")
    page = child.tabs.currentWidget()
    page.begin("closure")
    tasks.wait_all(qtbot)
    page.tabs.setCurrentIndex(1)
    qtbot.keyClicks(next(iter(page.editor.boxes.values())), "Ada is tired at school")


def write_a_key_fact(child: Any, qtbot) -> None:
    child.open_section("facts")
    tasks.wait_all(qtbot)
    child.tabs.currentWidget()._open(None)
    form = next(d for d in child.findChildren(QDialog) if d.isVisible())
    qtbot.keyClicks(form.body_text, "Ada is tired at school")


def write_a_consent(child: Any, qtbot) -> None:
    child.open_section("sharing")
    tasks.wait_all(qtbot)
    child.tabs.currentWidget()._open_consent(None)
    form = next(d for d in child.findChildren(QDialog) if d.isVisible())
    qtbot.keyClicks(form.note, "Ada is tired at school")


def write_an_entry_of_the_log(child: Any, qtbot) -> None:
    child.open_section("sharing")
    tasks.wait_all(qtbot)
    child.tabs.currentWidget()._open_share(None)
    form = next(d for d in child.findChildren(QDialog) if d.isVisible())
    qtbot.keyClicks(form.what, "Ada is tired at school")


def write_of_a_person(child: Any, qtbot) -> None:
    child.open_section("people")
    child.people._open(None)
    form = next(d for d in child.findChildren(QDialog) if d.isVisible())
    qtbot.keyClicks(form.note, "Ada is tired at school")


def write_a_visit(child: Any, qtbot) -> None:
    child.record_event("visit", at=date(2026, 3, 19))
    tasks.wait_all(qtbot)
    form = next(d for d in child.findChildren(QDialog) if d.isVisible())
    form.model.set_note(next(iter(form.model.form.headings)), "Ada is tired at school")


WRITTEN = (
    write_a_plan, write_a_summary, write_a_closing_summary, write_a_visit, write_a_key_fact, write_a_consent,
    write_an_entry_of_the_log, write_of_a_person,
)  # fmt: skip


@pytest.mark.parametrize("write", WRITTEN)
def test_locking_asks_nothing_and_what_was_typed_is_offered_whole(window, qtbot, asked, write) -> None:
    write(window.workspace.child, qtbot)
    window.lock()  # within the pause after which a draft is kept
    assert isinstance(window.stack.currentWidget(), UnlockScreen) and asked == []
    unlock(window, qtbot)
    (left,) = window.desk.unsaved.listed()
    kept = window.desk.unsaved.of(left.kind, left.place.partition("#")[0])[0]
    assert "Ada is tired at school" in str(kept.content)
    assert window.workspace.caseload.unfinished.isVisible()


SMALL = (write_a_key_fact, write_a_consent, write_an_entry_of_the_log, write_of_a_person)


@pytest.mark.parametrize("write", SMALL)
def test_a_small_form_is_gone_on_with_from_the_list_and_saved_once(window, qtbot, write) -> None:
    write(window.workspace.child, qtbot)
    window.lock()
    unlock(window, qtbot)
    (left,) = window.desk.unsaved.listed()
    window.workspace.go_on(left)
    tasks.wait_all(qtbot)
    child = window.workspace.child
    qtbot.waitUntil(lambda: any(d.isVisible() for d in child.findChildren(QDialog)), timeout=3000)
    form = next(d for d in child.findChildren(QDialog) if d.isVisible())
    qtbot.waitUntil(lambda: form.dirty(), timeout=3000)
    for name in ("title_line", "whose", "whom", "name"):
        field = getattr(form, name, None)
        if field is not None:
            (field.setEditText if hasattr(field, "setEditText") else field.setText)("Ada's mother")
    form.save()
    tasks.wait_all(qtbot)
    assert window.desk.unsaved.listed() == ()
    record = window.desk.sharing.record(left.child_id)
    facts = window.desk.around.key_facts(left.child_id).facts
    network = window.desk.child(left.child_id).network
    words = [
        *(p.note for p in network),
        *(f.body for f in facts),
        *(c.note for c in record.consents),
        *(e.what for e in record.log),
    ]
    assert words == ["Ada is tired at school"]


def test_a_protected_address_is_kept_only_where_it_was_shown(window, qtbot) -> None:
    desk, child = window.desk, window.workspace.child
    who = PersonForm(child.model.child_id, "Dana Lovell", "mother", address="7 Mill Lane", protected=True)
    person = desk.save_person(who)
    tasks.wait_all(qtbot)
    child.people.show_record("person", person)
    child.people._change()
    form = next(d for d in child.findChildren(QDialog) if d.isVisible())
    qtbot.keyClicks(form.note, "Rings on Mondays")
    assert "address" not in form._kept()
    form._reveal()
    form.address.setPlainText("9 Mill Lane")
    window.lock()
    unlock(window, qtbot)
    (left,) = window.desk.unsaved.listed()
    window.workspace.go_on(left)
    tasks.wait_all(qtbot)
    child = window.workspace.child
    form = next(d for d in child.findChildren(QDialog) if d.isVisible())
    qtbot.waitUntil(lambda: form.dirty(), timeout=3000)
    form.save()
    tasks.wait_all(qtbot)
    assert window.desk.around.address(person) == "9 Mill Lane"
    assert window.desk.child(left.child_id).network[0].note == "Rings on Mondays"


def test_a_child_who_was_being_added_is_gone_on_with(window, qtbot, asked) -> None:
    space = window.workspace
    space.add_child()
    for name, text in (("given", "Noah"), ("family_name", "Reed"), ("address", "7 Mill Lane")):
        qtbot.keyClicks(getattr(space.dialog, name), text)
    space.dialog.born.set_day(date(2021, 11, 6))
    space.dialog.facts.boxes["disabled"].click()
    window.lock()
    assert isinstance(window.stack.currentWidget(), UnlockScreen) and asked == []
    unlock(window, qtbot)
    (left,) = window.desk.unsaved.listed()
    assert (left.title, left.child_id) == ("A child to be added: Noah Reed", "")
    window.workspace.go_on(left)
    form = window.workspace.dialog
    qtbot.waitUntil(lambda: form.dirty(), timeout=3000)
    form.save()
    tasks.wait_all(qtbot)
    (noah,) = [row.child_id for row in window.desk.caseload() if row.name == "Noah Reed"]
    saved = window.desk.child_form(noah)
    assert (saved.born, saved.address, saved.facts) == (date(2021, 11, 6), "7 Mill Lane", {"disabled": True})
    assert window.desk.unsaved.listed() == ()


def test_leaving_asks_nothing_either(window, qtbot, asked, tmp_path: Path) -> None:
    write_a_plan(window.workspace.child, qtbot)
    assert window.close() and asked == []
    again = access.unlock(tmp_path / "store", PASSPHRASE, clock=lambda: NOW)
    assert [left.kind for left in again.unsaved.listed()] == ["plan"]
    again.close()


def test_where_it_cannot_be_kept_locking_asks(window, qtbot, asked, monkeypatch) -> None:
    def refuse(*_a: Any, **_k: Any) -> None:
        raise DiskTrouble("The disk is full.", "Make room on it.")

    monkeypatch.setattr(window.desk.unsaved, "keep", refuse)
    write_a_plan(window.workspace.child, qtbot)
    window.lock()
    assert len(asked) == 1 and window.desk is not None


def test_idleness_locks_a_form_that_is_kept_after_the_plain_while(window, qtbot) -> None:
    write_a_plan(window.workspace.child, qtbot)
    assert not window.idle._unsaved()
