"""Tab goes as the eye does: down and across what is shown, whatever was added when.

Qt goes by the order in which widgets were made, which is another one wherever a page fills itself later. A window
answers `focusNextPrevChild` with `step`.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox)  # their parts are no stops of their own


def stops(top: QWidget) -> list[QWidget]:
    """What takes the keyboard in a window, in the order of reading."""
    found: list[QWidget] = []
    _collect(top, found)
    return found


def step(top: QWidget, forward: bool) -> bool:
    """Give the keyboard to the next stop, or the one before; at the end it begins anew."""
    order = stops(top)
    if not order:
        return False
    now = QApplication.focusWidget()
    while now is not None and now not in order and now is not top:
        near = stops(now)
        if near:  # what had the keyboard has gone: stay close by
            order, now = near, None
            break
        now = now.parentWidget()
    if now in order:
        place = (order.index(now) + (1 if forward else -1)) % len(order)
    else:
        place = 0 if forward else -1
    target = order[place]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _show(target)
    return True


def _show(widget: QWidget) -> None:
    """Scroll to it, in every area that it lies in."""
    inside = widget.parentWidget()
    while inside is not None:
        if isinstance(inside, QScrollArea):
            inside.ensureWidgetVisible(widget, 0, widget.fontMetrics().height())
        inside = inside.parentWidget()


def _collect(widget: QWidget, found: list[QWidget]) -> None:
    for child in _read(_children(widget)):
        if _stops(child):
            found.append(child)
        if not isinstance(child, _WHOLE):
            _collect(child, found)


def _children(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QStackedWidget):
        page = widget.currentWidget()
        return [page] if page is not None and page.isVisible() else []
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and child.isEnabled() and not child.isWindow()
    ]


def _stops(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if isinstance(widget, QAbstractButton):
        return _of_its_group(widget) and (takes or widget.isChecked())
    return takes and not isinstance(widget, QScrollBar | QHeaderView)


def _of_its_group(button: QAbstractButton) -> bool:
    """Of buttons that exclude each other, one is a stop: the one chosen, else the first; arrows go to the others."""
    group = button.group()
    if group is None or not group.exclusive() or not button.isCheckable():
        return True
    chosen = group.checkedButton()
    if chosen is not None and chosen.isVisible() and chosen.isEnabled():
        return chosen is button
    return button is next((each for each in group.buttons() if each.isVisible() and each.isEnabled()), button)


def _read(widgets: list[QWidget]) -> list[QWidget]:
    """From the top down; what stands side by side from the left."""
    rows: list[list[QWidget]] = []
    low = -1
    for widget in sorted(widgets, key=lambda each: (each.y(), each.x())):
        middle = widget.geometry().center()
        if rows and (widget.y() < low and not _beneath(middle, rows[-1])):
            rows[-1].append(widget)
            low = max(low, widget.geometry().bottom())
        else:
            rows.append([widget])
            low = widget.geometry().bottom()
    return [widget for row in rows for widget in sorted(row, key=lambda each: each.x())]


def _beneath(point: QPoint, row: list[QWidget]) -> bool:
    """Whether it lies below one of the row, in the same place across: then it is no neighbour of it."""
    return any(
        each.geometry().left() <= point.x() <= each.geometry().right()
        and point.y() > each.geometry().bottom()
        for each in row
    )


class InOrder:
    """For a window or dialog, before its class of Qt: Tab goes as the eye does."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # Qt's own name
        return step(self, forward)  # type: ignore[arg-type]
