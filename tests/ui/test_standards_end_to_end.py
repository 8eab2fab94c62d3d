"""Standards, comparison and a child's record lead to one another, in the real window on a real store."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft
from services.usecases.results import Own
from ui import tasks
from ui.gate import RealGate
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.theme import Appearance
from ui.widgets.link import Link

NOW = datetime(2026, 3, 20, 9, 30)
CORE_GROUP = "stoke.cp.first-core-group"


@pytest.fixture
def window(qtbot, dressed: QApplication, tmp_path: Path):
    """Ada, whose initial conference of Wed 18 March 2026 wants a first core group by Wed 1 April."""
    me = Own("Sam Okafor", "social_worker", "stoke-on-trent", {})
    desk, _ = access.create(
        tmp_path / "store", "calm rivers carry seven boats", me, clock=lambda: NOW, cost=LEAST
    )
    ada = desk.add_child(ChildForm("Ada", "Lovell", born=date(2019, 5, 4), authority="stoke-on-trent"))
    desk.record(EventDraft(ada, "icpc", date(2026, 3, 18), {"outcome": "cp_plan"}))
    desk.record(EventDraft("worker", "worker_started", date(2026, 1, 5), {"stage": "asye"}))
    look = Appearance(dressed, "light", 100)
    made = MainWindow(tmp_path / "store", look, Preferences(tmp_path / "config"), RealGate(LEAST), "0.1.0")
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.start(desk)
    made.show()
    tasks.wait_all(qtbot)
    yield made
    made.close()
    look.deleteLater()


def test_from_a_standard_to_the_child_it_bears_on(window: MainWindow, qtbot) -> None:
    space = window.workspace
    window.menus.actions["standards"].trigger()
    tasks.wait_all(qtbot)
    assert space.places["standards"].isChecked() and space.standards.search.hasFocus()
    space.standards._go_to(CORE_GROUP)
    (link,) = [
        each for each in space.standards.panel.findChildren(Link) if each.text().startswith("Ada Lovell")
    ]
    assert link.text() == "Ada Lovell: due Wed 1 Apr 2026"
    link.click()
    tasks.wait_all(qtbot)
    assert space.child is not None and space.child.side.why.view.says.startswith("The first core group")


def test_from_a_standard_to_ones_own_calendar(window: MainWindow, qtbot) -> None:
    space = window.workspace
    space.go("standards")
    tasks.wait_all(qtbot)
    mine = next(key for key, rows in space.standards.model.bearing.items() if rows[0].child_id == "worker")
    row = space.standards.model.bearing[mine][0]
    space.open_deadline(row.child_id, row.key)
    tasks.wait_all(qtbot)
    assert space.stack.currentWidget() is space.mywork
    assert space.mywork.panel.view.key == row.key


def test_from_a_child_to_the_comparison_to_a_standard_and_back(window: MainWindow, qtbot) -> None:
    space = window.workspace
    (row,) = window.desk.caseload()
    space.open_child(row.child_id)
    tasks.wait_all(qtbot)
    qtbot.mouseClick(space.child.head.compare, Qt.MouseButton.LeftButton)
    tasks.wait_all(qtbot)
    assert space.stack.currentWidget() is space.compare
    assert space.compare.child.currentText() == "Ada Lovell"
    lane = space.compare.model.found.lanes[0]
    assert lane.authority == "stoke-on-trent" and CORE_GROUP in {d.standard for d in lane.next}
    space.compare.one.lanes.opened.emit("westmorland-and-furness", "wf.cp.first-core-group")
    tasks.wait_all(qtbot)
    assert space.stack.currentWidget() is space.standards
    assert space.standards.panel.standard.id == "wf.cp.first-core-group"
    space.standards.panel.compare_wanted.emit("first-core-group")
    tasks.wait_all(qtbot)
    assert [row.topic for row in space.compare.topics.model.rows()] == ["first-core-group"]


def test_the_keys_belong_to_the_screen_in_front(window: MainWindow, qtbot) -> None:
    space = window.workspace
    space.go("standards")
    tasks.wait_all(qtbot)
    assert space.own_keys == {"find"} and window.menus.actions["find"].shortcuts() == []
    space.standards.print_booklet()
    tasks.wait_all(qtbot, 60_000)
    assert "bigger" in space.own_keys
    space.standards.page.closed.emit()
    space.go("caseload")
    assert space.own_keys == frozenset() and window.menus.actions["find"].shortcuts() != []


def test_what_is_recorded_shows_at_once(window: MainWindow, qtbot) -> None:
    space = window.workspace
    space.go("standards")
    tasks.wait_all(qtbot)
    assert CORE_GROUP in space.standards.model.bearing
    (row,) = window.desk.caseload()
    window.desk.record(EventDraft(row.child_id, "core_group", date(2026, 3, 20)))
    tasks.wait_all(qtbot)
    assert CORE_GROUP not in space.standards.model.bearing


def test_the_national_guidance_stands_beneath_a_local_date(window: MainWindow, qtbot) -> None:
    """Tower Hamlets: conference within 15 days of Mon 16 March; national: 15 working days, Wed 8 April."""
    ben = window.desk.add_child(ChildForm("Ben", "Lovell", born=date(2019, 5, 4), authority="tower-hamlets"))
    window.desk.record(EventDraft(ben, "strategy_discussion", date(2026, 3, 16), {"outcome": "s47"}))
    key = next(d.key for d in window.desk.calendar(ben).deadlines if d.standard == "th.icpc.15d")
    window.workspace.open_deadline(ben, key)
    tasks.wait_all(qtbot)
    (note,) = window.workspace.child.side.why.view.layers
    assert not note.warns and note.words.startswith("National guidance: ")
    assert "by Wed 8 Apr 2026" in note.words
