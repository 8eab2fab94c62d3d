"""The sections of a record: a list at the left and the page beside it; in a narrow window a drop-down above it.

It answers to the names of a QTabWidget, so that a page does not care which of the two it stands in.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.widgets.roles import set_role

_NARROW = 1100  # device-independent pixels at 100 % text: below, a panel beside the page needs the room
_BEGINS = Qt.ItemDataRole.UserRole + 1  # whether a section begins a group
_Index = QModelIndex | QPersistentModelIndex
_LEAST = 26  # lines of text that a section has at least in a narrow window


class _Pages(QStackedWidget):
    """At least so many lines high, and as high as the page's wrapped words ask at this width.

    The whole record scrolls where that is more than there is.
    """

    lines = 0

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint().expandedTo(QSize(0, self.fontMetrics().height() * self.lines))
        page = self.currentWidget()
        layout = page.layout() if page is not None else None
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(self.width())))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class _Groups(QStyledItemDelegate):
    """A little room and a thin line above the first section of a group."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        size = super().sizeHint(option, index)
        return size + QSize(0, _gap()) if index.data(_BEGINS) else size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.data(_BEGINS):
            where: QRect = option.rect  # type: ignore[attr-defined]
            y, inset = where.top() + _gap() // 2, theme.current().space(2)
            painter.setPen(theme.current().color("line"))
            painter.drawLine(where.left() + inset, y, where.right() - inset, y)
            option = QStyleOptionViewItem(option)
            option.rect = where.adjusted(0, _gap(), 0, 0)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


def _gap() -> int:
    return theme.current().space(2)


class Sections(QWidget):
    """A page may be made when it is first shown: hand in what makes it instead of the page."""

    currentChanged = Signal(int)  # Qt's own name, as a tab widget says it
    made = Signal(int, QWidget)  # a page was made, before it is shown

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._makers: dict[int, Callable[[], QWidget]] = {}
        self._names: list[str] = []
        self._icons: list[str] = []
        self._pages: list[QWidget] = []
        self.list = QListWidget()
        set_role(self.list, "nav")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.list.setItemDelegate(_Groups(self.list))
        self.drop = QComboBox()
        self.drop.setMaxVisibleItems(20)
        for part in (self.list, self.drop):
            part.setAccessibleName(name)
        self.stack = _Pages()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.current().space(3))
        self._box.addWidget(self.list)
        self._box.addWidget(self.drop)
        self._box.addWidget(self.stack, 1)
        self.drop.hide()
        self.list.currentRowChanged.connect(self.setCurrentIndex)
        self.drop.currentIndexChanged.connect(self.setCurrentIndex)
        theme.notifier.changed.connect(self._fit)

    def addTab(self, page: QWidget | Callable[[], QWidget], words: str, icon: str = "") -> int:
        """Add a section; returns its place."""
        place = self.count()
        if not isinstance(page, QWidget):
            self._makers[place] = page
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
        self._names.append(words)
        self._pages.append(page)
        self.stack.addWidget(page)
        self._icons.append(icon)
        item = QListWidgetItem(words)
        for part in (self.list, self.drop):
            part.blockSignals(True)
        self.list.addItem(item)
        self.drop.addItem(words)
        self.list.setCurrentRow(self.stack.currentIndex())
        self.drop.setCurrentIndex(self.stack.currentIndex())
        for part in (self.list, self.drop):
            part.blockSignals(False)
        self._fit()
        return place

    def begin_group(self, place: int) -> None:
        """Keep a little room before this section in the list."""
        self.list.item(place).setData(_BEGINS, True)

    def count(self) -> int:
        return self.stack.count()

    def currentIndex(self) -> int:
        return self.stack.currentIndex()

    def currentWidget(self) -> QWidget:
        return self.widget(self.currentIndex())

    def widget(self, place: int) -> QWidget:
        """The page at a place; made now where it was not shown yet."""
        maker = self._makers.pop(place, None)
        if maker is not None:
            page = maker()
            self._pages[place].layout().addWidget(page)
            self._pages[place] = page
            self.made.emit(place, page)
        return self._pages[place]

    def is_made(self, place: int) -> bool:
        return place not in self._makers

    def setCurrentIndex(self, place: int) -> None:
        if not 0 <= place < self.count() or place == self.currentIndex():
            self._mark()
            return
        self.widget(place)
        self.stack.setCurrentIndex(place)
        self._mark()
        self.currentChanged.emit(place)

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setCurrentIndex(self.indexOf(page))

    def indexOf(self, page: QWidget) -> int:
        return self._pages.index(page) if page in self._pages else -1

    def tabText(self, place: int) -> str:
        return self._names[place]

    def set_count(self, place: int, number: int) -> None:
        """How many wait in a section, after its name; 0 shows none."""
        words = f"{self._names[place]} ({number})" if number else self._names[place]
        if self.list.item(place).text() != words:
            self.list.item(place).setText(words)
            self.drop.setItemText(place, words)
            self._fit()

    def tabBar(self) -> QWidget:
        """What one chooses the section by."""
        return self.drop if self._narrow() else self.list

    def _narrow(self) -> bool:
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def _mark(self) -> None:
        for part in (self.list, self.drop):
            part.blockSignals(True)
        self.list.setCurrentRow(self.currentIndex())
        self.drop.setCurrentIndex(self.currentIndex())
        for part in (self.list, self.drop):
            part.blockSignals(False)

    def _fit(self, *_: object) -> None:
        """As wide as the longest name asks, and no wider."""
        now = theme.current()
        for part in (self.list, self.drop):
            part.setIconSize(QSize(now.size("icon"), now.size("icon")))
        for place, name in enumerate(self._icons):  # drawn anew, as the theme may be another one
            if name and place < self.list.count():
                self.list.item(place).setIcon(icons.icon(name))
                self.drop.setItemIcon(place, icons.icon(name))
        wide = self.list.sizeHintForColumn(0) + 2 * self.list.frameWidth() + now.space(4)
        self.list.setFixedWidth(wide)

    def fit_into(self, width: int) -> None:
        """Told the width of the window: the list gives way to the drop-down where it is narrow for the text."""
        narrow = width < _NARROW * theme.current().scale
        if narrow != self._narrow():
            ways = QBoxLayout.Direction
            self._box.setSpacing(0 if narrow else theme.current().space(3))
            self.stack.lines = _LEAST if narrow else 0
            self.stack.updateGeometry()
            self._box.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
            self.list.setVisible(not narrow)
            self.drop.setVisible(narrow)
