"""Recording, booking and amending an event: what is asked and filled in, what is wrong with it, what it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from services.usecases.errors import AppError, ChangedMeanwhile, InvalidInput
from services.usecases.results import ActionItem, Effect, EventForm, EventView, Moment, Sibling, Value
from ui import tasks
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.effectlines import lines_of_each
from ui.viewmodels.eventstate import EventState, OwnState, Step, filled
from ui.viewmodels.eventtypes import by_field, find_types, forms_for, problem_field
from ui.viewmodels.moments import day_of

__all__ = [
    "DEBOUNCE",
    "EventFormModel",
    "OwnState",
    "Step",
    "by_field",
    "find_types",
    "forms_for",
    "problem_field",
]

DEBOUNCE = 250  # milliseconds of quiet before an effect is computed


class EventFormModel(QObject, EventState):
    """Collects a draft. Told of every change, it answers with problems and, a moment later, the effect.

    What stands in it is kept at every pause (`keeper`) until it is saved or thrown away.
    """

    form_changed = Signal()  # another type was chosen
    effect_changed = Signal(object)  # EffectLines of each child, or None while it is not known
    effect_pending = Signal()
    problems_changed = Signal(object)  # {field: words}
    failed = Signal(object)  # the AppError for which it could not be saved
    limits_changed = Signal(object)  # until when it has to be recorded: RecordingLimits
    restored = Signal()  # everything in the form is another: draw it anew
    recorded_changed = Signal()  # the day on which it is recorded was set because it is being written now
    saved = Signal(object)  # the ids of the events

    def __init__(
        self, desk: Any, child_id: str, event: EventView | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.child_id = child_id
        self.original = event
        self.forms: tuple[EventForm, ...] = forms_for(desk.forms(), child_id)
        self.today: date = desk.today()
        self.siblings: tuple[Sibling, ...] = ()
        self.form: EventForm | None = None
        self.planned = bool(event and event.planned)
        self.at: Moment | None = event.at if event else None
        self.attrs: dict[str, Value] = dict(event.attrs) if event else {}
        self.milestones: dict[str, Moment] = dict(event.milestones) if event else {}
        self.notes: dict[str, str] = dict(event.notes) if event else {}
        self.also_for: set[str] = set()
        self.own: dict[str, OwnState] = {}  # sibling's id → what is its own
        self.steps: list[Step] = []
        self.actions_known = event is None  # the actions of a recorded event have been read
        self.recorded_by_hand = "recorded" in self.milestones
        self.why = ""
        self.based_on = event.amended + 1 if event else 0
        self.unreadable: dict[str, str] = {}  # controls whose text cannot be read, with the advice
        self._task: tasks.Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self._compute)
        if event is not None:
            self.form = self.form_of(event.type)
        self._first = self._state()
        place = f"{child_id}/{event.id if event else 'new'}"
        self.keeper = DraftKeeper(
            desk,
            "event",
            place,
            self.kept_state,
            self.restore,
            child_id=child_id,
            record_id=event.id if event else "",
            title=lambda: self.form.label if self.form else "",
            parent=self,
        )

    def form_of(self, type: str) -> EventForm | None:
        return next((form for form in self.forms if form.type == type), None)

    @property
    def dirty(self) -> bool:
        return self._state() != self._first

    def settle(self) -> None:
        """What has been filled in so far counts as the starting point."""
        self._first = self._state()

    # drafts

    def kept_state(self) -> dict[str, Any] | None:
        """What is kept at a pause; None while there is nothing that was typed."""
        return self.whole_state() if self.dirty else None

    def restore(self, state: Mapping[str, Any]) -> None:
        """Fill the form with what was kept."""
        self.fill(state)
        self._write_up()
        self.restored.emit()
        self.touch()

    def _write_up(self) -> bool:
        new = self.write_up()
        if new:
            self.recorded_changed.emit()
        return new

    def changed(self) -> None:
        """Something was typed that no deadline depends on."""
        self.keeper.touch()

    def set_note(self, heading: str, text: str, child_id: str = "") -> None:
        """`child_id`: a sibling's own; "" where it is shared, or the child's."""
        notes = self.part(child_id).notes if child_id else self.notes
        if notes.get(heading, "") == text:
            return  # only its look has changed: a word was underlined
        notes[heading] = text
        if self._write_up():
            self.touch()
        else:
            self.changed()

    def set_also(self, children: set[str]) -> None:
        """For which siblings it is recorded as well; what was typed of one that is let go is kept meanwhile."""
        self.also_for = set(children)
        for child in self.also_for:
            if child not in self.own and self.form is not None:
                shared = {
                    n: v for n, v in self.attrs.items() if n in self.form.own_attrs and n in ("plan", "kind")
                }
                self.own[child] = OwnState(shared)
        self.touch()

    def set_actions(self, actions: Sequence[ActionItem]) -> None:
        """The actions that the recorded event has already."""
        if not self.actions_known:
            self.actions_known = True
            self.steps = [Step(a.what, a.who, a.by, "", a.id, a.done) for a in actions] + self.steps
            self._first["steps"] = [vars(step).copy() for step in self.steps if step.action_id]

    def set_type(self, type: str) -> None:
        """Choose what it is; answers that the new form asks as well are kept."""
        form = self.form_of(type)
        if form is None or form is self.form:
            return
        self.form = form
        names = {field.name: field for field in form.attrs}
        self.attrs = {name: value for name, value in self.attrs.items() if name in names}
        kept = {name for name, _ in form.milestones}
        self.milestones = {name: value for name, value in self.milestones.items() if name in kept}
        self.notes = filled(self.notes)
        self.own = {}
        self.also_for = set(self.also_for)
        self.unreadable = {}
        self.set_also(self.also_for)
        self._write_up()
        self.form_changed.emit()
        self.touch()

    def prefill(self, attrs: Mapping[str, Value]) -> None:
        """Fill in what such an event needs to have; a choice that may hold several takes it into its list."""
        kinds = {field.name: field.kind for field in self.form.attrs} if self.form else {}
        for name, value in attrs.items():
            if kinds.get(name) == "choices":
                self.attrs[name] = (value,) if isinstance(value, str) else value
            elif name in kinds:
                self.attrs[name] = value[0] if isinstance(value, tuple) and value else value

    def set_at(self, at: Moment | None) -> None:
        self.at = at
        if at is not None and day_of(at) > self.today and not self.planned and self.original is None:
            self.planned = True
            self._write_up()
            self.form_changed.emit()
        else:
            self._write_up()
        self.touch()

    def set_attr(self, name: str, value: Value | None) -> None:
        """None, an empty text or list, and a flag that is off all mean: not said."""
        _say(self.attrs, name, value)
        self.follow(self.attrs, name)
        self.touch()

    def set_own_attr(self, child_id: str, name: str, value: Value | None) -> None:
        """A sibling's own answer."""
        _say(self.part(child_id).attrs, name, value)
        self.follow(self.part(child_id).attrs, name)
        self.touch()

    def set_milestone(self, name: str, at: Moment | None) -> None:
        if name == "recorded":
            self.recorded_by_hand = True
        if at is None:
            self.milestones.pop(name, None)
        else:
            self.milestones[name] = at
        self.touch()

    def set_unreadable(self, control: str, advice: str) -> None:
        if advice:
            self.unreadable[control] = advice
        else:
            self.unreadable.pop(control, None)
        self.touch()

    def set_planned(self, planned: bool) -> None:
        self.planned = planned
        self._write_up()
        self.touch()

    def touch(self) -> None:
        """Something changed: the effect has to be worked out anew, when typing pauses."""
        self.keeper.touch()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self.form is None or self.at is None or self.unreadable:
            self._timer.stop()
            self.effect_changed.emit(None)
            self.limits_changed.emit(())
            return
        self.effect_pending.emit()
        self._timer.start()

    def check(self) -> dict[str, str]:
        """What is missing or cannot be read, by control."""
        wrong = dict(self.unreadable)
        if self.form is None:
            wrong.setdefault("type", "Choose what is to be recorded")
        if self.at is None:
            wrong.setdefault(
                "at",
                "Give the day on which it is booked" if self.planned else "Give the day on which it happened",
            )
        elif not self.planned and day_of(self.at) > self.today:
            wrong.setdefault("at", "This day has not come yet: choose Booked, or give an earlier day")
        return wrong

    def save(self) -> bool:
        """Check, then hand the draft to the desk; on trouble the problems are announced and False returned."""
        wrong = self.check()
        if wrong:
            self.problems_changed.emit(wrong)
            return False
        self._write_up()
        try:
            with self.keeper.saving(drops=True):
                draft = replace(self.draft(), unsaved=self.keeper.place)
                if self.original is None:
                    ids = self.desk.record(draft)
                else:
                    self.desk.amend(self.original.id, draft, self.why.strip())
                    ids = (self.original.id,)
        except InvalidInput as trouble:
            self.problems_changed.emit(by_field(trouble.problems))
            return False
        except ChangedMeanwhile as trouble:
            self.based_on = trouble.now  # it has been said; the next saving is meant
            self.failed.emit(trouble)
            return False
        except AppError as trouble:
            self.failed.emit(trouble)
            return False
        self.close()
        self.saved.emit(tuple(ids))
        return True

    def give_up(self) -> None:
        """What was typed is thrown away."""
        self.keeper.give_up()

    def close(self) -> None:
        """Stop what is under way; what is not saved is kept."""
        self.keeper.flush()
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _compute(self) -> None:
        desk, draft, replacing = self.desk, self.draft(), self.original.id if self.original else None

        def work_out(_progress: object) -> tuple[Effect, ...]:
            return (
                (desk.effect(draft, replacing),) if replacing or not draft.also_for else desk.effects(draft)
            )

        self._task = tasks.run(self, work_out, self._arrived, self._trouble)

    def _arrived(self, effects: tuple[Effect, ...]) -> None:
        self._task = None
        self.problems_changed.emit({})
        self.effect_changed.emit(lines_of_each(effects, self.today))
        self.limits_changed.emit(tuple(dict.fromkeys(limit for each in effects for limit in each.limits)))

    def _trouble(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, AppError):
            raise error
        wrong = by_field(error.problems) if isinstance(error, InvalidInput) else {"": str(error)}
        self.problems_changed.emit(wrong)
        self.effect_changed.emit(None)
        self.limits_changed.emit(())


def _say(attrs: dict[str, Value], name: str, value: Value | None) -> None:
    if value is None or value is False or value == "" or value == ():
        attrs.pop(name, None)
    else:
        attrs[name] = value
