"""What happens when the program itself is at fault: a report without names or contents, and calm words.

The report holds the kind of error and the places in the program; never an error's message, a variable or a file's name
outside the program, since any of these can carry something of a record.
"""

from __future__ import annotations

import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion

ROOT = Path(__file__).resolve().parent.parent
KEPT = 20  # reports


class Reporter(QObject):
    """Takes what nobody caught, on any thread, and tells the interface's thread where the report lies."""

    crashed = Signal(str)  # the report's file, or "" where none could be written
    _caught = Signal(str)

    def __init__(self, folder: Path, version: str, now: Callable[[], datetime] = datetime.now) -> None:
        super().__init__()
        self.folder = folder
        self.version = version
        self._now = now
        self._caught.connect(self.crashed, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def caught(
        self, kind: type[BaseException], value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, value or kind(), trace)
            return
        text = report(kind, value, trace, self.version, self._now())
        print(text, file=sys.stderr)
        self._caught.emit(self._write(text))

    def _write(self, text: str) -> str:
        file = self.folder / f"report-{self._now():%Y%m%d-%H%M%S-%f}.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            for old in sorted(self.folder.glob("report-*.txt"))[:-KEPT]:
                old.unlink()
        except OSError:
            return ""
        return str(file)


def report(
    kind: type[BaseException],
    value: BaseException | None,
    trace: TracebackType | None,
    version: str,
    now: datetime,
) -> str:
    """The text of a report: versions, then for the error and each that led to it, its kind and places."""
    lines = [
        "Daymark met a fault of its own. This report holds no names and nothing of any record.",
        f"Daymark {version or 'unknown'}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        f"{now:%Y-%m-%d %H:%M}",
        "",
    ]
    seen: set[int] = set()
    error: BaseException | None = value
    lines += _one(kind, trace)
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        error = error.__cause__ or error.__context__
        if error is not None:
            lines += ["after", *_one(type(error), error.__traceback__)]
    return "\n".join(lines) + "\n"


def _one(kind: type[BaseException], trace: TracebackType | None) -> list[str]:
    places = [
        f"  {_place(frame.f_code.co_filename)}:{number} in {frame.f_code.co_name}"
        for frame, number in traceback.walk_tb(trace)
    ]
    return [f"{kind.__module__}.{kind.__qualname__}", *places]


def _place(file: str) -> str:
    """A path inside the program; of anything else only the last two parts."""
    path = Path(file)
    if path.is_relative_to(ROOT) and ".venv" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    return os.sep.join(path.parts[-2:])
