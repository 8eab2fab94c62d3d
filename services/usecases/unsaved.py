"""Forms that were being filled in: kept at every pause (encrypted, in the store), offered again until they are done.

They are no part of the record: no history, no undo, gone once the form is saved or they are thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from models.repositories import unsaved as rows
from services.usecases import meanwhile
from services.usecases.cleaning import line
from services.usecases.drafts import WORKER
from services.usecases.office import Office

CHANGED = "unsaved"  # the kind of `Changed` when a draft appears or goes; not at every pause
PART = rows.PART  # comes before what tells two drafts of one form apart: "child/new#1f3a"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form that was not saved. `content` is what stood in it; lists of drafts leave it empty."""

    kind: str  # event, plan, summary …
    place: str
    child_id: str  # "worker": on the user's own calendar; "" where it is about no child
    record_id: str  # what it would change; "" where it is new
    title: str  # what it was going to be: "Visit"
    kept_at: datetime
    author: str
    content: Mapping[str, Any] = field(default_factory=dict)
    based_on: int = 0  # how many times what it would change had been saved when it was begun


class UnsavedDesk:
    """The drafts of one store. Every method may be called from any thread."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def keep(
        self,
        kind: str,
        place: str,
        content: Mapping[str, Any],
        *,
        title: str = "",
        child_id: str = "",
        record_id: str = "",
        based_on: int = 0,
    ) -> None:
        """Write over what was kept for this form. `content`: texts, numbers, dates, lists, tuples, sets, dicts.

        A place begins with the child's id ("worker/" on the user's own calendar), as in "child/new#1f3a".
        """
        text = json.dumps({"title": line(title)[:200], "based_on": based_on, "state": pack(content)})
        office, child = self._office, None if child_id in ("", WORKER) else child_id
        with office.write() as c:
            new = rows.keep(c, kind, place, child, record_id, text, office.author(), office.stamp())
        if new:
            office.changes.publish(CHANGED, (child,) if child else ())

    def of(self, kind: str, place: str) -> tuple[Unfinished, ...]:
        """The drafts of one form with what stood in them, newest first."""
        with self._office.read() as c:
            return tuple(_unfinished(r, json.loads(r.content)) for r in rows.of(c, kind, place))

    def standing(self, kind: str, record_id: str) -> int:
        """How many times what such a form changes has been saved; see `meanwhile`."""
        with self._office.read() as c:
            return meanwhile.number_of(c, kind, record_id)

    def listed(self, child_id: str = "") -> tuple[Unfinished, ...]:
        """All drafts, or those about one child, without their content; newest first."""
        with self._office.read() as c:
            found = rows.everything(c, child_id if child_id != WORKER else None)
        every = tuple(_unfinished(r, {}) for r in found)
        return tuple(each for each in every if not child_id or each.child_id == child_id)

    def drop(self, kind: str, place: str) -> None:
        """It was saved, or is not wanted any more; harmless where there is none."""
        with self._office.write() as c:
            gone = rows.drop(c, kind, place)
        if gone is not None:
            self._office.changes.publish(CHANGED, (gone.child_id,) if gone.child_id else ())

    @contextmanager
    def going(self, kind: str, place: str, record_id: str = "", based_on: int = 0) -> Iterator[list[str]]:
        """What this thread saves within it drops the draft as well, in the same transaction; refused with
        ChangedMeanwhile where the record that it changes has moved on since it was `based_on`.

        What is yielded holds the place once it has gone; it stays empty where nothing was saved or nothing was kept.
        """
        gone: list[str] = []
        children: list[str] = []

        def drop(c: Any) -> None:
            row = rows.drop(c, kind, place)
            if row is not None:
                gone.append(place)
                children.append(row.child_id or "")

        try:
            with self._office.beside(drop, lambda c: meanwhile.look(c, kind, record_id, based_on)):
                yield gone
        finally:
            if children:
                self._office.changes.publish(CHANGED, tuple(filter(None, children)))


def done(c: Any, kind: str, place: str) -> None:
    """Within the transaction that saves what was drafted: both happen or neither."""
    if place:
        rows.drop(c, kind, place)


def _unfinished(row: Any, kept: Mapping[str, Any]) -> Unfinished:
    return Unfinished(
        row.kind,
        row.place,
        row.child_id or (WORKER if row.place.startswith(f"{WORKER}/") else ""),
        row.record_id,
        row.title or "",
        datetime.fromisoformat(row.created_at),
        row.created_by,
        _state(kept),
        kept.get("based_on", 0),
    )


def _state(kept: Mapping[str, Any]) -> Mapping[str, Any]:
    state = unpack(kept.get("state", {}))
    return state if isinstance(state, dict) else {}


# --- what JSON has no word for ---------------------------------------------------------------------------------------
_DAY, _MINUTE, _TUPLE, _SET = "$day", "$moment", "$tuple", "$set"


def pack(value: Any) -> Any:
    """A form's state as JSON can hold it; `unpack` gives it back as it was."""
    if isinstance(value, datetime):
        return {_MINUTE: value.isoformat()}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {str(k): pack(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return {_TUPLE: [pack(v) for v in value]}
    if isinstance(value, set | frozenset):
        return {_SET: [pack(v) for v in sorted(value, key=str)]}
    if isinstance(value, list):
        return [pack(v) for v in value]
    return value


def unpack(value: Any) -> Any:
    if isinstance(value, list):
        return [unpack(v) for v in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((name, inner),) = value.items()
        if name == _MINUTE:
            return datetime.fromisoformat(inner)
        if name == _DAY:
            return date.fromisoformat(inner)
        if name in (_TUPLE, _SET):
            held = (unpack(v) for v in inner)
            return tuple(held) if name == _TUPLE else set(held)
    return {k: unpack(v) for k, v in value.items()}
