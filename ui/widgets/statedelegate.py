"""Draws a state's mark in front of a table cell whose model answers for a state role."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui import theme as themes
from ui.widgets.statemark import paint_state, state_color


@lru_cache(maxsize=128)
def _icon(state: str, size: int, theme_name: str) -> QIcon:
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_state(
            painter, QRect(0, 0, picture.width(), picture.height()), state, themes.Theme.load(theme_name)
        )
        painter.end()
        picture.setDevicePixelRatio(ratio)
        made.addPixmap(picture)
        made.addPixmap(picture, QIcon.Mode.Selected)  # as clear on a chosen line as elsewhere
    return made


def state_icon(state: str, size: int) -> QIcon:
    """The mark of a state as an icon of `size` device-independent pixels, in the theme in use."""
    return _icon(state, size, themes.current().name)


class StateDelegate(QStyledItemDelegate):
    """`role` is the model's role that answers with a state, or with nothing; what is overdue is said in its colour."""

    def __init__(self, role: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._role = role

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        state = index.data(self._role)
        if state:
            side = max(12, round(option.fontMetrics.height() * 0.85))
            option.icon = state_icon(state, side)
            option.decorationSize = QSize(side, side)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        if state == "overdue":
            option.palette.setColor(QPalette.ColorRole.Text, state_color(state, themes.current()))
