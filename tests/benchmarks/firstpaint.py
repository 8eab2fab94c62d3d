"""From the start of the process to the first painted window, against a bare QMainWindow."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.benchmarks.measure import Figure, told
from tests.conftest import ROOT

# Runs in a process of its own; prints the moment of the first paint and ends there.
_WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            print(time.monotonic(), flush=True)
            os._exit(0)
        return False
show = QWidget.show
def shown(self):
    self._watch = Watch()
    self.installEventFilter(self._watch)
    show(self)
QWidget.show = shown
"""
_OURS = _WATCH + "import runpy; sys.argv = ['main.py']; runpy.run_path('main.py', run_name='__main__')"
_BARE = _WATCH + (
    "from PySide6.QtWidgets import QApplication, QMainWindow\n"
    "app = QApplication([]); window = QMainWindow(); window.resize(1200, 800); window.show(); app.exec()"
)
ROUNDS = 9


def _once(code: str, home: str) -> float:
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": home,
        "XDG_DATA_HOME": home,
        "XDG_CONFIG_HOME": home,
    }
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return float(done.stdout.split()[-1]) - start


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        _once(_OURS, home), _once(_BARE, home)
        pairs = [(_once(_OURS, home), _once(_BARE, home)) for _ in range(ROUNDS)]
    a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
    return [
        Figure(
            "first paint",
            a / b,
            1.3,
            "×",
            f"{told(a)} from the start of Python; a bare QMainWindow {told(b)}",
        )
    ]
