"""A picture of the display list that fills a widget: composed anew for each size, painted once for each."""

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bodymap.report.graphics.picture_grid import Size
from bodymap.report.graphics.scene import Picture
from bodymap.ui.painting.scene_painter import paint_picture

LETTERS = 14.0
"""Pixels, as the words beside the picture."""

LEAST = 320, 260


class PictureView(QWidget):
    """Shows what a function composes for the widget's size; a screen reader is told the picture's words."""

    def __init__(self) -> None:
        super().__init__()
        self._compose: Callable[[Size], Picture] | None = None
        self._painted: QPixmap | None = None
        self.picture: Picture | None = None
        """What was composed last."""
        self.setMinimumSize(*LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, compose: Callable[[Size], Picture]) -> None:
        """Shows another picture."""
        self._compose = compose
        self._make()

    def _make(self) -> None:
        self._painted = None
        if self._compose is not None:
            self.picture = self._compose(Size(self.width(), self.height(), LETTERS))
            self.setAccessibleName(self.picture.title)
            self.setAccessibleDescription(self.picture.says)
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Qt's."""
        self._make()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        if self.picture is None:
            return
        ratio = self.devicePixelRatioF()
        if self._painted is None or self._painted.devicePixelRatioF() != ratio:
            self._painted = QPixmap(self.size() * ratio)
            self._painted.setDevicePixelRatio(ratio)
            self._painted.fill(self.picture.background)
            inner = QPainter(self._painted)
            paint_picture(inner, self.picture)
            inner.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted)
        painter.end()
