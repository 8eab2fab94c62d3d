"""Which question a deadline answers, so that what several authorities ask of one child can be held side by side.

A question is a topic, or several topics that are one for a child: whichever rule an authority's document has for it,
there is one next visit to a child in care. What is alike is written in `resources/standards/topics.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from services.engine.facts import Case, Event
from services.engine.findings import DUE, OVERDUE, PROJECTED, Deadline
from services.engine.rulebook import Rulebook
from services.engine.selectors import Term
from services.usecases.browse import gathering_topics, topic_label, topics, topics_file

Key = tuple[str, str]  # the question, and the act or meeting that it is about


class Strand(NamedTuple):
    """What one lane says on one question."""

    next: Deadline
    topic: str  # the topic of that deadline itself, "" for none
    label: str  # its heading, or what the standard says


def strands(found: Iterable[Deadline]) -> dict[Key, Strand]:
    """The next open deadline of each question, the strictest where several are; a projected one where none is open."""
    kept: dict[Key, Deadline] = {}
    for d in found:
        if d.state in (DUE, OVERDUE, PROJECTED):
            key = question(d)
            if key not in kept or _order(d) < _order(kept[key]):
                kept[key] = d
    return {key: _strand(kept[key]) for key in in_order(kept)}


def in_order(keys: Iterable[Key]) -> list[Key]:
    """The questions in the order of the topics, those without a topic last."""
    order = {topic: n for n, topic in enumerate(topics())}
    return sorted(keys, key=lambda k: (order.get(k[0], len(order)), k))


def question(d: Deadline) -> Key:
    """Which question a deadline answers: its topic and, for a meeting's own paperwork, the meeting; else its act."""
    s = d.standard
    term, clock = s.met_by[0], {t.type for t in s.clock}
    tests = ", ".join(sorted(t.name + t.op + "/".join(t.values) for t in term.tests if not t.negated))
    act = f"{term.type}.{term.milestone}" if term.milestone else f"{term.type}[{tests}]"
    if s.topic in gathering_topics():
        return s.topic, act
    if s.topic:
        of_meeting = term.milestone and (term.type in clock or s.kind == "before")
        return _first_alike().get(s.topic, s.topic), term.type if of_meeting else ""
    return "", f"{s.kind} {act} {min(clock)}"


def name(key: Key) -> str:
    """A question in one word, the same in every lane."""
    return "|".join(key)


def common_label(*found: Strand | None) -> str:
    """The heading over several lanes: of all where they are of one topic, else what their topics have in common."""
    known = [s for s in found if s]
    if len({s.label for s in known}) == 1:
        return known[0].label
    return next((h for h, several in _alike().items() if known[0].topic in several), known[0].label)


def _strand(d: Deadline) -> Strand:
    topic = d.standard.topic
    return Strand(d, topic, topic_label(topic) if topic else d.standard.says)


def _order(d: Deadline) -> tuple[bool, bool, str, str]:
    """Open before projected, dated before undated, then the earliest."""
    return d.state == PROJECTED, d.due is None, d.due.isoformat() if d.due else "", d.standard.id


@cache
def _alike() -> Mapping[str, tuple[str, ...]]:
    return {heading: tuple(several) for heading, several in topics_file()["alike"].items()}


@cache
def _first_alike() -> Mapping[str, str]:
    return {topic: several[0] for several in _alike().values() for topic in several}


# --- events as another authority would name them --------------------------------------------------------------------
def as_read_by(books: Sequence[Rulebook], case: Case) -> Case:
    """The case with the words that these rulebooks know: a team of one authority is another's early help team."""
    for row in topics_file()["same"]:
        known = set().union(*(_tested(b, row["event"], row["attr"]) for b in books))
        other = next((v for v in row["values"] if v in known), None)
        strange = {v for v in row["values"] if v not in known}
        if other is not None and strange:
            case = replace(case, events=tuple(_read(e, row, strange, other) for e in case.events))
    return case


def _read(event: Event, row: Mapping[str, Any], strange: set[str], other: str) -> Event:
    if event.type == row["event"] and event.attrs.get(row["attr"]) in strange:
        return replace(event, attrs={**event.attrs, row["attr"]: other})
    return event


def _tested(book: Rulebook, event: str, attr: str) -> set[str]:
    """The values of an attribute of an event that a rulebook tells apart."""
    found: set[str] = set()
    for s in book.standards:
        terms: list[Term] = [*s.clock, *s.until, *s.met_by, *(c.term for c in s.when if c.term is not None)]
        found.update(v for t in terms if t.type == event for x in t.tests if x.name == attr for v in x.values)
        found.update(v for c in s.when if c.name == event and c.attr == attr for v in c.values)
    return found
