"""The chronology of a child or the family: read, curated entry by entry, and printed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.chronicle_results import ChronologyView, Entry, LeftOut
from services.usecases.errors import AppError
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks, theme
from ui.dialogs.chronology import OwnEntryDialog, PrintChronologyDialog, TakeInDialog
from ui.tables.chronology import ChronologyColumn, ChronologyTable
from ui.tables.rows import RowRole
from ui.viewmodels.child import ChildData
from ui.viewmodels.chronology import Row, Wish, look_up, owed, page_of, rows_of, updated
from ui.widgets.banner import Banner
from ui.widgets.chronologybar import ChronologyBar
from ui.widgets.chronologyentry import EntryPanel
from ui.widgets.curator import Curator
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.sidepanel import QuietSplitter
from ui.widgets.unfinished import gone, offer
from ui.widgets.wrapping import WrappingTable

_NARROW = 900  # device-independent pixels at 100 % text: below, the entry stands under the list

_FITS = "Nothing fits. Choose “All kinds”, or clear the days."
_NOTHING = (
    "Nothing that belongs here is recorded yet. The chronology gathers itself from events that matter, plans, "
    "placements and changes of worker; “Add an entry…” tells what came before."
)


class ChronologyPage(QWidget):
    """What is typed of an entry is saved when one goes to the next; every change can be undone."""

    page_wanted = Signal(object)
    dialog_opened = Signal(object)
    said = Signal(str)
    key_wanted = Signal(str)
    section_wanted = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.data: ChildData | None = None
        self.view: ChronologyView | None = None
        self._wanted: tuple[str, str] | None = None  # a record to turn to once it is read
        self._printing = False
        self._left: Unfinished | None = None  # a form to be gone on with once it is read
        self._again: tasks.Task | None = None
        self._shown = ""  # key of the entry beside
        self._build()
        self.curator = Curator(desk, self.panel, self._restore)
        self._connect()

    # building

    def _build(self) -> None:
        now = theme.current()
        self.banner = Banner()
        self.add = button("&Add an entry…", "", "add")
        self.take_in = button("&Take in events…", "", "star", "Visits and meetings that mattered")
        self.print_button = button("Print…", "", "print")
        self.done = button("&Mark as up to date", "", "check", "Record that it was brought up to date today")
        self.standing = label("", "quiet", wrap=True)
        self.bar = ChronologyBar(self.desk.today)
        self.table = ChronologyTable(self)
        self.list = WrappingTable("Chronology", (ChronologyColumn.WHAT, ChronologyColumn.IMPACT), (3, 2))
        self.list.setModel(self.table)
        self.panel = EntryPanel()
        self.none = label("", "quiet", wrap=True)
        space = now.space(2)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space)
        body.addWidget(flow(self.add, self.take_in, self.print_button, self.done, spacing=space))
        body.addWidget(self.standing)
        body.addWidget(self.bar)
        body.addWidget(self.banner)
        self.splitter = QuietSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(now.space(3))
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([760, 400])
        body.addWidget(self.splitter, 1)
        body.addWidget(self.none)
        body.addStretch(0)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_entry)
        self.take_in.clicked.connect(lambda: self._ask_left_out())
        self.print_button.clicked.connect(lambda: self.print_current())
        self.done.clicked.connect(self.mark_updated)
        self.bar.whose_changed.connect(self._of_whom)
        self.bar.changed.connect(self._fill)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._turned())
        self.list.activated.connect(lambda _index: self.panel.impact.setFocus())
        panel = self.panel
        panel.change_wanted.connect(self._change)
        panel.show_wanted.connect(self._show_source)
        self.curator.failed.connect(self.banner.trouble)
        self.curator.keeper.offered.connect(
            lambda left: offer(self.banner, self.curator.keeper, left, self.desk.now())
        )

    # reading

    def set_data(self, data: ChildData) -> None:
        other = self.data is None or self.data.detail.child_id != data.detail.child_id
        self.data = data
        if other:
            self._shown, self.view = "", None
            self.bar.set_child(data.detail)
            self.curator.turn_to(data.detail.child_id)
        self.read()

    def read(self) -> None:
        """In the background; a reading under way gives way to the new one."""
        if self.data is None:
            return
        if self._again is not None:
            self._again.cancel()
        chronicle, child_id, family = self.desk.chronicle, self.data.detail.child_id, self.bar.family
        self._again = tasks.run(
            self, lambda _p: chronicle.read(child_id, family=family), self._arrived, self._trouble
        )

    def _arrived(self, view: ChronologyView) -> None:
        self._again = None
        self.view = view
        assert self.data is not None
        self.standing.setText(f"{updated(view)} {owed(self.data.calendar, self.desk.today())}".strip())
        self.bar.set_view(view)
        self._fill()
        if self._wanted is not None:
            self.show_record(*self._wanted)
        if self._printing:
            self._printing = False
            self.print_current()
        self._open_left()

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _fill(self) -> None:
        """Show what the filters let through; the entry beside stays, with what is typed in it."""
        view = self.view
        if view is None:
            return
        rows = rows_of(view, self.bar.narrowing())
        before = max(0, self.table.place_of(self._shown))
        several = self.curator.several = len(view.children) > 1
        self.list.selectionModel().blockSignals(True)
        self.table.set_rows(rows)
        self.list.setColumnHidden(ChronologyColumn.WHOSE, not several)
        self.list.selectionModel().blockSignals(False)
        self.list.fit_soon()
        shown = sum(1 for row in rows if row.number)
        out = sum(entry.hidden for entry in view.entries)
        self.bar.say_count(shown, out)
        self.splitter.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.none.setText(_FITS if view.entries else _NOTHING)
        place = self.table.place_of(self._shown)
        if rows:
            beside = place if place >= 0 else min(before, len(rows) - 1)  # what is gone gives way to the next
            self._select(beside)
            if not self.panel.dirty or place < 0:
                self._show(rows[beside])

    def _select(self, place: int) -> None:
        model = self.list.selectionModel()
        model.blockSignals(True)
        self.list.selectRow(place)
        model.blockSignals(False)
        self.list.viewport().update()

    def current(self) -> Row | None:
        row: Row | None = self.list.currentIndex().data(RowRole)
        return row

    def _show(self, row: Row) -> None:
        self._shown = row.entry.key
        self.panel.show_row(row, several=self.curator.several)

    def _turned(self) -> None:
        """To another entry: what was typed is saved first, or the entry stays where that cannot be."""
        row = self.current()
        if row is None or row.entry.key == self._shown:
            return
        if not self.save():
            self._select(max(0, self.table.place_of(self._shown)))
            return
        self._show(row)

    def show_record(self, kind: str, record_id: str) -> None:
        """Turn to the entry of a record, once it is read."""
        if self.view is None:
            self._wanted = (kind, record_id)
            return
        self._wanted = None
        key = look_up(self.view, kind, record_id)
        if key and self.table.place_of(key) < 0:
            self.bar.open_wide()
            self._fill()
        place = self.table.place_of(key)
        if place >= 0:
            self.list.selectRow(place)

    # curating

    def save(self) -> bool:
        """Save what is typed of the entry beside; whether it could be."""
        return self.curator.save()

    def _change(self) -> None:
        row = self.panel.row
        if row is not None and self.view is not None and self.save():
            self._open(OwnEntryDialog(self.desk, self.view, row.entry, self), 560, 640)

    def go_on(self, unfinished: Unfinished) -> None:
        """Open what was left unfinished, now or once it is read; an entry beside the list is offered there."""
        self._left = unfinished
        if self.view is not None and self._again is None:
            self._open_left()

    def _open_left(self) -> None:
        (left, self._left), view = (self._left, None), self.view
        if left is None or view is None:
            return
        if left.kind == "take_in":
            self._ask_left_out(left)
        elif left.kind == "chronology_print":
            self.print_current(left)
        elif left.kind == "own_entry":
            entry = next((each for each in view.entries if each.key == left.record_id), None)
            if entry is None and left.record_id:
                gone(self.banner, self.desk, left)
            else:
                self._open(OwnEntryDialog(self.desk, view, entry, self, left), 560, 680)

    def add_entry(self) -> None:
        if self.view is not None and self.save():
            self._open(OwnEntryDialog(self.desk, self.view, None, self), 560, 680)

    def _ask_left_out(self, left: Unfinished | None = None) -> None:
        if self.data is not None and self.save():
            chronicle, child_id = self.desk.chronicle, self.data.detail.child_id
            tasks.run(
                self,
                lambda _p: chronicle.left_out(child_id),
                lambda found: self._choose(child_id, found, left),
                self._trouble,
            )

    def _choose(self, child_id: str, left_out: tuple[LeftOut, ...], left: Unfinished | None) -> None:
        if not left_out:
            self.banner.say("info", "Nothing is left out.", "All that is recorded stands here already.")
            return
        self._open(TakeInDialog(self.desk, child_id, left_out, self, left), 620, 640)

    def _open(self, dialog: Any, width: int, height: int) -> None:
        self.banner.clear()
        dialog.open_sized(width, height)
        self.dialog_opened.emit(dialog)

    def _show_source(self, entry: Entry) -> None:
        part = entry.parts[0]
        if part.source == "plan":
            self.section_wanted.emit("plans")
        else:
            self.section_wanted.emit("record")
            self.key_wanted.emit(f"event:{part.source_id}")

    # done, and on paper

    def mark_updated(self) -> None:
        if self.view is None or not self.save():
            return
        try:
            ids = self.desk.chronicle.mark_updated([child_id for child_id, _, _ in self.view.children])
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self.said.emit("Recorded: brought up to date today." if ids else "It is recorded for today already.")

    def print_current(self, left: Unfinished | None = None) -> None:
        """Ask how, then show the page; before anything is read, as soon as it is."""
        if self.view is None:
            self._printing = True
        elif self.save():
            view = self.view
            dialog = PrintChronologyDialog(
                self.desk, view, self.bar.narrowing(), lambda wish: self._print(wish), self, left
            )
            self._open(dialog, 520, 720)

    def _print(self, wish: Wish) -> None:
        if self.data is not None and self.view is not None:
            self.page_wanted.emit(page_of(self.data.detail, self.view, wish, self.desk.today()))

    # unfinished, and leaving

    def _restore(self, state: Any) -> None:
        place = self.table.place_of(state["key"])
        row = self.table.row(place)
        if row is not None:
            self._select(place)
            self._show(row)
            self.curator.go_on(state)

    def _of_whom(self) -> None:
        if self.save():
            self._shown = ""
            self.read()

    def may_leave(self) -> bool:
        """What is typed is saved; only where that cannot be does it ask."""
        return self.save() or prompts.ask(
            self, "Leave", "Leave without saving what you have written?", "Leave", "Stay", danger=True
        )

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * theme.current().scale
        ways = Qt.Orientation
        wanted = ways.Vertical if narrow else ways.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
