"""Where the people of a genogram stand: a row for each generation, partners side by side, children under their parents.

Small and deterministic: an order is found by walking from the child outwards, fathers to the left and mothers to the
right; then rows are moved by little steps so that children stand under their parents, never closer than `COLUMN`.
"""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from services.usecases.around_results import Member, Place, TieView
from services.usecases.kinship import COUPLES, FAMILY, PARENTS, SIBLINGS, level_of

SYMBOL = 44.0  # the side of a square
COLUMN = 128.0  # from one symbol to the next
ROW = 178.0  # from one generation to the next
_SWEEPS = 80


class Sibship(NamedTuple):
    """Children of the same parents; `kind` is how they are their parents'."""

    kind: str
    parents: tuple[str, ...]
    children: tuple[str, ...]


class Kindred(NamedTuple):
    """What a genogram's ties come to: who are partners, and who are whose children."""

    couples: Mapping[frozenset[str], TieView | None]  # None: parents of one child of whom no more is known
    sibships: tuple[Sibship, ...]
    joined: Mapping[
        str, tuple[str, str]
    ]  # a child whose parents are not entered → (kind, the sibling they stand beside)


def kindred(members: Sequence[Member], ties: Sequence[TieView]) -> Kindred:
    """The family that the ties describe, in the order of `members`."""
    order = {m.id: n for n, m in enumerate(members)}
    ties = [t for t in ties if t.one in order and t.other in order]
    parents: dict[tuple[str, str], list[str]] = {}  # (child, kind) → parents
    for tie in ties:
        if tie.kind in PARENTS:
            of = parents.setdefault((tie.other, tie.kind), [])
            if tie.one not in of:
                of.append(tie.one)
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (child, kind), found in parents.items():
        pair = tuple(sorted(found[:2], key=order.__getitem__))
        together.setdefault((kind, pair), []).append(child)
    couples: dict[frozenset[str], TieView | None] = {}
    for _, pair in together:
        if len(pair) == 2:
            couples[frozenset(pair)] = None
    telling = {kind: n for n, kind in enumerate(COUPLES)}
    for tie in sorted((t for t in ties if t.kind in COUPLES), key=lambda t: telling[t.kind]):
        couples[frozenset((tie.one, tie.other))] = tie
    joined: dict[str, tuple[str, str]] = {}
    with_parents = {child for child, _ in parents}
    for tie in ties:
        if tie.kind in (*SIBLINGS, FAMILY):
            for child, beside in ((tie.one, tie.other), (tie.other, tie.one)):
                if (
                    child not in with_parents
                    and child not in joined
                    and joined.get(beside, ("", ""))[1] != child
                ):
                    joined[child] = (tie.kind, beside)
                    break
    sibships = tuple(Sibship(kind, pair, tuple(kids)) for (kind, pair), kids in together.items())
    return Kindred(couples, sibships, joined)


def places(members: Sequence[Member], ties: Sequence[TieView]) -> dict[str, Place]:
    """The middle of each symbol, the child the genogram is about at (0, 0)."""
    if not members:
        return {}
    kin = kindred(members, ties)
    level = _levels(members, kin)
    rows = _ordered(members, kin, level)
    x = _spread(rows, kin)
    index = next((m.id for m in members if m.index), members[0].id)
    return {i: (round(x[i] - x[index], 1), (level[i] - level[index]) * ROW) for row in rows for i in row}


def give_way(laid: Mapping[str, Place], by_hand: Mapping[str, Place]) -> dict[str, Place]:
    """Everybody in their place, those put somewhere by hand there; whoever would stand on one of them moves aside."""
    found = {**laid, **by_hand}
    for who, (x, y) in laid.items():
        if who in by_hand or not _covered((x, y), by_hand.values()):
            continue
        others = [there for i, there in found.items() if i != who]
        outwards = COLUMN if x >= 0 else -COLUMN
        steps = (way * n * outwards for n in range(1, len(found) + 1) for way in (1, -1))
        found[who] = next(((x + s, y) for s in steps if not _covered((x + s, y), others)), (x, y))
    return found


def _covered(place: Place, others: Iterable[Place]) -> bool:
    return any(math.dist(place, other) < SYMBOL + 8 for other in others)


def _neighbours(kin: Kindred) -> dict[str, list[tuple[str, int]]]:
    """Person → (relative, generations further down)."""
    near: dict[str, list[tuple[str, int]]] = {}

    def link(one: str, other: str, down: int) -> None:
        near.setdefault(one, []).append((other, down))
        near.setdefault(other, []).append((one, -down))

    for ship in kin.sibships:
        for child in ship.children:
            for parent in ship.parents:
                link(parent, child, 1)
    for pair in kin.couples:
        one, other = sorted(pair)
        link(one, other, 0)
    for child, (_, beside) in kin.joined.items():
        link(child, beside, 0)
    return near


