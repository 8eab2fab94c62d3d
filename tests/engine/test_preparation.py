"""What has to be ready before a meeting: for one that is booked, and for those after it that are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.engine.schedule import schedule
from tests.engine.casebook import calendar, read_case, rulebook

LOOKED_AFTER = {"type": "became_looked_after", "at": "2026-01-05", "attrs": {"reason": "section_20"}}
FIRST = {"type": "cla_review", "at": "2026-01-28"}
CONFERENCE = {"type": "icpc", "at": "2026-02-27", "attrs": {"outcome": "cp_plan"}}


def booked(kind: str, at: str, **attrs: str) -> dict[str, Any]:
    return {"type": kind, "at": at, "planned": True, "attrs": attrs}


@pytest.mark.parametrize(
    ("authority", "standard", "today", "events", "expected"),
    [
        # The second review is due by 28 April and booked late, for 10 June; six months on is 10 December. Papers
        # three days before each: 25 January, 7 June, 7 December.
        (
            "stoke-on-trent",
            "stoke.review.documents-iro-3-days",
            "2026-03-20",
            [LOOKED_AFTER, FIRST, booked("cla_review", "2026-06-10")],
            ["2026-01-25", "2026-06-07", "2026-12-07"],
        ),
        # The same once the booked day is past and nothing was recorded.
        (
            "stoke-on-trent",
            "stoke.review.documents-iro-3-days",
            "2026-09-20",
            [LOOKED_AFTER, FIRST, booked("cla_review", "2026-06-10")],
            ["2026-01-25", "2026-06-07", "2026-12-07"],
        ),
        # Second review booked for 20 April, so the third by 20 October.
        (
            "oldham",
            "oldham.cla.cpm-before-review",
            "2026-02-10",
            [LOOKED_AFTER, FIRST, booked("cla_review", "2026-04-20")],
            ["2026-01-28", "2026-04-20", "2026-10-20"],
        ),
        # First review conference due by 27 May, booked for 10 June: the next by 10 December. Five working days before.
        (
            "westmorland-and-furness",
            "wf.cp.report-shared-review",
            "2026-03-20",
            [CONFERENCE, booked("review_conference", "2026-06-10")],
            ["2026-06-03", "2026-12-03"],
        ),
    ],
)
def test_the_meeting_after_the_one_that_is_booked_is_prepared_for_too(
    authority: str, standard: str, today: str, events: list[dict[str, Any]], expected: list[str]
) -> None:
    case = read_case({"child": {"born": "2015-09-01"}, "events": events})
    found = schedule(rulebook(authority), case, date.fromisoformat(today), date(2026, 12, 31), calendar())
    assert [str(d.due) for d in found if d.standard.id == standard] == expected
