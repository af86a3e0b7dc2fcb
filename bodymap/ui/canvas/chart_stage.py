"""The middle of the pages Mark and Review: the body with its title, the choice of charts, and the common tools."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from bodymap.body.figure import ChartName, FigureName
from bodymap.report.graphics.layers import mark_groups
from bodymap.report.text.figure_words import FIGURE_LABELS
from bodymap.report.text.translation import _
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.models.document import Document
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.flow_layout import FlowLayout
from bodymap.ui.widgets.segmented_control import SegmentedControl
from bodymap.ui.widgets.tool_rail import ToolRail

VIEWS: Sequence[tuple[str, tuple[ChartName, ...]]] = (
    (_("Front and back"), ("front", "back")),
    (_("Front"), ("front",)),
    (_("Back"), ("back",)),
    (_("Sides"), ("right", "left")),
    (_("Soles"), ("soles",)),
    (_("All"), ("front", "back", "right", "left", "soles")),
)


class ChartPanel(QFrame):
    """The body view of a page; shows the document's marks and keeps them up to date."""

    def __init__(self, document: Document, look: Palette, title: str = "", subtitle: str = "") -> None:
        super().__init__()
        self.setObjectName("stage")
        self._document = document
        self._shown: tuple[ChartName, ...] = VIEWS[0][1]
        self._figure: FigureName | None = None
        self.view = BodyView()
        self.view.setAccessibleName(_("Body charts"))
        self.view.setAccessibleDescription(_("Use the arrow keys to move between regions; press Enter to mark one."))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 6)
        column.setSpacing(5)
        if title:
            for text, name in ((title, "title"), (subtitle, "subtitle")):
                label = QLabel(text)
                label.setObjectName(name)
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                label.setWordWrap(True)
                column.addWidget(label)
        self._figures = SegmentedControl([label for _kind, label in FIGURE_LABELS], 0, self._choose_figure)
        choices = QWidget()
        flow = FlowLayout(choices, 6, centred=True)  # in two lines where the page is narrow
        flow.addWidget(SegmentedControl([label for label, _kind in VIEWS], 0, self._choose_view))
        flow.addWidget(self._figures)
        column.addWidget(choices)
        column.addWidget(self.view, 1)
        self._column = column
        document.changed.connect(self.refresh)
        self.set_look(look)

    def show_above(self, notice: QWidget) -> None:
        """Puts something above everything else."""
        self._column.insertWidget(0, notice)

    def show_footer(self, footer: QWidget) -> None:
        """Puts something under the body."""
        self._column.addWidget(footer)

    def _choose_view(self, number: int) -> None:
        self._shown = VIEWS[number][1]
        self._figure = None
        self.refresh()

    def _choose_figure(self, number: int) -> None:
        self._document.set_figure(FIGURE_LABELS[number][0])

    def refresh(self) -> None:
        """Shows the document as it stands."""
        drawing = self._document.drawing
        if drawing.figure != self._figure:
            self._figure = drawing.figure
            self._figures.choose([name for name, _ in FIGURE_LABELS].index(drawing.figure))
            charts = self._document.charts
            self.view.show_charts({name: charts[name] for name in self._shown})
        self.view.marked_regions = frozenset(mark.region for mark in drawing.marks if mark.region is not None)
        self.view.set_layer("marks", mark_groups(drawing, self._document.charts, self.view.theme))

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self.view.set_theme(look.chart)
        self.refresh()


def add_zoom_tools(rail: ToolRail, view: BodyView) -> None:
    """Zoom in, zoom out and show all, as every page with a body has them."""
    rail.add("zoom-in", _("Zoom in"), _("Zoom in (+, or the wheel)"), lambda: view.zoom_by(1.35))
    rail.add("zoom-out", _("Zoom out"), _("Zoom out (-)"), lambda: view.zoom_by(1 / 1.35))
    rail.add("fit", _("Fit"), _("Show the whole body (0)"), view.zoom_to_fit)
