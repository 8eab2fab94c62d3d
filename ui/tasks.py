"""Long work, off the interface's thread: the only place that makes threads.

    task = tasks.run(self, lambda p: desk.caseload(p.report, p.cancelled), self._show, self._failed)
    task.progress.connect(self._bar)
    task.cancel()

`done` and `failed` are called on the interface's thread, and never after the owner has gone or the task was
cancelled; `ended` is emitted in every case.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal

T = TypeVar("T")
_STEP = 0.05  # seconds between two reports of progress


class _Line:
    """What a task and its worker share. Nothing of it is ever let go on the worker's thread: whatever the work holds
    (a closure, a trouble's frames) may be the last to hold a widget, which only the interface's thread may destroy."""

    def __init__(self, number: int, work: Callable[[Progress], Any]) -> None:
        self.number = number
        self.stop = threading.Event()
        self.work: Callable[[Progress], Any] | None = work
        self.result: Any = None
        self.error: Exception | None = None


class _Post(QObject):
    """Carries word from the workers to the interface's thread; lives as long as the program."""

    reported = Signal(int, int, int)
    finished = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.reported.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def _report(self, number: int, done: int, total: int) -> None:
        task = _running.get(number)
        if task is not None and not task.is_cancelled:
            task.progress.emit(done, total)

    def _finish(self, number: int) -> None:
        task = _running.pop(number, None)
        if task is not None:
            task._deliver()


class Progress:
    """What the work sees of its task: it reports how far it is and asks whether to stop."""

    def __init__(self, line: _Line, post: _Post) -> None:
        self._line = line
        self._post = post
        self._last = 0.0

    def report(self, done: int, total: int) -> None:
        now = monotonic()
        if done >= total or now - self._last >= _STEP:
            self._last = now
            self._post.reported.emit(self._line.number, done, total)

    def cancelled(self) -> bool:
        return self._line.stop.is_set()


class Task(QObject):
    """A piece of work under way. Signals arrive on the interface's thread."""

    progress = Signal(int, int)
    ended = Signal()

    def __init__(
        self,
        line: _Line,
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        super().__init__()
        self._line = line
        self._done = done
        self._failed = failed

    @property
    def is_cancelled(self) -> bool:
        return self._line.stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; its result, should there still be one, is dropped."""
        self._line.stop.set()

    def _deliver(self) -> None:
        result, error = self._line.result, self._line.error
        self._line.work = self._line.result = self._line.error = None
        try:
            if not self.is_cancelled:
                if error is not None:
                    if self._failed is None:
                        raise error
                    self._failed(error)
                elif self._done is not None:
                    self._done(result)
        finally:
            self.ended.emit()
            self._done = self._failed = None
            self.deleteLater()


class _Work(QRunnable):
    def __init__(self, line: _Line, post: _Post) -> None:
        super().__init__()
        self._line = line
        self._post = post

    def run(self) -> None:
        line = self._line
        try:
            if not line.stop.is_set() and line.work is not None:
                line.result = line.work(Progress(line, self._post))
        except Exception as trouble:
            line.error = trouble
        self._post.finished.emit(line.number)


_post: _Post | None = None
_numbers = count(1)
_running: dict[int, Task] = {}
_pools: dict[str, QThreadPool] = {}


def run(
    owner: QObject | None,
    work: Callable[[Progress], T],
    done: Callable[[T], None] | None = None,
    failed: Callable[[Exception], None] | None = None,
    *,
    lane: str = "",
) -> Task:
    """Start `work` on another thread. Call on the interface's thread; when `owner` goes, the task is cancelled.

    A named `lane` is one thread for itself: its work is done in order and waits for nothing else.
    """
    global _post
    if _post is None:
        _post = _Post()
    pool = _pools.get(lane)
    if pool is None:
        pool = _pools[lane] = QThreadPool()
        pool.setMaxThreadCount(1 if lane else 3)
    line = _Line(next(_numbers), work)
    task = _running[line.number] = Task(line, done, failed)
    if owner is not None:
        owner.destroyed.connect(task.cancel)
    pool.start(_Work(line, _post))
    return task


def running() -> int:
    return len(_running)


def cancel_all(wait_seconds: float = 10.0) -> bool:
    """Ask all work to stop and wait for the threads (when locking or leaving); True when all have ended."""
    for task in tuple(_running.values()):
        task.cancel()
    ended = [pool.waitForDone(int(wait_seconds * 1000)) for pool in _pools.values()]
    return all(ended)


def wait_all(qtbot: Any, timeout: int = 10_000) -> None:
    """For tests: wait until every task has delivered its result, and what was made of it is shown."""

    def settled() -> bool:
        QCoreApplication.processEvents()  # a result may start more work
        return not _running

    qtbot.waitUntil(settled, timeout=timeout)
