"""A store for each test: made once with the least cost that a key file may ask for, then copied."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models import keys as keyfile
from models.files import LOCK
from models.keys import LEAST
from models.lock import StoreLock
from models.opening import create, open_with_key
from models.store import Store

NOW = datetime(2026, 3, 20, 9, 30)
PASSPHRASE = "calm rivers carry 7 boats"


class Made:
    """A closed store on disk, with all that opens it."""

    def __init__(self, folder: Path, key: bytes, code: str) -> None:
        self.folder, self.key, self.code = folder, key, code

    def open(self) -> Store:
        lock = StoreLock(self.folder / LOCK, NOW)
        try:
            return open_with_key(self.folder, self.key, keyfile.load(self.folder), lock, NOW)
        except BaseException:
            lock.release()
            raise


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("template") / "store"
    store, code = create(folder, PASSPHRASE, NOW, LEAST)
    store.close()
    return Made(folder, keyfile.load(folder).unwrap(PASSPHRASE), code)


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    folder = tmp_path / "store"
    shutil.copytree(template.folder, folder)
    return Made(folder, template.key, template.code)


@pytest.fixture
def store(made: Made) -> Iterator[Store]:
    opened = made.open()
    yield opened
    opened.close()


def picture(folder: Path) -> dict[str, str]:
    """A digest of every file under `folder`, the lock's text aside."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != LOCK
    }
