"""A muscle over a patient's visits: a dot where it was confirmed, or its place where it was among the first."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bodymap.clinic.model import VisitLine
from bodymap.report.course import MuscleRow, row_words
from bodymap.ui.course_row import SCALE, WORDS, Choose, CourseRow, Point
from bodymap.ui.scene_painter import text_font
from bodymap.ui.style import Look

HEIGHT = 28
RADIUS = 9.0
NARROW = 5.0
"""Radius where visits are so close that places could not be read; the first place is then the full dot."""


class MuscleDots(CourseRow):
    """One muscle; `ranked` writes its place into each dot."""

    def __init__(
        self, look: Look, row: MuscleRow, visits: Sequence[VisitLine], point: Point, choose: Choose, *, ranked: bool
    ) -> None:
        super().__init__(look, visits, point, choose)
        self.row, self._ranked = row, ranked
        self.setFixedHeight(HEIGHT)
        self.setToolTip(row.name)
        self.setAccessibleName(row_words(row, visits, ranked=ranked))

    def said(self, number: int) -> str:
        """Whether the muscle was there at a visit, and where."""
        place = self.row.places[number]
        if not self._ranked:
            return "confirmed" if place else "not confirmed"
        return f"place {place}" if place else "not among the first"

    def _room(self) -> float:
        """The least distance of two dots of this row."""
        shown = [self.x_of(number) for number, place in enumerate(self.row.places) if place is not None]
        return min((after - before for before, after in pairwise(shown)), default=4 * RADIUS)

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
        wide = self._ranked and self._room() >= 2 * RADIUS
        radius = RADIUS if wide else NARROW
        for number, place in enumerate(self.row.places):
            if place is not None:
                self._dot(painter, QPointF(self.x_of(number), middle), place, radius, wide)

    def _dot(self, painter: QPainter, at: QPointF, place: int, radius: float, numbered: bool) -> None:
        first = place == 1
        painter.setPen(QPen(QColor(self.look.accent), 1.5))
        painter.setBrush(QColor(self.look.accent if first else self.look.accent_soft))
        painter.drawEllipse(at, radius, radius)
        if numbered:
            painter.setPen(QColor(self.look.on_accent if first else self.look.text))
            painter.setFont(text_font(12, bold=True))
            box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place))
