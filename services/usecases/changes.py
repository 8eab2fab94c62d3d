"""Word of every change: one `Changed` after each commit, to whoever shows the record."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

KINDS = ("child", "event", "plan", "summary", "person", "settings", "standards", "draft", "action", "unsaved")


@dataclass(frozen=True, slots=True)
class Changed:
    """What kind of record changed, and whose (no child: the user's own calendar, or settings)."""

    kind: str
    child_ids: frozenset[str] = frozenset()


class Changes:
    """Subscribers are called on the thread that made the change, after it is safely stored."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: dict[int, Callable[[Changed], None]] = {}
        self._next = 0

    def subscribe(self, fn: Callable[[Changed], None]) -> Callable[[], None]:
        """Returns what ends the subscription; calling that twice is harmless."""
        with self._lock:
            number, self._next = self._next, self._next + 1
            self._subscribers[number] = fn

        def end() -> None:
            with self._lock:
                self._subscribers.pop(number, None)

        return end

    def publish(self, kind: str, child_ids: Iterable[str] = ()) -> None:
        with self._lock:
            subscribers = tuple(self._subscribers.values())
        change = Changed(kind, frozenset(child_ids))
        for fn in subscribers:
            fn(change)
