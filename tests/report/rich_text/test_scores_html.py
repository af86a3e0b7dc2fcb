"""The scores as they are read in the window: every number of the JSON, with its limits and its source."""

from html import unescape

from hypothesis import given

from bodymap.drawing.model import Drawing, Mark
from bodymap.report.instruments.definition import INSTRUMENTS, load_instrument
from bodymap.report.instruments.results import score_result
from bodymap.report.rich_text.scores_html import score_html
from tests.matching.strategies import drawings


@given(drawings(least=0))
def test_every_score_is_told_as_approximate_with_its_areas_and_its_source(drawing: Drawing) -> None:
    result = score_result(drawing)
    said = unescape(score_html(result))
    for name in INSTRUMENTS:
        row = result[name]
        assert f"{row['name']}: {row['count']} of {row['of']}, approximate" in said
        assert all(area in said for area in row["areas"])
        assert load_instrument(name).source in said
    assert f"{result['extent']['percent']:.1f} % of the body charts" in said


def test_only_limits_that_concern_what_is_marked_are_told() -> None:
    ankle = unescape(score_html(score_result(Drawing(marks=(Mark(region="back/achilles-right"),)))))
    nape = unescape(score_html(score_result(Drawing(marks=(Mark(region="back/nape-right"),)))))
    assert "whole tendon" in ankle
    assert "whole tendon" not in nape


def test_a_woman_has_the_native_numbers_where_they_differ() -> None:
    belly = (Mark(region="front/abdomen-side-left"),)
    assert "native female map: 113" in score_html(score_result(Drawing(marks=belly)))
    assert "native female" not in score_html(score_result(Drawing(figure="male", marks=belly)))
