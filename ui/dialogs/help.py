"""About Daymark, and the list of keyboard shortcuts."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from services.usecases.results import AuthorityView
from ui import icons, shortcuts, theme
from ui.viewmodels.door import pack_words
from ui.widgets.page import Page
from ui.widgets.roles import label
from ui.widgets.taborder import InOrder

_WHAT = "Every date, and why it is what it is. Offline case planning for children's social care in England."
_CARE = (
    "Daymark helps you to keep to your authority's standards. It does not replace your authority's case system, the "
    "documents themselves, or the judgement of you and your manager. Check a date that matters against its clause."
)
_LICENCE = (
    "Free software under the MIT licence. Made with Qt for Python (LGPL), SQLCipher (BSD) and ReportLab (BSD); "
    "text in Noto Sans (SIL Open Font License)."
)


class _Help(InOrder, QDialog):
    no_draft = "it is only read"

    def __init__(self, title: str, letters: int, lines: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = Page(letters)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(0, 0, theme.current().space(4), theme.current().space(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page, 1)
        column.addWidget(buttons)
        metrics = self.fontMetrics()
        size = self.sizeHint()
        size.setWidth((letters + 10) * metrics.averageCharWidth())
        size.setHeight(lines * metrics.height())
        self.resize(size.boundedTo(self.screen().availableGeometry().size() - QSize(40, 80)))


class AboutDialog(_Help):
    def __init__(
        self, version: str, authorities: Sequence[AuthorityView], parent: QWidget | None = None
    ) -> None:
        super().__init__("About Daymark", 72, 30, parent)
        now = theme.current()
        mark = QLabel()
        mark.setPixmap(
            icons.pixmap("daymark", round(now.size("control") * 1.6), "", max(2.0, self.devicePixelRatioF()))
        )
        head = QHBoxLayout()
        head.setSpacing(now.space(4))
        words = QVBoxLayout()
        words.addWidget(label("Daymark", "title"))
        words.addWidget(
            label(
                f"Version {version}, Qt {qVersion()}, Python {platform.python_version()}", "quiet", wrap=True
            )
        )
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = self.page.column
        column.addLayout(head)
        for text in (_WHAT, _CARE):
            column.addWidget(label(text, wrap=True))
        if authorities:
            column.addWidget(label("Standards in this version", "heading"))
        for view in authorities:
            column.addWidget(label(f"{view.name}: {pack_words(view)}", wrap=True))
        column.addWidget(label(_LICENCE, "small", wrap=True))


class ShortcutsDialog(_Help):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", 72, 40, parent)
        column = self.page.column
        column.addWidget(label("Keyboard shortcuts", "title"))
        column.addWidget(
            label("Alt with an underlined letter opens a menu or goes to a field.", "quiet", wrap=True)
        )
        for where, group in groupby(shortcuts.ALL, key=lambda each: each.where):
            column.addWidget(label(where, "heading"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.current().space(5))
            grid.setColumnStretch(1, 1)
            grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * 22)
            for line, each in enumerate(group):
                grid.addWidget(label(each.shown, "strong"), line, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(each.says, wrap=True), line, 1)
            column.addLayout(grid)
