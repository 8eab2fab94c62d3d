"""What saving would do, shown while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.viewmodels.effectlines import EffectLine, EffectLines
from ui.widgets.roles import frame, label
from ui.widgets.scrolling import ScrollColumn, empty
from ui.widgets.statemark import StateMark

_NOTHING = "No deadline is met, started or ended by this."
_MOST = 12  # lines of one heading; more are counted


class EffectPanel(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: QFrame = frame("sunken")
        self.scroll = ScrollColumn("What saving will do", margin=3)
        self.status = label("", "quiet", wrap=True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.current().space(2))
        self.scroll.column.addWidget(label("What this will do", "strong"))
        self.scroll.column.addWidget(self.status)
        self.scroll.column.addLayout(self.lines)
        self.scroll.column.addStretch(1)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.scroll)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.card)
        self.show_lines(None)

    def pending(self) -> None:
        self.status.setText("Working it out…")
        self.status.show()

    def show_lines(self, each: Sequence[EffectLines] | None) -> None:
        """Of one child, or of each by name; None while it is not known."""
        empty(self.lines)
        nothing = each is not None and len(each) == 1 and each[0].empty and not each[0].whose
        if each is None:
            self.status.setText(
                "Say what it is and when, and the deadlines it meets, starts and ends are shown here."
            )
        elif nothing:
            self.status.setText(_NOTHING)
        self.status.setVisible(each is None or nothing)
        for lines in each or ():
            if lines.whose:
                self.lines.addWidget(label(f"For {lines.whose}", "heading", wrap=True))
                if lines.empty:
                    self.lines.addWidget(label(_NOTHING, "quiet", wrap=True))
            self._show_groups(lines)
        self.setAccessibleDescription(self.words())

    def _show_groups(self, lines: EffectLines) -> None:
        for _, heading, rows in lines.groups:
            self.lines.addWidget(label(heading, "strong"))
            for each in rows[:_MOST]:
                self.lines.addWidget(self._line(each))
            if len(rows) > _MOST:
                self.lines.addWidget(label(f"and {len(rows) - _MOST} more", "quiet"))

    def _line(self, line: EffectLine) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.current().space(2))
        across.addWidget(StateMark(line.state, word=False), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(line.words, wrap=True))
        if line.more:
            more = label(line.more, "small", wrap=True)
            more.setToolTip("\n".join(line.under))
            more.setAccessibleDescription("; ".join(line.under))
            words.addWidget(more)
        across.addLayout(words, 1)
        return row

    def words(self) -> str:
        """All that is shown, for screen readers and tests."""
        found = [self.status.text()] if self.status.isVisibleTo(self) else []
        for number in range(self.lines.count()):
            item = self.lines.itemAt(number)
            widget = item.widget() if item else None
            if isinstance(widget, QLabel):
                found.append(f"{widget.text()}:")
            elif widget is not None:
                found += [each.text() for each in widget.findChildren(QLabel)]
        return " ".join(found)
