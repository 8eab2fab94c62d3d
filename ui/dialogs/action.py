"""Adding an action, or changing one: what, who, by when, done, and what it said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from services.usecases.actions import ActionVersion
from services.usecases.commands import ActionDraft
from services.usecases.errors import AppError
from services.usecases.results import ActionItem
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks
from ui.dialogs.kept import KeptForm
from ui.viewmodels.moments import moment_text
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.growing import GrowingText
from ui.widgets.roles import button, label


class ActionDialog(KeptForm):
    recorded = Signal(str)  # the action's id

    def __init__(
        self,
        desk: Any,
        child_id: str,
        action: ActionItem | None = None,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__("Change an action" if action else "Add an action", "Save", parent)
        self.save_button.setDefault(False)
        self.save_button.setAutoDefault(False)
        self._desk, self._child, self._action = desk, child_id, action
        self.what = QLineEdit(action.what if action else "")
        self.who = QLineEdit(action.who if action else "")
        self.by = OptionalDateEdit("By", desk.today)
        self.by.set_day(action.by if action else None)
        self.done_on = OptionalDateEdit("Done on", desk.today, past=True)
        self.done_on.set_day(action.done if action else None)
        self.note = GrowingText(action.note if action else "", "Note")
        self.add_row("what", "What is to be done", self.what)
        self.add_row("who", "Who", self.who)
        self.add_row("by", "By", self.by, "May be left empty.")
        if action:
            self.add_row("done", "Done on", self.done_on, "Leave empty until it is done.")
        self.add_row("note", "Note", self.note)
        self.earlier = QVBoxLayout()
        if action:
            self._offer_more(action)
        self.form.addStretch(1)
        self._first = self._draft()
        self.what.setFocus()
        self.keep_drafts(
            desk, "action", child_id, action.id if action else "", left, amends=action is not None
        )

    def _offer_more(self, action: ActionItem) -> None:
        if action.amended:
            show = button(f"Earlier wordings ({action.amended})", "flat", "history")
            show.setAutoDefault(False)
            show.clicked.connect(lambda: (show.hide(), self._read_history(action.id)))
            self.form.addWidget(show)
        self.form.addLayout(self.earlier)
        remove = button("Remove this action…", "danger", "remove")
        remove.setAutoDefault(False)
        remove.clicked.connect(self._remove)
        self.form.addWidget(remove)

    def _read_history(self, action_id: str) -> None:
        desk = self._desk
        tasks.run(self, lambda _p: desk.actions.history(action_id), self._show_history, self._unread)

    def _show_history(self, versions: Sequence[ActionVersion]) -> None:
        for version in reversed(versions[:-1]):
            by = f", by {moment_text(version.by)}" if version.by else ""
            done = f", done on {moment_text(version.done)}" if version.done else ""
            who = f" ({version.who})" if version.who else ""
            said = f"{version.what}{who}{by}{done}"
            self.earlier.addWidget(label(said, wrap=True))
            written = f"{version.author}, {moment_text(version.written_at)}"
            self.earlier.addWidget(
                label(f"{written}. {version.why}" if version.why else written, "small", wrap=True)
            )

    def _unread(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _remove(self) -> None:
        assert self._action is not None
        ask = "Remove this action? What it said can be read under “Taken off…”."
        if prompts.ask(self, self.windowTitle(), ask, "Remove", "Keep", danger=True):
            try:
                with self.saving():
                    self._desk.actions.remove(self._action.id)
            except AppError as trouble:
                self.banner.trouble(trouble)
                return
            self.accept()
            self.recorded.emit(self._action.id)

    def _draft(self) -> ActionDraft:
        source, source_id = (self._action.source, self._action.source_id) if self._action else ("own", "")
        return ActionDraft(
            self._child, self.what.text(), self.who.text(), self.by.day, self.done_on.day, self.note.toPlainText(),
            source, source_id,
        )  # fmt: skip

    def dirty(self) -> bool:
        return self._draft() != self._first

    def check(self) -> dict[str, str]:
        self.by.read()
        self.done_on.read()
        wrong = {
            name: edit.trouble for name, edit in (("by", self.by), ("done", self.done_on)) if edit.trouble
        }
        if not self.what.text().strip():
            wrong["what"] = "Say what is to be done"
        return wrong

    def commit(self) -> None:
        with self.saving():
            kept = self._desk.actions.save(self._draft(), self._action.id if self._action else None)
        self.recorded.emit(str(kept))
