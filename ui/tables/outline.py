"""A two-level outline: headings, and under each its lines. Standards, expectations and audit rows are shown in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.viewmodels.moments import count

Index = QModelIndex | QPersistentModelIndex
KeyRole = Qt.ItemDataRole.UserRole + 1
LineRole = Qt.ItemDataRole.UserRole + 2
SectionRole = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the main words, a quiet second line, and perhaps a flag in words at its end."""

    key: str
    title: str
    detail: str
    flag: str = ""  # "1 overdue": shown with its mark
    flag_state: str = ""  # the state whose mark stands with the flag
    good: str = ""  # of an audit row: what is acceptable, shown with a tick
    bad: str = ""  # and what is not, shown with a cross


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""  # said at the end of the heading: "4 bear now"


class Column(IntEnum):
    WHAT = 0


class OutlineTable(QAbstractItemModel):
    """Adapts sections; one column. A section's index carries 0 as its id, a line's the number of its section + 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()

    def set_rows(self, sections: Sequence[Section]) -> None:
        self.beginResetModel()
        self._sections = tuple(sections)
        self.endResetModel()

    def sections(self) -> tuple[Section, ...]:
        return self._sections

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._sections)
        section = self._section(parent)
        return len(section.lines) if section is not None and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        section = self._section(index)
        if section is not None:
            return self._section_data(section, role)
        line = self._line(index)
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            good = f"Acceptable: {line.good}" if line.good else ""
            bad = f"Not acceptable: {line.bad}" if line.bad else ""
            parts = (line.title, good, bad, line.detail, line.flag)
            return ". ".join(part.rstrip(".") for part in parts if part)
        if role == KeyRole:
            return line.key
        return line if role == LineRole else None

    def _section_data(self, section: Section, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return section.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            note = f", {section.note}" if section.note else ""
            return f"{section.title}, {count(len(section.lines), 'line')}{note}"
        return section if role == SectionRole else None

    def find(self, key: str) -> QModelIndex:
        """The line of a key; an invalid index when it is not shown."""
        for n, section in enumerate(self._sections):
            for row, line in enumerate(section.lines):
                if line.key == key:
                    return self.createIndex(row, 0, n + 1)
        return QModelIndex()

    def _section(self, index: Index) -> Section | None:
        if not index.isValid() or index.internalId():
            return None
        return self._sections[index.row()] if index.row() < len(self._sections) else None

    def _line(self, index: Index) -> Line | None:
        above = index.internalId() if index.isValid() else 0
        if not above or above > len(self._sections):
            return None
        lines = self._sections[above - 1].lines
        return lines[index.row()] if index.row() < len(lines) else None
