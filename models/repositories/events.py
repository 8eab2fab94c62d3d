"""Events: append a version, read what stands, read what was said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from models.tables import Event, EventNote, EventVersion
from models.tables.base import AS_WRITTEN, core, new_id

_event, _version, _note = (core(t) for t in (Event, EventVersion, EventNote))
SAID = ("type", "at", "planned", "attrs", "milestones", "removed")
_CURRENT = select(
    _event.c.id,
    _event.c.child_id,
    _event.c.type,
    _event.c.at,
    _event.c.planned,
    _event.c.attrs,
    _event.c.milestones,
).where(_event.c.removed == 0)


def add(
    c: Connection,
    child_id: str | None,
    said: Mapping[str, Any],
    notes: Sequence[tuple[str, str]],
    by: str,
    at: str,
) -> str:
    """Record a new event (`child_id` None: on the user's own calendar); `said` holds the columns of `SAID`."""
    event_id = new_id()
    _append(c, event_id, 1, said, notes, by, at, "")
    whose = "child" if child_id else "worker"
    row = {
        "id": event_id,
        "created_by": by,
        "created_at": at,
        "subject": whose,
        "child_id": child_id,
        "version": 1,
    }
    c.execute(insert(_event), {**row, **_said(said)})
    return event_id


def amend(
    c: Connection,
    event_id: str,
    said: Mapping[str, Any],
    notes: Sequence[tuple[str, str]],
    by: str,
    at: str,
    why: str,
) -> int:
    """Append what the event says from now on; returns the number of that version."""
    number = int(c.execute(select(_event.c.version).where(_event.c.id == event_id)).scalar_one()) + 1
    _append(c, event_id, number, said, notes, by, at, why)
    c.execute(update(_event).where(_event.c.id == event_id).values(version=number, **_said(said)))
    return number


def _said(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in SAID}


def _append(
    c: Connection,
    event_id: str,
    number: int,
    said: Mapping[str, Any],
    notes: Sequence[tuple[str, str]],
    by: str,
    at: str,
    why: str,
) -> None:
    who = {"created_by": by, "created_at": at}
    version_id = new_id()
    c.execute(
        insert(_version),
        {"id": version_id, "event_id": event_id, "number": number, "why": why, **who, **_said(said)},
    )
    for position, (heading, body) in enumerate(notes):
        c.execute(
            insert(_note),
            {
                "id": new_id(),
                "version_id": version_id,
                "position": position,
                "heading": heading,
                "body": body,
                **who,
            },
        )


def one(c: Connection, event_id: str) -> Any:
    """The event as it stands, removed or not."""
    return c.execute(select(_event).where(_event.c.id == event_id)).mappings().one_or_none()


def of_child(c: Connection, child_id: str) -> Sequence[Any]:
    """(id, child_id, type, at, planned, attrs, milestones) of each event that stands, in order of time."""
    return c.execute(_CURRENT.where(_event.c.child_id == child_id).order_by(_event.c.at, AS_WRITTEN)).all()


def of_worker(c: Connection) -> Sequence[Any]:
    """The same, of the user's own calendar."""
    return c.execute(_CURRENT.where(_event.c.subject == "worker").order_by(_event.c.at, AS_WRITTEN)).all()


def of_all_children(c: Connection) -> Sequence[Any]:
    """The same, of every child at once, child by child."""
    return c.execute(
        _CURRENT.where(_event.c.subject == "child").order_by(_event.c.child_id, _event.c.at, AS_WRITTEN)
    ).all()


def last_of(c: Connection, child_id: str, types: Collection[str]) -> str:
    """Which of these types happened last to a child; "" where none has."""
    mine = (_event.c.child_id == child_id) & (_event.c.removed == 0) & (_event.c.planned == 0)
    query = select(_event.c.type).where(mine, _event.c.type.in_(list(types)))
    return c.execute(query.order_by(_event.c.at.desc(), _event.c.created_at.desc()).limit(1)).scalar() or ""


def removed_of(c: Connection, child_id: str | None) -> Sequence[str]:
    """The ids of a child's events (None: the user's own) that were taken off the record."""
    whose = _event.c.child_id == child_id if child_id else _event.c.subject == "worker"
    return list(c.execute(select(_event.c.id).where(whose, _event.c.removed == 1)).scalars())


def of_types(c: Connection, types: Collection[str]) -> Sequence[Any]:
    """The same, of every child at once, but only events of these types."""
    mine = _CURRENT.where(_event.c.subject == "child", _event.c.type.in_(list(types)))
    return c.execute(mine.order_by(_event.c.child_id, _event.c.at, AS_WRITTEN)).all()


_AUTHORS = (
    select(
        _event.c.id,
        _event.c.version,
        _version.c.id.label("version_id"),
        _event.c.created_by,
        _event.c.created_at,
    )
    .join(_version, (_version.c.event_id == _event.c.id) & (_version.c.number == _event.c.version))
    .where(_event.c.removed == 0)
)


def authors_of(c: Connection, child_id: str | None) -> dict[str, Any]:
    """For each event of a child (None: of the user's own calendar): who recorded it, when, and which version stands."""
    whose = _event.c.child_id == child_id if child_id else _event.c.subject == "worker"
    return {r.id: r for r in c.execute(_AUTHORS.where(whose))}


def notes_of(c: Connection, child_id: str | None) -> dict[str, list[tuple[str, str]]]:
    """The notes of each event that stands, by event, in order."""
    whose = _event.c.child_id == child_id if child_id else _event.c.subject == "worker"
    rows = c.execute(
        select(_event.c.id, _note.c.heading, _note.c.body)
        .join(_version, (_version.c.event_id == _event.c.id) & (_version.c.number == _event.c.version))
        .join(_note, _note.c.version_id == _version.c.id)
        .where(whose, _event.c.removed == 0)
        .order_by(_event.c.id, _note.c.position)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for event_id, heading, body in rows:
        found.setdefault(event_id, []).append((heading, body))
    return found


def versions(c: Connection, event_id: str) -> Sequence[Any]:
    """Everything that the event has said, first to last."""
    query = select(_version).where(_version.c.event_id == event_id).order_by(_version.c.number)
    return c.execute(query).mappings().all()


def said_more_than_once(c: Connection, child_id: str) -> list[str]:
    """The events of a child that stand, and have more than one version as something that has happened."""
    query = (
        select(_event.c.id)
        .join(_version, _version.c.event_id == _event.c.id)
        .where(_event.c.child_id == child_id, _event.c.removed == 0, _version.c.planned == 0)
        .group_by(_event.c.id)
        .having(func.count() > 1)
    )
    return [r[0] for r in c.execute(query)]


def notes_of_versions(c: Connection, event_id: str) -> dict[str, list[tuple[str, str]]]:
    """The notes of each version of one event, by version id, in order."""
    rows = c.execute(
        select(_note.c.version_id, _note.c.heading, _note.c.body)
        .join(_version, _version.c.id == _note.c.version_id)
        .where(_version.c.event_id == event_id)
        .order_by(_note.c.version_id, _note.c.position)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for version_id, heading, body in rows:
        found.setdefault(version_id, []).append((heading, body))
    return found
