"""First names, by-names and names with a title of people who are left out of a print."""

from __future__ import annotations

import time
from datetime import date

import pytest

from services.usecases import privacy
from services.usecases.commands import EventDraft, PersonForm
from services.usecases.desk import Desk
from services.usecases.privacy import NO_NAME, Guard
from services.usecases.results import Person, SummaryView
from services.usecases.shortforms import forms

from .conftest import child_form

OUT = NO_NAME


def person(name: str, key: str = "k", **more: object) -> Person:
    given = {"third_party": True} | more
    return Person(key, name, "", "family", False, "", "", **given)  # type: ignore[arg-type]


def left(name: str, text: str, *others: str) -> str:
    guard = Guard((person(name),), others=tuple((str(n), other) for n, other in enumerate(others)))
    return privacy.without((text,), {"person:k"}, guard)[0]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Kit Marlow", "Kit came. I asked Kit about it.", f"{OUT} came. I asked {OUT} about it."),
        ("Kit Marlow", "Kit's sister, Kit’s van, Kitty and KIT", f"{OUT}'s sister, {OUT}’s van, Kitty and KIT"),
        ("Kit Marlow", "Mr Marlow rang, then Ms. Marlow.", f"{OUT} rang, then {OUT}."),
        ("Kit Marlow", "Kit-Anne and the kit and a Kitbag", "Kit-Anne and the kit and a Kitbag"),
        ("Kit Marlow", "Kit Reed, teacher; Marlow Road", "Kit Reed, teacher; Marlow Road"),
        ("Kit Marlow", "I told Kit Marlow and Kit\nMarlow", f"I told {OUT} and {OUT}"),
        ("Mr Kit Marlow", "Kit stayed away", f"{OUT} stayed away"),
        ("Marlow, Kit", "Kit stayed away from Mr Marlow", f"{OUT} stayed away from {OUT}"),
        ("Uncle Joe", "Uncle Joe's van; Joe drove", f"{OUT}'s van; {OUT} drove"),
        ("Grandad Joe", "The grandad next door; Grandad", "The grandad next door; Grandad"),
        ("Katarzyna “Kasia” Nowak", "Kasia is here. Katarzyna is not.", f"{OUT} is here. {OUT} is not."),
        ("Dan Roe (known as Danny)", "Danny shouted", f"{OUT} shouted"),
        ("Łukasz Żak", "Lukasz Zak and Łukasz and Pan Żak", f"{OUT} and {OUT} and {OUT}"),
        ("Zoe O'Neil", "Zoë came with Ms O’Neil", f"{OUT} came with {OUT}"),
        ("Siân ap Rhys", "Sian went. Mr ap Rhys too.", f"{OUT} went. {OUT} too."),
        ("محمد الأحمد", "زارها محمد اليوم ومحمد غدا", f"زارها {OUT} اليوم و{OUT} غدا"),
        ("王小明", "小明来了", f"{OUT}来了"),
        ("김민지", "민지는 왔다", f"{OUT}는 왔다"),
        ("Anne-Marie Cole", "Anne-Marie's flat, not Anne", f"{OUT}'s flat, not Anne"),
        ("Jan van der Berg", "Mr van der Berg told Jan", f"{OUT} told {OUT}"),
    ],
)  # fmt: skip
def test_a_short_name_goes_out_with_the_person(name: str, text: str, expected: str) -> None:
    assert left(name, text) == expected


@pytest.mark.parametrize(
    ("name", "stays", "goes"),
    [
        ("Will Marsh", "Will the school help?", "Mum said Will shouted"),
        ("Will Marsh", "• Will ring on Monday", "Will, Dana and the dog"),
        ("Hope Ade", "Hope is what she needs.", "Hope's room"),
        ("Mark Lane", "Agreed: Mark the days off together", "she and Mark argued"),
        ("May Chan", "by the end of May", "she told May everything"),
        ("April Fox", "since April, and again by April", "April's mum"),
        ("Grace Okoro", "“Grace before meals”, he said.", "he asked Grace for help"),
    ],
)
def test_a_name_that_is_a_word_goes_out_only_where_it_is_a_name(name: str, stays: str, goes: str) -> None:
    assert left(name, stays) == stays
    assert OUT in left(name, goes)
    guard = Guard((person(name),))
    (doubt, *_) = privacy.doubts((stays,), guard)
    assert doubt.name == name and doubt.places[0].words.strip("… ") in stays
    assert privacy.doubts((goes,), guard) == ()


def test_a_month_in_a_date_is_not_even_shown() -> None:
    text = "On 3 May 2026, the 4th of May, May 2027 and Tue 5 May. She told May."
    assert left("May Chan", text) == text.replace("told May", f"told {OUT}")
    assert privacy.doubts((text,), Guard((person("May Chan"),))) == ()


def test_a_name_that_somebody_else_bears_stays_and_is_shown() -> None:
    text = "Kit cried when Kit shouted. Mr Elsworth left. Kit Elsworth slept."
    assert left("Kit Marlow", text, "Kit Elsworth") == text
    assert left("Tom Elsworth", text, "Kit Elsworth") == text
    guard = Guard((person("Kit Marlow"),), others=(("c", "Kit Elsworth"),))
    (doubt,) = privacy.doubts((text,), guard)
    assert (doubt.said, doubt.why) == ("Kit", "Kit Elsworth may be meant")
    assert len(doubt.places) == 2, "not where the child is named in full"


