"""Working calendars, and the engine's deadlines worded for people."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache

from services.engine.calendar import FIRST_YEAR, Term, WorkingCalendar, parse_duration
from services.engine.facts import Case, Event, Moment
from services.engine.findings import DUE, OVERDUE, PROJECTED, Deadline
from services.engine.rulebook import Rulebook
from services.engine.selectors import Term as SelectorTerm
from services.usecases.counting import Books, as_books, book_of, counted, version_of
from services.usecases.phrasing import gap
from services.usecases.results import DeadlineView, OwnDay, OwnTerm, Value
from services.usecases.vocabulary import (
    RESOURCES,
    area_label,
    describe_tests,
    event_label,
    milestone_label,
    words,
)
from services.usecases.wording import say_day, say_version
from services.usecases.wording import why as reasons_in_words

LAST_KNOWN = 2100  # the `holidays` package computes England's rules to this year


@cache
def bank_holidays() -> dict[date, str]:
    """England's bank holidays from 1970 to 2100, by rule, with the one-off days known so far."""
    import holidays

    found = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_KNOWN + 1))
    return {day: str(name) for day, name in found.items()}


@cache
def bank_holidays_good_until() -> date:
    """The last day for which one-off bank holidays are likely to be known to this version."""
    found: date = tomllib.loads((RESOURCES / "bank-holidays.toml").read_text("utf-8"))["good_until"]
    return found


def working_calendar(own_days: Iterable[OwnDay] = (), own_terms: Iterable[OwnTerm] = ()) -> WorkingCalendar:
    """The calendar with the user's closure days, one-off holidays and term dates on top; cached."""
    return _calendar(tuple(own_days), tuple(own_terms))


@lru_cache(maxsize=16)
def _calendar(own_days: tuple[OwnDay, ...], own_terms: tuple[OwnTerm, ...]) -> WorkingCalendar:
    off = dict(bank_holidays())
    off.update({d.day: d.name or "closure day" for d in own_days})
    return WorkingCalendar(off, [Term(t.start, t.end, t.name) for t in own_terms])


def deadline_views(
    books: Books,
    case: Case,
    today: Moment,
    until: date,
    calendar: WorkingCalendar,
    *,
    show_all: bool = False,
    why: bool = True,
) -> tuple[DeadlineView, ...]:
    """The whole calendar of a case under one version of an authority's standards or all of them, worded.

    Without `show_all`, old met and late entries are left out.

    `why=False` leaves the explanations out (a caseload needs only the dates).
    """
    versions = as_books(books)
    found = counted(versions, case, today, until, calendar)
    shown = found if show_all else recent(found, today)
    governed = governing(shown)
    return tuple(
        view(d, why=why, governed_by=governed.get(i, ""), versions=versions) for i, d in enumerate(shown)
    )


def recent(found: Sequence[Deadline], today: Moment) -> tuple[Deadline, ...]:
    """Without the met and late deadlines that fell due more than a year ago."""
    day = today.date() if hasattr(today, "date") else today
    try:
        edge = day.replace(year=day.year - 1)
    except ValueError:
        edge = date(day.year - 1, 2, 28)
    first = edge.isoformat()
    return tuple(
        d for d in found if d.state not in ("met", "late") or (d.due or d.counted_from).isoformat() >= first
    )


def key_of(d: Deadline) -> str:
    return f"{d.standard.id}|{d.counted_from.isoformat()}|{d.due.isoformat() if d.due else ''}"


def view(
    d: Deadline, *, why: bool = True, governed_by: str = "", versions: Sequence[Rulebook] = ()
) -> DeadlineView:
    """One deadline of the engine as screens and documents show it; with `versions`, under which it was counted."""
    s = d.standard
    act = s.met_by[0]
    clock_label = event_label(d.clock.type) if d.clock else None
    if d.clock and d.clock.milestone:
        clock_label = f"{clock_label}: {milestone_label(d.clock.milestone)}"
    met_label = event_label(d.met_by.type) if d.met_by else None
    if d.met_by and d.met_by.milestone:
        met_label = f"{met_label}: {milestone_label(d.met_by.milestone)}"
    return DeadlineView(
        key=key_of(d),
        standard=s.id,
        says=s.says,
        cite=s.cite,
        force=s.force,
        role=s.role,
        area=s.area,
        area_label=area_label(s.area),
        due=d.due,
        plan_by=d.plan_by,
        state=d.state,
        clock_type=d.clock.type if d.clock else None,
        clock_label=clock_label,
        clock_at=d.clock.at if d.clock else None,
        counted_from=d.counted_from,
        met_label=met_label,
        met_at=d.met_by.at if d.met_by else None,
        provisional=d.provisional,
        activity=_activity(act),
        meets_type=act.type if act.type in words().events else "",
        meets_attrs=asked_attrs(act),
        meets_milestone=act.milestone,
        reading=s.reading,
        note=s.note,
        why=(*reasons_in_words(d), *version_reasons(d, versions)) if why else (),
        governed_by=governed_by,
        agreed=_agreed(d),
        version=version_of(d),
        repeats=s.repeat is not None,
    )


