"""A chronology as a table: a number, the day, of whom, what happened, and what it meant."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from ui import theme
from ui.tables.rows import Index, RowTable
from ui.viewmodels.chronology import Row
from ui.viewmodels.moments import day_of, short_day


class ChronologyColumn(IntEnum):
    NUMBER = 0
    WHEN = 1
    WHOSE = 2
    WHAT = 3
    IMPACT = 4


class ChronologyTable(RowTable[Row]):
    columns = ChronologyColumn
    headings = ("No", "When", "Child", "What happened", "Impact on the child")

    def cell(self, row: Row, column: int) -> str:
        entry = row.entry
        if column == ChronologyColumn.NUMBER:
            return str(row.number) if row.number else "Hidden"
        if column == ChronologyColumn.WHEN:
            return short_day(day_of(entry.at))
        if column == ChronologyColumn.WHOSE:
            return ", ".join(entry.whose)
        return entry.what if column == ChronologyColumn.WHAT else entry.impact

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is not None and role == Qt.ItemDataRole.ForegroundRole and row.entry.hidden:
            return theme.current().color("text-quiet")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return super().data(index, role)

    def place_of(self, key: str) -> int:
        """The line of an entry; -1 where it is not shown."""
        return next((n for n, row in enumerate(self.rows()) if row.entry.key == key), -1)
