"""Consent, the information-sharing log, and what is left out of what is printed for a reader."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from services.usecases import privacy
from services.usecases.around_commands import ConsentForm, KeyFactForm, SharingForm
from services.usecases.changes import Changed
from services.usecases.commands import EventDraft, PersonForm
from services.usecases.desk import Desk
from services.usecases.errors import InvalidInput
from services.usecases.privacy import THIRD_PARTY, Guard
from services.usecases.results import Person
from services.usecases.sharing import consent_for

from .conftest import child_form

GIVEN = date(2026, 3, 2)


def consent(child: str, **more: object) -> ConsentForm:
    given = {
        "whose": "Dana Quill",
        "kind": "information_sharing",
        "agency": "St Anne's School",
        "given": GIVEN,
    }
    return ConsentForm(child, **(given | more))  # type: ignore[arg-type]


def events(desk: Desk, child: str) -> list[tuple[object, object, object]]:
    found = [e for e in desk.calendar(child).events if e.type == "consent"]
    return [(e.at, e.attrs.get("kind"), e.attrs.get("person")) for e in found]


def wheres(act: object) -> list[str]:
    with pytest.raises(InvalidInput) as trouble:
        act()  # type: ignore[operator]
    return [p.where for p in trouble.value.problems]


# --- consent --------------------------------------------------------------------------------------------------------
def test_consent_given_meets_what_the_standards_ask(desk: Desk) -> None:
    child = desk.add_child(child_form(authority="stoke-on-trent"))
    desk.record(EventDraft(child, "case_opened", date(2026, 3, 2)))

    def state() -> list[str]:
        deadlines = desk.calendar(child).deadlines
        return [d.state for d in deadlines if d.standard == "stoke.consent.each-episode"]

    assert state() == ["overdue"]
    desk.sharing.save_consent(consent(child))
    assert state() == ["met"]
    assert events(desk, child) == [(GIVEN, "information_sharing", "parent")]
    desk.undo()
    assert state() == ["overdue"] and desk.sharing.record(child).consents == ()


def test_the_event_follows_when_a_consent_is_corrected(desk: Desk, ada: str, heard: list[Changed]) -> None:
    saved = desk.sharing.save_consent(consent(ada))
    assert len(heard) == 1, "one word of change for consent and event together"
    right = consent(ada, given=date(2026, 3, 3), kind="medical")
    desk.sharing.save_consent(right, saved)
    assert events(desk, ada) == [(date(2026, 3, 3), "medical", "parent")]
    desk.sharing.save_consent(replace(right, given=None, refused=date(2026, 3, 3)), saved)
    assert events(desk, ada) == []
    desk.undo()
    assert events(desk, ada) == [(date(2026, 3, 3), "medical", "parent")]
    desk.sharing.remove_consent(saved)
    assert events(desk, ada) == [] and desk.sharing.record(ada).consents == ()
    desk.undo()
    assert events(desk, ada) == [(date(2026, 3, 3), "medical", "parent")]
    assert len(desk.around.earlier("consent", saved)) >= 3


def test_an_event_recorded_by_hand_is_not_doubled(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "consent", GIVEN, {"kind": "information_sharing", "person": "parent"}))
    desk.sharing.save_consent(consent(ada))
    assert len(events(desk, ada)) == 1
    desk.undo()
    assert len(events(desk, ada)) == 1, "it was there before"


def test_two_consents_of_one_day_are_two_events(desk: Desk, ada: str) -> None:
    first = desk.sharing.save_consent(consent(ada))
    desk.sharing.save_consent(consent(ada, whose="Rob Quill", agency="GP"))
    assert len(events(desk, ada)) == 2
    desk.sharing.remove_consent(first)
    assert len(events(desk, ada)) == 1


@pytest.mark.parametrize(
    "whose, expected",
    [("Ada Quill", "child"), ("Dana", "parent"), ("Jo Lodger", "household_member"), ("Anyone", "parent")],
)
def test_who_gave_it_is_read_from_the_record(desk: Desk, ada: str, whose: str, expected: str) -> None:
    desk.save_person(PersonForm(ada, "Dana", "mother", parental_responsibility=True))
    desk.save_person(PersonForm(ada, "Jo Lodger", "lodger", in_household=True))
    desk.sharing.save_consent(consent(ada, whose=whose))
    assert events(desk, ada)[0][2] == expected


def test_a_consent_must_make_sense(desk: Desk, ada: str) -> None:
    save = desk.sharing.save_consent
    assert wheres(lambda: save(consent(ada, given=None))) == ["given"]
    assert wheres(lambda: save(consent(ada, given=date(2027, 1, 1)))) == ["given"]
    assert wheres(lambda: save(consent(ada, until=date(2026, 1, 1)))) == ["until"]
    assert wheres(lambda: save(consent(ada, refused=GIVEN))) == ["refused"]
    assert wheres(lambda: save(consent(ada, kind="other", whose=" "))) == ["whose", "details"]


def test_what_has_run_out_or_soon_will_is_told(desk: Desk, ada: str) -> None:
    save = desk.sharing.save_consent
    save(consent(ada, until=date(2026, 3, 10), agency="GP"))
    save(consent(ada, until=date(2026, 4, 10), agency="CAMHS"))
    save(consent(ada, until=date(2026, 9, 1)))
    save(consent(ada, given=None, refused=GIVEN, agency="Housing"))
    save(consent(ada, withdrawn=date(2026, 3, 9), agency="Police"))
    record = desk.sharing.record(ada)
    assert sorted(c.state for c in record.consents) == [
        "ends_soon",
        "in_force",
        "refused",
        "run_out",
        "withdrawn",
    ]
    assert len(record.warnings) == 2 and desk.around.head(ada).consents == record.warnings
    assert any("GP" in w and "Ran out on 10 March 2026" in w for w in record.warnings)
    save(consent(ada, agency="GP", given=date(2026, 3, 12)))  # asked for again
    assert len(desk.sharing.record(ada).warnings) == 1
    assert consent_for(desk.sharing.record(ada), "CAMHS, Leek").startswith("Dana Quill")


# --- the log ---------------------------------------------------------------------------------------------------
def test_the_log_tells_what_was_shared_and_what_was_not(desk: Desk, ada: str) -> None:
    shared = SharingForm(
        ada, datetime(2026, 3, 19, 14, 30), "Visit dates", "School nurse", "To plan", "consent"
    )
    entry = desk.sharing.save_sharing(shared)
    desk.sharing.save_sharing(
        replace(shared, what="The file", whom="A neighbour", shared=False, why="No reason to", basis="none")
    )
    log = desk.sharing.record(ada).log
    assert [(s.whom, s.shared, s.basis_words) for s in log] == [
        ("A neighbour", False, "No basis to share it"), ("School nurse", True, "Consent"),
    ]  # fmt: skip
    desk.sharing.save_sharing(replace(shared, what="Visit dates and times"), entry)
    assert desk.sharing.record(ada).log[1].amended == 1
    assert wheres(lambda: desk.sharing.save_sharing(replace(shared, what="", whom="", basis="x"))) == [
        "what",
        "whom",
        "basis",
    ]
    assert wheres(lambda: desk.sharing.save_sharing(replace(shared, shared=False, why=""))) == ["why"]
    assert wheres(lambda: desk.sharing.save_sharing(replace(shared, at=date(2026, 5, 1)))) == ["at"]
    assert desk.sharing.readers(ada)[:2] == ("A neighbour", "School nurse")
    desk.sharing.remove_sharing(entry)
    assert len(desk.sharing.record(ada).log) == 1


# --- privacy ---------------------------------------------------------------------------------------------------
@pytest.fixture
def told(desk: Desk, ada: str) -> str:
    """Ada's record with a third party, a protected address, a marked note and a marked fact."""
    desk.save_person(PersonForm(ada, "Kit Marlow", "neighbour", contact="07700 900555", third_party=True))
    desk.save_person(
        PersonForm(
            ada, "Dana Quill", "mother", address="Flat 4, 12 Hazel Close, Leek, ST13 5AA", protected=True
        )
    )
    desk.record(
        EventDraft(
            ada,
            "contact_received",
            date(2026, 3, 2),
            notes=(
                ("What happened (fact)", "Kit  Marlow rang from 12 hazel close; call back on 07700 900555."),
            ),
        )
    )
    desk.around.save_fact(KeyFactForm(ada, "risk", "Her uncle is on bail", third_party=True))
    return ada


