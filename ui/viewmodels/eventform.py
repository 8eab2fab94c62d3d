"""Recording, booking and amending an event: what is asked and filled in, what is wrong with it, what it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from services.usecases.commands import EventDraft
from services.usecases.errors import AppError, InvalidInput
from services.usecases.results import (
    Effect,
    EventForm,
    EventView,
    Moment,
    Problem,
    Sibling,
    Value,
)
from services.usecases.vocabulary import is_worker_event
from ui import tasks
from ui.viewmodels.effectlines import effect_lines
from ui.viewmodels.moments import day_of, fold

DEBOUNCE = 250  # milliseconds of quiet before an effect is computed


def find_types(
    forms: Sequence[EventForm], words: str, *, prefer: Sequence[str] = ()
) -> tuple[EventForm, ...]:
    """The forms whose label or group holds every word, the closest first; without words, `prefer` first."""
    query = fold(words).split()
    scored = []
    for order, form in enumerate(forms):
        label, group = fold(form.label), fold(form.group)
        body = f"{label} {group} {form.type.replace('_', ' ')}"
        if not all(word in body for word in query):
            continue
        rank = 3
        if query:
            whole = " ".join(query)
            if label.startswith(whole):
                rank = 0
            elif all(any(part.startswith(word) for part in label.split()) for word in query):
                rank = 1
            elif all(word in label for word in query):
                rank = 2
        elif form.type in prefer:
            rank = -len(prefer) + prefer.index(form.type)
        scored.append((rank, order, form))
    return tuple(form for _, _, form in sorted(scored, key=lambda each: each[:2]))


def forms_for(forms: Sequence[EventForm], child_id: str) -> tuple[EventForm, ...]:
    """The forms that are asked of a child, or of a practitioner ("worker")."""
    if child_id == "worker":
        return tuple(form for form in forms if is_worker_event(form.type, {"kind": "worker"}))
    return tuple(form for form in forms if not is_worker_event(form.type, {}))


def problem_field(where: str) -> str:
    """The control that a problem belongs to: type, at, planned, notes, also_for, attrs.NAME, milestones.NAME, or ""."""
    place = where.strip().removeprefix("event.")
    if "]." in place:
        place = place.split("].", 1)[1]
    head, _, rest = place.partition(".")
    if head in ("attrs", "milestones"):
        return f"{head}.{rest.split('[')[0]}" if rest else ""
    return head if head in ("type", "at", "planned", "notes", "also_for") else ""


class EventFormModel(QObject):
    """Collects a draft. Told of every change, it answers with problems and, a moment later, the effect."""

    form_changed = Signal()  # another type was chosen
    effect_changed = Signal(object)  # EffectLines, or None while it is not known
    effect_pending = Signal()
    problems_changed = Signal(object)  # {field: words}
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
        self.why = ""
        self.unreadable: dict[str, str] = {}  # controls whose text cannot be read, with the advice
        self._task: tasks.Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self._compute)
        if event is not None:
            self.form = self._form_of(event.type)
        self._first = self._state()

    def _form_of(self, type: str) -> EventForm | None:
        return next((form for form in self.forms if form.type == type), None)

    def _state(self) -> tuple[object, ...]:
        kind = self.form.type if self.form else ""
        notes = {heading: text for heading, text in self.notes.items() if text.strip()}
        return (
            kind,
            self.at,
            self.planned,
            dict(self.attrs),
            dict(self.milestones),
            notes,
            set(self.also_for),
        )

    @property
    def dirty(self) -> bool:
        return self._state() != self._first

    def settle(self) -> None:
        """What has been filled in so far counts as the starting point."""
        self._first = self._state()

    def set_type(self, type: str) -> None:
        """Choose what it is; answers that the new form asks as well are kept."""
        form = self._form_of(type)
        if form is None or form is self.form:
            return
        self.form = form
        names = {field.name: field for field in form.attrs}
        self.attrs = {name: value for name, value in self.attrs.items() if name in names}
        kept = {name for name, _ in form.milestones}
        self.milestones = {name: value for name, value in self.milestones.items() if name in kept}
        self.notes = {heading: text for heading, text in self.notes.items() if text.strip()}
        self.unreadable = {}
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
            self.form_changed.emit()
        self.touch()

    def set_attr(self, name: str, value: Value | None) -> None:
        """None, an empty text or list, and a flag that is off all mean: not said."""
        if value is None or value is False or value == "" or value == ():
            self.attrs.pop(name, None)
        else:
            self.attrs[name] = value
        self.touch()

    def set_milestone(self, name: str, at: Moment | None) -> None:
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
        self.touch()

    def touch(self) -> None:
        """Something changed: the effect has to be worked out anew, when typing pauses."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self.form is None or self.at is None or self.unreadable:
            self._timer.stop()
            self.effect_changed.emit(None)
            return
        self.effect_pending.emit()
        self._timer.start()

    def draft(self) -> EventDraft:
        """The command; to be asked for only when `check` finds nothing."""
        assert self.form is not None
        assert self.at is not None
        order = list(self.form.headings) + [
            heading for heading in self.notes if heading not in self.form.headings
        ]
        notes = tuple(
            (heading, self.notes[heading].strip()) for heading in order if self.notes.get(heading, "").strip()
        )
        return EventDraft(
            self.child_id, self.form.type, self.at, dict(self.attrs), dict(self.milestones), self.planned, notes,
            tuple(sorted(self.also_for)),
        )  # fmt: skip

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
        try:
            if self.original is None:
                ids = self.desk.record(self.draft())
            else:
                self.desk.amend(self.original.id, self.draft(), self.why.strip())
                ids = (self.original.id,)
        except InvalidInput as trouble:
            self.problems_changed.emit(by_field(trouble.problems))
            return False
        except AppError as trouble:
            self.problems_changed.emit({"": str(trouble)})
            return False
        self.close()
        self.saved.emit(tuple(ids))
        return True

    def close(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _compute(self) -> None:
        desk, draft, replacing = self.desk, self.draft(), self.original.id if self.original else None
        self._task = tasks.run(
            self, lambda progress: desk.effect(draft, replacing), self._arrived, self._trouble
        )

    def _arrived(self, effect: Effect) -> None:
        self._task = None
        self.problems_changed.emit({})
        self.effect_changed.emit(effect_lines(effect, self.today))

    def _trouble(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, AppError):
            raise error
        wrong = by_field(error.problems) if isinstance(error, InvalidInput) else {"": str(error)}
        self.problems_changed.emit(wrong)
        self.effect_changed.emit(None)


def by_field(problems: Sequence[Problem]) -> dict[str, str]:
    """Problems by control, several at one control joined; those of no control under ""."""
    found: dict[str, str] = {}
    for problem in problems:
        place = problem_field(problem.where)
        words = problem.what[:1].upper() + problem.what[1:] + (f" ({problem.right})" if problem.right else "")
        if not place and problem.where:
            words = f"{problem.where}: {words}"
        found[place] = f"{found[place]}. {words}" if place in found else words
    return found
