"""Choosing where a standard applies: one condition, asked for in steps and said in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from services.usecases.pack_results import AttrChoice, Choice, Choices
from services.usecases.packparts import (
    ConditionPart,
    Part,
    TermPart,
    condition_text,
    length,
    length_text,
    say_condition,
)
from ui import theme
from ui.dialogs.frame import FormDialog
from ui.viewmodels.moments import capital
from ui.widgets.asked import AskedRow
from ui.widgets.calmwheel import calm
from ui.widgets.facts import selectable
from ui.widgets.formrow import FormRow
from ui.widgets.lengthfield import LengthField
from ui.widgets.numberbox import NumberBox
from ui.widgets.roles import label
from ui.widgets.scrolling import empty
from ui.widgets.termeditor import EventChooser, TermEditor

_PLACEMENT = "placement_started"


class ConditionDialog(FormDialog):
    """Hands the condition, as written in the language, to `put`."""

    no_draft = "choices only: what is whole goes into the draft of the standards when the window locks"

    def __init__(
        self,
        choices: Choices,
        start: ConditionPart | None,
        clock: Sequence[TermPart],
        put: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Only where…", "Done", parent)
        self._choices, self._put = choices, put
        self._clock = [e for e in choices.events if e.type in {t.type for t in clock}]
        self.kind = QComboBox()
        for choice in choices.conditions:
            if choice.value != "clock" or any(e.attrs for e in self._clock):
                self.kind.addItem(choice.label, choice.value)
        self.add_row("kind", "What it depends on", self.kind)
        self.kind_says = label("", "small", wrap=True)
        self.form.addWidget(self.kind_says)
        self.body_holder = QWidget()
        self.fields = QVBoxLayout(self.body_holder)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.setSpacing(theme.current().space(3))
        self.add_row("body", "", self.body_holder)
        self.form.addStretch(1)
        self.sentence = selectable("", "strong")
        outside = self.layout()
        outside.insertWidget(outside.count() - 1, label("It applies only where", "quiet"))  # type: ignore[union-attr]
        outside.insertWidget(outside.count() - 1, self.sentence)  # type: ignore[union-attr]
        if start is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(start.kind)))
        self._read: Callable[[], ConditionPart | None] = lambda: None
        self._build(start)
        self._first = self.text
        self.kind.currentIndexChanged.connect(lambda _n: self._build(None))
        self.kind.setFocus()

    @property
    def text(self) -> str:
        """The condition as it would be written; "" while it is not complete."""
        found = self._read()
        written = condition_text(found) if found is not None else ""
        return written if say_condition(written) else ""

    # What is asked, by kind

    def _build(self, start: ConditionPart | None) -> None:
        empty(self.fields)
        part = start or ConditionPart(self.kind.currentData())
        self.kind_says.setText(next((c.says for c in self._choices.conditions if c.value == part.kind), ""))
        build = {
            "open": self._open,
            "fact": self._fact,
            "age": self._age,
            "clock": self._clock_attr,
            "event": self._event,
            "placement": self._placement,
            "count": self._count,
            "since": self._since,
        }[part.kind]
        build(part)
        calm(self.body_holder)
        self._tell()

    def _add(self, name: str, widget: QWidget, hint: str = "") -> None:
        if not widget.accessibleName():
            widget.setAccessibleName(name)
        self.fields.addWidget(FormRow(name, widget, hint))

    def _combo(self, name: str, items: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
        combo = QComboBox()
        for words, value in items:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.currentIndexChanged.connect(lambda _n: self._tell())
        self._add(name, combo)
        return combo

    def _operator(self, name: str, chosen: str, kept: Sequence[str]) -> QComboBox:
        items = [(c.label, c.value) for c in self._choices.operators if c.value in kept]
        return self._combo(name, items, chosen or kept[0])

    def _length(self, name: str, part: ConditionPart, none: str = "") -> LengthField:
        field = LengthField(name, self._choices.units, none)
        field.set_text(length_text(part.length) if part.length else "" if none else "4 weeks")
        field.changed.connect(lambda _t: self._tell())
        self._add(name, field)
        return field

    def _open(self, part: ConditionPart) -> None:
        what = self._combo("What", _items(self._choices.episodes), part.name)
        how = self._combo(
            "Whether it is open then", (("it is open", False), ("it is not open", True)), part.negated
        )
        self._read = lambda: replace(part, name=what.currentData(), negated=how.currentData())

    def _age(self, part: ConditionPart) -> None:
        what = self._combo("What", _items(self._choices.episodes), part.name)
        op = self._operator("Has lasted", part.op, (">=", ">", "<", "<="))
        span = self._length("How long", part)
        self._read = lambda: replace(
            part, name=what.currentData(), op=op.currentData(), length=length(span.text)
        )

    def _fact(self, part: ConditionPart) -> None:
        facts = [("child", a) for a in self._choices.child_facts]
        facts += [("worker", a) for a in self._choices.worker_facts]
        items = [
            (f"{'The child' if who == 'child' else 'The worker'}: {a.label}", f"{who}.{a.name}")
            for who, a in facts
        ]
        by_name = {f"{who}.{a.name}": a for who, a in facts}
        combo = self._combo("What", items, f"{part.name}.{part.attr}")
        row = self._row(combo, by_name, part, "")

        def read() -> ConditionPart | None:
            who, _, _ = combo.currentData().partition(".")
            return _with(replace(part, name=who), row())

        self._read = read

    def _row(
        self, combo: QComboBox, attrs: dict[str, AttrChoice], part: ConditionPart, whose: str
    ) -> Callable[[], Part | None]:
        """The comparison that fits what the combo chooses; gives back how to read it."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.fields.addWidget(holder)
        rows: list[AskedRow] = []

        def fill(first: bool = False) -> None:
            empty(column)
            rows.clear()
            attr = attrs.get(combo.currentData())
            if attr is not None:
                said = [Part(part.attr, part.op, part.values, part.negated)] if first and part.attr else []
                row = AskedRow(attr, self._choices.operators, said, removable=False)
                row.changed.connect(self._tell)
                rows.append(row)
                column.addWidget(row)

        fill(True)
        combo.currentIndexChanged.connect(lambda _n: (fill(), self._tell()))
        return lambda: next((p for row in rows for p in row.parts), None)

    def _attr_of(self, attrs: Sequence[AttrChoice], part: ConditionPart) -> None:
        by_name = {a.name: a for a in attrs}
        combo = self._combo("What is asked of it", [(capital(a.label), a.name) for a in attrs], part.attr)
        row = self._row(combo, by_name, part, "")
        self._read = lambda: _with(part, row())

    def _clock_attr(self, part: ConditionPart) -> None:
        attrs = {a.name: a for e in self._clock for a in e.attrs}
        self._attr_of(tuple(attrs.values()), part)

    def _placement(self, part: ConditionPart) -> None:
        event = next((e for e in self._choices.events if e.type == _PLACEMENT), None)
        self._attr_of(event.attrs if event else (), replace(part, name=_PLACEMENT))

    def _event(self, part: ConditionPart) -> None:
        chooser = EventChooser(self._choices, part.name)
        self._add("The latest", chooser)
        event = chooser.event
        if event is not None and event.attrs:
            self._attr_of(event.attrs, replace(part, name=event.type))
        else:
            self._read = lambda: None
        # built anew once the click that chose it is over
        chooser.changed.connect(
            lambda: QTimer.singleShot(0, self, lambda: self._build(ConditionPart("event", chooser.type)))
        )

    def _term(self, part: ConditionPart) -> TermEditor:
        editor = TermEditor(self._choices, part.term, dated=False)
        editor.changed.connect(self._tell)
        self._add("Which event", editor)
        return editor

    def _count(self, part: ConditionPart) -> None:
        term = self._term(part)
        op = self._operator("It has happened", part.op, (">=", "=", "<", "<=", ">", "!="))
        number = NumberBox("How many times", 0, 9999)
        number.setValue(part.number if part.term else 1)
        number.valueChanged.connect(self._tell)
        self._add("How many times", number)
        span = self._length("Within", part, "however long ago")
        self._read = lambda: (
            replace(
                part,
                term=term.term,
                op=op.currentData(),
                number=number.value(),
                length=length(span.text) if span.text else None,
            )
            if term.term
            else None
        )

    def _since(self, part: ConditionPart) -> None:
        term = self._term(part)
        op = self._operator("Time since then", part.op, (">=", ">", "<", "<="))
        span = self._length("How long", part)
        self._read = lambda: (
            replace(part, term=term.term, op=op.currentData(), length=length(span.text))
            if term.term
            else None
        )

    # Telling

    def _tell(self, *_: object) -> None:
        words = say_condition(self.text) if self.text else ""
        self.sentence.setText(f"{capital(words)}." if words else "Answer what is asked above.")
        if words:
            self.rows["body"].set_problem("")

    def dirty(self) -> bool:
        return self.text != self._first

    def check(self) -> dict[str, str]:
        return {} if self.text else {"body": "Something is still to be answered here"}

    def put_away(self) -> None:
        if self.dirty() and not self.check():
            self.commit()

    def commit(self) -> None:
        self._put(self.text)


def _items(choices: Sequence[Choice]) -> list[tuple[str, object]]:
    return [(capital(c.label), c.value) for c in choices]


def _with(part: ConditionPart, said: Part | None) -> ConditionPart | None:
    if said is None:
        return None
    return replace(part, attr=said.name, op=said.op, values=said.values, negated=said.negated)