def test_what_is_marked_is_listed(desk: Desk, told: str) -> None:
    guard = desk.sharing.guard(told)
    results = (desk.child(told), desk.calendar(told), desk.around.key_facts(told))
    assert {m.heading for m in privacy.marked(results, guard)} == {
        "Person: Kit Marlow", "Person: Dana Quill", "Risk that a visitor must know: Her uncle is on bail",
    }  # fmt: skip
    assert privacy.marked(("Nobody is named here",), guard) == ()
    assert [m.heading for m in privacy.marked(("Seen by KIT MARLOW.",), guard)] == ["Person: Kit Marlow"]


def test_what_is_left_out_is_nowhere(desk: Desk, told: str) -> None:
    guard = desk.sharing.guard(told)
    results = (desk.child(told), desk.calendar(told), desk.around.key_facts(told))
    keys = {m.key for m in privacy.marked(results, guard)}
    left = repr(privacy.without(results, keys, guard))
    for word in ("Marlow", "900555", "hazel close", "Hazel Close", "ST13 5AA", "bail", "Dana"):
        assert word not in left, word
    assert "(name left out) rang from (address withheld)" in left


def test_a_protected_address_is_out_whatever_is_ticked(desk: Desk, told: str) -> None:
    guard = desk.sharing.guard(told)
    kept = repr(
        privacy.without((desk.calendar(told), "Lives at Flat 4, 12 Hazel Close,\nLeek ST13 5AA."), (), guard)
    )
    assert "Kit  Marlow" in kept and "900555" in kept
    assert "hazel" not in kept.lower() and "ST13" not in kept


