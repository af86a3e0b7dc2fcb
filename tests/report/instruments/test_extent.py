"""Extent: shares of what is drawn, connected places, the patient's own sides."""

from collections import Counter

import pytest
from hypothesis import given

from bodymap.body.chart_files import load_charts
from bodymap.body.figure import CHARTS, FIGURES, FigureName
from bodymap.drawing.mirror import mirrored_drawing
from bodymap.drawing.model import Drawing, Mark, Stroke
from bodymap.report.instruments.extent import CRUMB, pain_extent
from tests.matching.strategies import drawings
from tests.report.drawings import every_region


def back(*points: tuple[float, float], radius: float = 12) -> Mark:
    """A stroke on the back."""
    return Mark(chart="back", stroke=Stroke(points=points, radius=radius))


def test_nothing_has_no_extent() -> None:
    extent = pain_extent(Drawing())
    assert (extent.body, extent.sites, extent.side, extent.left, extent.right) == (0, (), "none", 0, 0)
    assert all(chart.share == 0 and chart.centroid is None for chart in extent.charts.values())


@pytest.mark.parametrize("figure", FIGURES)
def test_everything_is_the_whole_body_on_both_sides_in_one_site_a_chart_or_foot(figure: FigureName) -> None:
    charts = load_charts(figure)
    extent = pain_extent(every_region(figure, [name for chart in charts.values() for name in chart.regions]))
    assert extent.body == pytest.approx(1, abs=1e-5)
    assert Counter(site.chart for site in extent.sites) == {**dict.fromkeys(charts, 1), "soles": 2}
    assert extent.sites[0].chart == max(charts, key=lambda name: charts[name].outline.area)
    assert extent.side == "both"
    assert extent.left == pytest.approx(0.5, abs=1e-3)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_region_has_its_own_share_and_centroid(figure: FigureName) -> None:
    for chart in load_charts(figure).values():
        for region in chart.regions.values():
            extent = pain_extent(Drawing(figure=figure, marks=(Mark(region=region.id),)))
            share = region.area.area / chart.outline.area
            assert extent.charts[chart.name].share == pytest.approx(share)
            assert extent.charts[chart.name].centroid == pytest.approx(region.area.centroid.coords[0])
            assert len(extent.sites) == 1
            assert extent.side == region.side, region.id


@given(drawings())
def test_extent_adds_up(drawing: Drawing) -> None:
    extent, charts = pain_extent(drawing), load_charts(drawing.figure)
    whole = charts["front"].outline.area + charts["back"].outline.area
    marked = sum(extent.charts[name].share * chart.outline.area for name, chart in charts.items())
    assert extent.body == pytest.approx(min(1, marked / whole))
    assert extent.left + extent.right == pytest.approx(1 if marked else 0)
    assert all(site.area >= CRUMB for site in extent.sites)
    lost = marked - sum(site.area for site in extent.sites)
    assert -1e-6 * whole <= lost <= CRUMB * 60  # sixty slivers are more than four marks leave


@given(drawings())
def test_marking_twice_measures_the_same(drawing: Drawing) -> None:
    twice = pain_extent(drawing.model_copy(update={"marks": drawing.marks * 2}))
    once = pain_extent(drawing)
    assert twice.body == pytest.approx(once.body)
    assert (twice.side, len(twice.sites)) == (once.side, len(once.sites))


@given(drawings())
def test_a_mirrored_drawing_has_the_other_side(drawing: Drawing) -> None:
    here = pain_extent(drawing)
    there = pain_extent(mirrored_drawing(drawing, CHARTS))
    assert there.left == pytest.approx(here.right, abs=1e-4)
    assert there.right == pytest.approx(here.left, abs=1e-4)
    assert there.side == {"left": "right", "right": "left"}.get(here.side, here.side)


def test_sites_are_connected_parts_and_crumbs_are_none() -> None:
    apart = Drawing(marks=(back((60, 640)), back((100, 640)), back((60, 900))))
    assert len(pain_extent(apart).sites) == 3
    joined = Drawing(marks=(*apart.marks, back((60, 640), (100, 640))))
    assert len(pain_extent(joined).sites) == 2
    assert len(pain_extent(Drawing(marks=(*apart.marks, back((60, 1100), radius=3)))).sites) == 3
    assert len(pain_extent(Drawing(marks=(back((60, 640)), back((85, 640))))).sites) == 1  # one unit apart


def test_sites_of_front_and_back_are_counted_apart_and_the_largest_is_first() -> None:
    extent = pain_extent(Drawing(marks=(Mark(region="front/groin-left"), Mark(region="back/thigh-back-left"))))
    assert [site.chart for site in extent.sites] == ["back", "front"]
    assert extent.side == "left"


@pytest.mark.parametrize(
    ("points", "side"),
    [
        (((60, 640),), "right"),
        (((-60, 640),), "left"),
        (((0, 500), (0, 640)), "midline"),
        (((-90, 640), (90, 640)), "both"),
        (((-8, 640), (60, 640)), "both"),
        (((25, 600), (25, 680)), "right"),
    ],
)
def test_sides_of_strokes(points: tuple[tuple[float, float], ...], side: str) -> None:
    assert pain_extent(Drawing(marks=(back(*points),))).side == side
