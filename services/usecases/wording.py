"""Reasons in words: one place for screen, paper and command line (phrases: resources/i18n/en-GB.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.engine.calendar import Duration, parse_duration
from services.engine.facts import Moment, day_of
from services.engine.findings import Deadline, Reason
from services.engine.reasons import reasons
from services.usecases.phrasing import gap
from services.usecases.vocabulary import (
    attr_label,
    describe_attr,
    describe_tests,
    episode_label,
    event_label,
    fact_label,
    milestone_label,
    text,
    value_label,
)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_day(moment: Moment) -> str:
    """ "Fri 27 Feb 2026", with the time where there is one: "Fri 27 Feb 2026 at 14:00"."""
    day = day_of(moment)
    said = f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{said} at {moment:%H:%M}" if isinstance(moment, datetime) else said


def say_duration(duration: Duration | str) -> str:
    """`1 months` → "1 month"; "15 years and 9 months"."""
    parts = (parse_duration(duration) if isinstance(duration, str) else duration).parts
    return " and ".join(f"{n} {unit[:-1] if n == 1 else unit}" for n, unit in parts)


def why(deadline: Deadline) -> tuple[str, ...]:
    """The complete explanation of a deadline, a sentence a step."""
    return tuple(filter(None, (say(reason) for reason in reasons(deadline))))


def say_version(version: str, effective: date, following: str = "") -> str:
    """Under which version a deadline was counted; `effective` is of that one, or of the one that follows it."""
    key = "version.first" if following else "version.later"
    return _phrase(key, version=version, effective=say_day(effective), next=following)


def say(reason: Reason) -> str:
    """One reason in words."""
    part = reason.key.split(".", 1)[0]
    return _SAYERS.get(part, _plain)(reason.key, reason.params)


def _phrase(key: str, section: str = "why", **values: Any) -> str:
    phrase = text(section, key)
    if phrase is None:
        raise KeyError(f"no phrase for {section}.{key}")
    said = phrase.format(**values)
    return said[:1].upper() + said[1:]


def _event(params: Mapping[str, Any]) -> str:
    said = event_label(params.get("type") or params.get("name", ""))
    milestone = params.get("milestone")
    return f"{said} ({milestone_label(milestone)})" if milestone else said


def _plain(key: str, p: Mapping[str, Any]) -> str:
    values: dict[str, Any] = {"event": _event(p)}
    for name, value in p.items():
        values[name] = say_day(value) if isinstance(value, date) else value
    return _phrase(key, **values)


def _start(key: str, p: Mapping[str, Any]) -> str:
    if key == "start.derived":
        key = {"birth": "start.birth", "conception": "start.conception"}.get(p["type"], "start.birthday")
    values = {n: say_day(v) if isinstance(v, date) else v for n, v in p.items()}
    values["event"] = event_label(p["type"])
    values["milestone"] = milestone_label(p["milestone"]) if p.get("milestone") else ""
    return _phrase(key, **{"born": "", "expected": "", **values})


def _count(key: str, p: Mapping[str, Any]) -> str:
    if key == "count.undated":
        return _phrase(key)
    values = {
        "at": say_day(p["at"]),
        "due": say_day(p["due"]),
        "duration": say_duration(p["duration"]),
        "skipped": _skipped(p.get("skipped", ())) if "skipped" in p else "",
        "off": p.get("off", ""),
    }
    back = p.get("back") or (isinstance(p["duration"], Duration) and p["duration"].sign < 0)
    if key == "count.months":
        key += _months_kind(p["birth"], p["clipped"], p["due"].month)
    elif key == "count.terms":
        key += "_holiday" if p["holiday"] else ""
        values |= {"term": p["term"].name, "after": p["after"].name}
    if back and text("why", f"{key}_back"):
        key += "_back"
    return _phrase(key, **values)


def _months_kind(birth: bool, clipped: bool, month: int) -> str:
    """How months were counted: past the end of a short month, from a birth, from one on 29 February."""
    if clipped:
        return "_leap" if birth and month == 3 else "_clipped"
    return "_birth" if birth else ""


def _skipped(days: tuple[tuple[date, str], ...]) -> str:
    if not days:
        return _raw("count.none_skipped")
    names = ", ".join(f"{name} ({say_day(day)})" for day, name in days)
    return _raw("count.skipped").format(names=names)


def _raw(key: str) -> str:
    return text("why", key) or ""


def _agreed(key: str, p: Mapping[str, Any]) -> str:
    return _phrase(
        key,
        repeat=f"every {gap(parse_duration(p['repeat']))}",
        start=say_day(p["start"]),
        by=p["by"],
        why=p["why"].rstrip("."),
        printed=say_duration(p["printed"]),
    )


def _plan(key: str, p: Mapping[str, Any]) -> str:
    if not p["off"]:
        key += "_weekend"
    return _phrase(key, due=say_day(p["due"]), off=p["off"], plan_by=say_day(p["plan_by"]))


def _state(key: str, p: Mapping[str, Any]) -> str:
    days = p.get("days", 0)
    if key == "state.late" and not days:
        key = "state.late_same_day"
    if key == "state.overdue" and not days:
        key = "state.overdue_today"
    values = {n: say_day(v) if isinstance(v, date) else v for n, v in p.items()}
    values |= {"event": _event(p), "days": f"{days} day" + ("s" if days != 1 else "")}
    if "episode" in p:
        values["episode"] = episode_label(p["episode"])
    return _phrase(key, **values)


def _reading(key: str, p: Mapping[str, Any]) -> str:
    return _phrase(key, note=p["note"]) if p["note"] else ""


def _applies(key: str, p: Mapping[str, Any]) -> str:
    return _phrase_applies(key.split(".", 1)[1], p)


def _phrase_applies(kind: str, p: Mapping[str, Any]) -> str:
    values: dict[str, Any] = {
        "op": text("op", p["op"]) or "",
        "duration": say_duration(p["duration"]) if p["duration"] else "",
        "at": say_day(p["at"]),
        "since": say_day(p["since"]) if p["since"] else "an earlier day",
        "number": p["number"],
        "value": " or ".join(value_label(v) for v in p["values"]),
        "event": event_label(p["name"]),
        "episode": episode_label(p["name"]).lower(),
    }
    negated = "_not" if p["negated"] else ""
    if kind == "fact":
        return _fact(p, negated, values)
    if kind in ("count", "since"):
        tests = describe_tests(p["tests"])
        label = event_label(p["type"])
        nth = f" (number {p['nth']})" if p["nth"] else ""
        values["event"] = f"{label}{nth} ({tests})" if tests else f"{label}{nth}"
        if kind == "count":
            values["found"] = "once" if p["found"] == 1 else f"{p['found']} times"
            kind += "_window" if p["duration"] else ""
        return _phrase(kind, "applies", **values)
    if kind in ("clock", "event", "placement"):
        values["attr"] = (
            attr_label(p["attr"]) if negated or not p["found"] else describe_attr(p["attr"], p["found"])
        )
    return _phrase(kind + negated, "applies", **values)


def _fact(p: Mapping[str, Any], negated: str, values: dict[str, Any]) -> str:
    if p["attr"] == "born":
        return _phrase("born" + negated, "applies", **values)
    if p["attr"] == "age":
        return _phrase("fact_age", "applies", **values, found=p["found"])
    values["fact"] = fact_label(p["attr"])
    if p["op"]:
        return _phrase("fact", "applies", **values, found=value_label(p["found"]))
    return _phrase("fact_flag" + negated, "applies", **values)


_SAYERS = {
    "start": _start,
    "count": _count,
    "agreed": _agreed,
    "plan": _plan,
    "state": _state,
    "reading": _reading,
    "applies": _applies,
}
