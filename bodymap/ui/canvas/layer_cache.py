"""The still pictures that the surface is put together from: the body, one picture a layer, the stroke in hand.

Painted when first asked for and kept until something in them changes, so that a pointer move copies pixels and paints
next to nothing. Knows nothing of pointers, tools or drawings.
"""

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName
from bodymap.report.graphics.layers import Layers, body_group, side_labels
from bodymap.report.graphics.scene import Group, geometry_curve
from bodymap.report.graphics.theme import LIGHT, Theme
from bodymap.ui.canvas.layout import Layout
from bodymap.ui.painting.scene_painter import color, paint, to_path

LAYER_ORDER = ("zones", "marks", "unexplained", "points")
"""From below to above; the body is under all of them, the region under the pointer and the brush above."""

ERASABLE = "marks"
"""The layer that an eraser wipes; zones and points stay where they are."""

HOLD_ARRAYS = {"zones"}
"""Layers with arrays of dots in them, which `==` cannot compare."""

LABEL_UNITS, LABEL_PIXELS = 26.0, 15.0
"""Least height of "Right" and "Left", on the chart and on the screen: they can be read on a small window too."""


def place(painter: QPainter, layout: Layout, chart: ChartName) -> None:
    """Turns a painter's coordinates into those of a chart."""
    painter.translate(*layout.origin(chart))
    painter.scale(layout.scale, layout.scale)


class LayerCache:
    """The pictures of one surface; `reset` whenever its size, layout, charts or theme change."""

    def __init__(self) -> None:
        self.theme: Theme = LIGHT
        self._charts: Mapping[ChartName, Chart] = {}
        self._layout = Layout()
        self._size, self.ratio = QSize(), 1.0
        self._layers: dict[str, Layers] = {}
        self._body: QPixmap | None = None
        self._painted: dict[str, QPixmap] = {}
        self._stroke: QPixmap | None = None
        self._stroke_opacity = 1.0
        self._stroke_color = QColor()

    def reset(self, charts: Mapping[ChartName, Chart], layout: Layout, theme: Theme, size: QSize, ratio: float) -> None:
        """Paints everything anew: these charts, laid out so, on `size` points of `ratio` device pixels each."""
        self.theme, self._charts, self._layout = theme, charts, layout
        self._size, self.ratio = size, ratio
        self._body = None
        self._painted.clear()

    def set_layer(self, name: str, layers: Layers) -> bool:
        """Replaces a layer (one of LAYER_ORDER). True if that changes the picture."""
        if name not in HOLD_ARRAYS and self._layers.get(name, {}) == layers:
            return False
        self._layers[name] = layers
        self._painted.pop(name, None)
        return True

    def all(self) -> Iterator[tuple[QPixmap, float]]:
        """The pictures from below to above, each with the opacity at which it shows."""
        yield self._body_picture(), 1.0
        for name in LAYER_ORDER:
            if self._layers.get(name):
                yield self._layer_picture(name), 1.0
            if name == ERASABLE and self._stroke is not None:
                yield self._stroke, self._stroke_opacity

    # A stroke in hand

    def begin_stroke(self, name: str, opacity: float) -> None:
        """Opens an empty stroke of one colour; it shows at `opacity`, however often the brush passes."""
        self._stroke = self._blank()
        self._stroke_color = color(name)
        self._stroke_opacity = opacity

    def add_to_stroke(self, chart: ChartName, segment: BaseGeometry) -> None:
        """Adds the area of one segment, in chart units."""
        if self._stroke is not None:
            self._fill(self._stroke, chart, segment, QPainter.CompositionMode.CompositionMode_SourceOver)

    def wipe(self, chart: ChartName, segment: BaseGeometry) -> None:
        """Takes the area of one segment, in chart units, from the picture of the marks."""
        target = self._layer_picture(ERASABLE)
        self._fill(target, chart, segment, QPainter.CompositionMode.CompositionMode_DestinationOut)

    def end_stroke(self) -> None:
        """Takes the stroke away, or shows again what was wiped: from here on the marks say what is marked."""
        self._stroke = None
        self._painted.pop(ERASABLE, None)

    # Painting

    def _blank(self) -> QPixmap:
        pixmap = QPixmap(self._size * self.ratio)
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    def _fill(self, target: QPixmap, chart: ChartName, segment: BaseGeometry, mode: QPainter.CompositionMode) -> None:
        painter = QPainter(target)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(mode)
        place(painter, self._layout, chart)
        painter.fillPath(to_path(geometry_curve(segment)), self._stroke_color)
        painter.end()

    def _body_picture(self) -> QPixmap:
        if self._body is None:
            self._body = self._blank()
            self._body.fill(QColor(self.theme.page))
            size = max(LABEL_UNITS, LABEL_PIXELS / self._layout.scale)
            groups = {
                name: [body_group(chart, self.theme), side_labels(chart, self.theme, size)]
                for name, chart in self._charts.items()
            }
            self._paint_groups(self._body, groups)
        return self._body

    def _layer_picture(self, name: str) -> QPixmap:
        if name not in self._painted:
            self._painted[name] = self._blank()
            self._paint_groups(self._painted[name], self._layers.get(name, {}))
        return self._painted[name]

    def _paint_groups(self, on: QPixmap, groups: Mapping[ChartName, Iterable[Group]]) -> None:
        painter = QPainter(on)
        for chart, found in groups.items():
            if chart in self._charts:
                painter.save()
                place(painter, self._layout, chart)
                paint(painter, found)
                painter.restore()
        painter.end()
