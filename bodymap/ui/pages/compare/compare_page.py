"""The page Compare: two visits of a patient side by side or on one chart, all visits as a series and as a heat map."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bodymap.body.figure import FIGURES, FigureName
from bodymap.body.frequency import FrequencyMap
from bodymap.clinic.analysis.comparison import Comparison, compare
from bodymap.clinic.model import Visit
from bodymap.matching.knowledge import Knowledge
from bodymap.report.graphics.comparison_pictures import (
    change_picture,
    heat_picture,
    marked_words,
    series_picture,
    visit_names,
    visits_frequency,
)
from bodymap.report.graphics.picture_grid import Size
from bodymap.report.graphics.scene import Picture
from bodymap.report.text.translation import _
from bodymap.ui.pages.compare.compare_panel import ComparePanel
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import picture_stage, side_by_side
from bodymap.ui.widgets.combo_box import ComboBox
from bodymap.ui.widgets.elided_label import ElidedLabel
from bodymap.ui.widgets.focus import on_escape
from bodymap.ui.widgets.picture_view import PictureView
from bodymap.ui.widgets.segmented_control import SegmentedControl

VIEWS = (_("Side by side"), _("One chart"), _("All visits"), _("Heat map"))
SIDE_BY_SIDE, ONE_CHART, ALL_VISITS, HEAT_MAP = range(4)


class ComparePage(QWidget):
    """Bodies in the middle, what changed at the right. Esc goes back."""

    back_requested = Signal()

    def __init__(self, look: Palette) -> None:
        super().__init__()
        self.patient_name = ""
        """Whose visits are shown."""
        self._look = look
        self._visits: tuple[Visit, ...] = ()
        self._knowledge: Knowledge | None = None
        self._comparison: Comparison | None = None
        self._maps: list[tuple[FigureName, FrequencyMap]] | None = None
        self._view = ONE_CHART
        self.view = PictureView()
        self.panel = ComparePanel()
        self.title = ElidedLabel("title")
        self.earlier, self.later = ComboBox(_("Earlier visit")), ComboBox(_("Later visit"))
        self.earlier.activated.connect(lambda _index: self._compare())
        self.later.activated.connect(lambda _index: self._choose_later())
        self.segments = SegmentedControl(VIEWS, self._view, self.choose_view)
        stage, column = picture_stage()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.earlier)
        self.arrow = QLabel("→")
        head.addWidget(self.arrow)
        head.addWidget(self.later)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.segments)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addWidget(self.view, 1)
        side_by_side(self, stage, self.panel, wide=stage)
        on_escape(self, self.go_back)

    def show_visits(
        self,
        patient_name: str,
        visits: Sequence[Visit],
        chosen: tuple[str, str] | None = None,
        knowledge: Knowledge | None = None,
    ) -> None:
        """Shows a patient's visits, newest first.

        `chosen` are the ids of the two to compare, in either order; else the newest is compared with the one before.
        They are matched against `knowledge`, or else the default set of the atlas.
        """
        self._visits, self._maps, self._knowledge = tuple(visits), None, knowledge
        self.patient_name = patient_name
        self.title.say(patient_name)
        places = [number for number, visit in enumerate(self._visits) if visit.id in (chosen or ())]
        later, earlier = places if len(places) == 2 else (0, 1)
        self._fill(self.later, self._visits[:-1], later)
        self._fill_earlier(earlier)
        for widget in (self.earlier, self.arrow, self.later):
            widget.setVisible(len(self._visits) > 1)
        self._compare()

    @property
    def chosen(self) -> tuple[str, str] | None:
        """The ids of the visits that are compared, the earlier one first; None where there are not two."""
        pair = self._pair()
        return (pair[0].id, pair[1].id) if pair else None

    @property
    def comparison(self) -> Comparison | None:
        """What is compared; None where there are not two visits."""
        return self._comparison

    def choose_view(self, number: int) -> None:
        """Shows one of VIEWS, by its place among them."""
        self._view = number
        self.segments.choose(number)
        self._show()

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self._look = look
        self._show()

    def go_back(self) -> None:
        """Back to where somebody came from."""
        self.back_requested.emit()

    # The two visits

    def _fill(self, box: ComboBox, visits: Sequence[Visit], current: int) -> None:
        box.clear()
        names = visit_names(self._visits)
        for visit in visits:
            box.addItem(f"{names[visit.id]} · {marked_words(visit)}", visit.id)
        box.setCurrentIndex(current)

    def _fill_earlier(self, number: int) -> None:
        """Offers what is earlier than the later visit; `number` counts from the newest visit."""
        first = self.later.currentIndex() + 1
        self._fill(self.earlier, self._visits[first:], number - first)

    def _choose_later(self) -> None:
        number = self.later.currentIndex() + 1 + self.earlier.currentIndex()
        kept = self.earlier.currentData()
        places = [place for place, visit in enumerate(self._visits) if visit.id == kept]
        first = self.later.currentIndex() + 1
        self._fill_earlier(places[0] if places and places[0] >= first else min(first, number))
        self._compare()

    def _pair(self) -> tuple[Visit, Visit] | None:
        if len(self._visits) < 2:
            return None
        later = self.later.currentIndex()
        return self._visits[later + 1 + self.earlier.currentIndex()], self._visits[later]

    def _compare(self) -> None:
        pair = self._pair()
        if pair is None:
            self._comparison = None
            what = _("There is only one visit so far") if self._visits else _("There is no visit yet")
            self.panel.show_text(what, _("You can compare visits after the next one."))
        else:
            self._comparison = compare(pair[0].drawing, pair[1].drawing, self._knowledge)
            self.panel.show_comparison(self._comparison)
        self._show()

    # The picture

    def _show(self) -> None:
        self.view.show_picture(self._compose)

    def _compose(self, size: Size) -> Picture:
        theme, pair = self._look.chart, self._pair()
        if self._view == HEAT_MAP:
            return heat_picture(self._frequency(), "visit", theme, size)
        if self._view == ALL_VISITS or pair is None or self._comparison is None:
            return series_picture(self._visits[::-1], theme, size)
        if self._view == SIDE_BY_SIDE or not self._comparison.exact:
            # Places of two figures do not lie on one chart; the panel says so.
            return series_picture(pair, theme, size)
        return change_picture(self._comparison, pair[1].drawing.figure, theme, size)

    def _frequency(self) -> list[tuple[FigureName, FrequencyMap]]:
        """A map for each figure that was drawn on; counted once for the visits."""
        if self._maps is None:
            drawings = [visit.drawing for visit in self._visits]
            used = [figure for figure in FIGURES if any(one.figure == figure for one in drawings)]
            self._maps = [(figure, visits_frequency(drawings, figure)) for figure in used]
        return self._maps
