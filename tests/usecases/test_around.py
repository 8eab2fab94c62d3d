"""The people around a child, the genogram, key facts, the photograph."""

from __future__ import annotations

import io
import itertools
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from services.usecases.around_commands import KeyFactForm, SharingForm, TieForm
from services.usecases.around_results import GenogramView
from services.usecases.commands import EventDraft, PersonForm
from services.usecases.desk import Desk
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramlayout import COLUMN, ROW, SYMBOL
from services.usecases.genogramwords import told

from .conftest import child_form


@pytest.fixture
def ben(desk: Desk, ada: str) -> str:
    """Ada's younger brother."""
    return desk.add_child(child_form(given="Ben", born=date(2022, 1, 9), pronouns="he/him"))


def person(desk: Desk, child: str, name: str, relation: str, **more: object) -> str:
    return desk.save_person(PersonForm(child, name, relation, **more))  # type: ignore[arg-type]


def wheres(act: object) -> list[str]:
    with pytest.raises(InvalidInput) as trouble:
        act()  # type: ignore[operator]
    return [p.where for p in trouble.value.problems]


def at(view: GenogramView, name: str) -> tuple[float, float]:
    return view.places[next(m.id for m in view.members if m.name == name)]


# --- people -------------------------------------------------------------------------------------------------------
def test_a_person_is_kept_with_all_that_is_known(desk: Desk, ada: str) -> None:
    form = PersonForm(
        ada, "Dana Quill", "mother", "family", True, "07700 900123", "Rings in the evening", "female",
        date(1990, 2, 3), None, True, "12 Hazel Close, Leek", False, True, "School only",
    )  # fmt: skip
    person_id = desk.save_person(form)
    found = desk.child(ada).network[0]
    assert (found.sex, found.born, found.in_household, found.address) == (
        "female", date(1990, 2, 3), True, "12 Hazel Close, Leek",
    )  # fmt: skip
    assert found.third_party and found.may_be_told == "School only" and found.child_id == ada
    desk.save_person(replace(form, died=date(2025, 1, 1), address=None), person_id)
    assert desk.child(ada).network[0].address == "12 Hazel Close, Leek"
    assert wheres(lambda: desk.save_person(replace(form, died=date(1980, 1, 1)))) == ["died"]
    assert wheres(lambda: desk.save_person(replace(form, born=date(2027, 1, 1), sex="x"))) == ["sex", "born"]


def test_a_protected_address_is_told_only_to_who_asks(desk: Desk, ada: str) -> None:
    desk.amend_child(ada, child_form(address="9 Mill Lane, Leek"))
    person_id = person(
        desk, ada, "Dana", "mother", address="9 Mill Lane, Leek", protected=True, in_household=True
    )
    detail = desk.child(ada)
    assert detail.network[0].address == "" and detail.network[0].protected
    assert detail.address == "Address protected"
    assert "Mill Lane" not in repr(detail)
    assert desk.around.address(person_id) == "9 Mill Lane, Leek"
    assert "Mill Lane" not in repr(desk.around.earlier("person", person_id))
    assert "Mill Lane" in desk.child_form(ada).address


def test_somebody_typed_once_belongs_to_siblings_too(desk: Desk, ada: str, ben: str) -> None:
    mum = person(desk, ada, "Dana", "mother", shares=((ben, "mother"),))
    carer = person(desk, ada, "Ola", "childminder", kind="professional")
    assert [p.name for p in desk.child(ben).network] == ["Dana"]
    seen = desk.child(ben).network[0]
    assert seen.relation == "mother" and seen.shares == ((ada, "mother"),)
    desk.save_person(PersonForm(ben, "Dana Quill", "mum", address=None, shares=seen.shares), mum)
    assert [(p.name, p.relation) for p in desk.child(ada).network] == [
        ("Dana Quill", "mother"),
        ("Ola", "childminder"),
    ]
    assert desk.child(ben).network[0].relation == "mum"
    desk.remove_person(mum, ada)  # typed there, and stays with the sibling
    assert [p.id for p in desk.child(ada).network] == [carer]
    assert [p.id for p in desk.child(ben).network] == [mum]
    desk.undo()
    assert mum in [p.id for p in desk.child(ada).network]
    desk.remove_person(mum, ben)
    assert desk.child(ben).network == ()
    assert mum in [p.id for p in desk.child(ada).network]
    with pytest.raises(NotFound):
        desk.save_person(PersonForm(ben, "Ola", "x"), carer)


