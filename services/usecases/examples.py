"""The published worked examples: facts, today, what is expected, the counting in words.

They are kept once, as `tests/fixtures/cases/<authority>/*.toml`, where they run as tests; a packaged program carries
the same files as `resources/examples/<authority>/*.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from services.engine.facts import CHILD, WORKER, Agreement, Case, Event, Moment, Waiver
from services.usecases.standards_results import ExampleView
from services.usecases.vocabulary import RESOURCES, describe_attrs, event_label, fact_label, milestone_label
from services.usecases.wording import say_day, say_duration

_PLACES = (RESOURCES / "examples", RESOURCES.parent / "tests" / "fixtures" / "cases")


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example as data; `expect` and `absent` are as written."""

    name: str  # "oldham/child_protection/3"
    authority: str
    title: str
    clause: str
    counting: str
    today: Moment
    until: date
    case: Case
    expect: tuple[Mapping[str, Any], ...]
    absent: tuple[str, ...]

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards that it says something about, each once."""
        return tuple(dict.fromkeys([*(row["standard"] for row in self.expect), *self.absent]))


def folder() -> Path | None:
    """Where the examples lie, or None where this copy of the program ships none."""
    return next((p for p in _PLACES if p.is_dir()), None)


@cache
def examples(authority: str) -> tuple[Example, ...]:
    """Every worked example of an authority, in the order of its files; none for an authority of one's own."""
    place = folder()
    if place is None or not authority or Path(authority).name != authority:
        return ()
    found = []
    for path in sorted((place / authority).glob("*.toml")):
        rows = tomllib.loads(path.read_text("utf-8")).get("case", ())
        found += [_example(f"{authority}/{path.stem}/{n}", authority, row) for n, row in enumerate(rows, 1)]
    return tuple(found)


@cache
def _by_standard(authority: str) -> Mapping[str, tuple[Example, ...]]:
    found: dict[str, list[Example]] = {}
    for example in examples(authority):
        for standard in example.standards:
            found.setdefault(standard, []).append(example)
    return {name: tuple(rows) for name, rows in found.items()}


def examples_of(authority: str, standard: str) -> tuple[ExampleView, ...]:
    """The examples that name a standard: those in which it is owed first, and of them those whose counting says its
    day; then the plainest before the others."""
    found = _by_standard(authority).get(standard, ())

    def order(e: Example) -> tuple[bool, bool, int, bool, int, int]:
        rows = [row for row in e.expect if row["standard"] == standard]
        state = min((_TELLING.get(row["state"], 1) for row in rows), default=3)
        untold = not any(_counted(row, e.counting) for row in rows)
        return not rows, untold, state, "/other_sides/" in e.name, len(e.standards), len(e.case.events)

    return tuple(told(e, standard) for e in sorted(found, key=order))


def _counted(row: Mapping[str, Any], counting: str) -> bool:
    """Whether the counting in words comes to this row's day ("7 Jan"); without a day there is nothing to count."""
    if not row["due"]:
        return True
    due = _moment(row["due"])
    day, month = say_day(due.date() if isinstance(due, datetime) else due).split()[1:3]
    return bool(re.search(rf"\b{day} {month}\b", counting))


def cases_naming(standard: str) -> tuple[Example, ...]:
    """The examples of any authority that name a standard: to try out a changed copy of it on a real case."""
    place = folder()
    names = sorted(p.name for p in place.iterdir() if p.is_dir()) if place else []
    return tuple(e for name in names for e in _by_standard(name).get(standard, ()))


def _moment(text: str) -> Moment:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _example(name: str, authority: str, data: Mapping[str, Any]) -> Example:
    today = _moment(data["today"])
    until = date(today.year + 1, today.month, min(today.day, 28))
    return Example(
        name,
        authority,
        data["title"],
        data.get("clause", ""),
        data["counting"],
        today,
        date.fromisoformat(data["until"]) if "until" in data else until,
        _case(data),
        tuple(data.get("expect", ())),
        tuple(data.get("absent", ())),
    )


