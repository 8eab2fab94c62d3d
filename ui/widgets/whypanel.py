"""Why this date: everything that explains one deadline, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.viewmodels.why import WhyView
from ui.widgets.expected import ExpectedNotes
from ui.widgets.facts import Facts, selectable
from ui.widgets.flow import flow
from ui.widgets.layernotes import layer_cards
from ui.widgets.link import Link
from ui.widgets.roles import button, frame, label, line
from ui.widgets.scrolling import ScrollColumn
from ui.widgets.statemark import StateMark


class WhyPanel(ScrollColumn):
    """Asks for things by signals; it does nothing itself."""

    record_wanted = Signal(str, bool)  # the deadline's key; True: book it
    event_wanted = Signal(str)  # the event's id
    deadline_wanted = Signal(str)  # another deadline's key
    agree_wanted = Signal(str)
    waive_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Why this date", parent=parent)
        self.view: WhyView | None = None

    def show_why(self, view: WhyView) -> None:
        same = self.view is not None and self.view.key == view.key
        if view == self.view:
            return
        self.view = view
        self.clear()
        self._head(view)
        for card in layer_cards(view.layers):
            self.column.addWidget(card)
        self._actions(view)
        self._reasons(view)
        self._source(view)
        self._relations(view)
        if view.expected is not None:
            self.column.addWidget(line())
            expected = ExpectedNotes()
            self.column.addWidget(expected)
            expected.set_checklist(view.expected)
        self.column.addStretch(1)
        if not same:
            self.verticalScrollBar().setValue(0)

    def _head(self, view: WhyView) -> None:
        self.column.addWidget(StateMark(view.state, text=view.state_line))
        self.column.addWidget(selectable(view.says, "heading"))
        self.column.addWidget(Facts(view.dates))

    def _actions(self, view: WhyView) -> None:
        key, buttons = view.key, []
        if view.prefill is not None:
            record = button("&Record what meets this", "primary", "add")
            record.clicked.connect(lambda: self.record_wanted.emit(key, False))
            buttons.append(record)
        if view.can_book:
            book = button(
                "&Book it", "", "calendar", "Enter it as booked; it meets nothing until it has happened"
            )
            book.clicked.connect(lambda: self.record_wanted.emit(key, True))
            buttons.append(book)
        if view.can_agree:
            agree = button("&Agree a frequency…")
            agree.clicked.connect(lambda: self.agree_wanted.emit(key))
            buttons.append(agree)
        if view.can_waive:
            waive = button(
                "&Waive…", tip="Record that this is not owed for this child, who decided so, and why"
            )
            waive.clicked.connect(lambda: self.waive_wanted.emit(key))
            buttons.append(waive)
        if buttons:
            self.column.addWidget(flow(*buttons, spacing=theme.current().space(2)))

    def _reasons(self, view: WhyView) -> None:
        self.column.addWidget(line())
        self.column.addWidget(label("Why this date", "strong"))
        for number, words in enumerate(view.why, 1):
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(theme.current().space(2))
            mark = label(f"{number}.", "quiet")
            mark.setMinimumWidth(mark.fontMetrics().horizontalAdvance("00."))
            across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(selectable(words), 1)
            self.column.addWidget(row)
        if view.clock_event:
            event = view.clock_event
            self.column.addWidget(label("The event that started it", "quiet"))
            self.column.addWidget(Link(view.clock_label, lambda: self.event_wanted.emit(event)))
        elif view.clock_label:
            self.column.addWidget(Facts((("Started by", view.clock_label),)))

    def _source(self, view: WhyView) -> None:
        self.column.addWidget(line())
        self.column.addWidget(label("Where it is written", "strong"))
        self.column.addWidget(Facts(view.source))
        if view.reading == "printed" and not view.note:
            self.column.addWidget(Facts((("Reading", f"{view.reading_word}. {view.reading_says}"),)))
            return
        card = frame("banner-info" if view.reading != "assumed" else "banner-warning")
        body = QVBoxLayout(card)
        space = theme.current().space(3)
        body.setContentsMargins(space, space, space, space)
        body.addWidget(label(f"Reading: {view.reading_word.lower()}", "strong", wrap=True))
        body.addWidget(label(view.reading_says, wrap=True))
        if view.note:
            body.addWidget(selectable(view.note))
        self.column.addWidget(card)

    def _relations(self, view: WhyView) -> None:
        if view.covered_by is not None:
            key, says = view.covered_by
            self.column.addWidget(line())
            self.column.addWidget(label("A stricter rule for the same act comes first", "strong", wrap=True))
            self.column.addWidget(Link(says, lambda: self.deadline_wanted.emit(key)))
        if view.covers:
            self.column.addWidget(line())
            self.column.addWidget(label("The same act also meets", "strong", wrap=True))
            for key, says in view.covers:
                self.column.addWidget(Link(says, lambda key=key: self.deadline_wanted.emit(key)))
        if view.decisions:
            self.column.addWidget(line())
            self.column.addWidget(label("Decided for this child", "strong"))
            for words in view.decisions:
                self.column.addWidget(selectable(words))
