"""The comparison by topic, and the differences for one child, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui import icons
from ui.tables.rows import RowTable
from ui.viewmodels.compare import Cell, Change, Row, cell_words, row_words

Index = QModelIndex | QPersistentModelIndex
CellRole = Qt.ItemDataRole.UserRole + 1  # a Cell, or a Row in the first column


class TopicModel(QAbstractTableModel):
    """The first column is the topic, then one for each authority."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, names: Sequence[str], rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._names, self._rows = tuple(names), tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._names) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return ("Topic", *self._names)[section] if 0 <= section <= len(self._names) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None or not 0 <= index.column() <= len(row.cells):
            return None
        if index.column() == 0:
            return self._topic(row, role)
        cell: Cell = row.cells[index.column() - 1]
        name = self._names[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.says or "The document prints no limit on this."
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}, {name}: {cell_words(cell)}"
        return cell if role == CellRole else None

    def _topic(self, row: Row, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}: {row_words(row)}"
        return row if role == CellRole else None


class ChangeColumn(IntEnum):
    CHANGE = 0
    WHAT = 1
    BEFORE = 2
    AFTER = 3
    AUTHORITY = 4


ICONS = {
    "sooner": ("up", "warning"),
    "later": ("down", "info"),
    "only_here": ("add", "accent"),
    "passed": ("add", "text-quiet"),
    "falls_away": ("close", "text-quiet"),
}


class ChangeTable(RowTable[Change]):
    columns = ChangeColumn
    headings = ("Change", "What", "Now", "There", "Authority")

    def name_columns(self, before: str, after: str) -> None:
        """What the columns of dates are called: the authorities' names."""
        self.headings = ("Change", "What", before, after, "Authority")
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(ChangeColumn) - 1)

    def cell(self, row: Change, column: int) -> str:
        return (row.change, row.what, row.before, row.after, row.authority)[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if (
            role == Qt.ItemDataRole.DecorationRole
            and index.isValid()
            and index.column() == ChangeColumn.CHANGE
        ):
            row = self.row(index.row())
            return icons.icon(*ICONS[row.kind]) if row is not None and row.kind in ICONS else None
        return super().data(index, role)
