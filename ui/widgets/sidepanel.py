"""What stands beside the calendar, the agenda and the record: a day, a deadline's reasons, or an event."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QSplitter, QSplitterHandle, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.actionpanel import ActionPanel
from ui.widgets.daypanel import DayPanel
from ui.widgets.eventpanel import EventPanel
from ui.widgets.roles import frame, label
from ui.widgets.whypanel import WhyPanel


class QuietSplitter(QSplitter):
    """A splitter whose handle is only space."""

    def createHandle(self) -> QSplitterHandle:
        return _QuietHandle(self.orientation(), self)


class _QuietHandle(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        event.accept()


class SidePanel(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DayPanel()
        self.why = WhyPanel()
        self.event_panel = EventPanel()
        self.action = ActionPanel()
        self.nothing = QWidget()
        column = QVBoxLayout(self.nothing)
        space = theme.current().space(4)
        column.setContentsMargins(space, space, space, space)
        hint = "Choose a line to see why it has that date, and what can be done about it."
        column.addWidget(label(hint, "quiet", wrap=True))
        column.addStretch(1)
        self.stack = QStackedWidget()
        for page in (self.nothing, self.day, self.why, self.event_panel, self.action):
            self.stack.addWidget(page)
        self.card: QFrame = frame("card")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.stack)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.card)

    def turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)

    def focus_in(self) -> None:
        """Bring the keyboard to the first control of what is shown."""
        page = self.stack.currentWidget()
        if page is self.day:
            (self.day.list if self.day.list.isVisibleTo(self) else self.day.add).setFocus()
            return
        for widget in page.findChildren(QWidget):
            if (
                widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.isVisibleTo(page)
                and widget.isEnabled()
            ):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return
