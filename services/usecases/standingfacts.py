"""What the events say of a child's legal status and of where the child has lived, as it stands now."""

from __future__ import annotations

from collections.abc import Sequence

from services.engine.facts import day_of
from services.usecases.ages import say_date
from services.usecases.results import EventView
from services.usecases.vocabulary import value_label

_STARTS = (
    "care_order", "interim_care_order", "supervision_order", "placement_order", "adoption_order", "police_protection",
    "remanded", "became_looked_after",
)  # fmt: skip
_ENDS = {  # what an event puts an end to
    "interim_care_order": ("police_protection",),
    "care_order": ("police_protection", "interim_care_order", "supervision_order"),
    "supervision_order": ("interim_care_order", "care_order"),
    "adoption_order": tuple(t for t in _STARTS if t != "adoption_order"),
    "proceedings_ended": ("interim_care_order",),
    "ceased_looked_after": tuple(t for t in _STARTS if t not in ("adoption_order", "supervision_order")),
    "supervision_order_ended": ("supervision_order",),
    "released": ("remanded",),
}
_OVER = (
    "ceased_looked_after",
    "proceedings_ended",
    "supervision_order_ended",
)  # said where nothing else stands
_MOVES = ("placement_started", "placement_ended", "ceased_looked_after")


def said(e: EventView) -> str:
    head = e.label + (f" ({e.summary[:1].lower()}{e.summary[1:]})" if e.summary else "")
    return f"{head}, {say_date(day_of(e.at))}"


def legal_status(events: Sequence[EventView]) -> str:
    """Every order and status that stands, the weightiest first; else what ended the last of them. In order of time."""
    stands: dict[str, EventView] = {}
    over = ""
    for e in events:
        for ended in _ENDS.get(e.type, ()):
            stands.pop(ended, None)
        if e.type in _STARTS:
            stands[e.type] = e
        elif e.type in _OVER:
            over = said(e)
    return "; ".join(said(stands[t]) for t in _STARTS if t in stands) or over


def placements(events: Sequence[EventView]) -> str:
    """Where the child has lived, the newest first; "" where there was no more than one placement. In order of time."""
    lines: list[str] = []
    begun: EventView | None = None
    for e in (e for e in events if e.type in _MOVES):
        if begun is not None:
            lines.append(_stay(begun, e))
        begun = e if e.type == "placement_started" else None
    if begun is not None:
        lines.append(_stay(begun, None))
    return "; ".join(reversed(lines)) if len(lines) > 1 else ""


def _stay(begun: EventView, over: EventView | None) -> str:
    kind = value_label(begun.attrs["kind"]) if "kind" in begun.attrs else "placement"
    if over is None:
        return f"{kind} since {say_date(day_of(begun.at))}"
    return f"{kind} from {say_date(day_of(begun.at))} to {say_date(day_of(over.at))}"
