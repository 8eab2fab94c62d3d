"""The list of a calendar: every deadline with its state, its clause and its reasons, the stricter above
those it covers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.paper import Paper, Text
from services.documents.pieces import Span
from services.documents.style import BODY, CELL, CELL_BOLD, SMALL, STATE_COLOURS, WHY, Style
from services.documents.table import Cell, Row, Table, cell
from services.documents.words import FORCE_WORDS, STATE_WORDS, day, month_name, plural, short_date
from services.usecases.results import CalendarView, DeadlineView

_OPEN = ("overdue", "due", "projected")
_QUIET_WHY = WHY.but(size=7.6, leading=10.0)
_REPEATS = WHY.but(before=1.5, hang=0.0)
Family = tuple[DeadlineView, list[DeadlineView]]


def families(deadlines: Sequence[DeadlineView]) -> list[Family]:
    """Each governing deadline with those that it covers; one whose stricter deadline is not shown stands
    by itself."""
    by_key = {d.key: d for d in deadlines}

    def top(one: DeadlineView) -> DeadlineView:
        start, seen = one, {one.key}
        while one.governed_by in by_key:
            one = by_key[one.governed_by]
            if one.key in seen:  # a circle: nothing governs
                return start
            seen.add(one.key)
        return one

    found: dict[int, Family] = {}
    for one in deadlines:
        head = top(one)
        family = found.setdefault(id(head), (head, []))
        if one is not head:
            family[1].append(one)
    return sorted(found.values(), key=lambda f: _order(f[0]))


def _order(one: DeadlineView) -> tuple[bool, date, str, str]:
    return (one.due is not None, day(one.due) if one.due else date.min, str(one.due), one.standard)


def groups(deadlines: Sequence[DeadlineView]) -> list[tuple[str, str, list[Family]]]:
    """The families under their headings: (heading, subheading, families), in the order in which they are
    printed."""
    found: dict[tuple[int, str, str], list[Family]] = {}
    for head, covered in families(deadlines):
        found.setdefault(_group(head), []).append((head, covered))
    return [
        (key[1], key[2].split("|")[1], members) for key, members in sorted(found.items(), key=lambda i: i[0])
    ]


def _group(one: DeadlineView) -> tuple[int, str, str]:
    if one.state not in _OPEN:
        return (4, "Met, lapsed or waived", _by_month(one))
    if one.due is None:
        return (0, "Owed, no date printed", "|")
    if one.state == "overdue":
        return (1, "Overdue", "|")
    return (2, "Due", _by_month(one)) if one.state == "due" else (3, "Projected", _by_month(one))


def _by_month(one: DeadlineView) -> str:
    if one.due is None:
        return "0000|No date"
    return f"{one.due:%Y-%m}|{month_name(day(one.due))}"


def agenda(paper: Paper, calendar: CalendarView) -> None:
    """The list, from a new page on."""
    paper.new_page()
    paper.heading("Every deadline, with its reasons")
    if not calendar.deadlines:
        paper.text("Nothing is owed or falls due in the time that this calendar covers.", BODY)
        return
    paper.text(
        "A deadline stands above the ones that the same act meets and that ask for less. "
        "With the reasons and a wall calendar each date can be checked by hand.",
        BODY,
    )
    heading = ""
    kept, later = fold_repeats(calendar.deadlines)
    listed = groups(kept)
    for title, month, members in listed:
        if title != heading:
            shown = [family for t, _, m in listed if t == title for family in m]
            covered = sum(len(c) for _, c in shown)
            count = plural(len(shown), "deadline") + (f", {covered} more covered" if covered else "")
            paper.heading((Span(title), Span(f"   {count}", bold=False)), bookmark=title)
            heading = title
        if month:
            paper.subheading(month, 1, bookmark=f"{title}, {month}")
        table = Table(paper, (0.27, 0.73))
        several = len(calendar.pack_versions) > 1
        table.rows([row for family in members for row in _rows(family, calendar.child_name, later, several)])


def fold_repeats(
    deadlines: Sequence[DeadlineView],
) -> tuple[list[DeadlineView], dict[str, list[DeadlineView]]]:
    """Without the projected repeats that follow a projected one of the same standard; those, by the first's key.

    Each is counted like the first, from the one before it, so that their dates say enough.
    """
    first: dict[tuple[str, str, str], DeadlineView] = {}
    kept: list[DeadlineView] = []
    later: dict[str, list[DeadlineView]] = {}
    for one in sorted(deadlines, key=_order):
        series = (one.child_id, one.standard, str(one.clock_at))
        if one.state != "projected" or one.due is None or series not in first:
            kept.append(one)
            if one.state == "projected":
                first[series] = one
        else:
            later.setdefault(first[series].key, []).append(one)
    return kept, later


def _dates(repeats: Sequence[DeadlineView]) -> str:
    """ "Tue 15 Dec, Tue 29 Dec 2026; Tue 12 Jan 2027": the year after its last date."""
    years: dict[int, list[str]] = {}
    for one in repeats:
        if one.due is not None:
            years.setdefault(one.due.year, []).append(short_date(one.due, year=False))
    return "; ".join(f"{', '.join(dates)}\u00a0{year}" for year, dates in years.items())


def _rows(
    family: Family, whose: str, later: dict[str, list[DeadlineView]], several: bool = False
) -> list[Row]:
    """`several`: whether the standards have several versions, so that each says under which it was counted."""
    head, covered = family
    rows = [_row(head, Style(), WHY, whose, repeats=later.get(head.key, ()), several=several)]
    rows += [
        _row(one, CELL, _QUIET_WHY, whose, 14.0, head, later.get(one.key, ()), several)
        for one in sorted(covered, key=_order)
    ]
    return rows


def _row(
    one: DeadlineView,
    says: Style,
    why: Style,
    whose: str,
    inset: float = 0.0,
    under: DeadlineView | None = None,
    repeats: Sequence[DeadlineView] = (),
    several: bool = False,
) -> Row:
    colour = STATE_COLOURS.get(one.state, CELL.colour)
    word = STATE_WORDS.get(one.state, one.state)
    when: list[tuple[Text, Style]] = [(word, CELL_BOLD.but(colour=colour, size=says.size))]
    when.append((short_date(one.due) or "no date printed", CELL_BOLD if not under else CELL))
    if one.met_at:
        when.append((f"{one.met_label or 'Met'}: {short_date(one.met_at)}", SMALL))
    if one.plan_by and one.state in _OPEN and (one.due is None or one.plan_by != day(one.due)):
        when.append((f"Plan by {short_date(one.plan_by)}", SMALL))
    if one.provisional:
        when.append(("Provisional: depends on a date not yet fixed", SMALL))
    what: list[tuple[Text, Style]] = []
    if under:
        what.append(("Covered by the stricter one above", SMALL.but(italic=True)))
    what.append((one.says, says.but(bold=under is None, after=1.5)))
    version = f"counted under version {one.version}" if several and one.version else ""
    parts = [one.cite, one.role, FORCE_WORDS.get(one.force, one.force), one.area_label, version]
    what.append((" \u00b7 ".join(p for p in parts if p), SMALL.but(after=2.5)))
    if one.agreed:
        what.append(((Span("Agreed for this child: ", bold=True), Span(f"{one.agreed.rstrip('.')}.")), why))
    child = one.child_name if one.child_name != whose else ""
    if child:
        what.insert(0, (child, CELL_BOLD))
    if one.state != "met":  # what was met in time needs no defence
        what += [(f"\u2022 {reason}", why) for reason in one.why]
    if repeats:
        what.append(
            ((Span("Then projected in the same way: ", bold=True), Span(f"{_dates(repeats)}.")), _REPEATS)
        )
    return Row((Cell(tuple(when), mark=one.state), Cell(tuple(what))), inset=inset)


def short_list(paper: Paper, deadlines: Sequence[DeadlineView], whose: str) -> None:
    """A few open deadlines, a line each; the child is named where it is not `whose` calendar."""
    table = Table(paper, (0.16, 0.2, 0.64), ("State", "Due", "What"))
    rows = []
    for one in deadlines:
        colour = STATE_COLOURS.get(one.state, CELL.colour)
        word = STATE_WORDS.get(one.state, one.state)
        rows.append(
            Row(
                (
                    cell(word, CELL_BOLD.but(colour=colour), mark=one.state),
                    cell(short_date(one.due) or "no date printed"),
                    cell(f"{one.child_name}: {one.says}" if one.child_name not in ("", whose) else one.says),
                )
            )
        )
    table.rows(rows)
