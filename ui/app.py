"""Builds the application: fonts, appearance, the crash hook and the window; paints first, imports the rest after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from ui.collector import Collector
from ui.mainwindow import MainWindow
from ui.preferences import Preferences

if TYPE_CHECKING:
    from ui.gate import Gate
    from ui.screens.preparing import Prepare


def build(argv: Sequence[str]) -> QApplication:
    """The application with our fonts and icon; use it again where there is one already."""
    app = bare(argv)
    dress(app)
    return app


def bare(argv: Sequence[str]) -> QApplication:
    """The application with nothing on: quick to make."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        app = there
    else:
        app = QApplication(list(argv) or ["daymark"])
    app.setApplicationName("Daymark")
    app.setDesktopFileName("daymark")
    return app


def dress(app: QApplication) -> None:
    """The icon and the fonts."""
    from PySide6.QtGui import QIcon

    from ui import theme

    app.setWindowIcon(QIcon(str(theme.RESOURCES / "icons" / "daymark.svg")))
    theme.load_fonts()


def store_to_open(store_folder: Path, preferences: Preferences, gate: Gate, *, chosen: bool | None) -> Path:
    """The folder that the user named; else the one open last, if its store is still there; else the usual one."""
    last = preferences.store
    if chosen is None:
        chosen = gate.holds_store(store_folder)
    if not chosen and last is not None and gate.holds_store(last):
        return last
    return store_folder


def run(
    argv: Sequence[str],
    *,
    store_folder: Path,
    desk: Any = None,
    prepare: Prepare | None = None,
    chosen: bool | None = None,
    version: str = "",
    preferences: Preferences | None = None,
    gate: Gate | None = None,
) -> int:
    """Open the window and stay until it is closed; the exit code.

    `desk` is a desk that is open already (a demonstration): no door is shown and nothing is locked; `prepare` makes
    such a desk in the background, once the window is on the screen. `chosen` says that
    the user named `store_folder`, so that the store opened last does not take its place; None: it does where
    there is no store in `store_folder`.
    """
    app = bare(argv)
    Collector(app)
    kept = preferences or Preferences()
    window = MainWindow(None, None, kept, gate, version)
    window.show()
    app.processEvents()  # the window is on the screen; what it holds and wears is imported now

    from PySide6.QtCore import QTimer

    from ui import tasks, theme
    from ui.crash import Reporter

    reporter = Reporter(kept.folder / "reports", version)
    reporter.crashed.connect(window.tell_crash)
    reporter.install()
    dress(app)
    window.wear(theme.Appearance(app, kept.theme, kept.text_size))
    if desk is None and prepare is None:
        window.folder = store_to_open(store_folder, kept, window.gate, chosen=chosen)
        QTimer.singleShot(0, lambda: tasks.run(window, lambda _p: _warm()))
    window.start(desk, prepare)
    code = app.exec()
    tasks.cancel_all()
    return code


def _warm() -> None:
    """Import what unlocking needs while the passphrase is being typed."""
    from services.usecases import access

    access.warm_up()
