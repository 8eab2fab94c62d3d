"""Search over the whole record, as a person uses it: typed, filtered, opened at the place, and back again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft, PersonForm
from services.usecases.endings_results import EndingForm
from services.usecases.finding import Finder
from services.usecases.oversight_results import AuditForm, Discussion, SessionForm
from services.usecases.results import Own
from ui import tasks, theme
from ui.gate import RealGate
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.screens.child import RECORD
from ui.screens.sections import place
from ui.theme import Appearance
from ui.widgets.hitview import _high

NOW = datetime(2026, 3, 11, 10, 0)


@pytest.fixture
def desk(tmp_path: Path):
    own = Own("Sam Okafor", "social_worker", "stoke-on-trent")
    made, _ = access.create(
        tmp_path / "store", "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST
    )
    child = made.add_child(ChildForm("Łukasz", "Wiśniewski", born=date(2015, 5, 4), authority="oldham"))
    made.add_child(ChildForm("Maya", "Elsworth", born=date(2018, 6, 4), authority="oldham"))
    notes = (("Analysis", "He talked about the allotment and the hens."),)
    made.record(EventDraft(child, "visit", date(2026, 3, 2), {"seen": True}, notes=notes))
    made.save_person(PersonForm(child, "Siân O’Brien", "school nurse", "professional"))
    yield made
    made.close()


@pytest.fixture
def space(qtbot, dressed, desk, tmp_path: Path):
    look = Appearance(dressed, "light", 100)
    window = MainWindow(None, look, Preferences(tmp_path / "preferences.ini"), gate=RealGate(LEAST))
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.start(desk)
    with qtbot.waitActive(window):
        window.show()
    tasks.wait_all(qtbot)
    yield window.workspace
    tasks.cancel_all()


def settle(qtbot, space) -> None:
    qtbot.wait(250)
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: not space.search.model._timer.isActive())
    tasks.wait_all(qtbot)


def go(qtbot, space) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(space.caseload.search, Qt.Key.Key_F, modifiers)
    settle(qtbot, space)


def test_a_word_typed_opens_the_record_and_leads_back(qtbot, space) -> None:
    go(qtbot, space)
    assert space.search.words.hasFocus()
    qtbot.keyClicks(space.search.words, "alotment lukas")
    settle(qtbot, space)
    assert space.search.hits.rowCount() == 0  # both words are in no one record
    space.search.words.clear()
    qtbot.keyClicks(space.search.words, "alotment")
    settle(qtbot, space)
    assert space.search.hits.rowCount() == 1
    assert "allotment" in space.search.tally.text()
    qtbot.keyClick(space.search.words, Qt.Key.Key_Down)
    assert space.search.view.hasFocus()
    qtbot.keyClick(space.search.view, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert space.child.tabs.currentIndex() == RECORD
    assert space.child.side.event_panel.isVisible()
    assert "allotment" in " ".join(
        w.text() for w in space.child.side.event_panel.findChildren(QWidget) if hasattr(w, "text")
    )
    space.child.go_back()
    assert space.stack.currentWidget() is space.search
    assert space.search.words.text() == "alotment"


def test_the_tally_says_that_the_newest_were_looked_at_first(qtbot, space, desk, monkeypatch) -> None:
    monkeypatch.setattr(Finder, "MANY", 2)
    monkeypatch.setattr(Finder, "MOST", 3)
    child = desk.add_child(ChildForm("Ada", "Quill", born=date(2016, 5, 4), authority="oldham"))
    for day in range(1, 7):
        desk.record(
            EventDraft(child, "visit", date(2026, 2, day), {"seen": True}, notes=(("Analysis", "A heron."),))
        )
    go(qtbot, space)
    qtbot.keyClicks(space.search.words, "heron")
    settle(qtbot, space)
    assert space.search.hits.rowCount() == 3
    assert space.search.tally.text() == "The first 3, from the newest; another word or a filter finds fewer."


def test_a_person_opens_among_the_people(qtbot, space) -> None:
    go(qtbot, space)
    qtbot.keyClicks(space.search.words, "o'brien")
    settle(qtbot, space)
    space.search.view.setFocus()
    space.search.view.setCurrentIndex(space.search.hits.index(0))
    qtbot.keyClick(space.search.view, Qt.Key.Key_Return)
    tasks.wait_all(qtbot)
    assert space.child.tabs.currentIndex() == place("people")


def open_first(qtbot, space, words: str) -> None:
    space.go("search")
    settle(qtbot, space)
    space.search.words.setText(words)
    settle(qtbot, space)
    qtbot.keyClick(space.search.words, Qt.Key.Key_Down)
    qtbot.keyClick(space.search.view, Qt.Key.Key_Return)
    settle(qtbot, space)


def test_a_hit_opens_where_the_words_stand(qtbot, space, desk) -> None:
    child = next(row.child_id for row in desk.caseload() if "Łukasz" in row.name)
    heading = desk.endings.headings("closure")[-1]
    desk.endings.save(EndingForm(child, "closure", parts=((heading, "He likes the zeppelin."),)))
    open_first(qtbot, space, "zeppelin")
    page = space.child.tabs.currentWidget()
    box = page.editor.boxes[heading]
    qtbot.waitUntil(lambda: box.isVisible() and box.textCursor().selectedText() == "zeppelin")
    desk.audits.save(AuditForm(child, date(2026, 3, 10), "stoke-on-trent", "Ann", "An ocelot, overall"))
    open_first(qtbot, space, "ocelot")
    audits = space.child.tabs.currentWidget().audits
    qtbot.waitUntil(lambda: audits.editor.overall.textCursor().selectedText() == "ocelot")
    assert audits.editor.overall.isVisible()


def test_an_old_event_is_chosen_in_its_list(qtbot, space, desk) -> None:
    child = next(row.child_id for row in desk.caseload() if "Łukasz" in row.name)
    for day in range(1, 29):
        desk.record(EventDraft(child, "visit", date(2026, 2, day), {"seen": True}))
    notes = (("Analysis", "The marmalade was gone."),)
    desk.record(EventDraft(child, "visit", date(2025, 2, 1), {"seen": True}, notes=notes))
    open_first(qtbot, space, "marmalade")
    view = space.child.record.view
    qtbot.waitUntil(lambda: view.viewport().rect().intersects(view.visualRect(view.currentIndex())))
    assert view.currentIndex().row() == 29


def test_ones_own_session_opens_among_the_supervision(qtbot, space, desk) -> None:
    heading = desk.oversight.headings(child_id="worker")[0]
    said = Discussion("worker", ((heading, "Leave for the marathon."),))
    desk.oversight.record(SessionForm(date(2026, 3, 9), (said,), with_whom="Ann"))
    open_first(qtbot, space, "marathon")
    work = space.mywork
    qtbot.waitUntil(lambda: work.supervision.panel.view is not None)
    assert work.tabs.currentIndex() == 2 and work.supervision.isVisible()


def test_the_filters_narrow_and_are_cleared(qtbot, space) -> None:
    go(qtbot, space)
    search = space.search
    everything = search.hits.rowCount()
    assert everything == 4
    search.child.setCurrentIndex(search.child.findText("Maya Elsworth"))
    settle(qtbot, space)
    assert search.hits.rowCount() == 1
    search.child.setCurrentIndex(0)
    search.kind.setCurrentIndex(search.kind.findText("Person"))
    settle(qtbot, space)
    assert search.hits.rowCount() == 1
    search.clear_filters()
    settle(qtbot, space)
    assert search.hits.rowCount() == everything


def test_what_is_written_meanwhile_is_found(qtbot, space, desk) -> None:
    go(qtbot, space)
    qtbot.keyClicks(space.search.words, "kingfisher")
    settle(qtbot, space)
    assert space.search.tally.text() == "Nothing found."
    child = desk.caseload()[0].child_id
    desk.record(EventDraft(child, "visit", date(2026, 3, 3), notes=(("Analysis", "A kingfisher"),)))
    settle(qtbot, space)
    assert space.search.hits.rowCount() == 1


def test_every_control_of_the_search_has_a_name(qtbot, space) -> None:
    go(qtbot, space)
    nameless = [
        w
        for w in space.search.findChildren(QWidget)
        if w.isVisible()
        and w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (w.accessibleName() or getattr(w, "text", str)())
    ]
    assert not [w for w in nameless if w.parent() not in nameless]


def test_days_in_the_wrong_order_are_said(qtbot, space) -> None:
    space.go("search")
    settle(qtbot, space)
    space.search.first.choose(date(2026, 3, 5))
    space.search.last.choose(date(2026, 3, 1))
    settle(qtbot, space)
    assert "after the last" in space.search.tally.text()
    space.search.clear.click()
    settle(qtbot, space)
    assert "after the last" not in space.search.tally.text()


def test_a_line_in_arabic_has_the_height_that_it_needs(qtbot, space) -> None:
    font = theme.current().font("base", bold=True)
    latin, arabic = (_high(words, font) for words in ("Visit", "مريم الحسن"))
    assert arabic >= latin >= QFontMetrics(font).height()
