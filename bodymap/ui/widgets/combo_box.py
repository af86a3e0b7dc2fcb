"""A box to choose one of several from, with an arrow of its own: a style sheet that gives it our border takes Qt's."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox

ARROW = 4.5
"""Half of the arrow's width, in pixels."""


class ComboBox(QComboBox):
    """A combo box that a screen reader names."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(QPen(self.palette().color(group, QPalette.ColorRole.Text), 1.6))
        x, y = self.width() - 16.0, self.height() / 2 + 1
        painter.drawPolyline(
            [QPointF(x - ARROW, y - ARROW / 2), QPointF(x, y + ARROW / 2), QPointF(x + ARROW, y - ARROW / 2)]
        )
        painter.end()
