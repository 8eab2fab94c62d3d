"""Between the store's text and the values of facts and results: dates, moments, attributes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.engine.facts import Agreement, Event, Waiver
from services.usecases.results import Moment, Value

_NONE: Mapping[str, Any] = {}


def day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def moment_text(moment: Moment) -> str:
    """`2026-03-20`, or `2026-03-20T14:00`: seconds are left out, as is a time zone."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None).isoformat(timespec="minutes")
    return moment.isoformat()


def read_moment(text: str) -> Moment:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def values_text(values: Mapping[str, Value]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)


def read_values(text: str) -> Mapping[str, Value]:
    if text == "{}":
        return _NONE
    return {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(text).items()}


def moments_text(moments: Mapping[str, Moment]) -> str:
    return json.dumps({k: moment_text(v) for k, v in moments.items()}, sort_keys=True)


def read_moments(text: str) -> Mapping[str, Moment]:
    if text == "{}":
        return _NONE
    return {k: read_moment(v) for k, v in json.loads(text).items()}


def event_of(row: Any) -> Event:
    """The engine's event of a row (id, child, type, at, planned, attrs, milestones)."""
    event_id, _, kind, at, planned, attrs, milestones = row
    return Event(kind, read_moment(at), read_values(attrs), read_moments(milestones), bool(planned), event_id)


def facts_of(child: Any) -> dict[str, Any]:
    """The engine's facts of a child's row."""
    facts: dict[str, Any] = dict(read_values(child.facts))
    for name, text in (("born", child.born), ("expected", child.expected)):
        if text:
            facts[name] = date.fromisoformat(text)
    return facts


def agreement_of(row: Mapping[str, Any]) -> Agreement:
    start = date.fromisoformat(row["start"])
    return Agreement(row["standard"], row["repeat"], start, row["agreed_by"], row["why"])


def waiver_of(row: Mapping[str, Any]) -> Waiver:
    return Waiver(row["standard"], date.fromisoformat(row["at"]), row["waived_by"], row["why"])
