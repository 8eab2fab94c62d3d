"""Quick entry: one line says whom, what and when; Enter opens the form filled in, Ctrl+Enter saves straight away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from services.usecases.commands import EventDraft
from services.usecases.errors import AppError, InvalidInput
from services.usecases.quickwords import Quick, QuickReader, filled
from services.usecases.results import ChildDetail, EventForm, Value
from services.usecases.unsaved import Unfinished
from ui import tasks, theme
from ui.dialogs.kept import KeptForm
from ui.viewmodels.eventtypes import by_field, forms_for
from ui.viewmodels.moments import day_text
from ui.viewmodels.quick import listed, quick_rows
from ui.widgets.facts import Facts
from ui.widgets.pastguard import closed_before, closed_lately
from ui.widgets.roles import button, frame, label
from ui.widgets.scrolling import empty

_INTRO = (
    "A few letters of the name, what it was, and when. Up and Down choose another child whom the letters fit."
)
_EXAMPLE = "zur visit alone yesterday 3pm"


class QuickDialog(KeptForm):
    """`children`: (id, name) of the caseload."""

    form_wanted = Signal(object, object)  # a Quick and the answers: open the whole form with it
    recorded = Signal(object)  # the ids of the events
    reopen_wanted = Signal(str)  # a child whose case is closed; the line is kept

    def __init__(
        self,
        desk: Any,
        children: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__("Record or book in one line", "Save", parent, intro=_INTRO)
        self._desk = desk
        self.forms = forms_for(desk.forms(), "")
        self.reader = QuickReader(children, self.forms)
        self.quick = Quick("")
        self._chosen = ""  # another child whom the letters fit
        self._details: dict[str, ChildDetail] = {}
        self._closed: dict[str, date | None] = {}  # child → when the case was closed
        self._told = False  # that the case is closed
        self.line = QLineEdit()
        self.line.setPlaceholderText(_EXAMPLE)
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        self.add_row("line", "In one line", self.line)
        self.card = frame("sunken")
        self.lines = QVBoxLayout(self.card)
        space = theme.current().space(3)
        self.lines.setContentsMargins(space, space, space, space)
        self.form.addWidget(label("Understood", "strong"))
        self.form.addWidget(self.card)
        self.form.addStretch(1)
        self.open_button = button("Open the form", "", "edit", "Open the form, filled in (Enter)")
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(self.open_form)
        self.save_button.setAutoDefault(False)
        self.save_button.setDefault(False)
        self.save_button.setToolTip("Save straight away (Ctrl+Enter)")
        row: Any = self.layout().itemAt(self.layout().count() - 1).layout()
        row.insertWidget(row.count() - 1, self.open_button)
        self._typed("")
        self.keep_drafts(desk, "quick", "", left=left)

    def open(self) -> None:
        super().open()
        self.line.setFocus()

    # Understanding

    def _typed(self, _text: str) -> None:
        self._chosen = ""
        self._read()

    def _read(self) -> None:
        if self._told:
            self._told = False
            self.banner.clear()
        quick = self.reader.read(self.line.text(), self._desk.now())
        fitting = [(quick.child_id, quick.child_name), *quick.others]
        if self._chosen and any(child == self._chosen for child, _ in fitting):
            first = next(each for each in fitting if each[0] == self._chosen)
            rest = tuple(each for each in fitting if each[0] != self._chosen)
            quick = replace(quick, child_id=first[0], child_name=first[1], others=rest, chosen=True)
        self.quick = quick
        if quick.child_id and quick.child_id not in self._details:
            self._look_up(quick.child_id)
        self._show()

    def _look_up(self, child_id: str) -> None:
        """What goes without saying of the child: which plan is open."""
        desk = self._desk

        def arrived(found: tuple[ChildDetail, date | None]) -> None:
            self._details[child_id], self._closed[child_id] = found
            self._show()

        def read(_p: Any) -> tuple[ChildDetail, date | None]:
            return desk.child(child_id), closed_before(desk, child_id, "", None)

        tasks.run(self, read, arrived, self._unread)

    def _unread(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def attrs(self) -> Mapping[str, Value]:
        detail = self._details.get(self.quick.child_id)
        return filled(self.quick, detail) if detail else self.quick.attrs

    def _show(self) -> None:
        empty(self.lines)
        self.rows["line"].set_problem("")
        closed = self._closed.get(self.quick.child_id)
        self.lines.addWidget(Facts(quick_rows(self.quick, self.attrs(), self.forms, closed)))
        self.save_button.setText("Book" if self.quick.planned else "Save")
        self.save_button.setEnabled(self.quick.whole)
        self.open_button.setEnabled(bool(self.quick.child_id))

    # Going on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.open_form()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.quick.others:
                self._turn(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _turn(self, step: int) -> None:
        """Another child whom the letters fit."""
        names = sorted([(self.quick.child_id, self.quick.child_name), *self.quick.others], key=lambda e: e[1])
        at = next(n for n, (child, _) in enumerate(names) if child == self.quick.child_id)
        self._chosen = names[(at + step) % len(names)][0]
        self._read()

    def open_form(self) -> None:
        """The whole form, with what was understood."""
        if not self.quick.child_id:
            self.show_problems({"line": "Type a few letters of the child's name as well"})
            return
        quick, attrs = self.quick, self.attrs()
        self.accept()
        self.form_wanted.emit(quick, attrs)
        if self.keeper is not None:
            self.keeper.give_up()

    def dirty(self) -> bool:
        return bool(self.line.text().strip())

    def worth_asking(self) -> bool:
        return False  # one line, and whoever leaves has thought better of it

    def save(self) -> None:
        quick = self.quick
        if not quick.whole:
            self.show_problems({"line": _missing(quick, self.forms)})
            return
        if closed_lately(self._desk, quick.child_id, quick.type) is not None:
            self.open_form()  # what the case was about is read first
            return
        closed = closed_before(self._desk, quick.child_id, quick.type, quick.at)
        if closed is not None and not self._told:
            self._tell_closed(closed)
            return
        self._with_detail(self._record)

    def _tell_closed(self, closed: date) -> None:
        """Before it is saved; pressed once more it is meant."""
        self._told = True
        words = (
            "Press Save once more to keep this on the closed case all the same, or open the case again first."
        )
        if self.quick.planned:
            words = words.replace("Press Save", "Press Book", 1)
        title = f"This case was closed on {day_text(closed, long=True)}."
        self.banner.say("warning", title, words, (("Open this case again…", self.open_case),))

    def open_case(self) -> None:
        """Go to the record and open the case again; the line is kept, and offered afterwards."""
        child_id = self.quick.child_id
        if self.keeper is not None:
            self.keeper.touch()
        self.let_go()
        QDialog.reject(self)
        self.reopen_wanted.emit(child_id)

    def _with_detail(self, act: Callable[[], None]) -> None:
        if self.quick.child_id not in self._details:
            try:
                self._details[self.quick.child_id] = self._desk.child(self.quick.child_id)
            except AppError as trouble:
                self.banner.trouble(trouble)
                return
        act()

    def _record(self) -> None:
        quick = self.quick
        assert quick.at is not None
        draft = EventDraft(quick.child_id, quick.type, quick.at, dict(self.attrs()), {}, quick.planned)
        try:
            with self.saving():
                ids = self._desk.record(draft)
        except InvalidInput as trouble:
            self.show_problems({"line": ". ".join(by_field(trouble.problems).values())})
            return
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self.accept()
        self.recorded.emit(tuple(ids))


def _label(quick: Quick, forms: Sequence[EventForm]) -> str:
    return next((form.label for form in forms if form.type == quick.type), "")


def _missing(quick: Quick, forms: Sequence[EventForm]) -> str:
    """What a line would need to be saved as it is."""
    if quick.unknown:
        return f"Take out what was not understood, or open the form: {', '.join(quick.unknown)}"
    if not quick.child_id:
        return "Type a few letters of the child's name as well"
    if not quick.sure:
        return "These letters fit several children: type more of the name, or choose with Up and Down"
    if quick.other_types:
        return f"Say more of what it was: it may be {listed((_label(quick, forms), *quick.other_types))}"
    return "Say what it was as well" if not quick.type else "Say when it was as well, such as today 14:30"
