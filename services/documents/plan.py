"""A plan printed in full: what the child and family say, worries and strengths, outcomes and actions, what if it fails,
what this kind of plan asks for beside, places to sign, and who has a copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.paper import PRESS, Paper
from services.documents.pieces import Span
from services.documents.scales import scale_chart
from services.documents.style import BODY, CELL, CELL_BOLD, CELL_PROSE, SMALL, Style
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import child_facts, fitting, long_date, running, short_date
from services.usecases.page_results import ADULT, is_aged, signatories
from services.usecases.plan_results import AGREE, CHILD_AGREES, PARENTS_AGREE, charts
from services.usecases.results import ActionView, ChildDetail, Copy, OutcomeView, PlanView

_NOTHING = BODY.but(italic=True, colour=SMALL.colour)
_SIGN = Style(size=9.0, leading=24.0, after=0.0)
_CONTINGENCY = "If things do not go to plan"
_FEW = 8  # lines that go on with the places to sign
_HEAD, _PLACE = 36.0, 31.0  # points, no less than a heading and a place to sign take


def plan_pdf(child: ChildDetail, plan: PlanView, printed: date) -> bytes:
    """The whole plan; parts that are optional are left out where nothing is said."""
    with PRESS:
        title = plan.title or "Plan"
        paper = Paper(
            f"{title}: {child.name}",
            f"{title}, version {plan.version}, drawn up {long_date(plan.drawn_up)}",
            running(child, f"{title}, version {plan.version}{', draft' if plan.draft else ''}", printed),
            author=plan.author,
            watermark="DRAFT" if plan.draft else "",
        )
        paper.title_block(title, _standing(plan))
        _head(paper, child, plan)
        if plan.reviewed:
            _part(paper, "What the review found", plan.reviewed)
        _views(paper, child, plan)
        if plan.worries:
            _part(paper, "Needs and risks", plan.worries)
        if plan.strengths:
            _part(paper, "What is going well", plan.strengths)
        _outcomes(paper, plan.outcomes)
        for number, chart in enumerate(charts(plan)):
            if number == 0:
                paper.heading("How near each outcome is, from 0 to 10")
            scale_chart(paper, chart)
        for heading, text in plan.sections:
            if heading not in AGREE and text.strip():
                _part(paper, _fit(heading, child, plan), text)
        _agreed(paper, child, plan)
        _signatures(paper, child, plan)
        _copies(paper, plan.copies)
        return paper.finish()


def _standing(plan: PlanView) -> str:
    stage = f"{plan.stage.capitalize()} plan" if plan.stage else ""
    draft = "Draft: not yet agreed" if plan.draft else ""
    ended = f"Ended {long_date(plan.ended)}" if plan.ended else ""
    return ". ".join(part for part in (stage, draft, ended) if part)


def _head(paper: Paper, child: ChildDetail, plan: PlanView) -> None:
    review = long_date(plan.review_by) if plan.review_by else "no date set"
    facts(
        paper,
        [
            *child_facts(child, plan.drawn_up, plan.author),
            ("Version", str(plan.version)),
            ("Drawn up", long_date(plan.drawn_up) + (f" by {plan.author}" if plan.author else "")),
            ("Review by", "" if plan.ended else review),
            ("Ended", long_date(plan.ended) if plan.ended else ""),
        ],
    )


def _part(paper: Paper, heading: str, text: str) -> None:
    paper.heading(heading)
    _prose(paper, text)


def _agreed(paper: Paper, child: ChildDetail, plan: PlanView) -> None:
    """What holds for everybody; every plan has to say what happens if it does not work. The last of it, where it is
    short, goes on with the places to sign, so that nobody signs a page that says nothing."""
    parts = [
        (heading, text)
        for heading, text in (
            ("What has been agreed", plan.agreement),
            (_CONTINGENCY, plan.contingency),
            ("Bottom lines", plan.bottom_lines),
            ("What must change for the plan to end", plan.ends_when),
        )
        if text.strip() or heading == _CONTINGENCY
    ]
    for heading, text in parts:
        if heading == parts[-1][0]:
            lines = sum(len(paper.setter.lines(one, BODY, paper.width)) for one in text.split("\n"))
            if lines <= _FEW:
                paper.need(_HEAD + lines * BODY.leading + _HEAD + _PLACE * (1 + len(_signed(child, plan))))
        _part(paper, heading, text)


def _prose(paper: Paper, text: str) -> None:
    if text.strip():
        for part in text.strip("\n").split("\n"):
            paper.text(part, BODY)
    else:
        paper.text("Nothing recorded", _NOTHING)


def _fit(words: str, child: ChildDetail, plan: PlanView) -> str:
    """A pathway plan is a young person's, also in the months before sixteen."""
    return fitting(words, child, plan.drawn_up, young=plan.kind == "pathway")


