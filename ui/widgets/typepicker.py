"""Finding what is to be recorded by typing: over labels and groups, with the arrow keys to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from services.usecases.quickwords import Quick
from services.usecases.results import EventForm
from ui import theme
from ui.viewmodels.eventtypes import find_types
from ui.viewmodels.quick import quick_words
from ui.widgets.roles import label


class TypePicker(QWidget):
    """With `read` the line may say when and how as well: "visit alone yesterday 3pm"."""

    chosen = Signal(str)  # a type; `quick` says what else the line said

    def __init__(
        self,
        forms: Sequence[EventForm],
        prefer: Sequence[str] = (),
        read: Callable[[str], Quick] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self.quick: Quick | None = None
        self._forms = tuple(forms)
        self._prefer = tuple(prefer)
        self.search = QLineEdit()
        self.search.setPlaceholderText("A few letters, or a whole line: visit alone yesterday 3pm")
        self.search.setAccessibleName("What is to be recorded")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Kinds of event")
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 10)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        self.none = label("Nothing is called that. Try another word.", "quiet")
        self.understood = label("", "quiet", wrap=True)
        self.understood.setAccessibleName("What was understood")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.current().space(2))
        body.addWidget(self.search)
        body.addWidget(self.understood)
        body.addWidget(self.list, 1)
        body.addWidget(self.none)
        self.setFocusProxy(self.search)
        self._fill("")

    def _fill(self, words: str) -> None:
        found = find_types(self._forms, words, prefer=self._prefer)
        self.quick = self._read(words) if self._read and words.strip() else None
        if self.quick is not None and self.quick.type and not found:
            found = tuple(form for form in self._forms if form.type == self.quick.type)
        said = (
            quick_words(self.quick, self._forms) if self.quick and (self.quick.at or self.quick.attrs) else ""
        )
        self.understood.setText(f"Understood: {said}" if said else "")
        self.understood.setVisible(bool(said))
        self.list.clear()
        for form in found:
            line = QListWidgetItem(f"{form.label}   ·   {form.group}" if form.group else form.label)
            line.setData(Qt.ItemDataRole.UserRole, form.type)
            self.list.addItem(line)
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentRow(0)

    def _take(self, line: QListWidgetItem) -> None:
        self.chosen.emit(line.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps and self.list.count():
                row = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                line = self.list.currentItem()
                if line is not None and self.list.isVisibleTo(self):
                    self._take(line)
                return True
        return super().eventFilter(watched, event)
