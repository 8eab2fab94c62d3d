"""The genogram, the key facts, and consent with the sharing log, read back from paper."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from PIL import Image

from services.documents import consent_pdf, genogram_pdf, keyfacts_pdf
from services.usecases.around_results import (
    GenogramView,
    KeyFacts,
    KeyFactView,
    Member,
    PhotoView,
    TieView,
)
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramlayout import places
from services.usecases.genogramwords import LINES, SYMBOLS, told
from services.usecases.results import Person
from services.usecases.sharing_results import ConsentView, SharingRecord, SharingView

from .reading import copied, outline, pages, reader
from .samples import TODAY, make_child

NAMES = ["Łucja Ćwik", "Siân Ŵyn-Ŷork", "محمد خان", "زینب بی بی", "রহিমা বেগম", "王小明", "Zoë 🦊", "A" * 300]


def genogram(names: list[str]) -> bytes:
    """A child and so many grown-ups of whom the first is the mother."""
    members = [Member("c1", "Maya Elsworth", "", "female", "7", index=True, household=True)]
    members += [
        Member(f"p{n}", name, "mother" if not n else "aunt", "female", "34") for n, name in enumerate(names)
    ]
    ties = [TieView("t", "parent_of", "p0", "c1", implied="mother")]
    ties += [TieView(f"t{n}", "sibling_of", f"p{n}", "p0") for n in range(1, len(names))]
    view = GenogramView("c1", "Maya Elsworth", tuple(members), tuple(ties))
    view = replace(view, places=places(view.members, view.ties))
    lines = [line for _, line in told(view)]
    return genogram_pdf(make_child(), drawn(view), lines, (SYMBOLS, LINES), TODAY)


def test_a_genogram_is_drawn_across_and_told_in_words() -> None:
    data = genogram(["Dana Elsworth", "Iris Elsworth"])
    read = reader(data)
    first, second = read.pages[0].mediabox, pages(data)
    assert first.width > first.height
    assert "Dana Elsworth" in second[0] and "Square: male" in second[0] and "mother" in second[0]
    assert "Dana Elsworth, mother, aged 34. Parent of Maya Elsworth." in second[1]
    assert outline(data)


@pytest.mark.parametrize("name", NAMES)
def test_names_in_any_script_stand_on_the_drawing_and_in_the_words(name: str) -> None:
    text = copied(genogram([name]))
    plain = name if len(name) < 100 else "A" * 20
    lost = [w for w in plain.split() if w not in text and w[::-1] not in text]  # right to left: reversed
    assert not lost or "Characters that could not be printed" in text, "visible as a box, and told at the end"


@pytest.mark.parametrize("count", [1, 12, 40])
def test_a_family_of_any_size_is_drawn_so_that_names_can_be_read(count: int) -> None:
    data = genogram([f"Person {n}" for n in range(count)])
    drawn_on = [n for n, text in enumerate(pages(data)) if "The same in words" not in text]
    text = " ".join(pages(data)[n] for n in drawn_on)
    assert all(f"Person {n}" in text for n in range(count))


def fact(kind: str, heading: str, title: str, **more: object) -> KeyFactView:
    given = {"body": "", "since": None, "until": None, "third_party": False, "author": "Sam", "amended": 0}
    return KeyFactView(f"f-{title}", kind, heading, title, **(given | more))  # type: ignore[arg-type]


def photo() -> PhotoView:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), (90, 120, 60)).save(out, "JPEG")
    return PhotoView("ph", out.getvalue(), date(2026, 2, 1), "Sam")


def key_facts(**more: object) -> KeyFacts:
    facts = (
        fact("risk", "Risk that a visitor must know", "Dog loose in the yard", body="Ring first."),
        fact("emergency", "In an emergency", "Iris takes both children"),
        fact("health", "Health", "Asthma", since=date(2024, 1, 3)),
    )
    people = (
        Person("p1", "Dana Elsworth", "mother", "family", True, "07700 900123", "", may_be_told="Everything"),
        Person("p2", "Rob", "father", "family", True, "", "", protected=True),
        Person("p3", "Somebody far away", "cousin", "family", False, "", ""),
    )
    given = {
        "facts": facts,
        "ended": (),
        "from_events": (("Legal status", "Care order"),),
        "photo": None,
        "people": people,
    }
    return KeyFacts("c1", **(given | more))  # type: ignore[arg-type]


def test_key_facts_fit_one_page_with_what_a_visitor_must_know_first() -> None:
    text = pages(keyfacts_pdf(make_child(), key_facts(photo=photo()), TODAY))
    assert len(text) == 1
    page = text[0]
    order = [page.index(w) for w in ("Dog loose", "Iris takes", "Care order", "Asthma", "07700 900123")]
    assert order == sorted(order)
    assert "Taken 1 February 2026" in page and "Address protected" in page
    assert "Somebody far away" not in page, "nobody who cannot be reached"
    assert "Since 3 January 2024" in page


def test_key_facts_of_which_nothing_is_known_are_a_page_too() -> None:
    data = keyfacts_pdf(make_child(), key_facts(facts=(), people=(), from_events=()), TODAY)
    assert len(pages(data)) == 1


def test_the_photograph_is_described_for_who_cannot_see_it() -> None:
    data = keyfacts_pdf(make_child(), key_facts(photo=photo()), TODAY)
    assert any(x["/Subtype"] == "/Image" for x in reader(data).pages[0]["/Resources"]["/XObject"].values())


def test_consents_and_the_log_are_told_with_reasons() -> None:
    consent = ConsentView(
        "k", "Dana Elsworth", "medical", "Medical examination or treatment: eyes", "eyes", "Leek Surgery",
        date(2026, 1, 5), None, date(2026, 2, 5), None, "In writing", "Copy given", "run_out",
        "Ran out on 5 February 2026", "Sam", 0,
    )  # fmt: skip
    refused = replace(
        consent, id="k2", given=None, state="refused", state_words="Asked for and refused", whose="Rob"
    )
    entry = SharingView(
        "s",
        datetime(2026, 3, 2, 14, 30),
        "The plan",
        "School",
        "To prepare",
        "consent",
        "Consent",
        True,
        "",
        "Sam",
        0,
    )
    kept = replace(
        entry, id="s2", what="The address", whom="A neighbour", why="No need to know", shared=False
    )
    data = consent_pdf(make_child(), SharingRecord("c1", (consent, refused), (entry, kept), ()), TODAY)
    text = " ".join(pages(data))
    for words in (
        "Ran out on 5 February 2026",
        "Copy given",
        "Not given",
        "Asked for and refused",
        "To prepare",
    ):
        assert words in text
    assert "Not shared" in text and "No need to know" in text
    empty = " ".join(pages(consent_pdf(make_child(), SharingRecord("c1", (), (), ()), TODAY)))
    assert "No consent has been recorded yet" in empty
