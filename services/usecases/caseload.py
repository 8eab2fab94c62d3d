"""The caseload: every child's next deadline and what is overdue, read in bulk and computed child by child."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from services.engine.calendar import WorkingCalendar
from services.engine.facts import day_of
from services.engine.rulebook import Rulebook
from services.usecases import cases
from services.usecases.ages import age_in_words, full_name
from services.usecases.calendars import deadline_views
from services.usecases.casefile import year_later
from services.usecases.counting import in_force
from services.usecases.errors import Cancelled
from services.usecases.office import Office
from services.usecases.results import CaseloadRow, DeadlineView
from services.usecases.rows import read_day

Report = Callable[[int, int], None]


class _Kept(NamedTuple):
    """A row and everything that it was computed from."""

    source: tuple[Any, ...]
    calendar: WorkingCalendar
    books: tuple[Rulebook, ...]  # the versions of the standards
    day: date
    by_minute: bool  # a deadline to the minute: the row is true for its minute only
    minute: datetime
    row: CaseloadRow


class Caseload:
    """Computes the rows; those whose record has not changed since are taken as they were."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}

    def rows(self, progress: Report | None, cancelled: Callable[[], bool] | None) -> tuple[CaseloadRow, ...]:
        """One row a child, by family name. `progress(done, total)`; `cancelled()` is asked before each child."""
        office, now = self._office, self._office.now()
        with office.read() as c:
            bulk = cases.bulk(c)
        found, total = [], len(bulk.children)
        for done, child in enumerate(bulk.children):
            if cancelled is not None and cancelled():
                raise Cancelled
            source = (
                tuple(child),
                *(tuple(rows.get(child.id, ())) for rows in (bulk.events, bulk.agreed, bulk.waived)),
            )
            found.append(self._row(child, source, now))
            if progress is not None:
                progress(done + 1, total)
        with self._lock:
            standing = {child.id for child in bulk.children}
            self._kept = {i: k for i, k in self._kept.items() if i in standing}
        return tuple(found)

    def _row(self, child: Any, source: tuple[Any, ...], now: datetime) -> CaseloadRow:
        calendar, books = self._office.calendar(), self._office.books(child.authority)
        with self._lock:
            kept = self._kept.get(child.id)
        same = kept and kept.source == source and kept.calendar is calendar and kept.day == now.date()
        if kept and same and kept.books == books:
            if not kept.by_minute or kept.minute == now:
                return kept.row
        row, by_minute = _compute(self._office, child, source, now)
        with self._lock:
            self._kept[child.id] = _Kept(source, calendar, books, now.date(), by_minute, now, row)
        return row


def _compute(office: Office, child: Any, source: tuple[Any, ...], now: datetime) -> tuple[CaseloadRow, bool]:
    """The row, and whether anything in it depends on the minute."""
    case = cases.case_of(child, *source[1:])
    books, calendar, today = office.books(child.authority), office.calendar(), now.date()
    found = deadline_views(books, case, now, year_later(today), calendar, why=False)
    coming = next_of(found)
    seen, alone = cases.last_seen(case.events, now)
    born, expected = read_day(child.born), read_day(child.expected)
    row = CaseloadRow(
        child_id=child.id,
        name=full_name(child.given, child.family_name),
        born=born,
        expected=expected,
        age=age_in_words(born, expected, today),
        plans=cases.plans_open(cases.episodes(case, now, calendar)),
        authority=child.authority,
        authority_name=in_force(books, today).name,
        worker=child.worker,
        family=child.family or "",
        last_seen=seen,
        last_seen_alone=alone,
        next_due=coming.due if coming else None,
        next_says=coming.says if coming else "",
        next_state=coming.state if coming else "",
        overdue=sum(d.state == "overdue" and not d.governed_by for d in found),
        next_key=coming.key if coming else "",
    )
    return row, any(isinstance(d.due, datetime) for d in found if d.state in ("due", "projected"))


def next_of(found: Sequence[DeadlineView]) -> DeadlineView | None:
    """What to turn to next: the oldest overdue, else the earliest due, else the earliest projected.

    What a stricter deadline governs is passed over.
    """
    free = [d for d in found if d.due and not d.governed_by]
    for state in ("overdue", "due", "projected"):
        if here := [d for d in free if d.state == state]:
            return min(here, key=_when)
    return None


def _when(d: DeadlineView) -> tuple[date, str, str]:
    """By day, then by minute: what is due by a time of that day comes before what is due by its end."""
    assert d.due is not None
    return day_of(d.due), f"{d.due:%H:%M}" if isinstance(d.due, datetime) else "24:00", d.standard
