"""Pairs of heading and words, one under the other; words can be selected and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui import theme
from ui.widgets.roles import label


class Facts(QWidget):
    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().space(3))
        grid.setVerticalSpacing(theme.current().space(1))
        grid.setColumnStretch(1, 1)
        for number, (heading, words) in enumerate(rows):
            grid.addWidget(label(heading, "quiet"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(selectable(words), number, 1)


def selectable(words: str, role: str = "") -> QLabel:
    """Wrapped text that can be marked with the mouse."""
    made = label(words, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
