"""Before closure days or terms are saved: which dates would move, child by child, and a yes or no."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from services.usecases.effects_of_days import Effects
from ui import theme
from ui.tables.outline import OutlineTable
from ui.viewmodels.dayseffect import DaysEffect, headline, sections
from ui.widgets.flow import flow
from ui.widgets.outlineview import OutlineView
from ui.widgets.roles import button, frame, label


class MovesPanel(QWidget):
    """Hidden while nothing is asked."""

    def __init__(self, model: DaysEffect, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        now = theme.current()
        card = frame("card")
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        self.title = label("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Working out which dates move")
        self.bar.setTextVisible(False)
        self.table = OutlineTable(self)
        self.list = OutlineView(self.table, "Dates that would move")
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 12)
        self.yes = button("Save", "primary", "save")
        self.no = button("Leave as it was")
        body = QVBoxLayout(card)
        space = now.space(3)
        body.setContentsMargins(space, space, space, space)
        body.setSpacing(now.space(2))
        for part in (self.title, self.bar, self.list):
            body.addWidget(part)
        body.addWidget(flow(self.yes, self.no))
        self.hide()
        self.yes.clicked.connect(model.agree)
        self.no.clicked.connect(model.leave)
        model.working.connect(self._working)
        model.found.connect(self._found)
        model.finished.connect(self.hide)

    def _working(self, done: int, total: int) -> None:
        self.title.setText("Working out which dates move…")
        self.bar.setMaximum(total)
        self.bar.setValue(done)
        self.bar.show()
        self.list.hide()
        self.yes.hide()
        self.show()

    def _found(self, effects: Effects) -> None:
        self.title.setText(headline(effects))
        self.bar.hide()
        self.list.unfold_all = True
        self.table.set_rows(sections(effects))
        self.list.show()
        self.yes.show()
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
