"""A case laid out in time: its events with derived ones, by type, and the episodes they open and close.

Every moment becomes a span of minutes (`lo` to `hi`): a date without a time stands for its whole day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from services.engine.calendar import Duration, WorkingCalendar, age_on, birthday
from services.engine.facts import Case, Event, Moment, Value, day_of
from services.engine.selectors import Term, parse_selector
from services.engine.vocabulary import Vocabulary

DAY = 1440  # minutes
PREGNANCY = timedelta(280)  # conception is counted back from the date on which the child is expected
AGES = (16, 18, 21, 25)
CASE = "case"


class Entry:
    """An event in the timeline, with the episode that it belongs to."""

    __slots__ = ("at", "attrs", "closes", "derived", "event", "opens", "planned", "span", "type")

    def __init__(self, event: Event, derived: bool = False) -> None:
        self.event = event
        self.type = event.type
        self.attrs: Mapping[str, Value] = event.attrs
        self.planned = event.planned
        self.derived = derived
        self.at = At(event.at, self)
        self.span: Span | None = None
        self.opens: list[Span] = []
        self.closes: list[Span] = []


class At:
    """A moment on the timeline: an event's own, one of its milestones, or a bare date (`entry` None)."""

    __slots__ = ("day", "entry", "hi", "lo", "milestone", "moment")

    def __init__(self, moment: Moment, entry: Any = None, milestone: str = "") -> None:
        self.moment = moment
        self.day = moment.toordinal()
        start = self.day * DAY
        if isinstance(moment, datetime):
            self.lo = self.hi = start + moment.hour * 60 + moment.minute
        else:
            self.lo, self.hi = start, start + DAY - 1
        self.entry = entry
        self.milestone = milestone

    @property
    def timed(self) -> bool:
        return self.lo == self.hi


class Span:
    """One episode: from the event that opened it to the one that closed it.

    `lo` is from when events belong to it: for the first episode `case`, from the beginning of the record.
    """

    __slots__ = ("end", "index", "lo", "name", "start")

    def __init__(self, name: str, start: At, index: int) -> None:
        self.name = name
        self.start = start
        self.index = index
        self.lo = start.lo
        self.end: At | None = None

    def open_at(self, at: At) -> bool:
        """Open once everything of that moment has happened: on its last day an episode is closed."""
        return self.start.lo <= at.hi and not (self.end and self.end.lo <= at.hi)

    def covers(self, at: At) -> bool:
        """Open at some time of that moment, its first and last day included."""
        return self.lo <= at.hi and not (self.end and self.end.hi < at.lo)


def _order(at: At) -> tuple[Any, ...]:
    entry = at.entry
    return at.lo, at.hi, entry.type, entry.event.id, repr(sorted(entry.attrs.items())), at.milestone


