"""A gentle look at the actions of a plan: an owner, a date, something that can be seen. It never stops anything.

The words that say too little are in resources/plans.toml, each with what to ask instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from services.usecases.commands import ActionForm, PlanForm
from services.usecases.plankinds import data

_LOOKED = 4000  # characters of a text that are looked through
_OFTEN = re.compile(  # says how often or how much, so that even "support" can be seen
    r"\d|\b(?:daily|nightly|weekly|fortnightly|monthly|every|each|once|twice|thrice|all (?:\w+ )?sessions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What an action could still say; `field` is where: what, who, by, measure."""

    outcome: int  # position, from 0
    action: int
    field: str
    words: str


def hints(form: PlanForm) -> tuple[Hint, ...]:
    """The hints of every action that is not done yet."""
    return tuple(
        Hint(i, j, field, said)
        for i, outcome in enumerate(form.outcomes)
        for j, action in enumerate(outcome.actions)
        for field, said in of_action(action, form.drawn_up, form.review_by)
    )


def of_action(
    action: ActionForm, drawn_up: date | None = None, review_by: date | None = None
) -> tuple[tuple[str, str], ...]:
    """(field, words) of what an action could still say; nothing of one that is done or empty."""
    if action.done is not None or not action.what.strip():
        return ()
    often = _OFTEN.search(action.what[:_LOOKED])
    found = [
        *(() if often else _vague("what", action.what, "vague")),
        *_vague("what", action.what, "when"),
        *_owner(action.who),
        *_day(action.by, drawn_up, review_by),
        *_measure(action.measure),
    ]
    return tuple(dict.fromkeys(found))


def _owner(who: str) -> Iterator[tuple[str, str]]:
    name = " ".join(who.casefold().split()).removeprefix("the ")
    if not name:
        yield "who", _says("no_owner")
    elif name in {w.removeprefix("the ") for w in data()["smart"]["owners"]["words"]}:
        yield "who", _says("nobody", word=who.strip())


def _day(by: date | None, drawn_up: date | None, review_by: date | None) -> Iterator[tuple[str, str]]:
    if by is None:
        yield "by", _says("no_date")
    elif drawn_up and by < drawn_up:
        yield "by", _says("early")
    elif review_by and by > review_by:
        yield "by", _says("late")


def _measure(measure: str) -> Iterator[tuple[str, str]]:
    if not measure.strip():
        yield "measure", _says("no_measure")
        return
    if not re.search(r"\d", measure):
        yield from _vague("measure", measure, "unmeasured", "unmeasured")
    yield from _vague("measure", measure, "when")


def _vague(field: str, text: str, table: str, says: str = "vague") -> Iterator[tuple[str, str]]:
    """The first word of the table that the text holds, the longest where several stand at one place."""
    pattern, asks = _words(table)
    found = pattern.search(text[:_LOOKED])
    if found:
        yield field, _says(says, word=found[0], ask=asks[" ".join(found[0].casefold().split())])


@cache
def _words(table: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    asks: dict[str, str] = data()["smart"][table]
    longest = sorted(asks, key=len, reverse=True)
    said = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest)
    return re.compile(rf"(?<![\w-])(?:{said})(?![\w-])", re.IGNORECASE), asks


def _says(key: str, **words: str) -> str:
    text: str = data()["smart"]["says"][key]
    return text.format(**words)
