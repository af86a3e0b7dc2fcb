"""The line under the charts that says what their patterns mean."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bodymap.report.graphics.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH, Kind, sample
from bodymap.report.graphics.scene import Group
from bodymap.report.graphics.theme import Theme
from bodymap.report.text.translation import _
from bodymap.ui.painting.scene_painter import paint
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.flow_layout import FlowLayout

WORDS: tuple[tuple[Kind, str], ...] = (
    ("marked", _("marked pain")),
    ("essential", _("essential zone")),
    ("spillover", _("spillover zone")),
    ("unexplained", "unexplained"),
    ("point", _("trigger point")),
)


class _Sample(QWidget):
    """A small piece of a pattern."""

    def __init__(self, kind: Kind, theme: Theme) -> None:
        super().__init__()
        self.kind: Kind = kind
        self.theme = theme
        self.setFixedSize(round(SAMPLE_WIDTH), round(SAMPLE_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        paint(QPainter(self), [Group("sample", sample(self.kind, self.theme))])


class LegendStrip(QWidget):
    """Samples with words; says only what is on the charts."""

    def __init__(self, look: Palette) -> None:
        super().__init__()
        flow = FlowLayout(self, spacing=6)
        self._samples: dict[str, _Sample] = {}
        self._labels: dict[str, QLabel] = {}
        self._entries: dict[str, QWidget] = {}
        for kind, text in WORDS:
            self._samples[kind] = _Sample(kind, look.chart)
            self._labels[kind] = QLabel(text)
            self._labels[kind].setStyleSheet("font-size: 13px;")
            self._entries[kind] = QWidget()
            row = QHBoxLayout(self._entries[kind])
            row.setContentsMargins(4, 2, 8, 2)
            row.setSpacing(6)
            row.addWidget(self._samples[kind])
            row.addWidget(self._labels[kind])
            flow.addWidget(self._entries[kind])

    def show_names(self, zones_of: str, unexplained: bool, zones: bool) -> None:
        """Says whose zones are shown, and leaves out what is not on the charts."""
        self._labels["essential"].setToolTip(zones_of)
        for kind, shown in (("essential", zones), ("spillover", zones), ("unexplained", unexplained)):
            self._entries[kind].setVisible(shown)

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        for made in self._samples.values():
            made.theme = look.chart
            made.update()
