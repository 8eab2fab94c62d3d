"""Handing a child's record on, and closing it: the list, the summary, the pack, the last step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from services.usecases.endings_results import EndingForm, EndingView, ItemMark
from services.usecases.errors import AppError
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks, theme
from ui.dialogs.earlier import EarlierDialog
from ui.dialogs.ending import FinishDialog, PackDialog, StartDialog
from ui.dialogs.reason import ReasonDialog
from ui.viewmodels.caseworkpages import checklist_page, ending_page, pack_page
from ui.viewmodels.child import ChildData
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.moments import day_text
from ui.widgets.banner import Banner
from ui.widgets.endinglist import EndingList
from ui.widgets.flow import flow
from ui.widgets.link import Link
from ui.widgets.partseditor import PartsEditor
from ui.widgets.plaintabs import PlainTabs
from ui.widgets.roles import button, label
from ui.widgets.scrolling import empty
from ui.widgets.unfinished import gone, offer

DRAFT = "ending"
_INTRO = (
    "When the work moves to somebody else or comes to its end, the list of your authority is gone through here. "
    "What the record already has is found by itself; what is missing is named, with the way there."
)


class EndingsPage(QWidget):
    """Ctrl+S saves the summary."""

    page_wanted = Signal(object)
    dialog_opened = Signal(object)
    said = Signal(str)
    record_wanted = Signal(str)
    key_wanted = Signal(str)
    section_wanted = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.data: ChildData | None = None
        self.view: EndingView | None = None
        self._all: tuple[EndingView, ...] = ()
        self._shown = ""  # the id of the ending that is shown; "" for the first page
        self._saved: tuple[tuple[str, str], ...] = ()  # the summary as it was last saved
        self._wanted = ""
        self._left: Unfinished | None = None  # a small form to be gone on with once it has been read
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._first_page())
        self.stack.addWidget(self._work_page())
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(theme.current().space(2))
        outside.addWidget(self.banner)
        outside.addWidget(self.stack, 1)
        QShortcut(QKeySequence("Ctrl+S"), self.stack.widget(1), self.save)
        self.keeper = DraftKeeper(
            desk, DRAFT, "ending", self._state, self._restore, title=self._title, parent=self
        )
        self.keeper.offered.connect(lambda it: offer(self.banner, self.keeper, it, desk.now()))
        self.editor.changed.connect(self._typed)
        self.setFocusProxy(self.transfer_button)

    def _first_page(self) -> QWidget:
        now = theme.current()
        page = QWidget()
        self.transfer_button = button("Prepare a transfer…", "primary", "forward")
        self.close_button = button("Prepare to close the case", "", "check")
        self.transfer_button.clicked.connect(lambda: self.begin("transfer"))
        self.close_button.clicked.connect(lambda: self.begin("closure"))
        self.past = QVBoxLayout()
        self.past.setSpacing(now.space(1))
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(3))
        body.addWidget(label(_INTRO, "quiet", wrap=True))
        body.addWidget(flow(self.transfer_button, self.close_button, spacing=now.space(2)))
        body.addLayout(self.past)
        body.addStretch(1)
        return page

    def _work_page(self) -> QWidget:
        now = theme.current()
        page = QWidget()
        self.title = label("", "heading", wrap=True)
        self.counted = label("", "quiet", wrap=True)
        self.back_button = button("Back", "flat", "back")
        self.change_button = button("To whom…", "", "edit")
        self.save_button = button("Save the summary", "", "save", "Save the summary (Ctrl+S)")
        self.finish_button = button("Finish…", "primary", "check")
        self.print_summary = button("Print the summary…", "", "print")
        self.list = EndingList()
        self.print_list = self.list.print
        self.print_pack = button("Transfer pack…", "", "document")
        self.earlier_button = button("Earlier wordings…", "", "history")
        self.remove_button = button("Give it up…", "danger", "remove")
        acts = (
            (self.back_button, self.leave), (self.change_button, lambda: self._change()), (self.save_button, self.save),
            (self.finish_button, lambda: self._finish()), (self.print_summary, lambda: self._print("summary")),
            (self.print_list, lambda: self._print("list")), (self.print_pack, self._pack),
            (self.remove_button, lambda: self._remove()), (self.earlier_button, self._earlier),
        )  # fmt: skip
        for each, act in acts:
            each.clicked.connect(lambda _=False, act=act: act())
        self.editor = PartsEditor("Summary")
        self.take_button = button("Put in what the record knows", "", "add")
        self.take_button.clicked.connect(self._offer)
        summary = QWidget()
        column = QVBoxLayout(summary)
        column.setContentsMargins(0, now.space(2), 0, 0)
        column.addWidget(flow(self.take_button, self.save_button, self.print_summary, spacing=now.space(2)))
        column.addWidget(self.editor, 1)
        self.tabs = PlainTabs("List and summary")
        self.tabs.addTab(self.list, "&List")
        self.tabs.addTab(summary, "Su&mmary")
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.space(2))
        body.addWidget(self.title)
        body.addWidget(self.counted)
        body.addWidget(
            flow(
                self.back_button, self.finish_button, self.change_button, self.print_pack, self.earlier_button,
                self.remove_button,
                spacing=now.space(2),
            )
        )  # fmt: skip
        body.addWidget(self.tabs, 1)
        self.list.ticked.connect(self._tick)
        self.list.not_needed.connect(self._ask_why)
        self.list.needed.connect(lambda item: self._mark(ItemMark(item)))
        self.list.record_wanted.connect(self.record_wanted)
        self.list.section_wanted.connect(self.section_wanted)
        self.list.summary_wanted.connect(lambda: self.tabs.setCurrentIndex(1))
        self.list.key_wanted.connect(self._show_key)
        return page

    # data

    def set_data(self, data: ChildData) -> None:
        other = self.data is None or self.data.detail.child_id != data.detail.child_id
        self.data = data
        if other:
            self._shown, self.view = "", None
            self.stack.setCurrentIndex(0)
        self._read()

    def _read(self) -> None:
        if self.data is None:
            return
        desk, child_id = self.desk, self.data.detail.child_id
        tasks.run(self, lambda _p: (child_id, desk.endings.of_child(child_id)), self._read_now, self._trouble)

    def _read_now(self, found: tuple[str, tuple[EndingView, ...]]) -> None:
        self._arrived(found)
        if self.data is not None and self.data.detail.child_id == found[0]:
            self._open_left()

    def _arrived(self, found: tuple[str, tuple[EndingView, ...]]) -> None:
        child_id, self._all = found
        if self.data is None or self.data.detail.child_id != child_id:
            return
        if self._wanted:
            self._shown, self._wanted = self._wanted, ""
        elif not self._shown:
            self._shown = next((e.id for e in self._all if e.finished is None), "")
        view = next((e for e in self._all if e.id == self._shown), None)
        self._list_past()
        if view is None:
            self._shown, self.view = "", None
            self.stack.setCurrentIndex(0)
            return
        new = self.view is None or self.view.id != view.id
        self.view = view
        self._show(new)

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.banner.trouble(error)

    def _list_past(self) -> None:
        """What there was before, and what is under way: each can be opened."""
        empty(self.past)
        if self._all:
            self.past.addWidget(label("On this record", "strong"))
        for each in self._all:
            state = (
                f"finished {day_text(each.finished)}" if each.finished else f"begun {day_text(each.started)}"
            )
            to = f" to {each.to_whom}" if each.to_whom else ""
            self.past.addWidget(Link(f"{each.title}{to}, {state}", lambda each=each: self._open(each.id)))

    def _open(self, ending_id: str) -> None:
        self._shown = ending_id
        self.view = next((e for e in self._all if e.id == ending_id), None)
        if self.view is not None:
            self._show(True)
            self.list.settled.setFocus()

    def show_record(self, kind: str, record_id: str) -> None:
        """Turn to the one that was found."""
        if any(e.id == record_id for e in self._all):
            self._open(record_id)
        else:
            self._wanted = record_id

    def _show(self, new: bool) -> None:
        view = self.view
        assert view is not None
        done = view.finished is not None
        to = f": {view.to_whom}" if view.to_whom else ""
        self.title.setText(f"{view.way_label or view.title}{to}" if view.kind == "transfer" else view.title)
        settled, of = view.counted
        when = (
            f"Finished on {day_text(view.finished)}."
            if view.finished
            else f"Begun on {day_text(view.started)}."
        )
        self.counted.setText(f"{settled} of {of} in place. {when}")
        self.list.show_view(view)
        for each in (self.finish_button, self.save_button, self.take_button, self.remove_button):
            each.setVisible(not done)
        self.change_button.setVisible(view.kind == "transfer" and not done)
        self.print_pack.setVisible(view.kind == "transfer")
        self.earlier_button.setVisible(bool(view.amended))
        self.finish_button.setText("Close the case…" if view.kind == "closure" else "Finish the transfer…")
        if new or not self.dirty:
            self.editor.edit(self.desk.endings.headings(view.kind), view.parts)
            self._saved = self.editor.parts()
            self.keeper.shown_anew()
        for box in self.editor.boxes.values():
            box.setReadOnly(done)
        if new:
            self.keeper.turn_to(f"{view.child_id}/ending/{view.id}", view.child_id, view.id)
            self.keeper.look()
        self.stack.setCurrentIndex(1)

    # beginning, ticking

    def begin(self, kind: str) -> None:
        """Begin one, or go on with the one of that kind that is under way."""
        if self.data is None:
            return
        under_way = next((e for e in self._all if e.kind == kind and e.finished is None), None)
        if under_way is not None:
            self._open(under_way.id)
            return
        form = EndingForm(self.data.detail.child_id, kind, way="team" if kind == "transfer" else "")
        if kind == "transfer":
            self._start(form)
            return
        try:
            self._begun(self.desk.endings.save(form))
        except AppError as trouble:
            self.banner.trouble(trouble)

    def _start(self, form: EndingForm, left: Unfinished | None = None) -> None:
        dialog = StartDialog(self.desk, form, None, self, left)
        dialog.started.connect(self._begun)
        self._open_dialog(dialog, 560, 420)

    def _begun(self, ending_id: str) -> None:
        self._wanted = ending_id
        self._read()

    def _form(self, *, parts: tuple[tuple[str, str], ...] | None = None) -> EndingForm:
        view = self.view
        assert view is not None
        marks = tuple(
            ItemMark(i.item, i.done, i.state == "not_needed", i.note)
            for i in view.items
            if i.done or i.state == "not_needed" or i.note
        )
        return EndingForm(
            view.child_id,
            view.kind,
            view.way,
            view.started,
            view.to_whom,
            view.parts if parts is None else parts,
            marks,
        )

    def _tick(self, item: str, on: bool) -> None:
        self._mark(ItemMark(item, done=self.desk.today() if on else None))

    def _ask_why(self, item: str, left: Unfinished | None = None) -> None:
        view = self.view
        if view is None:
            return
        says = next(i.says for i in view.items if i.item == item)
        kept = (self.desk, view.child_id, f"item:{view.id}/{item}")
        dialog = ReasonDialog(
            self,
            "Not needed",
            says,
            "Not needed",
            lambda why: self._mark(ItemMark(item, None, True, why), loud=True),
            kept,
            left,
        )
        self._open_dialog(dialog, 520, 360)

    def _mark(self, mark: ItemMark, *, loud: bool = False) -> None:
        """Keep one tick at once; the summary that is being written is left as it is."""
        form = self._form()
        kept = tuple(m for m in form.items if m.item != mark.item)
        said = bool(mark.done or mark.not_needed)
        form = replace(form, items=(*kept, mark) if said else kept)
        self._write(form, loud=loud)

    def _write(self, form: EndingForm, *, loud: bool = False) -> bool:
        assert self.view is not None
        try:
            self.desk.endings.save(form, self.view.id)
        except AppError as trouble:
            if loud:
                raise
            self.banner.trouble(trouble)
            return False
        return True

    # the summary

    @property
    def dirty(self) -> bool:
        return self.view is not None and self.view.finished is None and self.editor.parts() != self._saved

    def _typed(self) -> None:
        self.keeper.touch()

    def _title(self) -> str:
        return "Closing summary" if self.view and self.view.kind == "closure" else "Transfer summary"

    def _state(self) -> dict[str, Any] | None:
        return {"parts": list(self.editor.parts())} if self.dirty else None

    def _restore(self, state: dict[str, Any]) -> None:
        if self.view is not None:
            self.editor.edit(self.desk.endings.headings(self.view.kind), [tuple(p) for p in state["parts"]])
            self.tabs.setCurrentIndex(1)

    def _offer(self) -> None:
        view, desk = self.view, self.desk
        if view is None:
            return

        def arrived(offered: Any) -> None:
            if self.view is not None and self.view.id == view.id:
                filled = self.editor.take(offered)
                words = (
                    "Put in. Read it through and correct it."
                    if filled
                    else "There is nothing more to put in."
                )
                self.banner.say("info", words, actions=(("Close", self.banner.clear),))

        tasks.run(
            self,
            lambda _p: desk.endings.offer(view.child_id, view.kind, view.to_whom),
            arrived,
            self._trouble,
        )

    def save(self) -> bool:
        if not self.dirty:
            return True
        parts = self.editor.parts()
        try:
            with self.keeper.saving():
                assert self.view is not None
                self.desk.endings.save(self._form(parts=parts), self.view.id)
        except AppError as trouble:
            self.banner.trouble(trouble)
            return False
        self._saved = parts
        view = self.view
        self.keeper.turn_to(f"{view.child_id}/ending/{view.id}", view.child_id, view.id)
        self.banner.say("success", "The summary is saved.", actions=(("Close", self.banner.clear),))
        return True

    def may_leave(self) -> bool:
        if not self.dirty:
            return True
        ask = "Save the summary before you leave?"
        choice = prompts.pick(self, self._title(), ask, ("Save it", "Throw it away", "Stay"))
        if choice == "Throw it away":
            self.keeper.give_up()
            self._saved = self.editor.parts()
        return choice == "Throw it away" or (choice == "Save it" and self.save())

    def leave(self) -> None:
        if self.may_leave():
            self._shown, self.view = "", None
            self._list_past()
            self.stack.setCurrentIndex(0)
            self.transfer_button.setFocus()

    # the last step, paper

    def _change(self, left: Unfinished | None = None) -> None:
        if self.view is not None and self.save():
            dialog = StartDialog(self.desk, self._form(), self.view.id, self, left)
            self._open_dialog(dialog, 560, 420)

    def _finish(self, left: Unfinished | None = None) -> None:
        if self.view is None or not self.save():
            return
        view = self.view
        dialog = FinishDialog(self.desk, view, self.desk.endings.offered_finish(view.id), self, left)
        dialog.finished.connect(lambda: self.said.emit(f"{view.title}: recorded. Ctrl+Z takes it back."))
        self._open_dialog(dialog, 620, 720)

    def _remove(self, left: Unfinished | None = None) -> None:
        view = self.view
        if view is None:
            return
        ask = f"{view.title} is taken off the record; what was ticked and written can be read under “Taken off…”."
        endings = self.desk.endings
        kept = (self.desk, view.child_id, f"ending:{view.id}")
        dialog = ReasonDialog(
            self, "Give it up", ask, "Give it up", lambda why: endings.remove(view.id, why), kept, left
        )
        self._open_dialog(dialog, 520, 330)

    def _earlier(self) -> None:
        if self.view is not None:
            versions = self.desk.endings.history(self.view.id)
            self._open_dialog(EarlierDialog(self.view.title, versions, self), 680, 760)

    def go_on(self, unfinished: Unfinished) -> None:
        """Turn to the summary that was left unfinished; what was typed is offered there."""
        if unfinished.kind == "ending":
            self.show_record("ending", unfinished.record_id)
            return
        self._left = unfinished
        self._read()

    def _open_left(self) -> None:
        """A small form that was left unfinished, over what it is about."""
        left, self._left = self._left, None
        if left is None or self.data is None:
            return
        about, _, item = left.record_id.removeprefix("item:").removeprefix("ending:").partition("/")
        if left.kind == "transfer" and not about:
            self._start(EndingForm(self.data.detail.child_id, "transfer", way="team"), left)
            return
        if about not in {each.id for each in self._all if each.finished is None}:
            gone(self.banner, self.desk, left)
            return
        self._open(about)
        if left.kind == "reason":
            self._ask_why(item, left) if item else self._remove(left)
        else:
            self._change(left) if left.kind == "transfer" else self._finish(left)

    def _open_dialog(self, dialog: Any, width: int, height: int) -> None:
        dialog.open_sized(width, height)
        self.dialog_opened.emit(dialog)

    def _show_key(self, key: str) -> None:
        self.section_wanted.emit("record" if key.startswith("event:") else "agenda")
        self.key_wanted.emit(key)

    def current(self) -> EndingView | None:
        """What Ctrl+P prints."""
        return self.view

    def print_current(self) -> None:
        if self.view is not None:
            self._print("summary" if self.tabs.currentIndex() else "list")

    def _print(self, what: str) -> None:
        if self.view is not None and self.data is not None and self.save():
            make = ending_page if what == "summary" else checklist_page
            view = self.desk.endings.one(self.view.id)
            self.page_wanted.emit(make(self.data.detail, view, self.desk.today()))

    def _pack(self) -> None:
        if self.view is None or self.data is None or not self.save():
            return
        desk, child, view = self.desk, self.data.detail, self.view
        dialog = PackDialog(self)
        dialog.wanted.connect(
            lambda wanted: self.page_wanted.emit(pack_page(desk, child, view, desk.today(), wanted))
        )
        self._open_dialog(dialog, 460, 660)
