"""Adding a child, or changing who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from services.usecases.commands import ChildForm
from services.usecases.errors import AppError
from services.usecases.recognising import KnownChild
from services.usecases.unsaved import Unfinished
from services.usecases.vocabulary import fact_label, words
from ui import tasks, theme
from ui.dialogs.earlier import EarlierDialog
from ui.dialogs.kept import KeptForm
from ui.viewmodels.moments import capital
from ui.widgets.checklist import CheckList
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.knownpanel import KnownPanel
from ui.widgets.roles import button, label
from ui.widgets.sidebyside import SideBySide, column


def fact_flags() -> tuple[tuple[str, str], ...]:
    """(name, words) of what is true or not of a child, in the order of the vocabulary."""
    return tuple((name, capital(fact_label(name))) for name, spec in words().child.items() if spec == "flag")


class ChildDialog(KeptForm):
    """`child_id` None adds a child: whoever is on record and may be the same is shown, and nobody is added before that
    was seen. Emits the child's id when it has been saved. `typed`: what was typed of a child on record before it was
    known that there is one; it is offered here, to be looked at and saved.
    """

    done_for = Signal(str)
    reopen_wanted = Signal(str, object)  # the child who is here already, and what was typed
    record_wanted = Signal(str)

    def __init__(
        self,
        desk: Any,
        child_id: str | None = None,
        parent: QWidget | None = None,
        *,
        typed: ChildForm | None = None,
        left: Unfinished | None = None,
    ) -> None:
        title = "Change this child's details" if child_id else "Add a child"
        super().__init__(title, "Save" if child_id else "Add", parent)
        self.desk, self.child_id = desk, child_id
        form = desk.child_form(child_id) if child_id else ChildForm("", "", authority=desk.own().authority)
        self._before = form
        carried = carried_over(form, typed) if typed else {}
        form = replace(form, **carried)
        self.known = KnownPanel()
        self.form.addWidget(self.known)
        self._names(form)
        self._born(form)
        self._case(form)
        self._rest(form)
        self.form.addStretch(1)
        self._first = replace(self._collect(), **{name: getattr(self._before, name) for name in carried})
        self.given.setFocus()
        if child_id is None:
            self._watch()
            self.keep_drafts(desk, "child", "", left=left)
        else:
            self._offer_earlier(child_id)
            self.keep_drafts(desk, "child_details", child_id, child_id, left, amends=True)

    def _offer_earlier(self, child_id: str) -> None:
        """What these details said before, beside the buttons."""
        self.history = button("Earlier…", "flat", "history", "What these details said before")
        self.history.setAccessibleName("Earlier wordings of these details")
        self.history.setAutoDefault(False)
        self.history.clicked.connect(lambda: self._show_earlier(child_id))
        row: Any = self.layout().itemAt(self.layout().count() - 1).layout()
        row.insertWidget(0, self.history)

    def _show_earlier(self, child_id: str) -> None:
        desk = self.desk

        def arrived(versions: Any) -> None:
            self.earlier = EarlierDialog("Earlier wordings of these details", versions, self)
            self.earlier.open_sized(560, 620)

        tasks.run(self, lambda _p: desk.around.earlier("child", child_id), arrived, self._trouble)

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _watch(self) -> None:
        """Look for the same child among those on record whenever what tells them has been typed."""
        self._soon = QTimer(self, singleShot=True, interval=300)
        self._soon.timeout.connect(self._look)
        for line in (self.given, self.family_name, self.known_as, self.reference):
            line.textChanged.connect(self._soon.start)
        for edit in (self.born, self.expected):
            edit.changed.connect(self._soon.start)
        self.known.record_wanted.connect(self._go_to)
        self.known.reopen_wanted.connect(self._reopen)

    def _look(self) -> None:
        desk, form = self.desk, self._collect()
        tasks.run(self, lambda _p: desk.alike(form), lambda found: self._found(form, found), self._not_read)

    def _found(self, form: ChildForm, known: tuple[KnownChild, ...]) -> None:
        if form == self._collect():
            self.known.show_known(known)
            self.save_button.setText("Add as a new child" if known else "Add")

    def _not_read(self, error: Exception) -> None:
        """What is only offered may be missing; it is looked up once more before anybody is added."""
        if not isinstance(error, AppError):
            raise error

    def _go_to(self, child_id: str) -> None:
        self._not_added()
        self.record_wanted.emit(child_id)

    def _not_added(self) -> None:
        """The child is here already: what was typed is not kept for later."""
        if self.keeper is not None:
            self.keeper.give_up()
        self.accept()

    def _called(self) -> str:
        if self.child_id is not None:
            return "Details of the child"
        name = f"{self.given.text()} {self.family_name.text()}".strip()
        return f"A child to be added: {name}" if name else "A child to be added"

    def _reopen(self, child_id: str) -> None:
        typed = self._collect()
        self._not_added()
        self.reopen_wanted.emit(child_id, typed)

    def save(self) -> None:
        """Nobody is added before those on record who may be the same child were shown."""
        if self.child_id is None and not self.check():
            seen = {each.child_id for each in self.known.shown}
            try:
                known = self.desk.alike(self._collect())
            except AppError as trouble:
                self.banner.trouble(trouble)
                return
            self._found(self._collect(), known)
            if {each.child_id for each in known} - seen:
                self.scroll.focus_into_view(self.known)
                self.known.buttons[0].setFocus()
                return
        super().save()

    # The form

    def _line(self, text: str, hint: str = "") -> QLineEdit:
        line = QLineEdit(text)
        line.setPlaceholderText(hint)
        return line

    def _pair(self, *fields: tuple[str, str, QWidget]) -> None:
        """Fields side by side, as wide as each other."""
        columns = []
        for name, text, control in fields:
            row = FormRow(text, control)
            if not control.accessibleName():
                control.setAccessibleName(text)
            self.rows[name] = row
            columns.append(column(row))
        self.form.addWidget(SideBySide(theme.current().space(3), *columns))

    def _names(self, form: ChildForm) -> None:
        self.given = self._line(form.given)
        self.family_name = self._line(form.family_name)
        self.known_as = self._line(form.known_as)
        self.pronouns = self._line(form.pronouns, "she/her, he/him, they/them")
        self._pair(("given", "Given names", self.given), ("family_name", "Family name", self.family_name))
        self._pair(("known_as", "Known as", self.known_as), ("pronouns", "Pronouns", self.pronouns))

    def _born(self, form: ChildForm) -> None:
        self.born = OptionalDateEdit("Born", self.desk.today)
        self.born.set_day(form.born)
        self.expected = OptionalDateEdit("Expected, for an unborn child", self.desk.today)
        self.expected.set_day(form.expected)
        self._pair(("born", "Born", self.born), ("expected", "Expected (unborn child)", self.expected))

    def _case(self, form: ChildForm) -> None:
        self.authority = QComboBox()
        for each in self.desk.authorities():
            self.authority.addItem(each.name, each.id)
        if form.authority and self.authority.findData(form.authority) < 0:
            self.authority.addItem(form.authority, form.authority)
        self.authority.setCurrentIndex(max(0, self.authority.findData(form.authority)))
        self.worker = self._line(form.worker, self.desk.own().name)
        self.reference = self._line(form.reference, "Number in the authority's system")
        self.family = self._line(form.family, "Children of one family are siblings")
        self._pair(
            ("authority", "Whose standards apply", self.authority),
            ("worker", "Allocated worker", self.worker),
        )
        self._pair(("reference", "Reference", self.reference), ("family", "Family or household", self.family))

    def _rest(self, form: ChildForm) -> None:
        self.form.addWidget(label("This child is", "strong"))
        self.facts = CheckList("This child is", fact_flags())
        self.facts.set_values([name for name, value in form.facts.items() if value is True])
        self.add_row("facts", "", self.facts, "Some standards apply only to these children.")
        self.address = self._line(form.address)
        self.languages = self._line(form.languages, "Spoken; is an interpreter needed?")
        self._pair(("address", "Address", self.address), ("languages", "Languages", self.languages))
        self.note = GrowingText(form.note, "Note")
        self.add_row("note", "What everyone must know (allergies, safety)", self.note)

    def _collect(self) -> ChildForm:
        facts = {name: value for name, value in self._before.facts.items() if value is not True}
        facts |= dict.fromkeys(self.facts.values, True)
        return ChildForm(
            self.given.text().strip(),
            self.family_name.text().strip(),
            self.known_as.text().strip(),
            self.pronouns.text().strip(),
            self.born.day,
            self.expected.day,
            facts,
            self.authority.currentData() or "",
            self.reference.text().strip(),
            self.family.text().strip(),
            self.address.text().strip(),
            self.languages.text().strip(),
            self.note.toPlainText().strip(),
            self.worker.text().strip(),
        )

    # What FormDialog asks

    def dirty(self) -> bool:
        return self._collect() != self._first

    def check(self) -> dict[str, str]:
        for edit in (self.born, self.expected):
            edit.read()
        form, wrong = self._collect(), {}
        if not form.given and not form.family_name:
            wrong["given"] = "Give a name; for an unborn child, for example Baby"
        wrong |= _days(form, self.desk.today())
        for name, edit in (("born", self.born), ("expected", self.expected)):
            if edit.trouble:
                wrong[name] = edit.trouble
        return wrong

    def commit(self) -> None:
        form = self._collect()
        with self.saving():
            if self.child_id is None:
                self.child_id = str(self.desk.add_child(form))
            else:
                self.desk.amend_child(self.child_id, form)
        self.done_for.emit(self.child_id)


def carried_over(saved: ChildForm, typed: ChildForm) -> dict[str, str]:
    """What was typed and stands otherwise, or not at all, on the record; not the name or the day of birth."""
    names = ("known_as", "pronouns", "reference", "family", "address", "languages", "note", "worker")
    said = {name: getattr(typed, name) for name in names}
    return {name: text for name, text in said.items() if text and text != getattr(saved, name)}


def _days(form: ChildForm, today: date) -> dict[str, str]:
    if form.born is None and form.expected is None:
        return {"born": "Give the day of birth, or the day on which an unborn child is expected"}
    if form.born is not None and form.born > today:
        return {"born": "This day has not come yet; for an unborn child fill in Expected instead"}
    if form.born is None and form.expected is not None and form.expected > today + timedelta(days=310):
        return {"expected": "This is more than ten months ahead; check the year"}
    return {}
