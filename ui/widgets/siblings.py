"""Siblings whose network somebody belongs to as well: a tick each, and what the person is to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from ui import theme


class SharedWith(QWidget):
    """A relation is taken over from the child's own where a sibling is ticked and none is written."""

    def __init__(
        self,
        siblings: Sequence[tuple[str, str]],
        known: Mapping[str, str],
        relation: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = tuple((i, said) for i, said in known.items() if i not in dict(siblings))
        self.rows: dict[str, tuple[QCheckBox, QLineEdit]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().space(2))
        grid.setColumnStretch(1, 1)
        for number, (child_id, name) in enumerate(siblings):
            tick, said = QCheckBox(name), QLineEdit(known.get(child_id, ""))
            tick.setAccessibleName(f"Belongs to {name}'s network too")
            said.setAccessibleName(f"What they are to {name}")
            said.setPlaceholderText("What they are to this child")
            tick.setChecked(child_id in known)
            said.setEnabled(tick.isChecked())
            tick.toggled.connect(said.setEnabled)
            tick.toggled.connect(
                lambda on, said=said: said.setText(said.text() or relation()) if on else None
            )
            grid.addWidget(tick, number, 0)
            grid.addWidget(said, number, 1)
            self.rows[child_id] = (tick, said)
        if self.rows:
            self.setFocusProxy(next(iter(self.rows.values()))[0])

    def choose(self, chosen: Sequence[tuple[str, str]]) -> None:
        """Tick these, as `chosen` gave them."""
        wanted = dict(chosen)
        for child_id, (tick, said) in self.rows.items():
            said.setText(wanted.get(child_id, said.text()))
            tick.setChecked(child_id in wanted)

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """(child id, relation) of each sibling ticked."""
        ticked = ((i, said.text().strip()) for i, (tick, said) in self.rows.items() if tick.isChecked())
        return (*ticked, *self._kept)
