"""The store's troubles in calm words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from models import errors as store
from services.usecases.errors import (
    AppError,
    DiskTrouble,
    KeysDamaged,
    NotMigrated,
    StoreClosed,
    StoreDamaged,
    StoreEmpty,
    StoreExists,
    StoreInUse,
    StoreMissing,
    StoreNewer,
    WrongPassphrase,
)

_WORDS: dict[type[store.StoreError], type[AppError]] = {
    store.Missing: StoreMissing,
    store.Exists: StoreExists,
    store.Empty: StoreEmpty,
    store.Damaged: StoreDamaged,
    store.KeysDamaged: KeysDamaged,
    store.WrongSecret: WrongPassphrase,
    store.Newer: StoreNewer,
    store.Closed: StoreClosed,
    store.NotWritten: DiskTrouble,
    store.MigrationFailed: NotMigrated,
}


@contextmanager
def known() -> Iterator[None]:
    """Turn a store's trouble into the AppError that says it; anything else passes as the fault it is."""
    try:
        yield
    except store.StoreError as error:
        raise in_words(error) from error


def in_words(error: store.StoreError) -> AppError:
    if isinstance(error, store.InUse):
        return _in_use(error)
    if isinstance(error, store.WrongSecret) and str(error) == "recovery":
        return WrongPassphrase(
            "That recovery code does not open this store.", "Check each group of five against the paper."
        )
    if isinstance(error, store.BackupFailed):
        return DiskTrouble(
            "The backup did not check clean, so it was thrown away.", "Choose another disk and try again."
        )
    return _WORDS[type(error)]()


def _in_use(error: store.InUse) -> StoreInUse:
    if not error.holder:
        return StoreInUse()
    since = error.since.replace("T", " at ")
    return StoreInUse(
        f"This store is already open: {error.holder} has had it open since {since} (process {error.pid})."
    )
