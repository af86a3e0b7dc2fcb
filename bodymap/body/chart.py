"""Charts and regions: a drawn view of a figure, split into named pieces.

The SVG files come from `tools/build_charts.py`; `bodymap.body.chart_files` reads any SVG chart, these among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart_shape import SHAPES, ChartShape
from bodymap.body.figure import ChartName, FigureName, Side
from bodymap.geometry.curve import Curve


@dataclass(frozen=True)
class Region:
    """A named piece of a chart, e.g. `back/lumbar-right`. `area` is one valid Polygon in chart units."""

    id: str
    chart: ChartName
    name: str
    side: Side
    label: str
    term: str
    area: shapely.Polygon = field(repr=False)

    @property
    def words(self) -> str:
        """Plain words with the side, e.g. "back of thigh, right"."""
        return self.label if self.side == "midline" else f"{self.label}, {self.side}"


@dataclass(frozen=True)
class Line:
    """An inner line of the drawing; `weight` is main, detail or faint."""

    weight: str
    path: Curve = field(repr=False)


@dataclass(frozen=True)
class Shade:
    """A shading band: filled even-odd with a dark (`shadow`) or light (`light`) tone at `opacity`."""

    tone: Literal["shadow", "light"]
    opacity: float
    path: Curve = field(repr=False)


@dataclass(frozen=True, eq=False)
class Chart:
    """One drawing of a figure. The regions tile `outline`: the body in one piece, or in one for each foot.

    Compared and hashed by identity, so that what is computed on a chart can be cached.
    """

    figure: FigureName
    name: ChartName
    view_box: tuple[float, float, float, float]
    outline: shapely.Polygon | shapely.MultiPolygon = field(repr=False)
    regions: Mapping[str, Region] = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    shades: tuple[Shade, ...] = field(repr=False)

    @property
    def shape(self) -> ChartShape:
        """Which sides of the patient the chart shows, and where."""
        return SHAPES[self.name]

    @cached_property
    def _index(self) -> tuple[shapely.STRtree, tuple[Region, ...]]:
        regions = tuple(sorted(self.regions.values(), key=lambda region: region.id))
        return shapely.STRtree([region.area for region in regions]), regions

    def region_at(self, x: float, y: float) -> Region | None:
        """The region under a point, None beside the body. On a shared border the first by id."""
        tree, regions = self._index
        hits = tree.query(shapely.Point(x, y), predicate="intersects")
        return regions[min(hits)] if len(hits) else None

    def region_near(self, x: float, y: float, reach: float) -> Region | None:
        """The region under a point or, beside the body, the nearest one within `reach` units; None further out."""
        tree, regions = self._index
        nearest = tree.query_nearest(shapely.Point(x, y), max_distance=reach) if reach > 0 else ()
        return self.region_at(x, y) or (regions[min(nearest)] if len(nearest) else None)

    def regions_touched(self, geometry: BaseGeometry) -> list[Region]:
        """The regions that may share area with a geometry (their bounding boxes meet), ordered by id."""
        tree, regions = self._index
        return [regions[i] for i in sorted(tree.query(geometry, predicate="intersects"))]
