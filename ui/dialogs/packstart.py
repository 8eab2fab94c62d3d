"""Adding an authority of one's own: its name, and whose standards it starts from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from services.usecases.packdraft import PackDraft
from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import KeptForm
from ui.viewmodels.moments import count

_INTRO = (
    "Its standards start as a copy. You change what your own document says otherwise; nothing counts until you have "
    "seen what would change and accepted it."
)


class StartDialog(KeptForm):
    """Hands the draft to `begin`."""

    def __init__(
        self,
        desk: Any,
        begin: Callable[[PackDraft], None],
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        super().__init__("Add my authority", "Begin", parent, intro=_INTRO)
        self.desk, self._begin = desk, begin
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setPlaceholderText("As it should stand on printed pages")
        self.add_row("name", "Name of the authority", self.name)
        self.base = QComboBox()
        for view in desk.authorities():
            self.base.addItem(f"{view.name} ({count(view.standards, 'standard')} with a date)", view.id)
        own = desk.own().authority
        self.base.setCurrentIndex(max(0, self.base.findData(own)))
        self.add_row(
            "based_on",
            "Start from",
            self.base,
            "The nearest to yours saves most work. The national guidance holds only what the law asks everywhere.",
        )
        self.form.addStretch(1)
        self.name.setFocus()
        self.keep_drafts(desk, "pack_start", "", left=left)

    def dirty(self) -> bool:
        return bool(self.name.text().strip())

    def check(self) -> dict[str, str]:
        return {} if self.name.text().strip() else {"name": "Give the authority's name"}

    def commit(self) -> None:
        with self.saving():
            draft = self.desk.packs.start(self.base.currentData(), self.name.text().strip())
        self._begin(draft)
