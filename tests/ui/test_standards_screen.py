"""The standards as somebody reads them: found by typing, told in full, and leading to the children they bear on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel

from services.usecases.changes import Changed
from tests.ui.fakes import AUTHORITIES
from tests.ui.fakes_standards import FIRST, LATER, FakeStandardsDesk
from tests.ui.test_names import nameless
from ui import tasks, theme
from ui.screens.standards import AUDITED, EXPECTED, TIMED, StandardsScreen
from ui.tables.outline import KeyRole, Line, OutlineTable, Section
from ui.viewmodels import standards
from ui.viewmodels.standards import StandardsModel, bearing_words, printed_day, tally
from ui.widgets.link import Link


@pytest.fixture
def desk() -> FakeStandardsDesk:
    return FakeStandardsDesk()


@pytest.fixture
def screen(qtbot, desk: FakeStandardsDesk) -> StandardsScreen:
    made = StandardsScreen(desk)
    qtbot.addWidget(made)
    made.resize(1200, 820)
    made.start()
    made.show()
    tasks.wait_all(qtbot)
    yield made
    made.close_down()


def keys(screen: StandardsScreen, number: int = TIMED) -> set[str]:
    return {line.key for section in screen.tables[number].sections() for line in section.lines}


def test_the_outline_is_a_sound_model(qtbot) -> None:
    table = OutlineTable()
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.set_rows(())
    lines = (
        Line("a", "Held in ten days", "10 days · 4.2"),
        Line("b", "Seen", "4 weeks", "Bears on 1 child now", "due"),
    )
    table.set_rows((Section("cp", "Child protection", lines, "1 bears now"), Section("none", "Empty", ())))
    index = table.find("b")
    assert index.data() == "Seen" and index.parent().row() == 0 and index.data(KeyRole) == "b"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Seen. 4 weeks. Bears on 1 child now"
    assert index.parent().data(Qt.ItemDataRole.AccessibleTextRole) == "Child protection, 2 lines, 1 bears now"
    assert not table.find("c").isValid()
    table.set_rows(())


def test_it_opens_on_ones_own_authority_with_every_standard(screen: StandardsScreen) -> None:
    book = screen.model.book
    assert book is not None and screen.authority.currentData() == "stoke-on-trent"
    assert keys(screen) == {s.id for s in book.standards}
    assert keys(screen, EXPECTED) == {e.id for e in book.expectations}
    assert keys(screen, AUDITED) == {a.id for a in book.audits} and len(book.audits) == 62
    assert screen.counts[TIMED].text() == "150 standards under 26 headings."
    assert screen.source.text().endswith("version 6, published 23 May 2024.")
    assert nameless(screen) == []


def test_search_as_one_types_and_read_one_in_full(screen: StandardsScreen, qtbot) -> None:
    screen.focus_search()
    qtbot.keyClicks(screen.search, "first core group 10 working days")
    assert FIRST in keys(screen) and len(keys(screen)) < 6
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    view = screen.lists[TIMED]
    screen.lists[TIMED].setCurrentIndex(screen.tables[TIMED].find(FIRST))
    shown = screen.panel.standard
    assert shown is not None and shown.id == FIRST
    words = texts(screen)
    for said in (
        shown.says,
        shown.cite,
        "Due within 10 working days.",
        "Reading: printed",
        "A worked example",
    ):
        assert said in words, said
    assert shown.example is not None and shown.example.counting in words
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert screen.search.text() == "" and len(keys(screen)) == 150


def texts(screen: StandardsScreen) -> set[str]:
    QApplication.processEvents()
    return {each.text() for each in screen.panel.findChildren(QLabel) if each.isVisibleTo(screen.panel)}


def test_nothing_found_is_said(screen: StandardsScreen, qtbot) -> None:
    qtbot.keyClicks(screen.search, "zzz")
    assert screen.counts[TIMED].text().startswith("Nothing fits")
    assert screen.tables[TIMED].rowCount() == 0


def test_whom_it_bears_on_opens_the_child(screen: StandardsScreen, qtbot) -> None:
    screen.bearing.setChecked(True)
    assert keys(screen) == {LATER} | (
        {"stoke.supervision.frequency"} & {s.id for s in screen.model.book.standards}
    )
    screen._go_to(LATER)
    links = {each.text(): each for each in screen.panel.findChildren(Link) if not each.isHidden()}
    assert set(links) == {"Ada Lovell: overdue since Sun 1 Mar 2026", "Łukasz Wójcik: due Sun 29 Mar 2026"}
    with qtbot.waitSignal(screen.child_wanted) as got:
        links["Łukasz Wójcik: due Sun 29 Mar 2026"].setFocus()
        qtbot.keyClick(links["Łukasz Wójcik: due Sun 29 Mar 2026"], Qt.Key.Key_Space)
    assert got.args == ["c2", f"{LATER}|2026-03-01|2026-03-29"]


def test_what_changes_in_the_caseload_is_read_again(screen: StandardsScreen, desk, qtbot) -> None:
    desk.bears = {}
    desk.changes.publish(object())
    tasks.wait_all(qtbot)
    screen.bearing.setChecked(True)
    assert keys(screen) == set()


def test_another_authority_and_the_tab_that_it_lacks(screen: StandardsScreen, qtbot) -> None:
    screen.authority.setCurrentIndex(screen.authority.findData("oldham"))
    tasks.wait_all(qtbot)
    assert screen.model.book.authority == "oldham"
    assert [screen.tabs.tabText(n) for n in range(screen.tabs.count())] == ["With a &date", "E&xpected"]
    screen.show_standard("stoke-on-trent", FIRST)
    tasks.wait_all(qtbot)
    assert screen.panel.standard.id == FIRST
    assert screen.tabs.count() == 3


def test_the_other_reading_is_tied(screen: StandardsScreen) -> None:
    tied = next(s for s in screen.model.book.standards if s.tied)
    screen._go_to(tied.id)
    other = screen.model.standard(tied.tied[0])
    link = next(each for each in screen.panel.findChildren(Link) if each.text() == other.says)
    screen.search.setText("zzz")
    link.click()
    assert screen.panel.standard.id == other.id and screen.search.text() == ""


def test_the_booklet_is_shown_and_left_again(screen: StandardsScreen, qtbot) -> None:
    qtbot.mouseClick(screen.print, Qt.MouseButton.LeftButton)
    tasks.wait_all(qtbot, 60_000)
    assert screen.stack.currentIndex() == 1
    assert screen.page.document.pageCount() > 10
    screen.page.closed.emit()
    assert screen.stack.currentIndex() == 0


def test_words() -> None:
    assert printed_day("2024-05-23") == "23 May 2024" and printed_day("2015") == "2015"
    assert tally((), "standard") == "0 standards"
    desk = FakeStandardsDesk()
    assert bearing_words(desk.bears["stoke.supervision.frequency"][0]) == "You: due Fri 20 Mar 2026"


def test_it_follows_the_theme(screen: StandardsScreen, dressed) -> None:
    screen._go_to(LATER)
    for name, scale in (("dark", 2.0), ("light", 1.0)):
        theme.Theme.load(name, scale).apply(dressed)
        assert not screen.grab().isNull()


def test_a_closed_model_reads_nothing_more(qtbot, desk) -> None:
    model = StandardsModel(desk)
    model.close()
    model.choose("oldham")
    assert model.book is None and desk.changes.listeners == []


def test_a_local_reading_that_passes_the_national_limit_is_flagged(screen: StandardsScreen, qtbot) -> None:
    screen.show_standard("oldham", "oldham.eh.escalate-24h")
    tasks.wait_all(qtbot)
    said = texts(screen)
    assert "Passes the national limit" in said
    assert any("allows more time than this, always: plan to the earlier date" in each for each in said)
    screen.show_standard("stoke-on-trent", "stoke.cp.icpc")
    tasks.wait_all(qtbot)
    assert "National guidance" in texts(screen) and "Passes the national limit" not in texts(screen)


def test_an_authority_that_has_come_is_offered_and_changed_standards_are_read_again(
    screen: StandardsScreen, desk, qtbot, monkeypatch
) -> None:
    read = []
    monkeypatch.setattr(
        standards,
        "read_book",
        lambda name, desk, keep=standards.read_book: read.append(name) or keep(name, desk),
    )
    desk.changes.publish(Changed("settings", frozenset()))
    tasks.wait_all(qtbot)
    assert read == ["stoke-on-trent", "working-together-2015"] and screen.model.book is not None
    monkeypatch.setattr(
        desk, "authorities", lambda: (*AUTHORITIES, replace(AUTHORITIES[0], id="mine", name="Mine"))
    )
    screen.start()
    assert screen.authority.findData("mine") == 5 and screen.authority.currentData() == "stoke-on-trent"
