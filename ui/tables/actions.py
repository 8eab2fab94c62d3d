"""A child's actions as a table."""

from __future__ import annotations

from enum import IntEnum

from services.usecases.results import ActionItem
from ui.tables.rows import RowTable
from ui.viewmodels.moments import moment_text

WORDS = {"overdue": "Overdue", "due": "To do", "open": "To do, no date", "done": "Done"}


class ActionColumn(IntEnum):
    STATE = 0
    WHAT = 1
    WHO = 2
    BY = 3
    FROM = 4


class ActionTable(RowTable[ActionItem]):
    columns = ActionColumn
    headings = ("State", "What", "Who", "By", "From")

    def cell(self, row: ActionItem, column: int) -> str:
        state = WORDS[row.state] if row.done is None else f"Done {moment_text(row.done)}"
        return (state, row.what, row.who, moment_text(row.by), row.source_words)[column]
