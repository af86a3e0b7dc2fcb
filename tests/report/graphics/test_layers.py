"""What is drawn on a chart: marks by quality, zones by kind, points where they are, sides where they belong."""

import numpy as np
import pytest
import shapely

from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FIGURES, ChartName, FigureName
from bodymap.drawing.model import Drawing, Mark, Stroke
from bodymap.matching.knowledge import shipped_knowledge
from bodymap.matching.match import match_drawing
from bodymap.report.graphics.layers import (
    STIPPLE_RADIUS,
    body_group,
    mark_groups,
    point_groups,
    side_labels,
    unexplained_groups,
    zone_groups,
)
from bodymap.report.graphics.scene import Dots, Fill, Outline, Text
from bodymap.report.graphics.theme import DARK, LIGHT
from tests.report.drawings import WALK
from tests.report.graphics.test_scene import area_of


def test_overlapping_marks_of_one_quality_are_painted_once() -> None:
    stroke = Stroke(points=((60, 700), (120, 700)), radius=20)
    moved = Stroke(points=((80, 710), (140, 710)), radius=20)
    marks = (Mark(chart="back", stroke=stroke, quality="numb"), Mark(chart="back", stroke=moved, quality="numb"))
    drawing = Drawing(marks=marks)
    (group,) = mark_groups(drawing, load_charts("female"), LIGHT)["back"]
    (fill,) = [item for item in group.items if isinstance(item, Fill)]
    assert fill.color == LIGHT.quality("numb")
    assert fill.opacity < 1
    assert area_of(fill.path) == pytest.approx(match_drawing(drawing).areas["back"].area)


def test_each_quality_has_its_colour_and_a_mark_without_one_looks_like_other() -> None:
    groups = mark_groups(WALK, load_charts("female"), DARK)
    colors = {item.color for layer in groups.values() for g in layer for item in g.items if isinstance(item, Fill)}
    assert colors == {DARK.quality(name) for name in ("aching", "numb", "burning", "other")}


def test_nothing_marked_draws_nothing() -> None:
    assert mark_groups(Drawing(), load_charts("male"), LIGHT) == {}
    beside = Mark(chart="front", stroke=Stroke(points=((450, 10),), radius=5))
    assert mark_groups(Drawing(marks=(beside,)), load_charts("male"), LIGHT) == {}


@pytest.mark.parametrize("figure", FIGURES)
def test_essential_is_flat_and_spillover_is_stippled_beside_it(figure: FigureName) -> None:
    points = [point for point in shipped_knowledge().index(figure).points if point.muscle == "gluteus_minimus"]
    for chart, groups in zone_groups(points, LIGHT).items():
        essential = shapely.union_all([point.essential[chart] for point in points if chart in point.essential])
        flat = [i for g in groups for i in g.items if isinstance(i, Fill) and i.color == LIGHT.essential]
        assert sum(area_of(item.path) for item in flat) == pytest.approx(essential.area)
        for dots in [item for group in groups for item in group.items if isinstance(item, Dots)]:
            assert len(dots.centres) > 20
            assert (shapely.distance(essential, shapely.points(dots.centres)) >= STIPPLE_RADIUS - 0.05).all()


def test_what_no_zone_explains_is_hatched_and_nothing_else() -> None:
    match = match_drawing(WALK)
    for chart, groups in unexplained_groups(match.unexplained, LIGHT).items():
        for item in (item for group in groups for item in group.items):
            assert isinstance(item, Outline)
            places = np.array([values for _, values in item.path if values])
            assert (shapely.distance(match.unexplained[chart], shapely.points(places)) < 1e-6).all()


def test_points_stand_where_the_atlas_puts_them_and_the_chosen_ones_are_ringed() -> None:
    points = [
        p for p in shipped_knowledge().index("female").points if (p.muscle, p.side) == ("quadratus_lumborum", "right")
    ]
    chosen = points[0].key
    layers = point_groups(points, {chosen}, LIGHT)
    assert sum(len(groups) for groups in layers.values()) == sum(len(point.position) for point in points)
    for chart, groups in layers.items():
        # The chosen one comes last, so that no other point covers it.
        here = sorted((point for point in points if chart in point.position), key=lambda point: point.key == chosen)
        for point, group in zip(here, groups, strict=True):
            disc, ring, cross = group.items
            assert isinstance(disc, Fill)
            assert isinstance(ring, Outline)
            assert isinstance(cross, Outline)
            ends = np.array([values for _, values in cross.path])
            assert tuple(ends.mean(axis=0)) == pytest.approx(point.position[chart])
            assert (ring.color == LIGHT.accent) == (point.key == chosen)


@pytest.mark.parametrize(("chart", "at_the_viewers_left"), [("front", "Right"), ("back", "Left")])
def test_sides_are_the_patients_own(chart: ChartName, at_the_viewers_left: str) -> None:
    labels = [item for item in side_labels(load_charts("female")[chart], LIGHT).items if isinstance(item, Text)]
    assert len(labels) == 2
    assert min(labels, key=lambda label: label.x).text == at_the_viewers_left


@pytest.mark.parametrize("figure", FIGURES)
def test_body_has_skin_shading_lines_and_outline(figure: FigureName) -> None:
    for chart in load_charts(figure).values():
        items = body_group(chart, LIGHT).items
        assert isinstance(items[0], Fill)
        assert items[0].color == LIGHT.skin
        assert area_of(items[0].path) == pytest.approx(chart.outline.area)
        assert sum(isinstance(item, Fill) for item in items) == 1 + len(chart.shades)
        assert isinstance(items[-1], Outline)
        assert items[-1].color == LIGHT.outline
