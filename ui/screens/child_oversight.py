"""Supervision and management oversight of a child, and audits of the file: one section, two tabs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from services.usecases.errors import AppError
from services.usecases.oversight_results import AgendaView, SupervisionView
from services.usecases.results import ChildDetail, EventView
from services.usecases.unsaved import Unfinished
from ui import tasks, theme
from ui.dialogs.event import EventDialog
from ui.dialogs.session import WORKER, SessionDialog
from ui.screens.child_audits import AuditsPage
from ui.screens.child_record import plain_table
from ui.tables.oversight import SupervisionColumn, SupervisionTable
from ui.tables.rows import RowRole
from ui.viewmodels.caseworkpages import agenda_page, supervision_page
from ui.viewmodels.child import ChildData
from ui.viewmodels.mywork import WorkerDesk
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.plaintabs import PlainTabs
from ui.widgets.roles import button, label
from ui.widgets.supervisionpanel import SupervisionPanel

_NARROW = 860
_NONE = "No supervision or management oversight has been recorded for this child yet."
_NONE_OF_MINE = "No supervision of your own has been recorded yet."


class OversightPage(QWidget):
    """The section: “Supervision” and “Audits”."""

    page_wanted = Signal(object)
    dialog_opened = Signal(object)
    said = Signal(str)
    key_wanted = Signal(str)
    section_wanted = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.supervision = SupervisionPage(desk)
        self.audits = AuditsPage(desk)
        self.tabs = PlainTabs("Supervision and audits")
        self.tabs.addTab(self.supervision, "Su&pervision")
        self.tabs.addTab(self.audits, "A&udits")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.tabs)
        for page in (self.supervision, self.audits):
            page.page_wanted.connect(self.page_wanted)
            page.dialog_opened.connect(self.dialog_opened)
            page.said.connect(self.said)
        self.supervision.key_wanted.connect(self._show_key)
        self.supervision.section_wanted.connect(self.section_wanted)
        self.setFocusProxy(self.supervision)

    def set_data(self, data: ChildData) -> None:
        self.supervision.set_data(data)
        self.audits.set_data(data)

    def open_part(self, name: str) -> None:
        """Supervision or audits."""
        self.tabs.setCurrentWidget(self.audits if name == "audits" else self.supervision)

    def show_record(self, kind: str, record_id: str) -> None:
        """Turn to a record that was found."""
        if kind == "audit":
            self.tabs.setCurrentWidget(self.audits)
            self.audits.show_record(record_id)

    def go_on(self, unfinished: Unfinished) -> None:
        """Open what was left unfinished; what was typed is offered there."""
        if unfinished.kind == "audit":
            self.tabs.setCurrentWidget(self.audits)
            self.audits.go_on(unfinished)
        else:
            self.supervision.open_session("/oversight" in unfinished.place)

    def may_leave(self) -> bool:
        return self.audits.may_leave()

    def current(self) -> object:
        """What Ctrl+P prints: of supervision the record in front or the agenda, else the audit chosen."""
        mine = self.tabs.currentWidget() is self.supervision
        return self.supervision.agenda if mine else self.audits.current()

    def print_current(self) -> None:
        page = self.audits if self.tabs.currentWidget() is self.audits else self.supervision
        page.print_current()

    def _show_key(self, key: str) -> None:
        self.section_wanted.emit("agenda")
        self.key_wanted.emit(key)


class SupervisionPage(QWidget):
    """The records, and beside them what there is to talk about next: of a child, or (`set_worker`) of oneself."""

    page_wanted = Signal(object)
    dialog_opened = Signal(object)
    said = Signal(str)
    key_wanted = Signal(str)
    section_wanted = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.subject = ("", "")  # child id or "worker", and the name
        self.detail: ChildDetail | None = None  # None: oneself
        self.events: tuple[EventView, ...] = ()
        self.agenda: AgendaView | None = None
        now = theme.current()
        self.banner = Banner()
        self.table = SupervisionTable(self)
        self.view = plain_table("Supervision and management oversight", self.table)
        self.view.kept = (SupervisionColumn.WHEN,)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        self.view.activated.connect(lambda _index: self._chosen())
        self.panel = SupervisionPanel()
        self.none = label("", "quiet", wrap=True)
        self.record = button("Record supervision…", "primary", "add")
        self.oversight = button("Record management oversight…", "", "add")
        self.record.clicked.connect(lambda: self.open_session(False))
        self.oversight.clicked.connect(lambda: self.open_session(True))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.none)
        column.addStretch(0)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(self.panel)
        self.split.setSizes([560, 420])
        body = QVBoxLayout(self)
        body.setContentsMargins(0, now.space(3), 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(flow(self.record, self.oversight, spacing=now.space(2)))
        body.addWidget(self.banner)
        body.addWidget(self.split, 1)
        self.panel.lines.followed.connect(self.key_wanted)
        self.panel.lines.actions_wanted.connect(lambda: self.section_wanted.emit("actions"))
        self.panel.change_wanted.connect(self._change)
        self.panel.print_wanted.connect(self._print)
        self.panel.agenda_print_wanted.connect(self._print_agenda)
        self.setFocusProxy(self.record)
        self._sized = False
        self._wanted = ""  # a session to turn to once they have been read

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * theme.current().scale
        self.split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    # data

    def set_data(self, data: ChildData) -> None:
        self._turn_to((data.detail.child_id, data.detail.name), data.detail, data.calendar.events)

    def set_worker(self, name: str, events: tuple[EventView, ...]) -> None:
        """One's own supervision; children are talked about in the same session."""
        self.oversight.hide()
        self._turn_to((WORKER, name), None, events)

    def _turn_to(
        self, subject: tuple[str, str], detail: ChildDetail | None, events: tuple[EventView, ...]
    ) -> None:
        other = self.subject != subject
        self.subject, self.detail, self.events = subject, detail, events
        desk, child_id = self.desk, subject[0]
        if other:
            self.agenda = None
            self.panel.show_agenda(None)
            self.panel.show_agenda_page()
            self.table.set_rows(())
        tasks.run(
            self,
            lambda _p: (child_id, desk.oversight.sessions(child_id), desk.oversight.agenda(child_id)),
            self._arrived,
            self._trouble,
        )

    def _arrived(self, found: tuple[str, tuple[SupervisionView, ...], AgendaView]) -> None:
        child_id, sessions, agenda = found
        if self.subject[0] != child_id:
            return
        shown = self.panel.view.event.id if self.panel.view is not None else ""
        self.agenda = agenda
        self.table.set_rows(sessions)
        self.view.setVisible(bool(sessions))
        self.none.setText("" if sessions else _NONE if self.detail else _NONE_OF_MINE)
        self.none.setVisible(not sessions)
        self.panel.show_agenda(agenda)
        kept = next((row for row in sessions if row.event.id == shown), None)
        if kept is not None:
            self.panel.show_record(kept)
        elif shown:
            self.panel.show_agenda_page()
        if self._wanted:
            self.show_record("event", self._wanted)
        if sessions and not self._sized:
            self._sized = True
            self.view.resizeColumnsToContents()
            wide = self.view.fontMetrics().averageCharWidth() * 24
            what = SupervisionColumn.WHAT
            self.view.setColumnWidth(what, min(self.view.columnWidth(what), wide))

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def current(self) -> SupervisionView | None:
        row: SupervisionView | None = self.view.currentIndex().data(RowRole)
        return row

    def show_record(self, _kind: str, event_id: str) -> None:
        """Turn to a session, now or once they have been read."""
        self._wanted = event_id
        row = next((n for n, each in enumerate(self.table.rows()) if each.event.id == event_id), -1)
        if row >= 0:
            self._wanted = ""
            self.view.selectRow(row)
            self._chosen()

    def _chosen(self) -> None:
        row = self.current()
        if row is not None:
            self.panel.show_record(row)

    # acts

    def open_session(self, oversight: bool) -> None:
        if not self.subject[0]:
            return
        mine = self.detail is None
        dialog = SessionDialog(self.desk, [self.subject], oversight=oversight, children=mine, parent=self)
        dialog.recorded.connect(lambda _ids: self.said.emit("Recorded. Ctrl+Z takes it back."))
        dialog.open_sized(1280 if mine else 1080, 860)
        self.dialog_opened.emit(dialog)

    def _change(self, event_id: str) -> None:
        event = next((e for e in self.events if e.id == event_id), None)
        if event is None:
            return
        desk = self.desk if self.detail is not None else WorkerDesk(self.desk)
        dialog = EventDialog(desk, self.subject[0], event_id=event_id, parent=self, event=event)
        dialog.open_sized(1000, 800)
        self.dialog_opened.emit(dialog)

    def print_current(self) -> None:
        self._print(self.panel.view) if self.panel.view is not None else self._print_agenda()

    def _print(self, view: SupervisionView) -> None:
        self.page_wanted.emit(supervision_page(self.detail, view, self.desk.own().name, self.desk.today()))

    def _print_agenda(self) -> None:
        if self.agenda is not None:
            self.page_wanted.emit(agenda_page(self.detail, self.agenda, self.desk.today()))
