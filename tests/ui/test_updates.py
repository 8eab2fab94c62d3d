"""Versions of standards as a person meets them: looked at before anything changes, accepted, declined, sent."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from services.usecases.packdraft import text_of
from tests.ui.packdesk import FIRST, ICPC, LATER, changed, next_stoke, store
from tests.ui.test_names import nameless
from ui import prompts, tasks, theme
from ui.screens.updates import OwnStandardsScreen
from ui.tables.outline import Line

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(tmp_path: Path):
    with store(tmp_path / "store") as made:
        yield made
        tasks.cancel_all()


@pytest.fixture
def screen(qtbot, desk) -> OwnStandardsScreen:
    made = OwnStandardsScreen(desk)
    qtbot.addWidget(made)
    made.resize(1240, 820)
    made.start()
    made.show()
    yield made
    made.close_down()


def bring(qtbot, screen: OwnStandardsScreen, monkeypatch, path: Path) -> None:
    monkeypatch.setattr(prompts, "choose_open_file", lambda *_a, **_k: path)
    qtbot.mouseClick(screen.bring, LEFT)
    tasks.wait_all(qtbot, 30_000)


def update(tmp_path: Path, draft) -> Path:
    path = tmp_path / "from a colleague.daymark-pack"
    path.write_text(text_of(draft), encoding="utf-8")
    return path


def lines(table) -> dict[str, Line]:
    return {line.key: line for section in table.sections() for line in section.lines}


def headings(table) -> list[str]:
    return [section.title for section in table.sections()]


def said(page) -> str:
    QApplication.processEvents()
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def test_what_is_here_is_listed_and_named(screen: OwnStandardsScreen) -> None:
    assert headings(screen.table) == ["As they came with Daymark"]
    assert len(lines(screen.table)) == 5 and nameless(screen) == []
    assert screen.change.isEnabled() and screen.export.isEnabled() and not screen.remove.isEnabled()


def test_an_update_is_shown_rule_by_rule_and_child_by_child_before_it_is_accepted(
    qtbot, screen: OwnStandardsScreen, desk, tmp_path: Path, monkeypatch
) -> None:
    before = desk.calendar(desk.caseload()[0].child_id).deadlines
    bring(qtbot, screen, monkeypatch, update(tmp_path, next_stoke(desk)))
    page = screen.update_page
    assert screen.stack.currentWidget() is screen.update_whole and nameless(page) == []
    assert page.title.text() == "Stoke-on-Trent: version 7" and "follows version 6" in page.about.text()
    assert page.rules_words.text() == "1 standard is added, 2 change and 1 is dropped."
    assert headings(page.rules) == ["Added", "Changed", "Dropped"]
    rules = lines(page.rules)
    assert set(rules) == {"stoke.cp.letter", LATER, ICPC, "stoke.assess.cfa-annual"}
    assert rules[LATER].detail == "Limit: every 4 weeks → every 3 weeks (falls due sooner)"
    assert rules[ICPC].flag.startswith("Passes the national limit, always: 20 working days here")
    assert "would pass a national limit" in said(page)
    assert page.children_words.text().startswith("Of 1 child and yourself, 1 has other dates:")
    (section,) = page.children_table.sections()
    assert section.title == "Ada Lovell"
    sooner = [line for line in section.lines if "sooner" in line.flag]
    assert sooner and all("expected later" in line.flag for line in sooner)  # the first group comes before it
    assert desk.calendar(desk.caseload()[0].child_id).deadlines == before and desk.packs.kept() == ()
    with qtbot.waitSignal(screen.accepted) as got:
        qtbot.mouseClick(page.accept, LEFT)
    tasks.wait_all(qtbot)
    assert got.args == ["stoke-on-trent"] and screen.home
    assert "version 7 is accepted" in screen.banner.message
    (kept,) = desk.packs.kept()
    assert kept.standing and kept.version == "7"
    assert headings(screen.table) == ["Stoke-on-Trent", "As they came with Daymark"]
    assert "in force since Fri 20 Mar 2026" in lines(screen.table)[f"kept:{kept.id}"].title
    desk.undo()
    tasks.wait_all(qtbot)
    assert desk.packs.kept() == () and headings(screen.table) == ["As they came with Daymark"]


def test_it_is_declined_with_a_reason(qtbot, screen, desk, tmp_path: Path, monkeypatch) -> None:
    bring(qtbot, screen, monkeypatch, update(tmp_path, next_stoke(desk)))
    qtbot.mouseClick(screen.update_page.decline, LEFT)
    dialog = screen.dialog
    dialog.save()
    assert "Give a reason" in dialog.rows["why"].problem and desk.packs.kept() == ()
    qtbot.keyClicks(dialog.reason, "The board has not agreed it")
    dialog.save()
    (kept,) = desk.packs.kept()
    assert not kept.standing and kept.why == "The board has not agreed it"
    line = lines(screen.table)[f"kept:{kept.id}"]
    assert line.title == "Version 7: not taken" and "Reason: The board has not agreed it" in line.detail
    screen.list.select_key(f"kept:{kept.id}")
    screen._offer()
    assert not screen.change.isEnabled() and not screen.export.isEnabled()


def test_not_now_keeps_nothing(qtbot, screen, desk, tmp_path: Path, monkeypatch) -> None:
    bring(qtbot, screen, monkeypatch, update(tmp_path, next_stoke(desk)))
    qtbot.keyClick(screen.update_page.rules_view, Qt.Key.Key_Escape)
    assert screen.home and desk.packs.kept() == ()
    with qtbot.waitSignal(screen.closed):
        qtbot.keyClick(screen.list, Qt.Key.Key_Escape)


def test_working_it_out_can_be_stopped_and_begun_again(
    qtbot, screen, desk, tmp_path: Path, monkeypatch
) -> None:
    proposal = desk.packs.proposal(next_stoke(desk))
    page = screen.update_page
    page.show_proposal(proposal)
    screen.stack.setCurrentWidget(screen.update_whole)
    assert not page.accept.isEnabled() and page.bar.isVisibleTo(page.tabs.widget(1))
    page.tabs.setCurrentIndex(1)
    qtbot.mouseClick(page.stop, LEFT)
    assert page.children_words.text().startswith("Stopped.") and not page.accept.isEnabled()
    tasks.wait_all(qtbot)
    assert not page.accept.isEnabled()
    qtbot.mouseClick(page.again, LEFT)
    tasks.wait_all(qtbot, 30_000)
    assert page.accept.isEnabled() and page.children_table.sections()


def test_a_broken_file_is_refused_with_its_reasons(qtbot, screen, desk, tmp_path: Path, monkeypatch) -> None:
    text = text_of(next_stoke(desk)).replace('clock = "core_group"', 'clock = "core_groop"')
    text = text.replace('due = "20 working days"', 'due = "20 wrking days"')
    path = tmp_path / "broken.daymark-pack"
    path.write_text(text, encoding="utf-8")
    bring(qtbot, screen, monkeypatch, path)
    page = screen.refused
    assert screen.stack.currentWidget() is screen.refused_whole and nameless(page) == []
    reasons = [line for line in lines(page.table).values() if "core_groop" in line.title]
    assert reasons and "core_group" in reasons[0].title and reasons[0].detail.startswith("Line ")
    assert ICPC in headings(page.table) and "Nothing of it has been kept" in page.about.text()
    qtbot.mouseClick(page.copy, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("broken.daymark-pack: ") and f"{ICPC}: due" in copied
    qtbot.mouseClick(page.back, LEFT)
    assert screen.home and desk.packs.kept() == ()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"x" * 4_100_000, b"format = 1\n" + b"[" * 5000])
def test_hostile_files_harm_nothing(qtbot, screen, desk, tmp_path: Path, monkeypatch, content) -> None:
    path = tmp_path / "strange.daymark-pack"
    path.write_bytes(content)
    bring(qtbot, screen, monkeypatch, path)
    assert screen.stack.currentWidget() is screen.refused_whole and lines(screen.refused.table)
    assert desk.packs.kept() == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_file_is_said_and_never_waited_for(qtbot, screen, tmp_path: Path, monkeypatch) -> None:
    pipe = tmp_path / "pipe.daymark-pack"
    os.mkfifo(pipe)
    bring(qtbot, screen, monkeypatch, pipe)
    assert screen.home and "could not be read" in screen.banner.message


def test_a_file_that_is_not_there_is_said(qtbot, screen, tmp_path: Path, monkeypatch) -> None:
    bring(qtbot, screen, monkeypatch, tmp_path / "gone.daymark-pack")
    assert screen.home and "could not be read" in screen.banner.message


def test_it_is_sent_to_another_store_and_taken_in_there(
    qtbot, screen, desk, tmp_path: Path, monkeypatch
) -> None:
    draft = desk.packs.start("stoke-on-trent", "Riverside")
    draft = changed(changed(draft, FIRST, due="5 working days"), ICPC, due="20 working days")
    desk.packs.accept(desk.packs.proposal(draft))
    tasks.wait_all(qtbot)
    (kept,) = desk.packs.kept()
    screen.list.select_key(f"kept:{kept.id}")
    screen._offer()
    target = tmp_path / "riverside"
    monkeypatch.setattr(prompts, "choose_save_file", lambda *_a, **_k: target)
    qtbot.mouseClick(screen.export, LEFT)
    sent = target.with_name("riverside.daymark-pack")
    assert sent.exists() and "can be sent" in screen.banner.message
    with store(tmp_path / "other") as other:
        there = OwnStandardsScreen(other)
        qtbot.addWidget(there)
        there.start()
        there.show()
        bring(qtbot, there, monkeypatch, sent)
        page = there.update_page
        assert page.title.text() == "A new authority: Riverside"
        assert "The initial child protection conference is held" in said(page)
        assert "20 working days here, 15 working days nationally." in said(page)
        assert "No child stands under this authority yet" in page.children_words.text()
        assert FIRST in lines(page.rules) and lines(page.rules)[FIRST].detail.startswith("5 working days")
        qtbot.mouseClick(page.accept, LEFT)
        tasks.wait_all(qtbot)
        assert "riverside" in {view.id for view in other.authorities()}
        there.close_down()
        tasks.cancel_all()


def test_it_is_removed_unless_a_child_would_be_left_without(qtbot, screen, desk) -> None:
    desk.packs.accept(desk.packs.proposal(desk.packs.start("oldham", "Riverside")))
    (child,) = desk.caseload()
    form = desk.child_form(child.child_id)
    desk.amend_child(child.child_id, replace(form, authority="riverside"))
    tasks.wait_all(qtbot)
    (kept,) = desk.packs.kept()
    screen.list.select_key(f"kept:{kept.id}")
    screen._offer()
    qtbot.mouseClick(screen.remove, LEFT)
    qtbot.keyClicks(screen.dialog.reason, "Tried out only")
    screen.dialog.save()
    assert "would be left without standards" in screen.dialog.banner.message and desk.packs.kept()
    desk.amend_child(child.child_id, form)
    screen.dialog.save()
    assert desk.packs.kept() == ()
    tasks.wait_all(qtbot)


def test_what_changes_elsewhere_is_read_again(qtbot, screen, desk) -> None:
    heard = []
    screen.model.changed.connect(lambda: heard.append(1))
    desk.changes.publish("event", ())
    desk.changes.publish("standards", ())
    QApplication.processEvents()
    assert heard == [1]


def test_it_follows_the_theme(qtbot, screen, desk, dressed) -> None:
    screen.update_page.show_proposal(desk.packs.proposal(next_stoke(desk)))
    screen.stack.setCurrentWidget(screen.update_whole)
    tasks.wait_all(qtbot, 30_000)
    for name, scale in (("dark", 2.0), ("light", 1.0)):
        theme.Theme.load(name, scale).apply(dressed)
        assert not screen.grab().isNull()


def test_a_version_to_come_keeps_what_started_before_it(qtbot, screen, desk, tmp_path, monkeypatch) -> None:
    draft = changed(desk.packs.edit("stoke-on-trent"), FIRST, due="5 working days")
    draft = draft.with_head(effective=date(2026, 9, 1))
    bring(qtbot, screen, monkeypatch, update(tmp_path, draft))
    assert "No date changes" in screen.update_page.children_words.text()
    qtbot.mouseClick(screen.update_page.accept, LEFT)
    tasks.wait_all(qtbot)
    (kept,) = desk.packs.kept()
    assert "takes effect on Tue 1 Sep 2026" in lines(screen.table)[f"kept:{kept.id}"].title
