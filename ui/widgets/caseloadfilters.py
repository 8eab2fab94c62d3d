"""The search and the filters above the caseload."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui import theme
from ui.viewmodels.caseload import NO_PLAN, STATE_FILTERS, CaseloadModel
from ui.widgets.flow import FlowLayout
from ui.widgets.roles import button


class CaseloadFilters(QWidget):
    """Every change goes to the view-model at once; `refill` offers what the rows hold."""

    def __init__(self, model: CaseloadModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.search = QLineEdit()
        self.search.setPlaceholderText("Name, family, plan, worker, what is due")
        self.search.setAccessibleName("Search the caseload")
        self.search.setClearButtonEnabled(True)
        self.authority = _combo("Authority")
        self.worker = _combo("Worker")
        self.plan = _combo("Plan")
        self.state = _combo("State")
        for value, text in STATE_FILTERS:
            self.state.addItem(text, value)
        self.clear_button = button("Clear filters", "flat", "close")
        self.clear_button.hide()
        layout = FlowLayout(self, theme.current().space(2))
        for part in (self.search, *self.combos().values(), self.clear_button):
            layout.addWidget(part)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._size()
        self.refill()
        self.search.textChanged.connect(lambda text: model.set_filter(text=text))
        for part, combo in self.combos().items():
            combo.currentIndexChanged.connect(
                lambda _n, c=combo, p=part: model.set_filter(**{p: c.currentData() or ""})
            )
        self.clear_button.clicked.connect(self.clear)
        model.filter_changed.connect(lambda: self.clear_button.setVisible(not model.filter.empty))
        theme.notifier.changed.connect(self._size)

    def combos(self) -> dict[str, QComboBox]:
        """By the part of the filter that each sets."""
        return {"authority": self.authority, "worker": self.worker, "plan": self.plan, "state": self.state}

    def clear(self) -> None:
        for combo in self.combos().values():
            combo.setCurrentIndex(0)
        self.search.clear()
        self.model.clear_filter()
        self.search.setFocus()

    def refill(self) -> None:
        """Offer the authorities, workers and plans that the rows hold; what is chosen stays while it is there."""
        model = self.model
        plans = [(plan, plan) for plan in model.plans()]
        if any(not row.plans for row in model.rows):
            plans.append((NO_PLAN, "No plan open"))
        for part, every, values in (
            ("authority", "Every authority", model.authorities()),
            ("worker", "Every worker", [(worker, worker) for worker in model.workers()]),
            ("plan", "Every plan", plans),
        ):
            combo, kept = self.combos()[part], getattr(model.filter, part)
            combo.blockSignals(True)
            combo.clear()
            combo.addItem(every, "")
            for value, text in values:
                combo.addItem(text, value)
            place = combo.findData(kept)
            combo.setCurrentIndex(max(0, place))
            combo.blockSignals(False)
            list_ = combo.view()  # as wide as its longest line, also where the box is narrower
            list_.setMinimumWidth(list_.sizeHintForColumn(0) + 2 * theme.current().space(4))
            if kept and place < 0:  # the last child of that kind has gone
                model.set_filter(**{part: ""})

    def _size(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.search.setMinimumWidth(letter * 24)
        for part, combo in self.combos().items():
            combo.setMaximumWidth(letter * (26 if part == "state" else 19))


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(f"Filter by {name.lower()}")
    made.setToolTip(f"Show only one {name.lower()}")
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made
