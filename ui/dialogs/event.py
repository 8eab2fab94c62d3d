"""Recording, booking or amending an event: found by typing, asked as its form says, its effect shown first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from services.usecases.errors import AppError
from services.usecases.quickwords import Quick, QuickReader, usual
from services.usecases.results import ActionItem, EventView, Heading, Moment, Value
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks, theme
from ui.dialogs.frame import FormDialog
from ui.viewmodels.eventform import EventFormModel
from ui.viewmodels.expected import HEADING, Ticks, expected_of_event, expected_of_own, shelf_of
from ui.widgets.checklist import CheckList
from ui.widgets.dateedit import MomentEdit
from ui.widgets.effectpanel import EffectPanel
from ui.widgets.eventasked import EventAsked
from ui.widgets.expected import ExpectedChecks
from ui.widgets.formrow import FormRow
from ui.widgets.limitstrip import LimitStrip
from ui.widgets.roles import button, label
from ui.widgets.typepicker import TypePicker
from ui.widgets.unfinished import offer

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
        unfinished: Unfinished | None = None,
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
        self._now = desk.now
        self._build()
        self._start(type, attrs or {}, at, planned)
        self._look = unfinished is None
        if unfinished is not None:
            self._read_unfinished(unfinished)

    # Building

    def _build(self) -> None:
        model = self.model
        reader = QuickReader((), model.forms)
        self.picker = TypePicker(
            model.forms,
            OWN_USUAL if model.child_id == WORKER else USUAL,
            lambda words: reader.read(words, self._now(), model.child_id),
        )
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
        self._build_siblings()
        self.fields = EventAsked(
            model, self.rows, self._today, self._child.name if self._child else "", self._people()
        )
        self.fields.readable.connect(self._readable)
        self.asked_column.addWidget(self.fields)
        self._answers, self._moments, self._notes = (
            self.fields.answers,
            self.fields.moments,
            self.fields.notes,
        )
        if model.original is not None:
            self.why = QLineEdit()
            row = FormRow("Why is it changed? (may be left empty)", self.why)
            self.why.setAccessibleName("Why it is changed")
            self.why.textEdited.connect(self._why_changed)
            self.asked_column.addWidget(row)
        self.form.addStretch(1)
        self.effect = EffectPanel()
        self.put_beside(self.effect)
        model.effect_pending.connect(self.effect.pending)
        model.effect_changed.connect(self.effect.show_lines)
        model.limits_changed.connect(self.limits.show_limits)
        model.restored.connect(self._draw_anew)
        model.keeper.offered.connect(self._offer)
        model.keeper.failed.connect(self._not_kept)
        model.keeper.kept.connect(self._kept)
        model.problems_changed.connect(self._problems)
        model.failed.connect(self.banner.trouble)
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
        self.limits = LimitStrip()
        self.asked_column.addWidget(self.limits)

    def _people(self) -> tuple[str, ...]:
        """Whose names are offered for who does what: oneself, the people around the child."""
        around = self._child.network if self._child else ()
        return tuple(dict.fromkeys((self._own().name, *(person.name for person in around))))

    def _build_siblings(self) -> None:
        siblings = self.model.siblings
        if not siblings or self.model.original is not None:
            return
        closed = {True: ", case closed", False: ""}
        choices = [(each.child_id, f"{each.name}, {each.age}{closed[each.closed]}") for each in siblings]
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
                self._usual(type)
                model.prefill(attrs)
        elif planned is not None:
            model.planned = planned
        model.form_changed.connect(self._redraw)
        self._redraw()
        model.touch()
        if model.original is None:
            model.settle()
        elif hasattr(model.desk, "actions"):
            self._read_actions()

    def _read_actions(self) -> None:
        """What was to follow from a recorded event, to be changed with it."""
        model, desk, event = self.model, self.model.desk, self.model.original
        assert event is not None

        def arrived(found: tuple[ActionItem, ...]) -> None:
            model.set_actions([each for each in found if each.source_id == event.id])
            if self.fields.steps is not None:
                self.fields.steps.set_steps(model.steps)

        tasks.run(self, lambda _p: desk.actions.of_child(model.child_id), arrived, self._unread)

    def _unread(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def open(self) -> None:
        super().open()
        self._place_focus()
        if self._look:
            self.model.keeper.look()

    def _place_focus(self) -> None:
        if self.model.form is None:
            self.picker.setFocus()
        elif self._milestone in self._moments:
            edit = self._moments[self._milestone]
            edit.setFocus()
            self.scroll.focus_into_view(edit)
        elif self.model.at is None or self.fields.first is None:
            self.at.setFocus()
        else:
            self.fields.first.setFocus()

    # Drawing what the form asks

    def _choose_type(self, type: str) -> None:
        quick = self.picker.quick
        self.model.set_type(type)
        self._usual(type)
        if quick is not None and quick.type == type:
            self.take(quick)
        self._redraw()
        self._place_focus()

    def _usual(self, type: str) -> None:
        """What goes without saying is filled in, where nothing was said yet."""
        if self.model.original is None and self._child is not None:
            said = usual(type, self._child.episodes)
            self.model.prefill({n: v for n, v in said.items() if n not in self.model.attrs})

    def take(self, quick: Quick) -> None:
        """Fill in what was said in one line."""
        if quick.at is not None:
            self.model.planned = quick.planned
            self.model.set_at(quick.at)
            self._show_mode()
        self.model.prefill(quick.attrs)
        self._drawn = ""

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
            self.fields.draw()
            self._add_expected(form.type)

    def _show_mode(self) -> None:
        (self.booked if self.model.planned else self.happened).setChecked(True)
        self.at.date.past = not self.model.planned
        self.save_button.setText(
            "Save changes" if self.model.original else "Book" if self.model.planned else "Record"
        )

    def _draw_anew(self) -> None:
        """Everything that stands in the form is another: a draft is gone on with."""
        self._drawn = ""
        if self.model.siblings and self.model.original is None:
            self.also.set_values(tuple(self.model.also_for))
        if self.model.original is not None:
            self.why.setText(self.model.why)
        self._redraw()
        self._place_focus()

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
                self.fields.box.addWidget(self.fields.note_row(Heading(HEADING)))
            return
        ticks = Ticks(expected, model.notes.get(HEADING, ""), fresh=model.original is None)
        model.notes[HEADING] = ticks.text
        self.expected = ExpectedChecks(ticks)
        self.expected.changed.connect(lambda text: model.set_note(HEADING, text))
        self.fields.box.addWidget(self.expected)

    # Passing on what is typed

    def _mode(self, booked: bool) -> None:
        if booked != self.model.planned:
            self.model.set_planned(booked)
            self._show_mode()

    def _at_changed(self) -> None:
        self._readable("at", self.at.trouble)
        self.model.set_at(self.at.moment)

    def _also_changed(self) -> None:
        self.model.set_also(set(self.also.values))
        if self.model.form is not None:
            self.fields.draw()
            self._add_expected(self.model.form.type)

    def _why_changed(self, words: str) -> None:
        self.model.why = words
        self.model.changed()

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
        self.at.date.read()
        self.at.time.read()
        self.fields.read()
        if self.model.original is not None:
            self.model.why = self.why.text()
        quick = self.picker.quick
        if self.model.form is None and quick is not None and quick.whole:
            self._choose_type(quick.type)  # said in one line, and saved straight from it
        wrong = self.model.check()
        if wrong:
            self.show_problems(wrong)
        elif self.model.save():
            self.accept()

    def let_go(self) -> None:
        self.model.close()

    # What was left unfinished

    keeps_drafts = True  # what is typed survives a lock, so that nobody need be asked

    def reject(self) -> None:
        """Leave: what was typed may be kept to be gone on with."""
        if self.dirty():
            choice = prompts.keep_for_later(self, self.windowTitle())
            if choice == prompts.STAY:
                return
            if choice == prompts.THROW_AWAY:
                self.model.give_up()
        self.let_go()
        QDialog.reject(self)

    def _offer(self, unfinished: Unfinished) -> None:
        if not self.isVisible():
            return
        offer(self.banner, self.model.keeper, unfinished, self._now(), self._place_focus)

    def _read_unfinished(self, listed: Unfinished) -> None:
        """Fill the form with what was left unfinished; the list that it was chosen from holds only its name."""
        desk = self.model.desk

        def arrived(found: tuple[Unfinished, ...]) -> None:
            if found:
                self.model.keeper.go_on(found[0])

        tasks.run(self, lambda _p: desk.unsaved.of(listed.kind, listed.place), arrived, self._unread)

    def _not_kept(self, trouble: AppError) -> None:
        self.banner.say("warning", "What you write cannot be kept just now.", str(trouble))

    def _kept(self) -> None:
        if self.banner.kind == "warning":
            self.banner.clear()


def _title(event: EventView | None, name: str) -> str:
    return f"{event.label}, {name}" if event else f"Record or book for {name}"
