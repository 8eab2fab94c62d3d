"""One question of a form: its label above, the control, and what is wrong with the answer beneath."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.roles import label, mark_invalid

_LONG = 28  # letters beyond which a question may take more than one line


class FormRow(QWidget):
    """`problem` shows or hides the words at the control and draws it as wrong."""

    def __init__(self, text: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.problem_label = label("", "error", wrap=True)
        self.problem_label.hide()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(1))
        self.caption: QLabel | None = None
        if text:
            self.caption = label(text, wrap=len(text) > _LONG)
            self.caption.setBuddy(control)
            body.addWidget(self.caption)
        body.addWidget(control)
        if hint:
            body.addWidget(label(hint, "small", wrap=True))
        body.addWidget(self.problem_label)

    def put_under(self, widget: QWidget) -> None:
        """Right beneath the control."""
        body = self.layout()
        assert isinstance(body, QVBoxLayout)
        body.insertWidget(body.indexOf(self.control) + 1, widget)

    @property
    def problem(self) -> str:
        return self.problem_label.text()

    def set_problem(self, words: str) -> None:
        self.problem_label.setText(words)
        self.problem_label.setVisible(bool(words))
        mark_invalid(self.control, bool(words))
        self.control.setAccessibleDescription(words)


def show_problems(rows: dict[str, FormRow], problems: dict[str, str]) -> str:
    """Show each problem at its row; what belongs to no row is returned, to be shown above the form."""
    for name, row in rows.items():
        row.set_problem(problems.get(name, ""))
    loose = [words for name, words in problems.items() if name not in rows]
    return ". ".join(loose)


def focus_first(rows: dict[str, FormRow], problems: dict[str, str]) -> None:
    """Bring the first wrong control to the eye and the keyboard."""
    for name, row in rows.items():
        if name in problems:
            row.control.setFocus()
            return
