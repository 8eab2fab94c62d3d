"""The caseload: read in the background, filtered and searched as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError
from services.usecases.results import CaseloadRow
from ui import tasks
from ui.viewmodels.moments import day_of, fold

STATE_FILTERS = (
    ("", "Any state"),
    ("overdue", "Something overdue"),
    ("week", "Due in the next 7 days"),
    ("month", "Due in the next 28 days"),
    ("unseen", "Not seen for 28 days"),
    ("nothing", "Nothing due"),
)
NO_PLAN = "-"
RELOADS = frozenset({"child", "event", "plan", "settings", "standards"})


@dataclass(frozen=True, slots=True)
class CaseloadFilter:
    """What is asked of the list; "" asks for nothing."""

    text: str = ""
    authority: str = ""
    worker: str = ""
    plan: str = ""  # a label, or NO_PLAN for children with none open
    state: str = ""  # a key of STATE_FILTERS

    @property
    def empty(self) -> bool:
        return self == CaseloadFilter()


def searchable(row: CaseloadRow) -> str:
    """Everything of a row that typing can find, folded; names also without apostrophes and hyphens."""
    text = " ".join(
        (row.name, row.family, row.age, *row.plans, row.authority_name, row.worker, row.next_says)
    )
    folded = text.lower() if text.isascii() else fold(text)
    if "'" in folded or "-" in folded:
        folded += " " + folded.replace("'", "").replace("-", " ")
    return folded


def test_of(wanted: CaseloadFilter, today: date) -> Callable[[CaseloadRow, str], bool]:
    """A test of a row and its searchable text."""
    words = fold(wanted.text).split()
    state = _STATE_TESTS.get(wanted.state)

    def test(row: CaseloadRow, text: str) -> bool:
        return (
            (not wanted.authority or row.authority == wanted.authority)
            and (not wanted.worker or row.worker == wanted.worker)
            and (not wanted.plan or (wanted.plan in row.plans if wanted.plan != NO_PLAN else not row.plans))
            and (state is None or state(row, today))
            and all(word in text for word in words)
        )

    return test


def _due_within(row: CaseloadRow, today: date, days: int) -> bool:
    return row.overdue > 0 or (row.next_due is not None and (day_of(row.next_due) - today).days <= days)


_STATE_TESTS: dict[str, Callable[[CaseloadRow, date], bool]] = {
    "overdue": lambda row, today: row.overdue > 0 or row.next_state == "overdue",
    "week": lambda row, today: _due_within(row, today, 7),
    "month": lambda row, today: _due_within(row, today, 28),
    "unseen": lambda row, today: (
        row.born is not None and (row.last_seen is None or (today - row.last_seen).days >= 28)
    ),
    "nothing": lambda row, today: row.next_due is None and not row.overdue,
}


class CaseloadModel(QObject):
    """Holds the rows and the filter; the screen shows what it says."""

    loaded = Signal()
    loading = Signal(bool)
    progress = Signal(int, int)
    failed = Signal(object)  # an AppError
    filter_changed = Signal()
    _told = Signal(object)

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: tuple[CaseloadRow, ...] = ()
        self.filter = CaseloadFilter()
        self.was_loaded = False
        self._task: tasks.Task | None = None
        self._stale = False
        self._told.connect(self._change)
        self._unsubscribe: Callable[[], None] | None = desk.changes.subscribe(self._told.emit)

    @property
    def desk(self) -> Any:
        return self._desk

    @property
    def busy(self) -> bool:
        return self._task is not None

    def today(self) -> date:
        return self._desk.today()

    def unreadable_standards(self) -> tuple[str, ...]:
        """What is wrong with kept standards that cannot be read any more."""
        packs = getattr(self._desk, "packs", None)
        return tuple(packs.troubles()) if packs is not None else ()

    def holidays_good_until(self) -> date:
        return self._desk.bank_holidays_good_until()

    def load(self) -> None:
        """Read the caseload again; a second wish while reading is granted afterwards."""
        if self._task is not None:
            self._stale = True
            return
        self._stale = False
        desk = self._desk
        self._task = tasks.run(
            self, lambda p: desk.caseload(p.report, p.cancelled), self._done, self._trouble
        )
        self._task.progress.connect(self.progress)
        self._task.ended.connect(self._ended)
        self.loading.emit(True)

    def cancel(self) -> None:
        if self._task is not None:
            self._stale = False
            self._task.cancel()

    def close(self) -> None:
        """Stop listening and reading; the desk is about to close."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.cancel()

    def set_filter(self, **parts: str) -> None:
        changed = replace(self.filter, **parts)
        if changed != self.filter:
            self.filter = changed
            self.filter_changed.emit()

    def clear_filter(self) -> None:
        if not self.filter.empty:
            self.filter = CaseloadFilter()
            self.filter_changed.emit()

    def authorities(self) -> list[tuple[str, str]]:
        return sorted({(row.authority, row.authority_name) for row in self.rows}, key=lambda pair: pair[1])

    def workers(self) -> list[str]:
        return _sorted(row.worker for row in self.rows)

    def plans(self) -> list[str]:
        return _sorted(plan for row in self.rows for plan in row.plans)

    def _change(self, change: Any) -> None:
        if self._unsubscribe is not None and getattr(change, "kind", "") in RELOADS:
            self.load()

    def _done(self, rows: tuple[CaseloadRow, ...]) -> None:
        self.rows = tuple(rows)
        self.was_loaded = True
        self.loaded.emit()

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)

    def _ended(self) -> None:
        self._task = None
        self.loading.emit(False)
        if self._stale and self._unsubscribe is not None:
            self.load()


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word}, key=fold)
