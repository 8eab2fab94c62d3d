"""A small whole number, with its text as far from the border as in every other field."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

from ui import theme


class NumberBox(QSpinBox):
    def __init__(self, name: str, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(least, most)
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """A style sheet's padding does not reach the line inside."""
        self.lineEdit().setTextMargins(theme.current().space(2) - 1, 0, 0, 0)
