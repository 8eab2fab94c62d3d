"""Windows are tested as a person uses them, offscreen; a warning of Qt fails the test, a modal exec() raises."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox

from tests.ui.fakes import FakeDesk
from ui import tasks, theme
from ui.collector import Collector

_OFTEN = 20
_tests = count(1)
_HARMLESS = ("propagateSizeHints", "This plugin does not support")
_BAD = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


@pytest.fixture(autouse=True)
def _no_modal_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_words: object) -> None:
        raise AssertionError("a modal exec() was reached; patch ui.prompts or use open()")

    for kind in (QDialog, QMessageBox, QFileDialog, QMenu):
        monkeypatch.setattr(kind, "exec", refuse)
    for name in ("getSaveFileName", "getOpenFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse)


@pytest.fixture(autouse=True)
def _quiet_and_finished(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test: no warning of Qt, no work still running."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    log = request.getfixturevalue("qtlog")
    app = request.getfixturevalue("dressed")
    collecting = Collector()
    yield
    assert tasks.cancel_all(), "a thread did not stop"
    collecting.stop()
    if next(_tests) % _OFTEN == 0:
        gc.collect()  # the timer hardly ever comes round in a test
    app.processEvents()
    bad = [
        record.message
        for record in log.records
        if record.type in _BAD and not any(word in record.message for word in _HARMLESS)
    ]
    assert not bad, bad


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with the program's fonts and light theme."""
    theme.load_fonts()
    theme.Theme.load("light").apply(qapp)
    return qapp


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()
