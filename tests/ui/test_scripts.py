"""Names in the scripts that families in England write show in the window, whatever fonts the machine has."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from tests.documents.test_pages_pdf import NAMES
from ui import theme


def missing(text: str, *, bold: bool = False) -> list[str]:
    """The families that would draw a box for some of the text."""
    font = theme.current().font(bold=bold)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    while layout.createLine().isValid():
        pass
    layout.endLayout()
    return [run.rawFont().familyName() for run in layout.glyphRuns() if 0 in run.glyphIndexes()]


@pytest.mark.parametrize("kind", [*NAMES, "Chinese", "Bengali", "Emoji"])
def test_a_name_shows_without_a_box(dressed: QApplication, kind: str) -> None:
    more = {"Chinese": "王小明", "Bengali": "মোহাম্মদ রহমান", "Emoji": "👧 at school"}
    name = {**NAMES, **more}[kind]
    assert not missing(name), kind
    assert not missing(f"{name} ({name})", bold=True), kind


def test_a_letter_without_a_font_would_be_noticed(dressed: QApplication) -> None:
    assert missing("\U00012000")  # a cuneiform sign
