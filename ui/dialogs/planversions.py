"""The versions of a plan: each can be read and printed, and any two stand side by side in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from services.usecases.results import ChildDetail, PlanView
from ui import theme
from ui.dialogs.frame import open_sized
from ui.tables.plans import ChangeColumn, ChangeTable
from ui.viewmodels.planversions import earlier_of, listed, saved_words
from ui.viewmodels.printing import difference_page, plan_page
from ui.widgets.flow import flow
from ui.widgets.formrow import FormRow
from ui.widgets.roles import button, label
from ui.widgets.scrolling import WholePage
from ui.widgets.taborder import InOrder
from ui.widgets.wrapping import WrappingTable

if TYPE_CHECKING:
    from services.usecases.planreview import SavedPlan


class VersionsDialog(InOrder, QDialog):
    no_draft = "it is only read"

    page_wanted = Signal(object)

    def __init__(
        self, desk: Any, child: ChildDetail, history: tuple[SavedPlan, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.child, self.history = desk, child, history
        self._told: Any = None
        self.setWindowTitle("Versions of the plan")
        self.setModal(True)
        now = theme.current()
        self.before, self.after = QComboBox(), QComboBox()
        for box, name in ((self.before, "Earlier version"), (self.after, "Later version")):
            box.setAccessibleName(name)
            box.setMinimumContentsLength(24)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.currentIndexChanged.connect(lambda _n: self._compare())
        self.every = QCheckBox("Every saving, corrections too")
        self.every.setVisible(len(listed(history, False)) < len(history))
        self.every.toggled.connect(lambda _on: self._fill())
        self.counted = label("", "strong", wrap=True)
        self.table = ChangeTable(self)
        self.view = WrappingTable("What differs", (ChangeColumn.BEFORE, ChangeColumn.AFTER), (1, 1), most=12)
        self.view.setModel(self.table)
        self.read_before = button("Read the earlier one…", "", "preview")
        self.read_after = button("Read the later one…", "", "preview")
        self.print_button = button("Print what changed…", "", "print")
        close = button("Close")
        for each in (self.read_before, self.read_after, self.print_button):
            each.setAutoDefault(False)
        self.read_before.clicked.connect(lambda: self._read(self.before))
        self.read_after.clicked.connect(lambda: self._read(self.after))
        self.print_button.clicked.connect(self._print)
        close.clicked.connect(self.accept)
        page = QWidget()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(WholePage(page))
        body = QVBoxLayout(page)
        space = now.space(4)
        body.setContentsMargins(space, space, space, space)
        body.setSpacing(now.space(3))
        body.addWidget(label(f"Versions of the {history[0].plan.title.lower()}", "heading", wrap=True))
        body.addWidget(
            flow(
                FormRow("Earlier", self.before),
                FormRow("Later", self.after),
                self.every,
                spacing=now.space(4),
            )
        )
        body.addWidget(self.counted)
        self.view.setMinimumHeight(self.fontMetrics().height() * 9)
        body.addWidget(self.view, 1)
        last = QHBoxLayout()
        last.addWidget(flow(self.read_before, self.read_after, self.print_button, spacing=now.space(2)), 1)
        last.addWidget(close)
        body.addLayout(last)
        self._fill()

    def open_sized(self, width: int, height: int) -> None:
        open_sized(self, width, height)

    def _fill(self) -> None:
        """The newest beside what it was before."""
        shown = listed(self.history, self.every.isChecked())
        for box in (self.before, self.after):
            box.blockSignals(True)
            box.clear()
            for saved in shown:
                box.addItem(saved_words(saved, self.every.isChecked()), saved)
            box.blockSignals(False)
        self.after.setCurrentIndex(0)
        self.before.setCurrentIndex(earlier_of(shown, 0))
        self._compare()

    def _compare(self) -> None:
        before, after = self.before.currentData(), self.after.currentData()
        if before is None or after is None:
            return
        from services.usecases.plandiff import between

        self._told = between(before.plan, after.plan)
        self.table.set_rows(self._told.changes)
        self.counted.setText(f"{self._told.counted}.")
        self.print_button.setEnabled(bool(self._told.changes))
        self.view.fit_soon()

    def _read(self, box: QComboBox) -> None:
        saved = box.currentData()
        if saved is not None:
            plan: PlanView = saved.plan
            self.accept()
            self.page_wanted.emit(plan_page(self.child, plan, self.desk.today()))

    def _print(self) -> None:
        self.accept()
        self.page_wanted.emit(difference_page(self.child, self._told, self.desk.today()))
