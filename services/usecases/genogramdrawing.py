"""A genogram taken apart into lines, outlines and words, the same for the window and for paper.

The symbols are those of the field: a square is male, a circle female, a diamond neither or not known; a triangle is a
pregnancy, small where it ended; twins hang from one point; the child it is about has a double outline; a cross means
died; the age stands inside. Partners are joined by a line, dashed where they are not married; one stroke through it is
separation, two are divorce.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from services.usecases.around_results import Drawing, GenogramView, Label, Member, Place, Shape, TieView
from services.usecases.genogramhousehold import outline
from services.usecases.genogramlayout import COLUMN, ROW, SYMBOL, Sibship, kindred
from services.usecases.kinship import BONDS, TWINS

_HALF = SYMBOL / 2
_BAR = _HALF + 26  # from the middle of a child's symbol up to the line that joins the siblings
_ARM, _LOW = (
    COLUMN / 2 - 5,
    10.0,
)  # the arm of somebody who is the only parent entered: how far, how much lower
_LITTLE = _HALF * 0.58  # of a pregnancy that ended: half its width
_NAME, _AGE = 11.5, 13.0  # sizes of words
_NAME_TOP = _HALF + 5
_DASH = {"adoptive_parent_of": "dash", "foster_parent_of": "dot"}


def drawn(view: GenogramView, *, household: bool = True) -> Drawing:
    """The drawing; `household` False leaves out the line round the household, as while somebody is being moved."""
    at = {m.id: view.places[m.id] for m in view.members if m.id in view.places}
    members = [m for m in view.members if m.id in at]
    ties = [t for t in view.ties if t.one in at and t.other in at]
    shapes: list[Shape] = []
    if household:
        inside = [at[m.id] for m in members if m.household]
        outside = [at[m.id] for m in members if not m.household]
        for line in outline(inside, outside) if len(inside) > 1 else []:
            shapes.append(Shape(line, closed=True, dash="dash", weight=1.1, tone="accent", fill="household"))
    kin = kindred(members, ties)
    for n, (pair, tie) in enumerate(kin.couples.items()):
        one, other = sorted(pair, key=lambda i: at[i])
        shapes += _couple(at, one, other, tie, n)
    for n, ship in enumerate(kin.sibships):
        shapes += _descent(at, ship, n, ties)
    for child, (kind, beside) in kin.joined.items():
        shapes += _beside(at, child, beside, kin.sibships, kind)
    for tie in ties:
        if tie.kind in BONDS and not tie.until:
            shapes += _bond(at, tie)
    labels: list[Label] = []
    for m in members:
        shapes += _symbol(m, at[m.id])
        labels += _words(m, at[m.id])
    left, top, right, bottom = _bounds(at)
    return Drawing(left, top, right - left, bottom - top, tuple(shapes), tuple(labels))


def _bounds(at: Mapping[str, Place]) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in at.values()] or [0.0], [p[1] for p in at.values()] or [0.0]
    wide = COLUMN / 2 + 6
    return min(xs) - wide, min(ys) - _HALF - 34, max(xs) + wide, max(ys) + _HALF + 62


# --- partners and descent -----------------------------------------------------------------------------------------
def _couple(at: Mapping[str, Place], one: str, other: str, tie: TieView | None, n: int) -> Iterator[Shape]:
    """The line between partners: straight where they stand side by side, else over those between them."""
    (ax, ay), (bx, by) = at[one], at[other]
    dash = "dash" if tie is not None and tie.kind == "partner" else ""
    if _side_by_side(at, one, other):
        start, end = (ax + _HALF, ay), (bx - _HALF, by)
        middle = _between(at, one, other)
        yield Shape((start, (middle, ay), (middle, by), end) if ay != by else (start, end), dash=dash)
        mark = (middle, (ay + by) / 2) if ay != by else (middle + 12, ay)
    else:
        over = min(ay, by) - _HALF - 12 - 5 * (n % 3)
        yield Shape(((ax, ay - _HALF), (ax, over), (bx, over), (bx, by - _HALF)), dash=dash)
        mark = ((ax + bx) / 2, over)
    strokes = {"separated": 1, "divorced": 2}.get(tie.kind, 0) if tie else 0
    if tie is not None and tie.until and not strokes:
        strokes = 1
    for k in range(strokes):
        x = mark[0] + (k - (strokes - 1) / 2) * 7
        yield Shape(((x - 4, mark[1] + 9), (x + 4, mark[1] - 9)), weight=1.6)


def _side_by_side(at: Mapping[str, Place], one: str, other: str) -> bool:
    (ax, ay), (bx, by) = at[one], at[other]
    if bx - ax < SYMBOL + 8 or abs(ay - by) > ROW * 0.8:
        return False
    low, high = min(ay, by) - _HALF, max(ay, by) + _HALF
    return not any(ax < x < bx and low < y < high for i, (x, y) in at.items() if i not in (one, other))


def _between(at: Mapping[str, Place], one: str, other: str) -> float:
    """From where children hang: in the gap beside the partner on the right, which is the middle where they are near."""
    (ax, _), (bx, _) = at[one], at[other]
    return (ax + bx) / 2 if bx - ax < 2 * COLUMN else bx - COLUMN / 2


def _descent(at: Mapping[str, Place], ship: Sibship, n: int, ties: Sequence[TieView]) -> Iterator[Shape]:
    dash = _DASH.get(ship.kind, "")
    x, y = _origin(at, ship)
    if len(ship.parents) == 1:  # a short arm into the gap beside the name
        px, _ = at[ship.parents[0]]
        yield Shape(((px + math.copysign(_HALF * 0.9, x - px), y), (x, y)), dash=dash)
    bar = _bar(at, ship, n)
    from_where = _hung(at, ship.children, ties)
    xs = [*from_where.values()]
    yield Shape(((x, y), (x, bar)), dash=dash)
    yield Shape(((min(*xs, x), bar), (max(*xs, x), bar)), dash=dash)
    for child in ship.children:
        cx, cy = at[child]
        yield Shape(((from_where[child], bar), (cx, cy - _HALF)), dash=dash)
    for tie in ties:  # a bar between the lines of identical twins
        if tie.kind == "identical_twin_of" and {tie.one, tie.other} <= set(ship.children):
            ends = [
                _halfway((from_where[c], bar), (at[c][0], at[c][1] - _HALF)) for c in (tie.one, tie.other)
            ]
            yield Shape(tuple(ends), dash=dash)


def _hung(at: Mapping[str, Place], children: Sequence[str], ties: Sequence[TieView]) -> dict[str, float]:
    """From where on the line over them each child hangs: above itself, twins from one point."""
    groups = {c: [c] for c in children}
    for tie in ties:
        if (
            tie.kind in TWINS
            and tie.one in groups
            and tie.other in groups
            and groups[tie.one] is not groups[tie.other]
        ):
            joined = [*groups[tie.one], *groups[tie.other]]
            groups |= dict.fromkeys(joined, joined)
    return {c: sum(at[i][0] for i in group) / len(group) for c, group in groups.items()}


def _halfway(a: Place, b: Place) -> Place:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _bar(at: Mapping[str, Place], ship: Sibship, n: int) -> float:
    """The height of the line over the children; those of other parents a little higher or lower."""
    return min(at[c][1] for c in ship.children) - _BAR - 5 * (n % 3)


def _origin(at: Mapping[str, Place], ship: Sibship) -> Place:
    if len(ship.parents) == 2:
        one, other = sorted(ship.parents, key=lambda i: at[i])
        y = (at[one][1] + at[other][1]) / 2
        if _side_by_side(at, one, other):
            return _between(at, one, other), y
        return at[other][0] - COLUMN / 2, min(at[one][1], at[other][1]) - _HALF - 12
    px, py = at[ship.parents[0]]
    middle = sum(at[c][0] for c in ship.children) / len(ship.children)
    return px + (_ARM if middle >= px else -_ARM), py + _LOW


def _beside(
    at: Mapping[str, Place], child: str, beside: str, ships: tuple[Sibship, ...], kind: str
) -> Iterator[Shape]:
    """Somebody joined to a sibling, whose parents are not entered: broken unless they are known to share them."""
    (cx, cy), (bx, by) = at[child], at[beside]
    dash = "" if kind in ("sibling_of", *TWINS) else "dash"
    found = next(
        ((n, s) for n, s in enumerate(ships) if beside in s.children and s.kind == "parent_of"), None
    )
    bar = _bar(at, found[1], found[0]) if found else min(cy, by) - _BAR
    near = bx
    if found:
        xs = [*(at[c][0] for c in found[1].children), _origin(at, found[1])[0]]
        near = max(min(cx, max(xs)), min(xs))
    else:
        yield Shape(((bx, bar), (bx, by - _HALF)), dash=dash)
    yield Shape(((near, bar), (cx, bar), (cx, cy - _HALF)), dash=dash)


# --- how they get on ------------------------------------------------------------------------------------------------
def _bond(at: Mapping[str, Place], tie: TieView) -> Iterator[Shape]:
    (ax, ay), (bx, by) = at[tie.one], at[tie.other]
    long = math.dist((ax, ay), (bx, by))
    if long < SYMBOL + 12:
        return
    ux, uy = (bx - ax) / long, (by - ay) / long
    clear = _HALF + 6
    others = [p for i, p in at.items() if i not in (tie.one, tie.other)]
    beside = abs(ay - by) < 1 and not _in_the_way(_curve((ax, ay), (bx, by), 0.0), others)
    drop = 11.0 if beside else 0.0  # beside the line of partners
    start = (ax + ux * clear, ay + uy * clear + drop)
    end = (bx - ux * clear, by - uy * clear + drop)
    bows = (0.0,) if beside else (0.0, 0.12, -0.12, 0.22, -0.22, 0.34, -0.34)
    lines = [_curve(start, end, bow * long) for bow in bows]
    line = min(lines, key=lambda found: _in_the_way(found, others))
    if tie.kind == "close":
        for side in (-2.2, 2.2):
            yield Shape(tuple((x - uy * side, y + ux * side) for x, y in line), weight=1.2, tone="accent")
    elif tie.kind == "distant":
        yield Shape(line, dash="dot", weight=1.4, tone="quiet")
    else:
        violent = tie.kind == "violent"
        yield Shape(_zigzag(line, 5.0), weight=1.9 if violent else 1.2, tone="danger" if violent else "ink")
        if violent:
            (px, py), (qx, qy) = line[-2], line[-1]
            turn = math.atan2(qy - py, qx - px)
            wings = [(qx - 11 * math.cos(turn + a), qy - 11 * math.sin(turn + a)) for a in (0.45, -0.45)]
            yield Shape((wings[0], (qx, qy), wings[1]), closed=True, weight=1.2, tone="danger", fill="danger")


def _in_the_way(line: tuple[Place, ...], others: list[Place]) -> int:
    """How much of a line runs over the symbols of others, and the names under them."""
    return sum(
        1
        for x, y in line
        for ox, oy in others
        if math.hypot(x - ox, y - oy) < _HALF + 6 or (abs(x - ox) < 46 and 0 < y - oy - _HALF < 34)
    )


def _curve(start: Place, end: Place, bow: float) -> tuple[Place, ...]:
    long = math.dist(start, end) or 1.0
    nx, ny = -(end[1] - start[1]) / long, (end[0] - start[0]) / long
    steps = max(8, int(long / 6))
    found = []
    for k in range(steps + 1):
        t = k / steps
        off = bow * 4 * t * (1 - t)
        found.append(
            (start[0] + (end[0] - start[0]) * t + nx * off, start[1] + (end[1] - start[1]) * t + ny * off)
        )
    return tuple(found)


def _zigzag(line: tuple[Place, ...], wide: float) -> tuple[Place, ...]:
    found = [line[0]]
    for n in range(1, len(line) - 1):
        (px, py), (qx, qy) = line[n - 1], line[n + 1]
        long = math.dist((px, py), (qx, qy)) or 1.0
        side = wide if n % 2 else -wide
        found.append((line[n][0] - (qy - py) / long * side, line[n][1] + (qx - px) / long * side))
    return (*found, line[-1])


# --- symbols and words ------------------------------------------------------------------------------------------------
def _symbol(m: Member, at: Place) -> Iterator[Shape]:
    if m.lost:
        yield from _small(m, at)
        return
    for grown in (4.5, 0.0) if m.index else (0.0,):
        yield _outline(m, at, _HALF + grown)
    if m.dead or m.died:
        x, y = at
        k = _HALF if m.sex == "male" else _HALF * 0.72
        for way in (-1, 1):
            yield Shape(((x - k, y - k * way), (x + k, y + k * way)), weight=1.1, member=m.id)


def _small(m: Member, at: Place) -> Iterator[Shape]:
    """A pregnancy that ended: small, right under its line; one stroke for a miscarriage, else crossed."""
    x, y = at[0], at[1] - _HALF + _LITTLE
    if m.lost == "stillborn":
        yield _outline(m, (x, y), _LITTLE)
    else:
        yield _triangle(m, (x, y), _LITTLE)
    k = _LITTLE * (1.0 if m.sex == "male" and m.lost == "stillborn" else 0.8)
    for way in (1,) if m.lost == "miscarriage" else (-1, 1):
        yield Shape(((x - k, y + k * way), (x + k, y - k * way)), weight=1.1, member=m.id)


def _triangle(m: Member, at: Place, half: float) -> Shape:
    x, y = at
    points = ((x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8))
    return Shape(points, closed=True, weight=1.7, fill="paper", member=m.id)


def _outline(m: Member, at: Place, half: float) -> Shape:
    x, y = at
    weight = 1.7
    points: tuple[Place, ...]
    if m.unborn:
        return _triangle(m, at, half)
    if m.sex == "female":
        return Shape((at,), closed=True, round=half, weight=weight, fill="paper", member=m.id)
    elif m.sex == "male":
        points = ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))
    else:
        half *= 1.15
        points = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return Shape(points, closed=True, weight=weight, fill="paper", member=m.id)


def _words(m: Member, at: Place) -> Iterator[Label]:
    x, y = at
    if m.age:
        yield Label(
            x, y - _AGE * 0.72 + (4 if m.unborn else 0), SYMBOL, m.age, _AGE, bold=m.index, member=m.id
        )
    below = y + _NAME_TOP + (4 if m.index else 0)  # clear of its second outline
    top = y - _HALF + 2 * _LITTLE + 5 if m.lost else below
    yield Label(x, top, COLUMN - 14, m.name, _NAME, lines=2, under=m.relation, bold=m.index, member=m.id)
