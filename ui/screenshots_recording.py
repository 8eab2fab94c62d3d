"""Pictures of recording: one line that says all, the record read in full, and the actions that came out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

Shots = Iterator[tuple[str, QWidget]]


def recording(window: Any, desk: Any, settle: Callable[..., None]) -> Shots:
    """The record and the actions of the child whose last visit says most, and quick entry for it."""
    from ui.dialogs.quick import QuickDialog

    space = window.workspace
    rows = desk.caseload()
    row, visit = max(
        ((each, _told(desk, each)) for each in rows), key=lambda pair: pair[1][0], default=(None, (0, ""))
    )
    if row is None:
        return
    space.open_child(row.child_id)
    settle()
    for section in ("record", "actions"):
        space.child.open_section(section)
        if section == "record" and visit[1]:
            space.child.show_key(f"event:{visit[1]}")
        settle(400)
        yield section, window
    dialog = QuickDialog(desk, [(each.child_id, each.name) for each in rows])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    dialog.resize(QSize(900, 520))
    dialog.show()
    dialog.line.setText(f"{row.name.split()[0][:3].lower()} visit alone yesterday 3pm")
    settle(400)
    yield "quick-entry", dialog
    dialog.hide()
    dialog.deleteLater()


def _told(desk: Any, row: Any) -> tuple[int, str]:
    """How many headings the fullest of a child's visits has, and its id."""
    visits = [e for e in desk.calendar(row.child_id).events if e.type == "visit" and e.notes]
    return max(((len(e.notes), e.id) for e in visits), default=(0, ""))
