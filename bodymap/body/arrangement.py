"""How many of many polygons lie over each place of one plane: their borders cut at every crossing, and what is between.

All coordinates are whole numbers of a fine grid, so that every comparison is exact and borders that nearly coincide,
or do, need no care. Not what the polygons mean: `bodymap.body.frequency` counts drawings with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

GRID = 2.0**-16
"""Chart units: 0.015 µm on a body of 1.8 m. A power of two, so that whole numbers of it are exact floats."""

FARTHEST = 2.0**11
"""Chart units from the origin. Within them products of two coordinates, and their sums, fit a whole number."""

SLIVER = 0.01
"""Square chart units below which a count is what rounding leaves along a border, not a place that somebody marked."""

NEAR = 0.75
"""Grid steps from an edge within which it is led through the end of another: half a diagonal of the grid and a little.
Otherwise two borders a step apart would meet anew at every step (Halperin and Packer, iterated snap rounding, 2002)."""

MOST_PASSES = 50
"""Cutting moves borders by a grid step, which can make new crossings; two or three passes find them all."""

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Borders without crossings, each with the number of polygons on both sides of it.

    `ends` has shape (edges, 4): x0, y0, x1, y1 in grid steps. `left` and `right`, shape (edges,), count the polygons
    beside an edge as it runs. `sizes[n]` is the area that exactly n polygons cover, in square chart units.
    """

    ends: Whole = field(repr=False)
    left: Whole = field(repr=False)
    right: Whole = field(repr=False)
    sizes: NDArray[np.float64] = field(repr=False)

    @property
    def highest(self) -> int:
        """The largest count of any place; 0 where nothing is."""
        return len(self.sizes) - 1

    def between(self, least: int, most: int) -> BaseGeometry:
        """The places that `least` to `most` polygons cover: a valid Polygon or MultiPolygon, empty if there are none.

        `least` is at least 1.
        """
        inside = (least <= self.left) & (self.left <= most)
        border = inside != ((least <= self.right) & (self.right <= most))
        # With the inside at the left of every border, a face is inside if its ring runs along one in that direction.
        ends = np.where(inside[border, None], self.ends[border], _turned(self.ends[border]))
        known = {edge.tobytes() for edge in np.ascontiguousarray(ends)}
        parts = [face for face, edge in _faces(ends) if edge in known]
        return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)

    def faces(self) -> list[tuple[shapely.Polygon, int]]:
        """Every piece between the borders with its count, which is at least 1. Pieces are disjoint; thousands of
        drawings make hundreds of thousands of them, so rather ask for `between`."""
        both = np.concatenate([self.ends, _turned(self.ends)])
        counts = np.concatenate([self.left, self.right]).tolist()
        by_edge = dict(zip((edge.tobytes() for edge in both), counts, strict=True))
        return [(face, by_edge[edge]) for face, edge in _faces(self.ends) if by_edge[edge]]


def _by_count(counts: Whole, areas: NDArray[np.float64]) -> NDArray[np.float64]:
    """Areas of one count added up, in square chart units; shape (highest count + 1,)."""
    return np.bincount(counts, weights=areas * GRID * GRID).astype(np.float64)


def _turned(edges: Whole) -> Whole:
    """The same edges, running the other way."""
    return edges[:, [2, 3, 0, 1]]


def _faces(edges: Whole) -> Iterator[tuple[shapely.Polygon, bytes]]:
    """The faces between edges that do not cross, each with an edge of its outer ring, the face at its left."""
    if not len(edges):
        return
    lines = list(np.asarray(shapely.linestrings(edges.reshape(-1, 2, 2) * GRID)))
    with np.errstate(invalid="ignore"):  # GEOS compares empty boxes, which are not a number, on its way
        faces = shapely.orient_polygons(shapely.get_parts(shapely.polygonize(lines)))
    points, ring = shapely.get_coordinates(shapely.get_exterior_ring(faces), return_index=True)
    first = np.searchsorted(ring, np.arange(len(faces)))
    found = np.rint(np.concatenate([points[first], points[first + 1]], axis=1) / GRID).astype(np.int64)
    for face, edge in zip(faces, found, strict=True):
        yield face, edge.tobytes()


