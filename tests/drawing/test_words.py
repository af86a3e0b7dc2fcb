"""A mark in words, as the list "Marked so far" shows it."""

import pytest
from hypothesis import given, settings

from bodymap.body.chart_files import load_charts
from bodymap.drawing.model import Mark
from bodymap.drawing.words import MOST_NAMES, mark_line, mark_words, regions_marked
from tests.matching.strategies import marks, mirrored_mark

CHARTS = load_charts("female")


@pytest.mark.parametrize(
    ("mark", "line"),
    [
        ({"region": "back/lumbar-right", "quality": "aching", "intensity": 6}, "Low back, right · aching · 6"),
        ({"region": "front/navel"}, "Around the navel"),
        ({"region": "back/sacrum", "intensity": 0}, "Sacrum · 0"),
        (
            {"chart": "back", "stroke": {"points": [[900, 10]], "radius": 9}, "quality": "numb"},
            "Beside the body · numb",
        ),
    ],
)
def test_a_mark_reads_as_a_patient_would_say_it(mark: dict[str, object], line: str) -> None:
    assert mark_line(Mark.model_validate(mark), CHARTS) == line


def test_a_stroke_within_a_region_is_called_after_it() -> None:
    spot = CHARTS["back"].regions["back/lumbar-right"].area.representative_point()
    stroke = Mark.model_validate({"chart": "back", "stroke": {"points": [[spot.x, spot.y]], "radius": 6}})
    assert mark_words(stroke, CHARTS) == mark_words(Mark(region="back/lumbar-right"), CHARTS)


def test_a_mark_across_the_midline_is_on_both_sides() -> None:
    stroke = {"chart": "back", "stroke": {"points": [[-60, 660], [60, 660]], "radius": 20}}
    assert mark_words(Mark.model_validate(stroke), CHARTS).side == "both sides"


@settings(max_examples=20)
@given(marks())
def test_the_mirrored_mark_is_called_the_same_on_the_other_side(mark: Mark) -> None:
    words, mirrored = mark_words(mark, CHARTS), mark_words(mirrored_mark(mark), CHARTS)
    swap = {"left": "right", "right": "left"}
    assert mirrored.side == swap.get(words.side, words.side)
    assert 0 <= len(regions_marked(mark, CHARTS)) <= MOST_NAMES
