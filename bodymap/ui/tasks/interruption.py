"""Ends the program quietly when the terminal or the system asks for it, as with Ctrl+C."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class Interruption(QObject):
    """Emits `ending` from Qt's loop when the system asks the program to end, and ends the loop.

    Python's own way, an exception wherever the program happens to be, is caught by Qt and lost. A second signal ends
    the process at once.
    """

    ending = Signal()
    """The loop is about to end."""

    def __init__(self, app: QCoreApplication) -> None:
        """Looks for signals until `restore`; the code of the loop is 128 and the signal's number, as in a shell."""
        super().__init__()
        self.code: int | None = None
        """The exit code once a signal came; it may come before the loop begins, which then must not."""
        self._app = app
        self._heard, told = socket.socketpair()
        self._told = told
        self._heard.setblocking(False)
        told.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._end)
        self._before_wakeup = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._note) for number in SIGNALS}

    @staticmethod
    def _note(number: int, _frame: FrameType | None) -> None:
        """Python writes the number into the socket, which wakes Qt; here is only said what happens the next time."""
        signal.signal(number, signal.SIG_DFL)

    def _end(self) -> None:
        self.code = 128 + self._heard.recv(1)[0]
        self._notifier.setEnabled(False)
        self.ending.emit()
        self._app.exit(self.code)

    def restore(self) -> None:
        """Signals mean what they meant before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before_wakeup)
        self._notifier.setEnabled(False)
        self._heard.close()
        self._told.close()
