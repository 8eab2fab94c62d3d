"""Every small form that opens over a page: locking asks nothing, what was typed comes back, and is saved once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog

from services.usecases.commands import ActionDraft, EventDraft
from services.usecases.endings_results import EndingForm, LetterForm
from tests.ui import test_lock_keeps as locking
from ui import tasks
from ui.screens.unlock import UnlockScreen
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.mywork import WORKER

window, asked, unlock, write_a_plan = locking.window, locking.asked, locking.unlock, locking.write_a_plan
SAID = "Ada is tired at school"
DAY = date(2026, 3, 19)


def dialog_of(window: Any) -> Any:
    """The form that stands open."""
    return next(d for d in window.findChildren(QDialog) if d.isVisible() and hasattr(d, "keeper"))


def section(window: Any, qtbot: Any, name: str) -> Any:
    window.workspace.child.open_section(name)
    tasks.wait_all(qtbot)
    return window.workspace.child.tabs.currentWidget()


def shown(window: Any, qtbot: Any) -> Any:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)), timeout=3000)
    return dialog_of(window)


def action(window: Any, qtbot: Any) -> None:
    section(window, qtbot, "actions").add_action()
    qtbot.keyClicks(shown(window, qtbot).note, SAID)


def changed_action(window: Any, qtbot: Any) -> None:
    child = window.workspace.child.model.child_id
    window.desk.actions.save(ActionDraft(child, "Ring the school", "Sam Okafor", DAY))
    tasks.wait_all(qtbot)
    page = section(window, qtbot, "actions")
    page.view.selectRow(0)
    page.change_current()
    qtbot.keyClicks(shown(window, qtbot).note, SAID)


def plan_page(window: Any, qtbot: Any) -> Any:
    write_a_plan(window.workspace.child, qtbot)
    page = window.workspace.child.plans
    page.save()
    tasks.wait_all(qtbot)
    page.stack.setCurrentIndex(0)
    page.view.selectRow(0)
    return page


def plan_end(window: Any, qtbot: Any) -> None:
    plan_page(window, qtbot).end_current()
    qtbot.keyClicks(shown(window, qtbot).why, SAID)


def plan_copies(window: Any, qtbot: Any) -> None:
    plan_page(window, qtbot).give_copies()
    form = shown(window, qtbot)
    form.boxes[0][0].click()
    form.log.readers[0][1].setChecked(False)
    form.log.readers[0][1].click()
    form.log.why.setPlainText(SAID)


def own_entry(window: Any, qtbot: Any) -> None:
    section(window, qtbot, "chronology").add_entry()
    form = shown(window, qtbot)
    form.at.set_moment(DAY)
    qtbot.keyClicks(form.what, SAID)
    qtbot.keyClicks(form.origin, "School file")


def chronology_print(window: Any, qtbot: Any) -> None:
    section(window, qtbot, "chronology").print_current()
    qtbot.keyClicks(shown(window, qtbot).court, SAID)


def take_in(window: Any, qtbot: Any) -> None:
    child = window.workspace.child.model.child_id
    window.desk.record(EventDraft(child, "visit", DAY, {"seen": True}))
    tasks.wait_all(qtbot)
    section(window, qtbot, "chronology").take_in.click()
    tasks.wait_all(qtbot)
    item = shown(window, qtbot).list.item(0)
    item.setCheckState(Qt.CheckState.Checked)


def photograph(window: Any, qtbot: Any) -> None:
    section(window, qtbot, "facts").photo_button.click()
    picture = QImage(60, 80, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(kept, "JPEG")
    shown(window, qtbot)._chosen(bytes(kept.data().data()))


def transfer(window: Any, qtbot: Any) -> None:
    section(window, qtbot, "endings").begin("transfer")
    qtbot.keyClicks(shown(window, qtbot).to_whom, SAID)


def ending_finish(window: Any, qtbot: Any) -> None:
    child = window.workspace.child.model.child_id
    window.desk.endings.save(EndingForm(child, "closure"))
    tasks.wait_all(qtbot)
    section(window, qtbot, "endings")._finish()
    tasks.wait_all(qtbot)
    qtbot.keyClicks(shown(window, qtbot).why, SAID)


def ending_given_up(window: Any, qtbot: Any) -> None:
    child = window.workspace.child.model.child_id
    window.desk.endings.save(EndingForm(child, "closure"))
    tasks.wait_all(qtbot)
    section(window, qtbot, "endings")._remove()
    qtbot.keyClicks(shown(window, qtbot).reason, SAID)


def not_needed(window: Any, qtbot: Any) -> None:
    child = window.workspace.child.model.child_id
    window.desk.endings.save(EndingForm(child, "closure"))
    tasks.wait_all(qtbot)
    page = section(window, qtbot, "endings")
    page._ask_why(page.view.items[0].item)
    qtbot.keyClicks(shown(window, qtbot).reason, SAID)


def visit(window: Any, qtbot: Any) -> str:
    child = window.workspace.child.model.child_id
    (made,) = window.desk.record(EventDraft(child, "visit", DAY, {"seen": True}))
    tasks.wait_all(qtbot)
    return str(made)


def removed_event(window: Any, qtbot: Any) -> None:
    window.workspace.child.remove_event(visit(window, qtbot))
    qtbot.keyClicks(shown(window, qtbot).reason, SAID)


def significant(window: Any, qtbot: Any) -> None:
    made, child = visit(window, qtbot), window.workspace.child
    section(window, qtbot, "record")
    child.show_key(f"event:{made}")
    tasks.wait_all(qtbot)
    child.marks.take_in()
    qtbot.keyClicks(shown(window, qtbot).impact, SAID)


def decided(window: Any, qtbot: Any, name: str) -> None:
    child = window.workspace.child
    key = child.model.data.calendar.deadlines[0].key
    (child.side.why.agree_wanted if name == "agree" else child.side.why.waive_wanted).emit(key)
    qtbot.keyClicks(shown(window, qtbot).why, SAID)


def agreed(window: Any, qtbot: Any) -> None:
    decided(window, qtbot, "agree")


def waived(window: Any, qtbot: Any) -> None:
    decided(window, qtbot, "waive")


def tie(window: Any, qtbot: Any) -> None:
    section(window, qtbot, "genogram").add_tie.click()
    qtbot.keyClicks(shown(window, qtbot).note, SAID)


def details(window: Any, qtbot: Any) -> None:
    window.workspace.child.edit_child()
    qtbot.keyClicks(shown(window, qtbot).note, SAID)


def own_action(window: Any, qtbot: Any) -> None:
    window.desk.actions.save(ActionDraft(WORKER, "Read the new guidance", "Sam Okafor", DAY))
    window.workspace.go("mywork")
    tasks.wait_all(qtbot)
    mine = window.workspace.mywork
    mine._edit_action(mine.model.calendar.actions[0].id)
    qtbot.keyClicks(shown(window, qtbot).note, SAID)


def own_event_removed(window: Any, qtbot: Any) -> None:
    (made,) = window.desk.record(EventDraft(WORKER, "appraisal", DAY))
    window.workspace.go("mywork")
    tasks.wait_all(qtbot)
    window.workspace.mywork._remove(made)
    qtbot.keyClicks(shown(window, qtbot).reason, SAID)


def letter_removed(window: Any, qtbot: Any) -> None:
    child = window.workspace.child.model.child_id
    form = LetterForm(child, "consent_request", "The head teacher", "", DAY, "A letter", "Dear colleague")
    window.desk.letters.save(form)
    tasks.wait_all(qtbot)
    page = section(window, qtbot, "letters")
    page.view.selectRow(0)
    page.remove()
    qtbot.keyClicks(shown(window, qtbot).reason, SAID)


def quick(window: Any, qtbot: Any) -> None:
    window.workspace.quick()
    qtbot.keyClicks(shown(window, qtbot).line, SAID)


def authority(window: Any, qtbot: Any) -> None:
    window.workspace.open_own_standards()
    tasks.wait_all(qtbot)
    window.workspace.standards.own.add_authority()
    qtbot.keyClicks(shown(window, qtbot).name, SAID)


WRITTEN: tuple[Callable[[Any, Any], None], ...] = (
    action, changed_action, plan_end, plan_copies, own_entry, chronology_print, transfer, ending_finish,
    ending_given_up, not_needed, removed_event, significant, agreed, waived, tie, details, own_action, quick,
    authority, own_event_removed, letter_removed, take_in, photograph,
)  # fmt: skip


@pytest.mark.parametrize("write", WRITTEN, ids=lambda write: write.__name__)
def test_it_is_kept_at_a_lock_and_comes_back_whole(window, qtbot, asked, write) -> None:
    write(window, qtbot)
    kept = dialog_of(window)._kept()
    window.lock()
    assert isinstance(window.stack.currentWidget(), UnlockScreen) and asked == []
    unlock(window, qtbot)
    (left,) = window.desk.unsaved.listed()
    (whole,) = window.desk.unsaved.of(left.kind, left.place.partition("#")[0])
    assert left.title and (SAID in str(whole.content) or write in (take_in, photograph))
    window.workspace.go_on(left)
    tasks.wait_all(qtbot)
    form = shown(window, qtbot)
    qtbot.waitUntil(lambda: form.dirty(), timeout=3000)
    tasks.wait_all(qtbot)
    assert form._kept() == kept
    form.keeper.flush()
    assert [each.place for each in window.desk.unsaved.listed()] == [left.place]


SAVED = (
    action,
    plan_end,
    plan_copies,
    own_entry,
    transfer,
    not_needed,
    removed_event,
    significant,
    waived,
    details,
)


@pytest.mark.parametrize("write", SAVED, ids=lambda write: write.__name__)
def test_saving_drops_the_draft_with_it(window, qtbot, monkeypatch, write) -> None:
    write(window, qtbot)
    form = dialog_of(window)
    if "what" in form.rows and write is action:
        form.what.setText("Ring the school")
    form.keeper.flush()
    assert len(window.desk.unsaved.listed()) == 1

    def refuse(*_a: Any) -> None:
        raise AssertionError("the draft goes in the transaction that saves, not after it")

    monkeypatch.setattr(type(window.desk.unsaved), "drop", refuse)
    form.save()
    assert not form.isVisible(), [row.problem for row in form.rows.values()]
    tasks.wait_all(qtbot)
    assert window.desk.unsaved.listed() == ()


def test_a_saving_that_fails_keeps_the_draft(window, qtbot, monkeypatch) -> None:
    own_entry(window, qtbot)
    form = dialog_of(window)
    form.origin.setText("")
    form.keeper.flush()
    monkeypatch.setattr(type(form), "check", lambda _self: {})
    form.save()
    assert form.isVisible()
    form.keeper.flush()
    (left,) = window.desk.unsaved.listed()
    assert SAID in str(window.desk.unsaved.of(left.kind, left.place)[0].content)


def test_what_it_was_about_may_be_gone(window, qtbot) -> None:
    changed_action(window, qtbot)
    window.lock()
    unlock(window, qtbot)
    (left,) = window.desk.unsaved.listed()
    window.desk.actions.remove(left.record_id, "By mistake")
    window.workspace.go_on(left)
    tasks.wait_all(qtbot)
    page = window.workspace.child.tabs.currentWidget()
    assert page.banner.isVisible()
    assert len(window.desk.unsaved.listed()) == 1


def test_only_what_was_changed_is_put_back_over_a_record(window, qtbot) -> None:
    changed_action(window, qtbot)
    window.lock()
    unlock(window, qtbot)
    (left,) = window.desk.unsaved.listed()
    child = left.child_id
    window.desk.actions.save(ActionDraft(child, "Ring the new school", "Sam Okafor", DAY), left.record_id)
    window.workspace.go_on(left)
    tasks.wait_all(qtbot)
    form = shown(window, qtbot)
    qtbot.waitUntil(lambda: form.note.toPlainText() == SAID, timeout=3000)
    assert form.what.text() == "Ring the new school"


def test_idleness_waits_no_longer_for_any_of_them(window, qtbot) -> None:
    own_entry(window, qtbot)
    assert not window.idle._unsaved()
    assert all(keeper.flush() for keeper in window.findChildren(DraftKeeper))


def test_what_was_written_before_printing_is_offered_at_the_next_print(window, qtbot, asked) -> None:
    child = window.workspace.child
    child.open_section("calendar")
    child.print_page()
    tasks.wait_all(qtbot)
    form = shown(window, qtbot)
    form.reader.setEditText("Mrs Khan, school")
    form.share.click()
    qtbot.keyClicks(form.why, SAID)
    window.lock()
    assert asked == []
    unlock(window, qtbot)
    (left,) = window.desk.unsaved.listed()
    window.workspace.go_on(left)
    tasks.wait_all(qtbot)
    child = window.workspace.child
    assert child.banner.isVisible()
    child.open_section("calendar")
    child.print_page()
    tasks.wait_all(qtbot)
    form = shown(window, qtbot)
    qtbot.waitUntil(lambda: form.banner.isVisible(), timeout=3000)
    form.keeper.go_on(window.desk.unsaved.of("reader", left.place.partition("#")[0])[0])
    assert form.why.toPlainText() == SAID and form.share.isChecked()
    form.save()
    assert len(window.desk.unsaved.listed()) == 1, "kept until the page is made, which may be cancelled"
    tasks.wait_all(qtbot)
    (entry,) = window.desk.sharing.record(left.child_id).log
    assert (entry.whom, entry.why) == ("Mrs Khan, school", SAID)
    assert window.desk.unsaved.listed() == ()


def test_what_was_typed_in_the_settings_stands_there_again(window, qtbot, asked) -> None:
    window.workspace.go("settings")
    settings = window.workspace.settings
    settings.you.telephone.setText("01782 555 123")
    settings.tabs.setCurrentWidget(settings.days)
    settings.days.name.setText("Office closed")
    settings.days.start.set_day(date(2026, 12, 24))
    window.lock()
    assert asked == []
    unlock(window, qtbot)
    assert len(window.desk.unsaved.listed()) == 2
    day = next(left for left in window.desk.unsaved.listed() if "days" in left.place)
    window.workspace.go_on(day)
    settings = window.workspace.settings
    qtbot.waitUntil(lambda: settings.days.name.text() == "Office closed", timeout=3000)
    assert settings.tabs.currentWidget() is settings.days and settings.days.start.day == date(2026, 12, 24)
    settings.tabs.setCurrentWidget(settings.you)
    qtbot.waitUntil(lambda: settings.you.telephone.text() == "01782 555 123", timeout=3000)
    settings.you.save.click()
    tasks.wait_all(qtbot)
    assert window.desk.own().settings["telephone"] == "01782 555 123"
    assert [left.place for left in window.desk.unsaved.listed()] == [day.place]
