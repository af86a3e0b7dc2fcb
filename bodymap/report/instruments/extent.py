"""How much of the body is marked, in how many places, on which side and where: measured, without anybody's areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import Areas, halves, intersection, size
from bodymap.body.body_share import body_share
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import CHARTS, HEIGHT, ChartName, FigureName
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import Drawing
from bodymap.geometry.polygons import polygonal

CRUMB = 100.0
"""Square units. A part that is smaller, less than an 11 mm dot on an adult, is a slip of the brush and no site."""

GAP = 2.0
"""Chart units, about 2 mm on an adult: parts that are nearer to each other are one site."""

ONE_SIDED = 0.9
"""Share of the marked area on one side from which on the drawing is of that side."""

MIDLINE = 40.0
"""Chart units, about 4 cm on an adult: what is nearer to the midline is in the middle, as is all of a region that lies
across it, such as the navel's."""

Laterality = Literal["left", "right", "both", "midline", "none"]

NAME = "Pain extent"
SOURCE = "Measured on the charts of bodymap; its limits for sites and sides are bodymap's own"
WHY = (
    "Shares are of the charts as drawn, which are flat: what they hide counts as little as it shows. The whole body is "
    "its front and back together; what is marked on a side view or on the soles is added to what is marked there."
)
NOTE = (
    f"Sites are connected parts of at least {CRUMB:g} square units, those less than {GAP:g} units apart being one; "
    f"charts are counted apart. Left or right has at least {ONE_SIDED:.0%} of the area; midline is what is on "
    f"both sides with at least {ONE_SIDED:.0%} of it within {MIDLINE:g} units of the midline or in regions across it. "
    "Centroids and areas are in chart units, 1/1800 of the body's height."
)


@dataclass(frozen=True)
class Site:
    """One connected part of what is marked on a chart; areas in square units, the centroid in chart units."""

    chart: ChartName
    area: float
    centroid: tuple[float, float]


@dataclass(frozen=True)
class ChartExtent:
    """What is marked on one chart: `share` of its outline, 0 to 1, and the centroid, None where nothing is."""

    share: float
    centroid: tuple[float, float] | None


@dataclass(frozen=True)
class Extent:
    """The extent of a drawing."""

    body: float
    """Share of the body that is marked, 0 to 1: of its front and back together."""
    charts: Mapping[ChartName, ChartExtent]
    sites: tuple[Site, ...]
    """The largest first."""
    side: Laterality
    left: float
    """Share of the marked area on the patient's left; with `right` 1, or both 0 where nothing is marked."""
    right: float


def pain_extent(drawing: Drawing) -> Extent:
    """Measures a drawing. Raises BodymapError for a mark that is on no chart."""
    charts = load_charts(drawing.figure)
    drawn = drawing_areas(drawing, charts)
    sites = [Site(chart, part.area, _centroid(part)) for chart, area in drawn.items() for part in _parts(area)]
    left, right, side = _sides(drawn, _middle(drawing.figure))
    return Extent(
        body=body_share(drawing.figure, drawn),
        charts={
            name: ChartExtent(drawn[name].area / chart.outline.area, _centroid(drawn[name]))
            if name in drawn
            else ChartExtent(0.0, None)
            for name, chart in charts.items()
        },
        sites=tuple(sorted(sites, key=lambda site: (-site.area, CHARTS.index(site.chart), site.centroid))),
        side=side,
        left=left,
        right=right,
    )


def _parts(area: BaseGeometry) -> list[BaseGeometry]:
    """The connected parts of an area, without crumbs."""
    near = shapely.get_parts(shapely.buffer(area, GAP / 2))
    parts = [polygonal(shapely.intersection(area, one)) for one in near]
    return [part for part in parts if part.area >= CRUMB]


def _centroid(area: BaseGeometry) -> tuple[float, float]:
    return area.centroid.x, area.centroid.y


@cache
def _middle(figure: FigureName) -> Areas:
    """What of the front and the back is neither left nor right."""
    strip = shapely.box(-MIDLINE, 0, MIDLINE, HEIGHT)
    charts = load_charts(figure)
    across = {
        name: [one.area for one in chart.regions.values() if one.side == "midline"] for name, chart in charts.items()
    }
    return {name: shapely.union_all([strip, *areas]) for name, areas in across.items() if areas}


def _sides(drawn: Areas, middle: Areas) -> tuple[float, float, Laterality]:
    """The shares of left and right, and which of them the drawing is of."""
    pairs = [halves(chart, area) for chart, area in drawn.items()]
    left, right = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    whole = left + right
    if whole <= 0:
        return 0.0, 0.0, "none"
    if max(left, right) >= ONE_SIDED * whole:
        return left / whole, right / whole, "left" if left > right else "right"
    inside = size(intersection(drawn, middle))
    return left / whole, right / whole, "midline" if inside >= ONE_SIDED * whole else "both"
