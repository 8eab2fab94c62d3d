"""Taking one event into the chronology, with what it meant for the child."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from services.usecases.chronicle_results import EventPlace
from services.usecases.results import EventView
from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm
from ui.viewmodels.moments import moment_text
from ui.widgets.growing import GrowingText
from ui.widgets.roles import label


class SignificantDialog(KeptForm):
    """What the entry will say comes from the record; only the impact on the child may be left to be written."""

    def __init__(
        self,
        desk: Any,
        event: EventView,
        place: EventPlace,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__(
            "Add to the chronology", "Add", parent,
            intro="It is marked as significant. The record itself stays as it is.",
        )  # fmt: skip
        self.desk, self._event_id = desk, event.id
        self.form.addWidget(label(f"{moment_text(event.at)}: the chronology will say", "quiet", wrap=True))
        self.form.addWidget(label(place.what, wrap=True))
        self.impact = GrowingText(place.impact, "What it meant for the child, directly or not.")
        self.add_row(
            "impact",
            "Impact on the child",
            self.impact,
            "It may be left for later. The words can be changed there.",
        )
        self.form.addStretch(1)
        self._first = self.impact.toPlainText()
        self.impact.setFocus()
        self._label = event.label
        self.keep_drafts(desk, "significant", event.child_id, event.id, left)

    def _called(self) -> str:
        return f"What it meant for the child: {self._label}"

    def dirty(self) -> bool:
        return self.impact.toPlainText() != self._first

    def commit(self) -> None:
        with self.saving():
            self.desk.chronicle.mark_significant(self._event_id, self.impact.toPlainText())
