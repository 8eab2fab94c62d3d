"""Supervision, audits, letters, transfer and closing in the window, on a real encrypted store."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft, PersonForm, PlanForm
from services.usecases.endings_results import GAP, EndingForm
from services.usecases.oversight_results import AuditAnswer, AuditForm
from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import Own
from tests.ui.test_names import nameless
from ui import prompts, tasks
from ui.dialogs.ending import FinishDialog, PackDialog, PastDialog, StartDialog
from ui.dialogs.quick import QuickDialog
from ui.dialogs.session import SessionDialog
from ui.screens.child import ChildScreen
from ui.screens.mywork import MyWorkScreen
from ui.viewmodels.caseworkpages import PARTS, letter_page, pack_page
from ui.viewmodels.printing import read_for
from ui.widgets.link import Link

NOW = datetime(2026, 3, 20, 9, 30)
LEFT = Qt.MouseButton.LeftButton


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def real_desk(tmp_path: Path, clock):
    own = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {"team": "looked_after"})
    desk, _ = access.create(tmp_path / "store", "calm rivers carry seven boats", own, clock=clock, cost=LEAST)
    yield desk
    desk.close()


@pytest.fixture
def ada(real_desk) -> str:
    child = real_desk.add_child(
        ChildForm("Ada", "Quill", born=date(2019, 5, 4), address="1 High St\nStoke", languages="Polish")
    )
    real_desk.save_person(PersonForm(child, "Ines Quill", "mother", parental_responsibility=True))
    real_desk.record(EventDraft(child, "referral_received", date(2026, 2, 9)))
    real_desk.record(EventDraft(child, "icpc", date(2026, 2, 27), {"outcome": "cp_plan"}))
    return child


@pytest.fixture
def screen(qtbot, dressed, real_desk, ada):
    made = ChildScreen(real_desk, ada)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.opened = []
    made.dialog_opened.connect(made.opened.append)
    with qtbot.waitActive(made):
        made.show()
    tasks.wait_all(qtbot)
    yield made
    made.let_go()
    tasks.wait_all(qtbot)


def read_back(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def turn(qtbot, screen: ChildScreen, section: str) -> QWidget:
    screen.open_section(section)
    tasks.wait_all(qtbot)
    return screen.tabs.currentWidget()


def click(qtbot, button: QWidget) -> None:
    qtbot.mouseClick(button, LEFT)
    tasks.wait_all(qtbot)


def save(qtbot, dialog) -> None:
    click(qtbot, dialog.save_button)


# --- supervision ---------------------------------------------------------------------------------------------------
def test_a_session_is_recorded_from_its_agenda(qtbot, screen, real_desk, ada):
    page = turn(qtbot, screen, "oversight").supervision
    assert page.none.text().startswith("No supervision")
    assert any("first core group" in link.accessibleName().lower() for link in page.panel.lines.links)
    click(qtbot, page.record)
    dialog = screen.opened[-1]
    assert isinstance(dialog, SessionDialog)
    editor = dialog.editors[ada]
    click(qtbot, editor.take)
    first = next(iter(editor.boxes.values()))
    assert "Overdue:" in first.toPlainText()
    line = editor.steps.lines[0]
    qtbot.keyClicks(line.what, "Ring the school")
    qtbot.keyClicks(dialog.with_whom, "Jo Ellis")
    save(qtbot, dialog)
    assert "who" in dialog.banner.message.lower() and "Ada Quill" in dialog.banner.message
    assert line.who.hasFocus() and "who" in editor.problem.problem.lower()
    qtbot.keyClicks(line.who, "Ros Adeyemi")
    line.by.choose(date(2026, 3, 27))
    save(qtbot, dialog)
    (found,) = real_desk.oversight.sessions(ada)
    assert [(d.what, d.by) for d in found.decisions] == [("Ring the school", date(2026, 3, 27))]
    assert page.table.rowCount() == 1
    page.view.selectRow(0)
    assert page.panel.view.event.id == found.event.id
    screen.undo()
    tasks.wait_all(qtbot)
    assert page.table.rowCount() == 0 and real_desk.oversight.sessions(ada) == ()


def test_oversight_says_who_decided_and_about_what(qtbot, screen, real_desk, ada):
    page = turn(qtbot, screen, "oversight").supervision
    click(qtbot, page.oversight)
    dialog = screen.opened[-1]
    dialog.by.setCurrentIndex(dialog.by.findData("team_manager"))
    next(iter(dialog.editors[ada].boxes.values())).setPlainText("The file was read.")
    save(qtbot, dialog)
    (found,) = real_desk.oversight.sessions(ada)
    assert found.event.attrs == {"by": "team_manager"} and found.title == "Management oversight"


def test_what_is_typed_of_a_session_is_offered_again(qtbot, screen, real_desk, ada, monkeypatch):
    page = turn(qtbot, screen, "oversight").supervision
    click(qtbot, page.record)
    dialog = screen.opened[-1]
    next(iter(dialog.editors[ada].boxes.values())).setPlainText("Half a thought")
    dialog.keeper.keep()
    tasks.wait_all(qtbot)
    monkeypatch.setattr(prompts, "pick", lambda *words: "Keep it for later")
    dialog.reject()
    tasks.wait_all(qtbot)
    click(qtbot, page.record)
    again = screen.opened[-1]
    assert "You were writing this" in again.banner.message
    go_on = again.banner._row.itemAt(0).widget()
    click(qtbot, go_on)
    assert next(iter(again.editors[ada].boxes.values())).toPlainText() == "Half a thought"
    save(qtbot, again)
    assert real_desk.unsaved.listed(ada) == ()


def test_ones_own_session_takes_children_in(qtbot, dressed, real_desk, ada):
    mine = MyWorkScreen(real_desk)
    qtbot.addWidget(mine)
    mine.resize(1280, 860)
    mine.show()
    mine.start()
    tasks.wait_all(qtbot)
    opened = []
    mine.supervision.dialog_opened.connect(opened.append)
    mine.tabs.setCurrentIndex(2)
    click(qtbot, mine.supervision.record)
    dialog = opened[-1]
    names = [dialog.list.item(n).text().split("\n")[0] for n in range(dialog.list.count())]
    assert names == ["Ros Adeyemi", "Ada Quill"]
    next(iter(dialog.editors["worker"].boxes.values())).setPlainText("How I am")
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    tasks.wait_all(qtbot)
    assert dialog.stack.currentWidget() is dialog.editors[ada]
    next(iter(dialog.editors[ada].boxes.values())).setPlainText("How Ada is")
    save(qtbot, dialog)
    assert len(real_desk.oversight.sessions("worker")) == 1 and len(real_desk.oversight.sessions(ada)) == 1
    mine.close_down()


def test_the_limit_of_the_caseload_is_said_where_it_is_passed(qtbot, dressed, real_desk):
    real_desk.save_own(Own("Ros Adeyemi", "social_worker", "tower-hamlets", {"team": "looked_after"}))
    for n in range(16):
        real_desk.add_child(ChildForm(f"Child {n}", "Quill", born=date(2019, 5, 4)))
    mine = MyWorkScreen(real_desk)
    qtbot.addWidget(mine)
    mine.start()
    tasks.wait_all(qtbot)
    assert mine.limits.text().startswith("You hold 16 children: 1 child more than the limit of 15")
    mine.close_down()


# --- audits --------------------------------------------------------------------------------------------------------
def test_an_audit_is_a_draft_until_each_follow_up_has_somebody(qtbot, screen, real_desk, ada):
    section = turn(qtbot, screen, "oversight")
    page = section.audits
    section.tabs.setCurrentWidget(page)
    click(qtbot, page.begin_button)
    assert page.editor.tabs.count() == 7  # six tables and what stands out
    page.editor.tabs.setCurrentIndex(1)
    line = page.editor.lines["stoke.audit.t2-seeing-the-child-alone"]
    assert not line.after.isVisibleTo(line)
    click(qtbot, line.buttons["unacceptable"])
    assert line.after.isVisibleTo(line) and page.count.text() == "1 of 62 lines judged"
    qtbot.keyClicks(line.follow_up, "See Ada alone")
    line.evidence.setPlainText("No visit alone since May")
    click(qtbot, page.save_button)
    assert real_desk.audits.of_child(ada)[0].draft
    page.editor.tabs.setCurrentIndex(3)
    click(qtbot, page.finish_button)
    assert page.editor.tabs.currentIndex() == 1 and "Who is empty" in line.problem.text()
    qtbot.keyClicks(line.who, "Ros")
    line.by.choose(date(2026, 3, 30))
    click(qtbot, page.finish_button)
    (kept,) = real_desk.audits.of_child(ada)
    assert not kept.draft and page.stack.currentIndex() == 0
    assert [i.text for i in real_desk.oversight.agenda(ada).actions] == ["See Ada alone"]
    assert page.results.shown.audits == 1
    assert {e.type for e in screen.model.data.calendar.events} >= {"case_audit"}


def test_an_audit_that_was_found_opens(qtbot, screen, real_desk, ada):
    answer = AuditAnswer("stoke.audit.t3-childs-bedroom", "acceptable")
    saved = real_desk.audits.save(AuditForm(ada, date(2026, 3, 2), "stoke-on-trent", "Jo", answers=(answer,)))
    screen.want_record("oversight", "audit", saved)
    tasks.wait_all(qtbot)
    page = screen.tabs.currentWidget()
    assert page.tabs.currentWidget() is page.audits and page.audits.stack.currentIndex() == 1


# --- letters -------------------------------------------------------------------------------------------------------
def test_a_letter_is_offered_filled_and_marked_as_sent(qtbot, screen, real_desk, ada):
    page = turn(qtbot, screen, "letters")
    click(qtbot, page.write_button)
    editor = page.editor
    assert "Polish" in editor.hint.text()
    editor.kind.setCurrentIndex(editor.kind.findData("closing_family"))
    editor.kind.activated.emit(editor.kind.currentIndex())
    tasks.wait_all(qtbot)
    editor.whom.setCurrentIndex(0)
    editor.whom.activated.emit(0)
    tasks.wait_all(qtbot)
    assert editor.addressee == "Ines Quill" and editor.body.toPlainText().startswith("Dear Ines Quill,")
    assert "gap" in editor.gaps.text()
    assert editor.home.isVisible()
    click(qtbot, editor.home)
    assert editor.address.toPlainText() == "1 High St\nStoke"
    click(qtbot, page.ready_button)
    assert "gap" in editor.rows["body"].problem
    editor.body.setPlainText(editor.body.toPlainText().replace(GAP, "You asked us to."))
    click(qtbot, page.ready_button)
    click(qtbot, page.leave_button)
    assert page.stack.currentIndex() == 0 and page.table.rowCount() == 1
    click(qtbot, page.sent_button)
    (kept,) = real_desk.letters.of_child(ada)
    assert kept.sent == NOW.date() and not kept.draft


def test_changing_the_kind_keeps_what_was_typed(qtbot, screen):
    page = turn(qtbot, screen, "letters")
    click(qtbot, page.write_button)
    editor = page.editor
    editor.kind.setCurrentIndex(editor.kind.findData("consent_request"))
    editor.kind.activated.emit(editor.kind.currentIndex())
    tasks.wait_all(qtbot)
    assert "I agree" in editor.body.toPlainText()
    editor.body.setPlainText("My own words")
    editor.kind.setCurrentIndex(editor.kind.findData("meeting_invitation"))
    editor.kind.activated.emit(editor.kind.currentIndex())
    tasks.wait_all(qtbot)
    assert editor.body.toPlainText() == "My own words" and editor.rows["about"].isVisible()
    click(qtbot, editor.again)
    assert "When:" in editor.body.toPlainText()


def test_a_letter_left_unfinished_is_gone_on_with(qtbot, screen, real_desk, ada, monkeypatch):
    page = turn(qtbot, screen, "letters")
    click(qtbot, page.write_button)
    page.editor.body.setPlainText("Half a letter")
    page.keeper.keep()
    tasks.wait_all(qtbot)
    monkeypatch.setattr(prompts, "pick", lambda *words: "Keep it for later")
    page.leave()
    (unfinished,) = real_desk.unsaved.listed(ada)
    screen.open_section("calendar")
    screen.go_on(unfinished)
    tasks.wait_all(qtbot)
    assert screen.tabs.currentWidget() is page and page.stack.currentIndex() == 1
    click(qtbot, page.banner._row.itemAt(0).widget())
    assert page.editor.body.toPlainText() == "Half a letter"


# --- transfer and closing ------------------------------------------------------------------------------------------
def test_a_transfer_is_prepared_and_finished(qtbot, screen, real_desk, ada):
    page = turn(qtbot, screen, "endings")
    click(qtbot, page.transfer_button)
    start = screen.opened[-1]
    assert isinstance(start, StartDialog)
    qtbot.keyClicks(start.to_whom, "Jo Ellis, Looked after team")
    save(qtbot, start)
    assert page.stack.currentIndex() == 1 and "Jo Ellis" in page.title.text()
    line = page.list.lines["stoke.e.documents"]
    assert line.item.state == "asked"
    line.tick.click()
    tasks.wait_all(qtbot)
    assert page.list.lines["stoke.e.documents"].item.state == "done"
    page.list.not_needed.emit("stoke.t.pen-picture")
    why = screen.opened[-1]
    qtbot.keyClicks(why.reason, "It is in the summary")
    save(qtbot, why)
    assert page.list.lines["stoke.t.pen-picture"].item.state == "not_needed"
    page.tabs.setCurrentIndex(1)
    click(qtbot, page.take_button)
    assert "Ines Quill" in page.editor.boxes["The people who matter to the child"].toPlainText()
    click(qtbot, page.save_button)
    assert page.list.lines["stoke.e.summary-transfer"].item.state == "found"
    click(qtbot, page.finish_button)
    finish = screen.opened[-1]
    assert isinstance(finish, FinishDialog) and "still open" in finish.missing.text()
    finish.meeting.choose(date(2026, 3, 19))
    save(qtbot, finish)
    assert real_desk.child(ada).worker == "Jo Ellis"
    types = {e.type for e in real_desk.calendar(ada).events}
    assert {"case_transferred", "transfer_meeting"} <= types
    assert not page.finish_button.isVisible() and "Finished" in page.counted.text()
    screen.undo()
    tasks.wait_all(qtbot)
    assert real_desk.child(ada).worker == "Ros Adeyemi" and page.finish_button.isVisible()


def test_plans_in_force_are_offered_to_end_with_the_case_and_never_end_by_themselves(
    qtbot, screen, real_desk, ada
):
    real_desk.record(EventDraft(ada, "case_opened", date(2026, 1, 5)))
    cin = real_desk.save_plan(PlanForm(ada, "child_in_need", date(2026, 3, 2), draft=False))
    safety = real_desk.save_plan(PlanForm(ada, "safety", date(2026, 3, 2), draft=False))
    page = turn(qtbot, screen, "endings")
    click(qtbot, page.close_button)
    line = page.list.lines["any.plans"]
    assert "Safety plan of 2 March 2026" in line.item.found and line.item.state == "missing"
    click(qtbot, page.finish_button)
    finish = screen.opened[-1]
    tasks.wait_all(qtbot)
    assert finish.plans.isVisibleTo(finish) and "2 plans are still in force" in finish.plans.heading.text()
    finish.save()
    assert "Say in a sentence why they end" in finish.plans.row.problem
    keep = next(line for each, line in finish.plans.lines if each.plan.id == safety)
    qtbot.mouseClick(keep.words, Qt.MouseButton.LeftButton)  # the family goes on with it
    assert not keep.box.isChecked()
    finish.plans.why.setPlainText("Needs are met")
    save(qtbot, finish)
    assert real_desk.plan(cin).ended == date(2026, 3, 20) and real_desk.plan(safety).ended is None
    screen.undo()
    tasks.wait_all(qtbot)
    assert real_desk.plan(cin).ended is None


def test_what_is_missing_leads_to_where_it_is_written(qtbot, screen):
    page = turn(qtbot, screen, "endings")
    click(qtbot, page.close_button)
    page.list.lines["stoke.e.chronology"].record_wanted.emit("chronology")
    dialog = screen.opened[-1]
    assert dialog.model.form.type == "chronology"
    dialog.reject()
    page.list.lines["stoke.c.letter"].section_wanted.emit("letters")
    tasks.wait_all(qtbot)
    letters = screen.tabs.currentWidget()
    click(qtbot, letters.write_button)
    assert letters.editor.kind.currentData() == "closing_family"


def test_the_audit_that_is_missing_leads_to_the_audits_and_what_is_begun_is_gone_on_with(
    qtbot, screen, real_desk, ada
):
    page = turn(qtbot, screen, "endings")
    page.close_button.click()
    tasks.wait_all(qtbot)
    begun = page.view.id
    page.list.lines["stoke.e.audit"].section_wanted.emit("oversight/audits")
    tasks.wait_all(qtbot)
    assert screen.tabs.currentWidget().tabs.currentWidget() is screen.tabs.currentWidget().audits
    page = turn(qtbot, screen, "endings")
    real_desk.record(EventDraft(ada, "assessment_completed", date(2026, 3, 2)))
    tasks.wait_all(qtbot)
    line = page.list.lines["stoke.e.assessment"]
    links = [link.text() for link in line.findChildren(Link)]
    assert "Add the date…" in links and "Record it…" not in links
    line.key_wanted.emit(line.item.key)
    tasks.wait_all(qtbot)
    assert screen.side.event_panel.shown.type == "assessment_completed"
    page = turn(qtbot, screen, "endings")
    page.leave()
    page.close_button.click()
    tasks.wait_all(qtbot)
    assert page.view.id == begun and len(page._all) == 1


def test_the_transfer_pack_is_bound_and_can_be_stopped(qtbot, screen, real_desk, ada, monkeypatch):
    page = turn(qtbot, screen, "endings")
    click(qtbot, page.transfer_button)
    save(qtbot, screen.opened[-1])
    click(qtbot, page.print_pack)
    dialog = screen.opened[-1]
    assert (
        isinstance(dialog, PackDialog)
        and sum(box.isChecked() for box in dialog.boxes.values()) == len(PARTS) - 1
    )
    save(qtbot, dialog)
    reader = screen.opened[-1]
    save(qtbot, reader)
    assert screen._preview is not None
    page_of = pack_page(
        real_desk, screen.model.data.detail, page.view, NOW.date(), frozenset(k for k, _ in PARTS)
    )
    found = pypdf.PdfReader(io.BytesIO(page_of.make()))
    text = found.pages[0].extract_text()
    for name in ("Transfer summary", "Genogram", "Chronology", "Dates ahead", "Checklist"):
        assert name in text
    screen.close_preview()


def test_nothing_marked_stands_in_the_pack_or_on_a_letter(qtbot, screen, real_desk, ada):
    hidden = PersonForm(
        ada, "Abel Ames", "uncle", address="Larch House, 9 Larchmont Way, ST1 1AA", protected=True
    )
    real_desk.save_person(hidden)
    real_desk.save_person(
        PersonForm(ada, "Nell Gwyther", "neighbour", third_party=True, contact="01632 960777")
    )
    real_desk.record(
        EventDraft(
            ada,
            "visit",
            date(2026, 3, 10),
            {"seen": True},
            notes=(
                ("Analysis", "Nell Gwyther says that Abel lives at 9 Larchmont Way now."),
                (THIRD_PARTY, "The neighbour saw it and must not be named."),
            ),
        )
    )
    ending = real_desk.endings.save(EndingForm(ada, "transfer", "team", to_whom="Jo Ellis"))
    view = real_desk.endings.one(ending)
    parts = real_desk.endings.offer(ada, "transfer", "Jo Ellis")
    real_desk.endings.save(EndingForm(ada, "transfer", "team", view.started, "Jo Ellis", parts), ending)
    detail = real_desk.child(ada)
    page = pack_page(real_desk, detail, view, NOW.date(), frozenset(k for k, _ in PARTS))
    reading = read_for(real_desk, page)
    assert {m.heading for m in reading.marked} >= {"Person: Nell Gwyther"}
    text = read_back(reading.make({m.key for m in reading.marked}))
    assert "Chronology" in text
    for secret in ("Nell Gwyther", "960777", "9 Larchmont Way", "Larch House", "must not be named"):
        assert secret not in text, secret
    letter = real_desk.letters.offer(ada, "transfer_family", "Abel Ames")
    assert letter.address == ""
    saved = real_desk.letters.save(replace(letter, address="Larch House\n9 Larchmont Way", body="Dear Abel"))
    shown = letter_page(real_desk, detail, real_desk.letters.one(saved), NOW.date())
    assert "Larchmont Way" not in read_back(read_for(real_desk, shown).make(()))


# --- opening again -------------------------------------------------------------------------------------------------
def test_a_case_closed_lately_shows_its_history_before_it_is_opened_again(
    qtbot, dressed, real_desk, clock, ada
):
    real_desk.record(EventDraft(ada, "cp_plan_ended", date(2026, 3, 10)))
    real_desk.record(EventDraft(ada, "case_closed", date(2026, 3, 12)))
    made = ChildScreen(real_desk, ada)
    qtbot.addWidget(made)
    opened = []
    made.dialog_opened.connect(opened.append)
    made.show()
    tasks.wait_all(qtbot)
    assert "closed on Thursday 12 March 2026" in made.banner.message
    made.record_event("referral_received")
    past = opened[-1]
    assert isinstance(past, PastDialog)
    save(qtbot, past)
    assert opened[-1].model.form.type == "referral_received"
    opened[-1].reject()
    made.record_event("referral_received")
    assert not isinstance(opened[-1], PastDialog)  # it was read
    opened[-1].reject()
    made.let_go()


def test_a_quick_referral_of_a_closed_case_opens_the_form_and_not_the_record(qtbot, dressed, real_desk, ada):
    real_desk.record(EventDraft(ada, "cp_plan_ended", date(2026, 3, 10)))
    real_desk.record(EventDraft(ada, "case_closed", date(2026, 3, 12)))
    quick = QuickDialog(real_desk, [(ada, "Ada Quill")])
    qtbot.addWidget(quick)
    wanted = []
    quick.form_wanted.connect(lambda line, attrs: wanted.append(line.type))
    qtbot.keyClicks(quick.line, "ada referral received today 09:00")
    tasks.wait_all(qtbot)
    before = len(real_desk.calendar(ada).events)
    quick.save()
    assert wanted == ["referral_received"] and len(real_desk.calendar(ada).events) == before


def test_everything_that_takes_the_focus_has_a_name(qtbot, screen, real_desk, ada):
    real_desk.endings.save(EndingForm(ada, "transfer", "team"))
    for section in ("oversight", "letters", "endings"):
        page = turn(qtbot, screen, section)
        if section == "letters":
            click(qtbot, page.write_button)
        if section == "oversight":
            page.audits.begin()
            tasks.wait_all(qtbot)
        assert nameless(page) == [], section
    for open_dialog in (
        lambda: screen.tabs.currentWidget()._pack(),
        lambda: screen.tabs.currentWidget()._change(),
        lambda: screen.tabs.currentWidget()._finish(),
    ):
        open_dialog()
        tasks.wait_all(qtbot)
        assert nameless(screen.opened[-1]) == []
        screen.opened[-1].reject()
    turn(qtbot, screen, "oversight").supervision.open_session(True)
    tasks.wait_all(qtbot)
    assert nameless(screen.opened[-1]) == []
    screen.opened[-1].reject()
