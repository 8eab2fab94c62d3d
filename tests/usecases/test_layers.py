"""National guidance, the authority's own standards and what was agreed: which governs, and what would pass a limit."""

from __future__ import annotations

from datetime import date

from services.engine.facts import Agreement, Case, Event
from services.engine.packs import parse_pack
from services.usecases.calendars import working_calendar
from services.usecases.layers import NATIONAL_PACK, case_layers, passing
from services.usecases.standards import library
from services.usecases.standards_results import LayerGroup
from services.usecases.vocabulary import words

NATIONAL = library().rulebook(NATIONAL_PACK)
UNTIL = date(2026, 12, 31)


def _layers(authority: str, case: Case, today: date) -> tuple[LayerGroup, ...]:
    return case_layers(NATIONAL, library().rulebook(authority), case, today, UNTIL, working_calendar())


def _of(groups: tuple[LayerGroup, ...], standard: str) -> LayerGroup:
    return next(g for g in groups if standard in [line.deadline.standard for line in g.lines])


# A strategy discussion on Monday 9 February 2026 that agreed an enquiry.
ENQUIRY = Case(
    "child",
    {"born": date(2019, 5, 4)},
    (Event("strategy_discussion", date(2026, 2, 9), {"outcome": "s47"}),),
)


def test_the_stricter_local_limit_governs_and_the_national_one_stays_beneath() -> None:
    """Tower Hamlets: 15 days, Tue 24 February. National: 15 working days, Mon 2 March."""
    group = _of(_layers("tower-hamlets", ENQUIRY, date(2026, 2, 10)), "th.icpc.15d")
    assert [(x.layer, x.deadline.standard, x.deadline.due, x.governs) for x in group.lines] == [
        ("authority", "th.icpc.15d", date(2026, 2, 24), True),
        ("national", "national.cp.icpc-15wd", date(2026, 3, 2), False),
    ]
    assert not group.flagged


def test_the_same_limit_is_the_authoritys_own() -> None:
    group = _of(_layers("stoke-on-trent", ENQUIRY, date(2026, 2, 10)), "stoke.cp.icpc")
    assert [x.layer for x in group.lines] == ["authority", "national"]
    assert {x.deadline.due for x in group.lines} == {date(2026, 3, 2)}
    assert not group.flagged


def test_a_local_reading_that_would_pass_a_national_limit_is_flagged() -> None:
    """Oldham lets 24 hours pass; the national guidance says the same day, Mon 9 February."""
    worry = Event("concern_raised", date(2026, 2, 9), {"during": "early_help_assessment"})
    case = Case("child", {"born": date(2019, 5, 4)}, (worry,))
    group = _of(_layers("oldham", case, date(2026, 2, 9)), "oldham.eh.escalate-24h")
    assert [(x.layer, x.deadline.due, x.governs, x.passes) for x in group.lines] == [
        ("national", date(2026, 2, 9), True, ""),
        ("authority", date(2026, 2, 10), False, "national.eh.refer-at-once"),
    ]
    assert group.flagged


def test_an_agreed_frequency_is_a_layer_of_its_own() -> None:
    events = (Event("icpc", date(2026, 3, 9), {"outcome": "cp_plan"}),)
    agreed = Agreement("stoke.cp.visit", "1 weeks", date(2026, 3, 9), "Team Manager", "asked for by the plan")
    case = Case("child", {"born": date(2019, 5, 4)}, events, (agreed,))
    group = _of(_layers("stoke-on-trent", case, date(2026, 3, 10)), "stoke.cp.visit")
    first = group.lines[0]
    assert (first.layer, first.deadline.due, first.governs) == ("agreed", date(2026, 3, 16), True)


def test_every_open_deadline_stands_in_exactly_one_group() -> None:
    groups = _layers("stoke-on-trent", ENQUIRY, date(2026, 2, 10))
    keys = [line.deadline.key for g in groups for line in g.lines]
    assert len(keys) == len(set(keys))
    assert all(sum(line.governs for line in g.lines) == 1 for g in groups)


def test_under_the_national_guidance_alone_there_is_one_layer() -> None:
    groups = _layers(NATIONAL_PACK, ENQUIRY, date(2026, 2, 10))
    assert {line.layer for g in groups for line in g.lines} == {"authority"}


HEAD = 'format = 1\nid = "own"\nname = "Own"\ntitle = "Own"\nversion = "1"\neffective = 2026-01-01\n'
ROW = """
[[standard]]
id = "own.icpc"
area = "child_protection"
cite = "Page 1"
says = "The conference is held within {due}"
clock = "strategy_discussion[outcome=s47]"
due = "{due}"
met_by = "icpc"
kind = "deadline"
force = "must"
role = "social worker"
topic = "icpc"
"""


def _own(due: str) -> list[tuple[str, str, bool]]:
    book = parse_pack({"pack.toml": HEAD, "own.toml": ROW.format(due=due)}, words())
    found = passing(book, NATIONAL, working_calendar())
    return [(p.standard, p.national, p.always) for p in found]


def test_the_browser_flags_a_standard_that_allows_more_time() -> None:
    assert _own("20 working days") == [("own.icpc", "national.cp.icpc-15wd", True)]
    assert _own("15 working days") == []
    assert _own("15 days") == []
    # 22 days: 15 working days are 21 days where no bank holiday lies in between, and up to 25 over Christmas
    assert _own("22 days") == [("own.icpc", "national.cp.icpc-15wd", False)]
