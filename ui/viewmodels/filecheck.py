"""A store too large to be checked whole while it is opened is checked once in the background afterwards."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError, StoreDamaged
from ui import tasks

FAULT = "A check found a fault in the store's file."
FAULT_ADVICE = (
    "Nothing has been changed by it. Note what you have recorded since your newest backup, then restore that backup "
    "into a new folder."
)


class FileCheck(QObject):
    """`found` is emitted where something is wrong; where all is well, nothing is said."""

    found = Signal()

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._begun = False
        self.faulty = False

    def start(self) -> None:
        """Check, unless opening did or it has been begun already."""
        if self._begun or not self._desk.unchecked:
            return
        self._begun = True
        tasks.run(self, lambda _p: self._desk.check(), self._checked, self._failed)

    def _checked(self, troubles: tuple[str, ...]) -> None:
        if troubles:
            self.faulty = True
            self.found.emit()

    def _failed(self, error: Exception) -> None:
        """A disk that is busy or full says nothing about the file; it shows itself when something is saved."""
        if isinstance(error, StoreDamaged):
            self._checked(("the file cannot be read",))
        elif not isinstance(error, AppError):
            raise error
