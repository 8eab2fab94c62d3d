"""Tabs whose least height is that of their pages, not the height which wrapped words on a page would like."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget


class PlainTabs(QTabWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        for part in (self, self.tabBar()):
            part.setAccessibleName(name)

    def hasHeightForWidth(self) -> bool:
        return False
