"""The controls of an event's form, drawn from its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from services.usecases.results import Field, Value
from ui.viewmodels.moments import capital
from ui.widgets.checklist import CheckList
from ui.widgets.dateedit import OptionalDateEdit


class Answer(QWidget):
    """One field. `value` is None where nothing is said; `trouble` advises where what is typed cannot be read."""

    changed = Signal()

    def __init__(self, field: Field, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.control = self._make(field, today)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.control)
        self.setFocusProxy(self.control)

    @property
    def own_label(self) -> bool:
        """Whether the control says its label itself."""
        return self.field.kind == "flag"

    def _make(self, field: Field, today: Callable[[], date]) -> QWidget:
        if field.kind == "flag":
            box = QCheckBox(field.label)
            box.setAccessibleName(field.label)
            box.toggled.connect(self.changed)
            return box
        if field.kind == "choice":
            return self._combo(field)
        if field.kind == "choices":
            several = CheckList(field.label, [(value, capital(words)) for value, words in field.choices])
            several.changed.connect(self.changed)
            return several
        if field.kind == "date":
            day = OptionalDateEdit(field.label, today)
            day.changed.connect(self.changed)
            return day
        line = QLineEdit()
        line.setAccessibleName(field.label)
        if field.kind == "number":
            line.setMaximumWidth(line.fontMetrics().horizontalAdvance("0" * 12))
            line.setPlaceholderText("No number")
            line.setValidator(QDoubleValidator(-1e9, 1e9, 3, line))
        line.textEdited.connect(self.changed)
        return line

    def _combo(self, field: Field) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(field.label)
        combo.addItem("Not said", "")
        for value, words in field.choices:
            combo.addItem(capital(words), value)
        combo.setMaxVisibleItems(16)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.activated.connect(self.changed)
        combo.currentIndexChanged.connect(self.changed)
        return combo

    @property
    def trouble(self) -> str:
        if isinstance(self.control, OptionalDateEdit):
            return self.control.trouble
        if self.field.kind == "number" and isinstance(self.control, QLineEdit):
            text = self.control.text().strip()
            if text and _number(text) is None:
                return "Type a number in figures"
        return ""

    @property
    def value(self) -> Value | None:
        control = self.control
        if isinstance(control, QCheckBox):
            return True if control.isChecked() else None
        if isinstance(control, QComboBox):
            return control.currentData() or None
        if isinstance(control, CheckList):
            return control.values or None
        if isinstance(control, OptionalDateEdit):
            return control.day.isoformat() if control.day else None
        assert isinstance(control, QLineEdit)
        text = control.text().strip()
        return _number(text) if self.field.kind == "number" else text or None

    def set_value(self, value: Value | None) -> None:
        """Show a value without announcing it."""
        control = self.control
        control.blockSignals(True)
        if isinstance(control, QCheckBox):
            control.setChecked(bool(value))
        elif isinstance(control, QComboBox):
            control.setCurrentIndex(max(0, control.findData(value if value is not None else "")))
        elif isinstance(control, CheckList):
            control.set_values(
                (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
            )
        elif isinstance(control, OptionalDateEdit):
            control.set_day(_day(value))
        elif isinstance(control, QLineEdit):
            control.setText("" if value is None else _plain(value))
        control.blockSignals(False)


def _number(text: str) -> int | float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number == int(number) else number


def _plain(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) and value else None
