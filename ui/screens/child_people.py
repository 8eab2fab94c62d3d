"""The people around a child."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.results import ChildDetail, Person
from ui import prompts, theme
from ui.dialogs.person import PersonDialog
from ui.screens.child_record import plain_table
from ui.tables.record import PersonColumn, PersonTable
from ui.tables.rows import RowRole
from ui.viewmodels.child import ChildData
from ui.widgets.flow import flow
from ui.widgets.roles import button, label


class PeoplePage(QWidget):
    """Add, change and remove."""

    dialog_opened = Signal(object)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._child_id = ""
        self.table = PersonTable(self)
        self.view = plain_table("People around the child", self.table)
        self.add = button("Add a person…", "", "add")
        self.edit = button("Change…", "", "edit")
        self.remove = button("Remove…", "danger", "remove")
        self.none = label("Nobody has been entered yet: family, carers, school, health.", "quiet", wrap=True)
        now = theme.current()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(flow(self.add, self.edit, self.remove, spacing=now.space(2)))
        body.addWidget(self.view, 1)
        body.addWidget(self.none)
        body.addStretch(0)
        self.add.clicked.connect(lambda: self._open(None))
        self.edit.clicked.connect(self._change)
        self.remove.clicked.connect(self._remove)
        self.view.activated.connect(lambda _index: self._change())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.setFocusProxy(self.view)
        self._sized = False

    def set_data(self, data: ChildData) -> None:
        self.set_child(data.detail)

    def set_child(self, child: ChildDetail) -> None:
        self._child_id = child.child_id
        kept = self.current()
        self.table.set_rows(child.network)
        self.view.setVisible(bool(child.network))
        self.none.setVisible(not child.network)
        row = next((n for n, each in enumerate(child.network) if kept is not None and each.id == kept.id), -1)
        if row >= 0:
            self.view.selectRow(row)
        if child.network and not self._sized:
            self._sized = True
            self.view.resizeColumnsToContents()
            self.view.setColumnWidth(
                PersonColumn.CONTACT, max(self.view.columnWidth(PersonColumn.CONTACT), 160)
            )
        self._enable()

    def current(self) -> Person | None:
        person: Person | None = self.view.currentIndex().data(RowRole)
        return person

    def _enable(self) -> None:
        chosen = self.current() is not None
        self.edit.setEnabled(chosen)
        self.remove.setEnabled(chosen)

    def _open(self, person: Person | None) -> None:
        dialog = PersonDialog(self.desk, self._child_id, person, self)
        dialog.open_sized(520, 620)
        self.dialog_opened.emit(dialog)

    def _change(self) -> None:
        if self.current() is not None:
            self._open(self.current())

    def _remove(self) -> None:
        person = self.current()
        if person is not None and prompts.ask(
            self,
            "Remove a person",
            f"Remove {person.name} from the people around this child?",
            "Remove",
            danger=True,
        ):
            self.desk.remove_person(person.id)
