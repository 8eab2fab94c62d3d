"""Undo within a session: each step back is a new version, never a deletion. Closing the store forgets the list."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from models.repositories import people
from services.usecases.ages import full_name

if TYPE_CHECKING:
    from services.usecases.office import Office

MOST = 50  # steps that can be taken back
UNDONE = "Undone: "  # the reason of every version that a step back writes begins so


class Step(NamedTuple):
    label: str
    kind: str  # of the Changed that follows
    child_ids: tuple[str, ...]
    back: Callable[[Any], None]  # given the connection of a writing transaction


class UndoList:
    """The steps of this session, newest last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps: list[Step] = []

    def push(self, step: Step) -> None:
        with self._lock:
            self._steps = [*self._steps, step][-MOST:]

    def last(self) -> Step | None:
        with self._lock:
            return self._steps[-1] if self._steps else None

    def take(self) -> Step | None:
        """The newest step, off the list: two threads never take the same one."""
        with self._lock:
            return self._steps.pop() if self._steps else None


def told(office: Office, step: Step, seen: str | None) -> str:
    """A step in words, with the names of those it is about where another child's record, or none, is looked at."""
    if seen is None or not step.child_ids or seen in step.child_ids:
        return step.label
    with office.read() as c:
        known = people.names(c, step.child_ids)
    names = [full_name(*known[i]) for i in step.child_ids if i in known]
    return f"{step.label} ({', '.join(names)})" if names else step.label
