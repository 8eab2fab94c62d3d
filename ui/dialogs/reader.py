"""Before something is printed: who it is for, and what is marked as a third party's, left out unless it is ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QVBoxLayout, QWidget

from services.usecases.around_commands import SharingForm
from services.usecases.privacy import Doubt, Marked
from services.usecases.sharing import BASES, consent_for, consent_stands
from services.usecases.shortnames import Named, Place
from services.usecases.unsaved import Unfinished
from ui import tasks, theme
from ui.dialogs.kept import KeptForm
from ui.viewmodels.printing import Reading
from ui.widgets.growing import GrowingText
from ui.widgets.longchoice import LongChoice
from ui.widgets.roles import frame, label, set_role
from ui.widgets.scrolling import empty
from ui.widgets.tickline import TickLine, indent

_FILE = "Leave it empty for a copy that stays on the file."
_MARKED = (
    "What is marked as a third party's is left out unless you tick it. Somebody whose address is protected stays in "
    "unless you untick them; the address itself is never printed."
)
_READ = (
    "First names, nicknames and names with a title go out with the person, except where somebody else may be meant. "
    "Read the page through before you hand it over."
)
_DOUBTS = (
    "These stay in the text, because they may be a plain word or somebody else. Look at each; if it should not be "
    "read, amend the record first."
)
_FEW, _MANY = 3, 20  # places of one name, and names, that are told


class ReaderDialog(KeptForm):
    """Enter makes the page. `wanted` says (what is left out, the entry for the sharing log or None)."""

    wanted = Signal(object, object)

    def __init__(
        self, desk: Any, reading: Reading, parent: QWidget | None = None, left: Unfinished | None = None
    ) -> None:
        super().__init__("Before you print", "Make the page", parent, intro=reading.page.title)
        self.desk, self.reading = desk, reading
        self.reader = QComboBox()
        self.reader.setEditable(True)
        self.reader.addItem("")
        self.reader.addItems(reading.readers)
        self.reader.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.reader.completer() or QCompleter()
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.reader.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.add_row("whom", "Who is this for?", self.reader, _FILE)
        self.told = label("", "quiet", wrap=True)
        self.consent = label("", "quiet", wrap=True)
        for part in (self.told, self.consent):
            self.form.addWidget(part)
        self._lines = {mark.key: _tick(mark) for mark in reading.marked}
        self.ticks = {key: line.box for key, line in self._lines.items()}
        self.share_line = TickLine("Record that this was shared")
        self.share = self.share_line.box
        self.why = GrowingText("", "Why it is shared", lines=2)
        self.basis = LongChoice()
        self.basis.addItem("", "")
        for key, words in BASES.items():
            if key != "none":
                self.basis.addItem(words, key)
        self.form.addWidget(self.share_line)
        self._log_rows = [
            self.add_row("why", "Why it is shared", self.why),
            self.add_row("basis", "On which basis", self.basis),
        ]
        self._log_rows[1].put_under(self.basis.whole)
        self._also: dict[
            str, QVBoxLayout
        ] = {}  # beneath a tick: by which short names somebody stands in the text
        if self.ticks:
            self.form.addWidget(self._details())
        self.doubts = Doubts()
        self.doubts.show_doubts(reading.doubts)
        self.form.addWidget(self.doubts)
        self.form.addStretch(1)
        self.reader.editTextChanged.connect(self._named)
        self.share.toggled.connect(self._show_log)
        self._named("")
        self._show_log(False)
        self.reader.setFocus()
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self._look_again)
        for tick in self.ticks.values():
            tick.toggled.connect(self._soon.start)
        self.beside |= {"share": self.share, **self.ticks}
        self._first = self._stands()
        page = reading.page
        self.keep_drafts(desk, "reader", page.child_id, page.file_name, left)

    def _called(self) -> str:
        return f"Before printing: {self.reading.page.title}"

    def dirty(self) -> bool:
        return self._stands() != self._first

    def worth_asking(self) -> bool:
        return bool(self.why.toPlainText().strip())

    def _look_again(self) -> None:
        """Who is put in may bear the name of somebody who is left out: what is listed for them changes with it."""
        reading, put_in = self.reading, frozenset(self.ticks) - self.left_out()

        def arrived(found: tuple[Sequence[Marked], Sequence[Doubt]]) -> None:
            if put_in == frozenset(self.ticks) - self.left_out():
                self._show_listed(*found)

        tasks.run(self, lambda _p: reading.listed(put_in), arrived)

    def _show_listed(self, marks: Sequence[Marked], doubts: Sequence[Doubt]) -> None:
        now = {mark.key: mark.also for mark in marks}
        for mark in self.reading.marked:
            mark = replace(mark, also=now.get(mark.key, ()))
            self.ticks[mark.key].setAccessibleDescription(_described(mark))
            empty(self._also[mark.key])
            for each in mark.also:
                self._also[mark.key].addWidget(_indented(_also(each)))
        self.doubts.show_doubts(doubts)

    def _details(self) -> QWidget:
        box = frame("sunken")
        now = theme.current()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(now.space(3), now.space(2), now.space(3), now.space(3))
        inside.setSpacing(now.space(1))
        inside.addWidget(label("Marked details", "strong"))
        inside.addWidget(label(_MARKED, "quiet", wrap=True))
        for mark in self.reading.marked:
            inside.addSpacing(now.space(1))
            inside.addWidget(self._lines[mark.key])
            if mark.text and mark.text not in mark.heading:
                inside.addWidget(_indented(mark.text))
            below = self._also[mark.key] = QVBoxLayout()
            below.setSpacing(now.space(1))
            for each in mark.also:
                below.addWidget(_indented(_also(each)))
            inside.addLayout(below)
        inside.addSpacing(now.space(1))
        inside.addWidget(label(_READ, "small", wrap=True))
        return box

    def _named(self, text: str) -> None:
        whom = text.strip()
        told = self.reading.told.get(whom, "")
        self.told.setText(f"May be told: {told}")
        self.told.setVisible(bool(told))
        self._tell_consent(whom)
        self.share.setEnabled(bool(whom))
        self.share_line.say(
            f"Record that this was shared with {_short(whom)}" if whom else "Record that this was shared"
        )
        if not whom:
            self.share.setChecked(False)

    def _tell_consent(self, whom: str) -> None:
        """What stands on record of consent to share with them, loudly where it does not hold any more."""
        record = self.reading.sharing
        said = consent_for(record, whom) if record is not None and whom else ""
        self.consent.setText(f"Consent on record: {said}" if said else "")
        self.consent.setVisible(bool(said))
        if record is not None and said:
            set_role(self.consent, "quiet" if consent_stands(record, whom) else "warning")

    def _show_log(self, shown: bool) -> None:
        for row in self._log_rows:
            row.setVisible(shown)

    def left_out(self) -> frozenset[str]:
        return frozenset(key for key, tick in self.ticks.items() if not tick.isChecked())

    def entry(self) -> SharingForm | None:
        """What goes into the sharing log, where that is wanted."""
        if not self.share.isChecked():
            return None
        kept = [m.heading for m in self.reading.marked if self.ticks[m.key].isChecked()]
        left = len(self.ticks) - len(kept)
        note = [f"Left out: {left} marked {'detail' if left == 1 else 'details'}."] if left else []
        note += [f"Put in though marked: {'; '.join(kept)}."] if kept else []
        return SharingForm(
            self.reading.page.child_id,
            self.desk.now(),
            f"{self.reading.page.title} (printed)",
            self.reader.currentText().strip(),
            self.why.toPlainText().strip(),
            self.basis.currentData() or "",
            True,
            " ".join(note),
        )

    def commit(self) -> None:
        entry = self.entry()
        if self.keeper is not None:
            self.keeper.give_up() if entry is None else self.keeper.flush()  # till it is in the log
        self.wanted.emit(self.left_out(), entry)


class Doubts(QFrame):
    """What stays in and may be somebody's name, for a person to look at; hidden where there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "sunken")
        now = theme.current()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(now.space(3), now.space(2), now.space(3), now.space(3))
        self._column.setSpacing(now.space(1))

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        empty(self._column)
        column = self._column
        column.addWidget(label("Names to look at yourself", "strong"))
        column.addWidget(label(_DOUBTS, "quiet", wrap=True))
        for doubt in doubts[:_MANY]:
            column.addSpacing(theme.current().space(1))
            column.addWidget(label(f"“{doubt.said}” for {doubt.name}: {doubt.why}", wrap=True))
            column.addWidget(_indented(_told(doubt.places)))
        if len(doubts) > _MANY:
            column.addWidget(label(f"and {len(doubts) - _MANY} more", wrap=True))
        self.setVisible(bool(doubts))


def _tick(mark: Marked) -> TickLine:
    made = TickLine(f"Put in: {_short(mark.heading)}")
    made.box.setChecked(mark.kept)
    made.box.setAccessibleName(f"Put in: {mark.heading}")
    made.box.setAccessibleDescription(_described(mark))
    made.setToolTip(mark.heading)
    return made


def _described(mark: Marked) -> str:
    return "\n".join(filter(None, (mark.text, *map(_also, mark.also))))


def _indented(text: str) -> QWidget:
    made = label(text, "quiet", wrap=True)
    made.setContentsMargins(indent(), 0, 0, 0)
    return made


def _also(named: Named) -> str:
    count = len(named.places)
    return f"Also named as “{named.said}” in {count} {'place' if count == 1 else 'places'}:\n{_told(named.places)}"


def _told(places: Sequence[Place]) -> str:
    """The first places where a name stands, a line each, and how many more there are."""
    told = [place.words + (f" ({place.where})" if place.where else "") for place in places[:_FEW]]
    more = len(places) - len(told)
    return "\n".join(told + ([f"and {more} more"] if more else []))


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
