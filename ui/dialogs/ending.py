"""The dialogs of handing on and closing: beginning, finishing, what goes into the pack, and what was closed lately."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from services.usecases.endings_results import PRACTICE, EndingForm, EndingView, FinishEnding, PastCase
from services.usecases.unsaved import Unfinished
from ui import tasks
from ui.dialogs.frame import FormDialog
from ui.dialogs.kept import KeptForm
from ui.viewmodels.caseworkpages import PARTS
from ui.viewmodels.moments import count, day_text, moment_text
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.growing import GrowingText
from ui.widgets.plansending import PlansEnding
from ui.widgets.roles import label

_REASON = "Why the work is ending"  # of the closing summary
_MOST = 8  # missing things that are named


class StartDialog(KeptForm):
    """A transfer: what kind, and to whom. Also changes both later."""

    started = Signal(str)

    def __init__(
        self,
        desk: Any,
        form: EndingForm,
        ending_id: str | None = None,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        title = "Change the transfer" if ending_id else "Prepare a transfer"
        super().__init__(title, "Save" if ending_id else "Begin", parent)
        self.desk, self._form, self._id = desk, form, ending_id
        self.way = QComboBox()
        for name, words in desk.endings.ways():
            self.way.addItem(words, name)
        self.way.setCurrentIndex(max(0, self.way.findData(form.way)))
        self.add_row("way", "What kind of transfer", self.way, "What is asked for depends on it.")
        self.to_whom = QLineEdit(form.to_whom)
        self.to_whom.setPlaceholderText("Jo Ellis, Looked after team")
        self.add_row(
            "to_whom",
            "To whom",
            self.to_whom,
            "The new worker's name, a comma, and the team. It may be left for later.",
        )
        self.form.addStretch(1)
        self.way.setFocus()
        self._first = self.way.currentData()
        self.keep_drafts(desk, "transfer", form.child_id, ending_id or "", left)

    def dirty(self) -> bool:
        return (self.way.currentData(), self.to_whom.text()) != (self._first, self._form.to_whom)

    def worth_asking(self) -> bool:
        return self.to_whom.text() != self._form.to_whom

    def commit(self) -> None:
        form = replace(self._form, way=self.way.currentData(), to_whom=self.to_whom.text())
        with self.saving():
            saved = self.desk.endings.save(form, self._id)
        self.started.emit(saved)


class FinishDialog(KeptForm):
    """The last step: what is missing is named once more, and what will be recorded is said."""

    finished = Signal()

    def __init__(
        self,
        desk: Any,
        view: EndingView,
        offered: FinishEnding,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        closing = view.kind == "closure"
        title = "Close the case" if closing else "Finish the transfer"
        super().__init__(title, title, parent)
        self.save_only_on_purpose()
        self.desk, self._offered, self._closing = desk, offered, closing
        self._child_id = view.child_id
        self.missing = label("", "warning", wrap=True)
        self.form.addWidget(self.missing)
        missing = [i.says for i in view.items if i.state == "missing" and i.group != PRACTICE]
        if missing:
            named = "\n".join(f"• {says}" for says in missing[:_MOST])
            more = f"\n… and {len(missing) - _MOST} more" if len(missing) > _MOST else ""
            lines = count(len(missing), "line of the list is", "lines of the list are")
            self.missing.setText(f"{lines} still open:\n{named}{more}")
        self.at = OptionalDateEdit("On", desk.today, optional=False)
        self.at.set_day(desk.today())
        self.add_row("at", "Closed on" if closing else "Handed on", self.at)
        self.worker = QLineEdit(offered.new_worker)
        self.meeting = OptionalDateEdit("Transfer meeting held on", desk.today)
        if not closing:
            self.add_row(
                "new_worker", "New worker", self.worker, "The child is given to this worker. Empty: as it is."
            )
            self.add_row(
                "meeting",
                "Transfer meeting held on",
                self.meeting,
                "Where there was one; it is recorded too.",
            )
        self.notified = OptionalDateEdit("Told on", desk.today)
        self.notified.set_day(offered.notified)
        self.add_row(
            "notified", "Family and agencies were told on", self.notified, "From the letter that was sent."
        )
        self.plans = PlansEnding(dict(view.parts).get(_REASON, ""))
        if closing:
            self.form.addWidget(self.plans)
            self.rows["plans_why"] = self.plans.row
            self.at.changed.connect(self._look_for_plans)
            self._look_for_plans()
        self.why = GrowingText("", "Note for the record", "Empty: the reason from the summary", lines=2)
        self.add_row("why", "Note for the record", self.why)
        self.form.addStretch(1)
        self.at.setFocus()
        self.beside["plans"] = self.plans
        self._first = self._stands()
        self.keep_drafts(desk, "ending_finish", view.child_id, view.id, left)

    def _look_for_plans(self) -> None:
        day, desk, child_id = self.at.day, self.desk, self._child_id
        if day is not None:
            tasks.run(self, lambda _p: desk.endings.plans_in_force(child_id, day), self.plans.show_plans)

    def dirty(self) -> bool:
        return self._stands() != self._first

    def check(self) -> dict[str, str]:
        wrong = {}
        if self._closing and (problem := self.plans.check()):
            wrong["plans_why"] = problem
        for name in ("at", "meeting", "notified"):
            edit = getattr(self, name)
            edit.read()
            if edit.trouble:
                wrong[name] = edit.trouble
        return wrong

    def commit(self) -> None:
        assert self.at.day is not None
        held = self.desk.endings.plans_in_force(self._child_id, self.at.day) if self._closing else ()
        end_plans, also = self.plans.taken(held)
        with self.saving():
            self.desk.endings.finish(
                replace(
                    self._offered,
                    end_plans=end_plans,
                    plans_why=self.plans.why.toPlainText(),
                    also=also,
                    at=self.at.day,
                    new_worker="" if self._closing else self.worker.text(),
                    meeting=None if self._closing else self.meeting.day,
                    notified=self.notified.day,
                    why=self.why.toPlainText(),
                )
            )
        self.finished.emit()


class PackDialog(FormDialog):
    """Which parts the transfer pack has."""

    no_draft = "ticks for one print; nothing is typed"

    wanted = Signal(object)  # a frozenset of parts

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Transfer pack",
            "Go on",
            parent,
            intro="One document with contents and page numbers. What the record does not have is left out.",
        )
        self.boxes: dict[str, QCheckBox] = {}
        for key, words in PARTS:
            box = QCheckBox(words)
            box.setChecked(key != "calendar")  # long; what is due stands in the dates ahead
            self.boxes[key] = box
            self.form.addWidget(box)
        self.form.addStretch(1)

    def check(self) -> dict[str, str]:
        chosen = any(box.isChecked() for box in self.boxes.values())
        return {} if chosen else {"parts": "Tick at least one part"}

    def commit(self) -> None:
        self.wanted.emit(frozenset(key for key, box in self.boxes.items() if box.isChecked()))


class PastDialog(FormDialog):
    """What a case was about that was closed lately, before it is opened again."""

    no_draft = "it is only read"

    go_on = Signal()

    def __init__(self, past: PastCase, name: str, parent: QWidget | None = None) -> None:
        days = "today" if past.days == 0 else f"{count(past.days, 'day')} ago"
        super().__init__(
            f"{name}: this case was closed {days}",
            "I have read this: go on",
            parent,
            intro=f"Closed on {day_text(past.closed, long=True)}. The worker was {past.worker}.",
        )
        for says, cite in past.asks:
            self.form.addWidget(label(says, "warning", wrap=True))
            self.form.addWidget(label(cite, "small", wrap=True))
        if past.summary_title:
            self.form.addWidget(label(past.summary_title, "heading"))
        for heading, text in past.summary:
            self.form.addWidget(label(heading, "strong", wrap=True))
            self.form.addWidget(label(text, wrap=True))
        if not past.summary:
            self.form.addWidget(
                label("No closing summary and no case summary was written.", "quiet", wrap=True)
            )
        self.form.addWidget(label("What happened last", "heading"))
        for at, what, detail in past.events:
            said = f"{moment_text(at)}: {what}" + (f" ({detail.lower()})" if detail else "")
            self.form.addWidget(label(f"• {said}", wrap=True))
        self.form.addStretch(1)

    def commit(self) -> None:
        self.go_on.emit()
