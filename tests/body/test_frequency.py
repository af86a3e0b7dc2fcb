"""Counting where areas lie how often: exact against counting place by place, whatever the shapes do to each other."""

from itertools import combinations, pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import rotate, translate
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import Areas, difference, size, union
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import CHARTS
from bodymap.body.frequency import frequency, region_counts, region_shares
from bodymap.geometry.arrangement import SLIVER, arrange
from bodymap.geometry.noding import GRID
from bodymap.geometry.polygons import polygonal
from tests.matching.strategies import polygon

corner, side = st.integers(-8, 8), st.integers(1, 9)
boxes = st.builds(lambda x, y, w, h: shapely.box(x, y, x + w, y + h), corner, corner, side, side)
wild = st.integers(0, 400).map(lambda seed: polygon(seed, 8))
sets: st.SearchStrategy[list[Areas]] = st.lists(st.dictionaries(st.sampled_from(CHARTS), boxes | wild), max_size=7)


def naive(areas: list[Areas]) -> dict[int, float]:
    """The area that exactly so many sets cover: one overlay after the other, chart by chart.

    On the same grid: without one, GEOS loses whole triangles where several borders nearly meet.
    """
    sizes: dict[int, float] = {}
    for chart in CHARTS:
        levels: list[BaseGeometry] = []
        for one in (one[chart] for one in areas if chart in one):
            raised = [polygonal(shapely.intersection(level, one, grid_size=GRID)) for level in levels]
            pairs = zip([*levels, shapely.Polygon()], [one, *raised], strict=True)
            levels = [polygonal(shapely.union(level, new, grid_size=GRID)) for level, new in pairs]
        for count, (level, above) in enumerate(pairwise([*levels, shapely.Polygon()]), start=1):
            sizes[count] = sizes.get(count, 0.0) + level.area - above.area
    return sizes


@given(sets)
def test_every_count_has_the_area_that_overlays_give_it(areas: list[Areas]) -> None:
    found, wanted = frequency(areas).sizes, naive(areas)
    for count in {*found, *wanted}:
        assert found.get(count, 0.0) == pytest.approx(wanted.get(count, 0.0), abs=2 * SLIVER)


@given(sets)
def test_nothing_is_lost_and_nothing_counted_twice(areas: list[Areas]) -> None:
    counted = sum(count * area for count, area in frequency(areas).sizes.items())
    assert counted == pytest.approx(sum(size(one) for one in areas), rel=1e-6, abs=SLIVER)


@given(sets, st.integers(1, 6))
def test_places_of_a_count_are_valid_and_as_large_as_is_said(areas: list[Areas], least: int) -> None:
    made = frequency(areas)
    exactly, over = made.between(least, least), made.at_least(least)
    for area in (*exactly.values(), *over.values()):
        assert area.is_valid
        assert area.geom_type in ("Polygon", "MultiPolygon")
    assert size(exactly) == pytest.approx(made.sizes.get(least, 0.0), abs=1e-6)
    assert size(over) == pytest.approx(sum(area for count, area in made.sizes.items() if count >= least), abs=1e-6)
    assert size(difference(made.at_least(least + 1), over)) == pytest.approx(0, abs=1e-6)


@given(st.lists(boxes, min_size=1, max_size=6), st.lists(st.tuples(corner, corner), min_size=1, max_size=20))
def test_a_place_counts_the_shapes_that_hold_it(shapes: list[BaseGeometry], places: list[tuple[int, int]]) -> None:
    made = arrange(shapes, [1] * len(shapes))
    for x, y in places:
        point = shapely.Point(x + 0.5, y + 0.5)  # never on a border, which boxes have at whole numbers
        count = sum(shape.contains(point) for shape in shapes)
        assert made.highest >= count
        assert all(made.between(n, n).contains(point) == (n == count) for n in range(1, made.highest + 1))


