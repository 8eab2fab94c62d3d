"""Calm words when the program was at fault."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui.dialogs.fitting import FittingDialog
from ui.widgets.roles import label

_SAID = (
    "Something went wrong inside Daymark. What you had saved is safe; what you were just doing may not be."
)
_REPORT = (
    "A short report was written, for whoever looks after Daymark for you. It holds the places in the program and no "
    "names or records:"
)


class CrashDialog(FittingDialog):
    no_draft = "it is only read"

    def __init__(self, file: str, parent: QWidget | None = None) -> None:
        super().__init__("Daymark", 62, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self.column
        column.addWidget(label("That should not have happened", "heading"))
        column.addWidget(label(_SAID, wrap=True))
        if file:
            column.addWidget(label(_REPORT, wrap=True))
            place = label(file, "small", wrap=True)
            place.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            place.setAccessibleName(f"The report: {file}")
            column.addWidget(place)
        column.addWidget(label("If it happens again, close Daymark and open it once more.", wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
