"""A slow, plain second implementation of the language of the standards, to hold the engine against.

Every sentence of the language is done in the most obvious way: every list is searched from its start, nothing
is remembered between questions. It shares with the engine only what was parsed (the rulebook) and the frozen
case; it never asks the engine's calendar, timeline or conditions.

What it leaves out on purpose: deadlines whose clock is itself only projected (the second review behind a
first that has not been held), and provisional dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from services.engine.calendar import Duration, parse_duration
from services.engine.facts import Case, Event, Moment
from services.engine.rulebook import Rulebook, Standard
from services.engine.selectors import Condition, Selector, Term, parse_selector
from tests.engine.oracle_days import (
    add,
    birthday,
    compares,
    day,
    happened_by,
    length_holds,
    order,
    passes,
    past,
    stands,
    timed,
)

BIRTHDAYS = (16, 18, 21, 25)


class Row(NamedTuple):
    """What is said of one deadline, by either implementation."""

    standard: str
    clock: str
    counted_from: str
    due: str
    state: str
    met: str
    provisional: bool


@dataclass(eq=False)
class Span:
    """One episode: the event that opened it and, once closed, the one that closed it."""

    name: str
    opener: Event
    closer: Event | None = None

    def holds(self, at: Moment) -> bool:
        opened = happened_by(self.opener.at, at)
        return opened and (self.closer is None or happened_by(at, self.closer.at))


@dataclass(eq=False)
class Happening:
    """An event, or a milestone of it, that a selector has found."""

    event: Event
    at: Moment
    milestone: str = ""


@dataclass(eq=False)
class Found:
    """A deadline on its way: everything but the words."""

    standard: Standard
    clock: Happening
    anchor: Moment
    due: Moment | None
    met: Happening | None = None
    end: Moment | None = None
    end_is_birthday: bool = False
    projected: bool = False


class Oracle:
    """Every deadline of one case under one rulebook, as seen on `today`."""

    def __init__(self, rulebook: Rulebook, case: Case, today: Moment, until: date) -> None:
        self.book, self.case, self.today, self.until = rulebook, case, today, until
        self.words = rulebook.words
        self.events = sorted([*case.events, *self.derived()], key=self._event_order)
        self.spans = {name: self._spans(name) for name in self.words.episodes}

    @staticmethod
    def _event_order(e: Event) -> tuple[object, ...]:
        return (
            order(e.at),
            e.type,
            repr(sorted(e.attrs.items())),
            repr(sorted(e.milestones.items())),
            e.planned,
        )

    def derived(self) -> Iterator[Event]:
        born, expected = self.case.facts.get("born"), self.case.facts.get("expected")
        if isinstance(expected, date):
            yield Event("conception", expected - timedelta(280))
        if isinstance(born, date):
            yield Event("birth", born)
            for age in BIRTHDAYS:
                yield Event(f"turned_{age}", birthday(born, age))

    # --- episodes ---
    def real(self, now: Moment | None = None) -> list[Event]:
        """What has happened by then (by today where nothing is said); never what is only booked."""
        return [
            e for e in self.events if not e.planned and happened_by(e.at, self.today if now is None else now)
        ]

    def is_one(self, event: Event, texts: tuple[str, ...]) -> bool:
        """Whether an event is what one of these selectors, without number or milestone, asks for."""
        terms = [t for text in texts for t in parse_selector(text, self.words)]
        return any(event.type == t.type and all(passes(x, event) for x in t.tests) for t in terms)

    def _spans(self, name: str) -> list[Span]:
        kind = self.words.episodes[name]
        opens, closes, is_one = kind.opens, kind.closes, self.is_one
        spans: list[Span] = []
        events = self.real()
        for d in sorted({day(e.at) for e in events}):
            was_open = bool(spans) and spans[-1].closer is None
            here = [e for e in events if day(e.at) == d]

            closed = [order(e.at) for e in here if is_one(e, closes) and not is_one(e, opens)]

            def turn(
                e: Event, was_open: bool = was_open, closed: list[datetime] = closed
            ) -> tuple[datetime, int]:
                """A date without a time fits itself in: what is open closes before anything opens."""
                if timed(e.at):
                    return order(e.at), 0
                if is_one(e, opens):
                    return (max(closed, default=order(e.at)), 1) if was_open else (order(e.at), 0)
                return (order(e.at), 0) if was_open else (datetime.combine(day(e.at), time.max), 0)

            for e in sorted(here, key=turn):
                is_open = bool(spans) and spans[-1].closer is None
                if is_open and is_one(e, closes):
                    spans[-1].closer = e
                    is_open = False
                if not is_open and is_one(e, opens):
                    spans.append(Span(name, e))
        return spans

    def open_span(self, name: str, now: Moment) -> Span | None:
        """The episode that is open at that moment, including what happened at that moment."""
        for span in reversed(self.spans[name]):
            if happened_by(span.opener.at, now) and not (span.closer and happened_by(span.closer.at, now)):
                return span
        return None

    def span_of(self, event: Event) -> Span | None:
        """The episode to which an event belongs, where it belongs to one."""
        kind = self.words.events.get(event.type)
        if kind is None:
            return None
        for span in self.spans[kind.episode]:
            if span.opener is event:
                return span
        for span in self.spans[kind.episode]:
            if span.closer is event:
                return span
        if kind.episode == "case" and self.before_the_case(event.at):
            return self.spans["case"][0]
        holding = [s for s in self.spans[kind.episode] if s.holds(event.at)]
        return holding[-1] if holding else None

    def before_the_case(self, at: Moment) -> bool:
        """What was recorded before the case was first opened belongs to that first opening."""
        return bool(self.spans["case"]) and not happened_by(self.spans["case"][0].opener.at, at)

    # --- selectors ---
    def matches(self, term: Term, event: Event) -> bool:
        if event.type != term.type or not all(passes(t, event) for t in term.tests):
            return False
        return not term.nth or self.number(term, event) == term.nth

    def number(self, term: Term, event: Event) -> int:
        """Which of the matching events of its episode this is; of the case where it belongs to none."""
        mine = self.span_of(event)
        count = 0
        for other in self.events:
            same = other.type == term.type and all(passes(t, other) for t in term.tests)
            if (
                same
                and (mine is None or self.span_of(other) is mine)
                and (event.planned or not other.planned)
            ):
                count += 1
            if other is event:
                return count
        return 0

    def happenings(
        self, selector: Selector, *, planned: bool = False, ahead: bool = False
    ) -> list[Happening]:
        """Everything that the selector finds, in order: what has happened, and on request what is booked or known."""
        found: list[Happening] = []
        for event in self.events:
            for term in selector:
                if not self.matches(term, event):
                    continue
                if term.milestone:
                    at = event.milestones.get(term.milestone)
                    if at is not None and happened_by(at, self.today):
                        found.append(Happening(event, at, term.milestone))
                        break
                    continue
                known = ahead and event.type.startswith("turned_")
                if (not event.planned and (happened_by(event.at, self.today) or known)) or (
                    planned and event.planned
                ):
                    found.append(Happening(event, event.at))
                    break
        return sorted(found, key=lambda h: order(h.at))

    def meeters(self, s: Standard, clock: Happening) -> list[Happening]:
        """What could meet a deadline of this clock, in order, whenever it happened."""
        found: list[Happening] = []
        for term in s.met_by:
            own = bool(term.milestone) and clock.event.type == term.type
            for h in self.happenings((term,)):
                if own and h.event is not clock.event:
                    continue
                if stands(h.event.attrs.get("failed")) and not term.asks_failed and not own:
                    continue
                if (
                    not term.milestone
                    and self.comes_first(h.event, clock.event)
                    and day(h.at) == day(clock.at)
                ):
                    continue
                found.append(h)
        return sorted(found, key=lambda h: order(h.at))

    # --- conditions ---
    def applies(self, s: Standard, clock: Happening, now: Moment, hidden: list[Event]) -> bool:
        seen = [
            e
            for e in self.events
            if not e.planned and happened_by(e.at, now) and not any(e is h for h in hidden)
        ]
        return all(self.holds(c, clock, now, seen) for c in s.when)

    def holds(self, c: Condition, clock: Happening, now: Moment, seen: list[Event]) -> bool:
        if c.kind == "open":
            return (self.open_span(c.name, now) is not None) is not c.negated
        if c.kind == "age":
            span = self.open_span(c.name, now)
            return span is not None and length_holds(span.opener.at, now, c.op, c.duration)
        if c.kind == "count":
            return self.counts(c, now, seen)
        if c.kind == "since":
            dates = [m for m in self.moments(c.term, seen) if happened_by(m, now)]
            return bool(dates) and length_holds(max(dates, key=order), now, c.op, c.duration)
        if c.kind == "fact":
            return self.value_holds(c, self.fact(c.attr, now))
        if c.kind == "clock":
            return self.value_holds(c, clock.event.attrs.get(c.attr))
        if c.kind == "placement":
            span = self.open_span("placement", now)
            return self.value_holds(c, span.opener.attrs.get(c.attr) if span else None)
        of_type = [e for e in seen if e.type == c.name]
        return self.value_holds(c, of_type[-1].attrs.get(c.attr) if of_type else None)

    @staticmethod
    def value_holds(c: Condition, found: object) -> bool:
        if c.op:
            return compares(found, c.op, c.values)
        return stands(found) is not c.negated

    def fact(self, name: str, now: Moment) -> object:
        born = self.case.facts.get("born")
        if name == "born":
            return isinstance(born, date) and happened_by(born, now)
        if name == "age":
            if not isinstance(born, date) or day(now) < born:
                return None
            age = 0
            while birthday(born, age + 1) <= day(now):
                age += 1
            return age
        return self.case.facts.get(name)

    def moments(self, term: Term, seen: list[Event]) -> list[Moment]:
        matching = [e for e in seen if self.matches(term, e)]
        if term.milestone:
            return [e.milestones[term.milestone] for e in matching if term.milestone in e.milestones]
        return [e.at for e in matching]

    def counts(self, c: Condition, now: Moment, seen: list[Event]) -> bool:
        assert c.term is not None
        if c.duration is not None:
            first = day(add(day(now), Duration(c.duration.parts, -1)))
            number = sum(first <= day(m) and happened_by(m, now) for m in self.moments(c.term, seen))
        else:
            kind = self.words.events.get(c.term.type)
            around = [x for x in self.spans[kind.episode] if x.holds(now)] if kind else []
            span = around[-1] if around else None
            if kind and kind.episode == "case" and self.before_the_case(now):
                span = self.spans["case"][0]
            inside = [e for e in seen if self.span_of(e) is span]
            number = len(self.moments(c.term, inside))
        return compares(number, c.op, (str(c.number),))

    # --- ends ---
    def never_starts(self, s: Standard, clock: Happening) -> bool:
        """`until` with #N looks back: the Nth event of the episode has happened before."""
        for term in s.until:
            if not term.nth:
                continue
            kind = self.words.events.get(term.type)
            around = [x for x in self.spans[kind.episode] if x.holds(clock.at)] if kind else []
            span = around[-1] if around else None
            for h in self.happenings((term,)):
                if day(h.at) < day(clock.at) and self.span_of(h.event) is span:
                    return True
        return False

    def ends(self, s: Standard, clock: Happening, judged: Moment) -> list[tuple[Moment, Event]]:
        """Every moment from which nothing more falls due, in order."""
        found = [(h.at, h.event) for h in self.happenings(s.until, ahead=True)]
        if clock.event.type == "conception":
            found += [(e.at, e) for e in self.real() if e.type == "birth"]
        own = self.span_of(clock.event)
        spans = [own] if own else []
        spans += [
            x for c in s.when if c.kind == "open" and not c.negated and (x := self.open_span(c.name, judged))
        ]
        for span in spans:
            if span.closer is not None and (s.repeat or self.met_within(s, clock, span)):
                found.append((span.closer.at, span.closer))
        found = [
            (at, e)
            for at, e in found
            if (happened_by(clock.at, at) or (clock.milestone and own and e is own.closer))
            and not self.comes_first(e, clock.event)
        ]
        return sorted(found, key=lambda x: order(x[0]))

    def comes_first(self, end: Event, clock: Event) -> bool:
        """Whether an ending of the clock's own day belongs to what went before: it closed an earlier episode."""
        if end is clock:
            return True
        mine, kind = self.span_of(clock), self.words.events.get(end.type)
        if mine is None or kind is None or kind.episode != mine.name:
            return False
        earlier = self.spans[mine.name][: self.spans[mine.name].index(mine)]
        return any(s.opener is end or s.closer is end for s in earlier)

    def met_within(self, s: Standard, clock: Happening, span: Span) -> bool:
        """Whether whatever meets this one-off belongs to that episode, and is no milestone of the clock's own event."""
        for term in s.met_by:
            kind = self.words.events.get(term.type)
            if kind is None or kind.episode != span.name:
                return False
            if term.milestone and term.type == clock.event.type:
                return False
        return True

    # --- deadlines ---
    def rows(self) -> list[Row]:
        out: list[Row] = []
        for s in self.book.standards:
            if s.kind == "caseload":
                continue
            if s.kind == "before":
                found = self.before(s)
            elif s.repeat:
                found = self.repeating(s)
            else:
                found = self.once(s)
            out += [row for f in found if (row := self.row(f)) is not None]
        return sorted(out)

    def hidden(self, s: Standard, clock: Happening, now: Moment, keep: Event) -> list[Event]:
        """What would meet the deadline on the clock's own day is not looked at by its conditions."""
        return [h.event for h in self.meeters(s, clock) if day(h.at) == day(now) and h.event is not keep]

    def once(self, s: Standard) -> Iterator[Found]:
        for clock in self.happenings(s.clock, planned=True, ahead=True):
            if self.never_starts(s, clock):
                continue
            due = add(clock.at, s.due, clock.event.type == "birth") if s.due else None
            judged = due if s.kind in ("age", "gestation") and due is not None else clock.at
            if not self.applies(s, clock, judged, self.hidden(s, clock, clock.at, clock.event)):
                continue
            f = Found(s, clock, clock.at, due)
            f.projected = (clock.event.planned and not clock.milestone) or not happened_by(
                clock.at, self.today
            )
            later = [
                h for h in self.meeters(s, clock) if day(h.at) >= day(clock.at) or h.event is clock.event
            ]
            self.settle(f, later, self.ends(s, clock, judged))
            yield f

    def settle(self, f: Found, later: list[Happening], ends: list[tuple[Moment, Event]]) -> None:
        """What became of a deadline: met by the first of `later`, or ended by the first of `ends`."""
        first = later[0] if later else None
        if ends:
            at, event = ends[0]
            both_timed = f.due is not None and timed(f.due) and timed(at)
            overdue_before = f.due is not None and (past(f.due, at) if both_timed else day(f.due) < day(at))
            meets_first = first is not None and happened_by(first.at, at)
            if not meets_first and not overdue_before:
                f.end, f.end_is_birthday = at, event.type.startswith("turned_")
                return
        f.met = first

    def repeating(self, s: Standard) -> Iterator[Found]:
        clocks = [
            c for c in self.happenings(s.clock, planned=True, ahead=True) if not self.never_starts(s, c)
        ]
        for number, clock in enumerate(clocks):
            following = clocks[number + 1] if number + 1 < len(clocks) else None
            for f in self.chain(s, clock, following):
                yield f
                if self.row_state(f) == "waived":
                    break

    def chain(self, s: Standard, clock: Happening, following: Happening | None) -> Iterator[Found]:
        """One running clock of a repeating standard, until a new one replaces it."""
        meeters = [h for h in self.meeters(s, clock) if day(h.at) >= day(clock.at)]
        anchor, anchor_event, first = clock.at, clock.event, True
        future = (clock.event.planned and not clock.milestone) or not happened_by(clock.at, self.today)
        while True:
            length = s.due if first and s.due else s.repeat
            ends = self.ends(s, clock, anchor)
            applies = self.applies(s, clock, anchor, self.hidden(s, clock, anchor, anchor_event))
            replaced = following is not None and (not meeters or self.is_after(meeters[0], following))
            if applies:
                f = Found(s, clock, anchor, self.agreed(s, anchor, add(anchor, length), meeters, ends))
                f.projected = future
                if replaced and happened_by(following.at, self.today):
                    if day(f.due) >= day(following.at):
                        if ends and self.ended_first(ends[0], following):
                            self.settle(f, [], ends)
                            yield f
                        return
                self.settle(f, meeters, ends)
                yield f
                if f.met is None and f.end is None:
                    yield from self.projections(s, f, ends, following)
            if replaced or not meeters:
                return
            met = meeters.pop(0)
            if ends and happened_by(ends[0][0], met.at):
                return
            if following is not None and met.event is following.event:
                return
            anchor, anchor_event, first = met.at, met.event, False

    @staticmethod
    def is_after(met: Happening, clock: Happening) -> bool:
        return met.event is not clock.event and not happened_by(met.at, clock.at)

    def ended_first(self, end: tuple[Moment, Event], following: Happening) -> bool:
        """Whether a clock had ended before, or by, the event that would have replaced it."""
        at, event = end
        return event is following.event or order(at) <= order(following.at)

    def agreed(
        self,
        s: Standard,
        anchor: Moment,
        printed: Moment,
        meeters: list[Happening],
        ends: list[tuple[Moment, Event]],
    ) -> Moment:
        """The due date under a frequency agreed on or before the anchor's day, or while the deadline was open."""
        due, agreed_before = printed, False
        for a in sorted(
            (a for a in self.case.agreed if a.standard == s.id), key=lambda a: (a.start, a.repeat)
        ):
            if a.start > day(self.today):
                continue
            counted: Moment = add(anchor, parse_duration(a.repeat))
            if day(anchor) < a.start:
                settled = [day(meeters[0].at)] if meeters else []
                if ends and day(ends[0][0]) <= day(printed):
                    settled.append(day(ends[0][0]))
                if settled and min(settled) < a.start:
                    continue
                if agreed_before and day(due) < a.start and not s.looser:
                    continue  # missed under what was agreed before: agreeing again does not undo that
                counted = max(day(counted), a.start)
            due = counted if s.looser else min(printed, counted, key=order)
            agreed_before = due == counted
        return due

    def projections(
        self, s: Standard, f: Found, ends: list[tuple[Moment, Event]], following: Happening | None
    ) -> Iterator[Found]:
        """The later repeats, each earlier one taken as met on its due date (today, where it is overdue)."""
        anchor = day(self.today) if past(f.due, self.today) else day(f.due)
        while True:
            if not self.applies(s, f.clock, anchor, []):
                return
            due = day(self.agreed(s, anchor, add(anchor, s.repeat), [], []))
            if due > self.until or (ends and day(ends[0][0]) <= due):
                return
            if following is not None and day(following.at) <= due:
                return
            yield Found(s, f.clock, anchor, due, projected=True)
            anchor = due

    def before(self, s: Standard) -> Iterator[Found]:
        clocks = self.happenings(s.clock, planned=True, ahead=True)
        for number, clock in enumerate(clocks):
            hidden = [clock.event, *self.hidden(s, clock, clock.at, clock.event)]
            if not self.applies(s, clock, clock.at, hidden):
                continue
            start = self.window_start(clock)
            if number and (start is None or day(clocks[number - 1].at) > start):
                start = day(clocks[number - 1].at)
            inside = [
                h
                for h in self.meeters(s, clock)
                if (start is None or day(h.at) >= start or h.event is clock.event)
                and happened_by(h.at, clock.at)
            ]
            yield Found(s, clock, clock.at, add(clock.at, s.due), inside[0] if inside else None)

    def window_start(self, clock: Happening) -> date | None:
        """From the start of the clock event's episode; of the case, where it opens the episode itself."""
        span = self.span_of(clock.event)
        if self.opens_its_own(clock.event, span):
            span = next((x for x in reversed(self.spans["case"]) if x.holds(clock.at)), None)
        if span is None or span in self.spans["case"][:1]:
            return None
        if span.opener is clock.event:
            return day(self.spans["case"][self.spans["case"].index(span) - 1].closer.at)
        return day(span.opener.at)

    def opens_its_own(self, event: Event, span: Span | None) -> bool:
        """Whether a clock event opens the very episode that it belongs to, or will when it happens."""
        kind = self.words.events.get(event.type)
        if kind is None or kind.episode == "case":
            return False
        if not event.planned:
            return span is not None and span.opener is event
        return self.is_one(event, self.words.episodes[kind.episode].opens) and (
            span is None or self.is_one(event, self.words.episodes[kind.episode].closes)
        )

    # --- states ---
    def state(self, f: Found) -> str:
        if f.met is not None:
            late = f.due is not None and past(f.due, f.met.at)
            return "late" if late else "met"
        if f.end is not None:
            if f.end_is_birthday and f.due is not None and day(f.end) < day(f.due):
                return ""
            if happened_by(f.end, self.today):
                return "lapsed"
        if f.projected:
            return "projected"
        return "overdue" if f.due is not None and past(f.due, self.today) else "due"

    @staticmethod
    def settled_before(f: Found, state: str, waived: date) -> bool:
        """Whether a deadline was met, or had lapsed, before the day from which it is not owed."""
        if state in ("met", "late"):
            return f.met is not None and day(f.met.at) < waived
        return state == "lapsed" and f.end is not None and day(f.end) < waived

    def row_state(self, f: Found) -> str:
        """The state, once what was waived is left out."""
        state = self.state(f)
        if state == "projected" and day(f.due or f.clock.at) > self.until:
            return ""
        waived = [w for w in self.case.waived if w.standard == f.standard.id and w.at <= day(self.today)]
        if waived and f.projected:
            return ""
        if waived and not self.settled_before(f, state, min(w.at for w in waived)):
            return "waived" if state not in ("", "projected") else ""
        return state

    def row(self, f: Found) -> Row | None:
        state = self.row_state(f)
        if not state:
            return None
        return Row(
            f.standard.id,
            f.clock.at.isoformat(),
            f.anchor.isoformat(),
            f.due.isoformat() if f.due else "",
            state,
            f.met.at.isoformat() if f.met and state != "waived" else "",
            False,
        )


def oracle(rulebook: Rulebook, case: Case, today: Moment, until: date) -> list[Row]:
    return Oracle(rulebook, case, today, until).rows()