def test_a_household_is_that_of_the_children_who_live_there(desk: Desk, ada: str) -> None:
    desk.amend_child(ada, child_form(address="9 Mill Lane"))
    cy = desk.add_child(child_form(given="Cy", address="With foster carers, Leek"))
    mum = person(desk, ada, "Dana", "mother", in_household=True, shares=((cy, "mother"),))
    assert desk.child(ada).network[0].in_household and not desk.child(cy).network[0].in_household
    assert not any(m.household for m in desk.around.genogram(cy).members)
    desk.save_person(PersonForm(cy, "Dana", "mum", shares=((ada, "mother"),)), mum)
    assert desk.child(ada).network[0].in_household, "kept when it is changed from where they do not live"


def test_what_a_person_was_before_stays_readable(desk: Desk, ada: str, clock: object) -> None:
    mum = person(desk, ada, "Dana", "mother", note="First words")
    desk.save_person(PersonForm(ada, "Dana Quill", "mother", note="Second words"), mum)
    new, old = desk.around.earlier("person", mum)
    assert (old.number, new.number) == (1, 2) and old.author == "Ros Adeyemi"
    assert ("Note", "First words") in old.said and ("Note", "Second words") in new.said


def test_what_a_childs_details_said_before_stays_readable(desk: Desk, ada: str) -> None:
    form = desk.child_form(ada)
    desk.amend_child(ada, replace(form, address="1 New Road", worker="Priya Nair", facts={"disabled": True}))
    new, old = desk.around.earlier("child", ada)
    assert ("Address", "1 New Road") in new.said and ("Worker", "Priya Nair") in new.said
    assert ("Worker", "Ros Adeyemi") in old.said and ("Family", "Quill") in old.said
    assert dict(new.said)["This child is"] and "This child is" not in dict(old.said)
    assert ("Standards of", "Stoke-on-Trent") in old.said and old.author == "Ros Adeyemi"
    person(desk, ada, "Ivy", "aunt", in_household=True, protected=True, address="1 New Road")
    assert all(
        "1 New Road" not in words
        for version in desk.around.earlier("child", ada)
        for _, words in version.said
    )


# --- the genogram --------------------------------------------------------------------------------------------------
def test_ties_follow_from_what_people_are(desk: Desk, ada: str, ben: str) -> None:
    mum = person(desk, ada, "Dana", "mother", shares=((ben, "mother"),), in_household=True)
    dad = person(desk, ada, "Rob", "father")
    gran = person(desk, ada, "Iris", "maternal grandmother")
    uncle = person(desk, ada, "Tom", "uncle (paternal)")
    teacher = person(desk, ada, "Mr Khan", "teacher", kind="professional")
    view = desk.around.genogram(ada)
    ties = {(t.kind, t.one, t.other) for t in view.ties}
    assert ties >= {
        ("parent_of", mum, ada), ("parent_of", mum, ben), ("parent_of", dad, ada), ("parent_of", gran, mum),
        ("sibling_of", uncle, dad),
    }  # fmt: skip
    assert teacher not in {m.id for m in view.members}
    assert at(view, "Ada Quill") == (0, 0)
    assert at(view, "Dana")[1] == at(view, "Rob")[1] == at(view, "Tom")[1] == -ROW
    assert at(view, "Iris")[1] == -2 * ROW and at(view, "Ben Quill")[1] == 0
    assert at(view, "Tom")[0] < at(view, "Rob")[0] < at(view, "Dana")[0]
    assert at(view, "Ada Quill")[0] < at(view, "Ben Quill")[0], "the elder at the left"
    row = sorted(p[0] for p in view.places.values() if p[1] == -ROW)
    assert all(b - a >= COLUMN - 0.2 for a, b in itertools.pairwise(row))
    assert {m.sex for m in view.members if m.name in ("Dana", "Iris")} == {"female"}


