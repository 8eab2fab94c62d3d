"""Random but plausible histories of a case, for hypothesis: drawn from the words that a few standards use.

Each history is built about two to four standards of one pack, so that clocks, what meets them, what ends them
and the episodes they ask about meet one another often, also on one day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from services.engine.facts import Agreement, Case, Event, Moment, Waiver
from services.engine.rulebook import Rulebook, Standard
from services.engine.selectors import Term, Test, parse_selector
from services.engine.vocabulary import DERIVED, FLAG, NUMBER, Vocabulary

AUTHORITIES = (
    "oldham",
    "stoke-on-trent",
    "tower-hamlets",
    "westmorland-and-furness",
    "working-together-2015",
)
FIRST = date(2024, 11, 20)  # a Christmas and an Easter lie within reach
STEPS = (0, 0, 0, 1, 1, 2, 3, 5, 7, 10, 14, 15, 20, 28, 28, 42, 60, 91, 120, 183)
LATER, EARLIER = (0, 1, 2, 3, 5, 8, 15), (-1, -3, -10)
TIMES = ((9, 0), (9, 30), (14, 0), (16, 45))
AGREED = ("1 weeks", "10 days", "2 weeks", "5 working days", "1 months", "6 months")


def horizon(today: Moment) -> date:
    """Twelve months on, on a day that every month has."""
    return date(today.year + 1, today.month, min(today.day, 28))


def turning(words: Vocabulary) -> set[str]:
    """The types that open or close an episode; more than two a day have no order that anybody could tell."""
    texts = [text for kind in words.episodes.values() for text in (*kind.opens, *kind.closes)]
    return {term.type for text in texts for term in parse_selector(text, words)}


def focus_terms(s: Standard, words: Vocabulary) -> list[Term]:
    """Every term that bears on a standard: its own, its conditions', and those that open or close its episodes."""
    terms = [*s.clock, *s.met_by, *s.met_by, *s.until, *(c.term for c in s.when if c.term)]
    types = {t.type for t in terms} | {c.name for c in s.when if c.kind == "event"}
    episodes = {words.events[t].episode for t in types if t in words.events}
    episodes |= {c.name for c in s.when if c.kind in ("open", "age")}
    if any(c.kind == "placement" for c in s.when):
        episodes.add("placement")
    for name in sorted(episodes - ({"case"} if len(episodes) > 1 else set())):
        kind = words.episodes[name]
        terms += [t for text in (*kind.opens, *kind.opens, *kind.closes) for t in parse_selector(text, words)]
    terms += [Term(c.name, (Test(c.attr, c.op, c.values, c.negated),)) for c in s.when if c.kind == "event"]
    return [t for t in terms if t.type not in DERIVED]


def _values(draw: st.DrawFn, event: str, tests: tuple[Test, ...], words: Vocabulary) -> dict[str, Any]:
    """Attributes of an event: mostly such that the tests of the chosen term hold."""
    attrs: dict[str, Any] = {}
    for name, spec in words.events[event].attrs.items():
        if spec == FLAG:
            attrs[name] = draw(st.integers(0, 7)) == 0 if name == "failed" else draw(st.integers(0, 2)) == 0
        elif spec == NUMBER:
            attrs[name] = draw(st.integers(1, 3))
        elif isinstance(spec, tuple) and draw(st.integers(0, 2)):
            attrs[name] = draw(st.sampled_from(spec))
            if name in ("plan", "attended") and draw(st.booleans()):
                attrs[name] = tuple(dict.fromkeys((attrs[name], draw(st.sampled_from(spec)))))
    if draw(st.integers(0, 4)):
        for test in tests:
            if not test.op:
                attrs[test.name] = not test.negated
                if test.negated:
                    attrs.pop(test.name)
            elif test.op == "=":
                value = draw(st.sampled_from(test.values))
                held = attrs.get(test.name)
                attrs[test.name] = (*held, value) if isinstance(held, tuple) and value not in held else value
            elif test.op in (">=", ">"):
                attrs[test.name] = int(test.values[0]) + 1
    if attrs.get("failed"):
        attrs = {k: v for k, v in attrs.items() if k not in ("seen", "alone", "bedroom_seen", "face_to_face")}
    return {k: v for k, v in attrs.items() if v is not False}


@st.composite
def moments(draw: st.DrawFn, day: date) -> Moment:
    if draw(st.integers(0, 3)):
        return day
    hour, minute = draw(st.sampled_from(TIMES))
    return datetime(day.year, day.month, day.day, hour, minute)


