"""What must hold of every schedule, whatever the case and the pack."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.engine.facts import Agreement, Case, Event, Moment, Waiver, day_of
from services.engine.findings import DUE, LAPSED, LATE, MET, OVERDUE, PROJECTED, STATES, WAIVED, Deadline
from services.engine.rulebook import Rulebook, Standard
from services.engine.schedule import schedule
from services.engine.selectors import Term, parse_selector
from services.engine.vocabulary import DERIVED
from services.usecases.wording import say_day, why
from tests.engine.casebook import calendar, rulebook
from tests.engine.histories import AUTHORITIES, event, horizon
from tests.engine.histories import histories as history
from tests.engine.oracle_days import past, working_days

packs = pytest.mark.parametrize("authority", AUTHORITIES)
Found = tuple[Deadline, ...]


def seen(authority: str, case: Case, today: Moment, until: date | None = None) -> Found:
    return schedule(rulebook(authority), case, today, until or horizon(today), calendar())


def told(d: Deadline) -> tuple[Any, ...]:
    """Everything of a deadline that somebody could notice."""
    return (d.standard.id, d.clock, d.counted_from, d.due, d.plan_by, d.state, d.met_by, d.provisional)


def on_histories(authority: str, check: Callable[[Case, date], None]) -> None:
    @given(history(rulebook(authority)))
    def run(made: tuple[Case, date]) -> None:
        check(*made)

    run()


# --- of every deadline ---
@packs
def test_every_deadline_is_sound(authority: str) -> None:
    def check(case: Case, today: date) -> None:
        for d in seen(authority, case, today):
            sound(d, today)

    on_histories(authority, check)


def sound(d: Deadline, today: date) -> None:
    assert d.state in STATES
    if d.standard.kind != "before":
        start = day_of(d.clock.at) if d.clock else day_of(d.counted_from)
        assert day_of(d.counted_from) >= start
        assert d.due is None or day_of(d.due) >= start, "never before its clock"
        assert d.plan_by is None or d.plan_by >= min(start, day_of(d.due or start))
    if d.due is not None:
        worked = working_days(day_of(d.due), 0, -1)
        assert d.plan_by is not None
        assert d.plan_by == worked or (d.plan_by >= worked and d.plan_by <= day_of(d.due))
    if d.state in (MET, LATE):
        assert d.met_by is not None
        assert d.due is None or past(d.due, d.met_by.at) is (d.state == LATE)
    elif d.state in (DUE, OVERDUE):
        assert (d.due is not None and past(d.due, today)) is (d.state == OVERDUE)
    if d.state in (DUE, OVERDUE, PROJECTED, WAIVED, LAPSED):
        assert d.met_by is None
    if d.state == PROJECTED and d.due is not None and d.standard.kind != "before":
        assert day_of(d.due) <= horizon(today)
    if d.provisional:
        assert d.standard.kind == "before"
        assert d.clock is None


@packs
def test_every_reason_names_the_due_date(authority: str) -> None:
    def check(case: Case, today: date) -> None:
        for d in seen(authority, case, today):
            said = why(d)
            assert said
            assert all(line.strip() for line in said)
            if d.due is not None:
                assert any(say_day(d.due) in line for line in said), (told(d), said)

    on_histories(authority, check)


@packs
def test_the_same_case_gives_the_same_calendar(authority: str) -> None:
    def check(case: Case, today: date) -> None:
        once = [told(d) for d in seen(authority, case, today)]
        fresh = replace(rulebook(authority), index={})
        again = schedule(fresh, case, today, horizon(today), calendar())
        assert once == [told(d) for d in again]
        assert [d.sort_key for d in again] == sorted(d.sort_key for d in again)

    on_histories(authority, check)


@packs
def test_the_order_of_events_never_matters(authority: str) -> None:
    def check(case: Case, today: date) -> None:
        events = list(case.events)
        random.Random(len(events)).shuffle(events)
        for other in (events, list(reversed(case.events))):
            shuffled = replace(case, events=tuple(other))
            assert [told(d) for d in seen(authority, case, today)] == [
                told(d) for d in seen(authority, shuffled, today)
            ]

    on_histories(authority, check)


# --- time passing ---
def truncated(case: Case, today: date) -> Case:
    """What was known on that day: later events and milestones are left out, bookings stay."""
    events = tuple(
        replace(e, milestones={k: v for k, v in e.milestones.items() if day_of(v) <= today})
        for e in case.events
        if e.planned or day_of(e.at) <= today
    )
    return replace(case, events=events)


@packs
def test_a_replay_is_the_schedule_of_what_was_known(authority: str) -> None:
    @given(history(rulebook(authority)), st.integers(0, 200))
    def run(made: tuple[Case, date], back: int) -> None:
        case, today = made
        then = today - timedelta(back)
        known = truncated(case, then)
        assume(case.facts.get("born", then) <= then)
        whole = [told(d) for d in seen(authority, replace(case, waived=(), agreed=()), then)]
        assert whole == [told(d) for d in seen(authority, replace(known, waived=(), agreed=()), then)]

    run()


@packs
def test_what_was_met_stays_met_and_overdue_stays_until_met(authority: str) -> None:
    """A day on which nothing happens turns due into overdue, and changes nothing that is settled."""

    def check(case: Case, today: date) -> None:
        assume(not any(e.planned for e in case.events))
        bare = replace(case, waived=(), agreed=())
        settled = (MET, LATE, LAPSED, OVERDUE)
        now = Counter(told(d) for d in seen(authority, bare, today) if d.state in settled and d.clock)
        later = Counter(told(d) for d in seen(authority, bare, today + timedelta(40)) if d.clock)
        assert not now - later

    on_histories(authority, check)


# --- who sees what ---
@cache
def eyes(authority: str) -> dict[str, frozenset[str]]:
    """For each standard the types of event that it can see: its own, its conditions', those of its episodes."""
    book = rulebook(authority)
    return {s.id: _eyes(s, book) for s in book.standards}


