"""The standards of several authorities by topic: first where the limits differ, then where they are the same, then what
one document alone prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper, Text
from services.documents.pieces import Span
from services.documents.style import A4_LANDSCAPE, BODY, CELL, CELL_BOLD, SMALL, Style
from services.documents.table import Cell, Row, Table, cell
from services.documents.words import long_date, plural
from services.usecases.standards_results import TopicLimit, TopicRow, TopicTable

NO_LIMIT = "no limit printed"
QUIET = CELL.but(colour=SMALL.colour, italic=True)
_LIMIT = CELL.but(size=7.6, leading=9.4, after=1.2)
_GAP = _LIMIT.but(colour=SMALL.colour, italic=True)
_ABOUT = _LIMIT.but(size=7.2, leading=9.0, colour=SMALL.colour, hang=6.0)
_TOPIC = CELL_BOLD.but(size=8.2, leading=10.2)
_SECTION = CELL_BOLD.but(size=9.4, leading=12.0)
_MARKS = {"interpreted": " (i)", "assumed": " (a)"}


def topic_table_pdf(table: TopicTable, printed: date) -> bytes:
    """The limits of two to five authorities by topic, on pages that lie across."""
    with PRESS:
        title = "Standards side by side"
        names = ", ".join(name for _, name, _ in table.authorities)
        running = Running(f"{title}: {names}", f"Printed {long_date(printed)}", title, label="Standards")
        paper = Paper(f"{title}: {names}", names, running)
        paper.pages.clear()
        paper.new_page(A4_LANDSCAPE)
        paper.title_block(title, names)
        differ = [row for row in table.rows if row.differs]
        same = [row for row in table.rows if not row.differs and _printing(row) > 1]
        alone = [row for row in table.rows if not row.differs and _printing(row) == 1]
        _about(paper, table, len(differ), len(same), len(alone))
        _differing(paper, table, differ)
        _agreeing(paper, table, same)
        _alone(paper, table, alone)
        return paper.finish()


def _printing(row: TopicRow) -> int:
    return sum(bool(one) for one in row.cells)


def _about(paper: Paper, table: TopicTable, differ: int, same: int, alone: int) -> None:
    paper.text(
        f"{plural(len(table.rows), 'topic')}: the limits differ on {differ}, are the same on {same}, and {alone} "
        f"have a limit in one document only. “{NO_LIMIT.capitalize()}” means that the document sets none, not that "
        "the work need not be done. (i) marks a reading that we had to fill in, (a) one that we assumed.",
        BODY,
    )


def _differing(paper: Paper, table: TopicTable, rows: Sequence[TopicRow]) -> None:
    """A row of limits for each topic and, where one document prints several, beneath it what each is about."""
    if not rows:
        return
    paper.heading("Where the limits differ")
    names = [name for _, name, _ in table.authorities]
    columns = len(names)
    sheet = Table(paper, (0.2, *(0.8 / columns for _ in names)), ("Topic", *names))
    for section, several in groupby(rows, key=lambda row: row.section):
        head = [Row((cell(section, _SECTION),), group=True, tint=True)] if section else []
        for row in several:
            about = _about_each(names, row)
            limits = Row((cell(row.label, _TOPIC), *map(_short, row.cells)), open=bool(about))
            sheet.rows([*head, limits, *([Row((cell(""), about))] if about else [])], together=True)
            head = []


def _short(found: Sequence[TopicLimit]) -> Cell:
    """The limits alone, each once."""
    if not found:
        return cell(NO_LIMIT, _GAP)
    told = dict.fromkeys(_limit(one) for one in found)
    return Cell(tuple(((Span(limit, bold=True),), _LIMIT) for limit in told))


def _about_each(names: Sequence[str], row: TopicRow) -> Cell | None:
    parts: list[tuple[Text, Style]] = []
    for name, found in zip(names, row.cells, strict=True):
        if len(found) > 1:
            told = "; ".join(f"{one.limit}: {one.says}" for one in found)
            parts.append(((Span(f"{name}  ", bold=True), Span(f"{told}.")), _ABOUT))
    return Cell(tuple(parts)) if parts else None


def _agreeing(paper: Paper, table: TopicTable, rows: Sequence[TopicRow]) -> None:
    if not rows:
        return
    paper.heading("Where the limits are the same")
    names = [name for _, name, _ in table.authorities]

    def cells(row: TopicRow) -> tuple[Cell, ...]:
        has = [f"{name}{_mark(found)}" for name, found in zip(names, row.cells, strict=True) if found]
        none = [name for name, found in zip(names, row.cells, strict=True) if not found]
        first = next(found for found in row.cells if found)
        return (
            cell(row.label, _TOPIC),
            _limits(first, marks=False),
            cell(", ".join(has), _LIMIT),
            cell(", ".join(none), _GAP),
        )

    heads = ("Topic", "Limit", "Printed by", "No limit printed by")
    Table(paper, (0.2, 0.36, 0.24, 0.2), heads).rows(_by_section(rows, cells))


def _alone(paper: Paper, table: TopicTable, rows: Sequence[TopicRow]) -> None:
    if not rows:
        return
    paper.heading("What one document alone prints")
    names = [name for _, name, _ in table.authorities]

    def cells(row: TopicRow) -> tuple[Cell, ...]:
        place = next(n for n, found in enumerate(row.cells) if found)
        return cell(row.label, _TOPIC), cell(names[place], _LIMIT), _limits(row.cells[place], says=True)

    Table(paper, (0.24, 0.16, 0.6), ("Topic", "Printed by", "Limit")).rows(_by_section(rows, cells))


def _by_section(rows: Sequence[TopicRow], cells: Callable[[TopicRow], tuple[Cell, ...]]) -> list[Row]:
    made = []
    for section, several in groupby(rows, key=lambda row: row.section):
        if section:
            made.append(Row((cell(section, _SECTION),), group=True, tint=True))
        made += [Row(cells(row)) for row in several]
    return made


def _limits(found: Sequence[TopicLimit], says: bool = False, marks: bool = True) -> Cell:
    """The limits of one cell, those that are alike together; what each is about where there are several."""
    if not found:
        return cell(NO_LIMIT, _GAP)
    several: dict[str, list[str]] = {}
    for one in found:
        several.setdefault(_limit(one) if marks else one.limit, []).append(one.says)
    parts: list[tuple[Text, Style]] = []
    for limit, about in several.items():
        told = "; ".join(dict.fromkeys(about)) if says or len(found) > 1 else ""
        quiet = (Span(f"  {told}", colour=SMALL.colour),) if told else ()
        parts.append(((Span(limit, bold=True), *quiet), _LIMIT))
    return Cell(tuple(parts))


def _mark(found: Sequence[TopicLimit]) -> str:
    """How firm the least firm of a cell's readings is."""
    readings = {one.reading for one in found}
    return next((mark for reading, mark in reversed(_MARKS.items()) if reading in readings), "")


def _limit(one: TopicLimit) -> str:
    return f"{one.limit}{_MARKS.get(one.reading, '')}"
