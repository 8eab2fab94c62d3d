"""Appearance: both themes have every token, read well, and carry state by more than colour."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget

from services.usecases.results import STATES
from ui import icons, theme
from ui.stylesheet import style_sheet
from ui.theme import Appearance, Theme
from ui.widgets.numberbox import NumberBox
from ui.widgets.statemark import WORDS, StateMark, paint_state, state_word


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_reads_at_four_and_a_half_to_one(name: str) -> None:
    t = Theme.load(name)
    pairs = [
        (text, ground)
        for text in ("text", "text-quiet", "danger", "warning", "success", "link")
        for ground in ("surface", "surface-raised", "surface-sunken")
    ]
    pairs += [("accent-text", "accent"), ("accent-text", "accent-hover"), ("selection-text", "selection")]
    pairs += [(f"state-{s}", g) for s in WORDS for g in ("surface", "surface-raised", f"state-{s}-soft")]
    pairs += [("text", f"{kind}-soft") for kind in ("danger", "warning", "info", "success")]
    pairs += [("text", f"day-{kind}") for kind in ("today", "weekend", "holiday")]
    assert {p: round(c, 2) for p in pairs if (c := _contrast(t.color(p[0]), t.color(p[1]))) < 4.5} == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_edges_of_controls_read_at_three_to_one(name: str) -> None:
    t = Theme.load(name)
    for edge in ("line-strong", "focus", "accent"):
        assert _contrast(t.color(edge), t.color("surface-raised")) >= 3, edge
        assert _contrast(t.color(edge), t.color("surface")) >= 3, edge


def test_both_themes_have_the_same_tokens() -> None:
    assert set(Theme.load("light").tokens()) == set(Theme.load("dark").tokens())


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_style_sheet_has_no_word_left_unfilled(name: str, scale: float) -> None:
    sheet = style_sheet(Theme.load(name, scale))
    assert not re.findall(r"[@$*%~][\w-]+|url\(#", sheet)


def test_text_size_scales_spaces_and_fonts() -> None:
    one, two = Theme.load("light", 1.0), Theme.load("light", 2.0)
    assert two.points() == 2 * one.points()
    assert [two.space(n) for n in range(1, 7)] == [2 * one.space(n) for n in range(1, 7)]


def test_the_fonts_cover_names_and_have_a_heavier_weight(dressed: QApplication) -> None:
    assert "Noto Sans" in theme.load_fonts()
    plain, heavy = QFont("Noto Sans", 12), QFont("Noto Sans", 12)
    heavy.setWeight(QFont.Weight.DemiBold)
    assert QFontMetricsF(heavy).horizontalAdvance("Hamburg") > QFontMetricsF(plain).horizontalAdvance(
        "Hamburg"
    )
    assert all(QRawFont.fromFont(plain).supportsCharacter(ord(c)) for c in "Łŵŷāčēßøđ")


def test_the_choice_of_theme_is_applied_and_announced(dressed: QApplication, qtbot) -> None:
    look = Appearance(dressed, "light", 100)
    try:
        with qtbot.waitSignal(theme.notifier.changed):
            look.set("dark", 150)
        assert theme.current().dark
        assert dressed.font().pointSizeF() == pytest.approx(theme.current().points())
        look.set("nonsense", 9000)
        assert (look.choice, look.percent) == ("system", 250)
    finally:
        look.set("light", 100)
        look.deleteLater()


def test_every_state_has_a_word_and_its_own_shape(dressed: QApplication) -> None:
    assert set(STATES) <= set(WORDS)
    assert state_word("newly_made") == "Newly made"
    grey = Theme.load("light")
    pictures = set()
    for state in WORDS:
        image = QImage(32, 32, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_state(painter, QRect(0, 0, 32, 32), state, grey)
        painter.end()
        alone = image.convertToFormat(QImage.Format.Format_Grayscale8)
        pictures.add(bytes(alone.constBits()))
    assert len(pictures) == len(WORDS)


def test_a_state_mark_says_its_word(qtbot) -> None:
    mark = StateMark("overdue")
    qtbot.addWidget(mark)
    assert mark.accessibleName() == "Overdue"
    mark.set_state("met", "Done on 3 March")
    assert mark.accessibleName() == "Done on 3 March"
    assert mark.sizeHint().width() >= mark.fontMetrics().horizontalAdvance("Done on 3 March")
    mark.resize(mark.sizeHint())
    assert not mark.grab().isNull()


def test_every_icon_draws(dressed: QApplication) -> None:
    for name in icons.names():
        image = icons.pixmap(name, 24, "#123456").toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name
    with pytest.raises(OSError):
        icons.icon("no such icon")


def test_an_icon_follows_the_theme(dressed: QApplication, qtbot) -> None:
    made = QPushButton()
    qtbot.addWidget(made)
    icons.follow(made, "add")
    before = made.icon().pixmap(24, 24).toImage()
    try:
        Theme.load("dark").apply(dressed)
        assert made.icon().pixmap(24, 24).toImage() != before
    finally:
        Theme.load("light").apply(dressed)


def test_a_list_keeps_its_place_when_it_takes_the_keyboard(qtbot, dressed) -> None:
    view = QTableWidget(4, 2)
    qtbot.addWidget(view)
    view.show()
    before = view.viewport().geometry()
    view.setFocus()
    view.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    assert view.viewport().geometry() == before and view.frameWidth() == 2


def test_a_number_stands_off_its_border(qtbot, dressed) -> None:
    box = NumberBox("Page", 1, 20)
    qtbot.addWidget(box)
    assert box.lineEdit().textMargins().left() >= 6 and box.accessibleName() == "Page"
