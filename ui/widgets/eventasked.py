"""What an event's form asks: answers, dates, notes; written for several, each child's own in its card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from services.usecases.results import Field, Heading
from ui import theme
from ui.viewmodels.eventform import EventFormModel
from ui.viewmodels.expected import HEADING
from ui.viewmodels.moments import capital
from ui.widgets.answers import Answer
from ui.widgets.dateedit import MomentEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.formrow import FormRow
from ui.widgets.noterow import NoteRow
from ui.widgets.roles import button, frame, label
from ui.widgets.scrolling import empty
from ui.widgets.steplines import StepLines

_FAILED = "It is recorded as an attempt. It meets no visit or contact that is due, and nobody was seen."
_SHARED = "Written once, for all of them"


class EventAsked(QWidget):
    """`rows` of the dialog gets a row for each question, by the name of its control."""

    readable = Signal(str, str)  # a control, and the advice where what it holds cannot be read

    def __init__(
        self,
        model: EventFormModel,
        rows: dict[str, FormRow],
        today: Callable[[], date],
        name: str = "",
        people: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`name`: the child's; `people`: offered for who does what."""
        super().__init__(parent)
        self.model, self.rows, self._today, self._name, self._people = model, rows, today, name, people
        self.answers: dict[str, Answer] = {}
        self.own_answers: dict[tuple[str, str], Answer] = {}  # (sibling's id, name)
        self.moments: dict[str, MomentEdit] = {}
        self.notes: dict[str, QPlainTextEdit] = {}
        self.own_notes: dict[tuple[str, str], QPlainTextEdit] = {}  # (sibling's id, heading)
        self.steps: StepLines | None = None
        self.failed = label(_FAILED, "small", wrap=True)
        self.failed.hide()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.current().space(3))
        model.recorded_changed.connect(self._show_recorded)

    # Drawing

    def draw(self) -> None:
        """Ask anew what the form of the model asks, with what is known of it."""
        form = self.model.form
        assert form is not None
        self._forget()
        several = [
            (each.child_id, each.name) for each in self.model.siblings if each.child_id in self.model.also_for
        ]
        own = set(form.own_attrs) if several else set()
        shared = [field for field in form.attrs if field.name not in own]
        if shared:
            self.box.addWidget(label("About it", "strong"))
            self._add_answers(self.box, shared, "")
        self.failed = label(_FAILED, "small", wrap=True)
        self.box.addWidget(self.failed)
        self.failed.setVisible(bool(self.model.attrs.get("failed")))
        self._add_milestones()
        asks = self._asks(several=bool(several))
        if not several:
            self.box.addWidget(label("Notes", "strong"))
            self._add_notes(self.box, asks, "", "")
            return
        children = [(self.model.child_id, self._name), *several]
        self.box.addWidget(label(_SHARED, "strong"))
        self._add_notes(self.box, [ask for ask in asks if not ask.own and ask.sort != "next"], "", "")
        for child_id, name in children:
            self._add_child("" if child_id == self.model.child_id else child_id, name, asks)
        self._add_notes(self.box, [ask for ask in asks if ask.sort == "next"], "", "", children)

    def _forget(self) -> None:
        empty(self.box)
        asked = ("attrs.", "milestones.", "own.", "notes", "actions")
        for name in [name for name in self.rows if name.startswith(asked)]:
            del self.rows[name]
        for held in (self.answers, self.own_answers, self.moments, self.notes, self.own_notes):
            held.clear()
        self.steps = None

    def _asks(self, *, several: bool) -> list[Heading]:
        """The headings of the form, and those that the notes have beside them."""
        form, notes = self.model.form, self.model.notes
        assert form is not None
        written = {heading for heading, text in notes.items() if text.strip()}
        asks = [ask for ask in form.asks if several or not ask.several or ask.name in written]
        asks = asks or [Heading(h) for h in form.headings]
        known = {HEADING, *(ask.name for ask in (*form.asks, *asks))}
        more = [Heading(heading) for heading, text in notes.items() if text and heading not in known]
        return [*asks, *more]

    def _add_child(self, child_id: str, name: str, asks: Sequence[Heading]) -> None:
        """The card of one child: what is asked of it by itself. `child_id` "": the child whose form it is."""
        form = self.model.form
        assert form is not None
        card = frame("sunken")
        column = QVBoxLayout(card)
        space = theme.current().space(3)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space)
        column.addWidget(label(name, "heading", wrap=True))
        column.addWidget(label("Only on this child's record.", "small"))
        self._add_answers(
            column, [field for field in form.attrs if field.name in form.own_attrs], child_id, name
        )
        self._add_notes(column, [ask for ask in asks if ask.own], child_id, name)
        self.box.addWidget(card)

    # Answers

    def _add_answers(self, into: QVBoxLayout, fields: Sequence[Field], child_id: str, name: str = "") -> None:
        flags: FlowLayout | None = None  # flags that follow each other share their lines
        for field in fields:
            row = self._answer(field, child_id, name)
            if field.kind != "flag":
                flags = None
                into.addWidget(row)
                continue
            if flags is None:
                holder = QWidget()
                flags = FlowLayout(holder, theme.current().space(3))
                into.addWidget(holder)
            flags.addWidget(row)

    def _answer(self, field: Field, child_id: str, name: str) -> FormRow:
        model = self.model
        attrs = model.part(child_id).attrs if child_id else model.attrs
        answer = Answer(field, self._today)
        answer.set_value(attrs.get(field.name))
        if name:
            answer.control.setAccessibleName(f"{field.label}, {name}")
        row = FormRow("" if answer.own_label else field.label, answer)
        key = f"own.{child_id}.attrs.{field.name}" if child_id else f"attrs.{field.name}"

        def changed() -> None:
            if child_id:
                model.set_own_attr(child_id, field.name, answer.value)
            else:
                model.set_attr(field.name, answer.value)
            self.readable.emit(key, answer.trouble)
            self._follow(field.name)

        answer.changed.connect(changed)
        if child_id:
            self.own_answers[child_id, field.name] = answer
        else:
            self.answers[field.name] = answer
        self.rows[key] = row
        return row

    def _follow(self, name: str) -> None:
        """One answer may settle others: a failed visit saw nobody, and seen alone is seen."""
        if name not in ("failed", "seen", "alone", "bedroom_seen"):
            return
        failed = bool(self.model.attrs.get("failed"))
        self.failed.setVisible(failed)
        for answer_name, answer in self.answers.items():
            answer.set_value(self.model.attrs.get(answer_name))
        for (child_id, answer_name), answer in self.own_answers.items():
            answer.set_value(self.model.part(child_id).attrs.get(answer_name))

    # Dates

    def _add_milestones(self) -> None:
        form = self.model.form
        assert form is not None
        if form.milestones:
            self.box.addWidget(label("Dates about it", "strong"))
            self.box.addWidget(label("Leave empty what has not been done.", "small", wrap=True))
        for name, words in form.milestones:
            self._add_milestone(name, capital(words))

    def _add_milestone(self, name: str, words: str) -> None:
        edit = MomentEdit(words, self._today, past=True)
        edit.set_moment(self.model.milestones.get(name))
        row = FormRow(words, edit)
        key = f"milestones.{name}"

        def changed() -> None:
            self.model.set_milestone(name, edit.moment)
            self.readable.emit(key, edit.trouble)

        edit.changed.connect(changed)
        self.moments[name] = edit
        self.rows[key] = row
        self.box.addWidget(row)

    def _show_recorded(self) -> None:
        """Its day was set because the notes are being written now."""
        edit = self.moments.get("recorded")
        if edit is not None:
            edit.set_moment(self.model.milestones.get("recorded"))

    # Notes

    def _add_notes(
        self,
        into: QVBoxLayout,
        asks: Sequence[Heading],
        child_id: str,
        whose: str,
        children: Sequence[tuple[str, str]] = (),
    ) -> None:
        for ask in asks:
            if ask.sort == "next":
                self._add_steps(into, ask, children)
            else:
                into.addWidget(self.note_row(ask, child_id, whose))

    def note_row(self, ask: Heading, child_id: str = "", whose: str = "") -> NoteRow:
        notes = self.model.part(child_id).notes if child_id else self.model.notes
        row = NoteRow(ask, notes.get(ask.name, ""), whose)
        row.box.textChanged.connect(lambda: self.model.set_note(ask.name, row.box.toPlainText(), child_id))
        if child_id:
            self.own_notes[child_id, ask.name] = row.box
        else:
            self.notes[ask.name] = row.box
        return row

    def _add_steps(self, into: QVBoxLayout, ask: Heading, children: Sequence[tuple[str, str]]) -> None:
        """Lines with who and by when; a few words beside them where somebody wants to write them."""
        lines = StepLines(self._today, self._people, children)
        lines.set_steps(self.model.steps)
        lines.changed.connect(lambda: self._stepped(lines))
        self.steps = lines
        row = FormRow(
            ask.name, lines, "Each line becomes an action, shown on the calendar and under Actions."
        )
        self.rows["actions"] = row
        into.addWidget(row)
        words = NoteRow(Heading("In a few more words"), self.model.notes.get(ask.name, ""))
        words.box.textChanged.connect(lambda: self.model.set_note(ask.name, words.box.toPlainText()))
        self.notes[ask.name] = words.box
        more = button("Write a few more words", "flat", "edit")
        more.setAutoDefault(False)
        more.clicked.connect(lambda: (words.show(), more.hide(), words.box.setFocus()))
        into.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        into.addWidget(words)
        written = bool(self.model.notes.get(ask.name, "").strip())
        words.setVisible(written)
        more.setVisible(not written)

    def _stepped(self, lines: StepLines) -> None:
        self.model.steps = lines.steps()
        self.readable.emit("actions", lines.trouble)
        self.model.changed()

    # Before saving

    def read(self) -> None:
        """Read what is being typed in the dates."""
        for edit in self.moments.values():
            edit.date.read()
            edit.time.read()
        if self.steps is not None:
            self.steps.read()

    @property
    def first(self) -> Any:
        """Where the keyboard goes first."""
        return next(iter((*self.answers.values(), *self.own_answers.values())), None)
