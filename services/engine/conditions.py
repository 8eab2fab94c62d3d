"""Whether a standard's conditions hold at a moment (LANGUAGE, "Conditions").

Judged with all that has happened by that moment, booked events aside. `skip` are the events of the clock's own
day that would meet the deadline; `assumed` are events that a projection takes as having happened.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.engine.selectors import OPERATORS, Condition, Term, compare
from services.engine.timeline import At, Entry, Timeline

NOBODY: frozenset[Entry] = frozenset()


def holds(
    line: Timeline,
    condition: Condition,
    at: At,
    clock: Entry | None,
    skip: Collection[Entry] = NOBODY,
    assumed: Sequence[At] = (),
) -> bool:
    """Whether one condition holds at `at`, for the deadline whose clock the event `clock` started."""
    return _KINDS[condition.kind](line, condition, at, clock, skip, assumed)


def seen(line: Timeline, term: Term, at: At, skip: Collection[Entry], assumed: Sequence[At] = ()) -> list[At]:
    """The events (or milestones) of `term` that have happened by `at`, oldest first."""
    rows = [p for p in line.points(term) if p.lo <= at.hi and p.entry not in skip]
    extra = [
        a for a in assumed if a.entry.type == term.type and a.lo <= at.hi and term.matches(a.entry.attrs)
    ]
    if extra and term.nth and not term.milestone:
        whole = term._replace(nth=0, text=f"{term.text} (all)")
        before = held(line, whole, at)
        extra = extra[term.nth - before - 1 :][:1] if term.nth > before else []
    return rows if term.milestone else rows + extra


def own_episode(line: Timeline, term: Term, rows: list[At], at: At) -> list[At]:
    """Those of `rows` that belong to the episode of the term's type which is open at the moment."""
    kind = line.words.events.get(term.type)
    if kind is None:
        return rows
    span = line.span_at(kind.episode, at)
    return [r for r in rows if r.entry.span is span or r.entry.derived]


def held(line: Timeline, whole: Term, at: At) -> int:
    """How many events a term has matched by `at` in the episode that is open then (`#N` counts on from it)."""
    rows = [r for r in line.points(whole) if r.lo <= at.hi]
    kind = line.words.events.get(whole.type)
    span = line.span_at(kind.episode, at) if kind else None
    return sum(r.entry.span is span for r in rows) if span else len(rows)


def _open(line: Timeline, c: Condition, at: At, clock: Entry | None, skip: object, assumed: object) -> bool:
    return (line.open_span(c.name, at) is not None) is not c.negated


def _age(line: Timeline, c: Condition, at: At, clock: Entry | None, skip: object, assumed: object) -> bool:
    span = line.open_span(c.name, at)
    return span is not None and _elapsed(line, span.start, c, at)


def _elapsed(line: Timeline, start: At, c: Condition, at: At) -> bool:
    """Whether the time since `start` stands in the condition's relation to its duration."""
    assert c.duration is not None
    limit = line.shift(start, c.duration)
    if limit.timed and at.timed:
        return OPERATORS[c.op](at.lo, limit.lo)
    return OPERATORS[c.op](at.day, limit.day)


def _fact(line: Timeline, c: Condition, at: At, clock: Entry | None, skip: object, assumed: object) -> bool:
    found = line.fact(c.attr, at)
    if not c.op:
        return bool(found) is not c.negated
    return compare(found, c.op, c.values)


def _attrs(entry: Entry | None, c: Condition) -> bool:
    found = entry.attrs.get(c.attr) if entry else None
    if not c.op:
        return (found is not None and found is not False and found != ()) is not c.negated
    return compare(found, c.op, c.values)


def _clock(line: Timeline, c: Condition, at: At, clock: Entry | None, skip: object, assumed: object) -> bool:
    return _attrs(clock, c)


def _placement(
    line: Timeline, c: Condition, at: At, clock: Entry | None, skip: object, assumed: object
) -> bool:
    span = line.open_span("placement", at)
    return _attrs(span.start.entry if span else None, c)


def latest(line: Timeline, kind: str, at: At, skip: Collection[Entry]) -> Entry | None:
    """The latest event of a type that has happened by the moment."""
    for row in reversed(line.happened.get(kind, ())):
        if row.lo <= at.hi and row.entry not in skip:
            return row.entry
    return None


def _event(
    line: Timeline, c: Condition, at: At, clock: Entry | None, skip: Collection[Entry], assumed: object
) -> bool:
    return _attrs(latest(line, c.name, at, skip), c)


def counted(
    line: Timeline, c: Condition, at: At, skip: Collection[Entry], assumed: Sequence[At] = ()
) -> list[At]:
    """The events that a `count(…)` counts at the moment."""
    assert c.term is not None
    rows = seen(line, c.term, at, skip, assumed)
    if c.duration is not None:
        first = line.shift(At(at.moment), c.duration.backwards())
        return [r for r in rows if r.day >= first.day]
    real = [r for r in rows if r not in assumed]
    return own_episode(line, c.term, real, at) + [r for r in rows if r in assumed]


def _count(
    line: Timeline, c: Condition, at: At, clock: Entry | None, skip: Collection[Entry], assumed: Sequence[At]
) -> bool:
    return OPERATORS[c.op](len(counted(line, c, at, skip, assumed)), c.number)


def _since(
    line: Timeline, c: Condition, at: At, clock: Entry | None, skip: Collection[Entry], assumed: Sequence[At]
) -> bool:
    assert c.term is not None
    rows = seen(line, c.term, at, skip, assumed)
    return bool(rows) and _elapsed(line, max(rows, key=lambda r: r.lo), c, at)


_KINDS = {
    "open": _open,
    "age": _age,
    "fact": _fact,
    "clock": _clock,
    "placement": _placement,
    "event": _event,
    "count": _count,
    "since": _since,
}
