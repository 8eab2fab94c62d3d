"""Key facts on one page: what a visitor must know, what to do in an emergency, who the child is, whom to ring."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Draw
from services.documents.paper import PRESS, Paper, Text
from services.documents.people import how_to_reach
from services.documents.style import CELL, CELL_BOLD, CELL_PROSE, LABEL, LINE, SMALL, Style
from services.documents.table import Cell, Row, Table, cell
from services.documents.words import child_facts, fitting, long_date, running
from services.usecases.around_results import KeyFacts, KeyFactView, PhotoView
from services.usecases.page_results import is_responsible
from services.usecases.results import ChildDetail, Person

_SIDE = 104.0  # points of the photograph's longer side
_ORDER = (
    "In an emergency", "Pen picture", "Legal status", "Where the child lives", "Placements so far",
    "School or nursery", "Language",
    "Communication", "Health",
)  # fmt: skip
_RISK, _VISITOR = "risk", "visitor"  # the kind of a key fact; a word of the heading that events have for it


def keyfacts_pdf(child: ChildDetail, found: KeyFacts, printed: date) -> bytes:
    """The key facts that stand; those that have ended are not printed."""
    with PRESS:
        paper = Paper(
            f"Key facts: {child.name}",
            f"Key facts as they stand on {long_date(printed)}",
            running(child, "Key facts", printed),
            author=child.worker,
        )
        paper.title_block("Key facts")
        paper.need(1)
        top = paper.y
        _head(paper, child, narrow=found.photo is not None)
        if found.photo is not None:
            _photo(paper, child, found.photo, top)
            paper.y = min(paper.y, top - _SIDE - 14)
        _risks(paper, found)
        _facts(paper, child, found)
        _people(paper, child, found.people)
        return paper.finish()


def _head(paper: Paper, child: ChildDetail, narrow: bool) -> None:
    home = ", ".join(line.strip().rstrip(",") for line in child.address.splitlines() if line.strip())
    pairs = [
        *child_facts(child),
        ("Address", home),
        ("Languages", child.languages),
        ("Pronouns", child.pronouns),
    ]
    shares = (0.22, 0.48, 0.3) if narrow else (0.22, 0.78)
    table = Table(paper, shares, grid=False)
    more = (cell(""),) if narrow else ()
    table.rows(
        [
            Row((cell(name, LABEL), cell(value, CELL if n else CELL_BOLD), *more))
            for n, (name, value) in enumerate(pairs)
            if value
        ]
    )
    paper.space(6)


def _photo(paper: Paper, child: ChildDetail, photo: PhotoView, top: float) -> None:
    picture = ImageReader(io.BytesIO(photo.image))
    wide, high = picture.getSize()
    scale = _SIDE / max(wide, high, 1)
    x = paper.left + paper.width - wide * scale
    taken = f", taken {long_date(photo.taken)}" if photo.taken else ""
    paper.picture(_image(picture, x, top - high * scale, wide * scale, high * scale), f"{child.name}{taken}")
    if photo.taken:
        line = paper.setter.one_line(f"Taken {long_date(photo.taken)}", SMALL, 160)
        paper.put(line, paper.left + paper.width - line.width, top - high * scale - 10)


def _image(picture: ImageReader, x: float, y: float, wide: float, high: float) -> Draw:
    def op(canvas: Canvas) -> None:
        canvas.drawImage(picture, x, y, wide, high)
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.5)
        canvas.rect(x, y, wide, high, stroke=1, fill=0)

    return op


def _risks(paper: Paper, found: KeyFacts) -> None:
    """Marked, and first on the page."""
    risks = [f for f in found.facts if f.kind == _RISK]
    said = [text for heading, text in found.from_events if _VISITOR in heading]
    if not risks and not said:
        return
    paper.heading("What a visitor must know")
    table = Table(paper, (1,))
    rows = [Row((Cell(_parts(f), mark="overdue"),), tint=True) for f in risks]
    rows += [Row((cell(text, CELL_PROSE, mark="overdue"),), tint=True) for text in said]
    table.rows(rows)


def _parts(fact: KeyFactView) -> tuple[tuple[Text, Style], ...]:
    found: list[tuple[Text, Style]] = [(fact.title, CELL_BOLD)] if fact.title else []
    found += [(part, CELL_PROSE) for part in fact.body.split("\n") if part.strip()]
    when = _when(fact)
    return (*found, (when, SMALL)) if when else tuple(found)


def _when(fact: KeyFactView) -> str:
    parts = [f"since {long_date(fact.since)}"] if fact.since else []
    parts += [f"until {long_date(fact.until)}"] if fact.until else []
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _facts(paper: Paper, child: ChildDetail, found: KeyFacts) -> None:
    """A row for each heading: what was entered, then what the events say."""
    said = {heading: text for heading, text in found.from_events if _VISITOR not in heading}
    headings = list(dict.fromkeys([*(f.heading for f in found.facts if f.kind != _RISK), *said]))
    headings.sort(key=lambda h: _ORDER.index(h) if h in _ORDER else len(_ORDER))
    if not headings:
        return
    paper.space(8)
    table = Table(paper, (0.22, 0.78))
    rows = []
    for heading in headings:
        parts: list[tuple[Text, Style]] = [
            part for f in found.facts if f.heading == heading for part in _parts(f)
        ]
        if heading in said:
            parts.append((f"On the record: {said[heading]}", SMALL if parts else CELL))
        rows.append(Row((cell(fitting(heading, child), CELL_BOLD), Cell(tuple(parts)))))
    table.rows(rows)


def _people(paper: Paper, child: ChildDetail, people: Sequence[Person]) -> None:
    telling = (
        p
        for p in people
        if p.contact or p.address or p.may_be_told or p.parental_responsibility or p.in_household
    )
    shown = [p for p in telling if not p.died]
    if not shown:
        return
    paper.heading("People and how to reach them")
    table = Table(
        paper, (0.25, 0.25, 0.26, 0.24), ("Name", "Who they are", "How to reach them", "May be told")
    )
    rows = []
    for p in shown:
        who = [(p.relation or p.kind.capitalize(), CELL)]
        who += [("Parental responsibility", SMALL)] if is_responsible(p, child) else []
        name = [(p.name, CELL_BOLD)]
        name += [("Lives in the household", SMALL)] if p.in_household else []
        reach = how_to_reach(p)
        reach += [("Address protected", SMALL)] if p.protected else []
        rows.append(
            Row((Cell(tuple(name)), Cell(tuple(who)), Cell(tuple(reach)), cell(p.may_be_told, CELL_PROSE)))
        )
    table.rows(rows)