def test_an_entered_tie_takes_the_place_of_an_implied_one(desk: Desk, ada: str) -> None:
    mum, dad = person(desk, ada, "Dana", "mother"), person(desk, ada, "Rob", "father")
    tie = desk.around.save_tie(TieForm(ada, "adoptive_parent_of", mum, ada))
    kinds = [(t.kind, t.implied) for t in desk.around.genogram(ada).ties if {t.one, t.other} == {mum, ada}]
    assert kinds == [("adoptive_parent_of", "")]
    desk.around.save_tie(TieForm(ada, "divorced", mum, dad, date(2020, 5, 1), note="Decree in the post"))
    lines = dict(told(desk.around.genogram(ada)))
    assert "Divorced from Rob (since 1 May 2020)." in lines[mum]
    assert "Adopted child of Dana." in lines[ada]
    desk.around.remove_tie(tie)
    assert "Child of Dana and Rob." in dict(told(desk.around.genogram(ada)))[ada]
    desk.undo()
    assert "Adopted child of Dana." in dict(told(desk.around.genogram(ada)))[ada]


def test_a_tie_must_make_sense(desk: Desk, ada: str, ben: str) -> None:
    mum = person(desk, ada, "Dana", "mother")
    assert wheres(lambda: desk.around.save_tie(TieForm(ada, "cousins", mum, mum))) == ["kind", "other"]
    wrong = TieForm(ada, "married", mum, ada, date(2025, 1, 1), date(2024, 1, 1))
    assert wheres(lambda: desk.around.save_tie(wrong)) == ["until"]
    stranger = desk.add_child(child_form(given="Cy", family="Other"))
    with pytest.raises(NotFound):
        desk.around.save_tie(TieForm(ada, "close", mum, stranger))


def test_nobody_of_a_sibling_only_stands_on_a_genogram(desk: Desk, ada: str, ben: str) -> None:
    person(desk, ada, "Dana", "mother")
    person(desk, ben, "dana", "mother")  # typed on both records: the same person by name
    own = person(desk, ben, "Kit Marlow", "father")
    view = desk.around.genogram(ada)
    assert own not in {m.id for m in view.members} and "Kit Marlow" not in repr(view)
    assert sum(t.kind == "parent_of" for t in view.ties) == 2  # Dana of both
    assert "Kit Marlow" in repr(desk.around.genogram(ben))


def test_people_are_moved_by_hand_and_put_back(desk: Desk, ada: str) -> None:
    mum = person(desk, ada, "Dana", "mother")
    before = desk.around.genogram(ada).places[mum]
    desk.around.move(ada, {mum: (40.0, -300.0)})
    view = desk.around.genogram(ada)
    assert view.places[mum] == (40.0, -300.0) and view.moved == {mum}
    desk.around.move(ada, {ada: (5.0, 5.0)})
    assert desk.around.genogram(ada).moved == {mum, ada}
    desk.around.move(ada, {})
    assert desk.around.genogram(ada).places[mum] == before
    desk.undo()
    assert desk.around.genogram(ada).places[mum] == (40.0, -300.0)
    assert wheres(lambda: desk.around.move(ada, {mum: (1e9, 0)})) == ["places"]


def test_somebody_put_there_by_hand_stays_and_a_new_person_stands_beside(desk: Desk, ada: str) -> None:
    person(desk, ada, "Dana", "mother")
    aunt = person(desk, ada, "Lil", "maternal aunt")
    where = (COLUMN, 0.0)  # where a sister is going to stand
    desk.around.move(ada, {aunt: where})
    new = [person(desk, ada, f"Sister {n}", "sister") for n in range(3)]
    places = desk.around.genogram(ada).places
    assert places[aunt] == where and places[ada] == (0, 0)
    apart = [math.dist(places[a], places[b]) for a, b in itertools.combinations(places, 2)]
    assert min(apart) > SYMBOL and set(new) <= set(places)


