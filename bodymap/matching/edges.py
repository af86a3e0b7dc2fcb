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

PAIRS = 200_000
"""Pairs of edges taken at once: what fits into a processor's cache counts more than few calls."""

NOTHING = 1e-9
"""Square units: polygons that share less share only a border, and the rest is rounding."""

VERTICAL = 1e-12
"""An edge that spans no more x than this has no area beneath it."""


@dataclass(frozen=True)
class Edges:
    """Edges of polygons, each from left to right.

    `lines` has shape (7, edges): x of both ends, y at the left end, slope, the sign (+1 where the polygon lies between
    edge and base, -1 where it lies beyond), and the smaller and the greater y of the two ends. `owner` has shape
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
    same = ring[1:] == ring[:-1]
    start, end = xy[:-1][same], xy[1:][same]
    whose = owner[part[ring[:-1][same]]]
    wide = np.abs(start[:, 0] - end[:, 0]) > VERTICAL
    start, end, whose = start[wide], end[wide], whose[wide]
    # Counter-clockwise shells, clockwise holes: the inside lies between base and edge where the edge runs to the left.
    left = start[:, 0] > end[:, 0]
    first, last = np.where(left[:, None], end, start), np.where(left[:, None], start, end)
    run, rise = (last - first).T
    ends = first[:, 1], last[:, 1]
    lines = [first[:, 0], last[:, 0], ends[0], rise / run, left * 2.0 - 1, np.minimum(*ends), np.maximum(*ends)]
    return Edges(np.array(lines), whose)


def shared_areas(one: Edges, many: Edges, count: int) -> NDArray[np.float64]:
    """The area that one polygon shares with each of `count` polygons, shape (count,)."""
    shared = np.zeros(count)
    if not len(one) or not len(many):
        return shared
    # An edge between the base and all of `one` meets each part of it as often with one sign as with the other.
    x0, x1, y = one.lines[0].min(), one.lines[1].max(), one.lines[5].min()
    near = np.flatnonzero((many.lines[0] < x1) & (many.lines[1] > x0) & (many.lines[6] > y))
    step = max(1, PAIRS // len(one))
    for i in range(0, len(near), step):
        some = near[i : i + step]
        shared += np.bincount(many.owner[some], _under_both(one.lines, many.lines[:, some]), count)
    shared[shared < NOTHING] = 0.0
    return shared


def _under_both(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each edge of b, the signed area under it and under the edges of a."""
    low = np.maximum(a[0][:, None], b[0])
    width = np.minimum(a[1][:, None], b[1]) - low
    pairs = np.flatnonzero(width > 0)
    i, j = np.divmod(pairs, b.shape[1])
    low, width = low.ravel()[pairs], width.ravel()[pairs]
    a, b, columns = a[:, i], b[:, j], b.shape[1]
    height_a, height_b = a[2] + a[3] * (low - a[0]), b[2] + b[3] * (low - b[0])
    before = height_a - height_b
    after = before + (a[3] - b[3]) * width
    apart = np.abs(before) + np.abs(after)
    crossing = np.flatnonzero(before * after < 0)
    # Twice the mean distance of the two lines: of a trapezoid, or of two triangles where they cross.
    apart[crossing] = (before[crossing] ** 2 + after[crossing] ** 2) / apart[crossing]
    twice = height_a + height_b + (a[3] + b[3]) * width / 2 - apart / 2
    areas: NDArray[np.float64] = np.bincount(j, a[4] * b[4] * twice * width / 2, columns).astype(np.float64, copy=False)
    return areas
