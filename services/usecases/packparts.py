"""Selectors, conditions and lengths of time taken apart for choosers and put together again.

Everything is a round trip: what `…_text` writes is what the pack reader reads. A text that cannot be read gives None:
the editor then shows it as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.engine.calendar import parse_duration
from services.engine.selectors import Condition, LanguageError, Term, parse_condition, parse_selector
from services.engine.selectors import Test as Asked
from services.usecases import phrasing
from services.usecases.vocabulary import words


@dataclass(frozen=True, slots=True)
class Part:
    """One test of an event: a flag (`op` ""), or a comparison with one or several values."""

    name: str
    op: str = ""  # = != < <= > >=
    values: tuple[str, ...] = ()
    negated: bool = False  # of a flag


@dataclass(frozen=True, slots=True)
class TermPart:
    """Which event: its type, what is asked of it, which one in order (0: any), which of its dates ("": its own)."""

    type: str
    tests: tuple[Part, ...] = ()
    nth: int = 0
    milestone: str = ""


@dataclass(frozen=True, slots=True)
class LengthPart:
    """A length of time: ((15, "years"), (9, "months")); `back`: counted back from the event."""

    parts: tuple[tuple[int, str], ...]
    back: bool = False


@dataclass(frozen=True, slots=True)
class ConditionPart:
    """One condition. Which fields matter depends on `kind`:

    open (name: episode, negated) · fact (name: child or worker, attr, op, values, negated) · age (name: episode, op,
    length) · clock (attr, op, values, negated) · event (name: event type, attr, op, values, negated) · placement
    (attr, op, values, negated) · count (term, length or None, op, number) · since (term, op, length)
    """

    kind: str
    name: str = ""
    attr: str = ""
    op: str = ""
    values: tuple[str, ...] = ()
    negated: bool = False
    term: TermPart | None = None
    length: LengthPart | None = None
    number: int = 0


# --- apart ----------------------------------------------------------------------------------------------------------
def terms(text: str) -> tuple[TermPart, ...] | None:
    """The alternatives of a selector; () for "", None where it cannot be read."""
    try:
        return tuple(_apart(t) for t in parse_selector(text, words()))
    except LanguageError:
        return None


def _apart(t: Term) -> TermPart:
    return TermPart(t.type, tuple(_part(x) for x in t.tests), t.nth, t.milestone)


def _part(t: Asked) -> Part:
    return Part(t.name, t.op, t.values, t.negated)


def length(text: str) -> LengthPart | None:
    """A length of time; None where there is none or it cannot be read."""
    try:
        found = parse_duration(text)
    except ValueError:
        return None
    return LengthPart(found.parts, found.sign < 0)


def condition(text: str) -> ConditionPart | None:
    """One condition; None where it cannot be read."""
    try:
        c = parse_condition(text, words())
    except LanguageError:
        return None
    return ConditionPart(
        c.kind,
        text.strip().removeprefix("not ").partition(".")[0] if c.kind == "fact" else c.name,
        c.attr,
        c.op,
        c.values,
        c.negated,
        _apart(c.term) if c.term else None,
        LengthPart(c.duration.parts) if c.duration else None,
        c.number,
    )


# --- together -------------------------------------------------------------------------------------------------------
def terms_text(parts: Sequence[TermPart]) -> str:
    return " | ".join(term_text(p) for p in parts)


def term_text(p: TermPart) -> str:
    tests = ", ".join(_test_text(t) for t in p.tests)
    return "".join(
        (
            p.type,
            f"[{tests}]" if tests else "",
            f"#{p.nth}" if p.nth else "",
            f".{p.milestone}" if p.milestone else "",
        )
    )


def _test_text(t: Part) -> str:
    return f"{'not ' if t.negated else ''}{t.name}{_compared(t.op, t.values, '')}"


def _compared(op: str, values: Sequence[str], space: str = " ") -> str:
    return f"{space}{op}{space}{'/'.join(values)}" if op else ""


def length_text(p: LengthPart) -> str:
    return ("-" if p.back else "") + " ".join(f"{n} {unit}" for n, unit in p.parts)


def condition_text(c: ConditionPart) -> str:
    no = "not " if c.negated else ""
    term, span = term_text(c.term) if c.term else "", length_text(c.length) if c.length else ""
    said = {
        "open": f"{no}open.{c.name}",
        "age": f"{c.name}.age {c.op} {span}",
        "count": f"count({term}{', ' + span if span else ''}) {c.op} {c.number}",
        "since": f"since({term}) {c.op} {span}",
    }
    if c.kind in said:
        return said[c.kind]
    whose = {"clock": "clock", "placement": "placement"}.get(c.kind, c.name)
    return f"{no}{whose}.{c.attr}{_compared(c.op, c.values)}"


# --- in words -------------------------------------------------------------------------------------------------------
def say_terms(text: str) -> str:
    """ "a core group is held or a conference is held"; "" where it cannot be read."""
    try:
        return phrasing.either([phrasing.happening(t) for t in parse_selector(text, words())])
    except LanguageError:
        return ""


def say_condition(text: str) -> str:
    """ "the child is looked after"; "" where it cannot be read."""
    try:
        c: Condition = parse_condition(text, words())
    except LanguageError:
        return ""
    return phrasing.condition(c)


def say_length(text: str) -> str:
    """ "10 working days"; "" where it cannot be read."""
    try:
        return phrasing.length(parse_duration(text))
    except ValueError:
        return ""
