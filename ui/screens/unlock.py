"""The door: a passphrase or the recovery code; every trouble in its own calm words with a way on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from services.usecases.errors import AppError, DiskTrouble, StoreInUse, StoreMissing, WrongPassphrase
from ui import icons, prompts, theme
from ui.viewmodels.door import Door
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.page import Page, add_field, form
from ui.widgets.roles import button, frame, label, mark_invalid
from ui.widgets.secret import secret_field, show_box

_CODE_HELP = "The code on the page that you printed or saved. Capitals, spaces and hyphens do not matter."
_WRONG_CODE = "That recovery code does not open this store."
_CHECK_CODE = "Check it letter by letter against the page and try again."


class UnlockScreen(QWidget):
    """Emits `opened` with the desk and the recovery code used ("" for a passphrase)."""

    opened = Signal(object, str)
    make_wanted = Signal()
    folder_chosen = Signal(object)

    def __init__(self, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.door = door
        self._recovery = False
        self._build()
        door.opened.connect(self._opened)
        door.failed.connect(self._failed)
        door.working.connect(self._working)
        self.use_recovery(False)

    def focus_field(self) -> None:
        (self.code if self._recovery else self.passphrase).setFocus()

    def _build(self) -> None:
        now = theme.current()
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(now.space(6), now.space(5), now.space(6), now.space(5))
        column.setSpacing(now.space(3))
        self.mark = QLabel()
        size = round(now.size("control") * 1.5)
        self.mark.setPixmap(icons.pixmap("daymark", size, "", max(2.0, self.devicePixelRatioF())))
        self.heading = label("", "title", wrap=True)
        self.where = label(str(self.door.folder), "small", wrap=True)
        self.where.setToolTip(str(self.door.folder))
        self.banner = Banner()
        self.passphrase = secret_field("Passphrase")
        self.code = secret_field("Recovery code")
        self.show_typed = show_box(self.passphrase, self.code)
        self.pass_form, self.code_form = QWidget(), QWidget()
        rows = form()
        add_field(rows, "&Passphrase", self.passphrase)
        self.pass_form.setLayout(rows)
        rows = form()
        add_field(rows, "Recovery &code", self.code, _CODE_HELP)
        self.code_form.setLayout(rows)
        self.go = button("Unlock", "primary", "unlock")
        self.switch = button("", "link")
        self.other = button("Open another store…", "link")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Unlocking")
        self.bar.hide()
        for part in (self.mark, self.heading, self.where, self.banner, self.pass_form, self.code_form):
            column.addWidget(part)
        for part in (self.show_typed, self.go, self.bar):
            column.addWidget(part)
        column.addWidget(flow(self.switch, self.other, spacing=now.space(3)))
        page = Page(62, middle=True)
        page.column.addWidget(card)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(page)
        self.go.clicked.connect(self.unlock)
        self.passphrase.returnPressed.connect(self.unlock)
        self.code.returnPressed.connect(self.unlock)
        self.switch.clicked.connect(lambda: self.use_recovery(not self._recovery))
        self.other.clicked.connect(self._choose)

    def use_recovery(self, recovery: bool) -> None:
        self._recovery = recovery
        self.pass_form.setVisible(not recovery)
        self.code_form.setVisible(recovery)
        self.heading.setText("Unlock with your recovery code" if recovery else "Unlock Daymark")
        self.switch.setText("Use my passphrase" if recovery else "I have forgotten my passphrase")
        self.switch.setAccessibleName(self.switch.text())
        self.banner.clear()
        self.focus_field()

    def unlock(self) -> None:
        field = self.code if self._recovery else self.passphrase
        if not field.text().strip():
            self.banner.say("info", "Type your recovery code." if self._recovery else "Type your passphrase.")
            field.setFocus()
            return
        self.banner.clear()
        self.door.unlock(field.text(), recovery=self._recovery)

    def _working(self, busy: bool) -> None:
        for part in (self.passphrase, self.code, self.go, self.switch, self.other):
            part.setEnabled(not busy)
        self.bar.setVisible(busy)

    def _opened(self, desk: Any) -> None:
        code = self.code.text() if self._recovery else ""
        self.passphrase.clear()
        self.code.clear()
        mark_invalid(self.passphrase, False)
        self.opened.emit(desk, code)

    def _failed(self, error: AppError) -> None:
        field = self.code if self._recovery else self.passphrase
        wrong = isinstance(error, WrongPassphrase)
        mark_invalid(field, wrong)
        if wrong and self._recovery:
            error = AppError(_WRONG_CODE, _CHECK_CODE)
        self.banner.trouble(error, () if wrong else self._ways_on(error))
        field.setFocus()
        field.selectAll()

    def _ways_on(self, error: AppError) -> tuple[tuple[str, Any], ...]:
        choose = ("Open another store…", self._choose)
        if isinstance(error, StoreMissing):
            return (("Make a new store", self.make_wanted.emit), choose)
        if isinstance(error, StoreInUse | DiskTrouble):
            return (("Try again", self.unlock),)
        return (choose,)

    def _choose(self) -> None:
        folder: Path | None = prompts.choose_folder(
            self, "Open the folder of a Daymark store", self.door.folder
        )
        if folder is not None:
            self.folder_chosen.emit(folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._recovery:
            self.use_recovery(False)
            return
        super().keyPressEvent(event)