def _levels(members: Sequence[Member], kin: Kindred) -> dict[str, int]:
    near = _neighbours(kin)
    level: dict[str, int] = {}
    for start in sorted(members, key=lambda m: (not m.index, not near.get(m.id))):
        if start.id in level:
            continue
        level[start.id] = 0 if start.index or start.child else level_of(start.relation)
        todo = deque([start.id])
        while todo:
            one = todo.popleft()
            for other, down in near.get(one, ()):
                if other not in level:
                    level[other] = level[one] + down
                    todo.append(other)
    return level


# --- the order in a row ---------------------------------------------------------------------------------------
def _ordered(members: Sequence[Member], kin: Kindred, level: Mapping[str, int]) -> list[list[str]]:
    guess = _guesses(members, kin, level)
    rows: dict[int, list[str]] = {}
    for m in members:
        rows.setdefault(level[m.id], []).append(m.id)
    partners: dict[str, list[str]] = {}
    for pair in kin.couples:
        one, other = sorted(pair, key=lambda i: guess[i])
        if level[one] == level[other]:
            partners.setdefault(one, []).append(other)
            partners.setdefault(other, []).append(one)
    return [_blocks(rows[n], partners, guess) for n in sorted(rows)]


def _blocks(row: list[str], partners: Mapping[str, list[str]], guess: Mapping[str, float]) -> list[str]:
    """A row with partners side by side."""
    left = sorted(row, key=lambda i: guess[i])
    blocks: list[list[str]] = []
    while left:
        group, todo = [], [left[0]]
        while todo:
            one = todo.pop()
            if one not in group:
                group.append(one)
                todo += partners.get(one, ())
        left = [i for i in left if i not in group]
        blocks.append(_chain(group, partners, guess))
    blocks.sort(key=lambda b: sum(guess[i] for i in b) / len(b))
    return [i for block in blocks for i in block]


def _chain(group: list[str], partners: Mapping[str, list[str]], guess: Mapping[str, float]) -> list[str]:
    """Partners in a line, each beside theirs as far as a line allows."""
    ends = [i for i in group if len(partners.get(i, ())) <= 1]
    start = min(ends or group, key=lambda i: guess[i])
    line, todo = [], [start]
    while todo:
        one = todo.pop()
        if one in line:
            continue
        line.append(one)
        near = sorted(
            (p for p in partners.get(one, ()) if p not in line), key=lambda p: guess[p], reverse=True
        )
        todo += sorted(near, key=lambda p: -len(partners.get(p, ())))
    return line


def _guesses(members: Sequence[Member], kin: Kindred, level: Mapping[str, int]) -> dict[str, float]:
    """A first idea of how far left or right each stands, walking from the child outwards."""
    by_id = {m.id: m for m in members}
    rank = {m.id: n for n, m in enumerate(_by_age(members))}
    guess: dict[str, float] = {}
    index = next((m.id for m in members if m.index), members[0].id)
    todo: deque[tuple[str, float]] = deque([(index, 8.0)])
    guess[index] = 0.0

    def put(person: str, x: float, step: float) -> None:
        if person not in guess:
            guess[person] = x
            todo.append((person, step))

    while todo:
        one, step = todo.popleft()
        x = guess[one]
        for n, other in enumerate(_siblings(one, kin), 1):
            if level[one] == level[index]:  # the child's own generation: by age
                put(other, x + (rank[other] - rank[one]) * 0.01, step)
            else:  # further out than the parent whose brothers and sisters they are
                put(other, x + math.copysign(step * n / 12, x if abs(x) > 0.5 else 1), step)
        for parents in (s.parents for s in kin.sibships if one in s.children):
            pair = sorted(parents, key=lambda p: (by_id[p].sex != "male", by_id[p].sex == "female"))
            if len(pair) == 1:
                put(pair[0], x, step / 2)
            for parent, way in zip(pair, (-1, 1), strict=False):
                put(parent, x + way * step / 2, step / 2)
        for couple in (p for p in kin.couples if one in p):
            other = next(i for i in couple if i != one)
            taken = [guess[i] for p in kin.couples if one in p for i in p if i != one and i in guess]
            way = -1 if (by_id[other].sex == "male" and not taken) else 1
            if taken:
                way = -1 if taken[0] > x else 1
            put(other, x + way * step / 20, step / 2)
        for ship in (s for s in kin.sibships if one in s.parents):
            for child in ship.children:
                known = [guess[p] for p in ship.parents if p in guess]
                middle = sum(known) / len(known)
                put(child, middle + (rank[child] - len(rank) / 2) * 0.001, step / 2)
    furthest = max(guess.values())
    for n, m in enumerate(members):
        guess.setdefault(m.id, furthest + 1 + n)
    return guess


