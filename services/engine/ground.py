"""The ground that the rules stand on: a case's timeline, and what to look up in it for a standard.

Which events start a clock, which could meet it, what ends it, when it falls due (LANGUAGE, "One clock").
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from services.engine.calendar import Duration, WorkingCalendar, parse_duration
from services.engine.conditions import NOBODY, holds
from services.engine.facts import Agreement, Case, Moment, Waiver, day_of
from services.engine.rulebook import Rulebook, Standard
from services.engine.selectors import Term, Test
from services.engine.timeline import CASE, At, Entry, Timeline, episode_marks


def _prepare(rulebook: Rulebook) -> dict[str, Any]:
    """What is looked up again and again, worked out once for each rulebook."""
    index = rulebook.index
    if "marks" not in index:
        by_type: dict[str, list[int]] = {}
        index["clocks"] = by_type
        for position, standard in enumerate(rulebook.standards):
            for kind in {t.type for t in standard.clock}:
                by_type.setdefault(kind, []).append(position)
        index["marks"] = episode_marks(rulebook.words)
    return index


class Ground:
    """A rulebook, a case and a day, ready for questions."""

    def __init__(self, rulebook: Rulebook, case: Case, today: Moment, calendar: WorkingCalendar) -> None:
        self.rulebook = rulebook
        self.index = _prepare(rulebook)
        self.calendar = calendar
        self.line = Timeline(case, rulebook.words, today, calendar, self.index["marks"])
        self.now = self.line.now
        self.agreed: dict[str, list[Agreement]] = {}
        for agreement in sorted(case.agreed, key=lambda a: (a.start, a.repeat, a.by, a.why)):
            self.agreed.setdefault(agreement.standard, []).append(agreement)
        self.waived: dict[str, Waiver] = {}
        for waiver in sorted(case.waived, key=lambda w: (w.at, w.by, w.why), reverse=True):
            if waiver.at.toordinal() <= self.now.day:
                self.waived[waiver.standard] = waiver

    def touched(self, kinds: Collection[str]) -> list[Standard]:
        """The standards whose clock one of these event types may start, in the order of the pack."""
        clocks = self.index["clocks"]
        positions = sorted({p for kind in kinds for p in clocks.get(kind, ())})
        return [self.rulebook.standards[p] for p in positions]

    # --- looking up --------------------------------------------------------------------------------------------
    def starts(self, standard: Standard) -> list[At]:
        """The occurrences of the clock so far, in order of time."""
        return [at for at in self.occurrences(standard.clock) if at.lo <= self.now.hi]

    def occurrences(self, selector: tuple[Term, ...]) -> list[At]:
        """Where a selector holds: happened, known birthdays ahead, milestones of booked events. Each event once."""
        line = self.line
        if len(selector) == 1 and not selector[0].milestone:
            return line.points(selector[0])
        rows: dict[tuple[int, str], At] = {}
        for term in selector:
            for at in line.points(term):
                rows.setdefault((id(at.entry), at.milestone), at)
            if term.milestone:
                for at in line.points(term, booked=True):
                    rows.setdefault((id(at.entry), at.milestone), at)
        return sorted(rows.values(), key=lambda at: (at.lo, at.hi))

    def meeting(self, standard: Standard, clock: Entry | None) -> list[At]:
        """What could meet the deadline of this clock, in order; a milestone of the clock's own type is its own."""
        rows: list[At] = []
        own: list[At] = []
        for term in standard.met_by:
            if term.milestone and clock is not None and term.type == clock.type:
                at = self.line.milestone(clock, term.milestone)
                if at and term.matches(clock.attrs):
                    own.append(at)
            else:
                rows += self._counting(term)
        if len(standard.met_by) > 1 or own:
            rows = sorted(
                {(id(a.entry), a.milestone): a for a in [*own, *rows]}.values(), key=lambda a: (a.lo, a.hi)
            )
        return rows

    def _counting(self, term: Term) -> list[At]:
        """What a `met_by` alternative accepts: a failed visit only where it is asked for."""
        line = self.line
        if not term.asks_failed and "failed" in getattr(line.words.events.get(term.type), "attrs", ()):
            rows = line.points(_not_failed(term))
            booked = line.points(_not_failed(term), booked=True) if term.milestone else []
        else:
            rows = line.points(term)
            booked = line.points(term, booked=True) if term.milestone else []
        return sorted([*rows, *booked], key=lambda a: (a.lo, a.hi)) if booked else rows

    def eligible(self, at: At, clock: At) -> bool:
        """Whether an event (or milestone) lies at or after the clock's start, the clock's own event aside."""
        entry = at.entry
        if entry is clock.entry:
            return bool(at.milestone) and at.milestone != clock.milestone
        if at.lo > self.now.hi or at.day < clock.day:
            return False
        if at.day > clock.day:
            return True
        return not _earlier_episode(entry, clock.entry)

    def same_day(self, mets: list[At], at: At) -> Collection[Entry]:
        """Events of that day which would meet the deadline: its conditions do not look at them."""
        found = {m.entry for m in mets if m.day == at.day and not m.milestone and m.entry is not at.entry}
        return found or NOBODY

    def judged(
        self, standard: Standard, at: At, clock: Entry | None, skip: Any = NOBODY, assumed: Any = ()
    ) -> bool:
        return all(holds(self.line, c, at, clock, skip, assumed) for c in standard.when)

    # --- ends ----------------------------------------------------------------------------------------------------
    def until(self, standard: Standard, clock: At) -> tuple[At | None, bool]:
        """The first `until` event after the clock's start, and whether the clock never starts because of one."""
        first: At | None = None
        for term in standard.until:
            for at in self.line.points(term):
                if at.entry is clock.entry or (first and at.lo >= first.lo):
                    continue
                if at.day < clock.day or (at.day == clock.day and not self._ends_same_day(at, clock)):
                    if term.nth and self._of_this_episode(at, term, clock):
                        return None, True
                    continue
                first = at
        if any(t.type == "conception" for t in standard.clock):
            birth = self.line.happened.get("birth", ())
            first = min((a for a in (first, *birth) if a), key=lambda a: a.lo, default=None)
        return first, False

    def _ends_same_day(self, at: At, clock: At) -> bool:
        if at.timed and clock.timed and at.lo < clock.lo:
            return False
        return not _earlier_episode(at.entry, clock.entry)

    def _of_this_episode(self, at: At, term: Term, clock: At) -> bool:
        kind = self.line.words.events.get(term.type)
        return kind is None or at.entry.span is self.line.span_at(kind.episode, clock)

    def episode_ends(self, standard: Standard, clock: At, anchor: At) -> At | None:
        """The end of the clock event's episode, or of one that the conditions name as open (LANGUAGE, `until`)."""
        ends: dict[str, At | None] = {}
        span = clock.entry.span if clock.entry else None
        if span is not None and not (span.end and span.end.entry is clock.entry):
            ends[span.name] = span.end
        for c in standard.when:
            if c.kind == "open" and not c.negated:
                opened = self.line.open_span(c.name, anchor)
                if opened is not None:
                    ends[c.name] = opened.end
        if not ends:
            return None
        if standard.repeat:
            return min((e for e in ends.values() if e), key=lambda e: e.lo, default=None)
        return self._end_of_once(standard, clock, ends)

    def _end_of_once(self, standard: Standard, clock: At, ends: dict[str, At | None]) -> At | None:
        """A one-off ends with an episode only where whatever meets it belongs to ended episodes."""
        events = self.line.words.events
        homes = set()
        for term in standard.met_by:
            if term.milestone and term.type == clock.entry.type:
                return None
            homes.add(events[term.type].episode if term.type in events else CASE)
        if not homes <= set(ends):
            return None
        last = [ends[name] for name in homes]
        return max((e for e in last if e), key=lambda e: e.lo) if all(last) else None

    # --- due dates ---------------------------------------------------------------------------------------------
    def due(
        self,
        standard: Standard,
        clock: At,
        anchor: At,
        first: bool,
        met: At | None = None,
        ended: At | None = None,
    ) -> tuple[At | None, Duration | None, Agreement | None, Agreement | None]:
        """When the deadline of this anchor falls due, how it was counted, and which agreement governs or not."""
        duration = (standard.due or standard.repeat) if first else (standard.repeat or standard.due)
        due = self.line.shift(anchor, duration) if duration else None
        agreements = self.agreed.get(standard.id)
        if not agreements or not standard.repeat:
            return due, duration, None, None
        governs = looser = None
        printed = due
        for agreement in agreements:
            begins = At(agreement.start)
            if begins.day > anchor.day:
                resolved = min((a.day for a in (met, ended) if a), default=None)
                if begins.day > self.now.day or (resolved is not None and resolved < begins.day):
                    continue
                if governs and due and due.day < begins.day and not standard.looser:
                    continue  # already missed under the frequency agreed before: a stricter one gives no new day
            counted = self.line.shift(anchor, parse_duration(agreement.repeat))
            if counted.day < begins.day:
                counted = begins
            governs = looser = None
            if printed is None or counted.hi < printed.hi or (standard.looser and counted.hi != printed.hi):
                due, duration, governs = counted, parse_duration(agreement.repeat), agreement
            else:
                due, duration = printed, (standard.due or standard.repeat) if first else standard.repeat
                looser = agreement if counted.hi > printed.hi else None
                governs = agreement if counted.hi == printed.hi else None
        return due, duration, governs, looser

    def plan_by(self, standard: Standard, due: At | None, clock: At) -> date | None:
        if due is None:
            return None
        day = day_of(due.moment)
        working = self.calendar.last_working_day(day)
        if standard.kind == "before" or working.toordinal() >= clock.day:
            return working
        return day_of(clock.moment)


def _not_failed(term: Term) -> Term:
    return term._replace(tests=(*term.tests, Test("failed", negated=True)), text=f"{term.text} (not failed)")


def earlier(one: At | None, other: At | None) -> At | None:
    return min((a for a in (one, other) if a), key=lambda a: a.lo, default=None)


def _earlier_episode(entry: Entry, clock: Entry | None) -> bool:
    """Whether an event of the clock's own day belongs to an earlier episode of the same name."""
    if clock is None or entry.span is None or clock.span is None or entry.span.name != clock.span.name:
        return False
    return entry.span.index < clock.span.index
