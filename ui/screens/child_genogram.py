"""The genogram of a child: drawn at the left, the same in words at the right, with the ties of whoever is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from services.usecases.around_results import GenogramView, TieView
from services.usecases.genogramwords import LINES, SYMBOLS, told
from services.usecases.kinship import PHRASES
from services.usecases.unsaved import Unfinished
from ui import prompts, theme
from ui.dialogs.earlier import EarlierDialog
from ui.dialogs.person import PersonDialog
from ui.dialogs.tie import TieDialog
from ui.screens.latepage import LatePage
from ui.viewmodels.aroundpaper import genogram_page
from ui.widgets.flow import flow
from ui.widgets.genogramview import GenogramPane
from ui.widgets.roles import button, label
from ui.widgets.sidepanel import QuietSplitter
from ui.widgets.unfinished import gone
from ui.widgets.wordlist import WordList

_NARROW = 760  # device-independent pixels at 100 % text: below, the words stand under the drawing
_ID = Qt.ItemDataRole.UserRole


class GenogramPage(LatePage):
    section_wanted = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        space = theme.current().space(2)
        self.add = button("Add a person…", "", "add")
        self.add_tie = button("Add a relationship…", "", "link")
        self.tidy = button("Tidy up", "", "refresh", "Put everybody back where the layout has them")
        self.print_button = button("Print…", "", "print", "Print the genogram (Ctrl+P)")
        self.pane = GenogramPane()
        self.canvas = self.pane.canvas
        self.people = WordList("The genogram in words")
        self.ties = WordList("Relationships of the person chosen")
        self.whose = label("Ties", "strong", wrap=True)
        self.edit = button("Change…", "", "edit")
        self.history = button("Earlier…", "", "history")
        self.remove = button("Remove", "danger", "remove")
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space)
        column.addWidget(label("In words", "strong"))
        column.addWidget(self.people, 3)
        column.addWidget(self.whose)
        column.addWidget(self.ties, 2)
        column.addWidget(flow(self.edit, self.history, self.remove, spacing=space))
        self.splitter = QuietSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.current().space(3))
        self.splitter.addWidget(self.pane)
        self.splitter.addWidget(words)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([720, 300])
        lines = self.fontMetrics().height()
        for part, least in ((self.pane, 10), (self.people, 4), (self.ties, 3)):
            part.setMinimumHeight(lines * least)
        self.legend = label(f"{SYMBOLS} {LINES}", "small", wrap=True)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space)
        body.addWidget(flow(self.add, self.add_tie, self.tidy, self.print_button, spacing=space))
        body.addWidget(self.banner)
        body.addWidget(self.splitter, 1)
        body.addWidget(self.legend)
        self.setFocusProxy(self.people)
        self._connect()
        self._enable()

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self._open_person(""))
        self.add_tie.clicked.connect(lambda: self._open_tie(None))
        self.tidy.clicked.connect(self._tidy)
        self.print_button.clicked.connect(self.print_current)
        self.edit.clicked.connect(self._change_tie)
        self.history.clicked.connect(self._show_history)
        self.remove.clicked.connect(self._remove_tie)
        self.people.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.people.itemActivated.connect(lambda item: self._open_person(item.data(_ID)))
        self.ties.currentItemChanged.connect(lambda *_: self._enable())
        self.ties.itemActivated.connect(lambda _item: self._change_tie())
        self.canvas.chosen.connect(self._choose)
        self.canvas.opened.connect(self._open_person)
        self.canvas.moved.connect(self._moved)

    # Showing

    def reading(self, child_id: str) -> GenogramView:
        view: GenogramView = self.desk.around.genogram(child_id)
        return view

    def show_found(self, found: GenogramView) -> None:
        kept = self.canvas.current or found.child_id
        self.canvas.show_view(found)
        self.people.blockSignals(True)
        self.people.clear()
        for member, line in told(found):
            item = QListWidgetItem(line)
            item.setData(_ID, member)
            self.people.addItem(item)
        self.people.blockSignals(False)
        self.tidy.setEnabled(bool(found.moved))
        self._choose(kept)

    def turn_to(self, kind: str, record_id: str) -> None:
        tie = next((t for t in self.found.ties if t.id == record_id), None)
        if tie is not None:
            self._choose(tie.one)
            self._select_tie(tie)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * theme.current().scale
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)

    def _choose(self, member: str) -> None:
        """Choose somebody, wherever that came from."""
        for row in range(self.people.count()):
            if self.people.item(row).data(_ID) == member:
                if self.people.currentRow() != row:
                    self.people.setCurrentRow(row)
                else:
                    self._chosen(self.people.item(row))
                return
        if self.people.count():
            self.people.setCurrentRow(0)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        member = item.data(_ID) if item is not None else ""
        self.canvas.choose(member)
        self.pane.bring(member)
        self._show_ties(member)

    def _names(self) -> dict[str, str]:
        return {m.id: m.name for m in self.found.members} if self.found is not None else {}

    def _show_ties(self, member: str) -> None:
        names, kept = self._names(), self._tie()
        self.ties.clear()
        self.whose.setText(f"Relationships of {names[member]}" if member in names else "Relationships")
        for tie in self.found.ties if self.found is not None else ():
            if member in (tie.one, tie.other):
                item = QListWidgetItem(_worded(tie, member, names))
                item.setData(_ID, tie)
                self.ties.addItem(item)
        if kept is not None and kept.id:
            self._select_tie(kept)
        self._enable()

    def _select_tie(self, tie: TieView) -> None:
        for row in range(self.ties.count()):
            if self.ties.item(row).data(_ID).id == tie.id:
                self.ties.setCurrentRow(row)

    def _tie(self) -> TieView | None:
        item = self.ties.currentItem()
        tie: TieView | None = item.data(_ID) if item is not None else None
        return tie

    def _enable(self) -> None:
        tie = self._tie()
        self.edit.setEnabled(tie is not None)
        for each in (self.history, self.remove):
            each.setEnabled(tie is not None and bool(tie.id))
        self.remove.setToolTip(
            "" if tie is None or tie.id else "This follows from who they are: change the person"
        )

    # Acts

    def _moved(self, moved: dict[str, tuple[float, float]]) -> None:
        if self.found is not None:
            self.act(lambda: self.desk.around.move(self.found.child_id, moved))

    def _tidy(self) -> None:
        self.act(lambda: self.desk.around.move(self.child_id, {}))

    def print_current(self) -> None:
        if self.data is not None and self.found is not None:
            self.page_wanted.emit(genogram_page(self.data.detail, self.found, self.desk.today()))

    def current(self) -> GenogramView | None:
        """What would be printed."""
        return self.found

    def _open_person(self, member: str) -> None:
        if self.data is None:
            return
        person = next((p for p in self.data.detail.network if p.id == member), None)
        if member and person is None:
            return  # a child: their details are changed at the head of their record
        self.open_dialog(PersonDialog(self.desk, self.child_id, person, self), 600, 820)

    def open_left(self, unfinished: Unfinished) -> None:
        tie = next((each for each in self.found.ties if each.id == unfinished.record_id), None)
        if tie is None and unfinished.record_id:
            gone(self.banner, self.desk, unfinished)
        else:
            self._open_tie(tie, unfinished)

    def _open_tie(self, tie: TieView | None, left: Unfinished | None = None) -> None:
        if self.found is None or self.data is None:
            return
        names = self._names() | {p.id: p.name for p in self.data.detail.network}
        one = self.canvas.current if tie is None else ""
        dialog = TieDialog(self.desk, self.child_id, tuple(names.items()), tie, one, self, left)
        self.open_dialog(dialog, 520, 640)

    def _change_tie(self) -> None:
        if self._tie() is not None:
            self._open_tie(self._tie())

    def _show_history(self) -> None:
        tie = self._tie()
        if tie is not None and tie.id:
            versions = self.desk.around.earlier("tie", tie.id)
            self.open_dialog(EarlierDialog("Earlier wordings of this relationship", versions, self), 520, 560)

    def _remove_tie(self) -> None:
        tie = self._tie()
        if tie is not None and tie.id:
            words = "Remove this relationship? What it said can be read under “Taken off…” on the record."
            if prompts.ask(self, "Remove a relationship", words, "Remove", danger=True):
                self.act(lambda: self.desk.around.remove_tie(tie.id))


def _worded(tie: TieView, member: str, names: dict[str, str]) -> str:
    first = tie.one == member
    other = names[tie.other if first else tie.one]
    phrase = PHRASES[tie.kind][0 if first else 1]
    source = f" (from “{tie.implied}”)" if tie.implied else ""
    return f"{phrase[:1].upper()}{phrase[1:]} {other}{source}"
