"""A muscle over a patient's visits: a dot where it was confirmed, or where it was among the first of the ranking.

A full dot is a confirmed muscle, or one that came first; its place is written into the dot that is pointed at.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bodymap.clinic.model import VisitLine
from bodymap.report.text.course import MuscleRow, row_words
from bodymap.report.text.translation import _
from bodymap.ui.pages.patient.trend_row import SCALE, WORDS, TrendRow
from bodymap.ui.painting.scene_painter import text_font
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.plain_text import plain_text

HEIGHT = 28
RADIUS, POINTED = 5.5, 9.5


class MuscleTimeline(TrendRow):
    """One muscle; `ranked` tells first places from others."""

    def __init__(self, look: Palette, row: MuscleRow, visits: Sequence[VisitLine], *, ranked: bool) -> None:
        super().__init__(look, visits)
        self.row, self._ranked = row, ranked
        self.setFixedHeight(HEIGHT)
        self.setToolTip(plain_text(row.name))
        self.setAccessibleName(row_words(row, visits, ranked=ranked))

    def said(self, number: int) -> str:
        """Whether the muscle was there at a visit, and where."""
        place = self.row.places[number]
        if not self._ranked:
            return "confirmed" if place else _("not confirmed")
        return f"place {place}" if place else _("not among the first")

    def paint_row(self, painter: QPainter) -> None:
        """Name, a line of time, dots."""
        middle = self.height() / 2
        painter.setFont(text_font(14))
        painter.setPen(QColor(self.look.text))
        name = painter.fontMetrics().elidedText(self.row.name, Qt.TextElideMode.ElideRight, WORDS + SCALE - 14)
        left = QRectF(4, 0, WORDS + SCALE - 10, self.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QPen(QColor(self.look.border), 1))
        painter.drawLine(QPointF(WORDS + SCALE, middle), QPointF(self.width(), middle))
        shown = [number for number, place in enumerate(self.row.places) if place is not None]
        for number in sorted(shown, key=lambda number: number == self.pointed):  # the large one lies above
            self._dot(painter, QPointF(self.x_of(number), middle), self.row.places[number], number == self.pointed)

    def _dot(self, painter: QPainter, at: QPointF, place: int | None, pointed: bool) -> None:
        radius = POINTED if pointed else RADIUS
        painter.setPen(QPen(QColor(self.look.accent), 1.6))
        painter.setBrush(QColor(self.look.accent if place == 1 else self.look.panel))
        painter.drawEllipse(at, radius, radius)
        if pointed and self._ranked:
            painter.setPen(QColor(self.look.on_accent if place == 1 else self.look.text))
            painter.setFont(text_font(13, bold=True))
            box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place))