@given(st.lists(boxes | wild, min_size=1, max_size=5))
def test_faces_are_disjoint_and_carry_their_count(shapes: list[BaseGeometry]) -> None:
    made = arrange(shapes, [1] * len(shapes))
    by_count: dict[int, float] = {}
    for face, count in made.faces():
        by_count[count] = by_count.get(count, 0.0) + face.area
    for count, area in enumerate(made.sizes):
        assert by_count.get(count, 0.0) == pytest.approx(area, abs=1e-6)
    large = [face for face, _ in made.faces() if face.area > 1]
    for one, other in combinations(large[:8], 2):
        assert one.intersection(other).area == pytest.approx(0, abs=1e-6)


nudges = st.floats(-3e-5, 3e-5)


@given(wild, st.lists(st.tuples(nudges, nudges, st.floats(-1e-6, 1e-6)), min_size=1, max_size=6))
def test_shapes_that_nearly_coincide_need_no_care(shape: BaseGeometry, moves: list[tuple[float, float, float]]) -> None:
    shapes = [translate(rotate(shape, angle), dx, dy) for dx, dy, angle in moves]
    made = arrange(shapes, [1] * len(shapes))
    assert made.highest == len(shapes)
    assert made.sizes[-1] == pytest.approx(shape.area, rel=1e-4)
    assert sum(made.sizes[1:-1]) < 1e-4 * shape.length * len(shapes)
    assert made.between(1, len(shapes)).is_valid


def test_a_hole_stays_open_and_an_island_in_it_is_counted() -> None:
    ring = shapely.box(0, 0, 30, 30).difference(shapely.box(10, 10, 20, 20))
    made = arrange([ring, shapely.box(12, 12, 14, 14), shapely.box(-10, -10, 40, 40)], [1, 1, 5])
    assert made.sizes.tolist() == [0, 0, 0, 0, 0, 2500 - 800 - 4, 800 + 4]
    assert made.between(6, 9).equals(shapely.union(ring, shapely.box(12, 12, 14, 14)))


def test_equal_shapes_count_as_often_as_they_come() -> None:
    charts = load_charts("female")
    region = charts["back"].regions["back/lumbar-right"]
    neighbour = charts["back"].regions["back/flank-right"]
    tapped: Areas = {"back": region.area}
    beside: Areas = {"back": neighbour.area}
    made = frequency([tapped] * 40 + [beside] * 2)
    assert made.highest == 40
    assert made.total == 42
    assert size(made.at_least(40)) == pytest.approx(region.area.area, rel=1e-6)
    assert made.sizes[2] == pytest.approx(neighbour.area.area, rel=1e-4)


def test_nothing_marked_is_counted_nowhere() -> None:
    nothing: list[list[Areas]] = [[], [{}], [{"back": shapely.Polygon()}]]
    for areas in nothing:
        made = frequency(areas)
        assert (made.highest, made.sizes, made.at_least(1)) == (0, {}, {})


@given(st.lists(st.sampled_from(["back/lumbar-right", "back/flank-right", "front/navel"]), max_size=5, unique=True))
def test_a_marked_region_is_covered_whole_and_its_neighbours_are_not(names: list[str]) -> None:
    charts = load_charts("male")
    areas = union([{"front" if name.startswith("front") else "back": charts[name.split("/")[0]].regions[name].area}  # type: ignore[index]
                   for name in names])  # fmt: skip
    shares = region_shares(areas, charts)
    assert {name for name, share in shares.items() if share > 0.01} == set(names)
    assert all(shares[name] == pytest.approx(1) for name in names)
    assert region_counts([areas, areas, {}], charts, 0.5) == dict.fromkeys(shares.keys() & names, 2)


def test_a_region_counts_from_the_share_on_that_is_asked() -> None:
    charts = load_charts("female")
    region = charts["back"].regions["back/buttock-upper-right"].area
    x0, y0, x1, y1 = region.bounds
    half: Areas = {"back": region.intersection(shapely.box(x0, y0, x1, (y0 + y1) / 2))}
    share = region_shares(half, charts)["back/buttock-upper-right"]
    assert share == pytest.approx(half["back"].area / region.area)
    assert region_counts([half], charts, share + 0.01) == {}
    assert region_counts([half], charts, float(np.nextafter(share, 0))) == {"back/buttock-upper-right": 1}
