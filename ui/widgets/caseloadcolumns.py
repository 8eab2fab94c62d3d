"""The caseload's columns: how wide each is in the room there is, and which are shown, which is remembered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView

from ui import theme
from ui.preferences import Preferences
from ui.tables.caseload import TITLES, Column
from ui.widgets.roles import button

KEY = "caseload_hidden"  # of the preferences: the names of the columns that are not shown
HIDDEN = (Column.WORKER, Column.AUTHORITY)  # until something else is chosen; both have a filter of their own

# Widths in average letters: wished for, and the least before the table scrolls sideways.
_WIDTHS = {
    Column.NAME: (22, 17), Column.AGE: (11, 10), Column.PLANS: (18, 12), Column.OVERDUE: (11, 11),
    Column.NEXT: (23, 22), Column.SEEN: (13, 11), Column.ALONE: (13, 12), Column.WORKER: (17, 12),
    Column.AUTHORITY: (19, 13),
}  # fmt: skip
# What is due takes whatever is left: so much before the others give way, and at the very least.
_SAYS = (32, 12)
_ROOM = (32, 16)  # the same, while something else could be left out
# What is left out first where there is no room even for the least of all.
_FIRST_OUT = (
    Column.AGE, Column.PLANS, Column.AUTHORITY, Column.WORKER, Column.SEEN, Column.ALONE, Column.OVERDUE,
)  # fmt: skip


class CaseloadColumns(QObject):
    """Fits the columns whenever the room changes; a column drawn wider or narrower by hand stays so."""

    def __init__(self, view: QTableView, preferences: Preferences | None) -> None:
        super().__init__(view)
        self._view = view
        self._preferences = preferences
        self._by_hand: dict[Column, int] = {}
        self._fitting = False
        self.button = button("Columns", "", "list", "Choose the columns of the table")
        self.menu = QMenu(self.button)
        self.menu.setToolTipsVisible(True)
        hidden = self._remembered()
        self._acts: dict[Column, QAction] = {}
        for column in list(Column)[1:]:  # the child's name always stays
            act = self.menu.addAction(TITLES[column])
            act.setCheckable(True)
            act.setChecked(column not in hidden)
            act.toggled.connect(self._chosen)
            self._acts[column] = act
            view.setColumnHidden(column, column in hidden)
        self.button.setMenu(self.menu)
        head = view.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        head.addActions(self.menu.actions())
        head.sectionResized.connect(self._resized)
        view.viewport().installEventFilter(self)
        theme.notifier.changed.connect(self._dressed)
        self._dressed()

    def show_column(self, column: Column, shown: bool) -> None:
        self._acts[column].setChecked(shown)

    def fit(self) -> None:
        """Share out the room; what is due takes what the others leave."""
        letter = self._view.fontMetrics().averageCharWidth()
        room = self._view.viewport().width()
        self._leave_out(room, letter)
        shown = [column for column in _WIDTHS if not self._view.isColumnHidden(column)]
        wide = {c: self._by_hand.get(c, _WIDTHS[c][0] * letter) for c in shown}
        says = 0 if self._view.isColumnHidden(Column.SAYS) else _SAYS[0] * letter
        lacking = sum(wide.values()) + says - room
        gives = {c: wide[c] - _WIDTHS[c][1] * letter for c in shown if c not in self._by_hand}
        if lacking > 0 and (most := sum(gives.values())):
            part = min(1.0, lacking / most)
            for column, much in gives.items():
                wide[column] -= round(much * part)
        left = room - sum(wide.values())
        wide[Column.SAYS] = self._by_hand.get(Column.SAYS, max(left, _SAYS[1] * letter))
        self._fitting = True
        try:
            for column, width in wide.items():
                if not self._view.isColumnHidden(column):
                    self._view.setColumnWidth(column, width)
        finally:
            self._fitting = False

    def _leave_out(self, room: int, letter: int) -> None:
        """What is wanted least is left out for as long as there is no room for it; the menu says so."""
        wanted = [c for c in Column if c not in self._acts or self._acts[c].isChecked()]
        least = {c: self._by_hand.get(c, _WIDTHS.get(c, _ROOM)[1] * letter) for c in wanted}
        out: set[Column] = set()
        for column in _FIRST_OUT:
            if (
                self._view.isVisible()
                and sum(w for c, w in least.items() if c not in out) > room
                and column in wanted
            ):
                out.add(column)
        self._fitting = True
        try:
            for column, act in self._acts.items():
                self._view.setColumnHidden(column, not act.isChecked() or column in out)
                act.setText(f"{TITLES[column]} (no room now)" if column in out else TITLES[column])
        finally:
            self._fitting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.fit()
        return super().eventFilter(watched, event)

    def _dressed(self) -> None:
        """Another text size: what was drawn by hand no longer fits it."""
        self._by_hand.clear()
        self._view.verticalHeader().setDefaultSectionSize(round(self._view.fontMetrics().height() * 1.9))
        self.fit()

    def _resized(self, section: int, _old: int, new: int) -> None:
        if self._fitting or new == 0 or self._view.isColumnHidden(section):
            return
        self._by_hand[Column(section)] = new
        if section != Column.SAYS:
            self.fit()

    def _chosen(self) -> None:
        hidden = [column for column, act in self._acts.items() if not act.isChecked()]
        self._fitting = True  # a column that comes back brings its old width; it is no one's choice
        try:
            for column in self._acts:
                self._view.setColumnHidden(column, column in hidden)
        finally:
            self._fitting = False
        if self._preferences is not None:
            self._preferences.set(**{KEY: ",".join(column.name.lower() for column in hidden)})
        self.fit()

    def _remembered(self) -> set[Column]:
        usual = ",".join(column.name.lower() for column in HIDDEN)
        text = self._preferences.text(KEY, usual) if self._preferences is not None else usual
        names = set(text.split(","))
        return {column for column in list(Column)[1:] if column.name.lower() in names}
