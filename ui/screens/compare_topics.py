"""The limits of the chosen authorities by topic."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from services.usecases.standards_results import TopicTable as Table
from ui import theme
from ui.tables.compare import TopicModel
from ui.viewmodels.compare import Cell, Row, counted, rows
from ui.widgets.facts import selectable
from ui.widgets.flow import FlowLayout
from ui.widgets.roles import button, label
from ui.widgets.topictable import NOT_EQUAL, TopicTable

_HELP = (
    f"{NOT_EQUAL} and + mark what differs from the first authority. Choose a cell to see what is said there."
)


class TopicsPage(QWidget):
    opened = Signal(int, str)  # column of the authority, standard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme.current()
        self._table: Table | None = None
        self._topic = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the topics (Ctrl+F)")
        self.search.setAccessibleName("Search the topics")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self.search.fontMetrics().horizontalAdvance("m" * 14))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.differing = QCheckBox("Only where they differ")
        self.every = button("All topics", "", "list")
        self.every.hide()
        self.model = TopicModel(self)
        self.view = TopicTable(self.model)
        self.count = label("", "quiet", wrap=True)
        self.says = selectable(_HELP, "quiet")
        self.says.setMinimumHeight(
            1
        )  # else its words, were they wrapped narrowly, would set the page's least height
        bar = QWidget()
        row = FlowLayout(bar, now.space(2))
        for part in (self.search, self.differing, self.every):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, now.space(3), 0, 0)
        column.setSpacing(now.space(2))
        for each in (bar, self.count):
            column.addWidget(each)
        column.addWidget(self.view, 1)
        column.addWidget(self.says)
        self.setFocusProxy(self.view)
        self.search.textChanged.connect(lambda _t: self._fill())
        self.differing.toggled.connect(lambda _on: self._fill())
        self.every.clicked.connect(lambda: self.set_topic(""))
        self.view.opened.connect(self.opened)
        self.view.chosen.connect(self._say)
        down = QShortcut(QKeySequence("Down"), self.search, self._into_table)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    def set_table(self, table: Table | None) -> None:
        self._table = table
        self._fill()

    def set_topic(self, topic: str) -> None:
        """One topic alone, as when one comes from a standard; "" for all."""
        self._topic = topic
        if topic:
            self.search.clear()
            self.differing.setChecked(False)
        self._fill()

    def _fill(self) -> None:
        table = self._table
        found = rows(table, self.search.text(), self.differing.isChecked(), self._topic)
        self.every.setVisible(bool(self._topic))
        self.model.set_rows([name for _, name, _ in table.authorities] if table else [], found)
        self.says.setText(_HELP)
        if table is None:
            self.count.setText("")
        elif not found:
            self.count.setText("Nothing fits. Search for less, or choose other authorities.")
        else:
            self.count.setText(counted(found))

    def _say(self, value: object) -> None:
        if isinstance(value, Cell):
            self.says.setText(value.says or "The document prints no limit on this.")
        else:
            self.says.setText(value.label if isinstance(value, Row) else _HELP)

    def _into_table(self) -> None:
        self.view.setFocus()
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
