"""Authorities side by side on paper: the limits by topic, and one child's deadlines under each of them as lanes on
one time line with the list of what changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.frame import Running
from services.documents.lanes import lanes
from services.documents.paper import PRESS, Paper, Text
from services.documents.pieces import Span
from services.documents.style import A4_LANDSCAPE, BODY, CELL, CELL_BOLD, SMALL, Style
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.words import STATE_WORDS, day, long_date, plural, short_date
from services.usecases.results import DeadlineView
from services.usecases.standards_results import CaseComparison, Difference, TopicLimit, TopicTable

NO_LIMIT = "no limit printed"
_QUIET = CELL.but(colour=SMALL.colour, italic=True)
_KINDS = (
    ("sooner", "Falls due sooner"),
    ("later", "Falls due later"),
    ("only_here", "Only here"),
    ("falls_away", "Falls away"),
)


def topic_table_pdf(table: TopicTable, printed: date) -> bytes:
    """The limits of two to five authorities by topic, on pages that lie across."""
    with PRESS:
        title = "Standards side by side"
        names = ", ".join(name for _, name, _ in table.authorities)
        running = Running(f"{title}: {names}", f"Printed {long_date(printed)}", title, label="Standards")
        paper = Paper(f"{title}: {names}", names, running)
        paper.pages.clear()
        paper.new_page(A4_LANDSCAPE)
        paper.title_block(title, names)
        _about_topics(paper, table)
        _topics(paper, table)
        return paper.finish()


def case_comparison_pdf(found: CaseComparison, table: TopicTable, child: str, printed: date) -> bytes:
    """One child's events under each authority: lanes, what changes, and the limits of the topics concerned.

    `child` is the name to print, "" for none.
    """
    with PRESS:
        base = found.lanes[0]
        others = " and ".join(lane.name for lane in found.lanes[1:])
        title = f"From {base.name} to {others}" if len(found.lanes) == 2 else "Under each authority"
        running = Running(child or title, f"Printed {long_date(printed)}", title)
        paper = Paper(
            f"{title}: {child}" if child else title, "The same events under each authority", running
        )
        paper.pages.clear()
        paper.new_page(A4_LANDSCAPE)
        paper.title_block(title, "The same events, and what each authority's standards ask for")
        facts(
            paper,
            [
                ("Child", child),
                ("Authorities", ", ".join(_named(lane.name, lane.version) for lane in found.lanes)),
                ("Worked out for", long_date(found.today)),
                ("Looks ahead to", long_date(found.until)),
            ],
        )
        lanes(paper, found)
        _changes(paper, found)
        topics = {d.topic for d in found.differences if d.topic}
        kept = TopicTable(table.authorities, tuple(r for r in table.rows if r.topic in topics))
        if kept.rows:
            paper.new_page(A4_LANDSCAPE)
            paper.heading("The limits behind the differences")
            _topics(paper, kept)
        return paper.finish()


def _named(name: str, version: str) -> str:
    return f"{name} (version {version})" if version and version != "undated" else name


def _about_topics(paper: Paper, table: TopicTable) -> None:
    differ = sum(row.differs for row in table.rows)
    paper.text(
        f"{plural(len(table.rows), 'topic')}; on {differ} of them two documents print different "
        "limits, which is marked with \u2260. "
        f"“{NO_LIMIT.capitalize()}” means that the document sets none, not that the work need not be done. "
        "(i) marks a reading that we had to fill in, (a) one that we assumed.",
        BODY,
    )


def _topics(paper: Paper, table: TopicTable) -> None:
    columns = len(table.authorities)
    shares = (0.17, *(0.83 / columns for _ in range(columns)))
    sheet = Table(paper, shares, ("Topic", *(name for _, name, _ in table.authorities)))
    rows = []
    for row in table.rows:
        mark = "\u2260 " if row.differs else ""
        cells = [_limits(one) for one in row.cells]
        rows.append(Row((cell(f"{mark}{row.label}", CELL_BOLD), *cells)))
    sheet.rows(rows)


def _limits(found: Sequence[TopicLimit]) -> Cell:
    if not found:
        return cell(NO_LIMIT, _QUIET)
    parts: list[tuple[Text, Style]] = []
    for one in found:
        mark = {"interpreted": " (i)", "assumed": " (a)"}.get(one.reading, "")
        limit = Span(f"{one.limit}{mark}", bold=True)
        says = () if len(found) == 1 else (Span(f"  {one.says}", colour=SMALL.colour),)
        parts.append(((limit, *says), _LIMIT))
    return Cell(tuple(parts))


_LIMIT = CELL.but(size=7.8, leading=9.8, after=1.5)


def _changes(paper: Paper, found: CaseComparison) -> None:
    base = found.lanes[0]
    same = dict(found.same)
    for lane in found.lanes[1:]:
        rows = [d for d in found.differences if d.authority == lane.authority]
        paper.heading(f"What changes from {base.name} to {lane.name}")
        paper.text(
            f"{plural(len(rows), 'difference')}. {plural(same[lane.authority], 'question falls', 'questions fall')} "
            "due on the same day under both.",
            BODY,
        )
        heads = ("What", base.name, lane.name, "Change")
        for kind, heading in _KINDS:
            kept = [d for d in rows if d.kind == kind]
            if kept:
                paper.subheading((Span(heading), Span(f"   {len(kept)}", bold=False)), bookmark=heading)
                Table(paper, (0.24, 0.31, 0.31, 0.14), heads).rows([_change(d) for d in kept])


def _change(d: Difference) -> Row:
    what = d.label if d.topic else ""
    return Row(
        (
            cell(what or "No common topic", CELL_BOLD if what else _QUIET),
            _side(d.before),
            _side(d.after),
            cell(_word(d)),
        )
    )


def _side(one: DeadlineView | None) -> Cell:
    if one is None:
        return cell(NO_LIMIT, _QUIET)
    when = f"{STATE_WORDS[one.state]}: {short_date(one.due) or 'no date printed'}"
    return Cell(((when, CELL_BOLD), (one.says, SMALL), (one.cite, SMALL.but(italic=True))), mark=one.state)


def _word(d: Difference) -> str:
    if d.kind == "only_here":
        return "new"
    if d.kind == "falls_away":
        return "falls away"
    if d.days is None:
        return "now has a date" if d.kind == "sooner" else "no date any more"
    number = abs(d.days)
    if not number and d.before and d.after and d.before.due and d.after.due:
        return f"{d.kind} the same day" if day(d.before.due) == day(d.after.due) else d.kind
    return f"{plural(number, 'day')} {d.kind}"
