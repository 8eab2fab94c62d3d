"""Python's collector of cycles, on the interface's thread alone.

Left to itself Python collects on whichever thread happens to ask for memory; a worker would then destroy widgets that
only the interface's thread may touch, and the program would fall over (Anki and calibre do the same for the same
reason). While this lives, collecting is done from a timer instead. A pass over everything that was felt (`_FELT`)
sets aside what it left alive: the standards, the dictionary and the like need not be gone through again.
"""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # milliseconds
_FELT = 0.05  # seconds


class Collector(QObject):
    """Make it on the interface's thread, before the first worker; collecting is Python's own again after `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY)

    def look(self) -> None:
        """Collect what Python would have collected by now."""
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[0] <= limits[0]:
            return
        if counts[1] <= limits[1]:
            gc.collect(0)
        elif counts[2] <= limits[2]:
            gc.collect(1)
        else:
            start = monotonic()
            gc.collect()
            if monotonic() - start > _FELT:
                gc.freeze()

    def stop(self) -> None:
        """Hand the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()
