"""A day that may be empty, typed or chosen from a calendar that drops down; and a time of the same kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.viewmodels.moments import (
    EARLIEST,
    LATEST,
    Unreadable,
    day_of,
    day_text,
    joined,
    parse_day,
    parse_moment,
    parse_time,
)
from ui.widgets.roles import button, icon_button, mark_invalid


class _Typed(QWidget):
    """A line that is read when one leaves it; `trouble` holds the advice while it cannot be read."""

    changed = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trouble = ""
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.editingFinished.connect(self.read)
        self.line.textEdited.connect(self._edited)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(2)
        self.row.addWidget(self.line)

    def _wide(self, sample: str) -> None:
        self.line.setMinimumWidth(self.line.fontMetrics().horizontalAdvance(sample) + 28)

    def _edited(self, text: str) -> None:
        """While typing only what can be read counts; it is refused when one leaves."""
        self._take(text, final=False)

    def read(self) -> None:
        self._take(self.line.text(), final=True)

    def _take(self, text: str, *, final: bool) -> None:
        raise LookupError(text)

    def _trouble(self, advice: str) -> None:
        mark_invalid(self.line, bool(advice))
        self.line.setToolTip(advice)
        self.trouble = advice


class OptionalDateEdit(_Typed):
    """`day` is a date or None.

    Up and Down move by a day, PageUp and PageDown by a week; F4 or Alt+Down opens the calendar. Where it asks for
    what is `past`, a weekday by itself is the last one.
    """

    timed = Signal(object)  # a time was typed with the day

    def __init__(
        self,
        name: str,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        optional: bool = True,
        past: bool = False,
    ) -> None:
        super().__init__(name, "No date" if optional else "Day", parent)
        self._today = today
        self.past = past
        self.takes_time = False
        self._day: date | None = None
        self._optional = optional
        self._popup: _CalendarPopup | None = None
        self._wide("Wed 30 Sep 2026 ")
        self.line.installEventFilter(self)
        self.open_button = icon_button(
            "calendar", f"{name}: choose from a calendar", "Choose from a calendar (F4)"
        )
        self.open_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.open_button.clicked.connect(self.open_calendar)
        self.row.addWidget(self.open_button)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wide("Wed 30 Sep 2026 ")
        super().changeEvent(event)

    @property
    def day(self) -> date | None:
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a day without announcing it."""
        self._day = day
        self._trouble("")
        self.line.setText(day_text(day) if day else "")

    def _take(self, text: str, *, final: bool) -> None:
        both = parse_moment(text, self._today(), past=self.past) if final and self.takes_time else None
        try:
            day = both[0] if both else parse_day(text, self._today(), past=self.past)
        except Unreadable as advice:
            if final:
                self._trouble(str(advice))
                self._day = None
                self.changed.emit()
            return
        told = day != self._day or bool(self.trouble)
        if final:
            self.set_day(day)
        else:
            self._day = day
            self._trouble("")
        if both:
            self.timed.emit(both[1])
        if told or both:
            self.changed.emit()

    def choose(self, day: date | None) -> None:
        """As if it had been typed."""
        self.set_day(day)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
                self.open_calendar()
                return True
            if event.key() in steps and not alt:
                self.read()
                if not self.trouble:
                    step = timedelta(days=steps[Qt.Key(event.key())])
                    self.choose(max(EARLIEST, min(LATEST, self._day + step)) if self._day else self._today())
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        popup = _CalendarPopup(self, self._day or self._today(), self._today(), optional=self._optional)
        popup.picked.connect(self._picked)
        popup.show_below(self)
        self._popup = popup

    def _picked(self, day: date | None) -> None:
        self._popup = None
        self.choose(day)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)


class _CalendarPopup(QFrame):
    """A month to choose from; Escape closes it."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, day: date, today: date, *, optional: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName("Calendar")
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setDateRange(QDate(EARLIEST), QDate(LATEST))
        self.calendar.setSelectedDate(QDate(day))
        self.calendar.setGridVisible(False)
        self.calendar.activated.connect(self._activated)
        self.calendar.clicked.connect(self._activated)
        row = QHBoxLayout()
        now = button("Today", "flat")
        now.clicked.connect(lambda: self._pick(today))
        row.addWidget(now)
        row.addStretch(1)
        if optional:
            none = button("No date", "flat")
            none.clicked.connect(lambda: self._pick(None))
            row.addWidget(none)
        body = QVBoxLayout(self)
        body.setContentsMargins(8, 8, 8, 8)
        body.addWidget(self.calendar)
        body.addLayout(row)

    def show_below(self, widget: QWidget) -> None:
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(0, widget.height()))
        area = widget.screen().availableGeometry()
        left = max(area.left(), min(corner.x(), area.right() - self.width()))
        top = (
            corner.y()
            if corner.y() + self.height() <= area.bottom()
            else corner.y() - widget.height() - self.height()
        )
        self.move(left, max(area.top(), top))
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _activated(self, day: QDate) -> None:
        self._pick(date(day.year(), day.month(), day.day()))

    def _pick(self, day: date | None) -> None:
        self.hide()
        self.picked.emit(day)
        self.close()


class OptionalTimeEdit(_Typed):
    """`at` is a time of day or None."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "No time", parent)
        self._at: time | None = None
        self._narrow()

    def _narrow(self) -> None:
        """No wider than its words, so that day and time stand beside each other at large text too."""
        self._wide("No time  ")
        self.line.setMaximumWidth(round(self.line.minimumWidth() * 1.15))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._narrow()
        super().changeEvent(event)

    @property
    def at(self) -> time | None:
        return self._at

    def set_at(self, at: time | None) -> None:
        self._at = at
        self._trouble("")
        self.line.setText(f"{at:%H:%M}" if at is not None else "")

    def _take(self, text: str, *, final: bool) -> None:
        try:
            at = parse_time(text)
        except Unreadable as advice:
            if final:
                self._trouble(str(advice))
                self._at = None
                self.changed.emit()
            return
        told = at != self._at or bool(self.trouble)
        if final:
            self.set_at(at)
        else:
            self._at = at
            self._trouble("")
        if told:
            self.changed.emit()


class MomentEdit(QWidget):
    """A day and, where it is known, the time; both may be typed in one: yesterday 3pm."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        optional: bool = True,
        past: bool = False,
    ) -> None:
        super().__init__(parent)
        self.date = OptionalDateEdit(name, today, optional=optional, past=past)
        self.time = OptionalTimeEdit(f"{name}: time, if known")
        self.date.takes_time = True
        self.date.timed.connect(self.time.set_at)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.date)
        row.addWidget(self.time)
        row.addStretch(1)
        self.setFocusProxy(self.date)
        self.date.changed.connect(self.changed)
        self.time.changed.connect(self.changed)

    @property
    def moment(self) -> date | datetime | None:
        return joined(self.date.day, self.time.at)

    @property
    def trouble(self) -> str:
        if self.date.trouble or self.time.trouble:
            return self.date.trouble or self.time.trouble
        if self.date.day is None and self.time.at is not None and not self.date.line.text().strip():
            return "Give the day as well as the time"
        return ""

    def set_moment(self, moment: date | datetime | None) -> None:
        self.date.set_day(day_of(moment) if moment is not None else None)
        self.time.set_at(moment.time() if isinstance(moment, datetime) else None)
