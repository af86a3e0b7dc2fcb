"""The display list: plain shapes in chart units that screen, picture and paper paint alike.

Only what shapes there are and how geometry becomes one; what a body or a zone looks like is in `report.layers`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.geometry.curve import Curve


@dataclass(frozen=True)
class Fill:
    """A filled path. `rule` is how overlapping rings are read."""

    path: Curve = field(repr=False)
    color: str
    opacity: float = 1.0
    rule: Literal["nonzero", "evenodd"] = "evenodd"


@dataclass(frozen=True)
class Outline:
    """A path drawn as a line of `width` chart units; `dash` gives lengths of stroke and gap in units."""

    path: Curve = field(repr=False)
    color: str
    width: float
    opacity: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Dots:
    """Round dots of one size; `centres` has shape (n, 2)."""

    centres: NDArray[np.float64] = field(repr=False, compare=False)
    radius: float
    color: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Text:
    """A line of text with its baseline at `y`; `size` in chart units."""

    x: float
    y: float
    text: str
    size: float
    color: str
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False


Item = Fill | Outline | Dots | Text


@dataclass(frozen=True)
class Group:
    """Items that belong together, painted in order. `name` becomes the id in an SVG, `title` what it is in words."""

    name: str
    items: tuple[Item, ...]
    title: str = ""


@dataclass(frozen=True)
class Part:
    """Groups at a place of a picture: their (0, 0) lies at (x, y), and one of their units is `scale` of the picture."""

    groups: tuple[Group, ...]
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True)
class Picture:
    """A whole image or page, `width` × `height` units, with what it shows in words for those who cannot see it."""

    title: str
    says: str
    width: float
    height: float
    background: str
    parts: tuple[Part, ...]


def ring_curve(points: Iterable[tuple[float, float]]) -> Curve:
    """A closed polygon as a path."""
    listed = list(points)
    steps = [("M" if number == 0 else "L", (x, y)) for number, (x, y) in enumerate(listed)]
    return (*steps, ("Z", ()))


def geometry_curve(geometry: BaseGeometry) -> Curve:
    """The rings of a Polygon or MultiPolygon as one path; holes stay open with the even-odd rule."""
    steps: list[tuple[str, tuple[float, ...]]] = []
    for polygon in shapely.get_parts(geometry):
        if polygon.geom_type == "Polygon" and not polygon.is_empty:
            for ring in (polygon.exterior, *polygon.interiors):
                # The last point repeats the first: closing the path says the same.
                steps += ring_curve(ring.coords[:-1])
    return tuple(steps)


def line_curve(lines: BaseGeometry) -> Curve:
    """LineStrings as one path."""
    steps: list[tuple[str, tuple[float, ...]]] = []
    for line in shapely.get_parts(lines):
        if line.geom_type == "LineString":
            steps += [("M" if n == 0 else "L", (float(x), float(y))) for n, (x, y) in enumerate(line.coords)]
    return tuple(steps)


SLIVER = 0.05
"""Square units below which a piece of an area is what rounding leaves along a border."""


def hatching(area: BaseGeometry, gap: float) -> BaseGeometry:
    """Parallel lines at 45° within an area, `gap` units apart. The grid is fixed to the chart, so it never crawls."""
    if area.is_empty:
        return shapely.MultiLineString()
    x0, y0, x1, y1 = area.bounds
    step = gap * np.sqrt(2)
    height = y1 - y0
    starts = np.arange(np.floor((x0 - y1) / step), np.ceil((x1 - y0) / step) + 1) * step
    lines = [[(start + y0, y0), (start + y0 + height, y1)] for start in starts]
    # Slivers, which GEOS may answer with a whole line, hold no line that could be seen.
    parts = shapely.get_parts(area)
    visible = shapely.MultiPolygon([part for part in parts if part.area >= SLIVER])
    return shapely.intersection(shapely.multilinestrings(lines), visible)


def stipple(area: BaseGeometry, gap: float, radius: float) -> NDArray[np.float64]:
    """Centres of a hexagonal grid of dots that lie whole within an area, shape (n, 2). Fixed to the chart."""
    inner = shapely.buffer(area, -radius)
    if inner.is_empty:
        return np.empty((0, 2))
    x0, y0, x1, y1 = inner.bounds
    row_gap = gap * np.sqrt(3) / 2
    rows = np.arange(np.floor(y0 / row_gap), np.ceil(y1 / row_gap) + 1)
    columns = np.arange(np.floor(x0 / gap) - 1, np.ceil(x1 / gap) + 1)
    x = (columns[None, :] + 0.5 * (rows[:, None] % 2)) * gap
    y = np.broadcast_to(rows[:, None] * row_gap, x.shape)
    shapely.prepare(inner)
    inside = shapely.contains_xy(inner, x.ravel(), y.ravel())
    return np.column_stack([x.ravel()[inside], y.ravel()[inside]])
