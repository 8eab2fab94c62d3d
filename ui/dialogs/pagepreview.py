"""A printed page in a window of its own, to look at, print or save."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget


class PagePreview(QDialog):
    no_draft = "it is only read"

    def __init__(self, title: str, data: bytes, file_name: str, parent: QWidget | None = None) -> None:
        from ui.screens.preview import PreviewScreen

        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.preview = PreviewScreen(title, data, file_name, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.preview)
        self.resize(self.fontMetrics().averageCharWidth() * 110, self.fontMetrics().height() * 42)
        closed = getattr(self.preview, "closed", None)
        if closed is not None:
            closed.connect(self.accept)
