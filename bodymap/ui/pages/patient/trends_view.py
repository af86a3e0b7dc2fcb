"""The course of a patient: trends, dates, confirmed and first muscles under each other, on one axis of time."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from bodymap.atlas.shipped import load_atlas
from bodymap.clinic.analysis.visit_metrics import FIRST
from bodymap.clinic.model import VisitLine
from bodymap.report.text.course import Course, course
from bodymap.report.text.patient_words import counted
from bodymap.report.text.translation import _
from bodymap.ui.pages.patient.muscle_timeline import MuscleTimeline
from bodymap.ui.pages.patient.trend_chart import TrendChart
from bodymap.ui.pages.patient.trend_row import TimeAxis, TrendRow
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import clear, heading, quiet
from bodymap.ui.widgets.scroll_area import ScrolledColumn


class TrendsView(ScrolledColumn):
    """All rows; what is pointed at in one is shown in all."""

    visit_chosen = Signal(str)
    """By id, with a click or Enter."""

    def __init__(self, look: Palette) -> None:
        super().__init__((0, 0, 10, 8), 0)
        self._look = look
        self.course: Course = course((), load_atlas())
        self.rows: list[TrendRow] = []

    def show_visits(self, visits: Sequence[VisitLine]) -> None:
        """Shows these visits, which may come in any order, from the top."""
        self.verticalScrollBar().setValue(0)
        self.course = course(visits, load_atlas())
        self._build()

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self._look = look
        for row in self.rows:
            row.look = look
            row.update()

    def point_at(self, number: int | None) -> None:
        """Shows a visit, counted from 0 at the oldest, in all rows."""
        for row in self.rows:
            row.show_pointed(number)

    def _chosen(self, number: int) -> None:
        self.visit_chosen.emit(self.course.visits[number].id)

    def _build(self) -> None:
        clear(self.column)
        self.rows = []
        shown, visits = self.course, self.course.visits
        self.column.addWidget(heading(_("Over time")))
        if not visits:
            self.column.addWidget(
                quiet(_("Marked area, intensity and confirmed muscles will appear here, visit by visit."))
            )
            self.column.addStretch(1)
            return
        for trend in shown.trends:
            self._add(TrendChart(self._look, trend, visits))
        self._add(TimeAxis(self._look, visits))
        self.column.addSpacing(10)
        self.column.addWidget(heading(_("Confirmed by hand")))
        for row in shown.confirmed:
            self._add(MuscleTimeline(self._look, row, visits, ranked=False))
        if not shown.confirmed:
            self.column.addWidget(quiet(_("No muscle has been confirmed yet.")))
        self.column.addSpacing(14)
        self.column.addWidget(heading(_("First muscles")))
        self.column.addWidget(
            quiet(_("● first in the ranking, ○ among the first {first}, by overlap and answers").format(first=FIRST))
        )
        for row in shown.first:
            self._add(MuscleTimeline(self._look, row, visits, ranked=True))
        if not shown.first:
            self.column.addWidget(quiet(_("No muscle has been ranked yet.")))
        elif shown.more:
            self.column.addWidget(
                quiet(_("… and {counted} less often in first place.").format(counted=counted(shown.more, "muscle")))
            )
        self.column.addStretch(1)

    def _add(self, row: TrendRow) -> None:
        row.pointed_at.connect(self.point_at)
        row.chosen.connect(self._chosen)
        self.rows.append(row)
        self.column.addWidget(row)
