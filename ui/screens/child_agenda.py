"""The agenda of a child: grouped by urgency, filtered as one types."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from services.usecases.results import CalendarView
from ui import theme
from ui.tables.agenda import AgendaTable
from ui.viewmodels.agenda import STATE_CHOICES, AgendaFilter, areas, build, tally
from ui.widgets.agendaview import AgendaView
from ui.widgets.flow import FlowLayout
from ui.widgets.roles import label


class AgendaPage(QWidget):
    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar: CalendarView | None = None
        self.table = AgendaTable(self)
        self.list = AgendaView(self.table)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the agenda (Ctrl+F)")
        self.search.setAccessibleName("Search the agenda")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self.search.fontMetrics().horizontalAdvance("m" * 14))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.state = QComboBox()
        self.state.setAccessibleName("State")
        for value, words in STATE_CHOICES:
            self.state.addItem(words, value)
        self.area = QComboBox()
        self.area.setAccessibleName("Area")
        self.area.addItem("Every area", "")
        self.area.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.projected = QCheckBox("Projected")
        self.projected.setAccessibleName("Show what is projected")
        self.projected.setToolTip("Deadlines that follow when the ones before them are met on their day")
        self.projected.setChecked(True)
        self.count = label("", "quiet")
        self.none = label("", "quiet", wrap=True)
        now = theme.current()
        bar = QWidget()
        row = FlowLayout(bar, now.space(2))
        for part in (self.search, self.state, self.area, self.projected):
            row.addWidget(part)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        for part in (bar, self.count, self.list, self.none):
            body.addWidget(part)
        body.setStretchFactor(self.list, 1)
        body.addStretch(0)
        self.search.textChanged.connect(self._fill)
        self.state.currentIndexChanged.connect(self._fill)
        self.area.currentIndexChanged.connect(self._fill)
        self.projected.toggled.connect(self._fill)
        self.setFocusProxy(self.list)

    def set_calendar(self, calendar: CalendarView) -> None:
        self._calendar = calendar
        chosen = self.area.currentData()
        self.area.blockSignals(True)
        while self.area.count() > 1:
            self.area.removeItem(1)
        for area, words in areas(calendar):
            self.area.addItem(words, area)
        self.area.setCurrentIndex(max(0, self.area.findData(chosen)))
        self.area.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        if self._calendar is None:
            return
        wanted = AgendaFilter(
            self.state.currentData(),
            self.area.currentData() or "",
            self.search.text(),
            self.projected.isChecked(),
        )
        groups = build(self._calendar, wanted)
        self.table.set_rows(groups)
        self.count.setText(tally(groups))
        for part in (self.list, self.count):
            part.setVisible(bool(groups))
        self.none.setVisible(not groups)
        empty = wanted == AgendaFilter()
        self.none.setText(
            "Nothing is owed yet. Record what has happened, and the deadlines appear here."
            if empty
            else "Nothing fits. Search for less, or choose Everything."
        )
