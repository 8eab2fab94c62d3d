"""One child's record as a screen sees it: read in the background, read again after each change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from services.usecases.around_results import HeadNotes
from services.usecases.commands import AgreedFrequency, WaiveStandard
from services.usecases.errors import AppError
from services.usecases.results import (
    ActionItem,
    CalendarView,
    ChildDetail,
    DeadlineView,
    EventVersion,
    EventView,
    PlanView,
    SummaryView,
)
from services.usecases.standards_results import LayerGroup
from ui import tasks
from ui.viewmodels import why
from ui.viewmodels.agenda import action_key, event_key


@dataclass(frozen=True, slots=True)
class ChildData:
    """All that the screen shows, read at one time."""

    detail: ChildDetail
    calendar: CalendarView
    plans: tuple[PlanView, ...]
    summaries: tuple[SummaryView, ...]
    agreed: tuple[AgreedFrequency, ...]
    waived: tuple[WaiveStandard, ...]
    undoable: str
    repeating: frozenset[str] = frozenset()  # standards for which a frequency can be agreed
    layers: tuple[
        LayerGroup, ...
    ] = ()  # the national guidance and the authority's own, where one act meets both
    notes: HeadNotes = field(default_factory=HeadNotes)  # risks and consents that stand at the head


class ChildModel(QObject):
    """Holds the data of the child shown. Changes of the record arrive from any thread and lead to one fresh reading."""

    changed = Signal()
    busy = Signal(bool)
    failed = Signal(object)  # the exception
    _stale = Signal()

    def __init__(self, desk: Any, child_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.child_id = child_id
        self.data: ChildData | None = None
        self._until: date | None = None
        self._task: tasks.Task | None = None
        self._again = False
        self._stale.connect(self._refresh_soon)
        stale = self._stale
        self._unsubscribe: Callable[[], None] | None = desk.changes.subscribe(
            lambda change: (
                stale.emit()
                if getattr(change, "kind", "") != "unsaved"
                and (not change.child_ids or self.child_id in change.child_ids)
                else None
            )
        )

    def close(self) -> None:
        """Stop listening and drop what is under way."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def show(self, child_id: str) -> None:
        """Turn to another child."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.child_id = child_id
        self.data = None
        self._until = None
        self.refresh()

    def want_until(self, day: date) -> None:
        """Project at least to this day from now on, to the end of its year."""
        later = date(day.year, 12, 31)
        if self._until is None or later > self._until:
            self._until = later
            self.refresh()

    @Slot()
    def _refresh_soon(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read in the background; a call while a reading is under way leads to exactly one more."""
        if self._unsubscribe is None:
            return
        if self._task is not None:
            self._again = True
            return
        self._again = False
        desk, child_id, until = self.desk, self.child_id, self._until
        self.busy.emit(True)
        self._task = tasks.run(
            self, lambda progress: read(desk, child_id, until), self._arrived, self._trouble
        )

    def _arrived(self, data: ChildData) -> None:
        self._task = None
        self.data = data
        self.busy.emit(False)
        self.changed.emit()
        if self._again:
            self.refresh()

    def _trouble(self, error: Exception) -> None:
        self._task = None
        self._again = False
        self.busy.emit(False)
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)

    # What screens ask of the data

    def find_deadline(self, key: str) -> DeadlineView | None:
        if self.data is None:
            return None
        return next((each for each in self.data.calendar.deadlines if each.key == key), None)

    def find_event(self, event_id: str) -> EventView | None:
        if self.data is None:
            return None
        return next((each for each in self.data.calendar.events if each.id == event_id), None)

    def event_of(self, key: str) -> EventView | None:
        """The event behind an agenda key such as "event:…"."""
        return self.find_event(key.removeprefix(event_key(""))) if key.startswith(event_key("")) else None

    def action_of(self, key: str) -> ActionItem | None:
        """The action behind an agenda key such as "action:…"."""
        actions = self.data.calendar.actions if self.data is not None else ()
        return next((each for each in actions if action_key(each.id) == key), None)

    # What screens ask of the desk

    def mark_done(self, action_id: str, done: bool) -> None:
        """Done today, or open again after all."""
        self.desk.actions.done(action_id, self.desk.today() if done else None)

    def remove_event(self, event_id: str, why: str) -> None:
        self.desk.remove(event_id, why)

    def history(self, event_id: str) -> tuple[EventVersion, ...]:
        versions: tuple[EventVersion, ...] = self.desk.history(event_id)
        return versions

    def undo(self) -> str:
        """Take back the last change; what was undone, in words, or ""."""
        if not self.desk.can_undo():
            return ""
        return str(self.desk.undo(self.child_id))


def read(desk: Any, child_id: str, until: date | None) -> ChildData:
    """One consistent reading; called off the interface's thread."""
    calendar = desk.calendar(child_id, until)
    return ChildData(
        desk.child(child_id),
        calendar,
        tuple(desk.plans(child_id)),
        tuple(desk.summaries(child_id)),
        tuple(desk.agreements(child_id)),
        tuple(desk.waivers(child_id)),
        desk.can_undo(child_id),
        why.repeating(calendar),
        tuple(desk.layers(child_id, until)),
        desk.around.head(child_id),
    )
