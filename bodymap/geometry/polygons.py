"""Keeps the area of a geometry and drops points and lines."""

import shapely
from shapely.geometry.base import BaseGeometry


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry: lines and points, which touching shapes leave behind, have no area and go."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()
