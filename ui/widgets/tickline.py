"""A check box whose words wrap; a click on the words ticks it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.roles import label


def indent() -> int:
    """How far in the words of a tick stand, for what is told beneath them."""
    return QCheckBox().sizeHint().width()


class TickLine(QWidget):
    """`more`: lines under the words, each with its role of the style sheet."""

    def __init__(
        self, words: str, more: tuple[tuple[str, str], ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(" ".join(text for text, _ in more))
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.words = label(words, wrap=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.words)
        for text, role in more:
            column.addWidget(label(text, role, wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setFocusProxy(self.box)

    def say(self, words: str) -> None:
        """Other words beside the box."""
        self.words.setText(words)
        self.box.setAccessibleName(words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
