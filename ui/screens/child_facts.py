"""Key facts of a child: what stands, what the events say, the photograph, and what has ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from services.usecases.around_results import KeyFacts, KeyFactView
from services.usecases.unsaved import Unfinished
from ui import prompts, theme
from ui.dialogs.earlier import EarlierDialog
from ui.dialogs.keyfact import KeyFactDialog
from ui.dialogs.photo import PhotoDialog, show_photo
from ui.screens.latepage import LatePage
from ui.tables.around import FactColumn, FactTable
from ui.tables.rows import RowRole
from ui.viewmodels.aroundpaper import keyfacts_page
from ui.viewmodels.moments import short_day
from ui.widgets.facts import Facts
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.scrolling import empty
from ui.widgets.wrapping import WrappingTable


class FactsPage(LatePage):
    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        space = theme.current().space(2)
        self.add = button("Add a key fact…", "", "add")
        self.edit = button("Change…", "", "edit")
        self.history = button("Earlier wordings…", "", "history")
        self.remove = button("Remove…", "danger", "remove")
        self.print_button = button("Print…", "", "print", "Print the key facts on one page (Ctrl+P)")
        self.ended = QCheckBox("Ended as well")
        self.ended.setAccessibleName("Show key facts that have ended as well")
        self.table = FactTable(self)
        self.view = WrappingTable("Key facts", (FactColumn.WHAT,), (1,), most=8)
        self.view.setModel(self.table)
        self.none = label(
            "Nothing has been entered yet: risks that a visitor must know, what to do in an emergency, who the "
            "child is, health, school, how they communicate.",
            "quiet",
            wrap=True,
        )
        self.picture = QLabel("No photograph")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.picture.setAccessibleName("Photograph of the child")
        self.taken = label("", "small")
        self.photo_button = button("Photograph…", "", "edit", "Choose a photograph from a file")
        self.photo_remove = button("Remove", "danger", "remove")
        self.photo_remove.setAccessibleName("Remove the photograph")
        self.said_by_events = QVBoxLayout()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space)
        body.addWidget(
            flow(self.add, self.edit, self.history, self.remove, self.print_button, self.ended, spacing=space)
        )
        body.addWidget(self.banner)
        across = QHBoxLayout()
        across.setSpacing(theme.current().space(4))
        left = QVBoxLayout()
        left.setSpacing(space)
        left.addWidget(self.view, 1)
        left.addWidget(self.none)
        left.addLayout(self.said_by_events)
        left.addStretch(0)
        across.addLayout(left, 1)
        across.addWidget(self._beside())
        body.addLayout(across, 1)
        self.setFocusProxy(self.view)
        self._connect()
        self._enable()

    def _beside(self) -> QWidget:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(1))
        for part in (self.picture, self.taken, self.photo_button, self.photo_remove):
            column.addWidget(part)
        column.addStretch(1)
        return beside

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self._open(None))
        self.edit.clicked.connect(self._change)
        self.history.clicked.connect(self._show_history)
        self.remove.clicked.connect(self._remove)
        self.print_button.clicked.connect(self.print_current)
        self.ended.toggled.connect(lambda _on: self._fill())
        self.photo_button.clicked.connect(lambda: self._open_photo())
        self.photo_remove.clicked.connect(self._remove_photo)
        self.view.activated.connect(lambda _index: self._change())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())

    # Showing

    def reading(self, child_id: str) -> KeyFacts:
        found: KeyFacts = self.desk.around.key_facts(child_id)
        return found

    def show_found(self, found: KeyFacts) -> None:
        self._fill()
        empty(self.said_by_events)
        if found.from_events:
            self.said_by_events.addWidget(label("On the record", "strong"))
            self.said_by_events.addWidget(Facts(found.from_events))
        photo = found.photo
        self.picture.clear()
        self.picture.setText("No photograph")
        if photo is not None:
            show_photo(self.picture, photo.image, self.fontMetrics().height() * 10)
        self.taken.setText(f"Taken {short_day(photo.taken)}" if photo and photo.taken else "")
        self.taken.setVisible(bool(self.taken.text()))
        self.photo_remove.setVisible(photo is not None)

    def _fill(self) -> None:
        if self.found is None:
            return
        kept = self._row()
        rows = (*self.found.facts, *(self.found.ended if self.ended.isChecked() else ()))
        self.table.set_rows(rows)
        self.view.setVisible(bool(rows))
        self.none.setVisible(not rows)
        for each in (self.edit, self.history, self.remove):
            each.setVisible(bool(rows))
        self.ended.setVisible(bool(self.found.ended))
        self.view.fit_soon()
        number = next((n for n, row in enumerate(rows) if kept is not None and row.id == kept.id), 0)
        if rows:
            self.view.selectRow(number)
        self._enable()

    def turn_to(self, kind: str, record_id: str) -> None:
        if any(f.id == record_id for f in self.found.ended):
            self.ended.setChecked(True)
        for number, row in enumerate(self.table.rows()):
            if row.id == record_id:
                self.view.selectRow(number)

    def _row(self) -> KeyFactView | None:
        row: KeyFactView | None = self.view.currentIndex().data(RowRole)
        return row

    def _enable(self) -> None:
        row = self._row()
        for each in (self.edit, self.remove):
            each.setEnabled(row is not None)
        self.history.setEnabled(row is not None and row.amended > 0)

    # Acts

    def current(self) -> KeyFacts | None:
        """What would be printed."""
        return self.found

    def print_current(self) -> None:
        if self.data is not None and self.found is not None:
            self.page_wanted.emit(keyfacts_page(self.data.detail, self.found, self.desk.today()))

    def _open(self, fact: KeyFactView | None, left: Unfinished | None = None) -> None:
        if self.child_id:
            self.open_dialog(KeyFactDialog(self.desk, self.child_id, fact, parent=self, left=left), 560, 640)

    def open_left(self, unfinished: Unfinished) -> None:
        if unfinished.kind == "photo":
            self._open_photo(unfinished)
            return
        every = (*self.found.facts, *self.found.ended)
        self._open(next((f for f in every if f.id == unfinished.record_id), None), unfinished)

    def _change(self) -> None:
        if self._row() is not None:
            self._open(self._row())

    def _show_history(self) -> None:
        row = self._row()
        if row is not None:
            versions = self.desk.around.earlier("key_fact", row.id)
            self.open_dialog(EarlierDialog("Earlier wordings of this key fact", versions, self), 560, 620)

    def _remove(self) -> None:
        row = self._row()
        if row is None:
            return
        words = "Remove this key fact? What it said can be read under “Taken off…” on the record. "
        words += "Where it has ended, give it a last day instead."
        if prompts.ask(self, "Remove a key fact", words, "Remove", danger=True):
            self.act(lambda: self.desk.around.remove_fact(row.id))

    def _open_photo(self, left: Unfinished | None = None) -> None:
        if self.found is not None:
            self.open_dialog(PhotoDialog(self.desk, self.child_id, self.found.photo, self, left), 480, 560)

    def _remove_photo(self) -> None:
        if prompts.ask(self, "Remove the photograph", "Remove this photograph?", "Remove", danger=True):
            self.act(lambda: self.desk.around.remove_photo(self.child_id))
