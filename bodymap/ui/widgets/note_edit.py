"""A field for a note of some lines, kept by itself: nobody has to press a button."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from bodymap.report.text.translation import _

PAUSE = 700
"""Milliseconds without a key after which a note is kept, so that a crash takes no more than the last words."""


class NoteEdit(QPlainTextEdit):
    """A note of some lines, handed on when the person pauses or the keyboard leaves it."""

    finished = Signal(str)
    """The note, without spaces around it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.hand_on)
        self.textChanged.connect(self._pause.start)
        self.setTabChangesFocus(True)
        self.setFixedHeight(66)
        self.setPlaceholderText(_("Note"))

    def show_note(self, text: str) -> None:
        """Shows another note, which nobody typed: nothing is handed on."""
        self.setPlainText(text)
        self._pause.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's; a note is kept when the person goes on."""
        super().focusOutEvent(event)
        self.hand_on()

    def hand_on(self) -> None:
        """Hands the note on now."""
        self._pause.stop()
        self.finished.emit(self.toPlainText().strip())
