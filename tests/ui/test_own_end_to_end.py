"""One's own standards in the real window: from the settings to a child, and an update on the sample caseload."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from services.usecases import sample
from services.usecases.commands import ChildForm
from services.usecases.packdraft import StandardDraft, text_of
from tests.ui.fakes import FakeDesk
from tests.ui.gates import FakeGate
from tests.ui.packdesk import FIRST, LATER, changed, store
from ui import prompts, tasks
from ui.dialogs.childform import ChildDialog
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.theme import Appearance
from ui.viewmodels.moments import day_of
from ui.viewmodels.packcheck import TROUBLE


@pytest.fixture
def opened(qtbot, dressed: QApplication, tmp_path: Path) -> Iterator:
    """Opens a window on a desk."""
    looks, windows = [], []

    def show(desk) -> MainWindow:
        look = Appearance(dressed, "light", 100)
        window = MainWindow(None, look, Preferences(tmp_path / "config"), FakeGate())
        looks.append(look)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1360, 860)
        window.start(desk)
        window.show()
        tasks.wait_all(qtbot, 30_000)
        return window

    yield show
    for window in windows:
        window.close()
    for look in looks:
        look.deleteLater()


def test_from_the_settings_to_a_child_under_ones_own_authority(qtbot, opened, tmp_path: Path) -> None:
    with store(tmp_path / "store") as desk:
        window = opened(desk)
        space = window.workspace
        space.go("settings")
        space.settings.you.another.click()
        tasks.wait_all(qtbot)
        screen = space.standards
        assert space.stack.currentWidget() is screen and screen.stack.currentWidget() is screen.own
        assert space.own_keys == {"find"} and space.places["standards"].isChecked()
        own = screen.own
        own.add.click()
        own.dialog.name.setText("Riverside")
        own.dialog.save()
        own.editor.see.click()
        tasks.wait_all(qtbot, 30_000)
        own.update_page.accept.click()
        tasks.wait_all(qtbot, 30_000)
        own.back.click()
        tasks.wait_all(qtbot, 30_000)
        assert screen.stack.currentWidget() is screen.whole
        assert screen.authority.currentText() == "Riverside" and screen.model.book.authority == "riverside"
        assert screen.counts[0].text().startswith("150 standards")
        dialog = ChildDialog(desk, None, window)
        assert dialog.authority.findData("riverside") >= 0
        dialog.let_go()
        space.go("settings")
        assert space.settings.you.authority.findData("riverside") >= 0
        tasks.wait_all(qtbot)
        window.close()


def test_what_is_being_written_outlives_a_look_elsewhere_and_a_lock(qtbot, opened, tmp_path: Path) -> None:
    with store(tmp_path / "store") as desk:
        window = opened(desk)
        space = window.workspace
        space.open_own_standards()
        own = space.standards.own
        own._begin(desk.packs.start("oldham", "Riverside"))
        space.go("caseload")
        space.go("standards")
        assert own.stack.currentWidget() is own.editor_whole and desk.packs.drafts() == ()
        space.standards.show_standard("stoke-on-trent", FIRST)
        tasks.wait_all(qtbot, 30_000)
        assert space.standards.stack.currentWidget() is space.standards.whole
        space.close_down()
        assert [d.name for d in desk.packs.drafts()] == ["Riverside"]
        tasks.wait_all(qtbot)


def test_an_update_on_the_sample_caseload_shows_what_it_does_and_leaves_the_past(
    qtbot, opened, tmp_path: Path, monkeypatch
) -> None:
    """Two limits change, one standard is added, one dropped; each deadline that is past reads as before."""
    today = date(2026, 3, 20)
    with sample.throwaway(today) as desk:
        draft = desk.packs.edit("stoke-on-trent").with_head(effective=today)
        draft = changed(draft, FIRST, due="8 working days")
        draft = changed(draft, LATER, due="3 weeks", repeat="3 weeks")
        gone = next(n for n, s in enumerate(draft.standards) if s.id == "stoke.assess.cfa-annual")
        new = StandardDraft(
            id="stoke.new.letter",
            area="child_protection",
            says="The family has a letter after each core group",
            cite="4.9",
            clock="core_group",
            due="5 working days",
            met_by="family_contact",
            role="social worker",
        )
        path = tmp_path / "stoke 7.daymark-pack"
        path.write_text(text_of(draft.without(gone).added(new)), encoding="utf-8")
        rows = [r for r in desk.caseload() if r.authority == "stoke-on-trent"]
        past = {r.child_id: settled(desk, r.child_id, today) for r in rows}
        window = opened(desk)
        space = window.workspace
        space.open_own_standards()
        own = space.standards.own
        monkeypatch.setattr(prompts, "choose_open_file", lambda *_a, **_k: path)
        own.bring.click()
        tasks.wait_all(qtbot, 60_000)
        page = own.update_page
        rules = {s.title: [line.key for line in s.lines] for s in page.rules.sections()}
        assert rules == {
            "Added": ["stoke.new.letter"],
            "Changed": [FIRST, LATER],
            "Dropped": ["stoke.assess.cfa-annual"],
        }
        effects = desk.packs.effects(page.proposal)
        touched = {e.child_id for e in effects if e.changes.changes}
        assert {section.key for section in page.children_table.sections()} == touched
        page.accept.click()
        tasks.wait_all(qtbot, 60_000)
        assert {r.child_id: settled(desk, r.child_id, today) for r in rows} == past
        child = next(iter(touched - {"worker"}))
        space.open_child(child)
        tasks.wait_all(qtbot, 60_000)
        calendar = space.child.model.data.calendar
        assert [name for name, _ in calendar.pack_versions] == ["6", "7"]
        later = next(d for d in calendar.deadlines if d.version == "7")
        space.child.show_key(later.key)
        view = space.child.side.why.view
        assert any("version 7" in words for words in view.why)
        assert dict(view.source)["Standards"].endswith(", version 7")
        window.close()


def settled(desk, child_id: str, today: date) -> list:
    """What was due before today, word for word."""
    return [d for d in desk.calendar(child_id).deadlines if d.due is not None and day_of(d.due) < today]


def test_standards_that_cannot_be_read_any_more_are_told_when_the_store_is_opened(qtbot, opened) -> None:
    desk = FakeDesk()
    desk.packs.troubles = lambda: ("The standards of Riverside, version 1, cannot be read any more.",)
    window = opened(desk)
    notice = window.workspace.notice
    assert notice.isVisible() and TROUBLE in notice.message and "Riverside, version 1" in notice.message
    well = opened(FakeDesk())
    assert well.workspace.notice.isHidden()


def test_the_caseload_knows_a_child_under_ones_own_authority(qtbot, opened, tmp_path: Path) -> None:
    with store(tmp_path / "store") as desk:
        desk.packs.accept(desk.packs.proposal(desk.packs.start("oldham", "Riverside")))
        child = desk.add_child(ChildForm("Eve", "Lovell", born=date(2019, 5, 4), authority="riverside"))
        window = opened(desk)
        rows = {r.child_id: r.authority_name for r in window.workspace.caseload.model.rows}
        assert rows[child] == "Riverside"
        window.close()
