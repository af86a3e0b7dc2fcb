"""Paints the display list of `report.scene` with Qt: on a widget, a pixmap, a printer or a PDF."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from bodymap.body.chart import Curve
from bodymap.report.scene import Dots, Fill, Group, Outline, Text

FONT_FAMILIES = ["Inter", "Noto Sans", "Segoe UI", "SF Pro Text", "Helvetica Neue", "DejaVu Sans"]


@lru_cache(maxsize=2048)
def _path(curve: Curve, winding: bool) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill if winding else Qt.FillRule.OddEvenFill)
    for command, values in curve:
        if command == "M":
            path.moveTo(*values)
        elif command == "L":
            path.lineTo(*values)
        elif command == "C":
            path.cubicTo(*values)
        else:
            path.closeSubpath()
    return path


def to_path(curve: Curve, winding: bool = False) -> QPainterPath:
    """A path of the display list as Qt's. Converted once: the screen repaints the same curves again and again."""
    return _path(curve, winding)


def color(name: str, opacity: float = 1.0) -> QColor:
    """A colour with opacity."""
    made = QColor(name)
    made.setAlphaF(opacity)
    return made


def text_font(size: float, bold: bool = False) -> QFont:
    """The program's font at a size in the painter's units."""
    font = QFont()
    font.setFamilies(FONT_FAMILIES)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def paint(painter: QPainter, groups: Iterable[Group]) -> None:
    """Paints groups in order, in the painter's current coordinates (chart units)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for group in groups:
        for item in group.items:
            if isinstance(item, Fill):
                painter.fillPath(to_path(item.path, item.rule == "nonzero"), color(item.color, item.opacity))
            elif isinstance(item, Outline):
                pen = QPen(color(item.color, item.opacity), item.width)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                if item.dash:
                    pen.setDashPattern([length / item.width for length in item.dash])
                painter.strokePath(to_path(item.path), pen)
            elif isinstance(item, Dots):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color(item.color, item.opacity))
                for x, y in item.centres:
                    painter.drawEllipse(QPointF(x, y), item.radius, item.radius)
            else:
                _text(painter, item)
    painter.restore()


def _text(painter: QPainter, item: Text) -> None:
    font = text_font(item.size, item.bold)
    width = QFontMetricsF(font).horizontalAdvance(item.text)
    shift = {"start": 0.0, "middle": -width / 2, "end": -width}[item.anchor]
    painter.setFont(font)
    painter.setPen(color(item.color))
    painter.drawText(QPointF(item.x + shift, item.y), item.text)
