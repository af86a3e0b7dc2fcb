"""What borders are drawn on, one half of a figure (x ≥ 0) or one whole outline: silhouette, landmarks, points, curves.

Knows no region: those are in the recipes (`front`, `back`, `arm`, `side`, `soles`). All lengths are chart units, all
points (x, y).
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from bodymap.body.figure import ChartName, Figure

Point = tuple[float, float]
Coordinates = NDArray[np.float64]

GRID = 0.01
"""All vertices lie on this grid, so that neighbours share them to the last digit in the file."""

FLATNESS = 0.02
"""Greatest distance between a curve and the polygon that stands for it, before rounding: invisible at 8 × zoom."""


class Ear(NamedTuple):
    """Where the ear leaves the silhouette of the head, above and at the lobe."""

    top: Point
    lobe: Point


def mix(a: Point, b: Point, share: float) -> Point:
    """The point at `share` of the way from `a` (0) to `b` (1)."""
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def shift(point: Point, dx: float = 0.0, dy: float = 0.0) -> Point:
    """The point moved by (dx, dy)."""
    return point[0] + dx, point[1] + dy


def flatten_cubics(segments: Sequence[Sequence[Sequence[float]]], steps: int = 48) -> Coordinates:
    """The polygon of a closed outline of cubic segments [p0, c1, c2, p1], shape (n, 2), last point not repeated.

    Joints of segments stay vertices; between them only what `FLATNESS` needs.
    """
    t = np.linspace(0.0, 1.0, steps + 1)[:, None]
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    spans = [sum(w * np.asarray(p) for w, p in zip(weights, segment, strict=True)) for segment in segments]
    return np.vstack([_thin(np.asarray(span))[:-1] for span in spans])


def curve(points: Sequence[Point], steps: int = 24) -> Coordinates:
    """A smooth line through all `points` (centripetal Catmull–Rom), shape (n, 2).

    Every given point is a vertex, so borders that share a point meet in it exactly. A line that ends on the midline
    goes on into its mirror image without a corner.
    """
    given = np.asarray(points, dtype=np.float64)
    padded = np.vstack([_before(given[0], given[1]), given, _before(given[-1], given[-2])])
    knots = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(padded, axis=0), axis=1) ** 0.5)])
    spans = []
    for i in range(len(given) - 1):
        p, k = padded[i : i + 4], knots[i : i + 4]
        t = np.linspace(k[1], k[2], steps + 1)[:, None]
        a = [((k[j + 1] - t) * p[j] + (t - k[j]) * p[j + 1]) / (k[j + 1] - k[j]) for j in range(3)]
        b = [((k[j + 2] - t) * a[j] + (t - k[j]) * a[j + 1]) / (k[j + 2] - k[j]) for j in range(2)]
        spans.append(_thin(((k[2] - t) * b[0] + (t - k[1]) * b[1]) / (k[2] - k[1])))
    line = np.vstack([spans[0], *(span[1:] for span in spans[1:])])
    line[[*np.cumsum([0] + [len(span) - 1 for span in spans])]] = given  # to the last digit
    return line


def _before(end: Coordinates, neighbour: Coordinates) -> Coordinates:
    return neighbour * [-1.0, 1.0] if end[0] == 0 else 2 * end - neighbour


def _thin(line: Coordinates) -> Coordinates:
    return np.asarray(shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), FLATNESS)))


class HalfBody:
    """The part of a chart that its recipe divides; the rest of the figure is its mirror image.

    Of `front` and `back` that is the half x ≥ 0 (the patient's left, and the right), of `soles` the left foot, which
    lies there, and of a side chart all of it.
    """

    def __init__(self, figure: Figure, chart: ChartName, outline: Sequence[Sequence[Sequence[float]]]) -> None:
        """`outline` is closed. One that starts on the midline, at the vertex, is symmetric, with its +x half first."""
        self.figure = figure
        self.chart = chart
        if outline[0][0][0] == 0.0:
            half = flatten_cubics(outline[: len(outline) // 2])
            line = np.vstack([half, np.asarray(outline[len(outline) // 2][0])])
        else:
            whole = flatten_cubics(outline)
            line = np.vstack([whole, whole[:1]])
        self.silhouette: Coordinates = np.round(line / GRID) * GRID
        self.polygon = shapely.Polygon(self.silhouette)

    def at(self, landmark: str, dx: float = 0.0, dy: float = 0.0) -> Point:
        """A landmark of the chart, with an offset."""
        mark = self.figure.landmark(self.chart, landmark)
        return mark.x + dx, mark.y + dy

    def edge(self, landmark: str) -> Point:
        """The point of the silhouette nearest to a landmark that lies on it, or a hair beside it."""
        line = shapely.LineString(self.silhouette)
        point = line.interpolate(line.project(shapely.Point(self.at(landmark))))
        return float(point.x), float(point.y)

    def web(self, first: str, second: str, root: str) -> Point:
        """The deepest point of the silhouette between two neighbouring tips: the one nearest to the landmark `root`."""
        start, end = sorted((self._nearest(self.at(first)), self._nearest(self.at(second))))
        between = self.silhouette[start:end]
        deepest = between[np.argmin(np.linalg.norm(between - self.at(root), axis=1))]
        return float(deepest[0]), float(deepest[1])

    def _nearest(self, point: Point) -> int:
        return int(np.argmin(np.linalg.norm(self.silhouette - point, axis=1)))

    def across(self, through: Point, along: Point) -> tuple[Point, Point]:
        """Both ends on the silhouette of the straight line through a point inside; the medial end first.

        `along` is the direction, e.g. (1, 0) for a horizontal cut of a leg.
        """
        step = 600.0 * np.asarray(along) / np.linalg.norm(along)
        line = shapely.LineString([np.asarray(through) - step, np.asarray(through) + step])
        pieces = shapely.get_parts(shapely.intersection(line, self.polygon))
        nearest = pieces[np.argmin(shapely.distance(pieces, shapely.Point(through)))]
        first, last = sorted(tuple(map(float, xy)) for xy in nearest.coords)
        return (first[0], first[1]), (last[0], last[1])

    def rim(self, y: float, near: float) -> Point:
        """The point of the silhouette at height `y` whose x is nearest to `near`; never one on the midline."""
        cut = shapely.intersection(shapely.LineString([(-1000, y), (1000, y)]), shapely.LineString(self.silhouette))
        x = shapely.get_coordinates(cut)[:, 0]
        return float(x[np.argmin(np.abs(x - near))]), y

    def share(self, y: float, near: float, *shares: float) -> list[Point]:
        """Points at the given shares (0 medial, 1 lateral) of the body's width at height `y` around x = `near`."""
        first, last = self.across((near, y), (1, 0))
        return [mix(first, last, share) for share in shares]

    def down(self, near: Iterable[float], heights: Iterable[float], share: float) -> list[Point]:
        """A line down a limb: at each height the point at `share` of the limb's width around x = `near`."""
        return [self.share(y, x, share)[0] for x, y in zip(near, heights, strict=True)]

    @cached_property
    def ear(self) -> Ear:
        """Measured on the silhouette: the ear is what stands out between the temple and the neck."""
        x, y = self.silhouette[:, 0], self.silhouette[:, 1]
        head = np.flatnonzero(y < self.at("neck_narrowest")[1])
        head = head[: np.argmax(np.diff(head, append=10**9) > 1) + 1]  # the arm may rise as high as the neck
        tip = head[np.argmax(x[head])]
        top = next(i for i in range(tip, 0, -1) if x[i] < x[tip] - 8)
        lobe = next(i for i in range(tip, len(x)) if x[i] < x[tip] - 15)
        return Ear((float(x[top]), float(y[top])), (float(x[lobe]), float(y[lobe])))
