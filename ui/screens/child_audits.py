"""Audits of a child's file: a list with results over time, and the form in its place while one audits."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from services.usecases.errors import AppError, InvalidInput
from services.usecases.oversight_results import (
    AuditAnswer,
    AuditForm,
    AuditResults,
    AuditTables,
    AuditView,
)
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks, theme
from ui.dialogs.earlier import EarlierDialog
from ui.screens.child_record import plain_table
from ui.tables.oversight import AuditColumn, AuditList
from ui.tables.rows import RowRole
from ui.viewmodels.caseworkpages import audit_page, results_page
from ui.viewmodels.child import ChildData
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.moments import count
from ui.widgets.auditeditor import AuditEditor, form_of
from ui.widgets.auditresults import ResultsView
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.unfinished import offer

DRAFT = "audit"


class AuditsPage(QWidget):
    """Ctrl+S saves the draft."""

    page_wanted = Signal(object)
    dialog_opened = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.data: ChildData | None = None
        self.tables: AuditTables | None = None
        self._editing: str | None = None  # the id; "" for a new one; None: the list is shown
        self._before: Any = None
        self._wanted = ""
        self._later: Unfinished | None = None
        self._sized = False
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list_page())
        self.stack.addWidget(self._editor_page())
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, theme.current().space(3), 0, 0)
        outside.addWidget(self.stack)
        QShortcut(QKeySequence("Ctrl+S"), self.stack.widget(1), lambda: self.save(draft=True))
        self.keeper = DraftKeeper(
            desk, DRAFT, "audit", self._state, self._restore, title=lambda: "Audit", parent=self
        )
        self.keeper.offered.connect(lambda it: offer(self.banner, self.keeper, it, desk.now()))
        self.editor.changed.connect(self._typed)
        self.setFocusProxy(self.begin_button)

    def _list_page(self) -> QWidget:
        now = theme.current()
        page = QWidget()
        self.table = AuditList(self)
        self.view = plain_table("Audits of the file", self.table)
        self.view.kept = (AuditColumn.AT,)
        self.view.activated.connect(lambda _index: self.open_current())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.begin_button = button("Audit the file", "primary", "add")
        self.open_button = button("Open", "", "edit")
        self.print_button = button("Print…", "", "print")
        self.earlier_button = button("Earlier wordings…", "", "history")
        self.earlier_button.clicked.connect(self.show_earlier)
        self.begin_button.clicked.connect(self.begin)
        self.open_button.clicked.connect(self.open_current)
        self.print_button.clicked.connect(self.print_current)
        self.none = label("The file has not been audited yet.", "quiet", wrap=True)
        self.results = ResultsView()
        self.results.every_wanted.connect(self._read_results)
        self.results.print_wanted.connect(self._print_results)
        buttons = flow(
            self.begin_button, self.open_button, self.print_button, self.earlier_button, spacing=now.space(2)
        )
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(buttons)
        body.addWidget(self.none)
        body.addWidget(self.view, 2)
        body.addWidget(self.results, 3)
        return page

    def _editor_page(self) -> QWidget:
        now = theme.current()
        page = QWidget()
        self.leave_button = button("Back to the list", "flat", "back")
        self.count = label("", "quiet")
        self.save_button = button("Save as a draft", "", "save", "Save as a draft (Ctrl+S)")
        self.finish_button = button("Finish the audit", "primary", "check")
        self.leave_button.clicked.connect(self.leave)
        self.save_button.clicked.connect(lambda: self.save(draft=True))
        self.finish_button.clicked.connect(lambda: self.save(draft=False))
        self.count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar = flow(self.leave_button, self.count, self.save_button, self.finish_button, spacing=now.space(2))
        self.banner = Banner()
        self.borrowed = label("", "quiet", wrap=True)
        self.editor = AuditEditor(self.desk.today)
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(bar)
        body.addWidget(self.banner)
        body.addWidget(self.borrowed)
        body.addWidget(self.editor, 1)
        return page

    # data

    def set_data(self, data: ChildData) -> None:
        other = self.data is None or self.data.detail.child_id != data.detail.child_id
        self.data = data
        if other:
            self._editing, self.tables = None, None
            self.stack.setCurrentIndex(0)
            self.table.set_rows(())
        desk, child_id = self.desk, data.detail.child_id
        tasks.run(
            self,
            lambda _p: (child_id, desk.audits.tables(child_id), desk.audits.of_child(child_id)),
            self._arrived,
            self._trouble,
        )
        self._read_results(self.results.every)

    def _arrived(self, found: tuple[str, AuditTables, tuple[AuditView, ...]]) -> None:
        child_id, self.tables, audits = found
        if self.data is None or self.data.detail.child_id != child_id:
            return
        kept = self.current()
        self.table.set_rows(audits)
        self.view.setVisible(bool(audits))
        self.none.setVisible(not audits)
        for each in (self.open_button, self.print_button, self.earlier_button):
            each.setVisible(bool(audits))
        if audits:
            row = next((n for n, a in enumerate(audits) if kept is not None and a.id == kept.id), 0)
            self.view.selectRow(row)
        if audits and not self._sized:
            self._sized = True
            self.view.resizeColumnsToContents()
        self._enable()
        if self._wanted:
            self.show_record(self._wanted)
        if self._later is not None:
            self.go_on(self._later)

    def _read_results(self, every: bool) -> None:
        if self.data is None:
            return
        desk, child_id = self.desk, "" if every else self.data.detail.child_id
        tasks.run(
            self,
            lambda p: desk.audits.results(child_id, p.report, p.cancelled),
            self.results.show_results,
            self._trouble,
        )

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def current(self) -> AuditView | None:
        row: AuditView | None = self.view.currentIndex().data(RowRole)
        return row

    def _enable(self) -> None:
        chosen = self.current() is not None
        self.open_button.setEnabled(chosen)
        self.print_button.setEnabled(chosen)
        row = self.current()
        self.earlier_button.setVisible(row is not None and bool(row.amended))

    def show_earlier(self) -> None:
        row = self.current()
        if row is not None:
            dialog = EarlierDialog("Audit of the file", self.desk.audits.history(row.id), self)
            dialog.open_sized(720, 760)
            self.dialog_opened.emit(dialog)

    def go_on(self, unfinished: Unfinished) -> None:
        """Open the audit that was left unfinished; what was typed is offered there."""
        self._later = None if self.tables is not None else unfinished
        if self.tables is not None:
            self.show_record(unfinished.record_id) if unfinished.record_id else self.begin()

    def show_record(self, record_id: str) -> None:
        """Open the audit that was found, now or once it is read."""
        row = next((n for n, a in enumerate(self.table.rows()) if a.id == record_id), -1)
        self._wanted = record_id if row < 0 and not self.table.rows() else ""
        if row >= 0:
            self.view.selectRow(row)
            self.open_current()

    # the form

    def begin(self) -> None:
        if self.data is None or self.tables is None:
            return
        own = self.desk.own().name
        form = AuditForm(self.data.detail.child_id, self.desk.today(), self.tables.authority, own)
        self._edit("", self.tables, form)

    def open_current(self) -> None:
        row = self.current()
        if row is not None and self.data is not None:
            self._edit(row.id, self.desk.audits.tables_of(row.authority), form_of(row))

    def _edit(self, audit_id: str, tables: AuditTables, form: AuditForm) -> None:
        self._editing = audit_id
        self.tables_shown = tables
        self.editor.edit(tables, form)
        self._before = self.editor.state()
        self.banner.clear()
        own = self.data.detail.authority_name if self.data else ""
        borrowed = tables.borrowed or (own and own != tables.authority_name)
        self.borrowed.setText(
            f"{own} prints no audit tables of its own; these are {tables.authority_name}'s."
            if borrowed
            else ""
        )
        self.borrowed.setVisible(bool(borrowed))
        self.save_button.setVisible(form.draft)
        self.finish_button.setText("Finish the audit" if form.draft else "Save")
        self._count()
        self.stack.setCurrentIndex(1)
        self.editor.tabs.setFocus()
        place = f"{form.child_id}/{audit_id or 'new'}"
        self.keeper.turn_to(place, form.child_id, audit_id)
        self.keeper.look()

    def _typed(self) -> None:
        self._count()
        self.keeper.touch()

    def _count(self) -> None:
        done, of = self.editor.judged()
        self.count.setText(f"{done} of {count(of, 'line')} judged")

    @property
    def dirty(self) -> bool:
        return self._editing is not None and self.editor.state() != self._before

    def _state(self) -> dict[str, Any] | None:
        return self.editor.state() if self.dirty else None

    def _restore(self, state: dict[str, Any]) -> None:
        if self.data is None:
            return
        answers = tuple(AuditAnswer(*a) for a in state["answers"])
        form = AuditForm(
            self.data.detail.child_id,
            state["at"],
            state["authority"],
            state["auditor"],
            state["overall"],
            answers,
        )
        self.editor.edit(self.desk.audits.tables_of(state["authority"]), form)
        self._count()

    def save(self, *, draft: bool) -> None:
        if self._editing is None:
            return
        self.editor.at.read()
        if self.editor.at.trouble:
            self.editor.show_problems({"at": self.editor.at.trouble})
            return
        try:
            with self.keeper.saving():
                saved = self.desk.audits.save(self.editor.form(draft=draft), self._editing or None)
        except InvalidInput as trouble:
            self._show_wrong(trouble)
            return
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self.editor.show_problems({})
        self._editing, self._before = saved, self.editor.state()
        child_id = self.editor.form(draft=draft).child_id
        self.keeper.turn_to(f"{child_id}/{saved}", child_id, saved)
        if draft:
            self.banner.say("success", "Saved as a draft.")
        else:
            self.leave()
            self.said.emit("The audit is finished. What follows from it stands among the actions.")

    def _show_wrong(self, trouble: InvalidInput) -> None:
        wrong: dict[str, str] = {}
        for problem in trouble.problems:
            where = problem.where.partition("].")[0]
            where = f"{where}]" if "[" in where and not where.endswith("]") else where
            field = {"who": "Who ", "by": "By when "}.get(problem.where.rpartition(".")[2], "")
            words = f"{field}{problem.what}" + (f": {problem.right}" if problem.right else "")
            words = words[:1].upper() + words[1:]
            wrong[where] = f"{wrong[where]}. {words}" if where in wrong else words
        loose = self.editor.show_problems(wrong)
        self.banner.say(
            "danger", "The audit cannot be finished like this yet.", loose or "See the words in red."
        )

    def may_leave(self) -> bool:
        if not self.dirty:
            return True
        choice = prompts.keep_for_later(self, "Audit")
        if choice == prompts.THROW_AWAY:
            self.keeper.give_up()
        elif choice == prompts.KEEP:
            self.keeper.flush()
        return choice != prompts.STAY

    def leave(self) -> None:
        if self.may_leave():
            self._editing = None
            self.stack.setCurrentIndex(0)
            self.begin_button.setFocus()

    # paper

    def print_current(self) -> None:
        row = self.current()
        if row is not None and self.data is not None:
            tables = self.desk.audits.tables_of(row.authority)
            self.page_wanted.emit(audit_page(self.data.detail, row, tables, self.desk.today()))

    def _print_results(self, results: AuditResults) -> None:
        if self.data is not None:
            whose = "all children" if self.results.every else self.data.detail.name
            self.page_wanted.emit(results_page(results, whose, self.desk.today()))
