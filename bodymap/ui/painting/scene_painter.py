"""Paints the display list of `report.scene` with Qt: on a widget or a pixmap. Paper is set by `report.press`."""

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from bodymap.geometry.curve import Curve
from bodymap.report.graphics.scene import Dots, Fill, Group, Outline, Picture, Text

FONT_FAMILIES = ["Inter", "Noto Sans", "Segoe UI", "SF Pro Text", "Helvetica Neue", "DejaVu Sans"]


KEPT_PATHS = 1024
"""Converted curves that are kept: two bodies with all their layers have some 300."""


class _Paths:
    """Converted curves by identity: comparing or hashing thousands of numbers at every repaint would cost more than
    painting them. Each entry holds its curve, so that an identity cannot come back for another one."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, bool], tuple[Curve, QPainterPath]] = OrderedDict()

    def path(self, curve: Curve, winding: bool) -> QPainterPath:
        key = id(curve), winding
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        path = _converted(curve, winding)
        self._kept[key] = curve, path
        if len(self._kept) > KEPT_PATHS:
            self._kept.popitem(last=False)
        return path


_paths = _Paths()


def _converted(curve: Curve, winding: bool) -> QPainterPath:
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
    return _paths.path(curve, winding)


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
    # What is measured must be what is printed, at any zoom: glyphs are not fitted to the pixels of a screen.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Letters swapped for nicer ones (Inter raises the colon of a time) could not be copied from a PDF as text.
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in the units of its size."""
    return QFontMetricsF(text_font(size, bold)).horizontalAdvance(text)


def text_rect(item: Text) -> QRectF:
    """The rectangle that a line of text takes, from ascent to descent."""
    metrics = QFontMetricsF(text_font(item.size, item.bold))
    width = metrics.horizontalAdvance(item.text)
    shift = {"start": 0.0, "middle": -width / 2, "end": -width}[item.anchor]
    return QRectF(item.x + shift, item.y - metrics.ascent(), width, metrics.height())


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


def paint_picture(painter: QPainter, picture: Picture) -> None:
    """Paints a picture with its upper left corner at the painter's origin, one unit a unit."""
    painter.save()
    painter.fillRect(QRectF(0, 0, picture.width, picture.height), color(picture.background))
    for part in picture.parts:
        painter.save()
        painter.translate(part.x, part.y)
        painter.scale(part.scale, part.scale)
        paint(painter, part.groups)
        painter.restore()
    painter.restore()


def _text(painter: QPainter, item: Text) -> None:
    painter.setFont(text_font(item.size, item.bold))
    painter.setPen(color(item.color))
    painter.drawText(QPointF(text_rect(item).left(), item.y), item.text)
