"""Small pictures of a value: a swatch of a colour, a bar of a share."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)


class Swatch(QWidget):
    """A round patch of colour."""

    def __init__(self, color: str, size: int = 14) -> None:
        super().__init__()
        self._color = color
        self.setFixedSize(size, size)

    def set_color(self, color: str) -> None:
        """Another colour."""
        self._color = color
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._color))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))


class Bar(QWidget):
    """A share as a bar."""

    def __init__(self, share: float, color: str, track: str) -> None:
        super().__init__()
        self._share, self._color, self._track = share, color, track
        self.setFixedHeight(10)
        self.setMinimumWidth(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """Another share, 0 to 1."""
        self._share = share
        self.setAccessibleName(f"{share:.0%}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setBrush(QColor(self._track))
        painter.drawRoundedRect(whole, 4, 4)
        if self._share > 0:
            painter.setBrush(QColor(self._color))
            painter.drawRoundedRect(
                QRectF(whole.topLeft(), whole.size() * 1).adjusted(0, 0, -whole.width() * (1 - self._share), 0), 4, 4
            )