def _eyes(s: Standard, book: Rulebook) -> frozenset[str]:
    words = book.words
    types = {t.type for t in (*s.clock, *s.met_by, *s.until)}
    types |= {c.term.type for c in s.when if c.term} | {c.name for c in s.when if c.kind == "event"}
    episodes = {words.events[t].episode for t in types if t in words.events} | {"case"}
    episodes |= {c.name for c in s.when if c.kind in ("open", "age")}
    if any(c.kind == "placement" for c in s.when):
        episodes.add("placement")
    for name in episodes:
        kind = words.episodes[name]
        types |= {t.type for text in (*kind.opens, *kind.closes) for t in parse_selector(text, words)}
    return frozenset(types)


@packs
def test_an_event_moves_only_what_can_see_it(authority: str) -> None:
    words = rulebook(authority).words
    names = st.sampled_from(sorted(words.events))

    @given(history(rulebook(authority)), names, st.integers(0, 60), st.data())
    def run(made: tuple[Case, date], name: str, back: int, data: st.DataObject) -> None:
        case, today = made
        new = data.draw(event(Term(name), today - timedelta(back), today, words))
        assume(new is not None)
        more = replace(case, events=(*case.events, new))
        blind = {s for s, types in eyes(authority).items() if name not in types}

        def kept(found: Found) -> list[tuple[Any, ...]]:
            return [
                told(d)
                for d in found
                if d.standard.id in blind and d.state != PROJECTED and not d.provisional
            ]

        assert kept(seen(authority, case, today)) == kept(seen(authority, more, today))

    run()


# --- ends, waivers, agreements ---
def _plain(term: Term) -> bool:
    return not term.nth and not term.milestone and term.type not in DERIVED


@packs
def test_until_really_ends(authority: str) -> None:
    book = rulebook(authority)
    ending = [s for s in book.standards if any(_plain(t) for t in s.until)]
    if not ending:
        pytest.skip("no standard of this pack has an end")

    @given(st.sampled_from(ending), st.integers(1, 60), st.data())
    def run(s: Standard, back: int, data: st.DataObject) -> None:
        case, today = data.draw(history(book, s))
        term = data.draw(st.sampled_from([t for t in s.until if _plain(t)]))
        known = truncated(case, today - timedelta(back))
        before = tuple(e for e in known.events if not e.planned)
        ended = Case(case.subject, case.facts, (*before, satisfying(term, today)))
        for d in seen(authority, ended, today):
            if d.standard is s and d.clock and day_of(d.clock.at) < today:
                assert d.state not in (DUE, PROJECTED), told(d)

    run()


@packs
def test_a_waived_standard_owes_nothing(authority: str) -> None:
    @given(history(rulebook(authority)), st.data())
    def run(made: tuple[Case, date], data: st.DataObject) -> None:
        case, today = made
        ids = sorted({d.standard.id for d in seen(authority, case, today)})
        assume(ids)
        s = data.draw(st.sampled_from(ids))
        day = today - timedelta(data.draw(st.integers(0, 60)))
        waived = replace(case, waived=(Waiver(s, day, "a manager", "not needed"),))
        after = seen(authority, waived, today)
        assert not [told(d) for d in after if d.standard.id == s and d.state in (DUE, OVERDUE, PROJECTED)]
        free = seen(authority, replace(case, waived=()), today)
        others = [told(d) for d in free if d.standard.id != s and d.state != PROJECTED and not d.provisional]
        still = [told(d) for d in after if d.standard.id != s and d.state != PROJECTED and not d.provisional]
        assert others == still, "what is waived says nothing about other standards"

    run()


