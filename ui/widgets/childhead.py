"""The head of a child's record: who they are, what is open, who works with them, when they were seen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from services.usecases.around_results import HeadNotes
from services.usecases.results import ChildDetail
from ui import icons, theme
from ui.viewmodels.moments import relative, short_day
from ui.widgets.elided import Elided
from ui.widgets.flow import FlowLayout, flow
from ui.widgets.link import Link
from ui.widgets.roles import button, frame, icon_button, label
from ui.widgets.scrolling import empty


class ChildHead(QWidget):
    back_wanted = Signal()
    record_wanted = Signal()
    edit_wanted = Signal()
    undo_wanted = Signal()
    sibling_wanted = Signal(str)
    print_wanted = Signal(str)  # calendar, chronology
    compare_wanted = Signal()
    section_wanted = Signal(str)  # facts, sharing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme.current()
        card = frame("bar")
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        body = QVBoxLayout(card)
        body.setContentsMargins(now.space(4), now.space(2), now.space(4), now.space(2))
        body.setSpacing(now.space(1))
        self.back = icon_button("back", "Back", "Back (Alt+Left)")
        self.back.clicked.connect(self.back_wanted)
        self.name = label("", "title", wrap=True)
        self.who = Elided("", "quiet")
        left = QHBoxLayout()
        left.setSpacing(now.space(2))
        left.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.who)
        left.addLayout(names, 1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(now.space(2))
        self._top.addLayout(left, 1)
        self._top.addWidget(self._buttons(), 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(self._top)
        self.facts_line = QWidget()
        self._facts = FlowLayout(self.facts_line, now.space(2))
        body.addWidget(self.facts_line)
        self.notes_line = QWidget()
        self._notes = QVBoxLayout(self.notes_line)
        self._notes.setContentsMargins(0, 0, 0, 0)
        self._notes.setSpacing(0)
        self.notes_line.hide()
        body.addWidget(self.notes_line)
        self.note = label("", "warning", wrap=True)
        body.addWidget(self.note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go beneath the name where they would press it together."""
        super().resizeEvent(event)
        wide = self.width() > self.fontMetrics().averageCharWidth() * 88
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._top.direction() != way:
            self._top.setDirection(way)

    def _buttons(self) -> QWidget:
        self.record = button("Record…", "primary", "add", "Record or book something (Ctrl+N)")
        self.record.clicked.connect(self.record_wanted)
        self.edit = button("Details…", "", "edit", "Change this child's details")
        self.edit.clicked.connect(self.edit_wanted)
        self.printing = button("Print…", "", "print", "Print the calendar (Ctrl+P) or the chronology")
        menu = QMenu(self.printing)
        for kind, words, icon in (
            ("calendar", "Calendar", "calendar"),
            ("chronology", "Chronology", "chronology"),
        ):
            action = menu.addAction(words)
            icons.follow(action, icon)
            action.triggered.connect(lambda _=False, kind=kind: self.print_wanted.emit(kind))
        self.printing.setMenu(menu)
        words = "The same events under another authority's standards, as when a family moves"
        self.compare = icon_button("compare", "Compare authorities", words)
        self.compare.clicked.connect(self.compare_wanted)
        self.undo = icon_button("undo", "Undo", "Nothing to undo")
        self.undo.clicked.connect(self.undo_wanted)
        return flow(
            self.record, self.edit, self.printing, self.compare, self.undo, spacing=theme.current().space(2)
        )

    def show_child(self, child: ChildDetail, today: date, undoable: str) -> None:
        self.name.setText(child.name)
        self.who.setText(who_line(child))
        self.undo.setEnabled(bool(undoable))
        self.undo.setToolTip(f"Undo: {undoable} (Ctrl+Z)" if undoable else "Nothing to undo")
        empty(self._facts)
        self._show_open(child)
        self._show_facts(child, today)
        self.note.setText(f"To know: {child.note}")
        self.note.setVisible(bool(child.note.strip()))

    def show_notes(self, notes: HeadNotes) -> None:
        """Risks that a visitor must know, and consents that need a look: each a line that opens them."""
        empty(self._notes)
        for section, lines, word in (
            ("facts", notes.risks, "Before you visit"), ("sharing", notes.consents, ""),
        ):  # fmt: skip
            if lines:
                self._notes.addWidget(self._note_line(section, lines, word))
        self.notes_line.setVisible(bool(notes.risks or notes.consents))

    def _note_line(self, section: str, lines: tuple[str, ...], word: str) -> QWidget:
        first = _shortened(lines[0])
        more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
        start = f"{word}: " if word else ""
        link = Link(f"{start}{first}{more}", lambda: self.section_wanted.emit(section))
        link.setToolTip("\n".join(lines))
        link.setAccessibleName(f"{start}{'; '.join(lines)}")
        mark = QLabel()
        mark.setPixmap(
            icons.pixmap(
                "warning" if section == "facts" else "shield",
                round(self.fontMetrics().height() * 1.05),
                theme.current().color("danger" if section == "facts" else "warning").name(),
                self.devicePixelRatioF(),
            )
        )
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().space(1))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(link, 1)
        return holder

    def _show_open(self, child: ChildDetail) -> None:
        for episode in child.episodes:
            if episode.ended is None:
                self._facts.addWidget(Chip(f"{episode.label} since {short_day(episode.since)}"))
        if not any(episode.ended is None for episode in child.episodes):
            self._facts.addWidget(label("Nothing is open.", "quiet"))

    def _show_facts(self, child: ChildDetail, today: date) -> None:
        seen = _seen(child.last_seen, today)
        alone = _seen(child.last_seen_alone, today)
        for heading, words in (
            ("Standards of", child.authority_name), ("Worker", child.worker),
            ("Last seen", seen), ("Seen alone", alone),
            ("Reference", child.reference),
        ):  # fmt: skip
            if words:
                self._facts.addWidget(_pair(heading, words))
        for number, sibling in enumerate(child.siblings):
            words = f"{sibling.name}, {sibling.age}" if sibling.age else sibling.name
            link = Link(words, lambda id=sibling.child_id: self.sibling_wanted.emit(id))
            link.setAccessibleName(f"Sibling: {words}")
            heading = "" if number else "Siblings" if len(child.siblings) > 1 else "Sibling"
            self._facts.addWidget(_pair(heading, link))
        self.facts_line.updateGeometry()


class Chip(QLabel):
    """A few words on a soft ground of their own."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        now = theme.current()
        self.setContentsMargins(now.space(2), 2, now.space(2), 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("accent-soft"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.end()
        super().paintEvent(event)


def _shortened(text: str, most: int = 110) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def who_line(child: ChildDetail) -> str:
    parts = [f"Known as {child.known_as}"] if child.known_as and child.known_as != child.given else []
    if child.born is not None:
        parts.append(f"{child.age}, born {short_day(child.born)}")
    elif child.expected is not None:
        parts.append(f"Unborn, expected {short_day(child.expected)}")
    parts += [words for words in (child.pronouns, child.languages, child.address) if words]
    return " · ".join(parts)


def _seen(day: date | None, today: date) -> str:
    return f"{short_day(day)} ({relative(day, today)})" if day is not None else "not yet recorded"


def _pair(heading: str, words: str | QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, theme.current().space(1), 0)
    row.setSpacing(theme.current().space(1))
    if heading:
        row.addWidget(label(heading, "quiet"))
    if isinstance(words, str):
        shown = label(words)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(shown)
    else:
        row.addWidget(words)
    return holder
