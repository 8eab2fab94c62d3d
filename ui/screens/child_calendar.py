"""The month of a child: moved through by buttons and keys, with what it shows to choose."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.viewmodels.moments import month_text
from ui.viewmodels.month import MonthModel, Shown
from ui.widgets.flow import flow
from ui.widgets.monthview import MonthView
from ui.widgets.roles import button, icon_button, label


class CalendarPage(QWidget):
    item_opened = Signal(str)
    day_opened = Signal(object)
    day_chosen = Signal(object)

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.month = MonthView(model)
        self.month.item_opened.connect(self.item_opened)
        self.month.day_opened.connect(self.day_opened)
        model.chosen.connect(self.day_chosen)
        model.changed.connect(self._retitle)
        now = theme.current()
        self.title = label("", "heading")
        self.title.setMinimumWidth(
            self.title.fontMetrics().horizontalAdvance("September 2026") + now.space(6)
        )
        self.previous = icon_button("left", "Previous month", "Previous month (Page Up)")
        self.next = icon_button("right", "Next month", "Next month (Page Down)")
        self.today = button("Today", tip="Back to today (T)")
        self.previous.clicked.connect(lambda: model.move_months(-1))
        self.next.clicked.connect(lambda: model.move_months(1))
        self.today.clicked.connect(model.go_today)
        self.projected = QCheckBox("Projected")
        self.projected.setToolTip("Deadlines that follow when the ones before them are met on their day")
        self.done = QCheckBox("Met")
        self.recorded = QCheckBox("Recorded")
        self.done.setToolTip("Deadlines that were met, lapsed or were waived")
        self.recorded.setToolTip("What has happened, on its day")
        self.projected.setChecked(True)
        for box in (self.projected, self.done, self.recorded):
            box.setAccessibleName(f"Show {box.text().lower()}")
            box.toggled.connect(self._show_what)
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(now.space(1))
        for part in (self.previous, self.next, self.today):
            row.addWidget(part)
        row.addSpacing(now.space(2))
        row.addWidget(self.title)
        bar = flow(left, self.projected, self.done, self.recorded, spacing=now.space(3))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(bar)
        body.addWidget(self.month, 1)
        self.setFocusProxy(self.month)
        self._retitle()

    def _retitle(self) -> None:
        self.title.setText(month_text(self.model.year, self.model.month))

    def _show_what(self) -> None:
        self.model.set_shown(
            Shown(self.projected.isChecked(), self.done.isChecked(), self.recorded.isChecked())
        )
