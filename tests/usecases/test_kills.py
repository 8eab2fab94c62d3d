"""A short form of `python -m tests.kill_writes --kills 200`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kill_writes import run


@pytest.mark.slow
def test_ten_kills_in_the_middle_of_writes_lose_nothing(tmp_path: Path) -> None:
    tally = run(10, tmp_path, seed=7)
    assert tally.troubles == []
    assert tally.kills == 10 and tally.acknowledged > 10
