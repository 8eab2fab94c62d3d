"""The child screen on a real encrypted store: record, see why, book, amend, undo, agree, write, print."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from models.keys import LEAST
from services.usecases import access
from services.usecases.around_commands import KeyFactForm, SharingForm, TieForm
from services.usecases.commands import ChildForm, EventDraft, PersonForm
from services.usecases.results import Own
from tests.ui.readers import asked, print_for_the_file
from ui import prompts, tasks, theme
from ui.screens.child import AGENDA, PLANS, RECORD, SUMMARY, ChildScreen

NOW = datetime(2026, 3, 11, 10, 0)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def real_desk(tmp_path: Path):
    own = Own("Sam Okafor", "social_worker", "stoke-on-trent")
    desk, _code = access.create(
        tmp_path / "store", "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST
    )
    yield desk
    desk.close()


@pytest.fixture
def child(real_desk) -> str:
    add = real_desk.add_child
    first = add(
        ChildForm("Maya", "Elsworth", born=date(2018, 6, 4), authority="stoke-on-trent", family="Elsworth")
    )
    add(ChildForm("Noah", "Elsworth", born=date(2021, 6, 4), authority="stoke-on-trent", family="Elsworth"))
    real_desk.record(EventDraft(first, "referral_received", date(2026, 2, 9)))
    real_desk.record(EventDraft(first, "icpc", date(2026, 2, 27), {"outcome": "cp_plan"}))
    return first


@pytest.fixture
def screen(qtbot, dressed, real_desk, child, monkeypatch):
    monkeypatch.setattr(prompts, "ask", lambda *words, **more: True)
    monkeypatch.setattr(prompts, "pick", lambda *words, **more: "Throw it away")
    made = ChildScreen(real_desk, child)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.opened = []
    made.dialog_opened.connect(made.opened.append)
    with qtbot.waitActive(made):
        made.show()
    tasks.wait_all(qtbot)
    yield made
    made.let_go()
    tasks.wait_all(qtbot)


def settle(qtbot, dialog) -> None:
    qtbot.waitUntil(lambda: not dialog.model._timer.isActive())
    tasks.wait_all(qtbot)


def open_deadline(screen: ChildScreen, standard: str):
    return next(
        d for d in screen.model.data.calendar.deadlines if d.standard == standard and d.state == "due"
    )


def test_recording_what_meets_a_deadline_meets_it(qtbot, screen, real_desk):
    first = open_deadline(screen, "stoke.cp.first-core-group")
    assert first.due == date(2026, 3, 13)
    screen.show_key(first.key)
    assert "Initial child protection conference" in screen.side.why.view.clock_label
    assert screen.side.why.view.clock_event
    screen.side.why.record_wanted.emit(first.key, False)
    dialog = screen.opened[-1]
    assert dialog.model.form.type == "core_group"
    qtbot.keyClicks(dialog.at.date.line, "10/3/2026")
    settle(qtbot, dialog)
    assert "This will meet" in dialog.effect.words() and "This will start" in dialog.effect.words()
    dialog.also.boxes[next(iter(dialog.also.boxes))].click()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    tasks.wait_all(qtbot)
    after = [d for d in real_desk.calendar(screen.model.child_id).deadlines if d.standard == first.standard]
    assert [d.state for d in after] == ["met"]
    assert screen.side.event_panel.shown.type == "core_group"
    screen.undo()
    tasks.wait_all(qtbot)
    assert open_deadline(screen, "stoke.cp.first-core-group") and "Undone" in screen.banner.message


def test_what_cannot_be_is_said_at_its_field(qtbot, screen):
    screen.record_event("core_group", at=date(2026, 3, 10))
    dialog = screen.opened[-1]
    dialog._moments["minutes_sent"].date.choose(date(2026, 3, 9))
    settle(qtbot, dialog)
    assert dialog.rows["milestones.minutes_sent"].problem
    dialog.save()
    assert dialog.isVisible() and dialog.rows["milestones.minutes_sent"].problem
    dialog._moments["minutes_sent"].date.choose(date(2026, 3, 11))
    settle(qtbot, dialog)
    assert not dialog.rows["milestones.minutes_sent"].problem
    dialog.reject()


def test_an_event_is_amended_searched_and_removed(qtbot, screen):
    screen.tabs.setCurrentIndex(RECORD)
    event = next(e for e in screen.record.table.rows() if e.type == "icpc")
    screen.edit_event(event.id)
    dialog = screen.opened[-1]
    dialog._notes[next(iter(dialog._notes))].setPlainText("The family came with an advocate.")
    dialog.why.setText("Left out at first")
    dialog.save()
    tasks.wait_all(qtbot)
    screen.record.search.setText("advocate")
    assert [e.id for e in screen.record.table.rows()] == [event.id]
    screen.show_key(f"event:{event.id}")
    screen._show_history(event.id)
    tasks.wait_all(qtbot)
    assert screen.model.history(event.id)[-1].why == "Left out at first"
    screen.remove_event(event.id)
    screen.opened[-1].reason.setText("Entered for the wrong child")
    screen.opened[-1].save()
    tasks.wait_all(qtbot)
    assert screen.record.table.rows() == ()
    assert not any(
        d.standard.startswith("stoke.cp.first-core-group") for d in screen.model.data.calendar.deadlines
    )


def test_a_frequency_is_agreed_and_a_standard_waived(qtbot, screen):
    visit = next(
        d
        for d in screen.model.data.calendar.deadlines
        if d.standard in screen.model.data.repeating and d.meets_type == "visit"
    )
    screen.show_key(visit.key)
    screen.side.why.agree_wanted.emit(visit.key)
    dialog = screen.opened[-1]
    dialog.number.setValue(30)
    dialog.why.setPlainText("Bruising")
    dialog.save()
    assert "longer gap than this standard allows" in dialog.rows["repeat"].problem
    assert "or more often" in dialog.rows["repeat"].problem
    dialog.number.setValue(1)
    dialog.save()
    tasks.wait_all(qtbot)
    assert screen.model.data.agreed[0].repeat == "1 weeks"
    agreed = next(
        d for d in screen.model.data.calendar.deadlines if d.standard == visit.standard and d.agreed
    )
    screen.show_key(agreed.key)
    said = dict(screen.side.why.view.dates)["Agreed for this child"]
    assert said.startswith("Every week from ") and said.endswith("agreed by Sam Okafor: Bruising")
    again = open_deadline(screen, "stoke.cp.first-core-group")
    screen.side.why.waive_wanted.emit(again.key)
    dialog = screen.opened[-1]
    dialog.why.setPlainText("Held by the neighbouring authority")
    dialog.save()
    tasks.wait_all(qtbot)
    states = [d.state for d in screen.model.data.calendar.deadlines if d.standard == again.standard]
    assert states == ["waived"]


def test_a_plan_and_a_summary_are_written_and_printed(qtbot, screen):
    screen.tabs.setCurrentIndex(PLANS)
    screen.plans.begin()
    editor = screen.plans.editor
    editor.outcomes[0].need.setPlainText("Cold house")
    editor.outcomes[0].actions_list[0].what.setText("Repair the boiler")
    editor.outcomes[0].actions_list[0].done.choose(date(2026, 5, 1))
    screen.plans.save()
    assert "Outcome 1, action 1: is still to come" in editor.rows["outcomes"].problem
    editor.outcomes[0].actions_list[0].done.choose(None)
    screen.plans.save()
    tasks.wait_all(qtbot)
    screen.plans.leave()
    assert screen.plans.table.rows()[0].kind == "child_protection"
    screen.plans.print_current()
    print_for_the_file(qtbot, screen)
    assert screen._preview.pages >= 1
    screen.close_preview()
    screen.tabs.setCurrentIndex(SUMMARY)
    screen.summary.begin()
    tasks.wait_all(qtbot)
    assert len(screen.summary.editor.boxes) == 7 and "of about 300" in screen.summary.count.text()
    screen.summary.editor.take_all()
    screen.summary.editor.boxes[next(iter(screen.summary.editor.boxes))].setPlainText("Maya is seven.")
    screen.summary.save()
    tasks.wait_all(qtbot)
    screen.summary.leave()
    screen.summary.print_current()
    print_for_the_file(qtbot, screen)
    assert screen._preview.pages >= 1


def test_the_calendar_and_the_chronology_are_printed(qtbot, screen):
    for kind in ("calendar", "chronology"):
        screen._print(kind)
        if kind == "chronology":  # which asks first for period and court
            tasks.wait_all(qtbot)
            screen.opened[-1].save_button.click()
        print_for_the_file(qtbot, screen)
        assert screen._preview.pages >= 1
        screen.close_preview()


def test_looking_far_ahead_brings_more_dates(qtbot, screen):
    until = screen.model.data.calendar.until
    for _ in range(18):
        screen.month.move_months(1)
    tasks.wait_all(qtbot)
    assert screen.model.data.calendar.until > until
    screen.tabs.setCurrentIndex(AGENDA)
    assert screen.agenda.table.rowCount() > 0


def test_a_page_for_a_named_reader_is_recorded_as_shared(qtbot, screen, real_desk, child):
    real_desk.save_person(
        PersonForm(child, "Kit Marlow", "neighbour", contact="07700 900555", third_party=True)
    )
    real_desk.save_person(
        PersonForm(child, "Jo Grant", "school nurse", "professional", may_be_told="Health only")
    )
    real_desk.around.save_fact(KeyFactForm(child, "risk", "Dog loose in the yard"))
    tasks.wait_all(qtbot)
    screen.head.section_wanted.emit("facts")
    tasks.wait_all(qtbot)
    qtbot.keyClick(screen.tabs.currentWidget(), Qt.Key.Key_P, CTRL)
    dialog = asked(qtbot, screen)
    dialog.reader.setEditText("Jo Grant, school nurse")
    assert dialog.told.text() == "May be told: Health only"
    dialog.share.setChecked(True)
    dialog.why.setPlainText("She visits on Mondays")
    dialog.save()
    tasks.wait_all(qtbot)
    assert screen._preview.pages == 1
    entry = real_desk.sharing.record(child).log[0]
    assert (entry.whom, entry.why) == ("Jo Grant, school nurse", "She visits on Mondays")
    assert "Left out: 1 marked detail" in entry.note
    screen.close_preview()
    screen.undo()
    assert real_desk.sharing.record(child).log == ()


def test_what_was_found_is_turned_to_in_its_section(qtbot, screen, real_desk, child):
    mum = real_desk.save_person(PersonForm(child, "Dana Elsworth", "mother"))
    fact = real_desk.around.save_fact(KeyFactForm(child, "health", "Asthma"))
    real_desk.around.save_fact(KeyFactForm(child, "risk", "Dog loose in the yard"))
    tie = real_desk.around.save_tie(TieForm(child, "close", mum, child))
    entry = real_desk.sharing.save_sharing(SharingForm(child, date(2026, 3, 2), "The plan", "School"))
    tasks.wait_all(qtbot)
    screen.want_record("facts", "key_fact", fact)
    tasks.wait_all(qtbot)
    assert screen.tabs.currentWidget()._row().id == fact
    screen.want_record("genogram", "tie", tie)
    tasks.wait_all(qtbot)
    assert screen.tabs.currentWidget()._tie().id == tie
    screen.want_record("sharing", "sharing", entry)
    tasks.wait_all(qtbot)
    assert screen.tabs.currentWidget().log.current().id == entry
    screen.want_record("people", "person", mum)
    assert screen.people.current().id == mum


def test_what_was_taken_off_is_read_and_put_back(qtbot, screen, real_desk, child):
    screen.open_section("record")
    screen.record.view.selectRow(0)
    screen.record.delete_current()
    reason = screen.opened[-1]
    qtbot.keyClicks(reason.reason, "Meant for Noah")
    reason.save()
    tasks.wait_all(qtbot)
    assert screen.record.table.rowCount() == 1

    screen.record.taken_off.click()
    dialog = screen.opened[-1]
    tasks.wait_all(qtbot)
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Meant for Noah" in said and "Sam Okafor" in said and "Initial child protection conference" in said
    (back,) = dialog.backs.values()
    assert dialog.focusWidget() is back and back.accessibleName().startswith("Put back: ")
    qtbot.keyClick(back, Qt.Key.Key_Space)
    tasks.wait_all(qtbot)
    assert screen.record.table.rowCount() == 2 and "Put back" in screen.banner.message
    screen.undo()
    tasks.wait_all(qtbot)
    assert screen.record.table.rowCount() == 1


def test_where_nothing_was_taken_off_it_says_so(qtbot, screen):
    screen.show_taken_off()
    tasks.wait_all(qtbot)
    said = [each.text() for each in screen.opened[-1].findChildren(QLabel)]
    assert "Nothing has been taken off this record." in said
    screen.opened[-1].save()


def test_what_a_childs_details_said_before_is_read_from_the_form(qtbot, screen, real_desk, child):
    screen.edit_child()
    dialog = screen.opened[-1]
    dialog.address.setText("5 Weir Lane")
    dialog.save()
    tasks.wait_all(qtbot)
    screen.edit_child()
    dialog = screen.opened[-1]
    dialog.history.click()
    tasks.wait_all(qtbot)
    said = [each.text() for each in dialog.earlier.findChildren(QLabel)]
    assert "5 Weir Lane" in said and any(words.startswith("Before: Sam Okafor") for words in said)
    dialog.earlier.save()
    dialog.reject()


def test_the_people_around_a_child_print_without_a_protected_address(qtbot, screen, real_desk, child):
    mum = PersonForm(child, "Dana Elsworth", "mother", contact="01632 960001", parental_responsibility=True)
    real_desk.save_person(mum)
    real_desk.save_person(PersonForm(child, "Rob Elsworth", "father", address="7 Mill Row", protected=True))
    real_desk.save_person(PersonForm(child, "Jo Grant", "school nurse", "professional", note="Mondays only"))
    tasks.wait_all(qtbot)
    screen.open_section("people")
    qtbot.keyClick(screen.people.view, Qt.Key.Key_P, CTRL)
    print_for_the_file(qtbot, screen)
    pages = PdfReader(BytesIO(screen._preview._bytes)).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for words in (
        "Dana Elsworth",
        "Parental responsibility",
        "01632 960001",
        "Jo Grant",
        "Mondays only",
        "Professionals",
    ):
        assert words in text, words
    assert "Address protected" in text and "Mill Row" not in text
    screen.close_preview()


def test_another_size_of_the_text_is_fitted_at_once(qtbot, dressed, screen):
    screen.open_section("record")
    tasks.wait_all(qtbot)
    look = theme.Appearance(dressed, "light", 100)
    view = screen.record.view
    try:
        look.set("light", 150)  # the window keeps its size
        qtbot.waitUntil(lambda: screen.splitter.orientation() == Qt.Orientation.Vertical)
        for n in range(view.model().rowCount()):
            index = view.model().index(n, 0)
            needed = view.fontMetrics().horizontalAdvance(index.data())
            qtbot.waitUntil(lambda needed=needed: view.columnWidth(0) > needed)
    finally:
        look.set("light", 100)
        look.deleteLater()
    qtbot.waitUntil(lambda: screen.splitter.orientation() == Qt.Orientation.Horizontal)
