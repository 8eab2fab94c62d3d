"""A column of widgets that scrolls when it is taller than its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme


class ScrollColumn(QScrollArea):
    """`column` is the layout to fill; it scrolls sideways only where a control cannot be narrower."""

    def __init__(self, name: str = "", *, margin: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if name:
            self.setAccessibleName(name)
        self.page = QWidget()
        self.page.setProperty("role", "page")
        self.column = QVBoxLayout(self.page)
        space = theme.current().space(margin)
        self.column.setContentsMargins(space, space, space, space)
        self.column.setSpacing(theme.current().space(3))
        self.setWidget(self.page)

    def clear(self) -> None:
        empty(self.column)

    def focus_into_view(self, widget: QWidget) -> None:
        self.ensureWidgetVisible(widget, 0, theme.current().space(4))


def empty(layout: QLayout) -> None:
    """Remove everything from a layout; what was there goes when the event loop comes round."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        below = item.layout()
        if below is not None:
            empty(below)
