"""A genogram to look at and to adjust: people are dragged, or moved by the arrow keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from services.usecases.around_results import Drawing, GenogramView, Label, Shape
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramlayout import SYMBOL
from services.usecases.genogramwords import told
from ui import theme

_FILLS = {"paper": "surface-raised", "household": "accent-soft", "danger": "danger"}
_TONES = {"ink": "text", "quiet": "text-quiet", "accent": "accent", "danger": "danger"}
_DASHES = {"dash": [5.0, 3.0], "dot": [1.2, 2.6]}
_LEAST, _MOST = 0.8, 1.25  # scale of the drawing at 100 % text
_STEP, _STRIDE = 8.0, 40.0  # units by an arrow key, and with Shift
_PAUSE = 700  # milliseconds after the last arrow key before the places are kept
_UNDER = 0.85  # size of what stands under a name


class GenogramCanvas(QWidget):
    """Arrow keys move whoever is chosen (Shift: further); Page Up and Page Down choose; Enter opens."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(object)  # id → place, once a move is over

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: GenogramView | None = None
        self.drawing: Drawing | None = None
        self.current = ""
        self.room = QSize()
        self._grip: QPointF | None = None  # from the middle of the symbol that is dragged to the mouse
        self._dragged = False
        self._moved: dict[str, tuple[float, float]] = {}
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.settle)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Genogram")
        theme.notifier.changed.connect(self._refit)

    # What is shown

    def show_view(self, view: GenogramView) -> None:
        """Show a genogram; moves that are not kept yet stand."""
        if self.view is not None and self.view.child_id != view.child_id:
            self._moved.clear()
            self._later.stop()
        self.view = replace(view, places={**view.places, **self._moved})
        if self.current not in {m.id for m in view.members}:
            self.current = ""
        self._redraw()

    def choose(self, member: str) -> None:
        if member != self.current:
            self.current = member
            self._describe()
            self.update()

    def _redraw(self, *, household: bool = True) -> None:
        if self.view is not None:
            self.drawing = drawn(self.view, household=household)
            self._describe()
            self._refit()

    def _describe(self) -> None:
        lines = dict(told(self.view)) if self.view is not None else {}
        self.setAccessibleDescription(lines.get(self.current, " ".join(lines.values())[:2000]))

    def fit_into(self, room: QSize) -> None:
        self.room = room
        self._refit()

    @property
    def scale(self) -> float:
        """Pixels to a unit of the drawing: as much as fits, never so little that names cannot be read."""
        text = theme.current().scale
        if self.drawing is None or not self.room.isValid():
            return text
        fits = min(self.room.width() / self.drawing.width, self.room.height() / self.drawing.height)
        return max(_LEAST * text, min(fits, _MOST * text))

    def _refit(self) -> None:
        if self.drawing is not None and self._grip is None:
            wide, high = self.drawing.width * self.scale, self.drawing.height * self.scale
            self.setMinimumSize(round(wide), round(high))
            self.resize(QSize(round(wide), round(high)).expandedTo(self.room))
        self.update()

    def _origin(self) -> QPointF:
        """Where nought of the drawing stands on the widget."""
        assert self.drawing is not None
        d, k = self.drawing, self.scale
        return QPointF(
            (self.width() - d.width * k) / 2 - d.left * k, (self.height() - d.height * k) / 2 - d.top * k
        )

    def _unit(self, at: QPointF) -> QPointF:
        return (at - self._origin()) / self.scale

    def place_of(self, member: str) -> QPointF:
        """The middle of somebody's symbol on the widget."""
        assert self.view is not None
        return QPointF(*self.view.places[member]) * self.scale + self._origin()

    # By mouse

    def _hit(self, at: QPointF) -> str:
        if self.view is None or self.drawing is None:
            return ""
        here = self._unit(at)
        for m in self.view.members:
            x, y = self.view.places[m.id]
            if abs(here.x() - x) <= SYMBOL * 0.7 and -SYMBOL * 0.7 <= here.y() - y <= SYMBOL * 1.3:
                return m.id
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._hit(event.position())
        if found and event.button() == Qt.MouseButton.LeftButton and self.view is not None:
            self.choose(found)
            self.chosen.emit(found)
            self._grip = self._unit(event.position()) - QPointF(*self.view.places[found])
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or self.view is None:
            return
        there = self._unit(event.position()) - self._grip
        before = QPointF(*self.view.places[self.current])
        if self._dragged or (there - before).manhattanLength() > 4:
            self._dragged = True
            self._put(self.current, there.x(), there.y(), still_moving=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._grip = None
            if self._dragged:
                self._redraw()
                self.settle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._hit(event.position())
        if found:
            self.opened.emit(found)

    # By keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STRIDE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        ways = {
            Qt.Key.Key_Left: (-step, 0),
            Qt.Key.Key_Right: (step, 0),
            Qt.Key.Key_Up: (0, -step),
            Qt.Key.Key_Down: (0, step),
        }
        way = ways.get(Qt.Key(event.key()))
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._next(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif way is not None and plain and self.current and self.view is not None:
            x, y = self.view.places[self.current]
            self._put(self.current, x + way[0], y + way[1])
            self._later.start()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current and plain:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _next(self, way: int) -> None:
        order = [i for i, _ in told(self.view)] if self.view is not None else []
        if order:
            at = order.index(self.current) + way if self.current in order else 0
            self.choose(order[at % len(order)])
            self.chosen.emit(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()
        self.update()

    def _put(self, member: str, x: float, y: float, *, still_moving: bool = False) -> None:
        assert self.view is not None
        self._moved[member] = (round(x, 1), round(y, 1))
        self.view = replace(self.view, places={**self.view.places, **self._moved})
        if still_moving and self.drawing is not None:
            fresh = drawn(self.view, household=False)
            old = self.drawing  # the frame stays while one drags, so that nothing jumps under the mouse
            self.drawing = replace(fresh, left=old.left, top=old.top, width=old.width, height=old.height)
            self.update()
        else:
            self._redraw()

    def settle(self) -> None:
        """Hand over where people were moved to."""
        self._later.stop()
        if self._moved:
            moved, self._moved = self._moved, {}
            self.moved.emit(moved)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.current().color("surface-raised"))
        painter.translate(self._origin())
        for shape in self.drawing.shapes:
            paint_shape(painter, shape, self.scale, strong=shape.member == self.current != "")
        for label in self.drawing.labels:
            paint_label(painter, label, self.scale, self.font())
        if self.current and self.view is not None and self.current in self.view.places:
            self._paint_choice(painter)
        painter.end()

    def _paint_choice(self, painter: QPainter) -> None:
        assert self.view is not None
        x, y = self.view.places[self.current]
        half = SYMBOL / 2 + 9
        pen = QPen(theme.current().color("focus"), 2.0 if self.hasFocus() else 1.0)
        pen.setStyle(Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        k = self.scale
        painter.drawRoundedRect(QRectF((x - half) * k, (y - half) * k, 2 * half * k, 2 * half * k), 6, 6)


def paint_shape(painter: QPainter, shape: Shape, scale: float, *, strong: bool = False) -> None:
    now = theme.current()
    pen = QPen(now.color("focus" if strong else _TONES[shape.tone]), max(1.0, shape.weight * scale))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if shape.dash:
        pen.setDashPattern(_DASHES[shape.dash])
    painter.setPen(pen)
    painter.setBrush(now.color(_FILLS[shape.fill]) if shape.fill else Qt.BrushStyle.NoBrush)
    points = [QPointF(x, y) * scale for x, y in shape.points]
    if shape.round:
        painter.drawEllipse(points[0], shape.round * scale, shape.round * scale)
        return
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    if shape.closed:
        path.closeSubpath()
    painter.drawPath(path)


def paint_label(painter: QPainter, label: Label, scale: float, base: QFont) -> None:
    """Words in the middle, over as many lines as they may take, the last one cut where there is more."""
    top = label.top * scale
    for text, size, token in (
        (label.text, label.size, "text"), (label.under, label.size * _UNDER, "text-quiet"),
    ):  # fmt: skip
        if not text:
            continue
        font = QFont(base)
        font.setPixelSize(max(8, round(size * scale * 1.12)))
        font.setBold(label.bold and token == "text")
        painter.setFont(font)
        painter.setPen(theme.current().color(token))
        for line, high in _lines(text, font, label.width * scale, label.lines, painter):
            box = QRectF((label.x - label.width) * scale, top, 2 * label.width * scale, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, line)
            top += high


def _lines(text: str, font: QFont, width: float, most: int, painter: QPainter) -> list[tuple[str, float]]:
    """Each line with its height, which the letters of some scripts make higher."""
    text = " ".join(text[:600].split())
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[tuple[str, float]] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(found) == most - 1:
            rest = painter.fontMetrics().elidedText(text[start:], Qt.TextElideMode.ElideRight, int(width))
            found.append((rest, line.height()))
            break
        found.append((text[start : start + line.textLength()].strip(), line.height()))
    layout.endLayout()
    return found


class GenogramPane(QScrollArea):
    """The drawing as large as its place allows; it scrolls where names could not be read otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = GenogramCanvas()
        self.setWidget(self.canvas)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.canvas)
        self.setAccessibleName("Genogram")
        self.canvas.chosen.connect(self.bring)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.fit_into(self.viewport().size())

    def bring(self, member: str) -> None:
        """Scroll to somebody."""
        if (
            self.canvas.view is not None
            and member in self.canvas.view.places
            and self.canvas.drawing is not None
        ):
            at = self.canvas.place_of(member)
            self.ensureVisible(round(at.x()), round(at.y()), 90, 90)
