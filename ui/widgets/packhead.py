"""The head of an authority's standards: what they are called, which version, and the day from which they count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from services.usecases.packdraft import PackDraft
from ui import theme
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.formrow import FormRow
from ui.widgets.roles import label

_ROWS = (
    ("name", "Name of the authority", "As it should stand on printed pages."),
    ("title", "Title of the document", ""),
    ("version", "Version", "A number, or a word such as May 2026. Each version needs its own."),
    (
        "effective",
        "Counts from",
        "A deadline that started before this day keeps the version under which it started.",
    ),
    ("published", "Published", "A day, a month (2026-05) or a year, as far as the document says."),
    ("review", "To be reviewed", "In the same way; may be left empty."),
    ("source", "Where the document is to be found", "For whoever wants to read it; may be left empty."),
)


class PackHead(QWidget):
    edited = Signal(dict)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self.lines: dict[str, QLineEdit] = {}
        self.effective = OptionalDateEdit("Counts from", today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(3))
        self.based = label("", "quiet", wrap=True)
        column.addWidget(self.based)
        for name, text, hint in _ROWS:
            control: QWidget = self.effective
            if name != "effective":
                line = QLineEdit()
                line.setMaxLength(200)
                line.setAccessibleName(text)
                line.textEdited.connect(lambda said, name=name: self.edited.emit({name: said.strip()}))
                self.lines[name] = line
                control = line
            self.rows[name] = FormRow(text, control, hint)
            column.addWidget(self.rows[name])
        self.effective.changed.connect(self._day)
        self.setFocusProxy(self.lines["name"])

    def _day(self) -> None:
        self.edited.emit({"effective": self.effective.day})

    def show_head(self, draft: PackDraft, based_on: str) -> None:
        """`based_on` is the name of what it was started from, or ""."""
        for name, line in self.lines.items():
            if line.text().strip() != getattr(draft, name):
                line.setText(getattr(draft, name))
        if self.effective.day != draft.effective:
            self.effective.set_day(draft.effective)
        self.based.setText(f"Started from the standards of {based_on}." if based_on else "")
        self.based.setVisible(bool(based_on))

    def show_problems(self, found: dict[str, str]) -> str:
        """Each at its field; what belongs to none is returned."""
        for name, row in self.rows.items():
            words = found.get(name, "")
            if name == "effective":
                words = self.effective.trouble or words
            row.set_problem(words)
        return ". ".join(words for name, words in found.items() if name not in self.rows)
