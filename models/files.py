"""Names of a store's files, and writing a small file so that it is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

DATABASE = "daymark.db"
KEYS = "keys.json"
LOCK = "daymark.lock"
BACKUPS = "backups"


def write_atomic(path: Path, data: bytes) -> None:
    """Replace `path` by `data`.

    After a crash at any moment it holds the old bytes or the new, never a mixture.
    """
    part = path.with_name(path.name + ".new")
    with open(part, "wb") as f:
        f.write(data)
        f.flush()
        os.fsync(f.fileno())
    os.replace(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Ask the disk to keep a folder's entries (a new or renamed file); not possible on Windows."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def uri(path: Path, options: str) -> str:
    """An SQLite address for `path` with `options`; characters such as `?` and `#` in names are escaped."""
    name = path.absolute().as_posix()
    return f"file://{quote(name if name.startswith('/') else '/' + name, safe='/:')}?{options}"
