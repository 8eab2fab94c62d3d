"""Old stores open for ever: numbered steps, each one transaction, after a verified encrypted backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from models.backups import counts, write_backup
from models.connection import connect
from models.errors import Damaged, MigrationFailed, NotWritten
from models.files import BACKUPS, DATABASE
from models.health import check
from models.keys import Keys


@dataclass(frozen=True, slots=True)
class Step:
    """Brings a store from schema `to - 1` to `to`. `adds` names tables whose row counts it may change."""

    to: int
    run: Callable[[Any, datetime], None]  # a DB-API connection inside a transaction, foreign keys off
    adds: frozenset[str] = frozenset()


def all_steps() -> tuple[Step, ...]:
    """Every step, oldest first."""
    from models.migrations import case_record, history

    return (Step(2, history.run, frozenset({"record_version"})), Step(3, case_record.run))


def migrate(
    folder: Path, key: bytes, keys: Keys, found: int, now: datetime, steps: Sequence[Step] | None = None
) -> None:
    """Back up, then take each step from schema `found` on. Raises MigrationFailed with the store as it was.

    `steps` is given by tests only.
    """
    try:
        with closing(connect(folder / DATABASE, key, foreign_keys=False)) as connection:
            write_backup(
                connection, key, keys, folder / BACKUPS, f"before-schema-{found + 1}-{now:%Y-%m-%d-%H%M%S}"
            )
            for step in steps or all_steps():
                if step.to > found:
                    _take(connection, step, now)
            if not check(connection).sound:
                raise Damaged("after migration")
    except sqlcipher.OperationalError as e:
        raise NotWritten(DATABASE) from e


def _take(connection: Any, step: Step, now: datetime) -> None:
    """One step, whole or not at all: rows that it should leave alone are counted, references are checked."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = counts(connection)
        step.run(connection, now)
        after = counts(connection)
        lost = [t for t, n in before.items() if t not in step.adds and after.get(t) != n]
        if lost or connection.execute("PRAGMA foreign_key_check").fetchall():
            raise MigrationFailed(f"step {step.to}")
        connection.execute(f"PRAGMA user_version = {step.to}")
        connection.execute("COMMIT")
    except BaseException as e:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(e, MigrationFailed) or not isinstance(e, Exception):
            raise
        raise MigrationFailed(f"step {step.to}") from e
