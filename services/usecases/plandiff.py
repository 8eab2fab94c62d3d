"""What differs between two plans, or two versions of one, side by side in plain words.

Outcomes and actions are matched by what they say: the same words first, then the likest; the rest was added or
dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from services.usecases.ages import say_date
from services.usecases.cleaning import folded
from services.usecases.plan_results import Change, Difference
from services.usecases.plankinds import STAGES
from services.usecases.results import ActionView, OutcomeView, PlanView, Scale

T = TypeVar("T")
_LIKE = 0.34  # share of words in common from which two texts are one that was changed
_LOOKED = 400  # words of a text that are compared
_NOTHING = {"By when": "no date", "Done": "not yet", "Who": "nobody"}  # said of what was not filled in
HEADINGS = (
    ("worries", "Needs and risks"),
    ("strengths", "What is going well"),
    ("child_views", "The child's views"),
    ("parent_views", "The parents' or carers' views"),
    ("agreement", "What has been agreed"),
    ("contingency", "If things do not go to plan"),
    ("bottom_lines", "Bottom lines"),
    ("ends_when", "What must change for the plan to end"),
)


def between(before: PlanView, after: PlanView) -> Difference:
    """Everything in which the second differs from the first, in the order of a plan."""
    found = [*_head(before, after)]
    if after.reviewed != before.reviewed and after.reviewed:
        found.append(Change("added", "What the review found", before.reviewed, after.reviewed))
    for name, heading in HEADINGS[:2]:
        found += _text(heading, getattr(before, name), getattr(after, name))
    found += _outcomes(before.outcomes, after.outcomes)
    for name, heading in HEADINGS[2:]:
        found += _text(heading, getattr(before, name), getattr(after, name))
    old, new = dict(before.sections), dict(after.sections)
    for heading in dict.fromkeys([*old, *new]):
        found += _text(heading, old.get(heading, ""), new.get(heading, ""))
    return Difference(before, after, tuple(found))


def _head(before: PlanView, after: PlanView) -> Iterator[Change]:
    if before.stage != after.stage:
        yield from _text("Stage", STAGES.get(before.stage, ""), STAGES.get(after.stage, ""))
    for where, old, new in (
        ("Drawn up", before.drawn_up, after.drawn_up),
        ("Review by", before.review_by, after.review_by),
        ("Ended", before.ended, after.ended),
    ):
        yield from _text(where, _day(old), _day(new))
    if before.draft != after.draft:
        yield from _text("Standing", _standing(before), _standing(after))


def _standing(plan: PlanView) -> str:
    return "Draft" if plan.draft else "Agreed"


def _text(where: str, before: str, after: str) -> Iterator[Change]:
    if before.strip() != after.strip():
        mark = "added" if not before.strip() else "dropped" if not after.strip() else "changed"
        yield Change(mark, where, before, after)


# --- outcomes and actions ---------------------------------------------------------------
def _outcomes(before: Sequence[OutcomeView], after: Sequence[OutcomeView]) -> Iterator[Change]:
    number = {id(o): n for n, o in enumerate(before, 1)}
    pairs = _pairs(before, after, _whole)
    for n, (old, new) in enumerate(pairs, 1):
        if new is None:
            assert old is not None
            where = f"Earlier outcome {number[id(old)]}"
            yield Change("dropped", where, _said(old), "")
            yield from (Change("dropped", f"{where}, action", _action(a), "") for a in old.actions)
            continue
        where = f"Outcome {n}"
        if old is None:
            yield Change("added", where, "", _said(new))
            yield from (
                Change("added", f"Action {n}.{i}", "", _action(a)) for i, a in enumerate(new.actions, 1)
            )
            continue
        inner = [*_of_outcome(old, new, where), *_actions(old.actions, new.actions, n)]
        if inner and inner[0].where != where:
            yield Change("", where, _said(old), _said(new))
        yield from inner


def _whole(o: OutcomeView) -> str:
    return f"{o.need} {o.outcome}"


def _what(a: ActionView) -> str:
    return a.what


def _said(o: OutcomeView) -> str:
    return "\n".join(
        filter(None, (f"Need: {o.need}" if o.need else "", f"Outcome: {o.outcome}" if o.outcome else ""))
    )


def _of_outcome(old: OutcomeView, new: OutcomeView, where: str) -> Iterator[Change]:
    if (old.need, old.outcome) != (new.need, new.outcome):
        yield Change("changed", where, _said(old), _said(new))
    if new.progress and new.progress != old.progress:
        yield Change("added", f"{where}, progress", old.progress, new.progress)
    newer = [s for s in new.scales if s not in old.scales]
    if newer:
        said = "; ".join(f"{_scaled(s)} on {say_date(s.at)}" for s in newer)
        last = {s.whose: s for s in old.scales}.values()
        yield Change("added", f"{where}, scale", "; ".join(_scaled(s) for s in last), said)


def _scaled(s: Scale) -> str:
    return f"{s.value} of 10{f' ({s.whose})' if s.whose else ''}"


def _actions(before: Sequence[ActionView], after: Sequence[ActionView], outcome: int) -> Iterator[Change]:
    pairs = _pairs(before, after, _what)
    for n, (old, new) in enumerate(pairs, 1):
        if new is None:
            assert old is not None
            yield Change("dropped", f"Action of outcome {outcome}", _action(old), "")
        elif old is None:
            yield Change("added", f"Action {outcome}.{n}", "", _action(new))
        else:
            yield from _of_action(old, new, f"Action {outcome}.{n}")


def _of_action(old: ActionView, new: ActionView, where: str) -> Iterator[Change]:
    said = [
        f"{what}: {was or _NOTHING.get(what, 'nothing')} → {now or _NOTHING.get(what, 'nothing')}"
        for what, was, now in (
            ("Who", old.who, new.who),
            ("By when", _day(old.by), _day(new.by)),
            ("How we will know", old.measure, new.measure),
            ("Done", _day(old.done), _day(new.done)),
        )
        if was != now
    ]
    said += [f"Progress: {new.progress}"] if new.progress and new.progress != old.progress else []
    if said or old.what != new.what:
        mark = "done" if new.done and not old.done else "changed"
        yield Change(mark, where, _action(old), _action(new), "\n".join(said))


def _action(a: ActionView) -> str:
    """ "Bedtime chart. Mum, by 1 April 2026. We will know: in bed by eight. Done on 3 April 2026." """
    when = f"by {say_date(a.by)}" if a.by else ""
    parts = (
        a.what.rstrip("."),
        ", ".join(filter(None, (a.who, when))),
        f"We will know: {a.measure.rstrip('.')}" if a.measure else "",
        f"Done on {say_date(a.done)}" if a.done else "",
    )
    return " ".join(f"{part}." for part in parts if part)


def _day(day: date | None) -> str:
    return say_date(day) if day else ""


# --- matching ---------------------------------------------------------------
def _pairs(
    before: Iterable[T], after: Iterable[T], text: Callable[[T], str]
) -> list[tuple[T | None, T | None]]:
    """Each of the second with its like in the first, in their order; then those of the first that have none."""
    old, new = list(before), list(after)
    words = [[frozenset(folded(text(each)).split()[:_LOOKED]) for each in side] for side in (old, new)]
    likeness = sorted(
        ((_like(a, b), -abs(i - j), i, j) for i, a in enumerate(words[0]) for j, b in enumerate(words[1])),
        reverse=True,
    )
    taken: dict[int, int] = {}  # place after → place before
    for like, _, i, j in likeness:
        if like >= _LIKE and j not in taken and i not in taken.values():
            taken[j] = i
    found: list[tuple[T | None, T | None]] = [
        (old[taken[j]] if j in taken else None, each) for j, each in enumerate(new)
    ]
    gone = set(taken.values())
    return [*found, *((each, None) for i, each in enumerate(old) if i not in gone)]


def _like(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of words in common, 0 to 1; two empty texts are alike."""
    return len(a & b) / len(a | b) if a or b else 1.0
