"""A young person is written to as "you"; an adult's own letter is the one that a closing waits for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.documents.letter import letter_pdf
from services.usecases.commands import EventDraft, PersonForm
from services.usecases.endings_results import EndingForm, LetterForm
from services.usecases.genogramwords import told
from tests.documents.reading import pages
from tests.usecases.conftest import child_form

TODAY = date(2026, 3, 20)


@pytest.fixture
def kai(desk: Any) -> str:
    """Nineteen."""
    child = desk.add_child(child_form(given="Kai", family_name="Rahman", born=date(2006, 3, 14)))
    desk.save_person(PersonForm(child, "Shirin Rahman", "mother"))
    return str(child)


def test_a_letter_to_the_young_person_is_to_them(desk: Any, kai: str) -> None:
    assert [(a.name, a.relation) for a in desk.letters.addressees(kai)] == [
        ("Kai Rahman", "the young person"),
        ("Shirin Rahman", "mother"),
    ]
    letter = desk.letters.offer(kai, "closing_young")
    assert letter.addressee == "Kai Rahman" and letter.body.startswith("Dear Kai,")
    assert letter.subject == "Ending our work with you" and "Kai" not in letter.body[10:]


def test_an_adults_own_letter_is_the_familys(desk: Any, kai: str) -> None:
    ending = desk.endings.save(EndingForm(kai, "closure"))

    def letters() -> Any:
        return next(i for i in desk.endings.one(ending).items if i.section == "letters")

    assert letters().state == "missing" and "to the young person: none yet" in letters().found
    written = replace(desk.letters.offer(kai, "closing_young"), body="Dear Kai", sent=TODAY)
    desk.letters.save(written)
    assert letters().state == "found" and "sent to the young person" in letters().found
    assert desk.endings.offered_finish(ending).notified == TODAY


def test_a_childs_letter_is_still_the_familys(desk: Any, ada: str) -> None:
    ending = desk.endings.save(EndingForm(ada, "closure"))
    written = replace(desk.letters.offer(ada, "closing_young"), body="Dear Ada", sent=TODAY)
    desk.letters.save(written)
    item = next(i for i in desk.endings.one(ending).items if i.section == "letters")
    assert item.state == "missing" and "to the family: none yet" in item.found


def test_nobody_has_parental_responsibility_for_an_adult(desk: Any, kai: str) -> None:
    person = PersonForm(kai, "Ruth Rahman", "aunt", parental_responsibility=True, contact="01632 960001")
    desk.save_person(person)
    told = [text for _, text in desk.endings.offer(kai, "transfer")]
    assert any("Ruth Rahman (aunt): 01632 960001" in text for text in told)
    assert not any(member.responsible for member in desk.around.genogram(kai).members)
    closure = desk.endings.one(desk.endings.save(EndingForm(kai, "closure")))
    details = next(i for i in closure.items if i.item == "th.e.details" or i.item.endswith(".details"))
    assert "parental responsibility" not in details.found


def test_what_is_to_be_sent_back_stands_beneath_the_signature(desk: Any, ada: str) -> None:
    body = desk.letters.offer(ada, "consent_request", "Ines Quill").body
    assert body.index("Yours sincerely,") < body.index("Your answer") < body.index("I agree")
    sender = replace(desk.letters.sender(), name="Jo Ellis", role="social worker")
    kept = desk.letters.save(LetterForm(ada, "consent_request", "Ines Quill", "", TODAY, "Asking", body))
    text = " ".join(pages(letter_pdf(desk.letters.one(kept), sender, TODAY)))
    assert text.index("Yours sincerely") < text.rindex("Jo Ellis") < text.index("Your answer")


@pytest.mark.parametrize(
    ("authority", "born", "wanted"),
    [
        ("westmorland-and-furness", date(2006, 3, 14), "any.assessment-grown"),
        ("westmorland-and-furness", date(2009, 3, 14), "any.assessment"),
        ("westmorland-and-furness", date(2019, 3, 14), "wf.e.assessment"),
        ("tower-hamlets", date(2006, 3, 14), "any.assessment-grown"),
        ("tower-hamlets", date(2019, 3, 14), "th.e.assessment"),
        ("stoke-on-trent", date(2006, 3, 14), "any.assessment-grown"),
        ("stoke-on-trent", date(2019, 3, 14), "stoke.e.assessment"),
    ],
)
def test_the_list_asks_for_the_assessment_that_the_age_has(
    desk: Any, authority: str, born: date, wanted: str
) -> None:
    child = desk.add_child(child_form(given="Kai", born=born, authority=authority))
    ending = desk.endings.one(desk.endings.save(EndingForm(child, "closure")))
    assert [i.item for i in ending.items if "assessment" in i.item and i.item != "stoke.e.documents"] == [
        wanted
    ]


def test_a_looked_after_child_of_tower_hamlets_is_assessed_every_year(desk: Any) -> None:
    child = desk.add_child(child_form(given="Lina", authority="tower-hamlets"))
    desk.record(EventDraft(child, "became_looked_after", date(2025, 4, 1), {"reason": "section_20"}))
    desk.record(EventDraft(child, "assessment_completed", date(2025, 8, 1), {"kind": "child_and_family"}))
    ending = desk.endings.one(desk.endings.save(EndingForm(child, "transfer", way="team", to_whom="Bea")))
    (item,) = [i for i in ending.items if i.item.startswith("th.e.assessment")]
    assert (item.item, item.state) == ("th.e.assessment-cla", "found")


def test_a_genogram_in_words_is_about_the_young_person(desk: Any, kai: str, ada: str) -> None:
    assert "the young person this is about, aged 20" in told(desk.around.genogram(kai))[0][1]
    assert "the child this is about" in told(desk.around.genogram(ada))[0][1]
