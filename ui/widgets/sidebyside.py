"""Fields side by side, one under the other where there is too little room for that."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget


class SideBySide(QWidget):
    """Each part has the same room; nothing is ever narrower than it needs to be."""

    def __init__(self, spacing: int, *parts: QWidget) -> None:
        super().__init__()
        self.parts = parts
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(spacing)
        for part in parts:
            self.row.addWidget(part, 1)

    def minimumSizeHint(self) -> QSize:
        """No wider than the widest part: side by side is only how it is shown where there is room."""
        return QSize(
            max(part.minimumSizeHint().width() for part in self.parts), self.row.minimumSize().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max(part.minimumSizeHint().width() for part in self.parts)
        needed = widest * len(self.parts) + self.row.spacing() * (len(self.parts) - 1)
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if self.width() < needed else ways.LeftToRight
        if self.row.direction() != way:
            self.row.setDirection(way)
            self.updateGeometry()


def column(*parts: QWidget) -> QWidget:
    """Parts one under the other, from the top."""
    holder = QWidget()
    body = QVBoxLayout(holder)
    body.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        body.addWidget(part)
    body.addStretch(1)
    return holder
