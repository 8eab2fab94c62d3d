"""A chronology for court and of a family, read back."""

from __future__ import annotations

from datetime import date, datetime

from services.documents import chronology_pdf
from services.usecases.chronicle_results import ChronologyHead
from services.usecases.results import ChronologyEntry

from .reading import pages, places
from .samples import TODAY

COURT = ChronologyHead(
    court="The Family Court at Barrow", case_number="BF26C00017", prepared_by="Siân Ŵyn", role="Social worker",
    covers="1 Jan 2025 to 30 Jun 2026",
)  # fmt: skip


def entry(number: int, **more: str) -> ChronologyEntry:
    said = {"what": f"Entry {number}", "source": "School", "significance": "", **more}
    return ChronologyEntry(number, date(2026, 1, number), **said)


def test_the_head_is_that_of_a_statement_and_there_is_room_to_sign(child):
    found = pages(chronology_pdf(child, [entry(1)], TODAY, COURT))
    text = " ".join(found)
    for words in (
        "The Family Court at Barrow",
        "BF26C00017",
        "Siân Ŵyn, Social worker",
        "1 Jan 2025 to 30 Jun 2026",
    ):
        assert words in text
    assert "28 February 2019" in text and "25 November 2026" in text and "Signed" in text
    assert all("BF26C00017" in page for page in found), "each page says to which case it belongs"
    assert "Signed" not in " ".join(pages(chronology_pdf(child, [entry(1)], TODAY)))


def test_only_a_draft_is_stamped_and_says_so(child):
    draft = ChronologyHead(draft=True)
    assert all("DRAFT" in page for page in pages(chronology_pdf(child, [entry(1)] * 40, TODAY, draft)))
    assert "DRAFT" not in " ".join(pages(chronology_pdf(child, [entry(1)], TODAY)))


def test_each_entry_of_a_family_says_of_whom_and_the_head_names_them_all(child):
    head = ChronologyHead(children=(("Ada Quill", date(2019, 5, 4)), ("Ben Quill", None)))
    text = " ".join(
        pages(chronology_pdf(child, [entry(1, whose="Ada, Ben"), entry(2, whose="Ben")], TODAY, head))
    )
    assert "Ada Quill, born 4 May 2019" in text and "Ben Quill, no birth recorded" in text
    assert "Ada, Ben" in text and "Łucja" not in text


def test_the_impact_is_left_out_where_that_was_asked(child):
    said = [entry(1, significance="Afraid of the dark")]
    assert "Afraid of the dark" in " ".join(pages(chronology_pdf(child, said, TODAY)))
    text = " ".join(pages(chronology_pdf(child, said, TODAY, ChronologyHead(impact=False))))
    assert "Afraid" not in text and "Impact" not in text


def test_a_time_stands_under_its_day_and_long_words_break_nothing(child):
    timed = ChronologyEntry(1, datetime(2026, 3, 2, 22, 5), "x" * 1000, "ف" * 400, "字" * 1000)
    found = pages(chronology_pdf(child, [timed], TODAY))
    assert "2 Mar 2026 22:05" in found[0] and len(found) <= 3


def test_five_hundred_entries_have_one_outline(child):
    data = chronology_pdf(child, [entry(n % 28 + 1) for n in range(500)], TODAY)
    assert len(places(data)) == 1 and len(pages(data)) > 10
