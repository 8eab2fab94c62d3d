"""How the program answers where it was started from: exit codes, one line an error. Imports nothing at all.

The window opens through this file, so that it can paint before anything else is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

VERSION = "0.1.0"
DONE, FAILED, WRONG = 0, 1, 2


def can_show() -> bool:
    """Whether a window can be opened here: on Linux that needs a display."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def tell(lines: Sequence[str]) -> None:
    for line in lines:
        print(line.replace("\n", " "), file=sys.stderr)


def written_out(work: Callable[[], int]) -> int:
    """Do the work and write out what it said, so that a full disk is known while it can still be told."""
    try:
        return work()
    finally:
        _flush()


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def give_up() -> None:
    """Where the output cannot be written, let the rest of it go nowhere: Python would try once more at its end."""
    try:
        _flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def plain_failure(bad: BaseException) -> str:
    """An unexpected error in one line, without the contents of a record."""
    from services.usecases.errors import AppError

    if isinstance(bad, AppError):
        return str(bad)
    what = bad.strerror if isinstance(bad, OSError) and bad.strerror else type(bad).__name__
    return f"Daymark could not finish: {what}. Run it again with --debug for the details."
