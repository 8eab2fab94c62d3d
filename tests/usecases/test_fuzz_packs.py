"""A short run of the fuzzing of the pack reader (a long one: python -m tests.fuzz_packs --count 100000)."""

from tests.fuzz_packs import run


def test_five_hundred_mutated_packs_are_refused_with_reasons_or_read_whole() -> None:
    assert run(500, 2026, tell=lambda said: None) == []
