"""The agenda drawn as a list with headings; a line shows its mark, what is owed, when, and how near that is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui import theme as themes
from ui.tables.agenda import AgendaTable, GroupRole, ItemRole, KeyRole
from ui.viewmodels.agenda import AgendaGroup, AgendaItem
from ui.viewmodels.moments import count
from ui.widgets.foldingview import FoldingView
from ui.widgets.statemark import paint_state, state_color

Index = QModelIndex | QPersistentModelIndex


class AgendaDelegate(QStyledItemDelegate):
    """Draws groups and lines; the height follows the words."""

    def _layout(self, option: QStyleOptionViewItem, item: AgendaItem, width: int) -> tuple[int, int, int]:
        """Width of the words, height of the title, whole height."""
        now = themes.current()
        base, small = QFontMetrics(now.font("base")), QFontMetrics(now.font("small"))
        words = max(80, width - base.height() - now.space(2) * 3)
        room = QRect(0, 0, words, 10_000)
        title = base.boundingRect(room, Qt.TextFlag.TextWordWrap, item.title).height()
        detail = small.boundingRect(room, Qt.TextFlag.TextWordWrap, self._detail(item)).height()
        return words, title, title + detail + now.space(2) * 2 + 2

    def _detail(self, item: AgendaItem) -> str:
        more = f" · also covers {count(len(item.under), 'other rule')}" if item.under else ""
        return f"{item.when} · {item.detail}{more}"

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        now = themes.current()
        group = index.data(GroupRole)
        if group is not None:
            return QSize(100, QFontMetrics(now.font("base", bold=True)).height() + now.space(2) * 2)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QTreeView) else option.rect.width()
        if isinstance(view, QTreeView):
            width -= view.indentation() * (_depth(index) + 1)  # its own mark takes one as well
        return QSize(100, self._layout(option, index.data(ItemRole), width)[2])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        group, item = index.data(GroupRole), index.data(ItemRole)
        if group is not None:
            self._paint_group(painter, option, group)
        elif item is not None:
            self._paint_item(painter, option, item)
        painter.restore()

    def _paint_group(self, painter: QPainter, option: QStyleOptionViewItem, group: AgendaGroup) -> None:
        now, rect = themes.current(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, now.color("selection" if selected else "surface-sunken"))
        painter.setFont(now.font("base", bold=True))
        painter.setPen(now.color("state-overdue" if group.key == "overdue" else "text"))
        words = rect.adjusted(now.space(2), 0, -now.space(2), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, group.title)
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text-quiet"))
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(len(group.items))
        )

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, item: AgendaItem) -> None:
        now, rect = themes.current(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, now.color("selection" if selected else "surface-raised"))
        painter.setPen(now.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        base = now.font("base")
        height = QFontMetrics(base).height()
        side = round(height * 0.95)
        left, top = rect.left() + now.space(2), rect.top() + now.space(2)
        paint_state(painter, QRect(left, top + (height - side) // 2, side, side), item.state, now)
        words, title, _ = self._layout(option, item, rect.width())
        box = QRect(left + height + now.space(2), top, words, title)
        painter.setFont(base)
        painter.setPen(now.color("selection-text" if selected else "text"))
        painter.drawText(box, Qt.TextFlag.TextWordWrap, item.title)
        below = QRect(box.left(), box.bottom() + 3, words, rect.bottom() - box.bottom() - 3)
        painter.setFont(now.font("small"))
        painter.setPen(state_color(item.state, now) if item.state == "overdue" else now.color("text-quiet"))
        painter.drawText(below, Qt.TextFlag.TextWordWrap, self._detail(item))


def _depth(index: Index) -> int:
    depth, above = 0, index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return depth


class AgendaView(FoldingView):
    """What a stricter rule covers is folded away until it is opened."""

    key_role = KeyRole

    def __init__(self, model: AgendaTable, parent: QWidget | None = None) -> None:
        self._closed: set[str] = set()
        self._unfolded: set[str] = set()
        super().__init__(model, "Agenda", AgendaDelegate, parent)

    def folded(self, index: QModelIndex, folded: bool) -> None:
        group, item = index.data(GroupRole), index.data(ItemRole)
        if group is not None:
            (self._closed.add if folded else self._closed.discard)(group.key)
        elif item is not None:
            (self._unfolded.discard if folded else self._unfolded.add)(item.key)

    def restore(self) -> None:
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            closed = index.data(GroupRole).key in self._closed
            self.setExpanded(index, not closed)
            for below in range(model.rowCount(index)):
                line = model.index(below, 0, index)
                if line.data(KeyRole) in self._unfolded:
                    self.setExpanded(line, True)
        super().restore()
