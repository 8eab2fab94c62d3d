"""Results of audits over time: each table as a small line of stacked counts, told in words as well."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from services.usecases.oversight_results import AuditPoint, AuditResults, TableResult, ThemeCount
from ui import theme
from ui.viewmodels.moments import count, short_day
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.scrolling import ScrollColumn, empty

_MOST = 24  # audits that are drawn, the newest
_WEAK = 3  # themes that are named under a table


class ResultsView(ScrollColumn):
    """Of this child, or of every child when that is ticked."""

    every_wanted = Signal(bool)
    print_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Results over time", margin=1, parent=parent)
        self.shown: AuditResults | None = None
        now = theme.current()
        self.column.addWidget(label("Results over time", "heading"))
        self.all = QCheckBox("Of every child")
        self.all.setAccessibleName("Show the results of every child")
        self.all.toggled.connect(self.every_wanted)
        self.print = button("Print the results…", "", "print")
        self.print.clicked.connect(lambda: self.shown and self.print_wanted.emit(self.shown))
        self.column.addWidget(flow(self.all, self.print, spacing=now.space(3)))
        holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(now.space(3))
        self.column.addWidget(holder)
        self.column.addStretch(1)

    @property
    def every(self) -> bool:
        return self.all.isChecked()

    def show_results(self, results: AuditResults) -> None:
        self.shown = results
        empty(self.body)
        self.print.setEnabled(bool(results.tables))
        if not results.tables:
            self.body.addWidget(label("Results stand here once an audit is finished.", "quiet", wrap=True))
            return
        said = f"{count(results.audits, 'finished audit')} of {count(results.children, 'child', 'children')}."
        key = "Each bar is an audit, the oldest first; from below: acceptable, mixed, unacceptable."
        self.body.addWidget(label(f"{said} {key}", "quiet", wrap=True))
        for table in results.tables:
            self.body.addWidget(_Table(table))


class _Table(QWidget):
    def __init__(self, table: TableResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QGridLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setHorizontalSpacing(theme.current().space(4))
        body.setColumnStretch(0, 3)
        body.setColumnStretch(1, 4)
        body.addWidget(label(table.title, "strong", wrap=True), 0, 0)
        points = table.points[-_MOST:]
        body.addWidget(Bars(table.title, points), 0, 1, 2, 1)
        weak = sorted(
            (t for t in table.themes if t.unacceptable or t.mixed),
            key=lambda t: (-t.unacceptable, -t.mixed, t.theme),
        )[:_WEAK]
        named = "; ".join(f"{t.theme} ({_counts(t)})" for t in weak)
        words = f"Weakest: {named}." if named else "Everything that was judged is acceptable."
        made = label(words, "small", wrap=True)
        made.setAlignment(Qt.AlignmentFlag.AlignTop)
        body.addWidget(made, 1, 0)


def _counts(t: ThemeCount) -> str:
    said = ((t.unacceptable, "unacceptable"), (t.mixed, "mixed"))
    return ", ".join(f"{n} {word}" for n, word in said if n)


class Bars(QWidget):
    """A bar an audit, the oldest at the left: what share was acceptable, mixed, unacceptable."""

    def __init__(self, title: str, points: tuple[AuditPoint, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points = points
        self.setAccessibleName(f"{title}: {words_of(points)}")
        self.setToolTip(words_of(points))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(220, self.fontMetrics().lineSpacing() * 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        line = self.fontMetrics().lineSpacing()
        high = self.height() - line - 6
        step = min(self.width() / max(1, len(self.points)), line * 5.0)
        for n, point in enumerate(self.points):
            x, top = n * step, 2.0
            for value, token in (
                (point.unacceptable, "state-overdue"), (point.mixed, "state-due"), (point.acceptable, "state-met"),
            ):  # fmt: skip
                part = high * value / max(1, point.judged)
                painter.fillRect(QRectF(x, top, step * 0.6, part), now.color(token))
                if part > line and step * 0.6 > line:
                    painter.setPen(now.color("surface"))
                    painter.drawText(
                        QRectF(x, top, step * 0.6, part), Qt.AlignmentFlag.AlignCenter, str(value)
                    )
                top += part
            painter.setPen(now.color("text-quiet"))
            if step > self.fontMetrics().horizontalAdvance("30 Sep 26"):
                day = f"{point.at.day} {point.at:%b %y}"
                painter.drawText(
                    QRectF(x, high + 4, step, line),
                    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                    day,
                )
        painter.end()


def words_of(points: tuple[AuditPoint, ...]) -> str:
    """The bars in words, for those who do not see them."""
    return ". ".join(
        f"{short_day(p.at)}: {p.acceptable} acceptable, {p.mixed} mixed, {p.unacceptable} unacceptable"
        for p in points
    )
