"""Forms whose fields are kept as they are typed: they survive a lock or a crash, and are offered again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from services.usecases.errors import AppError
from services.usecases.unsaved import PART, Unfinished
from ui import prompts, tasks
from ui.dialogs.frame import FormDialog
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.widgets.checklist import CheckList
from ui.widgets.dateedit import MomentEdit, OptionalDateEdit
from ui.widgets.siblings import SharedWith
from ui.widgets.unfinished import offer
from ui.widgets.watching import watch


class KeptForm(FormDialog):
    """A dialog says `keep_drafts` once its rows are made, and saves within `self.saving()`."""

    keeper: DraftKeeper | None = None

    @property
    def keeps_drafts(self) -> bool:
        """Whether what is typed survives a lock, so that nobody need be asked."""
        return self.keeper is not None

    def saving(self) -> AbstractContextManager[None]:
        """Around the command that saves."""
        return self.keeper.saving() if self.keeper is not None else nullcontext()

    def keep_drafts(
        self, desk: Any, kind: str, child_id: str, record_id: str = "", left: Unfinished | None = None
    ) -> None:
        """`kind`: under which it is kept; `left`: one from before that is to be gone on with."""
        place = f"{child_id}/{kind}/{record_id or 'new'}"
        self.keeper = keeper = DraftKeeper(
            desk, kind, place, self._kept, self._put_back, child_id=child_id, record_id=record_id,
            title=self._called, parent=self,
        )  # fmt: skip
        keeper.offered.connect(lambda it: offer(self.banner, keeper, it, desk.now()))
        keeper.failed.connect(
            lambda trouble: self.banner.say(
                "warning", "What you write cannot be kept just now.", str(trouble)
            )
        )
        watch(self.scroll.page, keeper.touch)
        if left is None:
            keeper.look()
        else:
            base = left.place.partition(PART)[0]
            tasks.run(
                self, lambda _p: desk.unsaved.of(kind, base), lambda all: self._gone_on(left, all), self._lost
            )

    def _gone_on(self, left: Unfinished, found: tuple[Unfinished, ...]) -> None:
        for each in found:
            if each.place == left.place and self.keeper is not None:
                self.keeper.go_on(each)

    def _lost(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _called(self) -> str:
        return self.windowTitle()

    def _kept(self) -> Mapping[str, Any] | None:
        if not self.dirty():
            return None
        return {
            name: value for name, row in self.rows.items() if (value := said(row.control)) is not _UNKNOWN
        }

    def _put_back(self, state: Mapping[str, Any]) -> None:
        for name, value in state.items():
            if name in self.rows:
                say(self.rows[name].control, value)

    def reject(self) -> None:
        """Leave: what was typed may be kept to be gone on with."""
        if self.keeper is None:
            super().reject()
            return
        if self.dirty():
            ask = "Keep what you have written, to go on with it later?"
            choice = prompts.pick(
                self, self.windowTitle(), ask, ("Keep it for later", "Throw it away", "Stay")
            )
            if choice == "Stay":
                return
            if choice == "Throw it away":
                self.keeper.give_up()
            else:
                self.keeper.touch()
        self.let_go()
        QDialog.reject(self)

    def let_go(self) -> None:
        if self.keeper is not None:
            self.keeper.flush()


_UNKNOWN = object()


def said(control: QWidget) -> Any:
    """What stands in a control."""
    if isinstance(control, MomentEdit):
        return control.moment
    if isinstance(control, OptionalDateEdit):
        return control.day
    if isinstance(control, CheckList):
        return control.values
    if isinstance(control, SharedWith):
        return control.chosen()
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, QComboBox):
        return control.currentText() if control.isEditable() else control.currentData()
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    return control.text() if isinstance(control, QLineEdit) else _UNKNOWN


def say(control: QWidget, value: Any) -> None:
    """Put back what stood in a control."""
    if isinstance(control, MomentEdit):
        control.set_moment(value)
    elif isinstance(control, OptionalDateEdit):
        control.set_day(value)
    elif isinstance(control, CheckList):
        control.set_values(value)
    elif isinstance(control, SharedWith):
        control.choose(value)
    elif isinstance(control, QCheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, QComboBox) and control.isEditable():
        control.setEditText(value)
    elif isinstance(control, QComboBox):
        control.setCurrentIndex(max(0, control.findData(value)))
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText(value)
    elif isinstance(control, QLineEdit):
        control.setText(value)