def test_a_known_as_name_of_a_child_counts_too(desk: Desk) -> None:
    ada = desk.add_child(child_form(known_as="Kit"))
    desk.save_person(PersonForm(ada, "Kit Marlow", "uncle", third_party=True))
    guard = desk.sharing.guard(ada)
    assert privacy.without(
        ("Kit cried.",), {m.key for m in privacy.marked(("Kit Marlow",), guard)}, guard
    ) == ("Kit cried.",)


def test_two_who_are_marked_share_a_name_and_one_is_ticked() -> None:
    guard = Guard((person("Kit Marlow", "a"), person("Kit Brown", "b")))
    text = ("Kit Marlow met Kit Brown. Kit left.",)
    assert privacy.without(text, {"person:a", "person:b"}, guard) == (f"{OUT} met {OUT}. {OUT} left.",)
    assert privacy.without(text, {"person:a"}, guard) == (f"{OUT} met Kit Brown. Kit left.",)


def test_somebody_named_only_by_a_first_name_is_listed_with_the_places() -> None:
    summary = SummaryView(
        "s",
        "c",
        date(2026, 3, 3),
        "Ros Adeyemi",
        (("At home", "Mum says that Kit moved in on Monday with his dog."),),
    )
    guard = Guard((person("Kit Marlow"),), others=(("w", "Ros Adeyemi"),))
    (mark,) = privacy.marked(summary, guard)
    assert mark.heading == "Person: Kit Marlow" and not mark.kept
    ((named),) = mark.also
    assert named.said == "Kit"
    assert named.places[0].where == "At home, 3 March 2026"
    assert "Kit moved in" in named.places[0].words


def test_only_an_address_that_is_protected_does_not_list_somebody_by_a_first_name() -> None:
    dana = person("Dana Elsworth", third_party=False, protected=True)
    guard = Guard((dana,), others=(("k", "Dana Elsworth"),))
    assert privacy.marked(("Dana cooked.",), guard) == ()
    assert [m.kept for m in privacy.marked(("Dana Elsworth cooked. Dana ate.",), guard)] == [True]
    assert privacy.without(("Dana ate.",), {"person:k"}, guard) == (f"{OUT} ate.",)


def test_family_names_alone_are_shown_not_taken_out() -> None:
    guard = Guard((person("Kit Marlow"),), others=(("c", "Maya Elsworth"),))
    text = ("Marlow was there; K. Marlow signed. Kit Marlow and Mr Marlow",)
    assert "Marlow was there" in privacy.without(text, {"person:k"}, guard)[0]
    said = {d.said: len(d.places) for d in privacy.doubts(text, guard)}
    assert said == {"Marlow": 1, "K. Marlow": 1}


def test_the_family_of_the_child_is_not_shown_all_over() -> None:
    guard = Guard((person("Tom Elsworth"),), others=(("c", "Maya Elsworth"),))
    assert privacy.doubts(("Maya Elsworth lives with the Elsworth family. Tom left.",), guard) == ()


def test_names_of_two_letters_are_shown() -> None:
    guard = Guard((person("Jo Grant"),))
    assert left("Jo Grant", "Then Jo left.") == "Then Jo left."
    assert [d.said for d in privacy.doubts(("Then Jo left.",), guard)] == ["Jo"]


def test_a_worker_keeps_their_name(desk: Desk, ada: str) -> None:
    desk.save_person(PersonForm(ada, f"{desk.own().name.split()[0]} Marlow", "uncle", third_party=True))
    desk.record(EventDraft(ada, "case_opened", date(2026, 3, 2)))
    guard = desk.sharing.guard(ada)
    child = desk.child(ada)
    keys = {f"person:{p.id}" for p in guard.people}
    assert privacy.without(child, keys, guard).worker == child.worker


@pytest.mark.parametrize(
    "name",
    ["", " ", "-", "?", "(", "Mr", "Mr Mrs", "X", "“”", "(known as )", "...", "Nan Mum", "🦊 Fox", "(((", "a.k.a. ",
     "\\d+ [a-z]*", "عبد", "'", "O'", "王", "Ng", "Ó"],
)  # fmt: skip
def test_any_name_can_be_looked_for(name: str) -> None:
    text = "Nothing of note. Mum is 12 (really), isn't she? Ng."
    for form in forms(name):
        assert all(match[0] for match, _ in form.places(text))
    assert "Mum is 12" in left(name, text)


def test_a_long_record_is_looked_through_quickly() -> None:
    text = "Mum said that the children were well and that Kit had been to see them again. " * 13_000
    people = tuple(
        person(f"{first} Marlow", first) for first in ("Kit", "Dana", "Łukasz", "Will", "Zoë", "May")
    )
    guard = Guard(people, others=tuple((str(n), f"Child{n} Elsworth") for n in range(40)))
    start = time.perf_counter()
    privacy.marked((text,), guard), privacy.doubts((text,), guard)
    privacy.without((text,), {f"person:{p.id}" for p in people}, guard)
    assert time.perf_counter() - start < 20
