"""The head of a plan's form: its kind, its days, whether it is agreed, and what is recorded with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from services.usecases.plankinds import KINDS
from ui import theme
from ui.viewmodels.planform import STAGES, TITLES, Draft, plan_kind
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.formrow import FormRow
from ui.widgets.planaction import Today
from ui.widgets.planparts import OffersBox

_OFFERS = "The calendar waits for this. Recorded with the plan, so that nothing is typed twice:"


class PlanHead(QWidget):
    changed = Signal()
    days_changed = Signal()

    def __init__(self, draft: Draft, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self.kind = _choice("Kind of plan", TITLES, draft.kind)
        if self.kind.findData(draft.kind) < 0:
            self.kind.addItem(plan_kind(draft.kind), draft.kind)
            self.kind.setCurrentIndex(self.kind.count() - 1)
        self.kind.setEnabled(not draft.review)
        self.stage = _choice("Stage of the plan", STAGES, draft.stage)
        self.drawn_up = OptionalDateEdit("Drawn up", today, optional=False)
        self.drawn_up.set_day(draft.drawn_up)
        self.review_by = OptionalDateEdit("Review by", today)
        self.review_by.set_day(draft.review_by)
        self.agreed = QCheckBox("Agreed, no longer a draft")
        self.agreed.setChecked(not draft.draft)
        self.offers = OffersBox(_OFFERS)
        line = QWidget()
        across = FlowLayout(line, theme.current().space(4))
        for name, words, control in (
            ("kind", "Kind of plan", self.kind), ("stage", "Stage", self.stage),
            ("drawn_up", "Reviewed on" if draft.review else "Drawn up", self.drawn_up),
            ("review_by", "Review by", self.review_by),
        ):  # fmt: skip
            self.rows[name] = FormRow(words, control)
            across.addWidget(self.rows[name])
        across.addWidget(FormRow("Standing", self.agreed))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(2))
        body.addWidget(line)
        body.addWidget(self.offers)
        self._kind_changed()
        self.kind.currentIndexChanged.connect(lambda _n: self._kind_changed())
        self.stage.currentIndexChanged.connect(lambda _n: self.changed.emit())
        self.agreed.toggled.connect(lambda _on: self.changed.emit())
        for day in (self.drawn_up, self.review_by):
            day.changed.connect(self.changed)
            day.changed.connect(self.days_changed)

    def _kind_changed(self) -> None:
        self.rows["stage"].setVisible(self._staged())
        self.changed.emit()

    def _staged(self) -> bool:
        known = KINDS.get(self.kind.currentData())
        return bool(known and known.stages)

    def stage_said(self) -> str:
        return str(self.stage.currentData()) if self._staged() else ""

    def span(self) -> tuple[date | None, date | None]:
        """When the plan was drawn up, and by when it is reviewed."""
        return self.drawn_up.day, self.review_by.day

    def troubles(self) -> dict[str, str]:
        """Days that cannot be read."""
        wrong = {}
        for name, edit in (("drawn_up", self.drawn_up), ("review_by", self.review_by)):
            edit.read()
            if edit.trouble:
                wrong[name] = edit.trouble
        return wrong


def _choice(name: str, choices: Mapping[str, str], chosen: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for value, words in choices.items():
        made.addItem(words, value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made
