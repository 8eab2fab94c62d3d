"""Fields for passphrases: typed unseen, with a box to show what is typed, and a strength in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.viewmodels.door import STRENGTHS, passphrase_problems
from ui.widgets.page import add_field, form, show_problem
from ui.widgets.roles import label, mark_invalid, set_role


def secret_field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    return made


def show_box(*fields: QLineEdit) -> QCheckBox:
    """A tick box that shows what is typed in these fields."""
    made = QCheckBox("Show what I type")

    def toggle(shown: bool) -> None:
        for field in fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    made.toggled.connect(toggle)
    return made


_HELP = "Four or more unrelated words are strong and easy to remember. Spaces are fine."


class NewPassphrase(QWidget):
    """Choose a passphrase twice; `hint` gives its strength. `value()` says nothing until both are good."""

    changed = Signal()

    def __init__(self, hint: Callable[[str], tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._last: tuple[int, str] = (0, "")
        self.first = secret_field("New passphrase")
        self.second = secret_field("The same again")
        self.show_typed = show_box(self.first, self.second)
        self.bar = QProgressBar()
        self.bar.setRange(0, 4)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Strength of the passphrase")
        self.words = label("", "quiet", wrap=True)
        rows = form()
        self.first_problem = add_field(rows, "Passphrase", self.first, _HELP)
        rows.addRow(self.bar)
        self.words.setContentsMargins(0, 0, 0, theme.current().space(3))
        rows.addRow(self.words)
        self.second_problem = add_field(rows, "The same again", self.second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(2))
        column.addLayout(rows)
        column.addWidget(self.show_typed)
        self.first.textChanged.connect(self._typed)
        self.second.textChanged.connect(self._typed_again)

    def value(self) -> str:
        """The passphrase when it will do; else "" and the problems are shown at their fields."""
        found = {
            p.where: p.what for p in passphrase_problems(self._last, self.first.text(), self.second.text())
        }
        for where, field, place in (
            ("passphrase", self.first, self.first_problem),
            ("confirm", self.second, self.second_problem),
        ):
            show_problem(place, found.get(where, ""))
            mark_invalid(field, where in found)
        if found:
            (self.first if "passphrase" in found else self.second).setFocus()
            return ""
        return self.first.text()

    def clear(self) -> None:
        self.first.clear()
        self.second.clear()

    def _typed(self, text: str) -> None:
        self._last = self._hint(text) if text else (0, "")
        strength, words = self._last
        self.bar.setValue(max(1, strength) if text else 0)
        set_role(self.bar, f"strength-{strength}")
        self.words.setText((words or STRENGTHS[strength]) if text else "")
        show_problem(self.first_problem, "")
        mark_invalid(self.first, False)
        self.changed.emit()

    def _typed_again(self) -> None:
        show_problem(self.second_problem, "")
        mark_invalid(self.second, False)
        self.changed.emit()
