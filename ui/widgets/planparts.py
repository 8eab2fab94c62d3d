"""Smaller parts of a plan's form: signatures, whether somebody agrees, what is recorded with the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from services.usecases.plankinds import ANSWERS
from ui import theme
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.planaction import Today, text_line
from ui.widgets.roles import button, icon_button, label
from ui.widgets.scrolling import empty
from ui.widgets.tickline import TickLine
from ui.widgets.watching import watch

if TYPE_CHECKING:  # what it stands on need not be read to show it
    from services.usecases.plan_results import Offer


class SignatureEditor(QWidget):
    remove_wanted = Signal(object)

    def __init__(
        self, signed: tuple[str, str, date | None], today: Today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = text_line(signed[0], "Signature: name", "Name")
        self.role = text_line(signed[1], "Signature: role", "Mother, social worker…")
        self.day = OptionalDateEdit("Signature: signed on", today, past=True)
        self.day.set_day(signed[2])
        self.remove = icon_button("remove", "Remove this signature")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().space(2))
        row.addWidget(self.name, 2)
        row.addWidget(self.role, 2)
        row.addWidget(self.day)
        row.addWidget(self.remove)

    def value(self) -> tuple[str, str, date | None]:
        return (self.name.text().strip(), self.role.text().strip(), self.day.day)


class SignatureList(QWidget):
    """Those who sign, and a way to add one."""

    changed = Signal()

    def __init__(
        self, signed: Sequence[tuple[str, str, date | None]], today: Today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.editors: list[SignatureEditor] = []
        space = theme.current().space(2)
        self._column = QVBoxLayout()
        self._column.setSpacing(space)
        self.sign = button("Add a signature", "flat", "add")
        self.sign.clicked.connect(lambda: self.add(("", "", None)).name.setFocus())
        row = QHBoxLayout()
        row.addWidget(self.sign)
        row.addStretch(1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space)
        body.addLayout(self._column)
        body.addLayout(row)
        for each in signed:
            self.add(each)

    def add(self, signed: tuple[str, str, date | None]) -> SignatureEditor:
        made = SignatureEditor(signed, self._today)
        made.remove_wanted.connect(self._remove)
        watch(made, self.changed.emit)
        self.editors.append(made)
        self._column.addWidget(made)
        return made

    def _remove(self, editor: SignatureEditor) -> None:
        self.editors.remove(editor)
        self._column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.sign.setFocus()
        self.changed.emit()

    def trouble(self) -> str:
        for each in self.editors:
            each.day.read()
        return next((each.day.trouble for each in self.editors if each.day.trouble), "")


class AgreeBox(QComboBox):
    """Whether somebody agrees, in words of one's own; what is usual is offered."""

    def __init__(self, question: str, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(question)
        self.addItem("")
        self.addItems(list(ANSWERS))
        self.setMinimumContentsLength(24)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lineEdit().setPlaceholderText("Yes, in part, no: and what")
        self.setEditText(said)
        self.lineEdit().setCursorPosition(0)

    def said(self) -> str:
        """An answer that was chosen but not finished is still an answer."""
        return self.currentText().strip().removesuffix(":").removesuffix(", because").strip()


class OffersBox(QWidget):
    """What the calendar waits for and this plan can give it, each to be ticked."""

    changed = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: dict[str, bool] = {}  # as it stood in what was left unfinished
        self._ticks: list[tuple[Offer, QCheckBox]] = []
        self.heading = label(heading, "quiet", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.current().space(1))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(1))
        body.addWidget(self.heading)
        body.addLayout(self._column)
        self.hide()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """What was ticked or not by hand stays so."""
        if [o for o, _ in self._ticks] == list(offers):
            return
        by_hand = self._by_hand()
        empty(self._column)
        self._ticks = []
        for offer in offers:
            told = [(line, "quiet") for line in offer.meets]
            told += [(offer.caution, "warning")] if offer.caution else []
            line = TickLine(offer.words, tuple(told))
            line.box.setChecked(by_hand.get(offer.key, self._before.get(_name(offer), offer.ticked)))
            line.box.toggled.connect(lambda _on: self.changed.emit())
            self._ticks.append((offer, line.box))
            self._column.addWidget(line)
        self.setVisible(bool(offers))

    def _by_hand(self) -> dict[tuple[object, ...], bool]:
        return {o.key: box.isChecked() for o, box in self._ticks if box.isChecked() != o.ticked}

    def stands(self) -> dict[str, bool]:
        """What was ticked or not by hand."""
        now = {_name(o): box.isChecked() for o, box in self._ticks if box.isChecked() != o.ticked}
        shown = {_name(o) for o, _ in self._ticks}
        return {name: on for name, on in self._before.items() if name not in shown} | now

    def put_back(self, state: dict[str, bool]) -> None:
        """As it stood, now or once it is offered."""
        self._before = dict(state)
        for offer, box in self._ticks:
            box.setChecked(self._before.get(_name(offer), offer.ticked))

    def taken(self) -> tuple[Offer, ...]:
        return tuple(offer for offer, box in self._ticks if box.isChecked())

    def taken_of(self, offers: Sequence[Offer]) -> tuple[Offer, ...]:
        """The same of what is offered now: by hand where somebody chose, else as it is ticked in advance."""
        by_hand = self._by_hand()
        return tuple(o for o in offers if by_hand.get(o.key, o.ticked))


def _name(offer: Offer) -> str:
    """What tells it from the others, as a draft can hold it."""
    return "|".join(str(part) for part in offer.key)
