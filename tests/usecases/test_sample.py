"""The sample caseload is whole and alive on whatever day it is opened."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from services.engine.facts import Agreement, Case, Event, Waiver, day_of
from services.engine.findings import STATES, Deadline
from services.engine.schedule import schedule
from services.usecases import sample, samplefiles
from services.usecases.calendars import working_calendar
from services.usecases.casefile import year_later
from services.usecases.errors import Cancelled
from services.usecases.sampledates import Dates
from services.usecases.samplefiles import WORKER, Sample
from services.usecases.standards import ORDER, library

AUTHORITIES = {*ORDER}
NEEDS_A_PLAN = {"cin", "cp", "early_help"}
HARD_DAYS = [
    *(date(year, 1, 1) for year in range(2024, 2029)),
    *(date(year, 8, 31) for year in range(2024, 2029)),
    *(date(year, 12, 24) for year in range(2024, 2029)),
    *(date(2024, 2, 29), date(2028, 2, 29)),
    *(
        date(2024, 3, 29),
        date(2025, 4, 18),
        date(2026, 4, 3),
        date(2027, 3, 26),
        date(2028, 4, 14),
    ),  # Good Friday
    *(date(2026, 12, 25), date(2026, 6, 25), date(2026, 6, 26), date(2027, 5, 2), date(2025, 7, 22)),
]
EVERY_STATE = [day for day in HARD_DAYS if day.year in (2024, 2026, 2028)]


@cache
def read(today: date) -> Sample:
    return samplefiles.read(today)


def cases(found: Sample) -> dict[str, tuple[str, Case]]:
    """The sample as the engine's cases: key → (authority, case)."""
    made = {
        key: (form.authority, _case(found, key, "child", dict(form.facts) | _birth(form)))
        for key, form in found.children.items()
    }
    facts = {"role": found.own.role, **found.own.settings}
    return {**made, WORKER: (found.own.authority, _case(found, WORKER, "worker", facts))}


def _birth(form) -> dict[str, date]:
    return {name: day for name, day in (("born", form.born), ("expected", form.expected)) if day}


def _case(found: Sample, key: str, subject: str, facts) -> Case:
    drafts = (e.draft for e in found.events if key == e.draft.child_id or key in e.draft.also_for)
    return Case(
        subject,
        facts,
        tuple(Event(d.type, d.at, d.attrs, d.milestones, d.planned) for d in drafts),
        tuple(
            Agreement(a.standard, a.repeat, a.start, a.by, a.why) for a in found.agreed if a.child_id == key
        ),
        tuple(Waiver(w.standard, w.at, w.by, w.why) for w in found.waived if w.child_id == key),
    )


def deadlines(today: date) -> dict[str, tuple[Deadline, ...]]:
    return {
        key: schedule(library().rulebook(authority), case, today, year_later(today), working_calendar())
        for key, (authority, case) in cases(read(today)).items()
    }


def test_fourteen_children_in_six_families_under_five_authorities() -> None:
    found = read(date(2026, 3, 20))
    assert len(found.children) == 14
    assert len({form.family for form in found.children.values()}) == 6
    assert {form.authority for form in found.children.values()} == AUTHORITIES


def test_every_pathway_is_there() -> None:
    found = read(date(2026, 3, 20))
    types = {e.draft.type for e in found.events}
    kinds = {e.draft.attrs.get("kind") for e in found.events if e.draft.type == "placement_started"}
    assert types >= {
        *("early_help_started", "assessment_started", "cin_plan_started", "icpc", "became_looked_after"),
        *("private_fostering_notified", "short_breaks_started", "sentenced", "leaving_care_started"),
        *("missing_started", "exploitation_level", "pre_proceedings_meeting"),
    }
    assert kinds >= {"parents_care_order", "connected_person_temporary", "long_term", "foster", "custody"}
    assert any(form.expected for form in found.children.values())
    assert any(form.facts.get("disabled") for form in found.children.values())
    entered = sorted(e.draft.at.date() for e in found.events if e.draft.type == "became_looked_after")
    ages = [(date(2026, 3, 20) - day).days for day in entered]
    assert ages[0] > 730 and any(100 < age < 365 for age in ages) and ages[-1] < 30


@pytest.mark.parametrize("today", HARD_DAYS, ids=str)
def test_nothing_that_has_happened_lies_after_today(today: date) -> None:
    for event in read(today).events:
        for draft in filter(None, (event.draft, event.before)):
            assert draft.planned == (day_of(draft.at) >= today) or day_of(draft.at) == today, draft.type
            assert all(day_of(moment) <= today for moment in draft.milestones.values()), draft.type
            assert not (draft.planned and draft.notes), draft.type


@pytest.mark.parametrize("today", HARD_DAYS, ids=str)
def test_little_is_overdue_and_every_child_has_something_to_come(today: date) -> None:
    found = deadlines(today)
    overdue = Counter({key: sum(d.state == "overdue" for d in rows) for key, rows in found.items()})
    assert 2 <= overdue.total() <= 12 and max(overdue.values()) <= 3, overdue
    for key, rows in found.items():
        assert any(d.state in ("due", "projected") for d in rows), key
        late = [d for d in rows if d.state == "overdue" and d.due and (today - day_of(d.due)).days > 70]
        assert not late, (key, late[0].standard.id)


