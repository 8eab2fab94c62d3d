"""Two versions of a plan side by side as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from services.usecases.plan_results import MARKS, Change
from ui.tables.rows import Index, RowTable


class ChangeColumn(IntEnum):
    MARK = 0
    WHERE = 1
    BEFORE = 2
    AFTER = 3


class ChangeTable(RowTable[Change]):
    columns = ChangeColumn
    headings = ("", "Where", "Before", "After")

    def cell(self, row: Change, column: int) -> str:
        if column == ChangeColumn.AFTER:
            return "\n".join(filter(None, (row.after, row.words)))
        return (MARKS.get(row.mark, ""), row.where, row.before)[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        row = self.row(index.row()) if index.isValid() else None
        if role == Qt.ItemDataRole.FontRole and row is not None and index.column() == ChangeColumn.MARK:
            font = QFont()
            font.setBold(True)
            return font
        return super().data(index, role)
