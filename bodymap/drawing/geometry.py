"""The area of a drawing: each mark becomes a geometry on its chart, cut at the body's edge.

Marks may overlap; a drawing counts every place once.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import Areas, union
from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName
from bodymap.drawing.complexity import MOST_CROSSINGS
from bodymap.drawing.model import Drawing, Geometry, Mark, Point, Stroke
from bodymap.errors import BodymapError, within
from bodymap.geometry.brush import stroke_area
from bodymap.geometry.fill import Effort, TangledError, filled
from bodymap.geometry.polygons import polygonal


def stroke_geometry(stroke: Stroke) -> BaseGeometry:
    """The area under a stroke's brush, not yet cut at the body's edge."""
    return stroke_area(np.array(stroke.points), np.array(stroke.radius))


def geometry_of(geometry: Geometry) -> BaseGeometry:
    """A GeoJSON geometry as a valid shapely one, as whoever drew it sees it; what has no area is dropped.

    A ring holds all that it winds round, so a place that is circled twice is that place, and a star that is drawn in
    one line has its middle. A hole takes away from its own shape, wherever it lies. Parts of a MultiPolygon may
    overlap, as a careless writer's do: they count once. Raises BodymapError for rings that cross so often that no hand
    has drawn them.
    """
    polygons = [geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates
    effort = Effort()
    try:
        return shapely.union_all([_with_holes(*polygon, effort=effort) for polygon in polygons])
    except TangledError:
        raise BodymapError("drawing.too_many_crossings", most=MOST_CROSSINGS) from None


def _with_holes(shell: Sequence[Point], *holes: Sequence[Point], effort: Effort) -> BaseGeometry:
    area, *taken = (filled([np.array(ring)], even_odd=False, effort=effort)[0] for ring in (shell, *holes))
    return polygonal(shapely.difference(area, shapely.union_all(taken))) if taken else area


def geojson(area: BaseGeometry) -> Geometry:
    """An area as the GeoJSON that a drawing file holds; a Polygon or MultiPolygon in chart units."""
    mapping = shapely.geometry.mapping(area)
    return Geometry(type=mapping["type"], coordinates=mapping["coordinates"])


def chart_of(mark: Mark) -> ChartName:
    """The chart that a mark is on."""
    chart: str = mark.region.partition("/")[0] if mark.region is not None else mark.chart or ""
    return chart  # type: ignore[return-value]  # `check_mark` compares it with the charts


def check_mark(mark: Mark, charts: Mapping[ChartName, Chart]) -> None:
    """Raises BodymapError if the chart or the region of a mark is not there."""
    name = chart_of(mark)
    if mark.region is not None and not (name in charts and mark.region in charts[name].regions):
        raise BodymapError("drawing.unknown_region", region=mark.region, chart=name if name in charts else "")


def mark_area(mark: Mark, charts: Mapping[ChartName, Chart]) -> BaseGeometry:
    """The area of one mark on its chart, in chart units, cut at the outline of the body. May be empty.

    Raises BodymapError if the chart or the region is not there.
    """
    check_mark(mark, charts)
    return _area_on(mark, charts[chart_of(mark)])


@lru_cache(maxsize=2048)
def _area_on(mark: Mark, chart: Chart) -> BaseGeometry:
    """Marks never change, and a page asks for the area of each of them many times."""
    if mark.region is not None:
        return chart.regions[mark.region].area
    area = stroke_geometry(mark.stroke) if mark.stroke is not None else geometry_of(_geometry(mark))
    return polygonal(shapely.intersection(area, chart.outline))


def _geometry(mark: Mark) -> Geometry:
    assert mark.geometry is not None  # the model holds exactly one of region, stroke and geometry
    return mark.geometry


def drawing_areas(drawing: Drawing, charts: Mapping[ChartName, Chart]) -> Areas:
    """The union of all marks, by chart. Empty if nothing is marked on the body."""
    areas = []
    for number, mark in enumerate(drawing.marks, start=1):
        with within("mark", number):
            areas.append({chart_of(mark): mark_area(mark, charts)})
    return union(areas)
