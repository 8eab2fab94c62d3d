"""A worker who lives through a story in the window: days go by, the store is locked and unlocked, things are done."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtWidgets import QDialog

from models.keys import LEAST
from services.usecases import access
from services.usecases.results import EventView, Own
from tests.ui.readers import print_for_the_file
from ui import tasks
from ui.dialogs.childform import ChildDialog
from ui.dialogs.event import EventDialog
from ui.screens.child import ChildScreen
from ui.screens.sections import SECTIONS

PASSPHRASE = "calm rivers carry seven boats"
Step = tuple[str, str, date | None]


class Clock:
    """Stands where the story is."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Life:
    """One worker at one desk. `screen` is the record that is open."""

    def __init__(self, qtbot: Any, folder: Path, own: Own, start: date) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.clock = Clock(datetime.combine(start, time(17)))
        self.desk, _ = access.create(folder, PASSPHRASE, own, clock=self.clock, cost=LEAST)
        self.screen: ChildScreen | None = None
        self.opened: list[Any] = []
        self.papers: list[bytes] = []  # all that was printed

    # days and nights

    def on(self, day: date, hour: int = 17, minute: int = 0) -> None:
        """Another day: the record that was open is opened again."""
        self.clock.now = datetime.combine(day, time(hour, minute))
        if self.screen is not None:
            self.open(self.screen.model.child_id)

    def overnight(self) -> None:
        """Locked in the evening, unlocked in the morning."""
        child_id = self.screen.model.child_id if self.screen else ""
        self.close()
        self.desk.close()
        self.desk = access.unlock(self.folder, PASSPHRASE, clock=self.clock)
        if child_id:
            self.open(child_id)

    def open(self, child_id: str) -> ChildScreen:
        self.close()
        made = self.screen = ChildScreen(self.desk, child_id)
        made.resize(1280, 860)
        self.opened = []
        made.dialog_opened.connect(self.opened.append)
        made.show()
        self.settle()
        return made

    def close(self) -> None:
        if self.screen is not None:
            self.screen.let_go()
            self.settle()
            self.screen.hide()
            self.screen.deleteLater()
            self.screen = None

    def end(self) -> None:
        self.close()
        tasks.cancel_all()
        self.desk.close()

    def settle(self) -> None:
        tasks.wait_all(self.qtbot, 30_000)

    # children

    def add_child(self, given: str, family_name: str, **more: Any) -> str:
        """Through the dialog of the caseload; the id that it says."""
        dialog = ChildDialog(self.desk)
        self.qtbot.addWidget(dialog)
        said: list[str] = []
        dialog.done_for.connect(said.append)
        dialog.open()
        dialog.given.setText(given)
        dialog.family_name.setText(family_name)
        self._fill_child(dialog, more)
        dialog.save()
        self.settle()
        assert said, dialog.banner.message
        return said[0]

    def change_child(self, **more: Any) -> None:
        screen = self._screen()
        screen.edit_child()
        dialog = self.opened[-1]
        self._fill_child(dialog, more)
        dialog.save()
        self.settle()

    def _fill_child(self, dialog: ChildDialog, more: Mapping[str, Any]) -> None:
        for name, value in more.items():
            control = getattr(dialog, name)
            if name in ("born", "expected"):
                control.choose(value)
            elif name == "facts":
                control.set_values(value)
            else:
                control.setText(value)

    def add_person(self, name: str, relation: str, kind: str = "family", **more: Any) -> None:
        """Through the page of people. `more`: contact, address, and ticks by their names."""
        page = self.section("people")
        page.add.click()
        dialog = self.opened[-1]
        dialog.name.setText(name)
        dialog.relation.setText(relation)
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        for what, value in more.items():
            if what in dialog.ticks:
                dialog.ticks[what].setChecked(value)
            elif what == "shares":
                for child in value:
                    dialog.shares.rows[child][0].setChecked(True)
            else:
                getattr(dialog, what).setPlainText(value)
        self.save(dialog)

    def add_fact(self, kind: str, title: str, body: str = "", *, third: bool = False) -> None:
        page = self.section("facts")
        page.add.click()
        dialog = self.opened[-1]
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        dialog.title_line.setText(title)
        dialog.body_text.setPlainText(body)
        dialog.third.setChecked(third)
        self.save(dialog)

    # events

    def record(
        self,
        type: str,
        at: date | datetime | None = None,
        attrs: Mapping[str, Any] | None = None,
        *,
        booked: bool = False,
        also: Sequence[str] = (),
        own: Mapping[str, Mapping[str, str]] | None = None,
        steps: Sequence[Step] = (),
        notes: Mapping[str, str] | None = None,
        **milestones: date | datetime,
    ) -> str:
        """Through the form. `own`: of each child ("" for the one that is open) what is only theirs, by heading."""
        dialog = self._form(lambda: self._screen().record_event(type, planned=booked or None))
        if also:
            dialog.also.set_values(tuple(also))
            dialog.also.changed.emit()
        dialog.at.set_moment(at or self.clock.now.date())
        dialog.at.changed.emit()
        self._answer(dialog, attrs or {}, milestones)
        for heading, text in (notes or {}).items():
            dialog._notes[heading].setPlainText(text)
        for child, said in (own or {}).items():
            for heading, text in said.items():
                box = dialog.fields.own_notes.get((child, heading)) or dialog._notes[heading]
                box.setPlainText(text)
        for number, (what, who, by) in enumerate(steps):
            line = dialog.fields.steps.lines[number]
            self.qtbot.keyClicks(line.what, what)
            self.qtbot.keyClicks(line.who, who)
            if by is not None:
                line.by.choose(by)
        return self._saved(dialog)

    def amend(
        self,
        event_id: str,
        attrs: Mapping[str, Any] | None = None,
        *,
        happened: bool = False,
        **milestones: Any,
    ) -> None:
        dialog = self._form(lambda: self._screen().edit_event(event_id, happened=happened))
        self._answer(dialog, attrs or {}, milestones)
        self._saved(dialog)

    def _form(self, ask: Callable[[], None]) -> EventDialog:
        ask()
        dialog = self.opened[-1]
        if not isinstance(dialog, EventDialog):  # a case closed lately: its history first
            dialog.save()
            dialog = self.opened[-1]
        self.settle()
        return dialog

    def _answer(self, dialog: EventDialog, attrs: Mapping[str, Any], milestones: Mapping[str, Any]) -> None:
        for name, value in attrs.items():
            answers = [dialog._answers[name]] if name in dialog._answers else []
            answers += [each for (_, own), each in dialog.fields.own_answers.items() if own == name]
            assert answers, name
            for answer in answers:
                answer.set_value(value)
                answer.changed.emit()
        for name, moment in milestones.items():
            dialog._moments[name].set_moment(moment)
            dialog._moments[name].changed.emit()

    def _saved(self, dialog: EventDialog) -> str:
        said: list[Any] = []
        dialog.recorded.connect(said.append)
        dialog.save()
        self.settle()
        assert said, (dialog.banner.message, {n: r.problem for n, r in dialog.rows.items() if r.problem})
        return str(said[0][0])

    def event(self, event_id: str) -> EventView:
        return next(e for e in self._data().calendar.events if e.id == event_id)

    # what the calendar shows

    def shows(self, standard: str, due: date | datetime, state: str) -> None:
        """The record's calendar has this date, in this state; what is open and governs stands on its day of
        the month."""
        all_of_it = [d for d in self._data().calendar.deadlines if d.standard == standard]
        found = [d for d in all_of_it if d.due == due and d.state == state]
        assert found, (standard, due, state, [(d.due, d.state, d.met_at) for d in all_of_it])
        day = due.date() if isinstance(due, datetime) else due
        if state in ("due", "overdue") and not found[0].governed_by:
            month = self._screen().month
            month.select(day)
            assert found[0].key in {item.key for item in month.chosen_day().items}, (standard, due)

    # the sections

    def section(self, name: str) -> Any:
        screen = self._screen()
        screen.open_section(name)
        self.settle()
        return screen.tabs.currentWidget()

    def save(self, dialog: Any) -> None:
        """Press the main button of a dialog; it must go."""
        said: list[int] = []
        QDialog.accepted.__get__(dialog).connect(lambda: said.append(1))
        dialog.save()
        assert said == [1], (
            dialog.banner.message,
            {n: r.problem for n, r in dialog.rows.items() if r.problem},
        )
        self.settle()

    def _screen(self) -> ChildScreen:
        assert self.screen is not None
        return self.screen

    def _data(self) -> Any:
        data = self._screen().model.data
        assert data is not None
        return data

    # plans and summaries

    def plan(
        self, kind: str, texts: Mapping[str, str], outcomes: Sequence[Mapping[str, Any]], *, review: date
    ) -> None:
        """A new plan, agreed at once; what may be recorded with it is taken as it is ticked."""
        page = self.section("plans")
        page.begin()
        editor = page.editor
        editor.kind.setCurrentIndex(editor.kind.findData(kind))
        editor.review_by.choose(review)
        for name, text in texts.items():
            editor.texts[name].setPlainText(text)
        while len(editor.outcomes) < len(outcomes):
            editor.outcome_list.more.click()
        for box, said in zip(editor.outcomes, outcomes, strict=False):
            box.need.setPlainText(said["need"])
            box.outcome.setPlainText(said["outcome"])
            for number, (what, who, by) in enumerate(said["actions"]):
                if number >= len(box.actions_list):
                    box.add.click()
                action = box.actions_list[number]
                action.what.setText(what)
                action.who.setText(who)
                action.by.choose(by)
        editor.agreed.setChecked(True)
        self._written(page)

    def review_plan(self, found: str, review: date, *, done: bool = True) -> None:
        page = self.section("plans")
        page.review_current()
        editor = page.editor
        editor.reviewed.setPlainText(found)
        editor.review_by.choose(review)
        if done:
            editor.outcomes[0].actions_list[0].done.choose(self.clock.now.date())
        editor.agreed.setChecked(True)
        self._written(page)

    def _written(self, page: Any) -> None:
        if hasattr(page, "_facts"):
            self.qtbot.waitUntil(lambda: not page._facts.isActive(), timeout=5000)
        self.settle()
        page.save()
        if hasattr(page, "_facts"):
            self.qtbot.waitUntil(lambda: not page._facts.isActive(), timeout=5000)
        self.settle()
        assert not page.dirty, page.banner.message
        page.leave()
        self.settle()

    def give_plan(self, *to: str) -> None:
        """A copy for people around the child; what waits for all of them to have one is met with it."""
        page = self.section("plans")
        page.give_copies()
        self.settle()
        dialog = self.opened[-1]
        found = [box for box, name, _ in dialog.boxes if name in to]
        assert len(found) == len(to), [name for _, name, _ in dialog.boxes]
        for box in found:
            box.setChecked(True)
        self.qtbot.waitUntil(lambda: not dialog._soon.isActive(), timeout=5000)
        self.settle()
        self.save(dialog)

    def end_plan(self, why: str) -> None:
        page = self.section("plans")
        page.end_current()
        self.settle()
        dialog = self.opened[-1]
        dialog.why.setPlainText(why)
        self.save(dialog)

    def summary(self, **said: str) -> None:
        """A case summary from what the record offers, with some of it written anew (by place of the heading: h0)."""
        page = self.section("summaries")
        page.begin()
        self.settle()
        page.editor.take_all()
        boxes = list(page.editor.boxes.values())
        for place, text in said.items():
            boxes[int(place[1:])].setPlainText(text)
        self._written(page)

    # supervision, letters, endings

    def supervise(self, with_whom: str, said: str, decision: Step | None = None) -> None:
        page = self.section("oversight").supervision
        page.record.click()
        self.settle()
        dialog = self.opened[-1]
        editor = next(iter(dialog.editors.values()))
        next(iter(editor.boxes.values())).setPlainText(said)
        dialog.with_whom.setText(with_whom)
        if decision is not None:
            what, who, by = decision
            line = editor.steps.lines[0]
            self.qtbot.keyClicks(line.what, what)
            self.qtbot.keyClicks(line.who, who)
            line.by.choose(by)
        self.save(dialog)

    def audit(self, row: str, judgement: str, evidence: str, follow_up: str, who: str, by: date) -> None:
        """The file audited on one line of the tables."""
        section = self.section("oversight")
        page = section.audits
        section.tabs.setCurrentWidget(page)
        page.begin_button.click()
        self.settle()
        for table in range(page.editor.tabs.count()):  # its lines are made when a table is first shown
            page.editor.tabs.setCurrentIndex(table)
            if row in page.editor.lines:
                break
        line = page.editor.lines[row]
        line.buttons[judgement].click()
        line.evidence.setPlainText(evidence)
        self.qtbot.keyClicks(line.follow_up, follow_up)
        self.qtbot.keyClicks(line.who, who)
        line.by.choose(by)
        page.finish_button.click()
        self.settle()
        assert page.stack.currentIndex() == 0, (page.banner.message, line.problem.text())

    def letter(self, kind: str, whom: str, body: str) -> None:
        page = self.section("letters")
        page.write_button.click()
        self.settle()
        editor = page.editor
        assert editor.kind.findData(kind) >= 0, [editor.kind.itemData(n) for n in range(editor.kind.count())]
        editor.kind.setCurrentIndex(editor.kind.findData(kind))
        editor.kind.activated.emit(editor.kind.currentIndex())
        self.settle()
        place = next(n for n in range(editor.whom.count()) if whom in editor.whom.itemText(n))
        editor.whom.setCurrentIndex(place)
        editor.whom.activated.emit(place)
        self.settle()
        editor.body.setPlainText(body)
        page.ready_button.click()
        self.settle()
        page.leave_button.click()
        self.settle()
        page.sent_button.click()
        self.settle()

    def ending(self, kind: str, to_whom: str = "") -> Any:
        """Prepare a transfer or a closing, and put in what the record knows; the page."""
        page = self.section("endings")
        (page.transfer_button if kind == "transfer" else page.close_button).click()
        self.settle()
        if kind == "transfer":
            start = self.opened[-1]
            start.to_whom.setText(to_whom)
            self.save(start)
        page.tabs.setCurrentIndex(1)
        page.take_button.click()
        self.settle()
        for box in page.editor.boxes.values():
            if not box.toPlainText().strip():
                box.setPlainText("Nothing to add.")
        assert page.save()
        self.settle()
        return page

    def finish(self, page: Any) -> None:
        page.finish_button.click()
        self.settle()
        self.save(self.opened[-1])

    # paper

    def printed(self) -> str:
        """Through the question who it is for (a copy for the file), to the words of the page."""
        screen = self._screen()
        print_for_the_file(self.qtbot, screen)
        self.settle()
        assert screen._preview is not None, screen.banner.message
        data = screen._preview._bytes
        screen.close_preview()
        self.papers.append(data)
        pages = PdfReader(io.BytesIO(data), strict=True).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    def print_everything(self) -> dict[str, str]:
        """Every document that there is for the child, by what it is."""
        screen = self._screen()
        found: dict[str, str] = {}
        screen._print("calendar")
        found["calendar"] = self.printed()
        page = self.section("chronology")
        page.print_current()
        self.save(self.opened[-1])
        found["chronology"] = self.printed()
        page = self.section("plans")
        for number, plan in enumerate(page.table.rows()):
            page.view.selectRow(number)
            page.print_current()
            found[f"plan {number}"] = self.printed()
            page.print_family()
            found[f"family page {number}"] = self.printed()
            if plan.version > 1:
                page.show_versions()
                self.settle()
                self.opened[-1]._print()
                found[f"difference {number}"] = self.printed()
        found |= self._print_rows("summaries", "summary")
        found |= self._print_rows("letters", "letter")
        for name in ("people", "genogram", "facts", "sharing"):
            self.section(name).print_current()
            found[name] = self.printed()
        page = self.section("oversight").supervision
        page._print_agenda()
        found["agenda"] = self.printed()
        for number in range(page.table.rowCount()):
            page.view.selectRow(number)
            page.print_current()
            found[f"supervision {number}"] = self.printed()
        section = self.section("oversight")
        section.tabs.setCurrentWidget(section.audits)
        for number in range(section.audits.table.rowCount()):
            section.audits.view.selectRow(number)
            section.audits.print_current()
            found[f"audit {number}"] = self.printed()
        found |= self._print_ending()
        return found | self._print_record()

    def _print_rows(self, section: str, name: str) -> dict[str, str]:
        page, found = self.section(section), {}
        for number in range(page.table.rowCount()):
            page.view.selectRow(number)
            page.print_current()
            found[f"{name} {number}"] = self.printed()
        return found

    def _print_ending(self) -> dict[str, str]:
        page, found = self.section("endings"), {}
        for number, each in enumerate(page._all):
            page._open(each.id)
            self.settle()
            for what in ("summary", "list"):
                page._print(what)
                found[f"ending {number} {what}"] = self.printed()
            if each.kind == "transfer":
                page._pack()
                self.save(self.opened[-1])
                found[f"ending {number} pack"] = self.printed()
        return found

    def _print_record(self) -> dict[str, str]:
        """The record of every event, chosen all at once."""
        page = self.section("record")
        page.booked.setChecked(False)
        page.view.selectAll()
        page.printing.click()
        return {"record": self.printed()}


