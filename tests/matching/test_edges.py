"""Areas from edges are the areas that an overlay gives."""

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart_files import load_chart
from bodymap.matching import edges
from bodymap.matching.edges import edges_of, edges_of_one, shared_areas
from tests.matching.strategies import polygon

BOX = shapely.box(0, 0, 10, 10)


def shared(one: BaseGeometry, many: Sequence[BaseGeometry]) -> NDArray[np.float64]:
    return shared_areas(edges_of_one(one), edges_of(np.array(many)), len(many))


@given(st.integers(0, 10_000), st.integers(3, 30), st.integers(1, 12))
def test_any_shapes_share_what_an_overlay_says(seed: int, corners: int, count: int) -> None:
    """Random rings, mended: several parts, holes, needles."""
    one, many = polygon(seed, corners), [polygon(seed + n, corners) for n in range(count)]
    expected = [shapely.intersection(one, other).area for other in many]
    assert shared(one, many) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(
    ("other", "area"),
    [
        (BOX, 100),
        (shapely.box(10, 0, 20, 10), 0),  # beside it, with a border in common
        (shapely.box(0, 10, 10, 20), 0),  # below it
        (shapely.box(0, -10, 10, 0), 0),  # above it
        (shapely.box(2, 2, 4, 4), 4),  # within
        (shapely.box(-5, -5, 15, 15), 100),  # around
        (shapely.box(0, 0, 10, 5), 50),  # three sides in common
        (shapely.Polygon([(0, 0), (10, 10), (0, 10)]), 50),  # along the diagonal
        (shapely.box(-5, -5, 15, 15) - shapely.box(1, 1, 9, 9), 36),  # a frame
        (shapely.Polygon(), 0),
    ],
)
def test_borders_in_common_count_neither_twice_nor_not(other: BaseGeometry, area: float) -> None:
    assert shared(BOX, [other]) == pytest.approx([area], abs=1e-12)


def test_the_direction_of_a_ring_does_not_matter() -> None:
    assert shared(shapely.reverse(BOX), [BOX, shapely.reverse(BOX)]) == pytest.approx([100, 100])


def test_regions_share_their_own_area_and_nothing_with_each_other() -> None:
    """Real borders, with thousands of edges in common."""
    regions = [region.area for region in load_chart("female", "back").regions.values()]
    for number, region in enumerate(regions[::7]):
        expected = np.zeros(len(regions))
        expected[7 * number] = region.area
        assert shared(region, regions) == pytest.approx(expected, abs=1e-7)


def test_pairs_are_taken_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    one, many = polygon(1, 40), [polygon(n, 40) for n in range(5)]
    at_once = shared(one, many)
    monkeypatch.setattr(edges, "PAIRS", 100)
    assert shared(one, many) == pytest.approx(at_once, abs=1e-9)
