"""The people around a child, whoever's record they were typed on, and the ties between people and children."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from models.repositories import records
from models.tables import Person, PersonShare, RecordVersion, Tie
from models.tables.base import AS_WRITTEN, core

_person, _share, _tie, _version = (core(t) for t in (Person, PersonShare, Tie, RecordVersion))
_MOST = 900  # ids in one question: SQLite takes a bounded number


def shared_with(c: Connection, child_id: str) -> list[dict[str, Any]]:
    """People typed on another child's record who belong to this child's network too, with their parts."""
    query = (
        select(_person.c.id)
        .join(_share, _share.c.person_id == _person.c.id)
        .where(_share.c.child_id == child_id, _person.c.removed == 0)
        .order_by(_person.c.created_at, _person.c.id)
    )
    found = (records.one(c, "person", i) for i in c.execute(query).scalars().all())
    return [row for row in found if row is not None]


def around(c: Connection, child_id: str) -> list[dict[str, Any]]:
    """Everybody around a child: those typed on their record, then those of a sibling's that they share."""
    return [*records.of_child(c, "person", child_id), *shared_with(c, child_id)]


def ties_of(c: Connection, ids: Iterable[str]) -> Sequence[Any]:
    """The ties, as they were written, of which both ends are among `ids` (people or children)."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Any] = {}
    for start in range(0, len(wanted), _MOST):
        some = wanted[start : start + _MOST]
        query = select(_tie).where(_tie.c.removed == 0, or_(_tie.c.one.in_(some), _tie.c.other.in_(some)))
        for row in c.execute(query.order_by(_tie.c.created_at, AS_WRITTEN)).mappings():
            found[row["id"]] = row
    known = set(wanted)
    return [row for row in found.values() if row["one"] in known and row["other"] in known]


def versions_counted(c: Connection, kind: str, ids: Iterable[str]) -> dict[str, int]:
    """How many versions of each record of a kind are kept."""
    wanted, found = list(dict.fromkeys(ids)), {}
    for start in range(0, len(wanted), _MOST):
        some = wanted[start : start + _MOST]
        query = select(_version.c.record_id, func.count()).where(
            _version.c.kind == kind, _version.c.record_id.in_(some)
        )
        found.update({i: int(n) for i, n in c.execute(query.group_by(_version.c.record_id))})
    return found
