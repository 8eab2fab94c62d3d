"""The fields of one standard: few in sight, the rest under More; nothing is written in the language by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from services.usecases.pack_results import Choice, Choices
from services.usecases.packdraft import StandardDraft
from ui import theme
from ui.viewmodels.draftwords import LABELS, for_kind
from ui.viewmodels.moments import capital
from ui.widgets.calmwheel import calm
from ui.widgets.flow import flow
from ui.widgets.formrow import FormRow
from ui.widgets.growing import GrowingText
from ui.widgets.lengthfield import LengthField
from ui.widgets.numberbox import NumberBox
from ui.widgets.packfields import ConditionsField, TermsField
from ui.widgets.roles import button, label, set_role

WRITTEN = ("clock", "due", "repeat", "until", "met_by", "when")
_MAIN = ("says", "kind", "clock", "due", "repeat", "met_by", "when", "limit", "cite")
_TIMED = frozenset({"clock", "due", "repeat", "until", "met_by", "when"})
_HIDDEN = {
    "caseload": _TIMED,
    "age": frozenset({"clock", "repeat", "limit"}),
    "gestation": frozenset({"clock", "repeat", "limit"}),
    "before": frozenset({"repeat", "limit"}),
    "interval": frozenset({"limit"}),
}


_STALE = "The limit has changed. Do these words still say it?"


class StandardForm(QWidget):
    """`edited` carries the fields that have changed."""

    edited = Signal(dict)
    needs_seeing = Signal(QWidget)  # a row that has just come into being or is wrong

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = choices
        self.standard = StandardDraft()
        self.rows: dict[str, FormRow] = {}
        self.written: dict[str, QLineEdit | GrowingText] = {}
        self._setting = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().space(3))
        self._build_main()
        self.more = button("&More about it", "flat", "down")
        self.more.setCheckable(True)
        self.more_part = QWidget()
        self._build_more()
        self.more_part.hide()
        self.column.addWidget(flow(self.more))
        self.column.addWidget(self.more_part)
        self.more.toggled.connect(self._unfold)
        calm(self)

    # Building

    def _build_main(self) -> None:
        here, c = self.column, self.choices
        self.says = GrowingText("", "What is to be done", "In one sentence, in your own words", 2, 6)
        self.says.textChanged.connect(lambda: self._edit(says=self.says.toPlainText().strip()))
        self.says.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row(here, "says", LABELS["says"], self.says)
        self.stale = label(_STALE, "warning", wrap=True)
        self.stale.hide()
        here.addWidget(self.stale)
        self.kind = self._combo(c.kinds)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self._row(here, "kind", LABELS["kind"], self.kind)
        self.kind_says = label("", "small", wrap=True)
        self.rows["kind"].layout().insertWidget(2, self.kind_says)
        self.clock = TermsField("It starts when", c)
        self._row(here, "clock", LABELS["clock"], self.clock)
        self.due = LengthField("Due within", c.units, "no limit printed")
        self._row(here, "due", LABELS["due"], self.due)
        self.repeat = LengthField("Then again every", c.units, "it does not come again")
        self._row(here, "repeat", LABELS["repeat"], self.repeat)
        self.met_by = TermsField("It is met when", c)
        self._row(here, "met_by", LABELS["met_by"], self.met_by)
        self.when = ConditionsField("Only where", c)
        self._row(here, "when", LABELS["when"], self.when)
        self.limit = NumberBox("Most children for one worker", 1, 999)
        self.limit.valueChanged.connect(lambda n: self._edit(limit=str(n)))
        self._row(here, "limit", LABELS["limit"], self.limit)
        self.cite = self._line("cite")
        self._row(
            here,
            "cite",
            LABELS["cite"],
            self.cite,
            "Where it is written, so that it can be found again.",
        )
        for name, field in (("clock", self.clock), ("met_by", self.met_by)):
            field.changed.connect(lambda text, name=name: self._edit(**{name: text}))
        for name, span in (("due", self.due), ("repeat", self.repeat)):
            span.changed.connect(lambda text, name=name: self._edit(**{name: text}))
        self.when.changed.connect(lambda lines: self._edit(when=lines))

    def _build_more(self) -> None:
        here, c = QVBoxLayout(self.more_part), self.choices
        here.setContentsMargins(0, 0, 0, 0)
        here.setSpacing(theme.current().space(3))
        self.until = TermsField("It ends when", c)
        self.until.changed.connect(lambda text: self._edit(until=text))
        self._row(here, "until", LABELS["until"], self.until)
        self.force, self.reading = self._choice("force", c.forces), self._choice("reading", c.readings)
        self.area = self._choice("area", c.areas)
        self.topic = self._choice("topic", (Choice("", "none"), *c.topics))
        self.role = self._combo(c.roles)
        self.role.setEditable(True)
        self.role.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.role.currentTextChanged.connect(self._role_said)
        self.note = GrowingText("", "Note", "What a practitioner should know about this reading", 2, 8)
        self.note.textChanged.connect(lambda: self._edit(note=self.note.toPlainText().strip()))
        self.looser = QCheckBox("A longer gap may be agreed for a child")
        self.looser.toggled.connect(lambda on: self._edit(looser=on))
        self.id = self._line("id")
        self._row(here, "area", LABELS["area"], self.area)
        self._row(here, "force", LABELS["force"], self.force)
        self._row(here, "role", LABELS["role"], self.role)
        self._row(here, "reading", LABELS["reading"], self.reading)
        self._row(here, "note", LABELS["note"], self.note)
        self._row(here, "topic", "Topic, for comparing authorities", self.topic)
        self._row(here, "looser", "", self.looser)
        self._row(here, "id", LABELS["id"], self.id, "Small letters, figures, dots and hyphens.")
        self.as_written = button("Show as &written", "flat", "down")
        self.as_written.setCheckable(True)
        self.raw = QWidget()
        self._build_written()
        self.raw.hide()
        here.addWidget(flow(self.as_written))
        here.addWidget(self.raw)
        self.as_written.toggled.connect(self.raw.setVisible)
        self.as_written.toggled.connect(lambda on: on and self.needs_seeing.emit(self.raw))

    def _build_written(self) -> None:
        """The language itself, for whoever knows it."""
        column = QVBoxLayout(self.raw)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(2))
        for name in WRITTEN:
            box: QLineEdit | GrowingText
            if name == "when":
                box = GrowingText("", "when, as written, one condition a line", "", 2, 8)
                box.textChanged.connect(lambda box=box: self._written("when", box.toPlainText()))
            else:
                box = QLineEdit()
                box.setAccessibleName(f"{name}, as written")
                box.textEdited.connect(lambda text, name=name: self._written(name, text))
            set_role(box, "code")
            self.written[name] = box
            column.addWidget(FormRow(name, box))

    def _row(self, column: QVBoxLayout, name: str, text: str, control: QWidget, hint: str = "") -> None:
        if text and not control.accessibleName():
            control.setAccessibleName(text)
        self.rows[name] = FormRow(text, control, hint)
        column.addWidget(self.rows[name])

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(300)
        line.textEdited.connect(lambda text: self._edit(**{name: text.strip()}))
        return line

    def _combo(self, choices: Sequence[Choice]) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(18)
        for choice in choices:
            combo.addItem(capital(choice.label), choice.value)
        return combo

    def _choice(self, name: str, choices: Sequence[Choice]) -> QComboBox:
        combo = self._combo(choices)
        combo.currentIndexChanged.connect(lambda _n: self._edit(**{name: combo.currentData() or ""}))
        return combo

    # Showing

    def show_standard(self, s: StandardDraft, *, stale: bool = False) -> None:
        """`stale`: the limit has changed since the words were written."""
        self._setting = True
        self.stale.setVisible(stale)
        self.standard = s
        for box, text in ((self.says, s.says), (self.note, s.note)):
            if box.toPlainText().strip() != text:
                box.setPlainText(text)
        for line, text in ((self.cite, s.cite), (self.id, s.id)):
            if line.text().strip() != text:
                line.setText(text)
                line.setCursorPosition(0)
        for combo, value in (
            (self.kind, s.kind),
            (self.force, s.force),
            (self.reading, s.reading),
            (self.area, s.area),
            (self.topic, s.topic),
        ):
            _choose(combo, value)
        self._show_role(s.role)
        self.looser.setChecked(s.looser)
        self.limit.setValue(int(s.limit) if s.limit.isdecimal() else 1)
        self.due.set_back(s.kind == "before")
        for field, text in ((self.clock, s.clock), (self.met_by, s.met_by), (self.until, s.until)):
            field.set_text(text)
        for span, text in ((self.due, s.due), (self.repeat, s.repeat)):
            span.set_text(text)
        self.when.clock = s.clock
        self.when.set_lines(s.when)
        self._show_written(s)
        self._fit(s)
        self._setting = False

    def _show_role(self, role: str) -> None:
        if self._role(self.role.currentText()) != role or not role:
            place = self.role.findData(role)
            self.role.setEditText(self.role.itemText(place) if place >= 0 else role)

    def _role(self, text: str) -> str:
        """What is written for a role: its own word where it is one of the list."""
        place = self.role.findText(text)
        return str(self.role.itemData(place)) if place >= 0 else text.strip()

    def _show_written(self, s: StandardDraft) -> None:
        for name, box in self.written.items():
            text = "\n".join(s.when) if name == "when" else getattr(s, name)
            if isinstance(box, QLineEdit):
                if box.text().strip() != text:
                    box.setText(text)
            elif _lines(box.toPlainText()) != s.when:
                box.setPlainText(text)

    def _fit(self, s: StandardDraft) -> None:
        """Only what goes with the kind of standard is in sight."""
        hidden = _HIDDEN.get(s.kind, frozenset({"limit"}) | (frozenset() if s.repeat else {"repeat"}))
        for name in (*_TIMED, "limit"):
            self.rows[name].setVisible(name not in hidden)
        words = {
            "before": "At least this long before",
            "age": "At the age of",
            "gestation": "Into the pregnancy by",
        }
        first = "The first within" if s.kind == "interval" else "Due within"
        caption = self.rows["due"].caption
        assert caption is not None
        caption.setText(words.get(s.kind, first))
        self.rows["looser"].setVisible(bool(s.repeat))
        self.kind_says.setText(next((k.says for k in self.choices.kinds if k.value == s.kind), ""))

    def show_problems(self, found: dict[str, str]) -> str:
        """Each at its field, unfolding what hides it; what belongs to no field in sight is returned."""
        for name, row in self.rows.items():
            if row.problem != found.get(name, ""):
                row.set_problem(found.get(name, ""))
        if any(name not in _MAIN and name in self.rows for name in found):
            self.more.setChecked(True)
        return ". ".join(w for n, w in found.items() if n not in self.rows or self.rows[n].isHidden())

    def _unfold(self, on: bool) -> None:
        self.more_part.setVisible(on)
        self.more.setText("&Less" if on else "&More about it")

    # Editing

    def _edit(self, **values: Any) -> None:
        if not self._setting:
            self.edited.emit(values)

    def _written(self, name: str, text: str) -> None:
        if not self._setting:
            value: Any = _lines(text) if name == "when" else text.strip()
            self.edited.emit({name: value})

    def _role_said(self, text: str) -> None:
        self._edit(role=self._role(text))

    def _kind_chosen(self, _n: int) -> None:
        if not self._setting:
            self.edited.emit(for_kind(self.standard, self.kind.currentData()))


def _choose(combo: QComboBox, value: str) -> None:
    """A value that is not among the choices is shown as it is."""
    place = combo.findData(value)
    if place < 0 and value:
        combo.addItem(value, value)
        place = combo.count() - 1
    combo.setCurrentIndex(place)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
