"""What is asked of an event, of the child or of the worker: one thing, with how it is compared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from services.usecases.pack_results import AttrChoice, Choice
from services.usecases.packparts import Part
from ui import theme
from ui.viewmodels.moments import capital
from ui.widgets.calmwheel import calm
from ui.widgets.checklist import CheckList
from ui.widgets.numberbox import NumberBox
from ui.widgets.roles import icon_button, label

YES, NO, ALL, KNOWN, UNKNOWN = "yes", "no", "all", "known", "unknown"
_MODES = {
    "flag": ((YES, "yes"), (NO, "no")),
    "choice": (
        ("=", "is one of"),
        ("!=", "is other than"),
        (ALL, "holds all of"),
        (KNOWN, "is recorded"),
        (UNKNOWN, "is not recorded"),
    ),
    "date": ((KNOWN, "is known by then"), (UNKNOWN, "is not known by then")),
}


class AskedRow(QWidget):
    """`parts` are the tests of the language; one that is not touched stays as it was written."""

    changed = Signal()
    remove_wanted = Signal()

    def __init__(
        self,
        attr: AttrChoice,
        operators: Sequence[Choice],
        parts: Sequence[Part] = (),
        parent: QWidget | None = None,
        *,
        removable: bool = True,
    ) -> None:
        super().__init__(parent)
        self.attr = attr
        self._as_written: tuple[Part, ...] = tuple(parts)
        name = capital(attr.label)
        self.mode = QComboBox()
        self.mode.setAccessibleName(f"{name}: how it is compared")
        modes = _MODES.get(attr.kind) or tuple((o.value, o.label) for o in operators)
        for value, words in modes:
            self.mode.addItem(words, value)
        self.number: NumberBox | None = None
        self.list: CheckList | None = None
        top = QHBoxLayout()
        top.setSpacing(theme.current().space(2))
        top.addWidget(label(name, "strong"))
        top.addWidget(self.mode)
        if attr.kind == "number":
            self.number = NumberBox(f"{name}: how many", 0, 9999)
            self.number.valueChanged.connect(self._edited)
            top.addWidget(self.number)
        top.addStretch(1)
        if removable:
            remove = icon_button("remove", f"Do not ask: {name}", "Do not ask this")
            remove.clicked.connect(self.remove_wanted)
            top.addWidget(remove)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(1))
        body.addLayout(top)
        if attr.kind == "choice":
            self.list = CheckList(name, [(c.value, capital(c.label)) for c in attr.values])
            self.list.changed.connect(self._edited)
            body.addWidget(self.list)
        self._show(parts)
        self.mode.currentIndexChanged.connect(self._edited)
        self.setFocusProxy(self.mode)
        calm(self)

    def _show(self, parts: Sequence[Part]) -> None:
        if not parts:
            self._fit()
            return
        first = parts[0]
        mode = first.op
        if len(parts) > 1:
            mode = ALL
        elif not first.op:
            flag = self.attr.kind == "flag"
            mode = (NO if flag else UNKNOWN) if first.negated else (YES if flag else KNOWN)
        elif self.attr.kind == "flag":  # written "= true"
            mode = YES if (first.values == ("true",)) is (first.op == "=") else NO
        self.mode.setCurrentIndex(max(0, self.mode.findData(mode)))
        if self.list is not None:
            self.list.set_values([v for p in parts for v in p.values])
        if self.number is not None and first.values and first.values[0].lstrip("-").isdigit():
            self.number.setValue(int(first.values[0]))
        self._fit()

    def _fit(self) -> None:
        if self.list is not None:
            self.list.setVisible(self.mode.currentData() in ("=", "!=", ALL))

    def _edited(self, *_: object) -> None:
        self._as_written = ()
        self._fit()
        self.changed.emit()

    @property
    def parts(self) -> tuple[Part, ...]:
        """() where nothing sensible is said yet."""
        if self._as_written:
            return self._as_written
        mode, name = self.mode.currentData(), self.attr.name
        if mode in (YES, KNOWN, NO, UNKNOWN):
            return (Part(name, negated=mode in (NO, UNKNOWN)),)
        if self.number is not None:
            return (Part(name, mode, (str(self.number.value()),)),)
        values = self.list.values if self.list is not None else ()
        if mode == ALL:
            return tuple(Part(name, "=", (v,)) for v in values)
        return (Part(name, mode, values),) if values else ()
