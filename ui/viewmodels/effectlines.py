"""What saving an event would do, in lines: the strictest rules, with the looser ones that they cover beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.usecases.results import DeadlineView, Effect
from ui.viewmodels.moments import moment_text


@dataclass(frozen=True, slots=True)
class EffectLine:
    state: str
    words: str
    under: tuple[str, ...] = ()  # what this one covers: looser rules that the same act meets

    @property
    def more(self) -> str:
        if not self.under:
            return ""
        rules = "1 looser rule" if len(self.under) == 1 else f"{len(self.under)} looser rules"
        return f"and {rules} for the same act"


@dataclass(frozen=True, slots=True)
class EffectLines:
    """What saving would do, in words."""

    groups: tuple[tuple[str, str, tuple[EffectLine, ...]], ...]  # (kind, heading, lines)

    @property
    def empty(self) -> bool:
        return not self.groups


def effect_lines(effect: Effect, today: date) -> EffectLines:
    groups = []
    for kind, heading, deadlines in (
        ("meets", "This will meet", effect.meets),
        ("starts", "This will start", effect.starts),
        ("ends", "This will end", effect.ends),
    ):
        if deadlines:
            groups.append((kind, heading, _folded(deadlines)))
    return EffectLines(tuple(groups))


def _folded(deadlines: Sequence[DeadlineView]) -> tuple[EffectLine, ...]:
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
            under.setdefault(top.key, []).append(_effect_line(each))
    return tuple(EffectLine(top.state, _effect_line(top), tuple(under.get(top.key, ()))) for top in tops)


def _effect_line(deadline: DeadlineView) -> str:
    due = f"due {moment_text(deadline.due)}" if deadline.due is not None else "no date set"
    return f"{deadline.says.rstrip('.')} ({due})"
