"""Borders of polygons in whole numbers, cut wherever they meet, each with how the count of polygons changes across it.

All coordinates are whole numbers of a fine grid, so that every comparison is exact and borders that nearly coincide,
or do, need no care. What lies between the borders is found in `bodymap.geometry.arrangement`.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

GRID = 2.0**-16
"""Chart units: 0.015 µm on a body of 1.8 m. A power of two, so that whole numbers of it are exact floats."""

FARTHEST = 2.0**11
"""Chart units from the origin. Within them products of two coordinates, and their sums, fit a whole number."""

NEAR = 0.6
"""Grid steps from an edge within which it is led through the end of another: such an end lies in a square of the grid
that the edge passes. Otherwise two borders a step apart would meet anew at every step (Halperin and Packer, iterated
snap rounding, 2002). Less than half a diagonal, from where the two corners beside an edge could swap it for ever."""

MOST_PASSES = 30
"""Cutting moves borders by a grid step, which can make new crossings. Up to eight passes have been seen."""

COARSER = (1, 8, 64)
"""Grid steps to which corners are rounded, one after the other, should borders still cross: those too near to be told
apart coincide then."""

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


def noded_borders(polygons: Sequence[BaseGeometry], weights: Sequence[int]) -> tuple[Whole, Whole]:
    """The borders of Polygons and MultiPolygons, each of which counts as often as its weight says.

    Returns edges, shape (n, 4), as x0, y0, x1, y1 in grid steps, which share ends and nothing else; and by how much
    the count is higher at the left of each than at its right, shape (n,). Raises ValueError for a polygon that lies
    farther than FARTHEST from the origin.
    """
    return _first(_noded(*_borders(polygons, weights, step)) for step in COARSER)


def turned(edges: Whole) -> Whole:
    """The same edges, running the other way."""
    return edges[:, [2, 3, 0, 1]]


def _first(attempts: Iterable[tuple[Whole, Whole] | None]) -> tuple[Whole, Whole]:
    """The first that succeeds; it is a defect if none does."""
    return next(one for one in attempts if one is not None)


def _borders(polygons: Sequence[BaseGeometry], weights: Sequence[int], step: int) -> tuple[Whole, Whole]:
    """The edges of all rings in grid steps, shape (n, 4), and by how much the count is higher at their left.

    Corners are rounded to multiples of `step`.
    """
    parts, owner = shapely.get_parts(np.asarray(polygons, dtype=object), return_index=True)
    rings, ring_part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    if len(points) and np.abs(points).max() > FARTHEST:
        raise ValueError("a polygon lies too far from the origin to be counted exactly")
    whole = np.rint(points / (GRID * step)).astype(np.int64) * step
    within = ring[:-1] == ring[1:]
    edges = np.concatenate([whole[:-1], whole[1:]], axis=1)[within]
    weight = np.asarray(weights, dtype=np.int64)[owner[ring_part]]
    return edges.reshape(-1, 4), weight[ring[:-1][within]]


def _noded(edges: Whole, change: Whole) -> tuple[Whole, Whole] | None:
    """The same borders cut wherever two meet, so that edges share ends and nothing else; None if that does not end."""
    edges, change, fresh = _merged(edges, change, np.ones(len(edges), dtype=bool))
    for _ in range(MOST_PASSES):
        number, places = _meetings(edges, *_neighbours(edges, fresh))
        if not len(number):
            return edges, change
        edges, change, fresh = _cut(edges, change, number, places)
    return None


def _merged(edges: Whole, change: Whole, fresh: Flags) -> tuple[Whole, Whole, Flags]:
    """Each edge once, running to larger x (or y), with what all that lie there change together; none for nothing."""
    back = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    edges = np.where(back[:, None], turned(edges), edges)
    change = np.where(back, -change, change)
    order = np.lexsort(edges.T)
    order = order[(edges[order, :2] != edges[order, 2:]).any(axis=1)]
    if not len(order):
        return edges[order], change[order], fresh[order]
    edges = edges[order]
    first = np.flatnonzero(np.concatenate([[True], (edges[1:] != edges[:-1]).any(axis=1)]))
    summed = np.add.reduceat(change[order], first)
    new = np.logical_or.reduceat(fresh[order], first)
    return edges[first][summed != 0], summed[summed != 0], new[summed != 0]


def _neighbours(edges: Whole, fresh: Flags) -> tuple[Whole, Whole]:
    """Pairs of edges whose bounding boxes meet, one of each pair fresh; the rest is known not to meet."""
    low = np.minimum(edges[:, :2], edges[:, 2:]) - 0.5
    high = np.maximum(edges[:, :2], edges[:, 2:]) + 0.5
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    asked = np.flatnonzero(fresh)
    found, other = shapely.STRtree(boxes).query(boxes[asked])
    one = asked[found]
    once = (one < other) | ~fresh[other]
    return one[once], other[once]


def turn(a: Whole, b: Whole) -> Whole:
    """For edges `a` and points `b`: positive where the point lies at the left of the edge, 0 where on its line."""
    along, across = (a[:, 2] - a[:, 0]) * (b[:, 1] - a[:, 1]), (a[:, 3] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return along - across


def _meetings(edges: Whole, one: Whole, other: Whole) -> tuple[Whole, Whole]:
    """Where the edges of pairs have to be cut: numbers of edges, shape (n,), and the places, shape (n, 2)."""
    a, b = edges[one], edges[other]
    a_starts, a_ends = turn(b, a[:, :2]), turn(b, a[:, 2:])
    b_starts, b_ends = turn(a, b[:, :2]), turn(a, b[:, 2:])
    crossing = (np.sign(a_starts) * np.sign(a_ends) < 0) & (np.sign(b_starts) * np.sign(b_ends) < 0)
    numbers, places = [], []
    for side, cut, edge, end in (
        (b_starts, one, a, b[:, :2]), (b_ends, one, a, b[:, 2:]),
        (a_starts, other, b, a[:, :2]), (a_ends, other, b, a[:, 2:]),
    ):  # fmt: skip
        run = edge[:, 2:] - edge[:, :2]
        along, whole = (run * (end - edge[:, :2])).sum(axis=1), (run * run).sum(axis=1)
        on = (np.abs(side) <= NEAR * np.sqrt(whole)) & (along > 0) & (along < whole)
        on &= (end != edge[:, :2]).any(axis=1) & (end != edge[:, 2:]).any(axis=1)
        numbers.append(cut[on])
        places.append(end[on])
        crossing &= ~on
    share = a_starts[crossing] / (a_starts[crossing] - a_ends[crossing]).astype(np.float64)
    start, end = a[crossing, :2], a[crossing, 2:]
    place = start + np.rint(share[:, None] * (end - start)).astype(np.int64)
    for cut in (one[crossing], other[crossing]):
        inner = (place != edges[cut, :2]).any(axis=1) & (place != edges[cut, 2:]).any(axis=1)
        numbers.append(cut[inner])
        places.append(place[inner])
    return np.concatenate(numbers), np.concatenate(places)


def _cut(edges: Whole, change: Whole, number: Whole, places: Whole) -> tuple[Whole, Whole, Flags]:
    """The edges, some of them cut at places (n, 2), and which of them are new."""
    whole = np.ones(len(edges), dtype=bool)
    whole[number] = False
    split = np.flatnonzero(~whole)
    stops = np.concatenate([edges[split, :2], places, edges[split, 2:]])
    owner = np.concatenate([split, number, split])
    along = ((stops - edges[owner, :2]) * (edges[owner, 2:] - edges[owner, :2])).sum(axis=1)
    order = np.lexsort((along, owner))
    stops, owner = stops[order], owner[order]
    joined = owner[:-1] == owner[1:]
    pieces = np.concatenate([stops[:-1], stops[1:]], axis=1)[joined]
    return _merged(
        np.concatenate([edges[whole], pieces]),
        np.concatenate([change[whole], change[owner[:-1][joined]]]),
        np.arange(whole.sum() + len(pieces)) >= whole.sum(),
    )
