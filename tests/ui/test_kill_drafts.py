"""A short form of `python -m tests.kill_drafts --kills 20`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kill_drafts import run


@pytest.mark.slow
def test_three_kills_while_a_visit_is_written_bring_the_draft_back(tmp_path: Path) -> None:
    tally = run(3, tmp_path, seed=11)
    assert tally.troubles == []
    assert tally.kills == 3 and tally.strokes > 0
