"""A recovery code: shown once, to be printed or saved, and confirmed as kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui import paper, prompts, tasks, theme
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.roles import button, frame, label

_WHY = (
    "If you forget your passphrase, this code is the only other way in. It is shown once. "
    "Keep it on paper in a locked place, apart from this computer."
)
_MOVE = "Move the file to a safe place that is not this computer, then delete it here."
_FILE = "Daymark recovery code.pdf"


class RecoveryCode(QWidget):
    kept_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._folder = Path()
        self._made = date.min
        self.shown = label("", "code", wrap=True)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.print = button("Print…", "", "print", "Look at the page with the code, and print it")
        self.save = button("Save as PDF…", "", "save")
        self.box = QCheckBox("I have it printed, saved or written down, in a safe place")
        self.banner = Banner()
        box = frame("sunken")
        inside = QVBoxLayout(box)
        inside.addWidget(self.shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(3))
        column.addWidget(label(_WHY, wrap=True))
        column.addWidget(box)
        column.addWidget(flow(self.save, self.print))
        column.addWidget(self.banner)
        column.addWidget(self.box)
        column.addStretch(1)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.box.toggled.connect(self.kept_changed)

    @property
    def kept(self) -> bool:
        return self.box.isChecked()

    def set_code(self, code: str, folder: Path, made: date) -> None:
        self._code, self._folder, self._made = code, folder, made
        self.shown.setText(code)
        self.shown.setAccessibleName(f"Recovery code: {' '.join(code)}")
        self.box.setChecked(False)

    def forget(self) -> None:
        """Take the code off the screen and out of reach."""
        self._code = ""
        self.shown.clear()
        self.shown.setAccessibleName("")

    def _page(self, done: Callable[[bytes], None]) -> None:
        code, folder, made = self._code, self._folder, self._made
        tasks.run(self, lambda _p: paper.recovery_page(code, folder, made), done)

    def _save(self) -> None:
        file = prompts.choose_save_file(self, "Save the recovery code", _FILE, "PDF (*.pdf)")
        if file is not None:
            self._page(lambda data: self._write(file, data))

    def _write(self, file: Path, data: bytes) -> None:
        try:
            file.write_bytes(data)
        except OSError:
            self.banner.say(
                "danger", "The page could not be saved there.", "Choose another folder, or print it."
            )
        else:
            self.banner.say(
                "success",
                "Saved.",
                _MOVE,
            )

    def _print(self) -> None:
        from ui.dialogs.pagepreview import PagePreview

        def show(data: bytes) -> None:
            PagePreview("Recovery code", data, _FILE, self).open()

        self._page(show)
