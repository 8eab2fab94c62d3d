"""The comparison by topic: wrapped cells, differences marked by a sign, words and colour, gaps said plainly."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme as themes
from ui.tables.compare import CellRole, TopicModel
from ui.viewmodels.compare import DIFFERS, MARKS, NO_LIMIT, ONLY, Cell, Row, row_words
from ui.viewmodels.moments import capital

Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap
NOT_EQUAL = "\u2260"
SIGNS = {DIFFERS: NOT_EQUAL, ONLY: "+"}
TOKENS = {DIFFERS: "warning", ONLY: "info"}


class TopicDelegate(QStyledItemDelegate):
    def _parts(self, value: Row | Cell, width: int) -> list[tuple[QRect, str, str, bool, str]]:
        """(place, words, font, bold, colour token) of each part of a cell, from above."""
        now = themes.current()
        gap = now.space(2)
        room = max(40, width - gap * 2)
        parts: list[tuple[QRect, str, str, bool, str]] = []
        top = gap

        def add(words: str, token: str, font: str = "base", *, bold: bool = False) -> None:
            nonlocal top
            metrics = QFontMetrics(now.font(font, bold=bold))
            high = metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAP, words).height()
            parts.append((QRect(gap, top, room, high), words, font, bold, token))
            top += high + 2

        if isinstance(value, Row):
            add(value.label, "text", bold=True)
            sign = NOT_EQUAL if value.differs else "\u25cb" if value.gaps else "="
            add(f"{sign} {row_words(value)}", "text-quiet", "small")
            return parts
        for limit, mark in value.limits:
            add(f"{capital(limit)}{f' ({mark})' if mark else ''}", "text")
        if not value.limits:
            add(NO_LIMIT, "text-quiet")
        if value.mark in SIGNS:
            add(f"{SIGNS[value.mark]} {MARKS[value.mark]}", TOKENS[value.mark], "small")
        return parts

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        value, view = index.data(CellRole), option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else option.rect.width()
        if value is None:
            return QSize(width, 10)
        return QSize(width, self._parts(value, width)[-1][0].bottom() + themes.current().space(2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(CellRole)
        if value is None:
            return
        now, rect = themes.current(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        mark = TOKENS.get(value.mark, "") if isinstance(value, Cell) else ""
        painter.save()
        ground = "selection" if selected else f"{mark}-soft" if mark else "surface-raised"
        painter.fillRect(rect, now.color(ground))
        painter.setPen(now.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        for place, words, font, bold, token in self._parts(value, rect.width()):
            painter.setFont(now.font(font, bold=bold))
            painter.setPen(now.color("selection-text" if selected else token))
            painter.drawText(place.translated(rect.topLeft()), _WRAP, words)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(now.color("focus"))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


class TopicTable(QTableView):
    """Arrow keys go from cell to cell; Enter opens the standard behind one."""

    opened = Signal(int, str)  # column of the authority, standard
    chosen = Signal(object)  # the Row or Cell gone to

    def __init__(self, model: TopicModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(TopicDelegate(self))
        self.setAccessibleName("Limits by topic")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.arrange)
        model.modelReset.connect(self._later.start)
        themes.notifier.changed.connect(self._later.start)
        self.doubleClicked.connect(self._open)

    def arrange(self) -> None:
        """Share the width between the columns, then give each row the height of its words."""
        columns = self.model().columnCount()
        if not columns:
            return
        least = self.fontMetrics().averageCharWidth() * 16
        room, header = self.viewport().width(), self.horizontalHeader()
        widths = [max(least, header.sectionSizeHint(column)) for column in range(columns)]
        widths[0] = max(least, round(room * 0.22))
        spare = max(0, room - sum(widths)) // columns
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width + spare)
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._later.start()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(current.data(CellRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        cell = index.data(CellRole)
        if isinstance(cell, Cell) and cell.standards:
            self.opened.emit(index.column() - 1, cell.standards[0])
