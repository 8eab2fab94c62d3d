"""The caseload: all children in one table to sort, filter and search as one types."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from services.usecases.errors import AppError
from services.usecases.oversight_results import LimitView
from ui import tasks, theme
from ui.preferences import Preferences
from ui.tables.caseload import ROW_ROLE, STATE_ROLE, CaseloadTable, Column
from ui.viewmodels.caseload import CaseloadModel
from ui.viewmodels.holidays import HIDDEN, REST, notice
from ui.viewmodels.moments import count
from ui.viewmodels.mywork import limit_words
from ui.widgets.banner import Banner
from ui.widgets.caseloadcolumns import CaseloadColumns
from ui.widgets.caseloadfilters import CaseloadFilters
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.scrolling import WholePage
from ui.widgets.statedelegate import StateDelegate
from ui.widgets.unfinishedlist import UnfinishedList


class CaseloadScreen(QWidget):
    """Opening a line emits `opened`; the buttons emit `quick_wanted` and `add_wanted`."""

    opened = Signal(str)
    add_wanted = Signal()
    quick_wanted = Signal()
    days_wanted = Signal()  # the settings of closure days and one-off bank holidays

    def __init__(
        self, desk: Any, preferences: Preferences | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._preferences = desk, preferences
        self.model = CaseloadModel(desk, self)
        self.table = CaseloadTable(self)
        self._build()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low for its text, the rail says well enough where one is."""
        super().resizeEvent(event)
        self.title.setVisible(self.height() > self.fontMetrics().height() * 26)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * 76
        ways = QBoxLayout.Direction
        self.head.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def start(self) -> None:
        """Read the caseload for the first time (once the window is on the screen)."""
        self.model.load()
        self.unfinished.model.read()

    def close_down(self) -> None:
        self.model.close()
        self.unfinished.model.close()

    def _name_of(self, child_id: str) -> str:
        if child_id == "worker":
            return "yourself"
        return next((row.name for row in self.model.rows if row.child_id == child_id), "")

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _build(self) -> None:
        now = theme.current()
        self.title = label("Caseload", "title")
        self.counts = label("", "quiet", wrap=True)
        self.limit = label("", "warning", wrap=True)  # said only when the caseload is over its limit
        self.limit.hide()
        self.add = button("Add a child…", "primary", "add")
        self.quick = button("Record…", "", "event", "Record or book in one line (Ctrl+N)")
        self.unfinished = UnfinishedList(self.model.desk, "", self._name_of)
        self.banner = Banner()
        self.notice = Banner()
        self._hidden_until = self._preferences.text(HIDDEN) if self._preferences else ""
        self.filters = CaseloadFilters(self.model)
        self.search = self.filters.search
        self._build_table()
        self._build_progress()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.counts)
        words.addWidget(self.limit)
        self.head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.addLayout(words, 1)
        acts = flow(self.columns.button, self.quick, self.add, spacing=now.space(2))
        head.addWidget(acts, 0, Qt.AlignmentFlag.AlignVCenter)
        inner = QWidget()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(WholePage(inner))  # at large text on a small display all can still be reached
        page = QVBoxLayout(inner)
        page.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        page.setSpacing(now.space(3))
        page.addLayout(head)
        page.addWidget(self.banner)
        page.addWidget(self.notice)
        page.addWidget(self.unfinished)
        page.addWidget(self.filters)
        page.addWidget(self.strip)
        page.addWidget(self.stack, 1)

    def _build_table(self) -> None:
        view = QTableView()
        view.setAccessibleName("Children on the caseload")
        view.setModel(self.table)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        marks = StateDelegate(STATE_ROLE, view)
        for column in (Column.NEXT, Column.OVERDUE):
            view.setItemDelegateForColumn(column, marks)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(40)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSortIndicator(Column.OVERDUE, Qt.SortOrder.DescendingOrder)
        view.setSortingEnabled(True)
        view.installEventFilter(self)
        view.setMinimumHeight(view.fontMetrics().height() * 7)
        self.view = view
        self.columns = CaseloadColumns(view, self._preferences)
        self.nothing = label("", "heading", wrap=True)
        self.nothing_more = label("", "quiet", wrap=True)
        self.nothing_act = button("")
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch(2)
        for part in (self.nothing, self.nothing_more, self.nothing_act):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.nothing, self.nothing_more):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self.stack = QStackedWidget()
        self.stack.addWidget(view)
        self.stack.addWidget(empty)

    def _build_progress(self) -> None:
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Reading the caseload")
        self.bar.setTextVisible(False)
        self.bar_words = label("Working out deadlines…", "quiet")
        self.stop = button("Stop", "flat", "close", "Stop reading the caseload")
        self.strip = QWidget()
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar_words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.strip.hide()

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.quick.clicked.connect(self.quick_wanted)
        self.search.returnPressed.connect(self._open_first)
        self.search.installEventFilter(self)
        self.stop.clicked.connect(self.model.cancel)
        self.view.activated.connect(self._open_index)
        self.model.loaded.connect(self._loaded)
        self.model.filter_changed.connect(self._filtered)
        self.model.loading.connect(self._loading)
        self.model.progress.connect(self._progressed)
        self.model.failed.connect(self._failed)

    # what the view-model says

    def _loaded(self) -> None:
        self.banner.clear()
        self._tell_ahead()
        chosen = self.chosen()
        self.table.set_rows(self.model.rows, self.model.today())
        self.filters.refill()
        self._choose(chosen)
        self._count()
        desk = self._desk
        tasks.run(self, lambda _p: desk.oversight.limits(), self._show_limit, self._failed)

    def _show_limit(self, limits: tuple[LimitView, ...]) -> None:
        passed = tuple(limit for limit in limits if limit.passed)
        self.limit.setText(limit_words(passed))
        self.limit.setVisible(bool(passed))

    def _tell_ahead(self) -> None:
        """Standards that cannot be read any more; else, a year before the built-in bank holidays end, that."""
        if lost := self.model.unreadable_standards():
            self.notice.say("danger", "Some of your standards cannot be read any more.", "\n".join(lost))
            return
        said = notice(self.model.holidays_good_until(), self.model.today(), self._hidden_until)
        if said is None:
            self.notice.clear()
            return
        acts = (("Closure days…", self.days_wanted.emit), ("Hide for a month", self._hide_notice))
        self.notice.say(said.kind, said.title, said.text, acts)

    def _hide_notice(self) -> None:
        self._hidden_until = (self.model.today() + REST).isoformat()
        if self._preferences is not None:
            self._preferences.set(**{HIDDEN: self._hidden_until})
        self.notice.clear()

    def _filtered(self) -> None:
        chosen = self.chosen()
        self.table.set_filter(self.model.filter)
        self._choose(chosen)
        self._count()

    def _loading(self, busy: bool) -> None:
        if busy:
            self.bar.setRange(0, 0)
            self.bar_words.setText("Working out deadlines…")
        self.strip.setVisible(busy)
        if not busy and not self.model.was_loaded:
            self._count()

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.bar_words.setText(f"Working out deadlines: {done} of {total}")

    def _failed(self, error: AppError) -> None:
        self.banner.trouble(error, (("Try again", self.model.load),))

    def _count(self) -> None:
        shown, total = self.table.rowCount(), self.table.total
        late = sum(1 for row in self.model.rows if row.overdue)
        words = (
            count(total, "child", "children")
            if shown == total
            else f"{shown} of {count(total, 'child', 'children')}"
        )
        if not self.model.was_loaded:
            words = "" if self.model.busy else "The caseload was not read to its end."
        elif total:
            words += f"; {late} with something overdue" if late else "; nothing overdue"
        self.counts.setText(words)
        self._show_nothing(shown, total)

    def _show_nothing(self, shown: int, total: int) -> None:
        self.stack.setCurrentIndex(0 if shown or self.model.busy else 1)
        first = not total
        if not self.model.was_loaded:
            texts = ("Stopped", "Nothing has been changed.", "Read it again")
        elif first:
            texts = (
                "No children yet",
                "Add the first child, then record what has happened and what is booked.",
                "Add a child…",
            )
        else:
            texts = ("No child matches", "Search for less, or clear the filters.", "Clear search and filters")
        for part, text in zip((self.nothing, self.nothing_more, self.nothing_act), texts, strict=True):
            part.setText(text)
        self.nothing_act.setAccessibleName(texts[2])
        self.nothing_act.disconnect(self)
        if not self.model.was_loaded:
            self.nothing_act.clicked.connect(self.model.load)
        else:
            self.nothing_act.clicked.connect(self.add_wanted.emit if first else self.filters.clear)

    # what the person does

    def chosen(self) -> str:
        row = self.table.row_at(self.view.currentIndex())
        return row.child_id if row else ""

    def _choose(self, child_id: str) -> None:
        place = self.table.row_of(child_id) if child_id else -1
        if place >= 0:
            self.view.setCurrentIndex(self.table.index(place, 0))

    def _open_index(self, index: QModelIndex) -> None:
        child_id = index.data(ROW_ROLE)
        if child_id:
            self.opened.emit(child_id)

    def _open_first(self) -> None:
        if self.table.rowCount():
            self._open_index(self.table.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if watched is self.search and key == Qt.Key.Key_Down and self.table.rowCount():
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
                flags = QItemSelectionModel.SelectionFlag
                self.view.selectionModel().setCurrentIndex(
                    self.table.index(0, 0), flags.ClearAndSelect | flags.Rows
                )
                return True
            if watched is self.search and key == Qt.Key.Key_Escape and not self.model.filter.empty:
                self.filters.clear()
                return True
            if watched is self.view and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_index(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)
