"""The agenda as a tree: groups, in them deadlines and bookings, under a stricter rule those that it supersedes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ui.viewmodels.agenda import AgendaGroup, AgendaItem
from ui.viewmodels.moments import count
from ui.widgets.statemark import state_word

Index = QModelIndex | QPersistentModelIndex
KeyRole = Qt.ItemDataRole.UserRole + 1
ItemRole = Qt.ItemDataRole.UserRole + 2
GroupRole = Qt.ItemDataRole.UserRole + 3


class Column(IntEnum):
    WHAT = 0


class _Node:
    __slots__ = ("children", "group", "item", "parent", "row")

    def __init__(
        self, row: int, parent: _Node | None, group: AgendaGroup | None, item: AgendaItem | None
    ) -> None:
        self.row = row
        self.parent = parent
        self.group = group
        self.item = item
        below = group.items if group else item.under if item else ()
        self.children = [_Node(number, self, None, each) for number, each in enumerate(below)]


class AgendaTable(QAbstractItemModel):
    """Adapts the groups; one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: list[_Node] = []

    def set_rows(self, groups: Sequence[AgendaGroup]) -> None:
        self.beginResetModel()
        self._roots = [_Node(number, None, group, None) for number, group in enumerate(groups)]
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        nodes = self._below(parent)
        if column != 0 or not 0 <= row < len(nodes):
            return QModelIndex()
        return self.createIndex(row, column, nodes[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        node = self._node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._below(parent)) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self._node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self._node(index)
        if node is None:
            return None
        if node.group is not None:
            return self._group_data(node.group, role)
        item = node.item
        assert item is not None
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.title}\n{item.when}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{state_word(item.state)}: {item.title}. {item.when}. {item.detail}."
        if role == KeyRole:
            return item.key
        if role == ItemRole:
            return item
        return None

    def _group_data(self, group: AgendaGroup, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return group.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{group.title}, {count(len(group.items), 'line')}"
        return group if role == GroupRole else None

    def find(self, key: str) -> QModelIndex:
        """The line of a key, wherever it is folded; an invalid index when it is not shown."""
        stack = list(self._roots)
        while stack:
            node = stack.pop(0)
            if node.item is not None and node.item.key == key:
                return self.createIndex(node.row, 0, node)
            stack += node.children
        return QModelIndex()

    def _node(self, index: Index) -> _Node | None:
        if not index.isValid() or index.model() is not self:
            return None
        found: _Node = index.internalPointer()
        return found

    def _below(self, parent: Index) -> list[_Node]:
        node = self._node(parent)
        return node.children if node is not None else [] if parent.isValid() else self._roots
