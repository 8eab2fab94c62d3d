"""The caseload as a table: sorting and filtering in Python over immutable rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from services.usecases.results import CaseloadRow, Moment
from ui.viewmodels.caseload import CaseloadFilter, searchable, test_of
from ui.viewmodels.moments import day_of, fold, relative, short_day, sort_key
from ui.widgets.statemark import state_word

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
STATE_ROLE = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """What presses comes first, so that it is seen at large text too."""

    NAME = 0
    AGE = 1
    OVERDUE = 2
    NEXT = 3
    SAYS = 4
    PLANS = 5
    SEEN = 6
    ALONE = 7
    WORKER = 8
    AUTHORITY = 9


TITLES = (
    "Child",
    "Age",
    "Overdue",
    "Next deadline",
    "What is due",
    "Plans open",
    "Last seen",
    "Seen alone",
    "Worker",
    "Authority",
)
_ROOT = QModelIndex()


def near_day(moment: Moment, today: date) -> str:
    """24 Mar, in 4 days."""
    return f"{brief_day(day_of(moment), today)}, {relative(moment, today)}"


def brief_day(day: date, today: date) -> str:
    """24 Mar; the year only where it is another one and half a year or more away."""
    text = short_day(day)
    return text.rsplit(" ", 1)[0] if day.year == today.year or abs((day - today).days) < 183 else text


def next_text(row: CaseloadRow, today: date) -> str:
    return near_day(row.next_due, today) if row.next_due is not None else ""


def seen_text(day: date | None, today: date) -> str:
    return brief_day(day, today) if day else "Not yet"


_TEXTS: dict[Column, Callable[[CaseloadRow, date], str]] = {
    Column.NAME: lambda row, today: row.name,
    Column.AGE: lambda row, today: row.age if row.born else "Unborn",
    Column.PLANS: lambda row, today: ", ".join(row.plans),
    Column.NEXT: next_text,
    Column.SAYS: lambda row, today: row.next_says,
    Column.OVERDUE: lambda row, today: str(row.overdue) if row.overdue else "",
    Column.SEEN: lambda row, today: seen_text(row.last_seen, today) if row.born or row.last_seen else "",
    Column.ALONE: lambda row, today: (
        seen_text(row.last_seen_alone, today) if row.born or row.last_seen_alone else ""
    ),
    Column.WORKER: lambda row, today: row.worker,
    Column.AUTHORITY: lambda row, today: row.authority_name,
}

# A key of None sorts last in either direction: what is missing never crowds out what is there.
_KEYS: dict[Column, Callable[[CaseloadRow], Any]] = {
    Column.NAME: lambda row: fold(row.name),
    Column.AGE: lambda row: (
        -(row.born or row.expected or date.max).toordinal() if row.born or row.expected else None
    ),
    Column.PLANS: lambda row: ", ".join(row.plans) or None,
    Column.NEXT: lambda row: sort_key(row.next_due) if row.next_due else None,
    Column.SAYS: lambda row: row.next_says or None,
    Column.OVERDUE: lambda row: row.overdue or None,
    Column.SEEN: lambda row: row.last_seen,
    Column.ALONE: lambda row: row.last_seen_alone,
    Column.WORKER: lambda row: fold(row.worker) or None,
    Column.AUTHORITY: lambda row: row.authority_name or None,
}


def _pressing(row: CaseloadRow) -> tuple[bool, Any]:
    """By the nearest date, where the chosen column does not decide."""
    return (row.next_due is None, sort_key(row.next_due) if row.next_due is not None else 0)


class CaseloadTable(QAbstractTableModel):
    """Adapts rows; what is visible follows the filter and the order asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[CaseloadRow, ...] = ()
        self._texts: tuple[str, ...] = ()
        self._shown: list[CaseloadRow] = []
        self._today = date.min
        self._filter = CaseloadFilter()
        self._column, self._order = Column.OVERDUE, Qt.SortOrder.DescendingOrder

    def set_rows(self, rows: Sequence[CaseloadRow], today: date) -> None:
        self.beginResetModel()
        self._all = tuple(sorted(rows, key=_pressing))
        self._texts = ()
        self._today = today
        self._shown = self._arranged()
        self.endResetModel()

    def set_filter(self, wanted: CaseloadFilter) -> None:
        self.beginResetModel()
        self._filter = wanted
        self._shown = self._arranged()
        self.endResetModel()

    @property
    def total(self) -> int:
        return len(self._all)

    @property
    def sorted_by(self) -> tuple[Column, Qt.SortOrder]:
        return self._column, self._order

    def row_at(self, index: Index) -> CaseloadRow | None:
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def row_of(self, child_id: str) -> int:
        """The line on which a child is shown; -1 where the child is not."""
        return next((n for n, row in enumerate(self._shown) if row.child_id == child_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _TEXTS[column](row, self._today)
        if role == ROW_ROLE:
            return row.child_id
        if role == STATE_ROLE:
            if column == Column.OVERDUE:
                return "overdue" if row.overdue else None
            return row.next_state if column == Column.NEXT else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(TITLES):
            if role == Qt.ItemDataRole.DisplayRole:
                return TITLES[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(Column):
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._shown[index.row()].child_id) for index in self.persistentIndexList()]
        self._column, self._order = Column(column), order
        self._shown = self._arranged()
        places = {row.child_id: n for n, row in enumerate(self._shown)}
        for old, child_id in kept:
            self.changePersistentIndex(old, self.index(places.get(child_id, -1), old.column()))
        self.layoutChanged.emit()

    def _arranged(self) -> list[CaseloadRow]:
        rows: list[CaseloadRow] = list(self._all)
        if not self._filter.empty:
            if not self._texts:
                self._texts = tuple(searchable(row) for row in self._all)
            test = test_of(self._filter, self._today)
            rows = [row for row, text in zip(self._all, self._texts, strict=True) if test(row, text)]
        key = _KEYS[self._column]
        keyed = [(key(row), row) for row in rows]
        there = [pair for pair in keyed if pair[0] is not None]
        there.sort(key=lambda pair: pair[0], reverse=self._order == Qt.SortOrder.DescendingOrder)
        return [row for _, row in there] + [row for value, row in keyed if value is None]

    def _tip(self, row: CaseloadRow, column: Column) -> str | None:
        if column in (Column.NEXT, Column.SAYS) and row.next_due is not None:
            return f"{state_word(row.next_state)}: {row.next_says}"
        if column in (Column.SEEN, Column.ALONE) and (seen := _seen(row, column)):
            return f"{TITLES[column]} on {near_day(seen, self._today)}"
        if column in (Column.SEEN, Column.ALONE) and row.born:
            return "No such visit is recorded"
        if column == Column.AGE:
            return row.age[:1].upper() + row.age[1:] if not row.born else f"Born {short_day(row.born)}"
        if column == Column.NAME and row.family:
            return f"{row.name}, family: {row.family}"
        return _TEXTS[column](row, self._today) or None

    def _spoken(self, row: CaseloadRow, column: Column) -> str:
        text = _TEXTS[column](row, self._today)
        if column == Column.NEXT:
            return f"{state_word(row.next_state)}, {text}" if text else "Nothing due"
        if column in (Column.SEEN, Column.ALONE) and (seen := _seen(row, column)):
            text = near_day(seen, self._today)
        return f"{TITLES[column]}: {text}" if text else f"{TITLES[column]}: none"


def _seen(row: CaseloadRow, column: Column) -> date | None:
    return row.last_seen if column == Column.SEEN else row.last_seen_alone
