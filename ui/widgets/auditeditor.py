"""An audit as a form: the tables one at a time, what is acceptable and what is not beside each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from services.usecases.oversight_results import (
    AuditAnswer,
    AuditForm,
    AuditRow,
    AuditTable,
    AuditTables,
    AuditView,
)
from ui import theme
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.plaintabs import PlainTabs
from ui.widgets.roles import frame, label
from ui.widgets.scrolling import ScrollColumn

WORDS = {
    "acceptable": "Acceptable",
    "mixed": "Mixed",
    "unacceptable": "Unacceptable",
    "not_seen": "Could not be seen",
}


class AuditEditor(QWidget):
    """`edit` fills it, `form` says what stands in it. A table is built when it is first turned to."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._child_id, self._authority, self._draft = "", "", True
        self._answers: dict[str, AuditAnswer] = {}
        self._tables: tuple[AuditTable, ...] = ()
        self.lines: dict[str, AuditLine] = {}
        now = theme.current()
        self.at = OptionalDateEdit("Audited on", today, optional=False)
        self.auditor = QLineEdit()
        self.auditor.setAccessibleName("Auditor")
        self.overall = GrowingText("", "Overall", "What stands out, and what matters most", lines=3)
        self.rows = {
            "at": FormRow("Audited on", self.at),
            "auditor": FormRow("Auditor", self.auditor),
            "overall": FormRow("Overall", self.overall),
        }
        self._last_page = ScrollColumn("Overall", margin=2)
        self._last_page.column.addWidget(self.rows["overall"])
        self._last_page.column.addStretch(1)
        self.tabs = PlainTabs("Tables of the audit")
        self.tabs.addTab(self._last_page, "Overall")
        self.tabs.currentChanged.connect(lambda _n: self._build())
        head = QHBoxLayout()
        head.addWidget(self.rows["at"])
        head.addWidget(self.rows["auditor"], 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addLayout(head)
        body.addWidget(self.tabs, 1)
        for signal in (self.at.changed, self.auditor.textEdited, self.overall.textChanged):
            signal.connect(lambda *_: self.changed.emit())

    def edit(self, tables: AuditTables, form: AuditForm) -> None:
        """Show an audit; one that is new has no answers."""
        self._child_id, self._authority, self._draft = form.child_id, form.authority, form.draft
        self._answers = {a.row: a for a in form.answers}
        self._tables = tables.tables
        self.lines = {}
        self.at.set_day(form.at)
        self.auditor.setText(form.auditor)
        self.overall.setPlainText(form.overall)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            page = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if page is not self._last_page:
                page.deleteLater()
        for table in tables.tables:
            number, _, name = table.title.partition(": ")
            scroll = ScrollColumn(table.title, margin=2)
            at = self.tabs.addTab(scroll, number if name else table.title[:24])
            self.tabs.setTabToolTip(at, table.title)
        self.tabs.addTab(self._last_page, "Overall")
        self.tabs.blockSignals(False)
        self.tabs.setCurrentIndex(0)
        self._build()

    def _build(self) -> None:
        number = self.tabs.currentIndex()
        if not 0 <= number < len(self._tables) or self._tables[number].rows[0].id in self.lines:
            return
        table, scroll = self._tables[number], self.tabs.widget(number)
        assert isinstance(scroll, ScrollColumn)
        scroll.column.addWidget(label(table.title, "heading", wrap=True))
        for row in table.rows:
            line = AuditLine(row, self._answers.get(row.id, AuditAnswer(row.id)), self._today)
            line.changed.connect(self.changed)
            self.lines[row.id] = line
            scroll.column.addWidget(line)
        scroll.column.addStretch(1)

    def form(self, *, draft: bool) -> AuditForm:
        answers = dict(self._answers)
        answers |= {row: line.answer() for row, line in self.lines.items()}
        order = [r.id for t in self._tables for r in t.rows]
        kept = [answers[i] for i in order if i in answers]
        kept += [a for i, a in answers.items() if i not in order]  # of an earlier version of the tables
        return AuditForm(
            self._child_id,
            self.at.day or self._today(),
            self._authority,
            self.auditor.text(),
            self.overall.toPlainText(),
            tuple(kept),
            draft,
        )

    def judged(self) -> tuple[int, int]:
        """How many lines are judged, and how many there are."""
        found = {a.row for a in self.form(draft=True).answers if a.judgement}
        return len(found), sum(len(t.rows) for t in self._tables)

    def show_problems(self, wrong: dict[str, str]) -> str:
        """Each problem at its place; what has none is returned in words. The first wrong line is turned to."""
        loose = []
        for name, row in self.rows.items():
            row.set_problem(wrong.get(name, ""))
        for line in self.lines.values():
            line.set_problem("")
        for where, words in wrong.items():
            if where in self.rows:
                continue
            row_id = where.partition("[")[2].partition("]")[0]
            number = next((n for n, t in enumerate(self._tables) if any(r.id == row_id for r in t.rows)), -1)
            if number < 0:
                loose.append(words)
                continue
            self.tabs.setCurrentIndex(number)
            self._build()
            self.lines[row_id].set_problem(words)
            self.tabs.widget(number).focus_into_view(self.lines[row_id])
        return ". ".join(loose)

    def state(self) -> dict[str, Any]:
        form = self.form(draft=True)
        return {
            "at": form.at,
            "authority": form.authority,
            "auditor": form.auditor,
            "overall": form.overall,
            "answers": [
                (a.row, a.judgement, a.evidence, a.follow_up, a.who, a.by, a.done)
                for a in form.answers
                if a != AuditAnswer(a.row)
            ],
        }


class AuditLine(QWidget):
    """One line: what good and poor look like, the judgement, the evidence, what follows."""

    changed = Signal()

    def __init__(
        self, row: AuditRow, answer: AuditAnswer, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row, self._first = row, answer
        now = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        body = QVBoxLayout(card)
        body.setContentsMargins(now.space(3), now.space(3), now.space(3), now.space(3))
        body.setSpacing(now.space(2))
        body.addWidget(label(row.theme, "strong", wrap=True))
        sides = QGridLayout()
        sides.setHorizontalSpacing(now.space(4))
        for column, (name, words) in enumerate(
            (("Acceptable", row.acceptable), ("Unacceptable", row.unacceptable))
        ):
            sides.addWidget(label(name, "small"), 0, column)
            said = label(words, wrap=True)
            said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            sides.addWidget(said, 1, column)
            sides.setColumnStretch(column, 1)
        body.addLayout(sides)
        choices = QWidget()
        across = FlowLayout(choices, now.space(3))
        self.group = QButtonGroup(self)
        self.group.setExclusive(False)
        self.buttons: dict[str, QRadioButton] = {}
        for judgement, words in WORDS.items():
            made = QRadioButton(words)
            made.setAutoExclusive(False)
            made.setAccessibleName(f"{row.theme}: {words}")
            made.setChecked(answer.judgement == judgement)
            made.clicked.connect(lambda on, judgement=judgement: self._judge(judgement if on else ""))
            self.group.addButton(made)
            self.buttons[judgement] = made
            across.addWidget(made)
        body.addWidget(choices)
        self.evidence = GrowingText(
            answer.evidence, f"Evidence: {row.theme}", "Evidence: what the file shows, and where", lines=1
        )
        body.addWidget(self.evidence)
        self.follow_up = QLineEdit(answer.follow_up)
        self.follow_up.setPlaceholderText("Follow-up, if anything is to be done")
        self.who = QLineEdit(answer.who)
        self.who.setPlaceholderText("Who")
        self.by = OptionalDateEdit(f"Follow-up by: {row.theme}", today)
        self.by.set_day(answer.by)
        for field, name in ((self.follow_up, "Follow-up"), (self.who, "Who follows it up")):
            field.setAccessibleName(f"{name}: {row.theme}")
        self.after = QWidget()
        line = QHBoxLayout(self.after)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.follow_up, 5)
        line.addWidget(self.who, 2)
        line.addWidget(self.by)
        body.addWidget(self.after)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        body.addWidget(self.problem)
        self._more()
        for signal in (
            self.evidence.textChanged, self.follow_up.textEdited, self.who.textEdited, self.by.changed
        ):  # fmt: skip
            signal.connect(lambda *_: self._typed())

    def _judge(self, judgement: str) -> None:
        for name, made in self.buttons.items():
            made.setChecked(name == judgement)
        self._typed()

    def _typed(self) -> None:
        self._more()
        self.changed.emit()

    def _more(self) -> None:
        """What follows is asked only where something is amiss or written already."""
        amiss = self.buttons["unacceptable"].isChecked() or self.buttons["mixed"].isChecked()
        self.after.setVisible(amiss or bool(self.follow_up.text() or self.who.text() or self.by.day))

    def answer(self) -> AuditAnswer:
        judgement = next((j for j, made in self.buttons.items() if made.isChecked()), "")
        return AuditAnswer(
            self._row.id,
            judgement,
            self.evidence.toPlainText(),
            self.follow_up.text(),
            self.who.text(),
            self.by.day,
            self._first.done,
        )

    def set_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))


def form_of(view: AuditView) -> AuditForm:
    """An audit as it is edited."""
    return AuditForm(
        view.child_id, view.at, view.authority, view.auditor, view.overall, view.answers, view.draft
    )