def arrange(polygons: Sequence[BaseGeometry], weights: Sequence[int]) -> Arrangement:
    """The arrangement of some Polygons or MultiPolygons, each of which counts as often as its weight says.

    They have to be valid and lie within FARTHEST of the origin.
    """
    edges, change = _noded(*_borders(polygons, weights))
    if not len(edges):
        return Arrangement(edges, change, change, np.zeros(1, dtype=np.float64))
    depth, loops, areas = _depths(edges, change)
    # Rounding can fold a border over itself, by a grid step: the fold counts like the place beside it.
    real = np.flatnonzero(_by_count(np.maximum(depth, 0), areas) >= SLIVER)
    highest = int(real[-1]) if len(real) and real[-1] > 0 else 0
    counts = np.clip(depth, 0, highest)
    sizes = np.maximum(_by_count(counts, areas), 0.0)
    sizes[0] = 0.0  # the face around everything has no size of its own
    return Arrangement(edges, counts[loops[0::2]], counts[loops[1::2]], sizes)


def _borders(polygons: Sequence[BaseGeometry], weights: Sequence[int]) -> tuple[Whole, Whole]:
    """The edges of all rings in grid steps, shape (n, 4), and by how much the count is higher at their left."""
    parts, owner = shapely.get_parts(np.asarray(polygons, dtype=object), return_index=True)
    rings, ring_part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    if len(points) and np.abs(points).max() > FARTHEST:
        raise ValueError("a polygon lies too far from the origin to be counted exactly")
    whole = np.rint(points / GRID).astype(np.int64)
    within = ring[:-1] == ring[1:]
    edges = np.concatenate([whole[:-1], whole[1:]], axis=1)[within]
    weight = np.asarray(weights, dtype=np.int64)[owner[ring_part]]
    return edges.reshape(-1, 4), weight[ring[:-1][within]]


def _noded(edges: Whole, change: Whole) -> tuple[Whole, Whole]:
    """The same borders cut wherever two meet, so that edges share ends and nothing else."""
    edges, change, fresh = _merged(edges, change, np.ones(len(edges), dtype=bool))
    for _ in range(MOST_PASSES):
        number, places = _meetings(edges, *_neighbours(edges, fresh))
        if not len(number):
            return edges, change
        edges, change, fresh = _cut(edges, change, number, places)
    raise AssertionError("borders still cross after so many passes")


def _merged(edges: Whole, change: Whole, fresh: Flags) -> tuple[Whole, Whole, Flags]:
    """Each edge once, running to larger x (or y), with what all that lie there change together; none for nothing."""
    back = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    edges = np.where(back[:, None], _turned(edges), edges)
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


