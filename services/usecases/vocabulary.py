"""The vocabulary as people read it: labels, and the forms that are drawn from it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from services.engine.selectors import Test
from services.engine.vocabulary import FLAG, NUMBER, Spec, Vocabulary
from services.usecases.results import EventForm, Field, Heading

RESOURCES = Path(__file__).parents[2] / "resources"
SPEAKING = ("kind", "plan")  # attributes whose values say enough by themselves: "child protection"


@cache
def _toml(name: str) -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / name).read_text("utf-8"))


@cache
def words() -> Vocabulary:
    """The vocabulary that this program ships."""
    return Vocabulary.parse(_toml("vocabulary.toml"))


def text(section: str, key: str) -> str | None:
    """A phrase of `resources/i18n/en-GB.toml`, or None. Keys may hold a dot."""
    found: Any = _toml("i18n/en-GB.toml").get(section, {})
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else None


def _label(section: str, key: str) -> str:
    return text(section, key) or key.replace("_", " ")


def event_label(kind: str) -> str:
    """`core_group` → "Core group"."""
    event = words().events.get(kind)
    return event.label if event else _label("derived", kind)


def attr_label(name: str) -> str:
    return _label("attr", name)


def value_label(value: object) -> str:
    return _label("value", str(value))


def milestone_label(name: str) -> str:
    return _label("milestone", name)


def episode_label(name: str) -> str:
    return _label("episode", name)


def area_label(name: str) -> str:
    return text("area", name) or name.replace("_", " ").capitalize()


def fact_label(name: str) -> str:
    return _label("fact", name)


def describe_attr(name: str, value: object) -> str:
    """One attribute in words: "seen alone", "for: child protection"; '' where a flag is not set."""
    if isinstance(value, bool):
        return attr_label(name) if value else ""
    values = value if isinstance(value, tuple | list) else (value,)
    shown = ", ".join(value_label(v) for v in values)
    if name in SPEAKING:
        return shown
    return f"{attr_label(name)}: {shown}" if shown else ""


def describe_attrs(kind: str, attrs: Mapping[str, object]) -> str:
    """An event's attributes in words, in the order of the vocabulary; first of all that it did not take place."""
    event = words().events.get(kind)
    order = ["failed", *(event.attrs if event else ())]
    names = sorted(attrs, key=lambda n: order.index(n) if n in order else len(order))
    said = "; ".join(filter(None, (describe_attr(n, attrs[n]) for n in names)))
    return said[:1].upper() + said[1:]


def describe_tests(tests: Sequence[Test]) -> str:
    """The tests of a selector in words: "for: child protection, child seen, not failed"."""
    said = []
    for test in tests:
        if not test.op:
            said.append(("not " if test.negated else "") + attr_label(test.name))
        else:
            values = " or ".join(value_label(v) for v in test.values)
            op = "" if test.op == "=" else f"{_label('op', test.op)} "
            said.append(
                f"{op}{values}" if test.name in SPEAKING else f"{attr_label(test.name)}: {op}{values}"
            )
    return ", ".join(said)


def _field(name: str, spec: Spec, kind: str) -> Field:
    label = attr_label(name)
    label = label[:1].upper() + label[1:]
    if isinstance(spec, tuple):
        several = (kind == "visit" and name == "plan") or name == "attended"
        return Field(
            name, label, "choices" if several else "choice", tuple((v, value_label(v)) for v in spec)
        )
    return Field(name, label, {FLAG: "flag", NUMBER: "number"}.get(spec, spec))


@cache
def headings_of(kind: str) -> tuple[Heading, ...]:
    """What is asked in the notes of an event, in order; third-party information last."""
    forms = _toml("forms.toml")
    rows = [*forms["headings"][forms["headings_for"].get(kind, "event")], forms["always"]]
    asks = [Heading(r["says"], r["sort"], r.get("own", False), r.get("hint", "")) for r in rows]
    if kind in words().events and not is_worker_event(kind, {}):
        each, last = forms["each"], max(n for n, ask in enumerate(asks) if ask.sort == "analysis")
        asks.insert(last + 1, Heading(each["says"], each["sort"], True, each["hint"], True))
    return tuple(asks)


@cache
def event_forms() -> tuple[EventForm, ...]:
    """A form for each event type, in the order of the vocabulary."""
    forms = _toml("forms.toml")
    group, found = "", []
    for kind, event in words().events.items():
        group = forms["group"].get(kind, group)
        asks = headings_of(kind)
        found.append(
            EventForm(
                kind,
                event.label,
                group,
                tuple(_field(n, s, kind) for n, s in event.attrs.items()),
                tuple((m, milestone_label(m)) for m in event.milestones),
                tuple(ask.name for ask in asks if not ask.several),
                asks,
                tuple(name for name in event.attrs if name in forms["own_answers"]),
            )
        )
    return tuple(found)


@cache
def event_form(kind: str) -> EventForm | None:
    return next((f for f in event_forms() if f.type == kind), None)


def is_worker_event(kind: str, attrs: Mapping[str, object]) -> bool:
    """Whether an event belongs to the practitioner's own calendar rather than to a child."""
    event = words().events.get(kind)
    if event is not None and event.episode == "employment":
        return True
    return kind == "supervision" and attrs.get("kind") in ("worker", "reflective", "group")
