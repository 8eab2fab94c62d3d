"""What a section of an empty record says: at the top of the page, and what to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from models.keys import LEAST
from services.usecases import access
from services.usecases.around_commands import ConsentForm
from services.usecases.commands import ChildForm
from services.usecases.results import Own
from ui import tasks
from ui.screens.child import ChildScreen

NOW = datetime(2026, 3, 11, 10, 0)


@pytest.fixture
def screen(qtbot, dressed, tmp_path: Path):
    own = Own("Sam Okafor", "social_worker", "stoke-on-trent")
    phrase = "calm rivers carry seven boats"
    desk, _code = access.create(tmp_path / "store", phrase, own, clock=lambda: NOW, cost=LEAST)
    child = desk.add_child(ChildForm("Mari", "Elsworth", born=date(2018, 6, 4), authority="stoke-on-trent"))
    made = ChildScreen(desk, child)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.show()
    tasks.wait_all(qtbot)
    yield made
    made.let_go()
    tasks.wait_all(qtbot)
    desk.close()


@pytest.mark.parametrize(
    "name, said",
    [
        ("agenda", "Record what has happened"),
        ("record", "“Record…”"),
        ("actions", "Next steps"),
        ("plans", "“New plan”"),
        ("chronology", "“Add an entry…”"),
        ("summaries", "“New summary”"),
        ("letters", "“Write a letter”"),
    ],
)
def test_a_section_without_anything_says_at_its_top_what_to_do(qtbot, screen, name: str, said: str) -> None:
    if name == "chronology":  # its first entry is the birth
        desk, child = screen.desk, screen.model.child_id
        unborn = replace(desk.child_form(child), born=None, expected=date(2026, 6, 4))
        desk.amend_child(child, unborn)
    screen.open_section(name)
    tasks.wait_all(qtbot)
    page = screen.tabs.currentWidget()
    assert page.none.isVisible() and said in page.none.text()
    qtbot.waitUntil(lambda: page.none.mapTo(page, QPoint(0, 0)).y() < 200, timeout=2000)
    assert name != "agenda" or not page.count.isVisible()


def test_what_has_nothing_to_show_leaves_its_room_to_the_other(qtbot, screen) -> None:
    screen.open_section("sharing")
    tasks.wait_all(qtbot)
    page = screen.tabs.currentWidget()
    child = screen.model.child_id
    page.desk.sharing.save_consent(ConsentForm(child, "Ann", "medical", given=date(2026, 3, 2)))
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: page.consents.height() > 2 * page.log.height(), timeout=2000)
