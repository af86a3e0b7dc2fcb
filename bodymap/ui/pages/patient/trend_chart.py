"""A small line chart of a patient's course: one value or two over the visits, on an axis from 0.

Two lines differ by shape as well as colour: dots on a full line, squares on a broken one.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bodymap.clinic.model import VisitLine
from bodymap.report.text.course import Series, Trend, trend_words, values_words
from bodymap.ui.pages.patient.trend_row import SCALE, WORDS, TrendRow
from bodymap.ui.painting.scene_painter import text_font, text_width
from bodymap.ui.theme.palette import Palette

HEIGHT = 98
ABOVE, BELOW = 14, 12
DOT = 4.0


class TrendChart(TrendRow):
    """One trend; its words at the left tell the last visit, or the one pointed at."""

    def __init__(self, look: Palette, trend: Trend, visits: Sequence[VisitLine]) -> None:
        super().__init__(look, visits)
        self.trend = trend
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(f"{trend.title}, {trend.unit}")
        self.setAccessibleDescription(trend_words(trend, visits))

    def said(self, number: int) -> str:
        """The values of a visit in words."""
        return values_words(self.trend, number)

    def y_of(self, value: float) -> float:
        """Where a value is, in points."""
        return HEIGHT - BELOW - value / self.trend.top * (HEIGHT - ABOVE - BELOW)

    def paint_row(self, painter: QPainter) -> None:
        """Words, axis, lines."""
        self._axis(painter)
        for number, series in enumerate(self.trend.series):
            self._line(painter, series, second=number > 0)
        self._words(painter)

    def _axis(self, painter: QPainter) -> None:
        painter.setFont(text_font(13))
        for value in (0.0, self.trend.top / 2, self.trend.top):
            y = self.y_of(value)
            painter.setPen(QPen(QColor(self.look.border), 1))
            painter.drawLine(QPointF(WORDS + SCALE, y), QPointF(self.width(), y))
            painter.setPen(QColor(self.look.quiet))
            place = QRectF(WORDS - 8, y - 10, SCALE, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.trend.tick(value))

    def _line(self, painter: QPainter, series: Series, second: bool) -> None:
        shade = QColor(self.look.filled if second else self.look.accent)
        places = [
            (number, QPointF(self.x_of(number), self.y_of(value)))
            for number, value in enumerate(series.values)
            if value is not None
        ]
        pen = QPen(shade, 2, Qt.PenStyle.DashLine if second else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        for (number, start), (after, end) in pairwise(places):
            if after == number + 1:  # no line over a visit that has no value
                painter.drawLine(start, end)
        for number, place in places:
            _point(painter, place, shade, self.look.panel, second=second, large=number == self.pointed)

    def _words(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.look.text))
        painter.setFont(text_font(15, bold=True))
        painter.drawText(QRectF(4, 8, WORDS, 20), self.trend.title)
        title = text_width(self.trend.title, 15, bold=True)
        painter.setPen(QColor(self.look.quiet))
        painter.setFont(text_font(13))
        painter.drawText(QRectF(12 + title, 9, WORDS - title, 20), self.trend.unit)
        for number, series in enumerate(self.trend.series):
            top = 34 + 27 * number
            shown = self.pointed if self.pointed is not None else _last(series)
            value = series.said(shown) if shown is not None else "–"
            left = 4.0
            if len(self.trend.series) > 1:
                shade = QColor(self.look.filled if number else self.look.accent)
                painter.setPen(QPen(shade, 2, Qt.PenStyle.DashLine if number else Qt.PenStyle.SolidLine))
                painter.drawLine(QPointF(4, top + 11), QPointF(30, top + 11))
                _point(painter, QPointF(17, top + 11), shade, self.look.panel, second=number > 0, large=False)
                painter.setPen(QColor(self.look.quiet))
                painter.setFont(text_font(13))
                painter.drawText(QRectF(38, top, 70, 22), Qt.AlignmentFlag.AlignVCenter, series.name)
                left = 96.0
            painter.setPen(QColor(self.look.text))
            painter.setFont(text_font(18 if value[0].isdigit() else 14, bold=True))
            painter.drawText(QRectF(left, top, WORDS - left, 24), Qt.AlignmentFlag.AlignVCenter, value)


def _last(series: Series) -> int | None:
    """The last visit that has a value."""
    return next((n for n in reversed(range(len(series.values))) if series.values[n] is not None), None)


def _point(painter: QPainter, place: QPointF, shade: QColor, edge: str, *, second: bool, large: bool) -> None:
    """A dot, or a square of the second line; a light edge keeps it apart from lines that cross it."""
    size = DOT * (1.5 if large else 1.0)
    painter.setPen(QPen(QColor(edge), 1.5))
    painter.setBrush(shade)
    box = QRectF(place.x() - size, place.y() - size, 2 * size, 2 * size)
    if second:
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.drawEllipse(box)
