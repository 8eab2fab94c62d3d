"""The schema as this program knows it: its number, tables, the triggers that keep history whole, full-text index."""

from __future__ import annotations

from typing import Any

APPLICATION_ID = 0x44594D4B  # "DYMK", in the store's header: an empty or foreign file is told apart by it
SCHEMA = 3

_APPEND_ONLY = ("event_version", "event_note", "record_version")
_SAME = ("type", "at", "planned", "attrs", "milestones", "removed")


def _never(table: str, act: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {table}_never_{act.lower()}d BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )


def _append_only(table: str) -> tuple[str, ...]:
    return tuple(_never(table, act, f"{table} is append only") for act in ("UPDATE", "DELETE"))


def _event_follows(act: str) -> str:
    same = " AND ".join(f"v.{c} = NEW.{c}" for c in _SAME)
    return (
        f"CREATE TRIGGER event_follows_version_on_{act.lower()} BEFORE {act} ON event "
        "WHEN NOT EXISTS (SELECT 1 FROM event_version v WHERE v.event_id = NEW.id AND v.number = NEW.version "
        f"AND {same}) BEGIN SELECT RAISE(ABORT, 'an event says what its version says'); END"
    )


EVENT_TRIGGERS = (
    *_append_only("event_version"),
    *_append_only("event_note"),
    _event_follows("INSERT"),
    _event_follows("UPDATE"),
    _never("event", "DELETE", "an event is removed by a version"),
)
HISTORY_TRIGGERS = _append_only("record_version")
TRIGGERS = (*EVENT_TRIGGERS, *HISTORY_TRIGGERS)
FULL_TEXT = (  # words without case and accents; the texts themselves stay where they are
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE search_word USING fts5vocab(search, row)",
)


def create_schema(connection: Any) -> None:
    """Everything that belongs to `SCHEMA`, in the caller's transaction (of SQLAlchemy)."""
    from models.tables import METADATA

    METADATA.create_all(connection)
    for statement in (*TRIGGERS, *FULL_TEXT):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
