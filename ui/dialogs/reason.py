"""Asks why, before something is taken away; the reason is kept as it is typed, as everything is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm


class ReasonDialog(KeptForm):
    """`about`: what is to be taken away, as in "event:3f0c", and `child_id` whose it is ("" where it is no child's)."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        ask: str,
        yes: str,
        act: Callable[[str], None],
        kept: tuple[Any, str, str],
        left: Unfinished | None = None,
    ) -> None:
        """`kept`: the desk, the child's id and what it is about."""
        super().__init__(title, yes, parent, intro=ask)
        self._act = act
        desk, child_id, about = kept
        self.reason = QLineEdit()
        self.add_row("why", "Reason", self.reason, "It stays on record with your name and the time.")
        self.form.addStretch(1)
        self.reason.setFocus()
        self.keep_drafts(desk, "reason", child_id, about, left)

    def dirty(self) -> bool:
        return bool(self.reason.text().strip())

    def worth_asking(self) -> bool:
        return False  # one line, and whoever leaves has thought better of it

    def check(self) -> dict[str, str]:
        return {} if self.dirty() else {"why": "Give a reason, so that it can be understood later"}

    def commit(self) -> None:
        with self.saving():
            self._act(self.reason.text().strip())
