"""A month drawn by hand: days with their deadlines and bookings, each told by mark, word and colour."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme as themes
from ui.viewmodels.moments import DAYS
from ui.viewmodels.month import Day, DayItem, MonthModel
from ui.widgets.celltext import filling, fitting, head_words, wrapped
from ui.widgets.statemark import paint_state, state_color


class MonthView(QWidget):
    """Arrow keys move by day, PageUp and PageDown by month, Home and End within the week, T goes to today.

    Enter opens the day; its whole list stands beside the month, and is what a screen reader is told.
    """

    item_opened = Signal(str)  # the key of an entry
    day_opened = Signal(object)  # a date: its list is wanted, for example after "2 more"

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.selected_key = ""
        self._hits: list[tuple[QRect, str]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Month")
        self.setMouseTracking(False)
        model.changed.connect(self._moved)
        themes.notifier.changed.connect(self._redressed)
        self._moved()

    # Shape

    def _redressed(self) -> None:
        self.updateGeometry()
        self.update()

    def _fonts(self) -> tuple[QFontMetrics, QFontMetrics]:
        now = themes.current()
        return QFontMetrics(now.font("base")), QFontMetrics(now.font("small"))

    def _header_height(self) -> int:
        return self._fonts()[0].height() + themes.current().space(2)

    def _top_height(self) -> int:
        return self._fonts()[0].height() + themes.current().space(1) + 2

    def _item_height(self) -> int:
        return self._fonts()[1].height() + 4

    def minimumSizeHint(self) -> QSize:
        small = self._fonts()[1]
        cell = small.horizontalAdvance("Overdue: visit") + self._item_height() + 8
        rows = len(self.model.weeks)
        height = self._header_height() + rows * (self._top_height() + 2 * self._item_height() + 10)
        return QSize(7 * min(cell, 80), height)

    def sizeHint(self) -> QSize:
        least = self.minimumSizeHint()
        return QSize(round(least.width() * 1.4), round(least.height() * 1.4))

    def cell_rect(self, day: date) -> QRect:
        """Where a day is drawn; an empty rectangle when it is not in the grid."""
        for row, week in enumerate(self.model.weeks):
            for column, each in enumerate(week):
                if each.day == day:
                    return self._cell(row, column)
        return QRect()

    def _cell(self, row: int, column: int) -> QRect:
        rows, top = len(self.model.weeks), self._header_height()
        left, right = column * self.width() // 7, (column + 1) * self.width() // 7
        body = self.height() - top
        upper, lower = top + row * body // rows, top + (row + 1) * body // rows
        return QRect(left, upper, right - left, lower - upper)

    # Movement

    def _moved(self) -> None:
        self.setAccessibleDescription(self.model.chosen_day().spoken())
        if self.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.updateGeometry()
        self.update()

    def set_selected(self, key: str) -> None:
        if key != self.selected_key:
            self.selected_key = key
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model, key = self.model, event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
            return
        weekday = model.day.weekday()
        days = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
            Qt.Key.Key_Home: -weekday, Qt.Key.Key_End: 6 - weekday,
        }  # fmt: skip
        if key in days:
            model.move_days(days[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            model.move_months(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_T:
            model.go_today()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open_first()
        else:
            super().keyPressEvent(event)

    def _open_first(self) -> None:
        items = self.model.chosen_day().items
        if len(items) == 1:
            self.item_opened.emit(items[0].key)
        else:
            self.day_opened.emit(self.model.day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        day = self._day_at(point)
        if day is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.model.select(day.day)
        key = self._key_at(point)
        if key:
            self.item_opened.emit(key)
        else:
            self.day_opened.emit(day.day)

    def _day_at(self, point: QPoint) -> Day | None:
        for row, week in enumerate(self.model.weeks):
            for column, day in enumerate(week):
                if self._cell(row, column).contains(point):
                    return day
        return None

    def _key_at(self, point: QPoint) -> str:
        return next((key for rect, key in self._hits if rect.contains(point)), "")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day, key = self._day_at(event.pos()), self._key_at(event.pos())
            words = next((item.full for item in day.items if item.key == key), "") if day else ""
            words = words or (day.spoken() if day and (day.items or day.hidden or day.holiday) else "")
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        now = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self._hits = []
        self._paint_header(painter, now)
        for row, week in enumerate(self.model.weeks):
            for column, day in enumerate(week):
                self._paint_day(painter, self._cell(row, column), day, now)
        self._paint_chosen(painter, now)
        painter.end()

    def _paint_header(self, painter: QPainter, now: themes.Theme) -> None:
        painter.setFont(now.font("small", bold=True))
        painter.setPen(now.color("text-quiet"))
        height = self._header_height()
        metrics = painter.fontMetrics()
        for column, name in enumerate(DAYS):
            rect = QRect(column * self.width() // 7, 0, self.width() // 7, height)
            words = name if metrics.horizontalAdvance(name) + 16 < rect.width() else name[:3]
            where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect.adjusted(8, 0, -4, 0), where, words)

    def _paint_day(self, painter: QPainter, cell: QRect, day: Day, now: themes.Theme) -> None:
        ground = "day-holiday" if day.holiday else "day-weekend" if day.weekend else "surface-raised"
        if not day.in_month:
            ground = "surface"
        painter.fillRect(cell, now.color(ground))
        painter.setPen(QPen(now.color("line"), 1))
        last_column, last_row = cell.right() >= self.width() - 1, cell.bottom() >= self.height() - 1
        painter.drawRect(cell.adjusted(0, 0, -1 if last_column else 0, -1 if last_row else 0))
        painter.save()
        painter.setClipRect(cell.adjusted(1, 1, -1, -1))
        more = self._paint_items(painter, cell, day, now)
        self._paint_number(painter, cell, day, more, now)
        painter.restore()

    def _paint_number(self, painter: QPainter, cell: QRect, day: Day, more: int, now: themes.Theme) -> None:
        """The day's number, what day it is, and on the right how many entries find no room beneath."""
        font = now.font("base", bold=day.today)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        number = str(day.day.day)
        middle = Qt.AlignmentFlag.AlignVCenter
        top = QRect(cell.left() + 8, cell.top() + 2, cell.width() - 12, self._top_height())
        width = metrics.horizontalAdvance(number)
        if day.today:
            wide = max(width + 10, metrics.height())
            pill = QRect(cell.left() + 3, cell.top() + 3, wide, metrics.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("accent"))
            painter.drawRoundedRect(pill, 4, 4)
            painter.setPen(now.color("accent-text"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, number)
            left = pill.right() + 5
        else:
            painter.setPen(now.color("text" if day.in_month else "text-disabled"))
            painter.drawText(top, middle | Qt.AlignmentFlag.AlignLeft, number)
            left = top.left() + width + 6
        small = now.font("small", bold=day.today)
        painter.setFont(small)
        room = QRect(left, top.top(), max(0, top.right() - left), top.height())
        today, rest = head_words(QFontMetrics(small), room.width(), day.today, more)
        if rest:
            painter.setPen(now.color("link"))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, rest)
            room.setRight(room.right() - QFontMetrics(small).horizontalAdvance(rest) - 6)
        if today:
            painter.setPen(now.color("accent"))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, today)
            room.setLeft(room.left() + QFontMetrics(small).horizontalAdvance(today) + 6)
        if day.holiday and room.width() > metrics.averageCharWidth() * 3:
            painter.setPen(now.color("text-quiet"))
            words = QFontMetrics(small).elidedText(day.holiday, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_items(self, painter: QPainter, cell: QRect, day: Day, now: themes.Theme) -> int:
        """Draw as many entries as find room; how many did not."""
        line, gap = self._fonts()[1].height(), 2
        top, bottom = cell.top() + self._top_height() + 4, cell.bottom() - 2
        painter.setFont(now.font("small"))
        left, width = cell.left() + 3, cell.width() - 5
        each = line + 4 + gap
        fits = min(len(day.items), max(0, (bottom - top + gap) // each))
        wanted = self._lines(painter.fontMetrics(), day.items[:fits], width - self._mark_side() - 12)
        lines, spare = [1] * fits, (bottom - top + gap - fits * each) // line
        for number, many in enumerate(wanted):  # the first entries get the lines that are left
            more = min(many - 1, spare)
            lines[number] += more
            spare -= more
        for item, many in zip(day.items, lines, strict=False):
            rect = QRect(left, top, width, many * line + 4)
            self._paint_item(painter, rect, item, now, faint=not day.in_month)
            self._hits.append((rect, item.key))
            top += rect.height() + gap
        return len(day.items) - fits

    def _mark_side(self) -> int:
        return self._fonts()[1].ascent()

    def _lines(self, metrics: QFontMetrics, items: tuple[DayItem, ...], width: int) -> list[int]:
        """How many lines each entry would like, three at most."""
        found = []
        for item in items:
            if fitting(metrics, item, width):
                found.append(1)
                continue
            box = metrics.boundingRect(
                QRect(0, 0, max(20, width), 1000), Qt.TextFlag.TextWordWrap, wrapped(item)
            )
            found.append(max(1, min(3, round(box.height() / metrics.lineSpacing()))))
        return found

    def _paint_item(
        self, painter: QPainter, rect: QRect, item: DayItem, now: themes.Theme, *, faint: bool
    ) -> None:
        chosen = item.key == self.selected_key
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.75 if faint else 1.0)
        painter.setPen(QPen(state_color(item.state, now), 1.6) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(state_color(item.state, now, soft=True))
        painter.drawRoundedRect(rect, 3, 3)
        side, metrics = self._mark_side(), painter.fontMetrics()
        mark = QRect(rect.left() + 4, rect.top() + 2 + (metrics.height() - side) // 2, side, side)
        paint_state(painter, mark, item.state, now)
        painter.setPen(now.color("text"))
        text = rect.adjusted(side + 9, 2, -3, -2)
        if rect.height() < metrics.height() * 2:
            words = fitting(metrics, item, text.width()) or metrics.elidedText(
                item.brief, Qt.TextElideMode.ElideRight, text.width()
            )
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        else:
            words = filling(metrics, item, text)
            painter.drawText(text, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, words)
        painter.restore()

    def _paint_chosen(self, painter: QPainter, now: themes.Theme) -> None:
        rect = self.cell_rect(self.model.day)
        if rect.isEmpty():
            return
        focus = self.hasFocus()
        pen = QPen(now.color("focus" if focus else "line-strong"), 2.0)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
