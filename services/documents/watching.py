"""A document being made tells how far it is, and stops between two pages where that is asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STEP = 10  # pages between two reports
_here = threading.local()  # who watches what this thread prints, if anybody


class Stopped(Exception):
    """The making of a document was stopped."""


@contextmanager
def watched(report: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Iterator[None]:
    """Whatever is printed meanwhile on this thread tells how far it is, as pages laid out and 0, then as pages written
    and all of them; it raises Stopped at the next page once `cancelled()` says so."""
    before = getattr(_here, "watch", None)
    _here.watch = (report, cancelled)
    try:
        yield
    finally:
        _here.watch = before


def look(done: int, total: int) -> None:
    """Called at each page: goes on, tells how far it is every few pages, or raises Stopped."""
    watch = getattr(_here, "watch", None)
    if watch is None:
        return
    report, cancelled = watch
    if cancelled():
        raise Stopped
    if done and (done % STEP == 0 or done == total):
        report(done, total)