@st.composite
def event(draw: st.DrawFn, term: Term, day: date, today: date, words: Vocabulary) -> Event | None:
    planned = day > today
    if not planned and draw(st.integers(0, 40)) == 0:
        return None
    at = draw(moments(day))
    milestones: dict[str, Moment] = {}
    for name in words.events[term.type].milestones:
        wanted = name == term.milestone
        if draw(st.integers(0, 5)) < (5 if wanted else 1):
            early = planned or draw(st.integers(0, 3)) == 0
            when = day + timedelta(draw(st.sampled_from(LATER + EARLIER if early else LATER)))
            if when <= today:
                milestones[name] = draw(moments(when))
    return Event(term.type, at, _values(draw, term.type, term.tests, words), milestones, planned)


@st.composite
def facts(draw: st.DrawFn, worker: bool, words: Vocabulary) -> Mapping[str, Any]:
    if worker:
        return {"role": "social_worker", "stage": draw(st.sampled_from(("asye", "experienced")))}
    found: dict[str, Any] = {}
    for name, spec in words.child.items():
        if spec == FLAG and draw(st.integers(0, 2)) == 0:
            found[name] = True
    years = draw(st.sampled_from((0, 0, 3, 4, 5, 9, 12, 15, 16, 17, 18, 20, 21, 24)))
    born = date(2025 - years, 2, 28) + timedelta(draw(st.integers(-120, 300)))
    if draw(st.integers(0, 9)) == 0:
        born = date(2008, 2, 29)
    if years == 0 and draw(st.booleans()):
        found["expected"] = born + timedelta(draw(st.integers(-14, 14)))
        if draw(st.booleans()):
            return found
    return {**found, "born": born}


@st.composite
def histories(draw: st.DrawFn, book: Rulebook, about: Standard | None = None) -> tuple[Case, date]:
    """A case and a day to look at it from; on request one that turns about a certain standard."""
    words = book.words
    timed = [s for s in book.standards if s.kind != "caseload"]
    chosen = draw(st.lists(st.sampled_from(timed), min_size=0 if about else 1, max_size=1 if about else 4))
    chosen += [about] if about else []
    clocks = {t.type for s in chosen for t in s.clock} & set(words.events)
    worker = any(words.events[t].episode == "employment" for t in clocks)
    terms = [t for s in chosen for t in focus_terms(s, words)]
    day, dated, ends = FIRST, [], turning(words)
    for _ in range(draw(st.integers(1, 12))):
        if not terms:
            break
        term = draw(st.sampled_from(terms))
        day += timedelta(draw(st.sampled_from(STEPS)))
        turns = [t for t, d in dated if d == day and t.type in ends and term.type in ends]
        if len(turns) < 2 and all((t.type, d) != (term.type, day) for t, d in dated):
            dated.append((term, day))
    last = dated[-1][1] if dated else FIRST
    today = draw(st.sampled_from([d for _, d in dated] + [last, last, last] if dated else [FIRST]))
    today += timedelta(draw(st.sampled_from((0, 0, 1, 3, 10, 30, 100, 200))))
    known = draw(facts(worker, words))
    if isinstance(known.get("born"), date) and known["born"] > today:
        known = {k: v for k, v in known.items() if k != "born"}
    events = [e for term, d in dated if (e := draw(event(term, d, today, words))) is not None]
    agreed, waived = [], []
    repeats = [s for s in chosen if s.repeat]
    if repeats and draw(st.integers(0, 3)) == 0:
        start = draw(st.sampled_from([d for _, d in dated] or [today])) + timedelta(draw(st.integers(0, 9)))
        text = draw(st.sampled_from(AGREED))
        name = draw(st.sampled_from(repeats)).id
        agreed.append(Agreement(name, text, min(start, today), "a manager", "agreed"))
        if draw(st.booleans()):
            start += timedelta(draw(st.integers(1, 40)))
            text = draw(st.sampled_from(AGREED))
            agreed.append(Agreement(name, text, min(start, today), "a manager", "agreed anew"))
    if draw(st.integers(0, 5)) == 0:
        on = draw(st.sampled_from([d for _, d in dated] or [today])) + timedelta(draw(st.integers(0, 30)))
        waived.append(Waiver(draw(st.sampled_from(chosen)).id, min(on, today), "a manager", "not needed"))
    return Case("worker" if worker else "child", known, tuple(events), tuple(agreed), tuple(waived)), today
