"""One child: head, calendar, agenda, record, people, plans and summaries, with the reasons beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from services.usecases.around_commands import SharingForm
from services.usecases.errors import AppError
from services.usecases.results import EventView
from services.usecases.unsaved import Unfinished
from ui import tasks, theme
from ui.dialogs.childform import ChildDialog
from ui.dialogs.decide import AgreeDialog, WaiveDialog
from ui.dialogs.reader import ReaderDialog
from ui.screens.child_acts import ChildActs
from ui.screens.child_agenda import AgendaPage
from ui.screens.child_calendar import CalendarPage
from ui.screens.child_marking import EventMarks
from ui.screens.child_people import PeoplePage
from ui.screens.child_plans import PlansPage
from ui.screens.child_record import RecordPage
from ui.screens.child_summaries import SummaryPage
from ui.screens.preview import PreviewScreen
from ui.screens.sections import SECTIONS, STARTS, make, place
from ui.viewmodels.child import ChildModel
from ui.viewmodels.expected import shelf_of
from ui.viewmodels.month import MonthModel
from ui.viewmodels.printing import (
    MAKING,
    Page,
    Reading,
    calendar_page,
    event_page,
    how_far,
    made,
    read_for,
)
from ui.viewmodels.why import build
from ui.widgets.banner import Banner
from ui.widgets.childhead import ChildHead
from ui.widgets.pastguard import PastGuard
from ui.widgets.roles import label
from ui.widgets.scrolling import WholePage
from ui.widgets.sections import Sections
from ui.widgets.sidepanel import QuietSplitter, SidePanel
from ui.widgets.unfinishedlist import UnfinishedList

CALENDAR, AGENDA, RECORD, PEOPLE, PLANS, SUMMARY = (
    place(name) for name in ("calendar", "agenda", "record", "people", "plans", "summaries")
)
_BESIDE = (CALENDAR, AGENDA, RECORD)  # the pages that have the side panel
_NARROW = 900  # device-independent pixels at 100 % text: below, the panel stands under the page


class ChildScreen(QWidget, ChildActs):
    """Ctrl+N record, Ctrl+F search, Ctrl+P print, Ctrl+Z undo, Ctrl+1 to Ctrl+9 the sections, Alt+Left back."""

    closed = Signal()
    child_shown = Signal(str)  # another child is shown, a sibling
    dialog_opened = Signal(object)
    compare_wanted = Signal(str, str, str)  # child id, name, authority

    def __init__(self, desk: Any, child_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.model = ChildModel(desk, child_id, self)
        self.month = MonthModel(desk.today(), self)
        self._before: list[str] = []  # children looked at before this one
        self._key = ""  # the deadline or event beside
        self._wanted = ("", "", "")  # section, kind and id of a record to turn to
        self._preview: PreviewScreen | None = None
        self._build()
        self.past = PastGuard(desk, self.banner, self)
        self.past.dialog_opened.connect(self.dialog_opened)
        self._connect()
        self._shortcuts()
        theme.notifier.changed.connect(self._fit)
        self.model.refresh()
        self.unfinished.model.read()

    # Building

    def _build(self) -> None:
        now = theme.current()
        self.head = ChildHead()
        self.banner = Banner()
        self.calendar = CalendarPage(self.month)
        self.agenda = AgendaPage()
        self.record = RecordPage()
        self.people = PeoplePage(self.desk)
        self.plans = PlansPage(self.desk)
        self.summary = SummaryPage(self.desk)
        self.tabs = Sections("Sections of this child's record")
        self.tabs.made.connect(self._made)
        space = now.space(3)
        ready = {
            CALENDAR: self.calendar, AGENDA: self.agenda, RECORD: self.record,
            PEOPLE: self.people, PLANS: self.plans, SUMMARY: self.summary,
        }  # fmt: skip
        for number, section in enumerate(SECTIONS):
            page = ready.get(number)
            if page is not None:
                page.layout().setContentsMargins(0, space, 0, 0)
                self.tabs.addTab(page, section.words, section.icon)
            else:
                self.tabs.addTab(
                    lambda section=section: make(section, self.desk), section.words, section.icon
                )
        for name in STARTS:
            self.tabs.begin_group(place(name))
        self.side = SidePanel()
        self.side.event_panel.set_forms(self.desk.forms())
        self.marks = EventMarks(self.desk, self.side.event_panel)
        self.splitter = QuietSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(now.space(3))
        self.splitter.addWidget(self.tabs)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 8)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([860, 320])
        self.loading = label("Reading the record…", "quiet")
        self.unfinished = UnfinishedList(self.desk, self.model.child_id)
        self.unfinished.wanted.connect(self.go_on)
        body = QVBoxLayout()
        body.setContentsMargins(space, 0, space, space)
        body.setSpacing(now.space(2))
        body.addWidget(self.banner)
        body.addWidget(self.unfinished)
        body.addWidget(self.loading)
        body.addWidget(self.splitter, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.space(2))
        column.addWidget(self.head)
        column.addLayout(body, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(WholePage(page))  # at large text on a small display all can still be reached
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.stack)
        self.splitter.hide()
        self.head.setEnabled(False)

    def _connect(self) -> None:
        model, head, side = self.model, self.head, self.side
        model.changed.connect(self._arrived)
        model.failed.connect(self._failed)
        head.back_wanted.connect(self.go_back)
        head.record_wanted.connect(lambda: self.record_event())
        head.edit_wanted.connect(lambda: self.edit_child())
        head.undo_wanted.connect(self.undo)
        head.sibling_wanted.connect(self.show_child)
        head.print_wanted.connect(self._print)
        head.compare_wanted.connect(self._compare)
        head.section_wanted.connect(self.open_section)
        self.month.needs_until.connect(model.want_until)
        self.calendar.item_opened.connect(lambda key: self.show_key(key, focus=False))
        self.calendar.day_chosen.connect(lambda day: self._show_day())
        self.calendar.day_opened.connect(lambda day: (self._show_day(), side.focus_in()))
        self.agenda.chosen.connect(lambda key: self.show_key(key, focus=False))
        self.agenda.opened.connect(lambda key: self.show_key(key, focus=True))
        self.record.chosen.connect(lambda id: self.show_key(f"event:{id}", focus=False))
        self.record.edit_wanted.connect(self.edit_event)
        self.record.remove_wanted.connect(self.remove_event)
        self.record.print_wanted.connect(self.print_events)
        self.record.taken_off_wanted.connect(self.show_taken_off)
        side.event_panel.print_wanted.connect(self._print_event)
        side.event_panel.entry_wanted.connect(self._show_entry)
        side.event_panel.action_wanted.connect(lambda key: self.show_key(key, focus=True))
        side.day.item_opened.connect(lambda key: self.show_key(key, focus=True))
        side.day.record_wanted.connect(lambda day: self.record_event(at=day, planned=day > self.desk.today()))
        side.why.record_wanted.connect(self.meet)
        side.why.event_wanted.connect(lambda id: self.show_key(f"event:{id}", focus=True))
        side.why.deadline_wanted.connect(lambda key: self.show_key(key, focus=True))
        side.why.agree_wanted.connect(lambda key: self._decide(AgreeDialog, key))
        side.why.waive_wanted.connect(lambda key: self._decide(WaiveDialog, key))
        side.event_panel.edit_wanted.connect(self.edit_event)
        side.event_panel.happened_wanted.connect(lambda id: self.edit_event(id, happened=True))
        side.event_panel.remove_wanted.connect(self.remove_event)
        side.event_panel.history_wanted.connect(self._show_history)
        side.action.done_wanted.connect(lambda id, done: self._act(lambda: self.model.mark_done(id, done)))
        side.action.edit_wanted.connect(self.edit_action)
        side.action.source_wanted.connect(lambda key: self.show_key(key, focus=True))
        side.action.plan_wanted.connect(lambda: self.open_section("plans"))
        self.tabs.currentChanged.connect(self._turned)
        for page in (self.people, self.plans, self.summary, self.marks):
            self._listen(page)

    def _made(self, number: int, page: QWidget) -> None:
        """A section was opened for the first time."""
        page.layout().setContentsMargins(0, theme.current().space(3), 0, 0)
        self._listen(page)
        if self.model.data is not None:
            page.set_data(self.model.data)

    def _listen(self, page: Any) -> None:
        """To the signals that a page has; see `ui.screens.sections`."""
        for name, act in (
            ("page_wanted", self.preview), ("dialog_opened", self.dialog_opened), ("record_wanted", self.record_event),
            ("said", lambda words: self.banner.say("success", words, actions=(("Close", self.banner.clear),))),
            ("key_wanted", lambda key: self.show_key(key, focus=True)), ("section_wanted", self.open_section),
        ):  # fmt: skip
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(act)

    def open_section(self, name: str) -> None:
        """Turn to a section by its name, and to a part of it: "oversight/audits"."""
        name, _, part = name.partition("/")
        self.tabs.setCurrentIndex(place(name))
        if part:
            self.tabs.currentWidget().open_part(part)

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def page_in(self, section: str) -> QWidget | None:
        """The page of a section where it is the one in front."""
        shown = self.tabs.currentIndex() == place(section) and self.stack.currentIndex() == 0
        return self.tabs.currentWidget() if shown else None

    def _pages(self) -> list[Any]:
        """The pages that have been made so far."""
        return [self.tabs.widget(n) for n in range(self.tabs.count()) if self.tabs.is_made(n)]

    def _shortcuts(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+N", lambda: self.record_event()), ("Ctrl+F", self.search), ("Ctrl+P", self.print_page),
            ("Ctrl+Z", self.undo), ("Alt+Left", self.go_back), ("F6", self._swap_focus),
            ("Ctrl+PgDown", lambda: self._step(1)), ("Ctrl+PgUp", lambda: self._step(-1)),
        ]  # fmt: skip
        keys += [
            (f"Ctrl+{n + 1}", lambda n=n: self.tabs.setCurrentIndex(n))
            for n in range(min(9, self.tabs.count()))
        ]
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self.stack.widget(0), lambda act=act: act())
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        remove = QShortcut(QKeySequence("Delete"), self.record.view, self.record.delete_current)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """To the room there is, and the size of the text."""
        self.tabs.fit_into(self.width())
        self.head.fit_into(self.height())
        narrow = self.width() < _NARROW * theme.current().scale
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)

    # Data

    def _arrived(self) -> None:
        data = self.model.data
        assert data is not None
        first = not self.head.isEnabled()
        self.head.setEnabled(True)
        self.loading.hide()
        self.splitter.show()
        self.head.show_child(data.detail, self.desk.today(), data.undoable)
        self.head.show_notes(data.notes)
        self.month.set_calendar(data.calendar)
        self.agenda.set_calendar(data.calendar)
        self.record.set_events(data.calendar.events)
        for page in self._pages():
            if hasattr(page, "set_data"):
                page.set_data(data)
        self.past.look(data)
        self._refresh_side()
        if first:
            self._turned(self.tabs.currentIndex())
            self.tabs.currentWidget().setFocus()
        self._turn_to_wanted()
        self.open_later()

    def _failed(self, error: AppError) -> None:
        self.loading.hide()
        self.banner.trouble(error, (("Back", self.go_back),))

    def _refresh_side(self) -> None:
        """What stands beside is shown as it is now; what is gone gives way to the day or to nothing."""
        if self._key and self._show_beside(self._key):
            return
        self._key = ""
        self._show_day() if self.tabs.currentIndex() == CALENDAR else self.side.turn_to(self.side.nothing)

    # Beside

    def show_key(self, key: str, *, focus: bool = False) -> None:
        """Show why, or the event, wherever one came from."""
        if not self._show_beside(key):
            return
        self._key = key
        self.calendar.month.set_selected(key)
        if self.tabs.currentIndex() == AGENDA:
            self.agenda.list.select_key(key)
        if self.tabs.currentIndex() == RECORD and key.startswith("event:"):
            self.record.select(key.removeprefix("event:"))
        if focus:
            self.side.focus_in()

    def _show_beside(self, key: str) -> bool:
        data = self.model.data
        event = self.model.event_of(key)
        if event is not None:
            self.side.event_panel.show_event(event, data.calendar.actions if data is not None else ())
            self.side.turn_to(self.side.event_panel)
            self.marks.look(event)
            return True
        action = self.model.action_of(key)
        if action is not None and data is not None:
            self.side.action.show_action(action, data.calendar.today)
            self.side.turn_to(self.side.action)
            return True
        deadline = self.model.find_deadline(key)
        if deadline is None or data is None:
            return False
        self.side.why.show_why(
            build(
                deadline,
                data.calendar,
                data.agreed,
                data.waived,
                data.repeating,
                data.layers,
                data.detail,
                shelf_of(self.model.desk),
            )
        )
        self.side.turn_to(self.side.why)
        return True

    def _show_entry(self, event_id: str) -> None:
        """The entry of the chronology that tells of an event."""
        self.open_section("chronology")
        self.tabs.currentWidget().show_record("event", event_id)

    def _show_day(self) -> None:
        self._key = ""
        self.calendar.month.set_selected("")
        self.side.day.show_day(self.month.chosen_day())
        self.side.turn_to(self.side.day)

    def _turned(self, number: int) -> None:
        self.side.setVisible(number in _BESIDE)
        if not self._key or not self._show_beside(self._key):
            if number == CALENDAR:
                self._show_day()
            else:
                self.side.turn_to(self.side.nothing)
        elif number == AGENDA:
            self.agenda.list.select_key(self._key)
        if not self.tabs.tabBar().hasFocus() and self.isVisible():
            self.tabs.currentWidget().setFocus()

    def _swap_focus(self) -> None:
        if self.side.isVisible() and not self.side.isAncestorOf(self.focusWidget() or self):
            self.side.focus_in()
        else:
            self.tabs.currentWidget().setFocus()

    def _show_history(self, event_id: str) -> None:
        model = self.model
        tasks.run(
            self, lambda progress: model.history(event_id), self.side.event_panel.show_history, self._trouble
        )

    def want_key(self, key: str) -> None:
        """Show this deadline beside, now or once the record has been read."""
        self._key = key
        if self.model.data is not None:
            self.show_key(key)

    def want_record(self, section: str, kind: str, record_id: str) -> None:
        """Show one record in its section, now or once the child has been read."""
        if kind == "event":
            self._key = f"event:{record_id}"
        self._wanted = (section, kind, record_id)
        if self.model.data is not None:
            self._turn_to_wanted()

    def _turn_to_wanted(self) -> None:
        (section, kind, record_id), self._wanted = self._wanted, ("", "", "")
        if not section:
            return
        self.open_section(section)
        if kind == "event":
            self.show_key(f"event:{record_id}", focus=False)
        show = getattr(self.tabs.currentWidget(), "show_record", None)
        if show is not None:
            show(kind, record_id)

    def _compare(self) -> None:
        if self.model.data is not None:
            detail = self.model.data.detail
            self.compare_wanted.emit(detail.child_id, detail.name, detail.authority)

    def edit_child(self, left: Unfinished | None = None) -> None:
        self.open_dialog(ChildDialog(self.desk, self.model.child_id, self, left=left), 760, 820)

    def search(self) -> None:
        """The search of the page in front; from the calendar that of the agenda."""
        if self.tabs.currentIndex() not in (AGENDA, RECORD):
            self.tabs.setCurrentIndex(AGENDA)
        page: Any = self.tabs.currentWidget()
        page.search.setFocus()
        page.search.selectAll()

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    # Paper

    def print_page(self) -> None:
        """What is in front, where it can be printed, else the calendar."""
        page: Any = self.tabs.currentWidget()
        if hasattr(page, "print_current") and (hasattr(page, "prints_whole") or page.current() is not None):
            page.print_current()
        else:
            self._print("calendar")

    def _print(self, kind: str) -> None:
        data = self.model.data
        if data is None:
            return
        today = self.desk.today()
        if kind == "chronology":
            self.open_section(kind)
            chronology: Any = self.tabs.currentWidget()
            chronology.print_current()
        else:
            self.preview(calendar_page(data.detail, data.calendar, today))

    def print_events(self, events: Sequence[EventView]) -> None:
        """The record of one event, or of several."""
        data = self.model.data
        if data is not None:
            today = self.desk.today()
            self.preview(event_page(data.detail, events, data.calendar.actions, today, self.desk.own()))

    def _print_event(self, event_id: str) -> None:
        event = self.model.find_event(event_id)
        if event is not None:
            self.print_events((event,))

    def preview(self, page: Page) -> None:
        """Ask who a page is for and what is left out; then make it in the background and show it here."""
        if page.read is None:
            self._make(page, lambda progress: made(page.make, progress))
            return
        self.banner.clear()
        tasks.run(self, lambda progress: read_for(self.desk, page), self._ask_reader, self._trouble)

    def show_made(self, reading: Reading) -> None:
        """Make a page without asking: everything that is marked is left out."""
        left_out = {each.key for each in reading.marked}
        self._make(reading.page, lambda progress: reading.make(left_out, progress))

    def _ask_reader(self, reading: Reading) -> None:
        if reading.page.child_id != self.model.child_id:
            return  # another child has been turned to in the meantime
        dialog = ReaderDialog(self.desk, reading, self)
        dialog.wanted.connect(
            lambda left_out, entry: self._make(
                reading.page,
                lambda progress: reading.make(left_out, progress),
                entry,
                dialog.keeper.place if dialog.keeper is not None else "",
            )
        )
        self.open_dialog(dialog, 620, 640 if reading.marked else 360)

    def _make(
        self, page: Page, make: Callable[[Any], bytes], entry: SharingForm | None = None, kept: str = ""
    ) -> None:
        """`kept`: where what is to be written in the sharing log is kept until it stands there."""
        task = tasks.run(self, make, lambda made: self._show_page(page, made, entry, kept), self._trouble)
        stop = (("Cancel", lambda: (task.cancel(), self.banner.clear())),)
        self.banner.say("info", MAKING, actions=stop)
        task.progress.connect(lambda done, of: self.banner.go_on(MAKING, how_far(page.slow, done, of)))

    def _show_page(self, page: Page, made: bytes, entry: SharingForm | None, kept: str) -> None:
        self.banner.clear()
        self._log(entry, kept)
        self.close_preview()
        self._preview = PreviewScreen(page.title, made, page.file_name)
        self._preview.closed.connect(self.close_preview)
        self.stack.addWidget(self._preview)
        self.stack.setCurrentWidget(self._preview)

    def _log(self, entry: SharingForm | None, kept: str) -> None:
        """Record that the page was shared, where that was ticked."""
        if entry is not None:
            try:
                with self.desk.unsaved.going("reader", kept):
                    self.desk.sharing.save_sharing(entry)
            except AppError as trouble:
                self.banner.trouble(trouble)

    def close_preview(self) -> None:
        if self._preview is not None:
            self._preview.close()
            self.stack.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
            self.tabs.currentWidget().setFocus()

    # Coming and going

    def may_leave(self) -> bool:
        """Asks when something written would be lost."""
        return all(page.may_leave() for page in self._pages() if hasattr(page, "may_leave"))

    def show_child(self, child_id: str) -> None:
        if self.may_leave():
            self._before.append(self.model.child_id)
            self._turn_to(child_id)

    def _turn_to(self, child_id: str) -> None:
        self._key = ""
        self.banner.clear()
        self.head.setEnabled(False)
        self.month.day = self.month.today
        self.model.show(child_id)
        self.unfinished.model.show(child_id)
        self.child_shown.emit(child_id)

    def go_back(self) -> None:
        """To the sibling looked at before, else out of the record."""
        if not self.may_leave():
            return
        if self._before:
            self._turn_to(self._before.pop())
            return
        self.let_go()
        self.closed.emit()

    def let_go(self) -> None:
        """Stop listening; the screen is not used again. What is typed on a page is kept."""
        for page in self._pages():
            if hasattr(page, "let_go"):
                page.let_go()
        self.model.close()
        self.unfinished.model.close()
