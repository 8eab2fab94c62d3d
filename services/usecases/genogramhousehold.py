"""The line drawn round a household: along the members, and round those in between who live elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from services.usecases.around_results import Place

_STEP = 11.0  # of the grid, in units of the drawing
_ROUND, _BELOW = (
    44.0,
    30.0,
)  # distance of the line from a symbol's middle, and further down for the name under it
_CLEAR = 40.0  # how far it stays from the middle of somebody who lives elsewhere


def outline(inside: Sequence[Place], outside: Sequence[Place]) -> list[tuple[Place, ...]]:
    """Closed lines round the members of a household; none where there is none."""
    if not inside:
        return []
    capsules = _capsules(inside)

    def field(x: float, y: float) -> float:
        """Below nought inside the line."""
        near = min(_distance(x, y, a, b) for a, b in capsules) - _ROUND
        for ox, oy in outside:
            near = max(near, _CLEAR - math.hypot(x - ox, y - oy))
        return near

    left = min(x for x, _ in inside) - _ROUND - 2 * _STEP
    top = min(y for _, y in inside) - _ROUND - 2 * _STEP
    wide = max(x for x, _ in inside) + _ROUND + 2 * _STEP - left
    high = max(y for _, y in inside) + _ROUND + _BELOW + 2 * _STEP - top
    return _contours(field, left, top, int(wide / _STEP) + 2, int(high / _STEP) + 2)


def _capsules(inside: Sequence[Place]) -> list[tuple[Place, Place]]:
    """Each member with the name under them, and the shortest lines that join all members."""
    found = [((x, y), (x, y + _BELOW)) for x, y in inside]
    joined, left = [inside[0]], list(inside[1:])
    while left:
        a, b = min(((a, b) for a in joined for b in left), key=lambda p: math.dist(*p))
        found.append(((a[0], a[1] + _BELOW / 2), (b[0], b[1] + _BELOW / 2)))
        joined.append(b)
        left.remove(b)
    return found


def _distance(x: float, y: float, a: Place, b: Place) -> float:
    """From a point to a stretch of line."""
    (ax, ay), (bx, by) = a, b
    dx, dy = bx - ax, by - ay
    long = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / long)) if long else 0.0
    return math.hypot(x - ax - t * dx, y - ay - t * dy)


def _contours(
    field: Callable[[float, float], float], left: float, top: float, across: int, down: int
) -> list[tuple[Place, ...]]:
    """Where the field is nought, as closed lines (marching squares)."""
    value = [
        [field(left + c * _STEP, top + r * _STEP) or 1e-9 for c in range(across + 1)] for r in range(down + 1)
    ]
    links: dict[tuple[int, int, int], list[tuple[int, int, int]]] = {}
    for r in range(down):
        for c in range(across):
            edges = [e for e in ((r, c, 0), (r, c + 1, 1), (r + 1, c, 0), (r, c, 1)) if _crossed(value, e)]
            for a, b in zip(edges[::2], edges[1::2], strict=True):
                links.setdefault(a, []).append(b)
                links.setdefault(b, []).append(a)
    found = []
    while links:
        start = min(links)
        loop, at = [start], start
        while links.get(at):
            following = links[at].pop()
            links[following].remove(at)
            for gone in (at, following):
                if not links[gone]:
                    del links[gone]
            if following == start:
                break
            loop.append(following)
            at = following
        if len(loop) > 3:
            found.append(_smooth([_point(value, e, left, top) for e in loop]))
    return found


def _crossed(value: list[list[float]], edge: tuple[int, int, int]) -> bool:
    r, c, way = edge
    a, b = value[r][c], value[r + way][c + 1 - way]
    return (a < 0) != (b < 0)


def _point(value: list[list[float]], edge: tuple[int, int, int], left: float, top: float) -> Place:
    r, c, way = edge
    a, b = value[r][c], value[r + way][c + 1 - way]
    t = a / (a - b)
    return left + (c + (t if not way else 0)) * _STEP, top + (r + (t if way else 0)) * _STEP


def _smooth(loop: list[Place]) -> tuple[Place, ...]:
    """The same line with its corners taken off."""
    count = len(loop)
    return tuple(
        (
            round((loop[n - 1][0] + 2 * loop[n][0] + loop[(n + 1) % count][0]) / 4, 1),
            round((loop[n - 1][1] + 2 * loop[n][1] + loop[(n + 1) % count][1]) / 4, 1),
        )
        for n in range(count)
    )
