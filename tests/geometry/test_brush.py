"""A stroke is the union of its segments, whatever its direction, its side or its speed."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bodymap.geometry.brush import FACETS, segment_areas, stroke_area

coordinates = st.floats(-500, 500)
Line = tuple[NDArray[np.float64], NDArray[np.float64]]


@st.composite
def lines(draw: st.DrawFn) -> Line:
    points = draw(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=8))
    radii = draw(st.lists(st.floats(1, 60), min_size=len(points), max_size=len(points)))
    return np.array(points), np.array(radii)


@given(lines())
def test_a_stroke_is_one_valid_piece_around_its_points(line: Line) -> None:
    points, radii = line
    area = stroke_area(points, radii)
    assert area.is_valid
    assert area.geom_type == "Polygon"
    assert shapely.covers(area, shapely.points(points)).all()


@given(lines())
def test_a_stroke_is_the_union_of_its_segments(line: Line) -> None:
    """What lets a stroke be scored while it is painted."""
    area, segments = stroke_area(*line), segment_areas(*line)
    assert len(segments) == max(1, len(line[0]) - 1)
    assert shapely.union_all(segments).area == pytest.approx(area.area)


@given(lines())
def test_neither_direction_nor_side_changes_the_area(line: Line) -> None:
    points, radii = line
    area = stroke_area(points, radii)
    assert stroke_area(points[::-1], radii[::-1]).area == pytest.approx(area.area, rel=1e-9)
    mirrored = stroke_area(points * [-1, 1], radii)
    back = shapely.transform(mirrored, lambda xy: xy * [-1, 1])
    assert shapely.symmetric_difference(back, area).area == pytest.approx(0, abs=1e-6 * area.area)


@given(lines(), st.integers(1, 20))
def test_points_along_a_straight_line_add_nothing(line: Line, steps: int) -> None:
    """A fast hand gives few points, a slow one many."""
    points, radii = line[0][:2], line[1][:1].repeat(len(line[0][:2]))
    share = np.linspace(0, 1, steps + 1)[:, None]
    many = points[0] + share * (points[-1] - points[0])
    assert stroke_area(many, radii[0]).area == pytest.approx(stroke_area(points, radii).area)


@given(lines())
def test_a_wider_brush_covers_the_narrower(line: Line) -> None:
    points, radii = line
    narrow = stroke_area(points, radii)
    assert shapely.difference(narrow, stroke_area(points, radii * 1.5)).area < 1e-6


@given(coordinates, coordinates, st.floats(0.5, 100))
def test_a_dab_is_a_disc_but_for_its_corners(x: float, y: float, radius: float) -> None:
    dab = stroke_area(np.array([[x, y]]), radius)
    assert len(shapely.get_coordinates(dab)) == FACETS + 1
    circle = np.pi * radius**2
    assert 0.993 * circle < dab.area < circle
    assert dab.centroid.distance(shapely.Point(x, y)) < 1e-6 * radius


@given(lines())
def test_the_brush_is_round_to_half_a_percent_of_its_radius(line: Line) -> None:
    points, radius = line[0][:2], float(line[1][0])
    path = shapely.LineString(points) if len(points) > 1 else shapely.Point(points[0])
    area = stroke_area(points, radius)
    assert shapely.difference(area, path.buffer(radius * 1.0001, 200)).area < 1e-6 * area.area
    assert shapely.difference(path.buffer(radius * 0.995, 200), area).area < 1e-6 * area.area
