"""A list whose lines are whole sentences: each as high as its words need, none of them cut."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme

_HIGHEST = 100_000  # device-independent pixels that one sentence may take


class WordList(QListWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Whole(self))


class _Whole(QStyledItemDelegate):
    """Measures a line at the width that is left for its words, beside the scroll bar and within the padding."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view, now = self.parent(), theme.current()
        assert isinstance(view, QListWidget)
        bar = 0 if view.verticalScrollBar().isVisible() else view.verticalScrollBar().sizeHint().width()
        wide = view.viewport().width() - bar
        room = QRect(0, 0, max(1, wide - 2 * now.space(2) - 8), _HIGHEST)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        high = view.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return QSize(wide, high + 2 * now.space(1) + 2)
