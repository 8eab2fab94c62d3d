"""A tree drawn as a list with headings that fold: the agenda, and outlines of the standards."""

from __future__ import annotations

from typing import ClassVar, Protocol, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTreeView, QWidget

from ui import theme as themes


class _Keyed(Protocol):
    """A table that finds a line by its key."""

    def find(self, key: str) -> QModelIndex: ...


class FoldingView(QTreeView):
    """Emits the key of the line chosen; keeps it, and what is folded, when the table is filled anew."""

    chosen = Signal(str)
    opened = Signal(str)  # Enter or a double click
    key_role: ClassVar[int]

    def __init__(
        self, model: QAbstractItemModel, name: str, draws: type[QStyledItemDelegate], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._quiet = False
        self._kept = ""
        self.setModel(model)
        self.setItemDelegate(draws(self))
        self.setHeaderHidden(True)
        self.setAccessibleName(name)
        self.setUniformRowHeights(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self._redressed()
        self.collapsed.connect(lambda index: self.folded(index, True))
        self.expanded.connect(lambda index: self.folded(index, False))
        self.activated.connect(self._opened)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self.restore)
        themes.notifier.changed.connect(self._redressed)

    def folded(self, index: QModelIndex, folded: bool) -> None:
        """A heading or a line was folded, or opened: what has to be remembered of it, is."""

    def restore(self) -> None:
        """The table was filled anew: open what was open, and choose what was chosen."""
        if self._kept:
            self.select_key(self._kept)

    def find(self, key: str) -> QModelIndex:
        """Where a line stands; not valid where it is not shown."""
        return cast(_Keyed, self.model()).find(key)

    def select_key(self, key: str) -> bool:
        """Show and choose a line without announcing it; False where it is not shown."""
        index = self.find(key)
        if index.isValid():
            self.setExpanded(index.parent(), True)
            self.choose(index)
            self.scrollTo(index)
        else:
            self.clearSelection()
        return index.isValid()

    def choose(self, index: QModelIndex) -> None:
        """Choose a line without announcing it."""
        self._quiet = True
        try:
            self.setCurrentIndex(index)
        finally:
            self._quiet = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        key = current.data(self.key_role)
        if key and not self._quiet:
            self.chosen.emit(key)

    def _opened(self, index: QModelIndex) -> None:
        key = index.data(self.key_role)
        if key:
            self.opened.emit(key)
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def _redressed(self) -> None:
        self.setIndentation(themes.current().space(4))
        self.scheduleDelayedItemsLayout()

    def _remember(self) -> None:
        self._kept = self.currentIndex().data(self.key_role) or self._kept
