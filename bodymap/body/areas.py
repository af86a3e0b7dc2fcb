"""Areas that span several charts: one geometry a chart, with the few set operations that overlaps need.

Charts are separate planes: areas add up over charts and never meet across them. All areas are in square chart units.
"""

from collections.abc import Callable, Iterable, Mapping

import shapely
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart_shape import SHAPES
from bodymap.body.figure import ChartName
from bodymap.geometry.polygons import clipped, polygonal

Areas = Mapping[ChartName, BaseGeometry]
"""Chart name → Polygon or MultiPolygon. A chart without area is left out."""


def size(areas: Areas) -> float:
    """Total area over all charts, in square units."""
    return float(sum(geometry.area for geometry in areas.values()))


def _charts(*several: Areas) -> list[ChartName]:
    return list(dict.fromkeys(chart for areas in several for chart in areas))


def _combine(
    a: Areas, b: Areas, operation: Callable[[BaseGeometry, BaseGeometry], BaseGeometry]
) -> dict[ChartName, BaseGeometry]:
    empty = shapely.Polygon()
    combined = {chart: polygonal(operation(a.get(chart, empty), b.get(chart, empty))) for chart in _charts(a, b)}
    return {chart: geometry for chart, geometry in combined.items() if not geometry.is_empty}


def intersection(a: Areas, b: Areas) -> dict[ChartName, BaseGeometry]:
    """What both cover, chart by chart."""
    return _combine(a, b, shapely.intersection)


def difference(a: Areas, b: Areas) -> dict[ChartName, BaseGeometry]:
    """What `a` covers and `b` does not, chart by chart."""
    return _combine(a, b, shapely.difference)


def union(several: Iterable[Areas]) -> dict[ChartName, BaseGeometry]:
    """What any of them covers, chart by chart."""
    several = list(several)
    united = {
        chart: polygonal(shapely.union_all([areas[chart] for areas in several if chart in areas]))
        for chart in _charts(*several)
    }
    return {chart: geometry for chart, geometry in united.items() if not geometry.is_empty}


def mirrored(areas: Areas) -> dict[ChartName, BaseGeometry]:
    """The same areas on the other side of the body; those of the left side view lie on the right one then."""
    return {SHAPES[chart].mirror: scale(geometry, xfact=-1, origin=(0, 0)) for chart, geometry in areas.items()}


def halves(chart: ChartName, geometry: BaseGeometry) -> tuple[float, float]:
    """How much of a geometry lies on the patient's left and on the right, in square chart units."""
    shape = SHAPES[chart]
    x0, y0, x1, y1 = geometry.bounds
    if not shape.both_sides:
        positive, negative = geometry.area, 0.0
    else:
        positive = clipped(geometry, 0, y0, x1, y1).area if x1 > 0 else 0.0
        negative = geometry.area - positive if x0 < 0 else 0.0
    return (positive, negative) if shape.at_positive == "left" else (negative, positive)
