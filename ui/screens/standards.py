"""The standards of an authority: found by area or by typing, each told in full; what is not timed; audit tables."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from services.usecases.errors import AppError
from services.usecases.standards_results import BookView
from ui import theme
from ui.screens.paper import PaperScreen
from ui.tables.outline import OutlineTable
from ui.viewmodels.standards import StandardsModel, printed_day, tally
from ui.viewmodels.standards_paper import booklet_page
from ui.widgets.flow import FlowLayout
from ui.widgets.outlineview import OutlineView
from ui.widgets.plaintabs import PlainTabs
from ui.widgets.roles import button, frame, label
from ui.widgets.sidepanel import QuietSplitter
from ui.widgets.standardpanel import StandardPanel

TIMED, EXPECTED, AUDITED = range(3)
_NARROW = 900  # device-independent pixels at 100 % text: below, the panel stands under the list
_ABOUT = {
    EXPECTED: "What good work looks like, with no date: by the moment at which it matters.",
    AUDITED: "What an auditor finds acceptable and what not, as the document's own tables put it.",
}


class StandardsScreen(PaperScreen):
    """Ctrl+F search, Ctrl+P the booklet, F6 between the list and the standard beside it."""

    child_wanted = Signal(str, str)  # child id, key of the deadline
    compare_wanted = Signal(str)  # a topic, or ""

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = StandardsModel(desk, self)
        self._wanted = ""  # a standard to show once its book is there
        self.own: Any = None  # one's own standards, made when they are first gone to
        self._build()
        self._connect()

    def start(self) -> None:
        """Read the standards of the authority chosen; the first time of one's own."""
        there = [self.authority.itemData(n) for n in range(self.authority.count())]
        if there != [view.id for view in self.model.authorities()]:
            self._fill_authorities(self.authority.currentData() or self.model.desk.own().authority)
        self.model.choose(self.authority.currentData() or "")

    def close_down(self) -> None:
        if self.own is not None:
            self.own.close_down()
        self.model.close()

    def open_own(self) -> None:
        """One's own standards: added, brought in, changed."""
        if self.own is None:
            from ui.screens.updates import OwnStandardsScreen

            self.own = OwnStandardsScreen(self.model.desk)
            self.own.closed.connect(self._close_own)
            self.own.accepted.connect(self._taken_in)
            self.stack.addWidget(self.own)
        self.stack.setCurrentWidget(self.own)
        self.own.start()
        self.own.focus_home()

    def _close_own(self) -> None:
        self.stack.setCurrentWidget(self.whole)
        self.start()
        self.own_button.setFocus()

    def _taken_in(self, authority: str) -> None:
        """Standards that were accepted are the ones shown when one comes back."""
        self._fill_authorities(authority)

    def show_standard(self, authority: str, standard: str) -> None:
        """Turn to one standard, wherever one came from."""
        self.stack.setCurrentWidget(self.whole)
        self._wanted = standard
        self.search.clear()
        self.bearing.setChecked(False)
        self.tabs.setCurrentIndex(TIMED)
        self.start()
        place = self.authority.findData(authority)
        if place >= 0 and place != self.authority.currentIndex():
            self.authority.setCurrentIndex(place)
        elif self.model.book is not None and self.model.book.authority == authority:
            self._turn_to_wanted()

    # Building

    def _build(self) -> None:
        now = theme.current()
        self.authority = QComboBox()
        self.authority.setAccessibleName("Authority")
        self.authority.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the standards (Ctrl+F)")
        self.search.setAccessibleName("Search the standards")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self.search.fontMetrics().horizontalAdvance("m" * 14))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bearing = QCheckBox("Only what bears now")
        self.bearing.setToolTip("Only standards that somebody on this caseload owes now")
        self.compare = button("Co&mpare…", "", "list", "Authorities side by side")
        self.print = button("&Print the booklet…", "", "print", "How Daymark reads these standards (Ctrl+P)")
        self.own_button = button(
            "&Your own…", "", "edit", "Add your authority, or bring in standards from a file"
        )
        bar = QWidget()
        row = FlowLayout(bar, now.space(2))
        for part in (self.authority, self.search, self.bearing, self.compare, self.print, self.own_button):
            row.addWidget(part)
        self.source = label("", "quiet", wrap=True)
        self.tables = [OutlineTable(self) for _ in range(3)]
        names = ("Standards with a date", "What is expected, with no date", "Audit tables")
        self.lists = [OutlineView(table, name) for table, name in zip(self.tables, names, strict=True)]
        self.counts = [label("", "quiet", wrap=True) for _ in range(3)]
        self.panel = StandardPanel()
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.panel)
        self.split = QuietSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(now.space(3))
        self.split.addWidget(self._list_page(TIMED))
        self.split.addWidget(card)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([560, 520])
        self.tabs = PlainTabs("Kinds of standards")
        self.audit_page = self._list_page(AUDITED)
        for page, words in ((self.split, "With a &date"), (self._list_page(EXPECTED), "E&xpected")):
            self.tabs.addTab(_padded(page), words)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        column.setSpacing(now.space(2))
        for each in (label("Standards", "title"), bar, self.source, self.banner):
            column.addWidget(each)
        column.addWidget(self.tabs, 1)
        self.audit_holder = _padded(self.audit_page)
        self.set_body(page)

    def _list_page(self, number: int) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(2))
        if number in _ABOUT:
            column.addWidget(label(_ABOUT[number], "quiet", wrap=True))
        column.addWidget(self.counts[number])
        column.addWidget(self.lists[number], 1)
        page.setFocusProxy(self.lists[number])
        return page

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._arrived)
        model.bearing_changed.connect(self._fill_timed)
        model.busy.connect(lambda busy: self.source.setText("Reading the standards…") if busy else None)
        model.failed.connect(self._failed)
        self.authority.currentIndexChanged.connect(
            lambda _n: model.choose(self.authority.currentData() or "")
        )
        self.search.textChanged.connect(lambda _t: self._fill())
        self.bearing.toggled.connect(lambda _on: self._fill_timed())
        self.lists[TIMED].chosen.connect(self._show)
        self.lists[TIMED].opened.connect(lambda _key: self.panel.setFocus())
        self.panel.child_wanted.connect(self.child_wanted)
        self.panel.standard_wanted.connect(self._go_to)
        self.panel.compare_wanted.connect(self.compare_wanted)
        self.compare.clicked.connect(lambda: self.compare_wanted.emit(""))
        self.print.clicked.connect(self.print_booklet)
        self.own_button.clicked.connect(self.open_own)
        keys = (
            ("Ctrl+F", self.focus_search),
            ("Ctrl+P", self.print_booklet),
            ("F6", self._swap_focus),
            ("Esc", self._clear_search),
        )
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self.whole, lambda act=act: act())
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        down = QShortcut(QKeySequence("Down"), self.search, self._into_list)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * theme.current().scale
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)

    # Data

    def _fill_authorities(self, chosen: str) -> None:
        self.authority.blockSignals(True)
        self.authority.clear()
        for view in self.model.authorities():
            self.authority.addItem(view.name, view.id)
        self.authority.setCurrentIndex(max(0, self.authority.findData(chosen)))
        self.authority.blockSignals(False)

    def _arrived(self) -> None:
        book = self.model.book
        assert book is not None
        self.banner.clear()
        self.source.setText(about(book))
        self.panel.show_nothing()
        there = self.tabs.indexOf(self.audit_holder)
        if book.audits and there < 0:
            self.tabs.addTab(self.audit_holder, "&Audit tables")
        elif not book.audits and there >= 0:
            self.tabs.removeTab(there)
        self._fill()
        self._turn_to_wanted()

    def _fill(self) -> None:
        """All three lists, as the search leaves them."""
        asked = self.search.text()
        self._fill_timed()
        rows = (self.model.expectations(asked), self.model.audits(asked))
        for number, sections in zip((EXPECTED, AUDITED), rows, strict=True):
            self._set(number, sections, "line")

    def _fill_timed(self) -> None:
        sections = self.model.standards(self.search.text(), self.bearing.isChecked())
        self._set(TIMED, sections, "standard")
        shown = self.panel.standard
        if shown is not None:
            self._show(shown.id)

    def _set(self, number: int, sections: tuple[Any, ...], one: str) -> None:
        searching = bool(self.search.text().strip()) or (number == TIMED and self.bearing.isChecked())
        self.lists[number].unfold_all = searching or len(sections) == 1
        self.tables[number].set_rows(sections)
        none = "Nothing fits. Search for less, or choose another authority." if searching else "None."
        self.counts[number].setText(f"{tally(sections, one)}." if sections else none)

    def _show(self, key: str) -> None:
        standard, book = self.model.standard(key), self.model.book
        if standard is None or book is None:
            return
        names = {s.id: s.says for s in book.standards if s.id in standard.tied}
        self.panel.show_standard(
            standard, self.model.bearing.get(key, ()), names, self.model.national(standard)
        )

    def _go_to(self, key: str) -> None:
        """Another standard of this book, even where the search hides it."""
        if not self.lists[TIMED].select_key(key):
            self.search.clear()
            self.bearing.setChecked(False)
            self.lists[TIMED].select_key(key)
        self._show(key)

    def _turn_to_wanted(self) -> None:
        if self._wanted and self.model.standard(self._wanted) is not None:
            wanted, self._wanted = self._wanted, ""
            self._go_to(wanted)

    def _failed(self, error: AppError) -> None:
        self.banner.trouble(error, (("Try again", self.start),))

    # Keys

    def focus_search(self) -> None:
        if self.own is not None and self.stack.currentWidget() is self.own:
            self.own.focus_home()
            return
        self.search.setFocus()
        self.search.selectAll()

    def current_list(self) -> OutlineView:
        shown = self.tabs.currentWidget()
        found = next((view for view in self.lists if shown.isAncestorOf(view)), None)
        return found or self.lists[TIMED]

    def _into_list(self) -> None:
        view = self.current_list()
        view.setFocus()
        if not view.currentIndex().isValid():
            view.setCurrentIndex(view.model().index(0, 0))

    def _swap_focus(self) -> None:
        focused, view = self.focusWidget(), self.current_list()
        beside = focused is self.panel or self.panel.isAncestorOf(focused)
        if view is self.lists[TIMED] and not beside:
            self.panel.setFocus()
        else:
            view.setFocus()

    def _clear_search(self) -> None:
        self.search.clear()
        self.bearing.setChecked(False)

    # Paper

    def print_booklet(self) -> None:
        book = self.model.book
        if book is not None:
            self.preview(booklet_page(book, self.model.desk.today()))

    def focus_home(self) -> None:
        self.current_list().setFocus()


def about(book: BookView) -> str:
    """Which document this is, as it names itself."""
    parts = [book.title]
    parts += [f"version {book.version}"] if book.version and book.version != "undated" else []
    parts += [f"published {printed_day(book.published)}"] if book.published else []
    return ", ".join(parts) + "."


def _padded(page: QWidget) -> QWidget:
    holder = QWidget()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, theme.current().space(3), 0, 0)
    inside.addWidget(page)
    holder.setFocusProxy(page)
    return holder
