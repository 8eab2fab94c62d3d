"""Consent of a child's family, and the information-sharing log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.sharing import consent_for
from services.usecases.sharing_results import ConsentView, SharingRecord, SharingView
from services.usecases.unsaved import Unfinished
from ui import prompts, theme
from ui.dialogs.consent import ConsentDialog
from ui.dialogs.earlier import EarlierDialog
from ui.dialogs.share import ShareDialog
from ui.screens.latepage import LatePage
from ui.tables.around import ConsentColumn, ConsentTable, SharingColumn, SharingTable
from ui.tables.rows import RowRole
from ui.viewmodels.aroundpaper import consent_page
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.sidepanel import QuietSplitter
from ui.widgets.wrapping import WrappingTable


class _Read(NamedTuple):
    record: SharingRecord
    whose: tuple[str, ...]
    agencies: tuple[str, ...]
    readers: tuple[str, ...]


class _Part(QWidget):
    """A table with its heading and buttons."""

    def __init__(self, heading: str, add: str, view: WrappingTable, none: str) -> None:
        super().__init__()
        space = theme.current().space(2)
        self.view = view
        self.add = button(add, "", "add")
        self.edit = button("Change…", "", "edit")
        self.history = button("Earlier…", "", "history")
        self.remove = button("Remove…", "danger", "remove")
        for each, words in (
            (self.edit, "Change"),
            (self.history, "Earlier wordings"),
            (self.remove, "Remove"),
        ):
            each.setAccessibleName(f"{words}: {heading}")
        self.none = label(none, "quiet", wrap=True)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space)
        body.addWidget(label(heading, "heading"))
        body.addWidget(flow(self.add, self.edit, self.history, self.remove, spacing=space))
        body.addWidget(view, 1)
        body.addWidget(self.none)
        body.addStretch(0)
        view.selectionModel().currentRowChanged.connect(lambda *_: self.enable())
        self.enable()

    def current(self) -> Any:
        return self.view.currentIndex().data(RowRole)

    def enable(self) -> None:
        row = self.current()
        self.edit.setEnabled(row is not None)
        self.remove.setEnabled(row is not None)
        self.history.setEnabled(row is not None and row.amended > 0)

    def fill(self, rows: tuple[Any, ...]) -> None:
        kept = self.current()
        self.view.model().set_rows(rows)
        self.view.setVisible(bool(rows))
        self.none.setVisible(not rows)
        for each in (self.edit, self.history, self.remove):
            each.setVisible(bool(rows))
        self.view.fit_soon()
        self.select(kept.id if kept is not None else rows[0].id if rows else "")
        self.enable()

    def select(self, record_id: str) -> None:
        for number, row in enumerate(self.view.model().rows()):
            if row.id == record_id:
                self.view.selectRow(number)


class SharingPage(LatePage):
    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        space = theme.current().space(2)
        self.consent_table, self.log_table = ConsentTable(self), SharingTable(self)
        consents = WrappingTable("Consents", (ConsentColumn.WHAT, ConsentColumn.STATE), (3, 2))
        consents.setModel(self.consent_table)
        log = WrappingTable("Sharing log", (SharingColumn.WHAT, SharingColumn.WHY), (1, 1))
        log.setModel(self.log_table)
        self.consents = _Part(
            "Consent", "Record consent…", consents,
            "No consent has been recorded yet. Consent is asked for afresh each time a case is opened.",
        )  # fmt: skip
        self.log = _Part(
            "What was shared, and what was not", "Record what was shared…", log,
            "Nothing has been recorded as shared yet. What is printed for somebody can be recorded here as well.",
        )  # fmt: skip
        self.print_button = button("Print…", "", "print", "Print consents and the log (Ctrl+P)")
        self.splitter = QuietSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.current().space(3))
        self.splitter.addWidget(self.consents)
        self.splitter.addWidget(self.log)
        self._filled: tuple[bool, bool] | None = None  # whether each part had something to show
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space)
        body.addWidget(flow(self.print_button))
        body.addWidget(self.banner)
        body.addWidget(self.splitter, 1)
        self.setFocusProxy(consents)
        self._connect()

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_current)
        for part, open_one, kind in (
            (self.consents, self._open_consent, "consent"), (self.log, self._open_share, "sharing"),
        ):  # fmt: skip
            part.add.clicked.connect(lambda _=False, act=open_one: act(None))
            part.edit.clicked.connect(lambda _=False, act=open_one, part=part: act(part.current()))
            part.view.activated.connect(lambda _index, act=open_one, part=part: act(part.current()))
            part.history.clicked.connect(
                lambda _=False, k=kind, part=part: self._show_history(k, part.current())
            )
            part.remove.clicked.connect(lambda _=False, k=kind, part=part: self._remove(k, part.current()))

    # Showing

    def reading(self, child_id: str) -> _Read:
        room = self.desk.sharing
        return _Read(
            room.record(child_id), room.whose(child_id), room.agencies(child_id), room.readers(child_id)
        )

    def show_found(self, found: _Read) -> None:
        self.consents.fill(found.record.consents)
        self.log.fill(found.record.log)
        self._share_room((bool(found.record.consents), bool(found.record.log)))
        if found.record.warnings:
            self.banner.say("warning", "Consent needs a look", "\n".join(found.record.warnings))
        else:
            self.banner.clear()

    def _share_room(self, filled: tuple[bool, bool]) -> None:
        """What has nothing to show leaves its room to the other; after that it is as somebody has drawn it."""
        if filled == self._filled:
            return
        self._filled = filled
        parts = (self.consents, self.log)
        alone = filled[0] != filled[1]
        small = [alone and not shown for shown in filled]
        self.splitter.setSizes(
            [
                part.minimumSizeHint().height() if low else 10_000
                for part, low in zip(parts, small, strict=True)
            ]
        )

    def turn_to(self, kind: str, record_id: str) -> None:
        part = self.consents if kind == "consent" else self.log
        part.select(record_id)
        part.view.setFocus()

    # Acts

    def current(self) -> SharingRecord | None:
        """What would be printed."""
        return self.found.record if self.found is not None else None

    def print_current(self) -> None:
        record = self.current()
        if self.data is not None and record is not None:
            self.page_wanted.emit(consent_page(self.data.detail, record, self.desk.today()))

    def open_left(self, unfinished: Unfinished) -> None:
        consent = unfinished.kind == "consent"
        rows: Sequence[Any] = self.found.record.consents if consent else self.found.record.log
        row = next((r for r in rows if r.id == unfinished.record_id), None)
        (self._open_consent if consent else self._open_share)(row, unfinished)

    def _open_consent(self, consent: ConsentView | None, left: Unfinished | None = None) -> None:
        if self.found is not None:
            offered = (self.found.whose, self.found.agencies)
            dialog = ConsentDialog(self.desk, self.child_id, offered, consent, self, left)
            self.open_dialog(dialog, 580, 820)

    def _open_share(self, entry: SharingView | None, left: Unfinished | None = None) -> None:
        if self.found is not None:
            record = self.found.record
            dialog = ShareDialog(
                self.desk,
                self.child_id,
                self.found.readers,
                lambda whom: consent_for(record, whom),
                entry,
                self,
                left,
            )
            self.open_dialog(dialog, 580, 760)

    def _show_history(self, kind: str, row: Any) -> None:
        if row is not None:
            versions = self.desk.around.earlier(kind, row.id)
            self.open_dialog(EarlierDialog("Earlier wordings", versions, self), 560, 620)

    def _remove(self, kind: str, row: Any) -> None:
        if row is None:
            return
        more = " The event that was recorded with it goes too." if kind == "consent" and row.given else ""
        words = f"Remove this entry? What it said can be read under “Taken off…” on the record.{more}"
        if prompts.ask(self, "Remove", words, "Remove", danger=True):
            room = self.desk.sharing
            gone = room.remove_consent if kind == "consent" else room.remove_sharing
            self.act(lambda: gone(row.id))
