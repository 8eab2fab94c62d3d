"""Checking an event before it is kept: every word against the vocabulary, every date against sense."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from services.engine.facts import day_of
from services.engine.vocabulary import DATE, FLAG, NUMBER, Spec
from services.usecases import cleaning
from services.usecases.ages import say_date
from services.usecases.checking import NOTES, Check, plain
from services.usecases.commands import EventDraft
from services.usecases.results import Moment, Value
from services.usecases.vocabulary import attr_label, event_label, is_worker_event, milestone_label, words

WORKER = "worker"  # stands for a child's id on the user's own calendar
_AFTER = frozenset(  # written or sent once the event itself is over
    (
        "minutes_sent",
        "recorded",
        "noted",
        "decisions_recorded",
        "decisions_sent",
        "actioned",
        "delay_recorded",
    )
)
SAW = ("seen", "alone", "bedroom_seen")  # what a failed visit cannot have seen
_EARLIEST = timedelta(days=320)  # before birth: nothing is on a child's record before its conception


def checked(
    draft: EventDraft, now: datetime, born: date | None = None, expected: date | None = None
) -> EventDraft:
    """The draft as it will be kept, or InvalidInput with every problem. `born`, `expected`: the child's."""
    check = Check()
    at = plain(draft.at)
    kind = words().events.get(draft.type)
    if kind is None:
        check.known("type", draft.type, words().events, "event")
    if check.year("at", at) and (
        draft.planned or check.past("at", at, now, "tick “booked” for what is to come")
    ):
        _not_before(check, "at", at, born, expected)
    attrs = _attrs(check, kind.attrs, draft.attrs) if kind else {}
    milestones = _milestones(check, draft, kind.milestones, at, now) if kind else {}
    if kind:
        _whose(check, draft, attrs)
    notes = _notes(check, draft.notes)
    check.done()
    return replace(draft, at=at, attrs=attrs, milestones=milestones, notes=notes)


def _not_before(check: Check, where: str, at: Moment, born: date | None, expected: date | None) -> None:
    start = born or expected
    if start and day_of(at) < start - _EARLIEST:
        check.wrong(where, f"{say_date(day_of(at))} is long before the child", "look at the year again")


def _whose(check: Check, draft: EventDraft, attrs: Mapping[str, Value]) -> None:
    mine = is_worker_event(draft.type, attrs)
    if mine and draft.child_id != WORKER:
        check.wrong("type", f"{event_label(draft.type)} belongs to your own calendar", "record it there")
    if not mine and draft.child_id == WORKER:
        check.wrong(
            "type", f"{event_label(draft.type)} belongs to a child", "record it on the child's calendar"
        )
    if draft.child_id == WORKER and draft.also_for:
        check.wrong("also_for", "your own calendar has no siblings", "leave it empty")


def _attrs(check: Check, specs: Mapping[str, Spec], given: Mapping[str, Value]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, raw in given.items():
        where = f"attrs.{name}"
        if name not in specs:
            check.known(where, name, specs, "attribute")
            continue
        value = _value(check, where, attr_label(name), specs[name], raw)
        if value is not None and value not in ("", ()):
            found[name] = value
    saw = [attr_label(name) for name in SAW if found.get(name)]
    if found.get("failed") and saw:
        check.wrong(
            "attrs.failed",
            f"cannot be, with “{saw[0]}”",
            "a visit that did not take place saw nobody: untick one",
        )
    return found


def _value(check: Check, where: str, label: str, spec: Spec, raw: object) -> Value | None:
    """A value of the vocabulary; None where it is missing or wrong."""
    if isinstance(spec, tuple):
        held = (raw,) if isinstance(raw, str) else tuple(raw) if isinstance(raw, tuple | list) else None
        if held is None or not all(isinstance(v, str) for v in held):
            check.wrong(where, f"{label} is not one of its values", "one of " + ", ".join(spec))
            return None
        texts = [str(v) for v in held if v != ""]
        wrong = [v for v in texts if not check.known(where, v, spec, "value")]
        if wrong:
            return None
        kept = tuple(dict.fromkeys(texts))
        return kept[0] if isinstance(raw, str) and kept else kept
    if spec == FLAG:
        if isinstance(raw, bool):
            return raw or None
        check.wrong(where, f"{label} is neither yes nor no", "yes or no")
        return None
    if spec == NUMBER:
        good = (
            isinstance(raw, int | float)
            and not isinstance(raw, bool)
            and math.isfinite(raw)
            and 0 <= raw <= 1e6
        )
        if not good:
            check.wrong(where, f"{label} is not a number that can be right", "0 or more")
            return None
        return raw  # type: ignore[return-value]
    if spec == DATE:
        return raw.isoformat() if isinstance(raw, date) else check.line(where, str(raw))
    return check.line(where, str(raw))


def _milestones(
    check: Check, draft: EventDraft, known: tuple[str, ...], at: Moment, now: datetime
) -> dict[str, Moment]:
    found: dict[str, Moment] = {}
    for name, raw in draft.milestones.items():
        where, when = f"milestones.{name}", plain(raw)
        if name not in known:
            check.known(where, name, known, "milestone")
            continue
        label = milestone_label(name)
        if not check.year(where, when) or not check.past(
            where, when, now, "leave it empty until it has happened"
        ):
            continue
        if name in _AFTER and draft.planned:
            check.wrong(where, f"{label} cannot be dated before the event has happened", "leave it empty")
        elif name in _AFTER and day_of(when) < day_of(at):
            check.wrong(
                where, f"{label} on {say_date(day_of(when))} is before the event itself", "look at both dates"
            )
        found[name] = when
    return found


def _notes(check: Check, notes: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    kept = tuple((check.line("notes", heading), cleaning.body(body)) for heading, body in notes)
    if sum(len(body) for _, body in kept) > NOTES:
        check.wrong("notes", "are longer than eight million characters", "attach less to one event")
    return tuple((heading, body) for heading, body in kept if body)
