"""A round brush drawn along a line: the one way in which a stroke becomes an area.

Both a patient's stroke and a referral zone of the atlas are made here.
"""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

FACETS = 32
"""Corners of the polygon that stands for the round brush. Its area is 0.6 % below the circle's."""

# Corners at fixed angles, so that the area of a stroke is the union of the areas of its segments to the last digit
# (a stroke can then be scored while it is painted), and so that a mirrored stroke has the mirrored area.
_ANGLES = 2 * np.pi * (np.arange(FACETS) + 0.5) / FACETS
_DISC = np.column_stack([np.cos(_ANGLES), np.sin(_ANGLES)])


def segment_areas(points: NDArray[np.float64], radii: NDArray[np.float64]) -> NDArray[np.object_]:
    """The area of each segment of a stroke: the convex hull of the brush at its two ends.

    `points` has shape (n, 2) and `radii` shape (n,), both in chart units. Returns n - 1 polygons, or one disc for a
    single point.
    """
    discs = points[:, None, :] + radii[:, None, None] * _DISC
    if len(points) == 1:
        return np.asarray(shapely.polygons(discs))
    hulls: NDArray[np.object_] = np.asarray(
        # A line through the corners has their convex hull, and is made ten times faster than as many points.
        shapely.convex_hull(shapely.linestrings(np.concatenate([discs[:-1], discs[1:]], axis=1)))
    )
    return hulls


def stroke_area(points: NDArray[np.float64], radii: NDArray[np.float64] | float) -> BaseGeometry:
    """The area under a round brush along `points` (shape (n, 2), n ≥ 1); `radii` is one radius or one a point.

    A Polygon, or a MultiPolygon never: a stroke is connected. All in chart units.
    """
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    return shapely.union_all(segment_areas(points, np.broadcast_to(np.asarray(radii, dtype=np.float64), len(points))))
