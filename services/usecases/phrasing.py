"""Selectors and conditions of a standard in plain words (phrases: `[telling]` of resources/i18n/en-GB.toml).

A term can be said as a thing ("a core group", "the minutes of that core group") or as a happening ("a core group
is held"). Words of a pack that have no phrase of their own fall back on the vocabulary's labels.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from services.engine.calendar import Duration
from services.engine.selectors import Condition, Term, Test
from services.usecases.joining import both as both
from services.usecases.joining import either as either
from services.usecases.vocabulary import (
    RESOURCES,
    attr_label,
    describe_tests,
    episode_label,
    event_label,
    fact_label,
    milestone_label,
    value_label,
    words,
)

_NUMBERS = {"": "{n}", ">=": "{n} or more", "<=": "{n} or fewer", ">": "more than {n}", "<": "fewer than {n}"}


@cache
def phrases() -> Mapping[str, Any]:
    """The table `[telling]`."""
    found: Mapping[str, Any] = tomllib.loads((RESOURCES / "i18n/en-GB.toml").read_text("utf-8"))["telling"]
    return found


def phrase(table: str, key: str) -> str | None:
    """One phrase of a sub-table of `[telling]` ("test.visit"), or None."""
    found: Any = phrases()
    for part in table.split("."):
        found = found.get(part, {}) if isinstance(found, Mapping) else {}
    said = found.get(key) if isinstance(found, Mapping) else None
    return said if isinstance(said, str) else None


def length(duration: Duration) -> str:
    """`1 months` → "1 month", `15 years 9 months` → "15 years and 9 months"; the sign is left out."""
    said = []
    for number, unit in duration.parts:
        one, many = (phrase("unit", unit) or unit).split(" | ")
        said.append(f"{number} {one if number == 1 else many}")
    return " and ".join(said)


def gap(duration: Duration) -> str:
    """`1 weeks` → "week", `6 weeks` → "6 weeks": what follows "every"."""
    if len(duration.parts) == 1 and duration.parts[0][0] == 1:
        return (phrase("unit", duration.parts[0][1]) or duration.parts[0][1]).split(" | ")[0]
    return length(duration)


# --- terms ---------------------------------------------------------------------------------------------------
def _forms(kind: str) -> tuple[str, str]:
    said = phrase("event", kind)
    if said is None:
        label = event_label(kind)
        label = label[:1].lower() + label[1:] if label[1:2].islower() else label
        return f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}", "~ is recorded"
    noun, clause = said.split(" | ")
    return noun, clause


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"


def _with_adjectives(text: str, adjectives: Sequence[str]) -> str:
    """ "a visit", "unannounced" → "an unannounced visit"; where the phrase has a slot `{}`, they stand there."""
    said = "".join(f"{a} " for a in adjectives)
    if "{}" in text:
        text = text.replace("{}", said)
    elif said and text.startswith(("a ", "an ", "the ")):
        article, _, rest = text.partition(" ")
        text = f"{'the' if article == 'the' else 'a(n)'} {said}{rest}"
    else:
        text = said + text
    return re.sub(r"a\(n\) (?=(\S+))", lambda m: f"{_article(m[1])} ", text)


def _numbered(text: str, nth: int) -> str:
    """ "a core group is held", 2 → "the second core group is held"."""
    order = phrase("ordinal", str(nth)) or f"{nth}th"
    for article in ("an ", "a ", "the "):
        if text.startswith(article):
            return f"the {order} {text.removeprefix(article)}"
    return f"the {order} {text}"


def bare(noun: str) -> str:
    """Without its article: "a core group" → "core group"."""
    for article in ("an ", "a ", "the "):
        if noun.startswith(article):
            return noun.removeprefix(article)
    return noun


def _test(kind: str, test: Test) -> list[tuple[str, str]]:
    """What a test adds: ("+", adjective) or (noun tail, clause tail), one for each of its values."""
    if not test.op:
        keys = [("not " if test.negated else "") + test.name]
    elif test.op == "=" and phrase(f"test.{kind}", test.name) is None:
        keys = [f"{test.name}={v}" for v in test.values]
    else:
        keys = [test.name]
    found = []
    for key in keys:
        said = phrase(f"test.{kind}", key)
        said = phrase("test.any", key) if said is None else said
        if said is None:
            return [(f" ({describe_tests([test])})",) * 2]
        number = _NUMBERS.get(test.op, "{n}").format(n=" or ".join(test.values))
        if said.startswith("+"):
            found.append(("+", said[1:].format(n=number)))
        elif said:
            noun, _, clause = said.format(n=number).partition(" | ")
            found.append((noun, f" {clause}" if clause and not clause.startswith(",") else clause or noun))
    return found


class _Said(NamedTuple):
    """The parts of a term in words."""

    noun: str  # with its adjectives and number
    clause: str
    tail: str  # of the thing
    inner: str  # of a happening: what stays with the noun
    outer: str  # of a happening: what comes at its end


def _parts(term: Term) -> _Said:
    noun, clause = _forms(term.type)
    tail = inner = outer = ""
    adjectives = []
    for test in term.tests:
        added = _test(term.type, test)
        if added and all(kind == "+" for kind, _ in added):
            adjectives.append((bool(test.op), either([word for _, word in added])))
        elif added:
            tail += _tails([noun_tail for noun_tail, _ in added])
            if term.nth or all(a == b for a, b in added):
                inner += _tails([a for a, _ in added])
            else:
                outer += _tails([b for _, b in added])
    words_before = [word for _, word in sorted(adjectives)]
    noun = _with_adjectives(noun, words_before)
    clause = _with_adjectives(clause, words_before if "{}" in clause else ())
    if term.nth:
        event = words().events.get(term.type)
        where = (phrase("nth", event.episode) if event else None) or ""
        noun, clause = _numbered(noun, term.nth), clause if "~" in clause else _numbered(clause, term.nth)
        tail, inner = tail + where, inner + where
    return _Said(noun, clause, tail, inner, outer)


def _tails(parts: Sequence[str]) -> str:
    return (",".join(parts[:-1]) + " or" if len(parts) > 1 else "") + parts[-1]


def thing(term: Term, own: bool = False) -> str:
    """A term as a thing: "a visit under the child protection plan"; `own`: "that visit"."""
    said = _parts(term)
    if own and not term.nth:
        return f"that {bare(said.noun)}" if said.noun.startswith(("a ", "an ")) else said.noun
    return said.noun + said.tail


def happening(term: Term, own: bool = False) -> str:
    """A term as a happening: "a core group is held"; of a milestone: "the minutes of a core group are sent out"."""
    if term.milestone:
        said = phrase(f"milestone.{term.type}", term.milestone) or phrase("milestone.any", term.milestone)
        if said is None:
            return f"{thing(term, own)} has its date “{milestone_label(term.milestone)}”"
        return said.format(event=thing(term, own))
    parts = _parts(term)
    if "~" in parts.clause:
        return parts.clause.replace("~", parts.noun + parts.inner) + parts.outer
    return parts.clause + parts.inner + parts.outer


# --- conditions ----------------------------------------------------------------------------------------------
def condition(c: Condition) -> str:
    """One line of `when` in words, as a clause: "the child is disabled"."""
    exact = phrase("when", c.text)
    if exact is None and "." in c.text:
        name, _, rest = c.text.partition(".")
        exact = phrase(f"when.{name}", rest)
    return exact if exact is not None else _CONDITIONS[c.kind](c)


def _say(key: str, **values: object) -> str:
    return (phrase("condition", key) or "").format(**values)


def _open(c: Condition) -> str:
    said = phrase("open", c.name) or f"{episode_label(c.name).lower()} {{is}} open"
    return said.format(**{"is": "is not" if c.negated else "is", "are": "are not" if c.negated else "are"})


def _age(c: Condition) -> str:
    assert c.duration is not None
    what = phrase("lasted", c.name) or f"the episode “{episode_label(c.name)}”"
    key = "age_less" if c.op in ("<", "<=") else "age_more"
    return _say("age", what=what, length=_say(key, duration=length(c.duration)))


def _fact(c: Condition) -> str:
    negated = "_not" if c.negated else ""
    if c.attr == "born":
        return _say(f"born{negated}")
    if c.attr == "age":
        names = {"<": "less", "<=": "at_most", ">=": "least", ">": "more"}
        return _say(f"years_{names.get(c.op, 'same')}", n=" or ".join(c.values))
    said = fact_label(c.attr)
    if c.op:
        said += f": {'other than ' if c.op == '!=' else ''}{' or '.join(value_label(v) for v in c.values)}"
    return _say(f"fact{negated}", fact=said)


def _attribute(c: Condition) -> str:
    event = bare(_with_adjectives(_forms(c.name)[0], ())) if c.name else "event that started it"
    if not c.op:
        return _say("attr_not" if c.negated else "attr", event=event, attr=attr_label(c.attr))
    values = " or ".join(value_label(v) for v in c.values)
    return _say(
        "attr_value",
        event=event,
        attr=attr_label(c.attr),
        values=("other than " if c.op == "!=" else "") + values,
    )


def _placement(c: Condition) -> str:
    if c.op not in ("=", "!="):
        return _attribute(c)
    tails = [phrase("test.placement_started", f"{c.attr}={v}") or f" ({value_label(v)})" for v in c.values]
    return _say("placement_value_not" if c.op == "!=" else "placement_value", values=_tails(tails))


def _count(c: Condition) -> str:
    assert c.term is not None
    event = thing(c.term)
    if (c.op, c.number) in (("=", 0), ("<", 1), ("<=", 0)):
        said = _say("count_none", event=bare(event))
    elif (c.op, c.number) in ((">=", 1), (">", 0)):
        said = _say("count_some", event=event)
    elif (c.op, c.number) == ("=", 1):
        said = _say("count_one", event=bare(event))
    else:
        key, number = {
            ">=": ("count_least", c.number),
            ">": ("count_least", c.number + 1),
            "<=": ("count_most", c.number),
            "<": ("count_less", c.number),
        }.get(c.op, ("count_least", c.number))
        said = _say(key, event=event, n=number)
    return _say("count_window", said=said, duration=length(c.duration)) if c.duration else said


def _since(c: Condition) -> str:
    assert c.term is not None
    assert c.duration is not None
    if c.op in (">=", ">") and not any(n for n, _ in c.duration.parts):
        return _say("since_any", event=thing(c.term))
    names = {"<": "less", "<=": "most", ">=": "least", ">": "more"}
    return _say(f"since_{names.get(c.op, 'least')}", event=thing(c.term), duration=length(c.duration))


_CONDITIONS = {
    "open": _open,
    "age": _age,
    "fact": _fact,
    "clock": _attribute,
    "event": _attribute,
    "placement": _placement,
    "count": _count,
    "since": _since,
}
