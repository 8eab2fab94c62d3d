"""Recording and booking as a person does it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from services.usecases.results import Problem
from tests.ui.fakes_child import FakeDesk
from ui import prompts, tasks, theme
from ui.dialogs.event import EventDialog
from ui.widgets.formrow import FormRow


@pytest.fixture
def child_desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def open_dialog(qtbot, child_desk, monkeypatch):
    monkeypatch.setattr(prompts, "pick", lambda *words, **more: "Throw it away")

    def opened(**more) -> EventDialog:
        dialog = EventDialog(child_desk, "c1", **more)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.open()
        return dialog

    yield opened
    child_desk.problems = ()


def settle(qtbot, dialog) -> None:
    qtbot.waitUntil(lambda: not dialog.model._timer.isActive())
    tasks.wait_all(qtbot)


def test_a_visit_is_recorded_by_keyboard_alone(qtbot, child_desk, open_dialog):
    dialog = open_dialog()
    qtbot.keyClicks(dialog.picker.search, "visi")
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Return)
    assert dialog.model.form.type == "visit" and dialog.picker.isHidden()
    qtbot.keyClicks(dialog.at.date.line, "10/3/2026")
    qtbot.keyClicks(dialog.at.time.line, "1530")
    assert dialog._answers["plan"].value == ("cp",)  # the one plan that is open goes without saying
    dialog._answers["seen"].control.click()
    combo = dialog._answers["place"].control
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    qtbot.keyClicks(dialog._notes["What the child said"], "She is well.")
    settle(qtbot, dialog)
    assert "This will meet: Child seen every 10 working days" in dialog.effect.words()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    draft = child_desk.saved[-1]
    assert draft.at == datetime(2026, 3, 10, 15, 30)
    assert draft.attrs == {"plan": ("cp",), "seen": True, "place": "home"}
    assert draft.notes == (("What the child said", "She is well."),)
    assert not draft.planned and draft.also_for == ()


def test_the_arrow_keys_choose_in_the_list_while_typing(qtbot, open_dialog):
    dialog = open_dialog()
    qtbot.keyClicks(dialog.picker.search, "conference")
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Return)
    assert dialog.model.form.type == "review_conference"


def test_a_later_day_turns_it_into_a_booking(qtbot, child_desk, open_dialog):
    dialog = open_dialog(type="core_group")
    qtbot.keyClicks(dialog.at.date.line, "+9")
    qtbot.keyClick(dialog.at.date.line, Qt.Key.Key_Tab)
    assert dialog.booked.isChecked() and dialog.save_button.text() == "Book"
    dialog.happened.click()
    dialog.save()
    assert "has not come yet" in dialog.rows["at"].problem
    dialog.booked.click()
    dialog.save()
    assert child_desk.saved[-1].planned and child_desk.saved[-1].at == date(2026, 3, 20)


def test_it_opens_filled_in_to_meet_a_deadline(qtbot, open_dialog):
    dialog = open_dialog(type="visit", attrs={"plan": ("cp",), "seen": True})
    assert dialog._answers["plan"].value == ("cp",) and dialog._answers["seen"].value is True
    assert not dialog.dirty()


def test_a_sibling_is_recorded_too(qtbot, child_desk, open_dialog):
    dialog = open_dialog(type="visit", at=date(2026, 3, 9))
    dialog.also.boxes["c2"].click()
    dialog.save()
    assert child_desk.saved[-1].also_for == ("c2",)


def test_missing_answers_are_said_at_their_place(qtbot, child_desk, open_dialog):
    dialog = open_dialog(type="visit")
    dialog.save()
    assert "Give the day" in dialog.rows["at"].problem
    dialog._moments["recorded"].setFocus()
    qtbot.keyClicks(dialog._moments["recorded"].date.line, "32/1/2026")
    qtbot.keyClick(dialog._moments["recorded"].date.line, Qt.Key.Key_Tab)
    assert dialog.rows["milestones.recorded"].problem
    dialog.at.date.choose(date(2026, 3, 9))
    dialog.save()
    assert child_desk.saved == [] and dialog.rows["milestones.recorded"].problem


def test_what_the_desk_refuses_appears_at_its_field_and_goes_again(qtbot, child_desk, open_dialog):
    dialog = open_dialog(type="visit", at=date(2026, 3, 9))
    child_desk.problems = (
        Problem("milestones.recorded", "is before the visit"),
        Problem("child", "is closed"),
    )
    dialog._moments["recorded"].date.choose(date(2026, 3, 1))
    settle(qtbot, dialog)
    assert dialog.rows["milestones.recorded"].problem == "Is before the visit"
    assert "child: Is closed" in dialog.banner.message
    child_desk.problems = ()
    dialog._moments["recorded"].date.choose(None)
    settle(qtbot, dialog)
    assert not dialog.rows["milestones.recorded"].problem and dialog.banner.isHidden()


def test_an_event_is_amended_with_a_reason(qtbot, child_desk, open_dialog):
    dialog = open_dialog(event_id="e3")
    assert dialog._notes["What was seen"].toPlainText() == "A tidy room."
    assert dialog.at.time.at.hour == 16 and dialog._moments["recorded"].moment == date(2026, 3, 3)
    dialog._moments["recorded"].date.choose(None)
    qtbot.keyClicks(dialog.why, "Written up a day later")
    dialog.save()
    event_id, draft, why = child_desk.saved[-1]
    assert (event_id, why, draft.milestones) == ("e3", "Written up a day later", {})


def test_changing_the_type_offers_the_list_again(qtbot, open_dialog):
    dialog = open_dialog(type="visit", attrs={"seen": True})
    dialog.change_type.click()
    assert dialog.picker.isVisible()
    qtbot.keyClicks(dialog.picker.search, "core")
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Return)
    assert dialog.model.form.type == "core_group" and set(dialog._answers) == {"kind"}


def test_leaving_asks_only_when_something_would_be_lost(qtbot, monkeypatch, open_dialog):
    asked = []
    monkeypatch.setattr(prompts, "pick", lambda *words, **more: asked.append(words) or "Stay")
    dialog = open_dialog(type="visit")
    dialog._answers["seen"].control.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked and dialog.isVisible()
    dialog._answers["seen"].control.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(asked) == 1 and not dialog.isVisible()


def test_every_control_has_a_name(qtbot, open_dialog):
    dialog = open_dialog(type="visit")
    nameless = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not widget.accessibleName()
        and not (hasattr(widget, "text") and widget.text())
    ]  # fmt: skip
    assert nameless == []


def test_at_twice_the_text_the_form_needs_no_scrolling_sideways(qtbot, dressed, open_dialog):
    theme.Theme.load("light", 2.0).apply(dressed)
    try:
        dialog = open_dialog(type="visit")
        dialog.resize(1240, 640)  # what a screen of 1280 by 720 leaves
        settle(qtbot, dialog)
        assert dialog.scroll.horizontalScrollBar().maximum() == 0
        assert dialog.effect.scroll.horizontalScrollBar().maximum() == 0
        time = dialog.at.time.line
        assert time.width() >= time.fontMetrics().horizontalAdvance("23:59 ") + 16
    finally:
        dialog.let_go()
        dialog.hide()
        theme.Theme.load("light").apply(dressed)


def test_a_long_question_takes_more_lines(qtbot, dressed):
    long, short = (
        FormRow("The household, and how parent and child are", QWidget()),
        FormRow("When?", QWidget()),
    )
    for row in (long, short):
        qtbot.addWidget(row)
    assert long.caption.wordWrap() and not short.caption.wordWrap()
