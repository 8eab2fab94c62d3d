"""One child's next deadlines under each authority, as lanes on one time line; reached and read by the keyboard."""

from __future__ import annotations

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
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from services.usecases.standards_results import CaseComparison
from ui import theme as themes
from ui.viewmodels.agenda import state_line
from ui.viewmodels.lanes import LaneShape, Mark, Scale, months_of, scale_of, shapes
from ui.viewmodels.moments import capital, moment_text
from ui.widgets.statemark import paint_state, state_color

_LONGEST = 320  # device-independent pixels at 100 % text that the words of a mark may take


class LanesView(QWidget):
    """Left and Right go along a lane, Up and Down to the next one, Home and End to its ends, Enter opens."""

    chosen = Signal(str, str)  # authority, key of the deadline
    opened = Signal(str, str)  # authority, standard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Time line, one lane for each authority")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self._found: CaseComparison | None = None
        self._months = 6
        self._shapes: tuple[LaneShape, ...] = ()
        self._scale: Scale | None = None
        self._at = (0, 0)  # lane, place in it
        themes.notifier.changed.connect(self._arrange)

    def set_comparison(self, found: CaseComparison | None, months: int) -> None:
        self._found, self._months = found, months
        self._at = (0, 0)
        self._arrange()

    @property
    def current(self) -> Mark | None:
        lane, place = self._at
        marks = self._shapes[lane].marks if lane < len(self._shapes) else ()
        return marks[place] if place < len(marks) else None

    def words(self) -> str:
        """What the chosen mark says, in full."""
        mark = self.current
        if mark is None or self._found is None:
            return "Nothing falls due in this time."
        d, lane = mark.deadline, self._found.lanes[mark.lane]
        when = moment_text(d.due, long=True)
        return f"{lane.name}. {d.says.rstrip('.')}. {capital(state_line(d, self._found.today))}: {when}. {d.cite}."

    # Laying out

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        now = themes.current()
        return QFontMetrics(now.font("base", bold=True)), QFontMetrics(now.font("small"))

    def _arrange(self) -> None:
        now, found = themes.current(), self._found
        if found is None:
            self._shapes, self._scale = (), None
        else:
            _, small = self._metrics()
            edge = now.space(4)
            self._scale = scale_of(found, self._months, edge, max(100, self.width() - edge * 2))
            longest = round(_LONGEST * now.scale)
            self._shapes = shapes(
                found,
                self._scale,
                self._side(),
                now.space(1),
                lambda words: small.horizontalAdvance(words) + 4,
                longest,
            )
        self.setFixedHeight(max(80, self._top(len(self._shapes)) + now.space(1)))
        self._announce()
        self.update()

    def _side(self) -> int:
        return round(self._metrics()[1].height() * 0.9)

    def _row(self) -> int:
        return self._metrics()[1].height() + themes.current().space(1)

    def _axis(self) -> int:
        return self._metrics()[1].height() + themes.current().space(2)

    def _height(self, shape: LaneShape) -> int:
        bold, small = self._metrics()
        now = themes.current()
        strip = small.height() if shape.later else 0
        return bold.height() + now.space(2) + shape.rows * self._row() + strip + now.space(2)

    def _top(self, lane: int) -> int:
        """Where a lane begins, from above."""
        return self._axis() + sum(
            self._height(each) + themes.current().space(2) for each in self._shapes[:lane]
        )

    def _box(self, mark: Mark) -> QRect:
        """The whole of a mark with its words."""
        bold, _ = self._metrics()
        top = self._top(mark.lane) + bold.height() + themes.current().space(2) + mark.row * self._row()
        return QRect(mark.left, top, mark.right - mark.left, self._row())

    def sizeHint(self) -> QSize:
        return QSize(640, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale, found = self._scale, self._found
        if scale is not None and found is not None:
            self._paint_axis(painter, scale)
            for number, shape in enumerate(self._shapes):
                self._paint_lane(painter, scale, number, shape)
        painter.end()

    def _paint_axis(self, painter: QPainter, scale: Scale) -> None:
        now = themes.current()
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text-quiet"))
        small, end = self._metrics()[1], -1
        for day, words in months_of(scale):
            x = scale.x(day)
            if x > end:
                painter.drawText(QPoint(x + 2, small.ascent() + now.space(1)), words)
                end = x + small.horizontalAdvance(words) + now.space(2)

    def _paint_lane(self, painter: QPainter, scale: Scale, number: int, shape: LaneShape) -> None:
        now, found = themes.current(), self._found
        assert found is not None
        bold, small = self._metrics()
        top, high = self._top(number), self._height(shape)
        ground = QRect(0, top, self.width(), high)
        painter.fillRect(ground, now.color("surface-raised"))
        painter.setPen(now.color("line"))
        painter.drawRect(ground.adjusted(0, 0, -1, -1))
        for day, _ in months_of(scale):
            painter.drawLine(scale.x(day), top, scale.x(day), top + high - 1)
        today = scale.x(found.today)
        painter.fillRect(QRect(today - 1, top, 2, high), now.color("accent"))
        painter.setFont(now.font("base", bold=True))
        painter.setPen(now.color("text"))
        title = shape.lane.name + ("  (held against)" if number == 0 else "")
        painter.drawText(QPoint(now.space(2), top + now.space(1) + bold.ascent()), title)
        if shape.beyond or not shape.marks:  # what the line does not reach
            painter.setFont(now.font("small"))
            painter.setPen(now.color("text-quiet"))
            words = f"{shape.beyond} more later or without a date" if shape.beyond else "Nothing is owed"
            right = ground.adjusted(0, now.space(1), -now.space(2), 0)
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, words)
        for place, mark in enumerate(shape.marks):
            self._paint_mark(painter, mark, (number, place) == self._at)
        self._paint_strip(
            painter, shape, QRect(0, top + high - small.height() - now.space(1), self.width(), small.height())
        )

    def _paint_mark(self, painter: QPainter, mark: Mark, current: bool) -> None:
        now, box = themes.current(), self._box(mark)
        side, gap = self._side(), now.space(1)
        _, small = self._metrics()
        ground = now.color("selection" if current else "surface-raised")
        painter.fillRect(box.adjusted(-2, 0, 2, 0), ground)
        centre = mark.x if not mark.words_first else min(mark.x, box.right() - side // 2)
        spot = QRect(max(box.left(), centre - side // 2), box.top() + (box.height() - side) // 2, side, side)
        if mark.words_first:
            spot.moveRight(box.right())
        paint_state(painter, spot, mark.deadline.state, now)
        room = box.width() - side - gap
        words = small.elidedText(mark.words, Qt.TextElideMode.ElideRight, room)
        left = box.left() if mark.words_first else spot.right() + 1 + gap
        painter.setFont(now.font("small"))
        ink = state_color("overdue", now) if mark.deadline.state == "overdue" else now.color("text")
        painter.setPen(now.color("selection-text") if current else ink)
        painter.drawText(QRect(left, box.top(), room, box.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if current and self.hasFocus():
            painter.setPen(now.color("focus"))
            painter.drawRect(box.adjusted(-3, 0, 2, -1))

    def _paint_strip(self, painter: QPainter, shape: LaneShape, strip: QRect) -> None:
        """Later repeats as small marks."""
        now, size = themes.current(), max(7, self._side() // 2)
        for x in shape.later:
            spot = QRect(x - size // 2, strip.center().y() - size // 2, size, size)
            paint_state(painter, spot, "projected", now)

    # Keyboard and mouse

    def _go(self, lane: int, place: int) -> None:
        self._at = (lane, place)
        self._announce()
        self.update()
        mark = self.current
        if mark is not None and self._found is not None:
            self.chosen.emit(self._found.lanes[lane].authority, mark.deadline.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lane, place = self._at
        marks = self._shapes[lane].marks if lane < len(self._shapes) else ()
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = place + (1 if key == Qt.Key.Key_Right else -1)
            if 0 <= step < len(marks):
                self._go(lane, step)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._other_lane(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and marks:
            self._go(lane, 0 if key == Qt.Key.Key_Home else len(marks) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def _other_lane(self, step: int) -> None:
        """To the mark nearest in time on the next lane that has one."""
        lane, mark = self._at[0] + step, self.current
        while 0 <= lane < len(self._shapes) and not self._shapes[lane].marks:
            lane += step
        if 0 <= lane < len(self._shapes):
            x = mark.x if mark is not None else 0
            marks = self._shapes[lane].marks
            self._go(lane, min(range(len(marks)), key=lambda n: abs(marks[n].x - x)))

    def _open(self) -> None:
        mark = self.current
        if mark is not None and self._found is not None:
            self.opened.emit(self._found.lanes[mark.lane].authority, mark.deadline.standard)

    def mark_at(self, point: QPoint) -> tuple[int, int] | None:
        for lane, shape in enumerate(self._shapes):
            for place, mark in enumerate(shape.marks):
                if self._box(mark).contains(point):
                    return lane, place
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self.mark_at(event.position().toPoint())
        if hit is not None:
            self._go(*hit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.mark_at(event.position().toPoint()) is not None:
            self._open()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self.mark_at(event.pos())
            mark = self._shapes[hit[0]].marks[hit[1]] if hit else None
            QToolTip.showText(
                event.globalPos(), f"{mark.deadline.says}\n{moment_text(mark.deadline.due)}" if mark else ""
            )
            return True
        return super().event(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def _announce(self) -> None:
        """Let a screen reader say the mark that was gone to."""
        self.setAccessibleDescription(self.words())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