@packs
def test_a_tighter_frequency_makes_nothing_later(authority: str) -> None:
    repeats = [s for s in rulebook(authority).standards if s.repeat]
    if not repeats:
        pytest.skip("nothing of this pack repeats")
    lengths = st.sampled_from(("3 days", "1 weeks", "5 working days", "1 months", "4 months", "2 years"))

    @given(st.sampled_from(repeats), lengths, st.integers(0, 120), st.data())
    def run(s: Standard, length: str, back: int, data: st.DataObject) -> None:
        case, today = data.draw(history(rulebook(authority), s))
        printed = replace(case, agreed=(), waived=())
        agreed = Agreement(s.id, length, today - timedelta(back), "a manager", "agreed")
        rows = [
            d for d in seen(authority, printed, today) if d.standard is s and d.clock and d.state != PROJECTED
        ]
        before = {(d.clock, d.counted_from): d.due for d in rows}
        for d in seen(authority, replace(printed, agreed=(agreed,)), today):
            was = before.get((d.clock, d.counted_from)) if d.standard is s else None
            if was is not None and d.due is not None and not s.looser:
                assert day_of(d.due) <= day_of(was)
                assert d.due == was or day_of(d.due) >= min(agreed.start, day_of(was))

    run()


# --- projections ---
def satisfying(term: Term, day: date, number: int = 0) -> Event:
    """An event for which the tests of a term hold."""
    attrs: dict[str, Any] = {}
    for test in term.tests:
        if not test.op:
            if not test.negated:
                attrs[test.name] = True
        elif test.op in ("=", ">=", "<="):
            value = test.values[0]
            held = attrs.get(test.name)
            attrs[test.name] = (held, value) if held else (int(value) if value.isdigit() else value)
    milestones = {term.milestone: day} if term.milestone else {}
    return Event(term.type, day, attrs, milestones, id=str(number))


def lonely_repeats() -> list[Any]:
    """Repeats whose clock, once started, meets no condition and nothing else that could interfere."""
    return [
        pytest.param(authority, s.id, id=s.id)
        for authority in AUTHORITIES
        for s in rulebook(authority).standards
        if s.repeat and not s.when and any(t.type in rulebook(authority).words.events for t in s.clock)
    ]


@pytest.mark.parametrize(("authority", "name"), lonely_repeats())
def test_projections_agree_with_what_happens(authority: str, name: str) -> None:
    """Meet each projected repeat on its day: the same dates come back, met."""
    book = rulebook(authority)
    s = book.standard(name)
    assert s is not None
    start, until = date(2025, 3, 3), date(2027, 9, 2)
    clock = next(t for t in s.clock if t.type in book.words.events)
    events = [satisfying(clock, start, n) for n in range(max(clock.nth, 1))]
    if clock.nth > 1:  # the Nth of its kind: the others came in the weeks before
        events = [replace(e, at=start - timedelta(7 * (clock.nth - 1 - n))) for n, e in enumerate(events)]
    if len(opens := book.words.episodes[book.words.events[clock.type].episode].opens) == 1 and clock.nth:
        opener = parse_selector(opens[0], book.words)[0]
        events.append(satisfying(opener, start - timedelta(60)))
    case = Case("child", {"born": date(2015, 6, 1)}, tuple(events))
    first = [d for d in seen(authority, case, start, until) if d.standard is s]
    wanted = [d.due for d in first if d.state in (DUE, PROJECTED)]
    assert len(wanted) > 1
    meeter = next(t for t in s.met_by if not any(x.negated and x.name != "failed" for x in t.tests))
    met = tuple(satisfying(meeter, day_of(due), n) for n, due in enumerate(wanted) if due)
    found = [
        d for d in seen(authority, replace(case, events=(*events, *met)), until, until) if d.standard is s
    ]
    assert [d.due for d in found if d.state == MET and d.due in wanted] == wanted


@packs
def test_provisional_dates_count_back_from_a_deadline_of_the_meeting(authority: str) -> None:
    def check(case: Case, today: date) -> None:
        found = seen(authority, case, today)
        beyond = seen(authority, case, today, horizon(today) + timedelta(400))
        owed = [d for d in beyond if not d.provisional and d.state in (DUE, OVERDUE, PROJECTED)]
        for d in found:
            if d.provisional and d.due is not None:
                about = {t.type for t in d.standard.clock}
                dates = {o.due for o in owed if about & {t.type for t in o.standard.met_by}}
                counted = {calendar().add(x, d.standard.due) for x in dates if x}
                assert d.due in counted, told(d)
                assert d.counted_from in dates

    on_histories(authority, check)


@packs
def test_a_longer_horizon_only_adds(authority: str) -> None:
    def check(case: Case, today: date) -> None:
        short = Counter(told(d) for d in seen(authority, case, today))
        longer = Counter(told(d) for d in seen(authority, case, today, horizon(today) + timedelta(300)))
        assert not short - longer
        assert all(t[5] == PROJECTED for t in longer - short)

    on_histories(authority, check)
