"""Case summaries of a child: a list, and an editor in its place while one writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from services.usecases.results import SummaryView
from services.usecases.unsaved import Unfinished
from ui import tasks
from ui.dialogs.earlier import EarlierDialog
from ui.screens.child_writing import WritingPage
from ui.tables.record import SummaryColumn, SummaryTable
from ui.viewmodels.child import ChildData
from ui.viewmodels.moments import day_text
from ui.viewmodels.printing import Page, summary_page
from ui.viewmodels.summaryform import SummaryDraft, new_summary, summary_of, wordings
from ui.widgets.roles import button
from ui.widgets.summaryeditor import SummaryEditor

_NOTHING = (
    "No case summary has been written yet. “New summary” opens the headings of the authority, with what the "
    "record already knows beside each."
)


class SummaryPage(WritingPage):
    expects = "case_summary"
    kept_as = "summary"

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        names = ("Case summaries", "New summary", _NOTHING)
        super().__init__(desk, names, SummaryTable(), parent)
        self.table.setParent(self)
        self.view.kept = (SummaryColumn.WRITTEN,)
        self.earlier = button("Earlier wordings…", "", "history")
        self.earlier.clicked.connect(self.show_earlier)
        self.list_buttons.addWidget(self.earlier)
        self.take_all = button("Put in all that is offered", "flat", "add")
        self.take_all.clicked.connect(self.editor.take_all)
        self.bar.insertWidget(2, self.take_all)
        self._enable()

    def make_editor(self) -> QWidget:
        self.editor = SummaryEditor(self.desk.today)
        self.editor.words_changed.connect(self.count.setText)
        self.editor.changed.connect(self.touched)
        return self.editor

    def rows_of(self, data: ChildData) -> tuple[SummaryView, ...]:
        return tuple(sorted(data.summaries, key=lambda each: each.written, reverse=True))

    def _enable(self) -> None:
        super()._enable()
        if hasattr(self, "earlier"):
            self.earlier.setEnabled(bool(self.current() and self.current().amended))

    def begin(self) -> None:
        latest = self.table.row(0)
        self._with_offer(lambda offered: new_summary(offered, latest, self.desk.today()), "")

    def start_editing(self, row: SummaryView) -> None:
        self._with_offer(lambda offered: summary_of(row, offered), row.id)

    def open_empty(self, left: Unfinished) -> None:
        """What was left unfinished is put in at once; what the record offers arrives a moment later."""
        assert self.data is not None
        child_id = self.data.detail.child_id
        self.editor.edit(SummaryDraft(child_id, self.desk.today(), {}, {}))
        self.show_editor(left.record_id, look=False)
        self._before = None

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

    def kept_title(self) -> str:
        written = self.editor.collect().written
        return f"Case summary of {day_text(written)}" if written else "Case summary"

    def typed(self) -> Mapping[str, Any]:
        draft = self.editor.collect()
        return {"written": draft.written, "parts": draft.parts, "offered": draft.offered}

    def put_back(self, state: Mapping[str, Any]) -> None:
        assert self.data is not None
        child_id = self.data.detail.child_id
        draft = SummaryDraft(child_id, state["written"], dict(state["parts"]), dict(state["offered"]))
        self.editor.edit(draft)

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

    def show_earlier(self) -> None:
        """Every wording that was saved, beside what it says now."""
        row, desk = self.current(), self.desk
        if row is None:
            return

        def arrived(found: Any) -> None:
            dialog = EarlierDialog("Earlier wordings of the case summary", wordings(found), self)
            dialog.open_sized(720, 680)
            self.dialog_opened.emit(dialog)

        tasks.run(self, lambda progress: desk.summary_history(row.id), arrived)
