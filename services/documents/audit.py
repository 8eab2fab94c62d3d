"""An audit of a file: the tables with what is acceptable and unacceptable beside each other, judgement and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper, Text
from services.documents.pieces import Span
from services.documents.prose import NOTHING, prose
from services.documents.style import CELL, CELL_BOLD, CELL_PROSE, HEAD_CELL, SMALL, STATE_COLOURS, Style
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import child_facts, long_date, plural, running, short_date
from services.usecases.oversight_results import (
    AuditAnswer,
    AuditResults,
    AuditRow,
    AuditTable,
    AuditTables,
    AuditView,
)
from services.usecases.results import ChildDetail

JUDGED = {
    "": ("Not judged", ""),
    "acceptable": ("Acceptable", "met"),
    "unacceptable": ("Unacceptable", "overdue"),
    "mixed": ("Mixed", "due"),
    "not_seen": ("Could not be seen", "lapsed"),
}
_SIGN = Style(size=9.0, leading=26.0, after=0.0)
_TO_SIGN, _LEFT = (
    135.0,
    60.0,
)  # points of the places to sign, and of a table that nobody judged, with their headings


def audit_pdf(child: ChildDetail, audit: AuditView, tables: AuditTables, printed: date) -> bytes:
    """The audit as it stands; a draft is watermarked. Lines that nobody judged are listed at the end of their table."""
    with PRESS:
        paper = Paper(
            f"Audit of the file: {child.name}",
            f"Audit of {long_date(audit.at)} against the tables of {tables.authority_name}",
            running(child, "Audit of the file" + (", draft" if audit.draft else ""), printed),
            author=audit.auditor,
            watermark="DRAFT" if audit.draft else "",
        )
        paper.title_block("Audit of the file", "Draft: not finished yet" if audit.draft else "")
        facts(
            paper,
            [
                *child_facts(child, audit.at, audit.auditor),
                ("Audited on", long_date(audit.at)),
                ("By", audit.auditor),
                ("Tables", f"{tables.authority_name}: {tables.title}"),
                ("Judged", _counts(audit)),
            ],
        )
        if audit.overall.strip() or audit.draft:
            paper.heading("Overall")
            prose(paper, audit.overall, "Nothing is written here yet.")
        answers = {a.row: a for a in audit.answers}
        _follow_ups(paper, tables, audit.answers)
        for table in tables.tables:
            _table(paper, table, answers, _TO_SIGN if table is tables.tables[-1] else 0.0)
        _signatures(paper)
        return paper.finish()


def _counts(audit: AuditView) -> str:
    said = [f"{audit.count(j)} {words.lower()}" for j, (words, _) in JUDGED.items() if j and audit.count(j)]
    return ", ".join(said) or "nothing yet"


def _follow_ups(paper: Paper, tables: AuditTables, answers: Sequence[AuditAnswer]) -> None:
    themes = {r.id: r.theme for t in tables.tables for r in t.rows}
    held = [a for a in answers if a.follow_up.strip()]
    paper.heading("What follows")
    if not held:
        paper.text("Nothing is to be followed up.", NOTHING)
        return
    table = Table(paper, (0.25, 0.34, 0.18, 0.23), ("Theme", "Follow-up", "Who", "By when"))
    rows = []
    for a in sorted(held, key=lambda a: (a.by is None, a.by or date.max)):
        when = cell(f"Done {short_date(a.done)}", mark="met") if a.done else cell(short_date(a.by))
        rows.append(Row((cell(themes.get(a.row, a.row)), cell(a.follow_up, CELL_PROSE), cell(a.who), when)))
    table.rows(rows)


def _table(paper: Paper, table: AuditTable, answers: dict[str, AuditAnswer], after: float) -> None:
    """`after`: points of what follows, that is not to stand on a page of its own."""
    judged = [r for r in table.rows if r.id in answers and _says(answers[r.id])]
    if after and not judged:
        paper.need(_LEFT + after)
    paper.heading(table.title)
    if judged:
        sheet = Table(
            paper,
            (0.19, 0.205, 0.205, 0.4),
            ("Theme", "Acceptable", "Unacceptable", "Judgement and evidence"),
        )
        sheet.rows([_row(r, answers[r.id]) for r in judged], after=after and after + _LEFT)
    left = [r.theme for r in table.rows if r not in judged]
    if left:
        paper.space(3)
        start = "Not looked at" if judged else "Nothing in this table was looked at"
        paper.text((Span(f"{start}: ", bold=True), Span("; ".join(left) + ".")), SMALL)


def _says(a: AuditAnswer) -> bool:
    return bool(a.judgement or a.evidence.strip())


def _row(r: AuditRow, a: AuditAnswer) -> Row:
    words, mark = JUDGED.get(a.judgement, JUDGED[""])
    colour = STATE_COLOURS.get(mark, CELL.colour)
    parts: list[tuple[Text, Style]] = [(words, CELL_BOLD.but(colour=colour))]
    parts += [(line, CELL_PROSE) for line in a.evidence.split("\n") if line.strip()]
    shown = [SMALL.but(size=8.0, leading=10.4), SMALL.but(size=8.0, leading=10.4)]
    for n, judgement in enumerate(("acceptable", "unacceptable")):
        if a.judgement == judgement:
            shown[n] = shown[n].but(colour=CELL.colour, bold=True)
    return Row(
        (
            cell(r.theme, CELL_BOLD),
            cell(r.acceptable, shown[0]),
            cell(r.unacceptable, shown[1]),
            Cell(tuple(parts), mark=mark),
        )
    )


def _signatures(paper: Paper) -> None:
    paper.heading("Signed")
    table = Table(paper, (0.2, 0.3, 0.3, 0.2), ("Role", "Name", "Signature", "Date"))
    roles = ("Auditor", "Manager")
    table.rows(
        [Row((cell(r, CELL.but(leading=26.0)), *(cell(" ", _SIGN) for _ in range(3)))) for r in roles],
        together=True,
    )


def audit_results_pdf(results: AuditResults, whose: str, printed: date) -> bytes:
    """Results over time: each table with its audits, oldest first, and its themes, the weakest first."""
    title = f"Results of audits: {whose}"
    with PRESS:
        running_head = Running(whose, f"Printed {long_date(printed)}", "Results of audits")
        paper = Paper(title, "Results of audits over time", running_head)
        paper.title_block("Results of audits")
        facts(
            paper,
            [
                ("Of", whose),
                ("Audits", plural(results.audits, "finished audit")),
                ("Children", plural(results.children, "child", "children")),
            ],
        )
        if not results.tables:
            paper.text("No audit has been finished yet.", NOTHING)
        for table in results.tables:
            paper.heading(table.title)
            sheet = Table(paper, (0.2, 0.32, 0.16, 0.16, 0.16), _heads("Audited", "Child"))
            sheet.rows(
                [
                    Row(
                        (
                            cell(short_date(p.at)),
                            cell(p.child_name),
                            *(cell(str(n)) for n in (p.acceptable, p.mixed, p.unacceptable)),
                        )
                    )
                    for p in table.points
                ]
            )
            paper.space(6)
            themes = [t for t in table.themes if t.acceptable + t.mixed + t.unacceptable]
            themes.sort(key=lambda t: (-t.unacceptable, -t.mixed, t.theme))
            sheet = Table(paper, (0.52, 0.16, 0.16, 0.16), _heads("Theme"))
            sheet.rows(
                [
                    Row((cell(t.theme), *(cell(str(n)) for n in (t.acceptable, t.mixed, t.unacceptable))))
                    for t in themes
                ]
            )
        return paper.finish()


def _heads(*first: str) -> list[str | Cell]:
    return [*(cell(f, HEAD_CELL) for f in first), "Acceptable", "Mixed", "Unacceptable"]
