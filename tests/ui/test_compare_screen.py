"""Authorities side by side: the table by topic, and one child's dates as lanes, as a list and as differences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from services.engine.facts import Case, Event
from services.usecases.calendars import working_calendar
from services.usecases.compare import compare_case, topic_table
from services.usecases.standards import library
from services.usecases.standards_results import CaseComparison
from tests.ui.fakes import TODAY
from tests.ui.fakes_standards import FakeStandardsDesk
from tests.ui.test_names import nameless
from ui import tasks, theme
from ui.screens.compare import CHILD, TOPICS, CompareScreen
from ui.tables.compare import ChangeColumn, ChangeTable, TopicModel
from ui.viewmodels import compare, lanes

# A conference on Monday 9 March 2026; seen from Friday 20 March.
CASE = Case(
    facts={"born": date(2019, 5, 4)},
    events=(
        Event("case_opened", date(2026, 2, 2)),
        Event("icpc", date(2026, 3, 9), {"outcome": "cp_plan"}),
        Event("visit", date(2026, 3, 12), {"plan": ("cp",), "seen": True, "alone": True}),
    ),
)


class Desk(FakeStandardsDesk):
    def side_by_side(self, authorities):
        return topic_table([library().rulebook(name) for name in authorities])

    def under_each(self, child_id, authorities, until=None) -> CaseComparison:
        books = [library().rulebook(name) for name in authorities]
        return compare_case(books, CASE, TODAY, date(2027, 3, 20), working_calendar())


@pytest.fixture
def screen(qtbot) -> Iterator[CompareScreen]:
    made = CompareScreen(Desk())
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.start()
    made.show()
    tasks.wait_all(qtbot)
    yield made
    made.close_down()


@pytest.fixture(scope="module")
def found() -> CaseComparison:
    return Desk().under_each("c1", ("stoke-on-trent", "oldham", "tower-hamlets"))


def only(screen: CompareScreen, qtbot, *names: str) -> None:
    for name, chip in screen._chips.items():
        chip.setChecked(name in names)
    tasks.wait_all(qtbot)


# --- by topic -------------------------------------------------------------------------------------------------------
def test_the_first_core_group_side_by_side(screen: CompareScreen, qtbot) -> None:
    screen.show_topic("first-core-group")
    (row,) = screen.topics.model.rows()
    table = screen.model.table
    told = dict(zip((i for i, _, _ in table.authorities), map(compare.cell_words, row.cells), strict=True))
    assert told["stoke-on-trent"] == "10 working days"
    assert told["oldham"] == "No limit printed", "its document gives none"
    assert row.label == "First core group"
    screen.topics.every.click()
    assert len(screen.topics.model.rows()) > 50
    screen.topics.differing.setChecked(True)
    assert all(each.differs for each in screen.topics.model.rows())
    qtbot.keyClicks(screen.topics.search, "zzz")
    assert screen.topics.count.text().startswith("Nothing fits")


def test_gaps_and_differences_are_told_in_words(screen: CompareScreen) -> None:
    rows = screen.topics.model.rows()
    words = {compare.row_words(row) for row in rows}
    assert words >= {"The limits differ", "Some print no limit"}
    for row in rows:
        base = row.cells[0]
        for cell in row.cells[1:]:
            if not cell.limits:
                assert compare.cell_words(cell) == "No limit printed"
            elif not base.limits:
                assert compare.cell_words(cell).endswith("; the first has none")
            elif cell.mark:
                assert compare.cell_words(cell).endswith("; differs")


def test_the_keyboard_goes_from_cell_to_cell_and_opens_a_standard(screen: CompareScreen, qtbot) -> None:
    screen.topics.search.setFocus()
    qtbot.keyClicks(screen.topics.search, "first core group")
    qtbot.keyClick(screen.topics.search, Qt.Key.Key_Down)
    view = screen.topics.view
    assert view.hasFocus() and view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.currentIndex().column() == 1
    assert "core group" in screen.topics.says.text()
    with qtbot.waitSignal(screen.standard_wanted) as got:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert got.args == ["stoke-on-trent", "stoke.cp.first-core-group"]


def test_between_two_and_five(screen: CompareScreen, qtbot) -> None:
    only(screen, qtbot)
    assert screen.model.table is None and not screen.print.isEnabled()
    assert "at least one other" in screen.too_few.text()
    only(screen, qtbot, "oldham")
    assert [i for i, _, _ in screen.model.table.authorities] == ["stoke-on-trent", "oldham"]
    screen.base.setCurrentIndex(screen.base.findData("oldham"))
    tasks.wait_all(qtbot)
    assert screen.model.table is None, "the other one is now what is held against"


def test_everything_has_a_name(screen: CompareScreen, qtbot) -> None:
    screen.show_child("c1", "Ada Lovell", "stoke-on-trent")
    tasks.wait_all(qtbot)
    assert nameless(screen) == []


def test_the_tables_are_sound_models(qtbot, found: CaseComparison) -> None:
    for table in (TopicModel(), ChangeTable()):
        QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
        if isinstance(table, TopicModel):
            books = Desk().side_by_side(("oldham", "tower-hamlets"))
            table.set_rows(("Oldham", "Tower Hamlets"), compare.rows(books))
            assert (
                table.index(0, 1)
                .data(Qt.ItemDataRole.AccessibleTextRole)
                .startswith(table.index(0, 0).data())
            )
        else:
            table.set_rows(compare.changes(found))
            assert not table.index(0, ChangeColumn.CHANGE).data(Qt.ItemDataRole.DecorationRole).isNull()


# --- one child ------------------------------------------------------------------------------------------------------
def test_a_child_under_each_authority(screen: CompareScreen, qtbot) -> None:
    screen.child.setCurrentIndex(screen.child.findData("c1"))
    screen._child_chosen()
    tasks.wait_all(qtbot)
    assert screen.tabs.currentIndex() == CHILD
    only(screen, qtbot, "oldham")
    page = screen.one
    assert page.tally.text().startswith("Oldham: ")
    assert page.table.headerData(2, Qt.Orientation.Horizontal) == "Stoke-on-Trent"
    assert page.view.isColumnHidden(ChangeColumn.AUTHORITY)
    every = page.table.rowCount()
    page.kind.setCurrentIndex(page.kind.findData("falls_away"))
    gone = page.table.rows()
    assert 0 < len(gone) < every
    assert all(row.change == "Falls away" and row.after == "Not owed" for row in gone)
    with qtbot.waitSignal(screen.standard_wanted) as got:
        page.view.setFocus()
        page.view.selectRow(0)
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert got.args[0] == "stoke-on-trent"


def test_the_lanes_are_gone_through_by_the_keyboard(screen: CompareScreen, qtbot) -> None:
    screen.show_child("c1", "Ada Lovell", "stoke-on-trent")
    tasks.wait_all(qtbot)
    line = screen.one.lanes
    line.setFocus()
    first = line.current
    assert first is not None and first.lane == 0
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert line.current.x >= first.x and line.current is not first
    said = line.accessibleDescription()
    assert said.startswith("Stoke-on-Trent. ") and screen.one.says.text() == said
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert line.current.lane == 1
    qtbot.keyClick(line, Qt.Key.Key_End)
    last = line.current
    qtbot.keyClick(line, Qt.Key.Key_Home)
    assert line.current.x <= last.x
    with qtbot.waitSignal(screen.standard_wanted) as got:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert got.args == ["oldham", line.current.deadline.standard]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line._box(line._shapes[0].marks[0]).center())
    assert line.current.lane == 0


def test_the_list_says_the_same_as_the_lanes(screen: CompareScreen, qtbot, found) -> None:
    screen.show_child("c1", "Ada Lovell", "stoke-on-trent")
    tasks.wait_all(qtbot)
    screen.one.list_button.click()
    assert screen.one.ways.currentWidget() is screen.one.list
    for section, lane in zip(screen.one.list_model.sections(), screen.model.found.lanes, strict=True):
        assert section.title == lane.name
        assert {line.key for line in section.lines} == {f"{lane.authority}|{d.key}" for d in lane.next}


def test_marks_keep_clear_of_each_other_and_within_the_line(found: CaseComparison) -> None:
    for width in (300, 900):
        scale = lanes.scale_of(found, 6, 16, width)
        for shape in lanes.shapes(found, scale, 14, 4, lambda words: len(words) * 7, 220):
            rows: dict[int, list[lanes.Mark]] = {}
            for mark in shape.marks:
                rows.setdefault(mark.row, []).append(mark)
                assert scale.left <= mark.x <= scale.left + scale.width
            for marks in rows.values():
                marks.sort(key=lambda m: m.left)
                assert all(a.right <= b.left for a, b in pairwise(marks))
            assert len(shape.marks) + shape.beyond == len(shape.lane.next)


def test_the_line_starts_with_the_month_and_names_the_year(found: CaseComparison) -> None:
    scale = lanes.scale_of(found, 12, 0, 1000)
    months = lanes.months_of(scale)
    assert months[0][1].endswith("2026") and ("Jan 2027" in [words for _, words in months])
    assert scale.x(scale.first) == 0 and scale.x(scale.last) == 1000 and scale.x(date(1999, 1, 1)) == 0


def test_differences_come_by_what_they_ask_for_and_what_is_past_last(found: CaseComparison) -> None:
    two = Desk().under_each("c1", ("stoke-on-trent", "westmorland-and-furness"))
    kinds = [c.kind for c in compare.changes(two)]
    assert kinds == sorted(kinds, key=[*compare.KINDS].index)
    # Westmorland asks for the plan on the record in 3 days of Mon 9 March and has no word of it; the chair's report
    # in 15 days is still to come
    told = {c.what: (c.kind, c.after) for c in compare.changes(two)}
    assert told["Plan recorded after a conference"] == (compare.PASSED, "Thu 12 Mar 2026")
    assert told["Conference: record sent"] == ("only_here", "Tue 24 Mar 2026")
    assert {c.kind for c in compare.changes(two, (compare.PASSED,))} == {compare.PASSED}
    assert "new with" in compare.tally(two)


def test_marks_are_named_as_the_differences_are(found: CaseComparison) -> None:
    scale = lanes.scale_of(found, 6, 0, 1000)
    words = [m.words for s in lanes.shapes(found, scale, 14, 4, len, 999) for m in s.marks]
    assert any(w.endswith("  Routine visits on a child protection plan") for w in words)


def test_words_of_changes(found: CaseComparison) -> None:
    rows = compare.changes(found)
    kinds = {row.kind for row in rows}
    assert kinds <= set(compare.KINDS)
    for row in rows:
        if row.kind in ("sooner", "later"):
            assert row.kind in row.change or "date here" in row.change
    lines = compare.tally(found).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Oldham", "Tower Hamlets"]


# --- paper and looks ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tab", [TOPICS, CHILD])
def test_what_is_in_front_is_printed(screen: CompareScreen, qtbot, tab: int) -> None:
    screen.show_child("c1", "Ada Lovell", "stoke-on-trent")
    tasks.wait_all(qtbot)
    screen.tabs.setCurrentIndex(tab)
    screen.print_page()
    tasks.wait_all(qtbot, 60_000)
    assert screen.stack.currentIndex() == 1
    assert "Ada" not in screen.page._file_name
    assert screen.page.document.pageCount() >= 1
    screen.page.closed.emit()
    assert screen.stack.currentIndex() == 0


def test_it_follows_the_theme(screen: CompareScreen, qtbot, dressed) -> None:
    screen.show_child("c1", "Ada Lovell", "stoke-on-trent")
    tasks.wait_all(qtbot)
    for name, scale in (("dark", 2.0), ("light", 1.0)):
        theme.Theme.load(name, scale).apply(dressed)
        assert not screen.grab().isNull()


def test_where_there_is_little_room_the_page_scrolls_and_no_words_are_cut(
    screen: CompareScreen, qtbot
) -> None:
    screen.show_child("c1", "Ada Lovell", "stoke-on-trent")
    screen.resize(640, 420)
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: screen.whole.verticalScrollBar().maximum() > 0)
    one, line = screen.one, screen.fontMetrics().height()
    assert one.ways.height() >= 10 * line and one.view.height() >= 7 * line
    for said in (one.says, one.tally):
        assert said.text() and said.height() >= said.heightForWidth(said.width())
