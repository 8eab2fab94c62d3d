"""Locks the store when nobody touches the computer for a while, with a warning a minute before."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

WARN = 60.0  # seconds before locking
PATIENCE = 3  # times as long while a form holds something that has not been saved
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """Watches the program's windows (not each widget: that would cost time at every event)."""

    warned = Signal(int)  # seconds left; 0 when somebody is there again
    expired = Signal()

    def __init__(
        self,
        unsaved: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._unsaved = unsaved
        self._clock = clock
        self._minutes = 0
        self._last = clock()
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(5000)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def start(self, minutes: int) -> None:
        """Lock after so many minutes from now on; 0 never."""
        self._minutes = minutes
        self.touched()
        if minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        self.start(0)

    def touched(self) -> None:
        self._last = self._clock()
        if self._warning:
            self._warning = False
            self.warned.emit(0)

    def look(self) -> None:
        """Called every few seconds."""
        if not self._minutes:
            return
        limit = self._minutes * 60 * (PATIENCE if self._unsaved() else 1)
        left = limit - (self._clock() - self._last)
        if left <= 0:
            self._warning = False
            self._timer.stop()
            self.expired.emit()
        elif left <= WARN:
            self._warning = True
            self.warned.emit(max(1, round(left)))

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window.property("idleWatched") is None:
            window.setProperty("idleWatched", True)
            window.installEventFilter(self)
        if window is not None:
            self.touched()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched()
        return False
