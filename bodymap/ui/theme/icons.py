"""The program's icons: a few lines each, drawn here in the colour that the look asks for."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

SIZE = 24


def _tap(path: QPainterPath) -> None:
    for x, y in ((6, 3), (6, 18), (10, 14.5), (13, 20.5), (15.5, 19.3), (12.7, 13.5), (17.5, 13)):
        path.lineTo(x, y) if path.elementCount() else path.moveTo(x, y)
    path.closeSubpath()


def _paint(path: QPainterPath) -> None:
    path.moveTo(20, 4)
    path.lineTo(10.5, 13.5)
    path.moveTo(10.5, 13.5)
    path.cubicTo(7, 13, 7.5, 18, 4, 19.5)
    path.cubicTo(8, 21.5, 13.5, 20, 12.6, 15.6)
    path.lineTo(21, 6.5)
    path.cubicTo(21.8, 5, 21, 4, 20, 4)


def _erase(path: QPainterPath) -> None:
    path.moveTo(9, 20)
    path.lineTo(4, 15)
    path.lineTo(14.5, 4.5)
    path.lineTo(20, 10)
    path.lineTo(10, 20)
    path.lineTo(20, 20)
    path.moveTo(8.5, 10.5)
    path.lineTo(14, 16)


def _undo(path: QPainterPath) -> None:
    path.moveTo(9, 5)
    path.lineTo(4.5, 9.5)
    path.lineTo(9, 14)
    path.moveTo(4.5, 9.5)
    path.lineTo(14, 9.5)
    path.cubicTo(21, 9.5, 21, 19, 14, 19)
    path.lineTo(11, 19)


def _redo(path: QPainterPath) -> None:
    path.moveTo(15, 5)
    path.lineTo(19.5, 9.5)
    path.lineTo(15, 14)
    path.moveTo(19.5, 9.5)
    path.lineTo(10, 9.5)
    path.cubicTo(3, 9.5, 3, 19, 10, 19)
    path.lineTo(13, 19)


def _lens(path: QPainterPath) -> None:
    path.addEllipse(QPointF(10.5, 10.5), 6.5, 6.5)
    path.moveTo(15.3, 15.3)
    path.lineTo(20.5, 20.5)
    path.moveTo(7.5, 10.5)
    path.lineTo(13.5, 10.5)


def _zoom_in(path: QPainterPath) -> None:
    _lens(path)
    path.moveTo(10.5, 7.5)
    path.lineTo(10.5, 13.5)


def _fit(path: QPainterPath) -> None:
    for x, y, dx, dy in ((4, 4, 1, 1), (20, 4, -1, 1), (20, 20, -1, -1), (4, 20, 1, -1)):
        path.moveTo(x, y + 5 * dy)
        path.lineTo(x, y)
        path.lineTo(x + 5 * dx, y)
    path.addEllipse(QPointF(12, 12), 2.6, 2.6)


def _inspect(path: QPainterPath) -> None:
    path.addEllipse(QPointF(12, 12), 7.5, 7.5)
    path.addEllipse(QPointF(12, 12), 2.2, 2.2)
    for x, y, dx, dy in ((12, 2, 0, 3), (12, 22, 0, -3), (2, 12, 3, 0), (22, 12, -3, 0)):
        path.moveTo(x, y)
        path.lineTo(x + dx, y + dy)


def _clear(path: QPainterPath) -> None:
    for x, y, dx, dy in ((6, 6, 12, 12), (18, 6, -12, 12)):
        path.moveTo(x, y)
        path.lineTo(x + dx, y + dy)


_SHAPES: dict[str, Callable[[QPainterPath], None]] = {
    "tap": _tap,
    "paint": _paint,
    "erase": _erase,
    "undo": _undo,
    "redo": _redo,
    "zoom-in": _zoom_in,
    "zoom-out": _lens,
    "fit": _fit,
    "inspect": _inspect,
    "clear": _clear,
}


def icon(name: str, color: str, checked_color: str, disabled_color: str) -> QIcon:
    """An icon in three states; sharp on screens of up to three times the density."""
    made = QIcon()
    for state, mode, shade in (
        (QIcon.State.Off, QIcon.Mode.Normal, color),
        (QIcon.State.On, QIcon.Mode.Normal, checked_color),
        (QIcon.State.Off, QIcon.Mode.Disabled, disabled_color),
    ):
        for ratio in (1, 2, 3):
            made.addPixmap(_pixmap(name, shade, ratio), mode, state)
    return made


def _pixmap(name: str, color: str, ratio: int) -> QPixmap:
    pixmap = QPixmap(SIZE * ratio, SIZE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(color), 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    path = QPainterPath()
    _SHAPES[name](path)
    painter.strokePath(path, pen)
    painter.end()
    return pixmap


def program_icon() -> QIcon:
    """A point in its zone, on the accent colour."""
    pixmap = QPixmap(256, 256)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#0d6b62"))
    painter.drawRoundedRect(QRectF(8, 8, 240, 240), 56, 56)
    painter.setBrush(QColor("#f0a98f"))
    painter.drawEllipse(QPointF(128, 128), 78, 62)
    painter.setBrush(QColor("#d7322d"))
    painter.drawEllipse(QPointF(134, 124), 50, 40)
    pen = QPen(QColor("#ffffff"), 16)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(114, 106), QPointF(150, 142))
    painter.drawLine(QPointF(150, 106), QPointF(114, 142))
    painter.end()
    return QIcon(pixmap)
