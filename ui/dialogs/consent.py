"""Consent: whose, for what, with which agency, until when; or asked for and refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from services.usecases.around_commands import ConsentForm
from services.usecases.consents import GIVERS, HOW, KINDS
from services.usecases.sharing_results import ConsentView
from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.growing import GrowingText
from ui.widgets.longchoice import LongChoice

_EVENT = "Where it was given, the event that the standards ask for is recorded with it."


class ConsentDialog(KeptForm):
    def __init__(
        self,
        desk: Any,
        child_id: str,
        offered: tuple[Sequence[str], Sequence[str]],
        consent: ConsentView | None = None,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        title = "Change a consent" if consent else "Record consent"
        super().__init__(title, "Save" if consent else "Record", parent, intro=_EVENT)
        self.desk, self._child_id, self._consent = desk, child_id, consent
        whose, agencies = offered
        self.whose = choice(whose, consent.whose if consent else "")
        self.add_row("whose", "&Whose consent", self.whose)
        self.giver = LongChoice()
        self.giver.addItem("As the record says", "")
        for key, words in GIVERS.items():
            self.giver.addItem(words, key)
        self.add_row("giver", "Who they &are", self.giver).put_under(self.giver.whole)
        self.kind = LongChoice()
        for key, words in KINDS.items():
            self.kind.addItem(words, key)
        self.kind.setCurrentIndex(
            max(0, self.kind.findData(consent.kind if consent else "information_sharing"))
        )
        self.add_row("kind", "&For what", self.kind).put_under(self.kind.whole)
        self.details = QLineEdit(consent.details if consent else "")
        self.details.setPlaceholderText("Which information, which examination…")
        self.add_row("details", "E&xactly what", self.details)
        self.agency = choice(agencies, consent.agency if consent else "")
        self.add_row("agency", "With whi&ch agency", self.agency)
        self.how = choice(HOW, consent.how if consent else "")
        self.days: dict[str, OptionalDateEdit] = {}
        for name, words, hint in (
            ("given", "&Given on", ""),
            ("refused", "Or asked for and &refused on", "Leave the day above empty."),
            (
                "until",
                "&Until",
                "It is told four weeks before it runs out. Leave it empty where no end was agreed.",
            ),
            ("withdrawn", "W&ithdrawn on", ""),
        ):
            box = self.days[name] = OptionalDateEdit(words.replace("&", ""), desk.today)
            box.set_day(getattr(consent, name) if consent else desk.today() if name == "given" else None)
            self.add_row(name, words, box, hint)
        self.add_row("how", "&How it was given", self.how)
        self.note = GrowingText(consent.note if consent else "", "Note")
        self.add_row("note", "&Note", self.note)
        self.form.addStretch(1)
        self._first = self._form()
        self.whose.setFocus()
        self.keep_drafts(
            desk, "consent", child_id, consent.id if consent else "", left, amends=consent is not None
        )

    def _form(self) -> ConsentForm:
        return ConsentForm(
            self._child_id,
            self.whose.currentText().strip(),
            self.kind.currentData(),
            self.details.text().strip(),
            self.agency.currentText().strip(),
            self.giver.currentData(),
            how=self.how.currentText().strip(),
            note=self.note.toPlainText().strip(),
            **{name: box.day for name, box in self.days.items()},
        )

    def dirty(self) -> bool:
        return self._form() != self._first

    def check(self) -> dict[str, str]:
        wrong = {name: box.trouble for name, box in self.days.items() if box.trouble}
        return wrong if self.whose.currentText().strip() else {"whose": "Say whose consent it is", **wrong}

    def commit(self) -> None:
        with self.saving():
            self.desk.sharing.save_consent(self._form(), self._consent.id if self._consent else None)


def choice(offered: Sequence[str], said: str) -> QComboBox:
    """A line to type in, with what the record knows to choose from."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.addItem("")
    box.addItems(list(offered))
    box.setEditText(said)
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return box
