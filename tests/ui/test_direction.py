"""A name in Arabic stands where any name stands, and a sentence that begins with it is read from left to right."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.viewmodels.direction import left_to_right
from ui.widgets.banner import Banner
from ui.widgets.roles import label

NAME = "مريم الحسن"


def test_a_sentence_that_begins_with_an_arabic_name_is_marked() -> None:
    assert left_to_right(f"{NAME}: by when is empty") == f"\u200e{NAME}: by when is empty"
    for text in ("Łukasz", "12 – 李明", "", "Mother of مريم", "1. "):
        assert left_to_right(text) == text


def test_a_banner_that_begins_with_such_a_name_is_read_from_the_left(qtbot, dressed) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("danger", "Some of this cannot be right.", f"{NAME}: by when is empty")
    assert not banner._text.text().isascii() and not banner._text.text().startswith(NAME)
    banner.say("info", f"{NAME} is open.")
    banner.go_on(f"{NAME} is open.", "Read on.")
    assert banner._text.text() == "Read on."


def test_a_heading_stays_at_the_left(qtbot, dressed) -> None:
    for role in ("title", "heading", "strong"):
        made = label(NAME, role)
        qtbot.addWidget(made)
        assert made.alignment() & Qt.AlignmentFlag.AlignAbsolute
