"""One outcome of a plan: need, outcome, how it has gone, its actions, and how near it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from services.usecases.commands import ActionForm, OutcomeForm
from ui import theme
from ui.viewmodels.planform import Draft
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.planaction import ActionEditor, Days, Today
from ui.widgets.roles import button, frame, label
from ui.widgets.scaleview import ScaleEditor
from ui.widgets.scrolling import empty
from ui.widgets.watching import watch


class OutcomeEditor(QWidget):
    """`before`: in a review, what the version before says of it, so that progress is asked for."""

    remove_wanted = Signal(object)
    changed = Signal()

    def __init__(
        self,
        outcome: OutcomeForm,
        number: int,
        today: Today,
        days: Days,
        before: OutcomeForm | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._number, self._days, self.before = today, number, days, before
        now = theme.current()
        card = frame("card")
        body = QVBoxLayout(card)
        space = now.space(3)
        body.setContentsMargins(space, space, space, space)
        body.setSpacing(now.space(2))
        self.remove = button("Remove outcome", "flat", "remove")
        self.remove.setAccessibleName(f"Remove outcome {number}")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self))
        top = QHBoxLayout()
        top.addWidget(label(f"Outcome {number}", "strong"), 1)
        top.addWidget(self.remove)
        body.addLayout(top)
        self._texts(body, outcome)
        body.addWidget(label("Actions", "quiet"))
        self._column = QVBoxLayout()
        body.addLayout(self._column)
        self.actions_list: list[ActionEditor] = []
        self.add = button("Add an action", "flat", "add")
        self.add.setAccessibleName(f"Add an action to outcome {number}")
        self.add.clicked.connect(lambda: self.add_action(ActionForm("")).what.setFocus())
        left = QHBoxLayout()
        left.addWidget(self.add)
        left.addStretch(1)
        body.addLayout(left)
        watch(card, self.changed.emit)
        self.scale = ScaleEditor(outcome.scales, number, today)
        self.scale.changed.connect(self.changed)
        body.addWidget(self.scale)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        earlier = before.actions if before else ()
        for place, action in enumerate(outcome.actions):
            self.add_action(action, earlier[place].progress if place < len(earlier) else None)

    def _texts(self, body: QVBoxLayout, outcome: OutcomeForm) -> None:
        number, before = self._number, self.before
        self.need = GrowingText(outcome.need, f"Outcome {number}: need", "What the need or worry is", 2)
        self.outcome = GrowingText(
            outcome.outcome, f"Outcome {number}: wished for", "How life will be better", 2
        )
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(theme.current().space(3))
        for words, box in (("Need", self.need), ("Outcome", self.outcome)):
            row = FormRow(words, box)
            self._words.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        body.addLayout(self._words)
        hint = (
            f"Last time: {before.progress}"
            if before and before.progress
            else "What is different for the child"
        )
        self.progress = GrowingText(outcome.progress, f"Outcome {number}: progress", hint, 2)
        row = FormRow("Progress", self.progress)
        row.setVisible(before is not None or bool(outcome.progress))
        body.addWidget(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Need and outcome stand side by side where there is room for both."""
        super().resizeEvent(event)
        wide = self.width() > self.fontMetrics().averageCharWidth() * 84
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._words.direction() != way:
            self._words.setDirection(way)

    def add_action(self, action: ActionForm, before: str | None = None) -> ActionEditor:
        number = f"{self._number}.{len(self.actions_list) + 1}"
        made = ActionEditor(action, number, self._today, self._days, before)
        made.remove_wanted.connect(self._remove)
        made.changed.connect(self.changed)
        self.actions_list.append(made)
        self._column.addWidget(made)
        return made

    def _remove(self, editor: ActionEditor) -> None:
        self.actions_list.remove(editor)
        self._column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.add.setFocus()
        self.changed.emit()

    def form(self) -> OutcomeForm:
        return OutcomeForm(
            self.need.toPlainText().strip(),
            self.outcome.toPlainText().strip(),
            tuple(each.form() for each in self.actions_list),
            self.progress.toPlainText().strip(),
            self.scale.scales(),
        )

    def trouble(self) -> str:
        words = next((words for words in (each.trouble() for each in self.actions_list) if words), "")
        if not words and self.scale.value.currentData() is not None:
            self.scale.day.read()
            words = self.scale.day.trouble
        return words


class OutcomeList(QWidget):
    """The outcomes of a plan, and a way to add one."""

    changed = Signal()

    def __init__(self, draft: Draft, today: Today, days: Days, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._days = today, days
        self.editors: list[OutcomeEditor] = []
        space = theme.current().space(3)
        self._column = QVBoxLayout()
        self._column.setSpacing(space)
        self.more = button("Add an outcome", "", "add")
        self.more.clicked.connect(self._add_empty)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space)
        body.addLayout(self._column)
        body.addLayout(row)
        for place, outcome in enumerate(draft.outcomes):
            self.add(outcome, draft.before[place] if place < len(draft.before) else None)

    def _add_empty(self) -> None:
        self.add(OutcomeForm("", "", (ActionForm(""),))).need.setFocus()
        self.changed.emit()

    def add(self, outcome: OutcomeForm, before: OutcomeForm | None = None) -> OutcomeEditor:
        made = OutcomeEditor(outcome, len(self.editors) + 1, self._today, self._days, before)
        made.remove_wanted.connect(self._remove)
        made.changed.connect(self.changed)
        self.editors.append(made)
        self._column.addWidget(made)
        return made

    def _remove(self, editor: OutcomeEditor) -> None:
        """The others are drawn again, so that their numbers follow each other."""
        kept = [(each.form(), each.before) for each in self.editors if each is not editor]
        empty(self._column)
        self.editors = []
        for form, before in kept:
            self.add(form, before)
        self.more.setFocus()
        self.changed.emit()

    def actions(self) -> list[ActionEditor]:
        return [action for outcome in self.editors for action in outcome.actions_list]

    def trouble(self) -> str:
        return next((words for words in (each.trouble() for each in self.editors) if words), "")
