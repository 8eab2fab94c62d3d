"""A file of standards that was refused: every reason with its line, to be read calmly or sent to whoever made it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.usecases.pack_results import PackRefused
from ui import theme
from ui.tables.outline import OutlineTable
from ui.viewmodels.moments import count
from ui.viewmodels.packwords import refused_sections, refused_text
from ui.widgets.facts import selectable
from ui.widgets.flow import flow
from ui.widgets.outlineview import OutlineView
from ui.widgets.roles import button, label


class RefusedPage(QWidget):
    another_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme.current()
        self._text = ""
        self.title = label("These standards cannot be taken in", "title", wrap=True)
        self.about = selectable("", "quiet")
        self.table = OutlineTable(self)
        self.list = OutlineView(self.table, "Reasons")
        self.list.unfold_all = True
        self.copy = button("&Copy the reasons", "", "", "As text, to be sent to whoever made the file")
        self.another = button("Choose &another file…", "primary", "folder")
        self.back = button("&Back")
        column = QVBoxLayout(self)
        column.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        column.setSpacing(now.space(3))
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addWidget(flow(self.another, self.copy, self.back))
        self.another.clicked.connect(self.another_wanted)
        self.back.clicked.connect(self.left)
        self.copy.clicked.connect(self._copy)

    def show_refusal(self, name: str, refused: PackRefused) -> None:
        """`name` is the file's."""
        number = count(len(refused.problems), "reason")
        self.about.setText(
            f"{name}: {number}. Nothing of it has been kept and nothing here has changed. "
            "Each line says what would be right."
        )
        self._text = refused_text(name, refused.problems)
        self.copy.setText("&Copy the reasons")
        self.table.set_rows(refused_sections(refused.problems))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy.setText("Copied")

    def focus_home(self) -> None:
        self.list.setFocus()
