"""Expectations as a short checklist where they belong: which matter for the moment at hand, the weightiest first.

What is ticked is kept with the event, as lines under the notes' heading `HEADING`; nothing has to be ticked.
The data are in resources/checklists.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from services.engine.rulebook import Expectation, Rulebook
from services.usecases.browse import moment_label
from services.usecases.standards import Library, library
from services.usecases.standards_results import ExpectationView
from services.usecases.vocabulary import RESOURCES

HEADING = "Checked"
FIRST = 5  # so many are shown before one asks for all
_TICK = "\u2713 "


@dataclass(frozen=True, slots=True)
class Checklist:
    """What good work looks like at one moment; `first` holds at most five."""

    title: str  # "Visits"
    authority_name: str
    first: tuple[ExpectationView, ...]
    rest: tuple[ExpectationView, ...]

    @property
    def all(self) -> tuple[ExpectationView, ...]:
        return self.first + self.rest


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "checklists.toml").read_text("utf-8"))


def for_event(
    event_type: str, authority: str, open_episodes: Collection[str] = (), shelf: Library | None = None
) -> Checklist | None:
    """The checklist for recording or preparing such an event; None where the authority expects nothing of it.

    `open_episodes`: names of what is open for the child ("cp", "looked_after"), which leaves out what belongs
    to other work. `shelf`: the standards to look in, where they are not the shipped ones alone.
    """
    moments: list[str] = _data()["moment"].get(event_type, [])
    return _checklist(moments, (shelf or library()).rulebook(authority), frozenset(open_episodes))


def for_writing(
    what: str, authority: str, open_episodes: Collection[str] = (), shelf: Library | None = None
) -> Checklist | None:
    """The same for what is being written: assessment, plan or case_summary."""
    moments: list[str] = _data()["writing"].get(what, [])
    return _checklist(moments, (shelf or library()).rulebook(authority), frozenset(open_episodes))


def _checklist(moments: list[str], book: Rulebook, open_now: frozenset[str]) -> Checklist | None:
    fitting = [e for at in moments for e in book.expectations if e.at == at and _fits(e.id, open_now)]
    if not fitting:
        return None
    ranks: dict[str, int] = {}
    for at in moments:
        weighed = _data()["first"].get(at, {})
        # what was made from another authority's standards keeps their ids, and with them their weight
        for name in weighed.get(book.id) or [n for names in weighed.values() for n in names]:
            ranks.setdefault(name, len(ranks))
    last = frozenset(_data()["last"]["roles"])
    ordered = sorted(fitting, key=lambda e: (ranks.get(e.id, len(ranks)), e.role in last))
    views = tuple(_view(e) for e in ordered)
    return Checklist(moment_label(moments[0]), book.name, views[:FIRST], views[FIRST:])


def _fits(name: str, open_now: frozenset[str]) -> bool:
    """Whether it belongs to what is open; the rule with the longest beginning decides."""
    if not open_now:
        return True
    rules: Mapping[str, list[str]] = _data()["only"]
    held = [key for key in rules if name == key or (key.endswith((".", "-")) and name.startswith(key))]
    return not held or bool(open_now & {*rules[max(held, key=len)]})


def _view(e: Expectation) -> ExpectationView:
    return ExpectationView(e.id, e.at, moment_label(e.at), e.cite, e.says, e.role)


# --- ticks, as they stand in the notes of an event -----------------------------------------------------------------
def line_of(e: ExpectationView) -> str:
    """As it stands in the record: readable by itself, with its clause."""
    return f"{_TICK}{e.says.rstrip('.')} ({e.cite})"


def ticked(notes: Mapping[str, str], offered: Iterable[ExpectationView]) -> frozenset[str]:
    """The ids of those offered that the notes say were checked."""
    lines = {line.strip() for line in notes.get(HEADING, "").splitlines()}
    return frozenset(e.id for e in offered if line_of(e) in lines)


def written(before: str, offered: Iterable[ExpectationView], ids: Collection[str]) -> str:
    """The text under `HEADING` once these ids are ticked; lines that are of no offered one are kept as they are."""
    known = {line_of(e): e.id for e in offered}
    kept = [line for line in before.splitlines() if line.strip() and line.strip() not in known]
    return "\n".join([*kept, *(line for line, name in known.items() if name in ids)])