def keeps_private(found: Mapping[str, str], *words: str) -> None:
    """None of these words, however its spaces fell, stands in any of the documents."""
    for name, text in found.items():
        flat = "".join(text.split()).lower()
        for word in words:
            assert "".join(word.split()).lower() not in flat, (name, word)


_UNREADABLE = (  # words of the machine, a glyph that is missing
    r"\bNone\b(?![ .])", "datetime", r"\[\]", r"\{", r"\(\)", "\x00", "\ufffd", r"\w_\w", r"\.\.(?!\.)", " ,",
)  # fmt: skip


def reads_well(found: Mapping[str, str]) -> None:
    """No print holds what no person would write, and none is as good as empty."""
    for name, text in found.items():
        words = re.sub(r"_{2,}", "", text)  # lines to write on
        for wrong in _UNREADABLE:
            bad = re.search(wrong, words)
            assert bad is None, (name, wrong, words[max(0, bad.start() - 70) : bad.end() + 70])
        assert len(text) > 80, name


def every_section_opens(life: Life) -> None:
    """Each section shows without trouble."""
    for section in SECTIONS:
        page = life.section(section.name)
        assert page.isVisible(), section.name
        banner = getattr(page, "banner", None)
        assert banner is None or banner.kind != "danger", (section.name, banner.message)
