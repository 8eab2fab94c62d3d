"""How a standard that is being written would be told and counted, with a worked example made up for it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from services.usecases.pack_results import Preview
from ui.viewmodels.draftwords import in_list
from ui.widgets.facts import selectable
from ui.widgets.roles import label, line
from ui.widgets.scrolling import ScrollColumn

_HEAD = (
    "These are the standards as one document. Choose one in the list to change it; what is copied and not changed "
    "stays as it is."
)


class PreviewPanel(ScrollColumn):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("How it would be read", parent=parent)
        self.preview: Preview | None = None
        self.show_head("")

    def show_head(self, changes: str) -> None:
        """While no standard is shown: what has been changed so far."""
        self.preview = None
        self.clear()
        self.column.addWidget(label(_HEAD, "quiet", wrap=True))
        if changes:
            self.column.addWidget(label("So far", "strong"))
            self.column.addWidget(selectable(changes))
        self.column.addStretch(1)

    def show_preview(self, preview: Preview) -> None:
        if preview == self.preview:
            return
        self.preview = preview
        self.clear()
        self.column.addWidget(label("How it will be counted", "strong", wrap=True))
        if preview.problems:
            self.column.addWidget(label("Still to be said or put right", "quiet", wrap=True))
            for problem in preview.problems:
                self.column.addWidget(selectable(f"\u2022 {in_list(problem)}"))
        for words in preview.sentences:
            self.column.addWidget(selectable(words))
        if preview.example:
            self.column.addWidget(line())
            self.column.addWidget(label("For example", "strong"))
            for words in preview.example:
                self.column.addWidget(selectable(words))
        self.column.addStretch(1)

    @property
    def words(self) -> str:
        """Everything that is said, for a test or a screen reader."""
        p = self.preview
        return " ".join((*p.sentences, *(x.says for x in p.problems), *p.example)) if p else ""
