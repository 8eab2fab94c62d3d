"""What stands in an event's form, apart from how it is asked: kept, given back, and made into the command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.usecases.commands import EventDraft, NextStep, OwnPart
from services.usecases.results import EventForm, EventView, Moment, Sibling, Value
from ui.viewmodels.moments import day_of

SAW = ("seen", "alone", "bedroom_seen")  # what a visit that did not take place cannot have seen


@dataclass
class OwnState:
    """What is one sibling's own while an event is written for several."""

    attrs: dict[str, Value] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


@dataclass
class Step:
    """A line of what happens next, as it is typed."""

    what: str = ""
    who: str = ""
    by: date | None = None
    child_id: str = ""
    action_id: str = ""
    done: date | None = None

    @property
    def empty(self) -> bool:
        return not (self.what.strip() or self.who.strip() or self.by)


class EventState:
    """The fields of a form and what is made of them; `EventFormModel` says when they change."""

    desk: Any
    child_id: str
    today: date
    original: EventView | None
    siblings: tuple[Sibling, ...]
    form: EventForm | None
    planned: bool
    at: Moment | None
    attrs: dict[str, Value]
    milestones: dict[str, Moment]
    notes: dict[str, str]
    also_for: set[str]
    own: dict[str, OwnState]  # sibling's id → what is its own
    steps: list[Step]
    actions_known: bool  # the actions of a recorded event have been read
    recorded_by_hand: bool
    why: str
    based_on: int  # the version that is amended; 0: a new event
    unreadable: dict[str, str]  # controls whose text cannot be read, with the advice

    def form_of(self, type: str) -> EventForm | None:
        raise LookupError(type)

    def _state(self) -> dict[str, Any]:
        """Everything that stands in the form, without what is empty."""
        return {
            "type": self.form.type if self.form else "",
            "at": self.at,
            "planned": self.planned,
            "attrs": dict(self.attrs),
            "milestones": {
                n: m for n, m in self.milestones.items() if n != "recorded" or self.recorded_by_hand
            },
            "notes": filled(self.notes),
            "also_for": sorted(self.also_for),
            "own": {
                child: {"attrs": dict(part.attrs), "notes": filled(part.notes)}
                for child, part in self.own.items()
                if part.attrs or filled(part.notes)
            },
            "steps": [vars(step).copy() for step in self.steps if not step.empty],
        }

    def follow(self, attrs: dict[str, Value], name: str) -> None:
        """One answer may settle others: a visit that did not take place saw nobody; seen alone is seen."""
        asked = {field.name for field in self.form.attrs} if self.form else set()
        if name == "failed" and attrs.get("failed"):
            for part in (self.attrs, *(each.attrs for each in self.own.values())):
                for saw in SAW:
                    part.pop(saw, None)
        if name == "alone" and attrs.get("alone") and "seen" in asked:
            attrs["seen"] = True
        if name in SAW and attrs.get(name):
            self.attrs.pop("failed", None)

    def whole_state(self) -> dict[str, Any] | None:
        """What is kept at a pause."""
        if self.form is None:
            return None
        return {**self._state(), "why": self.why, "based_on": self.based_on}

    def fill(self, state: Mapping[str, Any]) -> None:
        """Fill the form with what was kept."""
        form = self.form_of(state.get("type", ""))
        if form is None:
            return
        self.form = form
        self.at, self.planned = state.get("at"), bool(state.get("planned"))
        self.attrs, self.milestones = dict(state.get("attrs", {})), dict(state.get("milestones", {}))
        self.notes, self.why = dict(state.get("notes", {})), state.get("why", "")
        if self.original is not None:
            self.based_on = state.get("based_on", self.based_on)
        known = {each.child_id for each in self.siblings}
        self.also_for = set(state.get("also_for", ())) & known
        self.own = {
            child: OwnState(dict(part.get("attrs", {})), dict(part.get("notes", {})))
            for child, part in state.get("own", {}).items()
            if child in known
        }
        self.steps = [Step(**step) for step in state.get("steps", ())]
        self.recorded_by_hand = "recorded" in self.milestones
        self.unreadable = {}

    def part(self, child_id: str) -> OwnState:
        """A sibling's own part; begun with the answers of the first child that every child needs."""
        found = self.own.get(child_id)
        if found is None:
            found = self.own[child_id] = OwnState()
        return found

    def write_up(self) -> bool:
        """Writing the notes is the recording: its day is now, unless one was given by hand. True where that is new."""
        asked = self.form is not None and any(name == "recorded" for name, _ in self.form.milestones)
        before = self.original is not None and not self.original.planned and bool(self.original.notes)
        written = bool(filled(self.notes)) or any(filled(part.notes) for part in self.own.values())
        if not asked or self.recorded_by_hand or before:
            return False
        had = "recorded" in self.milestones
        if written and not self.planned and self.at is not None and day_of(self.at) <= self.today:
            self.milestones["recorded"] = self.desk.now()
        else:
            self.milestones.pop("recorded", None)
        return had != ("recorded" in self.milestones)

    def draft(self) -> EventDraft:
        """The command; to be asked for only when `check` finds nothing."""
        assert self.form is not None
        assert self.at is not None
        children = tuple(sorted(self.also_for))
        single = not children
        own = {
            c: OwnPart(dict(p.attrs), _noted(p.notes, self.form))
            for c, p in self.own.items()
            if c in children
        }
        steps = tuple(
            NextStep(s.what, s.who, s.by, "" if single else s.child_id, s.action_id, s.done)
            for s in self.steps
            if not s.empty and s.child_id in ("", self.child_id, *children)
        )
        return EventDraft(
            self.child_id, self.form.type, self.at, dict(self.attrs), dict(self.milestones), self.planned,
            _noted(self.notes, self.form), children, own, steps if self.actions_known else None,
            based_on=self.based_on if self.original else 0,
        )  # fmt: skip


def filled(notes: Mapping[str, str]) -> dict[str, str]:
    return {heading: text for heading, text in notes.items() if text.strip()}


def _noted(notes: Mapping[str, str], form: EventForm) -> tuple[tuple[str, str], ...]:
    """Notes in the order of the form, those of no heading of it at the end."""
    asked = [ask.name for ask in form.asks] or list(form.headings)
    order = [*asked, *(heading for heading in notes if heading not in asked)]
    return tuple((heading, notes[heading].strip()) for heading in order if notes.get(heading, "").strip())
