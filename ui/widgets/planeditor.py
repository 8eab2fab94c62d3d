"""Writing a plan: outcomes with their actions, views, what if, signatures."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from services.usecases.commands import ActionForm, OutcomeForm
from ui import theme
from ui.viewmodels.planform import KINDS, TEXTS, Draft, plan_kind
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.planaction import ActionEditor, Today, text_line
from ui.widgets.roles import button, frame, icon_button, label
from ui.widgets.scrolling import ScrollColumn, empty


class OutcomeEditor(QWidget):
    """One need, the outcome wished for, and its actions."""

    remove_wanted = Signal(object)

    def __init__(
        self, outcome: OutcomeForm, number: int, today: Today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today, self._number = today, number
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
        self.need = GrowingText(outcome.need, f"Outcome {number}: need", "What the need or worry is", 2)
        self.outcome = GrowingText(
            outcome.outcome, f"Outcome {number}: wished for", "How life will be better", 2
        )
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(now.space(3))
        for words, box in (("Need", self.need), ("Outcome", self.outcome)):
            row = FormRow(words, box)
            self._words.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        body.addLayout(self._words)
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
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        for action in outcome.actions:
            self.add_action(action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Need and outcome stand side by side where there is room for both."""
        super().resizeEvent(event)
        wide = self.width() > self.fontMetrics().averageCharWidth() * 84
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._words.direction() != way:
            self._words.setDirection(way)

    def add_action(self, action: ActionForm) -> ActionEditor:
        made = ActionEditor(action, f"{self._number}.{len(self.actions_list) + 1}", self._today)
        made.remove_wanted.connect(self._remove)
        self.actions_list.append(made)
        self._column.addWidget(made)
        return made

    def _remove(self, editor: ActionEditor) -> None:
        self.actions_list.remove(editor)
        self._column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.add.setFocus()

    def form(self) -> OutcomeForm:
        actions = tuple(each.form() for each in self.actions_list)
        return OutcomeForm(self.need.toPlainText().strip(), self.outcome.toPlainText().strip(), actions)

    def trouble(self) -> str:
        return next((words for words in (each.trouble() for each in self.actions_list) if words), "")


class SignatureEditor(QWidget):
    remove_wanted = Signal(object)

    def __init__(
        self, signed: tuple[str, str, date | None], today: Today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = text_line(signed[0], "Signature: name", "Name")
        self.role = text_line(signed[1], "Signature: role", "Mother, social worker…")
        self.day = OptionalDateEdit("Signature: signed on", today)
        self.day.set_day(signed[2])
        self.remove = icon_button("remove", "Remove this signature")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().space(2))
        row.addWidget(self.name, 2)
        row.addWidget(self.role, 2)
        row.addWidget(self.day)
        row.addWidget(self.remove)

    def value(self) -> tuple[str, str, date | None]:
        return (self.name.text().strip(), self.role.text().strip(), self.day.day)


