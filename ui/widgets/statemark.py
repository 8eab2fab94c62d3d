"""How a state looks: a shape and a word as well as a colour, the same on every screen.

overdue: filled triangle with "!"; due: filled circle; projected: hollow dashed circle; met: tick in a circle;
late: tick in a triangle; lapsed: circle with a dash; waived: circle crossed out;
and for events, booked: hollow square with a dot; recorded: filled square with a tick.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as themes
from ui.theme import Theme

WORDS = {
    "overdue": "Overdue",
    "due": "Due",
    "projected": "Projected",
    "met": "Met",
    "late": "Met late",
    "lapsed": "Lapsed",
    "waived": "Waived",
    "booked": "Booked",
    "recorded": "Recorded",
}


def state_word(state: str) -> str:
    """The word shown beside the mark; an unknown state shows itself."""
    return WORDS.get(state, state.replace("_", " ").capitalize())


def state_color(state: str, theme: Theme, *, soft: bool = False) -> QColor:
    name = state if state in WORDS else "lapsed"
    return theme.color(f"state-{name}-soft" if soft else f"state-{name}")


def paint_state(painter: QPainter, rect: QRect | QRectF, state: str, theme: Theme) -> None:
    """Draw the mark of a state as large as fits in the middle of `rect`."""
    box = QRectF(rect)
    side = min(box.width(), box.height())
    box = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    pen_width = max(1.4, side * 0.1)
    inset = pen_width / 2 + side * 0.04
    body = box.adjusted(inset, inset, -inset, -inset)
    ink, ground = state_color(state, theme), theme.color("surface-raised")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, pen_width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(state_color(state, theme, soft=True))
    _SHAPES.get(state, _lapsed)(painter, body, pen, ink, ground)
    painter.restore()


def _triangle(body: QRectF) -> QPolygonF:
    low = body.bottom() - body.height() * 0.06
    return QPolygonF(
        [QPointF(body.center().x(), body.top()), QPointF(body.right(), low), QPointF(body.left(), low)]
    )


def _at(body: QRectF, x: float, y: float) -> QPointF:
    return QPointF(body.left() + body.width() * x, body.top() + body.height() * y)


def _tick(painter: QPainter, body: QRectF, low: float = 0.0) -> None:
    shrink = 1 - low
    points = [(0.28, 0.52), (0.44, 0.68), (0.73, 0.35)]
    painter.drawPolyline(
        [_at(body, 0.5 + (x - 0.5) * shrink, 0.5 + (y - 0.5) * shrink + low * 0.32) for x, y in points]
    )


def _overdue(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    painter.setBrush(ink)
    painter.drawPolygon(_triangle(body))
    painter.setPen(QPen(ground, pen.widthF() * 1.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(_at(body, 0.5, 0.36), _at(body, 0.5, 0.6))
    painter.drawPoint(_at(body, 0.5, 0.79))


def _due(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    painter.setBrush(ink)
    painter.drawEllipse(body)


def _projected(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    around = 3.14159 * body.width() / pen.widthF()  # the circumference, in widths of the pen
    pen.setDashPattern([around / 16, around / 16])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(body)


def _met(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    painter.drawEllipse(body)
    _tick(painter, body)


def _late(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    painter.drawPolygon(_triangle(body))
    pen.setWidthF(pen.widthF() * 0.9)
    painter.setPen(pen)
    _tick(painter, body, 0.35)


def _lapsed(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    painter.drawEllipse(body)
    painter.drawLine(_at(body, 0.28, 0.5), _at(body, 0.72, 0.5))


def _waived(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    painter.drawEllipse(body)
    painter.drawLine(_at(body, 0.16, 0.84), _at(body, 0.84, 0.16))


def _booked(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    painter.drawRoundedRect(
        body.adjusted(pen.widthF() * 0.4, pen.widthF() * 0.4, -pen.widthF() * 0.4, -pen.widthF() * 0.4), 2, 2
    )
    painter.setBrush(ink)
    painter.drawEllipse(body.center(), body.width() * 0.1, body.width() * 0.1)


def _recorded(painter: QPainter, body: QRectF, pen: QPen, ink: QColor, ground: QColor) -> None:
    painter.setBrush(ink)
    painter.drawRoundedRect(
        body.adjusted(pen.widthF() * 0.4, pen.widthF() * 0.4, -pen.widthF() * 0.4, -pen.widthF() * 0.4), 2, 2
    )
    pen.setColor(ground)
    painter.setPen(pen)
    _tick(painter, body)


_SHAPES = {
    "overdue": _overdue,
    "due": _due,
    "projected": _projected,
    "met": _met,
    "late": _late,
    "lapsed": _lapsed,
    "waived": _waived,
    "booked": _booked,
    "recorded": _recorded,
}


class StateMark(QWidget):
    """A state's mark with its word, unless `word` is false; `text` replaces the word ("Overdue, 3 days")."""

    def __init__(
        self, state: str, parent: QWidget | None = None, *, word: bool = True, text: str = ""
    ) -> None:
        super().__init__(parent)
        self._word = word
        self._state = ""
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state, text)
        themes.notifier.changed.connect(self._again)

    @property
    def state(self) -> str:
        return self._state

    def set_state(self, state: str, text: str = "") -> None:
        self._state = state
        self._text = text or state_word(state)
        self.setAccessibleName(self._text)
        if not self._word:
            self.setToolTip(self._text)
        self._again()

    def _again(self) -> None:
        self.updateGeometry()
        self.update()

    def _side(self) -> int:
        return max(12, round(self.fontMetrics().height() * 0.95))

    def sizeHint(self) -> QSize:
        side = self._side()
        width = side + (
            themes.current().space(2) + self.fontMetrics().horizontalAdvance(self._text) + 2
            if self._word
            else 0
        )
        return QSize(width, max(side, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = themes.current()
        painter = QPainter(self)
        side = self._side()
        paint_state(painter, QRect(0, (self.height() - side) // 2, side, side), self._state, now)
        if self._word:
            left = side + now.space(2)
            painter.setPen(state_color(self._state, now))
            painter.drawText(
                QRect(left, 0, self.width() - left, self.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                self._text,
            )
        painter.end()