def version_reasons(d: Deadline, versions: Sequence[Rulebook]) -> tuple[str, ...]:
    """Under which version it was counted, where there are several; what the first of them settled stays as it was."""
    place = next((i for i, b in enumerate(versions) if b is book_of(d)), 0)
    if place:
        return (say_version(versions[place].version, versions[place].effective),)
    if len(versions) > 1 and d.state in (DUE, PROJECTED):
        return (say_version(versions[0].version, versions[1].effective, versions[1].version),)
    return ()


def _agreed(d: Deadline) -> str:
    """How often, from when, by whom and why, where an agreed frequency governs this deadline."""
    found = d.trace.agreed if d.trace is not None else None
    if found is None:
        return ""
    every = gap(parse_duration(found.repeat))
    return f"every {every} from {say_day(found.start)}, agreed by {found.by}: {found.why}"


def _activity(term: SelectorTerm) -> str:
    said = event_label(term.type)
    if term.milestone:
        said += f": {milestone_label(term.milestone)}"
    tests = describe_tests([t for t in term.tests if not t.negated])
    return f"{said} ({tests})" if tests else said


def asked_attrs(term: SelectorTerm) -> dict[str, Value]:
    """The attributes that an event needs in order to match a term: flags set, the first of several values."""
    found: dict[str, Value] = {}
    for test in term.tests:
        if not test.op and not test.negated:
            found[test.name] = True
        elif test.op == "=":
            before = found.get(test.name, ())
            held = before if isinstance(before, tuple) else (str(before),)
            value = test.values[0]
            found[test.name] = (*held, value) if held else value
    return found


def governing(found: Sequence[Deadline]) -> dict[int, str]:
    """For each deadline that a stricter one governs (by position): the key of the stricter one.

    A governs B when the act that meets A would meet B too and comes due between B's anchor and B's due date.
    """
    ahead = [
        (i, d)
        for i, d in enumerate(found)
        if d.due
        and d.state in (DUE, OVERDUE, PROJECTED)
        and d.standard.kind != "before"
        and not d.standard.met_by[0].milestone
    ]
    out: dict[int, str] = {}
    by_type: dict[str, list[tuple[int, Deadline]]] = {}
    for i, d in ahead:
        by_type.setdefault(d.standard.met_by[0].type, []).append((i, d))
    for rows in by_type.values():
        rows.sort(key=lambda r: (_day(r[1].due), r[1].standard.id))
        for place, (i, later) in enumerate(rows):
            for j, sooner in rows[:place]:
                if j not in out and _covers(sooner, later):
                    out[i] = key_of(sooner)
                    break
    return out


def _day(moment: Moment | None) -> int:
    return moment.toordinal() if moment else 0


def _covers(sooner: Deadline, later: Deadline) -> bool:
    if sooner.standard.id == later.standard.id or _day(later.counted_from) > _day(sooner.due):
        return False
    if later.state != PROJECTED and sooner.state == PROJECTED:
        return False
    act = asked_attrs(sooner.standard.met_by[0])
    return any(
        t.type == sooner.standard.met_by[0].type and not t.milestone and t.matches(act)
        for t in later.standard.met_by
    )


def would_meet(before: Sequence[Deadline], after: Sequence[Deadline], event: Event) -> list[Deadline]:
    """Deadlines of `after` that this event meets and that were open in `before`."""
    open_keys = {key_of(d) for d in before if d.state in (DUE, OVERDUE, PROJECTED)}
    return [d for d in after if d.met_by and key_of(d) in open_keys and d.met_by.id == event.id]
