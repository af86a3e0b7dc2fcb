"""The room that each chart takes in a picture, and which charts a picture shows. Sizes are in chart units."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName

CHART_WIDTH = 980.0
"""Room for the front or the back with its arms: the widest figure measures 928 units."""


CHART_TOP, CHART_BOTTOM = -18.0, 1870.0
"""First and last ordinate of a chart: feet reach to 1853 on the front."""


CHART_HEIGHT = CHART_BOTTOM - CHART_TOP

BESIDE = 26.0
"""Room at either side of a side view or the soles."""

SOLES_SCALE = 1.6
"""The soles are shown larger, or toes could hardly be told apart."""

ALWAYS: tuple[ChartName, ...] = ("front", "back")
"""The charts that every picture of a body shows; others are beside them where they hold something."""

EM = 0.6
"""Estimated width of a letter in sizes. Common fonts have 0.5 to 0.57 for such texts."""


@dataclass(frozen=True)
class ChartFrame:
    """The room of one chart: `left` and `top` are the chart's own coordinates of its upper left corner.

    `scale` is the size of the chart, by which width and height are multiplied already.
    """

    width: float
    height: float
    left: float
    top: float
    scale: float = 1.0

    def origin(self, x: float, y: float, row: float, scale: float = 1.0) -> tuple[float, float]:
        """Where the chart's (0, 0) is if its frame stands at `x` on the ground of a row of that height, `y` its top.

        All of it magnified by `scale`.
        """
        down = row - self.height
        return x - self.left * self.scale * scale, y + (down - self.top * self.scale) * scale


def chart_frame(chart: Chart) -> ChartFrame:
    """The room that a chart takes."""
    if chart.name in ALWAYS:
        return ChartFrame(CHART_WIDTH, CHART_HEIGHT, -CHART_WIDTH / 2, CHART_TOP)
    x, y, width, height = chart.view_box
    if chart.name == "soles":
        label = 30.0  # above the toes
        size = SOLES_SCALE * (width + 2 * BESIDE), SOLES_SCALE * (height + label)
        return ChartFrame(*size, x - BESIDE, y - label, SOLES_SCALE)
    return ChartFrame(width + 2 * BESIDE, CHART_HEIGHT, x - BESIDE, CHART_TOP)


def charts_shown(
    charts: Mapping[ChartName, Chart], *held: Collection[ChartName], only: Collection[ChartName] = ()
) -> dict[ChartName, Chart]:
    """Front and back, and of the others those that hold something, or exactly those of `only`; in the charts' order."""
    wanted = set(only) or {*ALWAYS, *(name for some in held for name in some)}
    return {name: chart for name, chart in charts.items() if name in wanted}


def estimated_width(text: str, size: float) -> float:
    """How wide a text may be in a common font, where no font can be asked."""
    return len(text) * size * EM
