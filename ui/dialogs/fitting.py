"""A dialog of a few words and buttons, as high as they need; it scrolls where the screen is lower than that."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.scrolling import WholePage
from ui.widgets.taborder import InOrder


class FittingDialog(InOrder, QDialog):
    """Fill `column`; `letters` is its width in average letters, where the screen has room for them."""

    def __init__(self, title: str, letters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._letters = letters
        self._placed = False
        now = theme.current()
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(now.space(5), now.space(5), now.space(5), now.space(4))
        self.column.setSpacing(now.space(3))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(WholePage(body))

    def showEvent(self, event: QShowEvent) -> None:
        if not self._placed:
            self._placed = True
            self._place()
        super().showEvent(event)

    def _place(self) -> None:
        room = self.screen().availableGeometry().size() - QSize(40, 80)
        wide = self.fontMetrics().averageCharWidth() * self._letters + 2 * theme.current().space(5)
        wide = min(wide, room.width())
        high = self.column.totalHeightForWidth(wide) if self.column.hasHeightForWidth() else -1
        self.resize(wide, min(max(high, self.column.totalSizeHint().height()), room.height()))
