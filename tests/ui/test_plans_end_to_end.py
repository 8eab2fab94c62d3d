"""Plans and summaries as a person writes them, on a real store: drafted, agreed, reviewed, given out, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from models.keys import LEAST
from services.usecases import access
from services.usecases.around_commands import SharingForm
from services.usecases.commands import ActionForm, ChildForm, EventDraft, OutcomeForm, PersonForm, PlanForm
from services.usecases.results import Own, Scale
from tests.ui.readers import print_for_the_file
from ui import prompts, tasks
from ui.screens.child import PLANS, SUMMARY, ChildScreen

NOW = datetime(2026, 3, 20, 10, 0)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path):
    own = Own("Sam Okafor", "social_worker", "westmorland-and-furness")
    made, _ = access.create(
        tmp_path / "store", "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST
    )
    yield made
    made.close()


@pytest.fixture
def child(desk) -> str:
    maya = desk.add_child(ChildForm("Maya", "Elsworth", born=date(2018, 6, 4), family="Elsworth"))
    desk.save_person(PersonForm(maya, "Dana Elsworth", "mother"))
    desk.save_person(PersonForm(maya, "Jo Grant", "school nurse", "professional", contact="01632 960001"))
    desk.record(EventDraft(maya, "referral_received", date(2026, 2, 9)))
    desk.record(EventDraft(maya, "cin_meeting", date(2026, 3, 18)))
    return maya


def opened(qtbot, desk, child) -> ChildScreen:
    made = ChildScreen(desk, child)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.opened = []
    made.dialog_opened.connect(made.opened.append)
    with qtbot.waitActive(made):
        made.show()
    tasks.wait_all(qtbot)
    made.tabs.setCurrentIndex(PLANS)
    return made


@pytest.fixture
def screen(qtbot, dressed, desk, child, monkeypatch):
    monkeypatch.setattr(prompts, "ask", lambda *words, **more: True)
    made = opened(qtbot, desk, child)
    yield made
    made.let_go()
    tasks.wait_all(qtbot)


def settled(qtbot, page) -> None:
    qtbot.waitUntil(lambda: not page._facts.isActive())
    tasks.wait_all(qtbot)


def agreed(desk, child, **more) -> str:
    chart = ActionForm("Bedtime chart each night", "Dana", date(2026, 4, 1), "In bed by eight")
    scales = (Scale(date(2026, 3, 18), 3, "Dana"),)
    outcomes = (OutcomeForm("Sleep", "Maya is rested", (chart,), "", scales),)
    days = (date(2026, 3, 18), date(2026, 4, 29))
    form = PlanForm(child, "child_in_need", *days, contingency="Gran", draft=False, outcomes=outcomes)
    return desk.save_plan(replace(form, **more))


# --- writing -----------------------------------------------------------------------------------------------------
def test_a_plan_is_drafted_agreed_and_recorded_in_one_saving(qtbot, screen, desk, child):
    page = screen.plans
    page.begin()
    editor = page.editor
    assert editor.kind.currentData() == "child_in_need" and not editor.agreed.isChecked()
    editor.texts["worries"].setPlainText("Maya is tired")
    editor.outcomes[0].outcome.setPlainText("Maya is rested")
    action = editor.outcomes[0].actions_list[0]
    qtbot.keyClicks(action.what, "Engage with the nurse")
    qtbot.waitUntil(lambda: len(action.hints) == 4, timeout=3000)
    qtbot.waitUntil(lambda: "4 gentle hints" in page.hints.text(), timeout=3000)
    assert [h.text() for h in action.hints][1:] == ["Who does it?", "By when?", "How will we know?"]
    qtbot.mouseClick(action.hints[2], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is action.by.line
    editor.outcomes[0].scale.value.setCurrentIndex(5)
    editor.outcomes[0].scale.whose.setText("Dana")
    editor.agree["Does the child agree with this plan?"].setEditText("In part: not the chart")
    editor.sections["How often the child is seen"].setPlainText("Every two weeks")
    editor.agreed.setChecked(True)
    settled(qtbot, page)
    assert editor._asked["contingency"].text().startswith("Asked for by Westmorland and Furness, s14")
    boxes = editor.head.offers._ticks
    assert [box.accessibleName() for _, box in boxes] == [
        "Record “Child in need plan started” on 20 March 2026",
        "Set “plan updated” to 20 March 2026 on “Child in need meeting” of 18 March 2026",
    ]
    qtbot.keyClick(action.what, Qt.Key.Key_S, CTRL)
    settled(qtbot, page)
    (plan,) = desk.plans(child)
    assert plan.worries == "Maya is tired" and plan.outcomes[0].scales == (
        Scale(date(2026, 3, 20), 4, "Dana"),
    )
    assert dict(plan.sections)["Does the child agree with this plan?"] == "In part: not the chart"
    found = {e.type: e for e in desk.calendar(child).events}
    assert found["cin_plan_started"].at == date(2026, 3, 20)
    assert found["cin_meeting"].milestones == {"plan_updated": date(2026, 3, 20)}
    assert not page.dirty and desk.unsaved.listed() == () and editor.head.offers.isHidden()
    screen.undo()
    tasks.wait_all(qtbot)
    assert desk.plans(child) == () and "cin_plan_started" not in {e.type for e in desk.calendar(child).events}


def test_each_kind_shows_what_it_asks_for_and_keeps_what_was_written_for_another(qtbot, screen):
    page = screen.plans
    page.begin()
    editor = page.editor
    editor.sections["What this plan is for"].setPlainText("To help")
    editor.kind.setCurrentIndex(editor.kind.findData("placement"))
    settled(qtbot, page)
    assert "What the carer may decide (delegated authority)" in editor.sections
    assert editor.sections["What this plan is for"].toPlainText() == "To help"
    assert "s22" in editor._asked["What the carer may decide (delegated authority)"].text()
    assert editor.rows["stage"].isHidden()
    editor.kind.setCurrentIndex(editor.kind.findData("child_protection"))
    assert not editor.rows["stage"].isHidden() and editor.collect().stage == "outline"
    for number in range(editor.kind.count()):
        editor.kind.setCurrentIndex(number)
        assert editor.sections, editor.kind.currentText()
    for part in editor.parts:
        editor.go_to(part)
        assert editor.isAncestorOf(QApplication.focusWidget())


def test_an_unborn_child_is_offered_a_pre_birth_plan(qtbot, dressed, desk):
    baby = desk.add_child(ChildForm("", "Elsworth", expected=date(2026, 7, 1)))
    screen = opened(qtbot, desk, baby)
    screen.plans.begin()
    assert screen.plans.editor.kind.currentText() == "Pre-birth plan"
    screen.let_go()
    tasks.wait_all(qtbot)


# --- drafts ------------------------------------------------------------------------------------------------------
def test_what_is_typed_is_kept_and_offered_again(qtbot, screen, desk, child, monkeypatch):
    page = screen.plans
    page.begin()
    page.editor.texts["worries"].setPlainText("Maya is tired")
    page.editor.outcomes[0].actions_list[0].by.choose(date(2026, 4, 1))
    qtbot.waitUntil(lambda: bool(desk.unsaved.listed()), timeout=4000)
    (left,) = desk.unsaved.listed()
    assert left.title == "Child in need plan" and left.child_id == child
    screen.let_go()  # as when the program is killed: nothing asks
    again = opened(qtbot, desk, child)
    again.plans.begin()
    qtbot.waitUntil(lambda: "You were writing this" in again.plans.banner.message, timeout=4000)
    go_on = next(b for b in again.plans.banner.findChildren(type(again.plans.add)) if b.text() == "Go on")
    go_on.click()
    tasks.wait_all(qtbot)
    draft = again.plans.editor.collect()
    assert draft.texts["worries"] == "Maya is tired" and draft.outcomes[0].actions[0].by == date(2026, 4, 1)
    asked: list[str] = []
    monkeypatch.setattr(prompts, "pick", lambda *words, **more: (asked.append(words[1]), "Throw it away")[1])
    again.plans.leave()
    assert asked and again.plans.stack.currentIndex() == 0
    qtbot.waitUntil(lambda: desk.unsaved.listed() == (), timeout=4000)
    again.let_go()
    tasks.wait_all(qtbot)


def test_a_review_left_unfinished_is_gone_on_with_as_a_review(qtbot, screen, desk, child, monkeypatch):
    agreed(desk, child)
    tasks.wait_all(qtbot)
    page = screen.plans
    page.review_current()
    page.editor.reviewed.setPlainText("Half way")
    monkeypatch.setattr(prompts, "pick", lambda *words, **more: "Keep it for later")
    page.leave()
    qtbot.waitUntil(lambda: bool(desk.unsaved.listed()), timeout=4000)
    (left,) = desk.unsaved.of("plan", f"{child}/{page.current().id}/review")
    page.go_on(left)
    tasks.wait_all(qtbot)
    assert page.editor.collect().review and page.editor.reviewed.toPlainText() == "Half way"
    page.save()
    tasks.wait_all(qtbot)
    assert desk.plans(child)[0].version == 2 and desk.unsaved.listed() == ()


# --- review, versions, copies, end -------------------------------------------------------------------------------
def test_a_review_makes_the_next_version_and_both_stand_side_by_side(qtbot, screen, desk, child):
    plan = agreed(desk, child)
    tasks.wait_all(qtbot)
    page = screen.plans
    page.review_current()
    editor = page.editor
    assert "version 2" in page.count.text() and not editor.agreed.isChecked() and not editor.kind.isEnabled()
    action = editor.outcomes[0].actions_list[0]
    assert action.progress.isVisibleTo(page) and editor.outcomes[0].progress.isVisibleTo(page)
    action.progress.setText("Five nights of seven")
    action.done.choose(date(2026, 3, 19))
    editor.outcomes[0].progress.setPlainText("Wakes rested")
    editor.reviewed.setPlainText("Going well")
    editor.outcomes[0].scale.value.setCurrentIndex(8)
    assert "3" in editor.outcomes[0].scale.drawing.accessibleName()
    page.save()
    settled(qtbot, page)
    assert (desk.plan(plan).version, desk.plan(plan).reviewed) == (2, "Going well")
    page.editor.texts["contingency"].setPlainText("Gran, then Sue")
    page.save()
    settled(qtbot, page)
    assert desk.plan(plan).version == 2  # a draft is corrected, not counted
    page.leave()
    page.show_versions()
    tasks.wait_all(qtbot)
    dialog = screen.opened[-1]
    assert dialog.before.currentText().startswith("Version 1 of") and dialog.after.currentText().startswith(
        "Version 2 of"
    )
    rows = {(c.mark, c.where) for c in dialog.table.rows()}
    assert ("done", "Action 1.1") in rows and ("changed", "If things do not go to plan") in rows
    assert dialog.before.count() == 2
    dialog.every.setChecked(True)
    assert dialog.before.count() == 3
    dialog.every.setChecked(False)
    dialog._print()
    print_for_the_file(qtbot, screen)
    assert screen._preview.heading.text() == "What changed in the child in need plan of Maya Elsworth"
    screen.close_preview()


def test_a_plan_that_was_changed_meanwhile_is_not_overwritten_unseen(qtbot, screen, desk, child):
    plan = agreed(desk, child)
    tasks.wait_all(qtbot)
    page = screen.plans
    page.view.selectRow(0)
    page.open_current()
    page.editor.texts["worries"].setPlainText("Typed while another version was made.")
    agreed_now = PlanForm(child, "child_in_need", date(2026, 3, 20), draft=False, worries="Made elsewhere.")
    desk.planning.save(agreed_now, plan, review=True)
    settled(qtbot, page)
    page.save()
    assert "was changed by Sam Okafor" in page.banner.message and desk.plan(plan).worries == "Made elsewhere."
    page.save()
    settled(qtbot, page)
    assert desk.plan(plan).worries.startswith("Typed while") and page.banner.kind == "success"
    assert "Made elsewhere." in [saved.plan.worries for saved in desk.planning.history(plan)]
    page.editor.texts["worries"].setPlainText("Once more.")
    page.save()
    assert page.banner.kind == "success" and desk.plan(plan).worries == "Once more."
    page.leave()


def test_copies_meet_what_the_calendar_waits_for(qtbot, screen, desk, child):
    plan = agreed(desk, child)
    tasks.wait_all(qtbot)
    page = screen.plans
    assert page.card.copies.text() == "Nobody has been given a copy yet."
    page.give_copies()
    tasks.wait_all(qtbot)
    dialog = screen.opened[-1]
    assert [box.accessibleName() for box, _, _ in dialog.boxes] == [
        "Maya Elsworth, the child",
        "Dana Elsworth, mother",
        "Jo Grant, school nurse",
    ]
    dialog.save()
    assert dialog.rows["other"].problem
    dialog.boxes[1][0].setChecked(True)
    dialog.other.setText("Mrs Khan, school")
    qtbot.waitUntil(lambda: bool(dialog.offers.taken()), timeout=3000)
    (offer,) = dialog.offers.taken()
    assert offer.words == "Set “plan sent” to 20 March 2026 on “Child in need meeting” of 18 March 2026"
    assert len(offer.meets) == 2 and all(line.endswith("in time)") for line in offer.meets)
    assert dialog.log.whom() == ("Mrs Khan, school",)  # the mother is not outside the family
    dialog.save()
    tasks.wait_all(qtbot)
    assert [(c.name, c.role, c.how) for c in desk.plan(plan).copies] == [
        ("Dana Elsworth", "mother", "By hand"), ("Mrs Khan", "school", "By hand")
    ]  # fmt: skip
    meeting = next(e for e in desk.calendar(child).events if e.type == "cin_meeting")
    assert meeting.milestones == {"plan_sent": date(2026, 3, 20)}
    assert page.card.copies.text() == "2 people have a copy."
    page.give_copies()  # after the next meeting they may be given it again
    tasks.wait_all(qtbot)
    assert [box.accessibleName() for box, _, _ in screen.opened[-1].boxes] == [
        "Maya Elsworth, the child",
        "Jo Grant, school nurse",
        "Dana Elsworth, mother (had one on Fri 20 Mar 2026)",
        "Mrs Khan, school (had one on Fri 20 Mar 2026)",
    ]
    screen.opened[-1].reject()
    page.take_back_copy(1)
    tasks.wait_all(qtbot)
    assert len(desk.plan(plan).copies) == 1


def test_what_the_log_says_already_of_a_print_is_not_written_twice(qtbot, screen, desk, child):
    agreed(desk, child)
    tasks.wait_all(qtbot)
    printed = "Child in need plan (printed)"
    desk.sharing.save_sharing(SharingForm(child, NOW, printed, "Jo Grant, school nurse", "For the meeting"))
    screen.plans.give_copies()
    dialog = screen.opened[-1]
    dialog.boxes[2][0].setChecked(True)
    tasks.wait_all(qtbot)
    assert dialog.log.whom() == () and not dialog.log.details.isVisibleTo(dialog)
    dialog.save()
    tasks.wait_all(qtbot)
    assert len(desk.sharing.record(child).log) == 1


def test_a_copy_for_one_side_only_meets_nothing_and_says_who_else_is_asked_for(qtbot, screen, desk, child):
    plan = agreed(desk, child)
    tasks.wait_all(qtbot)
    screen.plans.give_copies()
    dialog = screen.opened[-1]
    dialog.boxes[2][0].setChecked(True)  # the school nurse
    qtbot.waitUntil(lambda: dialog._asked[1] != () and not dialog._soon.isActive(), timeout=3000)
    tasks.wait_all(qtbot)
    assert dialog.offers.taken() == ()
    told = [each.text() for each in dialog.offers.findChildren(QLabel)]
    assert any("Asked for as well: that a parent or family carer has a copy." in line for line in told)
    assert dialog.log.whom() == ("Jo Grant, school nurse",)
    assert dialog.log.what.text() == "Child in need plan, version 1, drawn up on 18 March 2026"
    dialog.log.why.setPlainText("The nurse has an action in it")
    dialog.save()
    tasks.wait_all(qtbot)
    (entry,) = desk.sharing.record(child).log
    assert (entry.whom, entry.why, entry.basis) == (
        "Jo Grant, school nurse", "The nurse has an action in it", "public_task"
    )  # fmt: skip
    assert entry.what.startswith("Child in need plan") and entry.at == date(2026, 3, 20)
    assert (
        "plan_sent" not in next(e for e in desk.calendar(child).events if e.type == "cin_meeting").milestones
    )
    desk.undo()
    assert desk.sharing.record(child).log == () and desk.plan(plan).copies == ()


def test_a_day_changed_at_the_last_moment_is_the_day_that_is_recorded(qtbot, screen, desk, child):
    page = screen.plans
    page.begin()
    page.editor.outcomes[0].outcome.setPlainText("Rested")
    page.editor.agreed.setChecked(True)
    settled(qtbot, page)
    page.editor.drawn_up.choose(date(2026, 3, 19))
    page.save()  # before what is offered has been read again
    settled(qtbot, page)
    found = {e.type: e for e in desk.calendar(child).events}
    assert found["cin_plan_started"].at == date(2026, 3, 19)
    assert found["cin_meeting"].milestones == {"plan_updated": date(2026, 3, 19)}
    page.leave()
    page.give_copies()
    tasks.wait_all(qtbot)
    dialog = screen.opened[-1]
    for box, _, _ in dialog.boxes[1:]:  # the mother and the school nurse, as the standard asks
        box.setChecked(True)
    dialog.given.set_day(date(2026, 3, 19))
    dialog.save()  # before what is offered has been read again
    tasks.wait_all(qtbot)
    found = {e.type: e for e in desk.calendar(child).events}
    assert found["cin_meeting"].milestones["plan_sent"] == date(2026, 3, 19)


def test_a_plan_is_ended_with_its_event_and_opened_again(qtbot, screen, desk, child):
    desk.record(EventDraft(child, "cin_plan_started", date(2026, 3, 18)))
    plan = agreed(desk, child)
    tasks.wait_all(qtbot)
    screen.plans.end_current()
    tasks.wait_all(qtbot)
    dialog = screen.opened[-1]
    dialog.save()
    assert dialog.rows["why"].problem
    dialog.why.setPlainText("Needs are met")
    assert [o.type for o in dialog.offers.taken()] == ["cin_plan_ended"]
    dialog.save()
    tasks.wait_all(qtbot)
    assert desk.plan(plan).ended == date(2026, 3, 20)
    assert "cin_plan_ended" in {e.type for e in desk.calendar(child).events}
    assert "Ended" in screen.plans.card.standing.text() and not screen.plans.review_button.isEnabled()
    assert screen.plans.table.index(0, 4).data() == "Ended, version 1"
    screen.plans.reopen_current()
    tasks.wait_all(qtbot)
    assert desk.plan(plan).ended is None


def test_the_page_for_the_family_is_shown(qtbot, screen, desk, child):
    agreed(desk, child)
    tasks.wait_all(qtbot)
    screen.plans.print_family()
    print_for_the_file(qtbot, screen)
    assert screen._preview.pages == 1 and screen._preview.heading.text().endswith("for the family")
    screen.close_preview()


def test_a_search_turns_to_a_plan(qtbot, screen, desk, child):
    plan = agreed(desk, child)
    screen.plans.show_record("plan", plan)
    tasks.wait_all(qtbot)
    assert screen.plans.stack.currentIndex() == 1 and screen.plans._editing == plan


# --- summaries ---------------------------------------------------------------------------------------------------
def test_a_summary_that_is_far_too_long_is_refused_by_its_heading_and_stays(qtbot, screen, desk, child):
    screen.open_section("summaries")
    tasks.wait_all(qtbot)
    page = screen.tabs.currentWidget()
    page.add.click()
    tasks.wait_all(qtbot)
    heading = list(page.editor.boxes)[2]
    page.editor.boxes[heading].setPlainText("Word. " * 40_000)
    page.save()
    tasks.wait_all(qtbot)
    assert f"“{heading}”" in page.banner.message and "200,000 characters" in page.banner.message
    assert page.dirty and len(page.editor.boxes[heading].toPlainText()) == 240_000


def test_a_summary_is_kept_while_it_is_written_and_its_earlier_wording_read(qtbot, screen, desk, child):
    screen.tabs.setCurrentIndex(SUMMARY)
    page = screen.summary
    page.begin()
    tasks.wait_all(qtbot)
    heading = "A picture of the child"
    page.editor.boxes[heading].setPlainText("Maya is seven.")
    qtbot.waitUntil(lambda: bool(desk.unsaved.listed()), timeout=4000)
    (left,) = desk.unsaved.of("summary", f"{child}/new")
    assert left.content["parts"][heading] == "Maya is seven." and "Case summary" in left.title
    page.keeper.flush()
    page._close_editor()
    page.go_on(left)
    tasks.wait_all(qtbot)
    assert page.editor.boxes[heading].toPlainText() == "Maya is seven."
    page.save()
    tasks.wait_all(qtbot)
    assert desk.unsaved.listed() == () and len(desk.summaries(child)) == 1
    page.editor.boxes[heading].setPlainText("Maya is seven and draws.")
    page.save()
    tasks.wait_all(qtbot)
    page.leave()
    assert page.earlier.isEnabled()
    page.show_earlier()
    tasks.wait_all(qtbot)
    dialog = screen.opened[-1]
    texts = [label.text() for label in dialog.scroll.page.findChildren(QLabel)]
    assert (
        any("Maya is seven." in text for text in texts) and sum("Sam Okafor" in text for text in texts) == 2
    )
    dialog.accept()
