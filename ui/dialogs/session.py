"""A session of supervision: one form for the worker and each child talked about; or management oversight of a child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from services.usecases.errors import AppError
from services.usecases.oversight_results import WHO, AgendaView, ChildLine, SessionForm
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks, theme
from ui.dialogs.frame import FormDialog
from ui.viewmodels.direction import left_to_right
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.moments import day_text
from ui.widgets.dateedit import MomentEdit
from ui.widgets.roles import label
from ui.widgets.sessioneditor import SessionEditor
from ui.widgets.unfinished import offer

WORKER = "worker"
_KINDS = (
    ("worker", "My own supervision"),
    ("reflective", "Reflective supervision"),
    ("group", "Group supervision"),
)
DRAFT = "supervision"


class SessionDialog(FormDialog):
    """`recorded` says the ids of the events. Ctrl+Enter records; what is typed is kept at every pause."""

    recorded = Signal(object)
    deadline_wanted = Signal(str)

    def __init__(
        self,
        desk: Any,
        subjects: Sequence[tuple[str, str]],
        *,
        oversight: bool = False,
        children: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`subjects`: (child id or "worker", name), the first at least; `children`: one's own can be added."""
        title = "Record management oversight" if oversight else "Record supervision"
        super().__init__(title, "Record", parent)
        self.save_only_on_purpose()
        self.desk, self.oversight = desk, oversight
        self._subjects = list(subjects)
        self.editors: dict[str, SessionEditor] = {}
        self._head()
        self.stack = QStackedWidget()
        self.form.addWidget(self.stack)
        self.list = QListWidget()
        self.list.setAccessibleName("Who is talked about")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMaximumWidth(round(260 * theme.current().scale))
        self.list.currentItemChanged.connect(lambda *_: self._turned())
        self.list.itemChanged.connect(self._ticked)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label("Who is talked about", "strong"))
        column.addWidget(label("Tick each child that you talk about.", "quiet", wrap=True))
        column.addWidget(self.list, 1)
        side.setMinimumWidth(self.fontMetrics().horizontalAdvance("n" * 26))
        side.setMaximumWidth(max(side.minimumWidth(), round(270 * theme.current().scale)))
        side.setVisible(children)
        self.body.insertWidget(0, side, 1)
        for child_id, name in subjects:
            self._add_subject(child_id, name, "", checked=True)
        self.list.setCurrentRow(0)
        first = subjects[0][0]
        place = f"{first}/{'oversight' if oversight else DRAFT}"
        self.keeper = DraftKeeper(
            desk, DRAFT, place, self._state, self._restore, child_id=first, title=lambda: title, parent=self
        )
        self.keeper.offered.connect(self._offered)
        self.keeper.look()
        for control in (self.with_whom.textEdited, self.at.changed):
            control.connect(lambda *_: self.keeper.touch())
        if children:
            tasks.run(
                self, lambda p: desk.oversight.children(p.report, p.cancelled), self._arrived, self._lost
            )
        next(iter(self.editors[first].boxes.values())).setFocus()

    def _head(self) -> None:
        self.at = MomentEdit("When", self.desk.today, optional=False, past=True)
        self.at.set_moment(self.desk.today())
        self.add_row("at", "When", self.at)
        self.with_whom = QLineEdit()
        self.with_whom.setPlaceholderText("The supervisor's name")
        self.add_row("with_whom", "With", self.with_whom)
        self.kind, self.by, self.scope = QComboBox(), QComboBox(), QComboBox()
        if self.oversight:
            form = next(f for f in self.desk.forms() if f.type == "management_review")
            fields = {field.name: field for field in form.attrs}
            for box, name in ((self.by, "by"), (self.scope, "scope")):
                box.addItem("Not said", "")
                for value, words in fields[name].choices:
                    box.addItem(words[:1].upper() + words[1:], value)
            self.add_row("by", "By", self.by)
            self.add_row("scope", "About", self.scope)
        elif any(child_id == WORKER for child_id, _ in self._subjects):
            for value, words in _KINDS:
                self.kind.addItem(words, value)
            self.add_row("kind", "Kind", self.kind)

    # who is talked about

    def _add_subject(self, child_id: str, name: str, detail: str, *, checked: bool) -> None:
        item = QListWidgetItem(left_to_right(name) + (f"\n{detail}" if detail else ""))
        item.setData(Qt.ItemDataRole.UserRole, child_id)
        item.setData(Qt.ItemDataRole.UserRole + 1, name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        lines = item.text().count("\n") + 1
        item.setSizeHint(QSize(0, self.fontMetrics().lineSpacing() * (lines + 1)))  # a script may be taller
        self.list.addItem(item)
        if checked:
            self._editor(child_id, name)

    def _editor(self, child_id: str, name: str) -> SessionEditor:
        if child_id not in self.editors:
            made = SessionEditor(self.desk, child_id, name, self.oversight)
            made.changed.connect(lambda: self.keeper.touch())
            made.lines.followed.connect(self.deadline_wanted)
            made.gathered.connect(self._as_last_time)
            self.editors[child_id] = made
            self.stack.addWidget(made)
        return self.editors[child_id]

    def _as_last_time(self, agenda: AgendaView) -> None:
        """With whom it was last time, to be changed where it is somebody else now."""
        notes = dict(agenda.last.event.notes) if agenda.last is not None else {}
        said = notes.get(WHO, "")
        if not self.with_whom.text() and "\n" not in said:
            self.with_whom.setText(said)

    def _arrived(self, lines: Sequence[ChildLine]) -> None:
        there = {self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())}
        for line in lines:
            if line.child_id not in there:
                overdue = f"{line.overdue} overdue" if line.overdue else ""
                last = f"last {day_text(line.discussed)}" if line.discussed else "not yet talked about"
                detail = "\n".join(filter(None, (overdue, last)))
                self._add_subject(line.child_id, line.name, detail, checked=line.child_id in self.editors)

    def _lost(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _turned(self) -> None:
        item = self.list.currentItem()
        child_id = item.data(Qt.ItemDataRole.UserRole) if item is not None else ""
        if child_id in self.editors:
            self.stack.setCurrentWidget(self.editors[child_id])

    def _ticked(self, item: QListWidgetItem) -> None:
        child_id, name = item.data(Qt.ItemDataRole.UserRole), item.data(Qt.ItemDataRole.UserRole + 1)
        if child_id is not None and item.checkState() == Qt.CheckState.Checked:
            self._editor(child_id, name)
            self.list.setCurrentItem(item)
            self._turned()

    def _chosen(self) -> list[str]:
        """Those ticked, in the order of the list; the first of the form stands for itself."""
        found = []
        for n in range(self.list.count()):
            item = self.list.item(n)
            if item.checkState() == Qt.CheckState.Checked:
                found.append(str(item.data(Qt.ItemDataRole.UserRole)))
        return found

    # what is typed

    def _state(self) -> dict[str, Any] | None:
        if not self.dirty():
            return None
        return {
            "at": self.at.moment,
            "with": self.with_whom.text(),
            "kind": self.kind.currentData() or "",
            "by": self.by.currentData() or "",
            "scope": self.scope.currentData() or "",
            "said": {i: {"name": e.name, **e.state()} for i, e in self.editors.items() if not e.empty},
        }

    def _restore(self, state: dict[str, Any]) -> None:
        self.at.set_moment(state.get("at"))
        self.with_whom.setText(state.get("with", ""))
        for box, name in ((self.kind, "kind"), (self.by, "by"), (self.scope, "scope")):
            box.setCurrentIndex(max(0, box.findData(state.get(name, ""))))
        for child_id, said in state.get("said", {}).items():
            there = {self.list.item(n).data(Qt.ItemDataRole.UserRole): n for n in range(self.list.count())}
            if child_id in there:
                self.list.item(there[child_id]).setCheckState(Qt.CheckState.Checked)
            else:
                self._add_subject(child_id, said.get("name", ""), "", checked=True)
            self._editor(child_id, said.get("name", "")).restore(said)

    def _offered(self, unfinished: Unfinished) -> None:
        offer(self.banner, self.keeper, unfinished, self.desk.now())

    def dirty(self) -> bool:
        return any(not editor.empty for editor in self.editors.values())

    def check(self) -> dict[str, str]:
        self.at.date.read()
        if self.at.trouble or self.at.moment is None:
            return {"at": self.at.trouble or "Give the day"}
        for child_id in self._chosen():
            trouble = self.editors[child_id].steps.trouble
            self.editors[child_id].problem.set_problem(trouble)
            if trouble:
                self._show(child_id)
                return {"decisions": f"{self.editors[child_id].name}: {trouble}"}
        return {}

    def form_of(self) -> SessionForm:
        assert self.at.moment is not None
        chosen = self._chosen()
        kept = [i for i in chosen if not self.editors[i].empty] or chosen[:1]
        return SessionForm(
            self.at.moment,
            tuple(self.editors[i].discussion() for i in kept),
            self.kind.currentData() or "worker",
            self.with_whom.text(),
            self.oversight,
            self.by.currentData() or "",
            self.scope.currentData() or "",
        )

    def place(self, trouble: Any) -> dict[str, str]:
        """Problems of one child's lines are said with the child's name, and the child is turned to."""
        form = self.form_of()
        found: dict[str, str] = {}
        for problem in trouble.problems:
            number = problem.where.partition("[")[2].partition("]")[0]
            if problem.where.startswith("discussions[") and number.isdigit():
                child_id = form.discussions[int(number)].child_id
                name = self.editors[child_id].name
                words = {"notes": "Notes", "what": "What", "who": "Who", "by": "By when"}
                field = words.get(problem.where.rpartition(".")[2], "")
                said = f"{name}: {field.lower()} {problem.what}" + (
                    f" ({problem.right})" if problem.right else ""
                )
                found.setdefault(f"said {len(found)}", said)
                if len(found) == 1:
                    self._show(child_id)
                    self.editors[child_id].point_to(problem.where, said)
            else:
                found |= super().place(type(trouble)([problem]))
        return found

    def _show(self, child_id: str) -> None:
        self.stack.setCurrentWidget(self.editors[child_id])

    def commit(self) -> None:
        with self.keeper.saving():
            ids = self.desk.oversight.record(self.form_of())
        self.recorded.emit(ids)

    keeps_drafts = True  # what is typed survives a lock, so that nobody need be asked

    def reject(self) -> None:
        """Leave: what was typed may be kept to be gone on with."""
        if self.dirty():
            choice = prompts.keep_for_later(self, self.windowTitle())
            if choice == prompts.STAY:
                return
            if choice == prompts.THROW_AWAY:
                self.keeper.give_up()
        self.keeper.flush()
        QDialog.reject(self)
