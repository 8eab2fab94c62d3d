"""Goes through every screen, every section of a child's record and every dialog of a window on the sample caseload."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from services.usecases.results import CaseloadRow
from ui.screens.sections import SECTIONS
from ui.screenshots import settle

Places = Iterator[tuple[str, QWidget]]


def everywhere(window: Any, desk: Any) -> Places:
    """Each place with its name; a dialog that is shown is closed again when the next is asked for."""
    space = window.workspace
    yield from _rail(window, space, desk)
    yield from _door_and_help(window, desk)
    row = _fullest(desk)
    yield from _sections(window, space, row)
    yield from _child_dialogs(window, space, desk, row)
    yield from _writing(window, space, desk)
    yield from _endings(window, space, desk)
    yield from _standards(window, space, desk)
    yield from _mine(window, space)


def _fullest(desk: Any) -> CaseloadRow:
    """The child with most people and events."""
    rows: tuple[CaseloadRow, ...] = desk.caseload()
    return max(rows, key=lambda row: (len(desk.child(row.child_id).network), row.name))


def _dialog(name: str, act: Callable[[], object]) -> Places:
    """The dialog that an act opens; what it holds is thrown away."""
    act()
    settle(150)
    for dialog in list(QApplication.topLevelWidgets()):
        if isinstance(dialog, QDialog) and dialog.isVisible():
            yield name, dialog
            if not isValid(dialog):
                return  # it was closed, and is gone
            let_go = getattr(dialog, "let_go", None)
            if let_go is not None:
                let_go()
            dialog.hide()
            dialog.deleteLater()
            return
    raise AssertionError(f"no dialog was opened: {name}")


def _rail(window: Any, space: Any, desk: Any) -> Places:
    space.go("caseload")
    settle()
    yield "caseload", window
    for name in ("mywork", "standards", "compare"):
        space.go(name)
        settle(600)
        yield name, window
    space.go("search")
    space.search.words.setText("school mornings")
    settle(900)
    yield "search", window
    space.go("settings")
    for number in range(space.settings.tabs.count()):
        space.settings.tabs.setCurrentIndex(number)
        settle()
        yield f"settings {space.settings.tabs.tabText(number).replace('&', '')}", window
    space.go("caseload")
    yield from _dialog("add a child", space.add_child)
    yield from _dialog("quick entry", space.quick)


def _door_and_help(window: Any, desk: Any) -> Places:
    from ui.dialogs.newpassphrase import NewPassphraseDialog

    yield from _dialog("shortcuts", window.show_shortcuts)
    yield from _dialog("about", window.show_about)
    yield from _dialog("crash", lambda: window.tell_crash("report-1.txt"))
    yield from _dialog("new passphrase", NewPassphraseDialog(desk, window.gate.passphrase_hint, window).open)
    yield from _door(window)
    safety = window.workspace.settings.safety
    window.workspace.go("settings")
    window.workspace.settings.tabs.setCurrentWidget(safety)
    yield from _dialog("recovery code", lambda: safety._show_code("DEMO0-DEMO0-DEMO0-DEMO0-DEMO0"))


def _door(window: Any) -> Places:
    """Welcome, page by page, and unlocking: each a window of its own here."""
    from ui.screens.unlock import UnlockScreen
    from ui.screens.welcome import WelcomeScreen
    from ui.viewmodels.door import Door

    folder = Path.home() / "Documents" / "Daymark"
    welcome, unlock = (kind(Door(folder, window.gate)) for kind in (WelcomeScreen, UnlockScreen))
    for screen in (welcome, unlock):
        screen.resize(window.size())
        screen.show()
        settle()
    welcome.recovery.set_code("DEMO0-DEMO0-DEMO0-DEMO0-DEMO0", folder, window.desk.today())
    for number in range(4):
        welcome._show(number)
        settle()
        yield f"welcome {number + 1}", welcome
    yield "unlock", unlock
    for screen in (welcome, unlock):
        screen.hide()
        screen.deleteLater()


def _sections(window: Any, space: Any, row: CaseloadRow) -> Places:
    space.open_child(row.child_id)
    settle()
    child = space.child
    for section in SECTIONS:
        child.open_section(section.name)
        settle(200)
        yield f"section {section.name}", window
    child.open_section("agenda")
    settle()
    data = child.model.data
    for key in [d.key for d in data.calendar.deadlines if d.due is not None][:1]:
        child.show_key(key)
        settle()
        yield "why this date", window
    child.open_section("record")
    child.show_key(f"event:{data.calendar.events[0].id}")
    settle()
    yield "an event beside", window
    child.open_section("oversight")
    page = child.tabs.currentWidget()
    page.tabs.setCurrentIndex(1)
    settle()
    yield "audits", window


def _child_dialogs(window: Any, space: Any, desk: Any, row: CaseloadRow) -> Places:
    child = space.child
    data = child.model.data
    yield from _dialog("a child's details", child.edit_child)
    yield from _dialog("event to choose", lambda: child.record_event())
    yield from _dialog("event visit", lambda: child.record_event("visit"))
    yield from _dialog("event conference", lambda: child.record_event("icpc"))
    yield from _dialog("event booked", lambda: child.record_event("visit", planned=True))
    yield from _dialog("event to amend", lambda: child.edit_event(data.calendar.events[0].id))
    yield from _dialog("event to remove", lambda: child.remove_event(data.calendar.events[0].id))
    key = next((d.key for d in data.calendar.deadlines if d.due is not None), "")
    from ui.dialogs.decide import AgreeDialog, WaiveDialog

    yield from _dialog("taken off", child.show_taken_off)
    yield from _dialog("agree", lambda: child._decide(AgreeDialog, key))
    yield from _dialog("waive", lambda: child._decide(WaiveDialog, key))
    child.open_section("actions")
    settle()
    actions = child.tabs.currentWidget()
    yield from _dialog("action", actions.add_action)
    child.open_section("chronology")
    settle()
    chronology = child.tabs.currentWidget()
    yield from _dialog("chronology entry", chronology.add_entry)
    yield from _dialog("chronology to print", chronology.print_current)
    child.open_section("people")
    child.people.view.selectRow(0)
    yield from _dialog("person", lambda: child.people._open(None))
    yield from _dialog("person to change", child.people._change)
    yield from _dialog("person earlier", child.people._show_history)
    child.open_section("genogram")
    settle()
    genogram = child.tabs.currentWidget()
    yield from _dialog("tie", lambda: genogram._open_tie(None))
    child.open_section("facts")
    settle()
    facts = child.tabs.currentWidget()
    yield from _dialog("key fact", lambda: facts._open(None))
    yield from _dialog("photograph", facts._open_photo)
    child.open_section("sharing")
    settle()
    sharing = child.tabs.currentWidget()
    yield from _dialog("consent", lambda: sharing._open_consent(None))
    yield from _dialog("shared", lambda: sharing._open_share(None))
    child.open_section("oversight")
    settle()
    supervision = child.tabs.currentWidget().supervision
    yield from _dialog("supervision", lambda: supervision.open_session(False))
    yield from _dialog("oversight", lambda: supervision.open_session(True))
    audits = child.tabs.currentWidget().audits
    audits.begin()
    child.tabs.currentWidget().tabs.setCurrentWidget(audits)
    settle()
    yield "audit editor", window
    audits._editing = None
    audits.stack.setCurrentIndex(0)
    child.open_section("letters")
    settle()
    letters = child.tabs.currentWidget()
    letters.begin()
    settle()
    yield "letter editor", window
    letters._editing = None
    letters.stack.setCurrentIndex(0)
    child.open_section("calendar")
    settle()
    yield from _dialog("before printing", child.print_page)
    from ui.viewmodels.printing import calendar_page, read_for

    child.show_made(read_for(desk, calendar_page(data.detail, data.calendar, desk.today())))
    settle(600)
    yield "printed page", window
    child.close_preview()


def _writing(window: Any, space: Any, desk: Any) -> Places:
    rows = desk.caseload()
    row = max(rows, key=lambda each: sum(plan.version for plan in desk.plans(each.child_id)))
    space.open_child(row.child_id)
    settle()
    child = space.child
    child.open_section("plans")
    settle()
    yield "plans", window
    plans = child.plans
    newest = max(range(plans.table.rowCount()), key=lambda n: plans.table.row(n).version)
    plans.view.selectRow(newest)
    yield from _dialog("copies of a plan", plans.give_copies)
    yield from _dialog("end of a plan", plans.end_current)
    yield from _dialog("versions of a plan", plans.show_versions)
    plans.open_current()
    settle(300)
    for part in ("", "outcomes", "people"):
        if part in plans.jumps:
            plans.editor.go_to(part)
            settle()
        yield f"plan editor {part}".strip(), window
    plans._close_editor()
    plans.view.selectRow(newest)
    plans.review_current()
    settle(300)
    yield "plan review", window
    plans._close_editor()
    row = max(rows, key=lambda each: len(desk.summaries(each.child_id)))
    space.open_child(row.child_id)
    settle()
    child = space.child
    child.open_section("summaries")
    settle()
    yield "summaries", window
    child.summary.open_current()
    settle(300)
    yield "summary editor", window
    child.summary._close_editor()


def _endings(window: Any, space: Any, desk: Any) -> Places:
    for row in desk.caseload():
        if not desk.endings.of_child(row.child_id):
            continue
        space.open_child(row.child_id)
        settle()
        space.child.open_section("endings")
        settle(300)
        page = space.child.tabs.currentWidget()
        if page.view is None and page._all:
            page._begun(page._all[0].id)
            settle(300)
        kind = page.view.kind if page.view is not None else "none"
        yield f"ending {kind}", window
        if page.view is not None and page.view.finished is None:
            page.tabs.setCurrentIndex(1)
            settle()
            yield f"ending {kind} summary", window
            yield from _dialog(f"finish {kind}", page._finish)
            if kind == "transfer":
                yield from _dialog("whom", page._change)
                yield from _dialog("transfer pack", page._pack)
                item = page.view.items[0].item
                yield from _dialog("not needed", lambda page=page, item=item: page._ask_why(item))
    guard = space.child.past
    if guard.past is not None:
        yield from _dialog("past case", guard.show)


def _standards(window: Any, space: Any, desk: Any) -> Places:
    space.open_own_standards()
    own = space.standards.own
    settle(300)
    yield "own standards", window
    yield from _dialog("add my authority", own.add_authority)
    draft = desk.packs.edit(desk.own().authority)
    own.editor.open_draft(draft, fresh=False)
    own.stack.setCurrentWidget(own.editor_whole)
    settle(300)
    yield "pack editor head", window
    place = next(
        n for n, s in enumerate(draft.standards) if s.due.endswith("working days") and s.kind == "deadline"
    )
    own.editor.model.turn_to(str(place))
    own.editor.model.change(due="3 working days")
    settle(700)
    yield "pack editor", window
    form = own.editor.form
    from ui.widgets.packfields import ConditionsField, TermsField

    terms, conditions = form.findChildren(TermsField)[0], form.findChildren(ConditionsField)[0]
    yield from _dialog("term", lambda: terms._edit(-1))
    yield from _dialog("condition", lambda: conditions._edit(-1))
    own.model.propose(own.editor.model.draft)
    settle(600)
    yield "update", window
    own.editor.forget()
    own.go_home()


def _mine(window: Any, space: Any) -> Places:
    space.go("mywork")
    settle(300)
    work = space.mywork
    tabs = getattr(work, "tabs", None)
    if tabs is not None:
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            settle(200)
            yield f"mywork {tabs.tabText(number).replace('&', '')}", window
    yield from _dialog("my own event", lambda: work.open_event("supervision"))
    space.go("caseload")
