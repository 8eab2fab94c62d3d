"""A calm page while a desk is being made ready that is not behind a passphrase: the sample caseload."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from services.usecases.errors import AppError, DiskTrouble
from ui import tasks, theme
from ui.widgets.banner import Banner
from ui.widgets.roles import frame, label

Prepare = Callable[[tasks.Progress], Any]  # makes the desk; may be called again after a failure


class PreparingScreen(QWidget):
    """Emits `opened` with the desk."""

    opened = Signal(object)

    def __init__(self, prepare: Prepare, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepare = prepare
        now = theme.current()
        card = frame("card")
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * 64)
        column = QVBoxLayout(card)
        column.setContentsMargins(now.space(6), now.space(5), now.space(6), now.space(5))
        column.setSpacing(now.space(3))
        self.heading = label("Preparing the sample caseload…", "title", wrap=True)
        self.words = label("", "quiet", wrap=True)
        self.banner = Banner()
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Preparing the sample caseload")
        self.bar.setTextVisible(False)
        for part in (self.heading, self.words, self.banner, self.bar):
            column.addWidget(part)
        page = QVBoxLayout(self)
        page.setContentsMargins(now.space(5), now.space(5), now.space(5), now.space(5))
        page.addStretch(2)
        page.addWidget(card)
        page.setAlignment(card, Qt.AlignmentFlag.AlignHCenter)
        card.setMinimumWidth(min(480, card.maximumWidth()))
        page.addStretch(3)

    def start(self) -> None:
        """Begin; the page stays up until the desk is there."""
        self.banner.clear()
        self.words.setText(
            "Its children are made up. What you change in it is gone when you close the window."
        )
        self.bar.setRange(0, 0)
        self.bar.show()
        task = tasks.run(self, self._prepare, self.opened.emit, self._failed)
        task.progress.connect(self._progressed)

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            error = DiskTrouble(
                "The sample caseload could not be made.", "Make some room on the disk, then try again."
            )
        if not isinstance(error, AppError):
            raise error
        self.bar.hide()
        self.words.setText("")
        self.banner.trouble(error, (("Try again", self.start),))
