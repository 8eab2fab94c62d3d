"""A standard of a draft as it would be read and counted: its sentences, and a worked example made up for it.

The example is counted by the engine itself. Conditions and ends are left aside in it: the sentences tell them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from services.engine.calendar import WorkingCalendar
from services.engine.facts import CHILD, WORKER, Case, Event, Value, day_of
from services.engine.findings import Deadline
from services.engine.reasons import reasons
from services.engine.rulebook import PackError, Rulebook, Standard
from services.engine.schedule import schedule
from services.engine.selectors import Term, parse_selector
from services.engine.selectors import Test as Asked
from services.engine.vocabulary import DERIVED, FLAG, NUMBER
from services.usecases import packdraft
from services.usecases.calendars import working_calendar
from services.usecases.pack_results import FieldProblem, Preview
from services.usecases.packdraft import PackDraft, StandardDraft
from services.usecases.phrasing import either, happening, thing
from services.usecases.standards_results import ExampleView
from services.usecases.telling import sentences, short_limit
from services.usecases.vocabulary import is_worker_event, words
from services.usecases.wording import say, say_day

A_DAY = date(2026, 3, 2)  # a Monday
_TOLD = ("count.", "plan.", "anchor.")  # the steps of the counting
_STEP = timedelta(28)  # between made-up events of one kind
_FILLED = {"id": "new", "area": "case", "says": "New", "cite": "New", "role": "New"}
_SOME: dict[str, Value] = {"number": 1, "date": True, "text": "x"}


def preview(standard: StandardDraft, day: date = A_DAY, calendar: WorkingCalendar | None = None) -> Preview:
    """What the standard says and how it counts, from something that happens on `day`; or what is wrong with it."""
    found = _problems(standard)
    filled: dict[str, Any] = {n: text for n, text in _FILLED.items() if not getattr(standard, n).strip()}
    try:
        book = _book(replace(standard, **filled, tied=()))
    except PackError:
        return Preview((), found, ())
    read = book.standards[0]
    return Preview(sentences(read), found, tuple(_example(book, read, day, calendar)), short_limit(read))


def _book(standard: StandardDraft) -> Rulebook:
    return packdraft.book_of(PackDraft("new", "New", "New", "1", A_DAY, "", (standard,)))


def _problems(standard: StandardDraft) -> tuple[FieldProblem, ...]:
    """What the reader says of this standard alone; what it is tied to is looked at with the whole draft."""
    try:
        _book(replace(standard, tied=()))
    except PackError as bad:
        found = packdraft.field_problems(bad)
        return tuple(replace(p, standard=standard.id) for p in found)
    return ()


def example_view(book: Rulebook, s: Standard) -> ExampleView | None:
    """The example made up for a standard, in the form of the published ones."""
    said = tuple(_example(book, s, A_DAY, None))
    if len(said) < 2:
        return None
    return ExampleView("Made up for this standard", s.cite, " ".join(said[2:]), A_DAY, said[:1], said[1:2])


# --- the example ------------------------------------------------------------------------------------------------------
def _example(book: Rulebook, s: Standard, day: date, calendar: WorkingCalendar | None) -> Iterator[str]:
    if s.kind == "caseload":
        yield f"Say somebody in that role holds {s.limit} children: that is within the limit."
        yield f"With {s.limit + 1} it is passed."
        return
    days = calendar or working_calendar()
    plain = replace(s, when=(), until=())
    alone = replace(book, standards=(plain,), index={})
    if s.kind == "before":
        day = _ahead(day, s, days)
    for term in s.clock:
        case, today = _case(term, plain, day)
        found = schedule(alone, case, today, today + timedelta(3 * 366), days)
        mine = [
            d for d in found if d.clock is None or day_of(d.clock.at) == day or s.kind in ("age", "gestation")
        ]
        if mine:
            yield from _told(term, plain, mine, day)
            return


def _ahead(day: date, s: Standard, days: WorkingCalendar) -> date:
    """For what counts back: a meeting far enough ahead for its preparation to lie ahead as well."""
    assert s.due is not None
    back = day - day_of(days.add(day, s.due))
    meeting = day + back + timedelta(14)
    return meeting + timedelta((7 - meeting.weekday()) % 7 if meeting.weekday() > 4 else 0)


def _told(term: Term, s: Standard, found: list[Deadline], day: date) -> Iterator[str]:
    what = either([happening(t) if t.milestone else thing(t) for t in s.met_by])
    first = found[0]
    yield f"Say {_starts(term, s, first, day)}."
    if first.due is None:
        yield f"Then {what} is owed from that day on, with no date."
        return
    yield f"Due by {say_day(first.due)}: {what}."
    yield from _steps(first)
    if s.repeat and (following := next((d for d in found[1:] if d.trace.repeat and d.due), None)):
        assert following.due is not None
        yield f"Done on that day, it is next due by {say_day(following.due)}."
        yield from _steps(following)


def _starts(term: Term, s: Standard, first: Deadline, day: date) -> str:
    if s.kind == "age" or term.type == "birth":
        return f"a child is born on {say_day(first.counted_from)}"
    if s.kind == "gestation":
        start = day_of(first.counted_from)
        expected = say_day(start + timedelta(280))
        return f"a child is expected on {expected}, so that the pregnancy began on {say_day(start)}"
    if s.kind == "before" and not term.milestone:
        return f"{thing(term)} is booked for {say_day(day)}" if term.type not in DERIVED else _on(term, day)
    return _on(term, day)


def _on(term: Term, day: date) -> str:
    return f"{happening(term)} on {say_day(day)}"


def _steps(d: Deadline) -> Iterator[str]:
    for reason in reasons(d):
        if reason.key.startswith(_TOLD) and not reason.key.startswith("anchor.due") and (said := say(reason)):
            yield said


# --- a case in which it starts ----------------------------------------------------------------------------------------
def _case(term: Term, s: Standard, day: date) -> tuple[Case, date]:
    """Facts and events in which the clock starts on `day`, and the day on which that is looked at."""
    if term.type in DERIVED:
        return _derived(term, s, day)
    attrs = _attrs(term)
    subject = WORKER if is_worker_event(term.type, attrs) else CHILD
    ahead = s.kind == "before" and not term.milestone
    events = [*_opening(term, day), *_those_before(term, day)]
    milestones = {term.milestone: day} if term.milestone else {}
    events.append(Event(term.type, day, attrs, milestones, ahead, "clock"))
    facts: dict[str, Value | date] = {"born": day - timedelta(8 * 365)} if subject == CHILD else {}
    today = day
    if ahead and s.due is not None:
        today = day_of(working_calendar().add(day, s.due)) - timedelta(7)
        events = [e for e in events if e.planned or day_of(e.at) <= today]
    return Case(subject, facts, tuple(events)), today


def _derived(term: Term, s: Standard, day: date) -> tuple[Case, date]:
    if term.type == "conception":
        return Case(CHILD, {"expected": day + timedelta(280)}), day
    if term.type == "birth":
        born = day
        if s.kind == "age" and s.due is not None:  # at an age that lies a little ahead
            born = _years_before(day, sum(n for n, unit in s.due.parts if unit == "years"))
        return Case(CHILD, {"born": born}), day
    born = _years_before(day, int(term.type.removeprefix("turned_")))
    today = day - timedelta(60) if s.kind == "before" else day
    return Case(CHILD, {"born": born}), today


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _opening(term: Term, day: date) -> list[Event]:
    """What opens the episode to which the event belongs, where it does not do so itself."""
    kind = words().events[term.type]
    episode = words().episodes.get(kind.episode)
    if episode is None or not episode.opens or any(t.partition("[")[0] == term.type for t in episode.opens):
        return []
    opens = parse_selector(episode.opens[0], words())[0]
    return [Event(opens.type, day - (term.nth + 1) * _STEP, _attrs(opens), {}, False, "opens")]


def _those_before(term: Term, day: date) -> list[Event]:
    """The ones before the Nth."""
    return [
        Event(term.type, day - n * _STEP, _attrs(term), {}, False, f"before {n}")
        for n in range(term.nth - 1, 0, -1)
    ]


def _attrs(term: Term) -> dict[str, Value]:
    """Attributes under which an event matches the term."""
    kind = words().events[term.type]
    found: dict[str, Value] = {}
    for test in term.tests:
        value = _value(test, kind.attrs.get(test.name))
        if value is not None:
            found[test.name] = value
    return found


def _value(test: Asked, spec: object) -> Value | None:
    if not test.op:
        given = str(spec[0]) if isinstance(spec, tuple) else _SOME.get(str(spec), True)
        return None if test.negated else given
    first = test.values[0]
    if spec == NUMBER or (isinstance(spec, tuple) and all(v.isdigit() for v in spec)):
        number = float(first) + {">": 1, "<": -1, "!=": 1}.get(test.op, 0)
        return number if spec == NUMBER else str(int(number))
    if spec == FLAG:
        return (first == "true") is (test.op == "=")
    if test.op == "!=" and isinstance(spec, tuple):
        return next((v for v in spec if v not in test.values), None)
    return first
