"""One action beside the calendar: what, who, by when, where it comes from; done, or changed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from services.usecases.results import ActionItem
from ui import theme
from ui.viewmodels.agenda import ACTION_STATES, action_state, event_key
from ui.viewmodels.moments import capital, moment_text
from ui.widgets.facts import Facts, selectable
from ui.widgets.flow import flow
from ui.widgets.roles import button, label
from ui.widgets.scrolling import ScrollColumn
from ui.widgets.statemark import StateMark


class ActionPanel(ScrollColumn):
    done_wanted = Signal(str, bool)  # the action's id; True: it is done, False: open again
    edit_wanted = Signal(str)
    source_wanted = Signal(str)  # the key of the event that it came out of
    plan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Action", parent=parent)
        self.shown: ActionItem | None = None

    def show_action(self, action: ActionItem, today: date) -> None:
        if action == self.shown:
            return
        self.shown = action
        self.clear()
        self.column.addWidget(StateMark(ACTION_STATES[action.state]))
        self.column.addWidget(selectable(action.what, "heading"))
        rows = [("Who", action.who), ("By", moment_text(action.by, long=True, none="No date is set"))]
        rows += [("State", capital(action_state(action, today))), ("From", action.source_words)]
        self.column.addWidget(Facts([(name, words) for name, words in rows if words]))
        self._buttons(action)
        if action.note:
            self.column.addWidget(selectable(action.note))
        if action.author:
            amended = f", amended {action.amended}" if action.amended else ""
            self.column.addWidget(label(f"Written by {action.author}{amended}", "small", wrap=True))
        self.column.addStretch(1)

    def _buttons(self, action: ActionItem) -> None:
        made = []
        if action.source == "plan":
            plan = button("Open the plan", "", "plan")
            plan.clicked.connect(self.plan_wanted)
            made.append(plan)
        else:
            done = action.done is not None
            mark = button(
                "Open it again" if done else "&Done", "" if done else "primary", "undo" if done else "check"
            )
            mark.clicked.connect(lambda: self.done_wanted.emit(action.id, not done))
            edit = button("&Change…", "", "edit")
            edit.clicked.connect(lambda: self.edit_wanted.emit(action.id))
            made += [mark, edit]
        if action.source == "event" and action.source_id:
            source = button("What it came out of", "flat", "link")
            source.clicked.connect(lambda: self.source_wanted.emit(event_key(action.source_id)))
            made.append(source)
        self.column.addWidget(flow(*made, spacing=theme.current().space(2)))
