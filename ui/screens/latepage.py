"""A section of a child's record that reads what it shows when it is first shown, and again after each change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from services.usecases.errors import AppError
from services.usecases.unsaved import Unfinished
from ui import tasks
from ui.viewmodels.child import ChildData
from ui.widgets.banner import Banner


class LatePage(QWidget):
    """Subclasses say what is read (`reading`, off the thread) and show it (`show_found`)."""

    page_wanted = Signal(object)
    dialog_opened = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.data: ChildData | None = None
        self.found: Any = None
        self.banner = Banner()
        self._stale = False
        self._again = False
        self._task: tasks.Task | None = None
        self._record: tuple[str, str] | None = None  # to turn to once it has been read
        self._left: Unfinished | None = None  # to be gone on with once it has been read

    # What a page says of itself

    def reading(self, child_id: str) -> Any:
        """What the page shows; called off the interface's thread."""
        raise LookupError

    def show_found(self, found: Any) -> None:
        raise LookupError

    def turn_to(self, kind: str, record_id: str) -> None:
        """Bring one record to the eye."""

    # What they have in common

    @property
    def child_id(self) -> str:
        return self.data.detail.child_id if self.data is not None else ""

    def set_data(self, data: ChildData) -> None:
        other = self.data is not None and self.data.detail.child_id != data.detail.child_id
        self.data = data
        if other:
            self.found = None
            self.banner.clear()
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read in the background; a call while a reading is under way leads to one more."""
        if self._task is not None:
            self._again = True
            return
        if not self.child_id:
            return
        self._stale = self._again = False
        child_id = self.child_id
        self._task = tasks.run(
            self,
            lambda progress: self.reading(child_id),
            lambda found: self._arrived(child_id, found),
            self._failed,
        )

    def _arrived(self, child_id: str, found: Any) -> None:
        self._task = None
        if child_id == self.child_id:
            self.found = found
            self.show_found(found)
            if self._record is not None:
                (kind, record_id), self._record = self._record, None
                self.turn_to(kind, record_id)
            if self._left is not None:
                left, self._left = self._left, None
                self.open_left(left)
        if self._again or child_id != self.child_id:
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def show_record(self, kind: str, record_id: str) -> None:
        """Turn to a record, now or once it has been read."""
        if self.found is not None and not self._stale and self._task is None:
            self.turn_to(kind, record_id)
        else:
            self._record = (kind, record_id)

    def go_on(self, unfinished: Unfinished) -> None:
        """Open the form that was left unfinished, now or once the page has been read."""
        if self.found is not None and not self._stale and self._task is None:
            self.open_left(unfinished)
        else:
            self._left = unfinished

    def open_left(self, unfinished: Unfinished) -> None:
        """The form that it belongs to, filled with it; only pages with forms that are kept are asked."""

    def open_dialog(self, dialog: Any, width: int, height: int) -> None:
        dialog.open_sized(width, height)
        self.dialog_opened.emit(dialog)

    def act(self, change: Any) -> bool:
        """Carry out a change; a known trouble is told on the page."""
        try:
            change()
        except AppError as trouble:
            self.banner.trouble(trouble)
            return False
        self.banner.clear()
        return True
