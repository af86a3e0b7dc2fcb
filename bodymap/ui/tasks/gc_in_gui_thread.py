"""Python's collector of reference cycles, kept in the thread of the window.

Left alone it runs in whichever thread happens to allocate: a thread that saves to a server would then take apart
widgets, which Qt answers with a warning or a crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks."""


class GcInGuiThread(QObject):
    """Stops the automatic collection and does it from a timer instead, by the same counts. Needs an event loop."""

    def __init__(self) -> None:
        super().__init__()
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collects the oldest generation that is due, with all younger ones."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Gives the collection back to Python."""
        self._timer.stop()
        gc.enable()
