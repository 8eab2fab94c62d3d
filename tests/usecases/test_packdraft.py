"""The guided editor's data: drafts, their problems at the field, the live preview, the language taken apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.usecases import packdraft, packparts
from services.usecases.browse import book_view
from services.usecases.packdraft import PackDraft, StandardDraft
from services.usecases.packfile import write_pack
from services.usecases.packparts import ConditionPart, LengthPart, Part, TermPart
from services.usecases.packpreview import preview
from services.usecases.standards import library
from services.usecases.versions import pack_changes

BOOKS = [library().rulebook(name) for name in library().ids]
EVERY = [(b.id, s) for b in BOOKS for s in packdraft.draft_of(b).standards]
GOOD = StandardDraft(
    id="x.one",
    area="child_protection",
    says="A core group meets within ten working days",
    cite="1.2",
    clock="icpc[outcome=cp_plan]",
    due="10 working days",
    met_by="core_group",
    role="social worker",
)
TEXT = st.text(max_size=30)
YEAR, QUARTER = LengthPart(((1, "years"),)), LengthPart(((90, "days"),))
SEEN = TermPart("visit", (Part("seen"),))
DRAFT = PackDraft("x", "X", "Standards of X", "1", date(2026, 1, 1), "", (GOOD,))


@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.id)
def test_a_draft_says_the_same_as_the_standards_it_was_made_from(book: Any) -> None:
    from services.usecases.calendars import working_calendar

    draft = packdraft.draft_of(book)
    assert packdraft.problems(draft) == ()
    assert packdraft.read_unfinished(packdraft.unfinished_text(draft)) == draft
    again = packdraft.book_of(draft)
    assert pack_changes(book, again, working_calendar()).rules == ()
    assert [s.id for s in again.standards] == [s.id for s in book.standards]
    assert write_pack(packdraft.book_of(packdraft.draft_of(again))) == write_pack(again)


def test_every_standard_can_be_taken_apart_and_put_together() -> None:
    for _, s in EVERY:
        for text in (s.clock, s.until, s.met_by):
            parts = packparts.terms(text)
            assert parts is not None
            assert packparts.terms_text(parts) == text
            assert bool(packparts.say_terms(text)) is bool(text)
        for text in filter(None, (s.due, s.repeat)):
            length = packparts.length(text)
            assert length is not None
            assert packparts.length_text(length) == text
            assert packparts.say_length(text)
        for text in s.when:
            part = packparts.condition(text)
            assert part is not None
            assert packparts.condition_text(part) == text
            assert packparts.say_condition(text)


def test_every_shipped_standard_has_a_preview_with_an_example() -> None:
    for authority, s in EVERY:
        found = preview(s)
        assert found.problems == (), (authority, s.id)
        assert found.sentences
        assert found.example[0].startswith("Say "), (authority, s.id)
        assert found.limit


def test_the_example_is_counted_on_the_calendar() -> None:
    """Ten working days from Thu 26 March 2026: day 1 is Fri 27 March; Good Friday and Easter Monday lie
    between; day 10 is Mon 13 April."""
    found = preview(GOOD, date(2026, 3, 26))
    assert found.example[0] == (
        "Say an initial child protection conference is held and makes a child protection plan on Thu 26 Mar 2026."
    )
    assert found.example[1] == "Due by Mon 13 Apr 2026: a core group."
    assert "Good Friday (Fri 3 Apr 2026)" in found.example[2]
    again = preview(replace(GOOD, kind="interval", due="", repeat="4 weeks"), date(2026, 3, 2))
    assert again.example[1] == "Due by Mon 30 Mar 2026: a core group."
    assert again.example[3] == "Done on that day, it is next due by Mon 27 Apr 2026."
    back = preview(replace(GOOD, kind="before", clock="review_conference", due="-3 working days"))
    assert back.example[0] == "Say a review child protection conference is booked for Mon 23 Mar 2026."
    assert back.example[1] == "Due by Wed 18 Mar 2026: a core group."


def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_still_told() -> None:
    found = preview(replace(GOOD, due="10 wrking days"))
    assert [(p.standard, p.field) for p in found.problems] == [("x.one", "due")]
    assert "write a whole number" in found.problems[0].says
    assert (found.sentences, found.example) == ((), ())
    unnamed = preview(replace(GOOD, says="", cite=" "))
    assert {p.field for p in unnamed.problems} == {"cite", "says"}
    assert unnamed.sentences  # how it counts is told all the same
    assert unnamed.example


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"clock": "core_grp"}, "clock"),
        ({"clock": ""}, "clock"),
        ({"met_by": "core_group[colour]"}, "met_by"),
        ({"when": ("open.cpp",)}, "when"),
        ({"repeat": "0 weeks"}, "repeat"),
        ({"kind": "before"}, "due"),
        ({"kind": "interval"}, "repeat"),
        ({"kind": "caseload"}, "limit"),
        ({"force": "shall"}, "force"),
        ({"tied": ("x.none",)}, "tied"),
        ({"note": "x\u202ey"}, "note"),
        ({"says": ""}, "says"),
    ],
)
def test_problems_of_a_draft_are_those_of_the_reader(change: dict[str, Any], field: str) -> None:
    draft = replace(DRAFT, standards=(replace(GOOD, **change),))
    assert [(p.standard, p.field) for p in packdraft.problems(draft)] == [("x.one", field)]


def test_problems_of_the_head() -> None:
    found = packdraft.problems(DRAFT.without_date().with_head(name="", published="soon"))
    assert {(p.standard, p.field) for p in found} == {("", "effective"), ("", "name"), ("", "published")}


def test_a_draft_is_changed_by_copies() -> None:
    two = DRAFT.added(replace(GOOD, id="", area="looked_after", says="A review"))
    assert [s.id for s in two.standards] == ["x.one", "x.looked-after.a-review"]
    three = two.copied(0)
    assert [s.id for s in three.standards] == ["x.one", "x.one-2", "x.looked-after.a-review"]
    tied = three.with_standard(1, replace(three.standards[1], tied=("x.one",)))
    renamed = tied.with_standard(0, replace(tied.standards[0], id="x.first"))
    assert renamed.standards[1].tied == ("x.first",)
    assert renamed.without(0).standards[0].tied == ()
    assert DRAFT.standards == (GOOD,)
    assert packdraft.problems(three) == ()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Stoke-on-Trent (new)", "stoke-on-trent-new"),
        ("Ynys Môn", "ynys-mon"),
        ("  ", ""),
        ("北京", ""),
        ("A" * 200, "a" * 60),
    ],
)
def test_a_name_as_an_id(name: str, slug: str) -> None:
    assert packdraft.slug(name) == slug


def test_choices_offer_what_the_reader_takes() -> None:
    found = packdraft.choices()
    assert {s.area for _, s in EVERY} == {c.value for c in found.areas}
    for choices in (found.kinds, found.forces, found.readings, found.operators, found.conditions):
        assert all(c.label and c.label != c.value for c in choices)
    for event in found.events:
        assert packparts.terms(event.type) is not None
        for milestone in event.milestones:
            assert packparts.terms(f"{event.type}.{milestone.value}") is not None
        for attr in event.attrs:
            part = Part(attr.name, "=", (attr.values[0].value,)) if attr.values else Part(attr.name)
            if attr.kind == "number":
                part = Part(attr.name, ">=", ("2",))
            text = packparts.term_text(TermPart(event.type, (part,)))
            assert packparts.terms(text) is not None, text


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (ConditionPart("open", "cp", negated=True), "not open.cp"),
        (ConditionPart("fact", "child", "age", ">=", ("16",)), "child.age >= 16"),
        (ConditionPart("fact", "child", "disabled", negated=True), "not child.disabled"),
        (ConditionPart("age", "looked_after", op=">=", length=YEAR), "looked_after.age >= 1 years"),
        (ConditionPart("placement", attr="kind", op="=", values=("foster", "kinship")), None),
        (
            ConditionPart("count", op=">=", number=3, term=TermPart("missing_started"), length=QUARTER),
            "count(missing_started, 90 days) >= 3",
        ),
        (ConditionPart("since", op="<", term=SEEN, length=YEAR), "since(visit[seen]) < 1 years"),
    ],
)
def test_conditions_put_together(part: ConditionPart, text: str | None) -> None:
    written = packparts.condition_text(part)
    if text is None:
        assert written == "placement.kind = foster/kinship"
        return
    assert written == text
    read = packparts.condition(text)
    assert read is not None
    assert packparts.condition_text(read) == text


def test_a_text_that_cannot_be_read_is_left_to_be_shown_as_written() -> None:
    assert packparts.terms("visit[") is None
    assert packparts.length("soon") is None
    assert packparts.condition("if it rains") is None
    assert packparts.say_terms("visit[") == packparts.say_condition("x") == packparts.say_length("x") == ""


@settings(max_examples=150, deadline=None)
@given(st.builds(StandardDraft, *[TEXT] * 9, st.lists(TEXT, max_size=2).map(tuple), *[TEXT] * 7))
def test_whatever_is_typed_has_named_problems_or_a_preview(standard: StandardDraft) -> None:
    found = preview(standard)
    assert found.problems or found.sentences
    draft = replace(DRAFT, standards=(standard,))
    packdraft.problems(draft)
    assert packdraft.read_unfinished(packdraft.unfinished_text(draft)).standards[0].says == standard.says


def test_a_changed_standard_shows_an_example_of_its_own_count() -> None:
    stoke = library().rulebook("stoke-on-trent")
    draft = packdraft.draft_of(stoke, id="alder", name="Alder")
    place = [s.id for s in draft.standards].index("stoke.cp.first-core-group")
    changed = draft.with_standard(place, replace(draft.standards[place], due="5 working days"))
    was, now = book_view(stoke).standards[place], book_view(packdraft.book_of(changed)).standards[place]
    assert was.example is not None
    assert now.example is not None
    assert now.example.title == "Made up for this standard"
    assert now.example.expected[0].startswith("Due by Mon 9 Mar 2026: the first core group")
    same = book_view(packdraft.book_of(draft)).standards[place]
    assert same.example == was.example
