"""The plans that would outlast a case: each is named, and may end with it, on the day of the closure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.endings_results import PlanInForce
from services.usecases.plan_results import Offer
from ui import theme
from ui.viewmodels.moments import count, day_text
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.roles import label
from ui.widgets.scrolling import empty
from ui.widgets.tickline import TickLine


class PlansEnding(QWidget):
    """Hidden where no plan is in force. `reason`: from the closing summary."""

    changed = Signal()

    def __init__(self, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.current().space(1)
        self.lines: list[tuple[PlanInForce, TickLine]] = []
        self._left: set[str] = set()  # unticked by hand, by id
        self.heading = label("", "warning", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(space)
        self.why = GrowingText(reason.strip(), "What was achieved, or why it did not work", lines=2)
        self.why.setAccessibleName("Why these plans end")
        self.row = FormRow("Why these plans end", self.why, "It is kept with each plan that is ticked.")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space)
        body.addWidget(self.heading)
        body.addLayout(self._column)
        body.addWidget(self.row)
        self.hide()

    def show_plans(self, held: Sequence[PlanInForce]) -> None:
        if [each for each, _ in self.lines] == list(held):
            return
        empty(self._column)
        self.lines = []
        for each in held:
            plan = each.plan
            words = f"End the {plan.title.lower()} of {day_text(plan.drawn_up)}, version {plan.version}, on that day"
            line = TickLine(words, tuple((offer.words, "quiet") for offer in each.also))
            line.box.setChecked(plan.id not in self._left)
            line.box.clicked.connect(lambda on, id=plan.id: self._by_hand(id, on))
            self.lines.append((each, line))
            self._column.addWidget(line)
        said = count(len(held), "plan is", "plans are")
        self.heading.setText(f"{said} still in force. What is ticked ends with the case:")
        self.row.setVisible(self._ticked())
        self.setVisible(bool(held))

    def _by_hand(self, plan_id: str, on: bool) -> None:
        (self._left.discard if on else self._left.add)(plan_id)
        self.row.setVisible(self._ticked())
        self.changed.emit()

    def _ticked(self) -> bool:
        return any(line.box.isChecked() for _, line in self.lines)

    def stands(self) -> list[str]:
        """The plans that do not end with the case; why the others end is a row of the form."""
        return sorted(self._left)

    def put_back(self, state: list[str]) -> None:
        self._left = set(state)
        for each, line in self.lines:
            line.box.setChecked(each.plan.id not in self._left)
        self.row.setVisible(self._ticked())

    def check(self) -> str:
        wrong = self._ticked() and not self.why.toPlainText().strip()
        return "Say in a sentence why they end, or take the ticks out" if wrong else ""

    def taken(self, held: Sequence[PlanInForce]) -> tuple[tuple[str, ...], tuple[Offer, ...]]:
        """The plans that end, of those that were shown, and the events that end what they were for."""
        shown = {each.plan.id for each, line in self.lines if line.box.isChecked()}
        ending = [each for each in held if each.plan.id in shown]
        return tuple(each.plan.id for each in ending), tuple(o for each in ending for o in each.also)
