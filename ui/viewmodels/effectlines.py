"""What saving an event would do, in lines: the strictest rules, with the looser ones that they cover beneath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.usecases.joining import both
from services.usecases.results import DeadlineView, Effect
from ui.viewmodels.moments import moment_text


@dataclass(frozen=True, slots=True)
class EffectLine:
    state: str
    words: str
    under: tuple[str, ...] = ()  # what this one covers: looser rules that the same act meets

    hint: str = ""

    @property
    def more(self) -> str:
        if not self.under:
            return self.hint
        rules = "1 looser rule" if len(self.under) == 1 else f"{len(self.under)} looser rules"
        return f"and {rules} for the same act"


@dataclass(frozen=True, slots=True)
class EffectLines:
    """What saving would do, in words."""

    groups: tuple[tuple[str, str, tuple[EffectLine, ...]], ...]  # (kind, heading, lines)
    whose: str = ""  # of whom, where it is told for several: "Maya", or "Maya and Noah" where it is the same

    @property
    def empty(self) -> bool:
        return not self.groups


def lines_of_each(effects: Sequence[Effect], today: date) -> tuple[EffectLines, ...]:
    """For one child, or for several by name; those for whom it does the same stand together."""
    if len(effects) == 1:
        return (effect_lines(effects[0], today),)
    names: dict[EffectLines, list[str]] = {}
    for each in effects:
        names.setdefault(effect_lines(each, today), []).append(each.child_name)
    return tuple(replace(lines, whose=both(said)) for lines, said in names.items())


def effect_lines(effect: Effect, today: date) -> EffectLines:
    groups = []
    moved = _moved(effect)
    gone = {old.key for old in moved.values()}
    for kind, heading, deadlines in (
        ("meets", "This will meet", effect.meets),
        (
            "moves",
            "This will move",
            [n for n in effect.starts if n.key in moved and n.due != moved[n.key].due],
        ),
        ("starts", "This will start", [new for new in effect.starts if new.key not in moved]),
        ("ends", "This will end", [old for old in effect.ends if old.key not in gone]),
    ):
        if deadlines:
            groups.append((kind, heading, _folded(deadlines, moved)))
    if effect.leaves:
        lines = [EffectLine("projected", plan) for plan in effect.leaves]
        lines[-1] = replace(
            lines[-1], hint="They end under Plans, or with the case under Transfer and closing."
        )
        groups.append(("leaves", "These plans stay in force", tuple(lines)))
    return EffectLines(tuple(groups))


def _moved(effect: Effect) -> dict[str, DeadlineView]:
    """New deadline → the one in whose place it comes: of a standard of which one ends and one starts."""
    ends: dict[str, list[DeadlineView]] = {}
    for old in effect.ends:
        ends.setdefault(old.standard, []).append(old)
    starts = Counter(new.standard for new in effect.starts)
    return {
        new.key: ends[new.standard][0]
        for new in effect.starts
        if starts[new.standard] == 1 and len(ends.get(new.standard, ())) == 1
    }


def _folded(deadlines: Sequence[DeadlineView], moved: Mapping[str, DeadlineView]) -> tuple[EffectLine, ...]:
    """A line for each that no stricter one of the same group covers, with those that it covers."""
    by_key = {each.key: each for each in deadlines}
    under: dict[str, list[str]] = {}
    tops = []
    for each in deadlines:
        top, steps = each, 0
        while top.governed_by in by_key and steps < len(by_key):
            top, steps = by_key[top.governed_by], steps + 1
        if top is each or steps == len(by_key):  # rules that name one another in a ring all stay
            tops.append(each)
        else:
            under.setdefault(top.key, []).append(_effect_line(each, moved))
    return tuple(
        EffectLine(top.state, _effect_line(top, moved), tuple(under.get(top.key, ()))) for top in tops
    )


def _effect_line(deadline: DeadlineView, moved: Mapping[str, DeadlineView]) -> str:
    due = f"due {moment_text(deadline.due)}" if deadline.due is not None else "no date set"
    before = moved.get(deadline.key)
    if before is not None and before.due is not None:
        due += f", was {moment_text(before.due)}"
    return f"{deadline.says.rstrip('.')} ({due})"
