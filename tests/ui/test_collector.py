"""Widgets are only ever destroyed on the interface's thread, whoever held them last."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget

from ui import tasks
from ui.collector import Collector


class Watched(QWidget):
    """Tells where its Python half was let go."""

    def __init__(self, seen: list[int]) -> None:
        super().__init__()
        self.seen = seen
        weakref.finalize(self, lambda: seen.append(threading.get_ident()))


def test_nothing_is_collected_on_a_workers_thread(qtbot) -> None:
    seen: list[int] = []
    widget = Watched(seen)
    widget.itself = widget  # only the collector can let it go
    del widget

    def much(progress: tasks.Progress) -> int:
        return sum(len([[n] for n in range(2000)]) for _ in range(200))

    tasks.run(None, much)
    tasks.wait_all(qtbot)
    assert seen == []
    gc.collect()
    assert seen == [threading.get_ident()]


def test_what_the_work_holds_is_let_go_on_the_interfaces_thread(qtbot) -> None:
    seen: list[int] = []
    for fails in (False, True):
        widget = Watched(seen)
        go = threading.Event()

        def work(
            progress: tasks.Progress, held: QWidget = widget, go: threading.Event = go, fails: bool = fails
        ) -> None:
            go.wait(5)
            if fails:
                raise OSError(held.objectName())

        tasks.run(None, work, failed=lambda bad: None)
        del widget, work
        go.set()
        tasks.wait_all(qtbot)
        gc.collect()
    assert seen == [threading.get_ident()] * 2


def test_the_timer_collects_what_is_due_and_python_does_again_after_stopping(qtbot) -> None:
    seen: list[int] = []
    was = gc.isenabled()
    collector = Collector()
    assert not gc.isenabled()
    widget = Watched(seen)
    widget.itself = widget
    del widget
    litter = [[n] for n in range(gc.get_threshold()[0] + 100)]
    collector.look()
    assert seen == [threading.get_ident()]
    assert litter
    collector.stop()
    assert gc.isenabled() is was
