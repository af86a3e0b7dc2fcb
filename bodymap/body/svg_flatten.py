"""From curves to areas: transform, flatten, and fill by the rule of the path.

All segments of a path are flattened in one go with numpy. Not here: what a shape means, or whether it is drawn.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import polygonal
from bodymap.body.chart import Curve

Matrix = tuple[float, float, float, float, float, float]
"""An affine transform as SVG writes it: x' = a·x + c·y + e, y' = b·x + d·y + f."""

FARTHEST = 1e7
"""Coordinates beyond are no drawing: they come from a mistake, and precision is lost there."""

_DECIMALS = 9  # of coordinates: a remainder such as 1e-308 makes GEOS overflow

MOST_PIECES = 48
"""Lines that one curve becomes at most: enough for an eighth of a circle that fills the chart."""

_LONG = 500  # corners from which a shape's crossings are counted before anything else is asked of it
_MOST_WINDINGS = 60_000_000  # faces times corners of self-crossing rings: about a second

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ring:
    """One subpath as points of shape (n, 2); the first point is not repeated. `closed` tells whether it was closed."""

    points: Floats
    closed: bool

    @property
    def gap(self) -> float:
        """Distance from the end to the start."""
        return float(np.hypot(*(self.points[-1] - self.points[0])))


@dataclass(frozen=True)
class Outline:
    """The segments of a path: `segments` has shape (n, 4, 2), start, two control points and end of each.

    `curved` (n,) tells curves from straight lines; `first` holds the index of the first segment of each subpath and
    `closed` whether it was closed.
    """

    segments: Floats
    curved: NDArray[np.bool_]
    first: tuple[int, ...]
    closed: tuple[bool, ...]

    @property
    def usable(self) -> bool:
        """Whether every coordinate is a number within `FARTHEST` of the origin."""
        return bool(np.all(np.abs(self.segments) <= FARTHEST))

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Bounding box of all points and control points: min x, min y, max x, max y. Needs one segment."""
        low, high = self.segments.min(axis=(0, 1)), self.segments.max(axis=(0, 1))
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def transformed(self, matrix: Matrix) -> "Outline":
        """The same outline under an affine transform."""
        a, b, c, d, e, f = matrix
        with np.errstate(over="ignore", invalid="ignore"):
            x, y = self.segments[..., 0], self.segments[..., 1]
            segments: Floats = np.stack([a * x + c * y + e, b * x + d * y + f], axis=-1).round(_DECIMALS)
        return Outline(segments, self.curved, self.first, self.closed)

    def rings(self, tolerance: float, most: int = MOST_PIECES) -> list[Ring]:
        """The subpaths as points that stay within `tolerance` of the curve, with at most `most` lines to a curve."""
        if not len(self.segments):
            return []
        p0, p1, p2, p3 = (self.segments[:, i] for i in range(4))
        bend = np.maximum(np.hypot(*(p0 - 2 * p1 + p2).T), np.hypot(*(p1 - 2 * p2 + p3).T))
        pieces = np.where(self.curved, np.clip(np.ceil(np.sqrt(0.75 * bend / tolerance)), 1, most), 1)
        counts = pieces.astype(np.int64)
        ends = np.cumsum(counts)
        t = ((np.arange(ends[-1]) - np.repeat(ends - counts, counts) + 1) / np.repeat(counts, counts))[:, None]
        q0, q1, q2, q3 = (np.repeat(p, counts, axis=0) for p in (p0, p1, p2, p3))
        s = 1 - t
        points = s * s * s * q0 + 3 * s * s * t * q1 + 3 * s * t * t * q2 + t * t * t * q3
        rings = []
        for k, first in enumerate(self.first):
            last = self.first[k + 1] if k + 1 < len(self.first) else len(counts)
            through = points[(ends[first - 1] if first else 0) : ends[last - 1]]
            ring = np.concatenate([p0[first : first + 1], through])
            if len(ring) > 1 and np.array_equal(ring[0], ring[-1]):
                rings.append(Ring(ring[:-1], True))
            else:
                rings.append(Ring(ring, self.closed[k]))
        return rings


def outline(curve: Curve) -> Outline:
    """The segments of a path. Subpaths of a lone moveto have none and are left out."""
    segments: list[tuple[float, ...]] = []
    curved: list[bool] = []
    first: list[int] = []
    closed: list[bool] = []
    x = y = start_x = start_y = 0.0
    fresh = True
    for command, v in curve:
        if command == "M":
            x, y = start_x, start_y = v[0], v[1]
            fresh = True
        elif command == "Z":
            if not fresh:
                closed[-1] = True
            x, y = start_x, start_y
            fresh = True
        else:
            if fresh:
                first.append(len(segments))
                closed.append(False)
                fresh = False
            end_x, end_y = v[-2], v[-1]
            segments.append((x, y, *(v[:4] if command == "C" else (x, y, end_x, end_y)), end_x, end_y))
            curved.append(command == "C")
            x, y = end_x, end_y
    array = np.array(segments, dtype=np.float64).reshape(-1, 4, 2)
    return Outline(array, np.array(curved, dtype=np.bool_), tuple(first), tuple(closed))


