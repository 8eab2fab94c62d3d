"""The child screen as a person uses it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from services.usecases.results import Problem
from tests.ui.fakes_child import TODAY, FakeDesk, deadline
from tests.ui.readers import print_for_the_file
from ui import prompts, tasks
from ui.screens.child import AGENDA, CALENDAR, PEOPLE, PLANS, RECORD, SUMMARY, ChildScreen
from ui.viewmodels import printing, why

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def child_desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def screen(qtbot, child_desk, monkeypatch):
    monkeypatch.setattr(prompts, "ask", lambda *words, **more: True)
    monkeypatch.setattr(printing, "_documents", lambda: child_desk.documents)
    monkeypatch.setattr(why, "repeating", lambda calendar: frozenset({"st.cp.visit"}))
    made = ChildScreen(child_desk, "c1")
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.opened = []
    made.dialog_opened.connect(made.opened.append)
    with qtbot.waitActive(made):
        made.show()
    tasks.wait_all(qtbot)
    yield made
    child_desk.problems = ()
    made.let_go()


def words(widget: QWidget) -> str:
    """All words shown in a widget."""
    QApplication.processEvents()
    found = []
    for each in widget.findChildren(QWidget):
        if each.isVisible():
            found.append(str(each.text()) if callable(getattr(each, "text", None)) else each.accessibleName())
    return " | ".join(found)


def click_button(qtbot, parent: QWidget, name: str) -> None:
    QApplication.processEvents()
    button = next(
        b for b in parent.findChildren(QAbstractButton) if b.isVisible() and name in b.text().replace("&", "")
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_buttons_go_beneath_the_name_where_there_is_little_room(qtbot, screen):
    head = screen.head
    for width, beneath in ((1200, False), (620, True), (1200, False)):
        screen.resize(width, 800)

        def as_wanted(beneath: bool = beneath) -> bool:
            foot = head.who.mapTo(head, QPoint(0, head.who.height())).y()
            return (head.record.mapTo(head, QPoint()).y() >= foot) is beneath

        qtbot.waitUntil(as_wanted)


def test_the_line_beneath_the_name_stays_one_line(qtbot, screen):
    who = screen.head.who
    one = who.sizeHint().height()
    who.setText("9, born 25 Oct 2017 · " + "Welsh, and Arabic with her grandmother · " * 8)
    assert who.height() <= one + 2
    assert who.shown.endswith("…") and who.toolTip() == who.text() == who.accessibleName()


def test_the_head_says_who_this_is(screen):
    said = words(screen.head)
    for part in (
        "Maya Elsworth",
        "Known as May",
        "born 4 Jun 2018",
        "Child protection since 27 Feb 2026",
        "Sam Okafor",
        "Stoke-on-Trent",
        "2 Mar 2026 (9 days ago)",
        "To know: Allergic to nuts",
    ):
        assert part in said
    assert "Early help" not in said


def test_the_month_is_moved_through_by_keyboard(qtbot, screen):
    month = screen.calendar.month
    assert month.hasFocus() and screen.month.day == TODAY
    qtbot.keyClick(month, Qt.Key.Key_Right)
    qtbot.keyClick(month, Qt.Key.Key_Down)
    assert screen.month.day == date(2026, 3, 19)
    qtbot.keyClick(month, Qt.Key.Key_PageDown)
    assert screen.calendar.title.text() == "April 2026"
    qtbot.keyClick(month, Qt.Key.Key_T)
    qtbot.keyClick(month, Qt.Key.Key_End)
    assert screen.month.day == date(2026, 3, 15)
    screen.month.select(date(2026, 4, 3))
    assert "Good Friday" in month.accessibleDescription()
    assert "Good Friday" in screen.side.day.subtitle.text()


def test_a_day_with_one_entry_opens_why_by_enter(qtbot, screen):
    screen.month.select(date(2026, 3, 16))
    qtbot.keyClick(screen.calendar.month, Qt.Key.Key_Return)
    assert screen.side.stack.currentWidget() is screen.side.why
    assert "Child seen every 10 working days" in words(screen.side.why)


def test_a_full_day_opens_its_list_and_enter_opens_an_entry(qtbot, child_desk, screen):
    child_desk.rules += [deadline(f"x.{n}@1", f"Rule {n}", date(2026, 3, 18), "due") for n in range(9)]
    screen.model.refresh()
    tasks.wait_all(qtbot)
    screen.month.select(date(2026, 3, 18))
    qtbot.keyClick(screen.calendar.month, Qt.Key.Key_Return)
    assert screen.side.day.list.hasFocus() and screen.side.day.list.count() == 9
    qtbot.keyClick(screen.side.day.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.side.day.list, Qt.Key.Key_Return)
    assert "Rule 1" in words(screen.side.why)


def test_clicking_an_entry_of_the_month_shows_why(qtbot, screen):
    month = screen.calendar.month
    month.grab()
    rect, key = next((rect, key) for rect, key in month._hits if key == "st.cp.core-group-first@1")
    qtbot.mouseClick(month, Qt.MouseButton.LeftButton, pos=rect.center())
    assert screen.side.why.view.key == key and screen.month.day == date(2026, 3, 13)
    qtbot.mouseClick(
        month, Qt.MouseButton.LeftButton, pos=month.cell_rect(date(2026, 3, 25)).bottomLeft() + QPoint(9, -3)
    )
    assert screen.side.stack.currentWidget() is screen.side.day


def test_why_is_complete(qtbot, screen):
    screen.show_key("st.cp.visit@2")
    said = words(screen.side.why)
    for part in (
        "Due in 5 days",
        "Monday 16 March 2026",
        "10 working days after it: Fri 13 Mar 2026",
        "Section Four, Visits",
        "Must: required",
        "Social worker",
        "Reading: interpreted",
        "Counted from the last visit.",
        "Initial child protection conference, Fri 27 Feb 2026",
        "Child seen every 4 weeks",
    ):
        assert part in said
    click_button(qtbot, screen.side.why, "Initial child protection conference")
    assert screen.side.event_panel.shown.id == "e2"


def test_recording_what_meets_it_opens_the_form_filled_in(qtbot, child_desk, screen):
    screen.show_key("st.cp.visit@2")
    click_button(qtbot, screen.side.why, "Record what meets this")
    dialog = screen.opened[-1]
    assert dialog.model.form.type == "visit" and dialog._answers["plan"].value == ("cp",)
    qtbot.keyClicks(dialog.at.date.line, "yesterday")
    dialog.save()
    tasks.wait_all(qtbot)
    assert child_desk.saved[-1].at == TODAY - timedelta(days=1)
    assert screen.side.event_panel.shown.at == TODAY - timedelta(days=1)
    assert "Saved." in screen.banner.message


def test_a_missing_milestone_opens_its_event_at_that_date(qtbot, screen):
    screen.model.desk.rules[1] = deadline(
        "st.cp.invitations@1",
        "Invitations sent",
        date(2026, 3, 4),
        "overdue",
        meets_type="icpc",
        meets_milestone="plan_sent",
    )
    screen.model.refresh()
    tasks.wait_all(qtbot)
    screen.show_key("st.cp.invitations@1")
    click_button(qtbot, screen.side.why, "Record what meets this")
    dialog = screen.opened[-1]
    assert dialog.model.original.id == "e2"
    dialog.reject()


def test_booking_it(qtbot, screen):
    screen.show_key("st.cp.review@1")
    click_button(qtbot, screen.side.why, "Book it")
    dialog = screen.opened[-1]
    assert dialog.booked.isChecked() and dialog.model.form.type == "review_conference"
    dialog.reject()


def test_a_frequency_is_agreed_with_who_and_why(qtbot, child_desk, screen):
    screen.show_key("st.cp.visit@2")
    click_button(qtbot, screen.side.why, "Agree a frequency")
    dialog = screen.opened[-1]
    dialog.save()
    assert "Say why" in dialog.rows["why"].problem
    dialog.number.setValue(1)
    qtbot.keyClicks(dialog.why, "Worries about bruising")
    dialog.save()
    tasks.wait_all(qtbot)
    assert child_desk.agreed[-1].repeat == "1 weeks" and child_desk.agreed[-1].by == "Sam Okafor"
    assert "Every week from 11 Mar 2026, agreed by Sam Okafor" in words(screen.side.why)


def test_waiving_asks_by_whom_and_why(qtbot, child_desk, screen):
    screen.show_key("st.cp.core-group-first@1")
    click_button(qtbot, screen.side.why, "Waive")
    dialog = screen.opened[-1]
    dialog.by.clear()
    dialog.save()
    assert dialog.rows["by"].problem and dialog.rows["why"].problem and not child_desk.waived
    qtbot.keyClicks(dialog.by, "Jo Ellis")
    qtbot.keyClicks(dialog.why, "The plan ended on appeal")
    child_desk.problems = (
        Problem("waive.at", "lies before the standard's clock"),
        Problem("by", "is not known"),
    )
    dialog.save()
    assert dialog.rows["by"].problem == "Is not known" and "lies before" in dialog.banner.message.lower()
    child_desk.problems = ()
    dialog.save()
    assert (
        child_desk.waived[-1].by == "Jo Ellis" and child_desk.waived[-1].standard == "st.cp.core-group-first"
    )
    tasks.wait_all(qtbot)


def test_the_agenda_is_searched_and_filtered(qtbot, screen):
    qtbot.keyClick(screen, Qt.Key.Key_F, CTRL)
    assert screen.tabs.currentIndex() == AGENDA and screen.agenda.search.hasFocus()
    qtbot.keyClicks(screen.agenda.search, "oversight overdue")
    assert screen.agenda.count.text() == "0 lines"
    screen.agenda.search.setText("oversight")
    assert screen.agenda.count.text() == "1 line, 1 overdue"
    screen.agenda.search.clear()
    screen.agenda.state.setCurrentIndex(screen.agenda.state.findData("overdue"))
    assert screen.agenda.count.text() == "1 line, 1 overdue"
    screen.agenda.search.setText("nothing like this")
    assert "Nothing fits" in screen.agenda.none.text() and screen.agenda.list.isHidden()


def test_choosing_in_the_agenda_by_keyboard_shows_why(qtbot, screen):
    screen.tabs.setCurrentIndex(AGENDA)
    view = screen.agenda.list
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert screen.side.why.view.key == "st.cp.supervision@1"
    folded = screen.agenda.table.find("st.cp.visit@2")
    assert not view.isExpanded(folded)
    view.setCurrentIndex(folded)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert screen.side.why.view.key == "st.cin.visit@2"
    assert "A stricter rule for the same act" in words(screen.side.why)
    screen.model.refresh()
    tasks.wait_all(qtbot)
    assert view.isExpanded(screen.agenda.table.find("st.cp.visit@2"))
    assert view.currentIndex().data() == "Child seen every 4 weeks on a child in need plan"


def test_the_record_is_newest_first_and_searches_notes(qtbot, screen):
    screen.tabs.setCurrentIndex(RECORD)
    assert [event.id for event in screen.record.table.rows()] == ["e4", "e5", "e3", "e2", "e1"]
    qtbot.keyClicks(screen.record.search, "teacher")
    assert [event.id for event in screen.record.table.rows()] == ["e3"]
    screen.record.view.selectRow(0)
    assert "She likes her new teacher" in words(screen.side.event_panel)
    click_button(qtbot, screen.side.event_panel, "Earlier wordings")
    tasks.wait_all(qtbot)
    assert "Version 1, Sam Okafor" in words(screen.side.event_panel)


def test_an_event_is_removed_with_a_reason_and_brought_back(qtbot, child_desk, screen):
    screen.tabs.setCurrentIndex(RECORD)
    screen.record.select("e3")
    screen.record.view.setFocus()
    qtbot.keyClick(screen.record.view, Qt.Key.Key_Delete)
    dialog = screen.opened[-1]
    dialog.save()
    assert dialog.rows["why"].problem
    qtbot.keyClicks(dialog.reason, "Recorded for the wrong child")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert child_desk.removed == [("e3", "Recorded for the wrong child")]
    assert "e3" not in [event.id for event in screen.record.table.rows()]
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.record.view.setFocus()
    qtbot.keyClick(screen.record.view, Qt.Key.Key_Z, CTRL)
    tasks.wait_all(qtbot)
    assert "Undone: Removal of an event" in screen.banner.message
    assert "e3" in [event.id for event in screen.record.table.rows()]


def test_a_booking_is_turned_into_what_happened(qtbot, child_desk, screen):
    screen.show_key("event:e5")
    click_button(qtbot, screen.side.event_panel, "It has happened")
    dialog = screen.opened[-1]
    assert dialog.happened.isChecked() and dialog.dirty()
    dialog.save()
    tasks.wait_all(qtbot)
    assert child_desk.saved[-1][1].planned is False


def test_ctrl_n_records_and_the_numbers_turn_the_pages(qtbot, screen):
    qtbot.keyClick(screen.calendar.month, Qt.Key.Key_N, CTRL)
    assert screen.opened[-1].picker.isVisible()
    screen.opened[-1].reject()
    for page in (CALENDAR, AGENDA, RECORD, PEOPLE, PLANS):  # those among the first nine
        qtbot.keyClick(screen.tabs, Qt.Key(Qt.Key.Key_1.value + page), CTRL)
        assert screen.tabs.currentIndex() == page
        assert screen.side.isVisible() == (page in (CALENDAR, AGENDA, RECORD))


def test_people_are_added_changed_and_removed(qtbot, child_desk, screen):
    screen.tabs.setCurrentIndex(PEOPLE)
    click_button(qtbot, screen.people, "Add a person")
    dialog = screen.opened[-1]
    dialog.save()
    assert dialog.rows["name"].problem
    qtbot.keyClicks(dialog.name, "Jo Grant")
    qtbot.keyClicks(dialog.relation, "School nurse")
    dialog.kind.setCurrentIndex(2)
    dialog.save()
    tasks.wait_all(qtbot)
    assert [p.name for p in screen.people.table.rows()] == ["Dana Elsworth", "Mrs Ahmed", "Jo Grant"]
    screen.people.view.selectRow(0)
    click_button(qtbot, screen.people, "Change")
    screen.opened[-1].contact.setPlainText("At work")
    screen.opened[-1].save()
    tasks.wait_all(qtbot)
    assert child_desk.saved[-1][1] == "p1" and child_desk.saved[-1][0].parental_responsibility
    screen.people.view.selectRow(0)
    click_button(qtbot, screen.people, "Remove")
    tasks.wait_all(qtbot)
    assert len(screen.people.table.rows()) == 2


def test_three_actions_of_a_plan_are_seen_at_once(qtbot, screen):
    from services.usecases.commands import ActionForm

    screen.resize(1212, 830)  # what a window of 1360 by 860 leaves
    screen.tabs.setCurrentIndex(PLANS)
    click_button(qtbot, screen.plans, "New plan")
    editor = screen.plans.editor
    outcome = editor.outcomes[0]
    while len(outcome.actions_list) < 3:
        outcome.add_action(ActionForm("Walk to school"))
    QApplication.processEvents()
    editor.go_to("outcomes")
    QApplication.processEvents()
    last = outcome.actions_list[2]
    assert all(each.height() < each.what.height() * 3.5 for each in outcome.actions_list)
    foot = last.mapTo(editor, QPoint(0, last.height())).y()
    assert foot <= editor.height()


def test_a_plan_is_written(qtbot, child_desk, screen):
    screen.tabs.setCurrentIndex(PLANS)
    click_button(qtbot, screen.plans, "New plan")
    editor = screen.plans.editor
    assert editor.kind.currentData() == "child_protection"
    qtbot.keyClicks(editor.outcomes[0].need, "Cold house")
    qtbot.keyClicks(editor.outcomes[0].outcome, "A warm home")
    action = editor.outcomes[0].actions_list[0]
    qtbot.keyClicks(action.who, "Landlord")
    screen.plans.save()
    assert "say what is to be done" in editor.rows["outcomes"].problem
    qtbot.keyClicks(action.what, "Repair the boiler")
    qtbot.keyClicks(action.by.line, "1/4/2026")
    click_button(qtbot, editor, "Add a signature")
    qtbot.keyClicks(editor.signatures[0].name, "Dana Elsworth")
    click_button(qtbot, editor, "Add an outcome")
    qtbot.keyClicks(editor.texts["contingency"], "Stay with Gran")
    qtbot.keyClick(editor.texts["contingency"], Qt.Key.Key_S, CTRL)
    tasks.wait_all(qtbot)
    form, id = child_desk.saved[-1]
    assert id is None and form.contingency == "Stay with Gran" and form.draft
    assert [(a.what, a.by) for a in form.outcomes[0].actions] == [("Repair the boiler", date(2026, 4, 1))]
    assert form.signatures == (("Dana Elsworth", "", None),)
    assert not screen.plans.dirty
    screen.plans.save()
    assert child_desk.saved[-1][1] == "plan2"
    screen.plans.leave()
    assert len(screen.plans.table.rows()) == 2


def test_a_plan_is_amended_and_printed(qtbot, child_desk, screen):
    screen.tabs.setCurrentIndex(PLANS)
    screen.plans.open_current()
    editor = screen.plans.editor
    assert (
        editor.outcomes[0].actions_list[0].what.text() == "Parenting sessions" and editor.agreed.isChecked()
    )
    assert not screen.plans.dirty
    editor.outcomes[0].actions_list[0].done.choose(TODAY)
    editor.review_by.choose(date(2026, 1, 1))
    screen.plans.save()
    assert editor.rows["review_by"].problem
    editor.review_by.choose(None)
    screen.plans.save()
    assert child_desk.saved[-1][0].outcomes[0].actions[0].done == TODAY
    screen.plans.leave()
    click_button(qtbot, screen.plans, "Print")
    print_for_the_file(qtbot, screen)
    assert screen._preview.heading.text() == "Child protection plan of Maya Elsworth"


def test_a_summary_is_written_with_what_is_offered(qtbot, child_desk, screen):
    screen.tabs.setCurrentIndex(SUMMARY)
    click_button(qtbot, screen.summary, "New summary")
    tasks.wait_all(qtbot)
    editor = screen.summary.editor
    heading = next(iter(editor.boxes))
    assert len(editor.boxes) == 8 and editor.boxes[heading].toPlainText() == "Maya is seven."
    click_button(qtbot, editor, "Put it in")
    assert editor.boxes[heading].toPlainText() == "Maya is seven.\nMaya is 7 and lives at home."
    assert editor.takes[heading].isHidden()
    assert screen.summary.count.text() == "10 words under 1 of 8 headings"
    screen.summary.save()
    tasks.wait_all(qtbot)
    form, id = child_desk.saved[-1]
    assert id is None and form.written == TODAY and form.parts[0][1].endswith("lives at home.")


def test_the_calendar_is_printed_from_memory(qtbot, screen):
    qtbot.keyClick(screen.calendar.month, Qt.Key.Key_P, CTRL)
    print_for_the_file(qtbot, screen)
    assert screen._preview.pages == 2 and screen._preview._file_name == "calendar-S-10442-2026-03-11.pdf"
    qtbot.keyClick(screen._preview.view, Qt.Key.Key_Escape)
    assert screen._preview is None and screen.stack.currentIndex() == 0


def test_a_sibling_is_a_link_and_back_returns(qtbot, screen):
    click_button(qtbot, screen.head, "Noah Elsworth")
    tasks.wait_all(qtbot)
    assert screen.head.name.text() == "Noah Elsworth"
    qtbot.keyClick(screen.calendar.month, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    tasks.wait_all(qtbot)
    assert screen.head.name.text() == "Maya Elsworth"
    with qtbot.waitSignal(screen.closed):
        screen.go_back()
    assert screen.model.desk.changes.listeners == []


def test_the_details_of_the_child_are_changed(qtbot, child_desk, screen):
    click_button(qtbot, screen.head, "Details")
    dialog = screen.opened[-1]
    assert dialog.facts.values == ("in_school",) and dialog.authority.currentData() == "stoke-on-trent"
    dialog.given.setText("Maja")
    dialog.facts.boxes["disabled"].click()
    dialog.save()
    tasks.wait_all(qtbot)
    assert child_desk.saved[-1].facts == {"in_school": True, "disabled": True}
    assert screen.head.name.text() == "Maja Elsworth"


def test_every_control_has_a_name_on_every_page(qtbot, screen):
    for page in range(6):
        screen.tabs.setCurrentIndex(page)
        tasks.wait_all(qtbot)
        if page == PLANS:
            screen.plans.open_current()
        if page == SUMMARY:
            screen.summary.begin()
            tasks.wait_all(qtbot)
        for key in ("st.cp.visit@2", "event:e3"):
            screen.show_key(key)
            nameless = [
                each
                for each in screen.findChildren(QWidget)
                if each.isVisible()
                and each.focusPolicy() & Qt.FocusPolicy.TabFocus
                and not each.accessibleName()
                and not (isinstance(each, QAbstractButton) and each.text())
                and not each.objectName().startswith("qt_")
            ]
            assert nameless == [], (page, nameless)
