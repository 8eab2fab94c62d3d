"""Worked examples stand by themselves where they are printed or shown, and the one that explains most comes first."""

import re

import pytest

from services.usecases.examples import examples, examples_of
from services.usecases.standards import library


@pytest.mark.parametrize("authority", library().ids)
def test_no_counting_leans_on_another_example(authority: str) -> None:
    for example in examples(authority):
        assert not re.search(r"\b(as above|see above|as below|as before)\b", example.counting.lower()), (
            example.name
        )


def test_the_first_example_is_one_whose_counting_comes_to_the_day() -> None:
    first = examples_of("stoke-on-trent", "stoke.cp.first-review")[0]
    assert first.title == "First review from the end of November, second six months later"
    assert "28 Feb 2027" in first.counting


def test_an_example_in_which_nothing_is_owed_comes_last() -> None:
    owed = [not e.absent for e in examples_of("stoke-on-trent", "stoke.cp.first-review")]
    assert owed == sorted(owed, reverse=True)
