"""Agreeing a frequency for this child, and recording why a standard does not apply: who decided, when and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from services.usecases.commands import AgreedFrequency, WaiveStandard
from services.usecases.results import DeadlineView
from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm
from ui.viewmodels.why import UNITS, Decision
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.numberbox import NumberBox


class _DecisionDialog(KeptForm):
    """Who, why and from when."""

    def __init__(self, title: str, save: str, desk: Any, parent: QWidget | None, intro: str) -> None:
        super().__init__(title, save, parent, intro=intro)
        self.desk = desk

    def _add_common(self, day_words: str) -> None:
        self.day = OptionalDateEdit(day_words, self.desk.today, optional=False)
        self.day.set_day(self.desk.today())
        self.add_row("day", day_words, self.day)
        self.by = QLineEdit(self.desk.own().name)
        self.add_row("by", "Who decided this", self.by)
        self.why = GrowingText("", "Why")
        self.add_row("why", "Why", self.why)
        self.form.addStretch(1)

    def check(self) -> dict[str, str]:
        self.day.read()
        wrong = dict(Decision(self.by.text(), self.why.toPlainText(), self.day.day).missing())
        if self.day.trouble:
            wrong["day"] = self.day.trouble
        return wrong

    def dirty(self) -> bool:
        return bool(self.why.toPlainText().strip())


class AgreeDialog(_DecisionDialog):
    """The tighter of what is agreed and what is printed counts."""

    def __init__(
        self,
        desk: Any,
        child_id: str,
        deadline: DeadlineView,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__("Agree a frequency", "Agree", desk, parent, deadline.says)
        self._child_id, self._standard = child_id, deadline.standard
        self.number = NumberBox("How many", 1, 365)
        self.number.setValue(2)
        self.unit = QComboBox()
        self.unit.setAccessibleName("Days, weeks or months")
        for unit, words in UNITS:
            self.unit.addItem(words, unit)
        self.unit.setCurrentIndex(2)
        every = QWidget()
        across = QHBoxLayout(every)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.number)
        across.addWidget(self.unit)
        across.addStretch(1)
        every.setFocusProxy(self.number)
        row: FormRow = self.add_row(
            "repeat",
            "Every",
            every,
            "From the day below on. A longer gap than the standard's own is kept only where its document allows it.",
        )
        row.control.setAccessibleName("How often")
        self._add_common("From which day")
        self.beside |= {"number": self.number, "unit": self.unit}
        self.keep_drafts(desk, "agree", child_id, deadline.key, left)

    def commit(self) -> None:
        assert self.day.day is not None
        repeat = f"{self.number.value()} {self.unit.currentData()}"
        with self.saving():
            self.desk.agree(
                AgreedFrequency(
                    self._child_id,
                    self._standard,
                    repeat,
                    self.day.day,
                    self.by.text().strip(),
                    self.why.toPlainText().strip(),
                )
            )


class WaiveDialog(_DecisionDialog):
    """From then on it is not owed; it stays visible as waived."""

    def __init__(
        self,
        desk: Any,
        child_id: str,
        deadline: DeadlineView,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__("Record that this does not apply", "Waive", desk, parent, deadline.says)
        self._child_id, self._standard = child_id, deadline.standard
        self._add_common("From which day it is not owed")
        self.keep_drafts(desk, "waive", child_id, deadline.key, left)

    def commit(self) -> None:
        assert self.day.day is not None
        with self.saving():
            self.desk.waive(
                WaiveStandard(
                    self._child_id,
                    self._standard,
                    self.day.day,
                    self.by.text().strip(),
                    self.why.toPlainText().strip(),
                )
            )