class PlanEditor(ScrollColumn):
    """Holds a draft; `collect` gives it back as typed."""

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__("Plan", margin=2, parent=parent)
        self._today = today
        self._draft: Draft | None = None
        self.rows: dict[str, FormRow] = {}
        self.outcomes: list[OutcomeEditor] = []
        self.signatures: list[SignatureEditor] = []

    def edit(self, draft: Draft) -> None:
        self.clear()
        self._draft = draft
        self.rows, self.outcomes, self.signatures = {}, [], []
        self._head(draft)
        self._outcomes(draft)
        self.texts = {}
        for name, heading, hint in TEXTS:
            box = GrowingText(draft.texts.get(name, ""), heading, hint)
            self.texts[name] = box
            self.column.addWidget(FormRow(heading, box))
        self._signatures(draft)
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _head(self, draft: Draft) -> None:
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of plan")
        for kind, words in KINDS:
            self.kind.addItem(words, kind)
        if self.kind.findData(draft.kind) < 0:
            self.kind.addItem(plan_kind(draft.kind), draft.kind)
        self.kind.setCurrentIndex(self.kind.findData(draft.kind))
        self.drawn_up = OptionalDateEdit("Drawn up", self._today, optional=False)
        self.drawn_up.set_day(draft.drawn_up)
        self.review_by = OptionalDateEdit("Review by", self._today)
        self.review_by.set_day(draft.review_by)
        self.agreed = QCheckBox("Agreed with the family and others (no longer a draft)")
        self.agreed.setChecked(not draft.draft)
        holder = QWidget()
        line = FlowLayout(holder, theme.current().space(4))
        for name, words, control in (
            ("kind", "Kind of plan", self.kind), ("drawn_up", "Drawn up", self.drawn_up),
            ("review_by", "Review by", self.review_by),
        ):  # fmt: skip
            self.rows[name] = FormRow(words, control)
            line.addWidget(self.rows[name])
        line.addWidget(FormRow("Standing", self.agreed))
        self.column.addWidget(holder)

    def _outcomes(self, draft: Draft) -> None:
        holder = QWidget()
        self._outcome_column = QVBoxLayout(holder)
        self._outcome_column.setContentsMargins(0, 0, 0, 0)
        self._outcome_column.setSpacing(theme.current().space(3))
        self.rows["outcomes"] = FormRow("", holder)
        self.column.addWidget(self.rows["outcomes"])
        for outcome in draft.outcomes:
            self.add_outcome(outcome)
        self.add = button("Add an outcome", "", "add")
        self.add.clicked.connect(
            lambda: self.add_outcome(OutcomeForm("", "", (ActionForm(""),))).need.setFocus()
        )
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self.column.addLayout(row)

    def add_outcome(self, outcome: OutcomeForm) -> OutcomeEditor:
        made = OutcomeEditor(outcome, len(self.outcomes) + 1, self._today)
        made.remove_wanted.connect(self._remove_outcome)
        self.outcomes.append(made)
        self._outcome_column.addWidget(made)
        return made

    def _remove_outcome(self, editor: OutcomeEditor) -> None:
        """The others are drawn again, so that their numbers follow each other."""
        forms = [each.form() for each in self.outcomes if each is not editor]
        empty(self._outcome_column)
        self.outcomes = []
        for form in forms:
            self.add_outcome(form)
        self.add.setFocus()

    def _signatures(self, draft: Draft) -> None:
        holder = QWidget()
        self._signature_column = QVBoxLayout(holder)
        self._signature_column.setContentsMargins(0, 0, 0, 0)
        self._signature_column.setSpacing(theme.current().space(2))
        self.rows["signatures"] = FormRow("Signatures", holder)
        self.column.addWidget(self.rows["signatures"])
        for signed in draft.signatures:
            self.add_signature(signed)
        self.sign = button("Add a signature", "flat", "add")
        self.sign.clicked.connect(lambda: self.add_signature(("", "", None)).name.setFocus())
        row = QHBoxLayout()
        row.addWidget(self.sign)
        row.addStretch(1)
        self.column.addLayout(row)

    def add_signature(self, signed: tuple[str, str, date | None]) -> SignatureEditor:
        made = SignatureEditor(signed, self._today)
        made.remove_wanted.connect(self._remove_signature)
        self.signatures.append(made)
        self._signature_column.addWidget(made)
        return made

    def _remove_signature(self, editor: SignatureEditor) -> None:
        self.signatures.remove(editor)
        self._signature_column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.sign.setFocus()

    def collect(self) -> Draft:
        assert self._draft is not None
        return Draft(
            self._draft.child_id,
            self.kind.currentData(),
            self.drawn_up.day,
            self.review_by.day,
            {name: box.toPlainText().strip() for name, box in self.texts.items()},
            [each.form() for each in self.outcomes],
            [each.value() for each in self.signatures],
            not self.agreed.isChecked(),
        )

    def troubles(self) -> dict[str, str]:
        """Days that cannot be read."""
        wrong = {}
        for name, edit in (("drawn_up", self.drawn_up), ("review_by", self.review_by)):
            edit.read()
            if edit.trouble:
                wrong[name] = edit.trouble
        for editor in self.outcomes:
            if words := editor.trouble():
                wrong["outcomes"] = words
        for each in self.signatures:
            each.day.read()
            if each.day.trouble:
                wrong["signatures"] = each.day.trouble
        return wrong

    def show_problems(self, wrong: dict[str, str]) -> str:
        for name, row in self.rows.items():
            row.set_problem(wrong.get(name, ""))
        first = next((row for name, row in self.rows.items() if name in wrong), None)
        if first is not None:
            self.focus_into_view(first)
            first.control.setFocus()
        return ". ".join(words for name, words in wrong.items() if name not in self.rows)
