"""Adding an entry to a chronology, taking in events that it leaves out, and printing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from services.usecases.chronicle_results import ChronologyView, Entry, LeftOut, Narrowing, OwnEntry
from services.usecases.chronologykinds import brief
from services.usecases.results import EventView
from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm, said
from ui.viewmodels.chronology import Wish
from ui.viewmodels.door import role_label
from ui.viewmodels.moments import matches, moment_text
from ui.widgets.dateedit import MomentEdit, OptionalDateEdit
from ui.widgets.growing import GrowingText
from ui.widgets.tickline import TickLine

_CHILD = Qt.ItemDataRole.UserRole


class OwnEntryDialog(KeptForm):
    """An entry by hand: when, what happened, where that comes from, what it meant; for siblings as well."""

    def __init__(
        self,
        desk: Any,
        view: ChronologyView,
        entry: Entry | None = None,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__("Change this entry" if entry else "Add an entry", "Save" if entry else "Add", parent)
        self.desk, self._view, self._entry = desk, view, entry
        self.at = MomentEdit("When", desk.today, optional=False, past=True)
        self.add_row("at", "When", self.at)
        self.what = GrowingText("", "What happened", "Fact, briefly: who, what, where.")
        self.add_row("what", "What happened", self.what)
        self.origin = QLineEdit()
        self.origin.setPlaceholderText("School file, mother by telephone, health visitor's letter…")
        self.add_row("origin", "Where this comes from", self.origin)
        self.impact = GrowingText("", "Impact on the child", "What it meant for the child, directly or not.")
        self.add_row("impact", "Impact on the child", self.impact)
        self.siblings = self._siblings() if entry is None else {}
        if entry is not None:
            self.at.set_moment(entry.at)
            self.what.setPlainText(entry.what)
            self.origin.setText(entry.source)
            self.impact.setPlainText(entry.impact)
        self.form.addStretch(1)
        self._first = self._state()
        self.at.setFocus()
        self.beside.update({f"for {child_id}": box for child_id, box in self.siblings.items()})
        self.keep_drafts(
            desk, "own_entry", view.child_id, entry.key if entry else "", left, amends=entry is not None
        )

    def _called(self) -> str:
        return "An entry of the chronology"

    def _siblings(self) -> dict[str, QCheckBox]:
        detail = self.desk.child(self._view.child_id)
        made = {}
        for sibling in detail.siblings:
            line = TickLine(f"For {sibling.name} as well")
            self.form.addWidget(line)
            made[sibling.child_id] = line.box
        return made

    def _state(self) -> tuple[Any, ...]:
        return (self.at.moment, self.what.toPlainText().strip(), self.origin.text().strip(),
                self.impact.toPlainText().strip())  # fmt: skip

    def dirty(self) -> bool:
        return self._state() != self._first

    def check(self) -> dict[str, str]:
        at, what, origin, _ = self._state()
        wrong = {}
        if self.at.trouble or at is None:
            wrong["at"] = self.at.trouble or "Give the day on which it happened"
        if not what:
            wrong["what"] = "Say what happened"
        if not origin:
            wrong["origin"] = "Say where this comes from"
        return wrong

    def commit(self) -> None:
        at, what, origin, impact = self._state()
        ticked = [child for child, box in self.siblings.items() if box.isChecked()]
        with self.saving():
            if self._entry is not None:
                whose = tuple(part.child_id for part in self._entry.parts)
                self.desk.chronicle.amend(self._entry, OwnEntry(whose, at, what, origin, impact))
            else:
                self.desk.chronicle.add(OwnEntry((self._view.child_id, *ticked), at, what, origin, impact))


class TakeInDialog(KeptForm):
    """The events that the chronology leaves out: those that are ticked are taken in as significant."""

    def __init__(
        self,
        desk: Any,
        child_id: str,
        left_out: tuple[LeftOut, ...],
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__(
            "Take in events", "Take in what is ticked", parent,
            intro="Visits and routine meetings are left out. Tick what mattered in this child\u2019s life.",
        )  # fmt: skip
        self.desk = desk
        self._before = {each.event.id for each in left_out if each.marked}
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find an event")
        self.search.setAccessibleName("Find an event")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName("Events that the chronology leaves out")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in left_out:
            self.list.addItem(self._item(each))
        self.form.addWidget(self.search)
        self.form.addWidget(self.list, 1)
        self.search.setFocus()
        self.keep_drafts(desk, "take_in", child_id, left=left)
        assert self.keeper is not None
        self.list.itemChanged.connect(self.keeper.touch)

    def _called(self) -> str:
        return "Events to be taken into the chronology"

    def _kept(self) -> Mapping[str, Any] | None:
        return {"ticked": self.ticked()} if self.dirty() else None

    def _put_back(self, state: Mapping[str, Any]) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            on = item.data(_CHILD) in state["ticked"]
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _item(self, each: LeftOut) -> QListWidgetItem:
        item = QListWidgetItem(_words(each.event))
        item.setData(_CHILD, each.event.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if each.marked else Qt.CheckState.Unchecked)
        return item

    def _filter(self, words: str) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(not matches(words, item.text()))

    def ticked(self) -> set[str]:
        items = (self.list.item(number) for number in range(self.list.count()))
        return {item.data(_CHILD) for item in items if item.checkState() == Qt.CheckState.Checked}

    def dirty(self) -> bool:
        return self.ticked() != self._before

    def commit(self) -> None:
        now = self.ticked()
        with self.saving():
            if now - self._before:
                self.desk.chronicle.take_in(sorted(now - self._before))
            if self._before - now:
                self.desk.chronicle.take_in(sorted(self._before - now), significant=False)


def _words(event: EventView) -> str:
    note = next((text for _, text in event.notes if text.strip()), "")
    said = ". ".join(filter(None, (event.summary, brief(note, 160))))
    return f"{moment_text(event.at)}: {event.label}" + (f"\n{said}" if said else "")


class PrintChronologyDialog(KeptForm):
    """Period, head of a statement, draft or not; and, with one tick, recorded as brought up to date."""

    def __init__(
        self,
        desk: Any,
        view: ChronologyView,
        by: Narrowing,
        act: Callable[[Wish], None],
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        family = len(view.children) > 1
        names = ", ".join(name for _, name, _ in view.children)
        intro = (
            f"It holds what is on the record of {names}: only for a reader who may see all." if family else ""
        )
        super().__init__("Print the chronology", "Print", parent, intro=intro)
        self.desk, self._view, self._by, self._act = desk, view, by, act
        own = desk.own()
        self.first = OptionalDateEdit("From", desk.today)
        self.first.set_day(by.first)
        self.add_row("first", "From (empty: from the beginning)", self.first)
        self.last = OptionalDateEdit("Until", desk.today)
        self.last.set_day(by.last)
        self.add_row("last", "Until (empty: to this day)", self.last)
        self.court = QLineEdit(view.court)
        self.court.setPlaceholderText("The Family Court at …")
        self.add_row("court", "Court, where it is for one", self.court)
        self.case_number = QLineEdit(view.case_number)
        self.add_row("case_number", "Case number", self.case_number)
        self.by = QLineEdit(own.name)
        self.add_row("prepared_by", "Prepared by", self.by)
        self.role = QLineEdit(role_label(own.role))
        self.add_row("role", "Role", self.role)
        self.impact = self._tick("Print the impact on the child", True)
        self.up_to_date = self._tick("It is up to date: record that today", False)
        self.draft = self._tick("It is a draft: mark every page", True)
        self.up_to_date.toggled.connect(lambda on: self.draft.setChecked(not on))
        self.form.addStretch(1)
        self.save_button.setFocus()
        self.beside |= {"impact": self.impact, "up_to_date": self.up_to_date, "draft": self.draft}
        self._first = self._stands()
        self.keep_drafts(desk, "chronology_print", view.child_id, left=left)

    def dirty(self) -> bool:
        return self._stands() != self._first

    def worth_asking(self) -> bool:
        typed = ("court", "case_number", "prepared_by", "role")
        return any(said(self.rows[name].control) != self._first[name] for name in typed)

    def _tick(self, words: str, on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setAccessibleName(words)
        box.setChecked(on)
        self.form.addWidget(box)
        return box

    def check(self) -> dict[str, str]:
        wrong = {}
        for name, edit in (("first", self.first), ("last", self.last)):
            edit.read()
            if edit.trouble:
                wrong[name] = edit.trouble
        if not wrong and self.first.day and self.last.day and self.first.day > self.last.day:
            wrong["last"] = "It ends before it begins; look at the two days"
        return wrong

    def commit(self) -> None:
        wish = Wish(
            Narrowing(self.first.day, self.last.day, self._by.kinds), self.court.text().strip(),
            self.case_number.text().strip(), self.by.text().strip(), self.role.text().strip(),
            self.impact.isChecked(), self.draft.isChecked(), self.up_to_date.isChecked(),
        )  # fmt: skip
        with self.saving():
            self.desk.chronicle.save_head(self._view.child_id, wish.court, wish.case_number)
        if wish.done:
            self.desk.chronicle.mark_updated([child_id for child_id, _, _ in self._view.children])
        self._act(wish)
