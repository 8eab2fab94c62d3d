"""The layers beneath a deadline, in words: what the national guidance says of the same act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.usecases.results import DeadlineView
from services.usecases.standards_results import LayerGroup, LayerLine, Passing, StandardView
from ui.viewmodels.moments import capital, moment_text

NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class LayerNote:
    """One thing to know from another layer; `warns` where the local reading would pass the national limit."""

    words: str
    warns: bool


def beneath(deadline: DeadlineView, groups: Sequence[LayerGroup]) -> tuple[LayerNote, ...]:
    """What the national guidance has for the same act as this local deadline."""
    for group in groups:
        mine = next((x for x in group.lines if x.layer != NATIONAL and x.deadline.key == deadline.key), None)
        if mine is not None:
            return tuple(_note(mine, x) for x in group.lines if x.layer == NATIONAL)
    return ()


def _note(mine: LayerLine, national: LayerLine) -> LayerNote:
    other = national.deadline
    when = f"by {moment_text(other.due)}" if other.due is not None else "with no date printed"
    words = f"National guidance: {other.says.rstrip('.')}, {when} ({other.cite})."
    if mine.passes == other.standard:
        return LayerNote(f"{words} This local reading would pass that limit. Plan to the earlier date.", True)
    if national.governs:
        return LayerNote(f"{words} It comes first.", False)
    return LayerNote(words, False)


def national_notes(
    standard: StandardView, national: Sequence[StandardView], passing: Sequence[Passing]
) -> tuple[LayerNote, ...]:
    """The national guidance on the same topic, and whether this standard allows more time than it."""
    passed = {p.national: p for p in passing if p.standard == standard.id}
    same = [n for n in national if n.id in passed or (standard.topic and n.topic == standard.topic)]
    return tuple(_standing(n, passed.get(n.id)) for n in same)


def _standing(national: StandardView, passed: Passing | None) -> LayerNote:
    words = f"{capital(national.limit)}. {national.says.rstrip('.')} ({national.cite})."
    if passed is None:
        return LayerNote(words, False)
    often = "always" if passed.always else "from some days (over a weekend, a bank holiday or a short month)"
    return LayerNote(
        f"{words} The standard above allows more time than this, {often}: plan to the earlier date.", True
    )
