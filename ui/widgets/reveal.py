"""Showing the words that a search has found where they stand on a page: brought into sight, and marked in their box."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QWidget,
)
from shiboken6 import isValid

_EVERY, _TRIES = 120, 25  # milliseconds between looks, and how many: what is opened is read in the background
Box = QPlainTextEdit | QLineEdit | QLabel


class Revealer(QObject):
    """Looks for the words until the page has been read, and then leaves it alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look)
        self._page: Callable[[], QWidget | None] = lambda: None
        self._words: tuple[str, ...] = ()
        self._left = 0

    def start(self, page: Callable[[], QWidget | None], words: Sequence[str]) -> None:
        """`page` says where to look, once there is something; words as they are written there."""
        self._page, self._words, self._left = page, tuple(filter(None, words)), _TRIES
        if self._words:
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        self._left -= 1
        page = self._page()
        done = page is not None and isValid(page) and page.isVisible() and reveal(page, self._words)
        if done or self._left <= 0:
            self._timer.stop()


def reveal(page: QWidget, words: Sequence[str]) -> bool:
    """Bring the first box that holds one of the words into sight; whether there is one."""
    if _reveal_shown(page, words):
        return True
    for tabs in page.findChildren(QTabWidget):
        before = tabs.currentIndex()
        for number in range(tabs.count()) if tabs.isVisible() else ():
            tabs.setCurrentIndex(number)  # what stands on a tab may be made when it is first shown
            if _reveal_shown(tabs.currentWidget(), words):
                return True
        tabs.setCurrentIndex(before)
    return False


def _reveal_shown(page: QWidget, words: Sequence[str]) -> bool:
    found = (
        (box, place, word) for word in words for box in _boxes(page) if (place := _text(box).find(word)) >= 0
    )
    box, place, word = next(found, (None, 0, ""))
    if box is None:
        return False
    if isinstance(box, QPlainTextEdit):
        cursor = box.textCursor()
        cursor.setPosition(place)
        cursor.setPosition(place + len(word), QTextCursor.MoveMode.KeepAnchor)
        box.setTextCursor(cursor)
    elif isinstance(box, QLineEdit):
        box.setSelection(place, len(word))
    if not isinstance(box, QLabel):
        box.setFocus()
    QTimer.singleShot(0, box, lambda: _into_sight(box))
    return True


def _boxes(page: QWidget) -> Iterable[Box]:
    """Those that are shown: boxes to write in first, then what is only told."""
    boxes: list[Box] = [*page.findChildren(QPlainTextEdit), *page.findChildren(QLineEdit)]
    for box in (*boxes, *page.findChildren(QLabel)):
        if box.isVisibleTo(page) and not _behind(box, page):
            yield box


def _behind(box: QWidget, page: QWidget) -> bool:
    """Whether a page that is not in front holds it."""
    inner: QWidget | None = box
    while inner is not None and inner is not page:
        outer = inner.parentWidget()
        if isinstance(outer, QStackedWidget) and outer.currentWidget() is not inner:
            return True
        inner = outer
    return False


def _text(box: Box) -> str:
    return box.toPlainText() if isinstance(box, QPlainTextEdit) else box.text()


def _into_sight(box: QWidget) -> None:
    if isinstance(box, QPlainTextEdit):
        box.ensureCursorVisible()
    outer = box.parentWidget()
    while outer is not None:
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(box)
        outer = outer.parentWidget()
