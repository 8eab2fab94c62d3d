"""Between an event shown beside the record and the chronology: how it stands there, and taking it in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.chronicle_results import EventPlace
from services.usecases.errors import AppError
from services.usecases.results import EventView
from ui import tasks
from ui.dialogs.significant import SignificantDialog
from ui.widgets.eventpanel import EventPanel

_MARK = "chronology"  # the event that says the chronology was brought up to date


class EventMarks(QObject):
    """Asks in the background each time an event is shown."""

    dialog_opened = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Any, panel: EventPanel) -> None:
        super().__init__(panel)
        self.desk, self.panel = desk, panel
        self._place: EventPlace | None = None
        panel.chronology_wanted.connect(self.take_in)

    def look(self, event: EventView) -> None:
        if event.planned or event.type == _MARK:
            self._arrived(event.id, None)
            return
        desk, event_id = self.desk, event.id
        tasks.run(
            self,
            lambda _p: desk.chronicle.event_place(event_id),
            lambda found: self._arrived(event_id, found),
            self._lost,
        )

    def _arrived(self, event_id: str, place: EventPlace | None) -> None:
        shown = self.panel.shown
        if shown is not None and shown.id == event_id:
            self._place = place
            self.panel.show_place(place)

    def _lost(self, error: Exception) -> None:
        """Nothing is offered for what has gone meanwhile."""
        if not isinstance(error, AppError):
            raise error

    def take_in(self) -> None:
        event, place = self.panel.shown, self._place
        if event is None or place is None or place.event_id != event.id:
            return
        dialog = SignificantDialog(self.desk, event, place, self.panel)
        dialog.accepted.connect(lambda: self.said.emit("It is in the chronology now. Ctrl+Z takes it back."))
        dialog.open_sized(560, 460)
        self.dialog_opened.emit(dialog)
