"""Zones on the figures: where they end, how the sides mirror, and what a stroke covers."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas.model import TriggerPoint
from bodymap.atlas.placed import PlacedPoint
from bodymap.atlas.placing import MisplacedError, place_own_side, place_points
from bodymap.atlas.shipped import load_atlas
from bodymap.body.areas import intersection, mirrored, size
from bodymap.body.chart_files import load_chart, load_charts
from bodymap.body.chart_shape import mirror_sign
from bodymap.body.figure import FIGURES, FigureName, load_figure

GLUTEAL_ONLY = ("gluteus_maximus", "gluteus_minimus", "piriformis")
each_figure = pytest.mark.parametrize("figure", FIGURES)


def placed(figure: FigureName) -> tuple[PlacedPoint, ...]:
    return place_points(load_atlas(), figure)


@each_figure
def test_both_sides_of_every_point_in_order(figure: FigureName) -> None:
    points = placed(figure)
    assert len(points) == 2 * sum(len(muscle.trigger_points) for muscle in load_atlas().muscles.values())
    assert [(p.muscle, p.side) for p in points] == sorted((p.muscle, p.side) for p in points)
    names = [p.name for p in points if p.muscle == "rectus_abdominis" and p.side == "left"]
    assert names == [p.name for p in load_atlas().muscles["rectus_abdominis"].trigger_points]
    assert placed(figure) is points


@each_figure
def test_left_is_the_exact_mirror_of_right(figure: FigureName) -> None:
    right = {(p.muscle, p.name): p for p in placed(figure) if p.side == "right"}
    for left in (p for p in placed(figure) if p.side == "left"):
        other = right[left.muscle, left.name]
        assert left.position == {chart: (-x, y) for chart, (x, y) in other.position.items()}
        for own, theirs in ((left.essential, other.essential), (left.spillover, other.spillover)):
            turned = mirrored(theirs)
            assert set(own) == set(turned)
            assert all(own[chart].equals(turned[chart]) for chart in own)


@each_figure
def test_points_lie_on_their_own_side_of_the_body(figure: FigureName) -> None:
    for point in placed(figure):
        for chart, (x, y) in point.position.items():
            assert x * mirror_sign(chart, point.side) > 0
            assert load_chart(figure, chart).outline.covers(shapely.Point(x, y))


@each_figure
def test_zones_are_valid_on_the_body_and_apart(figure: FigureName) -> None:
    for point in placed(figure):
        assert size(point.essential) > 500
        assert size(intersection(point.essential, point.spillover)) < 1e-6
        for areas in (point.essential, point.spillover):
            for chart, area in areas.items():
                assert area.is_valid
                assert area.difference(load_chart(figure, chart).outline).area < 1e-6


@each_figure
def test_spillover_is_a_margin_and_not_crumbs(figure: FigureName) -> None:
    for point in placed(figure):
        assert size(point.spillover) > 0.3 * size(point.essential)
        for area in point.spillover.values():
            parts = shapely.get_parts(area)
            assert max(part.area for part in parts) > 0.9 * area.area or min(part.area for part in parts) > 300


@each_figure
def test_gluteal_zones_end_exactly_at_the_belt_line(figure: FigureName) -> None:
    belt = load_figure(figure).belt_line()
    back = load_chart(figure, "back")
    above = [
        region.area
        for region in back.regions.values()
        if region.name in ("lumbar", "flank", "lower-ribs-back", "mid-back")
    ]
    assert len(above) == 8
    for point in (p for p in placed(figure) if p.muscle in GLUTEAL_ONLY):
        for areas in (point.essential, point.spillover):
            assert all(area.bounds[1] >= belt for area in areas.values())
            assert sum(areas["back"].intersection(region).area for region in above if "back" in areas) == 0


@pytest.mark.statement("GMAX-01")
@each_figure
def test_gluteus_maximus_stays_on_the_buttock(figure: FigureName) -> None:
    regions = load_chart(figure, "back").regions.values()
    gluteal = ("buttock-upper", "buttock-lower", "sacroiliac", "sacrum", "coccyx", "hip-back")
    buttock = shapely.union_all([region.area for region in regions if region.name in gluteal])
    for point in (p for p in placed(figure) if p.muscle == "gluteus_maximus"):
        for areas in (point.essential, point.spillover):
            assert list(areas) == ["back"]
            assert areas["back"].difference(buttock).area < 0.01 * areas["back"].area


@pytest.mark.statement("IP-02", "IP-05", "IP-07")
@each_figure
def test_psoas_is_pressed_in_front_and_hurts_in_a_strip_behind(figure: FigureName) -> None:
    for point in (p for p in placed(figure) if p.muscle == "iliopsoas"):
        assert list(point.position) == ["front"]
        assert list(point.essential) == ["back"]
        x0, y0, x1, y1 = point.essential["back"].bounds
        assert y1 - y0 > 2 * (x1 - x0)
        assert min(x0 * mirror_sign("back", point.side), x1 * mirror_sign("back", point.side)) > 0
        assert "front" in point.spillover


@pytest.mark.statement("RA-04", "RA-06", "RA-07")
@each_figure
def test_rectus_abdominis_makes_bands_across_both_sides(figure: FigureName) -> None:
    muscle = {(p.name, p.side): p for p in placed(figure) if p.muscle == "rectus_abdominis"}
    for name, across in (("upper", 160), ("lower", 160)):
        band = muscle[name, "left"].essential["back"]
        x0, y0, x1, y1 = band.bounds
        assert x0 < -across / 2 < across / 2 < x1
        assert x1 - x0 > 2 * (y1 - y0)
    figures = load_figure(figure)
    lower = muscle["lower", "right"].essential["back"]
    psis = figures.landmark("back", "PSIS")
    assert all(lower.covers(shapely.Point(sign * psis.x, psis.y)) for sign in (-1, 1))
    assert lower.bounds[1] < figures.belt_line() < lower.bounds[3]
    t10, l1 = (figures.landmark("back", f"spinous_{level}").y for level in ("T10", "L1"))
    assert t10 < muscle["upper", "left"].essential["back"].centroid.y < l1


@pytest.mark.statement("GMIN-04", "GMIN-07")
@each_figure
def test_gluteus_minimus_reaches_calf_and_outer_ankle(figure: FigureName) -> None:
    regions = {
        (region.chart, region.name): region.area
        for chart in load_charts(figure).values()
        for region in chart.regions.values()
        if region.side == "right"
    }
    points = {p.name: p for p in placed(figure) if p.muscle == "gluteus_minimus" and p.side == "right"}
    behind = points["posterior middle"].essential["back"]
    assert all(
        behind.intersects(regions["back", name]) for name in ("thigh-back", "knee-back", "calf-inner", "calf-outer")
    )
    outside = points["lateral lower"].essential
    assert all(
        outside["front"].intersects(regions["front", name]) for name in ("thigh-outer", "leg-outer", "ankle-outer")
    )
    assert outside["back"].intersects(regions["back", "calf-outer"])


@pytest.mark.statement("GMED-04", "GMED-12")
@each_figure
def test_gluteus_medius_crosses_the_belt_line(figure: FigureName) -> None:
    belt = load_figure(figure).belt_line()
    medial = next(p for p in placed(figure) if (p.muscle, p.name) == ("gluteus_medius", "medial"))
    above = medial.essential["back"].intersection(shapely.box(-300, 0, 300, belt)).area
    assert 500 < above < 0.5 * medial.essential["back"].area


def _point(places: list[tuple[float, float]], radius: float, smooth: bool) -> TriggerPoint:
    source = {"work": "bodymap"}
    fact = {"says": "x", "from": source}
    stroke = {"chart": "back", "along": [["C7", x, y] for x, y in places], "radius": radius, "smooth": smooth}
    return TriggerPoint.model_validate(
        {
            "name": "x", "named_by": "convention", "from": source, "position": {"back": ["C7", 0.0, 100.0]},
            "palpate": fact, "patient_position": fact, "caution": fact, "confirms": fact,
            "essential": {"says": "x", "from": source, "strokes": [stroke]},
        }
    )  # fmt: skip


on_the_trunk = st.tuples(st.floats(-80, 80), st.floats(100, 500))


@given(st.lists(on_the_trunk, min_size=1, max_size=5), st.floats(5, 30), st.booleans())
def test_a_stroke_covers_the_brush_at_each_of_its_places(
    places: list[tuple[float, float]], radius: float, smooth: bool
) -> None:
    figure = load_figure("female")
    outline = load_chart("female", "back").outline
    _, essential, spillover = place_own_side(figure, _point(places, radius, smooth))
    assert not spillover
    area = essential["back"]
    assert area.is_valid
    c7 = figure.landmark("back", "C7")
    for x, y in places:
        disc = shapely.Point(c7.x + x, c7.y + y).buffer(0.98 * radius)
        assert disc.intersection(outline).difference(area).area < 1e-6 * disc.area + 1e-6


@given(st.floats(30, 90), st.floats(5, 30))
def test_a_smooth_stroke_through_places_in_line_is_the_straight_one(length: float, radius: float) -> None:
    figure = load_figure("male")
    places = [(0.0, 200 + length * i) for i in range(4)]
    straight, curved = (place_own_side(figure, _point(places, radius, smooth))[1]["back"] for smooth in (False, True))
    assert np.isclose(straight.area, curved.area, rtol=1e-6)
    assert straight.symmetric_difference(curved).area < 1e-3


def test_what_lies_beside_the_body_is_told_for_each_stroke() -> None:
    with pytest.raises(MisplacedError) as told:
        place_own_side(load_figure("female"), _point([(900.0, 300.0), (950.0, 300.0)], 10, True))
    (wrong,) = told.value.wrong
    assert wrong.at == ("essential", "strokes", 0)
    assert "nothing of this stroke lies on the female figure's back chart" in wrong.sentence