def _case(data: Mapping[str, Any]) -> Case:
    subject = WORKER if WORKER in data else CHILD
    facts = {k: _moment(v) if k in ("born", "expected") else v for k, v in data.get(subject, {}).items()}
    return Case(
        subject,
        facts,
        tuple(_event(e) for e in data.get("events", ())),
        tuple(
            Agreement(a["standard"], a["repeat"], date.fromisoformat(a["from"]), a["by"], a["why"])
            for a in data.get("agreed", ())
        ),
        tuple(
            Waiver(w["standard"], date.fromisoformat(w["at"]), w["by"], w["why"])
            for w in data.get("waived", ())
        ),
    )


def _event(data: Mapping[str, Any]) -> Event:
    attrs = {k: tuple(v) if isinstance(v, list) else v for k, v in data.get("attrs", {}).items()}
    milestones = {k: _moment(v) for k, v in data.get("milestones", {}).items()}
    planned = data.get("planned", False)
    return Event(data["type"], _moment(data["at"]), attrs, milestones, planned, data.get("id", ""))


# --- in words -------------------------------------------------------------------------------------------------------
def told(example: Example, standard: str) -> ExampleView:
    """An example as one standard's: what is on record, and what follows for that standard."""
    rows = [row for row in example.expect if row["standard"] == standard]
    said = tuple(_outcome(row) for row in sorted(rows, key=lambda r: (r["due"], r["state"])))
    absent = not rows
    today = example.today.date() if isinstance(example.today, datetime) else example.today
    expected = said or ("Not owed here.",)
    return ExampleView(
        example.title, example.clause, example.counting, today, given(example.case), expected, absent
    )


_TELLING = {"met": 0, "late": 0, "lapsed": 2}  # which outcomes show a standard best
_STATES = {
    "met": "met in time",
    "late": "met late",
    "overdue": "overdue",
    "due": "due",
    "lapsed": "lapsed",
    "projected": "projected",
    "waived": "waived",
}


def _outcome(row: Mapping[str, Any]) -> str:
    due = say_day(_moment(row["due"])) if row["due"] else "no date printed"
    said = f"{due}: {_STATES[row['state']]}"
    if row.get("met_by"):
        said += f" on {say_day(_moment(row['met_by']))}"
    return said + (", provisional" if row.get("provisional") else "")


def given(case: Case) -> tuple[str, ...]:
    """A case's facts and events in words, in order of time."""
    lines = [line for name, value in case.facts.items() if (line := _fact(name, value))]
    events = sorted(case.events, key=lambda e: (e.at.isoformat()[:10], e.at.isoformat()))
    lines += [_line(e) for e in events]
    lines += [
        f"Agreed from {say_day(a.start)}: every {say_duration(a.repeat)} ({a.by}: {a.why})"
        for a in case.agreed
    ]
    return (*lines, *(f"Waived on {say_day(w.at)} ({w.by}: {w.why})" for w in case.waived))


def _fact(name: str, value: object) -> str:
    if name in ("born", "expected") and isinstance(value, date):
        return f"{'Born' if name == 'born' else 'Expected'} {say_day(value)}"
    if isinstance(value, bool):
        said = fact_label(name) if value else f"not {fact_label(name)}"
        return said[:1].upper() + said[1:]
    return f"{fact_label(name).capitalize()}: {value}"


def _line(event: Event) -> str:
    said = f"{say_day(event.at)}: {event_label(event.type)}"
    if event.planned:
        said += " (booked)"
    attrs = describe_attrs(event.type, event.attrs)
    if attrs:
        said += f" ({attrs[:1].lower()}{attrs[1:]})"
    dated = [f"{milestone_label(n)} {say_day(at)}" for n, at in event.milestones.items()]
    return said + (f"; {', '.join(dated)}" if dated else "")
