"""Checklists name what exists, put the weightiest first, and are kept as lines of the notes."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from services.usecases import checklists
from services.usecases.commands import EventDraft
from services.usecases.standards import library
from services.usecases.vocabulary import RESOURCES, event_forms, words

DATA = tomllib.loads((RESOURCES / "checklists.toml").read_text("utf-8"))
BOOKS = {name: library().rulebook(name) for name in library().ids}
MOMENTS = {e.at for book in BOOKS.values() for e in book.expectations}


def test_the_data_name_only_what_there_is() -> None:
    assert {*DATA["moment"]} <= {*words().events}
    assert {at for ats in (*DATA["moment"].values(), *DATA["writing"].values()) for at in ats} <= MOMENTS
    assert {name for names in DATA["only"].values() for name in names} <= {*words().episodes}
    every = {e.id for book in BOOKS.values() for e in book.expectations}
    for rule in DATA["only"]:
        assert any(name == rule or name.startswith(rule) for name in every), rule
    roles = {e.role for book in BOOKS.values() for e in book.expectations}
    assert {*DATA["last"]["roles"]} <= roles
    for at, lists in DATA["first"].items():
        for authority, names in lists.items():
            there = {e.id for e in BOOKS[authority].expectations if e.at == at}
            assert len(names) <= checklists.FIRST, (at, authority)
            assert {*names} <= there, (at, authority, {*names} - there)


def test_every_list_is_short_first_and_whole_in_the_end() -> None:
    for authority, book in BOOKS.items():
        for form in event_forms():
            found = checklists.for_event(form.type, authority)
            if found is None:
                continue
            moments = DATA["moment"][form.type]
            assert 1 <= len(found.first) <= checklists.FIRST
            assert {e.id for e in found.all} == {e.id for e in book.expectations if e.at in moments}
            assert len({e.id for e in found.all}) == len(found.all)


def test_a_visit_starts_with_the_child_seen_alone() -> None:
    found = checklists.for_event("visit", "stoke-on-trent")
    assert found is not None and found.first[0].id == "stoke.visiting.child-alone"
    assert len(found.rest) > 20
    assert checklists.for_event("dental_check", "oldham") is None


def test_what_belongs_to_other_work_is_left_out() -> None:
    def ids(*open_now: str) -> set[str]:
        found = checklists.for_event("visit", "stoke-on-trent", open_now)
        assert found is not None
        return {e.id for e in found.all}

    assert "stoke.visiting.cla-suitability" not in ids("case", "cp")
    assert "stoke.visiting.cin-cp-others" in ids("case", "cp")
    assert "stoke.visiting.cla-suitability" in ids("looked_after")
    assert "stoke.clavisit.custody" not in ids("looked_after"), "the closer rule decides"
    assert "stoke.clavisit.custody" in ids("custody")


def test_what_others_are_asked_comes_after() -> None:
    found = checklists.for_event("core_group", "oldham")
    assert found is not None
    roles = [e.role for e in found.all]
    assert roles.index("partner agencies") > roles.index("core group")


@pytest.mark.parametrize("authority", sorted(BOOKS))
def test_writing_has_its_lists(authority: str) -> None:
    assert checklists.for_writing("assessment", authority) is not None
    assert checklists.for_writing("plan", authority) is not None
    assert checklists.for_writing("letter", authority) is None


def test_ticks_are_lines_of_the_record(desk, ada) -> None:
    found = checklists.for_event("visit", "stoke-on-trent")
    assert found is not None
    some = {e.id for e in found.first[:2]}
    text = checklists.written("Something typed by hand", found.all, some)
    assert text.splitlines()[0] == "Something typed by hand"
    (event,) = desk.record(
        EventDraft(ada, "visit", date(2026, 3, 18), {"seen": True}, notes=((checklists.HEADING, text),))
    )
    (view,) = [e for e in desk.calendar(ada).events if e.id == event]
    notes = dict(view.notes)
    assert checklists.ticked(notes, found.all) == some
    assert found.first[0].says.rstrip(".") in notes[checklists.HEADING]
    again = checklists.written(notes[checklists.HEADING], found.all, {found.first[1].id})
    assert checklists.ticked({checklists.HEADING: again}, found.all) == {found.first[1].id}
    assert "Something typed by hand" in again
    assert checklists.written("", found.all, ()) == ""
