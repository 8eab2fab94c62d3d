"""Two versions of a plan side by side in plain words: what was added, dropped, changed and done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.paper import PRESS, Paper
from services.documents.style import BODY, CELL, CELL_BOLD, CELL_PROSE, SMALL
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import child_facts, long_date, running
from services.usecases.plan_results import MARKS, Change, Difference
from services.usecases.results import ChildDetail, PlanView


def plan_difference_pdf(child: ChildDetail, difference: Difference, printed: date) -> bytes:
    """A table of what differs; the earlier wording stands at the left."""
    before, after = difference.before, difference.after
    with PRESS:
        title = f"What changed in the {after.title[:1].lower()}{after.title[1:]}"
        paper = Paper(
            f"{title}: {child.name}",
            f"Version {before.version} and version {after.version} side by side",
            running(child, title, printed),
            author=after.author,
            watermark="DRAFT" if after.draft else "",
        )
        paper.title_block(title, f"{_named(before)}, beside {_named(after, small=True)}")
        facts(
            paper,
            [
                *child_facts(child, difference.after.drawn_up, difference.after.author),
                ("In short", difference.counted),
            ],
        )
        if difference.changes:
            _table(paper, difference)
        else:
            paper.text("Both say the same.", BODY)
        return paper.finish()


def _named(plan: PlanView, *, small: bool = False) -> str:
    """ "Version 1 of 10 March 2026 (draft)" """
    said = f"Version {plan.version} of {long_date(plan.drawn_up)}{' (draft)' if plan.draft else ''}"
    return said[:1].lower() + said[1:] if small else said


def _table(paper: Paper, difference: Difference) -> None:
    heads = ("", f"Version {difference.before.version}", f"Version {difference.after.version}")
    if difference.before.version == difference.after.version:
        heads = ("", "Before", "After")
    table = Table(paper, (0.2, 0.4, 0.4), heads)
    table.rows([_row(change) for change in difference.changes])


def _row(change: Change) -> Row:
    if not change.mark:
        return Row((Cell(((change.where, CELL_BOLD), (change.after, CELL))),), group=True)
    return Row(
        (
            Cell(
                ((MARKS[change.mark], CELL_BOLD), (change.where, SMALL)),
                mark="met" if change.mark == "done" else "",
            ),
            cell(change.before or "\u2013", CELL_PROSE),
            Cell(_after(change)),
        )
    )


def _after(change: Change) -> tuple:
    """The new wording, and beneath it in plain words what differs."""
    said: Sequence = [(change.after or "\u2013", CELL_PROSE)]
    return (*said, *((words, SMALL) for words in change.words.splitlines()))
