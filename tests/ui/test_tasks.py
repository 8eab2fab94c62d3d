"""Work off the interface's thread: results, troubles, progress, cancelling, owners that go."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QObject

from ui import tasks


def test_a_result_comes_back_on_the_interfaces_thread(qtbot) -> None:
    seen: list[object] = []
    tasks.run(None, lambda p: threading.get_ident(), lambda r: seen.append((r, threading.get_ident())))
    tasks.wait_all(qtbot)
    ((worker, here),) = seen
    assert here == threading.get_ident() != worker


def test_a_trouble_is_handed_over(qtbot) -> None:
    troubles: list[Exception] = []

    def work(progress: tasks.Progress) -> None:
        raise OSError("full")

    tasks.run(None, work, failed=troubles.append)
    tasks.wait_all(qtbot)
    assert [str(t) for t in troubles] == ["full"]


def test_progress_is_passed_on_and_the_last_step_always(qtbot) -> None:
    steps: list[tuple[int, int]] = []
    begin = threading.Event()

    def work(progress: tasks.Progress) -> None:
        begin.wait(5)
        for n in range(100):
            progress.report(n + 1, 100)

    task = tasks.run(None, work)
    task.progress.connect(lambda done, total: steps.append((done, total)))
    begin.set()
    tasks.wait_all(qtbot)
    assert steps[-1] == (100, 100)
    assert len(steps) < 100


def test_a_cancelled_task_delivers_nothing_but_its_end(qtbot) -> None:
    seen: list[object] = []

    def work(progress: tasks.Progress) -> str:
        while not progress.cancelled():
            threading.Event().wait(0.005)
        return "too late"

    task = tasks.run(None, work, seen.append, seen.append)
    with qtbot.waitSignal(task.ended):
        task.cancel()
    tasks.wait_all(qtbot)
    assert seen == []


def test_nothing_is_delivered_to_an_owner_that_has_gone(qtbot) -> None:
    owner = QObject()
    seen: list[object] = []
    go = threading.Event()
    tasks.run(owner, lambda p: go.wait(5), seen.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner)
    del owner
    QCoreApplication.processEvents()
    go.set()
    tasks.wait_all(qtbot)
    assert seen == []


def test_cancel_all_waits_for_the_threads(qtbot) -> None:
    def work(progress: tasks.Progress) -> None:
        while not progress.cancelled():
            threading.Event().wait(0.005)

    for _ in range(4):
        tasks.run(None, work)
    assert tasks.cancel_all()
    tasks.wait_all(qtbot)
    assert tasks.running() == 0
