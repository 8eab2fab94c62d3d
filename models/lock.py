"""One program on one store at a time.

The lock is the operating system's own, so it ends with the process however that ends. The file's text only
says who holds it; text left behind by a process that died is overwritten by the next to open.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models.errors import InUse, NotWritten

_FAR = 1 << 30  # Windows locks bytes against reading as well: lock one far beyond the text


def _grab(handle: BinaryIO) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            handle.seek(_FAR)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"


class StoreLock:
    """Held from `StoreLock(path, now)` until `release()`; raises `InUse` where another holds it."""

    def __init__(self, path: Path, now: datetime) -> None:
        try:
            # "a+b" makes the file where it is missing and never cuts the text of whoever holds it
            self._handle: BinaryIO | None = open(path, "a+b")  # noqa: SIM115 - held open: it is the lock
        except OSError as e:
            raise NotWritten("lock file") from e
        if not _grab(self._handle):
            self._handle.close()
            raise _holder(path)
        self._say(
            {
                "holder": f"{_user()}@{platform.node()}",
                "pid": os.getpid(),
                "since": now.isoformat(timespec="minutes"),
            }
        )

    def _say(self, who: dict[str, object] | None) -> None:
        assert self._handle is not None
        try:
            self._handle.truncate(0)
            if who:
                self._handle.write(json.dumps(who).encode())
            self._handle.flush()
        except OSError:
            pass  # the text is a courtesy; the lock itself is held

    def release(self) -> None:
        """Give it up; harmless when done twice."""
        if self._handle is not None:
            self._say(None)
            self._handle.close()
            self._handle = None


def _holder(path: Path) -> InUse:
    try:
        who = json.loads(path.read_bytes()[:4096])
        return InUse(str(who["holder"])[:200], int(who["pid"]), str(who["since"])[:40])
    except (OSError, ValueError, KeyError, TypeError):
        return InUse()
