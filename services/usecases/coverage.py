"""How far the standards are proven: which sides of each one the published worked examples cover.

A side is a way in which a standard can behave that somebody should be able to look up: it applies or does not; the
first or a later one; before or after its end; counted back from a booked meeting or from an expected one; its
milestone reached or still open; the Nth event or another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from services.engine.findings import LAPSED, LATE, MET, Deadline
from services.engine.projection import project
from services.engine.rulebook import READINGS, Rulebook, Standard
from services.engine.schedule import Work
from services.engine.selectors import Term
from services.usecases.calendars import working_calendar
from services.usecases.examples import Example, examples
from services.usecases.standards_results import Coverage

APPLIES, NOT = "applies", "does not apply"
FIRST, REPEAT = "first", "repeat"
RUNNING, ENDED = "before the end", "after the end"
BOOKED, PROVISIONAL = "booked", "provisional"
REACHED, OPEN = "milestone reached", "milestone open"
NTH, OTHER = "numbered event", "another number"
SIDES = (APPLIES, NOT, FIRST, REPEAT, RUNNING, ENDED, BOOKED, PROVISIONAL, REACHED, OPEN, NTH, OTHER)


def coverage(book: Rulebook) -> Coverage:
    """The coverage of one authority's standards."""
    cases = examples(book.id)
    covered = covered_sides(book, cases)
    timed = [s for s in book.standards if s.kind != "caseload"]
    needed = {s.id: sides_needed(s, book) for s in timed}
    counts = Counter(side for s in timed for side in needed[s.id])
    done = Counter(side for s in timed for side in needed[s.id] if side in covered.get(s.id, ()))
    readings = Counter(s.reading for s in book.standards)
    return Coverage(
        authority=book.id,
        name=book.name,
        standards=len(book.standards),
        examples=len(cases),
        sides=tuple((side, done[side], counts[side]) for side in SIDES if counts[side]),
        readings=tuple((r, readings[r]) for r in READINGS),
        topics=len({s.topic for s in book.standards if s.topic}),
        with_topic=sum(bool(s.topic) for s in book.standards),
        without_example=tuple(s.id for s in timed if APPLIES not in covered.get(s.id, ())),
        gaps=tuple((s.id, side) for s in timed for side in needed[s.id] if side not in covered.get(s.id, ())),
    )


def sides_needed(s: Standard, book: Rulebook) -> tuple[str, ...]:
    """The sides that a standard has, judged by its own data."""
    found = [APPLIES]
    if s.when:
        found.append(NOT)
    if s.repeat:
        found += [] if _never_at_start(s, book) else [FIRST]
        found += [] if _never_again(s) else [REPEAT]
    if s.until:
        found += [RUNNING, ENDED]
    if s.kind == "before":
        found.append(BOOKED)
        if any(_expected(t, book) for t in s.clock):
            found.append(PROVISIONAL)
    if any(t.milestone for t in s.met_by):
        found += [REACHED, OPEN]
    if any(t.nth for t in (*s.clock, *s.met_by)):
        found += [NTH, OTHER]
    return tuple(found)


def _never_at_start(s: Standard, book: Rulebook) -> bool:
    """Whether the conditions ask for a time that cannot have passed at the clock's own start."""
    kinds = {t.type for t in s.clock}
    for c in s.when:
        if c.op not in (">=", ">") or c.duration is None or not any(n for n, _ in c.duration.parts):
            continue
        if c.kind == "since" and c.term is not None and c.term.type in kinds:
            return True
        episode = book.words.episodes.get(c.name) if c.kind == "age" else None
        if episode and kinds <= {text.partition("[")[0] for text in episode.opens}:
            return True
    return False


def _never_again(s: Standard) -> bool:
    """Whether every event that meets it also starts it anew, or makes its conditions fail from then on."""
    kinds = {t.type for t in s.met_by if not t.milestone}
    if any(c.kind == "count" and c.op == "=" and not c.number and _names(c.term, kinds) for c in s.when):
        return True
    starts = [t for t in s.clock if not t.nth and not t.milestone]
    return all(
        not m.milestone and any(t.type == m.type and t.matches(_asked(m)) for t in starts) for m in s.met_by
    )


