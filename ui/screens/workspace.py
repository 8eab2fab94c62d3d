"""What is open once the store is: a rail to go by, and the screens beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.preferences import Preferences
from ui.screens.caseload import CaseloadScreen
from ui.screens.mywork import MyWorkScreen
from ui.screens.settings import SettingsScreen
from ui.screens.settings_safety import Hint
from ui.shortcuts import shortcut
from ui.theme import Appearance
from ui.viewmodels.filecheck import FAULT, FAULT_ADVICE, FileCheck
from ui.viewmodels.moments import day_text
from ui.viewmodels.mywork import WORKER
from ui.viewmodels.packcheck import TROUBLE, PackCheck
from ui.widgets import spelling
from ui.widgets.banner import Banner
from ui.widgets.pastguard import closed_before, closed_lately
from ui.widgets.reveal import Revealer
from ui.widgets.roles import button, frame, label

REOPENS = "case_opened"  # the event with which a closed case is opened again
PLACES = (
    ("caseload", "Caseload", "caseload"),
    ("search", "Search", "search"),
    ("mywork", "My calendar", "worker"),
    ("standards", "Standards", "standards"),
    ("compare", "Compare", "compare"),
    ("settings", "Settings", "settings"),
)


class Workspace(QWidget):
    lock_wanted = Signal()
    idle_changed = Signal()
    place_changed = Signal()

    def __init__(
        self,
        desk: Any,
        folder: Path | None,
        look: Appearance,
        preferences: Preferences,
        hint: Hint,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.child: Any = None
        self.standards: Any = None  # made when it is first gone to, as is the next
        self.compare: Any = None
        self.search: Any = None
        self._from = "caseload"  # where the child shown was opened from
        self._words: dict[QPushButton, str] = {}
        self.caseload = CaseloadScreen(desk, preferences)
        self.mywork = MyWorkScreen(desk)
        self.settings = SettingsScreen(desk, folder, look, preferences, hint)
        spelling.use(getattr(desk, "spelling", None))
        self.stack = QStackedWidget()
        for screen in (self.caseload, self.mywork, self.settings):
            self.stack.addWidget(screen)
        self.banner = Banner()
        self._filecheck = FileCheck(desk, self)
        self._filecheck.found.connect(self._tell_fault)
        self.notice = Banner()
        self._packcheck = PackCheck(desk, self)
        self._packcheck.found.connect(self._tell_standards)
        self._build(lockable=folder is not None)
        self.caseload.opened.connect(self.open_child)
        self.caseload.add_wanted.connect(self.add_child)
        self.caseload.quick_wanted.connect(self.quick)
        self.caseload.unfinished.wanted.connect(self.go_on)
        self.caseload.days_wanted.connect(self.open_days)
        self.settings.idle_changed.connect(self.idle_changed)
        self.settings.own_standards_wanted.connect(self.open_own_standards)

    def start(self) -> None:
        """Read the caseload and give the search the keyboard; a large file is checked once that is done."""
        self.caseload.model.loaded.connect(self._filecheck.start)
        self.caseload.model.loaded.connect(self._packcheck.start)
        self.caseload.start()
        self.caseload.search.setFocus()

    def _build(self, *, lockable: bool) -> None:
        now = theme.current()
        self.rail = frame("rail")
        self.rail.setAccessibleName("Places")
        self.group = QButtonGroup(self)
        down = QVBoxLayout(self.rail)
        down.setContentsMargins(now.space(2), now.space(3), now.space(2), now.space(3))
        down.setSpacing(now.space(1))
        self.name = label("Daymark", "heading")
        self.name.setContentsMargins(now.space(3), 0, now.space(3), now.space(3))
        down.addWidget(self.name)
        self.places: dict[str, QPushButton] = {}
        for key, text, icon in PLACES:
            made = button(text, "nav", icon, f"{text} ({shortcut(key).shown})")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, key=key: self.go(key))
            self._words[made] = text
            self.group.addButton(made)
            self.places[key] = made
            down.addWidget(made)
        down.addStretch(1)
        self.lock = button("Lock now", "nav", "lock", f"Lock now ({shortcut('lock').shown})")
        self.lock.setVisible(lockable)
        self.lock.clicked.connect(self.lock_wanted)
        self._words[self.lock] = "Lock now"
        down.addWidget(self.lock)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self.places["caseload"].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep only the pictures of the rail where the window is narrow for its text."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * 120
        self.name.setVisible(not narrow)
        for made, text in self._words.items():
            made.setText("" if narrow else text)

    # going about

    def go(self, place: str) -> None:
        if not self.may_leave():
            self._mark()
            return
        self._drop_child()
        screen = self._screen(place)
        self.stack.setCurrentWidget(screen)
        self.places[place].setChecked(True)
        self.place_changed.emit()
        if place == "mywork":
            self.mywork.start()
            self.mywork.agenda.setFocus()
        elif place == "caseload":
            self.caseload.view.setFocus()
        elif place in ("standards", "compare", "search"):
            screen.start()
            screen.focus_search()
        else:
            self.settings.tabs.tabBar().setFocus()

    def _screen(self, place: str) -> Any:
        if place == "standards" and self.standards is None:
            from ui.screens.standards import StandardsScreen

            self.standards = StandardsScreen(self.desk)
            self.standards.child_wanted.connect(self.open_deadline)
            self.standards.compare_wanted.connect(self.open_topic)
            self._take_in(self.standards)
        elif place == "compare" and self.compare is None:
            from ui.screens.compare import CompareScreen

            self.compare = CompareScreen(self.desk)
            self.compare.standard_wanted.connect(self.open_standard)
            self._take_in(self.compare)
        elif place == "search" and self.search is None:
            from ui.screens.search import SearchScreen

            self.search = SearchScreen(self.desk)
            self.search.hit_opened.connect(self.open_hit)
            self.stack.addWidget(self.search)
        return getattr(self, place)

    def _take_in(self, screen: Any) -> None:
        self.stack.addWidget(screen)
        screen.stack.currentChanged.connect(lambda _n: self.place_changed.emit())

    def open_standard(self, authority: str, standard: str) -> None:
        self.go("standards")
        if self.stack.currentWidget() is self.standards:
            self.standards.show_standard(authority, standard)

    def open_days(self) -> None:
        """The settings of closure days and one-off bank holidays."""
        self.go("settings")
        if self.stack.currentWidget() is self.settings:
            self.settings.tabs.setCurrentWidget(self.settings.days)

    def open_own_standards(self) -> None:
        """Add one's authority, or bring in standards from a file."""
        self.go("standards")
        if self.stack.currentWidget() is self.standards:
            self.standards.open_own()

    def open_topic(self, topic: str) -> None:
        self.go("compare")
        if self.stack.currentWidget() is self.compare:
            self.compare.show_topic(topic)

    def open_comparison(self, child_id: str, name: str, authority: str) -> None:
        """A child's dates under its own authority and the others."""
        self.go("compare")
        if self.stack.currentWidget() is self.compare:
            self.compare.show_child(child_id, name, authority)

    def open_deadline(self, child_id: str, key: str) -> None:
        """The child who owes it, with the reasons beside; "worker" for one's own calendar."""
        if child_id == WORKER:
            self.go("mywork")
            self.mywork.want_key(key)
            return
        self.open_child(child_id)
        if self.child is not None:
            self.child.want_key(key)

    def open_hit(self, hit: Any) -> None:
        """What a search has found, where it stands; Alt+Left leads back to the search."""
        if hit.child_id == WORKER:
            self.go("mywork")
            self.mywork.want_event(hit.record_id)
            self._reveal(self.mywork, lambda: self.mywork.tabs.currentWidget(), hit)
            return
        self.open_child(hit.child_id)
        if self.child is not None:
            self._from = "search"
            self.child.want_record(hit.section, hit.kind, hit.record_id)
            child = self.child
            beside = hit.kind == "event"
            self._reveal(child, lambda: child.side.event_panel if beside else child.page_in(hit.section), hit)

    def _reveal(self, screen: QWidget, page: Callable[[], QWidget | None], hit: Any) -> None:
        """Bring the words that were found into sight, once what holds them has been read."""
        words = dict.fromkeys(hit.snippet[start : start + length] for start, length in hit.marks)
        Revealer(screen).start(page, tuple(words))

    def find(self) -> None:
        self.go("caseload")
        self.caseload.focus_search()

    def open_child(self, child_id: str) -> None:
        from ui.screens.child import ChildScreen

        if not self.may_leave():
            return
        self._drop_child()
        self._from = "caseload"
        self.child = ChildScreen(self.desk, child_id, self)
        self.child.closed.connect(self._child_closed)
        self.child.compare_wanted.connect(self.open_comparison)
        self.child.stack.currentChanged.connect(lambda _n: self.place_changed.emit())
        self.stack.addWidget(self.child)
        self.stack.setCurrentWidget(self.child)
        self.place_changed.emit()
        self.places["caseload"].setChecked(True)
        self.child.setFocus()

    def add_child(self, left: Any = None) -> None:
        """`left`: a form that was left unfinished."""
        from ui.dialogs.childform import ChildDialog

        self.dialog = ChildDialog(self.desk, None, self.window(), left=left)
        self.dialog.done_for.connect(self.open_child)
        self.dialog.record_wanted.connect(self.open_child)
        self.dialog.reopen_wanted.connect(self.reopen)
        self.dialog.open_sized(760, 820)

    def reopen(self, child_id: str, typed: Any) -> None:
        """Open a closed case again: its history first where it was closed lately; then what was typed is offered."""
        self._reopen(child_id, lambda: self._offer_typed(child_id, typed))

    def _reopen(self, child_id: str, then: Callable[[], None]) -> None:
        self.open_child(child_id)
        child = self.child
        if child is None or child.model.child_id != child_id:
            return
        past = closed_lately(self.desk, child_id, REOPENS)
        if past is None:
            self._open_again(child_id, then)
            return
        from ui.dialogs.ending import PastDialog

        child.past.was_read(child_id)
        self.dialog = PastDialog(past, self.desk.child(child_id).name, self.window())
        self.dialog.accepted.connect(lambda: self._open_again(child_id, then))
        self.dialog.open_sized(760, 760)

    def _open_again(self, child_id: str, then: Callable[[], None]) -> None:
        from ui.dialogs.event import EventDialog

        dialog = EventDialog(self.desk, child_id, REOPENS, parent=self.window(), at=self.desk.today())
        dialog.recorded.connect(lambda _ids: then())
        self.dialog = dialog
        dialog.open_sized(1000, 800)

    def _offer_typed(self, child_id: str, typed: Any) -> None:
        """Nothing is typed twice: what was entered of a child who was here already."""
        from ui.dialogs.childform import ChildDialog, carried_over

        if carried_over(self.desk.child_form(child_id), typed):
            self.dialog = ChildDialog(self.desk, child_id, self.window(), typed=typed)
            words = "This was typed before it was known that the child is here. Look it over, and save what is right."
            self.dialog.banner.say("info", words)
            self.dialog.open_sized(760, 820)

    def quick(self, left: Any = None) -> None:
        """One line that says whom, what and when."""
        from ui.dialogs.quick import QuickDialog
        from ui.viewmodels.quick import told_apart

        self.dialog = QuickDialog(self.desk, told_apart(self.caseload.model.rows), self.window(), left)
        self.dialog.form_wanted.connect(self._open_form)
        self.dialog.recorded.connect(self._recorded)
        self.dialog.reopen_wanted.connect(lambda child_id: self._reopen(child_id, self.quick))
        self.dialog.open_sized(720, 540)

    def _open_form(self, quick: Any, attrs: Any) -> None:
        """The whole form; of a case that was closed lately the history comes first."""
        past = closed_lately(self.desk, quick.child_id, quick.type)
        if past is None:
            self._show_form(quick, attrs)
            return
        from ui.dialogs.ending import PastDialog

        self.dialog = PastDialog(past, quick.child_name, self.window())
        self.dialog.accepted.connect(lambda: self._show_form(quick, attrs))
        self.dialog.open_sized(760, 760)

    def _show_form(self, quick: Any, attrs: Any) -> None:
        from ui.dialogs.event import EventDialog

        self.dialog = EventDialog(
            self.desk, quick.child_id, quick.type or None, parent=self.window(), attrs=attrs, at=quick.at,
            planned=quick.planned,
        )  # fmt: skip
        self.dialog.recorded.connect(self._recorded)
        closed = closed_before(self.desk, quick.child_id, quick.type, quick.at)
        if closed is not None:
            words = "What is saved here stays on the closed case. To open it again, record “Case opened”."
            self.dialog.banner.say("info", f"This case was closed on {day_text(closed, long=True)}.", words)
        self.dialog.open_sized(1000, 800)

    def _recorded(self, _ids: Any) -> None:
        banner = self.caseload.banner
        banner.say("success", "Saved.", actions=(("Undo", self._undo), ("Close", banner.clear)))

    def _undo(self) -> None:
        from services.usecases.errors import AppError

        banner = self.caseload.banner
        try:
            undone = self.desk.undo("")
        except AppError as trouble:
            banner.trouble(trouble)
            return
        banner.say("info", f"Undone: {undone}.", actions=(("Close", banner.clear),))

    def go_on(self, unfinished: Any) -> None:
        """Open what was left unfinished: a note in its form, anything else where it is written."""
        if unfinished.child_id == WORKER:
            self.go("mywork")
            self.mywork.go_on(unfinished)
            return
        if unfinished.kind == "child":
            self.add_child(unfinished)
            return
        if unfinished.kind == "quick":
            self.quick(unfinished)
            return
        if unfinished.kind == "settings":
            self.go("settings")
            self.settings.show_page(unfinished.place.partition("#")[0].rpartition("/")[2])
            return
        if not unfinished.child_id:  # standards of one's own, and what is said of them
            self.open_own_standards()
            if (
                unfinished.kind == "pack_start"
                and self.standards is not None
                and self.standards.own is not None
            ):
                self.standards.own.add_authority(unfinished)
            return
        self.open_child(unfinished.child_id)
        if self.child is not None:
            self.child.go_on(unfinished)

    def close_down(self) -> None:
        """Stop listening and reading everywhere; the desk is about to close."""
        spelling.use(None)
        self._drop_child()
        self.caseload.close_down()
        self.mywork.close_down()
        for screen in (self.standards, self.compare, self.search):
            if screen is not None:
                screen.close_down()

    def may_leave(self) -> bool:
        """Asks where something written about the child shown would be lost."""
        return self.child is None or bool(self.child.may_leave())

    def _child_closed(self) -> None:
        self._drop_child()
        self.go(self._from)

    def _drop_child(self) -> None:
        child, self.child = self.child, None
        if child is not None:
            child.let_go()
            self.stack.removeWidget(child)
            child.hide()
            child.deleteLater()
            self.place_changed.emit()

    def _mark(self) -> None:
        """Mark in the rail where one still is."""
        self.places["caseload"].setChecked(True)

    @property
    def own_keys(self) -> frozenset[str]:
        """Shortcuts that the screen shown answers itself, so that the menus must leave them to it."""
        here: Any = self.child or self.stack.currentWidget()
        if here not in (self.child, self.standards, self.compare) or here is None:
            return frozenset()
        own_standards = here.stack.currentWidget() is getattr(here, "own", None)
        page = (
            here.stack.currentIndex() > 0 and not own_standards
        )  # a printed page is shown, with its own zoom
        own = {"quick", "find", "undo"} if here is self.child else {"find"}
        return frozenset(own | ({"bigger", "smaller", "usual"} if page else set()))

    def _tell_fault(self) -> None:
        self.banner.say("danger", FAULT, FAULT_ADVICE, (("Hide this", self.banner.clear),))

    def _tell_standards(self, words: str) -> None:
        acts = (("Your own standards…", self.open_own_standards), ("Hide this", self.notice.clear))
        self.notice.say("warning", TROUBLE, words, acts)

    def warn(self, seconds: int) -> None:
        """Say that the store is about to lock; 0 takes it back."""
        if seconds:
            words = f"Daymark locks in {seconds} seconds."
            self.banner.say("warning", words, "Move the mouse or press a key to stay.")
        elif self.banner.kind == "warning":
            self.banner.clear()
            if self._filecheck.faulty:  # the warning stood in its place
                self._tell_fault()
