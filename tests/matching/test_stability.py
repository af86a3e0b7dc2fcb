"""Whether the top of the ranking holds if the drawing were a little different."""

import pytest
import shapely

from bodymap.atlas.shipped import load_atlas
from bodymap.body.areas import size
from bodymap.body.chart_files import load_charts
from bodymap.drawing.geometry import geojson
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.matching.stability import CENTIMETRE, ROWS, variations
from bodymap.report.text.examination_words import steadiness_words

LUMBAR = Mark(region="back/lumbar-right")
THIGH = Mark(region="back/thigh-back-right")


def test_nothing_drawn_is_not_varied() -> None:
    match = match_drawing(Drawing())
    assert variations(match) == ()
    assert steadiness_words(load_atlas(), match, ()) == ""


def test_one_mark_is_made_larger_and_smaller_but_not_left_out() -> None:
    match = match_drawing(Drawing(marks=(LUMBAR,)))
    assert [(one.kind, one.mark) for one in variations(match)] == [("larger", None), ("smaller", None)]


def test_each_of_several_marks_is_left_out_in_turn() -> None:
    match = match_drawing(Drawing(marks=(LUMBAR, THIGH)))
    found = {one.mark: one for one in variations(match) if one.kind == "without"}
    assert found.keys() == {0, 1}
    for number, left in ((0, THIGH), (1, LUMBAR)):
        alone = match_drawing(Drawing(marks=(left,))).ranking.rows[:ROWS]
        assert found[number].rows == tuple(row.key for row in alone)


def test_a_line_thinner_than_a_centimetre_cannot_be_smaller() -> None:
    place = load_charts("female")["back"].regions["back/lumbar-right"].area.representative_point()
    dab = Mark.model_validate({"chart": "back", "stroke": {"points": [[place.x, place.y]], "radius": CENTIMETRE - 2}})
    kinds = [one.kind for one in variations(match_drawing(Drawing(marks=(dab,))))]
    assert kinds == ["larger"]


@pytest.mark.parametrize("by", [CENTIMETRE, -CENTIMETRE])
def test_a_drawing_a_centimetre_larger_is_ranked_as_if_drawn_so(by: float) -> None:
    match = match_drawing(Drawing(marks=(LUMBAR,)))
    outline = load_charts("female")["back"].outline
    changed = shapely.intersection(shapely.buffer(match.areas["back"], by), outline)
    assert (changed.area > size(match.areas)) == (by > 0)
    drawn = match_drawing(Drawing(marks=(Mark(chart="back", geometry=geojson(changed)),)))
    found = next(one for one in variations(match) if one.kind == ("larger" if by > 0 else "smaller"))
    assert found.rows == tuple(row.key for row in drawn.ranking.rows[:ROWS])


def test_words_name_the_change_and_the_muscle_that_would_come_first() -> None:
    match = match_drawing(Drawing(marks=(LUMBAR, THIGH)))
    found = variations(match)
    assert any(one.rows[0] != match.ranking.rows[0].key for one in found), "two far places"
    words = steadiness_words(load_atlas(), match, found)
    assert words.startswith("Not steady: ")
    assert "would come first" in words
    steady = match_drawing(Drawing(marks=(LUMBAR,)))
    assert steadiness_words(load_atlas(), steady, variations(steady)).startswith("Steady: the first three rows")
