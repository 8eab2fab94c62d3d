"""What a search has found: a line for what it is and of whom, and beneath it the words about those found, marked."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from services.usecases.finding import Hit
from ui import theme as themes
from ui.viewmodels.moments import moment_text

Index = QModelIndex | QPersistentModelIndex
HitRole = Qt.ItemDataRole.UserRole + 1
_LINES = 2  # of the words about those found


def about(hit: Hit) -> str:
    """Of whom, when and by whom, on one line."""
    parts = [hit.child_name or "My own calendar", moment_text(hit.at) if hit.at else "", hit.author]
    return " · ".join(part for part in (hit.kind_label, *parts) if part)


class HitModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def set_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HitRole:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                f"{hit.title}. {about(hit)}. {hit.heading}: {hit.snippet}"
                if hit.snippet
                else f"{hit.title}. {about(hit)}"
            )
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        now, hit = themes.current(), index.data(HitRole)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        high = now.space(2) * 2 + 2
        if hit is not None:
            high += sum(_high(words, font) for words, font, _token in _lines(hit))
        if hit is not None and hit.snippet:
            high += round(self._layout(hit, width - now.space(3) * 2)[1]) + 2
        return QSize(100, high)

    def _layout(self, hit: Hit, width: int) -> tuple[QTextLayout, float]:
        """The words laid out on at most two lines with those found marked, and their height."""
        now = themes.current()
        lead = f"{hit.heading}: " if hit.heading else ""
        layout = QTextLayout(lead + hit.snippet, now.font("base"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        quiet, found = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(now.color("text-quiet"))
        found.setFontWeight(QFont.Weight.Bold)
        found.setBackground(now.color("accent-soft"))
        ranges = [_range(0, len(lead), quiet)] if lead else []
        ranges += [_range(len(lead) + start, length, found) for start, length in hit.marks]
        layout.setFormats(ranges)
        high, lines = 0.0, 0
        layout.beginLayout()
        while lines < _LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(80, width))
            line.setPosition(QPointF(0, high))
            high += line.height()
            lines += 1
        layout.endLayout()
        return layout, high

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(HitRole)
        if hit is None:
            return
        now, rect = themes.current(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, now.color("selection" if selected else "surface-raised"))
        painter.setPen(now.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left, width = rect.left() + now.space(3), rect.width() - now.space(3) * 2
        top = rect.top() + now.space(2)
        for words, font, token in _lines(hit):
            metrics, high = QFontMetrics(font), _high(words, font)
            painter.setFont(font)
            painter.setPen(now.color("selection-text" if selected else token))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(left, top, width, high), Qt.AlignmentFlag.AlignLeft, shown)
            top += high + 2
        if hit.snippet:
            painter.setPen(now.color("selection-text" if selected else "text"))
            self._layout(hit, width)[0].draw(painter, QPointF(left, top))
        painter.restore()


def _lines(hit: Hit) -> tuple[tuple[str, QFont, str], ...]:
    """What stands above the words found: text, font and the token of its colour."""
    now = themes.current()
    return (
        (hit.title, now.font("base", bold=True), "text"),
        (about(hit), now.font("small"), "text-quiet"),
    )


def _high(words: str, font: QFont) -> int:
    """The height of a line; Arabic, say, takes more of it than Latin."""
    layout = QTextLayout(words[:200], font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    return max(ceil(line.height()), QFontMetrics(font).height())


def _range(start: int, length: int, format: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, format
    return made


class HitView(QListView):
    """Emits the hit that is opened: Enter, or a double click."""

    opened = Signal(object)

    def __init__(self, model: HitModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda index: self.opened.emit(index.data(HitRole)))
        themes.notifier.changed.connect(self._redressed)

    def _redressed(self, *_: object) -> None:
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
