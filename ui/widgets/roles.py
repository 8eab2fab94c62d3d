"""Small helpers by which widgets take a role of the style sheet and a name for screen readers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from ui import icons

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def set_role(widget: QWidget, role: str) -> None:
    """Give a role of `ui.stylesheet` and redraw, also when it changes later."""
    set_property(widget, "role", role)


def set_property(widget: QWidget, name: str, value: object) -> None:
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def mark_invalid(widget: QWidget, invalid: bool) -> None:
    """Draw a field as wrong (a thicker red border), or right again; say the reason in words next to it."""
    set_property(widget, "invalid", invalid)


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if role in ("title", "heading", "strong"):  # a name stands at its place, whatever way it is written
        made.setAlignment(_LEFT)
    return made


def button(text: str, role: str = "", icon: str = "", tip: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(text.replace("&", "").rstrip("…"))
    if role:
        made.setProperty("role", role)
    if icon:
        token = {"primary": "accent-text", "danger": "danger"}.get(role, "text")
        icons.follow(made, icon, token)
    if tip:
        made.setToolTip(tip)
    return made


def icon_button(icon: str, name: str, tip: str = "") -> QToolButton:
    """A button with only an icon: `name` is what a screen reader says and what the tip shows."""
    made = QToolButton()
    icons.follow(made, icon)
    made.setAccessibleName(name)
    made.setToolTip(tip or name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def frame(role: str) -> QFrame:
    made = QFrame()
    made.setProperty("role", role)
    return made


def line() -> QFrame:
    return frame("line")
