"""What is said of one child, or of the worker, in a session: the agenda beside, notes under headings, decisions."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from services.usecases.oversight_results import AgendaView, Decision, Discussion
from ui import tasks, theme
from ui.viewmodels.eventstate import Step
from ui.widgets.agendalines import AgendaLines, text_of
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.roles import button, frame, label
from ui.widgets.steplines import StepLines


class SessionEditor(QWidget):
    """Collects a `Discussion`; the agenda is gathered in the background."""

    changed = Signal()
    gathered = Signal(object)  # the AgendaView

    def __init__(
        self, desk: Any, child_id: str, name: str, oversight: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.child_id, self.name = desk, child_id, name
        self.agenda: AgendaView | None = None
        now = theme.current()
        self.lines = AgendaLines(most=6)
        self.take = button("Put this into the notes", "", "add")
        self.take.setEnabled(False)
        self.take.clicked.connect(self.take_agenda)
        box = frame("card")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(now.space(3), now.space(3), now.space(3), now.space(3))
        inside.addWidget(label("To talk about", "strong"))
        inside.addWidget(self.lines)
        inside.addWidget(self.take)
        self.boxes: dict[str, GrowingText] = {}
        self.steps = StepLines(desk.today)
        self.problem = FormRow(
            "Decisions: what, who, by when", self.steps, "Each becomes an action and stands on the calendar."
        )
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(3))
        body.addWidget(self.problem)
        self.notes: dict[str, FormRow] = {}
        for heading in desk.oversight.headings(oversight, child_id):
            made = GrowingText("", f"{heading}: {name}", lines=2)
            made.textChanged.connect(self.changed)
            self.boxes[heading] = made
            self.notes[heading] = FormRow(heading, made)
        first = next(iter(self.notes.values()))
        body.insertWidget(0, first)
        for row in list(self.notes.values())[1:]:
            body.addWidget(row)
        body.addStretch(1)
        beside = QVBoxLayout()
        beside.addWidget(box)
        beside.addStretch(1)
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.sides.setSpacing(now.space(4))
        self.sides.addLayout(body, 3)
        self.sides.addLayout(beside, 2)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(label(name, "heading", wrap=True))
        outside.addLayout(self.sides)
        self.steps.changed.connect(self.changed)
        self.lines.show_agenda(None)
        tasks.run(self, lambda _p: desk.oversight.agenda(child_id), self._arrived, lambda _e: None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The agenda stands above the notes where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * 100
        ways = QBoxLayout.Direction
        self.sides.setDirection(ways.BottomToTop if narrow else ways.LeftToRight)

    def _arrived(self, agenda: AgendaView) -> None:
        self.agenda = agenda
        self.lines.show_agenda(agenda)
        self.take.setEnabled(bool(text_of(agenda)))
        self.gathered.emit(agenda)

    def take_agenda(self) -> None:
        """The agenda as text into the first note, to be worked over."""
        box = next(iter(self.boxes.values()))
        if self.agenda is not None:
            before = box.toPlainText().strip()
            box.setPlainText("\n".join(filter(None, (before, text_of(self.agenda)))))
            box.setFocus()

    def discussion(self) -> Discussion:
        self.steps.read()
        decided = tuple(Decision(s.what, s.who, s.by) for s in self.steps.steps())
        notes = tuple((h, box.toPlainText()) for h, box in self.boxes.items() if box.toPlainText().strip())
        return Discussion(self.child_id, notes, decided)

    def point_to(self, where: str, words: str) -> None:
        """Say what is wrong with a decision at its line, and put the keyboard there."""
        found = re.search(r"decisions\[(\d+)\]\.(what|who|by)$", where)
        if found is None:
            return
        self.problem.set_problem(words)
        lines = [line for line in self.steps.lines if not line.step.empty]
        if int(found[1]) < len(lines):
            getattr(lines[int(found[1])], found[2]).setFocus()

    @property
    def empty(self) -> bool:
        said = self.discussion()
        return not said.notes and not said.decisions

    def state(self) -> dict[str, Any]:
        said = self.discussion()
        return {"notes": dict(said.notes), "decisions": [(d.what, d.who, d.by) for d in said.decisions]}

    def restore(self, state: dict[str, Any]) -> None:
        for heading, text in state.get("notes", {}).items():
            if heading in self.boxes:
                self.boxes[heading].setPlainText(text)
        self.steps.set_steps([Step(what, who, by) for what, who, by in state.get("decisions", ())])