def _views(paper: Paper, child: ChildDetail, plan: PlanView) -> None:
    """What each says, and whether each agrees; of the parents of an adult, and of a child who is not born yet, only
    what there is."""
    quiet = {PARENTS_AGREE} if is_aged(child, ADULT, plan.drawn_up) else set()
    quiet |= {CHILD_AGREES} if child.born is None and child.expected is not None else set()
    for heading, text, question in (
        ("The child\u2019s views", plan.child_views, CHILD_AGREES),
        ("The parents\u2019 or carers\u2019 views", plan.parent_views, PARENTS_AGREE),
    ):
        answer = dict(plan.sections).get(question, "")
        if question in quiet and not (text.strip() or answer):
            continue
        _part(paper, _fit(heading, child, plan), text)
        if answer:
            asked = _fit(question, child, plan)
            paper.text((Span(f"{asked} ", bold=True), Span(answer)), BODY)


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
        parts = [
            ((Span(f"{number}  Need: ", bold=True), Span(outcome.need or "not stated")), CELL),
            ((Span("Outcome: ", bold=True), Span(outcome.outcome or "not stated")), CELL),
        ]
        if outcome.progress:
            parts.append(((Span("Progress: ", bold=True), Span(outcome.progress)), CELL))
        rows.append(Row((Cell(tuple(parts)),), group=True))
        if not outcome.actions:
            rows.append(Row((cell(""), cell("No action has been set.", CELL.but(italic=True)))))
        rows += [_action(f"{number}.{index}", action) for index, action in enumerate(outcome.actions, 1)]
    table.rows(rows)


def _action(number: str, action: ActionView) -> Row:
    by = [(short_date(action.by) or "no date set", CELL)]
    if action.done:
        by = [(f"Done {short_date(action.done)[4:]}", CELL_BOLD), (f"planned for {by[0][0]}", SMALL)]
    what = [(action.what, CELL_PROSE)]
    if action.progress:
        what.append(((Span("Progress: ", bold=True), Span(action.progress)), CELL))  # type: ignore[arg-type]
    return Row(
        (
            cell(number),
            Cell(tuple(what)),
            cell(action.who),
            Cell(tuple(by), mark="met" if action.done else ""),
            cell(action.measure, CELL_PROSE),
        )
    )


def _signed(child: ChildDetail, plan: PlanView) -> tuple[tuple[str, str, date | None], ...]:
    """Who has signed, or is to sign."""
    return plan.signatures or tuple(("", role, None) for role in signatories(plan.kind, child, plan.drawn_up))


def _signatures(paper: Paper, child: ChildDetail, plan: PlanView) -> None:
    signed = _signed(child, plan)
    paper.heading("Signatures")
    table = Table(paper, (0.26, 0.24, 0.28, 0.22), ("Name", "Role", "Signature", "Date"))
    table.rows(
        [
            Row(
                (
                    cell(name, CELL),
                    cell(role, CELL),
                    cell(" ", _SIGN),  # gives the row its height
                    cell(long_date(when) if when else "", CELL),
                )
            )
            for name, role, when in signed
        ],
        together=len(signed) <= 8,
    )


def _copies(paper: Paper, copies: Sequence[Copy]) -> None:
    """Who has the plan, where anybody has been given it."""
    if not copies:
        return
    paper.heading("Who has a copy")
    table = Table(paper, (0.3, 0.22, 0.2, 0.28), ("Name", "Role", "Given", "How"))
    table.rows(
        [
            Row((cell(c.name), cell(c.role), cell(long_date(c.given) if c.given else ""), cell(c.how)))
            for c in copies
        ],
        together=len(copies) <= 12,
    )
