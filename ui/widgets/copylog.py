"""Giving out a copy is sharing: the entries of the information-sharing log, offered with everything that is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from services.usecases.around_commands import SharingForm
from services.usecases.sharing import BASES, consent_for, consent_stands, known_as
from services.usecases.sharing_results import SharingRecord
from ui import theme
from ui.viewmodels.moments import day_of
from ui.widgets.growing import GrowingText
from ui.widgets.longchoice import LongChoice
from ui.widgets.roles import label
from ui.widgets.scrolling import empty
from ui.widgets.tickline import TickLine

Reader = tuple[str, str, bool]  # name, part, whether outside the family


class CopyLog(QWidget):
    """One entry for each reader that is ticked; those outside the family are ticked in advance.

    `title`: of the plan; who has it in the log already on the day of giving (`given`) is not ticked again.
    """

    changed = Signal()

    def __init__(
        self,
        title: str,
        words: tuple[str, str],
        given: Callable[[], date | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._given = title.casefold(), given
        self._record: SharingRecord | None = None
        self._by_hand: dict[str, bool] = {}
        self._basis_by_hand = False
        self.readers: list[tuple[Reader, QCheckBox]] = []
        what, why = words
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.current().space(1))
        self.details = QWidget()
        self.what = QLineEdit(what)
        self.what.setCursorPosition(0)
        self.why = GrowingText(why, "Why it was shared", lines=2)
        self.basis = LongChoice()
        for key, said in BASES.items():
            if key != "none":
                self.basis.addItem(said, key)
        self.basis.activated.connect(self._chosen)
        column = QVBoxLayout(self.details)
        column.setContentsMargins(0, theme.current().space(1), 0, 0)
        column.setSpacing(theme.current().space(1))
        for words_of, control in (
            ("What was shared", self.what),
            ("Why it was shared", self.why),
            ("On which basis", self.basis),
        ):
            control.setAccessibleName(words_of)
            column.addWidget(label(words_of, "strong"))
            column.addWidget(control)
        column.addWidget(self.basis.whole)
        self.consent = label("", "quiet", wrap=True)
        column.addWidget(self.consent)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(1))
        body.addWidget(label("Also in the information-sharing log, for:", "strong", wrap=True))
        body.addLayout(self._column)
        body.addWidget(self.details)
        self.hide()

    def know(self, record: SharingRecord) -> None:
        """What is on record of consent, and in the log."""
        self._record = record
        readers = [reader for reader, _ in self.readers]
        self.readers = []
        self.show_readers(readers)

    def show_readers(self, readers: Sequence[Reader]) -> None:
        """Those who are given a copy; what was ticked or not by hand stays so."""
        if [r for r, _ in self.readers] == list(readers):
            return
        empty(self._column)
        self.readers = []
        for reader in readers:
            whom = known_as(*reader[:2])
            line = TickLine(whom)
            box = line.box
            box.setAccessibleName(f"Write in the information-sharing log: {whom}")
            box.setChecked(self._by_hand.get(whom, reader[2] and not self._logged(whom)))
            box.clicked.connect(lambda on, whom=whom: self._ticked(whom, on))
            self.readers.append((reader, box))
            self._column.addWidget(line)
        self.setVisible(bool(readers))
        self._look()

    def _logged(self, whom: str) -> bool:
        """Whether that day's log says already that they have this plan, as after a print for them."""
        day = self._given()
        return self._record is not None and any(
            v.shared and v.whom == whom and day_of(v.at) == day and self._title in v.what.casefold()
            for v in self._record.log
        )

    def _ticked(self, whom: str, on: bool) -> None:
        self._by_hand[whom] = on
        self._look()
        self.changed.emit()

    def _chosen(self) -> None:
        self._basis_by_hand = True

    def _look(self) -> None:
        """The basis that the record suggests, and what it says of consent."""
        whom = self.whom()
        self.details.setVisible(bool(whom))
        if self._record is None:
            return
        record = self._record
        self.consent.setText("\n".join(_consent(record, each) for each in whom))
        if not self._basis_by_hand:
            known = whom and all(consent_stands(record, each) for each in whom)
            self.basis.setCurrentIndex(self.basis.findData("consent" if known else "public_task"))

    def whom(self) -> tuple[str, ...]:
        return tuple(known_as(*reader[:2]) for reader, box in self.readers if box.isChecked())

    def stands(self) -> dict[str, Any]:
        """What was typed and chosen by hand; the readers are those of the form."""
        basis = self.basis.currentData() if self._basis_by_hand else ""
        return {
            "what": self.what.text(), "why": self.why.toPlainText(), "basis": basis, "by_hand": dict(self._by_hand),
        }  # fmt: skip

    def put_back(self, state: dict[str, Any]) -> None:
        self.what.setText(state["what"])
        self.why.setPlainText(state["why"])
        if state["basis"]:
            self._basis_by_hand = True
            self.basis.setCurrentIndex(max(0, self.basis.findData(state["basis"])))
        self._by_hand = dict(state["by_hand"])
        for reader, box in self.readers:
            box.setChecked(self._by_hand.get(known_as(*reader[:2]), box.isChecked()))
        self._look()

    def check(self) -> str:
        return "" if self.what.text().strip() or not self.whom() else "Say what was shared"

    def entries(self, child_id: str, at: date, how: str) -> tuple[SharingForm, ...]:
        what, why = self.what.text().strip(), self.why.toPlainText().strip()
        basis = self.basis.currentData()
        return tuple(SharingForm(child_id, at, what, whom, why, basis, True, how) for whom in self.whom())


def _consent(record: SharingRecord, whom: str) -> str:
    said = consent_for(record, whom)
    return f"{whom}: {said}" if said else f"{whom}: no consent to share with them is on record."
