"""A box of text that grows with what is written in it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.widgets import spelling

_ENDLESS = re.compile(r"\S{3000}")  # a word that Qt would take very long to wrap at its end


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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines are wrapped
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlainText(text)
        self.spelling = spelling.watch(self)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def setPlainText(self, text: str) -> None:  # Qt's own name
        super().setPlainText("")  # what stood there is not wrapped anew
        self._wrap_for(text)
        super().setPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:  # Qt's own name
        if source.hasText():
            self._wrap_for(source.text(), self.toPlainText())
        super().insertFromMimeData(source)

    def _wrap_for(self, *texts: str) -> None:
        """Break lines anywhere where a word has no end: between words that would take minutes for a million letters."""
        modes = QTextOption.WrapMode
        endless = any(_ENDLESS.search(text) for text in texts)
        self.setWordWrapMode(modes.WrapAnywhere if endless else modes.WrapAtWordBoundaryOrAnywhere)

    def _fit(self) -> None:
        # a plain text document measures its height in lines
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        frame = self.height() - self.viewport().height() if self.isVisible() else 2 * self.frameWidth() + 10
        wanted = round(
            lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin() + frame
        )
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines >= self._most else policy.ScrollBarAlwaysOff
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
