"""A heading of notes with its box, and of what sort the words under it are: fact, view, analysis."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from services.usecases.results import Heading
from ui import theme
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.roles import label

SORTS = {
    "fact": "fact",
    "reported": "what others said",
    "views": "in their words",
    "analysis": "opinion and analysis",
    "third": "marked, and kept apart",
}


class NoteRow(FormRow):
    """`box` is where one writes."""

    def __init__(self, ask: Heading, text: str, whose: str = "") -> None:
        sort = SORTS.get(ask.sort, "")
        sort = "" if sort in ask.name.lower() else sort  # the heading says it itself
        name = f"Notes: {ask.name}" + (f" ({sort})" if sort else "") + (f", {whose}" if whose else "")
        self.box = GrowingText(text, name, ask.hint, lines=3 if len(ask.hint) > 90 else 2)
        super().__init__(ask.name, self.box)
        if not sort or self.caption is None:
            return
        body = self.layout()
        assert isinstance(body, QVBoxLayout)
        across = QHBoxLayout()
        across.setSpacing(theme.current().space(2))
        body.removeWidget(self.caption)
        across.addWidget(self.caption, 1 if self.caption.wordWrap() else 0)
        across.addWidget(label(sort, "small"), 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        if not self.caption.wordWrap():
            across.insertStretch(1, 1)
        body.insertLayout(0, across)
