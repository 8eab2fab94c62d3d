"""The list of a transfer or closure: each line with how it stands, what is missing, and where to write it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from services.usecases.endings_results import LIST, LOOK, PRACTICE, EndingView, ItemView
from ui import theme
from ui.viewmodels.moments import day_text
from ui.widgets.flow import FlowLayout, flow
from ui.widgets.link import Link
from ui.widgets.roles import button, frame, label
from ui.widgets.scrolling import ScrollColumn, empty
from ui.widgets.statemark import StateMark

MARKS = {
    "found": ("met", "On record"),
    "done": ("met", "Done"),
    "not_needed": ("lapsed", "Not needed"),
    "missing": ("overdue", "Missing"),
    "asked": ("projected", "To be checked"),
}
_SECTIONS = {
    "people": "People",
    "genogram": "Genogram",
    "record": "Record",
    "oversight": "Oversight",
    "oversight/audits": "Audits",
    "summaries": "Summaries",
    "letters": "Letters",
    "plans": "Plans",
    "facts": "Key facts",
    "sharing": "Consent and sharing",
    "agenda": "Agenda",
    "actions": "Actions",
}


class EndingList(ScrollColumn):
    """`ticked` says an item and whether it is done; `not_needed` asks for the reason why; the rest lead elsewhere."""

    ticked = Signal(str, bool)
    not_needed = Signal(str)
    needed = Signal(str)
    record_wanted = Signal(str)
    section_wanted = Signal(str)
    key_wanted = Signal(str)
    summary_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Checklist", margin=1, parent=parent)
        self.view: EndingView | None = None
        self.lines: dict[str, ItemLine] = {}
        self.settled = QCheckBox("Show what is in place as well")
        self.settled.setChecked(True)
        self.settled.toggled.connect(lambda _on: self._filter())
        self.print = button("Print the list…", "", "print")
        self.column.addWidget(flow(self.settled, self.print, spacing=theme.current().space(4)))
        holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.current().space(2))
        self.column.addWidget(holder)
        self.column.addStretch(1)

    def show_view(self, view: EndingView) -> None:
        """The list afresh, where one was reading kept in sight and in focus."""
        place = self.verticalScrollBar().value() if self.view and self.view.id == view.id else 0
        focused = next(
            (i for i, line in self.lines.items() if line.isAncestorOf(self.focusWidget() or line)), ""
        )
        self.view = view
        empty(self.body)
        self.lines = {}
        groups = (
            (LIST, f"What {view.authority_name} asks for"),
            (LOOK, "Worth a look, though no document asks for it"),
            (PRACTICE, "How it is done well"),
        )
        for group, heading in groups:
            items = [i for i in view.items if i.group == group]
            if items:
                made = label(heading, "heading", wrap=True)
                made.setContentsMargins(0, theme.current().space(2), 0, 0)
                self.body.addWidget(made)
            for item in items:
                self._add(item, view.finished is not None)
        self._filter()
        self.verticalScrollBar().setValue(place)
        if focused in self.lines:
            self.lines[focused].tick.setFocus()

    def _add(self, item: ItemView, finished: bool) -> None:
        line = ItemLine(item, finished)
        line.ticked.connect(lambda on, name=item.item: self.ticked.emit(name, on))
        line.not_needed.connect(lambda name=item.item: self.not_needed.emit(name))
        line.needed.connect(lambda name=item.item: self.needed.emit(name))
        line.record_wanted.connect(self.record_wanted)
        line.section_wanted.connect(self._section)
        line.key_wanted.connect(self.key_wanted)
        self.lines[item.item] = line
        self.body.addWidget(line)

    def _section(self, name: str) -> None:
        self.summary_wanted.emit() if name == "summary" else self.section_wanted.emit(name)

    def _filter(self) -> None:
        for line in self.lines.values():
            line.setVisible(self.settled.isChecked() or not line.item.settled)


class ItemLine(QWidget):
    ticked = Signal(bool)
    not_needed = Signal()
    needed = Signal()
    record_wanted = Signal(str)
    section_wanted = Signal(str)
    key_wanted = Signal(str)

    def __init__(self, item: ItemView, finished: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        now = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        body = QGridLayout(card)
        body.setContentsMargins(now.space(3), now.space(2), now.space(3), now.space(2))
        body.setHorizontalSpacing(now.space(3))
        body.setVerticalSpacing(now.space(1))
        body.setColumnStretch(1, 1)
        state, word = MARKS[item.state]
        mark = StateMark(state, text=word)
        mark.setMinimumWidth(mark.fontMetrics().horizontalAdvance("To be checked") + now.space(6))
        body.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        words = label(item.says, wrap=True)
        body.addWidget(words, 0, 1)
        self.tick = QCheckBox("Done")
        self.tick.setAccessibleName(f"Done: {item.says}")
        self.tick.setChecked(item.done is not None)
        self.tick.setEnabled(not finished and item.state != "not_needed")
        self.tick.clicked.connect(self.ticked)
        body.addWidget(self.tick, 0, 2, Qt.AlignmentFlag.AlignTop)
        told = [item.found]
        if item.done:
            told = [f"Ticked on {day_text(item.done)}", item.note]
        elif item.state == "not_needed":
            told = [f"Why not: {item.note}"]
        said = ". ".join(filter(None, told))
        if said:
            body.addWidget(label(said, wrap=True), 1, 1, 1, 2)
        if item.cite:
            body.addWidget(label(item.cite, "small", wrap=True), 2, 1, 1, 2)
        links = self._links(finished)
        if links is not None:
            body.addWidget(links, 3, 1, 1, 2)

    def _links(self, finished: bool) -> QWidget | None:
        """Where to write what is missing; and that it is not needed."""
        item, made = self.item, []
        if item.state in ("missing", "asked"):
            if item.lacks_date:
                made.append(Link("Add the date…", lambda: self.key_wanted.emit(item.key)))
            elif item.record:
                made.append(Link("Record it…", lambda: self.record_wanted.emit(item.record)))
            if item.section:
                name = _SECTIONS.get(item.section, "the section")
                made.append(Link(f"Go to {name}", lambda: self.section_wanted.emit(item.section)))
            if not item.record and not item.section and item.found == "It is not written yet":
                made.append(Link("Write it", lambda: self.section_wanted.emit("summary")))
            if item.key and not item.lacks_date:
                made.append(Link("Why this date", lambda: self.key_wanted.emit(item.key)))
        if not finished:
            if item.state == "not_needed":
                made.append(Link("It is needed after all", self.needed.emit))
            elif item.state in ("missing", "asked"):
                made.append(Link("Not needed…", self.not_needed.emit))
        if not made:
            return None
        holder = QWidget()
        row = FlowLayout(holder, theme.current().space(4))
        for link in made:
            link.setAccessibleName(f"{link.text()}: {item.says}")
            row.addWidget(link)
        return holder
