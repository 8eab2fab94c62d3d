"""The engine and the plain second implementation say the same of every case, published or made up.

Where the language is silent and both can be defended, the oracle follows the engine; each such reading is
named beside the code that takes it, and here:

* two openings and closings of one episode on one day: what was open closes first, else it opens first;
* an ending of the clock's own day that was earlier by the clock on the wall (or that closed the episode before)
  does not end that clock; nor does it meet it;
* what a repeat would owe from the very day on which it ended is not listed;
* a milestone of the clock's own event counts whenever it was reached, also where the event is a failed visit;
* what is recorded before a case was first opened belongs to that opening;
* a deadline met on the day from which it is waived is waived, and a waived repeat is listed once.

Not compared: provisional dates, and projections that hang on other standards' projections (`quiet` leaves only
repeats that nothing else can start, end or judge, and none whose next clock is booked). Both have properties of
their own in `test_properties`. ORACLE_EXAMPLES=2000 looks longer.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.engine.facts import Case, Moment
from services.engine.findings import PROJECTED, WAIVED
from services.engine.schedule import schedule
from services.engine.vocabulary import DERIVED
from tests.engine.casebook import books, calendar, moment, read_case, rulebook
from tests.engine.histories import AUTHORITIES, histories, horizon
from tests.engine.oracle import Row, oracle
from tests.engine.oracle_days import happened_by

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "60"))


@cache
def quiet(authority: str) -> frozenset[str]:
    """The repeats whose later dates depend on nothing that another standard may project."""
    found = set()
    for s in rulebook(authority).standards:
        asked = {t.type for t in (*s.clock, *s.until)} | {c.name for c in s.when if c.kind == "event"}
        asked |= {c.term.type for c in s.when if c.term}
        if s.when:  # where the conditions fail, somebody else's projected visit may be the next anchor
            asked |= {t.type for t in s.met_by}
        by_others = {t.type for o in rulebook(authority).standards for t in o.met_by if o is not s}
        if (
            s.repeat
            and not (asked - set(DERIVED)) & by_others
            and not any(c.kind in ("open", "age") for c in s.when)
        ):
            found.add(s.id)
    return frozenset(found)


def by_engine(authority: str, case: Case, today: Moment, until: date) -> list[Row]:
    return [
        Row(
            d.standard.id,
            d.clock.at.isoformat() if d.clock else "",
            d.counted_from.isoformat(),
            d.due.isoformat() if d.due else "",
            d.state,
            d.met_by.at.isoformat() if d.met_by else "",
            d.provisional,
        )
        for d in schedule(rulebook(authority), case, today, until, calendar())
    ]


def comparable(rows: list[Row], authority: str, case: Case) -> Counter[Row]:
    waived = {w.standard for w in case.waived}
    booked = {e.type for e in case.events if e.planned}
    loud = {s.id for s in rulebook(authority).standards if s.repeat and booked & {t.type for t in s.clock}}
    kept: Counter[Row] = Counter()
    for row in rows:
        other = row.state == PROJECTED and (row.standard not in quiet(authority) - loud or not row.clock)
        if not (row.provisional or other or (row.state == WAIVED and row.standard in waived)):
            kept[row] += 1
    return kept


def differences(authority: str, case: Case, today: Moment, until: date) -> list[str]:
    engine = comparable(by_engine(authority, case, today, until), authority, case)
    plain = comparable(oracle(rulebook(authority), case, today, until), authority, case)
    return [f"engine only: {r}" for r in sorted(engine - plain)] + [
        f"oracle only: {r}" for r in sorted(plain - engine)
    ]


@pytest.mark.parametrize("data", [pytest.param(c, id=name) for name, c in books()])
def test_every_deadline_of_a_published_example(data: dict[str, Any]) -> None:
    today = moment(data["today"])
    until = moment(data["until"]) if "until" in data else horizon(today)
    assert not differences(data["authority"], read_case(data), today, until)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_made_up_histories(authority: str) -> None:
    @settings(max_examples=max(EXAMPLES, settings().max_examples if EXAMPLES > 60 else 0))
    @given(histories(rulebook(authority)))
    def hold(seen: tuple[Case, date]) -> None:
        case, today = seen
        found = differences(authority, case, today, horizon(today))
        assert not found, "\n".join(found)

    hold()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_made_up_histories_seen_at_a_time_of_day(authority: str) -> None:
    """Deadlines to the minute turn overdue within the day."""

    @settings(max_examples=max(20, EXAMPLES // 4))
    @given(histories(rulebook(authority)), st.sampled_from((time(9, 15), time(14, 0), time(18, 30))))
    def hold(seen: tuple[Case, date], clock: time) -> None:
        case, day = seen
        now = datetime.combine(day, clock)
        events = tuple(
            replace(e, milestones={k: m for k, m in e.milestones.items() if happened_by(m, now)})
            for e in case.events
            if e.planned or happened_by(e.at, now)
        )
        found = differences(authority, replace(case, events=events), now, horizon(day))
        assert not found, "\n".join(found)

    hold()


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)))
@settings(max_examples=20)
def test_an_empty_case_owes_nothing(today: date) -> None:
    for authority in AUTHORITIES:
        assert schedule(rulebook(authority), Case(), today, horizon(today), calendar()) == ()
        assert oracle(rulebook(authority), Case(), today, horizon(today)) == []
