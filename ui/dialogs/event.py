"""Recording, booking or amending an event: found by typing, asked as its form says, its effect shown first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from services.usecases.results import EventView, Moment, Value
from ui import theme
from ui.dialogs.frame import FormDialog
from ui.viewmodels.eventform import EventFormModel
from ui.viewmodels.expected import HEADING, Ticks, expected_of_event, expected_of_own, shelf_of
from ui.viewmodels.moments import capital
from ui.widgets.answers import Answer
from ui.widgets.checklist import CheckList
from ui.widgets.dateedit import MomentEdit
from ui.widgets.effectpanel import EffectPanel
from ui.widgets.expected import ExpectedChecks
from ui.widgets.flow import FlowLayout
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.roles import button, label
from ui.widgets.scrolling import empty
from ui.widgets.typepicker import TypePicker

USUAL = ("visit", "core_group", "cin_meeting", "review_conference", "cla_review", "supervision", "family_contact",
         "significant_event", "strategy_discussion", "assessment_completed")  # fmt: skip

OWN_USUAL = ("supervision", "appraisal", "practice_observation", "practice_forum", "supervision_agreement")
WORKER = "worker"  # the child_id that stands for the practitioner's own calendar


class EventDialog(FormDialog):
    """`type` opens the form of that type; `event_id` opens a recorded event to be amended."""

    recorded = Signal(object)  # the ids of the events

    def __init__(
        self,
        desk: Any,
        child_id: str,
        type: str | None = None,
        event_id: str | None = None,
        parent: QWidget | None = None,
        *,
        event: EventView | None = None,
        attrs: Mapping[str, Value] | None = None,
        milestone: str = "",
        at: Moment | None = None,
        planned: bool | None = None,
    ) -> None:
        detail = desk.child(child_id) if child_id != WORKER else None
        if event_id is not None and event is None:
            calendar = desk.calendar(child_id) if detail else desk.worker_calendar()
            event = next((each for each in calendar.events if each.id == event_id), None)
        name = detail.name if detail else "yourself"
        super().__init__(_title(event, name), "Save changes" if event else "Record", parent)
        self.save_button.setDefault(False)  # Enter reads the field one is in; Ctrl+Enter saves
        self.save_button.setAutoDefault(False)
        self.save_button.setToolTip("Save (Ctrl+Enter)")
        self.model = EventFormModel(desk, child_id, event, self)
        self.model.siblings = detail.siblings if detail else ()
        self._child, self._own = detail, desk.own
        self._milestone = milestone
        self._today = desk.today
        self._answers: dict[str, Answer] = {}
        self._moments: dict[str, MomentEdit] = {}
        self._notes: dict[str, QPlainTextEdit] = {}
        self._build()
        self._start(type, attrs or {}, at, planned)

    # Building

    def _build(self) -> None:
        model = self.model
        self.picker = TypePicker(model.forms, OWN_USUAL if model.child_id == WORKER else USUAL)
        self.picker.chosen.connect(self._choose_type)
        self.type_name = label("", "strong", wrap=True)
        self.change_type = button("Change", "flat", "edit")
        self.change_type.setAccessibleName("Change what is recorded")
        self.change_type.setAutoDefault(False)
        self.change_type.clicked.connect(self._pick_again)
        self.type_line = QWidget()
        across = QHBoxLayout(self.type_line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.type_name, 1)
        across.addWidget(self.change_type)
        holder = QWidget()
        stack = QVBoxLayout(holder)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.picker)
        stack.addWidget(self.type_line)
        holder.setFocusProxy(self.picker)
        self.add_row("type", "What is it?", holder)
        self.asked = QWidget()
        self.asked_column = QVBoxLayout(self.asked)
        self.asked_column.setContentsMargins(0, 0, 0, 0)
        self.asked_column.setSpacing(theme.current().space(4))
        self.form.addWidget(self.asked)
        self._build_when()
        self.answers_box = QVBoxLayout()
        self.answers_box.setSpacing(theme.current().space(3))
        self.asked_column.addLayout(self.answers_box)
        self._build_siblings()
        if model.original is not None:
            self.why = QLineEdit()
            row = FormRow("Why is it changed? (may be left empty)", self.why)
            self.why.setAccessibleName("Why it is changed")
            self.asked_column.addWidget(row)
        self.form.addStretch(1)
        self.effect = EffectPanel()
        self.body.addWidget(self.effect, 2)
        model.effect_pending.connect(self.effect.pending)
        model.effect_changed.connect(self.effect.show_lines)
        model.problems_changed.connect(self._problems)
        model.saved.connect(self.recorded)

    def _build_when(self) -> None:
        self.happened = QRadioButton("It has happened")
        self.booked = QRadioButton("It is booked for later")
        group = QButtonGroup(self)
        modes = QWidget()
        across = QHBoxLayout(modes)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.current().space(4))
        for choice in (self.happened, self.booked):
            choice.setAccessibleName(choice.text())
            group.addButton(choice)
            across.addWidget(choice)
        across.addStretch(1)
        self.asked_column.addWidget(modes)
        self.booked.toggled.connect(self._mode)
        self.at = MomentEdit("Day", self._today, optional=False)
        self.at.changed.connect(self._at_changed)
        row = FormRow("When?", self.at, "The time may be left empty where it is not known.")
        self.rows["at"] = row
        self.asked_column.addWidget(row)

    def _build_siblings(self) -> None:
        siblings = self.model.siblings
        if not siblings or self.model.original is not None:
            return
        choices = [(each.child_id, f"{each.name}, {each.age}") for each in siblings]
        self.also = CheckList("Record it as well for", choices)
        self.also.changed.connect(self._also_changed)
        row = FormRow("Record it as well for", self.also)
        self.rows["also_for"] = row
        self.asked_column.addWidget(row)

    def _start(
        self, type: str | None, attrs: Mapping[str, Value], at: Moment | None, planned: bool | None
    ) -> None:
        model = self.model
        if model.original is None:
            model.planned = bool(planned)
            model.at = at
            if type:
                model.set_type(type)
                model.prefill(attrs)
        elif planned is not None:
            model.planned = planned
        model.form_changed.connect(self._redraw)
        self._redraw()
        model.touch()
        if model.original is None:
            model.settle()

    def open(self) -> None:
        super().open()
        self._place_focus()

    def _place_focus(self) -> None:
        if self.model.form is None:
            self.picker.setFocus()
        elif self._milestone in self._moments:
            edit = self._moments[self._milestone]
            edit.setFocus()
            self.scroll.focus_into_view(edit)
        elif self.model.at is None or not self._answers:
            self.at.setFocus()
        else:
            next(iter(self._answers.values())).setFocus()

    # Drawing what the form asks

    def _choose_type(self, type: str) -> None:
        self.model.set_type(type)
        self._redraw()
        self.at.setFocus()

    def _pick_again(self) -> None:
        self.picker.show()
        self.type_line.hide()
        self.picker.search.selectAll()
        self.picker.setFocus()

    def _redraw(self) -> None:
        form = self.model.form
        self.picker.setVisible(form is None)
        self.type_line.setVisible(form is not None)
        self.asked.setVisible(form is not None)
        self.effect.setVisible(form is not None)
        self.save_button.setEnabled(form is not None)
        self.form.setStretchFactor(self.rows["type"], 0 if form is not None else 100)
        self._show_mode()
        if form is None:
            return
        self.rows["type"].set_problem("")
        self.type_name.setText(f"{form.label}   ·   {form.group}" if form.group else form.label)
        if self.at.moment != self.model.at:
            self.at.set_moment(self.model.at)
        if getattr(self, "_drawn", None) != form.type:
            self._drawn = form.type
            self._draw_form()

    def _show_mode(self) -> None:
        (self.booked if self.model.planned else self.happened).setChecked(True)
        self.save_button.setText(
            "Save changes" if self.model.original else "Book" if self.model.planned else "Record"
        )

    def _draw_form(self) -> None:
        form = self.model.form
        assert form is not None
        empty(self.answers_box)
        for name in [
            name for name in self.rows if name.startswith(("attrs.", "milestones.")) or name == "notes"
        ]:
            del self.rows[name]
        self._answers, self._moments, self._notes = {}, {}, {}
        if form.attrs:
            self.answers_box.addWidget(label("About it", "strong"))
        flags: FlowLayout | None = None  # flags that follow each other share their lines
        for field in form.attrs:
            row = self._add_answer(field)
            if field.kind != "flag":
                flags = None
                self.answers_box.addWidget(row)
                continue
            if flags is None:
                holder = QWidget()
                flags = FlowLayout(holder, theme.current().space(3))
                self.answers_box.addWidget(holder)
            flags.addWidget(row)
        if form.milestones:
            self.answers_box.addWidget(label("Dates about it", "strong"))
            self.answers_box.addWidget(label("Leave empty what has not been done.", "small", wrap=True))
        for name, words in form.milestones:
            self._add_milestone(name, capital(words))
        headings = [
            *form.headings,
            *(each for each in self.model.notes if each not in (*form.headings, HEADING)),
        ]
        if headings:
            self.answers_box.addWidget(label("Notes", "strong"))
        for heading in headings:
            self._add_note(heading)
        self._add_expected(form.type)

    def _add_expected(self, type: str) -> None:
        """A short checklist where the authority expects something of it; what is ticked goes into the notes."""
        model, child, shelf = self.model, self._child, shelf_of(self.model.desk)
        expected = (
            expected_of_event(type, child, shelf)
            if child
            else expected_of_own(type, self._own().authority, shelf)
        )
        if expected is None:
            if model.original is None:
                model.notes.pop(HEADING, None)
            elif HEADING in model.notes:
                self._add_note(HEADING)
            return
        ticks = Ticks(expected, model.notes.get(HEADING, ""), fresh=model.original is None)
        model.notes[HEADING] = ticks.text
        self.expected = ExpectedChecks(ticks)
        self.expected.changed.connect(lambda text: model.notes.update({HEADING: text}))
        self.answers_box.addWidget(self.expected)

    def _add_answer(self, field: Any) -> FormRow:
        answer = Answer(field, self._today)
        answer.set_value(self.model.attrs.get(field.name))
        row = FormRow("" if answer.own_label else field.label, answer)
        key = f"attrs.{field.name}"

        def changed() -> None:
            self.model.set_attr(field.name, answer.value)
            self._readable(key, answer.trouble)

        answer.changed.connect(changed)
        self._answers[field.name] = answer
        self.rows[key] = row
        return row

    def _add_milestone(self, name: str, words: str) -> None:
        edit = MomentEdit(words, self._today)
        edit.set_moment(self.model.milestones.get(name))
        row = FormRow(words, edit)
        key = f"milestones.{name}"

        def changed() -> None:
            self.model.set_milestone(name, edit.moment)
            self._readable(key, edit.trouble)

        edit.changed.connect(changed)
        self._moments[name] = edit
        self.rows[key] = row
        self.answers_box.addWidget(row)

    def _add_note(self, heading: str) -> None:
        box = GrowingText(self.model.notes.get(heading, ""), f"Notes: {heading}")

        def changed() -> None:
            self.model.notes[heading] = box.toPlainText()

        box.textChanged.connect(changed)
        self._notes[heading] = box
        self.answers_box.addWidget(FormRow(heading, box))

    # Passing on what is typed

    def _mode(self, booked: bool) -> None:
        if booked != self.model.planned:
            self.model.set_planned(booked)
            self._show_mode()

    def _at_changed(self) -> None:
        self._readable("at", self.at.trouble)
        self.model.set_at(self.at.moment)

    def _also_changed(self) -> None:
        self.model.also_for = set(self.also.values)
        self.model.touch()

    def _readable(self, key: str, trouble: str) -> None:
        self.model.set_unreadable(key, trouble)
        if key in self.rows:
            self.rows[key].set_problem(trouble)

    def _problems(self, wrong: dict[str, str]) -> None:
        """From the live check: shown at the fields, without moving the keyboard."""
        for name, row in self.rows.items():
            row.set_problem(wrong.get(name, self.model.unreadable.get(name, "")))
        loose = [words for name, words in wrong.items() if name not in self.rows]
        if loose:
            self.banner.say("danger", "Some of this cannot be right.", ". ".join(loose))
        else:
            self.banner.clear()

    # Saving

    def dirty(self) -> bool:
        return self.model.dirty

    def save(self) -> None:
        for edit in (self.at, *self._moments.values()):
            edit.date.read()
            edit.time.read()
        if self.model.original is not None:
            self.model.why = self.why.text()
        wrong = self.model.check()
        if wrong:
            self.show_problems(wrong)
        elif self.model.save():
            self.accept()

    def let_go(self) -> None:
        self.model.close()


def _title(event: EventView | None, name: str) -> str:
    return f"{event.label}, {name}" if event else f"Record or book for {name}"
