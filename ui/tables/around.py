"""Key facts, consents and the sharing log as tables."""

from __future__ import annotations

from enum import IntEnum

from services.usecases.around_results import KeyFactView
from services.usecases.sharing_results import ConsentView, SharingView
from ui.tables.rows import RowTable
from ui.viewmodels.moments import moment_text, short_day


class FactColumn(IntEnum):
    KIND = 0
    WHAT = 1
    DATES = 2
    MARKS = 3


class FactTable(RowTable[KeyFactView]):
    columns = FactColumn
    headings = ("Kind", "What", "From and until", "Marks")

    def cell(self, row: KeyFactView, column: int) -> str:
        if column == FactColumn.KIND:
            return row.heading
        if column == FactColumn.WHAT:
            return "\n".join(part for part in (row.title, row.body) if part)
        if column == FactColumn.DATES:
            parts = [f"from {short_day(row.since)}"] if row.since else []
            parts += [f"until {short_day(row.until)}"] if row.until else []
            said = " ".join(parts)
            return said[:1].upper() + said[1:]
        return ", ".join(
            (["third party"] if row.third_party else []) + (["amended"] if row.amended else [])
        ).capitalize()


class ConsentColumn(IntEnum):
    WHOSE = 0
    WHAT = 1
    AGENCY = 2
    GIVEN = 3
    STATE = 4


class ConsentTable(RowTable[ConsentView]):
    columns = ConsentColumn
    headings = ("Whose", "For what", "With which agency", "Given", "How it stands")

    def cell(self, row: ConsentView, column: int) -> str:
        return (
            row.whose,
            row.what,
            row.agency,
            short_day(row.given) if row.given else "",
            row.state_words + (", amended" if row.amended else ""),
        )[column]


class SharingColumn(IntEnum):
    WHEN = 0
    WHAT = 1
    WHOM = 2
    WHY = 3


class SharingTable(RowTable[SharingView]):
    columns = SharingColumn
    headings = ("When", "What", "With whom", "Why")

    def cell(self, row: SharingView, column: int) -> str:
        if column == SharingColumn.WHEN:
            return moment_text(row.at)
        if column == SharingColumn.WHAT:
            return row.what if row.shared else f"Not shared: {row.what}"
        if column == SharingColumn.WHOM:
            return row.whom
        return "\n".join(part for part in (row.why, row.basis_words) if part) + (
            " (amended)" if row.amended else ""
        )
