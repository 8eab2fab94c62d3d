"""Keyed connections to a store's file, and the engine that hands them out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

_SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL loses acknowledged commits in a power cut
    "checkpoint_fullfsync = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "recursive_triggers = ON",  # so that REPLACE cannot slip past the append-only triggers
    "temp_store = MEMORY",  # nothing is sorted in a file
)


def give_key(connection: Any, key: bytes) -> None:
    """Key a fresh connection, quietly: SQLCipher's own log would go to standard error."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def connect(path: Path, key: bytes, *, foreign_keys: bool = True) -> Any:
    """A DB-API connection for reading and writing, with every safety on; for any thread, one at a time."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=10)
    try:
        give_key(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytes, *, foreign_keys: bool = True) -> Any:
    """An SQLAlchemy engine. Transactions of `execution_options(writes=True)` begin IMMEDIATE, others read."""
    from sqlalchemy import create_engine, event, pool

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, foreign_keys=foreign_keys),
        poolclass=pool.QueuePool,
        pool_size=4,
        max_overflow=28,
        hide_parameters=True,
    )

    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine
