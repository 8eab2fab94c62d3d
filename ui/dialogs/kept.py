"""Forms whose fields are kept as they are typed: they survive a lock or a crash, and are offered again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

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
    """A dialog says `keep_drafts` once its rows are made, and saves within `self.saving()`.

    `beside`: controls that stand in no row and are kept as well.
    """

    keeper: DraftKeeper | None = None

    def __init__(self, title: str, save: str, parent: QWidget | None = None, *, intro: str = "") -> None:
        super().__init__(title, save, parent, intro=intro)
        self.beside: dict[str, QWidget] = {}
        self._opened: dict[str, Any] = {}  # as it stands on record, where it changes that

    @property
    def keeps_drafts(self) -> bool:
        """Whether what is typed survives a lock, so that nobody need be asked."""
        return self.keeper is not None

    def saving(self) -> AbstractContextManager[None]:
        """Around the command that saves."""
        return self.keeper.saving() if self.keeper is not None else nullcontext()

    def keep_drafts(
        self,
        desk: Any,
        kind: str,
        child_id: str,
        record_id: str = "",
        left: Unfinished | None = None,
        *,
        amends: bool = False,
    ) -> None:
        """`kind`: under which it is kept; `left`: one from before that is to be gone on with.

        `amends`: it changes what is on record, so that only what was changed is kept and put back: what somebody else
        writes meanwhile stays.
        """
        self._opened = self._stands() if amends else {}
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
        for control in self.beside.values():
            if isinstance(control, Keeps):
                control.changed.connect(keeper.touch)
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
        opened = self._opened
        return {n: value for n, value in self._stands().items() if n not in opened or value != opened[n]}

    def _stands(self) -> dict[str, Any]:
        """What stands in the controls now, by name."""
        return {
            name: value
            for name, control in self._controls().items()
            if (value := said(control)) is not _UNKNOWN
        }

    def _controls(self) -> dict[str, QWidget]:
        return {name: row.control for name, row in self.rows.items()} | self.beside

    def _put_back(self, state: Mapping[str, Any]) -> None:
        controls = self._controls()
        for name, value in state.items():
            if name in controls:
                say(controls[name], value)

    def worth_asking(self) -> bool:
        """Whether somebody who leaves is asked what becomes of it; what is soon said again goes without a word."""
        return self.dirty()

    def reject(self) -> None:
        """Leave: what was typed may be kept to be gone on with."""
        if self.keeper is None:
            super().reject()
            return
        if not self.worth_asking():
            self.keeper.give_up()
        else:
            choice = prompts.keep_for_later(self, self.windowTitle())
            if choice == prompts.STAY:
                return
            if choice == prompts.THROW_AWAY:
                self.keeper.give_up()
            else:
                self.keeper.touch()
        self.let_go()
        QDialog.reject(self)

    def let_go(self) -> None:
        if self.keeper is not None:
            self.keeper.flush()


_UNKNOWN = object()


@runtime_checkable
class Keeps(Protocol):
    """A part of a form that says itself what stands in it."""

    @property
    def changed(self) -> Any: ...

    def stands(self) -> Any: ...

    def put_back(self, state: Any) -> None: ...


def said(control: QWidget) -> Any:
    """What stands in a control."""
    if isinstance(control, Keeps):
        return control.stands()
    if isinstance(control, QSpinBox):
        return control.value()
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
    if isinstance(control, Keeps):
        control.put_back(value)
    elif isinstance(control, QSpinBox):
        control.setValue(value)
    elif isinstance(control, MomentEdit):
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
