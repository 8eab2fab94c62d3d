"""The pages about standards: the booklet of one authority, and comparisons."""

from __future__ import annotations

import re
from datetime import date

from services.usecases.standards_results import BookView, CaseComparison, TopicTable
from ui.viewmodels.printing import Page


def _file(kind: str, what: str, day: date) -> str:
    """No name of a child in a file's name."""
    safe = re.sub(r"[^A-Za-z0-9-]+", "-", what).strip("-")
    return "-".join(part for part in (kind, safe, day.isoformat()) if part) + ".pdf"


def booklet_page(book: BookView, today: date) -> Page:
    def make() -> bytes:
        from services.documents.booklet import booklet_pdf  # imported when something is first printed

        return booklet_pdf(book, today)

    return Page(
        f"How Daymark reads the standards of {book.name}", _file("standards", book.authority, today), make
    )


def topics_page(table: TopicTable, today: date) -> Page:
    def make() -> bytes:
        from services.documents.topics import topic_table_pdf

        return topic_table_pdf(table, today)

    return Page("Standards side by side", _file("standards-side-by-side", "", today), make)


def case_page(found: CaseComparison, table: TopicTable, child: str, today: date) -> Page:
    """For the hand-over of a child who moves."""

    def make() -> bytes:
        from services.documents.comparison import case_comparison_pdf

        return case_comparison_pdf(found, table, child, today)

    return Page(f"{child} under each authority", _file("under-each-authority", "", today), make)
