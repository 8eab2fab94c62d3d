"""One child's dates under each authority: lanes on one time line (or the same as a list), and what differs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from services.usecases.standards_results import CaseComparison
from ui import theme
from ui.tables.compare import ChangeColumn, ChangeTable
from ui.tables.outline import OutlineTable
from ui.viewmodels.compare import KINDS, changes, lane_sections, tally
from ui.viewmodels.lanes import SPANS
from ui.widgets.facts import selectable
from ui.widgets.flow import FlowLayout
from ui.widgets.lanesview import LanesView
from ui.widgets.outlineview import OutlineView
from ui.widgets.roles import button, label
from ui.widgets.sidepanel import QuietSplitter

_NONE = "Choose a child above to see the same events under each authority."


class ChildPage(QWidget):
    standard_wanted = Signal(str, str)  # authority, standard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: CaseComparison | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        now = theme.current()
        self.line_button, self.list_button = button("Time line", "chip"), button("List", "chip")
        self._ways = QButtonGroup(self)
        for made, words in ((self.line_button, "Show as a time line"), (self.list_button, "Show as a list")):
            made.setCheckable(True)
            made.setAccessibleName(words)
            self._ways.addButton(made)
        self.line_button.setChecked(True)
        self.months = QComboBox()
        self.months.setAccessibleName("How far ahead")
        for number, words in SPANS:
            self.months.addItem(f"{words} ahead", number)
        self.months.setCurrentIndex(1)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Which differences")
        self.kind.addItem("Every difference", "")
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind)
        bar = QWidget()
        row = FlowLayout(bar, now.space(2))
        for part in (self.line_button, self.list_button, self.months, self.kind):
            row.addWidget(part)
        self.tally = selectable("")
        self.lanes = LanesView()
        self.around = QScrollArea()
        self.around.setWidgetResizable(True)
        self.around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.around.setWidget(self.lanes)
        self.list_model = OutlineTable(self)
        self.list = OutlineView(self.list_model, "What is next under each authority")
        self.says = selectable("", "quiet")
        for said in (self.tally, self.says):
            said.setMinimumHeight(
                1
            )  # else they, were they wrapped narrowly, would set the page's least height
        self.ways = QStackedWidget()
        self.ways.addWidget(self.around)
        self.ways.addWidget(self.list)
        self.table = ChangeTable(self)
        self.view = _change_view(self.table)
        self.above, self.below = QWidget(), QWidget()
        for holder, parts in ((self.above, (self.ways, self.says)), (self.below, (self.tally, self.view))):
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(now.space(2))
            for each in parts:
                inside.addWidget(each, 1 if each in (self.ways, self.view) else 0)
        self.split = QuietSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(now.space(3))
        self.split.addWidget(self.above)
        self.split.addWidget(self.below)
        self.split.setSizes([420, 300])
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(now.space(2))
        inside.addWidget(bar)
        inside.addWidget(self.split, 1)
        self.none = label(_NONE, "quiet", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.none)
        self.stack.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, now.space(3), 0, 0)
        column.addWidget(self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Room for a few lines of each part, and for all the words between; else the whole page scrolls."""
        line = self.fontMetrics().height()
        for holder, part, lines, words in (
            (self.above, self.ways, 10, self.says),
            (self.below, self.view, 7, self.tally),
        ):
            part.setMinimumHeight(line * lines)
            told = max(2 * line, words.heightForWidth(self.width()))
            holder.setMinimumHeight(line * lines + told + theme.current().space(2))

    def _connect(self) -> None:
        self.line_button.toggled.connect(self._way)
        self.months.currentIndexChanged.connect(lambda _n: self._draw())
        self.kind.currentIndexChanged.connect(lambda _n: self._fill_changes())
        self.lanes.chosen.connect(lambda _a, _k: self._say())
        self.lanes.opened.connect(self.standard_wanted)
        self.list.opened.connect(self._open_line)
        self.view.activated.connect(lambda index: self._open_change(index.row()))

    def set_comparison(self, found: CaseComparison | None, name: str) -> None:
        self._found = found
        self.stack.setCurrentIndex(1 if found is not None else 0)
        self.setFocusProxy(self.lanes if found is not None else self.none)
        self.tally.setText(tally(found) if found is not None else "")
        self.list.unfold_all = True
        self.list_model.set_rows(lane_sections(found))
        if found is not None:
            two = len(found.lanes) == 2
            self.table.name_columns(found.lanes[0].name, found.lanes[1].name if two else "Under the other")
            self.view.setColumnHidden(ChangeColumn.AUTHORITY, two)
        self._draw()
        self._fill_changes()
        self._make_room()

    def _draw(self) -> None:
        self.lanes.set_comparison(self._found, self.months.currentData())
        self._say()

    def _fill_changes(self) -> None:
        kind = self.kind.currentData()
        self.table.set_rows(changes(self._found, (kind,) if kind else ()))
        self.view.resizeRowsToContents()

    def _say(self) -> None:
        self.says.setText(self.lanes.words() if self._found is not None else "")
        self._make_room()

    def _way(self, line: bool) -> None:
        self.ways.setCurrentIndex(0 if line else 1)
        self.months.setVisible(line)
        self.says.setVisible(line)

    def _open_line(self, key: str) -> None:
        authority, _, deadline = key.partition("|")
        standard = deadline.partition("|")[0]
        self.standard_wanted.emit(authority, standard)

    def _open_change(self, row: int) -> None:
        change = self.table.row(row)
        if change is not None:
            self.standard_wanted.emit(*change.standard)


def _change_view(model: ChangeTable) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName("What differs")
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(True)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(ChangeColumn.WHAT, QHeaderView.ResizeMode.Stretch)
    header.sectionResized.connect(lambda *_sizes: view.resizeRowsToContents())
    return view
