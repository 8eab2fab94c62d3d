"""Supervision records, audits and letters of a child as tables."""

from __future__ import annotations

from enum import IntEnum

from services.usecases.endings_results import LetterView
from services.usecases.oversight_results import AuditView, SupervisionView
from ui.tables.rows import RowTable
from ui.viewmodels.moments import moment_text, short_day


class SupervisionColumn(IntEnum):
    WHEN = 0
    WHAT = 1
    ACTIONS = 2
    ABOUT = 3


class SupervisionTable(RowTable[SupervisionView]):
    columns = SupervisionColumn
    headings = ("When", "What", "Actions done", "About")

    def cell(self, row: SupervisionView, column: int) -> str:
        done = sum(d.done is not None for d in row.decisions)
        said = next((text for heading, text in row.event.notes if not heading.startswith("Who was")), "")
        return (
            moment_text(row.event.at),
            f"{row.title}: {row.event.summary.lower()}" if row.event.summary else row.title,
            f"{done} of {len(row.decisions)}" if row.decisions else "",
            " ".join(said.split())[:200],
        )[column]


class AuditColumn(IntEnum):
    AT = 0
    AUDITOR = 1
    GOOD = 2
    MIXED = 3
    BAD = 4
    STATE = 5


class AuditList(RowTable[AuditView]):
    columns = AuditColumn
    headings = ("Audited", "By", "Acceptable", "Mixed", "Unacceptable", "State")

    def cell(self, row: AuditView, column: int) -> str:
        counts = [str(row.count(j)) for j in ("acceptable", "mixed", "unacceptable")]
        return (short_day(row.at), row.auditor, *counts, "Draft" if row.draft else "Finished")[column]


class LetterColumn(IntEnum):
    WRITTEN = 0
    TITLE = 1
    TO = 2
    STATE = 3
    AUTHOR = 4


class LetterTable(RowTable[LetterView]):
    columns = LetterColumn
    headings = ("Written", "Letter", "To", "State", "Written by")

    def cell(self, row: LetterView, column: int) -> str:
        if row.sent:
            state = f"Sent {short_day(row.sent)}"
        else:
            state = "Draft" if row.draft else "Ready, not sent yet"
        return (
            short_day(row.written),
            row.title,
            row.addressee,
            state,
            row.author + (", amended" if row.amended else ""),
        )[column]
