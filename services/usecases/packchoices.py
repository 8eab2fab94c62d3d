"""What each field of a standard can take, with labels: the editor offers these, so that nobody writes the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.engine.calendar import UNITS
from services.engine.rulebook import FORCES, KINDS, READINGS
from services.engine.selectors import OPERATORS
from services.engine.vocabulary import DERIVED, FLAG, NUMBER, Spec
from services.usecases.browse import topics
from services.usecases.pack_results import AttrChoice, Choice, Choices, EventChoice
from services.usecases.phrasing import phrase
from services.usecases.standards import Library, library
from services.usecases.vocabulary import (
    area_label,
    attr_label,
    episode_label,
    event_form,
    event_label,
    fact_label,
    milestone_label,
    text,
    value_label,
    words,
)

_DERIVED_GROUP = "By age and birth"


def choices(shelf: Library | None = None) -> Choices:
    """Every choice; areas and roles are those in use on the shelf (the shipped one unless another is given)."""
    known = shelf or library()
    standards = [s for name in known.ids for s in known.rulebook(name).standards]
    areas = {s.area for s in standards}
    return Choices(
        areas=tuple(sorted((Choice(a, area_label(a)) for a in areas), key=lambda c: c.label)),
        kinds=_said("kind", KINDS),
        forces=_said("force", FORCES),
        roles=tuple(Choice(r, _capital(r)) for r in sorted({s.role for s in standards}, key=str.casefold)),
        readings=_said("reading", READINGS),
        topics=tuple(Choice(t, label) for t, label in topics().items()),
        units=tuple(Choice(u, (phrase("unit", u) or u).split(" | ")[-1]) for u in UNITS),
        operators=_said("operator", OPERATORS),
        events=(*_events(), *_derived()),
        episodes=tuple(Choice(e, episode_label(e)) for e in words().episodes),
        child_facts=_facts("child"),
        worker_facts=_facts("worker"),
        conditions=_said(
            "condition", ("open", "fact", "age", "clock", "event", "placement", "count", "since")
        ),
    )


def _said(field: str, values: Iterable[str]) -> tuple[Choice, ...]:
    """Values with their label and line of help: `[choice.FIELD]` of resources/i18n/en-GB.toml, "label | help"."""
    found = []
    for value in values:
        label, _, says = (text("choice", f"{field}.{value}") or value.replace("_", " ")).partition(" | ")
        found.append(Choice(value, label, says))
    return tuple(found)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _attrs(specs: Mapping[str, Spec]) -> tuple[AttrChoice, ...]:
    return tuple(_attr(name, spec, attr_label(name)) for name, spec in specs.items())


def _attr(name: str, spec: Spec, label: str) -> AttrChoice:
    if isinstance(spec, tuple):
        return AttrChoice(
            name, _capital(label), "choice", tuple(Choice(v, _capital(value_label(v))) for v in spec)
        )
    return AttrChoice(name, _capital(label), {FLAG: "flag", NUMBER: "number"}.get(spec, spec))


def _events() -> list[EventChoice]:
    found = []
    for kind, event in words().events.items():
        form = event_form(kind)
        dates = tuple(Choice(m, _capital(milestone_label(m))) for m in event.milestones)
        found.append(EventChoice(kind, event.label, form.group if form else "", _attrs(event.attrs), dates))
    return found


def _derived() -> list[EventChoice]:
    return [EventChoice(kind, event_label(kind), _DERIVED_GROUP) for kind in DERIVED]


def _facts(subject: str) -> tuple[AttrChoice, ...]:
    return tuple(_attr(name, spec, fact_label(name)) for name, spec in words().facts(subject).items())