def test_symbols_are_those_of_the_field(desk: Desk, ada: str) -> None:
    baby = desk.add_child(child_form(given="", born=None, expected=date(2026, 7, 1)))
    dad = person(desk, ada, "Rob", "father", born=date(1980, 1, 1), died=date(2020, 2, 2), in_household=True)
    mum = person(desk, ada, "Dana", "mother", in_household=True)
    desk.around.save_tie(TieForm(ada, "divorced", mum, dad))
    desk.around.save_tie(TieForm(ada, "violent", dad, mum))
    drawing = drawn(desk.around.genogram(ada))

    def of(member: str) -> list[object]:
        return [s for s in drawing.shapes if s.member == member]

    assert len(of(ada)) == 2, "a double outline"
    assert len(of(dad)) == 3 and len(of(dad)[0].points) == 4, "a square, crossed"
    assert of(mum)[0].round > 0, "a circle"
    assert len(of(baby)[0].points) == 3, "a triangle"
    assert any(s.fill == "household" for s in drawing.shapes)
    assert any(s.tone == "danger" for s in drawing.shapes)
    assert {"40"} == {label.text for label in drawing.labels if label.member == dad and not label.under} - {
        "Rob"
    }


def test_twins_pregnancies_and_those_who_died_are_drawn_and_told(desk: Desk, ada: str) -> None:
    mum = person(desk, ada, "Dana", "mother")
    dad = person(desk, ada, "Rob", "father")
    twin = person(desk, ada, "Eve", "identical twin sister")
    gran = person(desk, ada, "Iris", "late maternal grandmother")
    lost = person(desk, ada, "2019", "mother's miscarriage")
    ended = person(desk, ada, "2020", "mother's termination")
    still = person(desk, ada, "Sol", "stillborn brother")
    coming = person(desk, ada, "Bump", "father's unborn baby")
    half = person(desk, ada, "Kit", "mother's adopted son")
    view = desk.around.genogram(ada)
    members, drawing, lines = {m.id: m for m in view.members}, drawn(view), dict(told(view))

    def of(member: str) -> list[int]:
        return [len(s.points) for s in drawing.shapes if s.member == member]

    assert of(gran) == [1, 2, 2] and "has died" in lines[gran], "a circle, crossed, though no day is known"
    assert of(lost) == [3, 2] and of(ended) == [3, 2, 2] and of(still) == [4, 2, 2]
    assert of(coming) == [3] and "not born yet" in lines[coming] and members[coming].unborn
    assert "Child of Dana and Rob. Identical twin of Ada Quill." in lines[twin]
    assert "Child of Dana." in lines[lost] and "Child of Rob." in lines[coming]
    assert "Adopted child of Dana." in lines[half] and {mum, dad} <= set(lines)
    ends = [s.points[-1] for s in drawing.shapes if len(s.points) == 2 and not s.member]
    down = {p: s.points[0] for s in drawing.shapes for p in ends if s.points[-1] == p and not s.member}
    above = [down[(view.places[i][0], view.places[i][1] - 22.0)] for i in (ada, twin)]
    assert above[0] == above[1], "twins hang from one point"


def test_children_of_the_same_parents_born_on_one_day_are_twins_and_of_one_parent_half_siblings(
    desk: Desk, ada: str, ben: str
) -> None:
    cal = desk.add_child(child_form(given="Cal", born=date(2019, 4, 4), pronouns="he/him"))
    desk.amend_child(ben, child_form(given="Ben", born=date(2019, 4, 4), pronouns="he/him"))
    mum = person(desk, ada, "Dana", "mother", shares=((ben, "mother"), (cal, "mother")))
    person(desk, ada, "Rob", "father")
    person(desk, ada, "Sil", "stepfather", shares=((ben, "father"), (cal, "father")))
    lines = dict(told(desk.around.genogram(ada)))
    assert "Ben Quill, half-brother" in lines[ben] and "Twin of Cal Quill." in lines[ben]
    desk.around.save_tie(TieForm(ada, "sibling_of", ben, cal))  # somebody knows better
    assert "Twin" not in dict(told(desk.around.genogram(ada)))[ben] and mum in lines


