"""How two people of a genogram are related."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from services.usecases.around_commands import TieForm
from services.usecases.around_results import TieView
from services.usecases.kinship import BONDS, COUPLES, PARENTS, PHRASES, SIBLINGS
from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.growing import GrowingText

_GROUPS = (PARENTS, COUPLES, SIBLINGS, BONDS)


class TieDialog(KeptForm):
    """`people` are (id, name) of everybody who may stand on the genogram."""

    def __init__(
        self,
        desk: Any,
        child_id: str,
        people: tuple[tuple[str, str], ...],
        tie: TieView | None = None,
        one: str = "",
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        kept = tie is not None and bool(tie.id)
        super().__init__(
            "Change a relationship" if tie else "Add a relationship", "Save" if tie else "Add", parent
        )
        self.desk, self._child_id, self._tie_id = desk, child_id, tie.id if tie is not None and kept else None
        self.one, self.kind, self.other = QComboBox(), QComboBox(), QComboBox()
        for box in (self.one, self.other):
            box.addItem("Choose…", "")
            for member, name in people:
                box.addItem(name, member)
        for number, group in enumerate(_GROUPS):
            if number:
                self.kind.insertSeparator(self.kind.count())
            for kind in group:
                self.kind.addItem(f"is {PHRASES[kind][0]}", kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(tie.kind if tie else "parent_of")))
        self.one.setCurrentIndex(max(0, self.one.findData(tie.one if tie else one)))
        self.other.setCurrentIndex(max(0, self.other.findData(tie.other if tie else "")))
        self.add_row("one", "&Who", self.one)
        self.add_row("kind", "&How", self.kind)
        self.add_row("other", "T&o whom", self.other)
        self.since = OptionalDateEdit("Since", desk.today)
        self.since.set_day(tie.since if tie else None)
        self.until = OptionalDateEdit("Until", desk.today)
        self.until.set_day(tie.until if tie else None)
        self.add_row("since", "&Since, where it is known", self.since)
        self.add_row("until", "&Until, where it is over", self.until)
        self.note = GrowingText(tie.note if tie else "", "Note")
        self.add_row("note", "&Note", self.note)
        self.form.addStretch(1)
        self._first = self._form()
        (self.kind if tie or one else self.one).setFocus()
        self.keep_drafts(desk, "tie", child_id, self._tie_id or "", left, amends=kept)

    def _form(self) -> TieForm:
        return TieForm(
            self._child_id,
            self.kind.currentData() or "",
            self.one.currentData() or "",
            self.other.currentData() or "",
            self.since.day,
            self.until.day,
            self.note.toPlainText().strip(),
        )

    def dirty(self) -> bool:
        return self._form() != self._first

    def check(self) -> dict[str, str]:
        return {
            name: box.trouble for name, box in (("since", self.since), ("until", self.until)) if box.trouble
        }

    def commit(self) -> None:
        with self.saving():
            self.desk.around.save_tie(self._form(), self._tie_id)
