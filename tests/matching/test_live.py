"""While a finger paints, the state is that of the whole drawing, to 1e-6 of its area."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.body.areas import Areas, size
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import ChartName
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import Drawing, Mark, Stroke
from bodymap.matching.knowledge import shipped_knowledge
from bodymap.matching.live import PATCH, LiveDrawing
from bodymap.matching.ranking import rank, rank_quantities
from tests.matching.strategies import charts, drawings, strokes

CHARTS = load_charts("female")
OUTLINES = {name: chart.outline for name, chart in CHARTS.items()}
INDEX = shipped_knowledge().index("female")


def started(areas: Areas) -> LiveDrawing:
    return LiveDrawing(INDEX, OUTLINES, areas)


def paint(live: LiveDrawing, chart: ChartName, stroke: Stroke) -> None:
    radii = stroke.radius if isinstance(stroke.radius, tuple) else (stroke.radius,) * len(stroke.points)
    for number, ((x, y), radius) in enumerate(zip(stroke.points, radii, strict=True)):
        if number:
            live.move(x, y, radius)
        else:
            live.begin(chart, x, y, radius)


def assert_exact(live: LiveDrawing, areas: Areas) -> None:
    marked = size(areas)
    assert live.marked == pytest.approx(marked, rel=1e-6, abs=1e-6)
    assert live.quantities == pytest.approx(INDEX.measure(areas), abs=1e-6 * max(1.0, marked))


@settings(max_examples=15)
@given(drawings(least=0, most=2), st.lists(st.tuples(charts, strokes()), min_size=1, max_size=3))
def test_after_each_stroke_the_state_is_that_of_a_full_recompute(
    drawing: Drawing, painted: list[tuple[ChartName, Stroke]]
) -> None:
    """Strokes that cross themselves and each other, leave the body, and change their width."""
    drawing = drawing.model_copy(update={"figure": "female"})
    live = started(drawing_areas(drawing, CHARTS))
    for chart, stroke in painted:
        paint(live, chart, stroke)
        drawing = drawing.model_copy(update={"marks": (*drawing.marks, Mark(chart=chart, stroke=stroke))})
        areas = drawing_areas(drawing, CHARTS)
        assert_exact(live, areas)
        live.end()
        assert_exact(live, areas)
        assert size(live.areas) == pytest.approx(size(areas), rel=1e-6)
    whole = rank(INDEX, areas)
    shown = rank_quantities(INDEX, live.marked, live.quantities, {}, {}, marked_on=live.marked_on)
    assert {row.key: row.score for row in shown.rows} == pytest.approx(
        {row.key: row.score for row in whole.rows}, abs=1e-6
    )


def test_long_rubbing_does_not_drift() -> None:
    """A thousand moves over the same place."""
    chance = np.random.default_rng(5)
    points = np.cumsum(chance.normal(0, 9, (1000, 2)), axis=0) % [120, 300] + [0, 600]
    stroke = Stroke(points=tuple(map(tuple, points.tolist())), radius=11)
    live = started({})
    paint(live, "back", stroke)
    assert_exact(live, drawing_areas(Drawing(marks=(Mark(chart="back", stroke=stroke),)), CHARTS))


def test_while_painting_nothing_ever_shrinks() -> None:
    live = started({})
    live.begin("back", 0, 600, 20)
    before = live.quantities.copy()
    for x, y in ((40, 700), (60, 900), (-60, 900), (0, 600)):
        live.move(x, y, 20)
        assert (live.quantities >= before - 1e-9).all()
        before = live.quantities.copy()


def test_painting_over_what_is_marked_changes_nothing() -> None:
    marked: Areas = {"back": CHARTS["back"].outline}
    live = started(marked)
    paint(live, "back", Stroke(points=((0, 600), (80, 900)), radius=30))
    live.end()
    assert_exact(live, marked)


def test_beside_the_body_nothing_is_marked() -> None:
    live = started({})
    paint(live, "front", Stroke(points=((900, 100), (950, 300)), radius=30))
    live.end()
    assert live.marked == 0
    assert live.areas == {}


def test_a_move_without_a_stroke_in_hand_does_nothing() -> None:
    live = started({})
    live.move(0, 600, 20)
    live.end()
    assert live.marked == 0


def test_a_new_stroke_ends_the_one_before() -> None:
    live = started({})
    live.begin("back", 0, 600, 20)
    live.begin("front", 0, 600, 20)
    live.end()
    assert set(live.areas) == {"back", "front"}


@pytest.mark.parametrize("x", [0, PATCH, PATCH / 2])
def test_patches_leave_no_seam(x: float) -> None:
    stroke = Stroke(points=((x, PATCH * 2), (x, PATCH * 5)), radius=10)
    live = started({})
    paint(live, "back", stroke)
    live.end()
    inside = shapely.intersection(CHARTS["back"].outline, shapely.box(x - 10, 2 * PATCH, x + 10, 5 * PATCH))
    assert live.marked >= inside.area * 0.99
    assert_exact(live, drawing_areas(Drawing(marks=(Mark(chart="back", stroke=stroke),)), CHARTS))
