"""What stands in one day of a month page: entries with as many lines each as the day has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.documents.paper import Paper, Text
from services.documents.pieces import Line, Span
from services.documents.style import INK, STATE_COLOURS, Style
from services.documents.words import STATE_WORDS

ENTRY = Style(size=7.2, leading=8.7)  # of a full month
LARGE = Style(size=8.6, leading=10.3)  # of a month that has the room
MORE = ENTRY.but(bold=True)
GAP = 1.2  # after each entry
_MOST_LINES = 3  # that one entry may take


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stands in a day: a state (or "booked"), its short text, and its time where known."""

    state: str
    text: str
    at: date | datetime


def arranged(
    paper: Paper, items: Sequence[Item], width: float, room: float, entry: Style = ENTRY
) -> list[tuple[Item, list[Line]]]:
    """As many items as fit the room with a line each; then, the first before the next, a second and a third
    line for those that need it, as long as there is room."""
    line, gap = entry.leading, GAP
    fit = int((room + 0.01) // (line + gap))
    if fit < len(items):
        fit = max(0, int((room - MORE.leading + 0.01) // (line + gap)))
    shown = items[:fit]
    spare = room - len(shown) * (line + gap) - (MORE.leading if fit < len(items) else 0.0)
    whole = [clip(paper, _spans(item), entry, width, _MOST_LINES) for item in shown]
    given = [1] * len(shown)
    for wanted in range(2, _MOST_LINES + 1):
        for number, lines in enumerate(whole):
            if given[number] == wanted - 1 and len(lines) >= wanted and spare + 0.01 >= line:
                given[number], spare = wanted, spare - line
    return [
        (item, lines if len(lines) <= most else _shortened(paper, item, width, most, entry))
        for item, lines, most in zip(shown, whole, given, strict=True)
    ]


def wanted_height(paper: Paper, items: Sequence[Item], width: float, entry: Style = ENTRY) -> float:
    """The height that the entries take when each has all its lines (three at most)."""
    return sum(len(clip(paper, _spans(i), entry, width, _MOST_LINES)) * entry.leading + GAP for i in items)


def whole(paper: Paper, items: Sequence[Item], width: float, entry: Style) -> bool:
    """Whether each entry can be read to its end in that type."""
    return all(len(paper.setter.lines(_spans(i), entry, width)) <= _MOST_LINES for i in items)


def _shortened(paper: Paper, item: Item, width: float, most: int, entry: Style) -> list[Line]:
    return clip(paper, _spans(item, brief=most == 1), entry, width, most)


def _spans(item: Item, brief: bool = False) -> Text:
    """The item's words; `brief` ones leave the state of what is not owed now to the mark, which the key on
    the page explains."""
    colour = STATE_COLOURS.get(item.state, INK)
    word = state_word(item)
    when = f" {item.at:%H:%M}" if isinstance(item.at, datetime) else ""
    if brief and item.state not in ("overdue", "due"):
        return (Span(f"{when} {item.text}".strip(), colour=colour),)
    return (Span(f"{word}{when}: ", bold=True, colour=colour), Span(item.text))


def state_word(item: Item) -> str:
    """ "Due", "Booked" """
    return "Booked" if item.state == "booked" else STATE_WORDS.get(item.state, item.state)


def says_state(item: Item, lines: Sequence[Line]) -> bool:
    """Whether the words tell the state, and not the mark alone."""
    return "".join(piece.text for line in lines[:1] for _, piece in line.pieces).startswith(state_word(item))


def clip(paper: Paper, text: Text, style: Style, width: float, most: int) -> list[Line]:
    """The first lines of a text; where more follow, the last one ends in an ellipsis."""
    short = (
        text[:400]
        if isinstance(text, str)
        else [Span(" ".join(s.text[:400].split("\n")), s.bold, s.italic, s.colour) for s in text]
    )
    lines = paper.setter.lines(short, style, width)
    if len(lines) <= most:
        return lines
    kept = lines[:most] if most > 1 else paper.setter.lines(short, style, 10_000)[:1]
    dots = paper.setter.lines("\u2026", style, width)[0]
    dot = dots.pieces[0][1]
    last = kept[-1]
    pieces = list(last.pieces)
    end = pieces[-1][0] + pieces[-1][1].width if pieces else 0.0
    while pieces and end + dot.width > width:
        at, piece = pieces[-1]
        if piece.glyphs is None and not piece.note and len(piece.text) > 1:
            text_left = piece.text[:-1].rstrip() or piece.text[:1]
            shorter = sum(piece.face.widths[ord(c)] for c in text_left) * piece.look.size / 1000
            pieces[-1] = (at, type(piece)(text_left, piece.look, piece.face, shorter))
            end = at + shorter
            if len(text_left) == 1:
                pieces.pop()
                end = at
        else:
            pieces.pop()
            end = at
    kept[-1] = Line((*pieces, (end, dot)), end + dot.width, style)
    return kept
