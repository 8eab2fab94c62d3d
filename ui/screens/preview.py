"""A document shown inside the window, from memory: turn pages, zoom, print, save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QPointF,
    QRectF,
    QSize,
    QStandardPaths,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QPageLayout,
    QPainter,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import prompts, tasks, theme
from ui.viewmodels.moments import count
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.numberbox import NumberBox
from ui.widgets.roles import button, frame, icon_button, label

_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0
_COMFORTABLE = 1.25  # as opened, a wide window does not blow a page up beyond this unless one asks


class PreviewScreen(QWidget):
    """Nothing is written to disk unless the user saves."""

    closed = Signal()
    saved = Signal(str)  # where to
    printed = Signal(int)  # how many pages were sent to the printer

    def __init__(self, title: str, pdf_bytes: bytes, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bytes = pdf_bytes
        self._file_name = file_name
        self._job: tuple[QPrinter, QPainter, list[int]] | None = None
        self._done = 0
        self._most: float | None = _COMFORTABLE  # follows the window up to this zoom; None: one is chosen
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf_bytes))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setAccessibleName(title)
        self.banner = Banner()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._bar(title))
        body.addWidget(self.banner)
        body.addWidget(self.view, 1)
        self._shortcuts()
        self.view.pageNavigator().currentPageChanged.connect(self._turned)
        self._loaded()

    def _bar(self, title: str) -> QWidget:
        bar = frame("bar")
        now = theme.current()
        self.back = button("Back", "flat", "back", "Back (Escape)")
        self.back.clicked.connect(self.closed)
        self.heading = label(title, "strong")
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.page = NumberBox("Page", 1, 1)
        self.page.valueChanged.connect(self._go)
        self.of = QLabel()
        self.smaller = icon_button("zoom-out", "Smaller", "Smaller (Ctrl+-)")
        self.larger = icon_button("zoom-in", "Larger", "Larger (Ctrl++)")
        self.fit = button("Fit width", "flat", tip="As wide as the window (Ctrl+0)")
        self.save_button = button("Save…", "", "save")
        self.print_button = button("Print…", "primary", "print")
        self.smaller.clicked.connect(lambda: self.zoom(1 / _STEP))
        self.larger.clicked.connect(lambda: self.zoom(_STEP))
        self.fit.clicked.connect(self.fit_width)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print)
        pages = _together(self.page, self.of)
        sizes = _together(self.smaller, self.larger, self.fit)
        parts = (self.back, self.heading, pages, sizes, self.save_button, self.print_button)
        inside = QVBoxLayout(bar)
        inside.setContentsMargins(now.space(3), now.space(2), now.space(3), now.space(2))
        inside.addWidget(flow(*parts, spacing=now.space(2)))
        return bar

    def _shortcuts(self) -> None:
        for keys, act in (
            ("Escape", self.closed.emit), ("Alt+Left", self.closed.emit), ("Ctrl+P", self.print), ("Ctrl+S", self.save),
            ("Ctrl++", lambda: self.zoom(_STEP)), ("Ctrl+=", lambda: self.zoom(_STEP)),
            ("Ctrl+-", lambda: self.zoom(1 / _STEP)), ("Ctrl+0", self.fit_width),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.setFocus()
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """Until a zoom is chosen: so that the widest page fills the window, all pages at one size.

        As opened, no larger than is comfortable to read.
        """
        if self._most is not None:
            points = max((self.document.pagePointSize(n).width() for n in range(self.pages)), default=595.0)
            margins = self.view.documentMargins()
            room = self.view.viewport().width() - margins.left() - margins.right()
            fits = room / (points * self.view.logicalDpiX() / 72.0)
            self.view.setZoomFactor(max(_LEAST, min(self._most, fits)))
        spacing = self.view.pageSpacing()  # the view does not centre its pages anew by itself
        self.view.setPageSpacing(spacing + 1)
        self.view.setPageSpacing(spacing)

    def _loaded(self) -> None:
        pages = self.document.pageCount()
        good = self.document.status() == QPdfDocument.Status.Ready and pages > 0
        self.page.setMaximum(max(1, pages))
        self.of.setText(f"of {pages}")
        for part in (self.page, self.print_button, self.save_button, self.smaller, self.larger, self.fit):
            part.setEnabled(good)
        if not good:
            self.banner.say("danger", "This document could not be shown.", "Go back and make it again.")

    # Looking

    @property
    def pages(self) -> int:
        return self.document.pageCount()

    def _go(self, page: int) -> None:
        navigator = self.view.pageNavigator()
        if navigator.currentPage() != page - 1:
            navigator.jump(page - 1, QPointF(), navigator.currentZoom())

    def _turned(self, page: int) -> None:
        self.page.blockSignals(True)
        self.page.setValue(page + 1)
        self.page.blockSignals(False)

    def zoom(self, factor: float) -> None:
        """Larger or smaller than what is seen now, between a quarter and five times."""
        self._most = None
        self.view.setZoomFactor(max(_LEAST, min(_MOST, self.view.zoomFactor() * factor)))

    def fit_width(self) -> None:
        """The widest page as wide as the window, and so on as the window changes."""
        self._most = _MOST
        self._settle()

    # Saving and printing

    def save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file = prompts.choose_save_file(
            self, "Save this document", Path(folder) / self._file_name, "PDF (*.pdf)"
        )
        if file is None:
            return
        if not file.suffix:
            file = file.with_suffix(".pdf")
        content = self._bytes
        tasks.run(
            self, lambda progress: file.write_bytes(content), lambda _: self._kept(file), self._not_kept
        )

    def _kept(self, file: Path) -> None:
        self.banner.say(
            "success", "Saved.", f"{file.name} is in {file.parent}. It is not encrypted: keep it safe."
        )
        self.saved.emit(str(file))

    def _not_kept(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self.banner.say(
            "danger", "The document could not be saved.", "Choose another folder, then try again."
        )

    def print(self) -> None:
        if not self.pages:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.heading.text())
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.pages)
        dialog.setFromTo(1, self.pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.open()

    def print_to(self, printer: QPrinter) -> None:
        """Draw the chosen pages one by one, so that the window stays alive; `printed` says how many there were."""
        self._stop_printing()
        first, last = printer.fromPage() or 1, printer.toPage() or self.pages
        self._turn_paper(printer, first - 1)
        painter = QPainter()
        if not painter.begin(printer):
            self.banner.say(
                "danger", "The printer could not be used.", "Check that it is on, or choose another one."
            )
            return
        self._job = (printer, painter, list(range(first - 1, min(last, self.pages))))
        self._done = 0
        self.print_button.setEnabled(False)
        QTimer.singleShot(0, self, self._print_next)

    def _print_next(self) -> None:
        if self._job is None:
            return
        printer, painter, waiting = self._job
        if not waiting:
            self._stop_printing()
            self.banner.say("success", f"Sent to the printer: {count(self._done, 'page')}.")
            self.printed.emit(self._done)
            return
        number = waiting.pop(0)
        if self._done:
            self._turn_paper(printer, number)
            if not printer.newPage():
                self._stop_printing()
                self.banner.say("danger", "The printer stopped.", "Look at the printer, then try again.")
                return
        self._draw(painter, printer, number)
        self._done += 1
        words = f"Printing page {number + 1}…"
        self.banner.say("info", words, actions=(("Stop", lambda: self._stop_printing(told=True)),))
        QTimer.singleShot(0, self, self._print_next)

    def _stop_printing(self, *, told: bool = False) -> None:
        """End the job under way; pages already sent may still come out."""
        job, self._job = self._job, None
        if job is None:
            return
        printer, painter, waiting = job
        if waiting:
            printer.abort()
        painter.end()
        self.print_button.setEnabled(True)
        if told:
            self.banner.say("info", "Printing was stopped.")

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop_printing()
        super().closeEvent(event)

    def _turn_paper(self, printer: QPrinter, number: int) -> None:
        """Upright or across, as the page is."""
        size = self.document.pagePointSize(number)
        across = size.width() > size.height()
        printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        )

    def _draw(self, painter: QPainter, printer: QPrinter, number: int) -> None:
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        points = self.document.pagePointSize(number)
        fit = min(paper.width() / points.width(), paper.height() / points.height())
        target = QRectF(0, 0, points.width() * fit, points.height() * fit)
        dots = min(300, printer.resolution())
        size = QSize(round(points.width() / 72 * dots), round(points.height() / 72 * dots))
        painter.drawImage(target, self.document.render(number, size))


def _together(*parts: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().space(2))
    for part in parts:
        row.addWidget(part)
    return holder
