"""Answering the question that comes before something is printed."""

from __future__ import annotations

from typing import Any

from ui import tasks
from ui.dialogs.reader import ReaderDialog


def asked(qtbot: Any, screen: Any) -> ReaderDialog:
    """The dialog that asks who a page is for."""
    tasks.wait_all(qtbot)
    open_now = [d for d in screen.findChildren(ReaderDialog) if d.isVisible()]
    assert len(open_now) == 1, "nothing was asked before printing"
    return open_now[0]


def print_for_the_file(qtbot: Any, screen: Any) -> None:
    """Go on without naming a reader: everything marked is left out."""
    asked(qtbot, screen).save()
    tasks.wait_all(qtbot)
    with qtbot.waitActive(screen):
        screen.activateWindow()
