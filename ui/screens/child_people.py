"""The people around a child."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.errors import AppError
from services.usecases.results import ChildDetail, Person
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks, theme
from ui.dialogs.earlier import EarlierDialog
from ui.dialogs.person import PersonDialog
from ui.tables.record import PersonColumn, PersonTable
from ui.tables.rows import RowRole
from ui.viewmodels.aroundpaper import people_page
from ui.viewmodels.child import ChildData
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.wrapping import WrappingTable


class PeoplePage(QWidget):
    """Add, change and remove; somebody a sibling shares is changed for both."""

    dialog_opened = Signal(object)
    page_wanted = Signal(object)
    prints_whole = True  # what it prints needs nobody to be chosen

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.child: ChildDetail | None = None
        self._left: Unfinished | None = None  # a form to be gone on with once the child has been read
        self.table = PersonTable(self)
        self.view = WrappingTable(
            "People around the child",
            (PersonColumn.CONTACT, PersonColumn.TOLD, PersonColumn.MARKS),
            (3, 3, 2),
        )
        self.view.setModel(self.table)
        self.view.spare = (PersonColumn.KIND,)
        self.banner = Banner()
        self.add = button("Add a person…", "", "add")
        self.edit = button("Change…", "", "edit")
        self.address = button("Show the address", "", "unlock", "The address of this person is protected")
        self.history = button("Earlier wordings…", "", "history")
        self.remove = button("Remove…", "danger", "remove")
        self.printing = button("Print…", "", "print", "Print the people around this child (Ctrl+P)")
        self.none = label("Nobody has been entered yet: family, carers, school, health.", "quiet", wrap=True)
        now = theme.current()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(
            flow(
                self.add,
                self.edit,
                self.address,
                self.history,
                self.printing,
                self.remove,
                spacing=now.space(2),
            )
        )
        body.addWidget(self.banner)
        body.addWidget(self.view, 1)
        body.addWidget(self.none)
        body.addStretch(0)
        self.add.clicked.connect(lambda: self._open(None))
        self.edit.clicked.connect(self._change)
        self.address.clicked.connect(self._show_address)
        self.history.clicked.connect(self._show_history)
        self.printing.clicked.connect(self.print_current)
        self.remove.clicked.connect(self._remove)
        self.view.activated.connect(lambda _index: self._change())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: (self.banner.clear(), self._enable()))
        self.setFocusProxy(self.view)
        self._enable()

    def set_data(self, data: ChildData) -> None:
        self.set_child(data.detail)

    def set_child(self, child: ChildDetail) -> None:
        if self.child is None or self.child.child_id != child.child_id:
            self.banner.clear()
        self.child = child
        kept = self.current()
        self.table.set_rows(child.network)
        self.view.setVisible(bool(child.network))
        self.view.fit_soon()
        self.none.setVisible(not child.network)
        for each in (self.edit, self.history, self.remove):
            each.setVisible(bool(child.network))
        if kept is not None:
            self._select(kept.id)
        self._enable()
        self._open_left()

    def show_record(self, kind: str, record_id: str) -> None:
        if kind == "person":
            self._select(record_id)

    def _select(self, person_id: str) -> None:
        row = next((n for n, each in enumerate(self.table.rows()) if each.id == person_id), -1)
        if row >= 0:
            self.view.selectRow(row)

    def current(self) -> Person | None:
        person: Person | None = self.view.currentIndex().data(RowRole)
        return person

    def _enable(self) -> None:
        person = self.current()
        for each in (self.edit, self.history, self.remove):
            each.setEnabled(person is not None)
        self.address.setVisible(person is not None and person.protected)

    def go_on(self, unfinished: Unfinished) -> None:
        """Open the form that was left unfinished, now or once the child has been read."""
        self._left = unfinished
        self._open_left()

    def _open_left(self) -> None:
        left = self._left
        if left is not None and self.child is not None:
            self._left = None
            self._open(next((p for p in self.child.network if p.id == left.record_id), None), left)

    def _open(self, person: Person | None, left: Unfinished | None = None) -> None:
        if self.child is None:
            return
        dialog = PersonDialog(self.desk, self.child.child_id, person, self, left)
        dialog.open_sized(600, 820)
        self.dialog_opened.emit(dialog)

    def _change(self) -> None:
        if self.current() is not None:
            self._open(self.current())

    def print_current(self) -> None:
        """All of them, in groups; a protected address is never printed."""
        if self.child is not None:
            self.page_wanted.emit(people_page(self.child, self.desk.today()))

    def _show_address(self) -> None:
        """Asked for: told across the page until it is closed or another person is chosen."""
        person = self.current()
        if person is None:
            return
        address = " ".join(self.desk.around.address(person.id).split()) or "No address has been entered."
        self.banner.say(
            "warning", f"Protected address of {person.name}", address, (("Hide it again", self.banner.clear),)
        )

    def _show_history(self) -> None:
        person = self.current()
        if person is None:
            return

        def arrived(versions: Any) -> None:
            dialog = EarlierDialog(f"Earlier wordings: {person.name}", versions, self)
            dialog.open_sized(560, 620)
            self.dialog_opened.emit(dialog)

        tasks.run(self, lambda progress: self.desk.around.earlier("person", person.id), arrived, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _remove(self) -> None:
        person, child = self.current(), self.child
        if person is None or child is None:
            return
        others = "The brothers and sisters who share this person keep them." if person.shares else ""
        words = f"Remove {person.name} from the people around this child? {others}".strip()
        if prompts.ask(self, "Remove a person", words, "Remove", danger=True):
            self.desk.remove_person(person.id, child.child_id)
