"""Safety: locking by itself, the passphrase, the recovery code; and backups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from ui import prompts, theme
from ui.dialogs.fitting import FittingDialog
from ui.preferences import Preferences
from ui.screens.recovery import RecoveryCode
from ui.viewmodels.settings import IDLE_CHOICES, SettingsModel, idle_minutes
from ui.widgets.flow import flow
from ui.widgets.page import Page, add_field, form, show_problem
from ui.widgets.roles import button, frame, label, mark_invalid
from ui.widgets.secret import NewPassphrase, secret_field

Hint = Callable[[str], tuple[int, str]]
_RECOVERY = (
    "A new code takes the place of the old one, which then opens nothing any more. Make one when the page with the "
    "code is lost, or somebody else may have seen it."
)
_BACKUP = (
    "A backup is a copy of the store and its keys, encrypted like the store itself: the same passphrase and "
    "recovery code open it. Keep it on another disk or on your authority's network drive. To use one, open its "
    "folder as a store."
)


def card(*parts: QWidget) -> QWidget:
    now = theme.current()
    made = frame("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(now.space(4), now.space(4), now.space(4), now.space(4))
    column.setSpacing(now.space(3))
    for part in parts:
        column.addWidget(part)
    return made


def _fields(*fields: tuple[str, QWidget]) -> tuple[QWidget, list[QLabel]]:
    holder = QWidget()
    rows = form()
    problems = [add_field(rows, name, field) for name, field in fields]
    holder.setLayout(rows)
    return holder, problems


class SafetyPage(Page):
    idle_changed = Signal()

    def __init__(self, model: SettingsModel, folder: Path | None, hint: Hint) -> None:
        super().__init__(76)
        self.model = model
        self._folder = folder or Path("store")
        self._hint = hint
        self._build_idle()
        self._build_passphrase()
        self._build_recovery()
        model.passphrase_changed.connect(self._clear)
        model.recovery_made.connect(self._show_code)

    def _build_idle(self) -> None:
        self.idle = QComboBox()
        for minutes, text in IDLE_CHOICES:
            self.idle.addItem(text, minutes)
        now = idle_minutes(self.model.own())
        if self.idle.findData(now) < 0:
            self.idle.addItem(f"{now} minutes", now)
        self.idle.setCurrentIndex(self.idle.findData(now))
        self.idle.currentIndexChanged.connect(self._idle)
        holder, _ = _fields(("&Lock when nothing is done for", self.idle))
        self.column.addWidget(card(label("Locking", "heading"), holder))

    def _build_passphrase(self) -> None:
        self.old = secret_field("Passphrase so far")
        self.new = NewPassphrase(self._hint)
        self.change = button("Change the passphrase", "primary", "key")
        holder, (self.old_problem,) = _fields(("Passphrase s&o far", self.old))
        self.column.addWidget(card(label("Passphrase", "heading"), holder, self.new, flow(self.change)))
        self.change.clicked.connect(self._change)
        self.new.second.returnPressed.connect(self._change)

    def _build_recovery(self) -> None:
        self.proof = secret_field("Your passphrase, for a new recovery code")
        self.make = button("Make a new recovery code…", "", "shield")
        holder, (self.proof_problem,) = _fields(("Your &passphrase", self.proof))
        words = label(_RECOVERY, wrap=True)
        self.column.addWidget(card(label("Recovery code", "heading"), words, holder, flow(self.make)))
        self.make.clicked.connect(self._make)
        self.proof.returnPressed.connect(self._make)

    def _idle(self) -> None:
        if self.model.save_idle(self.idle.currentData()):
            self.idle_changed.emit()

    def _change(self) -> None:
        missing = not self.old.text()
        show_problem(self.old_problem, "Type the passphrase that opens the store now." if missing else "")
        mark_invalid(self.old, missing)
        new = self.new.value()
        if missing:
            self.old.setFocus()
        elif new:
            self.model.change_passphrase(self.old.text(), new)

    def _make(self) -> None:
        missing = not self.proof.text()
        show_problem(self.proof_problem, "Type your passphrase." if missing else "")
        mark_invalid(self.proof, missing)
        if missing:
            self.proof.setFocus()
        elif prompts.ask(
            self, "New recovery code", "Make a new code? The old one then opens nothing.", "Make a new code"
        ):
            self.model.new_recovery_code(self.proof.text())

    def _clear(self) -> None:
        self.old.clear()
        self.new.clear()

    def _show_code(self, code: str) -> None:
        self.proof.clear()
        self.dialog = CodeDialog(code, self._folder, self.model.desk.today(), self)
        self.dialog.open()


class CodeDialog(FittingDialog):
    """A new recovery code, which can only be left once it is said to be kept."""

    no_draft = "a recovery code is shown once, and a tick says that it is kept"

    def __init__(self, code: str, folder: Path, made: date, parent: QWidget | None = None) -> None:
        super().__init__("New recovery code", 66, parent)
        self.recovery = RecoveryCode()
        self.recovery.set_code(code, folder, made)
        self.done_button = button("Done", "primary")
        self.done_button.setEnabled(False)
        self.recovery.kept_changed.connect(self.done_button.setEnabled)
        self.done_button.clicked.connect(self.accept)
        column = self.column
        column.addWidget(label("Your new recovery code", "heading"))
        column.addWidget(self.recovery)
        column.addWidget(flow(self.done_button))

    def reject(self) -> None:
        if self.recovery.kept or prompts.ask(
            self,
            "New recovery code",
            "Leave without keeping the code? It is not shown again.",
            "Leave",
            "Stay",
            danger=True,
        ):
            super().reject()


class BackupPage(Page):
    def __init__(self, model: SettingsModel, preferences: Preferences) -> None:
        super().__init__(76)
        self.model = model
        self._preferences = preferences
        self.make = button("Back up to a folder…", "primary", "backup")
        self.column.addWidget(card(label("Backup", "heading"), label(_BACKUP, wrap=True), flow(self.make)))
        self.make.clicked.connect(self.back_up)

    def back_up(self) -> None:
        folder = prompts.choose_folder(
            self, "Choose a folder for the backup", self._preferences.text("backups")
        )
        if folder is not None:
            self._preferences.set(backups=str(folder))
            self.model.back_up(folder)
