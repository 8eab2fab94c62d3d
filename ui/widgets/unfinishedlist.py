"""What was left unfinished: a quiet line with a button for each, on the caseload and on a child's record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from services.usecases.errors import AppError
from services.usecases.unsaved import Unfinished
from ui import icons, tasks, theme
from ui.viewmodels.moments import count
from ui.widgets.roles import button
from ui.widgets.unfinished import when

_WORDS = {"event": "note", "plan": "plan", "summary": "summary"}


class UnfinishedModel(QObject):
    """Reads the drafts of the store, or those about one child, again whenever one appears or goes."""

    changed = Signal()
    _told = Signal(object)

    def __init__(self, desk: Any, child_id: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.child_id = desk, child_id
        self.found: tuple[Unfinished, ...] = ()
        self.names: dict[str, str] = {}
        self._told.connect(self._change)
        self._end: Callable[[], None] | None = desk.changes.subscribe(self._told.emit)

    def read(self) -> None:
        desk, child_id = self.desk, self.child_id
        if self._end is not None:
            tasks.run(self, lambda _p: desk.unsaved.listed(child_id), self._arrived, self._lost)

    def show(self, child_id: str) -> None:
        self.child_id = child_id
        self.read()

    def close(self) -> None:
        if self._end is not None:
            self._end()
            self._end = None

    def _change(self, change: Any) -> None:
        if getattr(change, "kind", "") in ("unsaved", "event", "plan", "summary"):
            self.read()

    def _arrived(self, found: tuple[Unfinished, ...]) -> None:
        if found != self.found:
            self.found = found
            self.changed.emit()

    def _lost(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error


class UnfinishedList(QWidget):
    """A button that says how many there are and unfolds them; hidden where there are none."""

    wanted = Signal(object)  # an Unfinished to be gone on with

    def __init__(
        self,
        desk: Any,
        child_id: str = "",
        name_of: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`name_of`: the name of a child, where the list is about several."""
        super().__init__(parent)
        self.model = UnfinishedModel(desk, child_id, self)
        self._now, self._name_of = desk.now, name_of
        self.button: QPushButton = button("", "flat", "note")
        self.menu = QMenu(self.button)
        self.menu.setAccessibleName("Unfinished forms")
        self.button.setMenu(self.menu)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        across.addStretch(1)
        across.setSpacing(theme.current().space(2))
        self.model.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        found = self.model.found
        self.setVisible(bool(found))
        self.button.setText(unfinished_words(found))
        self.button.setAccessibleName(self.button.text())
        self.menu.clear()
        for each in found:
            action = self.menu.addAction(self._words(each))
            icons.follow(action, "edit")
            action.triggered.connect(lambda _=False, each=each: self.wanted.emit(each))

    def _words(self, each: Unfinished) -> str:
        whose = self._name_of(each.child_id) if self._name_of and each.child_id else ""
        title = each.title or _WORDS.get(each.kind, "form").capitalize()
        head = f"{title}, {whose}" if whose else title
        return f"{head} ({when(each.kept_at, self._now())})"


def unfinished_words(found: Sequence[Unfinished]) -> str:
    """1 unfinished note, 2 unfinished plans; of several kinds, or of small forms, 3 unfinished forms."""
    kinds = {each.kind for each in found}
    one = _WORDS.get(next(iter(kinds)), "form") if len(kinds) == 1 else "form"
    many = "summaries" if one == "summary" else one + "s"
    return count(len(found), f"unfinished {one}", f"unfinished {many}")
