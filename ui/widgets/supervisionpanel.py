"""Beside the list of supervision: the agenda for next time, or one record to be read in full."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from services.usecases.oversight_results import AgendaView, SupervisionView
from ui import theme
from ui.viewmodels.moments import day_text, moment_text
from ui.widgets.agendalines import AgendaLines
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.scrolling import ScrollColumn, empty


class SupervisionPanel(QStackedWidget):
    """Shows the agenda, or `show_record`; the buttons say what is wanted."""

    change_wanted = Signal(str)  # an event's id
    print_wanted = Signal(object)  # a SupervisionView
    agenda_print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: SupervisionView | None = None
        now = theme.current()
        self.lines = AgendaLines()
        self.agenda = ScrollColumn("To talk about next", margin=3)
        self.agenda.column.addWidget(label("To talk about next", "heading"))
        self.print_agenda = button("Print the agenda…", "", "print")
        self.print_agenda.clicked.connect(self.agenda_print_wanted)
        self.agenda.column.addWidget(self.lines)
        self.agenda.column.addWidget(flow(self.print_agenda, spacing=now.space(2)))
        self.agenda.column.addStretch(1)
        self.record = ScrollColumn("Supervision record", margin=3)
        self.back = button("The agenda", "flat", "back")
        self.change = button("Change…", "", "edit")
        self.print = button("Print…", "", "print")
        self.back.clicked.connect(self.show_agenda_page)
        self.change.clicked.connect(lambda: self.view and self.change_wanted.emit(self.view.event.id))
        self.print.clicked.connect(lambda: self.view and self.print_wanted.emit(self.view))
        self.record.column.addWidget(flow(self.back, self.change, self.print, spacing=now.space(2)))
        holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(now.space(2))
        self.record.column.addWidget(holder)
        self.record.column.addStretch(1)
        self.addWidget(self.agenda)
        self.addWidget(self.record)

    def show_agenda(self, agenda: AgendaView | None) -> None:
        self.lines.show_agenda(agenda)
        self.print_agenda.setEnabled(agenda is not None)

    def show_agenda_page(self) -> None:
        self.view = None
        self.setCurrentWidget(self.agenda)

    def show_record(self, view: SupervisionView) -> None:
        """One record: what was said under its headings, and what was decided."""
        self.view = view
        empty(self.body)
        event = view.event
        self.body.addWidget(label(f"{view.title}, {moment_text(event.at)}", "heading", wrap=True))
        said = f"Written by {event.author}" + (", amended" if event.amended else "")
        self.body.addWidget(label(" · ".join(filter(None, (event.summary, said))), "quiet", wrap=True))
        for heading, text in event.notes:
            self.body.addWidget(label(heading, "strong", wrap=True))
            self.body.addWidget(_words(text))
        told = any(heading.startswith("Decisions") for heading, _ in event.notes)
        if view.decisions or not told:
            self.body.addWidget(label("Actions" if told else "Decisions and actions", "strong"))
        if not view.decisions and not told:
            self.body.addWidget(label("No action was decided.", "quiet"))
        for d in view.decisions:
            by = f", by {day_text(d.by)}" if d.by else ""
            done = f": done {day_text(d.done)}" if d.done else ""
            self.body.addWidget(_words(f"• {d.what} ({d.who}{by}){done}"))
        self.setCurrentWidget(self.record)


def _words(text: str) -> QWidget:
    from PySide6.QtCore import Qt

    made = label(text, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
