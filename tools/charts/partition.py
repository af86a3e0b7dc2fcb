"""Dividing a figure into regions along border lines, so that they tile it exactly.

Knows neither anatomy (the recipes do) nor SVG.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from tools.charts.halfbody import GRID, Coordinates, HalfBody, Point, curve


@dataclass
class Plan:
    """A recipe being written: border lines on the half x ≥ 0, and a point inside each region to name it by."""

    lines: list[Coordinates] = field(default_factory=list)
    seeds: dict[str, Point] = field(default_factory=dict)

    def border(self, *points: Point) -> None:
        """A smooth border through the points."""
        self.lines.append(curve(points))

    def straight_border(self, *points: Point) -> None:
        """A border of straight pieces."""
        self.lines.append(np.asarray(points, dtype=np.float64))

    def region(self, name: str, inside: Point) -> None:
        """The region that holds the point `inside`; on the midline, the half of it at x ≥ 0."""
        if name in self.seeds:
            raise ValueError(f"region '{name}' is named twice")
        self.seeds[name] = inside


def divide(body: HalfBody, lines: Sequence[Coordinates], seeds: dict[str, Point]) -> dict[str, Polygon]:
    """The faces that the lines cut the half body into, each named by the one seed it holds.

    Lines are noded on a grid of `GRID`, so faces that touch share every vertex. Raises ValueError naming the place if a
    face has no seed or several, or a seed lies in no face.
    """
    noded = shapely.union_all([body.polygon.exterior, *(shapely.LineString(line) for line in lines)], grid_size=GRID)
    faces = [f for f in shapely.get_parts(shapely.polygonize([noded])) if body.polygon.covers(f.representative_point())]
    tree = shapely.STRtree(faces)
    named: dict[int, str] = {}
    for name, seed in seeds.items():
        hits = tree.query(shapely.Point(seed), predicate="within")
        if len(hits) != 1:
            raise ValueError(f"the seed of '{name}' at {seed} lies in {len(hits)} faces")
        if hits[0] in named:
            raise ValueError(f"'{name}' and '{named[hits[0]]}' are not divided by a border")
        named[int(hits[0])] = name
    for i, face in enumerate(faces):
        if i not in named:
            spot = face.representative_point()
            raise ValueError(f"a face of area {face.area:.2f} at ({spot.x:.1f}, {spot.y:.1f}) has no name")
    return {name: faces[i] for i, name in named.items()}


def mirrored(polygon: Polygon) -> Polygon:
    """The exact mirror image at the midline."""
    return Polygon(shapely.get_coordinates(polygon.exterior)[::-1] * np.array([-1.0, 1.0]))


def both_halves(half: Polygon) -> Polygon:
    """A midline region: the half at x ≥ 0 and its mirror image as one polygon."""
    whole = shapely.union(half, mirrored(half))
    if not isinstance(whole, Polygon):
        raise ValueError("a midline region must touch the midline along one line")
    return whole


def outline_of(regions: Iterable[Polygon]) -> Polygon | MultiPolygon:
    """The outline that the regions tile, with all their vertices on it: one piece, or one for each foot."""
    whole = shapely.union_all(list(regions))
    if not isinstance(whole, Polygon | MultiPolygon) or any(part.interiors for part in shapely.get_parts(whole)):
        raise ValueError("the regions leave a gap")
    return whole
