"""What lies ahead: later repeats, clocks that have not started, and the preparation for meetings not yet booked.

Each earlier deadline is taken as met on its due date, an overdue one as met today (LANGUAGE, "States"). An open
or projected deadline makes the event that would meet it *expected*; an expected or booked event may start other
clocks. What follows only as paperwork of a meeting that is not booked (its own milestones) is not projected.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from services.engine.conditions import held
from services.engine.facts import Event, Value, day_of
from services.engine.findings import DUE, LATE, MET, OVERDUE, PROJECTED, Deadline
from services.engine.ground import earlier
from services.engine.rulebook import Standard
from services.engine.schedule import Tail, Trace, Work
from services.engine.selectors import Term
from services.engine.timeline import At, Entry
from services.engine.vocabulary import DERIVED

MARGIN = timedelta(100)  # meetings are projected this far beyond the horizon, for the preparation before it
ROUNDS = 12  # how long a chain of clocks that have not started can get
MOST = 1000  # repeats of one standard


class Expected(NamedTuple):
    """An event that an open or projected deadline calls for.

    `at` is when it is taken as happening, `due` its own due date; `ahead` counts the occurrences from today on
    (1: the next one).
    """

    at: At
    due: At
    ahead: int
    state: str
    standard: str

    @property
    def entry(self) -> Entry:
        entry: Entry = self.at.entry
        return entry


def project(work: Work, until: date) -> None:
    """Add the projected deadlines up to `until`, and those counted back from meetings not yet booked."""
    Ahead(work, until).run()


class Ahead:
    """One run of the projection over a finished piece of work."""

    def __init__(self, work: Work, until: date) -> None:
        self.work = work
        self.line = work.line
        self.horizon = At(until)
        self.furthest = At(until + MARGIN)
        self.expected: dict[str, list[Expected]] = {}
        self.fresh: list[Expected] = []
        self.dormant: dict[str, Tail] = {}
        self.running: set[str] = set()
        self.done: set[tuple[str, int]] = set()

    def run(self) -> None:
        for deadline in self.work.found:
            if (
                deadline.state in (DUE, OVERDUE)
                and deadline.due is not None
                and deadline.standard.kind != "before"
            ):
                self._expect_open(deadline)
        for tail in self.work.tails.values():
            self._tail(tail)
        for standard in self.work.touched({*self.line.booked, *self._birthdays()}):
            if standard.kind != "before":
                self._known_clocks(standard)
        for _ in range(ROUNDS):
            fresh, self.fresh = sorted(self.fresh, key=lambda e: (e.at.lo, e.entry.type, e.standard)), []
            if not fresh:
                break
            self._wake(fresh)
            self._chain(fresh)
        for standard in self.work.touched(self.expected.keys()):
            if standard.kind == "before":
                self._prepare(standard)

    def _birthdays(self) -> Iterable[str]:
        return (k for k in DERIVED if any(at.lo > self.work.now.hi for at in self.line.happened.get(k, ())))

    # --- expectations ------------------------------------------------------------------------------------------
    def _expect_open(self, deadline: Deadline) -> None:
        assert deadline.due is not None
        due = At(deadline.due)
        when = deadline.due if deadline.state == DUE else day_of(self.work.now.moment)
        self._expect(deadline.standard, At(when), due, 1, deadline.state)

    def _expect(self, standard: Standard, at: At, due: At, ahead: int, state: str) -> None:
        """The events that would meet the deadline: each alternative of `met_by` that is an event of its own."""
        for term in standard.met_by:
            if term.milestone or term.type in DERIVED:
                continue
            if term.nth:
                ahead = max(term.nth - self.held(term), 1)
            found = Expected(self._imagine(term, at), due, ahead, state, standard.id)
            self.expected.setdefault(term.type, []).append(found)
            self.fresh.append(found)

    def _imagine(self, term: Term, at: At) -> At:
        """An event as the term asks for it; what the term leaves open stays unknown."""
        attrs: dict[str, Value] = {}
        for test in term.tests:
            if not test.op and not test.negated:
                attrs[test.name] = True
            elif test.op == "=" and len(test.values) == 1:
                attrs[test.name] = test.values[0]
        entry = Entry(Event(term.type, at.moment, attrs, planned=True))
        kind = self.line.words.events.get(term.type)
        entry.span = self.line.open_span(kind.episode, self.work.now) if kind else None
        return entry.at

    def held(self, term: Term) -> int:
        """How many events the term (without its number) has matched in the episode that is open now."""
        whole = term._replace(nth=0, milestone="", text=f"{term.text} (all)")
        return held(self.line, whole, self.work.now)

    def _booked(self, term: Term) -> int:
        whole = term._replace(nth=0, milestone="", text=f"{term.text} (all)")
        return len(self.line.points(whole, booked=True))

    def _starts(self, standard: Standard, event: Expected) -> bool:
        """Whether an expected event would start the standard's clock; one that is booked is told by its booking."""
        return any(
            term.type == event.entry.type
            and not term.milestone
            and term.matches(event.entry.attrs)
            and event.ahead > self._booked(term)
            and (not term.nth or term.nth == self.held(term) + event.ahead)
            for term in standard.clock
        )

    def _before(self, event: Expected) -> tuple[At, ...]:
        """The expected events of the same type that come earlier: one for each place in the order."""
        first: dict[int, At] = {}
        for other in sorted(self.expected[event.entry.type], key=lambda e: e.at.lo):
            if other.ahead < event.ahead:
                first.setdefault(other.ahead, other.at)
        return tuple(first.values())

    # --- repeats -----------------------------------------------------------------------------------------------
    def _tail(self, tail: Tail) -> None:
        if tail.due is None:
            self.dormant[tail.standard.id] = tail
            return
        self.running.add(tail.standard.id)
        taken, how = (
            (tail.due.moment, "due") if tail.state == DUE else (day_of(self.work.now.moment), "today")
        )
        term = next((t for t in tail.standard.met_by), None)
        anchor = self._imagine(term, At(taken)) if term else At(taken)
        limit = self._takes_over(tail.standard)
        self._ahead(tail.standard, tail.clock, anchor, False, how, "", (anchor,), 2, limit)

    def _takes_over(self, standard: Standard) -> At | None:
        """The first clock ahead that is booked or a known birthday, and would replace the one that runs."""
        return min(self._clocks_ahead(standard), key=lambda a: a.lo, default=None)

    def _clocks_ahead(self, standard: Standard) -> list[At]:
        """Booked clocks and birthdays ahead; where a count runs, what is booked to meet it starts no second one."""
        runs = standard.repeat and standard.id in self.work.tails
        met = {t.type for t in standard.met_by if runs and not t.milestone}
        rows = [at for at in self.work.occurrences(standard.clock) if at.lo > self.work.now.hi]
        for term in standard.clock:
            if not term.milestone and term.type not in met:
                rows += self.line.points(term, booked=True)
        return sorted(rows, key=lambda a: a.lo)

    def _known_clocks(self, standard: Standard) -> None:
        """Clocks that a booked event or a birthday ahead will start."""
        clocks = self._clocks_ahead(standard)
        for position, clock in enumerate(clocks):
            following = clocks[position + 1] if standard.repeat and position + 1 < len(clocks) else None
            self.running.add(standard.id)
            self._ahead(
                standard, clock, clock, True, "booked", "", (), self._next_after(standard, clock), following
            )

    def _next_after(self, standard: Standard, clock: At) -> int:
        """Which occurrence from today on a booked clock asks for: the one after it, where it is of the same type."""
        if all(t.milestone or t.type != clock.entry.type for t in standard.met_by):
            return 1
        return 1 + sum(at.lo <= clock.lo for at in self.line.booked.get(clock.entry.type, ()))

    def _ahead(
        self,
        standard: Standard,
        clock: At,
        anchor: At,
        first: bool,
        how: str,
        source: str,
        assumed: tuple[At, ...],
        ahead: int,
        limit: At | None,
    ) -> bool:
        """Project one clock from an anchor on; True when something was projected."""
        work, end, found = self.work, self._end(standard, clock), False
        if standard.id in work.waived:
            return False
        for _ in range(MOST):
            if standard.when and not self._applies(standard, clock, anchor, assumed):
                if standard.repeat:
                    self.dormant[standard.id] = Tail(standard, clock, anchor, None, "")
                return found
            due, counted, agreed, looser = work.due(standard, clock, anchor, first)
            if due is None or due.lo > self.furthest.hi or any(s and s.lo <= due.hi for s in (end, limit)):
                return found
            if due.lo <= self.horizon.hi:
                trace = Trace(
                    work,
                    anchor,
                    clock.entry,
                    counted,
                    not first,
                    agreed,
                    looser,
                    assumed=how,
                    source=source,
                    assumptions=assumed,
                )
                done = self._done_ahead(standard, clock) if how == "booked" else None
                state = PROJECTED if done is None else MET if done.lo <= due.hi else LATE
                work.keep(standard, self._shown(clock), anchor, due, state, done, trace)
            found = True
            self._expect(standard, due, due, ahead, PROJECTED)
            if not standard.repeat:
                return True
            anchor = self._imagine(standard.met_by[0], due)
            assumed, first, how, ahead = (*assumed, anchor), False, "due", ahead + 1
        return found

    def _done_ahead(self, standard: Standard, clock: At) -> At | None:
        """A milestone of a booked event that has been reached already: it counts before the event happens."""
        mets = () if standard.repeat else self.work.meeting(standard, clock.entry)
        return next((m for m in mets if m.entry is clock.entry and m.milestone), None)

    def _applies(self, standard: Standard, clock: At, anchor: At, assumed: tuple[At, ...]) -> bool:
        judged = anchor
        if standard.kind in ("age", "gestation") and standard.due:
            judged = self.line.shift(anchor, standard.due)
        return self.work.judged(standard, judged, clock.entry, (), assumed)

    def _shown(self, clock: At) -> At | None:
        """The clock as a finding names it: none while it is only expected."""
        entry: Entry = clock.entry
        is_known = not entry.planned or any(entry is at.entry for at in self.line.booked.get(entry.type, ()))
        return clock if is_known and not (entry.planned and entry.derived) else None

    def _end(self, standard: Standard, clock: At) -> At | None:
        """A birthday that ends the standard, or the expected event of a stage (`until` with `#N`)."""
        end, never = self.work.until(standard, clock)
        if never:
            return clock
        if end and end.lo <= self.work.now.hi:
            end = None
        for term in standard.until:
            if not term.nth:
                continue
            for event in self.expected.get(term.type, ()):
                if (
                    event.state in (DUE, OVERDUE)
                    and term.matches(event.entry.attrs)
                    and (term.nth == self.held(term) + event.ahead and event.at.day >= clock.day)
                ):
                    end = earlier(end, event.at)
        return end

    # --- clocks that have not started ----------------------------------------------------------------------------
    def _wake(self, fresh: list[Expected]) -> None:
        """Repeating standards whose conditions did not hold at their last anchor: the next one may be expected."""
        for name, tail in list(self.dormant.items()):
            standard = tail.standard
            kinds = {t.type for t in (*standard.met_by, *standard.clock) if not t.milestone}
            for event in fresh:
                if event.entry.type not in kinds or event.at.lo <= tail.anchor.lo or event.standard == name:
                    continue
                meets = any(
                    t.matches(event.entry.attrs) for t in standard.met_by if t.type == event.entry.type
                )
                if meets and self._applies(standard, tail.clock, event.at, (event.at,)):
                    del self.dormant[name]
                    self.running.add(name)
                    limit = self._takes_over(standard)
                    self._ahead(
                        standard,
                        tail.clock,
                        event.at,
                        False,
                        "expected",
                        event.standard,
                        (event.at,),
                        event.ahead + 1,
                        limit,
                    )
                    break

    def _chain(self, fresh: list[Expected]) -> None:
        """Standards whose clock an expected event would start."""
        for standard in self.work.touched({e.entry.type for e in fresh}):
            if standard.kind == "before" or (standard.repeat and standard.id in self.running):
                continue
            clocks = {t.type for t in standard.clock}
            if standard.due is None or all(t.milestone and t.type in clocks for t in standard.met_by):
                continue
            for event in fresh:
                key = (standard.id, event.ahead)
                if event.standard == standard.id or key in self.done or not self._starts(standard, event):
                    continue
                self.done.add(key)
                same = {t.type for t in standard.met_by if not t.milestone}
                ahead = event.ahead + 1 if event.entry.type in same else 1
                assumed = (*self._before(event), event.at)
                if self._ahead(
                    standard, event.at, event.at, True, "expected", event.standard, assumed, ahead, None
                ):
                    if standard.repeat:
                        self.running.add(standard.id)
                        break

    # --- preparation ---------------------------------------------------------------------------------------------
    def _prepare(self, standard: Standard) -> None:
        """Count back from the due date of each meeting that is expected and not booked."""
        work = self.work
        done: set[int] = set()
        events = [e for t in standard.clock for e in self.expected.get(t.type, ())]
        for event in sorted(events, key=lambda e: (e.ahead, e.due.lo)):
            if event.ahead in done or not self._starts(standard, event):
                continue
            done.add(event.ahead)
            clock = At(event.due.moment, event.entry)
            mets = work.meeting(standard, event.entry)
            numbered = any(t.nth for t in standard.clock)
            if event.ahead > 1 and not numbered:
                mets = []
            assumed = self._before(event)
            if standard.when and not work.judged(
                standard, clock, event.entry, work.same_day(mets, clock), assumed
            ):
                continue
            assert standard.due is not None
            projected = event.state == PROJECTED
            if projected and standard.id in work.waived:
                continue
            if projected and self.line.shift(clock, standard.due).lo > self.horizon.hi:
                continue
            previous = work.starts(standard)
            trace = Trace(work, clock, event.entry, standard.due, source=event.standard, assumptions=assumed)
            work.count_back(standard, clock, previous[-1] if previous else None, mets, trace, True, projected)
