"""Making a store, opening one, and closing it: the only way to its contents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from models import keys as keyfile
from models.connection import connect, make_engine
from models.errors import Damaged, Empty, Exists, Missing, NotWritten
from models.files import DATABASE, KEYS, LOCK, sync_folder
from models.health import WHOLE_CHECK, inspect
from models.keys import PASSPHRASE, Cost
from models.lock import StoreLock
from models.migrations import migrate
from models.schema import SCHEMA, create_schema
from models.store import Store

Clock = Callable[[], datetime]


def create(
    folder: Path,
    passphrase: str,
    now: datetime,
    cost: Cost | None = None,
    fill: Callable[[Any], None] | None = None,
) -> tuple[Store, str]:
    """Make a store in `folder` (made if missing) and open it; the text is the recovery code to print.

    `fill` writes the first rows in the same transaction as the tables, so that no store is there without them.
    Raises Exists, InUse, NotWritten. A making that was cut short leaves nothing that a second try trips over.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as e:
        raise NotWritten("folder") from e
    if not _free(folder):
        raise Exists(DATABASE)
    lock = StoreLock(folder / LOCK, now)
    try:
        if not _free(folder):
            raise Exists(DATABASE)
        keys, key, code = keyfile.make(passphrase, cost or Cost())
        _write_new(folder, keys, key, fill)
        return Store(folder, key, keys, lock), code
    except BaseException:
        lock.release()
        raise


def _free(folder: Path) -> bool:
    """No store, and no key file either, unless it is what an unfinished making left beside its own file."""
    if (folder / DATABASE).exists():
        return False
    return not (folder / KEYS).exists() or _part(folder).exists()


def _part(folder: Path) -> Path:
    return folder / (DATABASE + ".new")


def _write_new(folder: Path, keys: keyfile.Keys, key: bytes, fill: Callable[[Any], None] | None) -> None:
    part = _part(folder)
    with _disk(DATABASE):
        for old in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            old.unlink(missing_ok=True)
        engine = make_engine(part, key)
        try:
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                create_schema(connection)
                if fill:
                    fill(connection)
        finally:
            engine.dispose()
        keys.save(folder)
        os.replace(part, folder / DATABASE)
        sync_folder(folder)


@contextmanager
def _disk(what: str) -> Iterator[None]:
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except (OSError, OperationalError, sqlcipher.OperationalError) as e:
        raise NotWritten(what) from e


def unlock(
    folder: Path,
    secret: str,
    now: datetime,
    kind: str = PASSPHRASE,
    *,
    migration_steps: Any = None,
) -> Store:
    """Open the store in `folder` with a passphrase or recovery code.

    Raises Missing, Empty, InUse, KeysDamaged, WrongSecret, Damaged, Newer: in each case not a byte of the
    folder has changed (the lock file's text aside). An older store is backed up and brought up to date
    first.
    """
    _look(folder)
    lock = StoreLock(folder / LOCK, now)
    try:
        keys = keyfile.load(folder)
        key = keys.unwrap(secret, kind)
        return open_with_key(folder, key, keys, lock, now, migration_steps)
    except BaseException:
        lock.release()
        raise


def _look(folder: Path) -> None:
    path = folder / DATABASE
    try:
        if not path.is_file():
            raise Missing(DATABASE)
        if path.stat().st_size == 0:
            raise Empty(DATABASE)
    except OSError as e:
        raise Missing(DATABASE) from e


def open_with_key(
    folder: Path, key: bytes, keys: keyfile.Keys, lock: StoreLock, now: datetime, migration_steps: Any = None
) -> Store:
    """The rest of `unlock`, once the data key is known."""
    try:
        found = inspect(folder, key)
    except PermissionError as e:
        raise NotWritten("permission") from e
    except OSError as e:
        raise Damaged("cannot be read") from e
    if found < SCHEMA:
        migrate(folder, key, keys, found, now, migration_steps)
    try:
        with closing(connect(folder / DATABASE, key)):
            pass  # the first writing connection replays a log that a crash left
    except sqlcipher.OperationalError as e:
        raise NotWritten(DATABASE) from e
    except sqlcipher.DatabaseError as e:
        raise Damaged(DATABASE) from e
    store = Store(folder, key, keys, lock)
    store.checked_whole = (folder / DATABASE).stat().st_size <= WHOLE_CHECK
    return store
