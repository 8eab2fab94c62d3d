"""Which words of a day find room in its cell of the month: whole ones, the fullest first."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from ui.viewmodels.month import DayItem


def head_words(metrics: QFontMetrics, room: int, today: bool, more: int) -> tuple[str, str]:
    """ "Today" and "2 more" beside a day's number, whole or not at all; "+2" where there is little room."""
    word = "Today" if today else ""
    for pair in ((word, f"{more} more"), (word, f"+{more}"), ("", f"+{more}")) if more else ((word, ""),):
        gap = 6 if all(pair) else 0
        if sum(metrics.horizontalAdvance(words) for words in pair) + gap <= room:
            return pair
    return "", ""


def fitting(metrics: QFontMetrics, item: DayItem, width: int) -> str:
    """The fullest words that find room on one line; "" where none do."""
    return next((each for each in item.short if metrics.horizontalAdvance(each) <= width), "")


def filling(metrics: QFontMetrics, item: DayItem, room: QRect) -> str:
    """The fullest words that find room on the lines of `room`; as a last resort a long word is cut with dots."""
    for words in item.short[1:] or item.short:
        box = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words)
        if box.height() <= room.height() + 1 and box.width() <= room.width():
            return words
    lines = max(1, (room.height() + 1) // metrics.lineSpacing())
    return fitting(metrics, item, room.width()) or cut(metrics, item.brief, room.width(), lines)


def cut(metrics: QFontMetrics, words: str, width: int, lines: int) -> str:
    """Words on at most so many lines, broken between words; what does not fit on its line ends in dots."""
    found: list[str] = []
    rest = words.split()
    while rest and len(found) < lines - 1:
        line = rest.pop(0)
        while rest and metrics.horizontalAdvance(f"{line} {rest[0]}") <= width:
            line = f"{line} {rest.pop(0)}"
        found.append(line)
    if rest:
        found.append(" ".join(rest))
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in found)


def wrapped(item: DayItem) -> str:
    """On more than one line the state is told by the mark, the words by the act."""
    return item.short[min(1, len(item.short) - 1)]