def _turn(a: Whole, b: Whole) -> Whole:
    """For edges `a` and points `b`: positive where the point lies at the left of the edge, 0 where on its line."""
    along, across = (a[:, 2] - a[:, 0]) * (b[:, 1] - a[:, 1]), (a[:, 3] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return along - across


def _meetings(edges: Whole, one: Whole, other: Whole) -> tuple[Whole, Whole]:
    """Where the edges of pairs have to be cut: numbers of edges, shape (n,), and the places, shape (n, 2)."""
    a, b = edges[one], edges[other]
    a_starts, a_ends = _turn(b, a[:, :2]), _turn(b, a[:, 2:])
    b_starts, b_ends = _turn(a, b[:, :2]), _turn(a, b[:, 2:])
    crossing = (np.sign(a_starts) * np.sign(a_ends) < 0) & (np.sign(b_starts) * np.sign(b_ends) < 0)
    numbers, places = [], []
    for turn, cut, edge, end in (
        (b_starts, one, a, b[:, :2]), (b_ends, one, a, b[:, 2:]),
        (a_starts, other, b, a[:, :2]), (a_ends, other, b, a[:, 2:]),
    ):  # fmt: skip
        run = edge[:, 2:] - edge[:, :2]
        along, whole = (run * (end - edge[:, :2])).sum(axis=1), (run * run).sum(axis=1)
        on = (np.abs(turn) <= NEAR * np.sqrt(whole)) & (along > 0) & (along < whole)
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
    rank = np.repeat([0, 1, 2], [len(split), len(number), len(split)])  # a rounded place may lie before the start
    order = np.lexsort((along, rank, owner))
    stops, owner = stops[order], owner[order]
    joined = owner[:-1] == owner[1:]
    pieces = np.concatenate([stops[:-1], stops[1:]], axis=1)[joined]
    return _merged(
        np.concatenate([edges[whole], pieces]),
        np.concatenate([change[whole], change[owner[:-1][joined]]]),
        np.arange(whole.sum() + len(pieces)) >= whole.sum(),
    )


def _depths(edges: Whole, change: Whole) -> tuple[Whole, Whole, NDArray[np.float64]]:
    """For each loop how many polygons cover its face; the loops at both sides of each edge; their areas, signed.

    A face is its outer loop less the loops within it. Those run the other way round, so areas add up, in grid steps².
    """
    starts = np.concatenate([edges[:, None, :2], edges[:, None, 2:]], axis=1).reshape(-1, 2)
    ends = starts.reshape(-1, 2, 2)[:, ::-1].reshape(-1, 2)
    # Half-edge 2e runs as edge e does, 2e + 1 against it; each has one face at its left.
    loops, doubled = _loops(starts, ends)
    step = np.repeat(change, 2) * np.where(np.arange(len(starts)) % 2, -1, 1)
    depth = np.zeros(len(doubled), dtype=np.int64)
    outer = np.flatnonzero(doubled < 0)  # one for each connected piece: the border of the face around it
    corners = np.lexsort((starts[:, 1], starts[:, 0], loops))
    corner_of = corners[np.concatenate([[True], np.diff(loops[corners]) > 0])]  # the leftmost of each loop
    for loop in outer.tolist():
        depth[loop] = _around(edges, change, starts[corner_of[loop]])
    known = np.zeros(len(doubled), dtype=bool)
    known[outer] = True
    by_loop = np.argsort(loops, kind="stable")
    first = np.searchsorted(loops[by_loop], np.arange(len(doubled) + 1))
    frontier = outer
    while len(frontier):
        counts = first[frontier + 1] - first[frontier]
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        half = by_loop[np.repeat(first[frontier], counts) + offsets]
        half = half[~known[loops[half ^ 1]]]
        depth[loops[half ^ 1]] = depth[loops[half]] - step[half]
        frontier = np.unique(loops[half ^ 1])
        known[frontier] = True
    return depth, loops, doubled.astype(np.float64) / 2


def _loops(starts: Whole, ends: Whole) -> tuple[Whole, Whole]:
    """For each half-edge the number of the loop around the face at its left; for each loop twice its signed area."""
    count = len(starts)
    _, node = np.unique(starts, axis=0, return_inverse=True)
    node = node.reshape(-1)
    toward = ends - starts
    order = np.lexsort((np.arctan2(toward[:, 1], toward[:, 0]), node))
    position = np.empty(count, dtype=np.int64)
    position[order] = np.arange(count)
    begin = np.searchsorted(node[order], node)
    last = np.searchsorted(node[order], node, side="right") - 1
    # At the end of a half-edge the next one round its face is the first clockwise from the way back.
    back = np.arange(count) ^ 1
    following = order[np.where(position[back] > begin[back], position[back] - 1, last[back])]
    label, jump = np.arange(count), following
    while True:
        lower = np.minimum(label, label[jump])
        if (lower == label).all():
            break
        label, jump = lower, jump[jump]
    _, loops = np.unique(label, return_inverse=True)
    loops = loops.reshape(-1)
    doubled = np.zeros(int(loops.max()) + 1, dtype=np.int64)
    np.add.at(doubled, loops, starts[:, 0] * ends[:, 1] - starts[:, 1] * ends[:, 0])
    return loops, doubled


def _around(edges: Whole, change: Whole, corner: Whole) -> int:
    """How many polygons cover the place just left of the leftmost corner of a connected piece.

    Adds up what the edges change that a ray to smaller x crosses.
    """
    up = (edges[:, 1] <= corner[1]) & (corner[1] < edges[:, 3])
    down = (edges[:, 3] <= corner[1]) & (corner[1] < edges[:, 1])
    turn = _turn(edges, corner[None, :])
    return int(change[down & (turn > 0)].sum() - change[up & (turn < 0)].sum())
