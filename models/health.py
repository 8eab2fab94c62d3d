"""Whether a store's file is sound.

Looked at from outside without touching a byte, or checked while it is open.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from models.connection import give_key
from models.errors import Damaged, Empty, KeysDamaged, Newer
from models.files import DATABASE, uri
from models.keys import KEY_BYTES
from models.schema import APPLICATION_ID, SCHEMA

WHOLE_CHECK = 64 * 1024 * 1024  # bytes: a store up to this size is checked whole each time it is opened
_NO_LOCKS = "win32-none" if os.name == "nt" else "unix-none"


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found; `troubles` is empty where all is well. Page numbers only, never contents."""

    troubles: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return not self.troubles


def inspect(folder: Path, key: bytes, *, whole_up_to: int = WHOLE_CHECK) -> int:
    """The schema number of the store in `folder`, found without changing any file.

    Raises Empty, Damaged, KeysDamaged (the key is another store's) or Newer. The caller holds the lock, so
    the file is read without SQLite's own locks; a write-ahead log left by a crash is read too, in memory.
    """
    path = folder / DATABASE
    size = path.stat().st_size
    log = path.with_name(path.name + "-wal")
    crashed = log.exists() and log.stat().st_size > 0
    if size == 0:
        raise Empty(DATABASE)
    _compare_header(path, key, crashed)
    options = f"mode=ro&vfs={_NO_LOCKS}" if crashed else "immutable=1"
    try:
        with closing(sqlcipher.connect(uri(path, options), uri=True, isolation_level=None)) as c:
            give_key(c, key)
            if crashed:
                c.execute("PRAGMA locking_mode = EXCLUSIVE")  # the log's index stays in memory
            schema = _identity(c)
            _compare_length(c, size, crashed)
            if size <= whole_up_to:
                _whole(c, crashed)
    except sqlcipher.DatabaseError as e:
        raise Damaged("cannot be read") from e
    return schema


def _compare_header(path: Path, key: bytes, crashed: bool) -> None:
    """The file starts with the salt that belongs to the key: tell a foreign key file from a damaged store."""
    with open(path, "rb") as f:
        header = f.read(len(key) - KEY_BYTES)
    if header == key[KEY_BYTES:]:
        return
    try:
        with closing(sqlcipher.connect(uri(path, "immutable=1"), uri=True, isolation_level=None)) as c:
            give_key(c, key)
            c.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        if len(header) < len(key) - KEY_BYTES or not any(header) or crashed:
            raise Damaged("header") from None
        raise KeysDamaged("header of another store, or a damaged one") from None
    raise Damaged("salt")


def _identity(c: Any) -> int:
    found = c.execute("PRAGMA application_id").fetchone()[0]
    schema = int(c.execute("PRAGMA user_version").fetchone()[0])
    if found == 0 and schema == 0:
        raise Empty("no schema")
    if found != APPLICATION_ID or schema < 1:
        raise Damaged("not a Daymark store")
    if schema > SCHEMA:
        raise Newer(schema, SCHEMA)
    return schema


def _compare_length(c: Any, size: int, crashed: bool) -> None:
    pages, page = (c.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    if not crashed and size != int(pages) * int(page):
        raise Damaged("length")


def _whole(c: Any, crashed: bool) -> None:
    """Every page's seal where the file is at rest; after a crash, a reading through the log."""
    bad = (
        [r for r in c.execute("PRAGMA quick_check").fetchall() if r != ("ok",)]
        if crashed
        else c.execute("PRAGMA cipher_integrity_check").fetchall()
    )
    if bad:
        raise Damaged(f"{len(bad)} pages")


def check(connection: Any) -> Health:
    """A whole check of an open store (a DB-API connection): pages, structure, foreign keys."""
    try:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        troubles = [f"structure: {r[0]}" for r in connection.execute("PRAGMA quick_check") if r != ("ok",)]
        if not busy:  # a page that is still only in the log looks broken in the file
            troubles += [f"seal: {r[0]}" for r in connection.execute("PRAGMA cipher_integrity_check")]
        troubles += [f"reference in {r[0]}" for r in connection.execute("PRAGMA foreign_key_check")]
    except sqlcipher.DatabaseError:
        return Health(("the file cannot be read",))
    return Health(tuple(troubles))
