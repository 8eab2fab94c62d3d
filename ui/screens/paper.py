"""A screen that can show a printed page in its own place: made in the background, left again by Back."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from services.usecases.errors import AppError
from ui import tasks
from ui.screens.preview import PreviewScreen
from ui.viewmodels.printing import MAKING, Page, how_far, made
from ui.widgets.banner import Banner
from ui.widgets.scrolling import WholePage


class PaperScreen(QWidget):
    """`set_body` gives the screen its usual contents; `banner` has to be put into them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.page: PreviewScreen | None = None
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.stack)

    def set_body(self, body: QWidget) -> None:
        self.whole = WholePage(body)
        self.stack.addWidget(self.whole)

    def focus_home(self) -> None:
        """Give the keyboard back to what one looked at before the page."""

    def preview(self, page: Page) -> None:
        def stop() -> None:
            task.cancel()
            self.banner.clear()

        task = tasks.run(
            self, lambda p: made(page.make, p), lambda data: self._show_page(page, data), self.trouble
        )
        self.banner.say("info", MAKING, actions=(("Cancel", stop),))
        task.progress.connect(lambda done, of: self.banner.go_on(MAKING, how_far(False, done, of)))

    def _show_page(self, page: Page, made: bytes) -> None:
        self.banner.clear()
        self.close_preview()
        self.page = PreviewScreen(page.title, made, page.file_name)
        self.page.closed.connect(self.close_preview)
        self.stack.addWidget(self.page)
        self.stack.setCurrentWidget(self.page)

    def close_preview(self) -> None:
        if self.page is not None:
            self.stack.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None
            self.focus_home()

    def trouble(self, error: Exception) -> None:
        """Say a known trouble; anything else is a fault of the program."""
        self.banner.clear()
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)
