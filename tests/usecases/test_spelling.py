"""British spelling: what is known, what is passed over, and what may have been meant."""

from __future__ import annotations

import pytest

from services.usecases.commands import PersonForm
from services.usecases.desk import Desk
from services.usecases.results import Own
from tests.usecases.conftest import ME


def wrong(desk: Desk, text: str) -> list[str]:
    return [text[start : start + length] for start, length in desk.spelling.wrong_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The child’s colour was good; Mum didn't organise the visit.",
        "Safeguarding, neurodivergent, genogram, dysregulated, CAMHS and the IROs.",
        "Seen at 14:30, see section 4a, write to jo@exampel.org or www.exampel.org/abc.",
        "He saw Xqzzyt in the park.",  # a name within a sentence
        "عمر قال لا. 李明说不。 Łukasz said no.",
        "NFA after MASH; s47 and LPM.",
        "",
    ],
)
def test_these_are_right(desk: Desk, text: str) -> None:
    assert wrong(desk, text) == []


def test_american_spelling_and_slips_are_found_where_they_stand(desk: Desk) -> None:
    text = 'Teh color was seperately recieved. Definately so: "definately", she said, and safegaurding’s not.'
    assert wrong(desk, text) == [
        "Teh", "color", "seperately", "recieved", "Definately", "definately", "safegaurding’s",
    ]  # fmt: skip


def test_what_may_have_been_meant_comes_nearest_first(desk: Desk) -> None:
    assert desk.spelling.suggest("recieve")[0] == "receive"
    assert "separately" in desk.spelling.suggest("seperately")


def test_names_of_the_store_are_known_even_without_a_capital(desk: Desk, ada: str) -> None:
    assert wrong(desk, "Then zdenka rang. Zdenka's mother was in.") == ["zdenka", "Zdenka's"]
    desk.save_person(PersonForm(ada, "Zdenka Nowotná", "aunt"))
    assert wrong(desk, "Then zdenka rang. Zdenka's mother was in.") == []


def test_a_word_of_ones_own_is_kept_and_survives_a_change_of_settings(desk: Desk) -> None:
    own = desk.own()
    assert wrong(desk, "the jigglepump hums") == ["jigglepump"]
    desk.spelling.add("jigglepump")
    assert wrong(desk, "the jigglepump hums, Jigglepump's too") == []
    desk.save_own(Own(ME.name, ME.role, ME.authority, dict(own.settings)))
    assert desk.spelling.own_words() == {"jigglepump"}


def test_a_long_text_is_checked_fast_enough_for_the_background(desk: Desk) -> None:
    import time

    text = "The visit went well and she spoke about school and her friends. " * 2000
    desk.spelling.wrong_in("warm")
    start = time.perf_counter()
    assert desk.spelling.wrong_in(text) == ()
    assert time.perf_counter() - start < 3
