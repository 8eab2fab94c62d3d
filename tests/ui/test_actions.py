"""Actions in the window: on the calendar and the agenda, beside them, in their own section, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import (
    ActionForm,
    ChildForm,
    EventDraft,
    NextStep,
    OutcomeForm,
    PlanForm,
)
from services.usecases.desk import Desk
from services.usecases.results import Own
from ui import prompts, tasks
from ui.screens.child import AGENDA, CALENDAR, ChildScreen
from ui.screens.child_actions import ActionsPage
from ui.viewmodels.agenda import build
from ui.viewmodels.month import items_by_day

NOW = datetime(2026, 3, 20, 9, 30)
STEPS = (
    NextStep("Ring school", "Ros", date(2026, 3, 25)),
    NextStep("Book review", "", date(2026, 3, 17)),
    NextStep("Boiler"),
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    own = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {"stage": "experienced"})
    desk, _ = access.create(tmp_path / "store", "calm rivers carry boats", own, clock=lambda: NOW, cost=LEAST)
    ada = desk.add_child(ChildForm("Ada", "Quill", born=date(2019, 5, 4)))
    desk.record(EventDraft(ada, "visit", datetime(2026, 3, 18, 15), {"seen": True}, actions=STEPS))
    outcome = OutcomeForm("Safety", "Ada is safe", (ActionForm("Parenting course", "Jo", date(2026, 4, 1)),))
    desk.save_plan(PlanForm(ada, "child_in_need", date(2026, 3, 1), outcomes=(outcome,), draft=False))
    yield desk, ada
    desk.close()


@pytest.fixture
def screen(qtbot: QtBot, made: tuple[Desk, str], monkeypatch: Any) -> Iterator[ChildScreen]:
    monkeypatch.setattr(prompts, "ask", lambda *words, **more: True)
    shown = ChildScreen(*made)
    qtbot.addWidget(shown)
    shown.resize(1300, 850)
    with qtbot.waitActive(shown):
        shown.show()
    tasks.wait_all(qtbot)
    yield shown
    shown.let_go()
    tasks.wait_all(qtbot)


def page(qtbot: QtBot, screen: ChildScreen) -> ActionsPage:
    screen.open_section("actions")
    tasks.wait_all(qtbot)
    found = screen.tabs.currentWidget()
    assert isinstance(found, ActionsPage)
    return found


def whats(page: ActionsPage) -> list[str]:
    return [action.what for action in page.table.rows()]


def test_they_stand_beside_the_deadlines_in_month_and_agenda(made: tuple[Desk, str]) -> None:
    calendar = made[0].calendar(made[1])
    days = items_by_day(calendar)
    assert [i.full for i in days[date(2026, 3, 17)] if i.action] == ["To do: Book review (overdue by 3 days)"]
    assert any(i.action and i.state == "due" for i in days[date(2026, 3, 25)])
    found = {i.title: (g.key, i.detail) for g in build(calendar) for i in g.items if i.action}
    assert found["Book review"] == ("overdue", "Action: overdue by 3 days · from Visit, 18 March 2026")
    assert found["Ring school (Ros)"][0] == "2026-03" and found["Boiler"][0] == "undated"
    assert found["Parenting course (Jo)"][1].endswith("from Child in need plan")


def test_the_section_counts_marks_done_and_takes_back(
    qtbot: QtBot, made: tuple[Desk, str], screen: ChildScreen
) -> None:
    shown = page(qtbot, screen)
    assert whats(shown) == ["Book review", "Ring school", "Parenting course", "Boiler"]
    assert shown.count.text() == "4 actions to do, 1 overdue"
    shown.view.setCurrentIndex(shown.table.index(0, 0))
    qtbot.keyClick(shown.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_all(qtbot)
    assert whats(shown) == ["Ring school", "Parenting course", "Boiler"]
    shown.which.setCurrentIndex(shown.which.findData("done"))
    assert whats(shown) == ["Book review"]
    shown._undo()
    tasks.wait_all(qtbot)
    shown.which.setCurrentIndex(shown.which.findData("open"))
    assert "Book review" in whats(shown)


def test_one_is_added_and_amended_and_its_earlier_wording_can_be_read(
    qtbot: QtBot, made: tuple[Desk, str], screen: ChildScreen
) -> None:
    shown = page(qtbot, screen)
    with qtbot.waitSignal(screen.dialog_opened) as opened:
        shown.add.click()
    dialog = opened.args[0]
    qtbot.keyClicks(dialog.what, "Order a birth certificate")
    qtbot.keyClicks(dialog.by.line, "+7")
    dialog.save()
    tasks.wait_all(qtbot)
    item = next(a for a in made[0].actions.of_child(made[1]) if a.what.startswith("Order"))
    assert item.by == date(2026, 3, 27)
    shown.select(item.id)
    with qtbot.waitSignal(screen.dialog_opened) as opened:
        shown.change.click()
    opened.args[0].what.setText("Order two certificates")
    opened.args[0].save()
    tasks.wait_all(qtbot)
    shown.select(item.id)
    with qtbot.waitSignal(screen.dialog_opened) as opened:
        shown.change.click()
    opened.args[0]._read_history(item.id)
    tasks.wait_all(qtbot)
    assert (
        opened.args[0]
        .earlier.itemAt(0)
        .widget()
        .text()
        .startswith("Order a birth certificate, by Fri 27 Mar")
    )
    opened.args[0]._remove()
    tasks.wait_all(qtbot)
    assert "Order two certificates" not in whats(shown)


def test_a_plans_action_leads_to_the_plan_and_an_events_to_the_event(
    qtbot: QtBot, made: tuple[Desk, str], screen: ChildScreen
) -> None:
    shown = page(qtbot, screen)
    shown.select(next(a.id for a in shown.table.rows() if a.source == "event"))
    shown.source.click()
    assert screen.side.stack.currentWidget() is screen.side.event_panel
    screen.open_section("actions")
    shown.select(next(a.id for a in shown.table.rows() if a.source == "plan"))
    assert not shown.done.isEnabled() and shown.change.text() == "Open the plan"
    shown.change.click()
    assert screen.tabs.currentWidget() is screen.plans


def test_beside_the_calendar_one_can_be_marked_done(
    qtbot: QtBot, made: tuple[Desk, str], screen: ChildScreen
) -> None:
    for number in (CALENDAR, AGENDA):
        screen.tabs.setCurrentIndex(number)
        action = next(a for a in screen.model.data.calendar.actions if a.source == "event" and not a.done)
        screen.show_key(f"action:{action.id}", focus=True)
        assert screen.side.stack.currentWidget() is screen.side.action
        screen.side.action.done_wanted.emit(action.id, True)
        tasks.wait_all(qtbot)
        assert next(a for a in made[0].actions.of_child(made[1]) if a.id == action.id).done == NOW.date()


def test_the_printed_calendar_lists_them(made: tuple[Desk, str]) -> None:
    from services.documents import calendar_pdf

    desk, ada = made
    desk.actions.done(desk.actions.of_child(ada)[0].id, date(2026, 3, 19))
    made_pdf = calendar_pdf(desk.child(ada), desk.calendar(ada), date(2026, 3, 20))
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made_pdf)).pages)
    assert "Actions 3 to do, 1 done" in text
    for words in (
        "To do: Ring school (Ros)",
        "Parenting course",
        "Boiler",
        "no date",
        "done Thu 19 Mar 2026",
    ):
        assert words in text, words


def test_ones_own_action_stands_on_ones_own_calendar(qtbot: QtBot, made: tuple[Desk, str]) -> None:
    from services.usecases.commands import ActionDraft
    from ui.screens.mywork import MyWorkScreen

    desk, _ = made
    kept = desk.actions.save(ActionDraft("worker", "Ask about training", by=date(2026, 3, 24)))
    shown = MyWorkScreen(desk)
    qtbot.addWidget(shown)
    shown.start()
    tasks.wait_all(qtbot)
    shown._explain(f"action:{kept}")
    assert shown.side.currentWidget() is shown.action
    shown.action.done_wanted.emit(kept, True)
    tasks.wait_all(qtbot)
    assert desk.worker_calendar().actions[0].state == "done"
    shown.close_down()
