"""Areas that polygons share, from their edges alone: no overlay is built, so it is fast, and no topology can fail.

A polygon is a signed sum of trapezoids: each edge with the strip between it and a base line. The area that two polygons
share is then the signed sum, over pairs of edges, of the area that two trapezoids share, and that is an integral of
the lower of two straight lines:

    |A ∩ B| = Σ sign(a) · sign(b) · ∫ min(y_a(x), y_b(x)) dx      over the x that both edges span

Exact to rounding, with holes, several parts, shared and touching edges. Where the base line lies does not matter: over
each x the signs of a polygon's edges add up to nothing. Valid polygons only.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

PAIRS = 200_000
"""Pairs of edges taken at once: what fits into a processor's cache counts more than few calls."""

NOTHING = 1e-9
"""Square units: polygons that share less share only a border, and the rest is rounding."""

VERTICAL = 1e-12
"""An edge that spans no more x than this has no area beneath it."""


@dataclass(frozen=True)
class Edges:
    """Edges of polygons, each from left to right.

    `lines` has shape (7, edges): x and y of the left end, slope, sign (+1 where the polygon lies between edge and base,
    -1 where it lies beyond), x of the right end, the smaller and the greater y of the two ends. `owner` has shape
    (edges,): the number of the polygon.
    """

    lines: NDArray[np.float64]
    owner: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.owner)


def edges_of(polygons: NDArray[np.object_]) -> Edges:
    """The edges of valid Polygons and MultiPolygons. Vertical ones span no x and are left out."""
    parts, owner = shapely.get_parts(shapely.orient_polygons(polygons), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    kept = np.flatnonzero((ring[1:] == ring[:-1]) & (np.abs(np.diff(xy[:, 0])) > VERTICAL))
    return _edges(xy, kept, owner[part[ring[kept]]])


def edges_of_one(area: BaseGeometry) -> Edges:
    """The edges of one valid Polygon or MultiPolygon; quicker than `edges_of` where it is a single ring."""
    if area.geom_type != "Polygon" or shapely.get_num_interior_rings(area):
        return edges_of(np.array([area]))
    xy = shapely.get_coordinates(area)
    if not shapely.is_ccw(shapely.get_exterior_ring(area)):
        xy = xy[::-1]
    kept = np.flatnonzero(np.abs(np.diff(xy[:, 0])) > VERTICAL)
    return _edges(xy, kept, np.zeros(len(kept), dtype=np.intp))


def _edges(xy: NDArray[np.float64], starts: NDArray[np.intp], owner: NDArray[np.intp]) -> Edges:
    """The edges from the points numbered `starts` to the next ones, of counter-clockwise shells and clockwise holes."""
    x, y = xy.T
    # The inside lies between base and edge where the edge runs to the left.
    left = x[starts] > x[starts + 1]
    first, last = starts + left, starts + ~left
    x0, y0, x1, y1 = x[first], y[first], x[last], y[last]
    lines = [x0, y0, (y1 - y0) / (x1 - x0), left * 2.0 - 1, x1, np.minimum(y0, y1), np.maximum(y0, y1)]
    return Edges(np.array(lines), owner)


def shared_areas(one: Edges, many: Edges, count: int) -> NDArray[np.float64]:
    """The area that one polygon shares with each of `count` polygons, shape (count,)."""
    shared = np.zeros(count)
    if not len(one) or not len(many):
        return shared
    # An edge between the base and all of `one` meets each part of it as often with one sign as with the other.
    x0, x1, y = one.lines[0].min(), one.lines[4].max(), one.lines[5].min()
    near = np.flatnonzero((many.lines[0] < x1) & (many.lines[4] > x0) & (many.lines[6] > y))
    step = max(1, PAIRS // len(one))
    for i in range(0, len(near), step):
        some = near[i : i + step]
        shared += np.bincount(many.owner[some], _under_both(one.lines, many.lines[:5, some]), count)
    shared[shared < NOTHING] = 0.0
    return shared


def _under_both(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each edge of b, the signed area under it and under the edges of a."""
    low = np.maximum(a[0][:, None], b[0])
    width = np.minimum(a[4][:, None], b[4]) - low
    pairs = np.flatnonzero(width > 0)
    i, j = np.divmod(pairs, b.shape[1])
    low, width = low.ravel()[pairs], width.ravel()[pairs]
    xa, ya, slope_a, sign_a = a[:4, i]
    xb, yb, slope_b, sign_b = b[:4, j]
    height_a, height_b = ya + slope_a * (low - xa), yb + slope_b * (low - xb)
    before = height_a - height_b
    after = before + (slope_a - slope_b) * width
    apart = np.abs(before) + np.abs(after)
    crossing = np.flatnonzero(before * after < 0)
    # Twice the mean distance of the two lines: of a trapezoid, or of two triangles where they cross.
    apart[crossing] = (before[crossing] ** 2 + after[crossing] ** 2) / apart[crossing]
    twice = height_a + height_b + ((slope_a + slope_b) * width - apart) / 2
    return np.asarray(np.bincount(j, sign_a * sign_b * twice * width / 2, b.shape[1]), dtype=np.float64)
