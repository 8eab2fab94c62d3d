"""A key fact: what anyone who works with the child must know."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from services.usecases.around_commands import KeyFactForm
from services.usecases.around_results import KeyFactView
from services.usecases.keyfacts import KINDS
from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.growing import GrowingText

_HINTS = {
    "risk": "A dog, stairs, somebody not to be met alone. Shown at the head.",
    "emergency": "Who takes the child, whom to ring, what must not be forgotten.",
    "pen_picture": "Who the child is, in their own words where you can.",
    "legal_status": "What the events say is shown beside it; write what they cannot say.",
    "placement": "What the events say is shown beside it; write what they cannot say.",
    "school": "School, year, the person to speak to.",
}


class KeyFactDialog(KeptForm):
    def __init__(
        self,
        desk: Any,
        child_id: str,
        fact: KeyFactView | None = None,
        kind: str = "risk",
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__("Change a key fact" if fact else "Add a key fact", "Save" if fact else "Add", parent)
        self.desk, self._child_id, self._fact = desk, child_id, fact
        self.kind = QComboBox()
        for key, words in KINDS.items():
            self.kind.addItem(words, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(fact.kind if fact else kind)))
        self.add_row("kind", "&Kind", self.kind)
        self.title_line = QLineEdit(fact.title if fact else "")
        self.add_row("title", "&In a line", self.title_line)
        self.body_text = GrowingText(fact.body if fact else "", "More about it", lines=4)
        self.add_row("body", "&More about it", self.body_text)
        self.since = OptionalDateEdit("Since", desk.today)
        self.since.set_day(fact.since if fact else None)
        self.add_row("since", "&Since", self.since)
        self.until = OptionalDateEdit("Until", desk.today)
        self.until.set_day(fact.until if fact else None)
        self.add_row("until", "&Until", self.until, "It no longer shows after this day, and stays on record.")
        self.third = QCheckBox("Tells of a third party")
        self.third.setChecked(bool(fact and fact.third_party))
        self.third.setAccessibleName(self.third.text())
        self.add_row("third_party", "", self.third, "Left out of what is printed for others unless ticked.")
        self.form.addStretch(1)
        self.kind.currentIndexChanged.connect(self._hint)
        self._hint()
        self._first = self._form()
        (self.title_line if fact else self.kind).setFocus()
        self.keep_drafts(desk, "key_fact", child_id, fact.id if fact else "", left, amends=fact is not None)

    def _hint(self) -> None:
        self.title_line.setPlaceholderText(_HINTS.get(self.kind.currentData(), ""))

    def _form(self) -> KeyFactForm:
        return KeyFactForm(
            self._child_id,
            self.kind.currentData(),
            self.title_line.text().strip(),
            self.body_text.toPlainText().strip(),
            self.since.day,
            self.until.day,
            self.third.isChecked(),
        )

    def dirty(self) -> bool:
        return self._form() != self._first

    def check(self) -> dict[str, str]:
        wrong = {
            name: box.trouble for name, box in (("since", self.since), ("until", self.until)) if box.trouble
        }
        if not self._form().title and not self._form().body:
            wrong["title"] = "Say in a line what must be known"
        return wrong

    def commit(self) -> None:
        with self.saving():
            self.desk.around.save_fact(self._form(), self._fact.id if self._fact else None)