def _by_age(members: Sequence[Member]) -> list[Member]:
    """Oldest first; those whose age is not known after them, the unborn last."""
    return sorted(members, key=lambda m: (m.unborn, m.born is None, m.born.toordinal() if m.born else 0))


def _siblings(one: str, kin: Kindred) -> list[str]:
    found = [i for s in kin.sibships if one in s.children for i in s.children if i != one]
    found += [child for child, (_, beside) in kin.joined.items() if beside == one]
    if one in kin.joined:
        found.append(kin.joined[one][1])
    return list(dict.fromkeys(found))


# --- how far apart ----------------------------------------------------------------------------------------------
def _spread(rows: list[list[str]], kin: Kindred) -> dict[str, float]:
    x = {i: n * COLUMN for row in rows for n, i in enumerate(row)}
    ships = _with_joined(kin)
    tied = {i for s in ships for i in (*s.parents, *s.children)}
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 else reversed(rows):
            pulls: dict[str, list[float]] = {i: [] for i in row}
            for ship in ships:
                _pull(ship, x, pulls)
            for pair in kin.couples:
                one, other = sorted(pair, key=lambda i: x[i])
                if one in pulls and other in pulls:
                    slack = x[other] - x[one] - COLUMN
                    pulls[one].append(slack / 2)
                    pulls[other].append(-slack / 2)
            wished = []
            for n, i in enumerate(row):
                if pulls[i]:
                    wished.append(x[i] + sum(pulls[i]) / len(pulls[i]))
                else:
                    wished.append(x[row[n - 1]] + COLUMN if n and i not in tied else x[i])
            for i, there in zip(row, _apart(wished), strict=True):
                x[i] = there
    _loose_in_the_middle(rows, x, tied | {i for pair in kin.couples for i in pair})
    return x


def _loose_in_the_middle(rows: list[list[str]], x: dict[str, float], tied: set[str]) -> None:
    """A row of which nobody is tied to anybody stands over the middle of the others."""
    known = [x[i] for i in x if i in tied]
    for row in rows:
        if known and not tied & set(row):
            shift = (min(known) + max(known)) / 2 - (x[row[0]] + x[row[-1]]) / 2
            x.update({i: x[i] + shift for i in row})


def _with_joined(kin: Kindred) -> list[Sibship]:
    """Sibships with those who stand beside a sibling counted in."""
    found = []
    for ship in kin.sibships:
        more = [
            c for c, (_, beside) in kin.joined.items() if beside in ship.children and ship.kind == "parent_of"
        ]
        found.append(Sibship(ship.kind, ship.parents, (*ship.children, *more)))
    return found


def _pull(ship: Sibship, x: Mapping[str, float], pulls: dict[str, list[float]]) -> None:
    """Parents towards the middle of their children, children towards the middle of their parents."""
    over = sum(x[p] for p in ship.parents) / len(ship.parents)
    under = [x[c] for c in ship.children]
    apart = over - (min(under) + max(under)) / 2
    for child in ship.children:
        if child in pulls:
            pulls[child].append(apart)
    for parent in ship.parents:
        if parent in pulls:
            pulls[parent].append(-apart)
    for one, other in itertools.pairwise(sorted(ship.children, key=lambda c: x[c])):
        slack = x[other] - x[one] - COLUMN  # brothers and sisters draw near where nobody stands between them
        for child, way in ((one, 1), (other, -1)):
            if child in pulls:
                pulls[child].append(way * slack / 3)


def _apart(wished: list[float]) -> list[float]:
    """The nearest places to those wished for, in the same order and at least a column apart."""
    pools: list[list[float]] = []  # [mean, how many]
    for n, there in enumerate(wished):
        pools.append([there - n * COLUMN, 1.0])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, count = pools.pop()
            before = pools[-1]
            before[0] = (before[0] * before[1] + mean * count) / (before[1] + count)
            before[1] += count
    flat = [mean for mean, count in pools for _ in range(int(count))]
    return [mean + n * COLUMN for n, mean in enumerate(flat)]
