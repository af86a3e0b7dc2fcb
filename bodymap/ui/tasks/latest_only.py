"""Sets printed sheets in a thread, so that whoever types a note is never held up: a full visit takes a second or two.

Of several that are wanted one after the other, the newest counts. Nothing here knows what stands on a sheet.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from bodymap.report.paper.typst_compiler import PrintedSheet

Work = Callable[[], "PrintedSheet"]

POLL = 15
"""Milliseconds between two looks at whether a sheet is done."""


class SheetMaker(QObject):
    """One sheet at a time; `done` is called in the window's own thread."""

    def __init__(self, parent: QObject, done: "Callable[[PrintedSheet], object]") -> None:
        super().__init__(parent)
        self._done = done
        self._pool = ThreadPoolExecutor(1)
        self._running: Future[PrintedSheet] | None = None
        self._next: Work | None = None
        self._wanted = False
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self._look)

    def want(self, work: Work) -> None:
        """Wants another sheet instead of any that is still being set. `work` must not touch a widget."""
        self._next, self._wanted = work, False
        if self._running is None:
            self._begin()

    def forget(self) -> None:
        """What is being set is wanted no more."""
        self._next, self._wanted = None, False

    def _begin(self) -> None:
        work, self._next = self._next, None
        if work is None:
            self._running = None
            self._poll.stop()
            return
        self._running, self._wanted = self._pool.submit(work), True
        self._poll.start()

    def _look(self) -> None:
        if self._running is None or not self._running.done():
            return
        finished, wanted = self._running, self._wanted
        self._begin()
        if wanted:
            self._done(finished.result())