def test_marked_notes_are_left_out_wherever_they_are_repeated(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "visit", date(2026, 3, 3), notes=(("Analysis", "All is well."),)))
    event = desk.calendar(ada).events[0]
    marked = replace(event, notes=(*event.notes, (THIRD_PARTY, "The grandfather has been arrested.")))
    guard = Guard(notes=((event.id, "Note of 3 March 2026: Visit", "The grandfather has been arrested."),))
    results = (marked, "So far: the grandfather has  been arrested.")
    assert [m.key for m in privacy.marked(results, guard)] == [f"note:{event.id}"]
    left = privacy.without(results, {f"note:{event.id}"}, guard)
    assert left[0].notes == (("Analysis", "All is well."),) and left[1] == "So far: (left out)."
    assert privacy.without(results, (), guard) == results


def test_names_in_other_scripts_are_found(desk: Desk) -> None:
    people = tuple(
        Person(str(n), name, "", "family", False, "", "", third_party=True)
        for n, name in enumerate(["王小明", "محمد خان", "রহিমা বেগম", "Łucja Ćwik", "O’Brien"])
    )
    text = "昨天王小明来了。 قال محمد خان ذلك. রহিমা বেগম এসেছেন। ŁUCJA ĆWIK came; O’Brien's car."
    guard = Guard(people)
    assert len(privacy.marked((text,), guard)) == 5
    left = privacy.without((text,), {f"person:{p.id}" for p in people}, guard)[0]
    assert not [p.name for p in people if p.name.lower() in left.lower()]


def test_numbers_and_postcodes_are_found_however_they_are_typed() -> None:
    kit = Person(
        "k", "Kit", "", "family", False, "07700 900555 (evenings), kit@marlow.example", "", third_party=True
    )
    guard = Guard((kit,), addresses=("12 Hazel Close, Leek, ST13 5AA",))
    text = (
        "Ring 07700900555 or 07700-900 555; kit@Marlow.example; st135aa; 12, Hazel  Close. Not 1207700900555."
    )
    left = privacy.without((text,), {"person:k"}, guard)[0]
    assert left == (
        "Ring (left out) or (left out); (left out); (address withheld); (address withheld). Not 1207700900555."
    )


def test_marked_text_without_a_letter_leaves_other_texts_alone() -> None:
    guard = Guard(notes=(("e", "Note", "............\n!!!!!!!!!!!!!!!!"),))
    assert privacy.without(("All is well.",), {"note:e"}, guard) == ("All is well.",)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("9 Elm Way, Oldham, OL1 2AB", "Seen at 9 Elm Way; she walked home along elm way. It is ol12ab."),
        ("Flat 2, 14 St Mary's Road\nStoke", "At 14 St Mary\u2019s Road, then on St Mary's road."),
        ("9 Elm Way", "The house is 9, Elm Way"),
        ("Rose Cottage, Low Lane, Kendal", "She lives in Rose Cottage on Low Lane"),
    ],
)
def test_a_protected_address_is_found_however_it_is_told(address: str, told: str) -> None:
    left = privacy.without([told], (), Guard(addresses=(address,)))[0]
    assert not re.search(r"elm|mary|rose|low lane|2ab", left, re.IGNORECASE), left
    assert privacy.NO_ADDRESS in left
