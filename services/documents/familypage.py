"""A plan for the family: one A4 page in plain words and big type. Where it had to be shortened, it says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper
from services.documents.pieces import Span
from services.documents.style import ACCENT, QUIET, Style
from services.documents.table import Cell, Row, Table, cell
from services.documents.words import long_date
from services.usecases.plan_results import FamilyPage, FamilyWords
from services.usecases.results import ChildDetail

# points, never smaller; and whether headings stand in the line they begin, so that more is said on the page
_SIZES = ((14.0, False), (13.0, False), (12.0, False), (13.0, True), (12.0, True))
_HOLDS = 5000  # characters: more than one page ever holds
_SHORTENED = "This page was shortened to fit. The full plan says more: ask for it."


def family_plan_pdf(child: ChildDetail, page: FamilyPage, printed: date) -> bytes:
    """The fullest wording that fits one page, in the largest type that holds it."""
    with PRESS:
        paper: Paper | None = None
        for words in page.choices:
            if _letters(words) > _HOLDS and words is not page.choices[-1]:
                continue
            for size, run_in in _SIZES:
                paper = _laid(child, page, words, size, printed, run_in=run_in)
                if len(paper.pages) == 1 and paper.room >= _listed(paper):
                    return paper.finish()
        assert paper is not None
        return paper.finish()  # texts that no page holds


def _letters(words: FamilyWords) -> int:
    """How much is to be printed, so that what no page holds is not laid out."""
    texts = [text for _, said in (*words.blocks, *words.after) for text in said]
    return sum(map(len, (*texts, *words.done))) + sum(len(s.what) + len(s.who) for s in words.steps)


def _listed(paper: Paper) -> float:
    """Height of the list of characters that no font has, where there are any."""
    found = paper.setter.unprintable()
    return 46.0 + 13.0 * len(found) if found else 0.0


def _laid(
    child: ChildDetail, page: FamilyPage, words: FamilyWords, size: float, printed: date, *, run_in: bool
) -> Paper:
    plan = page.plan
    paper = Paper(
        f"{plan.title}, for the family: {child.name}",
        "The plan on one page, in plain words",
        Running(
            child.name or "Unnamed child",
            f"Printed {long_date(printed)}",
            f"{plan.title}, version {plan.version}",
        ),
        author=plan.author,
        watermark="DRAFT" if plan.draft else "",
    )
    body = Style(size=size, leading=size * 1.32, after=size * 0.25, prose=True, hang=0.0)
    head = body.but(bold=True, colour=ACCENT, before=size * 0.55, after=size * 0.1, prose=False)
    paper.heading(
        words.title,
        Style(size=size * 1.6, leading=size * 2.0, bold=True, after=size * 0.2),
        bookmark=words.title,
    )
    paper.text(" ".join(words.about), body)
    _blocks(paper, words.blocks, head, body, run_in=run_in)
    _steps(paper, words, head, body)
    _blocks(paper, words.after, head, body, run_in=run_in)
    _call(paper, words, head, body)
    if words.shortened:
        paper.text(
            _SHORTENED, body.but(size=size * 0.85, leading=size * 1.15, before=size * 0.4, colour=QUIET)
        )
    return paper


def _blocks(
    paper: Paper, blocks: Iterable[tuple[str, tuple[str, ...]]], head: Style, body: Style, *, run_in: bool
) -> None:
    for heading, said in blocks:
        if run_in:
            begins = Span(f"{heading}: ", bold=True, colour=ACCENT)
            paper.text((begins, Span(" ".join(said))), body.but(before=body.size * 0.25))
            continue
        paper.heading(heading, head, bookmark="")
        paper.text(" ".join(said), body)


def _steps(paper: Paper, words: FamilyWords, head: Style, body: Style) -> None:
    """Who does what by when; what is done already stands beneath."""
    if words.steps:
        paper.heading("Who does what, and by when", head, bookmark="")
        small = body.but(size=body.size * 0.93, leading=body.size * 1.2, after=0.0, prose=False)
        bold = small.but(bold=True)
        table = Table(paper, (0.46, 0.26, 0.28), [cell(t, bold) for t in ("What", "Who", "By when")])
        table.rows(
            [
                Row((cell(s.what, small.but(prose=True)), cell(s.who, bold), cell(s.by, small)))
                for s in words.steps
            ]
        )
        paper.space(body.size * 0.3)
    if words.more_steps:
        paper.text(f"And {words.more_steps} more in the full plan.", body.but(italic=True))
    if words.done:
        paper.heading("Already done. Thank you.", head, bookmark="")
        table = Table(paper, (1.0,), grid=False)
        table.rows([Row((Cell(((text, body.but(after=0.0)),), mark="met"),)) for text in words.done])


def _call(paper: Paper, words: FamilyWords, head: Style, body: Style) -> None:
    paper.heading("Who to call", head, bookmark="")
    for who, number in words.call:
        paper.text(
            (Span(f"{who}: " if number else who), Span(number, bold=True)), body.but(after=body.size * 0.1)
        )
