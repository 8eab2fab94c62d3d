"""The search of the whole record as a screen sees it: asked as one types, answered off the interface's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from services.usecases.errors import AppError, Cancelled
from services.usecases.finding import Found, Wanted
from ui import tasks
from ui.viewmodels.moments import count

DEBOUNCE = 200  # milliseconds of quiet before the record is searched


class SearchModel(QObject):
    """`found` holds the last answer; the index is brought up to date in the background when one first looks."""

    changed = Signal()
    busy = Signal(bool)
    reading = Signal(int, int)  # how far the index is, of how much; (0, 0) when it is up to date
    failed = Signal(object)
    choices_changed = Signal()
    _stale = Signal()

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.wanted = Wanted()
        self.found = Found((), False)
        self.children: tuple[tuple[str, str], ...] = ()  # (id, name)
        self.authors: tuple[str, ...] = ()
        self.kinds: tuple[tuple[str, str], ...] = desk.finder.kinds()
        self._task: tasks.Task | None = None
        self._reading: tasks.Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self._search)
        self._stale.connect(self._timer.start)
        stale = self._stale
        self._unsubscribe: Callable[[], None] | None = desk.changes.subscribe(lambda _change: stale.emit())

    def start(self) -> None:
        """Read what the filters offer, and read on what is not in the index yet."""
        desk = self.desk

        def read(progress: tasks.Progress) -> tuple[Any, ...]:
            children = tuple((row.child_id, row.name) for row in desk.caseload())
            return children, desk.finder.authors()

        tasks.run(self, read, self._offer, self._trouble)
        if self._reading is None:
            self._reading = tasks.run(
                self,
                lambda progress: desk.finder.read_on(progress.report, progress.cancelled),
                lambda _nothing: self._read_on(),
                self._trouble,
            )
            self._reading.progress.connect(self.reading)

    def _offer(self, read: tuple[Any, ...]) -> None:
        self.children, self.authors = read
        self.choices_changed.emit()

    def _read_on(self) -> None:
        self._reading = None
        self.reading.emit(0, 0)
        self._timer.start()

    def ask(self, wanted: Wanted) -> None:
        """Look for something else, when typing pauses."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._timer.start()

    def _search(self) -> None:
        if self._task is not None:
            self._task.cancel()
        finder, wanted = self.desk.finder, self.wanted
        self.busy.emit(True)
        self._task = tasks.run(self, lambda progress: finder.find(wanted), self._arrived, self._trouble)

    def _arrived(self, found: Found) -> None:
        self._task = None
        self.found = found
        self.busy.emit(False)
        self.changed.emit()

    def _trouble(self, error: Exception) -> None:
        self.busy.emit(False)
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)

    @property
    def says(self) -> str:
        """The tally, in words."""
        found = self.found
        if not found.hits:
            return "Nothing found." if self.wanted.words.strip() else "Nothing on the record fits."
        words = f"The first {len(found.hits)}" if found.more else count(len(found.hits), "place")
        if found.more and found.many:
            words += ", from the newest; another word or a filter finds fewer"
        if found.instead:
            words += ": no such word is on the record; found instead: " + ", ".join(found.instead)
        return words + "."

    def close(self) -> None:
        """Stop listening and reading."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._timer.stop()
        for task in (self._task, self._reading):
            if task is not None:
                task.cancel()
        self._task = self._reading = None
