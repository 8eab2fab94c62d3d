"""The head of a child's record: who they are, what is open, who works with them, when they were seen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from services.usecases.around_results import HeadNotes
from services.usecases.results import ChildDetail
from ui import icons, theme
from ui.viewmodels.headwords import brief_line, seen, shortened, who_line
from ui.viewmodels.moments import short_day
from ui.widgets.elided import Elided
from ui.widgets.flow import FlowLayout, flow
from ui.widgets.link import Link
from ui.widgets.roles import button, frame, icon_button, label, set_role
from ui.widgets.scrolling import empty

_LOW = 34  # lines of text: in a place that is lower, the head folds
_SHORT = 72  # letters of a note in the folded head


class ChildHead(QWidget):
    """Where the window is low for its text, two lines say what matters most, and a button shows the rest."""

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
        self._acts = self._buttons()
        self._top.addWidget(self._acts, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(self._top)
        body.addWidget(self._brief_line())
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
        self._note = ""
        self._height = 0  # of the place, in device-independent pixels; 0: not told yet
        self._told = HeadNotes()
        theme.notifier.changed.connect(self._fold)

    def _brief_line(self) -> QWidget:
        """What is said of the child in one line, while the head is folded, and the button that unfolds it."""
        self.brief = Elided("", "quiet")
        self.more = icon_button("down", "Show all about this child")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _on: self._fold())
        self.brief_line = QWidget()
        row = QHBoxLayout(self.brief_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.brief, 1)
        row.addWidget(self.more)
        self.brief_line.hide()
        return self.brief_line

    @property
    def low(self) -> bool:
        """Whether there is too little room to say all at once."""
        return 0 < self._height < self.fontMetrics().height() * _LOW

    @property
    def folded(self) -> bool:
        return self.low and not self.more.isChecked()

    def fit_into(self, height: int) -> None:
        """Told the height of the place that the whole record has."""
        before = self.low
        self._height = height
        if self.low != before:
            self._fold()

    def _fold(self) -> None:
        low, folded = self.low, self.folded
        set_role(self.name, "heading" if low else "title")
        self.brief_line.setVisible(low)
        icons.follow(self.more, "up" if self.more.isChecked() else "down")
        words = "Show less about this child" if self.more.isChecked() else "Show all about this child"
        self.more.setAccessibleName(words)
        self.more.setToolTip(words)
        self.who.setVisible(not folded)
        self.facts_line.setVisible(not folded)
        self.edit.setText("" if low else "Details…")
        self.printing.setText("" if low else "Print…")
        self._show_note()
        self.show_notes(self._told)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """The buttons go beneath the name where they would press it together."""
        letter = self.fontMetrics().averageCharWidth()
        wide = self.low or self.width() > letter * 88
        self.record.setText("" if self.low and self.width() < letter * 80 else "Record…")
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
        self.brief.setText(brief_line(child, today))
        self._note = " ".join(child.note.split())
        self._show_note()

    def _show_note(self) -> None:
        words = f"To know: {self._note}"
        self.note.setText(shortened(words, _SHORT) if self.folded else words)
        self.note.setToolTip(words if self.folded else "")
        self.note.setVisible(bool(self._note))

    def show_notes(self, notes: HeadNotes) -> None:
        """Risks that a visitor must know, and consents that need a look: each a line that opens them."""
        self._told = notes
        empty(self._notes)
        for section, lines, word in (
            ("facts", notes.risks, "Before you visit"), ("sharing", notes.consents, ""),
        ):  # fmt: skip
            if lines and (section == "facts" or not self.folded):
                self._notes.addWidget(self._note_line(section, lines, word))
        self.notes_line.setVisible(self._notes.count() > 0)

    def _note_line(self, section: str, lines: tuple[str, ...], word: str) -> QWidget:
        first = shortened(lines[0], _SHORT) if self.folded else shortened(lines[0])
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
        last = seen(child.last_seen, today)
        alone = seen(child.last_seen_alone, today)
        for heading, words in (
            ("Standards of", child.authority_name), ("Worker", child.worker),
            ("Last seen", last), ("Seen alone", alone),
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
