"""About the plan chosen in the list: how it stands, who has a copy, its versions, its end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.usecases.plankinds import ENDED_BECAUSE
from services.usecases.results import PlanView
from ui import theme
from ui.viewmodels.planversions import copies_words, copy_words, standing
from ui.widgets.flow import FlowLayout, flow
from ui.widgets.roles import button, frame, icon_button, label
from ui.widgets.scrolling import empty


class PlanCard(QWidget):
    copies_wanted = Signal()
    copy_gone = Signal(int)  # place in the list of copies
    versions_wanted = Signal()
    end_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme.current()
        self.standing = label("", wrap=True)
        self.why = label("", "quiet", wrap=True)
        self.copies = label("", wrap=True)
        self.given = QWidget()
        self._chips = FlowLayout(self.given, now.space(3))
        self.give = button("Record who got a copy…", "", "people")
        self.versions = button("Versions side by side…", "", "history")
        self.end = button("End this plan…", "", "check")
        self.reopen = button("Open it again", "", "undo")
        self.give.clicked.connect(self.copies_wanted)
        self.versions.clicked.connect(self.versions_wanted)
        self.end.clicked.connect(self.end_wanted)
        self.reopen.clicked.connect(self.reopen_wanted)
        card = frame("card")
        body = QVBoxLayout(card)
        space = now.space(3)
        body.setContentsMargins(space, space, space, space)
        body.setSpacing(now.space(2))
        for each in (self.standing, self.why, self.copies, self.given):
            body.addWidget(each)
        body.addWidget(flow(self.give, self.versions, self.end, self.reopen, spacing=now.space(2)))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        self.hide()

    def show_plan(self, plan: PlanView | None) -> None:
        self.setVisible(plan is not None)
        if plan is None:
            return
        self.standing.setText(standing(plan))
        why = dict(plan.sections).get(ENDED_BECAUSE, "")
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.copies.setText(f"{copies_words(plan.copies)}.")
        empty(self._chips)
        for place, copy in enumerate(plan.copies):
            away = icon_button("remove", f"Take out: {copy_words(copy)}")
            away.clicked.connect(lambda _on=False, place=place: self.copy_gone.emit(place))
            chip = QWidget()
            row = QHBoxLayout(chip)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2)
            row.addWidget(label(copy_words(copy), "small"))
            row.addWidget(away)
            self._chips.addWidget(chip)
        self.given.setVisible(bool(plan.copies))
        self.end.setVisible(plan.ended is None)
        self.reopen.setVisible(plan.ended is not None)
