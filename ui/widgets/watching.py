"""Hearing of every change in the fields of a form, whatever they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.dateedit import OptionalDateEdit


def watch(form: QWidget, heard: Callable[[], None]) -> None:
    """Call `heard` at each change of a line, text, choice, tick or day that is within `form` now."""
    for line in form.findChildren(QLineEdit):
        line.textChanged.connect(lambda _text: heard())
    for text in form.findChildren(QPlainTextEdit):
        text.textChanged.connect(heard)
    for choice in form.findChildren(QComboBox):
        choice.currentIndexChanged.connect(lambda _index: heard())
    for tick in form.findChildren(QCheckBox):
        tick.toggled.connect(lambda _on: heard())
    for day in form.findChildren(OptionalDateEdit):
        day.changed.connect(heard)
