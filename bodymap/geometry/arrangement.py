"""How many of many polygons lie over each place of one plane: the faces between their borders, with counts.

Not what the polygons mean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.geometry.noding import GRID, Whole, noded_borders, turn, turned

SLIVER = 0.01
"""Square chart units below which a count is what rounding leaves along a border, not a place that somebody marked."""


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
        ends = np.where(inside[border, None], self.ends[border], turned(self.ends[border]))
        known = {edge.tobytes() for edge in np.ascontiguousarray(ends)}
        parts = [face for face, edge in _faces(ends) if edge in known]
        return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)

    def faces(self) -> list[tuple[shapely.Polygon, int]]:
        """Every piece between the borders with its count, which is at least 1. Pieces are disjoint; thousands of
        drawings make hundreds of thousands of them, so rather ask for `between`."""
        both = np.concatenate([self.ends, turned(self.ends)])
        counts = np.concatenate([self.left, self.right]).tolist()
        by_edge = dict(zip((edge.tobytes() for edge in both), counts, strict=True))
        return [(face, by_edge[edge]) for face, edge in _faces(self.ends) if by_edge[edge]]


def _by_count(counts: Whole, areas: NDArray[np.float64]) -> NDArray[np.float64]:
    """Areas of one count added up, in square chart units; shape (highest count + 1,)."""
    return np.bincount(counts, weights=areas * GRID * GRID).astype(np.float64)


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
    edges, change = noded_borders(polygons, weights)
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
    side = turn(edges, corner[None, :])
    return int(change[down & (side > 0)].sum() - change[up & (side < 0)].sum())
