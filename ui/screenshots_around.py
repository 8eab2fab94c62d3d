"""Pictures of what is around a child, and of what is asked before something is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

Shots = Iterator[tuple[str, QWidget]]
_SECTIONS = ("people", "genogram", "facts", "sharing")


def around(window: Any, desk: Any, settle: Callable[..., None]) -> Shots:
    """Genogram, key facts and sharing of the child with most people around them."""
    space = window.workspace
    row = max(desk.caseload(), key=lambda each: len(desk.child(each.child_id).network), default=None)
    if row is None:
        return
    space.open_child(row.child_id)
    settle()
    for section in _SECTIONS:
        space.child.open_section(section)
        settle(300)
        yield section, window


def before_printing(window: Any, desk: Any, settle: Callable[..., None]) -> Shots:
    """The question that comes before, of a child around whom somebody is marked; and the page of the child in front."""
    from ui.dialogs.reader import ReaderDialog
    from ui.viewmodels.aroundpaper import people_page
    from ui.viewmodels.printing import calendar_page, read_for

    child = window.workspace.child
    data = child.model.data
    if data is None:
        return
    people = (read_for(desk, people_page(desk.child(row.child_id), desk.today())) for row in desk.caseload())
    asked = next((each for each in people if each.marked), None)
    reading = read_for(desk, calendar_page(data.detail, data.calendar, desk.today()))
    shown = asked or reading
    marked = " ".join(each.heading for each in shown.marked)
    dialog = ReaderDialog(desk, shown)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    dialog.resize(QSize(900, 640))
    dialog.show()
    dialog.reader.setEditText(next((r for r in shown.readers if r.partition(",")[0] not in marked), ""))
    settle(300)
    yield "before-printing", dialog
    dialog.hide()
    dialog.deleteLater()
    child.show_made(reading)
    settle(900)
    yield "preview", window
