"""Which entries of a chronology are shown: of whom, of what kind, from when until when, the hidden ones too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from services.usecases.chronicle_results import ChronologyView, Narrowing
from services.usecases.results import ChildDetail
from ui import theme
from ui.viewmodels.chronology import kinds_in
from ui.viewmodels.moments import count
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import flow, with_word
from ui.widgets.roles import label


class ChronologyBar(QWidget):
    changed = Signal()
    whose_changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whose, self.kind = QComboBox(), QComboBox()
        for box, name in ((self.whose, "Of whom"), (self.kind, "Kind of entry")):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.first = OptionalDateEdit("From", today)
        self.last = OptionalDateEdit("Until", today)
        self.hidden = QCheckBox("Hidden as well")
        self.hidden.setAccessibleName("Show hidden entries as well")
        self.count = label("", "quiet")
        row = flow(
            self.whose, self.kind, with_word("From", self.first), with_word("until", self.last), self.hidden,
            self.count, spacing=theme.current().space(2),
        )  # fmt: skip
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.whose.activated.connect(lambda _n: self.whose_changed.emit())
        self.kind.activated.connect(lambda _n: self.changed.emit())
        self.hidden.toggled.connect(lambda _on: self.changed.emit())
        for edit in (self.first, self.last):
            edit.changed.connect(self.changed)

    @property
    def family(self) -> bool:
        return bool(self.whose.currentData())

    def set_child(self, detail: ChildDetail) -> None:
        """Another child: their own chronology first."""
        self.whose.clear()
        self.whose.addItem(f"{detail.known_as or detail.given or 'This child'} alone", False)
        self.whose.addItem("The whole family", True)
        self.whose.setVisible(bool(detail.siblings))

    def set_view(self, view: ChronologyView) -> None:
        kept = self.kind.currentData()
        self.kind.clear()
        self.kind.addItem("All kinds", "")
        for kind, words in kinds_in(view):
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kept)))

    def narrowing(self) -> Narrowing:
        kind = self.kind.currentData()
        kinds = frozenset({kind}) if kind else frozenset()
        return Narrowing(self.first.day, self.last.day, kinds, self.hidden.isChecked())

    def open_wide(self) -> None:
        """Let every entry through, the hidden ones too."""
        self.kind.setCurrentIndex(0)
        for edit in (self.first, self.last):
            edit.set_day(None)
        self.hidden.setChecked(True)

    def say_count(self, shown: int, hidden: int) -> None:
        self.count.setText(count(shown, "entry", "entries") + (f", {hidden} hidden" if hidden else ""))
