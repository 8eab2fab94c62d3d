"""A child's actions: what is to be done by whom and when, out of visits, supervision, audits and plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from services.usecases.errors import AppError
from services.usecases.results import ActionItem
from services.usecases.unsaved import Unfinished
from ui import theme
from ui.dialogs.action import ActionDialog
from ui.screens.child_record import plain_table
from ui.tables.actions import ActionColumn, ActionTable
from ui.tables.rows import RowRole
from ui.viewmodels.child import ChildData
from ui.viewmodels.moments import count
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.unfinished import gone

_NOTHING = (
    "Nothing is to be done. Next steps of visits, decisions of supervision and actions of plans stand here."
)
_FITS = "Nothing fits. Choose Everything."
_SHARES = (
    (ActionColumn.STATE, 1.1),
    (ActionColumn.WHAT, 2.6),
    (ActionColumn.WHO, 1.1),
    (ActionColumn.BY, 1.1),
)  # of the width of a day
_CHOICES = (("open", "Still to do"), ("all", "Everything"), ("done", "Done"))


class ActionsPage(QWidget):
    """Enter changes one, Ctrl+D marks it as done today (or opens it again)."""

    dialog_opened = Signal(object)
    said = Signal(str)
    key_wanted = Signal(str)
    section_wanted = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._child = ""
        self._left: Unfinished | None = None  # a form to be gone on with once the child has been read
        self._today: date = desk.today()
        self._actions: tuple[ActionItem, ...] = ()
        self._sized = False
        self.table = ActionTable(self)
        self.view = plain_table("Actions", self.table)
        self.view.setWordWrap(True)
        self.view.selectionModel().currentRowChanged.connect(self._chosen)
        self.view.activated.connect(self._open)
        self.which = QComboBox()
        self.which.setAccessibleName("Which actions")
        for value, words in _CHOICES:
            self.which.addItem(words, value)
        self.which.currentIndexChanged.connect(self._fill)
        self.add = button("Add an action…", "primary", "add")
        self.add.clicked.connect(self.add_action)
        self.done = button("Done today", "", "check", "Mark as done today (Ctrl+D)")
        self.done.clicked.connect(self.mark)
        self.change = button("Change…", "", "edit")
        self.change.clicked.connect(self.change_current)
        self.source = button("What it came out of", "", "link")
        self.source.clicked.connect(self.open_source)
        self.banner = Banner()
        self.count = label("", "quiet", wrap=True)
        self.none = label("", "quiet", wrap=True)
        now = theme.current()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(flow(self.add, self.done, self.change, self.source, self.which, spacing=now.space(2)))
        for part in (self.banner, self.count, self.view, self.none):
            body.addWidget(part)
        body.setStretchFactor(self.view, 1)
        body.addStretch(0)
        self.setFocusProxy(self.view)
        mark = QShortcut(QKeySequence("Ctrl+D"), self, self.mark)
        mark.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def set_data(self, data: ChildData) -> None:
        self._child, self._today = data.detail.child_id, data.calendar.today
        self._actions = data.calendar.actions
        self._fill()
        self._open_left()

    def current(self) -> ActionItem | None:
        action: ActionItem | None = self.view.currentIndex().data(RowRole)
        return action

    def show_record(self, _kind: str, record_id: str) -> None:
        """Turn to an action that was found."""
        self.which.setCurrentIndex(self.which.findData("all"))
        self.select(record_id)

    def select(self, action_id: str) -> None:
        for number, action in enumerate(self.table.rows()):
            if action.id == action_id:
                self.view.setCurrentIndex(self.table.index(number, 0))

    def _fill(self) -> None:
        kept = self.current()
        which = self.which.currentData()
        shown = tuple(a for a in self._actions if which == "all" or (a.done is not None) == (which == "done"))
        self.table.set_rows(shown)
        if kept is not None:
            self.select(kept.id)
        late = sum(a.state == "overdue" for a in self._actions)
        still = sum(a.done is None for a in self._actions)
        words = f"{count(still, 'action')} to do" + (f", {late} overdue" if late else "")
        self.count.setText(words if self._actions else "")
        self.view.setVisible(bool(shown))
        self.none.setVisible(not shown)
        self.none.setText(_FITS if self._actions else _NOTHING)
        self._size()
        self._mark_buttons()

    def _size(self) -> None:
        if self._sized or not self.table.rowCount():
            return
        self._sized = True
        wide = self.view.fontMetrics().horizontalAdvance("Wed 30 Sep 2026") + theme.current().space(5)
        for column, share in (
            (ActionColumn.STATE, 1.1),
            (ActionColumn.WHAT, 2.6),
            (ActionColumn.WHO, 1.1),
            (ActionColumn.BY, 1.1),
        ):
            self.view.setColumnWidth(column, round(wide * share))

    def _chosen(self, _index: QModelIndex) -> None:
        self._mark_buttons()

    def _mark_buttons(self) -> None:
        action = self.current()
        own = action is not None and action.source != "plan"
        self.done.setEnabled(own)
        self.done.setText("Open again" if action is not None and action.done else "Done today")
        self.change.setEnabled(action is not None)
        self.change.setText("Open the plan" if action is not None and not own else "Change…")
        self.source.setEnabled(bool(action and action.source == "event" and action.source_id))

    # Acts

    def add_action(self) -> None:
        self._dialog(ActionDialog(self.desk, self._child, None, self), "Added.")

    def go_on(self, unfinished: Unfinished) -> None:
        """Open the form that was left unfinished, now or once the child has been read."""
        self._left = unfinished
        self._open_left()

    def _open_left(self) -> None:
        left = self._left
        if left is None or not self._child:
            return
        self._left = None
        action = next((each for each in self._actions if each.id == left.record_id), None)
        if action is None and left.record_id:
            gone(self.banner, self.desk, left)
        else:
            self._dialog(ActionDialog(self.desk, self._child, action, self, left), "Saved.")

    def change_current(self) -> None:
        action = self.current()
        if action is None:
            return
        if action.source == "plan":
            self.section_wanted.emit("plans")
            return
        self._dialog(ActionDialog(self.desk, self._child, action, self), "Saved.")

    def _dialog(self, dialog: ActionDialog, words: str) -> None:
        dialog.recorded.connect(lambda _id: self._offer_undo(words))
        dialog.open_sized(620, 560)
        self.dialog_opened.emit(dialog)

    def _open(self, _index: QModelIndex) -> None:
        self.change_current()

    def mark(self) -> None:
        """Done today, or open again."""
        action = self.current()
        if action is not None and action.source != "plan":
            day = None if action.done else self._today
            self._try(lambda: self.desk.actions.done(action.id, day), "Done." if day else "Open again.")

    def open_source(self) -> None:
        action = self.current()
        if action is not None and action.source == "event":
            self.section_wanted.emit("record")
            self.key_wanted.emit(f"event:{action.source_id}")

    def _try(self, act: Callable[[], object], words: str) -> None:
        try:
            act()
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self._offer_undo(words)

    def _offer_undo(self, words: str) -> None:
        self.banner.say("success", words, actions=(("Undo", self._undo), ("Close", self.banner.clear)))

    def _undo(self) -> None:
        self.banner.clear()
        self._try(self.desk.undo, "Undone.")
