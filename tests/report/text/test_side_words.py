"""The doubt about a side and its ways out are said with the sides that are meant."""

import pytest

from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.matching.sides import LateralityConflict, side_doubt
from bodymap.report.text.side_words import conflict_sentence, mirror_label


def conflict(drawing: Drawing) -> LateralityConflict:
    """The doubt about a drawing that has one."""
    found = side_doubt(match_drawing(drawing).evidence, drawing.answers, load_atlas().answers)
    assert found is not None
    return found


@pytest.mark.parametrize(("front", "back"), [("left", "right"), ("right", "left")])
def test_charts_that_contradict_each_other(front: str, back: str) -> None:
    marks = (Mark(region=f"back/buttock-upper-{back}"), Mark(region=f"front/groin-{front}"))
    found = conflict(Drawing(marks=marks))
    assert conflict_sentence(found) == f"The patient marked the {back} on the back and the {front} on the front."
    assert {mirror_label(found, way) for way in found.ways} == {
        f"Mirror the front: all on the {back}",
        f"Mirror the back: all on the {front}",
    }


def test_an_answer_that_speaks_of_the_other_side() -> None:
    found = conflict(Drawing(marks=(Mark(region="back/lumbar-right"),), answers={"worse_side": "left"}))
    assert conflict_sentence(found).startswith("The right side is marked, but an answer speaks of the left: ")
    assert [mirror_label(found, way) for way in found.ways] == ["Mirror it to the left"]