def test_with_two_mothers_a_grandmother_is_tied_to_neither_until_somebody_says_to_whom(
    desk: Desk, ada: str
) -> None:
    one, two = person(desk, ada, "Dana", "mother"), person(desk, ada, "Fay", "mother")
    gran = person(desk, ada, "Iris", "maternal grandmother")
    view = desk.around.genogram(ada)
    assert not any(gran in (t.one, t.other) for t in view.ties)
    assert "Child of Dana and Fay." in dict(told(view))[ada]
    assert view.places[gran][1] < view.places[one][1] == view.places[two][1]
    desk.around.save_tie(TieForm(ada, "parent_of", gran, two))
    assert "Child of Iris." in dict(told(desk.around.genogram(ada)))[two]


@pytest.mark.parametrize(
    "name", ["Łucja Ćwik", "Siân Ŵyn", "محمد خان", "زینب بی بی", "রহিমা বেগম", "王小明", "Zoë 🦊"]
)
def test_names_in_any_script_stand_on_it(desk: Desk, ada: str, name: str) -> None:
    person(desk, ada, name, "mother")
    view = desk.around.genogram(ada)
    assert name in {m.name for m in view.members}
    assert any(label.text == name for label in drawn(view).labels)
    assert any(name in line for _, line in told(view))


def test_a_large_family_is_laid_out_without_crowding(desk: Desk, ada: str) -> None:
    for n, relation in enumerate(
        ["mother", "father", "maternal grandmother", "maternal grandfather", "paternal grandmother",
         "paternal grandfather", "maternal aunt", "maternal uncle", "paternal aunt", "mother's partner", "half-sister",
         "brother", "great-grandmother (maternal)", "cousin", "father's wife", "family friend"]
    ):  # fmt: skip
        person(desk, ada, f"Person {n}", relation)
    view = desk.around.genogram(ada)
    assert len(view.members) == 17
    rows: dict[float, list[float]] = {}
    for x, y in view.places.values():
        rows.setdefault(y, []).append(x)
    for xs in rows.values():
        xs.sort()
        assert all(b - a >= COLUMN - 0.2 for a, b in itertools.pairwise(xs))


# --- key facts and the photograph ------------------------------------------------------------------------------------
def test_key_facts_stand_in_their_order_and_end(desk: Desk, ada: str) -> None:
    desk.around.save_fact(KeyFactForm(ada, "health", "Asthma", "Blue inhaler in her bag"))
    risk = desk.around.save_fact(KeyFactForm(ada, "risk", "Dog loose in the yard: ring first"))
    desk.around.save_fact(
        KeyFactForm(ada, "school", "St Anne's", since=date(2023, 9, 1), until=date(2025, 7, 1))
    )
    found = desk.around.key_facts(ada)
    assert [f.kind for f in found.facts] == ["risk", "health"] and [f.kind for f in found.ended] == ["school"]
    assert desk.around.head(ada).risks == ("Dog loose in the yard: ring first",)
    desk.around.save_fact(KeyFactForm(ada, "risk", "The dog has gone", until=date(2026, 3, 1)), risk)
    assert desk.around.head(ada).risks == ()
    assert desk.around.key_facts(ada).ended[0].amended == 1
    assert wheres(lambda: desk.around.save_fact(KeyFactForm(ada, "riks", " "))) == ["kind", "title"]


def test_key_facts_know_what_events_say(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "became_looked_after", date(2026, 1, 5), {"reason": "section_20"}))
    desk.record(EventDraft(ada, "placement_started", date(2026, 1, 5), {"kind": "foster"}))
    said = dict(desk.around.key_facts(ada).from_events)
    assert said["Legal status"].startswith("Became looked after") and "5 January 2026" in said["Legal status"]
    assert "foster" in said["Where the child lives"]
    assert "Placements so far" not in said


