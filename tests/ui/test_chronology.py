"""The chronology's page on a real encrypted store: read, curated by keyboard, of the family, printed, recorded."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft, PersonForm
from services.usecases.results import Own
from ui import prompts, tasks
from ui.dialogs.chronology import OwnEntryDialog, PrintChronologyDialog, TakeInDialog
from ui.screens.child import ChildScreen
from ui.screens.child_chronology import ChronologyPage

NOW = datetime(2026, 3, 20, 10, 0)
CTRL = Qt.KeyboardModifier.ControlModifier
FELL = "What happened, and who saw or heard it (fact)"


@pytest.fixture
def real_desk(tmp_path: Path):
    own = Own("Sam Okafor", "social_worker", "westmorland-and-furness")
    desk, _code = access.create(
        tmp_path / "store", "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST
    )
    yield desk
    desk.close()


@pytest.fixture
def maya(real_desk) -> str:
    add = real_desk.add_child
    first = add(ChildForm("Maya", "Elsworth", born=date(2018, 6, 4), family="Elsworth"))
    second = add(ChildForm("Noah", "Elsworth", born=date(2021, 6, 4), family="Elsworth"))
    real_desk.record(EventDraft(first, "case_opened", date(2026, 2, 9), also_for=(second,)))
    notes = ((FELL, "Maya was left alone overnight."), ("Analysis", "She was afraid of the dark."))
    real_desk.record(EventDraft(first, "significant_event", date(2026, 3, 2), notes=notes))
    real_desk.record(EventDraft(first, "visit", date(2026, 3, 4), {"seen": True}))
    noahs = ((FELL, "Noah bit another child at nursery."),)
    real_desk.record(EventDraft(second, "significant_event", date(2026, 3, 3), notes=noahs))
    return first


@pytest.fixture
def screen(qtbot, dressed, real_desk, maya, monkeypatch):
    monkeypatch.setattr(prompts, "ask", lambda *words, **more: True)
    made = ChildScreen(real_desk, maya)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.opened = []
    made.dialog_opened.connect(made.opened.append)
    with qtbot.waitActive(made):
        made.show()
    tasks.wait_all(qtbot)
    made.open_section("chronology")
    tasks.wait_all(qtbot)
    yield made
    made.let_go()
    tasks.wait_all(qtbot)


@pytest.fixture
def page(screen) -> ChronologyPage:
    return screen.tabs.currentWidget()


def shown(page: ChronologyPage) -> list[tuple[int, str]]:
    return [(row.number, row.entry.what) for row in page.table.rows()]


def turn_to(qtbot: Any, page: ChronologyPage, number: int) -> None:
    page.list.selectRow(number)
    tasks.wait_all(qtbot)


def test_it_shows_what_is_owed_and_each_entry_beside_the_list(qtbot, page):
    assert shown(page) == [
        (1, "Maya Elsworth was born"), (2, "Case opened"),
        (3, "Significant event. Maya was left alone overnight."),
    ]  # fmt: skip
    assert page.bar.count.text() == "3 entries"
    assert "Not recorded as brought up to date yet." in page.standing.text()
    assert "was due by Mon 9 Feb 2026" in page.standing.text()
    turn_to(qtbot, page, 2)
    assert page.panel.typed() == (
        "Significant event. Maya was left alone overnight.",
        "She was afraid of the dark.",
    )
    assert page.panel.when.text() == "3.  Monday 2 March 2026"


def test_what_is_typed_is_saved_on_going_to_the_next_entry(qtbot, page, real_desk, maya):
    turn_to(qtbot, page, 2)
    page.panel.impact.setFocus()
    page.panel.impact.selectAll()
    qtbot.keyClicks(page.panel.impact, "She sleeps with the light on.")
    assert page.panel.save_button.isEnabled()
    turn_to(qtbot, page, 0)
    entry = real_desk.chronicle.read(maya).entries[2]
    assert entry.impact == "She sleeps with the light on." and entry.curated
    assert shown(page)[2][1] == entry.what and page.panel.when.text().startswith("1.")
    real_desk.undo()
    tasks.wait_all(qtbot)
    assert page.table.rows()[2].entry.impact == "She was afraid of the dark."


def test_an_entry_is_reworded_put_back_hidden_and_shown_by_keyboard(qtbot, page, real_desk, maya):
    turn_to(qtbot, page, 2)
    page.panel.what.setFocus()
    page.panel.what.selectAll()
    qtbot.keyClicks(page.panel.what, "Left alone overnight.")
    qtbot.keyClick(page.panel.what, Qt.Key.Key_S, CTRL)
    tasks.wait_all(qtbot)
    assert shown(page)[2][1] == "Left alone overnight."
    assert page.panel.gathered.text().startswith("Significant event.")
    qtbot.keyClick(page.panel.back_button, Qt.Key.Key_Space)
    tasks.wait_all(qtbot)
    assert shown(page)[2][1].startswith("Significant event.")
    qtbot.keyClick(page.panel.hide_button, Qt.Key.Key_Space)
    tasks.wait_all(qtbot)
    assert len(shown(page)) == 2 and page.bar.count.text() == "2 entries, 1 hidden"
    assert page.panel.row is not None and page.panel.row.number == 2, "the entry that took its place"
    page.bar.hidden.setChecked(True)
    assert [n for n, _ in shown(page)] == [1, 2, 0]
    turn_to(qtbot, page, 2)
    assert page.panel.hide_button.accessibleName() == "Show again"
    qtbot.keyClick(page.panel.hide_button, Qt.Key.Key_Space)
    tasks.wait_all(qtbot)
    assert [n for n, _ in shown(page)] == [1, 2, 3]


def test_wording_that_the_record_has_overtaken_is_named_and_confirmed(
    qtbot, screen, page, real_desk, maya, monkeypatch
):
    page.list.selectRow(2)
    page.panel.what.setPlainText("Maya was alone at night.")
    page.panel.save_button.click()
    tasks.wait_all(qtbot)
    assert not page.panel.overtaken.isVisible()
    event = page.current().entry.parts[0].source_id
    monkeypatch.setattr("tests.ui.test_chronology.NOW", datetime(2026, 3, 23, 9, 0))
    told = ((FELL, "Maya was left with her aunt."),)
    real_desk.amend(event, EventDraft(maya, "significant_event", date(2026, 3, 2), notes=told), "Aunt rang")
    tasks.wait_all(qtbot)
    qtbot.waitUntil(page.panel.overtaken.isVisible)
    assert "amended 23 Mar 2026" in page.panel.source.text()
    assert "aunt" in page.panel.gathered.text()
    page.panel.still.click()
    tasks.wait_all(qtbot)
    assert not page.panel.overtaken.isVisible() and not page.panel.still.isVisible()
    assert page.panel.what.toPlainText() == "Maya was alone at night."


def test_earlier_wording_can_be_read(qtbot, page, real_desk):
    turn_to(qtbot, page, 1)
    for words in ("First wording.", "Second wording."):
        page.panel.what.setPlainText(words)
        assert page.save()
        tasks.wait_all(qtbot)
    page.panel.history_button.click()
    tasks.wait_all(qtbot)
    said = " ".join(each.text() for each in page.panel.findChildren(type(page.panel.when)))
    assert "First wording." in said and "Sam Okafor, Fri 20 Mar 2026, 10:00" in said


def test_a_megabyte_is_refused_calmly_and_stays_where_it_was_typed(qtbot, page):
    turn_to(qtbot, page, 1)
    page.panel.what.setPlainText("x" * 1_000_000)
    turn_to(qtbot, page, 0)
    assert page.panel.when.text().startswith("2.") and page.list.currentIndex().row() == 1
    assert "longer than 1,000 characters" in page.panel.what_row.problem
    page.panel.what.setPlainText("Case opened")


def test_an_entry_is_added_by_hand_for_both_children(qtbot, screen, page, real_desk, maya):
    page.add.click()
    dialog = screen.opened[-1]
    assert isinstance(dialog, OwnEntryDialog)
    dialog.save_button.click()
    assert set(dialog.check()) == {"at", "what", "origin"}
    qtbot.keyClicks(dialog.at.date.line, "1/9/2024")
    dialog.at.date.read()
    qtbot.keyClicks(dialog.what, "The family moved to Kendal.")
    qtbot.keyClicks(dialog.origin, "Housing, by letter")
    (box,) = dialog.siblings.values()
    box.setChecked(True)
    dialog.save_button.click()
    tasks.wait_all(qtbot)
    assert (2, "The family moved to Kendal.") in shown(page)
    turn_to(qtbot, page, 1)
    page.panel.change_button.click()
    dialog = screen.opened[-1]
    assert dialog.origin.text() == "Housing, by letter"
    dialog.origin.setText("Housing")
    dialog.save_button.click()
    tasks.wait_all(qtbot)
    assert page.panel.source.text() == "Housing" and page.panel.history_button.isVisibleTo(page.panel)
    qtbot.keyClick(page.panel.back_button, Qt.Key.Key_Space)
    tasks.wait_all(qtbot)
    assert len(shown(page)) == 3


def test_a_visit_that_mattered_is_taken_in(qtbot, screen, page):
    page.take_in.click()
    tasks.wait_all(qtbot)
    dialog = screen.opened[-1]
    assert isinstance(dialog, TakeInDialog)
    qtbot.keyClicks(dialog.search, "visit")
    assert dialog.list.count() == 1
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.save_button.click()
    tasks.wait_all(qtbot)
    assert shown(page)[-1] == (4, "Visit (child seen)")


def said_by(panel: QWidget) -> list[str]:
    kinds = (QLabel, QPushButton)
    return [each.text() for kind in kinds for each in panel.findChildren(kind) if each.isVisibleTo(panel)]


def test_an_event_is_taken_in_where_it_is_read_and_leads_to_its_entry(qtbot, screen, real_desk, maya):
    events = {e.type: e.id for e in real_desk.calendar(maya).events}
    screen.open_section("record")
    screen.show_key(f"event:{events['visit']}")
    tasks.wait_all(qtbot)
    panel = screen.side.event_panel
    add = next(b for b in panel.findChildren(QPushButton) if b.text() == "Add to chronology…")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    dialog = screen.opened[-1]
    qtbot.keyClicks(dialog.impact, "Maya slept through for the first time.")
    dialog.save()
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: "Marked as significant" in said_by(panel))
    assert not [
        b for b in panel.findChildren(QPushButton) if b.text() == "Add to chronology…" and b.isVisible()
    ]
    panel.entry_wanted.emit(events["visit"])
    tasks.wait_all(qtbot)
    page = screen.tabs.currentWidget()
    assert isinstance(page, ChronologyPage)
    assert page.panel.row.entry.impact == "Maya slept through for the first time."
    screen.undo()
    tasks.wait_all(qtbot)
    screen.open_section("record")
    screen.show_key(f"event:{events['visit']}")
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: "Add to chronology…" in said_by(panel))
    screen.show_key(f"event:{events['significant_event']}")
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: "In the chronology by its kind" in said_by(panel))


def test_the_family_stands_on_one_line_of_time_and_a_childs_own_holds_nothing_of_the_other(qtbot, page):
    assert not any("Noah" in what for _, what in shown(page))
    page.bar.whose.setCurrentIndex(1)
    page.bar.whose.activated.emit(1)
    tasks.wait_all(qtbot)
    assert [row.entry.whose for row in page.table.rows()] == [
        ("Maya",), ("Noah",), ("Maya", "Noah"), ("Maya",), ("Noah",)
    ]  # fmt: skip
    assert not page.list.isColumnHidden(2)
    page.bar.kind.setCurrentIndex(page.bar.kind.findData("concern"))
    page.bar.kind.activated.emit(1)
    assert [n for n, _ in shown(page)] == [1, 2]
    page.bar.first.choose(date(2026, 3, 3))
    assert shown(page) == [(1, "Significant event. Noah bit another child at nursery.")]


def printed(qtbot: Any, screen: ChildScreen) -> str:
    """Through the question who it is for, to the words of the page."""
    tasks.wait_all(qtbot)
    screen.opened[-1].save_button.click()
    tasks.wait_all(qtbot)
    pages = PdfReader(io.BytesIO(screen._preview._bytes)).pages
    return " ".join(" ".join(each.extract_text().split()) for each in pages)


def test_it_is_printed_for_court_and_recorded_as_up_to_date_with_one_tick(
    qtbot, screen, page, real_desk, maya
):
    screen._print("chronology")
    dialog = screen.opened[-1]
    assert isinstance(dialog, PrintChronologyDialog)
    assert dialog.by.text() == "Sam Okafor" and dialog.role.text() == "Social worker"
    assert dialog.draft.isChecked() and not dialog.up_to_date.isChecked()
    qtbot.keyClicks(dialog.court, "The Family Court at Barrow")
    qtbot.keyClicks(dialog.case_number, "BF26C00017")
    dialog.save_button.click()
    said = printed(qtbot, screen)
    assert "The Family Court at Barrow" in said and "BF26C00017" in said and "DRAFT" in said
    assert "Maya was left alone overnight." in said and "Noah" not in said
    assert real_desk.chronicle.read(maya).updated is None
    screen.close_preview()
    page.print_current()
    dialog = screen.opened[-1]
    assert dialog.court.text() == "The Family Court at Barrow", "typed once"
    dialog.up_to_date.setChecked(True)
    assert not dialog.draft.isChecked()
    dialog.save_button.click()
    assert "DRAFT" not in printed(qtbot, screen)
    assert real_desk.chronicle.read(maya).updated == date(2026, 3, 20)
    states = {
        d.standard: d.state for d in real_desk.calendar(maya).deadlines if d.met_at == date(2026, 3, 20)
    }
    assert states["wf.chron.start"] == "late"


def test_it_is_marked_up_to_date_with_one_click_and_only_once_a_day(qtbot, screen, page, real_desk, maya):
    page.done.click()
    tasks.wait_all(qtbot)
    assert "Brought up to date on Fri 20 Mar 2026." in page.standing.text()
    page.done.click()
    tasks.wait_all(qtbot)
    assert "recorded for today already" in screen.banner.message
    assert sum(e.type == "chronology" for e in real_desk.calendar(maya).events) == 1


def test_what_was_typed_is_offered_again_after_a_crash(qtbot, screen, page, real_desk, maya):
    turn_to(qtbot, page, 2)
    page.panel.impact.setPlainText("Half a thought")
    page.curator.keeper.keep()
    tasks.wait_all(qtbot)
    assert [u.title for u in real_desk.unsaved.listed(maya)] == ["Chronology entry"]
    again = ChronologyPage(real_desk)
    qtbot.addWidget(again)
    again.set_data(screen.model.data)
    tasks.wait_all(qtbot)
    again.show()
    assert "You were writing this" in again.banner.message
    again.banner._row.itemAt(0).widget().click()
    assert again.panel.typed()[1] == "Half a thought" and again.panel.when.text().startswith("3.")
    assert again.save()
    tasks.wait_all(qtbot)
    assert real_desk.chronicle.read(maya).entries[2].impact == "Half a thought"
    page.panel.set_typed(*page.panel.typed())


def test_what_was_found_by_searching_is_turned_to(qtbot, screen, page, real_desk, maya):
    entry = real_desk.chronicle.read(maya).entries[1]
    real_desk.chronicle.reword(entry, "The case was opened.", "")
    real_desk.chronicle.hide(real_desk.chronicle.read(maya).entries[1])
    tasks.wait_all(qtbot)
    edit = real_desk.chronicle.read(maya).entries[1].parts[0].edit_id
    screen.want_record("chronology", "chronology_edit", edit)
    assert page.panel.what.toPlainText() == "The case was opened."


def test_every_control_has_a_name_and_nothing_but_the_list_is_needed_for_the_keyboard(page):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView

    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView):
        for widget in page.findChildren(kind):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
                assert widget.accessibleName() or getattr(widget, "text", lambda: "")(), widget


def test_what_is_marked_on_a_siblings_record_is_left_out_of_the_familys(qtbot, screen, page, real_desk, maya):
    noah = next(s.child_id for s in real_desk.child(maya).siblings)
    real_desk.save_person(PersonForm(noah, "Gerald Pike", "neighbour", third_party=True))
    seen = ((FELL, "Gerald Pike saw Noah on the road."),)
    real_desk.record(EventDraft(noah, "significant_event", date(2026, 3, 5), notes=seen))
    page.bar.whose.setCurrentIndex(1)
    page.bar.whose.activated.emit(1)
    tasks.wait_all(qtbot)
    page.print_current()
    screen.opened[-1].save_button.click()
    said = printed(qtbot, screen)
    assert "saw Noah on the road" in said and "Pike" not in said
