"""Spelling as one writes: what is underlined, what is offered, and that typing never waits."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from pytestqt.qtbot import QtBot

from ui import tasks
from ui.widgets import spelling
from ui.widgets.growing import GrowingText


class Speller:
    """Knows everything but these."""

    def __init__(self) -> None:
        self.unknown = {"recieved", "teh"}
        self.looked_at = 0

    def wrong_in(self, text: str) -> tuple[tuple[int, int], ...]:
        self.looked_at += len(text)
        found, at = [], 0
        for word in text.split(" "):
            if word in self.unknown:
                found.append((at, len(word)))
            at += len(word) + 1
        return tuple(found)

    def suggest(self, word: str) -> tuple[str, ...]:
        return {"recieved": ("received", "relieved")}.get(word, ())

    def add(self, word: str) -> None:
        self.unknown.discard(word)


@pytest.fixture
def speller(qtbot: QtBot) -> Iterator[Speller]:
    made = Speller()
    spelling.use(made)
    yield made
    spelling.use(None)


def edit(qtbot: QtBot, text: str = "") -> GrowingText:
    made = GrowingText(text, "Notes")
    made.resize(500, 200)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def underlined(box: GrowingText) -> list[str]:
    found = []
    block = box.document().begin()
    while block.isValid():
        for mark in block.layout().formats():
            if mark.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline:
                found.append(block.text()[mark.start : mark.start + mark.length])
        block = block.next()
    return found


def test_unknown_words_are_underlined_and_the_text_is_not_touched(qtbot: QtBot, speller: Speller) -> None:
    box = edit(qtbot, "we recieved it\nand teh end")
    qtbot.waitUntil(lambda: underlined(box) == ["recieved", "teh"])
    assert box.toPlainText() == "we recieved it\nand teh end" and not box.document().isUndoAvailable()


def test_a_word_is_left_alone_while_it_is_being_typed(qtbot: QtBot, speller: Speller) -> None:
    box = edit(qtbot)
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "we recieved")
    with qtbot.waitSignal(box.spelling.looked):
        box.spelling._look()
    assert underlined(box) == []
    qtbot.keyClicks(box, " it")
    qtbot.waitUntil(lambda: underlined(box) == ["recieved"])


def at_word(box: GrowingText, at: int) -> None:
    cursor = QTextCursor(box.document())
    cursor.setPosition(at)
    box.setTextCursor(cursor)


def test_the_keyboard_offers_what_was_meant_and_puts_it_in(qtbot: QtBot, speller: Speller) -> None:
    box = edit(qtbot, "we recieved it")
    qtbot.waitUntil(lambda: underlined(box) == ["recieved"])
    at_word(box, 5)
    qtbot.keyClick(box, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    menu = box.spelling._menu
    assert menu is not None
    tasks.wait_all(qtbot)
    words = [action.text() for action in menu.actions() if action.isVisible() and action.text()]
    assert words == ["received", "relieved", "Add to my words"]
    menu.actions()[0].trigger()
    menu.close()
    assert box.toPlainText() == "we received it"
    qtbot.waitUntil(lambda: underlined(box) == [])


def test_a_word_added_is_known_everywhere_at_once(qtbot: QtBot, speller: Speller) -> None:
    boxes = [edit(qtbot, "teh one"), edit(qtbot, "and teh other")]
    qtbot.waitUntil(lambda: all(underlined(box) == ["teh"] for box in boxes))
    at_word(boxes[0], 1)
    assert boxes[0].spelling.offer(boxes[0].textCursor(), boxes[0].cursorRect().bottomLeft(), more=True)
    menu = boxes[0].spelling._menu
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Add to my words").trigger()
    menu.close()
    qtbot.waitUntil(lambda: all(underlined(box) == [] for box in boxes))


def test_a_megabyte_does_not_stop_the_typing(qtbot: QtBot, speller: Speller) -> None:
    box = edit(qtbot)
    start = time.perf_counter()
    box.insertPlainText("teh word and others stand here\n" * 35_000)
    pasted = time.perf_counter() - start
    with qtbot.waitSignal(box.spelling.looked):
        box.spelling._soon()
    assert pasted < 5
    assert speller.looked_at < 10_000  # only what can be seen
    start = time.perf_counter()
    qtbot.keyClicks(box, "and more")
    assert time.perf_counter() - start < 1


def test_one_endless_paragraph_is_passed_over(qtbot: QtBot, speller: Speller) -> None:
    box = edit(qtbot, "teh " * 10_000)
    with qtbot.waitSignal(box.spelling.looked):
        box.spelling._soon()
    assert underlined(box) == [] and speller.looked_at < 1000


def test_without_a_store_nothing_is_checked(qtbot: QtBot) -> None:
    box = edit(qtbot, "we recieved it")
    qtbot.wait(300)
    assert underlined(box) == []
