"""What other closure days, bank holidays or terms would do to the caseload's dates: told before they are saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.usecases import cases
from services.usecases.ages import full_name
from services.usecases.calendars import deadline_views, working_calendar
from services.usecases.casefile import year_later
from services.usecases.caseload import Report
from services.usecases.drafts import WORKER
from services.usecases.errors import Cancelled
from services.usecases.office import Office
from services.usecases.results import DeadlineView, Moment, OwnDay, OwnTerm

DUE, PLAN, STATE = "due", "plan", "state"
_OPEN = ("due", "overdue", "projected")
_DONE = ("met", "late")


@dataclass(frozen=True, slots=True)
class Move:
    """One deadline that changes: its date, only the day to plan it for, or whether it was met in time."""

    child_id: str  # "worker" for one's own calendar
    child_name: str
    standard: str
    says: str
    what: str  # DUE, PLAN or STATE
    before: Moment | None  # due before; the day to plan for where `what` is PLAN
    after: Moment | None
    state_before: str
    state_after: str


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything that would change, child by child in the order of the caseload; `children` were looked at."""

    children: int
    moves: tuple[Move, ...]

    def of(self, what: str) -> tuple[Move, ...]:
        return tuple(m for m in self.moves if m.what == what)


def effects(
    office: Office,
    days: Iterable[OwnDay],
    terms: Iterable[OwnTerm],
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Effects:
    """Compare every calendar under today's days and terms with these. Raises Cancelled once `cancelled()` says so."""
    now, before, after = office.now(), office.calendar(), working_calendar(days, terms)
    until = year_later(now.date())
    found: list[Move] = []
    with office.read() as c:
        bulk = cases.bulk(c)
        own = office.own()
        mine = cases.of_worker(c, own)
    whole = [
        (child.id, full_name(child.given, child.family_name), child.authority, cases.case_of(
            child, *(rows.get(child.id, ()) for rows in (bulk.events, bulk.agreed, bulk.waived))
        ))
        for child in bulk.children
    ]  # fmt: skip
    for done, (child_id, name, authority, case) in enumerate(
        [*whole, (WORKER, own.name, own.authority, mine)]
    ):
        if cancelled is not None and cancelled():
            raise Cancelled
        books = office.books(authority)
        was, will = (
            deadline_views(books, case, now, until, calendar, why=False) for calendar in (before, after)
        )
        found += moves(was, will, child_id, name)
        if progress is not None:
            progress(done + 1, len(whole) + 1)
    return Effects(len(whole), tuple(found))


def moves(
    before: Sequence[DeadlineView], after: Sequence[DeadlineView], child_id: str = "", name: str = ""
) -> tuple[Move, ...]:
    """What differs between two calendars of the same case, by the later date; pure."""
    was, will = _rounds(before), _rounds(after)
    found = [
        move
        for key, one in was.items()
        if (two := will.get(key)) is not None and (move := _move(one, two, child_id, name)) is not None
    ]
    return tuple(sorted(found, key=lambda m: (_day(m.after or m.before), m.standard)))


def _rounds(found: Sequence[DeadlineView]) -> dict[tuple[object, ...], DeadlineView]:
    """Each deadline by its standard, its clock and which round of it: what stays the same when dates move."""
    groups: dict[tuple[object, ...], list[DeadlineView]] = defaultdict(list)
    for d in found:
        groups[d.standard, d.clock_type, str(d.clock_at)].append(d)
    return {
        (*key, number): d
        for key, rows in groups.items()
        for number, d in enumerate(sorted(rows, key=lambda d: (_day(d.counted_from), _day(d.due))))
    }


def _move(one: DeadlineView, two: DeadlineView, child_id: str, name: str) -> Move | None:
    def made(what: str, before: Moment | None, after: Moment | None) -> Move:
        return Move(child_id, name, one.standard, one.says, what, before, after, one.state, two.state)

    if one.state in _DONE and two.state in _DONE:
        return made(STATE, one.due, two.due) if one.state != two.state else None
    if one.state not in _OPEN or two.state not in _OPEN:
        return None
    if one.due != two.due:
        return made(DUE, one.due, two.due)
    if one.plan_by != two.plan_by and one.state != "projected":
        return made(PLAN, one.plan_by, two.plan_by)
    return None


def _day(moment: Moment | None) -> date:
    return date.min if moment is None else date(moment.year, moment.month, moment.day)
