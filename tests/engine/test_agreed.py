"""A frequency agreed for one child: when it counts, what governs, and what agreeing again cannot undo."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.engine.schedule import schedule
from tests.engine.casebook import calendar, read_case, rulebook

# The conference of Friday 27 February 2026: a visit every 10 working days, so the first by Friday 13 March.
CONFERENCE = {"type": "icpc", "at": "2026-02-27", "attrs": {"outcome": "cp_plan"}}


def visits(today: str, agreed: list[tuple[str, str]], *seen: str) -> list[tuple[str, str]]:
    """Due days and states of the child protection visits, those to come left out."""
    data: dict[str, Any] = {
        "child": {"born": "2018-05-04"},
        "events": [CONFERENCE]
        + [{"type": "visit", "at": d, "attrs": {"plan": ["cp"], "seen": True}} for d in seen],
        "agreed": [
            {"standard": "stoke.cp.visit", "repeat": r, "from": d, "by": "a manager", "why": "worries"}
            for r, d in agreed
        ],
    }
    day = date.fromisoformat(today)
    found = schedule(rulebook("stoke-on-trent"), read_case(data), day, day, calendar())
    return [
        (d.due.isoformat() if d.due else "", d.state)
        for d in found
        if d.standard.id == "stoke.cp.visit" and d.state != "projected"
    ]


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        ([], [("2026-03-13", "overdue")]),
        ([("1 weeks", "2026-02-27")], [("2026-03-06", "overdue")]),
        ([("1 weeks", "2026-03-10")], [("2026-03-10", "overdue")]),  # never earlier than the day of agreeing
        (
            [("1 weeks", "2026-04-01")],
            [("2026-03-13", "overdue")],
        ),  # already missed: the document's day stands
        ([("4 weeks", "2026-02-27")], [("2026-03-13", "overdue")]),  # looser: the document governs
    ],
)
def test_one_agreement(agreed: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    assert visits("2026-04-10", agreed) == expected


@pytest.mark.parametrize("again", ["2026-03-09", "2026-04-01"])
def test_agreeing_again_does_not_undo_what_was_missed(again: str) -> None:
    """Weekly from the conference: missed on 6 March. Every five days agreed later gives no new day for that."""
    assert visits("2026-04-10", [("1 weeks", "2026-02-27"), ("5 days", again)]) == [("2026-03-06", "overdue")]


def test_what_is_agreed_anew_governs_from_the_next_visit_on() -> None:
    both = [("1 weeks", "2026-02-27"), ("5 days", "2026-04-01")]
    assert visits("2026-04-10", both, "2026-04-08") == [("2026-03-06", "late"), ("2026-04-13", "due")]


def test_agreed_anew_while_the_visit_was_not_yet_missed() -> None:
    """Weekly would be 6 March; on the 4th, every five days is agreed: 4 March, counted from the conference."""
    assert visits("2026-03-04", [("1 weeks", "2026-02-27"), ("5 days", "2026-03-04")]) == [
        ("2026-03-04", "due")
    ]
