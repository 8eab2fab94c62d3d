"""What the chronology's page shows: entries narrowed and numbered, and words about when it was brought up to date."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from services.usecases.chronicle_results import (
    KINDS,
    ChronologyHead,
    ChronologyView,
    Entry,
    Narrowing,
    narrowed,
    printed,
)
from services.usecases.results import CalendarView, ChildDetail
from ui.viewmodels.moments import day_of, moment_text, short_day
from ui.viewmodels.printing import Page, _documents, _file, for_reader, head_only

EVENT = "chronology"


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with its number; 0 for one that is hidden."""

    number: int
    entry: Entry


def rows_of(view: ChronologyView, by: Narrowing) -> tuple[Row, ...]:
    """The entries wanted, numbered as they are printed."""
    found: list[Row] = []
    number = 0
    for entry in narrowed(view.entries, by):
        number += not entry.hidden
        found.append(Row(0 if entry.hidden else number, entry))
    return tuple(found)


def kinds_in(view: ChronologyView) -> tuple[tuple[str, str], ...]:
    """(kind, its words) of the kinds there are, in their order."""
    there = {entry.kind for entry in view.entries}
    return tuple((kind, words) for kind, words in KINDS.items() if kind in there)


def owed(calendar: CalendarView, today: date) -> str:
    """When the standards next ask for it to be brought up to date; "" where none does."""
    waits = [d for d in calendar.deadlines if d.meets_type == EVENT and d.state in ("overdue", "due")]
    dated = sorted((d for d in waits if d.due is not None), key=lambda d: day_of(d.due or today))
    if dated:
        due = dated[0].due
        word = "was due by" if dated[0].state == "overdue" else "is due by"
        return f"The next update {word} {moment_text(due)}."
    return "An update is asked for: something significant has happened since." if waits else ""


def updated(view: ChronologyView) -> str:
    if view.updated is None:
        return "Not recorded as brought up to date yet."
    return f"Brought up to date on {moment_text(view.updated)}."


@dataclass(frozen=True, slots=True)
class Wish:
    """What the print dialog asked for."""

    by: Narrowing = field(default_factory=Narrowing)
    court: str = ""
    case_number: str = ""
    prepared_by: str = ""
    role: str = ""
    impact: bool = True
    draft: bool = True
    done: bool = False  # record it as brought up to date


def covers(by: Narrowing) -> str:
    """ "1 Jan 2025 to 30 Jun 2025; Courts and legal steps"; "" for all there is."""
    if by.first and by.last:
        period = f"{short_day(by.first)} to {short_day(by.last)}"
    elif by.first or by.last:
        period = f"From {short_day(by.first)}" if by.first else f"Until {short_day(by.last or date.max)}"
    else:
        period = ""
    kinds = ", ".join(words for kind, words in KINDS.items() if kind in by.kinds)
    return "; ".join(filter(None, (period, kinds)))


def page_of(child: ChildDetail, view: ChronologyView, wish: Wish, today: date) -> Page:
    """The chronology on paper, as it was read."""
    family = len(view.children) > 1
    entries = printed(narrowed(view.entries, wish.by), whose=family)
    head = ChronologyHead(
        tuple((name, born) for _, name, born in view.children),
        wish.court, wish.case_number, wish.prepared_by, wish.role, covers(wish.by), wish.draft, wish.impact,
        view.authorities,
    )  # fmt: skip
    name = "Chronology of the family" if family else f"Chronology of {child.name}"
    page = for_reader(
        name,
        _file("chronology", child.reference, today),
        child.child_id,
        (head_only(child), entries, head),
        lambda child, entries, head: _documents().chronology_pdf(child, entries, today, head),
    )
    return replace(page, also=tuple(each for each, _, _ in view.children))


def look_up(view: ChronologyView, kind: str, record_id: str) -> str:
    """The key of the entry that a record stands in: an edit, an event or a plan."""
    for entry in view.entries:
        for part in entry.parts:
            if kind == "chronology_edit" and part.edit_id == record_id:
                return entry.key
            if kind == part.source and part.source_id.partition("/")[0] == record_id:
                return entry.key
    return ""
