"""The tool of the review: hovering says whose zone it is, a click on a point chooses it."""

from collections.abc import Callable, Sequence

import shapely
from PySide6.QtCore import Qt

from bodymap.atlas.placed import PlacedPoint
from bodymap.body.figure import ChartName
from bodymap.report.graphics.layers import POINT_RADIUS
from bodymap.report.text.translation import _
from bodymap.ui.canvas.body_view import BodyView

MOST_NAMES = 5
REACH = 1.3
"""A point is hit within this many of its radii: fingers are wider than pointers."""


class InspectTool:
    """Names zones and points under the pointer. `points` are those of the ranking, best first."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, view: BodyView, name: Callable[[str], str], choose: Callable[[PlacedPoint], None]) -> None:
        """`name` puts a muscle's id into words; `choose` is called with a clicked point."""
        self._view, self._name, self._choose = view, name, choose
        self.shown: Sequence[PlacedPoint] = ()
        """The points drawn on the charts."""
        self.ranked: Sequence[PlacedPoint] = ()
        """All points of the ranking, best first."""
        self.point_radius = POINT_RADIUS
        """How large the points are drawn, in chart units."""

    def brush_radius(self) -> float | None:
        """No ring."""
        return None

    def point_at(self, chart: ChartName, x: float, y: float) -> PlacedPoint | None:
        """The drawn point that is nearest to a place, within reach."""
        near = [
            (((x - px) ** 2 + (y - py) ** 2) ** 0.5, number, point)
            for number, point in enumerate(self.shown)
            if chart in point.position
            for px, py in [point.position[chart]]
        ]
        distance, _, point = min(near, default=(float("inf"), 0, None), key=lambda entry: entry[:2])
        return point if distance <= self.point_radius * REACH else None

    def words_at(self, chart: ChartName, x: float, y: float) -> str:
        """What the tip says at a place: the point there, else whose zones meet there, else nothing."""
        point = self.point_at(chart, x, y)
        if point is not None:
            return _("{name}, {side}: trigger point {name2}").format(
                name=self._name(point.muscle), side=point.side, name2=point.name
            )
        place = shapely.Point(x, y)
        lines: list[str] = []
        for point in self.ranked:
            for kind, areas in (("essential", point.essential), ("spillover", point.spillover)):
                if chart in areas and shapely.covers(areas[chart], place):
                    lines.append(
                        _("{name}, {side}: {kind} zone of {name2}").format(
                            name=self._name(point.muscle), side=point.side, kind=kind, name2=point.name
                        )
                    )
        more = [_("… and {value} more").format(value=len(lines) - MOST_NAMES)] if len(lines) > MOST_NAMES else []
        return "\n".join([*lines[:MOST_NAMES], *more])

    def press(self, chart: ChartName, x: float, y: float, _pressure: float) -> None:
        """Chooses the point here."""
        point = self.point_at(chart, x, y)
        if point is not None:
            self._choose(point)

    def drag(self, chart: ChartName, x: float, y: float, _pressure: float) -> None:
        """Nothing."""

    def release(self) -> None:
        """Nothing."""

    def cancel(self) -> None:
        """Nothing."""

    def hover(self, chart: ChartName, x: float, y: float) -> None:
        """Says what is here."""
        self._view.say(self.words_at(chart, x, y))

    def leave(self) -> None:
        """Quiet again."""
        self._view.say("")

    def key(self, _key: int) -> bool:
        """No keys: the list beside the body has them."""
        return False
