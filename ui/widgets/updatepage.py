"""What a version of standards would change, rule by rule and child by child, before anything does: take it or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from services.usecases.errors import AppError
from services.usecases.pack_results import Proposal
from ui import theme
from ui.tables.outline import OutlineTable, Section
from ui.viewmodels.packwords import (
    about_words,
    effect_sections,
    effects_headline,
    rule_sections,
    rules_headline,
    title_words,
)
from ui.viewmodels.updates import Effects
from ui.widgets.banner import Banner
from ui.widgets.facts import selectable
from ui.widgets.flow import flow
from ui.widgets.outlineview import OutlineView
from ui.widgets.plaintabs import PlainTabs
from ui.widgets.roles import button, frame, label

RULES, CHILDREN = range(2)
_MANY = 60  # lines from which on the headings stay folded


class UpdatePage(QWidget):
    """`accept_wanted` and `decline_wanted` ask; nothing is done here."""

    accept_wanted = Signal(object)  # the Proposal
    decline_wanted = Signal(object)
    left = Signal()

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal: Proposal | None = None
        self.effects = Effects(desk, self)
        self._build()
        self.effects.working.connect(self._working)
        self.effects.found.connect(self._found)
        self.effects.stopped.connect(self._stopped)
        self.effects.failed.connect(self._failed)

    # Building

    def _build(self) -> None:
        now = theme.current()
        self.title = label("", "title", wrap=True)
        self.about = selectable("", "quiet")
        self.banner = Banner()
        self.asks = QWidget()
        self.asks_column = QVBoxLayout(self.asks)
        self.asks_column.setContentsMargins(0, 0, 0, 0)
        self.asks_column.setSpacing(now.space(2))
        self.rules_words, self.children_words = label("", "strong", wrap=True), label("", "strong", wrap=True)
        self.rules = OutlineTable(self)
        self.rules_view = OutlineView(self.rules, "What changes, rule by rule")
        self.children_table = OutlineTable(self)
        self.children_view = OutlineView(self.children_table, "What changes, child by child")
        for view in (self.rules_view, self.children_view):
            view.unfold_all = True
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Working out what changes for each child")
        self.bar.setTextVisible(False)
        self.stop = button("&Stop", "flat", "close", "Stop working it out; nothing has changed")
        self.again = button("&Work it out", "", "refresh")
        self.tabs = PlainTabs("What changes")
        rules_page = _page(self.rules_words, self.rules_view)
        children_page = _page(self.children_words, self.bar, flow(self.stop, self.again), self.children_view)
        self.tabs.addTab(rules_page, "&Rule by rule")
        self.tabs.addTab(children_page, "&Child by child")
        self.accept = button("&Accept", "primary", "check")
        self.decline = button("&Keep what we have…", "", "", "Decline it, and say why")
        self.back = button("&Not now", "", "", "Go back; nothing is kept and nothing changes")
        column = QVBoxLayout(self)
        column.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        column.setSpacing(now.space(3))
        for part in (self.title, self.about, self.banner, self.asks):
            column.addWidget(part)
        column.addWidget(self.tabs, 1)
        column.addWidget(flow(self.accept, self.decline, self.back))
        self.accept.clicked.connect(lambda: self.accept_wanted.emit(self.proposal))
        self.decline.clicked.connect(lambda: self.decline_wanted.emit(self.proposal))
        self.back.clicked.connect(self._leave)
        self.stop.clicked.connect(self.effects.stop)
        self.again.clicked.connect(self._work)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for view in (self.rules_view, self.children_view):
            view.setMinimumHeight(self.fontMetrics().height() * 9)

    # Showing

    def show_proposal(
        self, proposal: Proposal, sections: Sequence[Section] | None = None, headline: str = ""
    ) -> None:
        """`sections` and `headline` stand in place of the comparison where there is none with a version in force."""
        self.proposal = proposal
        self.banner.clear()
        self.title.setText(title_words(proposal))
        self.about.setText(about_words(proposal))
        self._ask(proposal)
        self.rules_words.setText(headline or rules_headline(proposal))
        shown = rule_sections(proposal) if sections is None else sections
        self.rules_view.unfold_all = sum(len(s.lines) for s in shown) < _MANY
        self.rules.set_rows(shown)
        self.rules_view.setVisible(bool(shown))
        self.decline.setText("&Do not take it…" if proposal.is_new else "&Keep what we have…")
        self.decline.setAccessibleName(self.decline.text().replace("&", "").rstrip("…"))
        self.tabs.setCurrentIndex(RULES)
        self._work()

    def _ask(self, proposal: Proposal) -> None:
        while (item := self.asks_column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        said: list[tuple[str, tuple[str, ...]]] = [(words, ()) for words in proposal.asks]
        if proposal.new_passing:
            lines = tuple(
                f"{p.says}: {p.limit} here, {p.national_limit} nationally." for p in proposal.new_passing
            )
            said.append(("Some of it would pass a national limit", lines))
        for title, lines in said:
            self.asks_column.addWidget(_card(title, lines))
        self.asks.setVisible(bool(said))

    def _work(self) -> None:
        if self.proposal is not None:
            self.effects.work_out(self.proposal)

    def _working(self, done: int, total: int) -> None:
        of = f": {done} of {total}" if total else ""
        self.children_words.setText(f"Working out what changes for each child{of}…")
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._at_work(True)
        self.again.hide()
        self.children_view.hide()
        self.accept.setEnabled(False)
        self.accept.setToolTip("Once it is known what changes for each child")

    def _at_work(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)

    def _found(self, effects: Any) -> None:
        assert self.proposal is not None
        self._at_work(False)
        self.children_words.setText(effects_headline(effects, is_new=self.proposal.is_new))
        sections = effect_sections(effects)
        self.children_table.set_rows(sections)
        self.children_view.setVisible(bool(sections))
        self.accept.setEnabled(True)
        self.accept.setToolTip("")

    def _stopped(self) -> None:
        self._at_work(False)
        self.children_words.setText(
            "Stopped. What changes for each child is worked out before it can be accepted."
        )
        self.again.show()
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: AppError) -> None:
        self._stopped()
        self.banner.trouble(error)

    def _leave(self) -> None:
        self.let_go()
        self.left.emit()

    def let_go(self) -> None:
        """Stop what is under way."""
        self.effects.stop()

    def focus_home(self) -> None:
        (self.rules_view if self.rules_view.isVisibleTo(self) else self.back).setFocus()


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, theme.current().space(3), 0, 0)
    column.setSpacing(theme.current().space(2))
    for part in parts:
        column.addWidget(part, 1 if isinstance(part, OutlineView) else 0)
    column.addStretch(0)
    return page


def _card(title: str, lines: tuple[str, ...]) -> QWidget:
    made = frame("banner-warning" if lines else "banner-info")
    body = QVBoxLayout(made)
    space = theme.current().space(3)
    body.setContentsMargins(space, space, space, space)
    body.setSpacing(theme.current().space(1))
    body.addWidget(selectable(title, "strong" if lines else ""))
    for words in lines:
        body.addWidget(selectable(words))
    made.setAccessibleName(". ".join((title, *lines)))
    return made