class TangledError(ValueError):
    """Rings that cross so often that filling them would take minutes."""


class Effort:
    """How many crossings of rings may be worked out, for one file or one shape; about 2 s for the default."""

    def __init__(self, crossings: int = 60_000) -> None:
        self._left = crossings

    def spend_on(self, lines: list[Floats]) -> None:
        """Counts pairs of segments whose bounding boxes meet beyond the neighbours that every ring has.

        Raises TangledError when there are more than are left: noding them would take minutes.
        """
        starts = np.concatenate(lines)
        ends = np.concatenate([np.roll(line, -1, axis=0) for line in lines])
        low, high = np.minimum(starts, ends), np.maximum(starts, ends)
        boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
        tree = shapely.STRtree(boxes)
        # Boxes that meet in x alone bound those that meet: so no query returns more than a few million pairs.
        meets = np.searchsorted(np.sort(low[:, 0]), high[:, 0], "right") - np.searchsorted(
            np.sort(high[:, 0]), low[:, 0], "left"
        )
        usual, found = 6 * len(boxes), 0
        parts = np.cumsum(meets) // 4_000_000
        for part in np.split(boxes, np.flatnonzero(np.diff(parts)) + 1):
            found += tree.query(part).shape[1]
            if found > usual + self._left:
                raise TangledError
        self._left -= max(0, found - usual)


def _windings(points: NDArray[np.object_], rings: NDArray[np.object_], lines: list[Floats]) -> NDArray[np.int64]:
    """How often the rings wind round each point: simple rings through an index, self-crossing ones by their edges."""
    windings = np.zeros(len(points), dtype=np.int64)
    simple = shapely.is_valid(rings)
    signs = np.where(shapely.is_ccw(shapely.get_exterior_ring(rings)), 1, -1)
    inside, ring = shapely.STRtree(rings[simple]).query(points, predicate="within")
    np.add.at(windings, inside, signs[simple][ring])
    xy = shapely.get_coordinates(points)
    for index in np.flatnonzero(~simple):
        start = lines[index]
        end = np.roll(start, -1, axis=0)
        chunk = max(1, 2_000_000 // len(start))
        for i in range(0, len(xy), chunk):
            x, y = xy[i : i + chunk, 0:1], xy[i : i + chunk, 1:2]
            upward = (start[:, 1] <= y) & (end[:, 1] > y)
            downward = (start[:, 1] > y) & (end[:, 1] <= y)
            turn = (end[:, 0] - start[:, 0]) * (y - start[:, 1]) - (x - start[:, 0]) * (end[:, 1] - start[:, 1])
            windings[i : i + chunk] += (upward & (turn > 0)).sum(axis=1) - (downward & (turn < 0)).sum(axis=1)
    return windings


def filled(rings: list[Floats], even_odd: bool, effort: Effort | None = None) -> tuple[BaseGeometry, bool]:
    """The area that rings fill by the non-zero or the even-odd rule, and whether any of them crosses itself.

    Each ring has shape (n, 2). Returns a valid Polygon or MultiPolygon, empty if there is no area. Raises
    TangledError where the rings cross more often than `effort` allows.
    """
    lines = [ring for ring in rings if len(ring) > 2]
    if not lines:
        return shapely.Polygon(), False
    effort = effort or Effort()
    corners = sum(map(len, lines))
    counted = corners > _LONG
    if counted:  # before is_valid, which takes 18 s on a scribble of 190,000 corners
        effort.spend_on(lines)
    polygons = np.array([shapely.Polygon(line) for line in lines], dtype=object)
    valid = shapely.is_valid(polygons)
    if len(lines) == 1 and valid[0]:
        return polygons[0], False
    if not counted:
        effort.spend_on(lines)
    noded = shapely.unary_union(shapely.get_exterior_ring(polygons))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    tangled_corners = sum(len(line) for line, is_valid in zip(lines, valid, strict=True) if not is_valid)
    if len(faces) * tangled_corners > _MOST_WINDINGS:
        raise TangledError
    windings = _windings(shapely.point_on_surface(faces), polygons, lines)
    inside = faces[(windings % 2 == 1) if even_odd else (windings != 0)]
    area = polygonal(shapely.coverage_union_all(inside))  # faces of one linework share whole edges: 15 × as fast
    return (area if area.is_valid else polygonal(shapely.make_valid(area))), not bool(valid.all())


def determinant(matrix: Matrix) -> float:
    """How much a transform magnifies areas; negative if it mirrors."""
    a, b, c, d, _, _ = matrix
    return a * d - b * c


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """The transform that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def finite(matrix: Matrix) -> bool:
    """Whether every number of a transform is one."""
    return all(map(math.isfinite, matrix))
