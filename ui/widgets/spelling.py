"""Words that are not known are underlined as one writes; a right click or Ctrl+. offers what may have been meant.

Only what can be seen is looked at, on another thread; typing never waits.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from ui import tasks, theme

LANE = "spelling"
_PAUSE = 250  # milliseconds of quiet before a text is looked at
_LONGEST = 20_000  # letters of one paragraph that are looked at
_KEPT = 3000  # paragraphs whose findings are remembered
_KEYS = QKeySequence("Ctrl+.")
Spans = tuple[tuple[int, int], ...]


class _Switch(QObject):
    """Which speller is used: that of the open store, or none."""

    changed = Signal()  # another speller, or another word is known

    def __init__(self) -> None:
        super().__init__()
        self.speller: Any = None


_switch = _Switch()


def use(speller: Any) -> None:
    """From now on: the `desk.spelling` of the open store; None when it is closed."""
    _switch.speller = speller
    _switch.changed.emit()


def watch(edit: QPlainTextEdit) -> Spelling:
    """Check the spelling of what is written in `edit` for as long as it lives."""
    return Spelling(edit)


class Spelling(QSyntaxHighlighter):
    """Underlines; the findings of each paragraph are kept by its text."""

    looked = Signal()  # what can be seen has been looked at

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        self.setObjectName("spelling")
        self._edit = edit
        self._found: dict[str, Spans] = {}
        self._task: tasks.Task | None = None
        self._menu: QMenu | None = None
        self._last = -1  # the paragraph that the cursor was in
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._look)
        edit.installEventFilter(self)
        edit.updateRequest.connect(self._scrolled)
        edit.cursorPositionChanged.connect(self._moved)
        _switch.changed.connect(self._again)
        theme.notifier.changed.connect(self.rehighlight)

    # Underlining

    def highlightBlock(self, text: str) -> None:
        if _switch.speller is None or not text:
            return
        found = self._found.get(text)
        if found is None:
            self._soon()
            return
        typed = self._typed_at(self.currentBlock())
        mark = _mark() if found else None
        for start, length in found:
            if mark is not None and not start <= typed <= start + length:
                self.setFormat(start, length, mark)

    def _typed_at(self, block: QTextBlock) -> int:
        """Where in the paragraph the keyboard is: a word that is being typed is left alone. -1: elsewhere."""
        cursor = self._edit.textCursor()
        if not self._edit.hasFocus() or cursor.block() != block or self._edit.isReadOnly():
            return -1
        return cursor.positionInBlock()

    def _moved(self) -> None:
        """The word that was being typed has been left, or another is entered."""
        here = self._edit.textCursor().blockNumber()
        for number in {self._last, here}:
            block = self.document().findBlockByNumber(number)
            if block.isValid() and self._found.get(block.text()):
                self.rehighlightBlock(block)
        self._last = here

    def _again(self) -> None:
        self._found = {}
        self.rehighlight()

    # Looking

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _scrolled(self, _rect: object, moved: int) -> None:
        if moved:
            self._soon()

    def _seen(self) -> list[QTextBlock]:
        """The paragraphs that can be seen."""
        found = []
        block, height = self._edit.firstVisibleBlock(), self._edit.viewport().height()
        while block.isValid():
            top = self._edit.blockBoundingGeometry(block).translated(self._edit.contentOffset()).top()
            if top > height:
                break
            found.append(block)
            block = block.next()
        return found

    def _look(self) -> None:
        speller = _switch.speller
        if speller is None or self._task is not None:
            return
        texts = {b.text() for b in self._seen() if 0 < b.length() <= _LONGEST}
        wanted = [text for text in texts if text and text not in self._found]
        if not wanted:
            self.looked.emit()
            return
        self._task = tasks.run(
            self,
            lambda _p: {text: speller.wrong_in(text) for text in wanted},
            self._arrived,
            self._lost,
            lane=LANE,
        )

    def _arrived(self, found: dict[str, Spans]) -> None:
        self._task = None
        if len(self._found) > _KEPT:
            self._found = {}
        self._found.update(found)
        for block in self._seen():
            if found.get(block.text()):
                self.rehighlightBlock(block)
        if any(block.text() not in self._found for block in self._seen() if block.text()):
            self._soon()
        else:
            self.looked.emit()

    def _lost(self, error: Exception) -> None:
        """The store was closed meanwhile, or the disk cannot be read: nothing is underlined."""
        from services.usecases.errors import AppError

        self._task = None
        if not isinstance(error, AppError):
            raise error

    # Offering

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
            cursor = self._edit.textCursor() if keyboard else self._edit.cursorForPosition(event.pos())
            place = self._edit.cursorRect(cursor).bottomLeft() if keyboard else event.pos()
            return self.offer(cursor, place, more=True)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if QKeySequence(event.keyCombination()) == _KEYS:
                cursor = self._edit.textCursor()
                self.offer(cursor, self._edit.cursorRect(cursor).bottomLeft(), more=False)
                return True
        return super().eventFilter(watched, event)

    def word_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """The unknown word at a place, chosen by a cursor of its own."""
        block, at = cursor.block(), cursor.positionInBlock()
        for start, length in self._found.get(block.text(), ()):
            if start <= at <= start + length:
                found = QTextCursor(block)
                found.setPosition(block.position() + start)
                found.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
                return found
        return None

    def offer(self, cursor: QTextCursor, place: QPoint, *, more: bool) -> bool:
        """Show what may have been meant; with `more` the usual entries beneath. False where the word is known."""
        word = self.word_at(cursor)
        speller = _switch.speller
        if word is None or speller is None or self._edit.isReadOnly():
            return False
        menu = self._edit.createStandardContextMenu() if more else QMenu(self._edit)
        first = menu.actions()[0] if menu.actions() else None
        wait = QAction("Looking for words…", menu)
        wait.setEnabled(False)
        add = QAction("Add to my words", menu)
        add.triggered.connect(lambda: self._add(word.selectedText()))
        line = QAction(menu)
        line.setSeparator(True)
        menu.insertActions(first, [wait, add, line])  # type: ignore[arg-type]
        menu.setAccessibleName("Spelling")
        self._menu = menu
        text = word.selectedText()
        tasks.run(
            menu, lambda _p: speller.suggest(text), lambda found: self._suggest(menu, wait, word, found), self._lost,
            lane=LANE,
        )  # fmt: skip
        menu.popup(self._edit.viewport().mapToGlobal(place))
        return True

    def _suggest(self, menu: QMenu, wait: QAction, word: QTextCursor, found: tuple[str, ...]) -> None:
        made = []
        for each in found:
            action = QAction(each, menu)
            action.triggered.connect(lambda _=False, each=each: word.insertText(each))
            made.append(action)
        menu.insertActions(wait, made)
        wait.setText("No similar word is known")
        wait.setVisible(not made)
        if made:
            menu.setActiveAction(made[0])

    def _add(self, word: str) -> None:
        speller = _switch.speller
        if speller is not None:
            tasks.run(
                self, lambda _p: speller.add(word), lambda _n: _switch.changed.emit(), self._lost, lane=LANE
            )


def _mark() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    made.setUnderlineColor(theme.current().color("danger"))
    return made