def test_every_order_that_stands_is_told_and_every_placement(desk: Desk, ada: str) -> None:
    def told() -> dict[str, str]:
        return dict(desk.around.key_facts(ada).from_events)

    def happens(what: str, day: date, **attrs: str) -> None:
        desk.record(EventDraft(ada, what, day, attrs))

    happens("police_protection", date(2025, 1, 3))
    happens("interim_care_order", date(2025, 1, 5))
    happens("became_looked_after", date(2025, 1, 5))
    happens("placement_started", date(2025, 1, 5), kind="foster")
    assert told()["Legal status"] == "Interim care order, 5 January 2025; Became looked after, 5 January 2025"
    happens("placement_ended", date(2025, 3, 1))
    happens("placement_started", date(2025, 3, 1), kind="residential")
    happens("care_order", date(2025, 9, 1))
    happens("placement_order", date(2025, 9, 1))
    assert told()["Legal status"].startswith("Care order, 1 September 2025; Placement order")
    assert "Interim" not in told()["Legal status"]
    assert told()["Placements so far"].endswith("from 5 January 2025 to 1 March 2025")
    assert "since 1 March 2025" in told()["Placements so far"]
    happens("ceased_looked_after", date(2026, 1, 9))
    assert told()["Legal status"] == "Ceased to be looked after, 9 January 2026"
    assert told()["Placements so far"].split("; ")[0].endswith("from 1 March 2025 to 9 January 2026")


def jpeg(side: int = 300, exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side // 2), (120, 90, 60)).save(
        out, "JPEG", exif=exif, comment="Taken by Jo at 9 Mill Lane"
    )
    return out.getvalue()


def test_a_photograph_is_kept_without_what_is_hidden_in_it(desk: Desk, ada: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "9 Mill Lane"
    exif[0x0110] = "A telephone"
    data = jpeg(exif=exif.tobytes())
    assert b"Mill Lane" in data
    before = set(tmp_path.rglob("*"))
    desk.around.save_photo(ada, data + b"more than the picture", date(2026, 2, 1))
    kept = desk.around.photo(ada)
    assert kept is not None and kept.taken == date(2026, 2, 1)
    assert not any(word in kept.image for word in (b"Mill Lane", b"Exif", b"telephone", b"more than"))
    assert Image.open(io.BytesIO(kept.image)).size == (300, 150)
    assert {p.name for p in set(tmp_path.rglob("*")) - before} <= {"daymark.db-wal", "daymark.db-shm"}
    desk.around.remove_photo(ada)
    assert desk.around.photo(ada) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"GIF89a", b"\xff\xd8\xff\xe0\xff\xff", jpeg(1200)])
def test_what_is_no_small_photograph_is_refused(desk: Desk, ada: str, data: bytes) -> None:
    assert wheres(lambda: desk.around.save_photo(ada, data)) == ["image"]


# --- found again -----------------------------------------------------------------------------------------------------
def test_people_and_facts_are_found_and_a_protected_address_is_not(desk: Desk, ada: str) -> None:
    from services.usecases.finding import Wanted

    person(desk, ada, "Łukasz Quill", "father", address="12 Hazel Close", protected=True)
    person(desk, ada, "Iris Quill", "aunt", address="7 Birch Row")
    desk.around.save_fact(KeyFactForm(ada, "health", "Asthma"))
    desk.sharing.save_sharing(SharingForm(ada, date(2026, 3, 2), "The plan", "School nurse"))

    def found(words: str) -> set[str]:
        return {hit.kind for hit in desk.finder.find(Wanted(words)).hits}

    assert found("lukasz") == {"person"} and found("birch row") == {"person"}
    assert found("asthma") == {"key_fact"} and found("school nurse") == {"sharing"}
    assert found("hazel close") == set()
