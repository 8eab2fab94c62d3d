"""The short checklist where it belongs: in the event form, beside a deadline, and where one writes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit

from models.keys import LEAST
from services.usecases import access
from services.usecases.checklists import HEADING
from services.usecases.commands import ChildForm, EventDraft
from services.usecases.results import Own
from ui import prompts, tasks
from ui.dialogs.event import EventDialog
from ui.screens.child import AGENDA, PLANS, ChildScreen
from ui.viewmodels.expected import Ticks, expected_of_event
from ui.widgets.expected import ExpectedNotes

NOW = datetime(2026, 3, 20, 9, 30)
ALONE = "The child is seen and spoken to alone, whatever their age, and asked what life is like for them"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(tmp_path: Path):
    me = Own("Sam Okafor", "social_worker", "stoke-on-trent", {})
    made, _ = access.create(
        tmp_path / "store", "calm rivers carry seven boats", me, clock=lambda: NOW, cost=LEAST
    )
    yield made
    made.close()


@pytest.fixture
def ada(desk) -> str:
    child = desk.add_child(ChildForm("Ada", "Lovell", born=date(2019, 5, 4), authority="stoke-on-trent"))
    desk.record(EventDraft(child, "icpc", date(2026, 3, 9), {"outcome": "cp_plan"}))
    return child


def form(qtbot, desk, child: str, **words) -> EventDialog:
    dialog = EventDialog(desk, child, **words)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # it is closed again after the test
    qtbot.addWidget(dialog)
    dialog.show()
    tasks.wait_all(qtbot)
    return dialog


def notes(desk, child: str, type: str) -> dict[str, str]:
    return next(dict(e.notes) for e in desk.calendar(child).events if e.type == type)


def test_five_first_then_all_and_what_is_ticked_is_kept(qtbot, desk, ada) -> None:
    dialog = form(qtbot, desk, ada, type="visit", at=date(2026, 3, 19))
    checks = dialog.expected
    assert len(checks.boxes) == 5 and not dialog.dirty()
    box = next(iter(checks.boxes.values()))
    assert box.accessibleName() == ALONE
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert dialog.dirty()
    qtbot.mouseClick(checks.more, LEFT)
    assert len(checks.boxes) == len(checks.ticks.offered.all) > 20
    words = next(
        each for each in checks.findChildren(QLabel) if each.text().startswith("On child in need and prot")
    )
    qtbot.mouseClick(words, LEFT)
    dialog.save()
    said = notes(desk, ada, "visit")[HEADING].splitlines()
    assert len(said) == 2 and said[0].startswith(f"\u2713 {ALONE} (") and "On child in need" in said[1]


def test_nothing_ticked_leaves_nothing(qtbot, desk, ada) -> None:
    dialog = form(qtbot, desk, ada, type="visit", at=date(2026, 3, 19))
    dialog.save()
    assert HEADING not in notes(desk, ada, "visit")


def test_what_was_ticked_is_ticked_again_and_can_be_taken_back(qtbot, desk, ada) -> None:
    first = form(qtbot, desk, ada, type="visit", at=date(2026, 3, 19))
    list(first.expected.boxes.values())[1].click()
    first.save()
    event = next(e for e in desk.calendar(ada).events if e.type == "visit")
    dialog = form(qtbot, desk, ada, event_id=event.id)
    ticked = [box for box in dialog.expected.boxes.values() if box.isChecked()]
    assert len(ticked) == 1 and not dialog.dirty()
    assert not [e for e in dialog.findChildren(QPlainTextEdit) if HEADING in e.accessibleName()]
    ticked[0].click()
    dialog.save()
    assert HEADING not in notes(desk, ada, "visit")


def test_ticks_of_another_form_are_let_go(qtbot, desk, ada, monkeypatch) -> None:
    dialog = form(qtbot, desk, ada, type="visit", at=date(2026, 3, 19))
    next(iter(dialog.expected.boxes.values())).click()
    dialog._choose_type("core_group")
    assert dialog.model.notes[HEADING] == ""
    dialog._choose_type("dental_check")
    assert HEADING not in dialog.model.notes
    monkeypatch.setattr(prompts, "pick", lambda *_words, **_more: "Throw it away")
    dialog.close()


def test_lines_that_are_offered_no_more_are_kept(desk, ada) -> None:
    offered = expected_of_event("visit", desk.child(ada))
    ticks = Ticks(offered, "\u2713 Something that an older version expected", fresh=False)
    assert ticks.others == ("\u2713 Something that an older version expected",)
    text = ticks.set(offered.first[0].id, True)
    assert text.startswith("\u2713 Something that an older version expected\n")
    assert Ticks(offered, text, fresh=True).others == ()


def test_beside_a_deadline_and_where_one_writes(qtbot, desk, ada) -> None:
    screen = ChildScreen(desk, ada)
    qtbot.addWidget(screen)
    screen.resize(1280, 860)
    screen.show()
    tasks.wait_all(qtbot)
    key = next(d.key for d in desk.calendar(ada).deadlines if d.meets_type == "core_group")
    screen.tabs.setCurrentIndex(AGENDA)
    screen.show_key(key)
    (beside,) = screen.side.why.findChildren(ExpectedNotes)
    assert beside.fold.text() == "What is expected: Core group"
    assert not beside.findChildren(QCheckBox)
    beside.fold.setFocus()
    qtbot.keyClick(beside.fold, Qt.Key.Key_Space)
    assert (
        sum(e.text().startswith("The core group turns the outline") for e in beside.findChildren(QLabel)) == 1
    )
    screen.tabs.setCurrentIndex(PLANS)
    assert screen.plans.expected.fold.text() == "What is expected: Plans"
    screen.let_go()


def test_a_long_heading_takes_two_lines_where_there_is_no_room_for_one(qtbot, desk, ada) -> None:
    """So that the panel beside a conference's deadline is not wider than its place."""
    offered = expected_of_event("icpc", desk.child(ada))
    notes = ExpectedNotes()
    qtbot.addWidget(notes)
    notes.set_checklist(offered)
    notes.resize(800, 60)
    notes.show()
    assert notes.fold.text() == "What is expected: Child protection conference"
    least = notes.minimumSizeHint().width()
    assert least < notes.fold.sizeHint().width()
    notes.resize(least, 60)
    assert notes.fold.text() == "What is expected:\nChild protection conference"
    assert notes.fold.accessibleName() == "What is expected: Child protection conference"
    notes.resize(800, 60)
    assert "\n" not in notes.fold.text()


def test_ones_own_supervision_has_its_list(qtbot, desk) -> None:
    from ui.viewmodels.mywork import WORKER, WorkerDesk

    dialog = form(qtbot, WorkerDesk(desk), WORKER, type="supervision", at=date(2026, 3, 19))
    assert len(dialog.expected.boxes) == 5
