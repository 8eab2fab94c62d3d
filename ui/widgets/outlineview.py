"""An outline drawn as a list with headings; a line shows its words, a quiet second line and its flag."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui import icons
from ui import theme as themes
from ui.tables.outline import KeyRole, Line, LineRole, OutlineTable, Section, SectionRole
from ui.widgets.foldingview import FoldingView
from ui.widgets.statemark import paint_state, state_color

Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap


class OutlineDelegate(QStyledItemDelegate):
    """Draws headings and lines; the height follows the words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        now = themes.current()
        if index.data(SectionRole) is not None:
            return QSize(100, QFontMetrics(now.font("base", bold=True)).height() + now.space(2) * 2)
        view = option.widget
        width = option.rect.width()
        if isinstance(view, QTreeView):
            width = view.viewport().width() - view.indentation() * 2  # of its heading and its own
        return QSize(100, self._parts(index.data(LineRole), width)[-1][0].bottom() + now.space(2) + 1)

    def _parts(self, line: Line, width: int) -> list[tuple[QRect, str, str, str]]:
        """(place from the top left of the line, words, font, mark) of each part, from above."""
        now = themes.current()
        side, gap = QFontMetrics(now.font("base")).height(), now.space(2)
        whole = max(80, width - gap * 2)
        parts: list[tuple[QRect, str, str, str]] = []
        top = gap

        def add(words: str, font: str, mark: str = "") -> None:
            nonlocal top
            left = gap + (side + gap if mark else 0)
            room = QRect(0, 0, max(60, whole - (left - gap)), 10_000)
            high = QFontMetrics(now.font(font)).boundingRect(room, _WRAP, words).height()
            parts.append((QRect(left, top, room.width(), high), words, font, mark))
            top += high + 2

        add(line.title, "base")
        if line.good:
            add(f"Acceptable: {line.good}", "small", "check")
        if line.bad:
            add(f"Not acceptable: {line.bad}", "small", "close")
        if line.detail:
            add(line.detail, "small")
        if line.flag:
            add(line.flag, "small", f"state:{line.flag_state}")
        return parts

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        section, line = index.data(SectionRole), index.data(LineRole)
        if section is not None:
            self._paint_section(painter, option, section)
        elif line is not None:
            self._paint_line(painter, option, line)
        painter.restore()

    def _paint_section(self, painter: QPainter, option: QStyleOptionViewItem, section: Section) -> None:
        now, rect = themes.current(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, now.color("selection" if selected else "surface-sunken"))
        bold, number = now.font("base", bold=True), f"{section.note}   {len(section.lines)}".strip()
        words = rect.adjusted(now.space(2), 0, -now.space(2), 0)
        painter.setFont(bold)
        painter.setPen(now.color("selection-text" if selected else "text"))
        room = words.width() - QFontMetrics(bold).horizontalAdvance(number + "  ")
        title = QFontMetrics(bold).elidedText(section.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text-quiet"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        now, rect = themes.current(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, now.color("selection" if selected else "surface-raised"))
        painter.setPen(now.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        for place, words, font, mark in self._parts(line, rect.width()):
            box = place.translated(rect.topLeft())
            ink = now.color("selection-text" if selected else "text" if font == "base" else "text-quiet")
            if mark:
                mine = self._paint_mark(painter, box, font, mark)
                ink = mine if mark.startswith("state:") else now.color("text")
            painter.setFont(now.font(font))
            painter.setPen(ink)
            painter.drawText(box, _WRAP, words)

    def _paint_mark(self, painter: QPainter, box: QRect, font: str, mark: str) -> QColor:
        """Draw the mark left of the words; the colour that goes with it."""
        now = themes.current()
        side = round(QFontMetrics(now.font("base")).height() * 0.95)
        high = QFontMetrics(now.font(font)).height()
        place = QRect(box.left() - side - now.space(2), box.top() + (high - side) // 2, side, side)
        if mark.startswith("state:"):
            state = mark.removeprefix("state:")
            paint_state(painter, place, state, now)
            return state_color(state, now)
        ink = now.color("success" if mark == "check" else "danger")
        painter.drawPixmap(place, icons.pixmap(mark, side, ink.name(), painter.device().devicePixelRatio()))
        return ink


class OutlineView(FoldingView):
    """All is folded until it is opened, or while one searches."""

    key_role = KeyRole

    def __init__(self, model: OutlineTable, name: str, parent: QWidget | None = None) -> None:
        self._open: set[str] = set()
        self.unfold_all = False  # while one searches, everything found is in sight
        super().__init__(model, name, OutlineDelegate, parent)

    def folded(self, index: QModelIndex, folded: bool) -> None:
        section = index.data(SectionRole)
        if section is not None and not self.unfold_all:
            (self._open.discard if folded else self._open.add)(section.key)

    def restore(self) -> None:
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            self.setExpanded(index, self.unfold_all or index.data(SectionRole).key in self._open)
        found = self.find(self._kept) if self._kept else QModelIndex()
        if found.isValid() and self.isExpanded(found.parent()):
            self.choose(found)
