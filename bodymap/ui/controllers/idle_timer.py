"""Emits a signal after a period without user input."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from bodymap.ui.models.clock import SYSTEM_CLOCK, Clock

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
    """Watches keyboard, mouse, pen and screen of the whole program."""

    idled = Signal()
    """Nobody has touched anything for the minutes that were asked for; emitted time and again."""

    def __init__(self, owner: QObject, clock: Clock = SYSTEM_CLOCK) -> None:
        """Watches until its `owner` goes."""
        super().__init__(owner)
        self._clock = clock
        self._minutes = 0
        self._touched = 0.0
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.idled)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def wait(self, minutes: int) -> None:
        """Begins to wait so long; 0 is never."""
        self._minutes, self._touched = minutes, self._clock.seconds()
        if minutes > 0:
            self.timer.start(minutes * 60_000)
        else:
            self.timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's; looks and lets everything pass, but for the first touch after a sleep that was long enough."""
        if self._minutes == 0 or event.type() not in TOUCHES:
            return False
        now = self._clock.seconds()
        slept = now - self._touched > self._minutes * 60 and self.timer.isActive()
        self._touched = now
        self.timer.start()
        if slept:  # the timer stands still while the machine does
            self.idled.emit()
        return slept
