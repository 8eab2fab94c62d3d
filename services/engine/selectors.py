"""The small language of standards: selectors (which events) and conditions (for whom), parsed once.

Grammar and meaning: the page "The language of the standards", sections Selectors and Conditions. Parsing checks
every word against the vocabulary; `LanguageError` says what is wrong and what would be right.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from services.engine.calendar import Duration, parse_duration
from services.engine.facts import Value
from services.engine.vocabulary import DATE, DERIVED, FLAG, NUMBER, Vocabulary, nearest

OPERATORS: dict[str, Callable[..., bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OP = r"(<=|>=|!=|=|<|>)"
_TERM = re.compile(r"([a-z][a-z0-9_]*)(?:\[([^\]]*)\])?(?:#([1-9]\d{0,3}))?(?:\.([a-z][a-z0-9_]*))?")
_TEST = re.compile(rf"(not )?([a-z][a-z0-9_]*)(?: ?{_OP} ?([^<>=!,\[\]]+))?")
_COUNT = re.compile(rf"count\(([^()]*?\]?[^(),\[\]]*?)(?:, ([^(),\[\]]+))?\) ?{_OP} ?(\d{{1,4}})")
_SINCE = re.compile(rf"since\(([^()]*)\) ?{_OP} ?(-?\d[^<>=]*)")
_FACT = re.compile(rf"(not )?([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)(?: ?{_OP} ?([^<>=!]+))?")


class LanguageError(ValueError):
    """A selector or condition that cannot be read; the message says what would be right."""


class Test(NamedTuple):
    """`seen`, `not failed`, `plan = cin/cp`, `agencies_needed >= 2`."""

    name: str
    op: str = ""  # '' for a flag
    values: tuple[str, ...] = ()
    negated: bool = False

    def holds(self, attrs: Mapping[str, Value]) -> bool:
        found = attrs.get(self.name)
        if not self.op:
            return (found is not None and found is not False and found != ()) is not self.negated
        return compare(found, self.op, self.values)


def compare(found: object, op: str, values: tuple[str, ...]) -> bool:
    """Whether a recorded value (or any of several) stands in that relation to any of `values`; unknown: no."""
    if found is None or found == "" or found == ():
        return False
    held = found if isinstance(found, tuple) else (found,)
    if op == "=":
        return any(_word(h) in values for h in held)
    if op == "!=":
        return any(_word(h) not in values for h in held)
    return any(OPERATORS[op](float(h), float(v)) for h in held if _is_number(h) for v in values)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and value.isdigit())


class Term(NamedTuple):
    """One alternative of a selector."""

    type: str
    tests: tuple[Test, ...] = ()
    nth: int = 0
    milestone: str = ""
    text: str = ""

    @property
    def asks_failed(self) -> bool:
        return any(t.name == "failed" and not t.negated for t in self.tests)

    def matches(self, attrs: Mapping[str, Value]) -> bool:
        return all(test.holds(attrs) for test in self.tests)


class Condition(NamedTuple):
    """One line of `when`.

    `kind` is open, fact (of the child or worker), age (of an episode), clock, event (the latest of a type),
    placement, count or since; the other fields are those that the kind needs.
    """

    kind: str
    text: str
    name: str = ""  # episode, or event type
    attr: str = ""
    op: str = ""
    values: tuple[str, ...] = ()
    negated: bool = False
    term: Term | None = None
    duration: Duration | None = None
    number: int = 0


Selector = tuple[Term, ...]


def parse_selector(text: str, words: Vocabulary) -> Selector:
    """The alternatives of `text`, in order; '' gives none."""
    return tuple(_term(part.strip(), words) for part in text.split("|")) if text.strip() else ()


def _term(text: str, words: Vocabulary) -> Term:
    found = _TERM.fullmatch(text)
    if not found:
        raise LanguageError(f"cannot read {text!r}: write EVENT, EVENT[test, …], EVENT#N or EVENT.milestone")
    name, tests, nth, milestone = found.groups()
    kind = words.events.get(name)
    if kind is None and name not in DERIVED:
        raise LanguageError(f"unknown event {name!r} {nearest(name, [*words.events, *DERIVED])}".strip())
    if milestone and (kind is None or milestone not in kind.milestones):
        known = kind.milestones if kind else ()
        raise LanguageError(
            f"event {name!r} has no milestone {milestone!r} {_choices(milestone, known)}".strip()
        )
    read = tuple(_test(t.strip(), name, words) for t in tests.split(",")) if tests else ()
    if tests is not None and not read:
        raise LanguageError(f"cannot read {text!r}: the brackets are empty")
    return Term(name, read, int(nth or 0), milestone or "", text)


def _test(text: str, event: str, words: Vocabulary) -> Test:
    found = _TEST.fullmatch(text)
    if not found:
        raise LanguageError(f"cannot read the test {text!r}: write NAME, not NAME, or NAME = VALUE")
    negated, name, op, raw = found.groups()
    values = tuple(v.strip() for v in raw.split("/")) if raw else ()
    if negated and op:
        raise LanguageError(f"cannot read the test {text!r}: 'not' goes with a flag; write != instead")
    check_attribute(event, name, op or "", values, words)
    return Test(name, op or "", values, bool(negated))


def check_attribute(event: str, name: str, op: str, values: tuple[str, ...], words: Vocabulary) -> None:
    """LanguageError unless the event has that attribute and it can hold those values."""
    kind = words.events.get(event)
    spec = kind.attrs.get(name) if kind else None
    if spec is None:
        raise LanguageError(
            f"event {event!r} has no attribute {name!r} {_choices(name, kind.attrs if kind else ())}"
        )
    _check_values(f"{event}.{name}", spec, op, values)


def _check_values(what: str, spec: object, op: str, values: tuple[str, ...]) -> None:
    ordered = op in ("<", "<=", ">", ">=")
    if isinstance(spec, tuple):
        if ordered and not all(v.isdigit() for v in spec):
            raise LanguageError(f"{what} is a choice of words, which have no order: use = or !=")
        for value in values:
            if value not in spec:
                raise LanguageError(f"{what} cannot be {value!r}: it is one of {', '.join(spec)}")
    elif spec == NUMBER and (not op or not all(re.fullmatch(r"-?\d+(\.\d+)?", v) for v in values)):
        raise LanguageError(f"{what} is a number: compare it with one")
    elif spec == DATE and op:
        raise LanguageError(
            f"{what} is a date: write it alone (it is known by then), or with 'not' before it"
        )
    elif spec == FLAG and op and (ordered or not set(values) <= {"true", "false"}):
        raise LanguageError(f"{what} is a flag: write it alone, or with 'not' before it")


def _choices(word: str, known: object) -> str:
    words = list(known)  # type: ignore[call-overload]
    return nearest(word, words) or (f"(it has {', '.join(words)})" if words else "(it has none)")


def parse_condition(text: str, words: Vocabulary) -> Condition:
    """Read one line of `when`."""
    text = text.strip()
    if found := _COUNT.fullmatch(text):
        term, window, op, number = found.groups()
        duration = _duration(window) if window else None
        return Condition("count", text, op=op, term=_term(term, words), duration=duration, number=int(number))
    if found := _SINCE.fullmatch(text):
        term, op, length = found.groups()
        return Condition("since", text, op=op, term=_term(term, words), duration=_duration(length))
    if not (found := _FACT.fullmatch(text)):
        raise LanguageError(
            f"cannot read the condition {text!r}: write open.EPISODE, child.FACT, placement.ATTR, EPISODE.age, "
            "clock.ATTR, EVENT.ATTR, count(…) or since(…)"
        )
    negated, name, attr, op, raw = found.groups()
    values = tuple(v.strip() for v in raw.split("/")) if raw else ()
    if negated and op:
        raise LanguageError(
            f"cannot read {text!r}: 'not' goes with a flag; use the opposite comparison instead"
        )
    return _fact_condition(text, bool(negated), name, attr, op or "", values, words)


def _fact_condition(
    text: str, negated: bool, name: str, attr: str, op: str, values: tuple[str, ...], words: Vocabulary
) -> Condition:
    if name == "open":
        if op:
            raise LanguageError(f"cannot read {text!r}: write open.{attr} alone, or with 'not' before it")
        if attr not in words.episodes:
            raise LanguageError(f"unknown episode {attr!r} {nearest(attr, words.episodes)}".strip())
        return Condition("open", text, name=attr, negated=negated)
    if attr == "age" and name in words.episodes:
        if not op or len(values) != 1:
            raise LanguageError(f"cannot read {text!r}: compare {name}.age with a duration")
        return Condition("age", text, name=name, op=op, duration=_duration(values[0]))
    if name in ("child", "worker"):
        facts = words.facts(name)
        if attr not in facts:
            raise LanguageError(f"unknown fact {name}.{attr} {nearest(attr, facts)}".strip())
        if op or facts[attr] == NUMBER:
            _check_values(f"{name}.{attr}", facts[attr], op, values)
        return Condition("fact", text, attr=attr, op=op, values=values, negated=negated)
    if name == "clock":
        return Condition("clock", text, attr=attr, op=op, values=values, negated=negated)
    event = "placement_started" if name == "placement" else name
    if event not in words.events:
        raise LanguageError(f"unknown event {name!r} in {text!r} {nearest(name, words.events)}".strip())
    check_attribute(event, attr, op, values, words)
    return Condition("placement" if name == "placement" else "event", text, event, attr, op, values, negated)


def _duration(text: str) -> Duration:
    """A length of time in a condition: never backwards."""
    try:
        found = parse_duration(text.strip())
    except ValueError as bad:
        raise LanguageError(str(bad)) from None
    if found.sign < 0:
        raise LanguageError(f"cannot read the duration {text.strip()!r} here: leave the minus out")
    return found
