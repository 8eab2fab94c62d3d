"""A calm message across a screen: what happened, what to do next, and perhaps a button or two."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from services.usecases.errors import AppError
from ui import icons, theme
from ui.viewmodels.direction import left_to_right
from ui.widgets.flow import FlowLayout
from ui.widgets.roles import button, frame, label, set_role

_ICONS = {"info": "info", "warning": "warning", "danger": "warning", "success": "check"}
_TOKENS = {"info": "info", "warning": "warning", "danger": "danger", "success": "success"}


class Banner(QWidget):
    """Hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ""
        now = theme.current()
        self._frame = frame("banner-info")
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._title = label("", "strong", wrap=True)
        self._text = label("", wrap=True)
        for part in (self._title, self._text):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._actions = QWidget()
        self._row = FlowLayout(self._actions, now.space(2))
        words = QVBoxLayout()
        words.setSpacing(now.space(1))
        for part in (self._title, self._text, self._actions):
            words.addWidget(part)
        inside = QHBoxLayout(self._frame)
        inside.setContentsMargins(now.space(4), now.space(3), now.space(4), now.space(3))
        inside.setSpacing(now.space(3))
        inside.addWidget(self._icon)
        inside.addLayout(words, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._frame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.notifier.changed.connect(self._redraw)
        self.hide()

    @property
    def message(self) -> str:
        return f"{self._title.text()} {self._text.text()}".strip()

    def say(
        self, kind: str, title: str, text: str = "", actions: tuple[tuple[str, Callable[[], None]], ...] = ()
    ) -> None:
        """`kind` is info, warning, danger or success; each action is a button's text and what it does."""
        self.kind = kind
        set_role(self._frame, f"banner-{kind}")
        self._title.setText(left_to_right(title))
        self._text.setText(left_to_right(text))
        self._text.setVisible(bool(text))
        while (item := self._row.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for words, act in actions:
            made = button(words)
            made.clicked.connect(lambda _=False, act=act: act())
            self._row.addWidget(made)
        self._actions.setVisible(bool(actions))
        self.setAccessibleName(self.message)
        self._redraw()
        self.show()

    def go_on(self, title: str, text: str) -> None:
        """Put more text under a title that stands there: its buttons stay, so that one can be pressed meanwhile."""
        if self.kind and self._title.text() == left_to_right(title):
            self._text.setText(left_to_right(text))
            self._text.setVisible(bool(text))
            self.setAccessibleName(self.message)

    def trouble(self, error: AppError, actions: tuple[tuple[str, Callable[[], None]], ...] = ()) -> None:
        """Show a known trouble in its own words."""
        self.say("danger", error.message, error.advice, actions)

    def clear(self) -> None:
        self.kind = ""
        self.hide()

    def _redraw(self) -> None:
        if self.kind:
            size = round(self.fontMetrics().height() * 1.15)
            color = theme.current().color(_TOKENS[self.kind]).name()
            self._icon.setPixmap(icons.pixmap(_ICONS[self.kind], size, color, self.devicePixelRatioF()))
