"""A life for each story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.usecases.results import Own
from tests.ui.stories.living import Life
from ui import prompts

Begin = Callable[[Own, date], Life]


@pytest.fixture
def begin(qtbot: Any, dressed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Begins a life on a new store."""
    monkeypatch.setattr(prompts, "ask", lambda *words, **more: True)
    lives: list[Life] = []

    def make(own: Own, start: date) -> Life:
        lives.append(Life(qtbot, tmp_path / "store", own, start))
        return lives[-1]

    yield make
    for life in lives:
        life.end()
