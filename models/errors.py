"""What can be wrong with a store, told apart. The use cases put these into calm words."""

from __future__ import annotations


class StoreError(Exception):
    """Base of every known trouble with a store; carries no contents of a record."""


class Missing(StoreError):
    """There is no store in the folder."""


class Exists(StoreError):
    """The folder already holds a store (or a part of one)."""


class Empty(StoreError):
    """The store's file has no bytes, or was never finished."""


class Damaged(StoreError):
    """The store's file was cut, or some of its bytes have changed."""


class KeysDamaged(StoreError):
    """`keys.json` is missing, cannot be read, was changed, or belongs to another store."""


class WrongSecret(StoreError):
    """The passphrase or recovery code opens no slot of the key file."""


class Newer(StoreError):
    """The store was written by a later version of the program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found}, this program knows {known}")
        self.found, self.known = found, known


class InUse(StoreError):
    """Another program holds the store.

    `holder` says who (user@host), `pid` and `since` which and since when.
    """

    def __init__(self, holder: str = "", pid: int = 0, since: str = "") -> None:
        super().__init__("in use")
        self.holder, self.pid, self.since = holder, pid, since


class Closed(StoreError):
    """The store has been closed in this program."""


class NotWritten(StoreError):
    """The disk refused: full, read-only, or gone. Nothing was half-written."""


class MigrationFailed(StoreError):
    """A step could not be carried out and was taken back whole; the store is as it was."""


class BackupFailed(StoreError):
    """A backup was written but did not check clean; it was thrown away."""
