"""The booklet of an authority's standards says everything that its pack says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from services.documents.booklet import booklet_pdf
from services.documents.words import printed_date
from services.usecases import packdraft
from services.usecases.browse import book_view
from services.usecases.standards import library
from tests.documents.reading import copied


def _flat(text: str) -> str:
    """Letters only: what is copied may lose a space or a hyphen where a line ends."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("authority", ["working-together-2015", "stoke-on-trent"])
def test_every_standard_and_expectation_is_printed(authority: str) -> None:
    book = book_view(library().rulebook(authority))
    text = _flat(copied(booklet_pdf(book, date(2026, 3, 20))))
    assert _flat(f"How Daymark reads the standards of {book.name}") in text
    for s in book.standards:
        assert _flat(s.says) in text
        assert _flat(" ".join(s.sentences)) in text
        assert s.example is None or _flat(s.example.title) in text
    for e in book.expectations:
        assert _flat(e.says) in text
    for a in book.audits:
        assert _flat(a.theme) in text
    assert text.count("Confidential") < 3  # a word of the standards, never the foot of a page


def test_the_same_book_prints_the_same_bytes() -> None:
    book = book_view(library().rulebook("working-together-2015"))
    assert booklet_pdf(book, date(2026, 3, 20)) == booklet_pdf(book, date(2026, 3, 20))


def test_dates_of_the_document_are_in_words_as_far_as_it_prints_them() -> None:
    text = _flat(copied(booklet_pdf(book_view(library().rulebook("stoke-on-trent")), date(2026, 3, 20))))
    assert _flat("Published 23 May 2024") in text
    assert _flat("To be reviewed September 2024") in text
    assert [printed_date(t) for t in ("2015", "", "undated", "2023-08")] == [
        "2015",
        "",
        "undated",
        "August 2023",
    ]


def test_an_example_made_up_for_a_changed_standard_is_told_in_whole_sentences() -> None:
    draft = packdraft.draft_of(library().rulebook("working-together-2015"), id="alder", name="Alder")
    changed = (replace(s, due="5 working days") if s.due == "15 working days" else s for s in draft.standards)
    book = book_view(packdraft.book_of(replace(draft, standards=tuple(changed))))
    text = " ".join(copied(booklet_pdf(book, date(2026, 3, 20))).split())
    assert "Made up for this standard" in text and "on Mon 2 Mar 2026. Seen on Mon 2 Mar 2026." in text
    assert ".." not in text and ".;" not in text
