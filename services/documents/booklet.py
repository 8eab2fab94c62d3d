"""The booklet "How Daymark reads the standards of X": every standard by area, with its limit, clause, reading, plain
sentences and worked example; what was assumed; what is not timed; the audit tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper, Text
from services.documents.pieces import Span
from services.documents.style import BODY, CELL, CELL_BOLD, SMALL, WHY, Style
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import FORCE_WORDS, long_date, plural, printed_date, short_date
from services.usecases.standards_results import BookView, ExampleView, ExpectationView, StandardView

READING_WORDS = {"printed": "Printed", "interpreted": "Interpreted", "assumed": "Assumed"}
READING_MEANINGS = {
    "printed": "The document says it as it is counted here.",
    "interpreted": "The document says it with a gap, which the note says how we filled and why.",
    "assumed": "The document hardly says it; the note says what we took for granted.",
}
_LIMIT = Style(size=9.6, leading=12.4, bold=True, after=2.0)
_SAYS = Style(size=9.5, leading=12.6, bold=True, after=2.5)
_TOLD = CELL.but(after=2.0)
_NOTE = WHY.but(italic=True, after=1.5)


def booklet_pdf(book: BookView, printed: date) -> bytes:
    """The whole booklet as a PDF file."""
    with PRESS:
        title = f"How Daymark reads the standards of {book.name}"
        version = f"{book.name}, version {book.version}"
        running = Running(title, f"Printed {long_date(printed)}", version, label="Standards")
        paper = Paper(title, book.title, running)
        _front(paper, book)
        areas = list(dict.fromkeys(s.area_label for s in book.standards))
        names = {s.id: s for s in book.standards}
        paper.new_page()
        for area in areas:
            paper.heading(area)
            table = Table(paper, (0.27, 0.73))
            table.rows([_row(s, names) for s in book.standards if s.area_label == area])
        _assumed(paper, book.standards)
        _expectations(paper, book.expectations)
        _audits(paper, book)
        return paper.finish()


def _front(paper: Paper, book: BookView) -> None:
    paper.title_block(f"How Daymark reads\nthe standards of {book.name}", book.title)
    counts = Counter(s.reading for s in book.standards)
    read = ", ".join(f"{counts[r]} {READING_WORDS[r].lower()}" for r in READING_WORDS if counts[r])
    facts(
        paper,
        [
            ("Authority", book.name),
            ("Version", book.version),
            ("Published", printed_date(book.published)),
            ("To be reviewed", printed_date(book.review)),
            ("Followed from", long_date(book.effective) if book.effective.year > 2000 else ""),
            ("What was read", book.source),
            ("With a limit or a trigger", f"{plural(len(book.standards), 'standard')}: {read}"),
            ("Without a limit", plural(len(book.expectations), "expectation")),
            ("Audit rows", str(len(book.audits)) if book.audits else ""),
        ],
    )
    paper.heading("How to read this booklet")
    for text in (
        "Each standard stands with its limit, its clause and how firm the reading is. Below it, plain sentences "
        "say when it starts, within what time it is due, what ends it, what meets it, and for whom it holds. "
        "These sentences are made from the same data that the calendar counts with.",
        "The worked examples were counted by hand on a wall calendar. They are run against the program every "
        "time it is changed.",
        "Working days are Monday to Friday without the bank holidays of England; the day of the event is day 0. "
        "Days and weeks are calendar days. Months are counted to the same day of the later month, or to its last "
        "day where there is none. Hours are counted by the clock where a time is recorded, else to the end of a "
        "day.",
        "Where the document says two things, both stand here, each with the other named. The calendar plans to "
        "the stricter and shows the other beneath it.",
    ):
        paper.text(text, BODY)
    table = Table(paper, (0.22, 0.78))
    table.rows(
        [Row((cell(READING_WORDS[r], CELL_BOLD), cell(READING_MEANINGS[r]))) for r in READING_WORDS],
        together=True,
    )
    paper.heading("What is in it")
    areas = Counter(s.area_label for s in book.standards)
    paper.text(", ".join(f"{area} {number}" for area, number in areas.items()) + ".", BODY)


def _row(s: StandardView, names: dict[str, StandardView]) -> Row:
    left: list[tuple[Text, Style]] = [
        (s.limit[:1].upper() + s.limit[1:], _LIMIT),
        (READING_WORDS.get(s.reading, s.reading), CELL_BOLD),
        (s.cite, SMALL.but(after=2.0)),
        (f"{FORCE_WORDS.get(s.force, s.force)} \u00b7 {s.role}", SMALL),
        (s.id, SMALL),
    ]
    right: list[tuple[Text, Style]] = [(s.says, _SAYS), (" ".join(s.sentences), _TOLD)]
    if s.note:
        right.append((f"Note: {s.note}", _NOTE))
    for other in s.tied:
        if other in names:
            right.append((f"Also read as: {names[other].says} ({names[other].limit})", _NOTE))
    if s.example:
        right += _example(s.example)
    return Row((Cell(tuple(left)), Cell(tuple(right))))


def _example(e: ExampleView) -> list[tuple[Text, Style]]:
    given, expected = ("; ".join(said.rstrip(".") for said in lines) for lines in (e.given, e.expected))
    return [
        ((Span("Example: ", bold=True), Span(e.title)), WHY.but(hang=0.0)),
        ((Span("Counted: ", bold=True), Span(e.counting)), WHY),
        ((Span("On record: ", bold=True), Span(f"{given}. Seen on {short_date(e.seen_on)}.")), WHY),
        ((Span("So: ", bold=True), Span(expected)), WHY),
    ]


def _assumed(paper: Paper, standards: Sequence[StandardView]) -> None:
    paper.heading("What was assumed")
    rows = [s for s in standards if s.reading == "assumed"]
    filled = sum(s.reading == "interpreted" for s in standards)
    if not rows:
        paper.text("Nothing was assumed that the document does not say.", BODY)
    else:
        table = Table(paper, (0.45, 0.55), ("Standard", "What we took for granted"))
        table.rows([Row((cell(f"{s.says} ({s.limit})"), cell(s.note))) for s in rows])
    if filled:
        paper.space(4)
        paper.text(
            f"{plural(filled, 'standard is', 'standards are')} printed with a gap; the note beside each says "
            "how it was filled.",
            SMALL,
        )


def _expectations(paper: Paper, expectations: Sequence[ExpectationView]) -> None:
    if not expectations:
        return
    paper.new_page()
    paper.heading("What is not timed")
    paper.text(
        "What the document asks for without a limit, in our own words, under the moment at which it matters.",
        BODY,
    )
    moments = sorted(dict.fromkeys((e.at_label, e.at) for e in expectations))
    for label, at in moments:
        rows = [e for e in expectations if e.at == at]
        paper.subheading((Span(label), Span(f"   {len(rows)}", bold=False)), bookmark=label)
        table = Table(paper, (0.66, 0.2, 0.14))
        table.rows([Row((cell(e.says), cell(e.cite, SMALL), cell(e.role, SMALL))) for e in rows])


def _audits(paper: Paper, book: BookView) -> None:
    if not book.audits:
        return
    paper.new_page()
    paper.heading("What audits look for")
    for cite in dict.fromkeys(a.cite for a in book.audits):
        paper.subheading(cite)
        table = Table(paper, (0.18, 0.41, 0.41), ("Theme", "Acceptable", "Not acceptable"))
        table.rows(
            [
                Row((cell(a.theme, CELL_BOLD), cell(a.acceptable), cell(a.unacceptable)))
                for a in book.audits
                if a.cite == cite
            ]
        )
