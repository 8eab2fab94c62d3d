"""A genogram in words: a line for each person, for screen readers and under the print."""

from __future__ import annotations

from services.usecases.ages import say_date
from services.usecases.around_results import GenogramView, Member, TieView
from services.usecases.kinship import BONDS, COUPLES, PARENTS, PHRASES
from services.usecases.page_results import YOUNG

_ORDER = {kind: n for n, kind in enumerate((*PARENTS, *COUPLES))}
SYMBOLS = (
    "Square: male. Circle: female. Diamond: other, or not known. Triangle: pregnancy; small with one stroke: "
    "miscarriage; small and crossed: termination. Small square, circle or diamond, crossed: stillborn. Double outline: "
    "the child this is about. Crossed: died. The age stands inside. Broken line round people: the household."
)
LINES = (
    "Plain line between two: married, or parents together. Broken: partners. One stroke: separated. Two strokes: "
    "divorced. Broken line down: adopted, or parents not entered. Dotted line down: fostered. Two lines from one "
    "point: twins; with a bar: identical. Two lines side by side: close. Dotted: distant. Zigzag: conflict. Thick "
    "zigzag with an arrow: violence, towards the point."
)


def told(view: GenogramView) -> tuple[tuple[str, str], ...]:
    """(id, line) of each person: the child first, then from the oldest generation down, left to right."""
    names = {m.id: m.name for m in view.members}
    order = sorted(
        view.members, key=lambda m: (not m.index, *reversed(view.places.get(m.id, (0.0, 0.0))), m.name)
    )
    return tuple((m.id, _line(m, view, names)) for m in order)


def _line(m: Member, view: GenogramView, names: dict[str, str]) -> str:
    head = ", ".join(part for part in (m.name, *_facts(m, view)) if part)
    ties = sorted(
        (t for t in view.ties if m.id in (t.one, t.other) and t.one in names and t.other in names),
        key=lambda t: _ORDER.get(t.kind, 9),
    )
    said: dict[str, list[str]] = {}
    for tie in ties:
        other = tie.other if tie.one == m.id else tie.one
        said.setdefault(_phrase(tie, m.id), []).append(names[other] + _when(tie))
    return f"{head}. " + " ".join(f"{p[:1].upper()}{p[1:]} {_listed(who)}." for p, who in said.items())


def _facts(m: Member, view: GenogramView) -> list[str]:
    young = m.age.isdigit() and int(m.age) >= YOUNG
    found = [f"the {'young person' if young else 'child'} this is about" if m.index else m.relation]
    if m.unborn:
        found.append("not born yet")
    elif m.died:
        found.append(f"died {say_date(m.died)}" + (f" aged {m.age}" if m.age else ""))
    elif m.dead and not m.lost:
        found.append("has died")
    elif m.age:
        found.append(f"aged {_aged(m.age)}")
    if m.responsible:
        found.append("has parental responsibility")
    if m.household:
        found.append("lives in the household")
    return found


def _aged(age: str) -> str:
    units = {"m": "months", "w": "weeks", "d": "days"}
    return f"{age[:-1]} {units[age[-1]]}" if age[-1:] in units else age


def _phrase(tie: TieView, me: str) -> str:
    phrase = PHRASES[tie.kind][0 if tie.one == me else 1]
    over = tie.until is not None and tie.kind in (*COUPLES, *BONDS)
    return f"was {phrase}" if over else phrase


def _when(tie: TieView) -> str:
    parts = [f"since {say_date(tie.since)}"] if tie.since else []
    parts += [f"until {say_date(tie.until)}"] if tie.until else []
    return f" ({', '.join(parts)})" if parts else ""


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
