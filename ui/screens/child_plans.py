"""Plans of a child: a list with what stands of the one chosen, and an editor in its place while one writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.errors import AppError, ChangedMeanwhile
from services.usecases.planevents import renewed
from services.usecases.results import PlanView
from services.usecases.unsaved import Unfinished
from ui import tasks, theme
from ui.dialogs.plancopies import CopiesDialog
from ui.dialogs.planend import EndPlanDialog
from ui.dialogs.planversions import VersionsDialog
from ui.screens.child_writing import WritingPage
from ui.tables.record import PlanColumn, PlanTable
from ui.viewmodels.child import ChildData
from ui.viewmodels.moments import count
from ui.viewmodels.planform import Draft, draft_from, draft_of, new_draft, plan_kind, review_of
from ui.viewmodels.printing import Page, family_page, plan_page
from ui.widgets.flow import FlowLayout
from ui.widgets.plancard import PlanCard
from ui.widgets.planeditor import PARTS, PlanEditor
from ui.widgets.roles import button
from ui.widgets.unfinished import gone

_NOTHING = (
    "No plan has been written yet. “New plan” asks for needs, outcomes and who does what by when, and prints in "
    "full and as one page for the family."
)


class PlansPage(WritingPage):
    expects = "plan"
    kept_as = "plan"

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        names = ("Plans", "New plan", _NOTHING)
        super().__init__(desk, names, PlanTable(), parent)
        self.table.setParent(self)
        self.view.kept = (PlanColumn.DRAWN_UP, PlanColumn.REVIEW)
        self.review_button = button("Review this plan", "", "refresh")
        self.family_button = button("One page for the family…", "", "family")
        self.review_button.clicked.connect(self.review_current)
        self.family_button.clicked.connect(self.print_family)
        for made in (self.review_button, self.family_button):
            self.list_buttons.addWidget(made)
        self._facts = QTimer(self, singleShot=True, interval=250)
        self._facts.timeout.connect(self._ask_facts)
        self._enable()

    # --- building ----------------------------------------------------------------------------------------------
    def make_editor(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(1))
        strip = QWidget()
        self._strip = FlowLayout(strip, theme.current().space(1))
        self.editor = PlanEditor(self.desk.today)
        self.jumps = {}
        for name, words in PARTS.items():
            jump = button(words, "flat")
            jump.setAccessibleName(f"Go to: {words}")
            jump.clicked.connect(lambda _on=False, name=name: self.editor.go_to(name))
            self.jumps[name] = jump
            self._strip.addWidget(jump)
        self.hints = button("", "flat", "info")
        self.hints.clicked.connect(self.editor.next_hint)
        self.hints.hide()
        self.bar.insertWidget(2, self.hints)
        column.addWidget(strip)
        column.addWidget(self.editor, 1)
        self.editor.hinted.connect(self._hinted)
        self.editor.changed.connect(self.touched)
        self.editor.facts_changed.connect(lambda: self._facts.start())
        return holder

    def under_list(self, body: QVBoxLayout) -> None:
        self.card = PlanCard()
        self.card.copies_wanted.connect(self.give_copies)
        self.card.copy_gone.connect(self.take_back_copy)
        self.card.versions_wanted.connect(self.show_versions)
        self.card.end_wanted.connect(self.end_current)
        self.card.reopen_wanted.connect(self.reopen_current)
        body.addWidget(self.card)

    def _enable(self) -> None:
        super()._enable()
        plan = self.current()
        self.card.show_plan(plan)
        if hasattr(self, "review_button"):
            open_now = plan is not None and plan.ended is None
            self.review_button.setEnabled(open_now and not plan.draft)
            self.review_button.setToolTip(
                "A draft is opened and agreed first" if open_now and plan.draft else ""
            )
            self.family_button.setEnabled(plan is not None)

    def _hinted(self, number: int) -> None:
        self.hints.setVisible(bool(number))
        self.hints.setText(f"{count(number, 'gentle hint')} on actions: next")
        self.hints.setAccessibleName(self.hints.text())

    # --- the list ----------------------------------------------------------------------------------------------
    def rows_of(self, data: ChildData) -> tuple[PlanView, ...]:
        return tuple(sorted(data.plans, key=lambda plan: plan.drawn_up, reverse=True))

    def begin(self) -> None:
        if self.data is not None:
            self._edit(self._new(), "")
            self.editor.texts["worries"].setFocus()

    def _new(self) -> Draft:
        assert self.data is not None
        detail = self.data.detail
        names = tuple(each.name for each in detail.episodes if each.ended is None)
        unborn = detail.born is None and detail.expected is not None
        return new_draft(detail.child_id, self.desk.today(), names, unborn)

    def start_editing(self, row: PlanView) -> None:
        self._edit(draft_of(row), row.id)
        self.count.setText(f"Version {row.version}, written by {row.author}")

    def review_current(self) -> None:
        """The next version, with room for how it has gone."""
        plan = self.current()
        if plan is not None and not plan.draft and plan.ended is None:
            self._edit(review_of(plan, self.desk.today()), plan.id, f"{plan.id}/review")
            self.count.setText(f"Review: version {plan.version + 1}")
            if self.editor.reviewed is not None:
                self.editor.reviewed.setFocus()

    def _edit(self, draft: Draft, id: str, place: str = "", *, look: bool = True) -> None:
        self.count.setText("")
        self.editor.edit(draft)
        self.show_editor(id, place, look=look)
        self._ask_facts()

    def _ask_facts(self) -> None:
        """In the background: what may be recorded with the plan, and where the authority asks for what."""
        if self._editing is None or self.data is None:
            return
        desk, draft, id = self.desk, self.editor.collect(), self._editing or None
        child_id = draft.child_id
        form = draft.sketch(draft.drawn_up) if draft.drawn_up else None

        def read(_progress: Any) -> tuple[Any, Any]:
            offers = desk.planning.offers(form, id) if form is not None and not draft.draft else ()
            return offers, desk.planning.clauses(child_id, draft.kind)

        def arrived(found: tuple[Any, Any]) -> None:
            if self._editing is not None and self.editor.collect().child_id == child_id:
                self.editor.head.offers.show_offers(found[0])
                self.editor.set_clauses(found[1])

        tasks.run(self, read, arrived, self._not_read)

    def _not_read(self, error: Exception) -> None:
        """What is only offered may be missing; what is typed is checked when it is saved."""
        if not isinstance(error, AppError):
            raise error

    # --- the editor --------------------------------------------------------------------------------------------
    def state(self) -> object:
        return self.editor.collect()

    def kept_title(self) -> str:
        draft = self.editor.collect()
        return f"{plan_kind(draft.kind)}{', review' if draft.review else ''}"

    def typed(self) -> Mapping[str, Any]:
        return self.editor.collect().state()

    def put_back(self, state: Mapping[str, Any]) -> None:
        self.editor.edit(draft_from(state))
        self._ask_facts()

    def open_empty(self, left: Unfinished) -> None:
        row = next((each for each in self.table.rows() if each.id == left.record_id), None)
        review = "/review" in left.place
        self._edit(draft_of(row) if row else self._new(), left.record_id if row else "",
                   f"{left.record_id}/review" if review else "", look=False)  # fmt: skip

    def problems(self) -> dict[str, str]:
        return self.editor.collect().check() | self.editor.troubles()

    def show_problems(self, wrong: dict[str, str]) -> str:
        return self.editor.show_problems(wrong)

    def store(self, id: str | None) -> str:
        draft = self.editor.collect()
        form, taken = draft.form(), self.editor.head.offers.taken()
        also = renewed(taken, self.desk.planning.offers(form, id)) if taken else ()
        try:
            saved = str(self.desk.planning.save(form, id, review=draft.review, also=also))
        except ChangedMeanwhile as trouble:
            self.editor.now_based_on(trouble.now)  # it is said; the next saving is meant
            raise
        if draft.review:
            self.editor.reviewing_done()
        self.editor.now_based_on(self.desk.plan(saved).version)
        self._facts.start()
        return saved

    # --- what becomes of a plan --------------------------------------------------------------------------------
    def _open(self, dialog: Any, width: int, height: int) -> None:
        dialog.open_sized(width, height)
        self.dialog_opened.emit(dialog)

    def open_left(self, left: Unfinished) -> None:
        """A plan in its editor; what becomes of a plan over it."""
        if left.kind not in ("plan_end", "plan_copies"):
            super().open_left(left)
        elif all(each.id != left.record_id for each in self.table.rows()):
            gone(self.banner, self.desk, left)
        elif left.kind == "plan_end":
            self.end_current(left)
        else:
            self.give_copies(left)

    def give_copies(self, left: Unfinished | None = None) -> None:
        plan = self.current()
        if plan is not None and self.data is not None:
            self._open(CopiesDialog(self.desk, self.data.detail, plan, self, left), 620, 680)

    def take_back_copy(self, place: int) -> None:
        self._act(lambda plan: self.desk.planning.take_back_copy(plan.id, place), "Taken out.")

    def end_current(self, left: Unfinished | None = None) -> None:
        plan = self.current()
        if plan is not None:
            self._open(EndPlanDialog(self.desk, plan, self, left), 560, 480)

    def reopen_current(self) -> None:
        self._act(lambda plan: self.desk.planning.reopen(plan.id), "The plan is open again.")

    def _act(self, act: Any, said: str) -> None:
        plan = self.current()
        if plan is None:
            return
        try:
            act(plan)
        except AppError as trouble:
            self.said.emit(str(trouble))
            return
        self.said.emit(said)

    def show_versions(self) -> None:
        plan, data, desk = self.current(), self.data, self.desk
        if plan is None or data is None:
            return

        def arrived(history: Any) -> None:
            if history:
                dialog = VersionsDialog(desk, data.detail, history, self)
                dialog.page_wanted.connect(self.page_wanted)
                self._open(dialog, 1060, 760)

        tasks.run(self, lambda progress: desk.planning.history(plan.id), arrived)

    # --- paper -------------------------------------------------------------------------------------------------
    def page_of(self, row: PlanView) -> Page:
        assert self.data is not None
        return plan_page(self.data.detail, row, self.desk.today())

    def print_family(self) -> None:
        plan = self.current()
        if plan is not None and self.data is not None:
            self.page_wanted.emit(family_page(self.data.detail, plan, self.desk.today()))
