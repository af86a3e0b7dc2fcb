"""How complex a drawing may be: one budget for all its marks, checked before any area is computed.

Overlaying areas takes time and memory that grow with the number of places where their edges cross, and a file of a few
kilobytes can cross its lines millions of times. A hand cannot: what it shades to and fro is covered by its own brush.
So the budget counts crossings that stay visible, on the edges of what is marked. Not here: how large a file or a single
stroke may be (`bodymap.drawing.model`).
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError

MOST_POINTS = 60_000
"""Points of all strokes and shapes of a drawing together: a quarter of an hour of drawing without a pause."""

MOST_CROSSINGS = 5_000
"""Visible crossings of edges beyond one an edge, estimated. Where two strokes cross, their edges cross four times; a
body that is hatched by hand from head to foot has some two thousand."""

SAMPLE = 200
"""Edges whose crossings are counted, and crossings of which it is asked whether they are visible."""

COVERED = 0.98
"""A place nearer to a stroke's line than this share of its radius is covered by it: its own edge is not."""

Floats = NDArray[np.float64]


def check_complexity(drawing: Drawing) -> None:
    """Raises BodymapError if a drawing is over the budget.

    Counted are the crossings within each mark, and those of all marks of a chart together: both have to be worked out.
    They are estimated from a sample, always the same for the same drawing. Takes milliseconds for what a hand drew, and
    some tenths of a second for the largest files.
    """
    by_chart: dict[str, list[Mark]] = defaultdict(list)
    points = 0
    for mark in drawing.marks:
        if mark.chart is not None:
            by_chart[mark.chart].append(mark)
            points += sum(map(len, _lines(mark)))
    if points > MOST_POINTS:
        raise BodymapError("drawing.too_many_points", points=points, most=MOST_POINTS)
    within = 0.0
    for mark in (mark for marks in by_chart.values() for mark in marks):
        within += _crossings_within(mark)
        _require(within)
    _require(sum(_visible_crossings(marks) for marks in by_chart.values() if len(marks) > 1))


@lru_cache(maxsize=4096)
def _crossings_within(mark: Mark) -> float:
    """Marks never change, and a window asks after each stroke."""
    return _visible_crossings([mark])


def _require(crossings: float) -> None:
    if crossings > MOST_CROSSINGS:
        raise BodymapError("drawing.too_many_crossings", most=MOST_CROSSINGS)


def _lines(mark: Mark) -> Iterator[Floats]:
    """The line of a stroke, or the rings of a shape, each of shape (n, 2)."""
    if mark.stroke is not None:
        yield np.array(mark.stroke.points)
    elif mark.geometry is not None:
        shape = mark.geometry
        for polygon in [shape.coordinates] if shape.type == "Polygon" else shape.coordinates:
            yield from map(np.array, polygon)


def _brush(mark: Mark, count: int) -> tuple[Floats, Floats]:
    """Segments (m, 2, 2) along a stroke of `count` points, and the brush's radius (m,), the smaller of both ends."""
    assert mark.stroke is not None
    points = np.array(mark.stroke.points)
    radii = np.broadcast_to(np.array(mark.stroke.radius, dtype=np.float64), count)
    if count == 1:
        points, radii = np.repeat(points, 2, axis=0), np.repeat(radii, 2)
    return np.stack([points[:-1], points[1:]], axis=1), np.minimum(radii[:-1], radii[1:])


def _sides(segments: Floats, radii: Floats) -> Floats:
    """The two edges (2m, 2, 2) that a round brush leaves beside its segments (m, 2, 2)."""
    along = segments[:, 1] - segments[:, 0]
    length = np.linalg.norm(along, axis=1)
    unit = np.divide(along, length[:, None], out=np.zeros_like(along), where=length[:, None] > 0)
    across = radii[:, None] * np.column_stack([-unit[:, 1], unit[:, 0]])
    return np.concatenate([segments + across[:, None], segments - across[:, None]])


def _visible_crossings(marks: list[Mark]) -> float:
    """How many crossings of the marks' edges on one chart are not covered by another brush, estimated."""
    edges: list[Floats] = []
    middles: list[Floats] = []
    radii: list[Floats] = []
    for mark in marks:
        if mark.stroke is not None:
            segments, radius = _brush(mark, len(mark.stroke.points))
            edges.append(_sides(segments, radius))
            middles.append(segments)
            radii.append(radius)
        else:
            edges.extend(np.stack([ring[:-1], ring[1:]], axis=1) for ring in _lines(mark))
    lines = np.concatenate(edges)
    usual = len(lines)  # where a line bends or meets its neighbour, edges cross as well
    if len(lines) * (len(lines) - 1) / 2 <= MOST_CROSSINGS:
        return 0.0
    crossings, places = _crossings(lines)
    if crossings > usual and middles:
        crossings *= _visible(places, np.concatenate(middles), np.concatenate(radii))
    return max(0.0, crossings - usual)


def _crossings(lines: Floats) -> tuple[float, Floats]:
    """How often segments (n, 2, 2) cross each other, estimated, and where some of them do, of shape (k, 2)."""
    low, high = lines.min(axis=1), lines.max(axis=1)
    tree = shapely.STRtree(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))
    chosen = np.unique(np.linspace(0, len(lines) - 1, min(len(lines), SAMPLE)).astype(int))
    found = 0
    places: list[Floats] = []
    for part in np.array_split(chosen, max(1, len(chosen) // 20)):  # an edge may cross every other one
        asked, met = tree.query(tree.geometries[part])
        a, b = lines[part][asked], lines[met]
        crossing, where = _cross(a, b)
        found += int(crossing.sum())
        places.append(where[:: max(1, len(where) // 20)])
    # Each crossing belongs to two edges, and every edge stands for as many as were passed over.
    return found / 2 * len(lines) / len(chosen), np.concatenate(places)


def _cross(a: Floats, b: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Which segments (n, 2, 2) cross their partner (n, 2, 2) between the ends of both, and where these do."""
    along, other = a[:, 1] - a[:, 0], b[:, 1] - b[:, 0]
    between = b[:, 0] - a[:, 0]
    area = along[:, 0] * other[:, 1] - along[:, 1] * other[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (between[:, 0] * other[:, 1] - between[:, 1] * other[:, 0]) / area
        u = (between[:, 0] * along[:, 1] - between[:, 1] * along[:, 0]) / area
    crossing = (t > 0) & (t < 1) & (u > 0) & (u < 1)
    return crossing, a[crossing, 0] + t[crossing, None] * along[crossing]


def _visible(places: Floats, middles: Floats, radii: Floats) -> float:
    """The share of places (k, 2) that lie inside no brush along segments (m, 2, 2) with radii (m,)."""
    places = places[:: max(1, len(places) // SAMPLE)]
    if not len(places):
        return 0.0
    along = middles[:, 1] - middles[:, 0]
    squared = (along**2).sum(axis=1)
    covered = 0
    for place in places:
        from_start = place - middles[:, 0]
        t = np.divide((from_start * along).sum(axis=1), squared, out=np.zeros_like(squared), where=squared > 0)
        distance = np.linalg.norm(from_start - np.clip(t, 0, 1)[:, None] * along, axis=1)
        covered += bool((distance < radii * COVERED).any())
    return 1 - covered / len(places)
