"""Verified backups: a folder that is a store itself, written beside and renamed once it has checked clean."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from models.connection import give_key
from models.errors import BackupFailed, NotWritten
from models.files import DATABASE, sync_folder
from models.keys import Keys


def write_backup(source: Any, key: bytes, keys: Keys, into: Path, name: str) -> Path:
    """Copy an open store (a DB-API connection) into the new folder `into/name` and return that folder.

    The copy is keyed before its first byte is written. Every table's count and every page's seal is
    compared before it gets its name. Raises NotWritten or BackupFailed; a copy that is not whole is thrown
    away.
    """
    target = _unused(into, name)
    part = target.with_name(target.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _copy(source, key, part / DATABASE)
        keys.save(part)
        _sync_file(part / DATABASE)
        sync_folder(part)
        os.replace(part, target)
        sync_folder(into)
    except (OSError, sqlcipher.OperationalError) as e:
        raise NotWritten("backup") from e
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def _unused(into: Path, name: str) -> Path:
    target, number = into / name, 1
    while target.exists():
        number += 1
        target = into / f"{name}-{number}"
    return target


def _copy(source: Any, key: bytes, path: Path) -> None:
    with closing(sqlcipher.connect(str(path), isolation_level=None)) as copy:
        give_key(copy, key)
        source.execute("BEGIN")  # one picture of the source for copying and for counting
        try:
            source.backup(copy)
            wanted = counts(source)
        finally:
            source.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")
        sound = (
            copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            and not copy.execute("PRAGMA cipher_integrity_check").fetchall()
            and not copy.execute("PRAGMA foreign_key_check").fetchall()
        )
        if not sound or counts(copy) != wanted:
            raise BackupFailed


def counts(connection: Any) -> dict[str, int]:
    """How many rows each table holds."""
    tables = [
        r[0]
        for r in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
    ]
    return {t: connection.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}


def _sync_file(path: Path) -> None:
    with open(path, "rb+") as f:
        os.fsync(f.fileno())
