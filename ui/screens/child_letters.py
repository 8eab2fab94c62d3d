"""Letters to a child's family and agencies: a list, and the letter in its place while one writes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from services.usecases.endings_results import Addressee, LetterForm, LetterView
from services.usecases.errors import AppError, InvalidInput
from services.usecases.page_results import ADULT, is_aged
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks, theme
from ui.dialogs.earlier import EarlierDialog
from ui.dialogs.reason import ReasonDialog
from ui.screens.child_record import plain_table
from ui.tables.oversight import LetterColumn, LetterTable
from ui.tables.rows import RowRole
from ui.viewmodels.caseworkpages import letter_page
from ui.viewmodels.child import ChildData
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.lettereditor import LetterEditor
from ui.widgets.roles import button, label
from ui.widgets.unfinished import gone, offer

DRAFT = "letter"
_NOTHING = (
    "No letter has been written yet. “Write a letter” offers the words for each kind, with the names, dates and "
    "decisions of the record put in."
)
_LIKELY = {"closure": "closing_family", "transfer": "transfer_family"}
_GROWN = {"closure": "closing_young", "transfer": "transfer_young"}  # of an adult


class LettersPage(QWidget):
    """Ctrl+S saves the draft."""

    page_wanted = Signal(object)
    dialog_opened = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.data: ChildData | None = None
        self._people: tuple[Addressee, ...] = ()
        self._editing: str | None = None
        self._before: LetterForm | None = None
        self._wanted = ""
        self._likely = ""  # the kind of letter that is wanted most, by what is under way
        self._read = False  # whether the letters of this child have been read
        self._later: Unfinished | None = None
        self._sized = False
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list_page())
        self.stack.addWidget(self._editor_page())
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.stack)
        QShortcut(QKeySequence("Ctrl+S"), self.stack.widget(1), lambda: self.save(draft=True))
        self.keeper = DraftKeeper(
            desk, DRAFT, "letter", self._state, self._restore, title=self._title, parent=self
        )
        self.keeper.offered.connect(lambda it: offer(self.banner, self.keeper, it, desk.now()))
        self.editor.changed.connect(self.keeper.touch)
        self.editor.failed.connect(lambda error: self.banner.trouble(error))
        self.setFocusProxy(self.write_button)

    def _list_page(self) -> QWidget:
        now = theme.current()
        page = QWidget()
        self.table = LetterTable(self)
        self.view = plain_table("Letters", self.table)
        self.view.kept = (LetterColumn.WRITTEN,)
        self.view.activated.connect(lambda _index: self.open_current())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.write_button = button("Write a letter", "primary", "add")
        self.open_button = button("Open", "", "edit")
        self.print_button = button("Print…", "", "print")
        self.sent_button = button("It was sent today", "", "check")
        self.earlier_button = button("Earlier wordings…", "", "history")
        self.earlier_button.clicked.connect(self.show_earlier)
        self.remove_button = button("Remove…", "danger", "remove")
        self.write_button.clicked.connect(lambda: self.begin())
        self.open_button.clicked.connect(self.open_current)
        self.print_button.clicked.connect(self.print_current)
        self.sent_button.clicked.connect(self.sent_today)
        self.remove_button.clicked.connect(lambda: self.remove())
        self.none = label(_NOTHING, "quiet", wrap=True)
        self.list_banner = Banner()
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(
            flow(
                self.write_button, self.open_button, self.print_button,                 self.sent_button,
                self.earlier_button,
 self.remove_button,
                spacing=now.space(2),
            )
        )  # fmt: skip
        body.addWidget(self.list_banner)
        body.addWidget(self.view, 1)
        body.addWidget(self.none)
        body.addStretch(0)
        return page

    def _editor_page(self) -> QWidget:
        now = theme.current()
        page = QWidget()
        self.leave_button = button("Back to the list", "flat", "back")
        self.draft_button = button("Save as a draft", "", "save", "Save as a draft (Ctrl+S)")
        self.ready_button = button("Save as ready", "primary", "check")
        self.preview_button = button("Print…", "", "print")
        self.leave_button.clicked.connect(self.leave)
        self.draft_button.clicked.connect(lambda: self.save(draft=True))
        self.ready_button.clicked.connect(lambda: self.save(draft=False))
        self.preview_button.clicked.connect(self._save_and_print)
        between = QWidget()
        between.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar = flow(
            self.leave_button, between, self.preview_button, self.draft_button, self.ready_button,
            spacing=now.space(2),
        )  # fmt: skip
        self.banner = Banner()
        self.editor = LetterEditor(self.desk)
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(bar)
        body.addWidget(self.banner)
        body.addWidget(self.editor, 1)
        return page

    # data

    def set_data(self, data: ChildData) -> None:
        other = self.data is None or self.data.detail.child_id != data.detail.child_id
        self.data = data
        if other:
            self._editing, self._read = None, False
            self.stack.setCurrentIndex(0)
            self.table.set_rows(())
        desk, child_id = self.desk, data.detail.child_id
        tasks.run(
            self,
            lambda _p: (
                child_id,
                desk.letters.of_child(child_id),
                desk.letters.addressees(child_id),
                desk.endings.under_way(child_id),
            ),
            self._arrived,
            lambda error: self._trouble(error),
        )

    def _arrived(self, found: tuple[str, tuple[LetterView, ...], tuple[Addressee, ...], str]) -> None:
        child_id, letters, self._people, ending = found
        if self.data is None or self.data.detail.child_id != child_id:
            return
        kept = self.current()
        self.table.set_rows(letters)
        self.view.setVisible(bool(letters))
        self.none.setVisible(not letters)
        for each in (
            self.open_button, self.print_button, self.sent_button, self.earlier_button, self.remove_button,
        ):  # fmt: skip
            each.setVisible(bool(letters))
        if letters:
            row = next((n for n, each in enumerate(letters) if kept is not None and each.id == kept.id), 0)
            self.view.selectRow(row)
        if letters and not self._sized:
            self._sized = True
            self.view.resizeColumnsToContents()
            for column in (LetterColumn.TITLE, LetterColumn.TO):
                self.view.setColumnWidth(column, self.view.columnWidth(column) + theme.current().space(5))
        self._enable()
        self._read, self._likely = True, self._wanted_for(ending)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.show_record("letter", wanted)
        if self._later is not None:
            self.go_on(self._later)

    def _wanted_for(self, ending: str) -> str:
        """The letter that a transfer or closure under way waits for."""
        grown = self.data is not None and is_aged(self.data.detail, ADULT)
        return (_GROWN if grown else _LIKELY).get(ending, "")

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        (self.banner if self._editing is not None else self.list_banner).trouble(error)

    def current(self) -> LetterView | None:
        row: LetterView | None = self.view.currentIndex().data(RowRole)
        return row

    def _enable(self) -> None:
        row = self.current()
        for each in (self.open_button, self.print_button, self.remove_button):
            each.setEnabled(row is not None)
        self.sent_button.setEnabled(row is not None and row.sent is None)
        self.earlier_button.setVisible(row is not None and bool(row.amended))

    def show_record(self, kind: str, record_id: str) -> None:
        """Turn to a letter that was found."""
        row = next((n for n, each in enumerate(self.table.rows()) if each.id == record_id), -1)
        if row < 0:
            self._wanted = "" if self.table.rows() else record_id
            return
        self.view.selectRow(row)
        self.open_current()

    # writing

    def begin(self, kind: str = "") -> None:
        """A new letter; of this kind, where one is named."""
        if self.data is None:
            return
        first = kind or self._likely or "visit_summary"
        detail = self.data.detail
        form = LetterForm(detail.child_id, first, "", "", self.desk.today(), "", "")
        self._edit("", form, new=True)
        self.editor.kind.setFocus()

    def open_current(self) -> None:
        row = self.current()
        if row is not None:
            self._edit(row.id, form_of(row), new=False)
            self.editor.body.setFocus()

    def _edit(self, letter_id: str, form: LetterForm, *, new: bool) -> None:
        assert self.data is not None
        self._editing = letter_id
        self.banner.clear()
        self.editor.show_problems({})
        self.editor.edit(form, self._people, self.data.detail, new=new)
        self._before = self.editor.form(draft=True)
        self.stack.setCurrentIndex(1)
        self.keeper.turn_to(f"{form.child_id}/letter/{letter_id or 'new'}", form.child_id, letter_id)
        self.keeper.look()

    @property
    def dirty(self) -> bool:
        if self._editing is None or self._before is None:
            return False
        if not self._editing and self.editor.untouched:
            return False
        return self.editor.form(draft=True) != self._before

    def _title(self) -> str:
        return self.editor.kind.currentText()

    def _state(self) -> dict[str, Any] | None:
        return asdict(self.editor.form(draft=True)) if self.dirty else None

    def _restore(self, state: dict[str, Any]) -> None:
        if self.data is not None:
            form = LetterForm(**{**state, "child_id": self.data.detail.child_id})
            self.editor.edit(form, self._people, self.data.detail, new=False)

    def save(self, *, draft: bool) -> str:
        """Keep the letter; "" where that cannot be."""
        if self._editing is None:
            return ""
        for day, name in ((self.editor.written, "written"), (self.editor.sent, "sent")):
            day.read()
            if day.trouble:
                self.editor.show_problems({name: day.trouble})
                return ""
        form = self.editor.form(draft=draft)
        try:
            with self.keeper.saving():
                saved = str(self.desk.letters.save(form, self._editing or None))
        except InvalidInput as trouble:
            wrong = {p.where: _words(p.what, p.right) for p in trouble.problems}
            loose = self.editor.show_problems(wrong)
            self.banner.say(
                "danger", "Some of this cannot be right.", loose or "See the words at the fields below."
            )
            return ""
        except AppError as trouble:
            self.banner.trouble(trouble)
            return ""
        self.editor.show_problems({})
        self._editing, self._before = saved, self.editor.form(draft=True)
        self.keeper.turn_to(f"{form.child_id}/letter/{saved}", form.child_id, saved)
        self.banner.say("success", "Saved as a draft." if draft and form.sent is None else "Saved.")
        return saved

    def may_leave(self) -> bool:
        if not self.dirty:
            return True
        choice = prompts.keep_for_later(self, "Letter")
        if choice == prompts.THROW_AWAY:
            self.keeper.give_up()
        elif choice == prompts.KEEP:
            self.keeper.flush()
        return choice != prompts.STAY

    def leave(self) -> None:
        if self.may_leave():
            self._editing = None
            self.stack.setCurrentIndex(0)
            self.view.setFocus() if self.table.rows() else self.write_button.setFocus()

    # acts on the list

    def sent_today(self) -> None:
        row = self.current()
        if row is None:
            return
        form = form_of(row)
        try:
            self.desk.letters.save(
                LetterForm(**{**asdict(form), "sent": self.desk.today(), "draft": False}), row.id
            )
        except InvalidInput as trouble:
            words = ". ".join(_words(p.what, p.right) for p in trouble.problems)
            self.list_banner.say("danger", "It cannot be marked as sent yet.", words)
            return
        except AppError as trouble:
            self.list_banner.trouble(trouble)
            return
        self.list_banner.clear()
        self.said.emit("Marked as sent today. Ctrl+Z takes it back.")

    def remove(self, left: Unfinished | None = None) -> None:
        row = self.current()
        if row is not None:
            ask = f"{row.title} to {row.addressee} is taken off the record. "
            ask += "What it said can be read under “Taken off…”."
            letters = self.desk.letters
            dialog = ReasonDialog(
                self, "Remove a letter", ask, "Remove", lambda why: letters.remove(row.id, why),
                (self.desk, row.child_id, f"letter:{row.id}"), left,
            )  # fmt: skip
            dialog.open_sized(520, 330)
            self.dialog_opened.emit(dialog)

    def show_earlier(self) -> None:
        row = self.current()
        if row is not None:
            dialog = EarlierDialog(row.title, self.desk.letters.history(row.id), self)
            dialog.open_sized(640, 720)
            self.dialog_opened.emit(dialog)

    def go_on(self, unfinished: Unfinished) -> None:
        """Open the letter that was left unfinished; what was typed is offered there."""
        self._later = None if self._read else unfinished
        if self._read:
            if unfinished.kind == "reason":
                self._ask_again(unfinished)
            elif unfinished.record_id:
                self.show_record("letter", unfinished.record_id)
            else:
                self.begin()

    def _ask_again(self, left: Unfinished) -> None:
        """Why a letter is removed was being written."""
        wanted = left.record_id.partition(":")[2]
        number = next((n for n, row in enumerate(self.table.rows()) if row.id == wanted), -1)
        if number < 0:
            gone(self.list_banner, self.desk, left)
        else:
            self.view.selectRow(number)
            self.remove(left)

    def print_current(self) -> None:
        row = self.current()
        if row is not None and self.data is not None:
            self.page_wanted.emit(letter_page(self.desk, self.data.detail, row, self.desk.today()))

    def _save_and_print(self) -> None:
        """What is printed is what is kept."""
        saved = self._editing or ""
        draft = not saved or self.desk.letters.one(saved).draft
        if self.dirty or not saved:
            saved = self.save(draft=draft)
        if saved and self.data is not None:
            letter = self.desk.letters.one(saved)
            self.page_wanted.emit(letter_page(self.desk, self.data.detail, letter, self.desk.today()))


def form_of(view: LetterView) -> LetterForm:
    """A letter as it is edited."""
    return LetterForm(
        view.child_id, view.kind, view.addressee, view.address, view.written, view.subject, view.body,
        view.sent, view.draft,
    )  # fmt: skip


def _words(what: str, right: str) -> str:
    said = what + (f": {right}" if right else "")
    return said[:1].upper() + said[1:]
