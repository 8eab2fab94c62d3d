"""A child who is here already is recognised before being added again, with how the case stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.usecases.commands import ChildForm, EventDraft
from services.usecases.desk import Desk
from tests.usecases.conftest import child_form

BORN = date(2019, 5, 4)


def known(desk: Desk, **more: Any) -> list[tuple[str, str]]:
    given = {"given": "Ada", "family_name": "Quill", "born": BORN} | more
    return [(k.name, k.why) for k in desk.alike(ChildForm(**given))]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, "the same name and day of birth"),
        ({"given": "ada ", "family_name": "QUILL"}, "the same name and day of birth"),
        ({"given": "Quill", "family_name": "Ada"}, "the same name and day of birth"),
        ({"given": "Adda"}, "a name spelt almost the same, born on the same day"),
        ({"family_name": "Quil"}, "a name spelt almost the same, born on the same day"),
        ({"given": "Ida", "family_name": "Quill-Reed"}, "a name spelt almost the same, born on the same day"),
        ({"born": date(2019, 4, 5)}, "the same name, and a day of birth that one slip would explain"),
        ({"born": date(2018, 5, 4)}, "the same name, and a day of birth that one slip would explain"),
        ({"born": date(2019, 5, 14)}, "the same name, and a day of birth that one slip would explain"),
        ({"family_name": "Lovell"}, "the same first name and day of birth, another family name"),
        ({"given": "Bea", "born": date(2012, 1, 1), "reference": " st 10-44"}, "the same reference"),
    ],
)  # fmt: skip
def test_a_child_is_recognised_in_spite_of_slips(desk: Desk, more: dict[str, Any], why: str) -> None:
    desk.add_child(child_form(reference="ST/1044"))
    assert known(desk, **more) == [("Ada Quill", why)]


@pytest.mark.parametrize(
    "more",
    [
        {"born": date(2016, 11, 23)},
        {"given": "Bea"},
        {"given": "Noah", "family_name": "Reed"},
        {"given": "", "family_name": "Quill"},
        {"born": None, "expected": date(2026, 5, 4)},
        {"given": "Adda", "born": date(2018, 5, 4)},  # two things differ
    ],
)
def test_another_child_is_not_taken_for_one_on_record(desk: Desk, ada: str, more: dict[str, Any]) -> None:
    assert known(desk, **more) == []


@pytest.mark.parametrize(
    ("one", "other"), [("Łukasz Wójcik", "Lukasz Wojcik"), ("Siân Evans", "Sian Evans"), ("伟 王", "伟 王")]
)
def test_names_in_any_script_are_recognised(desk: Desk, one: str, other: str) -> None:
    (a, b), (x, y) = one.split(), other.split()
    desk.add_child(child_form(given=a, family_name=b))
    assert known(desk, given=x, family_name=y)[0][1] == "the same name and day of birth"


def test_an_unborn_child_on_record_is_offered_when_the_baby_has_a_name(desk: Desk) -> None:
    desk.add_child(ChildForm("Baby", "Quill", expected=date(2026, 4, 1)))
    assert known(desk, given="Iris", born=date(2026, 3, 18)) == [
        ("Baby Quill", "the same family name, and expected about then")
    ]


def test_how_the_case_stands_is_told(desk: Desk, ada: str) -> None:
    def found() -> Any:
        return desk.alike(child_form())[0]

    assert found().closed is None  # never opened
    desk.record(EventDraft(ada, "case_opened", date(2025, 6, 2)))
    assert (found().closed, found().worker) == (None, "Ros Adeyemi")
    (closing,) = desk.record(EventDraft(ada, "case_closed", date(2025, 11, 3)))
    assert (found().closed, found().lately) == (date(2025, 11, 3), False)
    desk.remove(closing, "Wrong day")
    desk.record(EventDraft(ada, "case_closed", date(2026, 2, 2)))
    assert (found().closed, found().lately) == (date(2026, 2, 2), True)
    assert found().born == "born 4 May 2019" and found().child_id == ada
    desk.record(EventDraft(ada, "case_opened", date(2026, 3, 10)))
    assert found().closed is None


def test_ten_thousand_children_are_looked_through_at_once(desk: Desk) -> None:
    import time

    from services.usecases import recognising

    class Row:
        given, family_name, known_as, reference, expected = "Noah", "Reed", "", "R-1", None
        born = "2019-05-05"

    form = ChildForm("Ada", "Quill", born=BORN, reference="X9")
    started = time.perf_counter()
    assert [recognising._sure(form, Row) for _ in range(10_000)].count(None) == 10_000
    assert time.perf_counter() - started < 1.5