class Timeline:
    """Events up to `today` (and booked ones), derived events, episodes; look-ups used by the schedule."""

    def __init__(
        self, case: Case, words: Vocabulary, today: Moment, calendar: WorkingCalendar, marks: Any
    ) -> None:
        self.case = case
        self.words = words
        self.calendar = calendar
        self.now = At(today)
        self.happened: dict[str, list[At]] = {}
        self.booked: dict[str, list[At]] = {}
        entries = [Entry(e) for e in case.events if e.planned or At(e.at).lo <= self.now.hi]
        entries += [Entry(e, True) for e in _derived(case.facts)]
        entries.sort(key=lambda e: _order(e.at))
        for entry in entries:
            (self.booked if entry.planned else self.happened).setdefault(entry.type, []).append(entry.at)
        self.spans: dict[str, list[Span]] = {}
        self._find_spans(entries, marks)
        self._points: dict[tuple[str, bool], list[At]] = {}

    # --- episodes ------------------------------------------------------------------------------------------------
    def _find_spans(self, entries: list[Entry], marks: Mapping[str, list[tuple[str, bool, Term]]]) -> None:
        found: dict[str, list[tuple[Entry, bool, bool]]] = {}
        for entry in entries:
            if entry.planned or entry.type not in marks:
                continue
            hits: dict[str, list[bool]] = {}
            for name, opening, term in marks[entry.type]:
                if term.matches(entry.attrs):
                    hits.setdefault(name, [False, False])[opening] = True
            for name, (closes, opens) in hits.items():
                found.setdefault(name, []).append((entry, closes, opens))
        for name, moves in found.items():
            self.spans[name] = self._spans_of(name, moves)
        for entry in entries:
            kind = self.words.events.get(entry.type)
            if kind is None or kind.episode not in self.spans:
                continue
            opens = entry.planned and any(
                opening and name == kind.episode and term.matches(entry.attrs)
                for name, opening, term in marks.get(entry.type, ())
            )
            if not opens:  # a booked opening event will begin an episode of its own
                entry.span = self._span_for(entry, kind.episode)

    def _spans_of(self, name: str, moves: list[tuple[Entry, bool, bool]]) -> list[Span]:
        spans: list[Span] = []
        current: Span | None = None
        for entry, closes, opens in _by_day(moves):
            if closes and current:
                current.end = entry.at
                entry.closes.append(current)
                current = None
            if opens and current is None:
                current = Span(name, entry.at, len(spans))
                entry.opens.append(current)
                spans.append(current)
        if name == CASE and spans:
            spans[0].lo = 0  # what was recorded before the first referral belongs to the case as well
        return spans

    def _span_for(self, entry: Entry, name: str) -> Span | None:
        own = [s for s in (*entry.opens, *entry.closes) if s.name == name]
        return own[0] if own else self.span_at(name, entry.at)

    def span_at(self, name: str, at: At) -> Span | None:
        """The latest episode of that name which covers the moment."""
        return next((s for s in reversed(self.spans.get(name, ())) if s.covers(at)), None)

    def open_span(self, name: str, at: At) -> Span | None:
        """The episode of that name which is open at the moment, all of that moment's events included."""
        return next((s for s in reversed(self.spans.get(name, ())) if s.open_at(at)), None)

    # --- events --------------------------------------------------------------------------------------------------
    def points(self, term: Term, booked: bool = False) -> list[At]:
        """Where the term holds, in order: events that happened (derived ones ahead included), or booked ones.

        The Nth (`#N`) is counted within its episode, or in the whole record where it belongs to none; a booked
        event follows all that happened.
        """
        key = (term.text, booked)
        known = self._points.get(key)
        if known is None:
            rows = (self.booked if booked else self.happened).get(term.type, ())
            known = [at for at in rows if term.matches(at.entry.attrs)] if term.tests else list(rows)
            if term.nth:
                known = self._nth(term, known, booked)
            if term.milestone:
                known = self._milestones(known, term.milestone)
            self._points[key] = known
        return known

    def _nth(self, term: Term, rows: list[At], booked: bool) -> list[At]:
        numbers: dict[int, int] = {}  # by episode; 0: the whole record, for events that belong to no episode
        if booked:
            for at in self.points(term._replace(nth=0, milestone="", text=f"{term.text} (all)")):
                self._next_number(numbers, at)
        return [at for at in rows if self._next_number(numbers, at) == term.nth]

    @staticmethod
    def _next_number(numbers: dict[int, int], at: At) -> int:
        keys = (0, id(at.entry.span)) if at.entry.span else (0,)
        for key in keys:
            numbers[key] = numbers.get(key, 0) + 1
        return numbers[keys[-1]]

    def _milestones(self, rows: Iterable[At], name: str) -> list[At]:
        dated = (self.milestone(at.entry, name) for at in rows)
        return sorted((at for at in dated if at), key=_order)

    def milestone(self, entry: Entry, name: str) -> At | None:
        """That milestone of an event, once it has happened."""
        moment = entry.event.milestones.get(name)
        if moment is None:
            return None
        at = At(moment, entry, name)
        return at if at.lo <= self.now.hi else None

    # --- facts -----------------------------------------------------------------------------------------------------
    def fact(self, name: str, at: At) -> Value | date | None:
        """A fact of the child or worker at that moment; `age` in whole years, unknown before birth."""
        facts = self.case.facts
        if name not in ("age", "born"):
            return facts.get(name)
        born = facts.get("born")
        if not isinstance(born, date) or born.toordinal() > at.day:
            return None
        return born if name == "born" else age_on(born, day_of(at.moment))

    def shift(self, at: At, duration: Duration) -> At:
        return At(
            self.calendar.add(
                at.moment, duration, from_birth=at.entry is not None and at.entry.type == "birth"
            )
        )


def _by_day(moves: list[tuple[Entry, bool, bool]]) -> Iterable[tuple[Entry, bool, bool]]:
    """In order of time; events of one day without a time: an open episode ends before another begins."""
    days: dict[int, list[tuple[Entry, bool, bool]]] = {}
    for move in moves:
        days.setdefault(move[0].at.day, []).append(move)
    is_open = False
    for _, rows in sorted(days.items()):
        if len(rows) > 1 and not all(r[0].at.timed for r in rows):
            rows.sort(key=lambda r: (r[2] - r[1]) * (1 if is_open else -1))
        for _, closes, opens in rows:
            is_open = opens or (is_open and not closes)
        yield from rows


def _derived(facts: Mapping[str, Value | date]) -> Iterable[Event]:
    born, expected = facts.get("born"), facts.get("expected")
    if isinstance(expected, date):
        yield Event("conception", expected - PREGNANCY)
    if isinstance(born, date):
        yield Event("birth", born)
        for age in AGES:
            yield Event(f"turned_{age}", birthday(born, age))
    elif isinstance(expected, date):
        yield Event("birth", expected, planned=True)


def episode_marks(words: Vocabulary) -> dict[str, list[tuple[str, bool, Term]]]:
    """For each event type: the episodes that it can open (True) or close (False), and on which tests."""
    marks: dict[str, list[tuple[str, bool, Term]]] = {}
    for name, episode in words.episodes.items():
        for texts, opening in ((episode.opens, True), (episode.closes, False)):
            for text in texts:
                for term in parse_selector(text, words):
                    marks.setdefault(term.type, []).append((name, opening, term))
    return marks
