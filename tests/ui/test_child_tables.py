"""The item models of the child screen hold to Qt's rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.fakes_child import FakeDesk
from ui.tables.agenda import AgendaTable, GroupRole, ItemRole, KeyRole
from ui.tables.record import EventTable, PersonTable, PlanTable, SummaryTable
from ui.viewmodels.agenda import AgendaFilter, build
from ui.widgets.agendaview import AgendaView

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def child_desk() -> FakeDesk:
    return FakeDesk()


def test_the_agenda_is_a_sound_tree(qtbot, child_desk):
    model = AgendaTable()
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_rows(build(child_desk.calendar("c1")))
    group = model.index(4, 0)
    assert group.data() == "March 2026" and group.data(GroupRole) is not None
    strict = model.index(0, 0, group)
    assert model.rowCount(strict) == 1 and strict.parent() == group
    folded = model.find("st.cin.visit@2")
    assert folded.parent() == strict and folded.data(KeyRole) == "st.cin.visit@2"
    assert "Due: Child seen" in strict.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not model.find("nowhere").isValid()
    model.set_rows(build(child_desk.calendar("c1"), AgendaFilter(state="waived")))
    model.set_rows(())
    assert model.rowCount() == 0
    del tester


def test_a_long_line_of_the_agenda_has_room_for_all_its_words(qtbot, dressed, child_desk):
    model = AgendaTable()
    view = AgendaView(model)
    qtbot.addWidget(view)
    view.resize(240, 600)
    view.show()
    calendar = child_desk.calendar("c1")
    long = "The worker and the manager read the whole record again together, page by page, " * 3
    told = tuple(replace(each, says=long) for each in calendar.deadlines)
    model.set_rows(build(replace(calendar, deadlines=told)))
    line = model.index(0, 0, model.index(0, 0))
    assert line.data(ItemRole).title.endswith(long.strip()[-20:]) or long[:40] in line.data(ItemRole).title
    room = QRect(0, 0, 240, 10_000)
    words = view.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, line.data(ItemRole).title)
    assert view.sizeHintForIndex(line).height() > words.height()
    model.setParent(view)


@pytest.mark.parametrize("kind", [EventTable, PersonTable, PlanTable, SummaryTable])
def test_the_tables_are_sound(qtbot, child_desk, kind):
    rows = {
        EventTable: child_desk.list,
        PersonTable: child_desk.details["c1"].network,
        PlanTable: child_desk.all_plans,
        SummaryTable: child_desk.all_summaries,
    }[kind]
    model = kind()
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_rows(rows)
    assert model.rowCount() == len(rows) and model.columnCount() == len(model.headings)
    for column in range(model.columnCount()):
        assert model.headerData(column, Qt.Orientation.Horizontal)
        assert isinstance(model.index(0, column).data(), str)
    model.set_rows(())
    del tester


def test_the_words_of_the_tables(child_desk):
    events, plans = EventTable(), PlanTable()
    events.set_rows(child_desk.list)
    plans.set_rows(child_desk.all_plans)
    assert [events.index(3, n).data() for n in range(4)] == [
        "Fri 13 Mar 2026, 14:00",
        "Core group (booked)",
        "First",
        "Sam Okafor",
    ]
    assert events.index(0, 2).data() == "School rang about bruising."
    assert events.index(2, 3).data() == "Sam Okafor, amended"
    assert plans.index(0, 3).data() == "0 of 1" and plans.index(0, 4).data() == "Agreed, version 2"
