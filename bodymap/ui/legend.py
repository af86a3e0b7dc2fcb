"""The line under the charts that says what their patterns mean."""

import numpy as np
import shapely
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bodymap.report.layers import HATCH_WIDTH, STIPPLE_RADIUS
from bodymap.report.scene import Dots, Fill, Group, Item, Outline, geometry_curve, hatching, line_curve, stipple
from bodymap.report.theme import Theme
from bodymap.ui.scene_painter import paint
from bodymap.ui.style import Look

_BOX = shapely.box(1, 1, 27, 15)


class _Sample(QWidget):
    """A small piece of a pattern."""

    def __init__(self, kind: str, theme: Theme) -> None:
        super().__init__()
        self.kind, self.theme = kind, theme
        self.setFixedSize(28, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        paint(QPainter(self), [Group("sample", tuple(sample_items(self.kind, self.theme)))])


def sample_items(kind: str, theme: Theme) -> list[Item]:
    """A sample of a pattern, 28 × 16 units: marked, essential, spillover, unexplained or point."""
    box = geometry_curve(_BOX)
    if kind == "marked":
        return [Fill(box, theme.quality("aching"), theme.mark_strength), Outline(box, theme.quality("aching"), 1)]
    if kind == "essential":
        return [Fill(box, theme.essential, 0.42), Outline(box, theme.essential, 1)]
    if kind == "spillover":
        return [Dots(stipple(_BOX, 6, STIPPLE_RADIUS), STIPPLE_RADIUS, theme.spillover)]
    if kind == "unexplained":
        return [
            Outline(line_curve(hatching(_BOX, 5)), theme.unexplained, HATCH_WIDTH * 0.7),
            Outline(box, theme.unexplained, 1),
        ]
    cross = (("M", (11.0, 5.0)), ("L", (17.0, 11.0)), ("M", (11.0, 11.0)), ("L", (17.0, 5.0)))
    return [Dots(np.array([[14.0, 8.0]]), 7.5, theme.disc), Outline(cross, theme.cross, 2)]


class Legend(QWidget):
    """Samples with words; says only what is on the charts."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 2)
        row.setSpacing(6)
        self._samples: dict[str, _Sample] = {}
        self._labels: dict[str, QLabel] = {}
        row.addStretch(1)
        for kind, text in (
            ("marked", "marked pain"),
            ("essential", "essential zone"),
            ("spillover", "spillover zone"),
            ("unexplained", "unexplained"),
            ("point", "trigger point"),
        ):
            self._samples[kind] = _Sample(kind, look.chart)
            self._labels[kind] = QLabel(text)
            self._labels[kind].setStyleSheet("font-size: 13px;")
            row.addWidget(self._samples[kind])
            row.addWidget(self._labels[kind])
            row.addSpacing(4)
        row.addStretch(1)

    def show_names(self, zones_of: str, unexplained: bool, zones: bool) -> None:
        """Says whose zones are shown, and leaves out what is not on the charts."""
        self._labels["essential"].setToolTip(zones_of)
        for kind, shown in (("essential", zones), ("spillover", zones), ("unexplained", unexplained)):
            self._samples[kind].setVisible(shown)
            self._labels[kind].setVisible(shown)

    def set_look(self, look: Look) -> None:
        """Takes another look."""
        for sample in self._samples.values():
            sample.theme = look.chart
            sample.update()
