"""Consent and the information-sharing log on paper."""

from __future__ import annotations

from datetime import date

from services.documents.paper import PRESS, Paper
from services.documents.style import BODY, CELL, CELL_BOLD, CELL_PROSE, SMALL
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import child_facts, long_date, running, short_date
from services.usecases.results import ChildDetail
from services.usecases.sharing_results import ConsentView, SharingRecord, SharingView

_NOTHING = BODY.but(italic=True, colour=SMALL.colour)
_MARKS = {
    "run_out": "overdue",
    "ends_soon": "due",
    "withdrawn": "lapsed",
    "refused": "waived",
    "in_force": "met",
}


def consent_pdf(child: ChildDetail, found: SharingRecord, printed: date) -> bytes:
    """What was agreed to and by whom, what was refused, what was shared with whom and why, or why not."""
    with PRESS:
        paper = Paper(
            f"Consent and information sharing: {child.name}",
            f"Consents and sharing log as they stand on {long_date(printed)}",
            running(child, "Consent and information sharing", printed),
            author=child.worker,
        )
        paper.title_block("Consent and information sharing")
        facts(paper, child_facts(child))
        paper.heading("Consent")
        if found.consents:
            _consents(paper, found)
        else:
            paper.text("No consent has been recorded yet.", _NOTHING)
        paper.heading("What was shared, and what was not")
        if found.log:
            _log(paper, found)
        else:
            paper.text("Nothing has been recorded as shared yet.", _NOTHING)
        return paper.finish()


def _consents(paper: Paper, found: SharingRecord) -> None:
    table = Table(paper, (0.2, 0.36, 0.17, 0.27), ("Whose", "For what", "Given", "How it stands"))
    table.rows([_consent(v) for v in found.consents])


def _consent(v: ConsentView) -> Row:
    what = [(v.what, CELL_PROSE)]
    what += [(f"With {v.agency}", CELL)] if v.agency else []
    what += [(part, SMALL) for part in v.note.split("\n") if part.strip()]
    given = [(short_date(v.given), CELL)] if v.given else [("Not given", CELL)]
    given += [(v.how, SMALL)] if v.how else []
    return Row(
        (
            cell(v.whose, CELL_BOLD),
            Cell(tuple(what)),
            Cell(tuple(given)),
            cell(v.state_words, mark=_MARKS[v.state]),
        )
    )


def _log(paper: Paper, found: SharingRecord) -> None:
    table = Table(paper, (0.18, 0.28, 0.22, 0.32), ("When", "What", "With whom", "Why, and on which basis"))
    table.rows([_entry(v) for v in found.log])


def _entry(v: SharingView) -> Row:
    what = [(part, CELL_PROSE) for part in v.what.split("\n") if part.strip()]
    if not v.shared:
        what.insert(0, ("Not shared", CELL_BOLD))
    why = [(part, CELL_PROSE) for part in v.why.split("\n") if part.strip()]
    why += [(v.basis_words, SMALL)] if v.basis_words else []
    why += [(part, SMALL) for part in v.note.split("\n") if part.strip()]
    when = [(short_date(v.at), CELL), (f"by {v.author}", SMALL)]
    return Row((Cell(tuple(when)), Cell(tuple(what)), cell(v.whom), Cell(tuple(why))))
