"""Whatever ties people enter, even ones that cannot be, everybody stands somewhere, nobody on somebody else."""

from __future__ import annotations

import itertools
import math
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.usecases.around_results import GenogramView, Member, TieView
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramlayout import COLUMN, places
from services.usecases.genogramwords import told
from services.usecases.kinship import FAMILY, KINDS, Kin, implied, level_of, sex_of, words

PEOPLE = st.integers(1, 14)
WORDS = (
    "mother", "dad", "step-mother", "maternal", "paternal", "great", "grandmother", "uncle", "half", "brother",
    "mother's", "father's", "partner", "cousin", "foster carer", "adoptive", "(birth)", "nan", "son", "ex",
    "friend", "",
)  # fmt: skip


@st.composite
def families(draw: st.DrawFn) -> tuple[tuple[Member, ...], tuple[TieView, ...]]:
    count = draw(PEOPLE)
    sexes = st.sampled_from(["", "male", "female", "other"])
    births = st.one_of(st.none(), st.dates(date(1930, 1, 1), date(2026, 1, 1)))
    members = tuple(
        Member(
            f"m{n}", f"Person {n}", draw(st.sampled_from(WORDS)), draw(sexes), "7", draw(births),
            unborn=draw(st.booleans()), index=not n, household=draw(st.booleans()),
        )
        for n in range(count)
    )  # fmt: skip
    ends = st.integers(0, count - 1)
    ties = draw(st.lists(st.tuples(st.sampled_from([*KINDS, FAMILY]), ends, ends), max_size=24))
    kept = tuple(TieView(str(n), kind, f"m{a}", f"m{b}") for n, (kind, a, b) in enumerate(ties) if a != b)
    return members, kept


@settings(max_examples=150, deadline=None)
@given(families())
def test_everybody_stands_somewhere_and_nobody_on_somebody_else(family):
    members, ties = family
    at = places(members, ties)
    assert set(at) == {m.id for m in members} and at["m0"] == (0, 0)
    assert at == places(members, ties), "the same each time"
    rows: dict[float, list[float]] = {}
    for x, y in at.values():
        assert math.isfinite(x) and math.isfinite(y)
        rows.setdefault(y, []).append(x)
    for row in rows.values():
        assert all(b - a >= COLUMN - 0.3 for a, b in itertools.pairwise(sorted(row)))
    drawing = drawn(GenogramView("m0", "Person 0", members, ties, at))
    points = [p for shape in drawing.shapes for p in shape.points]
    assert all(math.isfinite(v) for p in points for v in p)
    assert {label.text for label in drawing.labels} >= {m.name for m in members}
    assert len(told(GenogramView("m0", "Person 0", members, ties, at))) == len(members)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=8), st.text(max_size=40))
def test_any_words_can_be_read_as_a_relation(relations, typed):
    kin = [Kin(f"p{n}", relation, "c") for n, relation in enumerate([*relations, typed])]
    for tie in implied(kin):
        assert tie.kind in KINDS and tie.one != tie.other
    assert -3 <= level_of(typed) <= 1 and sex_of(typed) in ("", "male", "female")
    assert isinstance(words(typed), list)


def test_members_who_are_moved_onto_one_place_are_drawn_all_the_same():
    members = tuple(Member(f"m{n}", f"P{n}", "", index=not n, household=True) for n in range(3))
    ties = (
        TieView("a", "parent_of", "m1", "m0"),
        TieView("b", "married", "m1", "m2"),
        TieView("c", "violent", "m1", "m2"),
    )
    drawing = drawn(GenogramView("m0", "P0", members, ties, {m.id: (0.0, 0.0) for m in members}))
    assert drawing.width > 0 and drawing.height > 0
