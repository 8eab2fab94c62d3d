"""The user's settings, closure days, one-off bank holidays and term dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from models.tables import OwnDay, OwnTerm, Setting
from models.tables.base import core, new_id

_setting, _day, _term = (core(t) for t in (Setting, OwnDay, OwnTerm))


def settings(c: Connection) -> dict[str, str]:
    return {r.name: r.value for r in c.execute(select(_setting.c.name, _setting.c.value))}


def save_settings(c: Connection, values: Mapping[str, str], by: str, at: str) -> None:
    """Replace all settings by `values`."""
    _replace(c, _setting, [{"name": n, "value": v} for n, v in sorted(values.items())], by, at)


def days(c: Connection) -> Sequence[Any]:
    return c.execute(select(_day.c.day, _day.c.name, _day.c.kind).order_by(_day.c.day, _day.c.name)).all()


def save_days(c: Connection, rows: Sequence[Mapping[str, Any]], by: str, at: str) -> None:
    _replace(c, _day, rows, by, at)


def terms(c: Connection) -> Sequence[Any]:
    return c.execute(select(_term.c.start, _term.c.last, _term.c.name).order_by(_term.c.start)).all()


def save_terms(c: Connection, rows: Sequence[Mapping[str, Any]], by: str, at: str) -> None:
    _replace(c, _term, rows, by, at)


def _replace(c: Connection, table: Any, rows: Sequence[Mapping[str, Any]], by: str, at: str) -> None:
    c.execute(delete(table))
    for row in rows:
        c.execute(insert(table), {"id": new_id(), "created_by": by, "created_at": at, **row})
