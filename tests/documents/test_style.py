"""Paper and window show the same states: the same words and the same hues."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from services.documents import style
from services.documents.words import STATE_MEANINGS, STATE_WORDS
from services.usecases.results import STATES

THEME = Path(__file__).parents[2] / "resources" / "theme" / "light.toml"


def _hex(colour: style.Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


@pytest.fixture(scope="module")
def tokens() -> dict[str, str]:
    return tomllib.loads(THEME.read_text(encoding="utf-8"))["colors"]


@pytest.mark.parametrize("state", [*STATES, "booked"])
def test_each_state_has_the_hue_of_the_windows_light_theme(tokens, state):
    assert _hex(style.STATE_COLOURS[state]) == tokens[f"state-{state}"]


def test_text_and_headings_have_the_hues_of_the_light_theme(tokens):
    assert [_hex(c) for c in (style.INK, style.QUIET, style.ACCENT)] == [
        tokens[name] for name in ("text", "text-quiet", "accent")
    ]


def test_each_state_has_a_word_and_a_meaning():
    assert set(STATE_WORDS) == set(STATE_MEANINGS) == set(STATES)
    assert list(STATE_WORDS.values()) == [
        "Overdue",
        "Due",
        "Projected",
        "Met",
        "Met late",
        "Lapsed",
        "Waived",
    ]
