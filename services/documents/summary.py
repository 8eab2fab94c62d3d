"""A case summary, under the headings of its form."""

from __future__ import annotations

from datetime import date

from services.documents.paper import PRESS, Paper
from services.documents.style import BODY, SMALL
from services.documents.table import facts
from services.documents.words import child_facts, fitting, long_date, plural, running
from services.usecases.results import ChildDetail, SummaryView

_NOTHING = BODY.but(italic=True, colour=SMALL.colour)


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
                *child_facts(child, summary.written, summary.author),
                ("Written", long_date(summary.written)),
                ("Written by", summary.author),
                ("Length", _length(summary)),
            ],
        )
        for heading, text in summary.parts:
            paper.heading(fitting(heading, child, summary.written))
            _prose(paper, text)
        return paper.finish()


def _length(summary: SummaryView) -> str:
    """ "412 words under 6 of 8 headings", as the editor counts them."""
    filled = sum(1 for _, text in summary.parts if text.strip())
    return f"{plural(summary.words, 'word')} under {filled} of {plural(len(summary.parts), 'heading')}"


def _prose(paper: Paper, text: str) -> None:
    if text.strip():
        for part in text.strip("\n").split("\n"):
            paper.text(part, BODY)
    else:
        paper.text("Nothing recorded", _NOTHING)
