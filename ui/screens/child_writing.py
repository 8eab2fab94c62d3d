"""What plans and case summaries of a child have in common: a list, and an editor in its place while one writes.

What is typed is kept at every pause (`DraftKeeper`) until it is saved or thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from services.usecases.errors import AppError, InvalidInput
from services.usecases.unsaved import Unfinished
from ui import prompts, theme
from ui.screens.child_record import plain_table
from ui.tables.rows import RowRole, RowTable
from ui.viewmodels.child import ChildData
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.expected import expected_of_writing, shelf_of
from ui.viewmodels.planform import by_place
from ui.viewmodels.printing import Page
from ui.widgets.banner import Banner
from ui.widgets.expected import ExpectedNotes
from ui.widgets.flow import FlowLayout, flow
from ui.widgets.roles import button, label
from ui.widgets.unfinished import offer


class WritingPage(QWidget):
    """What plans and summaries have in common. Ctrl+S saves."""

    expects = ""  # what is written, as the checklists name it
    kept_as = ""  # the kind under which what is typed is kept
    page_wanted = Signal(object)  # a Page to preview
    dialog_opened = Signal(object)
    said = Signal(str)  # something was saved, in words

    def __init__(
        self, desk: Any, names: tuple[str, str, str], table: RowTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        what, add, nothing = names
        self.desk, self.table = desk, table
        self.data: ChildData | None = None
        self._editing: str | None = None  # the id; "" for a new one; None: the list is shown
        self._before: object = None
        self._wanted = ""  # the id of a record to turn to once it has been read
        self._left: Unfinished | None = None  # what is to be gone on with once the record has been read
        now = theme.current()
        self.view = plain_table(what, table)
        self.view.activated.connect(lambda _index: self.open_current())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.add = button(add, "", "add")
        self.open_button = button("Open", "", "edit")
        self.print_button = button("Print…", "", "print")
        self.none = label(nothing, "quiet", wrap=True)
        self.add.clicked.connect(self.begin)
        self.open_button.clicked.connect(self.open_current)
        self.print_button.clicked.connect(self.print_current)
        self.list_page = QWidget()
        body = QVBoxLayout(self.list_page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        buttons = flow(self.add, self.open_button, self.print_button, spacing=now.space(2))
        self.list_buttons = buttons.layout()
        body.addWidget(buttons)
        body.addWidget(self.view, 1)
        body.addWidget(self.none)
        self.under_list(body)
        body.addStretch(0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_page)
        self.stack.addWidget(self._editor_page())
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.stack)
        QShortcut(QKeySequence("Ctrl+S"), self.stack.widget(1), self.save)
        self.keeper = DraftKeeper(
            desk, self.kept_as, "", self._kept_state, self._restore, title=self.kept_title, parent=self
        )
        self.keeper.offered.connect(self._offer)
        self.keeper.failed.connect(self._not_kept)
        self.setFocusProxy(self.view)
        self._sized = False

    def _editor_page(self) -> QWidget:
        page = QWidget()
        now = theme.current()
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        self.banner = Banner()
        bar = QWidget()
        self.bar = FlowLayout(bar, now.space(2))
        self.leave_button = button("Back to the list", "flat", "back")
        self.leave_button.clicked.connect(self.leave)
        self.count = label("", "quiet")
        self.save_button = button("Save", "primary", "save", "Save (Ctrl+S)")
        self.save_button.clicked.connect(self.save)
        self.bar.addWidget(self.leave_button)
        self.count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.bar.addWidget(self.count)
        self.bar.addWidget(self.save_button)
        body.addWidget(bar)
        body.addWidget(self.banner)
        self.expected = ExpectedNotes()
        body.addWidget(self.expected)
        body.addWidget(self.make_editor(), 1)
        return page

    # What a kind of writing says of itself

    def under_list(self, body: QVBoxLayout) -> None:
        """What stands under the list of what has been written."""

    def kept_title(self) -> str:
        """What is being written, as it stands in a list of unfinished notes."""
        raise LookupError

    def typed(self) -> Mapping[str, Any]:
        """All that is typed, to be kept."""
        raise LookupError

    def put_back(self, state: Mapping[str, Any]) -> None:
        """Fill the editor with what was kept."""
        raise LookupError

    def make_editor(self) -> QWidget:
        raise LookupError

    def rows_of(self, data: ChildData) -> tuple[Any, ...]:
        raise LookupError

    def begin(self) -> None:
        raise LookupError

    def start_editing(self, row: Any) -> None:
        raise LookupError

    def state(self) -> object:
        """What is typed, to be compared with what it was."""
        raise LookupError

    def problems(self) -> dict[str, str]:
        raise LookupError

    def show_problems(self, wrong: dict[str, str]) -> str:
        raise LookupError

    def store(self, id: str | None) -> str:
        raise LookupError

    def page_of(self, row: Any) -> Page:
        raise LookupError

    # The list

    def set_data(self, data: ChildData) -> None:
        other = self.data is not None and self.data.detail.child_id != data.detail.child_id
        self.data = data
        self.expected.set_checklist(expected_of_writing(self.expects, data.detail, shelf_of(self.desk)))
        kept = self.current()
        rows = self.rows_of(data)
        self.table.set_rows(rows)
        self.view.setVisible(bool(rows))
        self.none.setVisible(not rows)
        for place in range(1, self.list_buttons.count()):  # only what begins one is of use without any
            self.list_buttons.itemAt(place).widget().setVisible(bool(rows))
        number = next((n for n, row in enumerate(rows) if kept is not None and row.id == kept.id), 0)
        if rows:
            self.view.selectRow(number)
        if rows and not self._sized:
            self._sized = True
            self.view.resizeColumnsToContents()
            for column in range(self.table.columnCount()):
                self.view.setColumnWidth(column, self.view.columnWidth(column) + theme.current().space(4))
        if other:
            self.keeper.flush()
            self._wanted = ""
            self._close_editor()
        self._enable()
        self._turn()

    def show_record(self, kind: str, id: str) -> None:
        """Turn to one of them, now or once it has been read."""
        self._wanted = id
        self._turn()

    def go_on(self, unfinished: Unfinished) -> None:
        """Open what was left unfinished, now or once the record has been read."""
        self._left = unfinished
        self._turn()

    def _turn(self) -> None:
        if self.data is None:
            return
        left, self._left = self._left, None
        wanted = left.record_id if left else self._wanted
        number = next((n for n, row in enumerate(self.table.rows()) if row.id == wanted), -1)
        if number >= 0:
            self._wanted = ""
            self.view.selectRow(number)
        if left is not None:
            self.open_left(left)
        elif number >= 0:
            self.open_current()

    def open_left(self, left: Unfinished) -> None:
        """The editor with what was left unfinished in it."""
        if self._editing is not None:
            self.keeper.flush()
        self.open_empty(left)
        self.keeper.go_on(left)

    def open_empty(self, left: Unfinished) -> None:
        """The editor of what it belongs to, to be filled."""
        raise LookupError

    def current(self) -> Any:
        return self.view.currentIndex().data(RowRole)

    def _enable(self) -> None:
        chosen = self.current() is not None
        self.open_button.setEnabled(chosen)
        self.print_button.setEnabled(chosen)

    def open_current(self) -> None:
        if self.current() is not None:
            self.start_editing(self.current())

    def print_current(self) -> None:
        if self.current() is not None:
            self.page_wanted.emit(self.page_of(self.current()))

    # The editor

    @property
    def dirty(self) -> bool:
        return self._editing is not None and self.state() != self._before

    def show_editor(self, id: str, place: str = "", *, look: bool = True) -> None:
        """`place`: which form it is, for what is kept of it; `look`: whether it was left unfinished before."""
        assert self.data is not None
        child = self.data.detail.child_id
        self._editing = id
        self._before = self.state()
        self.banner.clear()
        self.stack.setCurrentIndex(1)
        self.keeper.turn_to(f"{child}/{place or id or 'new'}", child, id)
        if look:
            self.keeper.look()

    def may_leave(self) -> bool:
        """What is typed may be kept to be gone on with."""
        if not self.dirty:
            return True
        choice = prompts.keep_for_later(self, "Leave")
        if choice == prompts.STAY:
            return False
        if choice == prompts.THROW_AWAY:
            self.keeper.give_up()
        else:
            self.keeper.touch()
            self.keeper.flush()
        self._close_editor()
        return True

    def leave(self) -> None:
        if self.may_leave():
            self._close_editor()
            self.view.setFocus()

    def _close_editor(self) -> None:
        self._editing = None
        self.stack.setCurrentIndex(0)

    # What is kept at every pause

    def touched(self) -> None:
        """Something was typed."""
        if self._editing is not None:
            self.keeper.touch()

    def _kept_state(self) -> Mapping[str, Any] | None:
        return self.typed() if self.dirty else None

    def _restore(self, state: Mapping[str, Any]) -> None:
        self.put_back(state)

    def _offer(self, left: Unfinished) -> None:
        if self._editing is not None:
            offer(self.banner, self.keeper, left, self.desk.now())

    def _not_kept(self, trouble: AppError) -> None:
        self.banner.say("warning", "What you write cannot be kept just now.", str(trouble))

    def let_go(self) -> None:
        """The store is about to close: what is typed is written at once."""
        self.keeper.flush()

    def save(self) -> None:
        if self._editing is None:
            return
        wrong = self.problems()
        if wrong:
            self._show_wrong(wrong)
            return
        try:
            with self.keeper.saving():
                id = self.store(self._editing or None)
        except InvalidInput as trouble:
            self._show_wrong(by_place(trouble.problems))
            return
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self.show_problems({})
        self._editing = id
        self._before = self.state()
        if self.data is not None:
            child = self.data.detail.child_id
            self.keeper.turn_to(f"{child}/{id}", child, id)
        self.banner.say("success", "Saved.")
        self.said.emit("Saved.")

    def _show_wrong(self, wrong: dict[str, str]) -> None:
        loose = self.show_problems(wrong)
        self.banner.say(
            "danger", "Some of this cannot be right.", loose or "See the words at the fields below."
        )
