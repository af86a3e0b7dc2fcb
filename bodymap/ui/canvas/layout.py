"""Where the charts lie on the surface, and how a place on the screen becomes a place on a chart. Arithmetic only."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName

CHART_WIDTH = 950.0
"""Room for a whole body with its arms, in chart units: the widest figure measures 928."""

TOP, BOTTOM = -18.0, 1870.0
"""First and last ordinate of a whole body: feet reach to 1853 on the front chart."""

MIN_ZOOM, MAX_ZOOM = 1.0, 8.0


@dataclass(frozen=True)
class Room:
    """The part of a chart that is shown: its upper left corner, width and height, in chart units."""

    chart: ChartName
    x: float = -CHART_WIDTH / 2
    y: float = TOP
    width: float = CHART_WIDTH
    height: float = BOTTOM - TOP


FRONT_AND_BACK = (Room("front"), Room("back"))


def rooms_of(charts: Iterable[Chart]) -> tuple[Room, ...]:
    """The rooms for some charts, in their order. Front and back of every figure have rooms of one size."""
    return tuple(
        Room(chart.name) if chart.name in ("front", "back") else Room(chart.name, *chart.view_box) for chart in charts
    )


@dataclass(frozen=True)
class Layout:
    """Charts side by side in a window of `width` × `height` pixels, magnified by `zoom` about a moved centre.

    The *sheet* is the plane on which all charts stand side by side, in chart units; (0, 0) is its upper
    left corner.
    """

    rooms: tuple[Room, ...] = FRONT_AND_BACK
    width: float = 800
    height: float = 600
    zoom: float = 1.0
    centre: tuple[float, float] | None = None
    """Sheet point in the middle of the window; None is the middle of the sheet."""

    @property
    def sheet_size(self) -> tuple[float, float]:
        """Width and height of the sheet in chart units."""
        return sum(room.width for room in self.rooms), max(room.height for room in self.rooms)

    @property
    def charts(self) -> tuple[ChartName, ...]:
        """The charts shown, from left to right."""
        return tuple(room.chart for room in self.rooms)

    def _corner(self, number: int) -> tuple[float, float]:
        """Sheet point of a chart's own (0, 0)."""
        room = self.rooms[number]
        left = sum(before.width for before in self.rooms[:number])
        high = self.sheet_size[1]
        # Bodies stand side by side with their heads at one height; what is small, as soles are, lies at their feet.
        top = high - room.height if room.height < high / 2 else 0.0
        return left - room.x, top - room.y

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
        return self.to_window(*self._corner(self.charts.index(chart)))

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
        ends = list(accumulate(room.width for room in self.rooms))
        number = min(sum(sheet_x >= end for end in ends), len(ends) - 1)
        left, top = self._corner(number)
        return self.rooms[number].chart, sheet_x - left, sheet_y - top

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
