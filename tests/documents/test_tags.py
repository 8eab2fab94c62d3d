"""The tags of a page, read back: every part is in the structure, in the order of reading, and nothing is untold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from pypdf.generic import ContentStream, DictionaryObject

from services.documents import calendar_pdf, chronology_pdf, plan_pdf, recovery_code_pdf, summary_pdf
from services.usecases.results import ChronologyEntry

from .reading import reader
from .samples import TODAY, make_calendar, make_deadline

SHOWS = (b"Tj", b"TJ", b"'", b'"')
PAINTS = (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh")


def _document(data: bytes) -> DictionaryObject:
    root = reader(data).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is not None
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    (document,) = root["/StructTreeRoot"]["/K"]
    return document.get_object()


def _elements(element: DictionaryObject) -> Iterator[DictionaryObject]:
    yield element
    for kid in element["/K"]:
        kid = kid.get_object()
        if isinstance(kid, DictionaryObject) and kid.get("/Type") == "/StructElem":
            assert kid.raw_get("/P").idnum == element.indirect_reference.idnum
            yield from _elements(kid)


def _kinds(data: bytes) -> list[str]:
    return [e["/S"][1:] for e in _elements(_document(data))]


def _places(data: bytes) -> list[tuple[int, int]]:
    """Page and number of each stretch of text, in the order of reading."""
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader(data).pages)}
    found = []
    for element in _elements(_document(data)):
        for kid in element["/K"]:
            kid = kid.get_object()
            if isinstance(kid, int):
                found.append((numbers[element.raw_get("/Pg").idnum], int(kid)))
            elif kid.get("/Type") == "/MCR":
                found.append((numbers[kid.raw_get("/Pg").idnum], int(kid["/MCID"])))
    return found


def _marked(data: bytes) -> list[tuple[int, int]]:
    """Page and number of each marked stretch of the pages; all that is painted must be in one, or be decoration."""
    found = []
    read = reader(data)
    for number, page in enumerate(read.pages):
        depth: list[str] = []
        for operands, operator in ContentStream(page.get_contents(), read).operations:
            if operator in (b"BDC", b"BMC"):
                tag = str(operands[0])
                assert tag == "/Span" or not depth, "stretches do not stand in each other"
                depth.append(tag)
                if operator == b"BDC" and "/MCID" in operands[1]:
                    found.append((number, int(operands[1]["/MCID"])))
            elif operator == b"EMC":
                depth.pop()
            elif operator in SHOWS or operator in PAINTS:
                assert depth, f"page {number + 1} has something that is neither text nor decoration"
        assert not depth
    return found


@pytest.fixture
def every(child, calendar, plan, summary, entries) -> dict[str, bytes]:
    return {
        "calendar": calendar_pdf(child, calendar, TODAY),
        "plan": plan_pdf(child, replace(plan, draft=True), TODAY),
        "summary": summary_pdf(child, summary, TODAY),
        "chronology": chronology_pdf(child, entries, TODAY),
        "recovery code": recovery_code_pdf("K7QF2-M9XRT-4BHWP-D83VN-JC60W", "/home/sian/Daymark", TODAY),
    }


@pytest.mark.parametrize("name", ["calendar", "plan", "summary", "chronology", "recovery code"])
def test_whatever_is_on_a_page_is_once_in_the_structure_or_decoration(every, name):
    data = every[name]
    marked, placed = _marked(data), _places(data)
    assert sorted(marked) == sorted(placed)
    assert max(Counter(placed).values()) == 1
    assert [page for page, _ in placed] == sorted(page for page, _ in placed), "it is read page after page"
    assert _kinds(data).count("H1") == 1
    for element in _elements(_document(data)):
        if element["/S"] in ("/P", "/H1", "/H2", "/H3"):
            assert {e["/S"] for e in _elements(element)} <= {element["/S"], "/Figure"}
    assert _kinds(data)[:2] == ["Document", "H1"]


@pytest.mark.parametrize("name", ["calendar", "plan"])
def test_each_page_leads_back_to_its_parts(every, name):
    data = every[name]
    read = reader(data)
    numbers = read.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {int(numbers[n]): numbers[n + 1].get_object() for n in range(0, len(numbers), 2)}
    for number, page in enumerate(read.pages):
        assert page["/Tabs"] == "/S"
        held = parents[int(page["/StructParents"])]
        assert len(held) == sum(n == number for n, _ in _marked(data))
        for place, element in enumerate(held):
            kids = [kid.get_object() for kid in element.get_object()["/K"]]
            assert place in kids or any(
                isinstance(k, DictionaryObject) and k.get("/MCID") == place for k in kids
            )


@pytest.mark.parametrize("name", ["calendar", "plan", "chronology"])
def test_tables_have_rows_of_cells_and_say_what_heads_what(every, name):
    tables = 0
    for element in _elements(_document(every[name])):
        if element["/S"] != "/Table":
            continue
        tables += 1
        rows = [kid.get_object() for kid in element["/K"]]
        assert {row["/S"] for row in rows} == {"/TR"}
        cells = [[kid.get_object() for kid in row["/K"]] for row in rows]
        assert {c["/S"] for row in cells for c in row} <= {"/TH", "/TD"}
        assert len({sum(c.get("/A", {}).get("/ColSpan", 1) for c in row) for row in cells}) == 1
        assert all(c["/A"]["/Scope"] in ("/Row", "/Column") for row in cells for c in row if c["/S"] == "/TH")
    assert tables


def test_a_tables_head_on_its_later_pages_is_decoration(child, entries):
    data = chronology_pdf(child, entries, TODAY)
    heads = [e for e in _elements(_document(data)) if e.get("/A", {}).get("/Scope") == "/Column"]
    assert len(reader(data).pages) > 3
    assert len(heads) == 5


def test_a_row_torn_over_pages_is_one_row_and_says_its_names_once(child):
    tall = [ChronologyEntry(1, date(2026, 1, 1), "begin " + "word " * 3000 + "end", "School", "")]
    data = chronology_pdf(child, tall, TODAY)
    assert len(reader(data).pages) > 2
    rows = [e for e in _elements(_document(data)) if e["/S"] == "/TR"]
    cells = [kid.get_object() for kid in rows[-1]["/K"]]
    assert [len(c["/K"]) for c in cells[:2]] == [1, 1]
    assert len(cells[2]["/K"]) == len(reader(data).pages)


def test_a_state_that_the_mark_alone_tells_is_there_in_words(child):
    deadlines = [
        make_deadline(
            n,
            date(2026, 12, 14),
            "projected",
            standard=f"s{n}",
            activity=f"Review conference: report shared {n}",
        )
        for n in range(20)
    ]
    data = calendar_pdf(child, make_calendar(deadlines), TODAY)
    told = Counter(e.get("/Alt") for e in _elements(_document(data)) if e["/S"] == "/Figure")
    assert told["Projected"] >= 5


def test_a_file_says_no_made_up_day_of_itself() -> None:
    told = reader(recovery_code_pdf("K7QF2-M9XRT-4BHWP-D83VN-JC60W", "Casework", TODAY)).metadata
    assert told is not None and told.title
    assert told.creation_date is None and told.modification_date is None
