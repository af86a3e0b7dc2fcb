"""Drawings and zones that hypothesis makes up for the tests of matching, drawing files and brushes."""

import re
from math import cos, pi, sin
from typing import Any

import numpy as np
import shapely
from hypothesis import strategies as st
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.placed import PlacedPoint
from bodymap.atlas.questions import Kind
from bodymap.atlas.shipped import load_atlas
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import CHARTS, ChartName, Side
from bodymap.drawing.geometry import chart_of, geojson, mark_area
from bodymap.drawing.model import QUALITIES, AnswerValue, Drawing, Geometry, Mark, Stroke

REGIONS = sorted(region for chart in load_charts("female").values() for region in chart.regions)
PAINFUL = [region for region in REGIONS if re.search("lumbar|flank|buttock|sacr|thigh|groin|calf|abdomen|hip", region)]
"""Regions that the atlas has zones in, so that most drawings rank something."""

charts: st.SearchStrategy[ChartName] = st.sampled_from(CHARTS)


@st.composite
def strokes(draw: st.DrawFn, longest: int = 8) -> Stroke:
    """Strokes over and beside the trunk and legs, crossing themselves, of one radius or with pressure."""
    points = draw(
        st.lists(st.tuples(st.floats(-260, 260), st.floats(430, 1500)), min_size=1, max_size=longest).map(tuple)
    )
    radius: float | tuple[float, ...] = draw(st.floats(2, 60))
    if draw(st.booleans()):
        radius = tuple(draw(st.floats(2, 60)) for _ in points)
    return Stroke(points=points, radius=radius)


@st.composite
def rings(draw: st.DrawFn) -> Geometry:
    """Polygons around a place, star-shaped or self-crossing."""
    x, y = draw(st.floats(-200, 200)), draw(st.floats(450, 1500))
    corners = draw(st.lists(st.tuples(st.floats(0, 2 * pi), st.floats(5, 120)), min_size=3, max_size=9))
    if draw(st.booleans()):
        corners.sort()
    ring = [(x + r * cos(a), y + r * sin(a)) for a, r in corners]
    return Geometry(type="Polygon", coordinates=[[*ring, ring[0]]])


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    """A mark of any kind."""
    quality, intensity = draw(st.none() | st.sampled_from(QUALITIES)), draw(st.none() | st.integers(0, 10))
    kind = draw(st.sampled_from(["region", "stroke", "geometry"]))
    if kind == "region":
        return Mark(region=draw(st.sampled_from(PAINFUL)), quality=quality, intensity=intensity)
    if kind == "stroke":
        return Mark(chart=draw(charts), stroke=draw(strokes()), quality=quality, intensity=intensity)
    return Mark(chart=draw(charts), geometry=draw(rings()), quality=quality, intensity=intensity)


def drawings(least: int = 1, most: int = 4) -> st.SearchStrategy[Drawing]:
    """Drawings of either figure with some answers."""
    return st.builds(
        Drawing,
        figure=st.sampled_from(["female", "male"]),
        marks=st.lists(marks(), min_size=least, max_size=most).map(tuple),
        answers=st.dictionaries(st.sampled_from(["worse_upright", "cough_or_sneeze_hurts", "x"]), st.booleans()),
    )


_VALUES: dict[Kind, st.SearchStrategy[AnswerValue]] = {
    "yes_no": st.booleans(),
    "days": st.integers(0, 400),
    "strength": st.integers(0, 10),
    "side": st.sampled_from(["left", "right", "both"]),
    "age": st.integers(0, 120),
}


def given_answers(most: int = 8) -> st.SearchStrategy[dict[str, AnswerValue]]:
    """Answers to questions of the shipped atlas, each of the kind that its question asks for."""
    table = load_atlas().answers
    names = st.lists(st.sampled_from(sorted(table)), max_size=most, unique=True)
    return names.flatmap(lambda some: st.fixed_dictionaries({name: _VALUES[table[name].kind] for name in some}))


def questioned(least: int = 0) -> st.SearchStrategy[Drawing]:
    """Drawings of whole regions of the body with answers of every kind."""
    mark = st.builds(Mark, region=st.sampled_from(REGIONS), quality=st.none() | st.sampled_from(QUALITIES))
    return st.builds(
        Drawing,
        figure=st.sampled_from(["female", "male"]),
        marks=st.lists(mark, min_size=least, max_size=5).map(tuple),
        answers=given_answers(),
    )


def mirrored_mark(mark: Mark) -> Mark:
    """The same mark on the other side of the patient."""
    swap: dict[str, Any] = {"left": "right", "right": "left"}
    if mark.region is not None:
        chart, name = mark.region.split("/")
        stem, _, side = name.rpartition("-")
        name = f"{stem}-{swap[side]}" if side in swap else name
        return mark.model_copy(update={"region": f"{swap.get(chart, chart)}/{name}"})
    assert mark.chart is not None
    other: ChartName = swap.get(mark.chart, mark.chart)
    if mark.stroke is not None:
        points = tuple((-x, y) for x, y in mark.stroke.points)
        return mark.model_copy(update={"chart": other, "stroke": Stroke(points=points, radius=mark.stroke.radius)})
    assert mark.geometry is not None
    rings = [[(-x, y) for x, y in ring] for ring in mark.geometry.coordinates]
    return mark.model_copy(update={"chart": other, "geometry": Geometry(type="Polygon", coordinates=rings)})


def as_polygon(mark: Mark, drawing: Drawing) -> Mark:
    """The same area as a shape; the mark must lie on the body."""
    area = mark_area(mark, load_charts(drawing.figure))
    return Mark(chart=chart_of(mark), geometry=geojson(area))


def _areas(low: int, high: int) -> st.SearchStrategy[BaseGeometry]:
    corner = st.integers(low, high)
    sides = st.integers(1, 6)
    return st.builds(lambda x, y, w, h: shapely.box(x, y, x + w, y + h), corner, corner, sides, sides)


@st.composite
def placed_points(draw: st.DrawFn, muscles: int = 5) -> list[PlacedPoint]:
    """A small atlas on one chart: boxes as zones, one or two points a muscle."""
    points = []
    for muscle in range(draw(st.integers(1, muscles))):
        for name in ("a", "b")[: draw(st.integers(1, 2))]:
            essential, around = draw(_areas(0, 10)), draw(_areas(0, 10))
            spillover = shapely.difference(around, essential)
            points.append(placed(f"m{muscle}", name, essential, spillover))
    return points


def placed(
    muscle: str, name: str, essential: BaseGeometry, spillover: BaseGeometry, side: Side = "left"
) -> PlacedPoint:
    """A trigger point with zones on the back chart."""
    around: dict[ChartName, BaseGeometry] = {} if spillover.is_empty else {"back": spillover}
    return PlacedPoint(muscle, side, name, {}, {"back": essential}, around)


def flipped(area: BaseGeometry) -> BaseGeometry:
    """Mirrored at x = 0."""
    return scale(area, xfact=-1, origin=(0, 0))


def polygon(seed: int, corners: int = 24) -> BaseGeometry:
    """A wild but valid shape of several parts and holes within 200 × 200 units, always the same for a seed."""
    ring = np.random.default_rng(seed).uniform(0, 200, (corners, 2))
    return shapely.make_valid(shapely.Polygon(ring), method="structure")
