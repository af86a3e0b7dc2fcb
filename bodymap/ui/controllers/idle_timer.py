"""Tells when nobody has touched the program for a while."""

from collections.abc import Callable
from time import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}


class IdleTimer(QObject):
    """Calls back once nobody has touched keyboard, mouse, pen or screen for some minutes, time and again."""

    def __init__(self, owner: QObject, idle: Callable[[], object]) -> None:
        """Watches until its `owner` goes: every event of the program passes through here."""
        super().__init__(owner)
        self._idle = idle
        self._minutes = 0
        self._touched = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(idle)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def wait(self, minutes: int) -> None:
        """Begins to wait so long; 0 is never."""
        self._minutes, self._touched = minutes, time()
        if minutes > 0:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's; looks and lets everything pass, but for the first touch after a sleep that was long enough."""
        if self._minutes == 0 or event.type() not in TOUCHES:
            return False
        now = time()
        slept = now - self._touched > self._minutes * 60 and self._timer.isActive()
        self._touched = now
        self._timer.start()
        if slept:  # the timer stands still while the machine does
            self._idle()
        return slept
