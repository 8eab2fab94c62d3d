"""One event of a standard: which kind, what is asked of it, which in order, and which of its dates."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from services.usecases.pack_results import Choices, EventChoice
from services.usecases.packparts import Part, TermPart
from services.usecases.results import EventForm
from ui import theme
from ui.viewmodels.moments import capital
from ui.widgets.asked import AskedRow
from ui.widgets.flow import flow
from ui.widgets.formrow import FormRow
from ui.widgets.roles import button, label
from ui.widgets.scrolling import empty
from ui.widgets.typepicker import TypePicker

_ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class EventChooser(QWidget):
    """The event chosen, or the list to find it in by typing."""

    changed = Signal()

    def __init__(self, choices: Choices, type: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events = {e.type: e for e in choices.events}
        self.type = type if type in self._events else ""
        self._picker: TypePicker | None = None  # made when an event is to be found
        self.shown = label("", "heading", wrap=True)
        self.another = button("Another &event…", "flat", "search")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.current().space(1))
        for part in (self.shown, flow(self.another)):
            self.body.addWidget(part)
        self.another.clicked.connect(self.search)
        self._show()

    @property
    def picker(self) -> TypePicker:
        if self._picker is None:
            forms = [EventForm(e.type, e.label, e.group, (), (), ()) for e in self._events.values()]
            self._picker = TypePicker(forms)
            self._picker.search.setPlaceholderText(
                "Type a few letters: visit, core group, conference, birth…"
            )
            self._picker.search.setAccessibleName("Which event")
            self._picker.chosen.connect(self._take)
            self.body.addWidget(self._picker)
        return self._picker

    @property
    def event(self) -> EventChoice | None:
        return self._events.get(self.type)

    def _show(self) -> None:
        event = self.event
        self.shown.setText(event.label if event else "")
        self.shown.setVisible(event is not None)
        self.another.setVisible(event is not None)
        if event is None:
            self.picker.show()
        elif self._picker is not None:
            self._picker.hide()
        self.setFocusProxy(self.picker if event is None else self.another)

    def search(self) -> None:
        self.picker.show()
        self.another.hide()
        self.picker.search.clear()
        self.picker.search.setFocus()

    def _take(self, type: str) -> None:
        self.type = type
        self._show()
        self.another.setFocus()
        self.changed.emit()


class TermEditor(QWidget):
    """`term` is what is said, or None while no event is chosen."""

    changed = Signal()

    def __init__(
        self,
        choices: Choices,
        term: TermPart | None = None,
        parent: QWidget | None = None,
        *,
        dated: bool = True,
    ) -> None:
        """`dated`: whether one of the event's other dates may be meant."""
        super().__init__(parent)
        self._choices, self._dated = choices, dated
        self.rows: list[AskedRow] = []
        self.chooser = EventChooser(choices, term.type if term else "")
        self.asked = QVBoxLayout()
        self.asked.setSpacing(theme.current().space(2))
        self.more, self.nth, self.date = QComboBox(), QComboBox(), QComboBox()
        self.more.setAccessibleName("Ask something more of this event")
        self.nth.addItem("any of them", 0)
        for number, words in enumerate(_ORDER, 1):
            self.nth.addItem(f"the {words}", number)
        self.nth_row = FormRow("Which one", self.nth, "Counted from the start of what it belongs to")
        self.nth.setAccessibleName("Which one")
        self.date_row = FormRow("Which of its dates", self.date)
        self.date.setAccessibleName("Which of its dates")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(3))
        body.addWidget(self.chooser)
        body.addLayout(self.asked)
        for part in (self.more, self.date_row, self.nth_row):
            body.addWidget(part)
        self.setFocusProxy(self.chooser)
        self._event_changed(term)
        self.chooser.changed.connect(self._another_event)
        self.more.activated.connect(self._ask_more)
        for combo in (self.nth, self.date):
            combo.currentIndexChanged.connect(lambda _n: self.changed.emit())

    @property
    def term(self) -> TermPart | None:
        if not self.chooser.type:
            return None
        tests = tuple(part for row in self.rows for part in row.parts)
        date = self.date.currentData() if self._dated else ""
        return TermPart(self.chooser.type, tests, self.nth.currentData(), date or "")

    def _another_event(self) -> None:
        self._event_changed(None)
        self.changed.emit()

    def _event_changed(self, term: TermPart | None) -> None:
        event = self.chooser.event
        empty(self.asked)
        self.rows = []
        for combo in (self.date, self.nth):
            combo.blockSignals(True)
        self.date.clear()
        self.date.addItem("the day it happens", "")
        for choice in event.milestones if event else ():
            self.date.addItem(capital(choice.label), choice.value)
        self.date.setCurrentIndex(max(0, self.date.findData(term.milestone if term else "")))
        if term and self.nth.findData(term.nth) < 0:
            self.nth.addItem(f"number {term.nth}", term.nth)
        self.nth.setCurrentIndex(max(0, self.nth.findData(term.nth if term else 0)))
        for combo in (self.date, self.nth):
            combo.blockSignals(False)
        for name, parts in groupby(term.tests if term else (), key=lambda p: p.name):
            self._add_row(name, list(parts))
        self.nth_row.setVisible(event is not None)
        self.date_row.setVisible(self._dated and self.date.count() > 1)
        self._fill_more()

    def _add_row(self, name: str, parts: list[Part]) -> None:
        event = self.chooser.event
        attr = next((a for a in event.attrs if a.name == name), None) if event else None
        if attr is None:
            return
        together = len(parts) == 1 or all(p.op == "=" and len(p.values) == 1 for p in parts)
        for group in [parts] if together else [[p] for p in parts]:
            row = AskedRow(attr, self._choices.operators, group)
            row.changed.connect(self.changed)
            row.remove_wanted.connect(lambda row=row: self._forget(row))
            self.rows.append(row)
            self.asked.addWidget(row)

    def _forget(self, row: AskedRow) -> None:
        self.rows.remove(row)
        self.asked.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._fill_more()
        self.more.setFocus()
        self.changed.emit()

    def _fill_more(self) -> None:
        event = self.chooser.event
        asked = {row.attr.name for row in self.rows}
        left = [a for a in event.attrs if a.name not in asked] if event else []
        self.more.clear()
        self.more.addItem("Ask something more of it…" if asked else "Ask something of it…", "")
        for attr in left:
            self.more.addItem(capital(attr.label), attr.name)
        self.more.setVisible(bool(left))

    def _ask_more(self, number: int) -> None:
        name = self.more.itemData(number)
        if name:
            self._add_row(name, [])
            self._fill_more()
            self.rows[-1].mode.setFocus()
            self.changed.emit()
