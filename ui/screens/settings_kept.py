"""What is typed in the settings and not saved yet: kept as it is typed, and put back when one comes to them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from services.usecases.unsaved import Unfinished
from ui.dialogs.kept import said, say
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.widgets.watching import watch

KIND = "settings"


class KeptFields:
    """The fields of one page; nothing is asked: what was typed simply stands there again."""

    def __init__(
        self, desk: Any, page: QWidget, name: str, title: str, fields: Mapping[str, QWidget]
    ) -> None:
        """`name`: of the page, as it is kept under; `title`: as it stands among what is unfinished."""
        self._fields = dict(fields)
        self._first = self._stands()
        self._looked = False
        self._place = f"/{KIND}/{name}"
        self.keeper = DraftKeeper(
            desk, KIND, self._place, self._state, self._put_back, title=lambda: title, parent=page
        )
        self.keeper.offered.connect(self._offered)
        watch(page, self.keeper.touch)

    def look(self) -> None:
        """When the page is shown first."""
        if not self._looked:
            self._looked = True
            self.keeper.look()

    def saved(self) -> None:
        """What stands in the fields is what counts now."""
        self.keeper.give_up()
        self._first = self._stands()
        self.keeper.turn_to(self._place)

    def _offered(self, left: Unfinished) -> None:
        if self._state() is None:  # nothing has been typed meanwhile
            self.keeper.go_on(left)

    def _stands(self) -> dict[str, Any]:
        return {name: said(control) for name, control in self._fields.items()}

    def _state(self) -> Mapping[str, Any] | None:
        changed = {name: value for name, value in self._stands().items() if value != self._first[name]}
        return changed or None

    def _put_back(self, state: Mapping[str, Any]) -> None:
        for name, value in state.items():
            if name in self._fields:
                say(self._fields[name], value)
