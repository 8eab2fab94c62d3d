"""Tab goes as the eye does: down and across what is shown, whatever was added when.

Qt goes by the order in which widgets were made, which is another one wherever a page fills itself later. A window
answers `focusNextPrevChild` with `step`.

Only what this program has made itself is looked into. The containers that Qt makes (the viewport of a scroll area, the
pages of a tab widget) are passed over by asking for what they hold: a wrapper of theirs that comes and goes would make
Python believe that what lies in them has gone as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSplitterHandle,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QWidget,
)

_WHOLE = (QAbstractButton, QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QTabBar)


@dataclass(slots=True)
class _Walk:
    """The stops in the order of reading, where each container's begin and end, and what each lies scrolled in."""

    stops: list[QWidget] = field(default_factory=list)
    spans: list[tuple[QWidget, int, int]] = field(default_factory=list)
    areas: list[tuple[QScrollArea, ...]] = field(default_factory=list)


def stops(top: QWidget) -> list[QWidget]:
    """What takes the keyboard in a window, in the order of reading."""
    return _walk(top).stops


def step(top: QWidget, forward: bool) -> bool:
    """Give the keyboard to the next stop, or the one before; at the end it begins anew."""
    found = _walk(top)
    if not found.stops:
        return False
    place = _next(found, QApplication.focusWidget(), forward)
    target = found.stops[place]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    for area in found.areas[place]:
        area.ensureWidgetVisible(target, 0, target.fontMetrics().height())
    return True


def _next(found: _Walk, now: QWidget | None, forward: bool) -> int:
    number = len(found.stops)
    if now is None:
        return 0 if forward else number - 1
    here = [place for place, each in enumerate(found.stops) if each is now]
    here = here or [place for place, each in enumerate(found.stops) if each.isAncestorOf(now)]
    if here:
        return (here[-1] + (1 if forward else -1)) % number
    near = [
        (end - start, start, end) for box, start, end in found.spans if end > start and box.isAncestorOf(now)
    ]
    if not near:
        return 0 if forward else number - 1
    _, start, end = min(near)  # what had the keyboard has gone: stay close by
    return start if forward else end - 1


def _walk(top: QWidget) -> _Walk:
    found = _Walk()
    _look(top, (), found)
    return found


def _look(widget: QWidget, areas: tuple[QScrollArea, ...], found: _Walk) -> None:
    start = len(found.stops)
    shown = [each for each in _held(widget) if each.isVisible() and each.isEnabled()]
    for child in _read(shown):
        if _stops(child):
            found.stops.append(child)
            found.areas.append(areas)
        if isinstance(child, QScrollArea):
            _look(child, (*areas, child), found)
        elif not isinstance(child, _WHOLE):
            _look(child, areas, found)
    found.spans.append((widget, start, len(found.stops)))


def _held(widget: QWidget) -> list[QWidget]:
    """What a container holds and shows."""
    if isinstance(widget, QMainWindow):
        return [widget.centralWidget()]
    if isinstance(widget, QTabWidget):
        return [each for each in (widget.tabBar(), widget.currentWidget()) if each is not None]
    if isinstance(widget, QStackedWidget):
        return [each for each in (widget.currentWidget(),) if each is not None]
    if isinstance(widget, QScrollArea):
        return [each for each in (widget.widget(),) if each is not None]
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and not isinstance(child, QSplitterHandle) and not child.isWindow()
    ]


def _stops(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if isinstance(widget, QAbstractButton):
        return _of_its_group(widget) and (takes or (widget.isCheckable() and widget.isChecked()))
    return takes


def _of_its_group(button: QAbstractButton) -> bool:
    """Of buttons that exclude each other, one is a stop: the one chosen, else the first; arrows go to the others."""
    group = button.group()
    if not group or not group.exclusive() or not button.isCheckable():
        return True
    chosen = group.checkedButton()
    if chosen and chosen.isVisible() and chosen.isEnabled():
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
        try:
            return step(self, forward)  # type: ignore[arg-type]
        except RuntimeError:  # a widget has gone at this moment: Qt's own order will do
            return bool(super().focusNextPrevChild(forward))  # type: ignore[misc]
