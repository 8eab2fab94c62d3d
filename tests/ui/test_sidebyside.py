"""Fields side by side stand under each other where there is too little room, and never ask for more than one needs."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.formrow import FormRow
from ui.widgets.sidebyside import SideBySide, column


def test_two_fields_stand_under_each_other_where_it_is_narrow(qtbot, dressed) -> None:
    left, right = QLineEdit(), QLineEdit()
    for field in (left, right):
        field.setMinimumWidth(200)
    both = SideBySide(12, column(FormRow("Given names", left)), column(FormRow("Family name", right)))
    window = QWidget()
    qtbot.addWidget(window)
    both.setParent(window)
    both.resize(600, 200)
    window.resize(640, 400)
    window.show()

    def places() -> tuple[QPoint, QPoint]:
        return left.mapTo(both, QPoint(0, 0)), right.mapTo(both, QPoint(0, 0))

    qtbot.waitUntil(lambda: places()[0].y() == places()[1].y() and places()[0].x() < places()[1].x())
    assert both.minimumSizeHint().width() < 300
    both.resize(300, 300)
    qtbot.waitUntil(lambda: places()[0].x() == places()[1].x() and places()[0].y() < places()[1].y())
