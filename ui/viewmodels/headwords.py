"""What the head of a child's record says, in words."""

from __future__ import annotations

from datetime import date

from services.usecases.results import ChildDetail
from ui.viewmodels.moments import relative, short_day


def shortened(text: str, most: int = 110) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def who_line(child: ChildDetail) -> str:
    parts = [f"Known as {child.known_as}"] if child.known_as and child.known_as != child.given else []
    if child.born is not None:
        parts.append(f"{child.age}, born {short_day(child.born)}")
    elif child.expected is not None:
        parts.append(f"Unborn, expected {short_day(child.expected)}")
    parts += [words for words in (child.pronouns, child.languages, child.address) if words]
    return " · ".join(parts)


def brief_line(child: ChildDetail, today: date) -> str:
    """What matters most, in one line: the age, what is open, when last seen and seen alone."""
    parts = [child.age] if child.born is not None else []
    if child.expected is not None and child.born is None:
        parts.append(f"Unborn, expected {short_day(child.expected)}")
    parts += [each.label for each in child.episodes if each.ended is None] or ["Nothing is open"]
    for words, day in (("Seen", child.last_seen), ("Alone", child.last_seen_alone)):
        parts.append(f"{words} {relative(day, today)}" if day is not None else f"{words}: not yet recorded")
    return " · ".join(parts)


def seen(day: date | None, today: date) -> str:
    return f"{short_day(day)} ({relative(day, today)})" if day is not None else "not yet recorded"
