"""Selectors, conditions and durations: what can be read, and what is said of what cannot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engine.calendar import parse_duration
from services.engine.facts import Case, Event
from services.engine.packs import parse_pack
from services.engine.schedule import schedule
from services.engine.selectors import LanguageError, Test, parse_condition, parse_selector
from tests.engine.casebook import calendar, read_case, rulebook, words
from tests.engine.histories import AUTHORITIES

TestOf = Test
Test.__test__ = False  # type: ignore[attr-defined]


# --- selectors ---
@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("", []),
        ("visit", ["visit"]),
        ("visit | family_contact", ["visit", "family_contact"]),
        ("birth | turned_18", ["birth", "turned_18"]),
        ("icpc[outcome=cp_plan]", ["icpc"]),
    ],
)
def test_selectors_name_their_events(text: str, types: list[str]) -> None:
    assert [t.type for t in parse_selector(text, words())] == types


def test_a_term_is_read_whole() -> None:
    (term,) = parse_selector("visit[plan=cin/cp, seen, not failed]#3.recorded", words())
    assert (term.type, term.nth, term.milestone) == ("visit", 3, "recorded")
    assert term.tests == (
        TestOf("plan", "=", ("cin", "cp")),
        TestOf("seen"),
        TestOf("failed", negated=True),
    )


@pytest.mark.parametrize(
    ("text", "attrs", "holds"),
    [
        ("visit[seen]", {"seen": True}, True),
        ("visit[seen]", {"seen": False}, False),
        ("visit[seen]", {}, False),
        ("visit[not seen]", {}, True),
        ("visit[plan=cin/cp]", {"plan": ("cla", "cp")}, True),
        ("visit[plan=cin]", {"plan": ("cla", "cp")}, False),
        ("visit[plan!=cin]", {"plan": "cin"}, False),
        ("visit[plan!=cin]", {"plan": ("cin", "cp")}, True),
        ("visit[plan!=cin]", {}, False),
        ("contact_received[agencies_needed>=2]", {"agencies_needed": 2}, True),
        ("contact_received[agencies_needed>=2]", {"agencies_needed": 1}, False),
        ("contact_received[agencies_needed<2]", {}, False),
        ("assessment_started[not allotted]", {"allotted": "25"}, False),
        ("assessment_started[not allotted]", {}, True),
        ("strategy_discussion[attended=police, attended=health]", {"attended": ("health", "police")}, True),
        ("strategy_discussion[attended=police, attended=health]", {"attended": "police"}, False),
    ],
)
def test_tests_hold(text: str, attrs: dict[str, Any], holds: bool) -> None:
    assert parse_selector(text, words())[0].matches(attrs) is holds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("vist", "unknown event 'vist' did you mean 'visit'?"),
        ("visit |", "cannot read ''"),
        ("visit[]", "the brackets are empty"),
        ("visit[seen,]", "cannot read the test ''"),
        ("visit[sen]", "no attribute 'sen' did you mean 'seen'?"),
        ("visit[plan=cinn]", "visit.plan cannot be 'cinn': it is one of early_help"),
        ("visit[plan=cin/]", "visit.plan cannot be ''"),
        ("visit[seen=maybe]", "visit.seen is a flag"),
        ("visit[not plan=cin]", "'not' goes with a flag; write != instead"),
        ("contact_received[agencies_needed]", "is a number: compare it with one"),
        ("contact_received[agencies_needed=two]", "is a number: compare it with one"),
        ("visit.sent", "event 'visit' has no milestone 'sent'"),
        ("core_group.minute_sent", "did you mean 'minutes_sent'?"),
        ("turned_18.recorded", "no milestone 'recorded'"),
        ("turned_18[seen]", "no attribute 'seen'"),
        ("visit#0", "cannot read 'visit#0'"),
        ("visit#x", "cannot read"),
        ("Visit", "cannot read"),
        ("visit[seen", "cannot read"),
        ("visit[seen]]", "cannot read"),
        ("visit, review_conference", "cannot read"),
        ("icpc[outcome<cp_plan]", "which have no order: use = or !="),
    ],
)
def test_a_bad_selector_is_named(text: str, said: str) -> None:
    with pytest.raises(LanguageError) as bad:
        parse_selector(text, words())
    assert said in str(bad.value)


# --- conditions ---
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("open.cin", "open"),
        ("not open.looked_after", "open"),
        ("child.disabled", "fact"),
        ("not child.born", "fact"),
        ("child.age >= 16", "fact"),
        ("worker.team = assessment/disability", "fact"),
        ("placement.kind != short_breaks", "placement"),
        ("placement.intended_to_adulthood", "placement"),
        ("placement.age < 1 years", "age"),
        ("private_fostering.age >= 12 months", "age"),
        ("clock.planned_entry", "clock"),
        ("not clock.emergency", "clock"),
        ("cla_review.visit_frequency_set", "event"),
        ("allocated.team = assessment/disability", "event"),
        ("count(placement_order) = 0", "count"),
        ("count(missing_started, 90 days) >= 5", "count"),
        ("count(visit[plan=assessment, not failed], 45 working days) = 1", "count"),
        ("since(cla_review#1) >= 1 days", "since"),
        ("since(worker_started[stage=asye]) < 6 weeks", "since"),
    ],
)
def test_conditions_are_told_apart(text: str, kind: str) -> None:
    read = parse_condition(text, words())
    assert (read.kind, read.text) == (kind, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("open.cinn", "unknown episode 'cinn' did you mean 'cin'?"),
        ("child.disabeld", "unknown fact child.disabeld did you mean 'disabled'?"),
        ("child.age", "child.age is a number: compare it with one"),
        ("child.age >= old", "child.age is a number"),
        ("child.disabled = often", "child.disabled is a flag"),
        ("worker.team = assesment", "worker.team cannot be 'assesment'"),
        ("placement.kid = foster", "event 'placement_started' has no attribute 'kid'"),
        ("placement.kind = hotel", "placement_started.kind cannot be 'hotel'"),
        ("placement.age", "compare placement.age with a duration"),
        ("placement.age < 1 year", "cannot read the duration '1 year'"),
        ("not placement.kind = foster", "'not' goes with a flag; use the opposite comparison instead"),
        ("vist.seen", "unknown event 'vist'"),
        ("visit.sen", "no attribute 'sen'"),
        ("count(vist) = 0", "unknown event 'vist'"),
        ("count(visit) = many", "cannot read the condition"),
        ("count(visit)", "cannot read the condition"),
        ("count(visit, ninety days) = 0", "cannot read the duration 'ninety days'"),
        ("since(visit) > a while", "cannot read the condition"),
        ("since(visit) > 3", "cannot read the duration '3'"),
        ("the child is young", "cannot read the condition"),
        ("open.cin = true", "write open.cin alone"),
        ("child.born > banana", "child.born is a date"),
        ("child.disabled < true", "child.disabled is a flag"),
        ("placement.kind < foster", "which have no order: use = or !="),
        ("placement.age < -3 days", "leave the minus out"),
        ("since(visit) > -3 days", "leave the minus out"),
        ("count(visit, -3 days) = 0", "leave the minus out"),
        ("", "cannot read the condition ''"),
    ],
)
def test_a_bad_condition_is_named(text: str, said: str) -> None:
    with pytest.raises(LanguageError) as bad:
        parse_condition(text, words())
    assert said in str(bad.value)


# --- durations ---
@pytest.mark.parametrize(
    ("text", "parts", "sign"),
    [
        ("1 days", ((1, "days"),), 1),
        ("10 working days", ((10, "working days"),), 1),
        ("-3 working days", ((3, "working days"),), -1),
        ("15 years 9 months", ((15, "years"), (9, "months")), 1),
        ("0 days", ((0, "days"),), 1),
        ("1 terms", ((1, "terms"),), 1),
        ("90 minutes", ((90, "minutes"),), 1),
    ],
)
def test_durations(text: str, parts: tuple[tuple[int, str], ...], sign: int) -> None:
    read = parse_duration(text)
    assert (read.parts, read.sign, read.text) == (parts, sign, text)


BAD = (
    "|1 day|one days|days|3|3 fortnights|1.5 days|--3 days|3  days| 3 days|3 days 2 weeks 1 months"
    "|3 days,|3 Days|+3 days|100000 days|3 days -2 weeks"
)


@pytest.mark.parametrize("text", BAD.split("|"))
def test_a_bad_duration_is_named_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError) as bad:
        parse_duration(text)
    assert "minutes" in str(bad.value) or "years" in str(bad.value)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for read in (parse_selector, parse_condition, parse_duration):
        said = ""
        try:
            read(text, words()) if read is not parse_duration else read(text)
        except ValueError as bad:  # LanguageError is one
            said = str(bad)
        else:
            said = "read"
        assert said


def test_what_the_packs_say_is_read_and_written_back() -> None:
    for authority in AUTHORITIES:
        for s in rulebook(authority).standards:
            for length in (s.due, s.repeat):
                assert length is None or parse_duration(length.text) == length
            for c in s.when:
                assert parse_condition(c.text, words()) == c
            for selector in (s.clock, s.met_by, s.until):
                assert parse_selector(" | ".join(t.text for t in selector), words()) == selector


# --- conditions at work: one standard, one case ---
HEAD = {
    "pack.toml": 'format = 1\nid = "x"\nname = "X"\ntitle = "T"\nversion = "1"\neffective = 2024-01-01\n',
}
BASE = {
    "id": "x.a", "area": "reviews", "cite": "1", "says": "A", "kind": "deadline", "force": "must", "role": "worker",
    "clock": "significant_event", "due": "5 days", "met_by": "chronology",
}  # fmt: skip


def owed(when: list[str], events: list[dict[str, Any]], today: str = "2026-06-01", **child: Any) -> bool:
    """Whether a deadline of a significant event on 1 May 2026 is owed under those conditions."""
    row = {**BASE, "when": when}
    lines = [f"{k} = {v!r}" for k, v in row.items()]
    book = parse_pack({**HEAD, "a.toml": "[[standard]]\n" + "\n".join(lines)}, words())
    case = read_case({"child": child, "events": [*events, {"type": "significant_event", "at": "2026-05-01"}]})
    day = date.fromisoformat(today)
    return bool(schedule(book, case, day, date(2027, 6, 1), calendar()))


def ev(type_: str, at: str, **attrs: Any) -> dict[str, Any]:
    return {"type": type_, "at": at, "attrs": attrs}


@pytest.mark.parametrize(
    ("when", "events", "holds"),
    [
        ("open.cin", [ev("cin_plan_started", "2026-05-01")], True),
        ("open.cin", [ev("cin_plan_started", "2026-05-02")], False),
        ("open.cin", [ev("cin_plan_started", "2026-03-01"), ev("cin_plan_ended", "2026-05-01")], False),
        ("not open.cin", [], True),
        ("open.cin", [{"type": "cin_plan_started", "at": "2026-04-01", "planned": True}], False),
        ("placement.kind = foster", [ev("placement_started", "2026-01-01", kind="foster")], True),
        ("placement.kind != foster", [ev("placement_started", "2026-01-01")], False),
        ("placement.kind != foster", [], False),
        ("not placement.planned_ahead", [], True),
        ("placement.age < 4 weeks", [ev("placement_started", "2026-04-04")], True),
        ("placement.age < 4 weeks", [ev("placement_started", "2026-04-03")], False),
        ("placement.age >= 4 weeks", [ev("placement_started", "2026-04-03")], True),
        ("placement.age >= 4 weeks", [], False),
        ("allocated.team = mash", [ev("allocated", "2026-01-01", team="mash")], True),
        ("allocated.team = mash", [ev("allocated", "2026-01-01", team="mash"), ev("allocated", "2026-02-01")], False),
        ("allocated.team != mash", [], False),
        ("count(visit, 10 days) = 2", [ev("visit", "2026-04-21"), ev("visit", "2026-05-01")], True),
        ("count(visit, 10 days) = 1", [ev("visit", "2026-04-20"), ev("visit", "2026-05-01")], True),
        ("count(visit, 10 days) = 0", [ev("visit", "2026-05-02")], True),
        ("since(visit) <= 2 weeks", [ev("visit", "2026-04-17")], True),
        ("since(visit) <= 2 weeks", [ev("visit", "2026-04-16")], False),
        ("since(visit) > 2 weeks", [], False),
        ("count(significant_event) = 1", [], True),
        ("count(chronology) = 0", [ev("chronology", "2026-05-01")], True),
    ],
)  # fmt: skip
def test_conditions_hold(when: str, events: list[dict[str, Any]], holds: bool) -> None:
    assert owed([when], events) is holds


@pytest.mark.parametrize(
    ("when", "child", "holds"),
    [
        ("child.age >= 16", {"born": "2010-05-01"}, True),
        ("child.age >= 16", {"born": "2010-05-02"}, False),
        ("child.age >= 16", {}, False),
        ("child.age < 16", {}, False),
        ("child.age < 16", {"expected": "2026-09-01"}, False),
        ("child.born", {"born": "2026-05-01"}, True),
        ("child.born", {"expected": "2026-05-20", "born": "2026-05-20"}, False),
        ("not child.born", {"expected": "2026-09-01"}, True),
        ("child.disabled", {"disabled": True}, True),
        ("child.disabled", {}, False),
        ("not child.disabled", {}, True),
    ],
)
def test_facts_of_the_child(when: str, child: dict[str, Any], holds: bool) -> None:
    assert owed([when], [], **child) is holds


def test_all_conditions_must_hold() -> None:
    plan = ev("cin_plan_started", "2026-04-01")
    assert owed(["open.cin", "child.disabled"], [plan], disabled=True)
    assert not owed(["open.cin", "child.disabled"], [plan])
    assert not owed(["open.cin", "child.disabled"], [], disabled=True)


def test_a_made_up_pack_schedules() -> None:
    case = Case("child", {}, (Event("significant_event", date(2026, 5, 1)),))
    book = parse_pack(
        {**HEAD, "a.toml": "[[standard]]\n" + "\n".join(f"{k} = {v!r}" for k, v in BASE.items())}, words()
    )
    (found,) = schedule(book, case, date(2026, 5, 1), date(2027, 5, 1), calendar())
    assert (found.due, found.plan_by, found.state) == (date(2026, 5, 6), date(2026, 5, 6), "due")
