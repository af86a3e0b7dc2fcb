"""The display list: geometry becomes paths that mean the same, hatching and stipple keep to their area and grid."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from bodymap.geometry.brush import stroke_area
from bodymap.geometry.curve import Curve
from bodymap.report.graphics.scene import geometry_curve, hatching, line_curve, stipple

place = st.tuples(st.integers(-300, 300), st.integers(0, 1700))
strokes = st.builds(
    lambda points, radius: stroke_area(np.array(points, dtype=float), float(radius)),
    st.lists(place, min_size=1, max_size=6),
    st.integers(4, 60),
)
two_strokes = st.builds(shapely.difference, strokes, strokes).filter(lambda area: area.area > 50)


def area_of(curve: Curve) -> float:
    """Area of a path of straight lines with the even-odd rule."""
    rings: list[list[tuple[float, ...]]] = []
    for command, values in curve:
        if command == "M":
            rings.append([])
        if values:
            rings[-1].append(values)
    whole: BaseGeometry = shapely.Polygon()
    for ring in rings:
        whole = shapely.symmetric_difference(whole, shapely.Polygon(ring))
    return float(whole.area)


@given(two_strokes)
def test_a_path_covers_what_the_geometry_covers(area: BaseGeometry) -> None:
    assert abs(area_of(geometry_curve(area)) - area.area) < 1e-6 * area.area


def test_holes_stay_open() -> None:
    ring = shapely.Point(0, 0).buffer(50) - shapely.Point(0, 0).buffer(20)
    assert abs(area_of(geometry_curve(ring)) - ring.area) < 1e-6


def test_nothing_makes_an_empty_path() -> None:
    assert geometry_curve(shapely.Polygon()) == ()
    assert line_curve(hatching(shapely.Polygon(), 8)) == ()
    assert stipple(shapely.Polygon(), 8, 2).shape == (0, 2)


@given(two_strokes)
def test_hatching_lies_within_its_area_and_leaves_no_wide_gap(area: BaseGeometry) -> None:
    gap = 8.0
    lines = hatching(area, gap)
    assert shapely.difference(lines, area.buffer(1e-6)).is_empty
    # What is farther than a gap from every line is farther than that from the edge to both sides: there is none.
    assert shapely.difference(area.buffer(-gap), lines.buffer(gap)).area < 1e-6


@given(two_strokes, st.integers(-3, 3), st.integers(-3, 3))
def test_hatching_is_fixed_to_the_chart(area: BaseGeometry, dx: int, dy: int) -> None:
    """A growing mark must not make its hatching crawl: lines of a part are lines of the whole."""
    whole = shapely.union(area, translate(area, 40 + dx, 30 + dy))
    part = hatching(area, 8.0)
    assert shapely.difference(part, hatching(whole, 8.0).buffer(1e-4)).length < 1e-3


@given(two_strokes)
def test_dots_are_whole_and_apart(area: BaseGeometry) -> None:
    gap, radius = 8.0, 1.7
    centres = stipple(area, gap, radius)
    assert np.all(shapely.distance(shapely.boundary(area), shapely.points(centres)) >= radius - 0.05)
    assert shapely.contains_xy(area, centres[:, 0], centres[:, 1]).all()
    if len(centres) > 1:
        dots = [shapely.Point(centre) for centre in centres]
        near = shapely.STRtree(dots).query(dots, predicate="dwithin", distance=gap * 0.999)
        assert near.shape[1] == len(centres), "each is near itself only"


def test_dots_fill_their_area_evenly() -> None:
    centres = stipple(shapely.box(-200, 100, 200, 500), 8.0, 1.7)
    a_dot = 8.0 * 8.0 * np.sqrt(3) / 2
    assert abs(len(centres) * a_dot / (400 * 400) - 1) < 0.05


@given(two_strokes)
def test_dots_are_fixed_to_the_chart(area: BaseGeometry) -> None:
    whole = shapely.union(area, translate(area, 37.3, 11.9))
    part = {(round(x, 6), round(y, 6)) for x, y in stipple(area, 8.0, 1.7)}
    assert part <= {(round(x, 6), round(y, 6)) for x, y in stipple(whole, 8.0, 1.7)}


def test_a_sliver_does_not_hatch_the_whole_chart() -> None:
    """What a difference of areas leaves along a border is thinner than rounding; GEOS answers it with a whole line."""
    sliver = shapely.Polygon([(0, 0), (1000, 1000), (1000, 1000 + 1e-9), (0, 1e-9)])
    patch = shapely.box(100, 300, 140, 340)
    drawn = hatching(shapely.MultiPolygon([sliver, patch]), 8)
    assert drawn.length > 0
    assert shapely.box(99, 299, 141, 341).covers(drawn)
