"""On whom each standard of an authority bears now: the open deadlines of the caseload, standard by standard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.usecases import cases
from services.usecases.ages import full_name
from services.usecases.calendars import deadline_views
from services.usecases.casefile import year_later
from services.usecases.caseload import Report
from services.usecases.drafts import WORKER
from services.usecases.errors import Cancelled
from services.usecases.office import Office
from services.usecases.results import Moment


@dataclass(frozen=True, slots=True)
class Bearing:
    """An open deadline of one child (or of oneself: child id "worker")."""

    child_id: str
    name: str
    key: str
    state: str  # overdue, due
    due: Moment | None


def bearing(
    office: Office,
    authority: str,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Mapping[str, tuple[Bearing, ...]]:
    """Standard → those who owe it now under this authority, the most pressing first. Raises Cancelled when told to."""
    now, calendar, books = office.now(), office.calendar(), office.books(authority)
    until = year_later(now.date())
    found: dict[str, list[Bearing]] = defaultdict(list)
    with office.read() as c:
        bulk, own = cases.bulk(c), office.own()
        mine = cases.of_worker(c, own)
    people = [
        (child.id, full_name(child.given, child.family_name), cases.case_of(
            child, *(rows.get(child.id, ()) for rows in (bulk.events, bulk.agreed, bulk.waived))
        ))
        for child in bulk.children
        if child.authority == authority
    ]  # fmt: skip
    if own.authority == authority:
        people.append((WORKER, own.name, mine))
    for done, (child_id, name, case) in enumerate(people):
        if cancelled is not None and cancelled():
            raise Cancelled
        for d in deadline_views(books, case, now, until, calendar, why=False):
            if d.state in ("overdue", "due"):
                found[d.standard].append(Bearing(child_id, name, d.key, d.state, d.due))
        if progress is not None:
            progress(done + 1, len(people))
    return {name: tuple(sorted(rows, key=_pressing)) for name, rows in found.items()}


def _pressing(row: Bearing) -> tuple[bool, bool, str, str]:
    return row.state != "overdue", row.due is None, row.due.isoformat() if row.due else "", row.name
