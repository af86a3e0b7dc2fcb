"""The whole body as the default: what holds for every muscle in it, whichever they are."""

import pytest

from bodymap.atlas.shipped import load_atlas
from bodymap.body.figure import FIGURES, FigureName
from bodymap.drawing.geometry import geojson
from bodymap.drawing.model import Drawing, Mark
from bodymap.geometry.polygons import polygonal
from bodymap.matching.knowledge import shipped_knowledge
from bodymap.matching.match import match_drawing
from tests.conftest import WHOLE_BODY

WHOLE = shipped_knowledge("whole-body")


def test_it_is_what_counts_where_no_set_is_named() -> None:
    assert WHOLE_BODY == "whole-body"


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("muscle", sorted(load_atlas("whole-body").muscles))
def test_a_muscle_is_among_the_first_three_for_its_own_essential_zone(muscle: str, figure: FigureName) -> None:
    """For that of one of its points at least; no muscle of general knowledge alone stands first before others."""
    index = WHOLE.index(figure)
    places = []
    for point in index.points:
        if (point.muscle, point.side) != (muscle, "right"):
            continue
        marks = tuple(Mark(chart=chart, geometry=geojson(polygonal(area))) for chart, area in point.essential.items())
        rows = match_drawing(Drawing(figure=figure, marks=marks), WHOLE).ranking.rows
        places.append([row.muscle for row in rows].index(muscle))
        first = rows[0]
        unpublished = [(*row.key, row.best.name) in index.unpublished for row in rows]
        assert not unpublished[0] or all(unpublished), f"{first.key} is first for {point.key}"
    assert min(places) < 3, places
