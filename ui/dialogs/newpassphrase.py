"""After opening with the recovery code: choose a new passphrase at once, since the old one is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from services.usecases.errors import AppError
from ui import tasks
from ui.dialogs.fitting import FittingDialog
from ui.viewmodels.door import plain_trouble
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.secret import NewPassphrase

_WHY = "You opened the store with its recovery code. Choose a new passphrase to open it with from now on."


class NewPassphraseDialog(FittingDialog):
    no_draft = "a passphrase is kept nowhere but in one's head"

    def __init__(
        self, desk: Any, hint: Callable[[str], tuple[int, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__("New passphrase", 62, parent)
        self._desk = desk
        self.setModal(True)
        self.banner = Banner()
        self.new = NewPassphrase(hint)
        self.save = button("Set the passphrase", "primary", "key")
        self.later = button("Later", "flat")
        self.save.setDefault(True)
        self.later.setAutoDefault(False)
        column = self.column
        column.addWidget(label("New passphrase", "heading"))
        column.addWidget(label(_WHY, wrap=True))
        column.addWidget(self.banner)
        column.addWidget(self.new)
        column.addWidget(flow(self.save, self.later))
        self.save.clicked.connect(self._save)
        self.later.clicked.connect(self.reject)

    def _save(self) -> None:
        new = self.new.value()
        if not new:
            return
        desk = self._desk
        self.setEnabled(False)
        tasks.run(self, lambda _p: desk.replace_passphrase(new), lambda _n: self._done(), self._failed)

    def _done(self) -> None:
        self.new.clear()
        self.setEnabled(True)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(plain_trouble(error))
