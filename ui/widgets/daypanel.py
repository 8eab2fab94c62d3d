"""One day in full: everything due, booked or recorded on it, as a list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui import theme
from ui.viewmodels.moments import day_text
from ui.viewmodels.month import Day
from ui.widgets.roles import button, label
from ui.widgets.statedelegate import state_icon


class DayPanel(QWidget):
    """Enter or a click opens an entry."""

    item_opened = Signal(str)
    record_wanted = Signal(object)  # a date

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day: Day | None = None
        now = theme.current()
        self.title = label("", "heading", wrap=True)
        self.subtitle = label("", "quiet", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("Entries of the day")
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.add = button("Record or book on this day…", "", "add")
        self.add.clicked.connect(lambda: self.record_wanted.emit(self.day.day) if self.day else None)
        body = self._body = QVBoxLayout(self)
        space = now.space(4)
        body.setContentsMargins(space, space, space, space)
        body.setSpacing(now.space(2))
        for part in (self.title, self.subtitle, self.list, self.add):
            body.addWidget(part)
        body.setStretch(2, 1)
        body.addStretch(0)
        theme.notifier.changed.connect(self._again)

    def show_day(self, day: Day) -> None:
        self.day = day
        self.title.setText(day_text(day.day, long=True))
        notes = [words for words in ("Today" if day.today else "", day.holiday) if words]
        if not day.items:
            notes.append("Nothing is due or booked on this day")
        if day.hidden:
            notes.append(day.hidden_words)
        self.subtitle.setText(". ".join(notes))
        self.subtitle.setVisible(bool(notes))
        self.list.setVisible(bool(day.items))
        self._again()
        self._body.setStretch(4, 0 if day.items else 1)

    def _again(self) -> None:
        self.list.clear()
        side = max(14, self.fontMetrics().height())
        for item in self.day.items if self.day else ():
            line = QListWidgetItem(self._mark(item.state, side), item.full)
            line.setData(Qt.ItemDataRole.UserRole, item.key)
            self.list.addItem(line)
        if self.list.count():
            self.list.setCurrentRow(0)

    def _mark(self, state: str, side: int) -> QIcon:
        """The mark in its own colours, on a chosen line too."""
        picture = state_icon(state, side).pixmap(QSize(side, side), self.devicePixelRatioF())
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)
        return icon

    def _open(self, line: QListWidgetItem) -> None:
        self.item_opened.emit(line.data(Qt.ItemDataRole.UserRole))
