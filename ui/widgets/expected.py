"""Expectations for the moment at hand: at most five first, the rest when asked for; to read, or to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from services.usecases.standards_results import ExpectationView
from ui import icons, theme
from ui.viewmodels.expected import Checklist, Ticks
from ui.viewmodels.moments import capital
from ui.widgets.link import Link
from ui.widgets.roles import frame, label
from ui.widgets.scrolling import empty

_OPTIONAL = "Ticking is optional. What is ticked is kept with this record."


class _Fold(QPushButton):
    """A heading that unfolds what stands below; where one line is too wide for its place, over two."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "flat")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = ("", "")

    def say(self, heading: str, what: str, room: int) -> None:
        self._words = (f"{heading}:", what)
        self.setAccessibleName(f"{heading}: {what}")
        self.fit(room)

    def fit(self, room: int) -> None:
        """On one line where there is so much room."""
        between = " " if self._wide(" ") <= room else "\n"
        if self.text() != between.join(self._words):
            self.setText(between.join(self._words))

    def _wide(self, between: str) -> int:
        """How wide it is with a space or a line break between its words."""
        metrics, flags = self.fontMetrics(), Qt.TextFlag.TextShowMnemonic
        told, now = metrics.size(flags, between.join(self._words)), metrics.size(flags, self.text())
        return super().sizeHint().width() + told.width() - now.width()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide("\n"), super().sizeHint().height())


class ExpectedNotes(QWidget):
    """To be read: a heading that unfolds; hidden where there is nothing to say."""

    def __init__(self, *, folded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list: Checklist | None = None
        self._all = False
        self.fold = _Fold()
        self.fold.setChecked(not folded)
        self.fold.toggled.connect(lambda _on: self._draw())
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.current().space(1))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(1))
        body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        body.addLayout(self.lines)
        self.hide()

    def set_checklist(self, expected: Checklist | None) -> None:
        if expected == self._list:
            return
        self._list, self._all = expected, False
        self.setVisible(expected is not None)
        if expected is not None:
            self.fold.say("What is expected", expected.title, self.width())
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold.fit(event.size().width())

    def _draw(self) -> None:
        empty(self.lines)
        expected, unfolded = self._list, self.fold.isChecked()
        icons.follow(self.fold, "down" if unfolded else "right")
        if expected is None or not unfolded:
            return
        for each in expected.all if self._all else expected.first:
            self.lines.addWidget(_point(each))
        if expected.rest and not self._all:
            self.lines.addWidget(Link(f"Show all {len(expected.all)}", self._show_all))

    def _show_all(self) -> None:
        self._all = True
        self._draw()
        self.fold.setFocus()


class ExpectedChecks(QWidget):
    """To be ticked; `changed` carries the text to keep under the notes' heading."""

    changed = Signal(str)

    def __init__(self, ticks: Ticks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks = ticks
        self.boxes: dict[str, QCheckBox] = {}
        now = theme.current()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(label(f"What is expected: {ticks.offered.title}", "strong", wrap=True))
        body.addWidget(label(_OPTIONAL, "small", wrap=True))
        card = frame("sunken")
        self._lines = QVBoxLayout(card)
        space = now.space(3)
        self._lines.setContentsMargins(space, space, space, space)
        self._lines.setSpacing(now.space(2))
        body.addWidget(card)
        self._add(ticks.shown_first())
        for line in ticks.others:
            self._lines.addWidget(label(line, "quiet", wrap=True))
        later = ticks.shown_later()
        self.more = Link(f"Show all {len(ticks.offered.all)}", self._show_all)
        self._lines.addWidget(self.more)  # before it is shown or hidden: by itself it would be a window
        self.more.setVisible(bool(later))

    def _add(self, rows: Sequence[ExpectationView], at: int | None = None) -> None:
        for number, each in enumerate(rows):
            line = _TickLine(each, each.id in self.ticks.ids)
            line.box.toggled.connect(lambda on, id=each.id: self.changed.emit(self.ticks.set(id, on)))
            self.boxes[each.id] = line.box
            self._lines.insertWidget(self._lines.count() if at is None else at + number, line)

    def _show_all(self) -> None:
        later = self.ticks.shown_later(self.boxes)
        self._add(later, self._lines.indexOf(self.more))
        self.more.hide()
        if later:
            self.boxes[later[0].id].setFocus(Qt.FocusReason.TabFocusReason)


class _TickLine(QWidget):
    """A box with words that wrap; a click on the words ticks too."""

    def __init__(self, expectation: ExpectationView, ticked: bool) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setChecked(ticked)
        self.box.setAccessibleName(expectation.says)
        self.box.setAccessibleDescription(f"{capital(expectation.role)}. {expectation.cite}")
        self.box.setToolTip(expectation.cite)
        words = label(expectation.says, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.setToolTip(f"{capital(expectation.role)}. {expectation.cite}")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.current().space(1))
        across.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.toggle()
        super().mouseReleaseEvent(event)


def _point(expectation: ExpectationView) -> QWidget:
    """A line to read, with its clause."""
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme.current().space(2))
    dot: QLabel = label("\u2022", "quiet")
    across.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    words = label(expectation.says, wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    words.setToolTip(f"{capital(expectation.role)}. {expectation.cite}")
    across.addWidget(words, 1)
    return holder
