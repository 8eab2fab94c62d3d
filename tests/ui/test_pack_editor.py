"""The guided editor as a person uses it: standards found, changed by choosing, tried out, kept, and accepted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from services.usecases import packchoices, packdraft, packparts
from services.usecases.commands import ChildForm, EventDraft
from services.usecases.standards import library
from tests.ui.packdesk import FIRST, ICPC, LATER, store
from tests.ui.test_names import nameless
from ui import prompts, tasks, theme
from ui.dialogs.packcondition import ConditionDialog
from ui.dialogs.packterm import TermDialog
from ui.screens.packeditor import PackEditor
from ui.screens.updates import OwnStandardsScreen
from ui.viewmodels import packeditor
from ui.viewmodels.draftwords import for_kind, limit_words
from ui.viewmodels.packeditor import HEAD
from ui.widgets.termeditor import TermEditor

LEFT = Qt.MouseButton.LeftButton
SHORT = 15  # milliseconds


@pytest.fixture
def desk(tmp_path: Path):
    with store(tmp_path / "store") as made:
        yield made
        tasks.cancel_all()


@pytest.fixture
def own(qtbot, desk, monkeypatch) -> OwnStandardsScreen:
    """With the editor open on Riverside, made from Stoke-on-Trent; its pauses are short."""
    monkeypatch.setattr(packeditor, "PAUSE", SHORT)
    monkeypatch.setattr(packeditor, "LONGER", SHORT * 2)
    made = OwnStandardsScreen(desk)
    qtbot.addWidget(made)
    made.resize(1320, 860)
    made.start()
    made.show()
    qtbot.mouseClick(made.add, LEFT)
    qtbot.keyClicks(made.dialog.name, "Riverside")
    made.dialog.save()
    rest(qtbot)
    yield made
    made.close_down()


@pytest.fixture
def editor(own: OwnStandardsScreen) -> PackEditor:
    return own.editor


def rest(qtbot) -> None:
    """Let the pauses after typing pass, and what follows them be done."""
    qtbot.wait(SHORT * 4)
    tasks.wait_all(qtbot, 30_000)


def turn(editor: PackEditor, standard: str) -> None:
    place = next(n for n, s in enumerate(editor.model.draft.standards) if s.id == standard)
    editor.search.clear()
    assert editor.list.select_key(str(place))
    editor.model.turn_to(str(place))


def keys(editor: PackEditor) -> list[str]:
    return [line.key for section in editor.table.sections() for line in section.lines]


def line(editor: PackEditor, place: int):
    every = (one for section in editor.table.sections() for one in section.lines)
    return next(one for one in every if one.key == str(place))


def test_it_opens_on_the_head_with_a_copy_of_every_standard(own, editor: PackEditor) -> None:
    assert own.stack.currentWidget() is own.editor_whole
    draft = editor.model.draft
    assert (draft.name, draft.id, draft.version) == ("Riverside", "riverside", "1")
    assert len(draft.standards) == 150 and len(keys(editor)) == 151
    assert editor.head.isVisible() and editor.head.lines["name"].text() == "Riverside"
    assert "Started from the standards of Stoke-on-Trent." in editor.head.based.text()
    assert "Nothing has been changed yet" in " ".join(x.text() for x in editor.preview.findChildren(QLabel))
    assert nameless(own) == []


def test_a_name_is_asked_for_and_one_that_is_taken_is_refused(qtbot, own) -> None:
    own.go_home()
    qtbot.mouseClick(own.add, LEFT)
    dialog = own.dialog
    dialog.save()
    assert dialog.rows["name"].problem == "Give the authority's name"
    qtbot.keyClicks(dialog.name, "Oldham")
    dialog.save()
    assert "already" in dialog.rows["name"].problem
    dialog.let_go()
    dialog.hide()


def test_search_and_change_a_limit_with_the_preview_following(qtbot, editor: PackEditor) -> None:
    qtbot.keyClicks(editor.search, "first core group ten working days")
    assert 1 <= len(keys(editor)) < 5
    turn(editor, FIRST)
    form = editor.form
    assert form.isVisible() and not editor.head.isVisible()
    assert (
        form.due.text == "10 working days" and not form.repeat.isVisible() and not form.more_part.isVisible()
    )
    assert "Due within 10 working days." in editor.preview.words
    form.due.numbers[0].setFocus()
    form.due.numbers[0].selectAll()
    qtbot.keyClicks(form.due.numbers[0], "15")
    rest(qtbot)
    assert editor.model.standard.due == "15 working days"
    assert (
        "Due within 15 working days." in editor.preview.words
        and "15 working days after" in editor.preview.words
    )
    assert form.stale.isVisible()  # the words still say ten
    assert line(editor, editor.model.place).detail.endswith("changed")
    form.says.selectAll()
    qtbot.keyClicks(form.says, "The first core group is held within fifteen working days")
    rest(qtbot)
    assert not form.stale.isVisible() and line(editor, editor.model.place).title.endswith(
        "fifteen working days"
    )
    editor.changed_only.setChecked(True)
    assert keys(editor) == [str(editor.model.place)]


def test_the_event_is_chosen_and_never_written(qtbot, editor: PackEditor) -> None:
    turn(editor, FIRST)
    form = editor.form
    form.clock._edit(-1)
    dialog = form.clock.dialog
    assert isinstance(dialog, TermDialog) and nameless(dialog) == []
    dialog.save()
    assert dialog.rows["term"].problem == "Choose an event in the list"
    picker = dialog.editor.chooser.picker
    qtbot.keyClicks(picker.search, "strategy disc")
    while picker.list.currentItem().data(Qt.ItemDataRole.UserRole) != "strategy_discussion":
        qtbot.keyClick(picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert dialog.editor.chooser.type == "strategy_discussion"
    more = dialog.editor.more
    more.setCurrentIndex(more.findData("outcome"))
    more.activated.emit(more.currentIndex())
    row = dialog.editor.rows[-1]
    row.list.boxes["s47"].setChecked(True)
    assert "strategy discussion" in dialog.sentence.text().lower()
    dialog.save()
    rest(qtbot)
    assert editor.model.standard.clock == "icpc[outcome=cp_plan] | strategy_discussion[outcome=s47]"
    assert len(form.clock._terms) == 2
    form.clock._take_out(0)
    assert editor.model.standard.clock == "strategy_discussion[outcome=s47]"


def test_where_it_applies_is_chosen_and_said(qtbot, editor: PackEditor) -> None:
    turn(editor, FIRST)
    form = editor.form
    form.when._edit(-1)
    dialog = form.when.dialog
    assert isinstance(dialog, ConditionDialog) and nameless(dialog) == []
    dialog.kind.setCurrentIndex(dialog.kind.findData("open"))
    assert dialog.text.startswith("open.") and dialog.sentence.text().endswith(".")
    dialog.save()
    assert editor.model.standard.when == (form.when.lines[0],) and form.when.lines[0].startswith("open.")
    form.when._edit(0)
    again = form.when.dialog
    again.kind.setCurrentIndex(again.kind.findData("count"))
    again.save()
    assert "still to be answered" in again.rows["body"].problem
    again.let_go()
    again.hide()
    form.when._take_out(0)
    assert editor.model.standard.when == ()


@pytest.mark.parametrize("authority", [v.id for v in library().authorities()])
def test_every_shipped_condition_and_event_survives_the_choosers(qtbot, authority: str) -> None:
    """Opened and closed without a change, what stands there stays as it means."""
    choices = packchoices.choices()
    seen: set[str] = set()
    for s in packdraft.draft_of(library().rulebook(authority)).standards:
        for text in (s.clock, s.met_by, s.until):
            for term in packparts.terms(text) or ():
                written = packparts.term_text(term)
                if written not in seen:
                    seen.add(written)
                    editor = TermEditor(choices, term)
                    qtbot.addWidget(editor)
                    assert packparts.term_text(editor.term) == written
        clock = packparts.terms(s.clock) or ()
        for condition in s.when:
            if condition not in seen:
                seen.add(condition)
                dialog = ConditionDialog(choices, packparts.condition(condition), clock, lambda _t: None)
                qtbot.addWidget(dialog)
                found = packparts.condition(dialog.text)
                assert found == packparts.condition(condition), condition


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("", False),
        ("10 working days", False),
        ("15 years 9 months", False),
        ("-3 working days", True),
        ("0 days", True),
    ],
)
def test_a_length_survives_its_field(qtbot, text: str, back: bool) -> None:
    from ui.widgets.lengthfield import LengthField

    field = LengthField("Due", packchoices.choices().units, "no limit")
    qtbot.addWidget(field)
    field.set_back(back)
    field.set_text(text)
    assert field.text == text


def test_the_kind_brings_its_own_fields(qtbot, editor: PackEditor) -> None:
    turn(editor, FIRST)
    form = editor.form
    for kind, shown, hidden in (
        ("interval", {"due", "repeat"}, {"limit"}),
        ("before", {"due", "clock"}, {"repeat", "limit"}),
        ("caseload", {"limit"}, {"clock", "due", "met_by", "when"}),
        ("age", {"due", "met_by"}, {"clock", "repeat"}),
        ("deadline", {"clock", "due"}, {"limit"}),
    ):
        form.kind.setCurrentIndex(form.kind.findData(kind))
        assert editor.model.standard.kind == kind
        assert all(form.rows[name].isVisible() for name in shown), kind
        assert not any(form.rows[name].isVisible() for name in hidden), kind
    s = packdraft.StandardDraft(due="10 working days", clock="icpc")
    assert for_kind(s, "before")["due"] == "-10 working days" and for_kind(s, "age")["clock"] == "birth"
    assert limit_words(packdraft.StandardDraft(repeat="1 weeks")) == "every week"
    assert (
        limit_words(packdraft.StandardDraft(due="2 weeks", repeat="6 weeks")) == "2 weeks, then every 6 weeks"
    )


def test_a_new_standard_is_asked_for_calmly_and_then_in_earnest(qtbot, own, editor: PackEditor) -> None:
    turn(editor, FIRST)
    qtbot.mouseClick(editor.add, LEFT)
    rest(qtbot)
    form, place = editor.form, editor.model.place
    assert editor.focusWidget() is form.says and editor.model.standard.area == "child_protection"
    assert form.rows["says"].problem == "" and line(editor, place).flag == "Not finished yet"
    assert "Say in a sentence" in " ".join(x.text() for x in editor.preview.findChildren(QLabel))
    turn(editor, LATER)
    qtbot.mouseClick(editor.see, LEFT)
    rest(qtbot)
    assert own.stack.currentWidget() is own.editor_whole and "still to be put right" in editor.banner.message
    assert editor.model.place == place and form.rows["says"].problem == "Say in a sentence what is to be done"
    assert line(editor, place).flag == "Needs attention"
    qtbot.keyClicks(form.says, "A thank-you letter goes to the family")
    qtbot.keyClicks(form.cite, "4.9")
    form.clock._set(packparts.terms("core_group"))
    form.met_by._set(packparts.terms("core_group.minutes_sent"))
    form.due.units[0].setCurrentIndex(form.due.units[0].findData("days"))
    rest(qtbot)
    assert editor.model.standard.due == "1 days" and editor.model.problems == ()
    assert line(editor, place).flag == ""


def test_copy_drop_and_bring_back(qtbot, editor: PackEditor) -> None:
    turn(editor, FIRST)
    qtbot.mouseClick(editor.copy, LEFT)
    assert editor.model.standard.id == f"{FIRST}-2" and len(editor.model.draft.standards) == 151
    qtbot.mouseClick(editor.drop, LEFT)
    assert len(editor.model.draft.standards) == 150
    turn(editor, ICPC)
    qtbot.mouseClick(editor.drop, LEFT)
    assert ICPC not in {s.id for s in editor.model.draft.standards} and "Dropped:" in editor.banner.message
    assert editor.model.changes() == (0, 0, 1)
    editor._bring_back()
    assert editor.model.standard.id == ICPC and editor.model.changes() == (0, 0, 0)


def test_what_is_written_shows_only_when_it_is_asked_for(qtbot, editor: PackEditor) -> None:
    turn(editor, FIRST)
    form = editor.form
    assert not form.raw.isVisible()
    form.more.click()
    form.as_written.click()
    assert form.raw.isVisible() and form.written["clock"].text() == "icpc[outcome=cp_plan]"
    form.written["met_by"].selectAll()
    qtbot.keyClicks(form.written["met_by"], "core_groop")
    rest(qtbot)
    assert "cannot be read" in " ".join(x.text() for x in form.met_by.findChildren(QLabel))
    assert "core_group" in form.rows["met_by"].problem
    form.written["met_by"].selectAll()
    qtbot.keyClicks(form.written["met_by"], "core_group#1")
    rest(qtbot)
    assert form.rows["met_by"].problem == "" and editor.model.problems == ()


def test_the_head_says_what_is_wrong_with_it(qtbot, editor: PackEditor) -> None:
    assert editor.model.place == HEAD
    head = editor.head
    head.lines["version"].selectAll()
    qtbot.keyClick(head.lines["version"], Qt.Key.Key_Delete)
    head.effective.line.selectAll()
    qtbot.keyClicks(head.effective.line, "1/9/2026")
    rest(qtbot)
    assert head.rows["version"].problem == "Give this version a name or a number"
    qtbot.keyClicks(head.lines["version"], "September")
    rest(qtbot)
    assert head.rows["version"].problem == ""
    assert (editor.model.draft.version, editor.model.draft.effective) == ("September", date(2026, 9, 1))


def test_what_is_unfinished_is_kept_and_gone_on_with(qtbot, own, editor: PackEditor, desk) -> None:
    turn(editor, FIRST)
    editor._edited({"due": "15 working days"})
    assert editor.saved.text() == "Not saved yet"
    qtbot.mouseClick(editor.back, LEFT)
    (saved,) = desk.packs.drafts()
    assert own.home and (saved.name, saved.standards) == ("Riverside", 150)
    own.list.select_key(f"draft:{saved.id}")
    own._offer()
    assert own.go_on.isVisible() and not own.change.isVisible()
    qtbot.mouseClick(own.go_on, LEFT)
    rest(qtbot)
    turn(editor, FIRST)
    assert editor.form.due.text == "15 working days" and editor.model.changes() == (0, 1, 0)
    assert editor.saved.text() == "Kept as unfinished"
    editor._edited({"due": "5 working days"})
    own.close_down()  # as when the store is locked
    assert "5 working days" in {s.due for s in desk.packs.resume(saved.id).standards if s.id == FIRST}


def test_an_unfinished_one_is_removed_after_a_question(qtbot, own, editor, desk, monkeypatch) -> None:
    qtbot.mouseClick(editor.back, LEFT)
    (saved,) = desk.packs.drafts()
    own.list.select_key(f"draft:{saved.id}")
    own._offer()
    monkeypatch.setattr(prompts, "ask", lambda *_a, **_k: False)
    qtbot.mouseClick(own.remove, LEFT)
    assert len(desk.packs.drafts()) == 1
    monkeypatch.setattr(prompts, "ask", lambda *_a, **_k: True)
    qtbot.mouseClick(own.remove, LEFT)
    assert desk.packs.drafts() == ()


def test_three_changed_limits_are_accepted_and_counted_for_a_child(qtbot, own, editor, desk) -> None:
    """Conference on Wed 18 March 2026; Riverside wants the first core group within 5 working days: Wed 25 March."""
    for name, values in (
        (FIRST, {"due": "5 working days"}),
        (LATER, {"due": "3 weeks", "repeat": "3 weeks"}),
        (ICPC, {"due": "12 working days"}),
    ):
        turn(editor, name)
        editor._edited(values)
    rest(qtbot)
    qtbot.mouseClick(editor.see, LEFT)
    tasks.wait_all(qtbot, 30_000)
    page = own.update_page
    assert own.stack.currentWidget() is own.update_whole and page.title.text() == "A new authority: Riverside"
    rules = {one.key: one for section in page.rules.sections() for one in section.lines}
    assert set(rules) == {FIRST, LATER, ICPC}
    assert rules[LATER].detail == "Limit: every 4 weeks → every 3 weeks"
    assert "Compared with the standards of Stoke-on-Trent" in page.rules_words.text()
    qtbot.mouseClick(page.accept, LEFT)
    tasks.wait_all(qtbot, 30_000)
    assert own.home and desk.packs.drafts() == () and "can now be chosen for a child" in own.banner.message
    ben = desk.add_child(ChildForm("Ben", "Lovell", born=date(2019, 5, 4), authority="riverside"))
    desk.record(EventDraft(ben, "icpc", date(2026, 3, 18), {"outcome": "cp_plan"}))
    due = {d.standard: d.due for d in desk.calendar(ben).deadlines if d.state == "due"}
    assert due[FIRST] == date(2026, 3, 25)
    tasks.wait_all(qtbot)


def test_from_the_update_back_to_the_editor(qtbot, own, editor, desk) -> None:
    turn(editor, FIRST)
    qtbot.mouseClick(editor.see, LEFT)
    tasks.wait_all(qtbot, 30_000)
    assert "They say the same as those of Stoke-on-Trent" in own.update_page.rules_words.text()
    qtbot.mouseClick(own.update_page.back, LEFT)
    assert own.stack.currentWidget() is own.editor_whole and editor.model.draft is not None


def test_it_follows_theme_and_width(qtbot, own, editor, dressed) -> None:
    turn(editor, FIRST)
    editor.form.more.setChecked(True)
    for width, inner, outer in (
        (1320, "Horizontal", "Horizontal"),
        (900, "Vertical", "Horizontal"),
        (700, "Vertical", "Vertical"),
    ):
        editor.resize(width, 800)
        assert editor.inner.orientation() == getattr(Qt.Orientation, inner), width
        assert editor.outer.orientation() == getattr(Qt.Orientation, outer), width
    for name, scale in (("dark", 2.0), ("light", 1.0)):
        theme.Theme.load(name, scale).apply(dressed)
        assert not own.grab().isNull()


def test_the_wheel_changes_nothing_in_passing(qtbot, editor: PackEditor) -> None:
    turn(editor, FIRST)
    form = editor.form
    form.says.setFocus()
    for box in (form.due.units[0], form.due.numbers[0], form.kind):
        place = QPointF(box.rect().center())
        wheel = QWheelEvent(
            place, QPointF(box.mapToGlobal(box.rect().center())), QPoint(0, 0), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, wheel)
    assert editor.model.standard.due == "10 working days" and editor.model.standard.kind == "deadline"


def test_what_was_being_written_when_the_program_stopped_is_there_again(qtbot, own, editor, desk) -> None:
    turn(editor, FIRST)
    editor._edited({"due": "7 working days"})
    editor.model.keeper.keep()
    tasks.wait_all(qtbot)
    assert desk.packs.drafts() == () and desk.unsaved.of("standards", "standards")
    again = OwnStandardsScreen(desk)  # as after a crash: nothing of the first was put away
    qtbot.addWidget(again)
    again.start()
    (saved,) = desk.packs.drafts()
    assert "7 working days" in {s.due for s in desk.packs.resume(saved.id).standards if s.id == FIRST}
    assert desk.unsaved.of("standards", "standards") == ()
    again.close_down()


def test_what_is_saved_leaves_nothing_behind(qtbot, own, editor, desk) -> None:
    turn(editor, FIRST)
    editor._edited({"due": "7 working days"})
    editor.model.keeper.keep()
    tasks.wait_all(qtbot)
    qtbot.mouseClick(editor.save, LEFT)
    tasks.wait_all(qtbot)
    assert desk.unsaved.of("standards", "standards") == () and len(desk.packs.drafts()) == 1
    editor._edited({"due": "8 working days"})
    editor.model.keeper.keep()
    tasks.wait_all(qtbot)
    assert len(desk.unsaved.of("standards", "standards")) == 1
