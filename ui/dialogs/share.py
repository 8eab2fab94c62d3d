"""An entry of the information-sharing log: what was shared, or asked for and not shared, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from services.usecases.around_commands import SharingForm
from services.usecases.sharing import BASES
from services.usecases.sharing_results import SharingView
from services.usecases.unsaved import Unfinished
from ui.dialogs.consent import choice
from ui.dialogs.kept import KeptForm
from ui.widgets.dateedit import MomentEdit
from ui.widgets.growing import GrowingText
from ui.widgets.longchoice import LongChoice
from ui.widgets.roles import label


class ShareDialog(KeptForm):
    """`consent_for` says what stands on record of consent to share with somebody."""

    def __init__(
        self,
        desk: Any,
        child_id: str,
        readers: Sequence[str],
        consent_for: Callable[[str], str],
        entry: SharingView | None = None,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        title = "Change an entry of the log" if entry else "Record what was shared"
        super().__init__(title, "Save" if entry else "Record", parent)
        self.desk, self._child_id, self._entry, self._consent_for = desk, child_id, entry, consent_for
        self.shared = QComboBox()
        self.shared.addItem("It was shared", True)
        self.shared.addItem("It was asked for, and not shared", False)
        self.shared.setCurrentIndex(1 if entry is not None and not entry.shared else 0)
        self.add_row("shared", "Shared or &not", self.shared)
        self.what = GrowingText(entry.what if entry else "", "What", lines=2)
        self.add_row("what", "&What", self.what)
        self.whom = choice(readers, entry.whom if entry else "")
        self.add_row("whom", "With w&hom", self.whom)
        self.consent = label("", "quiet", wrap=True)
        self.form.addWidget(self.consent)
        self.at = MomentEdit("When", desk.today, past=True)
        self.at.set_moment(entry.at if entry else desk.now())
        self.add_row("at", "Wh&en", self.at)
        self.why = GrowingText(entry.why if entry else "", "Why, or why not", lines=2)
        self.add_row("why", "Wh&y, or why not", self.why)
        self.basis = LongChoice()
        self.basis.addItem("", "")
        for key, words in BASES.items():
            self.basis.addItem(words, key)
        self.basis.setCurrentIndex(max(0, self.basis.findData(entry.basis if entry else "")))
        self.add_row("basis", "On which &basis", self.basis).put_under(self.basis.whole)
        self.note = GrowingText(entry.note if entry else "", "Note", lines=2)
        self.add_row("note", "N&ote", self.note)
        self.form.addStretch(1)
        self.whom.editTextChanged.connect(self._show_consent)
        self._show_consent()
        self._first = self._form()
        self.what.setFocus()
        self.keep_drafts(desk, "sharing", child_id, entry.id if entry else "", left, amends=entry is not None)

    def _show_consent(self) -> None:
        whom = self.whom.currentText().strip()
        found = self._consent_for(whom) if whom else ""
        nothing = "No consent to share with them is on record." if whom else ""
        self.consent.setText(f"Consent on record: {found}" if found else nothing)
        self.consent.setVisible(bool(self.consent.text()))

    def _form(self) -> SharingForm:
        return SharingForm(
            self._child_id,
            self.at.moment or self.desk.today(),
            self.what.toPlainText().strip(),
            self.whom.currentText().strip(),
            self.why.toPlainText().strip(),
            self.basis.currentData() or "",
            bool(self.shared.currentData()),
            self.note.toPlainText().strip(),
        )

    def dirty(self) -> bool:
        return self._form() != self._first

    def check(self) -> dict[str, str]:
        wrong = {"at": self.at.trouble} if self.at.trouble else {}
        if self.at.moment is None and not wrong:
            wrong["at"] = "Give the day on which it was shared or decided"
        return wrong

    def commit(self) -> None:
        with self.saving():
            self.desk.sharing.save_sharing(self._form(), self._entry.id if self._entry else None)
