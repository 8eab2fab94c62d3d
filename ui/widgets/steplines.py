"""What happens next, in lines: what, who and by when; typed quickly, a new line is always there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.viewmodels.eventstate import Step
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.roles import icon_button

_EVERYBODY = "All of them"


class StepLines(QWidget):
    """Shows and fills `steps`. Enter goes to the next field, and from a line's end to the next line."""

    changed = Signal()

    def __init__(
        self,
        today: Callable[[], date],
        people: Sequence[str] = (),
        children: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`people`: names offered for who; `children`: (id, name) where the event is written for several."""
        super().__init__(parent)
        self._today, self._people, self._children = today, list(people), list(children)
        self.lines: list[_Line] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().space(2))
        self.set_steps([])

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these lines, with an empty one after them."""
        for line in self.lines:
            line.let_go()
        self.lines = []
        for step in steps:
            self._add(step)
        self._add(Step())

    def steps(self) -> list[Step]:
        return [line.step for line in self.lines if not line.step.empty]

    @property
    def trouble(self) -> str:
        return next((line.by.trouble for line in self.lines if line.by.trouble), "")

    def read(self) -> None:
        """Read the days that are being typed."""
        for line in self.lines:
            line.by.read()

    def _add(self, step: Step) -> None:
        line = _Line(step, self._today, self._people, self._children, self)
        self.lines.append(line)
        self.column.addWidget(line)
        if self.isVisible():
            line.show()  # at once, so that the keyboard can go there
        line.changed.connect(lambda: self._changed(line))
        line.removed.connect(lambda: self._remove(line))
        line.ended.connect(lambda: self._next(line))
        self._order()

    def _changed(self, line: _Line) -> None:
        if line is self.lines[-1] and not line.step.empty:
            self._add(Step())
        self.changed.emit()

    def _remove(self, line: _Line) -> None:
        number = self.lines.index(line)
        self.lines.remove(line)
        line.let_go()
        if not self.lines or not self.lines[-1].step.empty:
            self._add(Step())
        self.lines[min(number, len(self.lines) - 1)].what.setFocus()
        self.changed.emit()

    def _next(self, line: _Line) -> None:
        number = self.lines.index(line)
        if number + 1 < len(self.lines):
            self.lines[number + 1].what.setFocus()

    def _order(self) -> None:
        """Tab goes along a line, then to the next."""
        before: QWidget | None = None
        for line in self.lines:
            for part in line.parts:
                target = part.focusProxy() or part
                if before is not None:
                    QWidget.setTabOrder(before, target)
                before = target


class _Line(QWidget):
    """One line; where there is no room for all of it beside one another, it goes on beneath."""

    changed = Signal()
    removed = Signal()
    ended = Signal()

    def __init__(
        self,
        step: Step,
        today: Callable[[], date],
        people: Sequence[str],
        children: Sequence[tuple[str, str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.step = step
        self.what = _field(step.what, "What happens next", "What is to be done")
        self.who = _field(step.who, "Who does it", "Who")
        if people:
            completer = QCompleter(list(people), self.who)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            self.who.setCompleter(completer)
        self.by = OptionalDateEdit("By when", today)
        self.by.set_day(step.by)
        self.whose = QComboBox()
        self.whose.setAccessibleName("For which child")
        self.whose.addItem(_EVERYBODY, "")
        for child_id, name in children:
            self.whose.addItem(name, child_id)
        self.whose.setCurrentIndex(max(0, self.whose.findData(step.child_id)))
        self.remove = icon_button("close", "Take this line out")
        self.parts: list[QWidget] = [
            self.what,
            self.who,
            self.by,
            *([self.whose] if children else []),
            self.remove,
        ]
        self.what.textEdited.connect(self._typed)
        self.who.textEdited.connect(self._typed)
        self.who.editingFinished.connect(self._typed)
        self.by.changed.connect(self._typed)
        self.whose.activated.connect(self._typed)
        self.what.returnPressed.connect(self.who.setFocus)
        self.who.returnPressed.connect(self._to_day)
        self.by.line.returnPressed.connect(self.ended)
        self.remove.clicked.connect(self.removed)
        row = FlowLayout(self, theme.current().space(2))
        for part in self.parts:
            row.addWidget(part)
        self.what.setMinimumWidth(self.what.fontMetrics().horizontalAdvance("n" * 24))
        self.who.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.who.setMinimumWidth(self.who.fontMetrics().horizontalAdvance("n" * 14))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._mark()

    def _typed(self) -> None:
        step = self.step
        before = vars(step).copy()
        step.what, step.who, step.by = self.what.text(), self.who.text(), self.by.day
        step.child_id = self.whose.currentData() or ""
        self._mark()
        if vars(step) != before or self.by.trouble:
            self.changed.emit()

    def _to_day(self) -> None:
        self._typed()  # what was completed counts as typed
        self.by.setFocus()

    def _mark(self) -> None:
        self.remove.setEnabled(not self.step.empty)

    def let_go(self) -> None:
        self.hide()
        self.deleteLater()


def _field(text: str, name: str, hint: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setMaxLength(300)
    made.setCursorPosition(0)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made
