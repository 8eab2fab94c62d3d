"""Expectations as a checklist for the moment at hand: read from the packs, ticked or only read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from services.usecases import checklists
from services.usecases.checklists import HEADING, Checklist
from services.usecases.results import ChildDetail
from services.usecases.standards_results import ExpectationView

__all__ = [
    *("HEADING", "Checklist", "Ticks"),
    *("expected_of_event", "expected_of_own", "expected_of_writing", "shelf_of"),
]


def shelf_of(desk: Any) -> Any:
    """The standards of the desk's store, its own ones among them."""
    return getattr(desk, "library", None)


def expected_of_event(event_type: str, child: ChildDetail, shelf: Any = None) -> Checklist | None:
    """What the child's authority expects of such an event, or None. `shelf`: of the store's own standards as well."""
    return checklists.for_event(event_type, child.authority, _open(child), shelf) if child.authority else None


def expected_of_own(event_type: str, authority: str, shelf: Any = None) -> Checklist | None:
    """The same of an event on one's own calendar, such as supervision."""
    return checklists.for_event(event_type, authority, (), shelf) if authority else None


def expected_of_writing(what: str, child: ChildDetail, shelf: Any = None) -> Checklist | None:
    """The same of what is written: assessment, plan, case_summary."""
    return checklists.for_writing(what, child.authority, _open(child), shelf) if child.authority else None


def _open(child: ChildDetail) -> frozenset[str]:
    return frozenset(episode.name for episode in child.episodes if episode.ended is None)


class Ticks:
    """What is ticked of a checklist, kept as text under the notes' heading."""

    def __init__(self, offered: Checklist, text: str, *, fresh: bool) -> None:
        """`text`: as it stands in the notes. Where the event is `fresh`, lines of another form are let go."""
        self.offered = offered
        self.ids: set[str] = set(checklists.ticked({HEADING: text}, offered.all))
        self._before = "" if fresh else text

    def set(self, expectation_id: str, ticked: bool) -> str:
        """Tick or untick one; the text to keep."""
        (self.ids.add if ticked else self.ids.discard)(expectation_id)
        return self.text

    @property
    def text(self) -> str:
        return checklists.written(self._before, self.offered.all, self.ids)

    @property
    def others(self) -> tuple[str, ...]:
        """Lines kept from before that are not among those offered now."""
        return tuple(
            line for line in checklists.written(self._before, self.offered.all, ()).splitlines() if line
        )

    def shown_first(self) -> tuple[ExpectationView, ...]:
        """The first five, and any others that are ticked already."""
        return self.offered.first + tuple(e for e in self.offered.rest if e.id in self.ids)

    def shown_later(self, also: Collection[str] = ()) -> tuple[ExpectationView, ...]:
        first = {e.id for e in self.shown_first()} | {*also}
        return tuple(e for e in self.offered.all if e.id not in first)
