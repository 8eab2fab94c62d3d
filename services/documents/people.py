"""The people around a child on paper: who they are, how to reach them, what they may be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.paper import PRESS, Paper, Text
from services.documents.style import BODY, CELL, CELL_BOLD, CELL_PROSE, SMALL, Style
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import child_facts, long_date, running
from services.usecases.page_results import is_responsible
from services.usecases.results import ChildDetail, Person

_GROUPS = (("family", "Family and friends"), ("carer", "Carers"), ("professional", "Professionals"))
_NOTHING = BODY.but(italic=True, colour=SMALL.colour)


def people_pdf(child: ChildDetail, people: Sequence[Person], printed: date) -> bytes:
    """Everybody who is entered, in groups; an address that is protected is never among what is handed in."""
    with PRESS:
        paper = Paper(
            f"People around the child: {child.name}",
            f"As it stands on {long_date(printed)}",
            running(child, "People around the child", printed),
            author=child.worker,
        )
        paper.title_block("People around the child")
        facts(paper, child_facts(child))
        if not people:
            paper.text("Nobody has been entered yet.", _NOTHING)
        for kind, heading in _GROUPS:
            mine = [p for p in people if p.kind == kind]
            if mine:
                paper.heading(heading)
                table = Table(
                    paper,
                    (0.28, 0.22, 0.25, 0.25),
                    ("Name", "Who they are", "How to reach them", "May be told"),
                )
                table.rows([_row(p, child) for p in mine])
        return paper.finish()


def how_to_reach(p: Person) -> list[tuple[Text, Style]]:
    """The lines of a cell: contacts, then the address."""
    return [(part, CELL) for part in (*p.contact.split("\n"), *p.address.split("\n")) if part.strip()]


def _row(p: Person, child: ChildDetail) -> Row:
    name: list[tuple[Text, Style]] = [(p.name, CELL_BOLD)]
    name += [(f"Born {long_date(p.born)}", SMALL)] if p.born else []
    name += [(f"Died {long_date(p.died)}", SMALL)] if p.died else []
    name += [(part, SMALL) for part in p.note.split("\n") if part.strip()]
    who: list[tuple[Text, Style]] = [(p.relation or p.kind.capitalize(), CELL)]
    who += [("Parental responsibility", SMALL)] if is_responsible(p, child) and not p.died else []
    who += [("Lives in the household", SMALL)] if p.in_household else []
    who += [("Third party", SMALL)] if p.third_party else []
    reach = how_to_reach(p)
    reach += [("Address protected", SMALL)] if p.protected else []
    return Row((Cell(tuple(name)), Cell(tuple(who)), Cell(tuple(reach)), cell(p.may_be_told, CELL_PROSE)))
