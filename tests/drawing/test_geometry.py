"""Marks as areas: mended, cut at the body's edge, counted once."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.body.areas import size
from bodymap.body.chart_files import load_charts
from bodymap.drawing.geometry import chart_of, drawing_areas, geojson, geometry_of, mark_area, stroke_geometry
from bodymap.drawing.model import Drawing, Geometry, Mark, Stroke
from bodymap.errors import Place
from tests.matching.strategies import marks, polygon, strokes
from tests.refusals import refused

CHARTS = load_charts("female")
RING: list[list[float]] = [[0, 600], [40, 600], [40, 640], [0, 640], [0, 600]]
BOW_TIE: list[list[float]] = [[0, 600], [40, 640], [40, 600], [0, 640], [0, 600]]


def shape(*rings: list[list[float]]) -> Mark:
    return Mark(chart="back", geometry=Geometry(type="Polygon", coordinates=rings))


@settings(max_examples=15)
@given(st.lists(marks(), max_size=4))
def test_areas_are_valid_and_lie_on_the_body(made: list[Mark]) -> None:
    for chart, area in drawing_areas(Drawing(marks=tuple(made)), CHARTS).items():
        assert area.is_valid
        assert area.geom_type in ("Polygon", "MultiPolygon")
        assert shapely.difference(area, CHARTS[chart].outline).area < 1e-6


@settings(max_examples=15)
@given(st.lists(marks(), min_size=1, max_size=3))
def test_a_place_counts_once(made: list[Mark]) -> None:
    once, twice = (drawing_areas(Drawing(marks=tuple(several)), CHARTS) for several in (made, made * 2))
    assert size(twice) == pytest.approx(size(once))
    assert size(once) <= sum(mark_area(mark, CHARTS).area for mark in made) + 1e-6


@given(strokes())
def test_pressure_that_never_changes_is_one_radius(stroke: Stroke) -> None:
    radius = stroke.radius if isinstance(stroke.radius, float) else stroke.radius[0]
    one = Stroke(points=stroke.points, radius=radius)
    many = Stroke(points=stroke.points, radius=(radius,) * len(stroke.points))
    assert stroke_geometry(one).equals(stroke_geometry(many))


def test_a_ring_that_crosses_itself_is_mended() -> None:
    assert mark_area(shape(BOW_TIE), CHARTS).area == pytest.approx(800)


def test_shading_to_and_fro_is_mended_too() -> None:
    """A hundred lines over each other, as a lasso that was used as a brush."""
    ring = [[40 * (n % 2), 600 + 40 * ((7 * n) % 101) / 101] for n in range(101)]
    assert 0 < mark_area(shape([*ring, ring[0]]), CHARTS).area < 1600


@pytest.mark.parametrize("corners", [200, 3000])
def test_a_tangle_that_no_hand_draws_is_refused_at_once(corners: int) -> None:
    ring = np.random.default_rng(1).uniform([0, 600], [100, 700], (corners, 2))
    with refused("drawing.tangled_ring"):
        mark_area(shape([*ring.tolist(), ring[0].tolist()]), CHARTS)


def test_parts_that_overlap_count_once() -> None:
    twice = Geometry(type="MultiPolygon", coordinates=[[RING], [RING]])
    assert geometry_of(twice).area == pytest.approx(1600)


def test_a_hole_is_not_marked() -> None:
    hole: list[list[float]] = [[10, 610], [20, 610], [20, 620], [10, 620], [10, 610]]
    assert mark_area(shape(RING, hole), CHARTS).area == pytest.approx(1500)


@pytest.mark.parametrize("ring", [[[5, 600]] * 4, [[0, 600], [40, 600], [0, 600], [0, 600]]], ids=["point", "line"])
def test_a_shape_without_area_marks_nothing(ring: list[list[float]]) -> None:
    assert mark_area(shape(ring), CHARTS).is_empty


@given(st.integers(0, 10_000))
def test_an_area_comes_back_from_geojson(seed: int) -> None:
    area = polygon(seed)
    assert geometry_of(geojson(area)).equals(area)


@settings(max_examples=15)
@given(marks(), st.lists(strokes(3), min_size=1, max_size=3))
def test_erasing_leaves_what_was_not_erased(mark: Mark, eraser: list[Stroke]) -> None:
    """What the eraser leaves is a shape again, and takes nothing with it when it is written and read."""
    before = mark_area(mark, CHARTS)
    left = before
    for stroke in eraser:
        left = shapely.difference(left, stroke_geometry(stroke))
    left = shapely.union_all([part for part in shapely.get_parts(left) if part.geom_type == "Polygon"])
    if left.is_empty:
        return
    rest = {"chart": chart_of(mark), "geometry": geojson(left)}
    again = mark_area(Mark.model_validate(rest), CHARTS)
    assert again.area == pytest.approx(left.area)
    assert all(shapely.intersection(again, stroke_geometry(stroke)).area < 1e-6 for stroke in eraser)


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ({"region": "back/tail"}, "drawing.unknown_region"),
        ({"region": "navel"}, "drawing.unknown_region"),
        ({"region": "front/lumbar-right"}, "drawing.unknown_region"),
        ({"chart": "soles", "stroke": {"points": [[0, 0]], "radius": 3}}, "drawing.unknown_chart"),
    ],
)
def test_a_mark_on_nothing_is_refused(mark: dict[str, object], code: str) -> None:
    with refused(code):
        mark_area(Mark.model_validate(mark), CHARTS)


def test_the_error_says_which_mark_it_is() -> None:
    drawing = Drawing(marks=(Mark(region="back/sacrum"), Mark(region="back/tail")))
    with refused("drawing.unknown_region") as error:
        drawing_areas(drawing, CHARTS)
    assert error.value.places == (Place("mark", 2),)
