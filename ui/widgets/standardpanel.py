"""One standard in full: what it says, whom it bears on, how it is counted and read, and a worked example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.standards_results import ExampleView, StandardView
from ui import theme
from ui.viewmodels.layers import LayerNote
from ui.viewmodels.moments import capital, day_text
from ui.viewmodels.standards import bearing_words
from ui.viewmodels.why import FORCE, READING
from ui.widgets.facts import Facts, selectable
from ui.widgets.flow import flow
from ui.widgets.layernotes import layer_cards
from ui.widgets.link import Link
from ui.widgets.roles import button, frame, label, line
from ui.widgets.scrolling import ScrollColumn
from ui.widgets.statemark import StateMark


class StandardPanel(ScrollColumn):
    """Filled by `show_standard`; nothing in it is changed here."""

    child_wanted = Signal(str, str)  # child id ("worker" for oneself), key of the deadline
    standard_wanted = Signal(str)
    compare_wanted = Signal(str)  # a topic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Standard", parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to be scrolled by the keyboard
        self.setProperty("role", "reading")
        self.standard: StandardView | None = None
        self._people: tuple[Any, ...] = ()
        self.show_nothing()

    def show_nothing(self, words: str = "Choose a standard to read it in full.") -> None:
        self.standard = None
        self.clear()
        self.column.addWidget(label(words, "quiet", wrap=True))
        self.column.addStretch(1)

    def show_standard(
        self,
        standard: StandardView,
        people: Sequence[Any],
        names: Mapping[str, str],
        national: Sequence[LayerNote] = (),
    ) -> None:
        """`names`: what the tied readings say, by id; `national`: what the national guidance says of the topic."""
        same = self.standard is not None and self.standard.id == standard.id
        if same and self._people == tuple(people):
            return
        self.standard, self._people = standard, tuple(people)
        self.clear()
        self._head(standard)
        self._bearing(people)
        self._counting(standard)
        self._layers(national)
        self._reading(standard, names)
        self._example(standard.example)
        self.column.addStretch(1)
        if not same:
            self.verticalScrollBar().setValue(0)

    def _head(self, standard: StandardView) -> None:
        self.column.addWidget(label(standard.area_label, "small"))
        self.column.addWidget(selectable(standard.says, "heading"))
        self.column.addWidget(
            Facts((
                ("Limit", capital(standard.limit)),
                ("Clause", standard.cite),
                ("Force", FORCE.get(standard.force, standard.force)),
                ("For", capital(standard.role)),
                ("Name in the pack", standard.id),
            ))
        )  # fmt: skip
        if standard.topic:
            ask = button("&Compare with other authorities", "", "list")
            ask.setToolTip(f"Topic: {standard.topic_label}")
            ask.clicked.connect(lambda: self.compare_wanted.emit(standard.topic))
            self.column.addWidget(flow(ask))

    def _bearing(self, people: Sequence[Any]) -> None:
        if not people:
            return
        self.column.addWidget(line())
        self.column.addWidget(label("Bears now on", "strong"))
        for row in people:
            holder = QWidget()
            across = QVBoxLayout(holder)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(0)
            if row.state == "overdue":
                across.addWidget(StateMark("overdue"))
            across.addWidget(self._person(row))
            self.column.addWidget(holder)

    def _counting(self, standard: StandardView) -> None:
        self.column.addWidget(line())
        self.column.addWidget(label("How it is counted", "strong"))
        for words in standard.sentences:
            self.column.addWidget(selectable(words))

    def _layers(self, notes: Sequence[LayerNote]) -> None:
        for card in layer_cards(notes):
            self.column.addWidget(card)

    def _reading(self, standard: StandardView, names: Mapping[str, str]) -> None:
        self.column.addWidget(line())
        word, says = READING.get(standard.reading, (standard.reading.capitalize(), ""))
        roles = {"printed": "sunken", "interpreted": "banner-info"}
        card, body = _card(roles.get(standard.reading, "banner-warning"))
        body.addWidget(label(f"Reading: {word.lower()}", "strong", wrap=True))
        body.addWidget(label(says, wrap=True))
        if standard.note:
            body.addWidget(selectable(standard.note))
        self.column.addWidget(card)
        if standard.tied:
            told = "The document says this in two ways. The calendar plans to the stricter and shows the other beneath."
            self.column.addWidget(label("The other reading", "strong"))
            self.column.addWidget(label(told, "quiet", wrap=True))
            for name in standard.tied:
                self.column.addWidget(self._tied(name, names.get(name, name)))

    def _person(self, row: Any) -> Link:
        return Link(bearing_words(row), lambda: self.child_wanted.emit(row.child_id, row.key))

    def _tied(self, name: str, says: str) -> Link:
        return Link(says, lambda: self.standard_wanted.emit(name))

    def _example(self, example: ExampleView | None) -> None:
        self.column.addWidget(line())
        self.column.addWidget(label("A worked example", "strong"))
        if example is None:
            self.column.addWidget(label("No worked example is published for it.", "quiet", wrap=True))
            return
        card, body = _card("sunken")
        body.addWidget(label(example.title, "strong", wrap=True))
        body.addWidget(label("On record", "quiet"))
        for words in example.given:
            body.addWidget(selectable(words))
        body.addWidget(label("Counting", "quiet"))
        body.addWidget(selectable(example.counting))
        body.addWidget(label(f"What follows, seen on {day_text(example.seen_on)}", "quiet", wrap=True))
        for words in example.expected:
            body.addWidget(selectable(words))
        self.column.addWidget(card)


def _card(role: str) -> tuple[QWidget, QVBoxLayout]:
    made = frame(role)
    body = QVBoxLayout(made)
    space = theme.current().space(3)
    body.setContentsMargins(space, space, space, space)
    body.setSpacing(theme.current().space(1))
    return made, body
