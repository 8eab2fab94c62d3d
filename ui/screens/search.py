"""Search over everything on the record: words forgiving of accents and slips, filters, and a list to open from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from services.usecases.errors import AppError
from services.usecases.finding import Hit, Wanted
from ui import theme
from ui.viewmodels.search import SearchModel
from ui.widgets.banner import Banner
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import FlowLayout, with_word
from ui.widgets.hitview import HitModel, HitView
from ui.widgets.roles import button, label
from ui.widgets.scrolling import WholePage

_TURNED = "The first day is after the last. Give an earlier “From”, or a later “to”."


class SearchScreen(QWidget):
    """Down goes from the words into the list, Enter opens, Esc clears."""

    hit_opened = Signal(object)  # a Hit

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SearchModel(desk, self)
        self._wanted_child = ""
        self._build(desk)
        self.model.changed.connect(self._arrived)
        self.model.choices_changed.connect(self._offer)
        self.model.reading.connect(self._reading)
        self.model.failed.connect(self._failed)
        self.view.opened.connect(self._open)
        self.words.textChanged.connect(lambda _text: self._ask())
        self.words.returnPressed.connect(self._open_first)
        self.words.installEventFilter(self)
        for box in (self.child, self.kind, self.author):
            box.currentIndexChanged.connect(lambda _n: self._ask())
        for day in (self.first, self.last):
            day.changed.connect(self._ask)
        self.clear.clicked.connect(self.clear_filters)

    def _build(self, desk: Any) -> None:
        now = theme.current()
        self.title = label("Search", "title")
        self.words = QLineEdit()
        self.words.setAccessibleName("Search the whole record")
        self.words.setPlaceholderText("Names, words of a note, a plan, a letter…")
        self.words.setToolTip("In quotation marks: those words one after the other, as they stand there")
        self.words.setClearButtonEnabled(True)
        self.child = self._box("Child", "Every child")
        self.kind = self._box("What it is", "Everything")
        for kind, name in self.model.kinds:
            self.kind.addItem(name, kind)
        self.author = self._box("Written by", "Anybody")
        self.first = OptionalDateEdit("From", desk.today)
        self.last = OptionalDateEdit("To", desk.today)
        self.clear = button("Clear the filters", "flat", "close")
        bar = QWidget()
        row = FlowLayout(bar, now.space(2))
        parts: tuple[QWidget, ...] = (
            self.child, self.kind, self.author, with_word("From", self.first), with_word("to", self.last),
            self.clear,
        )  # fmt: skip
        for part in parts:
            row.addWidget(part)
        self.banner = Banner()
        self.tally = label("", "quiet", wrap=True)
        self.hits = HitModel(self)
        self.view = HitView(self.hits, "What was found")
        self.view.setMinimumHeight(self.fontMetrics().height() * 8)
        inner = QWidget()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(WholePage(inner))
        column = QVBoxLayout(inner)
        column.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        column.setSpacing(now.space(2))
        for each in (self.title, self.words, bar, self.banner, self.tally):
            column.addWidget(each)
        column.addWidget(self.view, 1)

    def _box(self, name: str, all_of_them: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.addItem(all_of_them, "")
        return made

    # What is asked

    def start(self) -> None:
        self.model.start()
        self._ask()

    def focus_search(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def about_child(self, child_id: str) -> None:
        """Look only at one child's record."""
        self._wanted_child = child_id
        self._choose_child()

    def _choose_child(self) -> None:
        place = self.child.findData(self._wanted_child)
        if self._wanted_child and place >= 0:
            self.child.setCurrentIndex(place)
            self._wanted_child = ""

    def clear_filters(self) -> None:
        for box in (self.child, self.kind, self.author):
            box.setCurrentIndex(0)
        self.first.set_day(None)
        self.last.set_day(None)
        self._ask()
        self.words.setFocus()

    def _ask(self) -> None:
        one, kind = self.child.currentData(), self.kind.currentData()
        self.model.ask(
            Wanted(
                self.words.text(),
                (one,) if one else (),
                (kind,) if kind else (),
                self.author.currentData() or "",
                self.first.day,
                self.last.day,
            )
        )

    def _offer(self) -> None:
        """Fill the filters; what was chosen stays chosen."""
        for box, rows in (
            (self.child, self.model.children),
            (self.author, tuple((name, name) for name in self.model.authors)),
        ):
            chosen = box.currentData()
            box.blockSignals(True)
            while box.count() > 1:
                box.removeItem(1)
            for key, name in rows:
                box.addItem(name, key)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        self._choose_child()

    # What is found

    def _arrived(self) -> None:
        self.banner.clear()
        self.hits.set_hits(self.model.found.hits)
        first, last = self.first.day, self.last.day
        turned = first is not None and last is not None and first > last
        self.tally.setText(_TURNED if turned else self.model.says)

    def _reading(self, done: int, total: int) -> None:
        if total > done and total:
            share = f"{100 * done // total} %"
            self.banner.say(
                "info", f"Reading the record for the search: {share}.", "What was read can be found already."
            )
        else:
            self.banner.clear()

    def _failed(self, error: AppError) -> None:
        self.banner.trouble(error)

    def _open(self, hit: Hit | None) -> None:
        if hit is not None:
            self.hit_opened.emit(hit)

    def _open_first(self) -> None:
        """Enter in the words opens what is chosen, else goes into the list."""
        if self.view.currentIndex().isValid() and self.view.hasFocus():
            self._open(self.view.currentIndex().data())
        else:
            self._into_list()

    def _into_list(self) -> None:
        if self.hits.rowCount():
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.hits.index(0))
            self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self._into_list()
                return True
            if event.key() == Qt.Key.Key_Escape and self.words.text():
                self.words.clear()
                return True
        return super().eventFilter(watched, event)

    def close_down(self) -> None:
        self.model.close()
