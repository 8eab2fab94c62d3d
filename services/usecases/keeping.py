"""Saving any record other than an event: whole, with its earlier versions kept, and a way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from models.repositories import records
from services.usecases.errors import NotFound
from services.usecases.office import Office

Back = Callable[[Any], None]


def save(
    office: Office, c: Any, kind: str, record_id: str | None, content: Mapping[str, Any], why: str = ""
) -> tuple[str, Back]:
    """Add a record (`record_id` None) or replace what it says; returns its id and what takes that back."""
    by, stamp = office.author(), office.stamp()
    if record_id is None:
        new = records.add(c, kind, {**content, "removed": 0}, by, stamp)
        return new, lambda c: _again(office, c, kind, new, {"removed": 1}, "Undone: it was not to be added")
    before = standing(c, kind, record_id)
    records.change(c, kind, record_id, {**before, **content}, by, stamp, why)
    return record_id, lambda c: _again(office, c, kind, record_id, before, "Undone: as it was before")


def remove(office: Office, c: Any, kind: str, record_id: str, why: str = "") -> Back:
    """Mark a record as removed; it stays in the store."""
    before = standing(c, kind, record_id)
    gone = {**before, "removed": 1}
    records.change(c, kind, record_id, gone, office.author(), office.stamp(), why)
    return lambda c: _again(office, c, kind, record_id, before, "Undone: it is back on the record")


def put_back(office: Office, c: Any, kind: str, record_id: str, why: str) -> Back:
    """A record that was removed stands again, as it was."""
    _again(office, c, kind, record_id, {"removed": 0}, why)
    return lambda c: _again(office, c, kind, record_id, {"removed": 1}, "Undone: it was not to be put back")


def standing(c: Any, kind: str, record_id: str) -> dict[str, Any]:
    """A record that is not removed; else NotFound."""
    found = records.one(c, kind, record_id)
    if found is None or found["removed"]:
        raise NotFound
    return found


def _again(office: Office, c: Any, kind: str, record_id: str, content: Mapping[str, Any], why: str) -> None:
    now = records.one(c, kind, record_id)
    assert now is not None  # records are never deleted
    records.change(c, kind, record_id, {**now, **content}, office.author(), office.stamp(), why)


def together(*steps: Back) -> Back:
    """One way back for what was done in one transaction, the last first."""

    def back(c: Any) -> None:
        for step in reversed(steps):
            step(c)

    return back
