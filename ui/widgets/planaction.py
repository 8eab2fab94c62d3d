"""One action of a plan, on two lines: what, who and by when; how we will know and when it was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from services.usecases.commands import ActionForm
from ui import theme
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import flow
from ui.widgets.roles import icon_button, label

Today = Callable[[], date]


def text_line(text: str, name: str, hint: str = "") -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setToolTip(hint)  # the hint goes once something is written
    return line


class ActionEditor(QWidget):
    """One action: what, who, by when, how we will know, done on."""

    remove_wanted = Signal(object)

    def __init__(self, action: ActionForm, number: str, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme.current()
        self.what = text_line(action.what, f"Action {number}: what", "What will be done")
        self.who = text_line(action.who, f"Action {number}: who", "Who")
        self.measure = text_line(
            action.measure, f"Action {number}: how we will know", "How we will know that it has worked"
        )
        self.by = OptionalDateEdit(f"Action {number}: by", today)
        self.by.set_day(action.by)
        self.done = OptionalDateEdit(f"Action {number}: done on", today)
        self.done.set_day(action.done)
        self.remove = icon_button("remove", f"Remove action {number}")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self))
        letter = self.fontMetrics().averageCharWidth()
        for line, letters in ((self.what, 34), (self.who, 18), (self.measure, 34)):
            line.setMinimumWidth(letters * letter)
        wide = max(self.fontMetrics().horizontalAdvance(words) for words in ("By", "Done on"))
        lines = QVBoxLayout()
        lines.setSpacing(now.space(1))
        lines.addWidget(_in_a_row(self.what, self.who, _named("By", self.by, wide)))
        lines.addWidget(_in_a_row(self.measure, _named("Done on", self.done, wide)))
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, now.space(2))
        body.setSpacing(now.space(1))
        body.addLayout(lines, 1)
        body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def form(self) -> ActionForm:
        return ActionForm(
            self.what.text().strip(),
            self.who.text().strip(),
            self.by.day,
            self.measure.text().strip(),
            self.done.day,
        )

    def trouble(self) -> str:
        for edit in (self.by, self.done):
            edit.read()
        return self.by.trouble or self.done.trouble


def _named(heading: str, edit: OptionalDateEdit, wide: int) -> QWidget:
    pair = QWidget()
    across = QHBoxLayout(pair)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme.current().space(2))
    name = label(heading, "quiet")
    name.setMinimumWidth(wide)
    name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    across.addWidget(name)
    across.addWidget(edit)
    return pair


def _in_a_row(*parts: QWidget) -> QWidget:
    """Side by side, and on more lines where there is no room."""
    return flow(*parts, spacing=theme.current().space(2))
