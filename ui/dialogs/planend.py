"""Ending a plan: when and why, and the event that ends what it was for."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from services.usecases.planevents import renewed
from services.usecases.results import PlanView
from services.usecases.unsaved import Unfinished
from ui import tasks
from ui.dialogs.kept import KeptForm
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.growing import GrowingText
from ui.widgets.planparts import OffersBox


class EndPlanDialog(KeptForm):
    def __init__(
        self, desk: Any, plan: PlanView, parent: QWidget | None = None, left: Unfinished | None = None
    ) -> None:
        intro = f"{plan.title}, version {plan.version}. It stays on the record, with all its versions."
        super().__init__("End this plan", "End the plan", parent, intro=intro)
        self.save_only_on_purpose()
        self.desk, self.plan = desk, plan
        self._asked: date | None = None
        self.day = OptionalDateEdit("Ended on", desk.today, optional=False, past=True)
        self.day.set_day(desk.today())
        self.add_row("ended", "Ended on", self.day)
        self.why = GrowingText("", "Why it ends", "What has been achieved, or why it did not work")
        self.add_row("why", "Why it ends", self.why)
        self.offers = OffersBox("Recorded with it:")
        self.form.addWidget(self.offers)
        self.form.addStretch(1)
        self.day.changed.connect(self._look)
        self._look()
        self.why.setFocus()
        self.beside["offers"] = self.offers
        self.keep_drafts(desk, "plan_end", plan.child_id, plan.id, left)

    def _called(self) -> str:
        return f"End the {self.plan.title.lower()}"

    def _look(self) -> None:
        day, desk, plan = self.day.day, self.desk, self.plan
        if day is not None and day != self._asked:
            self._asked = day
            tasks.run(self, lambda _p: desk.planning.endings(plan.id, day), self.offers.show_offers)

    def dirty(self) -> bool:
        return bool(self.why.toPlainText().strip())

    def check(self) -> dict[str, str]:
        self.day.read()
        wrong = {}
        if self.day.trouble or self.day.day is None:
            wrong["ended"] = self.day.trouble or "Give the day on which it ended"
        if not self.dirty():
            wrong["why"] = "Say in a sentence why it ends"
        return wrong

    def commit(self) -> None:
        assert self.day.day is not None
        offered = self.desk.planning.endings(self.plan.id, self.day.day)
        also = renewed(self.offers.taken(), offered)
        with self.saving():
            self.desk.planning.end(self.plan.id, self.day.day, self.why.toPlainText(), also)
