"""A table whose texts are wrapped over a few lines, each line as high as its words need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ui import theme
from ui.widgets.fittingtable import fitted

_LEAST = 13  # letters of each column, below which those that can be spared are left out
_LONGEST = 400  # letters of a cell that are measured: more would not be shown anyway


class WrappingTable(QTableView):
    """`texts` are the columns that are wrapped and share what room there is, by their `shares`."""

    def __init__(self, name: str, texts: Sequence[int], shares: Sequence[int], most: int = 4) -> None:
        super().__init__()
        self._texts, self._shares, self._most = tuple(texts), tuple(shares), most
        self.spare: tuple[int, ...] = ()  # columns that are left out where there is too little room for all
        self.setAccessibleName(name)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit)
        theme.notifier.changed.connect(self._later.start)

    def fit_soon(self) -> None:
        """After the rows or the room have changed."""
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self._later.start()

    def _fit(self) -> None:
        model = self.model()
        if model is None or not self.isVisible():
            return
        self._leave_out()
        self._share_width()
        metrics, header = self.fontMetrics(), self.verticalHeader()
        pad = theme.current().space(3)
        highest = self._most * metrics.lineSpacing()
        columns = [n for n in range(model.columnCount()) if not self.isColumnHidden(n)]
        wide = {column: max(40, self.columnWidth(column) - 2 * pad) for column in columns}
        for number in range(model.rowCount()):
            high = metrics.lineSpacing()
            for column, width in wide.items():
                if high == highest:
                    break
                text = str(model.index(number, column).data() or "")[:_LONGEST]
                long = metrics.horizontalAdvance(text)
                if long > width * self._most:  # it fills all the lines that there are
                    high = highest
                elif "\n" in text or long > width:
                    box = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, text)
                    high = max(high, min(box.height(), highest))
            header.resizeSection(number, high + pad)

    def _leave_out(self) -> None:
        columns = self.horizontalHeader().count()
        narrow = self.viewport().width() < self.fontMetrics().averageCharWidth() * _LEAST * columns
        for column in self.spare:
            self.setColumnHidden(column, narrow)

    def _share_width(self) -> None:
        header = self.horizontalHeader()
        others = [n for n in range(header.count()) if n not in self._texts and not self.isColumnHidden(n)]
        shown = [
            (n, share)
            for n, share in zip(self._texts, self._shares, strict=True)
            if not self.isColumnHidden(n)
        ]
        room, letter = self.viewport().width(), self.fontMetrics().averageCharWidth()
        wished = [self._width_of(column) for column in others]
        widths = fitted(wished, room - letter * 13 * len(shown), letter * 9)
        for column, width in zip(others, widths, strict=True):
            header.resizeSection(column, width)
        rest = max(room - sum(widths), letter * 9 * len(shown))
        least = [self._longest_word(column, rest // max(1, len(shown))) for column, _ in shown]
        for (column, _), width in zip(shown, shared(rest, [share for _, share in shown], least), strict=True):
            header.resizeSection(column, width)

    def _longest_word(self, column: int, most: int) -> int:
        """What a column needs so that no word of it is cut, as far as there is room."""
        model, metrics = self.model(), self.fontMetrics()
        texts = (
            str(model.index(n, column).data() or "")[:_LONGEST] for n in range(min(model.rowCount(), 200))
        )
        words = {word for text in texts for word in text.split()}
        longest = sorted(words, key=len)[-8:]
        wide = max((metrics.horizontalAdvance(word) for word in longest), default=0)
        return min(wide + 2 * theme.current().space(3) + 2, most)

    def _width_of(self, column: int) -> int:
        """As wide as its longest words, within a third of the table."""
        model, metrics = self.model(), self.fontMetrics()
        texts = {str(model.index(n, column).data() or "") for n in range(model.rowCount())}
        head = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        wide = max((metrics.horizontalAdvance(text[:60]) for text in texts), default=0)
        wide = max(wide, QFontMetrics(theme.current().font("base", bold=True)).horizontalAdvance(head))
        return min(wide + 2 * theme.current().space(3) + 2, max(self.width() // 3, 60))


def shared(room: int, shares: Sequence[int], least: Sequence[int]) -> list[int]:
    """Room by shares, none below its least: what that takes comes from those that have most over."""
    widths = [room * share // sum(shares) for share in shares]
    for place, need in enumerate(least):
        while widths[place] < need:
            giver = max(range(len(widths)), key=lambda n: widths[n] - least[n])
            spare = widths[giver] - least[giver]
            if spare <= 0:
                break
            moved = min(spare, need - widths[place])
            widths[giver] -= moved
            widths[place] += moved
    return widths
