"""Rows to put into a store in tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from models import tables
from models.tables.base import new_id

STAMP = "2026-03-20T09:30:00"
BY = "Ros Adeyemi"


def put(c: Connection, table: Any, **values: Any) -> str:
    """Insert one row with the columns that every table has; returns its id."""
    row = {"id": new_id(), "created_by": BY, "created_at": STAMP} | values
    defaults = {k: f.default for k, f in table.model_fields.items() if not f.is_required() and k not in row}
    c.execute(insert(table.__table__), {**defaults, **row})
    return str(row["id"])


def put_child(c: Connection, given: str = "Ada", **values: Any) -> str:
    worker = put(c, tables.Worker, name="W", folded=new_id())
    row = {"given": given, "family_name": "Quill", "born": "2019-05-04", "authority": "oldham"} | values
    return put(c, tables.Child, worker_id=worker, **row)


def put_event(c: Connection, child: str | None, at: str = "2026-03-02", **values: Any) -> str:
    event, said = new_id(), {"type": "visit", "at": at} | values
    put(c, tables.EventVersion, event_id=event, number=1, **said)
    whose = {"child_id": child, "subject": "child" if child else "worker"}
    put(c, tables.Event, id=event, version=1, **whose, **said)
    return event
