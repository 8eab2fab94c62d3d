"""Children, families and workers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from models.tables import Child, Family, Worker
from models.tables.base import core, new_id

_child, _family, _worker = (core(t) for t in (Child, Family, Worker))
_CHILDREN = (
    select(_child, _family.c.name.label("family"), _worker.c.name.label("worker"))
    .join(_worker, _worker.c.id == _child.c.worker_id)
    .outerjoin(_family, _family.c.id == _child.c.family_id)
    .where(_child.c.removed == 0)
)


def children(c: Connection) -> Sequence[Any]:
    """Every child with the names of family and worker, in order of family name."""
    return c.execute(_CHILDREN.order_by(_child.c.family_name, _child.c.given, _child.c.id)).all()


def child(c: Connection, child_id: str) -> Any | None:
    """One child, as in `children`."""
    return c.execute(_CHILDREN.where(_child.c.id == child_id)).one_or_none()


def names(c: Connection, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Child → (given, family name), of those asked for."""
    query = select(_child.c.id, _child.c.given, _child.c.family_name).where(_child.c.id.in_(list(ids)))
    return {r.id: (r.given, r.family_name) for r in c.execute(query)}


def siblings(c: Connection, child_id: str, family_id: str | None) -> Sequence[Any]:
    """The other children of the same family, oldest first."""
    if family_id is None:
        return ()
    query = _CHILDREN.where(_child.c.family_id == family_id, _child.c.id != child_id)
    return c.execute(query.order_by(_child.c.born.nulls_last(), _child.c.expected, _child.c.id)).all()


def family_named(c: Connection, name: str, folded: str, by: str, at: str) -> str:
    """The family of that name, made where there is none yet."""
    return _named(c, _family, name, folded, by, at)


def worker_named(c: Connection, name: str, folded: str, by: str, at: str) -> str:
    """The worker of that name, made where there is none yet."""
    return _named(c, _worker, name, folded, by, at, role="", own=0)


def _named(c: Connection, table: Any, name: str, folded: str, by: str, at: str, **more: Any) -> str:
    found = c.execute(select(table.c.id).where(table.c.folded == folded)).scalar()
    if found:
        return str(found)
    row_id = new_id()
    c.execute(
        insert(table),
        {"id": row_id, "created_by": by, "created_at": at, "name": name, "folded": folded, **more},
    )
    return row_id


def worker_names(c: Connection) -> dict[str, str]:
    """Worker → name."""
    return {r.id: r.name for r in c.execute(select(_worker.c.id, _worker.c.name))}


def family_names(c: Connection) -> dict[str, str]:
    """Family → name."""
    return {r.id: r.name for r in c.execute(select(_family.c.id, _family.c.name))}


def own_worker(c: Connection) -> Any:
    """The user of this store."""
    return c.execute(select(_worker).where(_worker.c.own == 1)).mappings().one_or_none()


def save_own_worker(c: Connection, name: str, folded: str, role: str, by: str, at: str) -> str:
    """Name the user: a renaming keeps the row, and with it the children allocated to them."""
    own = own_worker(c)
    known = c.execute(select(_worker.c.id).where(_worker.c.folded == folded)).scalar()
    row_id = str(known or (own["id"] if own else worker_named(c, name, folded, by, at)))
    if own and own["id"] != row_id:
        c.execute(update(_worker).where(_worker.c.id == own["id"]).values(own=0))
        c.execute(update(_child).where(_child.c.worker_id == own["id"]).values(worker_id=row_id))
    c.execute(
        update(_worker).where(_worker.c.id == row_id).values(name=name, folded=folded, role=role, own=1)
    )
    return row_id
