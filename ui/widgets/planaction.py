"""One action of a plan: what, who and by when; how we will know and when it was done; and what it could still say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from services.usecases.commands import ActionForm
from services.usecases.smart import of_action
from ui import theme
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import FlowLayout, flow
from ui.widgets.link import Link
from ui.widgets.roles import icon_button, label
from ui.widgets.scrolling import empty
from ui.widgets.watching import watch

Today = Callable[[], date]
Days = Callable[[], tuple[date | None, date | None]]  # when the plan was drawn up, and by when it is reviewed
_PAUSE = 500  # milliseconds of quiet before an action is looked at


def text_line(text: str, name: str, hint: str = "") -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setToolTip(hint)  # the hint goes once something is written
    return line


def _no_days() -> tuple[date | None, date | None]:
    return None, None


class ActionEditor(QWidget):
    """One action: what, who, by, how we will know, done on. Progress is asked for where a plan is reviewed."""

    remove_wanted = Signal(object)
    changed = Signal()

    def __init__(
        self,
        action: ActionForm,
        number: str,
        today: Today,
        days: Days = _no_days,
        before: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._days = days
        now = theme.current()
        self.what = text_line(action.what, f"Action {number}: what", "What will be done")
        self.who = text_line(action.who, f"Action {number}: who", "Who")
        self.measure = text_line(
            action.measure, f"Action {number}: how we will know", "How we will know that it has worked"
        )
        self.by = OptionalDateEdit(f"Action {number}: by", today)
        self.by.set_day(action.by)
        self.done = OptionalDateEdit(f"Action {number}: done on", today, past=True)
        self.done.set_day(action.done)
        hint = f"How has it gone? Last time: {before}" if before else "How has it gone?"
        self.progress = text_line(action.progress, f"Action {number}: progress", hint)
        self.progress.setVisible(before is not None or bool(action.progress))
        self.remove = icon_button("remove", f"Remove action {number}")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self))
        self.hints: list[Link] = []
        self._hints = QWidget()
        self._hints.setAccessibleName(f"Action {number}: what it could still say")
        self._hint_row = FlowLayout(self._hints, now.space(2))
        self._lay()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        watch(self, self._edited)
        self.look()

    def _lay(self) -> None:
        now = theme.current()
        letter = self.fontMetrics().averageCharWidth()
        for line, letters in ((self.what, 34), (self.who, 18), (self.measure, 34), (self.progress, 34)):
            line.setMinimumWidth(letters * letter)
        wide = max(self.fontMetrics().horizontalAdvance(words) for words in ("By", "Done on"))
        lines = QVBoxLayout()
        lines.setSpacing(now.space(1))
        lines.addWidget(_in_a_row(self.what, self.who, _named("By", self.by, wide)))
        lines.addWidget(_in_a_row(self.measure, _named("Done on", self.done, wide)))
        lines.addWidget(self.progress)
        lines.addWidget(self._hints)
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, now.space(2))
        body.setSpacing(now.space(1))
        body.addLayout(lines, 1)
        body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def _edited(self) -> None:
        self._pause.start()
        self.changed.emit()

    def look(self) -> None:
        """Point gently at what this action could still say; a tap goes there."""
        empty(self._hint_row)
        self.hints = []
        for field, words in of_action(self.form(), *self._days()):
            control = {"what": self.what, "who": self.who, "by": self.by, "measure": self.measure}[field]
            self.hints.append(Link(words, control.setFocus))
            self._hint_row.addWidget(self.hints[-1])
        self._hints.setVisible(bool(self.hints))

    def form(self) -> ActionForm:
        return ActionForm(
            self.what.text().strip(),
            self.who.text().strip(),
            self.by.day,
            self.measure.text().strip(),
            self.done.day,
            self.progress.text().strip(),
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
