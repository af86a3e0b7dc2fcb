"""The Widespread Pain Index: its count, and the 2016 rule's regions, for which jaw, chest and abdomen do not count."""

import pytest
from hypothesis import given

from bodymap.drawing.model import Drawing, Mark
from bodymap.report.instruments.widespread import widespread_pain_index
from tests.matching.strategies import drawings, questioned

FOUR = ("front/upper-arm-front-left", "back/forearm-back-ulnar-right", "front/shin-left", "back/lumbar-right")


def of_regions(*regions: str) -> Drawing:
    """A drawing of whole regions."""
    return Drawing(marks=tuple(Mark(region=region) for region in regions))


@pytest.mark.parametrize(
    ("regions", "score", "painful", "generalized"),
    [
        ((), 0, 0, False),
        (("back/lumbar-right", "back/lumbar-left", "back/sacrum"), 1, 1, False),
        (("front/jaw-left", "front/chest-upper-left", "front/navel"), 3, 0, False),
        (FOUR, 4, 4, True),
        (FOUR[:3], 3, 3, False),
        ((*FOUR[:3], "front/navel", "front/jaw-right", "front/breastbone"), 6, 3, False),
        ((*FOUR, "back/buttock-upper-right"), 5, 5, True),
        (("front/knee-front-left", "front/foot-top-left"), 0, 0, False),
    ],
)
def test_the_rule(regions: tuple[str, ...], score: int, painful: int, generalized: bool) -> None:
    index = widespread_pain_index(of_regions(*regions))
    assert (index.score, index.painful_regions, index.generalized) == (score, painful, generalized)


def test_words_for_the_summary() -> None:
    assert widespread_pain_index(of_regions(*FOUR[:3])).words == "Widespread Pain Index 3 of 19"


@given(drawings() | questioned())
def test_every_counted_area_is_in_its_region_or_beside_the_rule(drawing: Drawing) -> None:
    index = widespread_pain_index(drawing)
    beside = {"Jaw, left", "Jaw, right", "Chest", "Abdomen"} & {area.name for area in index.marked.areas}
    assert sum(index.regions.values()) + len(beside) == index.score
    assert 0 <= index.score <= 19