@pytest.mark.parametrize("today", EVERY_STATE, ids=str)
def test_every_state_is_there(today: date) -> None:
    seen = {d.state for rows in deadlines(today).values() for d in rows}
    assert seen == set(STATES)


@pytest.mark.parametrize(
    "today", [date(2026, 12, 20), date(2027, 1, 6), date(2027, 6, 1), date(2026, 11, 25)]
)
def test_the_conference_is_kept_near_a_christmas(today: date) -> None:
    (conference,) = (e.draft.at for e in read(today).events if e.draft.type == "icpc")
    christmas = date(2026, 12, 25)
    days = (christmas - conference.date()).days
    assert conference.date() < today
    # eight working days before it, once that day has passed
    assert days in range(8, 16) or today < date(2026, 12, 16)


def test_names_are_of_all_kinds() -> None:
    found = read(date(2026, 3, 20))
    said = " ".join(f"{f.given} {f.family_name}" for f in found.children.values())
    said += " ".join(p.name + p.note for p in found.people)
    assert all(letter in said.lower() for letter in "łżŵŷáọ")
    assert re.search(r"[\u0600-\u06ff]{3}", said)


def test_who_needs_a_plan_has_one_and_everybody_has_a_summary_and_people() -> None:
    found = read(date(2026, 3, 20))
    planned = {plan.child_id for plan in found.plans}
    for key in found.children:
        started = {e.draft.type for e in found.events if key in (e.draft.child_id, *e.draft.also_for)}
        if started & {"cin_plan_started", "icpc", "early_help_started"}:
            assert key in planned, key
        assert [p for p in found.people if p.child_id == key], key
        assert any(s.child_id == key for s in found.summaries), key
    assert all(plan.outcomes and all(o.actions for o in plan.outcomes) for plan in found.plans)


def test_something_is_amended_agreed_waived_and_booked() -> None:
    found = read(date(2026, 3, 20))
    assert any(e.before and e.why for e in found.events)
    assert found.agreed and found.waived
    booked = {key for e in found.events if e.draft.planned for key in (e.draft.child_id, *e.draft.also_for)}
    assert booked >= {*found.children, WORKER}


def test_a_desk_takes_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the ordinary commands, into a store of which nothing is left and in which nothing can be read."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    today = date(2028, 2, 29)
    with sample.throwaway(today, lambda: datetime(2026, 3, 20, 14, 5)) as desk:
        assert desk.today() == today
        assert desk.can_undo() == ""
        rows = {row.name: row for row in desk.caseload()}
        assert len(rows) == 14
        beca = rows["Beca Hughes"].child_id
        amended = [e for e in desk.calendar(beca).events if e.amended]
        assert len(amended) == 1 and len(desk.history(amended[0].id)) == 2
        recorded = [e for e in desk.calendar(beca).events if not e.planned]
        assert len({e.recorded_at.date() for e in recorded}) > 5
        assert desk.worker_calendar().deadlines
        written = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert written
        for path in written:
            held = path.read_bytes()
            assert b"Hughes" not in held and b"SQLite format" not in held, path.name
    assert not list(tmp_path.iterdir())


def test_filling_tells_how_far_it_is_and_leaves_nothing_when_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        with sample.throwaway(
            date(2026, 3, 20), report=lambda *far: told.append(far), cancelled=lambda: len(told) >= 20
        ):
            raise AssertionError("it was to be stopped")
    assert [done for done, _ in told] == list(range(20))
    assert len({total for _, total in told}) == 1 and told[0][1] > 200
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-12 working days", date(2026, 3, 4)),
        ("-3 weeks 14:00", datetime(2026, 2, 27, 14, 0)),
        ("today", date(2026, 3, 20)),
        ("+1 days", date(2026, 3, 23)),
        ("+1 days any day", date(2026, 3, 21)),
        ("-2 days 22:10 any day", datetime(2026, 3, 18, 22, 10)),
        ("next christmas -1 working days", date(2026, 12, 24)),
        ("last christmas", date(2025, 12, 24)),
        ("meeting +10 working days 10:00", datetime(2026, 3, 23, 10, 0)),
        ("meeting +4 weeks, else -1 weeks", date(2026, 3, 9)),
        ("meeting +6 weeks, else -1 weeks", date(2026, 3, 13)),
        ("-11 weeks +1 days 06:40 any day", datetime(2026, 1, 3, 6, 40)),
    ],
)
def test_the_way_dates_are_written(text: str, expected: date | datetime) -> None:
    dates = Dates(date(2026, 3, 20), working_calendar())
    dates.named["meeting"] = date(2026, 3, 9) if "working" in text else date(2026, 2, 9)
    assert dates.moment(text) == expected


@pytest.mark.parametrize("text", ["soon", "-3 fortnights", "unknown +2 days", "-3 days 25:00"])
def test_a_date_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(ValueError):
        Dates(date(2026, 3, 20), working_calendar()).moment(text)


def test_ages_hold_on_a_leap_day() -> None:
    dates = Dates(date(2028, 2, 29), working_calendar())
    assert dates.born("age 15 years 8 months") == date(2012, 6, 29)
    assert dates.born("age 3 years") == date(2025, 2, 28)
    assert dates.from_day("+2 working days", date(2028, 2, 25)) == date(2028, 2, 29)
    assert dates.working(date(2027, 12, 25)) == date(2027, 12, 24)
    assert dates.today - timedelta(days=1) == date(2028, 2, 28)
