"""The schedule: a pure function of a rulebook, a case and today's date (LANGUAGE, "One clock").

This room works out every deadline whose clock has started; `projection` adds what lies ahead of that.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from services.engine.calendar import Duration, WorkingCalendar, parse_duration
from services.engine.conditions import NOBODY, holds
from services.engine.facts import Agreement, Case, Moment, Waiver, day_of
from services.engine.findings import DUE, LAPSED, LATE, MET, OVERDUE, PROJECTED, WAIVED, Deadline, Ref
from services.engine.rulebook import Rulebook, Standard
from services.engine.selectors import Term, Test
from services.engine.timeline import CASE, At, Entry, Timeline, episode_marks

UNDATED = 1 << 60  # minutes: later than any moment


class Trace(NamedTuple):
    """How a deadline came about; `reasons` turns it into words."""

    work: Any  # the Work that found it: its timeline answers what the conditions saw
    anchor: At
    clock: Entry | None
    counted: Duration | None
    repeat: bool = False
    agreed: Agreement | None = None  # the agreed frequency that governs
    looser: Agreement | None = None  # one that does not, because the standard is stricter
    restarted: Ref | None = None  # the clock that this one replaced
    ended: Ref | None = None
    ended_episode: str = ""
    waiver: Waiver | None = None
    assumed: str = ""  # how the anchor of a projection was taken: due, today, booked, expected
    source: str = ""  # the standard whose deadline is the expected meeting's own
    skip: Collection[Entry] = NOBODY
    assumptions: tuple[At, ...] = ()


class Tail(NamedTuple):
    """A repeating standard as it stands today: its open deadline, or its anchor where nothing is due."""

    standard: Standard
    clock: At
    anchor: At
    due: At | None
    state: str  # due, overdue, or "" where the conditions do not hold


def schedule(
    rulebook: Rulebook, case: Case, today: Moment, until: date, calendar: WorkingCalendar
) -> tuple[Deadline, ...]:
    """Every deadline of the case as seen on `today` (a date, or a minute), projected to `until`.

    Undated first, then by due date, then standard. Events after today that are not booked are left out.
    """
    from services.engine.projection import project

    work = Work(rulebook, case, today, calendar)
    work.run()
    project(work, until)
    return tuple(sorted(work.found, key=lambda d: d.sort_key))


def _prepare(rulebook: Rulebook) -> dict[str, Any]:
    """What is looked up again and again, worked out once for each rulebook."""
    index = rulebook.index
    if "marks" not in index:
        index["clocks"] = by_type = {}
        for position, standard in enumerate(rulebook.standards):
            for kind in {t.type for t in standard.clock}:
                by_type.setdefault(kind, []).append(position)
        index["marks"] = episode_marks(rulebook.words)
    return index


class Work:
    """One run of the schedule: the timeline and what has been found so far."""

    def __init__(self, rulebook: Rulebook, case: Case, today: Moment, calendar: WorkingCalendar) -> None:
        self.rulebook = rulebook
        self.index = _prepare(rulebook)
        self.calendar = calendar
        self.line = Timeline(case, rulebook.words, today, calendar, self.index["marks"])
        self.now = self.line.now
        self.found: list[Deadline] = []
        self.tails: dict[str, Tail] = {}
        self.agreed: dict[str, list[Agreement]] = {}
        for agreement in sorted(case.agreed, key=lambda a: (a.start, a.repeat, a.by, a.why)):
            self.agreed.setdefault(agreement.standard, []).append(agreement)
        self.waived: dict[str, Waiver] = {}
        for waiver in sorted(case.waived, key=lambda w: (w.at, w.by, w.why), reverse=True):
            if waiver.at.toordinal() <= self.now.day:
                self.waived[waiver.standard] = waiver

    def run(self) -> None:
        for standard in self.touched({*self.line.happened, *self.line.booked}):
            if standard.kind == "before":
                self._before(standard)
            elif standard.repeat:
                self._repeating(standard)
            else:
                self._once(standard)

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
            rows = sorted({(id(a.entry), a.milestone): a for a in [*own, *rows]}.values(), key=lambda a: (a.lo, a.hi))
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

    def eligible(self, at: At, clock: At, by_minute: bool = False) -> bool:
        """Whether an event (or milestone) lies at or after the clock's start, the clock's own event aside."""
        entry = at.entry
        if entry is clock.entry:
            return bool(at.milestone) and at.milestone != clock.milestone
        if at.lo > self.now.hi or at.day < clock.day:
            return False
        if at.day > clock.day:
            return True
        if by_minute and at.timed and clock.timed and at.lo < clock.lo:
            return False
        return not _earlier_episode(entry, clock.entry)

    def same_day(self, mets: list[At], at: At) -> Collection[Entry]:
        """Events of that day which would meet the deadline: its conditions do not look at them."""
        found = {m.entry for m in mets if m.day == at.day and not m.milestone and m.entry is not at.entry}
        return found or NOBODY

    def judged(self, standard: Standard, at: At, clock: Entry | None, skip: Any = NOBODY, assumed: Any = ()) -> bool:
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
        self, standard: Standard, clock: At, anchor: At, first: bool, met: At | None = None, ended: At | None = None
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

    # --- one-off standards -------------------------------------------------------------------------------------
    def _once(self, standard: Standard) -> None:
        by_age = standard.kind in ("age", "gestation")
        for clock in self.starts(standard):
            end, never = self.until(standard, clock)
            if never:
                continue
            due = self.line.shift(clock, standard.due) if standard.due else None
            mets = self.meeting(standard, clock.entry)
            skip = self.same_day(mets, clock) if standard.when else NOBODY
            judged_at = At(due.moment) if by_age and due else clock
            if standard.when and not self.judged(standard, judged_at, clock.entry, skip):
                continue
            if not by_age:
                end = earlier(end, self.episode_ends(standard, clock, clock))
            minute = _by_minute(standard.due)
            met = next((m for m in mets if self.eligible(m, clock, minute)), None)
            trace = Trace(self, judged_at, clock.entry, standard.due, skip=skip)
            self._settle(standard, clock, clock, due, met, end, trace)

    def _settle(
        self,
        standard: Standard,
        clock: At,
        anchor: At,
        due: At | None,
        met: At | None,
        end: At | None,
        trace: Trace,
    ) -> str:
        """Decide the state of a deadline that nothing replaces, and keep it; returns the state ('' if not owed)."""
        limit = due.hi if due else UNDATED
        if end and end.lo > self.now.hi and not _birthday(end):
            end = None
        in_end = met is not None and (end is None or met.lo <= end.hi)
        if end and _birthday(end) and end.lo <= limit and due and not in_end:
            return ""
        if met is not None and (in_end or (end is not None and end.lo > limit)):
            state = MET if met.lo <= limit else LATE
        elif end and end.lo <= self.now.hi and end.lo <= limit:
            state, trace = LAPSED, self._ended(standard, trace, end)
            met = None
        else:
            state, met = (OVERDUE if self.now.lo > limit else DUE), None
        return self.keep(standard, clock, anchor, due, state, met, trace)

    def _ended(self, standard: Standard, trace: Trace, end: At) -> Trace:
        named = any(t.type == end.entry.type for t in standard.until)
        closed = end.entry.closes
        return trace._replace(ended=ref(end), ended_episode="" if named or not closed else closed[0].name)

    def keep(
        self,
        standard: Standard,
        clock: At | None,
        counted_from: At,
        due: At | None,
        state: str,
        met: At | None,
        trace: Trace,
        provisional: bool = False,
    ) -> str:
        """Record a deadline, waived where somebody recorded that it is not owed."""
        waiver = self.waived.get(standard.id)
        if waiver is not None and state != PROJECTED:
            day = waiver.at.toordinal()
            resolved = met or (At(trace.ended.at) if state == LAPSED and trace.ended else None)
            if resolved is None or resolved.day >= day:
                state, met, trace = WAIVED, None, trace._replace(waiver=waiver)
        self.found.append(
            Deadline(
                standard,
                ref(clock) if clock else None,
                counted_from.moment,
                due.moment if due else None,
                self.plan_by(standard, due, clock or counted_from),
                state,
                ref(met) if met else None,
                provisional,
                trace,
            )
        )
        return state

    # --- repeating standards -----------------------------------------------------------------------------------
    def _repeating(self, standard: Standard) -> None:
        clocks = self.starts(standard)
        previous: At | None = None
        for position, clock in enumerate(clocks):
            end, never = self.until(standard, clock)
            if never:
                continue
            following = clocks[position + 1] if position + 1 < len(clocks) else None
            self.tails.pop(standard.id, None)
            self._series(standard, clock, end, following, previous)
            previous = clock

    def _series(
        self, standard: Standard, clock: At, end: At | None, following: At | None, previous: At | None
    ) -> None:
        """Walk one clock's anchors: its start, then every event that meets it, each judged by itself."""
        mets = self.meeting(standard, clock.entry)
        anchor, first, position = clock, True, -1
        while True:
            skip = self.same_day(mets, anchor) if standard.when else NOBODY
            applies = not standard.when or self.judged(standard, anchor, clock.entry, skip)
            minute = _by_minute(standard.due if first and standard.due else standard.repeat)
            position = self._next(mets, position, clock, first, minute)
            met = mets[position] if position < len(mets) else None
            stop = earlier(end, self.episode_ends(standard, clock, anchor))
            if applies:
                go_on = self._one_of_series(standard, clock, anchor, first, met, stop, following, skip, previous)
            else:
                go_on = met is not None and not (stop and met.lo > stop.hi)
                if met is None and not (stop and stop.lo <= self.now.hi) and following is None:
                    self.tails[standard.id] = Tail(standard, clock, anchor, None, "")
            if not go_on or met is None or (stop and met.hi >= stop.lo) or (following and met.hi >= following.lo):
                return
            anchor, first = met, False

    def _next(self, mets: list[At], position: int, clock: At, first: bool, minute: bool) -> int:
        """Index of the next event that meets: from the clock's start on, or after the last one."""
        position += 1
        if first:
            while position < len(mets) and not self.eligible(mets[position], clock, minute):
                position += 1
        return position

    def _one_of_series(
        self,
        standard: Standard,
        clock: At,
        anchor: At,
        first: bool,
        met: At | None,
        stop: At | None,
        following: At | None,
        skip: Collection[Entry],
        previous: At | None,
    ) -> bool:
        """Settle the deadline of one anchor; True where the series goes on from what met it."""
        due, counted, agreed, looser = self.due(standard, clock, anchor, first, met, earlier(stop, following))
        trace = Trace(
            self, anchor, clock.entry, counted, not first, agreed, looser, skip=skip,
            restarted=ref(previous) if first and previous else None,
        )
        limit = due.hi if due else UNDATED
        if following and not (stop and stop.lo <= following.lo):
            met_before = met is not None and met.lo <= following.hi
            if not met_before and following.lo <= limit:
                return False  # the new clock takes over before this deadline is past
            stop = None
        waiver = self.waived.get(standard.id)
        if waiver and not first and waiver.at.toordinal() <= anchor.day:
            return False
        state = self._settle(standard, clock, anchor, due, met, stop, trace)
        if state in (DUE, OVERDUE) and following is None and (stop is None or stop.lo > self.now.hi):
            self.tails[standard.id] = Tail(standard, clock, anchor, due, state)
        return state in (MET, LATE)

    # --- standards that count back -----------------------------------------------------------------------------
    def _before(self, standard: Standard) -> None:
        happened = self.occurrences(standard.clock)
        booked = sorted(
            (at for t in standard.clock if not t.milestone for at in self.line.points(t, booked=True)
             if not at.entry.derived),
            key=lambda a: (a.lo, a.hi),
        )
        previous: At | None = None
        for clock in [*happened, *booked]:
            mets = self.meeting(standard, clock.entry)
            skip: Collection[Entry] = {*self.same_day(mets, clock), clock.entry} if standard.when else NOBODY
            if self.judged(standard, clock, clock.entry, skip):
                self.count_back(standard, clock, previous, mets, Trace(self, clock, clock.entry, standard.due, skip=skip))
            previous = clock

    def window_start(self, clock: At, previous: At | None) -> int:
        """From when a `before` standard may be met: minutes."""
        entry = clock.entry
        kind = self.line.words.events.get(entry.type)
        span = entry.span
        if kind is not None and kind.episode != CASE and (span is None or span in entry.opens):
            span = self.line.span_at(CASE, clock)
        start = span.lo if span else 0
        if kind is not None and kind.episode == CASE and entry.opens:
            start = max((s.end.lo for s in self.line.spans.get(CASE, ()) if s.end and s.end.lo <= clock.lo), default=0)
        return max(start, previous.day * 1440 if previous else 0)

    def count_back(
        self, standard: Standard, clock: At, previous: At | None, mets: list[At], trace: Trace,
        provisional: bool = False, projected: bool = False,
    ) -> None:
        """Keep the deadline that lies `due` before the clock event (or before its own due date: provisional)."""
        assert standard.due is not None
        due = self.line.shift(clock, standard.due)
        start = self.window_start(clock, previous)
        last = min(self.now.hi, self.now.hi if provisional else clock.hi)
        met = next((m for m in mets if m.lo <= last and _prepares(m, clock, start)), None)
        if projected:
            state, met = PROJECTED, None
        elif met:
            state = MET if met.lo <= due.hi else LATE
        else:
            state = OVERDUE if self.now.lo > due.hi else DUE
        self.keep(standard, None if provisional else clock, clock, due, state, met, trace, provisional)


def ref(at: At) -> Ref:
    event = at.entry.event
    return Ref(event.type, at.moment, event.id, at.milestone, event.planned)


def _not_failed(term: Term) -> Term:
    return term._replace(tests=(*term.tests, Test("failed", negated=True)), text=f"{term.text} (not failed)")


def _by_minute(duration: Duration | None) -> bool:
    return bool(duration) and duration.parts[0][1] in ("minutes", "hours")  # type: ignore[union-attr]


def _birthday(at: At) -> bool:
    return bool(at.entry.derived) and at.entry.type.startswith("turned_")


def earlier(one: At | None, other: At | None) -> At | None:
    return min((a for a in (one, other) if a), key=lambda a: a.lo, default=None)


def _prepares(met: At, clock: At, start: int) -> bool:
    """Whether an event counts towards a `before` standard: in its window, or a milestone of the clock event."""
    return bool(met.milestone) if met.entry is clock.entry else met.hi >= start


def _earlier_episode(entry: Entry, clock: Entry | None) -> bool:
    """Whether an event of the clock's own day belongs to an earlier episode of the same name."""
    if clock is None or entry.span is None or clock.span is None or entry.span.name != clock.span.name:
        return False
    return entry.span.index < clock.span.index

