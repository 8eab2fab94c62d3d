"""Keeps what is typed of a chronology's entry: saved when one goes on, kept at every pause, hidden and put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.chronicle_results import Entry
from services.usecases.errors import AppError, ChangedMeanwhile, InvalidInput
from ui import prompts, tasks
from ui.viewmodels.chronology import Row
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.moments import capital
from ui.widgets.chronologyentry import EntryPanel


class Curator(QObject):
    """Between the entry beside the list and the desk."""

    failed = Signal(object)  # an AppError

    def __init__(self, desk: Any, panel: EntryPanel, restore: Callable[[Mapping[str, Any]], None]) -> None:
        super().__init__(panel)
        self.desk, self.panel = desk, panel
        self.several = False  # whether the chronology is that of a family
        self._place, self._child_id = "", ""
        self._begun: tuple[str, tuple[str, str] | None] = (
            "",
            None,
        )  # the entry of a draft, and its wording then
        self.keeper = DraftKeeper(
            desk, "chronology", "", self._state, restore, title=lambda: "Chronology entry", parent=self
        )
        panel.edited.connect(self.keeper.touch)
        panel.save_wanted.connect(self.save)
        panel.hide_wanted.connect(self.hide)
        panel.back_wanted.connect(self.put_back)
        panel.still_right.connect(self.confirm)
        panel.history_wanted.connect(self._show_history)

    def turn_to(self, child_id: str) -> None:
        """Another child's chronology; what was left unfinished of it is offered."""
        self._place, self._child_id = f"{child_id}/chronology", child_id
        self.panel.row, self._begun = None, ("", None)
        self.keeper.turn_to(self._place, child_id)
        self.keeper.look()

    def save(self) -> bool:
        """Save what is typed of the entry beside; whether it could be."""
        row = self.panel.row
        if row is None or not self.panel.dirty:
            return True
        what, impact = self.panel.typed()
        begun, worded = self._begun
        if begun != row.entry.key:
            worded = row.entry.worded
        try:
            with self.keeper.saving():
                self.desk.chronicle.reword(row.entry, what, impact, worded=worded)
        except InvalidInput as trouble:
            self.panel.show_problems(
                {
                    p.where: f"{capital(p.what)}: {p.right}" if p.right else capital(p.what)
                    for p in trouble.problems
                }
            )
            return False
        except AppError as trouble:
            if isinstance(trouble, ChangedMeanwhile):
                self._begun = (row.entry.key, None)  # it has been said; the next saving is meant
            self.failed.emit(trouble)
            return False
        as_was = row.entry.gathered
        what, impact = what or as_was[0], impact or as_was[1]
        self._settled(replace(row.entry, what=what, impact=impact, overtaken=False))
        self.panel.say("Saved. Ctrl+Z takes it back.")
        return True

    def _settled(self, entry: Entry) -> None:
        """What is typed next counts from here, until the chronology is read again."""
        row, self._begun = self.panel.row, ("", None)
        self.keeper.turn_to(self._place, self._child_id)
        if row is not None:
            self.panel.show_row(Row(row.number, entry), several=self.several)

    def _curate(self, act: Callable[[Entry], None], words: str, after: Callable[[Entry], Entry]) -> None:
        row = self.panel.row
        if row is None:
            return
        try:
            act(row.entry)
        except AppError as trouble:
            self.failed.emit(trouble)
            return
        self.keeper.give_up()
        self._settled(after(row.entry))
        self.panel.say(words)

    def hide(self) -> None:
        """Hide the entry, or show it again."""
        row = self.panel.row
        if row is None or not self.save():
            return
        hidden = not row.entry.hidden
        self._curate(
            lambda entry: self.desk.chronicle.hide(entry, hidden),
            "Hidden. The record keeps it." if hidden else "It is shown again.",
            lambda entry: replace(entry, hidden=hidden),
        )

    def confirm(self) -> None:
        """What was worded still says what happened, although the record was amended after it."""
        row = self.panel.row
        if row is not None and self.save():
            self._curate(
                self.desk.chronicle.confirm,
                "Read again, and kept as it is.",
                lambda entry: replace(entry, overtaken=False),
            )

    def put_back(self) -> None:
        """As the record has it; an entry added by hand is taken out, once that was asked."""
        row = self.panel.row
        if row is None:
            return
        own = row.entry.own
        if own and not prompts.ask(
            self.panel, "Take out an entry", "Take this entry out of the chronology?", "Take out", danger=True
        ):
            return
        self._curate(
            self.desk.chronicle.put_back,
            "Taken out." if own else "It is as the record has it.",
            lambda entry: replace(entry, what=entry.gathered[0], impact=entry.gathered[1]),
        )

    def _show_history(self, edit_id: str) -> None:
        chronicle = self.desk.chronicle
        tasks.run(self, lambda _p: chronicle.history(edit_id), self.panel.show_history, self._trouble)

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)

    def _state(self) -> dict[str, Any] | None:
        row = self.panel.row
        if row is None or not self.panel.dirty:
            return None
        what, impact = self.panel.typed()
        begun, worded = self._begun
        worded = worded if begun == row.entry.key else row.entry.worded
        return {"key": row.entry.key, "what": what, "impact": impact, "worded": worded}

    def go_on(self, state: Mapping[str, Any]) -> None:
        """What was typed before stands beside again, and changes what stood there then."""
        self._begun = (state["key"], state.get("worded"))
        self.panel.set_typed(state["what"], state["impact"])
