"""A practitioner's own calendar: supervision, appraisal and the like run on the worker, not on a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError
from services.usecases.oversight_results import LimitView
from services.usecases.results import CalendarView, ChildDetail, DeadlineView, EventForm
from services.usecases.vocabulary import is_worker_event
from ui import tasks
from ui.viewmodels.moments import count

WORKER = "worker"


class WorkerDesk:
    """The desk, answering for the worker where a screen asks about a child."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk

    @property
    def real(self) -> Any:
        """The desk itself."""
        return self._desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def child(self, _child_id: str) -> ChildDetail:
        own = self._desk.own()
        return ChildDetail(
            WORKER, own.name, own.name, "", "", "", None, None, "", {}, own.authority, "", own.name, "", "", "", "", "",
            (), (), (), None, None,
        )  # fmt: skip

    def calendar(
        self, _child_id: str, until: date | None = None, authority: str | None = None
    ) -> CalendarView:
        return self._desk.worker_calendar()

    def forms(self) -> tuple[EventForm, ...]:
        """Only what can happen to a worker."""
        return tuple(form for form in self._desk.forms() if may_be_own(form))


def may_be_own(form: EventForm) -> bool:
    kinds: list[str | None] = [None]
    kinds += [value for field in form.attrs if field.name == "kind" for value, _ in field.choices]
    return any(is_worker_event(form.type, {"kind": kind} if kind else {}) for kind in kinds)


class MyWorkModel(QObject):
    """Reads the worker's calendar in the background, and again after each change of it."""

    changed = Signal()
    failed = Signal(object)
    limits_read = Signal(object)  # LimitView, one for each limit of one's authority
    _told = Signal(object)

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = WorkerDesk(desk)
        self.calendar: CalendarView | None = None
        self._task: tasks.Task | None = None
        self._stale = True
        self._told.connect(self._change)
        self._unsubscribe: Callable[[], None] | None = desk.changes.subscribe(self._told.emit)

    def load(self) -> None:
        """Read; while reading, remember to read once more."""
        self._stale = True
        if self._task is None and self._unsubscribe is not None:
            self._stale = False
            self._task = tasks.run(self, lambda _p: self.desk.calendar(WORKER), self._done, self._trouble)
            self._task.ended.connect(self._ended)
            tasks.run(self, lambda _p: self.desk.oversight.limits(), self.limits_read.emit, self._trouble)

    def close(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._task is not None:
            self._task.cancel()

    def find(self, key: str) -> DeadlineView | None:
        every = self.calendar.deadlines if self.calendar else ()
        return next((deadline for deadline in every if deadline.key == key), None)

    def _change(self, change: Any) -> None:
        if getattr(change, "kind", "") in ("event", "settings", "standards", "action"):
            self.load()

    def _done(self, calendar: CalendarView) -> None:
        self.calendar = calendar
        self.changed.emit()

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)

    def _ended(self) -> None:
        self._task = None
        if self._stale:
            self.load()


def limit_words(limits: tuple[LimitView, ...]) -> str:
    """The caseload held beside its limits; of one's own team where the settings name it, else of every team."""
    if not limits:
        return ""
    held = count(limits[0].held, "child", "children")
    mine = [limit for limit in limits if limit.mine]
    if len(mine) == 1:
        limit = mine[0]
        if limit.passed:
            over = count(limit.held - limit.limit, "child", "children")
            return f"You hold {held}: {over} more than the limit of {limit.limit} ({limit.cite})."
        return f"You hold {held}; the limit is {limit.limit} ({limit.cite})."
    each = "; ".join(limit.says for limit in mine or limits)
    return f"You hold {held}. {each}. Your settings can say which team you are in."
