"""Patterns: within their area, unlike each other, and unlike the hatching of what no zone explains."""

from itertools import combinations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from bodymap.drawing.model import QUALITIES, Quality
from bodymap.geometry.polygons import polygonal
from bodymap.report.graphics.layers import HATCH_GAP
from bodymap.report.graphics.legend import sample
from bodymap.report.graphics.patterns import WIDTH, pattern
from bodymap.report.graphics.scene import Outline, hatching
from bodymap.report.graphics.theme import INK

of_each = pytest.mark.parametrize("quality", QUALITIES)
areas = st.tuples(st.floats(-400, 400), st.floats(0, 1800), st.floats(1, 120), st.floats(1, 120)).map(
    lambda one: shapely.box(one[0], one[1], one[0] + one[2], one[1] + one[3])
)


def _lines(quality: Quality, area: BaseGeometry) -> BaseGeometry:
    """What is drawn, as lines."""
    lines = []
    for item in pattern(quality, area, "#000000"):
        assert isinstance(item, Outline)
        for command, values in item.path:
            if command == "M":
                lines.append([values])
            else:
                lines[-1].append(values)
    return shapely.union_all([shapely.linestrings(line) for line in lines])


@of_each
@given(areas)
def test_it_stays_within_its_area(quality: Quality, area: BaseGeometry) -> None:
    small = min(area.bounds[2] - area.bounds[0], area.bounds[3] - area.bounds[1]) < 24
    spared = 12 if small else WIDTH  # one sign stands in the middle of what is too small for any
    assert shapely.difference(_lines(quality, area), shapely.buffer(area, spared)).is_empty


@of_each
def test_it_fills_its_area(quality: Quality) -> None:
    """No spot of a mark is further from a line than its gaps are wide, so that no mark looks empty."""
    area = shapely.box(-100, 600, 100, 800)
    bare = shapely.difference(area, shapely.buffer(_lines(quality, area), 26))
    assert bare.area < 0.02 * area.area


def test_no_two_are_alike_even_in_grey() -> None:
    """Where one draws, another mostly does not; what no zone explains has a hatching of its own."""
    area = polygonal(shapely.Point(50, 700).buffer(90))
    drawn = {quality: shapely.buffer(_lines(quality, area), WIDTH / 2) for quality in QUALITIES}
    unexplained = shapely.buffer(hatching(area, HATCH_GAP), 1)
    for (one, a), (other, b) in combinations([*drawn.items(), ("unexplained", unexplained)], 2):
        common = shapely.intersection(a, b).area / shapely.union(a, b).area
        assert common < 0.55, (one, other)


def test_samples_show_the_patterns() -> None:
    shown = [sample("marked", INK, quality) for quality in QUALITIES]
    for one, other in combinations(shown, 2):
        assert one != other


@of_each
def test_nothing_is_drawn_on_nothing(quality: Quality) -> None:
    assert pattern(quality, shapely.Polygon(), "#000000") == []
