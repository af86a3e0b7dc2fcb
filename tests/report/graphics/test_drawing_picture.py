"""The picture of a drawing: everything in its place, a legend that says what is there, text that fits."""

from itertools import combinations

import pytest

from bodymap.drawing.model import Drawing
from bodymap.matching.match import match_drawing
from bodymap.report.graphics.chart_frame import estimated_width
from bodymap.report.graphics.drawing_picture import compose
from bodymap.report.graphics.scene import Picture, Text
from bodymap.report.graphics.theme import DARK, LIGHT
from tests.report.drawings import WALK

Box = tuple[float, float, float, float]


def texts(picture: Picture) -> list[tuple[str, Box]]:
    """All texts with their boxes on the picture, of estimated width."""
    found = []
    for part in picture.parts:
        for item in (item for group in part.groups for item in group.items if isinstance(item, Text)):
            wide = estimated_width(item.text, item.size)
            left = item.x - {"start": 0.0, "middle": wide / 2, "end": wide}[item.anchor]
            box = (left, item.y - item.size, left + wide, item.y + 0.3 * item.size)
            at = (part.x, part.y, part.x, part.y)
            found.append((item.text, tuple(v * part.scale + a for v, a in zip(box, at, strict=True))))
    return found  # type: ignore[return-value]


@pytest.fixture(scope="module")
def walk() -> Picture:
    return compose(match_drawing(WALK), LIGHT)


@pytest.fixture(scope="module", params=[None, ("front",), ("back",)], ids=["both", "front", "back"])
def pictured(request: pytest.FixtureRequest) -> Picture:
    """The picture of all charts, and of each alone."""
    return compose(match_drawing(WALK), LIGHT, only=request.param)


def test_texts_lie_on_the_picture_and_never_on_each_other(pictured: Picture) -> None:
    for text, (x0, y0, x1, y1) in texts(pictured):
        assert 0 <= x0 < x1 <= pictured.width, text
        assert 0 <= y0 < y1 <= pictured.height, text
    for (one, a), (other, b) in combinations(texts(pictured), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)


def test_legend_says_what_is_there_and_nothing_else(walk: Picture) -> None:
    said = [text for text, _ in texts(walk)]
    for words in ("marked, aching", "marked, numb", "marked, burning", "marked, other", "their spillover zone"):
        assert words in said
    assert "marked, tingling" not in said
    assert "In no zone: breast, right" in said
    assert sum(text in ("Right", "Left") for text in said) == 4


def test_names_of_groups_are_unique(walk: Picture) -> None:
    names = [group.name for part in walk.parts for group in part.groups]
    assert len(names) == len(set(names))


def test_numbers_in_the_words_are_those_of_the_ranking(walk: Picture) -> None:
    match = match_drawing(WALK)
    for step in match.cover:
        assert f"explains {step.row.explained:.0%}".replace("%", " %") in walk.says
    assert f"marked, in no zone: {match.ranking.unexplained:.0%}".replace("%", " %") in walk.says


def test_a_named_muscle_replaces_the_smallest_set() -> None:
    said = compose(match_drawing(WALK), DARK, ["quadratus_lumborum"]).says
    assert "Quadratus lumborum, right" in said
    assert "Gluteus minimus" not in said


def test_an_empty_drawing_makes_a_picture_that_says_so() -> None:
    picture = compose(match_drawing(Drawing(figure="male")), LIGHT)
    assert picture.says == "Nothing is marked."
    names = {group.name for part in picture.parts for group in part.groups}
    assert names == {"body-front", "sides-front", "body-back", "sides-back", "legend"}


def test_one_chart_alone_has_a_legend_of_its_own() -> None:
    front, back = (compose(match_drawing(WALK), LIGHT, only=[chart]) for chart in ("front", "back"))
    said = [{text for text, _ in texts(picture)} for picture in (front, back)]
    assert ["marked, burning" in one for one in said] == [True, False]
    assert ["marked, numb" in one for one in said] == [False, True]
    assert front.title == "Pain drawing, female figure, front"
    assert {group.name for part in back.parts for group in part.groups} >= {"body-back", "legend"}
    assert not any(group.name.endswith("front") for part in back.parts for group in part.groups)
