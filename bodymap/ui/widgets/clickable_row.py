"""A line of a list that can be chosen: by a click, Enter or space."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame


class ClickableRow(QFrame):
    """A row with its look and its ways to be chosen; what stands in it is its owner's."""

    chosen = Signal()

    def __init__(self, selected: bool) -> None:
        super().__init__()
        self.setProperty("row", True)
        self.setProperty("selected", selected)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Qt's."""
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)
