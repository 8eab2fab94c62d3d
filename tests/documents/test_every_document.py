"""Every document that can be printed, held to the same: with what the sample caseload says, with nothing in it, with
names and notes from anywhere, with very much, and with very long names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from services.documents import calendar_ics
from services.usecases import sample
from services.usecases.page_results import YOUNG, is_aged
from services.usecases.results import ChildDetail

from .every import EVERY, Kind, public
from .faults import Sheet, layout_faults, lost_words, sheets
from .hardening import Hardening, LongNames, emptied, said
from .sampled import of_sample
from .samples import TODAY

KINDS = pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name)


def test_no_document_is_left_out() -> None:
    assert {kind.name for kind in EVERY} == public(), "add the new one to tests/documents/every.py"


def _held(kind: Kind, data: bytes) -> list[Sheet]:
    """The pages of a document, nothing wrong with any of them."""
    pages = sheets(data)
    assert layout_faults(data, pages) == []
    read = PdfReader(io.BytesIO(data))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None and read.metadata.title
    assert not kind.pages or len(pages) <= kind.pages
    return pages


@KINDS
def test_made_up_content(kind: Kind) -> None:
    results = kind.results()
    pages = _held(kind, kind.make(*results))
    if "*" not in kind.unsaid:
        assert lost_words(pages, said(results, kind.unsaid)) == []


@KINDS
def test_nothing_in_it(kind: Kind) -> None:
    results = kind.empty() if kind.empty else emptied(kind.results())
    assert len(_held(kind, kind.make(*results))) <= 7


@KINDS
def test_names_and_notes_from_anywhere_and_very_much_of_them(kind: Kind) -> None:
    results = Hardening().of(kind.results(), kind.unsaid)
    pages = _held(kind, kind.make(*results))
    if "*" not in kind.unsaid:
        assert lost_words(pages, said(results, kind.unsaid)) == []


@KINDS
def test_names_of_a_hundred_and_twenty_characters(kind: Kind) -> None:
    results = LongNames().of(kind.results())
    pages = _held(kind, kind.make(*results))
    if "*" not in kind.unsaid:
        assert lost_words(pages, said(results, kind.unsaid)) == []


DRAFTS = {
    "plan_pdf": ("draft", 1),
    "family_plan_pdf": ("draft", 1),
    "audit_pdf": ("draft", 1),
    "letter_pdf": ("draft", 0),
    "chronology_pdf": ("draft", 2),
}


@pytest.mark.parametrize("kind", [k for k in EVERY if k.name in DRAFTS], ids=lambda kind: kind.name)
@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_and_nothing_else_is_stamped_on_every_page(kind: Kind, draft: bool) -> None:
    name, place = DRAFTS[kind.name]
    results = list(kind.results())
    results[place] = replace(results[place], **{name: draft})
    assert {page.stamped for page in sheets(kind.make(*results))} == {draft}


@pytest.fixture(scope="module")
def caseload() -> Iterator[dict[str, list[tuple[str, tuple[Any, ...]]]]]:
    """All that the sample caseload prints, by kind of document."""
    with sample.throwaway(TODAY) as desk:
        found: dict[str, list[tuple[str, tuple[Any, ...]]]] = {kind.name: [] for kind in EVERY}
        for kind, whose, results in of_sample(desk):
            found[kind].append((whose, results))
        yield found


@KINDS
def test_the_sample_caseload(kind: Kind, caseload: dict[str, list[tuple[str, tuple[Any, ...]]]]) -> None:
    for whose, results in caseload[kind.name]:
        data = kind.make(*results)
        pages = sheets(data)
        assert (whose, layout_faults(data, pages)) == (whose, [])
        if "*" not in kind.unsaid:
            lost = lost_words(pages, said(results, kind.unsaid))
            assert (whose, [w for w in lost if not (w == "child" and _grown_up(results))]) == (whose, [])


def _grown_up(results: tuple[Any, ...]) -> bool:
    """Of somebody of sixteen or more a heading says "the young person"."""
    return isinstance(results[0], ChildDetail) and is_aged(results[0], YOUNG)


@pytest.mark.parametrize("names", [True, False])
def test_a_calendar_file_of_names_and_notes_from_anywhere(names: bool) -> None:
    (kind,) = [k for k in EVERY if k.name == "calendar_pdf"]
    _, calendar = Hardening().of(kind.results(), kind.unsaid)
    data = calendar_ics(replace(calendar, child_name="محمد Ćwik"), names=names)
    read = Calendar.from_ical(data)
    assert len(read.walk("VEVENT")) > 20
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    told = " ".join(str(event["SUMMARY"]) for event in read.walk("VEVENT"))
    assert ("محمد Ćwik" in told) is names
