"""Fields of a standard that hold several things in plain words: which events, and only where what holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.usecases import packparts
from services.usecases.pack_results import Choices
from ui import theme
from ui.dialogs.packcondition import ConditionDialog
from ui.dialogs.packterm import TermDialog
from ui.viewmodels.moments import capital
from ui.widgets.facts import selectable
from ui.widgets.flow import flow
from ui.widgets.roles import button, frame, icon_button, label
from ui.widgets.scrolling import empty


class _Several(QWidget):
    """Each entry as a sentence, to be changed or taken out; a button for one more."""

    joined, add_words = "", "Add…"

    def __init__(self, name: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.choices = name, choices
        self.setAccessibleName(name)
        self.dialog: Any = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().space(1))
        self._focus: QWidget | None = None

    def _fill(self, entries: Sequence[str], unreadable: str = "") -> None:
        """`entries` in words; `unreadable`: what stands there and cannot be taken apart."""
        empty(self.column)
        if unreadable:
            words = f"Written as “{unreadable}”, which cannot be read. Change it under More, as written."
            self.column.addWidget(label(words, "error", wrap=True))
        for number, words in enumerate(entries):
            self.column.addWidget(self._row(number, words))
        add = button(self.add_words if not entries else self.joined, "flat", "add")
        add.setAccessibleName(f"{self.name}: {add.text().rstrip('…').lower()}")
        add.clicked.connect(lambda: self._edit(-1))
        self.column.addWidget(flow(add))
        self.setFocusProxy(add)

    def _row(self, number: int, words: str) -> QWidget:
        card = frame("sunken")
        across = QHBoxLayout(card)
        space = theme.current().space(2)
        across.setContentsMargins(space, space // 2, space // 2, space // 2)
        across.setSpacing(theme.current().space(1))
        across.addWidget(selectable(words), 1)
        change = icon_button("edit", f"{self.name}: change “{words}”", "Change")
        remove = icon_button("remove", f"{self.name}: take out “{words}”", "Take out")
        change.clicked.connect(lambda: self._edit(number))
        remove.clicked.connect(lambda: self._take_out(number))
        for made in (change, remove):
            across.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _edit(self, number: int) -> None: ...

    def _take_out(self, number: int) -> None: ...


class TermsField(_Several):
    """`text` is a selector of the language: any of the events said."""

    changed = Signal(str)
    joined, add_words = "Or another event…", "Choose an event…"

    def __init__(self, name: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(name, choices, parent)
        self.text = ""
        self._terms: tuple[packparts.TermPart, ...] = ()

    def set_text(self, text: str) -> None:
        if text == self.text and self.column.count():
            return
        self.text = text
        found = packparts.terms(text)
        self._terms = found or ()
        said = [capital(packparts.say_terms(packparts.term_text(t))) for t in self._terms]
        said = [words if not n else f"or {words[:1].lower()}{words[1:]}" for n, words in enumerate(said)]
        self._fill(said, text if found is None else "")

    def _edit(self, number: int) -> None:
        term = self._terms[number] if number >= 0 else None
        self.dialog = TermDialog(self.name, self.choices, term, self._putter(number), self.window())
        self.dialog.open_sized(640, 680)

    def _putter(self, number: int) -> Callable[[packparts.TermPart], None]:
        def put(term: packparts.TermPart) -> None:
            kept = [term if n == number else old for n, old in enumerate(self._terms)]
            self._set(kept if number >= 0 else [*self._terms, term])

        return put

    def _take_out(self, number: int) -> None:
        self._set([t for n, t in enumerate(self._terms) if n != number])

    def _set(self, terms: Sequence[packparts.TermPart]) -> None:
        self.set_text(packparts.terms_text(terms))
        self.changed.emit(self.text)


class ConditionsField(_Several):
    """`lines` are conditions of the language, all of which must hold."""

    changed = Signal(object)
    joined, add_words = "And only where…", "Only where…"

    def __init__(self, name: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(name, choices, parent)
        self.lines: tuple[str, ...] = ()
        self.clock = ""  # the selector that starts it, for what can be asked of that event

    def set_lines(self, lines: Sequence[str]) -> None:
        if tuple(lines) == self.lines and self.column.count():
            return
        self.lines = tuple(lines)
        said = [packparts.say_condition(line) for line in self.lines]
        joined = [
            w if not n else f"and {w}"
            for n, w in enumerate(w or f"“{t}”" for w, t in zip(said, lines, strict=True))
        ]
        self._fill([capital(words) if not n else words for n, words in enumerate(joined)])

    def _edit(self, number: int) -> None:
        line = self.lines[number] if number >= 0 else ""
        clock = packparts.terms(self.clock) or ()
        self.dialog = ConditionDialog(
            self.choices,
            packparts.condition(line) if line else None,
            clock,
            self._putter(number),
            self.window(),
        )
        self.dialog.open_sized(640, 620)

    def _putter(self, number: int) -> Callable[[str], None]:
        def put(line: str) -> None:
            kept = [line if n == number else old for n, old in enumerate(self.lines)]
            self._set(kept if number >= 0 else [*self.lines, line])

        return put

    def _take_out(self, number: int) -> None:
        self._set([line for n, line in enumerate(self.lines) if n != number])

    def _set(self, lines: Sequence[str]) -> None:
        self.set_lines(lines)
        self.changed.emit(self.lines)
