"""One child under several authorities on paper: the lanes on one time line, and what changes.

Two authorities make a hand-over, change by change; more of them make one table, a column each.
"""

from __future__ import annotations

from collections import Counter
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
from services.usecases.standards_results import CaseComparison, Difference, Lane, TopicTable

NOT_OWED = "not owed"
PASSED = "passed"  # only under the other, and its day has gone by
_QUIET = CELL.but(colour=SMALL.colour, italic=True)
_KINDS = (
    ("sooner", "Falls due sooner"),
    ("later", "Falls due later"),
    ("only_here", "New"),
    ("falls_away", "Falls away"),
    (PASSED, "New, but its day has passed"),
)
_PASSED_NOTE = (
    "{name} would have asked for these before {today}, as the same events are on record. Look at which of them still "
    "have a use."
)
_QUESTION = CELL_BOLD.but(size=8.2, leading=10.2)
_DUE = CELL_BOLD.but(size=8.0, leading=10.0, after=0.6)
_LIMIT = SMALL.but(size=7.2, leading=9.0, after=0.6)
_CITE = _LIMIT.but(italic=True)
_CHANGE = CELL.but(size=7.4, leading=9.4, after=0.6)
_BEGIN = 150.0  # points: a heading, what it says and the first rows
Limits = dict[str, str]


def case_comparison_pdf(found: CaseComparison, table: TopicTable, child: str, printed: date) -> bytes:
    """One child's events under each authority: lanes, and what changes with its limits and clauses.

    `child` is the name to print, "" for none.
    """
    with PRESS:
        base = found.lanes[0]
        two = len(found.lanes) == 2
        title = f"From {base.name} to {found.lanes[1].name}" if two else "Under each authority"
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
        limits = {one.standard: one.limit for row in table.rows for cells in row.cells for one in cells}
        if two:
            _changes(paper, found, limits)
        else:
            _side_by_side(paper, found, limits)
        return paper.finish()


def _named(name: str, version: str) -> str:
    return f"{name} (version {version})" if version and version != "undated" else name


# --- two authorities ------------------------------------------------------------------------------------------------
def _changes(paper: Paper, found: CaseComparison, limits: Limits) -> None:
    base, lane = found.lanes
    rows = found.differences
    paper.need(_BEGIN)
    paper.heading(f"What changes from {base.name} to {lane.name}")
    paper.text(_counted(rows, dict(found.same)[lane.authority]), BODY)
    heads = ("What", base.name, lane.name, "Change")
    for kind, heading in _KINDS:
        kept = [d for d in rows if _kind(d) == kind]
        if kept:
            paper.subheading((Span(heading), Span(f"   {len(kept)}", bold=False)), bookmark=heading)
            if kind == PASSED:
                paper.text(_PASSED_NOTE.format(name=lane.name, today=long_date(found.today)), SMALL)
            Table(paper, (0.22, 0.33, 0.33, 0.12), heads).rows([_change(d, limits) for d in kept])


def _counted(rows: Sequence[Difference], same: int) -> str:
    told = f"{plural(len(rows), 'difference')}. "
    return told + plural(same, "question falls", "questions fall") + " due on the same day under both."


def _kind(d: Difference) -> str:
    gone = d.kind == "only_here" and d.after is not None and d.after.state == "overdue"
    return PASSED if gone else d.kind


def _change(d: Difference, limits: Limits) -> Row:
    what = d.label if d.topic else ""
    return Row(
        (
            cell(what or "No common topic", CELL_BOLD if what else _QUIET),
            _side(d.before, limits),
            _side(d.after, limits),
            cell(_word(d)),
        )
    )


def _side(one: DeadlineView | None, limits: Limits) -> Cell:
    if one is None:
        return cell(NOT_OWED, _QUIET)
    limit = limits.get(one.standard, "")
    when = (Span(_when(one), bold=True), Span(f"   {limit}"))
    return Cell(((when, CELL), (one.says, SMALL), (one.cite, SMALL.but(italic=True))), mark=one.state)


def _when(one: DeadlineView) -> str:
    return f"{STATE_WORDS[one.state]}: {short_date(one.due) or 'no date printed'}"


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


# --- three and more -------------------------------------------------------------------------------------------------
def _side_by_side(paper: Paper, found: CaseComparison, limits: Limits) -> None:
    base = found.lanes[0]
    changes = {(d.question, d.authority): d for d in found.differences}
    differing = {d.question for d in found.differences}
    rows = [(q, label) for q, label in found.questions if q in differing]
    same = [label for q, label in found.questions if q not in differing]
    paper.need(_BEGIN)
    paper.heading(f"What changes from {base.name}")
    paper.text(
        f"{plural(len(rows), 'question')} on which another differs from {base.name}; each change is told from there. "
        f"“{NOT_OWED.capitalize()}” means that nothing is owed there on the record as it stands.",
        BODY,
    )
    by_lane = [dict(zip(lane.questions, lane.next, strict=True)) for lane in found.lanes]
    often = Counter(label for _, label in rows)
    printed = [
        _question(q, label, often[label] > 1, found.lanes, by_lane, changes, limits) for q, label in rows
    ]
    if printed:
        columns = len(found.lanes)
        shares = (0.15, *(0.85 / columns for _ in range(columns)))
        Table(paper, shares, ("Question", *(lane.name for lane in found.lanes))).rows(printed)
    if same:
        told = "; ".join(dict.fromkeys(same))
        paper.text(f"On the same day wherever it is owed: {told}.", BODY)


def _question(
    question: str,
    label: str,
    one_of_several: bool,
    found: Sequence[Lane],
    by_lane: Sequence[dict[str, DeadlineView]],
    changes: dict[tuple[str, str], Difference],
    limits: Limits,
) -> Row:
    first = next(own[question] for own in by_lane if question in own)
    about = ((first.activity, _LIMIT),) if one_of_several and first.activity else ()
    cells = [Cell(((label, _QUESTION), *about))]
    for lane, own in zip(found, by_lane, strict=True):
        cells.append(_column(own.get(question), changes.get((question, lane.authority)), limits))
    return Row(tuple(cells))


def _column(one: DeadlineView | None, change: Difference | None, limits: Limits) -> Cell:
    said = _word(change) if change else ""
    if one is None:
        parts: list[tuple[Text, Style]] = [(NOT_OWED, _LIMIT.but(italic=True))]
        return Cell(tuple(parts + ([(said, _CHANGE)] if said else [])))
    parts = [(short_date(one.due) or "no date printed", _DUE)]
    parts += [(said, _CHANGE)] if said else []
    parts += [(limits.get(one.standard, one.says), _LIMIT), (one.cite, _CITE)]
    return Cell(tuple(parts), mark=one.state)
