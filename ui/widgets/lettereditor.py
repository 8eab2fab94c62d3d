"""A letter being written: kind, to whom, about which meeting or visit; the text as it is offered, to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from services.usecases.endings_results import GAP, Addressee, LetterForm
from services.usecases.errors import AppError
from services.usecases.results import ChildDetail, EventView
from ui import tasks, theme
from ui.viewmodels.moments import moment_text
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.link import Link
from ui.widgets.roles import button, label
from ui.widgets.scrolling import ScrollColumn
from ui.widgets.sidebyside import SideBySide, column

_ADDRESS_LINES = 4


class LetterEditor(QWidget):
    """What is offered is put in again when the choice changes, as long as nobody has changed the text."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._child_id, self._home = "", ""
        self._people: tuple[Addressee, ...] = ()
        self._offered: LetterForm | None = None
        self._filling = False
        now = theme.current()
        self.kind, self.about = QComboBox(), QComboBox()
        for each in desk.letters.kinds():
            self.kind.addItem(each.title, each.name)
        self.whom = QComboBox()
        self.whom.setEditable(True)
        self.whom.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.address = GrowingText("", "Address", "A line for each part of the address", lines=_ADDRESS_LINES)
        self.written = OptionalDateEdit("Date of the letter", desk.today, optional=False)
        self.sent = OptionalDateEdit("Sent on", desk.today)
        self.subject = QLineEdit()
        self.body = GrowingText("", "Letter", "", lines=14, most=60)
        self.again = button("Put in what is offered again", "flat", "refresh")
        self.again.clicked.connect(self._offer_now)
        self.home = Link("Use the child's address")
        self.home.clicked.connect(lambda: self.address.setPlainText(self._home))
        self.hint = label("", "quiet", wrap=True)
        self.gaps = label("", "warning", wrap=True)
        self.rows = {
            "kind": FormRow("Letter", self.kind),
            "addressee": FormRow("To", self.whom),
            "about": FormRow("About", self.about),
            "address": FormRow("Address, as it shows in the window of the envelope", self.address),
            "written": FormRow("Date", self.written),
            "sent": FormRow("Sent on", self.sent, "Leave it empty until it has gone."),
            "subject": FormRow("Subject", self.subject),
            "body": FormRow("Text", self.body),
        }
        for name, control in (("kind", self.kind), ("addressee", self.whom), ("about", self.about)):
            control.setAccessibleName({"kind": "Letter", "addressee": "To", "about": "About"}[name])
        self.subject.setAccessibleName("Subject")
        self.scroll = ScrollColumn("Letter", margin=1)
        left = column(*(self.rows[name] for name in ("kind", "about", "written", "sent")))
        right = column(self.rows["addressee"], self.rows["address"], self.home)
        self.scroll.column.addWidget(SideBySide(now.space(4), left, right))
        for part in (self.hint, self.rows["subject"], self.gaps, self.rows["body"], self.again):
            self.scroll.column.addWidget(part)
        self.scroll.column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.scroll)
        self.kind.activated.connect(lambda _n: self._turned(kind=True))
        self.about.activated.connect(lambda _n: self._turned())
        self.whom.activated.connect(lambda _n: self._turned())
        self.whom.lineEdit().editingFinished.connect(self._named)
        for signal in (
            self.address.textChanged, self.subject.textEdited, self.body.textChanged, self.written.changed,
            self.sent.changed, self.whom.editTextChanged,
        ):  # fmt: skip
            signal.connect(lambda *_: self._typed())

    # filling

    def edit(self, form: LetterForm, people: Sequence[Addressee], child: ChildDetail, *, new: bool) -> None:
        """Show a letter; a new one is filled with what is offered."""
        self._home = child.address
        languages = "" if child.languages.strip().casefold() == "english" else child.languages
        self._filling = True
        self._child_id, self._people = form.child_id, tuple(people)
        self._offered = None
        self.whom.clear()
        for each in people:
            self.whom.addItem(f"{each.name} ({each.relation})" if each.relation else each.name, each.name)
        self.whom.setCurrentIndex(-1)
        self.kind.setCurrentIndex(max(0, self.kind.findData(form.kind)))
        self.hint.setText(f"Languages: {languages}. Will the letter be understood?" if languages else "")
        self.hint.setVisible(bool(languages))
        self._fill(form)
        self._filling = False
        self._choices("" if new else None)
        if new:
            self._offer_now()
        self._mark()

    def _fill(self, form: LetterForm) -> None:
        before, self._filling = self._filling, True
        self.whom.setEditText(form.addressee)
        self.address.setPlainText(form.address)
        self.written.set_day(form.written)
        self.sent.set_day(form.sent)
        self.subject.setText(form.subject)
        self.subject.setCursorPosition(0)
        self.body.setPlainText(form.body)
        self._filling = before

    def _choices(self, chosen: str | None) -> None:
        """The meetings or visits that the letter can be about."""
        kind = next((k for k in self.desk.letters.kinds() if k.name == self.kind.currentData()), None)
        self.rows["about"].setVisible(bool(kind and kind.about) and chosen is not None)
        self.about.clear()
        if kind is None or not kind.about or chosen is None:
            return
        desk, child_id, name = self.desk, self._child_id, kind.name
        tasks.run(self, lambda _p: (name, desk.letters.about(child_id, name)), self._events, self._trouble)

    def _events(self, found: tuple[str, tuple[EventView, ...]]) -> None:
        name, events = found
        if name != self.kind.currentData():
            return
        self.about.clear()
        for event in events:
            self.about.addItem(f"{event.label}, {moment_text(event.at)}", event.id)
        if not events:
            self.about.addItem("Nothing fits: book the meeting or record the visit first", "")

    def _turned(self, *, kind: bool = False) -> None:
        if kind:
            self._choices("")
        self._take_name()
        if self.untouched:
            self._offer_now()
        else:
            self._take_address()
        self._typed()

    def _take_name(self) -> None:
        """The name alone, without who they are to the child."""
        name = self.whom.itemData(self.whom.currentIndex()) if self.whom.currentIndex() >= 0 else None
        if name and self.whom.currentText() == self.whom.itemText(self.whom.currentIndex()):
            self.whom.setEditText(str(name))

    def _take_address(self) -> None:
        person = next((p for p in self._people if p.name == self.addressee), None)
        if person is not None:
            self.address.setPlainText(person.address)

    def _named(self) -> None:
        self._take_name()
        if self.untouched and self._offered is not None and self._offered.addressee != self.addressee:
            self._offer_now()

    def _offer_now(self) -> None:
        desk, child_id = self.desk, self._child_id
        kind, whom, event = self.kind.currentData(), self.addressee, self.about.currentData() or ""
        tasks.run(self, lambda _p: desk.letters.offer(child_id, kind, whom, event), self._take, self._trouble)

    def _take(self, offered: LetterForm) -> None:
        if offered.kind != self.kind.currentData() or offered.child_id != self._child_id:
            return
        kept = self.written.day or offered.written
        self._offered = replace(offered, written=kept)
        self._fill(replace(self._offered, sent=self.sent.day))
        self._typed()

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)

    # what stands in it

    @property
    def addressee(self) -> str:
        return " ".join(self.whom.currentText().split())

    @property
    def untouched(self) -> bool:
        """Whether the text is still what was offered, or nothing."""
        text, subject = self.body.toPlainText(), self.subject.text()
        offered = self._offered
        return not text.strip() or (
            offered is not None and (text, subject) == (offered.body, offered.subject)
        )

    def _typed(self) -> None:
        if not self._filling:
            self._mark()
            self.changed.emit()

    def _mark(self) -> None:
        """Say where a gap is still to be filled, and which address is kept back."""
        number = sum(text.count(GAP) for text in (self.body.toPlainText(), self.subject.text()))
        person = next((p for p in self._people if p.name == self.addressee), None)
        said = []
        if number:
            said.append(
                f"{'One gap is' if number == 1 else f'{number} gaps are'} still to be filled: look for {GAP}"
            )
        if person is not None and person.note:
            said.append(person.note)
        self.gaps.setText(". ".join(s.rstrip(".") for s in said) + ("." if said else ""))
        self.gaps.setVisible(bool(said))
        hidden = person is not None and bool(person.note)
        self.home.setVisible(bool(self._home) and not hidden and not self.address.toPlainText().strip())

    def form(self, *, draft: bool) -> LetterForm:
        return LetterForm(
            self._child_id,
            self.kind.currentData(),
            self.addressee,
            self.address.toPlainText(),
            self.written.day or self.desk.today(),
            self.subject.text(),
            self.body.toPlainText(),
            self.sent.day,
            draft,
        )

    def show_problems(self, wrong: dict[str, str]) -> str:
        for name, row in self.rows.items():
            row.set_problem(wrong.get(name, ""))
        first = next((row for name, row in self.rows.items() if name in wrong), None)
        if first is not None:
            self.scroll.focus_into_view(first)
        return ". ".join(words for name, words in wrong.items() if name not in self.rows)
