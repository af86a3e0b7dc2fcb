"""The area of a drawing: each mark becomes a geometry on its chart, cut at the body's edge.

Marks may overlap; a drawing counts every place once.
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import Areas, union
from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName
from bodymap.drawing.model import Drawing, Geometry, Mark, Stroke
from bodymap.errors import BodymapError, within
from bodymap.geometry.brush import stroke_area
from bodymap.geometry.polygons import polygonal

MOST_CROSSINGS = 1000
"""Of a ring with itself. A hand that shades a place to and fro crosses its line some dozens of times."""

SAMPLE = 200


def stroke_geometry(stroke: Stroke) -> BaseGeometry:
    """The area under a stroke's brush, not yet cut at the body's edge."""
    return stroke_area(np.array(stroke.points), np.array(stroke.radius))


def geometry_of(geometry: Geometry) -> BaseGeometry:
    """A GeoJSON geometry as a valid shapely one: self-crossing rings are mended, what has no area is dropped.

    Parts of a MultiPolygon may overlap, as a careless writer's do: they count once. Raises BodymapError for a ring that
    no hand has drawn: mending it would take minutes.
    """
    polygons = [geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates
    for ring in (ring for polygon in polygons for ring in polygon):
        if _crossings(np.array(ring)) > MOST_CROSSINGS:
            raise BodymapError("drawing.tangled_ring", limit=MOST_CROSSINGS)
    parts = [polygonal(shapely.make_valid(shapely.Polygon(shell, holes))) for shell, *holes in polygons]
    return shapely.union_all(parts)


def _crossings(ring: NDArray[np.float64]) -> float:
    """How often a ring (n, 2) crosses itself, estimated from some of its segments if there are many."""
    segments = np.asarray(shapely.linestrings(np.stack([ring[:-1], ring[1:]], axis=1)))
    sample = segments[:: 1 + len(segments) // SAMPLE]
    _, met = shapely.STRtree(segments).query(sample, predicate="crosses")
    return len(met) / 2 * len(segments) / len(sample)


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
    if name not in charts:
        raise BodymapError("drawing.unknown_chart", chart=name, known=tuple(charts))


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
