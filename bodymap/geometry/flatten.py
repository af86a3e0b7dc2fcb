"""From curves to areas: transform, flatten, and fill by the rule of the path.

All segments of a path are flattened in one go with numpy. Not here: what a shape means, or whether it is drawn.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bodymap.geometry.affine import Matrix
from bodymap.geometry.curve import Curve

FARTHEST = 1e7
"""Coordinates beyond are no drawing: they come from a mistake, and precision is lost there."""

_DECIMALS = 9  # of coordinates: a remainder such as 1e-308 makes GEOS overflow

MOST_PIECES = 48
"""Lines that one curve becomes at most: enough for an eighth of a circle that fills the chart."""


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
