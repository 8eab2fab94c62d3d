"""A document is shown from memory, printed and saved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from tests.ui.fakes_child import _pdf
from ui import prompts, tasks
from ui.screens.preview import PreviewScreen


@pytest.fixture
def preview(qtbot):
    screen = PreviewScreen("Calendar of Maya", _pdf(), "calendar.pdf")
    qtbot.addWidget(screen)
    screen.resize(900, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    return screen


def test_it_shows_all_pages_and_turns_them(qtbot, preview):
    assert preview.pages == 2 and preview.of.text() == "of 2"
    preview.page.setValue(2)
    assert preview.view.pageNavigator().currentPage() == 1


def test_it_zooms_by_keyboard(qtbot, preview):
    preview.zoom(1.25)
    before = preview.view.zoomFactor()
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoomFactor() < before
    for _ in range(20):
        preview.zoom(2)
    assert preview.view.zoomFactor() == 5.0
    preview.fit_width()


def test_upright_and_broad_pages_fit_the_width_at_one_size(qtbot, preview):
    widths = [preview.document.pagePointSize(n).width() for n in range(preview.pages)]
    assert max(widths) > min(widths)
    preview.fit_width()
    for width in (700, 1500):
        preview.resize(width, 700)
        QApplication.processEvents()
        margins = preview.view.documentMargins()
        seen = max(widths) * preview.view.logicalDpiX() / 72 * preview.view.zoomFactor()
        assert seen + margins.left() + margins.right() == pytest.approx(
            preview.view.viewport().width(), abs=3
        )
    preview.zoom(1.25)
    before = preview.view.zoomFactor()
    preview.resize(900, 700)
    QApplication.processEvents()
    assert preview.view.zoomFactor() == before


def test_it_is_saved_where_one_says(qtbot, preview, tmp_path, monkeypatch):
    monkeypatch.setattr(prompts, "choose_save_file", lambda *words: tmp_path / "page")
    with qtbot.waitSignal(preview.saved):
        preview.save()
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert "not encrypted" in preview.banner.message


def test_a_folder_that_cannot_be_written_is_said(qtbot, preview, tmp_path, monkeypatch):
    monkeypatch.setattr(prompts, "choose_save_file", lambda *words: tmp_path / "none" / "page.pdf")
    preview.save()
    tasks.wait_all(qtbot)
    assert "could not be saved" in preview.banner.message


def test_it_prints_through_the_printer(qtbot, preview, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with qtbot.waitSignal(preview.printed) as sent:
        preview.print_to(printer)
    assert sent.args == [2] and "2 pages" in preview.banner.message
    assert (tmp_path / "out.pdf").stat().st_size > 1000


def test_printing_can_be_stopped(qtbot, preview, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    preview.print_to(printer)
    preview._print_next()
    preview._stop_printing(told=True)
    assert "stopped" in preview.banner.message and preview.print_button.isEnabled()


def test_a_page_that_lies_across_is_printed_across(qtbot, tmp_path):
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawText(400, 400, "Upright")
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.newPage()
    painter.drawText(400, 400, "Across")
    painter.end()
    screen = PreviewScreen("Calendar", bytes(buffer.data()), "calendar.pdf")
    qtbot.addWidget(screen)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with qtbot.waitSignal(screen.printed):
        screen.print_to(printer)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "out.pdf"))
    shapes = [printed.pagePointSize(n).width() > printed.pagePointSize(n).height() for n in range(2)]
    assert shapes == [False, True]
    printed.close()


def test_bytes_that_are_no_document_are_said(qtbot):
    screen = PreviewScreen("Broken", b"no pdf", "x.pdf")
    qtbot.addWidget(screen)
    assert "could not be shown" in screen.banner.message and not screen.print_button.isEnabled()


def test_escape_goes_back(qtbot, preview):
    with qtbot.waitSignal(preview.closed):
        qtbot.keyClick(preview.view, Qt.Key.Key_Escape)
