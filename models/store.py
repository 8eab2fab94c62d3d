"""An open store: transactions for any thread, its keys, its health, and closing it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from models.backups import write_backup
from models.connection import make_engine
from models.errors import Closed, Damaged, NotWritten
from models.files import DATABASE
from models.health import Health, check
from models.keys import LEAST, PASSPHRASE, RECOVERY, Cost, Keys, new_code
from models.lock import StoreLock

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DISK = ("disk is full", "disk i/o error", "readonly database", "unable to open database")
_BROKEN = ("malformed", "not a database")
_PATIENCE = 15.0  # seconds that closing waits for transactions in other threads


class Store:
    """Handed out by `models.opening`; every method may be called from any thread."""

    def __init__(self, folder: Path, key: bytes, keys: Keys, lock: StoreLock) -> None:
        self.folder = folder
        self._key, self._keys, self._lock = key, keys, lock
        self._engine = make_engine(folder / DATABASE, key)
        self._writing = threading.RLock()
        self._state = threading.Condition()
        self._active, self._closed = 0, False
        self.checked_whole = (
            True  # False: opening looked only at the head of a large file; `health` looks at all
        )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One unchanging picture of the store for as long as the block lasts."""
        with self._guarded(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction.

        When the block ends without an error it is on the disk; else nothing has happened.
        """
        with self._guarded(), self._writing, self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        from sqlalchemy.exc import DBAPIError

        with self._state:
            if self._closed:
                raise Closed
            self._active += 1
        try:
            yield
        except (DBAPIError, sqlcipher.Error) as e:
            raise _trouble(e) from None
        finally:
            with self._state:
                self._active -= 1
                self._state.notify_all()

    def raw(self, connection: Connection) -> Any:
        """The DB-API connection under an SQLAlchemy one."""
        return connection.connection.driver_connection

    def health(self) -> Health:
        """Check the whole file (about 0.3 s for 36 MB)."""
        with self._guarded(), self._writing:
            borrowed = self._engine.raw_connection()
            try:
                return check(borrowed.driver_connection)
            finally:
                borrowed.close()

    def backup(self, into: Path, now: datetime) -> Path:
        """A verified copy in a new folder under `into`: itself a store, opened by the same secrets."""
        with self._guarded():
            borrowed = self._engine.raw_connection()
            try:
                return write_backup(
                    borrowed.driver_connection,
                    self._key,
                    self._keys,
                    into,
                    f"daymark-backup-{now:%Y-%m-%d-%H%M%S}",
                )
            finally:
                borrowed.close()

    def change_passphrase(self, old: str, new: str, cost: Cost | None = None) -> None:
        """Only the key file is rewritten. Raises WrongSecret where `old` is not the passphrase."""
        with self._guarded(), self._writing:
            self._keys.unwrap(old, PASSPHRASE)
            self._keep(self._keys.with_slot(self._key, new, PASSPHRASE, cost or Cost()))

    def set_passphrase(self, new: str, cost: Cost | None = None) -> None:
        """After opening with the recovery code: a new passphrase without the old one."""
        with self._guarded(), self._writing:
            self._keep(self._keys.with_slot(self._key, new, PASSPHRASE, cost or Cost()))

    def new_recovery_code(self, passphrase: str) -> str:
        """Replace the recovery code; the old paper no longer opens the store."""
        with self._guarded(), self._writing:
            self._keys.unwrap(passphrase, PASSPHRASE)
            code = new_code()
            self._keep(self._keys.with_slot(self._key, code, RECOVERY, LEAST))
            return code

    def _keep(self, keys: Keys) -> None:
        keys.save(self.folder)
        self._keys = keys

    def close(self) -> None:
        """Wait for what is under way, fold the log into the file, and give up the lock.

        Harmless when done twice.
        """
        with self._state:
            if self._closed:
                return
            self._closed = True
            self._state.wait_for(lambda: self._active == 0, _PATIENCE)
        try:
            self._engine.dispose()  # the last connection to close folds the log into the file
        finally:
            self._lock.release()


def _trouble(error: Exception) -> Exception:
    """A disk's refusal or a broken page as our own error.

    Anything else is a fault of the program, as it is.
    """
    said = str(getattr(error, "orig", error)).lower()
    if any(words in said for words in _DISK):
        return NotWritten("store")
    if any(words in said for words in _BROKEN):
        return Damaged("store")
    return error
