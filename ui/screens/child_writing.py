"""Plans and case summaries of a child: a list, and an editor in its place while one writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services.usecases.errors import AppError, InvalidInput
from services.usecases.results import PlanView, SummaryView
from ui import prompts, tasks, theme
from ui.screens.child_record import plain_table
from ui.tables.record import PlanTable, SummaryTable
from ui.tables.rows import RowRole, RowTable
from ui.viewmodels.child import ChildData
from ui.viewmodels.expected import expected_of_writing, shelf_of
from ui.viewmodels.planform import by_place, draft_of, new_draft
from ui.viewmodels.printing import Page, plan_page, summary_page
from ui.viewmodels.summaryform import SummaryDraft, new_summary, summary_of
from ui.widgets.banner import Banner
from ui.widgets.expected import ExpectedNotes
from ui.widgets.flow import flow
from ui.widgets.planeditor import PlanEditor
from ui.widgets.roles import button, label
from ui.widgets.summaryeditor import SummaryEditor


class WritingPage(QWidget):
    """What plans and summaries have in common. Ctrl+S saves."""

    expects = ""  # what is written, as the checklists name it
    page_wanted = Signal(object)  # a Page to preview
    said = Signal(str)  # something was saved, in words

    def __init__(
        self, desk: Any, names: tuple[str, str, str], table: RowTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        what, add, nothing = names
        self.desk, self.table = desk, table
        self.data: ChildData | None = None
        self._editing: str | None = None  # the id; "" for a new one; None: the list is shown
        self._before: object = None
        now = theme.current()
        self.view = plain_table(what, table)
        self.view.activated.connect(lambda _index: self.open_current())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.add = button(add, "", "add")
        self.open_button = button("Open", "", "edit")
        self.print_button = button("Print…", "", "print")
        self.none = label(nothing, "quiet", wrap=True)
        self.add.clicked.connect(self.begin)
        self.open_button.clicked.connect(self.open_current)
        self.print_button.clicked.connect(self.print_current)
        self.list_page = QWidget()
        body = QVBoxLayout(self.list_page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(flow(self.add, self.open_button, self.print_button, spacing=now.space(2)))
        body.addWidget(self.view, 1)
        body.addWidget(self.none)
        body.addStretch(0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_page)
        self.stack.addWidget(self._editor_page())
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.stack)
        QShortcut(QKeySequence("Ctrl+S"), self.stack.widget(1), self.save)
        self.setFocusProxy(self.view)
        self._sized = False

    def _editor_page(self) -> QWidget:
        page = QWidget()
        now = theme.current()
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        self.banner = Banner()
        self.bar = QHBoxLayout()
        self.bar.setSpacing(now.space(2))
        self.leave_button = button("Back to the list", "flat", "back")
        self.leave_button.clicked.connect(self.leave)
        self.count = label("", "quiet")
        self.save_button = button("Save", "primary", "save", "Save (Ctrl+S)")
        self.save_button.clicked.connect(self.save)
        self.bar.addWidget(self.leave_button)
        self.bar.addWidget(self.count, 1)
        self.bar.addWidget(self.save_button)
        body.addLayout(self.bar)
        body.addWidget(self.banner)
        self.expected = ExpectedNotes()
        body.addWidget(self.expected)
        body.addWidget(self.make_editor(), 1)
        return page

    # What a kind of writing says of itself

    def make_editor(self) -> QWidget:
        raise LookupError

    def rows_of(self, data: ChildData) -> tuple[Any, ...]:
        raise LookupError

    def begin(self) -> None:
        raise LookupError

    def start_editing(self, row: Any) -> None:
        raise LookupError

    def state(self) -> object:
        """What is typed, to be compared with what it was."""
        raise LookupError

    def problems(self) -> dict[str, str]:
        raise LookupError

    def show_problems(self, wrong: dict[str, str]) -> str:
        raise LookupError

    def store(self, id: str | None) -> str:
        raise LookupError

    def page_of(self, row: Any) -> Page:
        raise LookupError

    # The list

    def set_data(self, data: ChildData) -> None:
        other = self.data is not None and self.data.detail.child_id != data.detail.child_id
        self.data = data
        self.expected.set_checklist(expected_of_writing(self.expects, data.detail, shelf_of(self.desk)))
        kept = self.current()
        rows = self.rows_of(data)
        self.table.set_rows(rows)
        self.view.setVisible(bool(rows))
        self.none.setVisible(not rows)
        number = next((n for n, row in enumerate(rows) if kept is not None and row.id == kept.id), 0)
        if rows:
            self.view.selectRow(number)
        if rows and not self._sized:
            self._sized = True
            self.view.resizeColumnsToContents()
            for column in range(self.table.columnCount()):
                self.view.setColumnWidth(column, self.view.columnWidth(column) + theme.current().space(4))
        if other:
            self._editing = None
            self.stack.setCurrentIndex(0)
        self._enable()

    def current(self) -> Any:
        return self.view.currentIndex().data(RowRole)

    def _enable(self) -> None:
        chosen = self.current() is not None
        self.open_button.setEnabled(chosen)
        self.print_button.setEnabled(chosen)

    def open_current(self) -> None:
        if self.current() is not None:
            self.start_editing(self.current())

    def print_current(self) -> None:
        if self.current() is not None:
            self.page_wanted.emit(self.page_of(self.current()))

    # The editor

    @property
    def dirty(self) -> bool:
        return self._editing is not None and self.state() != self._before

    def show_editor(self, id: str) -> None:
        self._editing = id
        self._before = self.state()
        self.banner.clear()
        self.stack.setCurrentIndex(1)

    def may_leave(self) -> bool:
        """Asks when something typed would be lost."""
        if not self.dirty:
            return True
        return prompts.ask(
            self, "Leave", "Leave without saving what you have written?", "Leave", "Stay", danger=True
        )

    def leave(self) -> None:
        if self.may_leave():
            self._editing = None
            self.stack.setCurrentIndex(0)
            self.view.setFocus()

    def save(self) -> None:
        if self._editing is None:
            return
        wrong = self.problems()
        if wrong:
            self._show_wrong(wrong)
            return
        try:
            id = self.store(self._editing or None)
        except InvalidInput as trouble:
            self._show_wrong(by_place(trouble.problems))
            return
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self.show_problems({})
        self._editing = id
        self._before = self.state()
        self.banner.say("success", "Saved.")
        self.said.emit("Saved.")

    def _show_wrong(self, wrong: dict[str, str]) -> None:
        loose = self.show_problems(wrong)
        self.banner.say(
            "danger", "Some of this cannot be right.", loose or "See the words at the fields below."
        )


class PlansPage(WritingPage):
    expects = "plan"

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        names = ("Plans", "New plan", "No plan has been written yet.")
        super().__init__(desk, names, PlanTable(), parent)
        self.table.setParent(self)

    def make_editor(self) -> QWidget:
        self.editor = PlanEditor(self.desk.today)
        return self.editor

    def rows_of(self, data: ChildData) -> tuple[PlanView, ...]:
        return tuple(sorted(data.plans, key=lambda plan: plan.drawn_up, reverse=True))

    def begin(self) -> None:
        if self.data is None:
            return
        names = tuple(each.name for each in self.data.detail.episodes if each.ended is None)
        self.editor.edit(new_draft(self.data.detail.child_id, self.desk.today(), names))
        self.show_editor("")
        self.editor.outcomes[0].need.setFocus()

    def start_editing(self, row: PlanView) -> None:
        self.editor.edit(draft_of(row))
        self.show_editor(row.id)
        self.count.setText(f"Version {row.version}, written by {row.author}")

    def state(self) -> object:
        return self.editor.collect()

    def problems(self) -> dict[str, str]:
        return self.editor.collect().check() | self.editor.troubles()

    def show_problems(self, wrong: dict[str, str]) -> str:
        return self.editor.show_problems(wrong)

    def store(self, id: str | None) -> str:
        return str(self.desk.save_plan(self.editor.collect().form(), id))

    def page_of(self, row: PlanView) -> Page:
        assert self.data is not None
        return plan_page(self.data.detail, row, self.desk.today())


class SummaryPage(WritingPage):
    expects = "case_summary"

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        names = ("Case summaries", "New summary", "No case summary has been written yet.")
        super().__init__(desk, names, SummaryTable(), parent)
        self.table.setParent(self)
        self.take_all = button("Put in all that is offered", "flat", "add")
        self.take_all.clicked.connect(self.editor.take_all)
        self.bar.insertWidget(2, self.take_all)

    def make_editor(self) -> QWidget:
        self.editor = SummaryEditor(self.desk.today)
        self.editor.words_changed.connect(self.count.setText)
        return self.editor

    def rows_of(self, data: ChildData) -> tuple[SummaryView, ...]:
        return tuple(sorted(data.summaries, key=lambda each: each.written, reverse=True))

    def begin(self) -> None:
        latest = self.table.row(0)
        self._with_offer(lambda offered: new_summary(offered, latest, self.desk.today()), "")

    def start_editing(self, row: SummaryView) -> None:
        self._with_offer(lambda offered: summary_of(row, offered), row.id)

    def _with_offer(self, make: Callable[[Any], SummaryDraft], id: str) -> None:
        """What the record offers is gathered in the background."""
        if self.data is None:
            return
        desk, child_id = self.desk, self.data.detail.child_id

        def arrived(offered: Any) -> None:
            if self.data is not None and self.data.detail.child_id == child_id:
                self.editor.edit(make(offered))
                self.show_editor(id)
                next(iter(self.editor.boxes.values())).setFocus()

        tasks.run(self, lambda progress: desk.offered_summary(child_id), arrived)

    def state(self) -> object:
        draft = self.editor.collect()
        return (draft.written, tuple(draft.parts.items()))

    def problems(self) -> dict[str, str]:
        wrong = self.editor.collect().check()
        if self.editor.written.trouble:
            wrong["written"] = self.editor.written.trouble
        return wrong

    def show_problems(self, wrong: dict[str, str]) -> str:
        return self.editor.show_problems(wrong)

    def store(self, id: str | None) -> str:
        return str(self.desk.save_summary(self.editor.collect().form(), id))

    def page_of(self, row: SummaryView) -> Page:
        assert self.data is not None
        return summary_page(self.data.detail, row, self.desk.today())
