"""Children on record who may be the one about to be added: each with how the case stands, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from services.usecases.recognising import KnownChild
from ui import theme
from ui.viewmodels.moments import capital, day_text
from ui.widgets.roles import button, frame, label
from ui.widgets.scrolling import empty


class KnownPanel(QWidget):
    """Hidden while nobody is alike. A closed case is opened again; an open one is gone to."""

    reopen_wanted = Signal(str)
    record_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[KnownChild, ...] = ()
        self.buttons: list[QPushButton] = []
        space = theme.current().space(2)
        card = frame("sunken")
        self._column = QVBoxLayout(card)
        self._column.setContentsMargins(space * 2, space, space * 2, space)
        self._column.setSpacing(space)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(card)
        self.hide()

    def show_known(self, known: Sequence[KnownChild]) -> None:
        if tuple(known) == self.shown:
            return
        self.shown = tuple(known)
        empty(self._column)
        self.buttons = []
        if known:
            one = "Is this child here already?" if len(known) == 1 else "Is it one of these children?"
            self._column.addWidget(label(one, "strong", wrap=True))
        for each in known:
            self._add(each)
        self.setVisible(bool(known))

    def _add(self, each: KnownChild) -> None:
        who = f"{each.name}, {each.born}" if each.born else each.name
        lines = (who, f"{capital(each.why)}. {_standing(each)}")
        holder = QWidget()
        body = QVBoxLayout(holder)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(1))
        body.addWidget(label(lines[0], wrap=True))
        body.addWidget(label(lines[1], "quiet", wrap=True))
        closed = each.closed is not None
        act = button("Open this case again…" if closed else "Go to this record", "", "forward")
        act.setAccessibleName(f"{act.text().rstrip('…')}: {who}")
        act.setAutoDefault(False)
        signal = self.reopen_wanted if closed else self.record_wanted
        act.clicked.connect(lambda _=False, id=each.child_id: signal.emit(id))
        self.buttons.append(act)
        body.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(holder)


def _standing(each: KnownChild) -> str:
    worker = f" Worker: {each.worker}." if each.worker else ""
    if each.closed is None:
        return f"The record is open.{worker}"
    lately = " Its history is read first." if each.lately else ""
    return f"The case was closed on {day_text(each.closed, long=True)}.{worker}{lately}"
