"""The list of muscles on the page Review: the first of the ranking, or all, with the keyboard where it was.

Which muscle is chosen, and what its zones are, is the page's (`bodymap.ui.pages.review.review_page`).
"""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from bodymap.drawing.findings import Verdict
from bodymap.matching.examination_order import company_notes
from bodymap.matching.ranking import MuscleScore, Ranking
from bodymap.matching.zone_index import MuscleKey, PointKey
from bodymap.report.text.examination_words import company_line
from bodymap.report.text.translation import _
from bodymap.ui.models.document import Document
from bodymap.ui.pages.review.ranking_row import RankingRow
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import button, clear, quiet
from bodymap.ui.widgets.focus import holds_focus, take_focus

SHORT_LIST = 8
"""Rows that are shown unless somebody wants all."""


class RankingList(QObject):
    """Fills a column with the rows of the open drawing's ranking."""

    chosen = Signal(object)
    """The `MuscleKey` of a row."""
    point_toggled = Signal(object)
    """A `PointKey` whose zones are to be shown, or hidden."""
    sheet_requested = Signal(str)
    """As in `RankingRow`."""

    def __init__(self, document: Document, column: QVBoxLayout) -> None:
        super().__init__()
        self._document, self._column = document, column
        self._all_rows = False
        self._rows: list[RankingRow] = []

    def show(self, selected: MuscleKey | None, points: Collection[PointKey], look: Palette) -> None:
        """Shows the ranking as it is now, with the chosen muscle and the points whose zones are shown."""
        focused = next((made.row.key for made in self._rows if holds_focus(made)), None)
        clear(self._column)
        self._rows = []
        ranking = self._document.match.ranking
        rows = ranking.rows
        for number, row in enumerate(rows if self._all_rows else rows[:SHORT_LIST], start=1):
            made = RankingRow(
                number,
                row,
                self._document.knowledge.atlas,
                look,
                selected=row.key == selected,
                shown_points=points,
                finding=self._document.drawing.findings.of(*row.key),
                company=self._company(row),
            )
            made.chosen.connect(lambda key=row.key: self.chosen.emit(key))
            made.point_toggled.connect(self.point_toggled)
            made.judged.connect(partial(self._judge, row.key))
            made.sheet_requested.connect(self.sheet_requested)
            self._rows.append(made)
            self._column.addWidget(made)
            if row.key == focused:
                take_focus(made)
        if not rows:
            text = (
                _("No muscle of this set reaches what is marked.")
                if ranking.marked > 0
                else _("Nothing is marked, so nothing is ranked.")
            )
            empty = quiet(text)
            empty.setContentsMargins(18, 12, 18, 12)
            self._column.addWidget(empty)
        elif len(rows) > SHORT_LIST:
            label = _("Show fewer") if self._all_rows else _("Show all {n}").format(n=len(rows))
            toggle = partial(self._toggle_all, selected, points, look)
            self._column.addWidget(button(label, toggle, flat=True))
        self._column.addStretch(1)

    def _toggle_all(self, selected: MuscleKey | None, points: Collection[PointKey], look: Palette) -> None:
        self._all_rows = not self._all_rows
        self.show(selected, points, look)

    def _company(self, row: MuscleScore) -> str:
        return company_line(self._document.knowledge.atlas, company_notes(self._document.match, row.key))

    def _judge(self, key: MuscleKey, verdict: Verdict | None) -> None:
        finding = self._document.drawing.findings.of(*key)
        self._document.find(finding.model_copy(update={"verdict": verdict}))

    def show_numbers(self, ranking: Ranking) -> None:
        """Takes the numbers of another ranking into the rows that are there, which keep their places."""
        for made in self._rows:
            row: MuscleScore | None = ranking.by_key.get(made.row.key)
            if row is not None:
                made.show_numbers(row)

    def bring_into_view(self, key: MuscleKey, area: QScrollArea) -> None:
        """Scrolls to the row of a muscle, once the rows have their places."""
        for made in self._rows:
            if made.row.key == key:
                QTimer.singleShot(0, made, lambda made=made: area.ensureWidgetVisible(made, 0, 40))
