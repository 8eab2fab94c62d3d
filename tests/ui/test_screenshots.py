"""The pictures of the demonstration are made from a real desk, and leave it and the user's choices alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ActionForm, ChildForm, EventDraft, OutcomeForm, PlanForm
from services.usecases.results import Own
from ui import theme
from ui.screenshots import grab_all

WANTED = (
    "caseload", "child-calendar", "child-agenda", "why-this-date", "event-form", "record", "actions", "quick-entry",
    "plan", "preview",
    "my-own-calendar", "your-own-standards", "standards-editor", "standards-update",
    "settings", "welcome", "unlock", "caseload-dark",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path):
    made, _ = access.create(
        tmp_path / "store",
        "calm rivers carry seven boats",
        Own("Sam", "social_worker", "stoke-on-trent"),
        cost=LEAST,
    )
    today = made.today()
    child = made.add_child(ChildForm("Ada", "Lovell", born=date(2019, 5, 4), authority="stoke-on-trent"))
    made.record(EventDraft(child, "cin_plan_started", today - timedelta(days=40)))
    made.record(
        EventDraft(
            child, "visit", today - timedelta(days=35), {"plan": ("cin",), "seen": True, "alone": True}
        )
    )
    outcome = OutcomeForm("Mornings", "Ada is at school on time", (ActionForm("A morning list", "Mum"),))
    made.save_plan(PlanForm(child, "child_in_need", today, outcomes=(outcome,), draft=False))
    yield made
    made.close()


def test_each_main_screen_is_drawn(desk, qtbot, dressed: QApplication, tmp_path: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "store").rglob("*.json")}
    files = grab_all(desk, tmp_path / "out" / "screens")
    names = {file.stem.partition("-")[2] for file in files}
    assert set(WANTED) <= names
    for file in files:
        picture = QImage(str(file))
        assert picture.width() >= 900
        colours = {
            picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)
        }
        assert len(colours) > 4, f"{file.name} is blank"
    assert len(desk.caseload()) == 1, "the desk is still open"
    assert desk.packs.kept() == () and desk.packs.drafts() == ()
    assert before == {file: file.stat().st_mtime_ns for file in (tmp_path / "store").rglob("*.json")}
    assert not theme.current().dark
