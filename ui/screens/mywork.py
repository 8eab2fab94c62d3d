"""My own calendar: supervision, appraisal and what else one's authority asks of its practitioners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from services.usecases.errors import AppError
from services.usecases.oversight_results import LimitView
from services.usecases.results import ActionItem, EventView
from services.usecases.unsaved import Unfinished
from ui import theme
from ui.dialogs.frame import FormDialog
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.takenoff import TakenOffDialog
from ui.screens.child_oversight import SupervisionPage
from ui.screens.child_record import RecordPage
from ui.screens.paper import PaperScreen
from ui.tables.agenda import AgendaTable
from ui.viewmodels import agenda, why
from ui.viewmodels.mywork import WORKER, MyWorkModel, limit_words
from ui.viewmodels.printing import event_page
from ui.widgets.actionpanel import ActionPanel
from ui.widgets.agendaview import AgendaView
from ui.widgets.roles import button, label, set_role
from ui.widgets.unfinished import gone
from ui.widgets.whypanel import WhyPanel

_NONE = (
    "Nothing is due. Record when you started, or your last supervision: what your authority's standards ask of "
    "you then follows from it."
)


class MyWorkScreen(PaperScreen):
    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MyWorkModel(desk, self)
        self._wanted = ""  # a deadline to show once the calendar is there
        self._event = ""  # an event, likewise
        self._left: Unfinished | None = None  # a small form that was left unfinished, likewise
        self._build()
        self.record.clicked.connect(lambda: self.open_event())
        self.agenda.chosen.connect(self._explain)
        self.agenda.opened.connect(self._opened)
        self.panel.record_wanted.connect(self._meet)
        self.panel.deadline_wanted.connect(self._go_to)
        self.panel.event_wanted.connect(self._amend)
        self.action.done_wanted.connect(self._mark_done)
        self.action.edit_wanted.connect(self._edit_action)
        self.action.source_wanted.connect(lambda key: self._amend(key.removeprefix(agenda.event_key(""))))
        self.past.print_wanted.connect(self._print_events)
        self.past.edit_wanted.connect(self._amend)
        self.past.remove_wanted.connect(self._remove)
        self.past.taken_off_wanted.connect(self.show_taken_off)
        self.model.changed.connect(self._show)
        self.model.failed.connect(self._failed)
        self.model.limits_read.connect(self._show_limits)
        self.supervision.page_wanted.connect(self.preview)
        self.supervision.key_wanted.connect(self.want_key)
        self.supervision.section_wanted.connect(lambda _name: self.tabs.setCurrentIndex(0))
        self.supervision.said.connect(
            lambda words: self.banner.say("success", words, actions=(("Close", self.banner.clear),))
        )

    def start(self) -> None:
        self.model.load()

    def close_down(self) -> None:
        self.model.close()

    def _build(self) -> None:
        now = theme.current()
        self.counts = label("", "quiet", wrap=True)
        self.limits = label("", "quiet", wrap=True)
        self.record = button("Record or book…", "primary", "add")
        self.table = AgendaTable(self)
        self.agenda = AgendaView(self.table)
        self.agenda.setAccessibleName("My own calendar")
        self.panel = WhyPanel()
        hint = label("Choose a line to see why it is due then.", "quiet", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.side = QStackedWidget()
        self.side.addWidget(hint)
        self.side.addWidget(self.panel)
        self.action = ActionPanel()
        self.side.addWidget(self.action)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.agenda)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([660, 420])
        self.nothing = label(_NONE, "quiet", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.due = QStackedWidget()
        self.due.addWidget(self.split)
        self.due.addWidget(self.nothing)
        self.past = RecordPage()
        self.past.view.setAccessibleName("What is recorded about me")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("What is due, what is recorded")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("My own calendar: what is due, what is recorded")
        self.supervision = SupervisionPage(self.model.desk.real)
        for page, name in (
            (self.due, "What is &due"), (self.past, "What is &recorded"), (self.supervision, "Su&pervision"),
        ):  # fmt: skip
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, now.space(3), 0, 0)
            inside.addWidget(page)
            self.tabs.addTab(holder, name)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label("My own calendar", "title"))
        words.addWidget(self.counts)
        words.addWidget(self.limits)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.record, 0, Qt.AlignmentFlag.AlignVCenter)
        body = QWidget()
        page = QVBoxLayout(body)
        page.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        page.setSpacing(now.space(3))
        page.addLayout(head)
        page.addWidget(self.banner)
        page.addWidget(self.tabs, 1)
        self.set_body(body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reasons under the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * 120
        self.split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _show(self) -> None:
        calendar = self.model.calendar
        if calendar is None:
            return
        self.banner.clear()
        groups = agenda.build(calendar)
        self.past.set_events(calendar.events)
        self.table.set_rows(groups)
        self.due.setCurrentIndex(0 if groups else 1)
        self.counts.setText(
            f"{calendar.authority_name}. {agenda.tally(groups)}" if groups else calendar.authority_name
        )
        view = self.panel.view
        if view is not None and self.side.currentIndex() == 1:
            self._explain(view.key)
        self.supervision.set_worker(calendar.child_name, calendar.events)
        self._turn_to_wanted()
        self._open_left()

    def _show_limits(self, limits: tuple[LimitView, ...]) -> None:
        """The caseload held beside the limits of one's authority; those passed are marked."""
        self.limits.setText(limit_words(limits))
        self.limits.setVisible(bool(limits))
        set_role(self.limits, "warning" if any(limit.passed for limit in limits) else "quiet")

    def focus_home(self) -> None:
        self.tabs.setFocus()

    def _explain(self, key: str) -> None:
        deadline, calendar = self.model.find(key), self.model.calendar
        action = self._action_of(key)
        if action is not None and calendar is not None:
            self.action.show_action(action, calendar.today)
            self.side.setCurrentWidget(self.action)
            return
        if deadline is not None and calendar is not None:
            view = why.build(deadline, calendar)
            self.panel.show_why(
                replace(view, can_agree=False, can_waive=False)
            )  # both are agreed for a child
        self.side.setCurrentIndex(1 if deadline is not None else 0)

    def want_key(self, key: str) -> None:
        """Show why this one is due: now, or once the calendar has been read."""
        self._wanted = key
        self.tabs.setCurrentIndex(0)
        if self.model.calendar is not None:
            self._turn_to_wanted()

    def want_event(self, event_id: str) -> None:
        """Show what is recorded: a session among the supervision, anything else in the list."""
        self._event = event_id
        self._turn_to_wanted()

    def _turn_to_event(self) -> None:
        events = self.model.calendar.events if self.model.calendar is not None else ()
        event = next((each for each in events if each.id == self._event), None)
        if event is None:
            return
        self._event = ""
        if event.type == "supervision" and not event.planned:
            self.tabs.setCurrentIndex(2)
            self.supervision.show_record("event", event.id)
        elif event.planned:
            self.tabs.setCurrentIndex(0)
            self._go_to(agenda.event_key(event.id))
        else:
            self.tabs.setCurrentIndex(1)
            self.past.select(event.id)

    def _open_left(self) -> None:
        """A small form that was left unfinished, once the calendar has been read."""
        left, calendar = self._left, self.model.calendar
        if left is None or calendar is None:
            return
        self._left = None
        about = left.record_id.partition(":")[2]
        if left.kind == "action":
            self._edit_action(left.record_id, left)
        elif any(event.id == about for event in calendar.events):
            self._remove(about, left)
        else:
            gone(self.banner, self.model.desk, left)

    def _turn_to_wanted(self) -> None:
        if self._event:
            self._turn_to_event()
        if self._wanted and self.model.find(self._wanted) is not None:
            wanted, self._wanted = self._wanted, ""
            self._go_to(wanted)

    def _go_to(self, key: str) -> None:
        self.agenda.select_key(key)
        self._explain(key)

    def _action_of(self, key: str) -> ActionItem | None:
        found = self.model.calendar.actions if self.model.calendar is not None else ()
        return next((each for each in found if agenda.action_key(each.id) == key), None)

    def _mark_done(self, action_id: str, done: bool) -> None:
        desk = self.model.desk
        try:
            desk.actions.done(action_id, desk.today() if done else None)
        except AppError as trouble:
            self.banner.trouble(trouble)

    def _edit_action(self, action_id: str, left: Unfinished | None = None) -> None:
        from ui.dialogs.action import ActionDialog

        action = self._action_of(agenda.action_key(action_id))
        if action is not None:
            self.dialog = ActionDialog(self.model.desk, WORKER, action, self.window(), left)
            self.dialog.open_sized(620, 560)
        elif left is not None:
            gone(self.banner, self.model.desk, left)

    def _print_events(self, events: Sequence[EventView]) -> None:
        calendar, desk = self.model.calendar, self.model.desk
        if calendar is not None:
            self.preview(event_page(None, events, calendar.actions, desk.today(), desk.own()))

    def _opened(self, key: str) -> None:
        action = self._action_of(key)
        if action is not None:
            self._edit_action(action.id)
        elif self.model.find(key) is not None:
            self._meet(key, False)
        else:
            self._amend(key.removeprefix(agenda.event_key("")))

    def _meet(self, key: str, book: bool) -> None:
        deadline, calendar = self.model.find(key), self.model.calendar
        prefill = (
            why.prefill_for(calendar, deadline) if deadline is not None and calendar is not None else None
        )
        if prefill is None:
            return
        if prefill.event_id:
            self._amend(prefill.event_id, prefill.milestone)
        else:
            self.open_event(prefill.type, attrs=prefill.attrs, milestone=prefill.milestone, planned=book)

    def _amend(self, event_id: str, milestone: str = "") -> None:
        events = self.model.calendar.events if self.model.calendar else ()
        event: EventView | None = next((each for each in events if each.id == event_id), None)
        if event is not None:
            self.open_event(None, event=event, milestone=milestone)

    def _remove(self, event_id: str, left: Unfinished | None = None) -> None:
        ask = "It is taken off your calendar. What it said can be read under “Taken off…”."
        desk = self.model.desk
        self.dialog = ReasonDialog(
            self, "Remove this event?", ask, "Remove", lambda why: desk.remove(event_id, why),
            (desk, WORKER, f"event:{event_id}"), left,
        )  # fmt: skip
        self.dialog.open()

    def show_taken_off(self) -> None:
        """What was taken off one's own calendar, to be read or put back."""
        self.dialog = TakenOffDialog(self.model.desk, WORKER, self.window())
        self.dialog.open_sized(700, 760)

    def open_event(self, type: str | None = None, **words: Any) -> None:
        """The event form, for oneself."""
        from ui.dialogs.event import EventDialog

        self.dialog: FormDialog = EventDialog(self.model.desk, WORKER, type, parent=self.window(), **words)
        self.dialog.open_sized(980, 760)

    def go_on(self, unfinished: Any) -> None:
        """Open a note on one's own calendar, or one's own supervision, that was left unfinished."""
        if unfinished.kind == "supervision":
            self.tabs.setCurrentIndex(2)
            self.supervision.set_worker(self.model.desk.own().name, ())
            self.supervision.open_session(False)
            return
        if unfinished.kind in ("action", "reason"):
            self._left = unfinished
            self._open_left()
            return
        self.open_event(event_id=unfinished.record_id or None, unfinished=unfinished)

    def _failed(self, error: AppError) -> None:
        self.banner.trouble(error, (("Try again", self.model.load),))
