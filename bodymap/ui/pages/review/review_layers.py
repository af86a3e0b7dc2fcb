"""What the page Review draws on the body: zones of the chosen points, the best points, what stays unexplained."""

from collections.abc import Collection

from bodymap.atlas.placed import PlacedPoint
from bodymap.matching.match import Match
from bodymap.matching.zone_index import MuscleKey, PointKey
from bodymap.report.graphics.layers import POINT_RADIUS, point_groups, unexplained_groups, zone_groups
from bodymap.report.graphics.theme import Theme
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.canvas.inspect_tool import InspectTool
from bodymap.ui.canvas.legend_strip import LegendStrip

POINTS_OF = 6
"""The best points of the first so many muscles are on the charts, besides all points of the chosen one."""

LEAST_POINT = 7.0
"""Radius in pixels below which a point is not drawn, however small the body is."""


class ReviewLayers:
    """The layers of the body on Review, its legend, and what the inspecting tool finds under the pointer."""

    def __init__(self, view: BodyView, inspect: InspectTool, legend: LegendStrip) -> None:
        self._view, self._inspect, self._legend = view, inspect, legend
        self._theme: Theme | None = None
        self._chosen: Collection[PointKey] = ()
        view.zoomed.connect(self._show_points)

    def show_match(self, match: Match, selected: MuscleKey | None, chosen: Collection[PointKey], theme: Theme) -> None:
        """Draws a match with the zones of the `chosen` points and all points of the `selected` muscle."""
        self._theme, self._chosen = theme, chosen
        rows = match.ranking.rows
        placed = match.index.points
        keys = {(row.muscle, row.side, row.best.name) for row in rows[:POINTS_OF]}
        keys |= {(row.muscle, row.side, p.name) for row in rows if row.key == selected for p in row.points}
        self._inspect.shown = _of(placed, keys)
        order = {(r.muscle, r.side, p.name): (n, m) for n, r in enumerate(rows) for m, p in enumerate(r.points)}
        self._inspect.ranked = sorted(_of(placed, order), key=lambda point: order[point.key])
        zones = _of(placed, chosen)
        unexplained = match.examined_unexplained
        self._view.set_layer("zones", zone_groups(zones, theme))
        self._show_points()
        self._view.set_layer("unexplained", unexplained_groups(unexplained, theme))
        names = " + ".join(sorted(point.name for point in zones))
        self._legend.show_names(names, bool(unexplained), bool(zones))

    def _show_points(self) -> None:
        if self._theme is None:
            return
        radius = max(POINT_RADIUS, LEAST_POINT / self._view.layout_.scale)
        self._inspect.point_radius = radius
        groups = point_groups(self._inspect.shown, set(self._chosen), self._theme, radius)
        self._view.set_layer("points", groups)


def _of(placed: Collection[PlacedPoint], keys: Collection[PointKey]) -> list[PlacedPoint]:
    return [point for point in placed if point.key in keys]
