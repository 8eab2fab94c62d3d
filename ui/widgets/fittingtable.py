"""A table of single lines that never scrolls sideways: where there is too little room, its widest columns give way."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ui import theme

_LEAST = 9  # letters that a column keeps
_LAST = 12  # letters that the last column keeps, which takes what is left


class FittingTable(QTableView):
    """Columns are set as wide as they would like to be; what the eye sees of them is fitted to the room."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: tuple[int, ...] = ()  # columns that never give way, such as dates
        self._wished: dict[int, int] = {}
        self._fitting = False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(24)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionResized.connect(self._wish)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit)
        self._letter = self.fontMetrics().averageCharWidth()
        theme.notifier.changed.connect(self._later.start)

    def _wish(self, column: int, _before: int, width: int) -> None:
        if not self._fitting and column != self._last():
            self._wished[column] = width
            self._later.start()

    def _last(self) -> int:
        header = self.horizontalHeader()
        return header.logicalIndex(header.count() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def _fit(self) -> None:
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        if letter != self._letter:  # another size of the text: columns wish for as much more
            self._wished = {n: round(w * letter / self._letter) for n, w in self._wished.items()}
            self._letter = letter
        columns = [n for n in range(header.count()) if n != self._last() and not header.isSectionHidden(n)]
        wished = [self._wished.get(n, header.sectionSize(n)) for n in columns]
        room = self.viewport().width() - letter * _LAST
        if room <= 0 or not columns:
            return
        kept = [wished[n] if column in self.kept else 0 for n, column in enumerate(columns)]
        widths = fitted([w - k for w, k in zip(wished, kept, strict=True)], room - sum(kept), letter * _LEAST)
        self._fitting = True
        for column, width, whole in zip(columns, widths, kept, strict=True):
            width = width or whole
            if header.sectionSize(column) != width:
                header.resizeSection(column, width)
        taken = sum(header.sectionSize(n) for n in columns)
        header.resizeSection(self._last(), max(self.viewport().width() - taken, letter * 4))
        self._fitting = False


def fitted(wished: list[int], room: int, least: int) -> list[int]:
    """Widths that fit into `room`: the widest give way first, none below `least` (unless it wished for less)."""
    low, high = 0, max(wished, default=0)
    while low < high:  # the widest that a column may be
        middle = (low + high + 1) // 2
        if sum(min(width, max(middle, least)) for width in wished) <= room:
            low = middle
        else:
            high = middle - 1
    return [min(width, max(low, least)) for width in wished]
