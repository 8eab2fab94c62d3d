"""A length of time as a number and a unit, perhaps two of them; never written by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from services.usecases import packparts
from services.usecases.pack_results import Choice
from ui import theme
from ui.widgets.numberbox import NumberBox
from ui.widgets.roles import button, label

MOST = 99_999


class LengthField(QWidget):
    """`text` is a duration of the language ("" where there is none); `back` counts back from the event."""

    changed = Signal(str)

    def __init__(
        self, name: str, units: Sequence[Choice], none: str = "", parent: QWidget | None = None
    ) -> None:
        """`none` names the choice of no length at all; without it there has to be one."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.back = False
        self._none = none
        self.numbers, self.units = [], []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().space(2))
        for part, words in enumerate((name, f"{name}, and")):
            number, unit = NumberBox(f"{words}: how many", 0, MOST), QComboBox()
            unit.setAccessibleName(f"{words}: of what")
            if not part and none:
                unit.addItem(none, "")
            for choice in units:
                unit.addItem(choice.label, choice.value)
            self.numbers.append(number)
            self.units.append(unit)
            number.valueChanged.connect(self._edited)
            unit.currentIndexChanged.connect(self._edited)
        self.and_more = button("and…", "flat", "", "A second part, as in 15 years and 9 months")
        self.and_more.setAccessibleName(f"{name}: add a second part")
        self.and_word, self.tail = label("and", "quiet"), label("", "quiet")
        for part in (
            *(self.numbers[0], self.units[0], self.and_more, self.and_word),
            *(self.numbers[1], self.units[1], self.tail),
        ):
            row.addWidget(part)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.numbers[0])
        self._two = False
        self.and_more.clicked.connect(self._second)
        self._show_parts()

    @property
    def text(self) -> str:
        unit = self.units[0].currentData()
        if not unit:
            return ""
        parts = [(self.numbers[0].value(), unit)]
        if self._two and self.numbers[1].value():
            parts.append((self.numbers[1].value(), self.units[1].currentData()))
        whole = packparts.LengthPart(tuple(parts), self.back and any(n for n, _ in parts))
        return packparts.length_text(whole)

    def set_text(self, text: str) -> None:
        """Show a length without announcing it; what cannot be read shows as none."""
        found = packparts.length(text)
        parts = list(found.parts) if found else [(0, "")]
        self._two = len(parts) > 1
        for widget in (*self.numbers, *self.units):
            widget.blockSignals(True)
        for (number, unit), box, kinds in zip(parts, self.numbers, self.units, strict=False):
            box.setValue(number)
            kinds.setCurrentIndex(max(0, kinds.findData(unit)))
        if not self._two:
            self.numbers[1].setValue(0)
        for widget in (*self.numbers, *self.units):
            widget.blockSignals(False)
        self._show_parts()

    def set_back(self, back: bool) -> None:
        """Count back from the event, or on from it."""
        self.back = back
        self.tail.setText("before" if back else "")
        self._show_parts()

    def _second(self) -> None:
        self._two = True
        self._show_parts()
        self.numbers[1].setFocus()

    def _show_parts(self) -> None:
        some = bool(self.units[0].currentData())
        self.numbers[0].setEnabled(some)
        self.and_more.setVisible(
            some and not self._two and self.units[0].currentData() in ("years", "months")
        )
        for part in (self.and_word, self.numbers[1], self.units[1]):
            part.setVisible(some and self._two)
        self.tail.setVisible(some and bool(self.tail.text()))

    def _edited(self, *_: object) -> None:
        if self.units[0].currentData() and not self.numbers[0].isEnabled() and not self.numbers[0].value():
            self.numbers[0].blockSignals(True)
            self.numbers[0].setValue(1)
            self.numbers[0].blockSignals(False)
        self._show_parts()
        self.changed.emit(self.text)
