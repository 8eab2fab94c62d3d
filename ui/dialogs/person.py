"""Somebody around a child: family, carer or professional."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from services.usecases.commands import PersonForm
from services.usecases.results import Person
from ui.dialogs.frame import FormDialog
from ui.tables.record import KINDS
from ui.widgets.growing import GrowingText


class PersonDialog(FormDialog):
    def __init__(
        self, desk: Any, child_id: str, person: Person | None = None, parent: QWidget | None = None
    ) -> None:
        title = "Change this person" if person else "Add a person"
        super().__init__(title, "Save" if person else "Add", parent)
        self.desk, self._child_id, self._person = desk, child_id, person
        self.name = QLineEdit(person.name if person else "")
        self.add_row("name", "Name", self.name)
        self.relation = QLineEdit(person.relation if person else "")
        self.relation.setPlaceholderText("Mother, foster carer, school nurse…")
        self.add_row("relation", "Who they are to the child", self.relation)
        self.kind = QComboBox()
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(person.kind if person else "family")))
        self.add_row("kind", "Kind", self.kind)
        self.responsibility = QCheckBox("Has parental responsibility")
        self.responsibility.setChecked(bool(person and person.parental_responsibility))
        self.add_row("parental_responsibility", "", self.responsibility).control.setAccessibleName(
            "Has parental responsibility"
        )
        self.contact = QLineEdit(person.contact if person else "")
        self.contact.setPlaceholderText("Telephone, e-mail, address")
        self.add_row("contact", "How to reach them", self.contact)
        self.note = GrowingText(person.note if person else "", "Note")
        self.add_row("note", "Note", self.note)
        self.form.addStretch(1)
        self._first = self._form()
        self.name.setFocus()

    def _form(self) -> PersonForm:
        return PersonForm(
            self._child_id,
            self.name.text().strip(),
            self.relation.text().strip(),
            self.kind.currentData(),
            self.responsibility.isChecked(),
            self.contact.text().strip(),
            self.note.toPlainText().strip(),
        )

    def dirty(self) -> bool:
        return self._form() != self._first

    def check(self) -> dict[str, str]:
        return {} if self.name.text().strip() else {"name": "Give the person's name"}

    def commit(self) -> None:
        self.desk.save_person(self._form(), self._person.id if self._person else None)
