"""A long page says how far it is while it is made, and Cancel stops it; the window stays alive."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from services.documents import summary_pdf
from services.usecases.results import SummaryView
from tests.documents.samples import make_child
from ui import tasks
from ui.screens.paper import PaperScreen
from ui.viewmodels.printing import Page, how_far

TODAY = date(2026, 11, 25)


def _page(words: int) -> Page:
    text = "The child was seen at home. " * words
    summary = SummaryView("s", "c1", TODAY, "Siân", (("Notes", text),))
    return Page("Case summary", "case-summary.pdf", lambda: summary_pdf(make_child(), summary, TODAY))


@pytest.fixture
def screen(qtbot) -> PaperScreen:
    made = PaperScreen()
    made.set_body(made.banner)
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_how_far_it_is_is_told_and_then_the_page_is_shown(qtbot, screen):
    heard: list[str] = []
    go_on = screen.banner.go_on
    screen.banner.go_on = lambda *words: (heard.append(" ".join(words)), go_on(*words))
    screen.preview(_page(9000))
    qtbot.waitUntil(lambda: screen.page is not None, timeout=20_000)
    assert any("pages so far" in each for each in heard)
    assert screen.page is not None and screen.page.pages > 30


def test_cancel_stops_it_within_a_page(qtbot, screen):
    screen.preview(_page(200_000))
    qtbot.waitUntil(lambda: "pages so far" in screen.banner.message, timeout=120_000)
    (cancel,) = [b for b in screen.banner.findChildren(QPushButton) if b.text() == "Cancel"]
    before = screen.banner.message
    qtbot.mousePress(cancel, Qt.MouseButton.LeftButton)  # held down while more is told: the button stays
    qtbot.waitUntil(lambda: screen.banner.message != before, timeout=120_000)
    qtbot.mouseRelease(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.running(), timeout=5_000)
    assert screen.page is None and not screen.banner.isVisible()


def test_in_words():
    assert how_far(True, 2, 9) == "Part 2 of 9."
    assert how_far(False, 40, 0) == "40 pages so far."
    assert how_far(False, 40, 60) == "Page 40 of 60."
