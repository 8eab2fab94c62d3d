"""The record of a child: read in full with what came out of it, earlier wording, and one or several printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft, NextStep
from services.usecases.desk import Desk
from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import Own
from ui import tasks
from ui.screens.child import RECORD, ChildScreen
from ui.viewmodels.printing import Page, event_page

NOW = datetime(2026, 3, 20, 9, 30)
NOTES = (("Who was there", "Jo and Ada."), ("Analysis", "Calmer."), (THIRD_PARTY, "A neighbour rang."))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    own = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {"stage": "experienced"})
    desk, _ = access.create(tmp_path / "store", "calm rivers carry boats", own, clock=lambda: NOW, cost=LEAST)
    ada = desk.add_child(ChildForm("Ada", "Quill", born=date(2019, 5, 4)))
    visit = EventDraft(
        ada,
        "visit",
        datetime(2026, 3, 18, 15),
        {"seen": True},
        notes=NOTES,
        actions=(NextStep("Ring school", "Ros"),),
    )
    (event,) = desk.record(visit)
    desk.amend(
        event, EventDraft(ada, "visit", visit.at, {"seen": True}, notes=(NOTES[0], *NOTES[2:])), "shorter"
    )
    desk.record(EventDraft(ada, "significant_event", date(2026, 3, 10), notes=(("Analysis", "A hard day."),)))
    yield desk, ada
    desk.close()


@pytest.fixture
def screen(qtbot: QtBot, made: tuple[Desk, str]) -> Iterator[ChildScreen]:
    shown = ChildScreen(*made)
    qtbot.addWidget(shown)
    shown.resize(1300, 850)
    with qtbot.waitActive(shown):
        shown.show()
    tasks.wait_all(qtbot)
    shown.tabs.setCurrentIndex(RECORD)
    yield shown
    shown.let_go()
    tasks.wait_all(qtbot)


def words(widget: Any) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def test_a_record_is_read_in_full_with_its_sorts_its_steps_and_what_it_said_before(
    qtbot: QtBot, screen: ChildScreen
) -> None:
    screen.record.view.setCurrentIndex(screen.record.table.index(0, 0))
    panel = screen.side.event_panel
    said = words(panel)
    assert "Who was there | Fact | Jo and Ada." in said and "What happens next" in said
    screen._show_history(panel.shown.id)  # type: ignore[union-attr]
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: "Calmer." in words(panel))  # what was added to a layout is shown a moment later
    assert "Reason: shorter" in words(panel)


def test_one_or_several_are_printed(qtbot: QtBot, screen: ChildScreen, monkeypatch: Any) -> None:
    pages: list[Page] = []
    monkeypatch.setattr(screen, "preview", pages.append)
    view, table = screen.record.view, screen.record.table
    view.setCurrentIndex(table.index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert pages[-1].title == "Visit of Ada Quill"
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(table.index(1, 0), flags.Select | flags.Rows)
    assert screen.record.printing.text() == "Print 2…"
    screen.record.printing.click()
    text = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(BytesIO(pages[-1].make())).pages)
    assert pages[-1].title == "Record of Ada Quill"
    assert text.index("Significant event, Tue 10 Mar 2026") < text.index("Visit, Wed 18 Mar 2026")
    assert "A hard day." in text and "Ring school" in text


def test_what_is_a_third_partys_is_listed_before_it_is_printed_and_left_out(made: tuple[Desk, str]) -> None:
    from ui.viewmodels.printing import read_for

    desk, ada = made
    calendar = desk.calendar(ada)
    page = event_page(desk.child(ada), calendar.events, calendar.actions, date(2026, 3, 20), desk.own())
    reading = read_for(desk, page)
    assert [each.key.split(":")[0] for each in reading.marked] == ["note"]
    for left_out, there in (((), True), ([reading.marked[0].key], False)):
        text = " ".join(p.extract_text() for p in PdfReader(BytesIO(reading.make(left_out))).pages)
        assert ("neighbour" in text) == there


def test_one_page_without_events_and_one_of_ones_own_are_made(made: tuple[Desk, str]) -> None:
    from services.documents import record_pdf

    desk, ada = made
    assert (
        "Nothing has been recorded"
        in PdfReader(BytesIO(record_pdf(desk.child(ada), (), (), date(2026, 3, 20), {})))
        .pages[0]
        .extract_text()
    )
    desk.record(EventDraft("worker", "appraisal", date(2026, 3, 2), notes=(("Views", "Steady."),)))
    own = desk.worker_calendar()
    text = PdfReader(BytesIO(event_page(None, own.events, own.actions, date(2026, 3, 20), desk.own()).make()))
    assert "Appraisal" in text.pages[0].extract_text() and "Ros Adeyemi" in text.pages[0].extract_text()
