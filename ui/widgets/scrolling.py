"""A column of widgets that scrolls when it is taller than its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
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


class WholePage(QScrollArea):
    """A page as high as its place, which scrolls only where that is less than the page can do with at all.

    (A plain scroll area gives a page with wrapping text the height that it would like, not the least it needs.)
    """

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(_Holder(page))


class _Holder(QWidget):
    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        page.setParent(self)

    def minimumSizeHint(self) -> QSize:
        layout = self._page.layout()
        if layout is None:
            return self._page.minimumSizeHint()
        least = layout.totalMinimumSize()
        if layout.hasHeightForWidth():
            high = layout.totalMinimumHeightForWidth(max(self.width(), least.width()))
            least.setHeight(max(high, 0))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.resize(self.size())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the least height depends on the width

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


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
