"""What is done on a child's screen: recording, amending, removing, actions, agreements, and taking back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from services.usecases.errors import AppError
from services.usecases.unsaved import Unfinished
from ui import tasks
from ui.dialogs.action import ActionDialog
from ui.dialogs.decide import AgreeDialog, WaiveDialog
from ui.dialogs.event import EventDialog
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.significant import SignificantDialog
from ui.dialogs.takenoff import TakenOffDialog
from ui.viewmodels.why import build
from ui.widgets.unfinished import gone

_WRITTEN_IN = {  # what was left unfinished, and the section where it is gone on with
    "plan": "plans", "summary": "summaries", "supervision": "oversight", "audit": "oversight", "letter": "letters",
    "ending": "endings", "chronology": "chronology", "key_fact": "facts", "person": "people",
    "consent": "sharing", "sharing": "sharing", "action": "actions", "own_entry": "chronology",
    "take_in": "chronology", "chronology_print": "chronology", "tie": "genogram", "photo": "facts",
    "plan_end": "plans", "plan_copies": "plans", "transfer": "endings", "ending_finish": "endings",
}  # fmt: skip
_REASONS_IN = {
    "letter": "letters",
    "ending": "endings",
    "item": "endings",
}  # by what they are about; else here
HERE = ("child_details", "significant", "agree", "waive", "reason", "reader")  # opened over the screen itself
_PRINT_AGAIN = "Print it again: who it is for, and what you had written, is offered there."


class ChildActs:
    """A part of `ui.screens.child.ChildScreen`, which holds what is named here."""

    desk: Any
    model: Any
    banner: Any
    past: Any
    dialog_opened: Any
    open_section: Callable[[str], None]
    edit_child: Callable[..., None]
    later: Unfinished | None = (
        None  # a form over the screen itself, to be gone on with once the child has been read
    )

    def open_dialog(self, dialog: Any, width: int, height: int) -> None:
        dialog.open_sized(width, height)
        self.dialog_opened.emit(dialog)

    def record_event(
        self, type: str | None = None, *, at: date | None = None, planned: bool | None = None
    ) -> None:
        if self.model.data is None:
            return
        if self.past.first(type, lambda: self.record_event(type, at=at, planned=planned)):
            return
        dialog = EventDialog(self.desk, self.model.child_id, type, parent=self, at=at, planned=planned)
        self._open_event(dialog)

    def meet(self, key: str, book: bool) -> None:
        """Open the form that meets a deadline, filled in."""
        data, deadline = self.model.data, self.model.find_deadline(key)
        if data is None or deadline is None:
            return
        prefill = build(deadline, data.calendar).prefill
        if prefill is None:
            return
        event = self.model.find_event(prefill.event_id) if prefill.event_id else None
        dialog = EventDialog(
            self.desk, self.model.child_id, None if event else prefill.type, parent=self, event=event,
            attrs=prefill.attrs, milestone=prefill.milestone, planned=True if book else None,
            event_id=event.id if event else None,
        )  # fmt: skip
        self._open_event(dialog)

    def edit_event(self, event_id: str, *, happened: bool = False) -> None:
        event = self.model.find_event(event_id)
        if event is not None:
            dialog = EventDialog(
                self.desk, self.model.child_id, event_id=event_id, parent=self, event=event,
                planned=False if happened else None,
            )  # fmt: skip
            self._open_event(dialog)

    def go_on(self, unfinished: Any) -> None:
        """Open what was left unfinished; plans and the like offer theirs where they are written."""
        about = unfinished.record_id.partition(":")[0] if unfinished.kind == "reason" else ""
        if unfinished.kind in HERE and about not in _REASONS_IN:
            self.later = unfinished
            self.open_later()
            return
        if unfinished.kind != "event":
            section = _REASONS_IN.get(about) or _WRITTEN_IN.get(unfinished.kind, "record")
            self.open_section(section)
            go_on = getattr(self.tabs.currentWidget(), "go_on", None)
            if go_on is not None:
                go_on(unfinished)
            return
        dialog = EventDialog(
            self.desk,
            self.model.child_id,
            event_id=unfinished.record_id or None,
            parent=self,
            unfinished=unfinished,
        )
        self._open_event(dialog)

    def open_later(self) -> None:
        """A small form that was left unfinished, once the child has been read."""
        left, self.later = self.later, None
        if left is None:
            return
        if self.model.data is None:
            self.later = left
            return
        if left.kind == "reader":
            self.banner.say("info", left.title, _PRINT_AGAIN, (("Close", self.banner.clear),))
        elif left.kind == "child_details":
            self.edit_child(left)
        elif left.kind == "significant":
            self._open_significant(left)
        elif left.kind == "reason":
            self.remove_event(left.record_id.partition(":")[2], left)
        else:
            self._decide(AgreeDialog if left.kind == "agree" else WaiveDialog, left.record_id, left)

    def _open_significant(self, left: Unfinished) -> None:
        event, desk = self.model.find_event(left.record_id), self.desk
        if event is None:
            gone(self.banner, desk, left)
            return

        def arrived(place: Any) -> None:
            if place is None:
                gone(self.banner, desk, left)
                return
            dialog = SignificantDialog(desk, event, place, self, left)
            dialog.accepted.connect(lambda: self._act(lambda: None))
            self.open_dialog(dialog, 560, 460)

        tasks.run(self, lambda _p: desk.chronicle.event_place(event.id), arrived, self._not_placed)

    def _not_placed(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _open_event(self, dialog: EventDialog) -> None:
        dialog.recorded.connect(self._recorded)
        self.open_dialog(dialog, 1000, 800)

    def _recorded(self, ids: tuple[str, ...]) -> None:
        if ids:
            self._key = f"event:{ids[0]}"
        self.banner.say("success", "Saved.", actions=(("Undo", self.undo), ("Close", self.banner.clear)))

    def _act(self, act: Callable[[], object]) -> None:
        """Carry out a small act and offer to take it back."""
        try:
            act()
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self.banner.say("success", "Saved.", actions=(("Undo", self.undo), ("Close", self.banner.clear)))

    def edit_action(self, action_id: str) -> None:
        action = self.model.action_of(f"action:{action_id}")
        if action is not None:
            dialog = ActionDialog(self.desk, self.model.child_id, action, self)
            dialog.recorded.connect(lambda _id: self._act(lambda: None))
            self.open_dialog(dialog, 620, 560)

    def remove_event(self, event_id: str, left: Unfinished | None = None) -> None:
        event = self.model.find_event(event_id)
        if event is None:
            if left is not None:
                gone(self.banner, self.desk, left)
        else:
            ask = f"{event.label} will be taken off the record. What it said can be read under “Taken off…”."
            remove = ReasonDialog(
                self, "Remove an event", ask, "Remove", lambda why: self._remove(event_id, why),
                (self.desk, self.model.child_id, f"event:{event_id}"), left,
            )  # fmt: skip
            self.open_dialog(remove, 520, 330)

    def _remove(self, event_id: str, why: str) -> None:
        self.model.remove_event(event_id, why)
        self.banner.say("success", "Removed.", actions=(("Undo", self.undo), ("Close", self.banner.clear)))

    def show_taken_off(self) -> None:
        """What was taken off this child's record, to be read or put back."""
        dialog = TakenOffDialog(self.desk, self.model.child_id, self)
        dialog.put_back.connect(self._back)
        self.open_dialog(dialog, 700, 760)

    def _back(self, what: str) -> None:
        undo = (("Undo", self.undo), ("Close", self.banner.clear))
        self.banner.say("success", f"Put back: {what}.", actions=undo)

    def undo(self) -> None:
        try:
            undone = self.model.undo()
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        if undone:
            self.banner.say("info", f"Undone: {undone}.", actions=(("Close", self.banner.clear),))

    def _decide(
        self, kind: type[AgreeDialog] | type[WaiveDialog], key: str, left: Unfinished | None = None
    ) -> None:
        deadline = self.model.find_deadline(key)
        if deadline is not None:
            self.open_dialog(kind(self.desk, self.model.child_id, deadline, self, left), 560, 560)
        elif left is not None:
            gone(self.banner, self.desk, left)
