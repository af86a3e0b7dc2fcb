"""Fills rings by winding number or even-odd, within a bounded effort."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.geometry.flatten import Floats
from bodymap.geometry.polygons import polygonal

_LONG = 500  # corners from which a shape's crossings are counted before anything else is asked of it


_MOST_WINDINGS = 60_000_000  # faces times corners of self-crossing rings: about a second


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
