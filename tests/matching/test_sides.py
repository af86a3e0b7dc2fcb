"""Which side: drawings that contradict themselves or an answer are doubted, others are not."""

import pytest
from hypothesis import given, settings

from bodymap.atlas.shipped import load_atlas
from bodymap.body.figure import CHARTS
from bodymap.drawing.mirror import mirrored_drawing
from bodymap.drawing.model import AnswerValue, Drawing, Mark, SaidSide
from bodymap.matching.match import match_drawing
from bodymap.matching.sides import LateralityConflict, drawn_side, side_doubt
from tests.matching.strategies import drawings


def doubt(drawing: Drawing) -> LateralityConflict | None:
    """The doubt about a drawing."""
    match = match_drawing(drawing)
    return side_doubt(match.evidence, drawing.answers, load_atlas().answers)


def drawn(*regions: str, **answers: AnswerValue) -> Drawing:
    """A drawing of whole regions, with answers."""
    return Drawing(marks=tuple(Mark(region=region) for region in regions), answers=answers)


@pytest.mark.parametrize(
    "regions",
    [
        ("back/lumbar-right",),
        ("back/lumbar-right", "front/groin-right"),
        ("back/lumbar-right", "back/lumbar-left", "front/groin-left"),
        ("back/lumbar-right", "front/palm-left"),
        ("back/calf-inner-right", "front/temple-left"),
        ("front/navel", "back/lumbar-right"),
    ],
    ids=" ".join,
)
def test_a_drawing_that_can_be_meant_so_is_not_doubted(regions: tuple[str, ...]) -> None:
    assert doubt(drawn(*regions)) is None


def test_front_of_one_side_and_back_of_the_other_are_doubted_and_either_may_be_mirrored() -> None:
    drawing = drawn("back/buttock-upper-right", "front/groin-left")
    found = doubt(drawing)
    assert found is not None
    assert found.drawn == {"front": "left", "back": "right"}
    assert found.answer is None
    assert {(way.charts, way.side) for way in found.ways} == {(("front",), "right"), (("back",), "left")}
    for way in found.ways:
        assert doubt(mirrored_drawing(drawing, way.charts)) is None


@pytest.mark.parametrize(("said", "doubted"), [("left", True), ("right", False), ("both", False)])
def test_the_side_that_was_said_is_compared_with_the_drawn_one(said: SaidSide, doubted: bool) -> None:
    drawing = drawn("back/lumbar-right", "front/groin-right", worse_side=said)
    found = doubt(drawing)
    assert (found is not None) == doubted
    if found is not None:
        (way,) = found.ways
        assert way.side == "left"
        assert doubt(mirrored_drawing(drawing, way.charts)) is None


def test_an_answer_that_speaks_of_a_side_is_compared_too() -> None:
    assert doubt(drawn("front/lower-abdomen-side-left", pain_began_at_navel=True)) is not None
    assert doubt(drawn("front/lower-abdomen-side-left", pain_began_at_navel=False)) is None
    assert doubt(drawn("front/lower-abdomen-side-right", pain_began_at_navel=True)) is None


def test_what_was_said_to_be_as_drawn_is_not_doubted() -> None:
    assert doubt(drawn("back/buttock-upper-right", "front/groin-left", sides_as_drawn=True)) is None


@settings(max_examples=30, deadline=None)
@given(drawings())
def test_mirroring_all_of_it_mirrors_its_side_and_keeps_its_doubt(drawing: Drawing) -> None:
    drawing = drawing.model_copy(update={"answers": {}})
    there = mirrored_drawing(drawing, CHARTS)
    side, other = (drawn_side(match_drawing(one).evidence) for one in (drawing, there))
    assert {side, other} in ({None}, {"left", "right"})
    assert (doubt(drawing) is None) == (doubt(there) is None)
