"""What other layers say, as cards beneath a deadline or a standard: a sign and words as well as a colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import icons, theme
from ui.viewmodels.layers import LayerNote
from ui.widgets.facts import selectable
from ui.widgets.roles import frame, label


def layer_cards(notes: Sequence[LayerNote]) -> list[QWidget]:
    return [_card(note) for note in notes]


def _card(note: LayerNote) -> QWidget:
    made = frame("banner-warning" if note.warns else "sunken")
    now = theme.current()
    across = QHBoxLayout(made)
    space = now.space(3)
    across.setContentsMargins(space, space, space, space)
    across.setSpacing(now.space(2))
    if note.warns:
        sign = QLabel()
        side = round(made.fontMetrics().height() * 1.1)
        color = now.color("warning").name()
        sign.setPixmap(icons.pixmap("warning", side, color, made.devicePixelRatioF()))
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(now.space(1))
    title = "Passes the national limit" if note.warns else "National guidance"
    words.addWidget(label(title, "strong", wrap=True))
    words.addWidget(
        selectable(note.words.removeprefix("National guidance: ") if not note.warns else note.words)
    )
    across.addLayout(words, 1)
    made.setAccessibleName(f"{title}. {note.words}")
    return made
