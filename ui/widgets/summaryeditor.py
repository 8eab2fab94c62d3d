"""Writing a case summary under its headings, with what the record offers and the words counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from services.usecases.results import words_in
from ui import theme
from ui.viewmodels.moments import count
from ui.viewmodels.summaryform import SummaryDraft
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.facts import selectable
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.roles import button, frame, label
from ui.widgets.scrolling import ScrollColumn

_PART = re.compile(r"Part (\d+)")


class SummaryEditor(ScrollColumn):
    words_changed = Signal(str)
    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Case summary", margin=2, parent=parent)
        self._today = today
        self.draft: SummaryDraft | None = None
        self.rows: dict[str, FormRow] = {}
        self.boxes: dict[str, QPlainTextEdit] = {}
        self.takes: dict[str, QWidget] = {}

    def edit(self, draft: SummaryDraft) -> None:
        self.clear()
        self.draft = draft
        self.rows, self.boxes, self.takes = {}, {}, {}
        self.written = OptionalDateEdit("Written on", self._today, optional=False)
        self.written.set_day(draft.written)
        self.written.changed.connect(self.changed)
        self.rows["written"] = FormRow("Written on", self.written)
        self.column.addWidget(self.rows["written"])
        for number, heading in enumerate(draft.parts, 1):
            self._part(number, heading)
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)
        self._told()

    def _part(self, number: int, heading: str) -> None:
        assert self.draft is not None
        draft = self.draft
        box = GrowingText(draft.parts[heading], heading, lines=4, most=24)
        amount = label("", "small")
        top = QHBoxLayout()
        title = label(f"{number}. {heading}", "strong", wrap=True)
        title.setBuddy(box)
        top.addWidget(title, 1)
        top.addWidget(amount)
        holder = QWidget()
        body = QVBoxLayout(holder)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(1))
        body.addLayout(top)
        body.addWidget(box)
        offer = self._offer(heading)
        body.addWidget(offer)

        def changed() -> None:
            draft.parts[heading] = box.toPlainText()
            amount.setText(count(words_in(draft.parts[heading]), "word"))
            offer.setVisible(bool(draft.to_offer(heading)))
            self._told()
            self.changed.emit()

        box.textChanged.connect(changed)
        self.boxes[heading] = box
        self.takes[heading] = offer
        self.column.addWidget(holder)
        amount.setText(count(words_in(draft.parts[heading]), "word"))
        offer.setVisible(bool(draft.to_offer(heading)))

    def _offer(self, heading: str) -> QWidget:
        assert self.draft is not None
        card = frame("sunken")
        row = QHBoxLayout(card)
        space = theme.current().space(2)
        row.setContentsMargins(space, space, space, space)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("From the record", "small"))
        words.addWidget(selectable(self.draft.to_offer(heading) or self.draft.offered.get(heading, "")))
        row.addLayout(words, 1)
        take = button("Put it in", "flat", "add")
        take.setAccessibleName(f"Put the offered text in under {heading}")
        take.clicked.connect(lambda: self.take(heading))
        row.addWidget(take)
        return card

    def take(self, heading: str) -> None:
        """Put what the record offers after what is written."""
        if self.draft is not None:
            self.boxes[heading].setPlainText(self.draft.take(heading))
            self.boxes[heading].setFocus()

    def take_all(self) -> None:
        for heading in self.boxes:
            if self.draft is not None and self.draft.to_offer(heading):
                self.take(heading)

    def _told(self) -> None:
        if self.draft is not None:
            self.words_changed.emit(self.draft.words())

    def collect(self) -> SummaryDraft:
        assert self.draft is not None
        self.written.read()
        self.draft.written = self.written.day
        return self.draft

    def show_problems(self, wrong: dict[str, str]) -> str:
        self.rows["written"].set_problem(wrong.get("written", ""))
        if "written" in wrong:
            self.written.setFocus()
        said = ". ".join(words for name, words in wrong.items() if name != "written")
        return _PART.sub(self._named, said)

    def _named(self, found: re.Match[str]) -> str:
        """The heading in place of its number; the keyboard goes there."""
        place = int(found[1]) - 1
        if place >= len(self.boxes):
            return found[0]
        heading = list(self.boxes)[place]
        self.boxes[heading].setFocus()
        return f"“{heading}”"
