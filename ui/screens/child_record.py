"""The record of a child: what has happened and what is booked, newest first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from services.usecases.results import EventView
from ui import theme
from ui.tables.record import EventColumn, EventTable
from ui.tables.rows import RowRole
from ui.viewmodels.moments import count, matches, moment_text, sort_key
from ui.widgets.fittingtable import FittingTable
from ui.widgets.flow import FlowLayout
from ui.widgets.roles import button, label

_NOTHING = (
    "Nothing has been recorded yet. “Record…” above writes down what has happened, and books what is to come: "
    "the dates that follow appear in the calendar."
)


def found_events(events: tuple[EventView, ...], words: str, booked: bool) -> tuple[EventView, ...]:
    """Newest first; the words may stand in the label, the answers, the notes, the author or the date."""
    kept = [
        event
        for event in events
        if (booked or not event.planned)
        and matches(words, event.label, event.summary, event.author, moment_text(event.at),
                    *(f"{heading} {text}" for heading, text in event.notes))
    ]  # fmt: skip
    return tuple(sorted(kept, key=lambda event: (sort_key(event.at), event.recorded_at), reverse=True))


def plain_table(name: str, model) -> FittingTable:  # type: ignore[no-untyped-def]
    """A table of rows to choose from, with headings and no grid."""
    view = FittingTable()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return view


class RecordPage(QWidget):
    chosen = Signal(str)  # an event's id
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)
    print_wanted = Signal(object)  # events, in order of time
    taken_off_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[EventView, ...] = ()
        self.table = EventTable(self)
        self.view = plain_table("Record", self.table)
        self.view.kept = (EventColumn.WHEN,)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.selectionModel().currentRowChanged.connect(self._chosen)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._print_words())
        self.view.activated.connect(self._edit)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the record and its notes (Ctrl+F)")
        self.search.setAccessibleName("Search the record")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self.search.fontMetrics().horizontalAdvance("m" * 22))
        self.booked = QCheckBox("Booked as well")
        self.booked.setAccessibleName("Show what is booked as well")
        self.booked.setChecked(True)
        self.printing = button("Print…", "", "print", "Print what is chosen, one or several (Ctrl+P)")
        self.printing.clicked.connect(self.print_current)
        self.taken_off = button(
            "Taken off…", "flat", "history", "Read what was taken off the record, or put it back"
        )
        self.taken_off.clicked.connect(self.taken_off_wanted)
        self.count = label("", "quiet")
        self.none = label("", "quiet", wrap=True)
        now = theme.current()
        bar = QWidget()
        row = FlowLayout(bar, now.space(3))
        for part in (self.search, self.booked, self.printing, self.taken_off, self.count):
            row.addWidget(part)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(bar)
        body.addWidget(self.view, 1)
        body.addWidget(self.none)
        body.addStretch(0)
        self.search.textChanged.connect(self._fill)
        self.booked.toggled.connect(self._fill)
        self.setFocusProxy(self.view)
        self._sized = False

    def set_events(self, events: tuple[EventView, ...]) -> None:
        self._events = events
        self._fill()

    def current(self) -> EventView | None:
        event: EventView | None = self.view.currentIndex().data(RowRole)
        return event

    def select(self, event_id: str) -> None:
        """Choose a line without announcing it."""
        for number, event in enumerate(self.table.rows()):
            if event.id == event_id:
                self.view.selectionModel().blockSignals(True)
                self.view.setCurrentIndex(self.table.index(number, 0))
                self.view.selectionModel().blockSignals(False)
                self._into_sight()
                QTimer.singleShot(0, self, self._into_sight)  # and once the rows have found their heights
                self.view.viewport().update()

    def _into_sight(self) -> None:
        if not self.view.viewport().rect().contains(self.view.visualRect(self.view.currentIndex())):
            self.view.scrollTo(self.view.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def chosen_events(self) -> tuple[EventView, ...]:
        """Those chosen, else all that are shown; in order of time."""
        rows = {index.row() for index in self.view.selectionModel().selectedRows()}
        found = [event for number, event in enumerate(self.table.rows()) if number in rows or not rows]
        return tuple(sorted(found, key=lambda event: (sort_key(event.at), event.recorded_at)))

    def print_current(self) -> None:
        """One record, or several in order of time."""
        events = self.chosen_events()
        if events:
            self.print_wanted.emit(events)

    def _print_words(self) -> None:
        many = len(self.view.selectionModel().selectedRows())
        self.printing.setText("Print…" if many < 2 else f"Print {many}…")

    def _fill(self) -> None:
        kept = self.current()
        found = found_events(self._events, self.search.text(), self.booked.isChecked())
        self.table.set_rows(found)
        self.count.setText(count(len(found), "event"))
        self.view.setVisible(bool(found))
        self.none.setVisible(not found)
        self.none.setText("Nothing fits these words." if self._events else _NOTHING)
        if kept is not None:
            self.select(kept.id)
        if found and not self._sized:
            self._sized = True
            self._size_columns()

    def _size_columns(self) -> None:
        metrics = self.view.fontMetrics()
        wide = metrics.horizontalAdvance("Wed 30 Sep 2026, 00:00") + theme.current().space(6)
        self.view.setColumnWidth(EventColumn.WHEN, wide)
        self.view.setColumnWidth(EventColumn.WHAT, round(wide * 1.3))
        self.view.setColumnWidth(EventColumn.DETAILS, round(wide * 1.6))

    def _chosen(self, index: QModelIndex) -> None:
        event = index.data(RowRole)
        if event is not None:
            self.chosen.emit(event.id)

    def _edit(self, index: QModelIndex) -> None:
        event = index.data(RowRole)
        if event is not None:
            self.edit_wanted.emit(event.id)

    def delete_current(self) -> None:
        event = self.current()
        if event is not None:
            self.remove_wanted.emit(event.id)
