"""The user's own days and terms as tables."""

from __future__ import annotations

from enum import IntEnum

from services.usecases.results import OwnDay, OwnTerm
from ui.tables.rows import RowTable
from ui.viewmodels.moments import day_text

KINDS = {"closure": "Closure day", "bank_holiday": "One-off bank holiday"}


class DayColumn(IntEnum):
    DAY = 0
    NAME = 1
    KIND = 2


class OwnDayTable(RowTable[OwnDay]):
    columns = DayColumn
    headings = ("Day", "Name", "Kind")

    def cell(self, row: OwnDay, column: int) -> str:
        return (day_text(row.day), row.name, KINDS.get(row.kind, row.kind))[column]


class TermColumn(IntEnum):
    NAME = 0
    START = 1
    END = 2


class OwnTermTable(RowTable[OwnTerm]):
    columns = TermColumn
    headings = ("Term", "First day", "Last day")

    def cell(self, row: OwnTerm, column: int) -> str:
        return (row.name, day_text(row.start), day_text(row.end))[column]
