"""Authorities side by side on paper."""

from __future__ import annotations

from datetime import date

from services.documents.comparison import case_comparison_pdf, topic_table_pdf
from services.engine.facts import Case, Event
from services.usecases.calendars import working_calendar
from services.usecases.compare import compare_case, topic_table
from services.usecases.standards import library
from tests.documents.reading import pages

NAMES = ("stoke-on-trent", "westmorland-and-furness", "oldham")
BOOKS = [library().rulebook(name) for name in NAMES]
CASE = Case(
    "child",
    {"born": date(2019, 5, 4)},
    (
        Event("icpc", date(2026, 2, 27), {"outcome": "cp_plan"}),
        Event("visit", date(2026, 3, 2), {"plan": ("cp",), "seen": True}),
    ),
)


def test_a_childs_page_tells_every_difference() -> None:
    found = compare_case(BOOKS, CASE, date(2026, 3, 4), date(2027, 3, 4), working_calendar(), why=False)
    text = " ".join(pages(case_comparison_pdf(found, topic_table(BOOKS), "Ayesha Hollins", date(2026, 3, 4))))
    assert "Ayesha Hollins" in text
    assert "What changes from Stoke-on-Trent to Oldham" in text
    assert "14 days later" in text  # the visit: 16 March in Stoke, 30 March in Westmorland and Furness
    assert "no limit printed" in text
    assert "falls away" in text
    for lane in found.lanes:
        assert lane.name in text


def test_two_authorities_make_a_hand_over() -> None:
    found = compare_case(BOOKS[:2], CASE, date(2026, 3, 4), date(2027, 3, 4), working_calendar(), why=False)
    first = pages(case_comparison_pdf(found, topic_table(BOOKS[:2]), "", date(2026, 3, 4)))[0]
    assert "From Stoke-on-Trent to Westmorland and Furness" in first


def test_a_case_with_nothing_in_it_prints() -> None:
    empty = Case("child", {"born": date(2019, 5, 4)})
    found = compare_case(BOOKS, empty, date(2026, 3, 4), date(2026, 3, 4), working_calendar(), why=False)
    text = " ".join(pages(case_comparison_pdf(found, topic_table(BOOKS), "", date(2026, 3, 4))))
    assert "0 differences" in text


def test_the_topics_page_names_every_topic() -> None:
    table = topic_table(BOOKS)
    text = " ".join(pages(topic_table_pdf(table, date(2026, 3, 4))))
    for row in table.rows:
        assert row.label.replace("  ", " ") in text
    assert "every 10 working days" in text
