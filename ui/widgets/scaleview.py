"""The scale of an outcome over time: a small drawing, and beside it the next view of somebody."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from services.usecases.plan_results import ScaleChart, ScaleLine, chart
from services.usecases.results import Scale
from ui import theme
from ui.viewmodels.moments import day_text
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import FlowLayout, flow
from ui.widgets.planaction import Today, text_line
from ui.widgets.roles import button, icon_button, label
from ui.widgets.scrolling import empty
from ui.widgets.watching import watch

_HUES = ("accent", "state-due", "state-late", "state-projected", "text")
_DASHES = (
    Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)  # fmt: skip


class ScaleLineView(QWidget):
    """A line for each person, told apart by shape as well as hue; names at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: ScaleChart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self.updateGeometry)
        self.hide()

    def show_chart(self, found: ScaleChart | None) -> None:
        self.chart = found
        self.setVisible(found is not None)
        self.setAccessibleName(f"Scale over time. {found.words}" if found else "")
        self.setToolTip(found.words if found else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = len(self.chart.lines) if self.chart else 0
        return QSize(360, max(round(72 * theme.current().scale), (rows + 2) * self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, small = theme.current(), theme.current().font("small")
        painter.setFont(small)
        letters = QFontMetrics(small)
        names = min(
            self.width() * 0.4, max(letters.horizontalAdvance(_named(x)) for x in self.chart.lines) + 30
        )
        left = letters.horizontalAdvance("10") + 8
        area = QRectF(
            left, letters.height() / 2, self.width() - left - names, self.height() - letters.height() * 1.9
        )
        for value in (0, 5, 10):
            y = area.bottom() - value / 10 * area.height()
            painter.setPen(QPen(now.color("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(now.color("text-quiet"))
            at = QRectF(0, y - letters.height() / 2, left - 6, letters.height())
            painter.drawText(at, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(value))
        self._days(painter, area, letters)
        for number, line in enumerate(self.chart.lines):
            self._line(painter, number, line, area)
        self._names(painter, area, names, letters)
        painter.end()

    def _days(self, painter: QPainter, area: QRectF, letters: QFontMetrics) -> None:
        assert self.chart is not None
        under = QRectF(area.left(), area.bottom() + 3, area.width(), letters.height())
        painter.drawText(under, int(Qt.AlignmentFlag.AlignLeft), day_text(self.chart.first))
        if self.chart.last != self.chart.first:
            painter.drawText(under, int(Qt.AlignmentFlag.AlignRight), day_text(self.chart.last))

    def _line(self, painter: QPainter, number: int, line: ScaleLine, area: QRectF) -> None:
        hue = theme.current().color(_HUES[number % len(_HUES)])
        points = [
            QPointF(area.left() + 5 + x * (area.width() - 10), area.bottom() - value / 10 * area.height())
            for x, value in line.places
        ]
        painter.setPen(QPen(hue, 1.6, _DASHES[number % len(_DASHES)]))
        for first, second in pairwise(points):
            painter.drawLine(first, second)
        for point in points:
            _mark(painter, number, point, hue)

    def _names(self, painter: QPainter, area: QRectF, wide: float, letters: QFontMetrics) -> None:
        """Beside the end of each line, moved apart where they would meet."""
        assert self.chart is not None
        high = letters.height()
        wanted = sorted(
            (area.bottom() - line.places[-1][1] / 10 * area.height(), n)
            for n, line in enumerate(self.chart.lines)
        )
        lowest = 0.0
        for y, number in wanted:
            y = min(max(y, lowest + high / 2), self.height() - high / 2)
            lowest = y + high / 2
            _mark(
                painter,
                number,
                QPointF(area.right() + 12, y),
                theme.current().color(_HUES[number % len(_HUES)]),
            )
            painter.setPen(theme.current().color("text"))
            words = letters.elidedText(
                _named(self.chart.lines[number]), Qt.TextElideMode.ElideRight, int(wide) - 24
            )
            at = QRectF(area.right() + 20, y - high / 2, wide - 20, high)
            painter.drawText(at, int(Qt.AlignmentFlag.AlignVCenter), words)


def _named(line: ScaleLine) -> str:
    return f"{line.whose or 'Scale'}: {line.places[-1][1]}"


def _mark(painter: QPainter, number: int, at: QPointF, hue: QColor) -> None:
    """Circle, square, triangle, diamond, ring."""
    r, form = 3.6, number % 5
    painter.setPen(QPen(hue, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush if form == 4 else hue)
    if form in (0, 4):
        painter.drawEllipse(at, r, r)
    elif form == 1:
        painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r))
    else:
        corners = ((0, -r), (r, r), (-r, r)) if form == 2 else ((0, -r), (r, 0), (0, r), (-r, 0))
        painter.drawPolygon(QPolygonF([QPointF(at.x() + dx, at.y() + dy) for dx, dy in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


class ScaleEditor(QWidget):
    """Views so far, each of which can be taken out, and one to be added; what is chosen counts at once."""

    changed = Signal()

    def __init__(
        self, scales: Sequence[Scale], number: int, today: Today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scales, self._today = list(scales), today
        self.drawing = ScaleLineView()
        self.value = QComboBox()
        self.value.setAccessibleName(f"Outcome {number}: how near, 0 to 10")
        self.value.addItem("0–10", None)
        for each in range(11):
            self.value.addItem(str(each), each)
        self.whose = text_line("", f"Outcome {number}: whose view", "Whose view")
        self.day = OptionalDateEdit(f"Outcome {number}: scaled on", today, optional=False)
        self.day.set_day(today())
        self.another = button("Add another view", "flat", "add")
        self.another.clicked.connect(self._another)
        self.given = QWidget()
        self._chips = FlowLayout(self.given, theme.current().space(2))
        caption = label("How near is this, from 0 to 10?", "quiet")
        caption.setBuddy(self.value)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(1))
        body.addWidget(self.drawing)
        body.addWidget(self.given)
        body.addWidget(
            flow(caption, self.value, self.whose, self.day, self.another, spacing=theme.current().space(2))
        )
        watch(self, self._edited)
        self._draw()

    def scales(self) -> tuple[Scale, ...]:
        """Those given, with the one that is being chosen."""
        value, day = self.value.currentData(), self.day.day
        if value is None or day is None:
            return tuple(self._scales)
        return (*self._scales, Scale(day, value, self.whose.text().strip()))

    def _another(self) -> None:
        self._scales = list(self.scales())
        self.value.setCurrentIndex(0)
        self.whose.clear()
        self._draw()
        self.value.setFocus()
        self.changed.emit()

    def _edited(self) -> None:
        self.another.setEnabled(self.value.currentData() is not None)
        self._draw_chart()
        self.changed.emit()

    def _draw(self) -> None:
        empty(self._chips)
        for place, scale in enumerate(self._scales):
            words = f"{scale.whose + ' ' if scale.whose else ''}{scale.value}, {day_text(scale.at)}"
            away = icon_button("remove", f"Take out {words}")
            away.clicked.connect(lambda _on=False, place=place: self._take_out(place))
            chip = QWidget()
            row = QHBoxLayout(chip)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2)
            row.addWidget(label(words, "small"))
            row.addWidget(away)
            self._chips.addWidget(chip)
        self.given.setVisible(bool(self._scales))
        self.another.setEnabled(self.value.currentData() is not None)
        self._draw_chart()

    def _draw_chart(self) -> None:
        found = self.scales()
        self.drawing.show_chart(chart("", found) if found else None)

    def _take_out(self, place: int) -> None:
        del self._scales[place]
        self._draw()
        self.value.setFocus()
        self.changed.emit()
