"""Two to five authorities side by side: their limits by topic, and one child's dates under each of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from services.usecases.results import CaseloadRow
from ui import tasks, theme
from ui.screens.compare_child import ChildPage
from ui.screens.compare_topics import TopicsPage
from ui.screens.paper import PaperScreen
from ui.viewmodels.compare import MOST, CompareModel
from ui.viewmodels.standards_paper import case_page, topics_page
from ui.widgets.flow import FlowLayout
from ui.widgets.plaintabs import PlainTabs
from ui.widgets.roles import button, label
from ui.widgets.scrolling import empty

TOPICS, CHILD = range(2)


class CompareScreen(PaperScreen):
    """Ctrl+F searches the topics, Ctrl+P prints what is in front."""

    standard_wanted = Signal(str, str)  # authority, standard
    child_wanted = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CompareModel(desk, self)
        self._chips: dict[str, QPushButton] = {}
        self._wanted_child = ""
        self._build()
        self._connect()

    def start(self) -> None:
        """One's own authority and the one after it, the first time; the caseload to choose a child from."""
        if [*self._chips] != [view.id for view in self.model.authorities()]:
            self._fill_authorities(self.base.currentData() or self.model.desk.own().authority)
        model = self.model
        tasks.run(self, lambda _p: model.caseload(), self._fill_children, self.trouble)

    def close_down(self) -> None:
        self.model.close()

    def show_topic(self, topic: str) -> None:
        """One topic alone, or all of them for ""."""
        self.start()
        self.tabs.setCurrentIndex(TOPICS)
        self.topics.set_topic(topic)

    def show_child(self, child_id: str, name: str, authority: str) -> None:
        """A child's dates under its own authority and the others."""
        self.start()
        self._wanted_child = child_id
        place = self.base.findData(authority)
        if place >= 0:
            self.base.setCurrentIndex(place)
        self.model.set_child(child_id, name)
        self._choose_child(child_id)
        self.tabs.setCurrentIndex(CHILD)

    # Building

    def _build(self) -> None:
        now = theme.current()
        self.base = QComboBox()
        self.base.setAccessibleName("Authority that the others are held against")
        self.base.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.child = QComboBox()
        self.child.setAccessibleName("Child")
        self.child.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.child.addItem("Choose a child", "")
        self.print = button("&Print…", "", "print", "Print what is shown (Ctrl+P)")
        self.others = QWidget()
        self._other_row = FlowLayout(self.others, now.space(2))
        bar = QWidget()
        row = FlowLayout(bar, now.space(3))
        row.addWidget(_named("Hold against", self.base))
        row.addWidget(_named("Child", self.child))
        row.addWidget(self.print)
        self.topics = TopicsPage()
        self.one = ChildPage()
        self.tabs = PlainTabs("By topic, or for one child")
        self.tabs.addTab(self.topics, "By &topic")
        self.tabs.addTab(self.one, "For one &child")
        self.too_few = label("", "warning", wrap=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        column.setSpacing(now.space(2))
        for each in (label("Compare authorities", "title"), bar, self.others, self.too_few, self.banner):
            column.addWidget(each)
        column.addWidget(self.tabs, 1)
        self.set_body(page)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._arrived)
        model.failed.connect(self.trouble)
        model.busy.connect(self._busy)
        self.base.currentIndexChanged.connect(lambda _n: self._base_changed())
        self.child.activated.connect(lambda _n: self._child_chosen())
        self.print.clicked.connect(self.print_page)
        self.topics.opened.connect(self._open_limit)
        self.one.standard_wanted.connect(self.standard_wanted)
        for sequence, act in (("Ctrl+F", self.focus_search), ("Ctrl+P", self.print_page)):
            shortcut = QShortcut(QKeySequence(sequence), self.whole, lambda act=act: act())
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Choosing

    def _fill_authorities(self, own: str) -> None:
        views = self.model.authorities()
        self.base.blockSignals(True)
        self.base.clear()
        for view in views:
            self.base.addItem(view.name, view.id)
        self.base.setCurrentIndex(max(0, self.base.findData(own)))
        self.base.blockSignals(False)
        empty(self._other_row)
        self._chips = {}
        for view in views:
            chip = button(view.name, "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(f"Compare with {view.name}")
            chip.toggled.connect(lambda _on: self._choose())
            chip.setProperty("name", view.name)
            self._chips[view.id] = chip
            self._other_row.addWidget(chip)
        for name in [view.id for view in views if view.id != self.base.currentData()][: MOST - 1]:
            self._chips[name].blockSignals(True)
            self._chips[name].setChecked(True)
            self._chips[name].blockSignals(False)
        self._base_changed()

    def _base_changed(self) -> None:
        base = self.base.currentData()
        for name, chip in self._chips.items():
            chip.setVisible(name != base)
        self._choose()

    def _choose(self) -> None:
        base = self.base.currentData()
        others = [name for name, chip in self._chips.items() if chip.isChecked() and name != base]
        for name, chip in self._chips.items():
            chip.setText(f"\u2713 {chip.property('name')}" if chip.isChecked() else chip.property("name"))
            chip.setEnabled(chip.isChecked() or len(others) < MOST - 1 or name == base)
        self.too_few.setText("" if others else "Choose at least one other authority.")
        self.too_few.setVisible(not others)
        self.model.set_chosen([base, *others[: MOST - 1]] if base else [])

    def _fill_children(self, rows: tuple[CaseloadRow, ...]) -> None:
        kept = self._wanted_child or self.child.currentData() or ""
        self.child.blockSignals(True)
        self.child.clear()
        self.child.addItem("Choose a child", "")
        for row in rows:
            self.child.addItem(row.name, row.child_id)
        self.child.blockSignals(False)
        self._choose_child(kept)

    def _choose_child(self, child_id: str) -> None:
        place = self.child.findData(child_id)
        if place >= 0:
            self.child.setCurrentIndex(place)

    def _child_chosen(self) -> None:
        child_id = self.child.currentData() or ""
        self._wanted_child = child_id
        self.model.set_child(child_id, self.child.currentText() if child_id else "")
        if child_id:
            self.tabs.setCurrentIndex(CHILD)

    # Showing

    def _busy(self, busy: bool) -> None:
        if busy:
            self.topics.count.setText("Reading the standards…")

    def _arrived(self) -> None:
        self.banner.clear()
        self.topics.set_table(self.model.table)
        self.one.set_comparison(self.model.found, self.model.child_name)
        self.print.setEnabled(self.model.table is not None)

    def _open_limit(self, column: int, standard: str) -> None:
        table = self.model.table
        if table is not None and 0 <= column < len(table.authorities):
            self.standard_wanted.emit(table.authorities[column][0], standard)

    def focus_search(self) -> None:
        self.tabs.setCurrentIndex(TOPICS)
        self.topics.search.setFocus()
        self.topics.search.selectAll()

    # Paper

    def print_page(self) -> None:
        model, today = self.model, self.model.desk.today()
        if model.table is None:
            return
        if self.tabs.currentIndex() == CHILD and model.found is not None:
            self.preview(case_page(model.found, model.table, model.child_name, today))
        else:
            self.preview(topics_page(model.table, today))

    def focus_home(self) -> None:
        self.tabs.currentWidget().setFocus()


def _named(words: str, field: QWidget) -> QWidget:
    """A field with its name before it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().space(2))
    caption: QLabel = label(words, "quiet")
    caption.setBuddy(field)
    row.addWidget(caption)
    row.addWidget(field)
    return holder
