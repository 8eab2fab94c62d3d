"""The actions at the end of a printed calendar: what somebody is to do and by when, what has been done."""

from __future__ import annotations

from collections.abc import Sequence

from services.documents.paper import Paper
from services.documents.pieces import Span
from services.documents.style import CELL, CELL_PROSE, SMALL
from services.documents.table import Row, Table, cell
from services.documents.words import short_date
from services.usecases.results import ActionItem, CalendarView

_MARKS = {"overdue": "overdue", "due": "due", "open": "projected", "done": "met"}
_WORDS = {"overdue": "Overdue", "due": "To do", "open": "To do", "done": "Done"}


def action_list(paper: Paper, calendar: CalendarView) -> None:
    """The actions beside the standards' deadlines; nothing where there are none."""
    actions = calendar.actions
    if not actions:
        return
    paper.new_page()
    still = sum(1 for a in actions if a.done is None)
    done = len(actions) - still
    said = f"{still} to do" + (f", {done} done" if done else "")
    paper.heading((Span("Actions"), Span(f"   {said}", bold=False)), bookmark="Actions")
    actions_table(paper, actions)


def actions_table(paper: Paper, actions: Sequence[ActionItem]) -> None:
    """What, who, by when, and where it comes from."""
    table = Table(paper, (0.12, 0.34, 0.17, 0.175, 0.195), ("State", "What", "Who", "By", "From"))
    table.rows(
        [
            Row(
                (
                    cell(_WORDS[a.state], CELL, _MARKS[a.state]),
                    cell(a.what, CELL_PROSE),
                    cell(a.who, CELL),
                    cell(short_date(a.by) if a.by else "no date", CELL if a.by else SMALL),
                    cell(f"done {short_date(a.done)}" if a.done else a.source_words, SMALL),
                )
            )
            for a in actions
        ]
    )
