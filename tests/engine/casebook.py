"""Expert-readable cases (`tests/fixtures/cases/**/*.toml`): read, scheduled, compared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from services.engine.calendar import WorkingCalendar
from services.engine.facts import Agreement, Case, Event, Moment, Waiver
from services.engine.findings import Deadline
from services.engine.packs import parse_pack
from services.engine.rulebook import Rulebook
from services.engine.schedule import schedule
from services.engine.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "fixtures" / "cases"


def moment(text: str) -> Moment:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@cache
def words() -> Vocabulary:
    return Vocabulary.parse(tomllib.loads((ROOT / "resources/vocabulary.toml").read_text("utf-8")))


@cache
def rulebook(authority: str) -> Rulebook:
    folder = ROOT / "resources" / "standards" / authority
    return parse_pack({f.name: f.read_bytes() for f in folder.glob("*.toml")}, words())


@cache
def calendar() -> WorkingCalendar:
    """England's bank holidays, counted by rule here so that the engine's tests need no other package."""
    from tests.engine.bankholidays import england

    return WorkingCalendar({day: name for year in range(1990, 2061) for day, name in england(year).items()})


def read_case(data: Mapping[str, Any]) -> Case:
    subject = "worker" if "worker" in data else "child"
    facts = {k: moment(v) if k in ("born", "expected") else v for k, v in data.get(subject, {}).items()}
    return Case(
        subject,
        facts,
        tuple(_event(e) for e in data.get("events", ())),
        tuple(_agreed(a) for a in data.get("agreed", ())),
        tuple(Waiver(w["standard"], moment(w["at"]), w["by"], w["why"]) for w in data.get("waived", ())),
    )


def _agreed(data: Mapping[str, Any]) -> Agreement:
    return Agreement(data["standard"], data["repeat"], moment(data["from"]), data["by"], data["why"])


def _event(data: Mapping[str, Any]) -> Event:
    attrs = {k: tuple(v) if isinstance(v, list) else v for k, v in data.get("attrs", {}).items()}
    milestones = {k: moment(v) for k, v in data.get("milestones", {}).items()}
    return Event(
        data["type"], moment(data["at"]), attrs, milestones, data.get("planned", False), data.get("id", "")
    )


def books() -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, case) of every published worked example."""
    for path in sorted(CASES.rglob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8")).get("case", ()), 1):
            case.setdefault("authority", path.parent.name)
            yield f"{path.parent.name}/{path.stem}/{number}", case


def run(data: Mapping[str, Any]) -> tuple[Deadline, ...]:
    today = moment(data["today"])
    until = (
        moment(data["until"]) if "until" in data else date(today.year + 1, today.month, min(today.day, 28))
    )
    return schedule(rulebook(data["authority"]), read_case(data), today, until, calendar())


def differences(data: Mapping[str, Any]) -> list[str]:
    """What the schedule says otherwise than the case expects, in words."""
    found = run(data)
    out: list[str] = []
    named: dict[str, list[Mapping[str, Any]]] = {}
    for row in data.get("expect", ()):
        named.setdefault(row["standard"], []).append(row)
    for standard, rows in named.items():
        left = [d for d in found if d.standard.id == standard]
        for row in rows:
            hit = next((d for d in left if _agrees(d, row)), None)
            if hit is None:
                out.append(f"expected {dict(row)}; found {[_told(d) for d in left]}")
            else:
                left.remove(hit)
        out += [f"not expected: {standard} {_told(d)}" for d in left if d.state != "projected"]
    for standard in data.get("absent", ()):
        rows = [d for d in found if d.standard.id == standard and d.state != "projected"]
        out += [f"should be absent: {standard} {_told(d)}" for d in rows]
    return out


def _agrees(d: Deadline, row: Mapping[str, Any]) -> bool:
    return (
        (d.due.isoformat()[:16] if d.due else "") == row["due"]
        and d.state == row["state"]
        and ("counted_from" not in row or d.counted_from.isoformat()[:16] == row["counted_from"])
        and ("provisional" not in row or d.provisional == row["provisional"])
        and ("met_by" not in row or (d.met_by is not None and d.met_by.at.isoformat()[:16] == row["met_by"]))
    )


def _told(d: Deadline) -> str:
    due = d.due.isoformat() if d.due else "no date"
    return f"{due} {d.state} from {d.counted_from.isoformat()}" + (f" met {d.met_by.at}" if d.met_by else "")
