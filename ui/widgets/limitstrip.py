"""Until when an event has to be written up, as it runs: counted from the event, never from the typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.usecases.results import RecordingLimit
from ui import theme
from ui.viewmodels.moments import moment_text
from ui.widgets.roles import label
from ui.widgets.scrolling import empty
from ui.widgets.statemark import StateMark

_ASKED = {"recorded": "To be recorded", "noted": "A note that it took place"}


def limit_words(limit: RecordingLimit) -> str:
    """To be recorded by Thursday 26 March 2026, 17:00 (2 working days after it): 1 working day left."""
    asked = _ASKED.get(limit.what, "To be recorded")
    by = f" by {moment_text(limit.due, long=True)}" if limit.due is not None else ""
    after = f" ({limit.allowed} after it)" if limit.allowed else ""
    if limit.left.startswith("written up"):
        kept = "Recorded late" if limit.late else "Recorded in time"
        return f"{kept}: the limit {'was' if limit.late else 'is'}{by.removeprefix(' by')}{after}"
    return f"{asked}{by}{after}" + (f": {limit.left}" if limit.left else "")


class LimitStrip(QWidget):
    """A line for each limit, the soonest first; hidden where the standards set none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(theme.current().space(1))
        self.shown: tuple[RecordingLimit, ...] = ()
        self.hide()

    def show_limits(self, limits: Sequence[RecordingLimit]) -> None:
        found = tuple(limits)
        if found == self.shown:
            return
        self.shown = found
        empty(self.lines)
        for limit in found:
            self.lines.addWidget(_line(limit))
        self.setVisible(bool(found))
        self.setAccessibleName(self.words())

    def words(self) -> str:
        return ". ".join(limit_words(limit) for limit in self.shown)


def _line(limit: RecordingLimit) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme.current().space(2))
    written = limit.left.startswith("written up")
    state = ("late" if limit.late else "met") if written else "overdue" if limit.late else "due"
    across.addWidget(StateMark(state, word=False), 0, Qt.AlignmentFlag.AlignTop)
    words = label(limit_words(limit), wrap=True)
    words.setToolTip(f"{limit.says}\n{limit.cite}")
    across.addWidget(words, 1)
    return row
