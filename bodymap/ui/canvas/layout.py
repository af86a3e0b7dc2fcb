"""Where the charts lie on the surface, and how a place on the screen becomes a place on a chart. Arithmetic only."""

from dataclasses import dataclass, replace

from bodymap.body.figure import ChartName

CHART_WIDTH = 950.0
"""Room for one chart with its arms, in chart units: the widest figure measures 928."""

TOP, BOTTOM = -18.0, 1870.0
"""First and last ordinate shown: feet reach to 1853 on the front chart."""

MIN_ZOOM, MAX_ZOOM = 1.0, 8.0


@dataclass(frozen=True)
class Layout:
    """Charts side by side in a window of `width` × `height` pixels, magnified by `zoom` about a moved centre.

    The *sheet* is the plane on which all charts lie side by side, in chart units; (0, 0) is its upper left corner.
    """

    charts: tuple[ChartName, ...] = ("front", "back")
    width: float = 800
    height: float = 600
    zoom: float = 1.0
    centre: tuple[float, float] | None = None
    """Sheet point in the middle of the window; None is the middle of the sheet."""

    @property
    def sheet_size(self) -> tuple[float, float]:
        """Width and height of the sheet in chart units."""
        return CHART_WIDTH * len(self.charts), BOTTOM - TOP

    @property
    def scale(self) -> float:
        """Pixels a chart unit."""
        wide, high = self.sheet_size
        return max(0.02, min(self.width / wide, self.height / high)) * self.zoom

    @property
    def middle(self) -> tuple[float, float]:
        """Sheet point in the middle of the window."""
        wide, high = self.sheet_size
        return self.centre or (wide / 2, high / 2)

    def origin(self, chart: ChartName) -> tuple[float, float]:
        """Window position, in pixels, of the chart's own (0, 0)."""
        x = CHART_WIDTH * (self.charts.index(chart) + 0.5)
        return self.to_window(x, -TOP)

    def to_window(self, x: float, y: float) -> tuple[float, float]:
        """Sheet point to pixels."""
        middle_x, middle_y = self.middle
        return (x - middle_x) * self.scale + self.width / 2, (y - middle_y) * self.scale + self.height / 2

    def to_sheet(self, x: float, y: float) -> tuple[float, float]:
        """Pixels to sheet point."""
        middle_x, middle_y = self.middle
        return (x - self.width / 2) / self.scale + middle_x, (y - self.height / 2) / self.scale + middle_y

    def to_chart(self, x: float, y: float) -> tuple[ChartName, float, float]:
        """Pixels to the nearest chart and the place on it, in chart units (perhaps beside the body)."""
        sheet_x, sheet_y = self.to_sheet(x, y)
        number = min(len(self.charts) - 1, max(0, int(sheet_x // CHART_WIDTH)))
        return self.charts[number], sheet_x - CHART_WIDTH * (number + 0.5), sheet_y + TOP

    def from_chart(self, chart: ChartName, x: float, y: float) -> tuple[float, float]:
        """A place on a chart to pixels."""
        left, top = self.origin(chart)
        return left + x * self.scale, top + y * self.scale

    def zoomed(self, factor: float, x: float, y: float) -> "Layout":
        """Magnified by a factor so that what is at window position (x, y) stays there."""
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, self.zoom * factor))
        sheet_x, sheet_y = self.to_sheet(x, y)
        bigger = replace(self, zoom=zoom)
        centre = (
            sheet_x - (x - self.width / 2) / bigger.scale,
            sheet_y - (y - self.height / 2) / bigger.scale,
        )
        return replace(bigger, centre=bigger.kept_in_view(centre))

    def panned(self, dx: float, dy: float) -> "Layout":
        """Moved by pixels, as if a hand pushed the sheet."""
        middle_x, middle_y = self.middle
        return replace(self, centre=self.kept_in_view((middle_x - dx / self.scale, middle_y - dy / self.scale)))

    def kept_in_view(self, centre: tuple[float, float]) -> tuple[float, float] | None:
        """A centre from which the window shows no more empty space than it must; None if all fits."""
        if self.zoom <= 1.0:
            return None
        wide, high = self.sheet_size
        half_x, half_y = self.width / self.scale / 2, self.height / self.scale / 2
        x = wide / 2 if 2 * half_x >= wide else min(max(centre[0], half_x), wide - half_x)
        y = high / 2 if 2 * half_y >= high else min(max(centre[1], half_y), high - half_y)
        return x, y
