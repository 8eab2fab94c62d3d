"""Standards kept in the store that cannot be read any more: told once the caseload is there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError
from ui import tasks

TROUBLE = "Some standards kept here cannot be read any more."


class PackCheck(QObject):
    """`found` carries a line for each that is wrong; where all is well, nothing is said."""

    found = Signal(str)

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._begun = False

    def start(self) -> None:
        """Look once, in the background."""
        if not self._begun:
            self._begun = True
            tasks.run(self, lambda _p: self._desk.packs.troubles(), self._looked, self._failed)

    def _looked(self, troubles: tuple[str, ...]) -> None:
        if troubles:
            self.found.emit("\n".join(troubles))

    def _failed(self, error: Exception) -> None:
        """A disk that is busy shows itself when something is saved."""
        if not isinstance(error, AppError):
            raise error
