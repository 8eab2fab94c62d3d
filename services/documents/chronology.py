"""A chronology: a head as on a statement, then numbered entries with their dates, sources and impact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper
from services.documents.pieces import Span
from services.documents.style import BODY, CELL, CELL_BOLD, CELL_PROSE, HEAD_CELL, SMALL, Style
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import child_facts, fitting, long_date, plural, running, short_date
from services.usecases.chronicle_results import ChronologyHead
from services.usecases.results import ChildDetail, ChronologyEntry, Moment

_NOTHING = BODY.but(italic=True, colour=SMALL.colour)
_NUMBER = CELL.but(align="right")
_COURT = Style(size=10.5, leading=14.0, bold=True, after=1.0)
_CASE = Style(size=10.5, leading=14.0, after=8.0)
_SIGN = Style(size=9.5, leading=26.0, after=0.0)
_DRAFT = "Draft: not yet checked and signed"


def chronology_pdf(
    child: ChildDetail,
    entries: Sequence[ChronologyEntry],
    printed: date,
    head: ChronologyHead | None = None,
) -> bytes:
    """The entries in the order given, under the head of a statement where one is given."""
    head = head or ChronologyHead()
    with PRESS:
        paper = Paper(
            f"Chronology: {_names(child, head)}",
            f"Chronology of {plural(len(entries), 'entry', 'entries')}",
            _running(child, head, printed),
            author=head.prepared_by or child.worker,
            watermark="DRAFT" if head.draft else "",
        )
        if head.court:
            paper.text(head.court, _COURT)
        if head.case_number:
            paper.text((Span("Case number: "), Span(head.case_number, bold=True)), _CASE)
        paper.title_block("Chronology", _DRAFT if head.draft else "")
        facts(paper, _facts(child, entries, printed, head))
        if not entries:
            paper.text("Nothing has been recorded yet.", _NOTHING)
        else:
            table_of(paper, entries, impact=head.impact, whose=fitting("the child", child))
        if head.court or head.case_number:
            _signed(paper, head)
        return paper.finish()


def _names(child: ChildDetail, head: ChronologyHead) -> str:
    return ", ".join(name for name, _ in head.children) or child.name


def _running(child: ChildDetail, head: ChronologyHead, printed: date) -> Running:
    what = "Chronology" + (f", {head.case_number}" if head.case_number else "")
    if len(head.children) < 2:
        return running(child, what, printed)
    return Running(left=_names(child, head), right=f"Printed {long_date(printed)}", foot=what)


def _facts(
    child: ChildDetail, entries: Sequence[ChronologyEntry], printed: date, head: ChronologyHead
) -> list[tuple[str, str]]:
    if len(head.children) < 2:
        known = child_facts(child)
    else:
        known = [
            *((f"Child {n}", _child(name, born)) for n, (name, born) in enumerate(head.children, 1)),
            ("Authority", ", ".join(head.authorities) or child.authority_name),
        ]
    by = ", ".join(filter(None, (head.prepared_by, head.role)))
    return [
        *known,
        ("Prepared by", by),
        ("On", long_date(printed) if by else ""),
        ("Covers", head.covers),
        ("Entries", str(len(entries))),
    ]


def _child(name: str, born: date | None) -> str:
    return f"{name}, born {long_date(born)}" if born else f"{name}, no birth recorded"


def table_of(
    paper: Paper, entries: Sequence[ChronologyEntry], *, impact: bool = True, whose: str = "the child"
) -> None:
    """The numbered table; a column that none of the entries fills is left out."""
    weighed = impact and any(e.significance.strip() for e in entries)
    of_several = any(e.whose for e in entries)
    columns: list[tuple[float, str | Cell]] = [
        (0.055, cell("No", HEAD_CELL.but(align="right"))),
        (0.142, "Date"),
        *(((0.14, "Child"),) if of_several else ()),
        (0.32 if weighed and of_several else 0.355 if weighed else 0.55, "What happened"),
        (0.18, "Source"),
        *(((0.24, f"Impact on {whose}"),) if weighed else ()),
    ]
    table = Table(paper, [share for share, _ in columns], [name for _, name in columns])
    table.rows([Row(_cells(e, weighed, of_several)) for e in entries])


def _cells(e: ChronologyEntry, weighed: bool, of_several: bool) -> tuple[Cell, ...]:
    return (
        cell(str(e.number), _NUMBER),
        _day(e.at),
        *((cell(e.whose, CELL_BOLD),) if of_several else ()),
        cell(e.what, CELL_PROSE),
        cell(e.source, SMALL),
        *((cell(e.significance, CELL_PROSE),) if weighed else ()),
    )


def _day(at: Moment) -> Cell:
    """ "3 Nov 2026", and the time beneath it where there is one."""
    day = short_date(at.date() if isinstance(at, datetime) else at).partition("\u00a0")[2]
    timed = ((f"{at:%H:%M}", SMALL),) if isinstance(at, datetime) else ()
    return Cell(((day, CELL), *timed))


def _signed(paper: Paper, head: ChronologyHead) -> None:
    paper.subheading("Signed")
    table = Table(paper, (0.34, 0.24, 0.24, 0.18), ("Name", "Role", "Signature", "Date"))
    said = (cell(head.prepared_by or " ", CELL), cell(head.role or " ", CELL))
    row = Row((*said, cell(" ", _SIGN), cell(" ", _SIGN)))
    table.rows([row], together=True)
