"""The one window: welcome or unlock first, then the workspace; menus, locking, leaving."""

from __future__ import annotations

import base64
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QCloseEvent, QColor, QPalette
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from ui.preferences import Preferences

if (
    TYPE_CHECKING
):  # all that an empty window does not need is imported later, so that the window is there at once
    from ui.gate import Gate
    from ui.idle import IdleWatch
    from ui.menus import Menus
    from ui.screens.preparing import Prepare
    from ui.screens.workspace import Workspace
    from ui.theme import Appearance


class MainWindow(QMainWindow):
    """`folder` is None for a desk that was handed in ready (a demonstration): it cannot be locked.

    `look` may be given once the window is on the screen; until then it is empty and has the colour it had last.
    """

    def __init__(
        self,
        folder: Path | None,
        look: Appearance | None,
        preferences: Preferences,
        gate: Gate | None = None,
        version: str = "",
    ) -> None:
        super().__init__()
        self.folder = folder
        self.preferences = preferences
        if look is not None:
            self.look = look
        else:
            self._recall_ground()
        self._gate = gate
        self.version = version
        self.desk: Any = None
        self.workspace: Workspace | None = None
        self.setWindowTitle("Daymark")
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self._restore_place()

    @cached_property
    def gate(self) -> Gate:
        """What opens a store."""
        from ui.gate import RealGate

        return self._gate or RealGate()

    @cached_property
    def menus(self) -> Menus:
        from ui.menus import Menus

        return Menus(self)

    @cached_property
    def idle(self) -> IdleWatch:
        """Locks the store when nobody is there."""
        from ui.idle import IdleWatch

        watch = IdleWatch(self._unsaved, parent=self)
        watch.expired.connect(self._idle_lock)
        watch.warned.connect(self._idle_warn)
        return watch

    def focusNextPrevChild(self, forward: bool) -> bool:  # Qt's own name
        """Tab goes as the eye does."""
        from ui.widgets.taborder import step

        try:
            return step(self, forward)
        except RuntimeError:  # a widget has gone at this moment: Qt's own order will do
            return super().focusNextPrevChild(forward)

    # the door

    def start(self, desk: Any = None, prepare: Prepare | None = None) -> None:
        """Show the workspace of a desk, or of one that is made ready first, or else the door of the folder's store."""
        if desk is not None:
            self.open_desk(desk)
        elif prepare is not None:
            self.show_preparing(prepare)
        else:
            self.show_door()

    def show_preparing(self, prepare: Prepare) -> None:
        from ui.screens.preparing import PreparingScreen

        screen = PreparingScreen(prepare)
        screen.opened.connect(self.open_desk)
        self._show(screen)
        screen.start()

    def show_door(self) -> None:
        assert self.folder is not None
        if self.gate.holds_store(self.folder):
            self.show_unlock(self.folder)
        else:
            self.show_welcome()

    def show_unlock(self, folder: Path) -> None:
        from ui.screens.unlock import UnlockScreen
        from ui.viewmodels.door import Door

        self.folder = folder
        screen = UnlockScreen(Door(folder, self.gate, self))
        screen.opened.connect(self._unlocked)
        screen.make_wanted.connect(self.show_welcome)
        screen.folder_chosen.connect(self.show_unlock)
        self._show(screen)
        screen.focus_field()

    def show_welcome(self) -> None:
        from ui.screens.welcome import WelcomeScreen
        from ui.viewmodels.door import Door

        assert self.folder is not None
        door = Door(self.folder, self.gate, self)
        screen = WelcomeScreen(door)
        screen.unlock_wanted.connect(self.show_unlock)

        def finished(desk: Any) -> None:
            self.folder = door.folder
            self.open_desk(desk)

        screen.finished.connect(finished)
        self._show(screen)
        screen.next.setFocus()

    def _unlocked(self, desk: Any, code: str) -> None:
        self.open_desk(desk)
        if code:
            from ui.dialogs.newpassphrase import NewPassphraseDialog

            self.dialog = NewPassphraseDialog(desk, self.gate.passphrase_hint, self)
            self.dialog.open()

    def open_desk(self, desk: Any) -> None:
        from ui.screens.workspace import Workspace

        self.desk = desk
        if self.folder is not None:
            self.preferences.set(store=str(self.folder))
        space = Workspace(desk, self.folder, self.look, self.preferences, self.gate.passphrase_hint)
        space.lock_wanted.connect(self.lock)
        space.idle_changed.connect(self._idle_again)
        space.place_changed.connect(self.menus.share_keys)
        self.workspace = space
        self._show(space)
        self.menus.refresh()
        space.start()
        self._idle_again()

    def _show(self, screen: QWidget) -> None:
        old = self.stack.currentWidget()
        self.stack.setCurrentIndex(self.stack.addWidget(screen))
        if old is not None:
            self.stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.menus.refresh()

    # locking and leaving

    def lock(self) -> None:
        """Close the store, forget what was shown and ask for the passphrase again."""
        if self.desk is None or self.folder is None:
            return
        words = "Something is written that is not saved. Lock all the same?"
        from ui import prompts

        if not self._unsaved() or prompts.ask(self, "Lock now", words, "Lock", "Stay", danger=True):
            self._lock()

    def _lock(self) -> None:
        if self.folder is not None:
            self._close_desk()
            self.show_unlock(self.folder)

    def _close_desk(self) -> None:
        self.idle.stop()
        for dialog in self.findChildren(QDialog):
            put_away = getattr(dialog, "put_away", None)
            if put_away is not None:
                put_away()
            dialog.hide()
            dialog.deleteLater()
        if self.workspace is not None:
            self.workspace.close_down()
            self.workspace = None
        from services.usecases.errors import AppError
        from ui import prompts, tasks

        tasks.cancel_all()
        desk, self.desk = self.desk, None
        if desk is not None:
            try:
                desk.close()
            except AppError as error:
                prompts.tell(self, "Daymark", error.message, error.advice)

    def _unsaved(self) -> bool:
        """Whether something would be lost: what cannot be kept as a draft, or could not be just now.

        Whatever is typed is kept as it is typed, and offered again; a dialog that keeps nothing says why (`no_draft`).
        """
        from ui.viewmodels.draftkeeper import DraftKeeper

        kept = [keeper.flush() for keeper in self.findChildren(DraftKeeper)]
        asks = (
            getattr(dialog, "dirty", None)
            for dialog in self.findChildren(QDialog)
            if dialog.isVisible()
            and not getattr(dialog, "keeps_drafts", False)
            and not getattr(dialog, "no_draft", "")
        )
        return not all(kept) or any(ask() for ask in asks if ask is not None)

    def _idle_again(self) -> None:
        from ui.viewmodels.settings import idle_minutes

        if self.desk is not None and self.folder is not None:
            self.idle.start(idle_minutes(self.desk.own()))

    def _idle_lock(self) -> None:
        self._lock()
        screen = self.stack.currentWidget()
        banner = getattr(screen, "banner", None)
        if banner is not None:
            banner.say("info", "Daymark locked itself, as nobody was there.")

    def _idle_warn(self, seconds: int) -> None:
        if self.workspace is not None:
            self.workspace.warn(seconds)

    def closeEvent(self, event: QCloseEvent) -> None:
        from ui import prompts

        words = "Something is written that is not saved. Leave it?"
        if self._unsaved() and not prompts.ask(self, "Leave Daymark", words, "Leave", "Stay", danger=True):
            event.ignore()
            return
        screen = self.stack.currentWidget()
        unfinished = getattr(screen, "unfinished_desk", lambda: None)()
        if unfinished is not None:
            words = "Leave without keeping the recovery code? It is not shown again."
            if not prompts.ask(self, "Leave Daymark", words, "Leave", "Stay", danger=True):
                event.ignore()
                return
            self.desk = unfinished
        self._close_desk()
        place = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self.preferences.set(window=place, ground=self.palette().color(QPalette.ColorRole.Window).name())
        event.accept()

    # what the menus ask for

    def undo(self) -> None:
        from services.usecases.errors import AppError
        from ui import prompts

        if self.desk is None:
            return
        try:
            undone = self.desk.undo("") if self.desk.can_undo() else ""
        except AppError as error:
            prompts.tell(self, "Undo", error.message, error.advice)
            return
        self.statusBar().showMessage(f"Undone: {undone}" if undone else "There is nothing to undo.", 8000)

    def set_text_size(self, step: int) -> None:
        """One step larger (+1) or smaller (-1); 0 goes back to 100 %."""
        from ui.theme import TEXT_SIZES

        sizes = list(TEXT_SIZES)
        near = min(range(len(sizes)), key=lambda n: abs(sizes[n] - self.look.percent))
        percent = sizes[max(0, min(len(sizes) - 1, near + step))] if step else 100
        self.preferences.set(text_size=percent)
        self.look.set(self.look.choice, percent)
        self.statusBar().showMessage(f"Text at {percent} %", 3000)

    def set_theme(self, choice: str) -> None:
        self.preferences.set(theme=choice)
        self.look.set(choice, self.look.percent)

    def back_up(self) -> None:
        if self.workspace is not None:
            self.workspace.go("settings")
            self.workspace.settings.tabs.setCurrentWidget(self.workspace.settings.backup)
            self.workspace.settings.backup.back_up()

    def show_shortcuts(self) -> None:
        from ui.dialogs.help import ShortcutsDialog

        ShortcutsDialog(self).open()

    def show_about(self) -> None:
        from ui.dialogs.help import AboutDialog

        AboutDialog(self.version, self.desk.authorities() if self.desk is not None else (), self).open()

    def tell_crash(self, file: str) -> None:
        """The program was at fault; what is saved is safe."""
        from ui.dialogs.crash import CrashDialog

        CrashDialog(file, self).open()

    def _recall_ground(self) -> None:
        """Paint the empty window as it looked when it was last closed, so that none flashes white in the dark."""
        ground = QColor(self.preferences.text("ground"))
        if ground.isValid():
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.Window, ground)
            self.setPalette(palette)

    def wear(self, look: Appearance) -> None:
        """From now on the window looks as the rest of the program does."""
        self.look = look
        self.setPalette(QPalette())

    def _restore_place(self) -> None:
        try:
            kept = QByteArray(base64.b64decode(self.preferences.text("window"), validate=True))
        except ValueError:
            kept = QByteArray()
        if kept.isEmpty() or not self.restoreGeometry(kept):
            room = self.screen().availableGeometry().size()
            self.resize(QSize(1280, 820).boundedTo(room * 0.95))
