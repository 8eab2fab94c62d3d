"""Authorities side by side on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.comparison import case_comparison_pdf
from services.documents.topics import topic_table_pdf
from services.engine.facts import Case, Event
from services.engine.rulebook import Rulebook
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


TODAY = date(2026, 3, 4)


def _printed(books: Sequence[Rulebook], case: Case, until: date, child: str = "") -> str:
    found = compare_case(books, case, TODAY, until, working_calendar(), why=False)
    told = " ".join(pages(case_comparison_pdf(found, topic_table(books), child, TODAY)))
    return " ".join(told.replace("\u00a0", " ").split())


def test_three_authorities_stand_in_columns_question_by_question() -> None:
    text = _printed(BOOKS, CASE, date(2027, 3, 4), "Ayesha Hollins")
    assert "Ayesha Hollins" in text
    assert "What changes from Stoke-on-Trent" in text
    # the visit, with its day, limit and clause: 16 March in Stoke, 30 March in Westmorland and Furness, none in Oldham
    assert "Mon 16 Mar 2026" in text
    assert "Mon 30 Mar 2026 14 days later every 4 weeks s3 Standards for Visiting" in text
    assert "not owed" in text
    assert "falls away" in text
    assert "On the same day wherever it is owed: " in text  # such as the first review conference
    for book in BOOKS:
        assert book.name in text


def test_questions_of_one_heading_are_told_apart() -> None:
    meeting = Event("cin_meeting", date(2026, 3, 2), {"kind": "review"})
    case = Case("child", {"born": date(2016, 5, 4)}, (Event("cin_plan_started", date(2026, 1, 5)), meeting))
    text = _printed([BOOKS[1], BOOKS[0], BOOKS[2]], case, date(2026, 9, 1))
    assert "Child in need meeting: plan sent" in text


def test_two_authorities_make_a_hand_over() -> None:
    text = _printed(BOOKS[:2], CASE, date(2027, 3, 4))
    assert "From Stoke-on-Trent to Westmorland and Furness" in text
    assert "14 days later" in text
    assert "Due: Mon 30 Mar 2026 every 4 weeks" in text
    # the report of the conference in 15 days is still to come; recording the plan in 3 days was asked for by 2 March
    new, passed = text.index("New 4"), text.index("New, but its day has passed")
    assert new < text.index("15 days", new) < passed < text.index("Overdue: Mon 2 Mar 2026 3 days", passed)


def test_a_case_with_nothing_in_it_prints() -> None:
    empty = Case("child", {"born": date(2019, 5, 4)})
    text = _printed(BOOKS, empty, TODAY)
    assert "0 questions" in text
    assert text.count("Nothing with a date is owed here.") == len(BOOKS)
    assert "0 differences" in _printed(BOOKS[:2], empty, TODAY)


def test_what_lies_before_the_line_has_its_year() -> None:
    case = Case("child", {"born": date(2016, 5, 4)}, (Event("case_opened", date(2024, 3, 4)),))
    # Westmorland: the chronology at the opening and every 12 weeks; Stoke: at the opening
    assert "4 Mar 2024 Chronology" in _printed(BOOKS[:2], case, date(2026, 9, 1))


def test_the_topics_page_names_every_topic_under_its_part() -> None:
    table = topic_table(BOOKS)
    text = " ".join(" ".join(pages(topic_table_pdf(table, TODAY))).split())
    for row in table.rows:
        assert row.label in text
        assert row.section in text
    differ, same, alone = (
        text.index(f"{heading} Topic")
        for heading in (
            "Where the limits differ",
            "Where the limits are the same",
            "What one document alone prints",
        )
    )
    assert differ < same < alone
    # visits on a child protection plan: 10 working days in Stoke, 4 weeks in Westmorland, no figure in Oldham
    assert (
        differ
        < text.index("Routine visits on a child protection plan every 10 working days (i) every 4 weeks no")
        < same
    )
    assert "Topics that gather" not in text


def test_several_limits_of_one_document_are_explained_beneath() -> None:
    text = " ".join(" ".join(pages(topic_table_pdf(topic_table(BOOKS), TODAY))).split())
    assert "Westmorland and Furness 1 working day: The referrer hears what was decided" in text
