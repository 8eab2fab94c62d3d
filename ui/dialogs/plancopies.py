"""Who got a copy of a plan, when and how; and the meeting that waits for it to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from services.usecases.planevents import Offer, renewed
from services.usecases.results import ChildDetail, Copy, PlanView
from ui import tasks
from ui.dialogs.frame import FormDialog
from ui.viewmodels.planform import HOW, copy_people
from ui.widgets.dateedit import OptionalDateEdit


class CopiesDialog(FormDialog):
    """Everybody around the child is there to be ticked; anybody else is named."""

    def __init__(self, desk: Any, child: ChildDetail, plan: PlanView, parent: QWidget | None = None) -> None:
        intro = f"{plan.title}, version {plan.version}. What is ticked is kept with it, with your name and the time."
        super().__init__("Who got a copy of the plan", "Record", parent, intro=intro)
        self.desk, self.plan = desk, plan
        self._asked: date | None = None
        self.boxes: list[tuple[QCheckBox, str, str]] = []
        self.form.addWidget(self._people(child, plan))
        self.other = QLineEdit()
        self.other.setPlaceholderText("Name, and who they are: Mrs Khan, school")
        self.add_row("other", "Somebody else", self.other)
        self.given = OptionalDateEdit("Given on", desk.today, optional=False, past=True)
        self.given.set_day(desk.today())
        self.add_row("given", "Given on", self.given)
        self.how = QComboBox()
        self.how.setEditable(True)
        self.how.addItems(list(HOW))
        self.add_row("how", "How", self.how)
        self.meets = QComboBox()
        self.meets.setAccessibleName("The meeting that waits for this plan")
        self.meets_row = self.add_row(
            "meets", "The calendar waits for the plan to be sent", self.meets,
            "Recorded on the meeting as well, so that nothing is typed twice.",
        )  # fmt: skip
        self.meets_row.hide()
        self.form.addStretch(1)
        self.given.changed.connect(self._look)
        self._look()

    def _people(self, child: ChildDetail, plan: PlanView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for name, role in copy_people(child, plan):
            box = QCheckBox(f"{name}, {role}" if role else name)
            self.boxes.append((box, name, role))
            column.addWidget(box)
        return holder

    def _look(self) -> None:
        """Which meetings wait for the plan, as of the day on which it was given."""
        day, desk, plan = self.given.day, self.desk, self.plan
        if day is None or day == self._asked:
            return
        self._asked = day
        tasks.run(
            self, lambda _p: desk.planning.sendings(plan.id, day), lambda found: self._found(day, found)
        )

    def _found(self, day: date, offers: Sequence[Offer]) -> None:
        if day != self.given.day:
            return
        self.meets.clear()
        for offer in offers:
            self.meets.addItem(offer.words, offer)
        self.meets.addItem("None of these", None)
        likely = next((n for n, offer in enumerate(offers) if offer.ticked), len(offers))
        self.meets.setCurrentIndex(likely)
        self.meets_row.setVisible(bool(offers))

    def copies(self) -> tuple[Copy, ...]:
        how = self.how.currentText().strip()
        named = [(name, role) for box, name, role in self.boxes if box.isChecked()]
        if other := self.other.text().strip():
            name, _, role = other.partition(",")
            named.append((name.strip(), role.strip()))
        return tuple(Copy(name, role, self.given.day, how) for name, role in named)

    def dirty(self) -> bool:
        return any(box.isChecked() for box, _, _ in self.boxes) or bool(self.other.text().strip())

    def check(self) -> dict[str, str]:
        self.given.read()
        wrong = {}
        if self.given.trouble or self.given.day is None:
            wrong["given"] = self.given.trouble or "Give the day on which it was given"
        if not self.dirty():
            wrong["other"] = "Tick or name who got the plan"
        return wrong

    def commit(self) -> None:
        offer = self.meets.currentData() if not self.meets_row.isHidden() else None
        assert self.given.day is not None
        waiting = self.desk.planning.sendings(self.plan.id, self.given.day) if offer else ()
        self.desk.planning.give(self.plan.id, self.copies(), renewed((offer,) if offer else (), waiting))
