"""What to talk about in supervision: overdue, due before the next session, open actions; each a line to follow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from services.usecases.oversight_results import AgendaItem, AgendaView
from ui import theme
from ui.viewmodels.moments import day_of, day_text, moment_text
from ui.widgets.link import Link
from ui.widgets.roles import label
from ui.widgets.scrolling import empty

_GROUPS = (
    ("overdue", "Overdue"),
    ("ahead", "Due before the next session"),
    ("actions", "Open actions"),
)


class AgendaLines(QWidget):
    """`followed` says the key of a deadline; `actions_wanted` that the actions are asked for."""

    followed = Signal(str)
    actions_wanted = Signal()

    def __init__(self, most: int = 12, parent: QWidget | None = None) -> None:
        """`most`: lines of a group that are shown; the rest are counted."""
        super().__init__(parent)
        self._most = most
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().space(1))
        self.links: list[Link] = []

    def show_agenda(self, agenda: AgendaView | None) -> None:
        empty(self.column)
        self.links = []
        if agenda is None:
            self.column.addWidget(label("Gathering what there is to talk about…", "quiet", wrap=True))
            return
        self.column.addWidget(label(next_words(agenda), "quiet", wrap=True))
        if agenda.last is not None and agenda.last.decisions:
            self._heading(f"Decided last time, {moment_text(agenda.last.event.at)}")
            for decision in agenda.last.decisions:
                said = f"{decision.what} ({decision.who})" if decision.who else decision.what
                end = f": done {day_text(decision.done)}" if decision.done else ": not done yet"
                self.column.addWidget(label(f"• {said}{end}", wrap=True))
        shown = False
        for name, heading in _GROUPS:
            shown = self._group(heading, getattr(agenda, name)) or shown
        if agenda.consents:
            self._heading("Consent")
            for told in agenda.consents:
                self.column.addWidget(label(f"• {told}", wrap=True))
        if not shown and not agenda.consents:
            self.column.addWidget(label("Nothing is overdue, due soon or left to do.", wrap=True))

    def _heading(self, words: str) -> None:
        made = label(words, "strong", wrap=True)
        made.setContentsMargins(0, theme.current().space(2), 0, 0)
        self.column.addWidget(made)

    def _group(self, heading: str, items: Sequence[AgendaItem]) -> bool:
        if not items:
            return False
        self._heading(f"{heading} ({len(items)})")
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().space(2))
        grid.setVerticalSpacing(theme.current().space(1))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, item in enumerate(items[: self._most]):
            link = Link(short_when(item))
            link.setAccessibleName(line_of(item))
            link.setMinimumWidth(link.fontMetrics().horizontalAdvance("Wed 30 Sep 2026 ") + 6)
            if item.group == "action":
                link.clicked.connect(lambda _=False: self.actions_wanted.emit())
            else:
                link.clicked.connect(lambda _=False, key=item.key: self.followed.emit(key))
            self.links.append(link)
            said = f"{item.text} ({item.detail})" if item.group == "action" and item.detail else item.text
            grid.addWidget(link, row, 0, top)
            grid.addWidget(label(said, wrap=True), row, 1, top)
        self.column.addWidget(holder)
        if len(items) > self._most:
            self.column.addWidget(label(f"and {len(items) - self._most} more", "quiet"))
        return True


def next_words(agenda: AgendaView) -> str:
    """When the next session is, and when the child was last seen."""
    how = "is booked for" if agenda.next_is_booked else "is expected by"
    seen = f" Last seen {day_text(agenda.seen)}." if agenda.seen else ""
    return f"The next session {how} {day_text(agenda.next_session, long=True)}.{seen}"


def short_when(item: AgendaItem) -> str:
    """The day alone, as it stands in front of what is due."""
    return day_text(day_of(item.due)) if item.due is not None else "No date"


def line_of(item: AgendaItem) -> str:
    """ "First core group: due Fri 13 Mar 2026"."""
    when = moment_text(item.due) if item.due is not None else "no date"
    if item.group == "action":
        who = f" ({item.detail})" if item.detail else ""
        by = f": by {when}" if item.due is not None else ""
        return f"{item.text}{who}{by}" + (", overdue" if item.late else "")
    return f"{item.text}: {'was due' if item.late else 'due'} {when}"


def text_of(agenda: AgendaView) -> str:
    """The agenda as lines of text, to be worked over in the notes."""
    lines = []
    if agenda.last is not None:
        for decision in agenda.last.decisions:
            state = f"done {day_text(decision.done)}" if decision.done else "not done yet"
            lines.append(f"• From last time: {decision.what}: {state}")
    decided = {d.id for d in agenda.last.decisions} if agenda.last else set()
    words = {"overdue": "Overdue", "ahead": "Coming up", "action": "Still to do"}
    for item in agenda.items:
        if item.key not in decided:
            lines.append(f"• {words[item.group]}: {line_of(item)}")
    lines += [f"• {told}" for told in agenda.consents]
    return "\n".join(lines)
