"""One entry of a chronology beside the list: its words and impact to write in, and what the record says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.chronicle_results import MOST, EditVersion, Entry
from ui import theme
from ui.viewmodels.chronology import Row
from ui.viewmodels.moments import moment_text
from ui.widgets.facts import selectable
from ui.widgets.flow import flow
from ui.widgets.formrow import FormRow, focus_first
from ui.widgets.growing import GrowingText
from ui.widgets.roles import button, frame, label, line
from ui.widgets.scrolling import ScrollColumn, empty

_OVERTAKEN = "The record was amended after this was worded. Read it again: does it still say what happened?"
_BRIEF = 600  # characters up to which an entry is brief


class EntryPanel(ScrollColumn):
    """Ctrl+S saves. What stands in the two boxes is read with `typed`."""

    save_wanted = Signal()
    hide_wanted = Signal()
    back_wanted = Signal()
    still_right = Signal()  # although the record was amended after it
    change_wanted = Signal()  # date and source of an entry added by hand
    history_wanted = Signal(str)  # id of the edit
    show_wanted = Signal(object)  # the Entry whose record is to be shown
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Entry of the chronology", parent=parent)
        self.row: Row | None = None
        self.when = label("", "heading", wrap=True)
        self.whose = label("", "strong", wrap=True)
        self.source = selectable("", "quiet")
        self.what = GrowingText("", "What happened", "", 3, 12)
        self.impact = GrowingText(
            "", "Impact on the child", "What it meant for the child, directly or not.", 3, 12
        )
        self.what_row = FormRow("What happened", self.what)
        self.impact_row = FormRow("Impact on the child", self.impact)
        self.overtaken = label(_OVERTAKEN, "warning", wrap=True)
        self.still = button("It still does", "", "check")
        self.count = label("", "small", wrap=True)
        self.state = label("", "success", wrap=True)
        self.state.hide()
        self.as_was = label("As the record has it", "strong")
        self.gathered = selectable("", "quiet")
        self.save_button = button("&Save", "primary", "save", "Save (Ctrl+S)")
        self.hide_button = button("H&ide", "", "hide")
        self.back_button = button("&Put back as it was", "", "undo")
        self.change_button = button("&Date and source…", "", "edit")
        self.show_button = button("Show in the &record", "flat", "note")
        self.history_button = button("Earlier wordings", "flat", "history")
        self._buttons = flow(
            self.save_button, self.hide_button, self.change_button, self.back_button,
            spacing=theme.current().space(2),
        )  # fmt: skip
        self._more = flow(self.show_button, self.history_button, spacing=theme.current().space(2))
        holder = QWidget()
        self._history = QVBoxLayout(holder)
        self._history.setContentsMargins(0, 0, 0, 0)
        self._history.setSpacing(theme.current().space(2))
        for part in (
            self.when,
            self.whose,
            self.source,
            self.overtaken,
            self.still,
            self.what_row,
            self.count,
            self.impact_row,
            self._buttons,
            self.state,
        ):
            self.column.addWidget(part)
        for part in (line(), self._more, self.as_was, self.gathered, holder):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        for made, signal in (
            (self.save_button, self.save_wanted), (self.hide_button, self.hide_wanted),
            (self.back_button, self.back_wanted), (self.change_button, self.change_wanted),
            (self.still, self.still_right),
        ):  # fmt: skip
            made.clicked.connect(lambda _=False, signal=signal: signal.emit())
        self.show_button.clicked.connect(lambda: self.row and self.show_wanted.emit(self.row.entry))
        self.history_button.clicked.connect(self._ask_history)
        for box in (self.what, self.impact):
            box.textChanged.connect(self._edited)
        save = QShortcut(QKeySequence("Ctrl+S"), self, self.save_wanted.emit)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # what is shown

    def show_row(self, row: Row, *, several: bool) -> None:
        """Show an entry; what was typed is replaced."""
        other = self.row is None or self.row.entry.key != row.entry.key
        self.row = row
        entry = row.entry
        self.when.setText(f"{row.number}.  {moment_text(entry.at, long=True)}" if row.number else
                          f"Hidden.  {moment_text(entry.at, long=True)}")  # fmt: skip
        self.whose.setText(", ".join(entry.whose))
        self.whose.setVisible(several)
        self.source.setText(entry.source)
        for part in (self.overtaken, self.still):
            part.setVisible(entry.overtaken)
        self.set_typed(entry.what, entry.impact)
        self.show_problems({})
        self._offer(entry)
        empty(self._history)
        if other:
            self.say("")
            self.verticalScrollBar().setValue(0)

    def _offer(self, entry: Entry) -> None:
        self.hide_button.setText("&Show again" if entry.hidden else "H&ide")
        self.hide_button.setAccessibleName("Show again" if entry.hidden else "Hide")
        self.change_button.setVisible(entry.own)
        self.back_button.setText("&Take out" if entry.own else "&Put back as it was")
        self.back_button.setAccessibleName("Take out" if entry.own else "Put back as it was")
        self.back_button.setVisible(entry.own or entry.curated)
        self.show_button.setVisible(any(part.source in ("event", "plan") for part in entry.parts))
        self.history_button.setVisible(entry.amended > 0)
        self.history_button.setText(f"Earlier wordings ({entry.amended})")
        self.history_button.setAccessibleName("Earlier wordings")
        reworded = not entry.own and (entry.what, entry.impact) != entry.gathered
        self.as_was.setVisible(reworded)
        self.gathered.setVisible(reworded)
        self.gathered.setText("\n\n".join(filter(None, entry.gathered)))

    def show_history(self, versions: tuple[EditVersion, ...]) -> None:
        """How it was curated before, the newest first."""
        empty(self._history)
        for version in reversed(versions[:-1]):
            card = frame("sunken")
            body = QVBoxLayout(card)
            space = theme.current().space(3)
            body.setContentsMargins(space, space, space, space)
            head = f"{version.author}, {moment_text(version.written_at)}"
            body.addWidget(label(head, "strong", wrap=True))
            for words in _said(version):
                body.addWidget(selectable(words))
            self._history.addWidget(card)

    def _ask_history(self) -> None:
        if self.row is not None:
            edit = next((part.edit_id for part in self.row.entry.parts if part.edit_id), "")
            self.history_wanted.emit(edit)

    def say(self, words: str) -> None:
        """Quietly, beside what was done."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    # what is typed

    def typed(self) -> tuple[str, str]:
        return self.what.toPlainText().strip(), self.impact.toPlainText().strip()

    def set_typed(self, what: str, impact: str) -> None:
        for box, text in ((self.what, what), (self.impact, impact)):
            if box.toPlainText() != text:
                box.blockSignals(True)
                box.setPlainText(text)
                box.blockSignals(False)
        self._count()

    @property
    def dirty(self) -> bool:
        return self.row is not None and self.typed() != (
            self.row.entry.what.strip(),
            self.row.entry.impact.strip(),
        )

    def show_problems(self, wrong: dict[str, str]) -> None:
        self.what_row.set_problem(wrong.get("what", ""))
        self.impact_row.set_problem(wrong.get("impact", ""))
        focus_first({"what": self.what_row, "impact": self.impact_row}, wrong)

    def _edited(self) -> None:
        self._count()
        self.say("")
        self.edited.emit()

    def _count(self) -> None:
        """Says gently when an entry is not brief any more."""
        long = max(self.what.document().characterCount() - 1, self.impact.document().characterCount() - 1)
        self.count.setVisible(long > _BRIEF)
        self.count.setText(
            f"{long:,} characters. A chronology is brief: {MOST:,} are the most that an entry holds."
        )
        self.save_button.setEnabled(self.dirty)


def _said(version: EditVersion) -> list[str]:
    said = [version.what, f"Impact: {version.impact}" if version.impact else ""]
    said += [f"Source: {version.origin}" if version.origin else "", "Hidden" if version.hidden else ""]
    return list(filter(None, said)) or ["As the record has it"]
