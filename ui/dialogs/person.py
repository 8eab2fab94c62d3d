"""Somebody around a child: family, carer or professional."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from services.usecases.commands import PersonForm
from services.usecases.results import Person
from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm
from ui.tables.record import KINDS
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import flow
from ui.widgets.growing import GrowingText
from ui.widgets.roles import button, label
from ui.widgets.siblings import SharedWith

SEXES = {
    "": "Not known",
    "female": "Female (a circle)",
    "male": "Male (a square)",
    "other": "Other (a diamond)",
}
_LINK = (
    "The genogram is drawn from this: “maternal grandmother”, “father’s partner”, “half-brother”, “twin sister”, "
    "“late grandfather”, “mother’s unborn baby”, “mother’s miscarriage”."
)
_TICKS = {  # name: (words, more)
    "parental_responsibility": ("Has parental responsibility", ""),
    "in_household": ("Lives in the child's household", ""),
    "third_party": ("Third party", "Left out of what is printed for others unless ticked."),
    "protected": ("The address is protected", "It is never printed, and shown only when it is asked for."),
}


class PersonDialog(KeptForm):
    def __init__(
        self,
        desk: Any,
        child_id: str,
        person: Person | None = None,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        title = "Change this person" if person else "Add a person"
        super().__init__(title, "Save" if person else "Add", parent)
        self.desk, self._child_id, self._person = desk, child_id, person
        self._build_who(person)
        self._build_reach(person)
        self._build_more(person)
        self.form.addStretch(1)
        self._first = self._form()
        self.name.setFocus()
        self.keep_drafts(
            desk, "person", child_id, person.id if person else "", left, amends=person is not None
        )

    def _build_who(self, person: Person | None) -> None:
        self.name = QLineEdit(person.name if person else "")
        self.add_row("name", "&Name", self.name)
        self.relation = QLineEdit(person.relation if person else "")
        self.relation.setPlaceholderText("Mother, foster carer, school nurse…")
        self.add_row("relation", "&Who they are to the child", self.relation, _LINK)
        self.kind = QComboBox()
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(person.kind if person else "family")))
        self.add_row("kind", "&Kind", self.kind)
        self.ticks: dict[str, QCheckBox] = {}
        for name, (words, more) in _TICKS.items():
            tick = self.ticks[name] = QCheckBox(words)
            tick.setAccessibleName(words)
            tick.setChecked(bool(person and getattr(person, name)))
            if name != "protected":
                self.add_row(name, "", tick, more)
        self.responsibility = self.ticks["parental_responsibility"]
        siblings = self.desk.around.siblings(self._child_id)
        known = dict(person.shares) if person else {}
        self.shares = SharedWith(siblings, known, self.relation.text)
        if siblings:
            self.add_row("shares", "Belongs to these children's networks too", self.shares)

    def _build_reach(self, person: Person | None) -> None:
        self.contact = GrowingText(person.contact if person else "", "How to reach them", lines=1, most=6)
        self.contact.setPlaceholderText("Telephone, e-mail")
        self.add_row("contact", "&How to reach them", self.contact)
        self.address = GrowingText(person.address if person else "", "Address", lines=2, most=6)
        row = self.add_row("address", "&Address", self.address)
        self._hidden = bool(person and person.protected)
        self.reveal = button("Show the protected address", "", "unlock")
        self.reveal.clicked.connect(self._reveal)
        row.layout().addWidget(flow(self.reveal))
        self.reveal.setVisible(self._hidden)
        self.address.setVisible(not self._hidden)
        self.add_row("protected", "", self.ticks["protected"], _TICKS["protected"][1])
        self.told = GrowingText(person.may_be_told if person else "", "May be told", lines=1, most=6)
        self.told.setPlaceholderText("School and health; nothing about where the child lives")
        self.add_row("may_be_told", "What they &may be told", self.told)

    def _build_more(self, person: Person | None) -> None:
        self.form.addWidget(label("For the genogram", "strong"))
        self.sex = QComboBox()
        for sex, words in SEXES.items():
            self.sex.addItem(words, sex)
        self.sex.setCurrentIndex(max(0, self.sex.findData(person.sex if person else "")))
        self.add_row("sex", "Drawn as", self.sex, "“Mother” or “uncle” says it already.")
        self.born = OptionalDateEdit("Born", self.desk.today)
        self.born.set_day(person.born if person else None)
        self.add_row("born", "&Born", self.born)
        self.died = OptionalDateEdit("Died", self.desk.today)
        self.died.set_day(person.died if person else None)
        self.add_row("died", "&Died", self.died)
        self.note = GrowingText(person.note if person else "", "Note")
        self.add_row("note", "N&ote", self.note)

    def _kept(self) -> Mapping[str, Any] | None:
        """A protected address is kept only where it was shown: else it may have been changed meanwhile."""
        state = super()._kept()
        if state is None or not self._hidden:
            return state
        return {name: value for name, value in state.items() if name != "address"}

    def _put_back(self, state: Mapping[str, Any]) -> None:
        if self._hidden and "address" in state:
            self._show_address()
        super()._put_back(state)

    def _show_address(self) -> None:
        self._hidden = False
        self.reveal.hide()
        self.address.show()

    def _reveal(self) -> None:
        """Only now is the protected address read."""
        assert self._person is not None
        before = self._first
        self.address.setPlainText(self.desk.around.address(self._person.id))
        self._show_address()
        self.address.setFocus()
        if self._form() != before:
            self._first = self._form()

    def _form(self) -> PersonForm:
        return PersonForm(
            self._child_id,
            self.name.text().strip(),
            self.relation.text().strip(),
            self.kind.currentData(),
            contact=self.contact.toPlainText().strip(),
            note=self.note.toPlainText().strip(),
            sex=self.sex.currentData(),
            born=self.born.day,
            died=self.died.day,
            address=None if self._hidden else self.address.toPlainText().strip(),
            may_be_told=self.told.toPlainText().strip(),
            shares=self.shares.chosen(),
            **{name: tick.isChecked() for name, tick in self.ticks.items()},
        )

    def dirty(self) -> bool:
        return self._form() != self._first

    def check(self) -> dict[str, str]:
        wrong = {name: box.trouble for name, box in (("born", self.born), ("died", self.died)) if box.trouble}
        return wrong if self.name.text().strip() else {"name": "Give the person's name", **wrong}

    def commit(self) -> None:
        with self.saving():
            self.desk.save_person(self._form(), self._person.id if self._person else None)
