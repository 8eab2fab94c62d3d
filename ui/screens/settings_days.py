"""Days on which the office is closed, one-off bank holidays, and the school terms as the user sets them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QTableView, QWidget

from services.usecases.results import OwnDay, OwnTerm
from ui.screens.settings_kept import KeptFields
from ui.tables.owndays import KINDS, OwnDayTable, OwnTermTable
from ui.tables.rows import RowTable
from ui.viewmodels.dayseffect import DaysEffect
from ui.viewmodels.moments import day_text
from ui.viewmodels.settings import SettingsModel, days_of, merged, term_problems
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import flow
from ui.widgets.formrow import FormRow, focus_first
from ui.widgets.movespanel import MovesPanel
from ui.widgets.page import Page
from ui.widgets.roles import button, label

_DAYS = (
    "Deadlines in working days leave these out, as they leave out weekends and the bank holidays of England. "
    "Each is named in the reasons of every date that it moves."
)
_TERMS = (
    "Deadlines in school days need to know the terms. Where you set none, Daymark goes by a usual English school year; "
    "the reasons say which of the two was used."
)


def table_view(model: RowTable, name: str) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(round(view.fontMetrics().height() * 1.9))
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    view.setMinimumHeight(view.fontMetrics().height() * 11)
    return view


class _ListPage(Page):
    """A table with a form under it to add to it, and a button to take lines away."""

    def __init__(self, model: SettingsModel, table: RowTable, name: str, text: str) -> None:
        super().__init__(100)
        self.model = model
        self.table = table
        self.rows: dict[str, FormRow] = {}
        self.view = table_view(table, name)
        self.add = button("Add", "primary", "add")
        self.remove = button("Remove the chosen lines", "", "remove")
        self.intro = label(text, wrap=True)
        self.column.addWidget(self.intro)
        self.column.addWidget(self.view)
        self.column.addWidget(flow(self.remove))
        self.form_row = flow(spacing=12)
        self.column.addWidget(self.form_row)
        self.column.addWidget(flow(self.add))
        self.effect = DaysEffect(model.desk, self)
        self.moves = MovesPanel(self.effect)
        self.column.addWidget(self.moves)
        self.effect.found.connect(lambda _effects: QTimer.singleShot(0, self, self._bring_up))
        self.effect.failed.connect(lambda error: model.said.emit("danger", error.message, error.advice))
        self.add.clicked.connect(self.save)
        self.remove.clicked.connect(self.take_away)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        table.modelReset.connect(self._selected)
        model.changed.connect(self.refresh)

    def keep(self, name: str, title: str) -> None:
        """What is typed to be added stands there again after a lock."""
        controls = {field: row.control for field, row in self.rows.items()}
        self.kept = KeptFields(self.model.desk, self, name, title, controls)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.kept.look()

    def _bring_up(self) -> None:
        """What is asked stands in sight, however small the window."""
        self.ensureWidgetVisible(self.moves.yes)

    def field(self, name: str, text: str, control: QWidget, hint: str = "") -> None:
        if not control.accessibleName():
            control.setAccessibleName(text.replace("&", ""))
        row = FormRow(text, control, hint)
        self.rows[name] = row
        self.form_row.layout().addWidget(row)

    def show_problems(self, problems: dict[str, str]) -> bool:
        for name, row in self.rows.items():
            row.set_problem(problems.get(name, ""))
        focus_first(self.rows, problems)
        return bool(problems)

    def chosen(self) -> list[object]:
        return [self.table.row(index.row()) for index in self.view.selectionModel().selectedRows()]

    def _selected(self) -> None:
        self.remove.setEnabled(self.view.selectionModel().hasSelection())

    def refresh(self) -> None: ...

    def save(self) -> None: ...

    def take_away(self) -> None: ...


class DaysPage(_ListPage):
    def __init__(self, model: SettingsModel) -> None:
        super().__init__(model, OwnDayTable(), "Closure days and one-off bank holidays", _DAYS)
        self.table.setParent(self)
        self.good = label("", "quiet", wrap=True)
        self.column.insertWidget(1, self.good)
        self.kind = QComboBox()
        for value, text in KINDS.items():
            self.kind.addItem(text, value)
        self.name = QLineEdit()
        self.name.setMinimumWidth(self.name.fontMetrics().averageCharWidth() * 26)
        self.name.setMaxLength(80)
        self.start = OptionalDateEdit("First day", model.desk.today, optional=False)
        self.end = OptionalDateEdit("Last day, if there are several", model.desk.today)
        self.field("kind", "&Kind", self.kind)
        self.field("name", "&Name", self.name)
        self.field("start", "Day", self.start)
        self.field("end", "To (if several)", self.end)
        self.kind.currentIndexChanged.connect(self._kind)
        self.keep("days", "A closure day, in the settings")
        self.name.returnPressed.connect(self.save)
        self.refresh()

    def refresh(self) -> None:
        until = self.model.desk.bank_holidays_good_until()
        self.good.setText(
            f"The bank holidays built in are good until {day_text(until)}. A one-off holiday, such as a coronation, "
            "is announced later: add it here."
        )
        self.table.set_rows(self.model.days())

    def _kind(self) -> None:
        self.rows["end"].setVisible(self.kind.currentData() == "closure")

    def save(self) -> None:
        self.start.read()
        self.end.read()
        troubles = {
            n: field.trouble for n, field in (("start", self.start), ("end", self.end)) if field.trouble
        }
        kind = self.kind.currentData()
        days, problems = days_of(
            self.start.day, self.end.day if kind == "closure" else None, self.name.text(), kind
        )
        if not self.show_problems(problems | troubles):
            after = merged(self.model.days(), days)
            self.effect.ask(after, self.model.terms(), lambda: self._keep(days))

    def _keep(self, days: tuple[OwnDay, ...]) -> None:
        if self.model.add_days(days):
            self.name.clear()
            self.start.set_day(None)
            self.end.set_day(None)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.kept.saved()

    def take_away(self) -> None:
        gone = {day.day for day in self.chosen() if isinstance(day, OwnDay)}
        after = [day for day in self.model.days() if day.day not in gone]
        self.effect.ask(after, self.model.terms(), lambda: self.model.remove_days(gone))


class TermsPage(_ListPage):
    def __init__(self, model: SettingsModel) -> None:
        super().__init__(model, OwnTermTable(), "School terms", _TERMS)
        self.table.setParent(self)
        self.name = QLineEdit()
        self.name.setMinimumWidth(self.name.fontMetrics().averageCharWidth() * 26)
        self.name.setMaxLength(80)
        self.start = OptionalDateEdit("First day of term", model.desk.today, optional=False)
        self.end = OptionalDateEdit("Last day of term", model.desk.today, optional=False)
        self.field("name", "&Name", self.name)
        self.field("start", "Fi&rst day", self.start)
        self.field("end", "&Last day", self.end)
        self.keep("terms", "A school term, in the settings")
        self.name.returnPressed.connect(self.save)
        self.refresh()

    def refresh(self) -> None:
        self.table.set_rows(self.model.terms())

    def save(self) -> None:
        self.start.read()
        self.end.read()
        start, end, name = self.start.day, self.end.day, self.name.text().strip()
        problems = term_problems(start, end, name, self.model.terms())
        problems |= {
            n: field.trouble for n, field in (("start", self.start), ("end", self.end)) if field.trouble
        }
        if self.show_problems(problems) or start is None or end is None:
            return
        term = OwnTerm(start, end, name)
        self.effect.ask(self.model.days(), (*self.model.terms(), term), lambda: self._keep(term))

    def _keep(self, term: OwnTerm) -> None:
        if self.model.add_term(term):
            self.name.clear()
            self.start.set_day(None)
            self.end.set_day(None)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.kept.saved()

    def take_away(self) -> None:
        gone = {term for term in self.chosen() if isinstance(term, OwnTerm)}
        after = [term for term in self.model.terms() if term not in gone]
        self.effect.ask(self.model.days(), after, lambda: self.model.remove_terms(gone))
