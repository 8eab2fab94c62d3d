"""Which way a line of our own words is read when what it begins with (a name, say) is written the other way."""

from __future__ import annotations

import unicodedata

_MARK = "\u200e"  # left-to-right mark: takes no room


def left_to_right(text: str) -> str:
    """The text, read from left to right also where it begins with Arabic, Urdu or Hebrew; others as they are."""
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way == "L":
            return text
        if way in ("R", "AL"):
            return _MARK + text
    return text
