"""The ring that follows the pointer and shows how wide the brush is."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


@dataclass(frozen=True)
class BrushCursor:
    """A ring about a window position; its radius is in window pixels."""

    centre: QPointF
    radius: float

    @property
    def rect(self) -> QRect:
        """What it covers, with the width of its line."""
        reach = self.radius + 4
        return QRectF(self.centre.x() - reach, self.centre.y() - reach, 2 * reach, 2 * reach).toAlignedRect()

    def paint(self, painter: QPainter) -> None:
        """Paints it dark on white, so that it shows on every colour."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("#ffffff"), 3))
        painter.drawEllipse(self.centre, self.radius, self.radius)
        painter.setPen(QPen(QColor("#20262a"), 1.6, Qt.PenStyle.DashLine))
        painter.drawEllipse(self.centre, self.radius, self.radius)
