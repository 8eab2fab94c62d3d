"""Tables whose texts are wrapped: no word and no heading is cut where there is room for it."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QStandardItem, QStandardItemModel

from ui import theme
from ui.widgets.wrapping import WrappingTable, shared


def test_room_is_shared_and_nobody_falls_below_the_least() -> None:
    assert shared(300, (2, 1), (0, 0)) == [200, 100]
    assert shared(300, (2, 1), (50, 140)) == [160, 140]
    assert shared(100, (1, 1), (80, 80)) == [50, 50]  # more is asked for than there is


def test_the_longest_word_and_the_heading_stand_whole(qtbot, dressed) -> None:
    model = QStandardItemModel(1, 3)
    model.setHorizontalHeaderLabels(["How to reach them", "May be told", "Marks"])
    for column, text in enumerate(
        ("01632 960344", "When and where he sees Noah, " * 6, "Parental responsibility")
    ):
        model.setItem(0, column, QStandardItem(text))
    table = WrappingTable("People", (1, 2), (8, 1))
    qtbot.addWidget(table)
    table.setModel(model)
    table.resize(520, 200)
    table.show()
    word = table.fontMetrics().horizontalAdvance("responsibility")
    heading = QFontMetrics(theme.current().font("base", bold=True)).horizontalAdvance("How to reach them")
    qtbot.waitUntil(lambda: table.columnWidth(0) > heading + 8)
    assert table.columnWidth(2) > word + 8
    table.spare = (1,)
    table.fit_soon()
    qtbot.waitUntil(lambda: not table.isColumnHidden(1))
    table.resize(200, 200)
    qtbot.waitUntil(lambda: table.isColumnHidden(1))
    table.resize(520, 200)
    qtbot.waitUntil(lambda: not table.isColumnHidden(1))
