"""What was taken off a child's record, or one's own calendar: read it, see who took it off and why, and put it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from services.usecases.drafts import WORKER
from services.usecases.errors import AppError
from services.usecases.takenoff import TakenOff
from ui import tasks
from ui.dialogs.frame import FormDialog
from ui.viewmodels.moments import moment_text
from ui.widgets.facts import Facts, selectable
from ui.widgets.roles import button, label, line
from ui.widgets.scrolling import empty

_SHORT = 60  # characters that stand beside their heading; longer texts stand under it
_AT_ONCE = 30  # things shown before more are asked for


class TakenOffDialog(FormDialog):
    no_draft = "it is only read"
    put_back = Signal(str)  # what came back, in words

    def __init__(self, desk: Any, child_id: str, parent: QWidget | None = None) -> None:
        self._where = "your calendar" if child_id == WORKER else "this record"
        intro = "What is taken off stays here, with who took it off and why."
        super().__init__(f"Taken off {self._where}", "Close", parent, intro=intro)
        self.cancel_button.hide()
        self._desk, self._child_id = desk, child_id
        self._found: Sequence[TakenOff] = ()
        self._slips: Sequence[TakenOff] = ()  # undone within minutes: shown only where they are asked for
        self._shown = 0
        self.more: QWidget | None = None
        self.backs: dict[str, QWidget] = {}  # record id → its button
        self.form.addWidget(label("Reading the record…", "quiet"))
        tasks.run(self, lambda _p: desk.taken_off(child_id), self._arrived, self._trouble)

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _arrived(self, found: Sequence[TakenOff]) -> None:
        empty(self.form)
        self._found = [each for each in found if not each.at_once]
        self._slips = [each for each in found if each.at_once]
        self._shown, self.backs = 0, {}
        if not self._found:
            self.form.addWidget(label(f"Nothing has been taken off {self._where}.", "quiet", wrap=True))
            self.save_button.setFocus()
        self._more()

    def _more(self) -> None:
        """The next few, under those that are shown."""
        start, self._shown = self._shown, min(len(self._found), self._shown + _AT_ONCE)
        for each in self._found[start : self._shown]:
            self._show(each)
        left = len(self._found) - self._shown
        if left:
            self._ask(f"Show more ({left})")
        elif self._slips:
            self._ask(f"Show what was undone within minutes of being written ({len(self._slips)})")
        else:
            self.form.addStretch(1)
        first = next(iter(self.backs.values()), None)
        if first is not None and not start:
            first.setFocus()

    def _ask(self, words: str) -> None:
        """A line that shows what comes next, once it is pressed."""
        more = button(words, "flat")
        more.setAutoDefault(False)
        more.clicked.connect(self._next)
        self.form.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addStretch(1)
        self.more = more

    def _next(self) -> None:
        """What was asked for, in the place of the line that asked; the keyboard goes on with it."""
        if self.more is not None:
            self.form.takeAt(self.form.count() - 1)  # the stretch beneath it
            self.more.hide()
            self.more.deleteLater()
            self.more = None
        if self._shown == len(self._found):
            self._found, self._slips = [*self._found, *self._slips], ()
        new = self._shown
        self._more()
        following = [self.backs[each.record_id] for each in self._found[new:] if each.record_id in self.backs]
        (following[0] if following else self.save_button).setFocus()

    def _show(self, each: TakenOff) -> None:
        if self.form.count():
            self.form.addWidget(line())
        self.form.addWidget(label(each.title, "strong", wrap=True))
        when = moment_text(each.at.replace(second=0))
        self.form.addWidget(label(f"Taken off by {each.author}, {when}", "quiet", wrap=True))
        if each.why:
            self.form.addWidget(label(f"Reason: {each.why}", wrap=True))
        short = [pair for pair in each.said if len(pair[1]) <= _SHORT and "\n" not in pair[1]]
        self.form.addWidget(Facts((*short, ("First written by", each.written_by))))
        for heading, text in each.said:
            if (heading, text) not in short:
                self.form.addWidget(label(heading, "quiet", wrap=True))
                self.form.addWidget(selectable(text))
        if each.may_return:
            back = button("Put back", "", "undo")
            back.setAccessibleName(f"Put back: {each.title}")
            back.setAutoDefault(False)
            back.clicked.connect(lambda: self._put_back(each))
            self.backs[each.record_id] = back
            self.form.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
            back.show()  # at once, so that it can be given the keyboard

    def _put_back(self, each: TakenOff) -> None:
        try:
            self._desk.put_back(each.kind, each.record_id)
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self.put_back.emit(each.title)
        self.accept()
