"""The printed calendar: a cover, a page a month, and the list of every deadline with its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from services.documents.actionlist import action_list
from services.documents.agenda import agenda, short_list
from services.documents.dayentries import Item
from services.documents.month import month_page
from services.documents.paper import PRESS, Paper
from services.documents.pieces import Span
from services.documents.style import BODY, CELL, SMALL
from services.documents.table import Row, Table, cell, facts
from services.documents.words import (
    STATE_MEANINGS,
    STATE_WORDS,
    child_facts,
    day,
    long_date,
    month_name,
    plural,
    running,
)
from services.usecases.results import STATES, CalendarView, ChildDetail, DeadlineView

_OPEN = ("overdue", "due", "projected")
_AT_A_GLANCE = 12  # rows at most
_KEY_HEIGHT, _ROW_HEIGHT = (
    235.0,
    29.8,
)  # points: the key with its note, and the list's head; a row of it of two lines
_MONTHS_AHEAD = 13  # so far an empty month gets its page


def calendar_pdf(child: ChildDetail, calendar: CalendarView, printed: date) -> bytes:
    """A child's (or a worker's) calendar as a PDF file."""
    with PRESS:
        title = f"Calendar of deadlines: {child.name or calendar.child_name}"
        subject = f"Deadlines under {calendar.pack_title}, to {long_date(calendar.until)}"
        paper = Paper(title, subject, running(child, "Calendar of deadlines", printed), author=child.worker)
        pages, left_out = months(calendar)
        _cover(paper, child, calendar, printed, left_out)
        items = day_items(calendar)
        for month in pages:
            month_page(paper, month, items, calendar.bank_holidays, calendar.today, calendar.until)
        action_list(paper, calendar)
        agenda(paper, calendar)
        return paper.finish()


def day_items(calendar: CalendarView) -> dict[date, list[Item]]:
    """What stands in each day: deadlines that govern, and booked events; the most pressing first."""
    found: dict[date, list[Item]] = defaultdict(list)
    keys = {d.key for d in calendar.deadlines}
    for one in calendar.deadlines:
        if one.due is not None and not (one.governed_by and one.governed_by in keys):
            whose = f" ({one.child_name})" if one.child_name not in ("", calendar.child_name) else ""
            found[day(one.due)].append(Item(one.state, (one.activity or one.says) + whose, one.due))
    for event in calendar.events:
        if event.planned:
            found[day(event.at)].append(Item("booked", event.label, event.at))
    for action in calendar.actions:
        if action.by is not None and action.done is None:
            who = f" ({action.who})" if action.who else ""
            found[action.by].append(Item(action.state, f"To do: {action.what}{who}", action.by))
    order = {
        state: n
        for n, state in enumerate(
            ("overdue", "due", "booked", "projected", "late", "met", "waived", "lapsed")
        )
    }
    for items in found.values():
        items.sort(key=lambda i: (order.get(i.state, 9), _moment(i.at), i.text))
    return dict(found)


def _moment(at: date | datetime) -> datetime:
    return at if isinstance(at, datetime) else datetime.combine(at, time.min)


def months(calendar: CalendarView) -> tuple[list[date], list[tuple[date, date]]]:
    """The months that get a page (each by its first day), and the stretches of empty ones (first, last)
    that get none.

    From the month of the oldest open deadline, or of today, to the last one with something in it,
    `until` at most.
    """
    filled = {d.replace(day=1) for d in day_items(calendar)}
    now = calendar.today.replace(day=1)
    end = calendar.until.replace(day=1)
    opened = [day(d.due).replace(day=1) for d in calendar.deadlines if d.due and d.state in _OPEN]
    first = min([now, *opened])
    last = max([now, *(m for m in filled if m <= end)])
    horizon = now.year * 12 + now.month - 1 + _MONTHS_AHEAD
    pages: list[date] = []
    gaps: list[tuple[date, date]] = []
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        month = date(number // 12, number % 12 + 1, 1)
        if month in filled or (now <= month and number < horizon):
            pages.append(month)
        elif gaps and number == gaps[-1][1].year * 12 + gaps[-1][1].month:
            gaps[-1] = (gaps[-1][0], month)
        else:
            gaps.append((month, month))
    return pages, gaps


def _cover(
    paper: Paper,
    child: ChildDetail,
    calendar: CalendarView,
    printed: date,
    left_out: Sequence[tuple[date, date]],
) -> None:
    paper.title_block("Calendar of deadlines")
    version = f", {_versions(calendar)}" if calendar.pack_version else ""
    pairs = [(label, value) for label, value in child_facts(child) if label != "Authority"]
    pairs += [
        ("Authority", calendar.authority_name or child.authority_name),
        ("Standards", f"{calendar.pack_title}{version}"),
        ("Worked out for", long_date(calendar.today)),
        ("Looks ahead to", long_date(calendar.until)),
    ]
    facts(paper, pairs)
    gaps = paper.setter.lines(_gaps(left_out), SMALL, paper.width) if left_out else []
    _glance(paper, calendar, SMALL.leading * len(gaps))
    paper.lines(gaps, SMALL)
    _key(paper)


def _gaps(left_out: Sequence[tuple[date, date]]) -> str:
    """Which months have no page, the first twelve stretches of them."""
    spans = [month_name(a) if a == b else f"{month_name(a)} to {month_name(b)}" for a, b in left_out]
    more = f" and {plural(len(spans) - 12, 'other stretch', 'other stretches')}" if len(spans) > 12 else ""
    return f"Months with nothing in them have no page: {', '.join(spans[:12])}{more}."


def _versions(calendar: CalendarView) -> str:
    """The version, or all of them with the day from which each counts."""
    if len(calendar.pack_versions) < 2:
        return calendar.pack_version
    (first, _), *later = calendar.pack_versions
    return f"version {first}" + "".join(f"; from {long_date(day)} version {name}" for name, day in later)


def _glance(paper: Paper, calendar: CalendarView, below: float) -> None:
    """As much as leaves room for the key, and for what stands `below` (points)."""
    paper.heading("At a glance", bookmark="At a glance")
    if not calendar.deadlines:
        paper.text(f"Nothing is owed, and nothing falls due by {long_date(calendar.until)}.", BODY)
        return
    counts = [(s, sum(d.state == s for d in calendar.deadlines)) for s in STATES]
    told = ", ".join(f"{n} {STATE_WORDS[s].lower()}" for s, n in counts if n)
    paper.text((Span(f"{plural(len(calendar.deadlines), 'deadline')}: ", bold=True), Span(f"{told}.")), BODY)
    shown = at_a_glance(calendar.deadlines)
    if shown:
        fit = int((paper.room - _KEY_HEIGHT - below) / _ROW_HEIGHT)
        shown = shown[: max(5, min(_AT_A_GLANCE, fit))]
        short_list(paper, shown, calendar.child_name)
        count = sum(n for state, n in counts if state in _OPEN) - len(shown)
        if count:
            paper.space(3)
            paper.text(f"{plural(count, 'more open deadline')} in the list.", SMALL)


def at_a_glance(deadlines: Sequence[DeadlineView]) -> list[DeadlineView]:
    """What to know first: overdue, due, and the first projected of each standard; none that a stricter one
    covers.

    Among the projected, acts come before the paperwork of acts that are themselves still to come.
    """
    keys = {d.key for d in deadlines}
    chosen: list[DeadlineView] = []
    seen: set[tuple[str, str]] = set()
    for one in sorted((d for d in deadlines if d.state in _OPEN), key=_pressing):
        series = (one.child_id, one.standard)
        if one.governed_by in keys or (one.state == "projected" and series in seen):
            continue
        if one.state == "projected":
            seen.add(series)
        chosen.append(one)
    return chosen


def _pressing(one: DeadlineView) -> tuple[int, bool, datetime, str]:
    paperwork = one.state == "projected" and bool(one.meets_milestone)
    return (_OPEN.index(one.state), paperwork, _moment(one.due or date.max), one.standard)


def _key(paper: Paper) -> None:
    paper.heading("Key to the marks", bookmark="Key to the marks")
    table = Table(paper, (0.22, 0.78), grid=False)
    rows = [Row((cell(STATE_WORDS[s], CELL.but(bold=True), mark=s), cell(STATE_MEANINGS[s]))) for s in STATES]
    rows.append(Row((cell("Booked", CELL.but(bold=True), mark="booked"), cell("an event in the diary"))))
    table.rows(rows, together=True)
    paper.space(4)
    paper.text(
        "The month pages show the deadlines that govern; those that a stricter one covers are in the list "
        "only. "
        "Shaded days are weekends, bank holidays and closure days.",
        SMALL,
    )
