"""A calendar with its reasons, and what an event would do to it before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.engine.calendar import WorkingCalendar
from services.engine.facts import Case, Event, day_of
from services.engine.findings import OPEN, PROJECTED, WAIVED, Deadline
from services.usecases import actions, cases, plans, recording
from services.usecases.ages import age_in_words, full_name, say_date
from services.usecases.calendars import bank_holidays, deadline_views, governing, key_of, view
from services.usecases.casefile import year_later
from services.usecases.checking import LAST_YEAR
from services.usecases.children import siblings, standing
from services.usecases.commands import EventDraft
from services.usecases.counting import counted, in_force
from services.usecases.drafts import WORKER
from services.usecases.errors import InvalidInput
from services.usecases.limits import limits
from services.usecases.network import child_address, network
from services.usecases.office import Office, Versions, read_days
from services.usecases.results import (
    CalendarView,
    ChildDetail,
    DeadlineView,
    Effect,
    EventView,
    OwnDay,
    Problem,
)
from services.usecases.rows import read_day, read_values

_NEW = "new"  # the id of an event that is not kept yet


def calendar(
    office: Office, child_id: str, until: date | None = None, authority: str | None = None
) -> CalendarView:
    """A child's whole calendar, under its own authority's standards or another's."""
    with office.read() as c:
        child, case = cases.of_child(c, child_id)
        events, days = recording.views(c, child_id), read_days(c)
        todo = actions.of_child(c, child_id, office.today())
    books = office.books(authority or child.authority)
    name = full_name(child.given, child.family_name)
    found = _calendar_view(office, books, case, child_id, name, events, days, until)
    return replace(found, actions=todo)


def worker_calendar(office: Office) -> CalendarView:
    """The user's own calendar: supervision, appraisal, observation."""
    own = office.own()
    with office.read() as c:
        case, events, days = cases.of_worker(c, own), recording.views(c, WORKER), read_days(c)
        todo = actions.of_child(c, WORKER, office.today())
    books = office.books(own.authority)
    found = _calendar_view(office, books, case, WORKER, own.name, events, days, None)
    return replace(found, actions=todo)


def _calendar_view(
    office: Office,
    books: Versions,
    case: Case,
    child_id: str,
    name: str,
    events: tuple[EventView, ...],
    days: tuple[OwnDay, ...],
    until: date | None,
) -> CalendarView:
    now = office.now()
    until = _horizon(until, now.date())
    found, book = deadline_views(books, case, now, until, office.calendar()), in_force(books, now.date())
    deadlines = tuple(replace(d, child_id=child_id, child_name=name) for d in found)
    return CalendarView(
        child_id=child_id,
        child_name=name,
        authority=book.id,
        authority_name=book.name,
        pack_title=book.title,
        pack_version=book.version,
        today=now.date(),
        until=until,
        deadlines=deadlines,
        events=events,
        pack_versions=tuple((b.version, b.effective) for b in books) if len(books) > 1 else (),
        bank_holidays=_holidays(deadlines, events, days, now.date(), until),
    )


def _horizon(until: date | None, today: date) -> date:
    if until is None:
        return year_later(today)
    if until < today or until.year > LAST_YEAR:
        raise InvalidInput([Problem("until", "is not a day ahead", f"from today to {LAST_YEAR}")])
    return until


def _holidays(
    deadlines: tuple[DeadlineView, ...],
    events: tuple[EventView, ...],
    days: tuple[OwnDay, ...],
    today: date,
    until: date,
) -> dict[date, str]:
    """Bank holidays and the user's own days between the first and the last date shown."""
    shown = [today, until, *(day_of(e.at) for e in events), *(day_of(d.due) for d in deadlines if d.due)]
    first, last = min(shown), max(shown)
    off = {**bank_holidays(), **{d.day: d.name for d in days}}
    return {day: off[day] for day in sorted(off) if first <= day <= last}


def effect(office: Office, draft: EventDraft, replacing: str | None = None) -> Effect:
    """What saving the event would do to the calendar of the child it is for; InvalidInput where it cannot be saved."""
    now = office.now()
    with office.read() as c:
        draft = recording.check(c, draft, now, replacing)
        if replacing:
            recording.standing(c, replacing)
        books, case = _whose(office, c, draft.child_id)
        leaves = _leaves(c, draft)
    event = Event(draft.type, draft.at, draft.attrs, draft.milestones, draft.planned, replacing or _NEW)
    return replace(_with(office, books, case, event), leaves=leaves)


