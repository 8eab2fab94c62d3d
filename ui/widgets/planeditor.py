"""Writing a plan: needs, outcomes with their actions, views, what if, what its kind asks for, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from services.usecases.plankinds import AGREE, CHILD_AGREES, KINDS, PARENTS_AGREE
from ui import theme
from ui.viewmodels.planform import TEXTS, Draft, Text
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.planaction import Today
from ui.widgets.planhead import PlanHead
from ui.widgets.planoutcome import OutcomeEditor, OutcomeList
from ui.widgets.planparts import AgreeBox, SignatureEditor, SignatureList
from ui.widgets.roles import label
from ui.widgets.scrolling import ScrollColumn, empty
from ui.widgets.watching import watch

PARTS = {  # in the order of the form; a tap on its name goes there
    "needs": "Needs and strengths",
    "outcomes": "Outcomes and actions",
    "views": "Views",
    "agreed": "Agreement and what if",
    "kind": "Particulars",
    "signatures": "Signatures",
}
_AGREES = {"child_views": CHILD_AGREES, "parent_views": PARENTS_AGREE}


class PlanEditor(ScrollColumn):
    """Holds a draft; `collect` gives it back as typed."""

    changed = Signal()  # anything
    facts_changed = Signal()  # the kind, a day, whether it is agreed, or a signature
    hinted = Signal(int)  # how many hints there are

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__("Plan", margin=2, parent=parent)
        self._today = today
        self._draft: Draft | None = None
        self.rows: dict[str, FormRow] = {}
        self.parts: dict[str, QWidget] = {}
        self._clauses: Mapping[str, str] = {}
        self._asked: dict[str, QLabel] = {}  # where an authority asks for it, by what
        self._count = QTimer(self, singleShot=True, interval=700)
        self._count.timeout.connect(lambda: self.hinted.emit(self.hints()))
        self.changed.connect(self._count.start)

    @property
    def outcomes(self) -> list[OutcomeEditor]:
        return self.outcome_list.editors

    @property
    def signatures(self) -> list[SignatureEditor]:
        return self.signature_list.editors

    def edit(self, draft: Draft) -> None:
        self.clear()
        self._draft = draft
        self.parts, self._asked = {}, {}
        self.texts: dict[str, GrowingText] = {}
        self.agree: dict[str, AgreeBox] = {}
        self.sections: dict[str, GrowingText] = {}
        self._kept = {h: t for h, t in draft.sections.items() if h not in AGREE}
        self._begin(draft)
        self._part("needs", *self._texts("needs", draft))
        self.outcome_list = OutcomeList(draft, self._today, self.head.span)
        self.rows["outcomes"] = FormRow("", self.outcome_list)
        self._part("outcomes", self.rows["outcomes"])
        self._part("views", *self._texts("views", draft))
        self._part("agreed", *self._texts("agreed", draft))
        self._part("kind")
        self._sections(draft)
        self.signature_list = SignatureList(draft.signatures, self._today)
        self.rows["signatures"] = FormRow("", self.signature_list)
        self._clause("signatures")
        self._part("signatures", self.rows["signatures"])
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)
        self._listen()
        self.set_clauses(self._clauses)
        self.hinted.emit(self.hints())

    def _begin(self, draft: Draft) -> None:
        """The head, and in a review what it found."""
        self.head = PlanHead(draft, self._today)
        self.kind, self.stage, self.agreed = self.head.kind, self.head.stage, self.head.agreed
        self.drawn_up, self.review_by = self.head.drawn_up, self.head.review_by
        self.rows = dict(self.head.rows)
        self.column.addWidget(self.head)
        self.reviewed: GrowingText | None = None
        if draft.review or draft.reviewed:
            self.reviewed = self._box(
                "reviewed", "What the review found", draft.reviewed, "In a few sentences"
            )
            self.column.addWidget(self.rows["reviewed"])

    def _listen(self) -> None:
        for name, part in self.parts.items():
            if name not in ("outcomes", "signatures"):
                watch(part, self.changed.emit)
        if self.reviewed is not None:
            self.reviewed.textChanged.connect(self.changed)
        self.outcome_list.changed.connect(self.changed)
        self.signature_list.changed.connect(self.changed)
        self.signature_list.changed.connect(self.facts_changed)
        self.head.changed.connect(self.changed)
        self.head.changed.connect(self.facts_changed)
        self.head.days_changed.connect(lambda: [action.look() for action in self.outcome_list.actions()])
        self.kind.currentIndexChanged.connect(lambda _n: self._kind_changed())

    # --- building ----------------------------------------------------------------------------------------------
    def _part(self, name: str, *content: QWidget) -> None:
        holder = QWidget()
        body = QVBoxLayout(holder)
        body.setContentsMargins(0, theme.current().space(3), 0, 0)
        body.setSpacing(theme.current().space(3))
        body.addWidget(label(PARTS[name], "heading"))
        for each in content:
            body.addWidget(each)
        self.parts[name] = holder
        self.column.addWidget(holder)

    def _box(self, name: str, heading: str, text: str, hint: str) -> GrowingText:
        """A text with its heading, and beneath it the clause that asks for it."""
        box = GrowingText(text, heading, hint)
        self.rows[name] = FormRow(heading, box)
        self._clause(name)
        return box

    def _clause(self, name: str) -> None:
        self._asked[name] = label("", "small", wrap=True)
        self._asked[name].hide()
        self.rows[name].layout().addWidget(self._asked[name])

    def _texts(self, part: str, draft: Draft) -> list[QWidget]:
        found: list[QWidget] = []
        for each in TEXTS:
            if each.part == part:
                found.append(self._text(each, draft))
                if question := _AGREES.get(each.name):
                    self.agree[question] = AgreeBox(question, draft.sections.get(question, ""))
                    found.append(FormRow(question, self.agree[question]))
        return found

    def _text(self, each: Text, draft: Draft) -> FormRow:
        self.texts[each.name] = self._box(each.name, each.heading, draft.texts.get(each.name, ""), each.hint)
        return self.rows[each.name]

    def _sections(self, draft: Draft) -> None:
        """What this kind of plan asks for; texts written for another kind stay while they say something."""
        body = self.parts["kind"].layout()
        for heading in self.sections:
            del self.rows[heading], self._asked[heading]
        self.sections = {}
        empty(body)
        body.addWidget(label(PARTS["kind"], "heading"))
        kind = KINDS.get(draft.kind)
        hints = {s.heading: s.hint for s in kind.sections} if kind else {}
        for heading in replace(draft, sections=self._kept).headings:
            self.sections[heading] = self._box(
                heading, heading, self._kept.get(heading, ""), hints.get(heading, "")
            )
            body.addWidget(self.rows[heading])
        self.parts["kind"].setVisible(bool(self.sections))

    # --- while it is written -----------------------------------------------------------------------------------
    def _kind_changed(self) -> None:
        assert self._draft is not None
        self._kept |= {heading: box.toPlainText() for heading, box in self.sections.items()}
        self._sections(replace(self._draft, kind=self.kind.currentData()))
        watch(self.parts["kind"], self.changed.emit)

    def set_clauses(self, clauses: Mapping[str, str]) -> None:
        """By name of a text or heading of a section: where the child's authority asks for it."""
        self._clauses = clauses
        for name, shown in self._asked.items():
            said = clauses.get(name, "")
            shown.setText(f"Asked for by {said}" if said else "")
            shown.setVisible(bool(said))

    def go_to(self, part: str) -> None:
        """Bring a part of the form into view, and the keyboard to its first field."""
        holder = self.parts[part]
        fields = (w for w in holder.findChildren(QWidget) if w.isVisibleTo(self))
        first = next((w for w in fields if w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if first is not None:
            first.setFocus()
        self.verticalScrollBar().setValue(holder.y())

    # --- hints -------------------------------------------------------------------------------------------------
    def hints(self) -> int:
        return sum(len(action.hints) for action in self.outcome_list.actions())

    def next_hint(self) -> None:
        """The next action with a hint after where the keyboard is; the first after the last."""
        actions = [action for action in self.outcome_list.actions() if action.hints]
        if not actions:
            return
        focused = QApplication.focusWidget()
        here = next((n for n, a in enumerate(actions) if focused is not None and a.isAncestorOf(focused)), -1)
        chosen = actions[(here + 1) % len(actions)]
        chosen.hints[0].click()
        self.focus_into_view(chosen)

    def reviewing_done(self) -> None:
        """The next version has been saved: from now on it is amended like any other."""
        assert self._draft is not None
        self._draft = replace(self._draft, review=False, before=())

    def now_based_on(self, version: int) -> None:
        """What is typed from now on changes this version."""
        assert self._draft is not None
        self._draft = replace(self._draft, based_on=version)

    # --- giving it back ----------------------------------------------------------------------------------------
    def collect(self) -> Draft:
        assert self._draft is not None
        sections = {**self._kept, **{h: box.toPlainText().strip() for h, box in self.sections.items()}}
        answers = {question: box.said() for question, box in self.agree.items()}
        return replace(
            self._draft,
            kind=self.kind.currentData(),
            drawn_up=self.drawn_up.day,
            review_by=self.review_by.day,
            texts={name: box.toPlainText().strip() for name, box in self.texts.items()},
            outcomes=[each.form() for each in self.outcomes],
            signatures=[each.value() for each in self.signatures],
            draft=not self.agreed.isChecked(),
            stage=self.head.stage_said(),
            sections={h: t for h, t in (answers | sections).items() if t},
            reviewed=self.reviewed.toPlainText().strip() if self.reviewed is not None else "",
        )

    def troubles(self) -> dict[str, str]:
        """Days that cannot be read."""
        wrong = self.head.troubles()
        for name, words in (
            ("outcomes", self.outcome_list.trouble()),
            ("signatures", self.signature_list.trouble()),
        ):
            if words:
                wrong[name] = words
        return wrong

    def show_problems(self, wrong: dict[str, str]) -> str:
        for name, row in self.rows.items():
            row.set_problem(wrong.get(name, ""))
        first = next((row for name, row in self.rows.items() if name in wrong), None)
        if first is not None:
            self.focus_into_view(first)
            first.control.setFocus()
        return ". ".join(words for name, words in wrong.items() if name not in self.rows)
