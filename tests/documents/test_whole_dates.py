"""No date and no telephone number is broken over two lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.documents import calendar_pdf, chronology_pdf, plan_pdf
from services.documents.style import CELL, Style
from services.documents.typeset import Typesetter
from services.usecases.results import ActionItem, ChronologyEntry

from .reading import pages, reader
from .samples import TODAY, make_calendar, make_plan

WIDEST = date(2026, 9, 30)  # Wed 30 Sep 2026: no shorter than any other


def _lines(text: str, width: float, style: Style = CELL) -> list[str]:
    return [
        "".join(piece.text for _, piece in line.pieces).replace("\u00a0", " ")
        for line in Typesetter().lines(text, style, width)
    ]


@pytest.mark.parametrize("whole", ["Wed 25 Nov 2026", "30 September 2026", "3 May", "01632 960320"])
def test_in_prose_a_date_or_number_stays_whole_at_any_width(whole):
    text = f"Recorded by Bryony Tansley ({whole}); once more on {whole}."
    for width in range(95, 300, 3):
        assert sum(line.count(whole) for line in _lines(text, width)) == 2, width


def test_days_with_strokes_stay_whole():
    for width in range(60, 200, 3):
        assert any("25/11/2026" in line for line in _lines("Seen on 25/11/2026, at school", width))


def test_where_the_column_is_narrower_than_a_date_it_turns_between_its_words():
    assert _lines("Wed 25 Nov 2026", 40) == ["Wed 25 ", "Nov 2026"]


def _whole(data: bytes, words: str) -> int:
    lines = [
        line.replace("\u00a0", " ") for page in reader(data).pages for line in page.extract_text().split("\n")
    ]
    return sum(line.count(words) for line in lines)


def test_a_plans_dates_stand_on_one_line(child):
    plan = make_plan()
    actions = [tuple(replace(a, by=WIDEST, done=None) for a in o.actions) for o in plan.outcomes]
    outcomes = tuple(replace(o, actions=a) for o, a in zip(plan.outcomes, actions, strict=True))
    data = plan_pdf(
        child, replace(plan, outcomes=outcomes, signatures=(("Ada", "Mother", WIDEST),) * 3), TODAY
    )
    assert _whole(data, "Wed 30 Sep 2026") == 20
    assert _whole(data, "30 September 2026") == 3


@pytest.mark.parametrize("weighed", ["", "A pattern"])
def test_a_chronologys_dates_stand_on_one_line_and_an_empty_column_is_left_out(child, weighed):
    source = "Recorded by Bryony Tansley, 30 Sep 2026"
    entries = [ChronologyEntry(n, WIDEST, "Visit", source, weighed) for n in range(1, 13)]
    data = chronology_pdf(child, entries, TODAY)
    assert _whole(data, "30 Sep 2026") == 24
    assert ("Impact on the child" in " ".join(pages(data))) is bool(weighed)


def test_the_dates_of_a_list_of_actions_stand_on_one_line(child):
    actions = tuple(
        ActionItem(f"a{n}", "c1", "Ada", f"Ring the clinic {n}", "Siân", WIDEST, None, "open", "own", "", "")
        for n in range(8)
    )
    data = calendar_pdf(child, replace(make_calendar(), actions=actions), TODAY)
    assert _whole(data, "Wed 30 Sep 2026") == 8
