"""Who got a copy of a plan, when and how; what waits for it to be sent, and what the sharing log says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from services.usecases.plan_results import Offer
from services.usecases.results import ChildDetail, Copy, PlanView
from services.usecases.sendings import log_words, outside
from services.usecases.sharing import known_as
from services.usecases.unsaved import Unfinished
from ui import tasks
from ui.dialogs.kept import KeptForm
from ui.viewmodels.moments import day_text
from ui.viewmodels.planform import HOW, copy_people
from ui.widgets.copylog import CopyLog
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.planparts import OffersBox
from ui.widgets.tickline import TickLine


class CopiesDialog(KeptForm):
    """Everybody around the child is there to be ticked; anybody else is named."""

    def __init__(
        self,
        desk: Any,
        child: ChildDetail,
        plan: PlanView,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        intro = f"{plan.title}, version {plan.version}. What is ticked is kept with it, with your name and the time."
        super().__init__("Who got a copy of the plan", "Record", parent, intro=intro)
        self.desk, self.child, self.plan = desk, child, plan
        self._asked: tuple[date, tuple[Copy, ...]] | None = None
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
        self.offers = OffersBox("The calendar waits for the plan to be sent. Recorded with it:")
        self.form.addWidget(self.offers)
        self.log = CopyLog(plan.title, log_words(plan), lambda: self.given.day)
        self.form.addWidget(self.log)
        self.form.addStretch(1)
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self._look)
        self.given.changed.connect(self._look)
        self.other.textChanged.connect(self._readers_changed)
        self._look()
        child_id = plan.child_id
        tasks.run(self, lambda _p: desk.sharing.record(child_id), self.log.know)
        self.beside |= {"offers": self.offers, "log": self.log}
        self.keep_drafts(desk, "plan_copies", child_id, plan.id, left)

    def _called(self) -> str:
        return f"Who got a copy of the {self.plan.title.lower()}"

    def _kept(self) -> Mapping[str, Any] | None:
        state = super()._kept()
        ticked = [[name, role] for box, name, role in self.boxes if box.isChecked()]
        return None if state is None else {**state, "people": ticked}

    def _put_back(self, state: Mapping[str, Any]) -> None:
        ticked = [tuple(each) for each in state.get("people", ())]
        for box, name, role in self.boxes:
            box.setChecked((name, role) in ticked)
        super()._put_back(state)

    def _people(self, child: ChildDetail, plan: PlanView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for name, role, had in copy_people(child, plan):
            who = known_as(name, role)
            line = TickLine(f"{who} (had one on {day_text(had)})" if had else who)
            box = line.box
            box.toggled.connect(self._readers_changed)
            self.boxes.append((box, name, role))
            column.addWidget(line)
        return holder

    def _readers_changed(self) -> None:
        child = self.child
        self.log.show_readers([(n, role, outside(child, n, role)) for n, role, _, _ in self.copies()])
        self._soon.start()

    def _look(self) -> None:
        """What waits for the plan, as of the day on which it was given and of who has a copy."""
        day, desk, plan, copies = self.given.day, self.desk, self.plan, self.copies()
        if day is None or (day, copies) == self._asked:
            return
        self._asked = (day, copies)

        def arrived(found: Sequence[Offer]) -> None:
            if self._asked == (day, copies):
                self.offers.show_offers(found)

        tasks.run(self, lambda _p: desk.planning.sendings(plan.id, day, copies), arrived)

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
        if unsaid := self.log.check():
            wrong["log"] = unsaid
        return wrong

    def commit(self) -> None:
        day, planning, copies = self.given.day, self.desk.planning, self.copies()
        assert day is not None
        also = self.offers.taken_of(planning.sendings(self.plan.id, day, copies))
        log = self.log.entries(self.plan.child_id, day, self.how.currentText().strip())
        with self.saving():
            planning.give(self.plan.id, copies, also, log)
