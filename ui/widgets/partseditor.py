"""A summary under headings, with what the record offers put in where it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.results import words_in
from ui import theme
from ui.viewmodels.moments import count
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.roles import label
from ui.widgets.scrolling import ScrollColumn, empty

Parts = Sequence[tuple[str, str]]


class PartsEditor(ScrollColumn):
    """`edit` shows parts, `parts` says what stands in them."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, margin=1, parent=parent)
        self.boxes: dict[str, GrowingText] = {}
        self.words = label("", "quiet")
        self.column.addWidget(self.words)
        holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.current().space(3))
        self.column.addWidget(holder)
        self.column.addStretch(1)

    def edit(self, headings: Sequence[str], parts: Parts) -> None:
        empty(self.body)
        self.boxes = {}
        said = dict(parts)
        for number, heading in enumerate(headings, 1):
            box = GrowingText(said.get(heading, ""), heading, lines=3, most=24)
            box.textChanged.connect(self._typed)
            self.boxes[heading] = box
            self.body.addWidget(FormRow(f"{number}. {heading}", box))
        self.verticalScrollBar().setValue(0)
        self._count()

    def take(self, offered: Parts) -> int:
        """Put what is offered into the parts that are empty; how many were filled."""
        filled = 0
        for heading, text in offered:
            box = self.boxes.get(heading)
            if box is not None and text.strip() and not box.toPlainText().strip():
                box.setPlainText(text)
                filled += 1
        return filled

    def parts(self) -> tuple[tuple[str, str], ...]:
        return tuple((h, box.toPlainText()) for h, box in self.boxes.items() if box.toPlainText().strip())

    def _typed(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        words = sum(words_in(text) for _, text in self.parts())
        self.words.setText(
            f"{count(words, 'word')} under {len(self.parts())} of {count(len(self.boxes), 'heading')}"
        )
