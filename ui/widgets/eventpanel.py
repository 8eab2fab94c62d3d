"""One event as recorded or booked: its answers, notes and what it said before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.chronicle_results import EventPlace
from services.usecases.results import ActionItem, EventForm, EventVersion, EventView
from ui import theme
from ui.viewmodels.agenda import action_key, action_title
from ui.viewmodels.moments import capital, moment_text
from ui.widgets.facts import Facts, selectable
from ui.widgets.flow import flow
from ui.widgets.link import Link
from ui.widgets.noterow import SORTS
from ui.widgets.roles import button, frame, label, line
from ui.widgets.scrolling import ScrollColumn, empty
from ui.widgets.statemark import StateMark


class EventPanel(ScrollColumn):
    edit_wanted = Signal(str)
    happened_wanted = Signal(str)  # a booking whose day has come: record that it took place
    remove_wanted = Signal(str)
    history_wanted = Signal(str)
    print_wanted = Signal(str)
    chronology_wanted = Signal()  # the event shown is to be taken into the chronology
    entry_wanted = Signal(str)  # the event whose entry in the chronology is to be read
    action_wanted = Signal(str)  # the key of an action that came out of it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Event", parent=parent)
        self.shown: EventView | None = None
        self._history: QVBoxLayout | None = None
        self._milestones: dict[tuple[str, str], str] = {}
        self._sorts: dict[tuple[str, str], str] = {}
        self._steps: tuple[ActionItem, ...] = ()
        self._place: EventPlace | None = None
        self._standing: QVBoxLayout | None = None

    def set_forms(self, forms: Sequence[EventForm]) -> None:
        """Where the labels of milestones come from."""
        self._milestones = {
            (form.type, name): capital(words) for form in forms for name, words in form.milestones
        }
        self._sorts = {(form.type, ask.name): SORTS.get(ask.sort, "") for form in forms for ask in form.asks}

    def show_event(self, event: EventView, actions: Sequence[ActionItem] = ()) -> None:
        """`actions`: those of the child; the ones that came out of this event are listed."""
        steps = tuple(each for each in actions if each.source == "event" and each.source_id == event.id)
        if event == self.shown and steps == self._steps:
            return
        self._steps = steps
        same = self.shown is not None and self.shown.id == event.id
        self.shown = event
        self.clear()
        self._history = None
        self.column.addWidget(StateMark("booked" if event.planned else "recorded"))
        self.column.addWidget(selectable(event.label, "heading"))
        self.column.addWidget(Facts(self._facts(event)))
        self._actions(event)
        self._standing = QVBoxLayout()
        self.column.addLayout(self._standing)
        if not same:
            self._place = None
        self._show_standing()
        for heading, text in event.notes:
            self.column.addWidget(line())
            self.column.addWidget(label(heading, "strong", wrap=True))
            sort = self._sorts.get((event.type, heading), "")
            if sort and sort not in heading.lower():
                self.column.addWidget(label(capital(sort), "small", wrap=True))
            self.column.addWidget(selectable(text))
        self._show_steps()
        self._written(event)
        self.column.addStretch(1)
        if not same:
            self.verticalScrollBar().setValue(0)

    def show_place(self, place: EventPlace | None) -> None:
        """How the event stands in the chronology; None where that is of no concern."""
        if place != self._place:
            self._place = place
            self._show_standing()

    def _show_standing(self) -> None:
        place, column = self._place, self._standing
        if column is None:
            return
        empty(column)
        if place is None:
            return
        event_id = place.event_id
        if place.there or place.hidden:
            words = "Marked as significant" if place.by_hand else "In the chronology by its kind"
            words = "Left out of the chronology by hand" if place.hidden else words
            column.addWidget(label(words, "quiet", wrap=True))
            go = Link("Go to its entry in the chronology", lambda: self.entry_wanted.emit(event_id))
            column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        if not place.there:
            add = button(
                "Add to chronology…", "flat", "star", "Mark it as significant, with its impact on the child"
            )
            add.clicked.connect(lambda: self.chronology_wanted.emit())
            column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_steps(self) -> None:
        """What happens next: each line opens its action."""
        if not self._steps:
            return
        self.column.addWidget(line())
        self.column.addWidget(label("What happens next", "strong"))
        for each in self._steps:
            by = moment_text(each.by, none="no date")
            state = f"done on {moment_text(each.done)}" if each.done else f"by {by}" if each.by else by
            words = f"{action_title(each)}, {state}"
            self.column.addWidget(Link(words, lambda each=each: self.action_wanted.emit(action_key(each.id))))

    def _facts(self, event: EventView) -> tuple[tuple[str, str], ...]:
        rows = [("Booked for" if event.planned else "When", moment_text(event.at, long=True))]
        if event.summary:
            rows.append(("Details", event.summary))
        for name, at in event.milestones.items():
            words = self._milestones.get((event.type, name), name.replace("_", " ").capitalize())
            rows.append((words, moment_text(at)))
        return tuple(rows)

    def _actions(self, event: EventView) -> None:
        made = []
        for words, role, icon, signal in (
            ("I&t has happened", "primary", "check", self.happened_wanted if event.planned else None),
            ("E&dit", "", "edit", self.edit_wanted),
            ("&Print…", "", "print", self.print_wanted),
            ("Re&move…", "danger", "remove", self.remove_wanted),
        ):
            if signal is None:
                continue
            each = button(words, role, icon)
            each.clicked.connect(lambda _=False, signal=signal: signal.emit(event.id))
            made.append(each)
        self.column.addWidget(flow(*made, spacing=theme.current().space(2)))

    def _written(self, event: EventView) -> None:
        self.column.addWidget(line())
        words = f"Written by {event.author}, {moment_text(event.recorded_at)}"
        self.column.addWidget(label(words, "small", wrap=True))
        if event.amended:
            show = button(f"Earlier wordings ({event.amended})", "flat", "history")
            show.clicked.connect(lambda: self.history_wanted.emit(event.id))
            self.column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)

    def show_history(self, versions: Sequence[EventVersion]) -> None:
        """The earlier versions, newest first, beneath the event; nothing where another event is shown by now."""
        if self.shown is None or not any(version.event.id == self.shown.id for version in versions):
            return
        if self._history is None:
            holder = QWidget()
            self._history = QVBoxLayout(holder)
            self._history.setContentsMargins(0, 0, 0, 0)
            self._history.setSpacing(theme.current().space(3))
            self.column.insertWidget(self.column.count() - 1, holder)
        else:
            return
        for version in sorted(versions, key=lambda each: -each.number):
            self._history.addWidget(self._version(version))

    def _version(self, version: EventVersion) -> QWidget:
        card = frame("sunken")
        body = QVBoxLayout(card)
        space = theme.current().space(3)
        body.setContentsMargins(space, space, space, space)
        head = f"Version {version.number}, {version.author}, {moment_text(version.written_at)}"
        body.addWidget(label(head, "strong", wrap=True))
        if version.removed:
            body.addWidget(label("Removed", "warning"))
        if version.why:
            body.addWidget(label(f"Reason: {version.why}", wrap=True))
        body.addWidget(Facts((("What", version.event.label), *self._facts(version.event))))
        for heading, text in version.event.notes:
            body.addWidget(label(heading, "quiet", wrap=True))
            body.addWidget(selectable(text))
        return card
