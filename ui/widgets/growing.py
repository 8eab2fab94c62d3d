"""A box of text that grows with what is written in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget


class GrowingText(QPlainTextEdit):
    """Between `lines` and `most` lines high; Tab moves on to the next control."""

    def __init__(
        self,
        text: str,
        name: str,
        hint: str = "",
        lines: int = 3,
        most: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._most = lines, most
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlainText(text)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        # a plain text document measures its height in lines
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        frame = self.height() - self.viewport().height() if self.isVisible() else 2 * self.frameWidth() + 10
        wanted = round(
            lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin() + frame
        )
        if wanted != self.minimumHeight():
            self.setFixedHeight(wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
