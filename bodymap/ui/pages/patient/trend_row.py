"""What every row of a patient's course shares: words at the left, visits along one axis of time at the right.

Rows stand under each other, so that a visit is at the same place in all of them. The pointer or the arrow keys choose
a visit; the owner then shows it in all rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bodymap.clinic.dates import MONTHS, local
from bodymap.clinic.model import VisitLine
from bodymap.report.text.course import time_places, visit_day
from bodymap.report.text.translation import _
from bodymap.ui.painting.scene_painter import text_font, text_width
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.announce import announce

WORDS = 196
"""Points for the words at the left."""

SCALE = 30
"""Points for the numbers of an axis."""

END = 26
"""Points that stay free at both ends of the time axis, so that the first and last date have room."""

REACH = 24
"""Points within which the pointer finds a visit."""

GAP = 10
"""Points between two dates."""


class TrendRow(QWidget):
    """One row; what it paints is its own."""

    pointed_at = Signal(object)
    """The visit under the pointer (int from 0 at the oldest), or None."""
    chosen = Signal(int)
    """The visit that is clicked, counted likewise."""

    def __init__(self, look: Palette, visits: Sequence[VisitLine]) -> None:
        super().__init__()
        self.look, self.visits = look, visits
        self._places = time_places([line.started for line in visits])
        self.pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def x_of(self, number: int) -> float:
        """Where a visit is, in points."""
        left = WORDS + SCALE + END
        return left + self._places[number] * (self.width() - left - END)

    def show_pointed(self, number: int | None) -> None:
        """Shows a visit as pointed at, without telling anybody."""
        if number != self.pointed:
            self.pointed = number
            self.update()

    def said(self, number: int) -> str:
        """What the row says of a visit, for a screen reader."""
        return visit_day(self.visits[number])

    def _nearest(self, x: float) -> int | None:
        distances = [(abs(self.x_of(number) - x), number) for number in range(len(self.visits))]
        distance, number = min(distances, default=(REACH + 1.0, 0))
        return number if distance <= REACH else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's."""
        found = self._nearest(event.position().x())
        self.setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)
        self.pointed_at.emit(found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's."""
        if (found := self._nearest(event.position().x())) is not None:
            self.chosen.emit(found)

    def leaveEvent(self, _event: QEvent) -> None:
        """Qt's."""
        self.pointed_at.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's; left and right walk through the visits, Enter goes to the one that is pointed at."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and self.visits:
            last = len(self.visits) - 1
            start = self.pointed if self.pointed is not None else last + 1 if steps[key] < 0 else -1
            number = min(max(start + steps[key], 0), last)
            self.pointed_at.emit(number)
            announce(self, f"{visit_day(self.visits[number])}: {self.said(number)}")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pointed is not None:
            self.chosen.emit(self.pointed)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's; the frame around the row appears."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's."""
        super().focusOutEvent(event)
        self.pointed_at.emit(None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.pointed is not None and self.pointed < len(self.visits):
            x = self.x_of(self.pointed)
            painter.setPen(QPen(QColor(self.look.quiet), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        self.paint_row(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.look.accent), 1.4, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def paint_row(self, painter: QPainter) -> None:
        """Paints what is the row's own."""


@dataclass(frozen=True)
class DateLabel:
    """A date under the charts, in points."""

    left: float
    width: float
    day: str
    year: str
    pointed: bool

    def apart(self, other: "DateLabel") -> bool:
        """Whether two dates can stand beside each other and still be told apart."""
        return self.left >= other.left + other.width + GAP or other.left >= self.left + self.width + GAP


class TimeAxis(TrendRow):
    """The dates under the charts: as many as have room, the first and the last always, and the one pointed at."""

    SIZE = 13

    def __init__(self, look: Palette, visits: Sequence[VisitLine]) -> None:
        super().__init__(look, visits)
        self.setFixedHeight(40)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Dates of the visits"))

    def labels(self) -> list[DateLabel]:
        """The dates that have room, from the left; each with its year where that is another one than before."""
        if not self.visits:
            return []
        last = len(self.visits) - 1
        first_served = [self.pointed] if self.pointed is not None else []
        taken: dict[int, DateLabel] = {}
        for number in [*first_served, 0, last, *range(1, last)]:
            made = self._label(number)
            if number not in taken and all(made.apart(other) for other in taken.values()):
                taken[number] = made
        labels: list[DateLabel] = []
        year = ""
        for number in sorted(taken):
            own = taken[number].year
            labels.append(replace(taken[number], year=own if own != year else ""))
            year = own
        return labels

    def _label(self, number: int) -> DateLabel:
        when = local(self.visits[number].started)
        day = f"{when.day} {MONTHS[when.month - 1]}"
        width = text_width(day, self.SIZE, bold=True) + 4
        left = min(self.x_of(number) - width / 2, self.width() - width)
        return DateLabel(left, width, day, str(when.year), number == self.pointed)

    def paint_row(self, painter: QPainter) -> None:
        """Dates under ticks."""
        painter.setPen(QPen(QColor(self.look.border), 1))
        for number in range(len(self.visits)):
            painter.drawLine(QPointF(self.x_of(number), 0), QPointF(self.x_of(number), 4))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        for label in self.labels():
            painter.fillRect(QRectF(label.left, 5, label.width, 35), QColor(self.look.panel))
            painter.setFont(text_font(self.SIZE, bold=label.pointed))
            painter.setPen(QColor(self.look.text if label.pointed else self.look.quiet))
            painter.drawText(QRectF(label.left, 5, label.width, 18), flags, label.day)
            painter.drawText(QRectF(label.left, 21, label.width, 18), flags, label.year)
