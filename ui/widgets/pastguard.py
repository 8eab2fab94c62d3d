"""Sees to it that a case closed lately shows its history before it is opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from services.usecases.children import OPENING
from services.usecases.endings_results import PastCase
from services.usecases.errors import AppError
from services.usecases.results import Moment
from ui import tasks
from ui.dialogs.ending import PastDialog
from ui.viewmodels.child import ChildData
from ui.viewmodels.moments import day_of, day_text
from ui.viewmodels.mywork import WORKER
from ui.widgets.banner import Banner


def closed_lately(desk: Any, child_id: str, type: str) -> PastCase | None:
    """The case that such an event would open again within three months of its closing; else None."""
    endings = getattr(desk, "endings", None)
    if endings is None or type not in OPENING or not child_id:
        return None
    past: PastCase | None = endings.past(child_id)
    return past


def closed_before(desk: Any, child_id: str, type: str, at: Moment | None) -> date | None:
    """The day on which the case was closed, where such an event would come after it and not open it again."""
    endings = getattr(desk, "endings", None)
    if endings is None or type in OPENING or not child_id or child_id == WORKER:
        return None
    closed: date | None = endings.closed_on(child_id)
    return None if closed is None or (at is not None and day_of(at) <= closed) else closed


class PastGuard(QObject):
    """`look` at every reading of a child; `first` before something is recorded."""

    dialog_opened = Signal(object)

    def __init__(self, desk: Any, banner: Banner, screen: QWidget) -> None:
        super().__init__(screen)
        self._desk, self._banner, self._screen = desk, banner, screen
        self._child_id, self._name = "", ""
        self.past: PastCase | None = None
        self._told: set[str] = set()  # children whose banner was shown
        self._read: set[str] = set()  # children whose history was read

    def look(self, data: ChildData) -> None:
        """Whether the case is closed, and since when."""
        self._child_id, self._name, self.past = data.detail.child_id, data.detail.name, None
        case = [e for e in data.detail.episodes if e.name == "case"]
        if not case or any(e.ended is None for e in case):
            return
        desk, child_id = self._desk, self._child_id
        tasks.run(self, lambda _p: (child_id, desk.endings.past(child_id)), self._found, self._trouble)

    def _found(self, found: tuple[str, PastCase | None]) -> None:
        child_id, past = found
        if child_id != self._child_id:
            return
        self.past = past
        if past is None or child_id in self._told:
            return
        self._told.add(child_id)
        self._banner.say(
            "info",
            f"This case was closed on {day_text(past.closed, long=True)}.",
            "Before it is opened again, read what it was about.",
            (("Read the history", self.show), ("Close", self._banner.clear)),
        )

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self._banner.trouble(error)

    def show(self, then: Callable[[], None] = lambda: None) -> None:
        """The history; once it is read, `then`."""
        if self.past is None:
            then()
            return
        child_id = self._child_id

        def read() -> None:
            self._read.add(child_id)
            self._banner.clear()
            then()

        dialog = PastDialog(self.past, self._name, self._screen)
        dialog.accepted.connect(read)
        dialog.open_sized(760, 760)
        self.dialog_opened.emit(dialog)

    def was_read(self, child_id: str) -> None:
        """The history of a child was read elsewhere."""
        self._read.add(child_id)
        self._told.add(child_id)

    def first(self, type: str | None, then: Callable[[], None]) -> bool:
        """Whether the history is shown first, and `then` waits for it."""
        wanted = self.past is not None and self._child_id not in self._read
        if not wanted or (type is not None and type not in OPENING):
            return False
        self.show(then)
        return True
