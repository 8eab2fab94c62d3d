"""The other documents about a child: case summary and plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.paper import PRESS, Paper
from services.documents.pieces import Span
from services.documents.style import BODY, CELL, CELL_BOLD, CELL_PROSE, SMALL, Style
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import child_facts, long_date, plural, running, short_date
from services.usecases.results import ChildDetail, OutcomeView, PlanView, SummaryView

_NOTHING = BODY.but(italic=True, colour=SMALL.colour)
_SIGN = Style(size=9.0, leading=24.0, after=0.0)
_SIGNATORIES = ("Child or young person", "Parent or carer", "Practitioner", "Team manager")
PLAN_TITLES = {
    "child_in_need": "Child in need plan",
    "child_protection": "Child protection plan",
    "early_help": "Early help plan",
    "pre_birth": "Pre-birth plan",
    "care": "Care plan",
    "placement": "Placement plan",
    "pathway": "Pathway plan",
    "permanence": "Permanence plan",
    "supervision_order": "Supervision order plan",
    "short_breaks": "Short breaks plan",
    "contingency": "Contingency plan",
}


def summary_pdf(child: ChildDetail, summary: SummaryView, printed: date) -> bytes:
    """A case summary, its headings in the order given."""
    with PRESS:
        paper = Paper(
            f"Case summary: {child.name}",
            f"Case summary written {long_date(summary.written)}",
            running(child, "Case summary", printed),
            author=summary.author,
        )
        paper.title_block("Case summary")
        facts(
            paper,
            [
                *child_facts(child),
                ("Written", long_date(summary.written)),
                ("Written by", summary.author),
                ("Length", _length(summary)),
            ],
        )
        for heading, text in summary.parts:
            paper.heading(heading)
            _prose(paper, text)
        return paper.finish()


def _length(summary: SummaryView) -> str:
    """ "412 words under 6 of 8 headings", as the editor counts them."""
    filled = sum(1 for _, text in summary.parts if text.strip())
    words = sum(len(text.split()) for _, text in summary.parts)
    return f"{plural(words, 'word')} under {filled} of {plural(len(summary.parts), 'heading')}"


def _prose(paper: Paper, text: str) -> None:
    if text.strip():
        for part in text.strip("\n").split("\n"):
            paper.text(part, BODY)
    else:
        paper.text("Nothing recorded", _NOTHING)


def plan_pdf(child: ChildDetail, plan: PlanView, printed: date) -> bytes:
    """A plan: what the child and parents say, needs, outcomes and actions, what if it fails, and places to
    sign."""
    with PRESS:
        made_up = plan.kind.replace("_", " ").capitalize()  # what stands for a title where the kind has none
        kind = PLAN_TITLES.get(plan.kind, plan.title or made_up or "Plan")
        title = plan.title if plan.title not in ("", made_up) else kind
        paper = Paper(
            f"{title}: {child.name}",
            f"{kind}, version {plan.version}, drawn up {long_date(plan.drawn_up)}",
            running(child, f"{title}, version {plan.version}{', draft' if plan.draft else ''}", printed),
            author=plan.author,
            watermark="DRAFT" if plan.draft else "",
        )
        paper.title_block(title, "Draft: not yet agreed" if plan.draft else "")
        review = long_date(plan.review_by) if plan.review_by else "no date set"
        facts(
            paper,
            [
                *child_facts(child),
                ("Version", str(plan.version)),
                ("Drawn up", long_date(plan.drawn_up) + (f" by {plan.author}" if plan.author else "")),
                ("Review by", review),
            ],
        )
        paper.heading("The child\u2019s views")
        _prose(paper, plan.child_views)
        paper.heading("The parents\u2019 or carers\u2019 views")
        _prose(paper, plan.parent_views)
        _outcomes(paper, plan.outcomes)
        for heading, text in (
            ("What has been agreed", plan.agreement),
            ("If things do not go to plan", plan.contingency),
            ("Bottom lines", plan.bottom_lines),
        ):
            paper.heading(heading)
            _prose(paper, text)
        _signatures(paper, plan)
        return paper.finish()


def _outcomes(paper: Paper, outcomes: Sequence[OutcomeView]) -> None:
    paper.heading("Needs, outcomes and actions")
    if not outcomes:
        paper.text("No outcomes have been set yet.", _NOTHING)
        return
    table = Table(
        paper,
        (0.06, 0.33, 0.18, 0.185, 0.245),
        ("No", "What will be done", "Who", "By when", "How we will know"),
    )
    rows: list[Row] = []
    for number, outcome in enumerate(outcomes, 1):
        spans = (Span(f"{number}  Need: ", bold=True), Span(outcome.need or "not stated"))
        wanted = (Span("Outcome: ", bold=True), Span(outcome.outcome or "not stated"))
        rows.append(Row((Cell(((spans, CELL), (wanted, CELL))),), group=True))
        if not outcome.actions:
            rows.append(Row((cell(""), cell("No action has been set.", CELL.but(italic=True)))))
        for index, action in enumerate(outcome.actions, 1):
            by = [(short_date(action.by) or "no date set", CELL)]
            if action.done:
                by = [(f"Done {short_date(action.done)[4:]}", CELL_BOLD), (f"planned for {by[0][0]}", SMALL)]
            rows.append(
                Row(
                    (
                        cell(f"{number}.{index}"),
                        cell(action.what, CELL_PROSE),
                        cell(action.who),
                        Cell(tuple(by), mark="met" if action.done else ""),
                        cell(action.measure, CELL_PROSE),
                    )
                )
            )
    table.rows(rows)


def _signatures(paper: Paper, plan: PlanView) -> None:
    signed = plan.signatures or tuple(("", role, None) for role in _SIGNATORIES)
    paper.heading("Signatures")
    table = Table(paper, (0.26, 0.24, 0.28, 0.22), ("Name", "Role", "Signature", "Date"))
    table.rows(
        [
            Row(
                (
                    cell(name, _SIGN),
                    cell(role, _SIGN),
                    cell(" ", _SIGN),
                    cell(long_date(when) if when else "", _SIGN),
                )
            )
            for name, role, when in signed
        ],
        together=len(signed) <= 8,
    )
