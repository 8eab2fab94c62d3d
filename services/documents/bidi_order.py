"""The order of mixed left-to-right and right-to-left text on one line (Unicode Bidirectional Algorithm, by
python-bidi)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from bidi import algorithm

from services.documents.script import RTL, extends


def base_level(text: str) -> int:
    """1 where the first letter with a direction runs from right to left, else 0."""
    return int(algorithm.get_base_level(text))


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character; odd ones run from right to left."""
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels("".join(map(_known, text)), storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [-1] * len(text)
    for char in storage["chars"]:
        found[char["index"]] = char["level"]
    previous = base
    for index, level in enumerate(found):
        stays = level < 0 or (index > 0 and extends(text[index]))
        previous = found[index] = previous if stays else level
    return found


def _known(char: str) -> str:
    """The character, or where it is unassigned (which python-bidi refuses) a letter of its block's direction."""
    if unicodedata.bidirectional(char):
        return char
    return "\u05d0" if RTL.match(char) else "a"


def visual_order(runs: Sequence[int]) -> list[int]:
    """The indices of runs from left to right, from their levels (rule L2)."""
    order = list(range(len(runs)))
    if not runs:
        return order
    odd = [level for level in runs if level % 2]
    for level in range(max(runs), (min(odd) if odd else max(runs) + 1) - 1, -1):
        start = 0
        while start < len(order):
            if runs[order[start]] >= level:
                end = start
                while end < len(order) and runs[order[end]] >= level:
                    end += 1
                order[start:end] = order[start:end][::-1]
                start = end
            else:
                start += 1
    return order
