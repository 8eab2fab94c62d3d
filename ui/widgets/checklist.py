"""Several choices of which any number may hold: a flow of check boxes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui import theme
from ui.widgets.flow import FlowLayout


class CheckList(QWidget):
    changed = Signal()

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.boxes: dict[str, QCheckBox] = {}
        row = FlowLayout(self, theme.current().space(3))
        for value, words in choices:
            box = QCheckBox(words)
            box.setAccessibleName(f"{name}: {words}")
            box.toggled.connect(self.changed)
            self.boxes[value] = box
            row.addWidget(box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, box in self.boxes.items() if box.isChecked())

    def set_values(self, values: Sequence[str]) -> None:
        for value, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(value in values)
            box.blockSignals(False)
