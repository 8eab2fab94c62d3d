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
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

T = TypeVar("T")
_STEP = 0.05  # seconds between two reports of progress


class Progress:
    """What the work sees of its task: it reports how far it is and asks whether to stop."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._last = 0.0

    def report(self, done: int, total: int) -> None:
        now = monotonic()
        if done >= total or now - self._last >= _STEP:
            self._last = now
            self._task._reported.emit(done, total)

    def cancelled(self) -> bool:
        return self._task.is_cancelled


class Task(QObject):
    """A piece of work under way. Signals arrive on the interface's thread."""

    progress = Signal(int, int)
    ended = Signal()
    _reported = Signal(int, int)
    _finished = Signal(object, object)

    def __init__(
        self, done: Callable[[Any], None] | None, failed: Callable[[Exception], None] | None
    ) -> None:
        super().__init__()
        self._stop = threading.Event()
        self._done = done
        self._failed = failed
        self._reported.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; its result, should there still be one, is dropped."""
        self._stop.set()

    def _pass_on(self, done: int, total: int) -> None:
        if not self.is_cancelled:
            self.progress.emit(done, total)

    def _finish(self, result: object, error: object) -> None:
        _running.discard(self)
        try:
            if not self.is_cancelled:
                if isinstance(error, Exception):
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
    def __init__(self, task: Task, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._task = task
        self._work = work

    def run(self) -> None:
        result: object = None
        error: Exception | None = None
        try:
            if not self._task.is_cancelled:
                result = self._work(Progress(self._task))
        except Exception as trouble:
            error = trouble
        self._task._finished.emit(result, error)


_running: set[Task] = set()
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
    pool = _pools.get(lane)
    if pool is None:
        pool = _pools[lane] = QThreadPool()
        pool.setMaxThreadCount(1 if lane else 3)
    task = Task(done, failed)
    _running.add(task)
    if owner is not None:
        owner.destroyed.connect(task.cancel)
    pool.start(_Work(task, work))
    return task


def running() -> int:
    return len(_running)


def cancel_all(wait_seconds: float = 10.0) -> bool:
    """Ask all work to stop and wait for the threads (when locking or leaving); True when all have ended."""
    for task in tuple(_running):
        task.cancel()
    ended = [pool.waitForDone(int(wait_seconds * 1000)) for pool in _pools.values()]
    return all(ended)


def wait_all(qtbot: Any, timeout: int = 10_000) -> None:
    """For tests: wait until every task has delivered its result."""
    qtbot.waitUntil(lambda: not _running, timeout=timeout)
