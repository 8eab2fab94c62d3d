"""The wheel scrolls a form; it changes a box only once that has the keyboard, so that nothing changes unseen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class _CalmWheel(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()  # it goes on to what can scroll
            return True
        return False


def calm(form: QWidget) -> None:
    """Let every choice and number in a form leave the wheel alone until it has the keyboard."""
    keeper = _CalmWheel(form)
    for kind in (QComboBox, QAbstractSpinBox):
        for box in form.findChildren(kind):
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(keeper)