def _names(term: Term | None, kinds: set[str]) -> bool:
    return term is not None and term.type in kinds


def _asked(term: Term) -> dict[str, Any]:
    """The attributes of an event as the term asks for it."""
    attrs: dict[str, Any] = {t.name: True for t in term.tests if not t.op and not t.negated}
    return attrs | {t.name: t.values[0] for t in term.tests if t.op == "=" and len(t.values) == 1}


def _expected(clock: Term, book: Rulebook) -> bool:
    """Whether another standard calls for such an event, so that it can be expected without being booked."""
    for s in book.standards:
        for term in s.met_by if s.kind not in ("before", "caseload") and (s.due or s.repeat) else ():
            if term.type != clock.type or term.milestone or clock.milestone:
                continue
            if clock.matches(_asked(term)) and _number_fits(clock, term, s):
                return True
    return False


def _number_fits(clock: Term, term: Term, s: Standard) -> bool:
    """Whether the event that `s` calls for can be the Nth that the clock names."""
    if clock.nth < 2 or s.repeat:
        return not term.nth or not clock.nth or term.nth == clock.nth
    return clock.nth in (term.nth, *(t.nth + 1 for t in s.clock if t.type == clock.type and t.nth))


def covered_sides(book: Rulebook, cases: Iterable[Example]) -> dict[str, set[str]]:
    """For each standard the sides that some example shows, as the schedule of that example tells them."""
    found: dict[str, set[str]] = {}
    for case in cases:
        work = Work(book, case.case, case.today, working_calendar())
        work.run()
        project(work, case.until)
        for name in case.standards:
            s = book.standard(name)
            if s is not None:
                found.setdefault(name, set()).update(_shown(s, case, work))
    return found


def _shown(s: Standard, case: Example, work: Work) -> Iterator[str]:
    rows = [row for row in case.expect if row["standard"] == s.id]
    hits = [d for row in rows if (d := _match(work.found, row))]
    yield APPLIES if rows else NOT
    if _not_owed(s, work):
        yield NOT
    for d in hits:
        yield REPEAT if d.trace.repeat else FIRST
        yield PROVISIONAL if d.provisional else BOOKED
        yield REACHED if d.state in (MET, LATE) else OPEN
        if d.state != LAPSED:
            yield RUNNING
        if d.trace.ended:
            yield ENDED
    numbers = [t for t in (*s.clock, *s.met_by) if t.nth]
    if rows and numbers:
        yield NTH
    if any(_another_number(work, t) for t in numbers):
        yield OTHER
    if any(at.lo <= work.now.hi for t in s.until for at in work.line.points(t)):
        yield ENDED


def _not_owed(s: Standard, work: Work) -> bool:
    """Whether the case holds a start, or a later anchor, at which the conditions do not hold."""
    for clock in work.starts(s) if s.when else ():
        mets = work.meeting(s, clock.entry)
        anchors = [clock, *(m for m in mets if m.lo > clock.hi)] if s.repeat else [clock]
        for anchor in anchors:
            skip = {*work.same_day(mets, anchor)} | ({clock.entry} if s.kind == "before" else set())
            if s.kind not in ("age", "gestation") and not work.judged(s, anchor, clock.entry, skip):
                return True
    return False


def _another_number(work: Work, term: Term) -> bool:
    """Whether the case holds an event that the term would match if it were not for its number."""
    whole = term._replace(nth=0, milestone="", text=f"{term.text} (all)")
    numbered = {
        id(at.entry) for at in work.line.points(term._replace(milestone="", text=f"{term.text} (nth)"))
    }
    return any(id(at.entry) not in numbered for at in work.line.points(whole))


def _match(found: Sequence[Deadline], row: Mapping[str, Any]) -> Deadline | None:
    def agrees(d: Deadline) -> bool:
        return (
            d.standard.id == row["standard"]
            and (d.due.isoformat()[:16] if d.due else "") == row["due"]
            and d.state == row["state"]
            and ("counted_from" not in row or d.counted_from.isoformat()[:16] == row["counted_from"])
            and ("provisional" not in row or d.provisional == row["provisional"])
        )

    return next((d for d in found if agrees(d)), None)
