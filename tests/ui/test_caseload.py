"""The caseload screen, used as a person uses it."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from services.usecases.errors import StoreDamaged
from tests.ui.fakes import CASELOAD, TODAY, FakeDesk, many, row
from ui import tasks, theme
from ui.preferences import Preferences
from ui.screens.caseload import CaseloadScreen
from ui.tables.caseload import STATE_ROLE, CaseloadTable, Column
from ui.viewmodels.caseload import CaseloadFilter, CaseloadModel


@pytest.fixture
def screen(qtbot, desk: FakeDesk) -> CaseloadScreen:
    made = CaseloadScreen(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.start()
    tasks.wait_all(qtbot)
    return made


def names(screen: CaseloadScreen) -> list[str]:
    table = screen.table
    return [table.index(n, Column.NAME).data() for n in range(table.rowCount())]


def test_the_table_keeps_the_rules_of_item_models(qtbot) -> None:
    table = CaseloadTable()
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.set_rows(many(50), TODAY)
    for column in Column:
        table.sort(column, Qt.SortOrder.DescendingOrder)
    table.set_filter(CaseloadFilter(text="lukasz"))
    table.set_rows((), TODAY)
    assert table.rowCount() == 0
    assert table.rowCount(QModelIndex()) == 0
    del tester


def test_every_column_says_something_plain(qtbot) -> None:
    table = CaseloadTable()
    table.set_rows(CASELOAD, TODAY)
    first = {column: table.index(0, column).data() for column in Column}
    assert first[Column.NAME] == "Łukasz Wójcik"
    assert first[Column.NEXT] == "17 Mar, 3 days ago"
    assert first[Column.OVERDUE] == "2"
    assert first[Column.ALONE] == "Not yet"
    assert first[Column.SEEN] == "17 Feb"
    tips = [table.index(0, c).data(Qt.ItemDataRole.ToolTipRole) for c in (Column.SEEN, Column.ALONE)]
    assert tips == ["Last seen on 17 Feb, 4 weeks ago", "No such visit is recorded"]
    assert table.index(0, Column.NEXT).data(STATE_ROLE) == "overdue"
    spoken = table.index(0, Column.NEXT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Overdue, 17 Mar, 3 days ago"
    baby = table.row_of("c4")
    assert table.index(baby, Column.AGE).data() == "Unborn"
    assert table.index(baby, Column.SEEN).data() == ""
    assert table.index(baby, Column.AGE).data(Qt.ItemDataRole.ToolTipRole) == "Unborn, due 4 May 2026"


def test_what_is_missing_sorts_last_in_both_directions(qtbot) -> None:
    table = CaseloadTable()
    table.set_rows(CASELOAD, TODAY)
    for order in Qt.SortOrder:
        table.sort(Column.NEXT, order)
        assert table.row_of("c5") == table.rowCount() - 1
    table.sort(Column.AGE, Qt.SortOrder.AscendingOrder)
    assert table.index(0, 0).data() == "Baby of Amara Osei"
    table.sort(Column.NAME, Qt.SortOrder.AscendingOrder)
    assert table.index(0, 0).data() == "Ada Lovell"


def test_ten_thousand_rows_fill_in_well_under_a_tenth_of_a_second(qtbot) -> None:
    rows = many(10_000)
    table = CaseloadTable()
    best = min(_timed(lambda: table.set_rows(rows, TODAY)) for _ in range(3))
    assert best < 0.1
    table.set_filter(CaseloadFilter(text="l"))
    assert min(_timed(lambda: table.set_filter(CaseloadFilter(text="lukasz"))) for _ in range(3)) < 0.1


def _timed(work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def test_the_most_pressing_comes_first(screen: CaseloadScreen) -> None:
    assert names(screen)[:2] == ["Łukasz Wójcik", "Zoë O'Brien-Featherstonehaugh"]
    assert screen.counts.text() == "6 children; 2 with something overdue"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lukasz wojcik", ["Łukasz Wójcik"]),
        ("wyn", ["Siân Ŵyn Rees"]),
        ("zoe obrien", ["Zoë O'Brien-Featherstonehaugh"]),
        ("O'Brien", ["Zoë O'Brien-Featherstonehaugh"]),
        ("محمد", ["محمد Rahman"]),
        ("priya", ["Łukasz Wójcik"]),
        ("leaving care", ["Siân Ŵyn Rees"]),
        ("pre-birth", ["Baby of Amara Osei"]),
        ("% * \\", []),
    ],
)
def test_search_as_one_types(screen: CaseloadScreen, qtbot, typed: str, found: list[str]) -> None:
    if typed.isascii():
        qtbot.keyClicks(screen.search, typed)
    else:  # the test's keyboard has only ASCII
        screen.search.insert(typed)
    assert names(screen) == found


def test_filters_narrow_together_and_are_cleared_together(screen: CaseloadScreen, qtbot) -> None:
    screen.filters.authority.setCurrentIndex(screen.filters.authority.findText("Westmorland and Furness"))
    assert names(screen) == ["Zoë O'Brien-Featherstonehaugh", "محمد Rahman"]
    screen.filters.state.setCurrentIndex(screen.filters.state.findText("Something overdue"))
    assert names(screen) == ["Zoë O'Brien-Featherstonehaugh"]
    assert screen.counts.text().startswith("1 of 6 children")
    qtbot.mouseClick(screen.filters.clear_button, Qt.MouseButton.LeftButton)
    assert len(names(screen)) == 6
    assert screen.filters.clear_button.isHidden()
    screen.filters.plan.setCurrentIndex(screen.filters.plan.findText("No plan open"))
    assert names(screen) == ["محمد Rahman"]


def test_escape_clears_the_search(screen: CaseloadScreen, qtbot) -> None:
    qtbot.keyClicks(screen.search, "nobody at all")
    assert names(screen) == []
    assert screen.nothing.text() == "No child matches"
    qtbot.keyClick(screen.search, Qt.Key.Key_Escape)
    assert len(names(screen)) == 6
    assert screen.stack.currentIndex() == 0


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("week", {"c1", "c2", "c6"}),
        ("month", {"c1", "c2", "c3", "c4", "c6"}),
        ("unseen", {"c2", "c5"}),
        ("nothing", {"c5"}),
    ],
)
def test_state_filters(screen: CaseloadScreen, state: str, found: set[str]) -> None:
    screen.filters.state.setCurrentIndex(screen.filters.state.findData(state))
    assert {
        screen.table.index(n, 0).data(Qt.ItemDataRole.UserRole) for n in range(screen.table.rowCount())
    } == found


def test_the_keyboard_goes_from_the_search_to_a_child(screen: CaseloadScreen, qtbot) -> None:
    screen.activateWindow()
    screen.focus_search()
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    qtbot.keyClick(screen.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(screen.opened) as opened:
        qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert opened.args == ["c6"]
    qtbot.keyClicks(screen.search, "ada")
    with qtbot.waitSignal(screen.opened) as opened:
        qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    assert opened.args == ["c1"]


def test_what_matters_is_seen_without_scrolling_sideways(screen: CaseloadScreen) -> None:
    for width in (1212, 952):  # what a window of 1360 and one of 1100 leave beside the rail
        screen.resize(width, 700)
        assert screen.view.horizontalScrollBar().maximum() == 0
        assert screen.view.isColumnHidden(Column.WORKER) and screen.view.isColumnHidden(Column.AUTHORITY)
        shown = [c for c in Column if c not in (Column.WORKER, Column.AUTHORITY)]
        assert all(screen.view.columnWidth(c) > 60 for c in shown)
    screen.resize(1500, 700)
    before = screen.view.columnWidth(Column.SAYS)
    screen.view.horizontalHeader().resizeSection(Column.NAME, 300)  # as if drawn by hand
    screen.resize(1600, 700)
    assert screen.view.columnWidth(Column.NAME) == 300
    assert screen.view.columnWidth(Column.SAYS) < before + 100


def test_a_low_window_keeps_its_room_for_the_children(screen: CaseloadScreen) -> None:
    assert screen.title.isVisible()
    screen.resize(1212, screen.fontMetrics().height() * 20)
    assert screen.title.isHidden() and screen.counts.isVisible()


def test_the_columns_chosen_are_remembered(qtbot, desk: FakeDesk, tmp_path) -> None:
    first = CaseloadScreen(desk, Preferences(tmp_path))
    qtbot.addWidget(first)
    first.columns.show_column(Column.WORKER, True)
    first.columns.show_column(Column.AGE, False)
    again = CaseloadScreen(desk, Preferences(tmp_path))
    qtbot.addWidget(again)
    hidden = [c.name for c in Column if again.view.isColumnHidden(c)]
    assert hidden == ["AGE", "AUTHORITY"]
    assert Preferences(tmp_path).text("caseload_hidden") == "age,authority"


def test_an_overdue_date_is_told_in_its_colour_and_its_mark_stays_clear_on_a_chosen_line(
    screen: CaseloadScreen,
) -> None:
    from PySide6.QtGui import QIcon, QPalette
    from PySide6.QtWidgets import QStyleOptionViewItem

    delegate = screen.view.itemDelegateForColumn(Column.NEXT)
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, screen.table.index(0, Column.NEXT))
    now = theme.current()
    assert option.palette.color(QPalette.ColorRole.Text) == now.color("state-overdue")
    size = option.decorationSize
    images = [
        option.icon.pixmap(size, 1.0, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    ]
    assert images[0] == images[1]


def test_a_header_click_sorts(screen: CaseloadScreen, qtbot) -> None:
    head = screen.view.horizontalHeader()
    x = head.sectionViewportPosition(Column.NAME) + 20
    qtbot.mouseClick(
        head.viewport(), Qt.MouseButton.LeftButton, pos=head.viewport().rect().topLeft() + _point(x, 10)
    )
    assert names(screen)[0] == "Ada Lovell"


def _point(x: int, y: int):
    from PySide6.QtCore import QPoint

    return QPoint(x, y)


def test_a_change_elsewhere_reads_again_and_keeps_the_choice(
    screen: CaseloadScreen, desk: FakeDesk, qtbot
) -> None:
    screen._choose("c3")
    desk.rows = (*desk.rows, row("c7", "New Arrival", due=-9, state="overdue", overdue=3))
    desk.changes.publish(SimpleNamespace(kind="child", child_ids=frozenset({"c7"})))
    qtbot.waitUntil(lambda: screen.table.total == 7)
    tasks.wait_all(qtbot)
    assert screen.chosen() == "c3"
    assert names(screen)[0] == "New Arrival"


def test_a_trouble_is_shown_calmly_with_a_way_on(qtbot, desk: FakeDesk) -> None:
    good = desk.caseload

    def bad(progress=None, cancelled=None):
        raise StoreDamaged

    desk.caseload = bad  # type: ignore[method-assign]
    screen = CaseloadScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.start()
    tasks.wait_all(qtbot)
    assert "damaged" in screen.banner.message
    desk.caseload = good  # type: ignore[method-assign]
    screen.model.load()
    tasks.wait_all(qtbot)
    assert screen.banner.isHidden()
    assert len(names(screen)) == 6


def test_reading_can_be_stopped(qtbot) -> None:
    import threading

    class Slow(FakeDesk):
        def caseload(self, progress=None, cancelled=None):
            progress(1, 200)
            while not cancelled():
                threading.Event().wait(0.005)
            raise InterruptedError

    screen = CaseloadScreen(Slow())
    qtbot.addWidget(screen)
    screen.show()
    screen.start()
    qtbot.waitUntil(lambda: screen.bar.maximum() == 200)
    assert "1 of 200" in screen.bar_words.text()
    qtbot.mouseClick(screen.stop, Qt.MouseButton.LeftButton)
    tasks.wait_all(qtbot)
    assert screen.strip.isHidden()
    assert screen.nothing.text() == "Stopped"


def test_an_empty_caseload_says_what_to_do(qtbot) -> None:
    screen = CaseloadScreen(FakeDesk(()))
    qtbot.addWidget(screen)
    screen.show()
    screen.start()
    tasks.wait_all(qtbot)
    assert screen.nothing.text() == "No children yet"
    with qtbot.waitSignal(screen.add_wanted):
        qtbot.mouseClick(screen.nothing_act, Qt.MouseButton.LeftButton)


def test_a_filter_whose_last_child_has_gone_lets_go(screen: CaseloadScreen, desk: FakeDesk, qtbot) -> None:
    screen.filters.worker.setCurrentIndex(screen.filters.worker.findText("Priya Nair"))
    assert names(screen) == ["Łukasz Wójcik"]
    desk.rows = tuple(replace(r, worker="Sam Okafor") for r in desk.rows)
    screen.model.load()
    tasks.wait_all(qtbot)
    assert len(names(screen)) == 6


def test_after_closing_nothing_is_read(qtbot, desk: FakeDesk) -> None:
    model = CaseloadModel(desk)
    model.close()
    assert desk.changes.listeners == []
    model._change(SimpleNamespace(kind="child"))
    assert tasks.running() == 0


def test_everything_that_takes_the_keyboard_has_a_name(screen: CaseloadScreen) -> None:
    nameless = [
        w
        for w in screen.findChildren(QWidget)
        if w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and w.isVisible()
        and not w.accessibleName()
        and not w.property("text")
        and w.objectName() not in ("qt_scrollarea_viewport",)
    ]
    assert [
        type(w).__name__ for w in nameless if type(w).__name__ not in ("QHeaderView", "QTableCornerButton")
    ] == []


def test_standards_that_cannot_be_read_any_more_are_said(qtbot, desk: FakeDesk, monkeypatch) -> None:
    lost = "The standards of Alder, version 1, cannot be read any more and are left out."
    monkeypatch.setattr(desk, "packs", SimpleNamespace(troubles=lambda: (lost,)), raising=False)
    made = CaseloadScreen(desk)
    qtbot.addWidget(made)
    made.show()
    made.start()
    tasks.wait_all(qtbot)
    assert made.notice.isVisible() and made.notice.kind == "danger"
    assert lost in made.notice._text.text()
