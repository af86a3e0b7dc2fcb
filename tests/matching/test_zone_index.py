"""The index measures what a plain loop over all zones measures."""

import random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.placed import PlacedPoint
from bodymap.body.areas import Areas, difference, intersection, size, union
from bodymap.body.chart_files import load_charts
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import Drawing
from bodymap.matching.knowledge import shipped_knowledge
from bodymap.matching.ranking import rank
from bodymap.matching.tiles import TILE, TiledZones, tile_bounds, tiles_over
from bodymap.matching.zone_index import Quantities, ZoneIndex, build_index
from tests.matching.strategies import drawings, placed, placed_points, polygon


def plainly(index: ZoneIndex, areas: Areas) -> Quantities:
    """Every quantity by its definition."""
    zones: list[Areas] = [zone for point in index.points for zone in (point.essential, point.spillover)]
    for muscle in index.muscles:
        own = [point for point in index.points if (point.muscle, point.side) == muscle]
        essential = union(point.essential for point in own)
        zones += [essential, difference(union(point.spillover for point in own), essential)]
    everything = union(zones)
    return np.array([size(intersection(areas, zone)) for zone in [*zones, everything]])


@settings(max_examples=10)
@given(drawings())
def test_the_atlas_is_measured_exactly(drawing: Drawing) -> None:
    index = shipped_knowledge().index(drawing.figure)
    areas = drawing_areas(drawing, load_charts(drawing.figure))
    assert index.measure(areas) == pytest.approx(plainly(index, areas), abs=1e-6 * max(1.0, size(areas)))


@given(placed_points(), st.integers(0, 1000))
def test_any_atlas_is_measured_exactly(points: list[PlacedPoint], seed: int) -> None:
    index = build_index(points)
    areas: Areas = {"back": shapely.affinity.scale(polygon(seed), 0.08, 0.08, origin=(0, 0))}
    assert index.measure(areas) == pytest.approx(plainly(index, areas), abs=1e-8)


@given(placed_points(), st.randoms())
def test_the_order_of_points_does_not_matter(points: list[PlacedPoint], chance: random.Random) -> None:
    shuffled = list(points)
    chance.shuffle(shuffled)
    one, other = build_index(points), build_index(shuffled)
    areas: Areas = {"back": shapely.box(2, 3, 9, 8)}
    assert one.points == other.points
    assert (one.measure(areas) == other.measure(areas)).all()


def test_what_lies_apart_adds_up() -> None:
    index = shipped_knowledge().index("female")
    region = load_charts("female")["back"].regions["back/buttock-upper-right"].area
    x = region.centroid.x
    halves = [shapely.intersection(region, shapely.box(a, 0, b, 1800)) for a, b in ((-400, x), (x, 400))]
    together = sum(index.measure({"back": half}) for half in halves)
    assert together == pytest.approx(index.measure({"back": region}), abs=1e-6)


def test_nothing_and_an_unknown_chart_measure_nothing() -> None:
    index = build_index([placed("m", "a", shapely.box(0, 0, 5, 5), shapely.Polygon())])
    assert not index.measure({}).any()
    assert not index.measure({"front": shapely.box(0, 0, 5, 5)}).any()


@pytest.mark.parametrize("count", [1, 2, 7])
def test_zones_and_areas_may_end_on_the_border_of_a_tile(count: int) -> None:
    whole = shapely.box(0, 0, count * TILE, count * TILE)
    quantities = np.zeros(2)
    TiledZones([whole, shapely.box(-TILE, -TILE, 0, 0)], [0, 1]).measure_into(quantities, whole)
    assert quantities == pytest.approx([whole.area, 0])


@given(st.floats(-900, 900), st.floats(-900, 900), st.floats(0.5, 500), st.floats(0.5, 500))
def test_tiles_cover_the_box_that_they_lie_over(x: float, y: float, width: float, height: float) -> None:
    box = shapely.box(x, y, x + width, y + height)
    tiles = shapely.union_all([shapely.box(*tile_bounds(key)) for key in tiles_over(box.bounds)])
    assert tiles.covers(box)


def test_zones_that_are_not_valid_are_made_so() -> None:
    """A bow tie, as a warped atlas of one's own may hold: both its wings count, and nothing counts twice."""
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    assert not bow.is_valid
    index = build_index([placed("m", "a", bow, bow), placed("n", "a", shapely.box(0, 0, 10, 10), bow)])
    (bent, _) = index.points
    assert size(bent.essential) == pytest.approx(50)
    assert size(bent.spillover) == pytest.approx(0)
    ranking = rank(index, {"back": shapely.box(0, 0, 10, 10)})
    assert {row.muscle: row.explained for row in ranking.rows} == {"m": pytest.approx(0.5), "n": pytest.approx(1)}
