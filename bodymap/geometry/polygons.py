"""Polygons and nothing else: the area of a geometry, and its part within a rectangle."""

import shapely
from shapely.geometry.base import BaseGeometry


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry: lines and points, which touching shapes leave behind, have no area and go."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def clipped(geometry: BaseGeometry, x0: float, y0: float, x1: float, y1: float) -> BaseGeometry:
    """The part of a valid geometry within a rectangle, as polygons.

    Not `shapely.clip_by_rect`, which is quicker and raises or returns an invalid shape where an edge barely crosses.
    """
    return polygonal(shapely.intersection(geometry, shapely.box(x0, y0, x1, y1)))
