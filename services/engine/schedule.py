"""The schedule: a pure function of a rulebook, a case and today's date (LANGUAGE, "One clock").

This room works out every deadline whose clock has started; `projection` adds what lies ahead of that.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from services.engine.calendar import Duration, WorkingCalendar
from services.engine.conditions import NOBODY
from services.engine.facts import Agreement, Case, Moment, Waiver
from services.engine.findings import DUE, LAPSED, LATE, MET, OVERDUE, PROJECTED, WAIVED, Deadline, Ref
from services.engine.ground import Ground, earlier
from services.engine.rulebook import Rulebook, Standard
from services.engine.timeline import CASE, At, Entry

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


class Work(Ground):
    """One run of the schedule: the timeline and what has been found so far."""

    def __init__(self, rulebook: Rulebook, case: Case, today: Moment, calendar: WorkingCalendar) -> None:
        super().__init__(rulebook, case, today, calendar)
        self.found: list[Deadline] = []
        self.tails: dict[str, Tail] = {}

    def run(self) -> None:
        for standard in self.touched({*self.line.happened, *self.line.booked}):
            if standard.kind == "before":
                self._before(standard)
            elif standard.repeat:
                self._repeating(standard)
            else:
                self._once(standard)

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
            met = next((m for m in mets if self.eligible(m, clock)), None)
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
            position = self._next(mets, position, clock, first)
            met = mets[position] if position < len(mets) else None
            stop = earlier(end, self.episode_ends(standard, clock, anchor))
            if applies:
                go_on = self._one_of_series(
                    standard, clock, anchor, first, met, stop, following, skip, previous
                )
            else:
                go_on = met is not None and not (stop and met.lo > stop.hi)
                if met is None and not (stop and stop.lo <= self.now.hi) and following is None:
                    self.tails[standard.id] = Tail(standard, clock, anchor, None, "")
            if (
                not go_on
                or met is None
                or (stop and met.hi >= stop.lo)
                or (following and met.hi >= following.lo)
            ):
                return
            anchor, first = met, False

    def _next(self, mets: list[At], position: int, clock: At, first: bool) -> int:
        """Index of the next event that meets: from the clock's start on, or after the last one."""
        position += 1
        while position < len(mets) and not (
            self.eligible(mets[position], clock) if first else mets[position].entry is not clock.entry
        ):
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
            self,
            anchor,
            clock.entry,
            counted,
            not first,
            agreed,
            looser,
            skip=skip,
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
            (
                at
                for t in standard.clock
                if not t.milestone
                for at in self.line.points(t, booked=True)
                if not at.entry.derived
            ),
            key=lambda a: (a.lo, a.hi),
        )
        previous: At | None = None
        for clock in [*happened, *booked]:
            mets = self.meeting(standard, clock.entry)
            skip: Collection[Entry] = {*self.same_day(mets, clock), clock.entry} if standard.when else NOBODY
            if self.judged(standard, clock, clock.entry, skip):
                self.count_back(
                    standard, clock, previous, mets, Trace(self, clock, clock.entry, standard.due, skip=skip)
                )
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
            start = max(
                (s.end.lo for s in self.line.spans.get(CASE, ()) if s.end and s.end.lo <= clock.lo), default=0
            )
        return max(start, previous.day * 1440 if previous else 0)

    def count_back(
        self,
        standard: Standard,
        clock: At,
        previous: At | None,
        mets: list[At],
        trace: Trace,
        provisional: bool = False,
        projected: bool = False,
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


def _birthday(at: At) -> bool:
    return bool(at.entry.derived) and at.entry.type.startswith("turned_")


def _prepares(met: At, clock: At, start: int) -> bool:
    """Whether an event counts towards a `before` standard: in its window, or a milestone of the clock event."""
    return bool(met.milestone) if met.entry is clock.entry else met.hi >= start
