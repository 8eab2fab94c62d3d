"""What stands in forms that are not saved yet: one row a form, written over at every pause, deleted when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from models.tables import Unsaved
from models.tables.base import core, new_id

_unsaved = core(Unsaved)
PART = "#"  # comes before what tells two drafts of one form apart
_HEAD = (
    _unsaved.c.id,
    _unsaved.c.kind,
    _unsaved.c.place,
    _unsaved.c.child_id,
    _unsaved.c.record_id,
    _unsaved.c.created_by,
    _unsaved.c.created_at,
    func.json_extract(_unsaved.c.content, "$.title").label("title"),
)
_NEWEST = (_unsaved.c.created_at.desc(), _unsaved.c.id)


def keep(
    c: Connection, kind: str, place: str, child_id: str | None, record_id: str, content: str, by: str, at: str
) -> bool:
    """Write over what was kept for this form; True where nothing was yet."""
    same = (_unsaved.c.kind == kind) & (_unsaved.c.place == place)
    new = c.execute(select(_unsaved.c.id).where(same)).first() is None
    said = {
        "child_id": child_id,
        "record_id": record_id,
        "content": content,
        "created_by": by,
        "created_at": at,
    }
    row = insert(_unsaved).values(id=new_id(), kind=kind, place=place, **said)
    c.execute(row.on_conflict_do_update(index_elements=["kind", "place"], set_=said))
    return new


def of(c: Connection, kind: str, place: str) -> Sequence[Any]:
    """With what stands in them: the drafts of one form, newest first."""
    whose = (_unsaved.c.place == place) | _unsaved.c.place.startswith(place + PART, autoescape=True)
    query = select(*_HEAD, _unsaved.c.content).where(_unsaved.c.kind == kind, whose)
    return c.execute(query.order_by(*_NEWEST)).all()


def everything(c: Connection, child_id: str | None = None) -> Sequence[Any]:
    """Without what stands in them: all drafts, or those about one child; newest first."""
    query = select(*_HEAD).order_by(*_NEWEST)
    return c.execute(query.where(_unsaved.c.child_id == child_id) if child_id else query).all()


def drop(c: Connection, kind: str, place: str) -> Any:
    """Delete one draft; its child's id in a row, or None where there was none."""
    same = (_unsaved.c.kind == kind) & (_unsaved.c.place == place)
    return c.execute(delete(_unsaved).where(same).returning(_unsaved.c.child_id)).first()
