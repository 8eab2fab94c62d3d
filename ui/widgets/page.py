"""A page whose contents stand in one column of readable width and scroll when there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.roles import label, set_role


class Page(QScrollArea):
    """Add widgets to `column`; `letters` is the widest the column becomes, in average letters."""

    def __init__(self, letters: int = 84, *, middle: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._letters = letters
        now = theme.current()
        body = QWidget()
        set_role(body, "page")
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(now.space(4))
        down = QVBoxLayout(body)
        down.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(5))
        if middle:
            down.addStretch(2)
        across = (
            QHBoxLayout()
        )  # stretches, not an alignment: only so are wrapped lines counted at the true width
        across.setSpacing(0)
        if middle:
            across.addStretch(1)
        across.addWidget(self.inner)
        across.addStretch(1)
        down.addLayout(across)
        down.addStretch(3)
        self.setWidget(body)
        self._set_width()
        theme.notifier.changed.connect(self._set_width)

    def _set_width(self) -> None:
        room = self.viewport().width() - 2 * theme.current().space(5)
        self.inner.setFixedWidth(max(1, min(self.fontMetrics().averageCharWidth() * self._letters, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_width()


def form() -> QFormLayout:
    """A form with its labels above the fields, which reads well at any text size."""
    made = QFormLayout()
    now = theme.current()
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    made.setVerticalSpacing(now.space(1))
    made.setContentsMargins(0, 0, 0, 0)
    return made


def add_field(layout: QFormLayout, name: str, field: QWidget, help_text: str = "") -> QLabel:
    """Add a field under its label, with a line of help; gives back the (empty) label for a problem."""
    caption = label(name, "strong")
    caption.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(name.replace("&", ""))
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, theme.current().space(3))
    column.setSpacing(theme.current().space(1))
    if help_text:
        column.addWidget(label(help_text, "quiet", wrap=True))
        field.setAccessibleDescription(help_text)
    column.addWidget(field)
    problem = label("", "error", wrap=True)
    problem.hide()
    column.addWidget(problem)
    layout.addRow(caption, holder)
    return problem


def show_problem(place: QLabel, text: str) -> None:
    place.setText(text)
    place.setVisible(bool(text))