def effects(office: Office, draft: EventDraft) -> tuple[Effect, ...]:
    """The same for each child for whom a new event is recorded at once, the first child's first."""
    now = office.now()
    with office.read() as c:
        drafts = recording.of_each(c, draft, now)
        names = _names(c, [one.child_id for one in drafts])
        found = []
        for one, name in zip(drafts, names, strict=True):
            event = Event(one.type, one.at, one.attrs, one.milestones, one.planned, _NEW)
            effect = _with(office, *_whose(office, c, one.child_id), event)
            found.append(replace(effect, child_name=name, leaves=_leaves(c, one)))
    return tuple(found)


def _leaves(c: Any, draft: EventDraft) -> tuple[str, ...]:
    """The plans that stay in force after the case is closed."""
    if draft.type != "case_closed" or draft.planned:
        return ()
    held = [p for p in plans.in_order(c, draft.child_id) if not p.ended and not p.draft]
    return tuple(f"{p.title} of {say_date(p.drawn_up)}" for p in held)


def _names(c: Any, child_ids: Sequence[str]) -> list[str]:
    """First names; whole ones where two are the same."""
    children = [standing(c, i) for i in child_ids]
    first = [child.given.strip() or child.family_name for child in children]
    if len(set(first)) == len(first):
        return first
    return [full_name(child.given, child.family_name) for child in children]


def would_meet(office: Office, c: Any, child_id: str, event: Event) -> tuple[DeadlineView, ...]:
    """What of the calendar an event would meet that it does not meet now; in place of one with its id, or new."""
    return _with(office, *_whose(office, c, child_id), event).meets


def _with(office: Office, books: Versions, case: Case, event: Event) -> Effect:
    """What an event would do to a case, in place of one with its id, or new."""
    others = tuple(e for e in case.events if e.id != event.id)
    after = replace(case, events=(*others, event))
    return _compare(books, case, after, event, office.now(), office.calendar())


def _whose(office: Office, c: Any, child_id: str) -> tuple[Versions, Case]:
    if child_id == WORKER:
        own = office.own()
        return office.books(own.authority), cases.of_worker(c, own)
    child, case = cases.of_child(c, child_id)
    return office.books(child.authority), case


def _compare(
    books: Versions, before: Case, after: Case, event: Event, now: datetime, days: WorkingCalendar
) -> Effect:
    until = year_later(now.date())
    was, will = (counted(books, case, now, until, days) for case in (before, after))
    asked = {key_of(d): d for d in was}  # what was asked before
    owed = {key: d for key, d in asked.items() if d.state in OPEN}
    stand = {key_of(d): d for d in will}
    meets = [d for d in will if _met_by(d, event) and not _met_by(asked.get(key_of(d)), event)]
    starts = [d for d in will if d.state in OPEN and (key_of(d) not in asked or _ahead(asked[key_of(d)]))]
    ends = [d for key, d in owed.items() if _gone(stand.get(key))]
    written = () if event.planned else limits(will, event.id, now, days)
    return Effect(_worded(meets, asked), _worded(starts, asked), _worded(ends, asked), written)


def _worded(group: list[Deadline], asked: Mapping[str, Deadline]) -> tuple[DeadlineView, ...]:
    """Each with the stricter one of the same group that the same act meets, told by what they were while open."""
    governed = governing([d if d.state in OPEN else asked.get(key_of(d), d) for d in group])
    return tuple(view(d, governed_by=governed.get(i, "")) for i, d in enumerate(group))


def _met_by(d: Deadline | None, event: Event) -> bool:
    return d is not None and d.met_by is not None and d.met_by.id == event.id


def _ahead(d: Deadline) -> bool:
    return d.state == PROJECTED


def _gone(d: Deadline | None) -> bool:
    """Whether a deadline that was owed is owed no longer, though nothing met it."""
    return d is None or (d.met_by is None and d.state not in (*OPEN, WAIVED))


def detail(office: Office, child_id: str) -> ChildDetail:
    """The head of a child's record."""
    now, own = office.now(), office.own()
    today = now.date()
    with office.read() as c:
        child, case = cases.of_child(c, child_id)
        kin, around = siblings(c, child, today), network(c, child_id)
    born, expected = read_day(child.born), read_day(child.expected)
    seen, alone = cases.last_seen(case.events, now)
    return ChildDetail(
        child_id=child_id,
        name=full_name(child.given, child.family_name),
        given=child.given,
        family_name=child.family_name,
        known_as=child.known_as,
        pronouns=child.pronouns,
        born=born,
        expected=expected,
        age=age_in_words(born, expected, today),
        facts=read_values(child.facts),
        authority=child.authority,
        authority_name=office.book(child.authority).name,
        worker=child.worker,
        reference=child.reference,
        family=child.family or "",
        address=child_address(child.address, around),
        languages=child.languages,
        note=child.note,
        episodes=cases.episodes(case, now, office.calendar()),
        siblings=kin,
        network=around,
        last_seen=seen,
        last_seen_alone=alone,
        worker_telephone=own.settings.get("telephone", "") if own.name == child.worker else "",
    )
