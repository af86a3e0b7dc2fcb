"""Marks and drawings take what the format allows and nothing else."""

from typing import Any

import pytest
from pydantic import ValidationError

from bodymap.drawing.model import MOST_MARKS, MOST_POINTS, Drawing, Geometry, Mark, Stroke

RING = [[0, 600], [50, 600], [50, 700], [0, 600]]
STROKE = {"points": [[84, 640], [110, 690]], "radius": 18}


@pytest.mark.parametrize(
    "mark",
    [
        {"region": "back/sacrum"},
        {"chart": "back", "stroke": STROKE},
        {"chart": "back", "stroke": {"points": [[84, 640]], "radius": [18]}},
        {"chart": "front", "geometry": {"type": "Polygon", "coordinates": [RING]}},
        {"chart": "front", "geometry": {"type": "MultiPolygon", "coordinates": [[RING], [RING, RING]]}},
        {"region": "back/sacrum", "quality": None, "intensity": 0},
        {"region": "back/sacrum", "quality": "numb", "intensity": 10, "chart": None, "stroke": None},
    ],
)
def test_a_mark_is_a_region_a_stroke_or_a_shape(mark: dict[str, Any]) -> None:
    assert Mark.model_validate(mark)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ({}, "mark.not_one_shape"),
        ({"region": "back/sacrum", "stroke": STROKE, "chart": "back"}, "mark.not_one_shape"),
        ({"region": "back/sacrum", "chart": "back"}, "mark.chart_of_region"),
        ({"stroke": STROKE}, "mark.no_chart"),
        ({"chart": "top", "stroke": STROKE}, "'front', 'back'"),
        ({"region": "back/sacrum", "quality": "sore"}, "'aching'"),
        ({"region": "back/sacrum", "intensty": 4}, "Extra inputs"),
        ({"region": "x" * 101}, "at most 100"),
        ({"region": 7}, "valid string"),
        ({"chart": "back", "stroke": {"points": [], "radius": 5}}, "at least 1"),
        ({"chart": "back", "stroke": {"points": [[1, 2, 3]], "radius": 5}}, "at most 2"),
        ({"chart": "back", "stroke": {"points": [["1", 2]], "radius": 5}}, "valid number"),
        ({"chart": "back", "stroke": {"points": [[1e9, 2]], "radius": 5}}, "less than or equal to 10000"),
        ({"chart": "back", "stroke": {"points": [[float("nan"), 2]], "radius": 5}}, "finite"),
        ({"chart": "back", "stroke": {**STROKE, "radius": 0}}, "greater than 0"),
        ({"chart": "back", "stroke": {**STROKE, "radius": [5]}}, "stroke.radii"),
        ({"chart": "back", "stroke": {"points": [[0, 0]] * (MOST_POINTS + 1), "radius": 5}}, "at most"),
    ],
)
def test_what_is_no_mark_is_refused_with_a_reason(mark: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Mark.model_validate(mark)


@pytest.mark.parametrize("coordinates", [
    None, 5, "text", {"a": 1}, [], [[]], [5], [RING[:3]], [[*RING[:3], [1, 1]]], [[[0], [1], [1], [0]]],
    [[["a", 1]] * 4], [[[True, 1]] * 4], [[[float("inf"), 1]] * 4], [[[1e6, 1]] * 4], [RING, []], [[RING]],
    [[[0, 0]] * (MOST_POINTS + 1)],
])  # fmt: skip
def test_a_shape_that_is_no_geojson_is_refused(coordinates: Any) -> None:
    with pytest.raises(ValidationError):
        Geometry(type="Polygon", coordinates=coordinates)


def test_a_multipolygon_is_nested_one_deeper() -> None:
    with pytest.raises(ValidationError):
        Geometry(type="MultiPolygon", coordinates=[RING])


def test_geojson_may_carry_heights_and_other_members() -> None:
    shape = Geometry.model_validate(
        {"type": "Polygon", "coordinates": [[[*xy, 7.5] for xy in RING]], "bbox": [0, 600, 50, 700]}
    )
    assert shape == Geometry(type="Polygon", coordinates=[RING])


@pytest.mark.parametrize(("written", "meant"), [(6, 6), (6.0, 6), (0, 0), (10, 10), (None, None)])
def test_intensity_is_a_whole_number_however_it_is_written(written: Any, meant: int | None) -> None:
    assert Mark(region="back/sacrum", intensity=written).intensity == meant


@pytest.mark.parametrize("written", [6.5, -1, 11, "6", True, float("nan"), [6]])
def test_what_is_no_intensity_is_refused(written: Any) -> None:
    with pytest.raises(ValidationError):
        Mark(region="back/sacrum", intensity=written)


def test_an_answer_that_is_null_was_not_given() -> None:
    assert Drawing.model_validate({"answers": {"a": None, "b": False}}).answers == {"b": False}
    assert Drawing.model_validate({"answers": None}).answers == {}


@pytest.mark.parametrize("value", [True, False, 0, 7, 50_000, 7.0, "left", "right", "both"])
def test_an_answer_is_yes_or_no_a_number_or_a_side(value: Any) -> None:
    (answer,) = Drawing.model_validate({"answers": {"a": value}}).answers.values()
    assert answer == value
    assert isinstance(answer, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    "answers", [{"a": "yes"}, {"a": -1}, {"a": 1.5}, {"a": 50_001}, {"a": "Left"}, ["a"], "a", {"a": {}}, {"a": [1]}]
)
def test_anything_else_is_no_answer(answers: Any) -> None:
    with pytest.raises(ValidationError):
        Drawing.model_validate({"answers": answers})


def test_a_drawing_has_an_end() -> None:
    mark = Mark(region="back/sacrum")
    with pytest.raises(ValidationError, match="at most"):
        Drawing(marks=(mark,) * (MOST_MARKS + 1))


def test_nothing_about_a_drawing_can_be_changed_in_place() -> None:
    mark = Mark(chart="back", stroke=Stroke(points=((0, 0),), radius=5))
    with pytest.raises(ValidationError, match="frozen"):
        mark.intensity = 5
    assert hash(mark) == hash(mark.model_copy())
