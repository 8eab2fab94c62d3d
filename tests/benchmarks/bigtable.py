"""Filling the caseload table with 10,000 rows, against a QTableWidget with the same texts."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView, QTableWidget, QTableWidgetItem

from services.usecases.results import CaseloadRow
from tests.benchmarks.measure import Figure, rounds, told
from ui.tables.caseload import CaseloadTable

COUNT = 10_000
TODAY = date(2026, 3, 20)


def _row(number: int) -> CaseloadRow:
    return CaseloadRow(
        child_id=str(number), name=f"Child {number * 7919 % COUNT}", born=date(2012, 1, 1) + timedelta(number % 4000),
        expected=None, age=str(3 + number % 14), plans=("Child protection", "Looked after")[: number % 3],
        authority="stoke-on-trent", authority_name="Stoke-on-Trent", worker=f"Worker {number % 40}",
        family=f"Family {number // 2}", last_seen=TODAY - timedelta(number % 60),
        last_seen_alone=TODAY - timedelta(number % 90), next_due=TODAY + timedelta(number % 50 - 10),
        next_says="Visit the child on a protection plan every two weeks", next_state="due", overdue=number % 4,
    )  # fmt: skip


def figures() -> list[Figure]:
    app = QApplication.instance() or QApplication([])
    rows = [_row(number) for number in range(COUNT)]
    model, view = CaseloadTable(), QTableView()
    view.setModel(model)
    view.resize(1200, 800)
    view.show()
    widget = QTableWidget()
    widget.resize(1200, 800)
    widget.show()
    columns = model.columnCount()
    model.set_rows(rows, TODAY)
    texts = [
        [str(model.data(model.index(r, c), Qt.ItemDataRole.DisplayRole) or "") for c in range(columns)]
        for r in range(COUNT)
    ]

    def ours() -> None:
        model.set_rows(rows, TODAY)
        app.processEvents()
        view.viewport().grab()

    def peer() -> None:
        widget.clear()
        widget.setRowCount(COUNT)
        widget.setColumnCount(columns)
        for r, line in enumerate(texts):
            for c, text in enumerate(line):
                widget.setItem(r, c, QTableWidgetItem(text))
        app.processEvents()
        widget.viewport().grab()

    a, b = rounds(5, ours, peer)
    view.close()
    widget.close()
    return [
        Figure(
            "the caseload table, 10,000 rows",
            a / b,
            1 / 5,
            "×",
            f"sorted and painted in {told(a)}; QTableWidget {told(b)}",
        )
    ]
