"""Set operations on areas over several charts: charts never meet, and nothing is left of what has no area."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from bodymap.body.areas import Areas, difference, intersection, mirrored, size, union
from bodymap.body.figure import CHARTS, ChartName
from bodymap.geometry.polygons import polygonal
from tests.matching.strategies import polygon

made: st.SearchStrategy[Areas] = st.dictionaries(
    st.sampled_from(CHARTS), st.integers(0, 500).map(lambda seed: polygon(seed, 8))
)
BOX = shapely.box(0, 0, 10, 10)


@given(made, made)
def test_areas_add_up(a: Areas, b: Areas) -> None:
    common, only = intersection(a, b), difference(a, b)
    assert size(common) + size(only) == pytest.approx(size(a))
    assert size(union([a, b])) == pytest.approx(size(only) + size(b))
    assert size(intersection(common, only)) == pytest.approx(0, abs=1e-6)


@given(made, made)
def test_the_order_does_not_matter(a: Areas, b: Areas) -> None:
    assert size(union([a, b])) == pytest.approx(size(union([b, a])))
    assert size(intersection(a, b)) == pytest.approx(size(intersection(b, a)))


@given(made, made)
def test_what_is_left_are_polygons(a: Areas, b: Areas) -> None:
    for areas in (intersection(a, b), difference(a, b), union([a, b])):
        for area in areas.values():
            assert area.geom_type in ("Polygon", "MultiPolygon")
            assert not area.is_empty


@given(made)
def test_mirroring_twice_is_nothing(a: Areas) -> None:
    assert size(mirrored(a)) == pytest.approx(size(a))
    assert all(back.equals(a[chart]) for chart, back in mirrored(mirrored(a)).items())


def test_charts_are_separate_planes() -> None:
    front: dict[ChartName, shapely.Polygon] = {"front": BOX}
    back: dict[ChartName, shapely.Polygon] = {"back": BOX}
    assert intersection(front, back) == {}
    assert size(union([front, back])) == 200
    assert difference(front, back)["front"].equals(BOX)


def test_areas_that_touch_share_nothing() -> None:
    assert intersection({"back": BOX}, {"back": shapely.box(10, 0, 20, 10)}) == {}


@pytest.mark.parametrize(
    ("geometry", "area"),
    [
        (BOX, 100),
        (shapely.Point(1, 1), 0),
        (shapely.LineString([(0, 0), (1, 1)]), 0),
        (shapely.GeometryCollection([BOX, shapely.LineString([(20, 0), (30, 0)])]), 100),
        (shapely.GeometryCollection([BOX, shapely.box(20, 0, 30, 10)]), 200),
        (shapely.GeometryCollection(), 0),
    ],
)
def test_only_polygons_stay(geometry: shapely.geometry.base.BaseGeometry, area: float) -> None:
    left = polygonal(geometry)
    assert left.geom_type in ("Polygon", "MultiPolygon")
    assert left.area == area


def test_nothing_has_no_size() -> None:
    assert size({}) == 0
    assert union([]) == {}
