"""Marks as areas: mended, cut at the body's edge, counted once."""

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.body.areas import halves, size
from bodymap.body.chart_files import load_charts
from bodymap.drawing.complexity import check_complexity
from bodymap.drawing.geometry import chart_of, drawing_areas, geojson, geometry_of, mark_area, stroke_geometry
from bodymap.drawing.model import Drawing, Geometry, Mark, Stroke
from bodymap.errors import Place
from tests.matching.strategies import marks, polygon, strokes
from tests.refusals import refused

CHARTS = load_charts("female")
RING: list[list[float]] = [[0, 600], [40, 600], [40, 640], [0, 640], [0, 600]]
BOW_TIE: list[list[float]] = [[0, 600], [40, 640], [40, 600], [0, 640], [0, 600]]


def shape(*rings: Sequence[Sequence[float]]) -> Mark:
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


@pytest.mark.parametrize("corners", [400, 3000])
def test_a_tangle_that_no_hand_draws_is_refused_at_once(corners: int) -> None:
    ring = np.random.default_rng(1).uniform([0, 600], [100, 700], (corners, 2))
    with refused("drawing.too_many_crossings"):
        check_complexity(Drawing(marks=(shape([*ring.tolist(), ring[0].tolist()]),)))


def test_parts_that_overlap_count_once() -> None:
    twice = Geometry(type="MultiPolygon", coordinates=[[RING], [RING]])
    assert geometry_of(twice).area == pytest.approx(1600)


def lasso(turns: int) -> list[tuple[float, float]]:
    """A ring round a place, drawn several times over by a hand that comes in a little each time."""
    angles = np.linspace(0, 2 * np.pi * turns, 20 * turns, endpoint=False)
    radii = 40 - 0.05 * np.arange(len(angles))
    ring = [(60 + r * np.cos(a), 650 + r * np.sin(a)) for r, a in zip(radii, angles, strict=True)]
    return [*ring, ring[0]]


def star() -> list[tuple[float, float]]:
    """A five-pointed star in one line."""
    angles = np.pi / 2 + np.arange(6) * 4 * np.pi / 5
    ring = [(100 * np.cos(a), 650 + 100 * np.sin(a)) for a in angles[:5]]
    return [*ring, ring[0]]


@pytest.mark.parametrize("turns", [1, 2, 3])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_place_circled_several_times_is_that_place(turns: int, backwards: bool) -> None:
    ring = lasso(turns)[::-1] if backwards else lasso(turns)
    assert mark_area(shape(ring), CHARTS).area == pytest.approx(shapely.Polygon(lasso(1)).area, rel=0.03)


def test_the_middle_of_a_star_is_part_of_it() -> None:
    """Outer corners at 100, inner ones at 38.2: ten triangles from the middle."""
    assert geometry_of(Geometry(type="Polygon", coordinates=[star()])).area == pytest.approx(11226, rel=1e-3)


def test_both_loops_of_an_eight_are_marked() -> None:
    eight = [[0, 600], [40, 640], [40, 600], [0, 640], [0, 600]]
    assert mark_area(shape(eight), CHARTS).area == pytest.approx(800)


SQUARE = [[-50.0, 600.0], [50.0, 600.0], [50.0, 700.0], [-50.0, 700.0], [-50.0, 600.0]]


@pytest.mark.parametrize(
    ("hole", "left"),
    [
        ([[-50, 620], [0, 620], [0, 680], [-50, 680], [-50, 620]], 7000),
        ([[-50, 620], [0, 650], [0, 680], [-50, 620]], 10000 - 750),
        ([[-80, 620], [0, 620], [0, 680], [-80, 680], [-80, 620]], 7000),
        ([[200, 900], [250, 900], [250, 950], [200, 950], [200, 900]], 10000),
        (SQUARE, 0),
        ([[-20, 620], [20, 660], [20, 620], [-20, 660], [-20, 620]], 10000 - 800),
    ],
    ids=["along the edge", "a corner on the edge", "over the edge", "outside", "the whole shape", "crossing itself"],
)
def test_a_hole_takes_away_what_it_covers_of_its_shape(hole: list[list[float]], left: float) -> None:
    assert mark_area(shape(SQUARE, hole), CHARTS).area == pytest.approx(left, abs=1e-6)


def test_holes_that_overlap_are_taken_away_once() -> None:
    hole: list[list[float]] = [[0, 620], [20, 620], [20, 640], [0, 640], [0, 620]]
    assert mark_area(shape(SQUARE, hole, hole), CHARTS).area == pytest.approx(9600)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_hole_is_never_marked_whatever_its_form(seed: int, other: int) -> None:
    largest = (max(shapely.get_parts(polygon(one)), key=shapely.area) for one in (seed, other))
    shell, hole = (shapely.Polygon(one.exterior) for one in largest)
    rings = [shapely.get_coordinates(one).tolist() for one in (shell, hole)]
    marked = geometry_of(Geometry(type="Polygon", coordinates=rings))
    assert marked.area == pytest.approx(shapely.difference(shell, hole).area, abs=1e-6)


@pytest.mark.parametrize("over", [0, 1e-14, 1e-9, 1e-300])
def test_a_shape_that_barely_crosses_the_middle_is_halved(over: float) -> None:
    apex = mark_area(shape([[over, 650], [-50, 600], [-50, 700], [over, 650]]), CHARTS)
    assert halves("back", apex) == pytest.approx((2500, 0), abs=1e-6)


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
        ({"region": "left/flank-left"}, "drawing.unknown_region"),
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
